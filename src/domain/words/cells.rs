//! Words of table cells: short, with what differs from the function in front.
//!
//! Knows the marks `(default)`, `! dropped`, `dlq`, `+dlq`, `..`, `?`, `~`. Does not know columns or widths.

use crate::domain::destination::ReportedArn;
use crate::domain::difference::{Difference, FieldValue, Movement};
use crate::domain::field::Field;
use crate::domain::function::FunctionKey;
use crate::domain::known::Known;
use crate::domain::settings::{Setting, StoredSettings};
use crate::domain::timeline::GivenUp;

use super::clean;

/// A setting: `0`, `1h`, `sqs NAME` where it is explicit, its default in brackets where it is not.
#[must_use]
pub fn setting(field: Field, value: &Setting<FieldValue>, function: &FunctionKey) -> String {
    match value {
        Setting::Explicit(explicit) => self::value(explicit, Some(function)),
        Setting::ServiceDefault => format!("({})", field.facts().default),
    }
}

/// Where given-up events go, as far as that was read: `sqs NAME`, `dlq NAME`, `sqs NAME +dlq`, `dlq by version`, `! dropped`, `! some
/// dropped`, `! sqs NAME.fifo` where nothing arrives.
#[must_use]
pub fn when_given_up(given_up: &GivenUp, function: &FunctionKey) -> Known<String> {
    let text = match given_up {
        GivenUp::Record(arn) => target(arn, Some(function)),
        GivenUp::DeadLetterQueue(arn) => match ReportedArn::parse(arn) {
            Some(parts) => format!("dlq {}", placed_name(&parts, Some(function))),
            None => format!("dlq {}", clean(arn)),
        },
        GivenUp::Both { record, .. } => format!("{} +dlq", target(record, Some(function))),
        GivenUp::Undelivered(arn) => format!("! {}", target(arn, Some(function))),
        GivenUp::ByVersion {
            record: Some(arn), ..
        } => {
            format!("{} +dlq", target(arn, Some(function)))
        }
        GivenUp::ByVersion { record: None, .. } if given_up.is_lost() => {
            "! some dropped".to_owned()
        }
        GivenUp::ByVersion { record: None, .. } => "dlq by version".to_owned(),
        GivenUp::Dropped => "! dropped".to_owned(),
        GivenUp::NotRead => return Known::NotRead,
        GivenUp::Unreadable => return Known::Unreadable,
    };
    Known::Known(text)
}

/// The failure destination in a column of its own: without one and without a dead-letter queue, events are dropped.
#[must_use]
pub fn on_failure(
    value: &Setting<FieldValue>,
    given_up: &GivenUp,
    function: &FunctionKey,
) -> String {
    let shown = setting(Field::OnFailure, value, function);
    match given_up {
        GivenUp::Dropped => format!("{shown} ! dropped"),
        GivenUp::ByVersion { .. } if given_up.is_lost() => format!("{shown} ! some dropped"),
        // Lambda delivers nothing there: the mark says so where there is no colour.
        GivenUp::Undelivered(_) => format!("! {shown}"),
        GivenUp::Record(_)
        | GivenUp::DeadLetterQueue(_)
        | GivenUp::Both { .. }
        | GivenUp::ByVersion { .. }
        | GivenUp::NotRead
        | GivenUp::Unreadable => shown,
    }
}

/// A number as people read it: `1,204`.
#[must_use]
pub fn thousands(number: usize) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// The settings in the few words of a line.
const SHORT: [(Field, &str); 4] = [
    (Field::MaximumRetryAttempts, "retries"),
    (Field::MaximumEventAge, "age"),
    (Field::OnSuccess, "on success"),
    (Field::OnFailure, "on failure"),
];

/// What a change does, in a line: `retries (2) -> 1, on failure (none) -> sqs orders-failed`; what stays as it is has no words.
#[must_use]
pub fn changes(difference: &Difference, function: &FunctionKey) -> String {
    let moved = SHORT.into_iter().filter_map(|(field, name)| {
        let row = difference.0.get(field);
        let shown = |value| setting(field, value, function);
        let is_same = matches!(row.movement, Movement::Same);
        (!is_same).then(|| format!("{name} {} -> {}", shown(&row.before), shown(&row.after)))
    });
    moved.collect::<Vec<_>>().join(", ")
}

/// What is held now and was not before, each in the words of [`changes`].
#[must_use]
pub fn changes_between(
    before: Option<&StoredSettings>,
    now: Option<&StoredSettings>,
    function: &FunctionKey,
) -> String {
    differing(before, now, function, |before, now| {
        format!("{before} -> {now}")
    })
}

/// What Lambda says it holds instead of what was sent: `age sent 1h, holds 2h`.
#[must_use]
pub fn held_instead(
    sent: Option<&StoredSettings>,
    held: Option<&StoredSettings>,
    function: &FunctionKey,
) -> String {
    differing(sent, held, function, |sent, held| {
        format!("sent {sent}, holds {held}")
    })
}

fn differing(
    one: Option<&StoredSettings>,
    other: Option<&StoredSettings>,
    function: &FunctionKey,
    told: impl Fn(&str, &str) -> String,
) -> String {
    let nothing = StoredSettings::default();
    let (one, other) = (one.unwrap_or(&nothing), other.unwrap_or(&nothing));
    let each = SHORT.into_iter().filter_map(|(field, name)| {
        let (one, other) = (one.value(field), other.value(field));
        let shown = |value| setting(field, value, function);
        (one != other).then(|| format!("{name} {}", told(&shown(&one), &shown(&other))))
    });
    each.collect::<Vec<_>>().join(", ")
}

/// All settings in a line: `retries 0, age 1h, on success (none), on failure sqs payments-failed`.
#[must_use]
pub fn settings_in_short(settings: &StoredSettings, function: &FunctionKey) -> String {
    in_short(settings, function, |_| true)
}

/// Retries and age in a line, also where there are no settings: `retries (2), age 1h`.
#[must_use]
pub fn limits_in_short(settings: Option<&StoredSettings>, function: &FunctionKey) -> String {
    let defaults = StoredSettings::default();
    in_short(settings.unwrap_or(&defaults), function, |field| {
        !field.is_destination()
    })
}

fn in_short(
    settings: &StoredSettings,
    function: &FunctionKey,
    is_told: impl Fn(Field) -> bool,
) -> String {
    let told = SHORT.into_iter().filter(|(field, _)| is_told(*field));
    let each = told.map(|(field, name)| {
        let shown = setting(field, &settings.value(field), function);
        format!("{name} {shown}")
    });
    each.collect::<Vec<_>>().join(", ")
}

/// What differs from the settings of `$LATEST`, each with what it is there; `None`: no configuration of its own.
#[must_use]
pub fn compared_with_latest(
    own: Option<&StoredSettings>,
    latest: Option<&StoredSettings>,
    function: &FunctionKey,
) -> String {
    let defaults = StoredSettings::default();
    let (own, latest) = (own.unwrap_or(&defaults), latest.unwrap_or(&defaults));
    let differing: Vec<String> = SHORT
        .into_iter()
        .filter(|(field, _)| own.value(*field) != latest.value(*field))
        .map(|(field, name)| {
            let shown =
                |settings: &StoredSettings| setting(field, &settings.value(field), function);
            format!("{name} {}, there {}", shown(own), shown(latest))
        })
        .collect();
    if differing.is_empty() {
        "Compared with $LATEST: the same settings.".to_owned()
    } else {
        format!("Compared with $LATEST: {}.", differing.join("; "))
    }
}

/// A target: kind and name, with region or account in front where they are not the function's. A text that is no ARN stays whole.
#[must_use]
pub fn target(arn: &str, function: Option<&FunctionKey>) -> String {
    match ReportedArn::parse(arn) {
        Some(parts) => {
            let mark = parts.kind.map_or(parts.service, |kind| kind.mark());
            format!("{} {}", clean(mark), placed_name(&parts, function))
        }
        None => clean(arn).into_owned(),
    }
}

/// A value without its field.
pub(super) fn value(value: &FieldValue, function: Option<&FunctionKey>) -> String {
    match value {
        FieldValue::Retries(_) | FieldValue::Age(_) => value.to_string(),
        FieldValue::Arn(arn) => target(arn, function),
    }
}

/// A cell of what has to be read: `..` until then, `?` where it can't be; else with the mark of its age.
#[must_use]
pub fn cell(text: Known<String>, is_old: bool) -> String {
    match text {
        Known::NotRead => "..".to_owned(),
        Known::Unreadable => "?".to_owned(),
        Known::Known(text) => aged(text, is_old),
    }
}

/// A text with the mark of what was read long ago, or could not be read again.
#[must_use]
pub fn aged(text: String, is_old: bool) -> String {
    if is_old { format!("{text} ~") } else { text }
}

fn placed_name(parts: &ReportedArn<'_>, function: Option<&FunctionKey>) -> String {
    let name = clean(parts.name);
    let Some(function) = function else {
        return name.into_owned();
    };
    let is_elsewhere = !parts.region.is_empty() && parts.region != function.region.as_str();
    let region = is_elsewhere.then(|| clean(parts.region).into_owned());
    let account = function
        .account
        .as_ref()
        .filter(|ours| !parts.account.is_empty() && ours.as_str() != parts.account)
        .map(|_| short_account(parts.account));
    let front: Vec<String> = region.into_iter().chain(account).collect();
    if front.is_empty() {
        name.into_owned()
    } else {
        format!("{}/{name}", front.join("/"))
    }
}

/// An account as tables show it: its first and last four digits.
fn short_account(account: &str) -> String {
    match (
        account.get(..4),
        account.get(account.len().saturating_sub(4)..),
    ) {
        (Some(first), Some(last)) if account.len() == 12 => format!("{first}..{last}"),
        (Some(_) | None, _) => clean(account).into_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::function::parse_reported_arn;

    #[test]
    fn numbers_are_grouped_by_thousands() {
        for (number, text) in [
            (0, "0"),
            (999, "999"),
            (1204, "1,204"),
            (1_000_000, "1,000,000"),
        ] {
            assert_eq!(thousands(number), text);
        }
    }

    /// A text was taken for unread by its letters: a thing that is named so was never marked as old.
    #[test]
    fn a_cell_is_unread_where_nothing_was_read_and_not_where_it_looks_so() {
        for (read, fresh, old) in [
            (Known::NotRead, "..", ".."),
            (Known::Unreadable, "?", "?"),
            (Known::Known("(6h)"), "(6h)", "(6h) ~"),
            (Known::Known("-"), "-", "- ~"),
        ] {
            assert_eq!(cell(read.map(str::to_owned), false), fresh);
            assert_eq!(cell(read.map(str::to_owned), true), old);
        }
    }

    /// In the wide list only the colour told that nothing arrives at a FIFO queue.
    #[test]
    fn a_destination_at_which_nothing_arrives_is_marked_without_colour() {
        let arn = "arn:aws:lambda:eu-west-1:123456789012:function:ledger-post";
        let (function, _) = parse_reported_arn(arn).unwrap();
        let queue = "arn:aws:sqs:eu-west-1:123456789012:ledger-failed.fifo";
        let value = Setting::Explicit(FieldValue::Arn(queue.to_owned()));
        let lost = GivenUp::Undelivered(queue.to_owned());
        assert_eq!(
            on_failure(&value, &lost, &function),
            "! sqs ledger-failed.fifo"
        );
        let kept = GivenUp::Record(queue.to_owned());
        assert_eq!(
            on_failure(&value, &kept, &function),
            "sqs ledger-failed.fifo"
        );
    }
}
