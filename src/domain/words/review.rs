//! Words of the review: what a change means for events, and why a setting is reset.
//!
//! Knows the sentences of the defaults as well as of explicit settings. Does not know who sends a change, and promises nothing of a
//! destination: records are addressed to it.

use super::given_up::{failure, given_up, placed, until_now};
use super::time::time;
use super::timeline::times;
use super::warning::{names, noun_and_name, span};
use crate::domain::call::Reading;
use crate::domain::change::{Method, ProposedChange, ReviewedChange, Undone};
use crate::domain::difference::ResetCause;
use crate::domain::function::Target;
use crate::domain::known::Known;
use crate::domain::qualifier::Qualifier;
use crate::domain::settings::AsyncSettings;
use crate::domain::timeline::{Course, EffectiveSettings, GivenUp, Limits};
use crate::domain::validation::{Gone, Surroundings, Warning};

/// What is said of a draft in which nothing is set, while the qualifier has a configuration of its own; of one that is gone, no
/// defaults apply afterwards.
#[must_use]
pub fn nothing_is_set(is_gone: bool) -> &'static str {
    if is_gone {
        "Nothing is set. This will be sent as DELETE: the configuration is removed."
    } else {
        "Nothing is set. This will be sent as DELETE: the configuration is removed, then 2 retries, 6 h, no destinations."
    }
}

/// What stands beside a change whose account is not known.
pub const ACCOUNT_UNKNOWN: &str =
    "Account unknown: STS did not tell who we are. Sending asks for the function's name.";

/// What was until now, where retries or age were none that Lambda accepts.
const NOT_KNOWN: &str = "not known, by what Lambda held";

/// What is said where the send line closes.
pub const NOTHING_WAS_SENT: &str = "Nothing was sent.";

/// What is said where the terminal has no room for all of the send line.
pub const NEEDS_LARGER_WINDOW: &str = "The send line needs a larger window. Nothing was sent.";

/// What is said where Enter came together with other keys while the send line was open.
pub const ENTER_IN_ONE_READ: &str = "Ignored: Enter came at once with other keys, as at the end of a paste. Nothing was sent; press Enter once more.";

/// What is said of a draft that equals what is held; and what is held beside it.
#[must_use]
pub fn nothing_to_send(held: &Reading) -> String {
    let read_at = held.at.strftime("%H:%M:%SZ");
    let beside = held.configuration.as_ref();
    let beside = beside.and_then(|held| super::unknown_names(&held.unknown_members));
    let what = beside.map_or("exactly this".to_owned(), |names| {
        format!("this, and {names}, which Lasso does not know")
    });
    format!("Nothing to send: Lambda holds {what} (read {read_at}).")
}

/// The same as a heading above what would be sent.
#[must_use]
pub fn nothing_to_send_in_short(held: &Reading) -> &'static str {
    let held = held.configuration.as_ref();
    if held.is_some_and(|held| !held.unknown_members.is_empty()) {
        "NOTHING TO SEND: Lambda holds this, and more"
    } else {
        "NOTHING TO SEND: Lambda holds exactly this"
    }
}

/// What an undo puts back, named by the write that it takes back, so that it is not taken for a removal.
#[must_use]
pub fn undo(undone: &Undone, change: &ReviewedChange) -> String {
    let (method, at) = (undone.method.word(), time(undone.at));
    let write = if undone.was_undo {
        format!("undo of {at} (a {method})")
    } else {
        format!("{method} of {at}")
    };
    let held = if change.after().is_none() {
        ": no settings of its own"
    } else {
        ""
    };
    let found_nothing = if undone.found_nothing {
        ", which found nothing to remove"
    } else {
        ""
    };
    format!(
        "puts back what {} held before your {write}{held}{found_nothing}",
        change.target()
    )
}

/// Why settings from elsewhere are not proposed for a qualifier: somebody typed something else for it.
#[must_use]
pub fn has_a_draft(target: &Target) -> String {
    format!("{target} has a draft: e shows it, Ctrl-X there throws it away.")
}

/// Where something comes from that is proposed for `now`: with account and region where those are others.
#[must_use]
pub fn source(from: &Target, now: &Target) -> String {
    let function = &from.function;
    match &function.account {
        Some(account) if function.is_elsewhere(&now.function) => {
            format!("{from} in {account} {}", function.region)
        }
        Some(_) | None => from.to_string(),
    }
}

/// That a change which is proposed once more was sent elsewhere before: to another qualifier, of another function maybe, or to another
/// account.
#[must_use]
pub fn last_time(last: &Target, now: &Target) -> String {
    let (before, here) = (&last.function, &now.function);
    let is_elsewhere = before.is_elsewhere(here);
    let others = [
        ("account", is_elsewhere && before.account != here.account),
        ("region", before.region != here.region),
        ("function", before.name != here.name),
        ("qualifier", last.qualifier != now.qualifier),
    ];
    let others = others.into_iter().filter(|(_, is_other)| *is_other);
    let others = others.map(|(what, _)| format!("another {what}"));
    let proposed_for = if before == here {
        now.qualifier.to_string()
    } else {
        source(now, last)
    };
    let text = format!(
        "! Last time: {}. Now it is proposed for {proposed_for}, {}.",
        source(last, now),
        super::list(others.collect())
    );
    super::clean(&text).into_owned()
}

/// That keys came before anybody can have read the line that they would have answered, or one after the other as a held key does.
#[must_use]
pub fn too_early(keys: u32) -> String {
    if keys == 1 {
        "Ignored: a key came less than 0.3 s after this line, too soon to have read it. Press it once more.".to_owned()
    } else {
        format!(
            "Ignored: {keys} keys came less than 0.3 s after this line or after each other. Wait a moment, then press once more."
        )
    }
}

/// That keys came while the terminal was too small to show what they do.
#[must_use]
pub fn unseen(keys: u32) -> String {
    let came = if keys == 1 {
        "a key or paste".to_owned()
    } else {
        format!("{keys} keys or pastes")
    };
    format!("Ignored: {came}, while the terminal was too small to show anything.")
}

/// What a change means for events, one sentence or two per setting: what will be, and what was until now where that differs.
///
/// An event is tried as often as the age allows, whatever the retries say. Of what is gone there are no events.
#[must_use]
pub fn review(change: &ReviewedChange, surroundings: &Surroundings) -> Vec<String> {
    review_with_warnings(change, surroundings, &[]).sentences
}

/// What a review says of a change.
#[derive(Debug, PartialEq, Eq)]
pub struct ReviewWords {
    /// What it means for events.
    pub sentences: Vec<String>,
    /// What to know before sending it, each marked with `!`.
    pub warnings: Vec<String>,
}

/// What a review says first where reserved concurrency is 0.
const STOPPED: &str =
    "As long as reserved concurrency is 0, nothing is tried and every event is given up at once.";

/// What is said where nobody knows whether events are tried at all.
pub const CONCURRENCY_UNREAD: &str =
    "? Reserved concurrency could not be read: at 0 nothing is tried.";

/// The same with the warnings beside it. What both would say of given-up events is said as a warning alone, with what was until now.
#[must_use]
pub fn review_with_warnings(
    change: &ReviewedChange,
    surroundings: &Surroundings,
    warnings: &[Warning],
) -> ReviewWords {
    if let Some(gone) = surroundings.gone {
        return ReviewWords {
            sentences: vec![of_gone(change, gone)],
            warnings: warnings.iter().map(super::warning).collect(),
        };
    }
    let before = EffectiveSettings::from(change.before_settings());
    let defaults = AsyncSettings::default();
    let after = change.after().unwrap_or(&defaults);
    let limits = Limits::from(after);
    let after = EffectiveSettings::from(after);
    let ends = [&before, &after].map(|settings| given_up(settings, surroundings));
    let [end_before, end_after] = &ends;
    let stopped = match surroundings.reserved_concurrency {
        Known::Known(Some(0)) => Some(STOPPED),
        Known::Unreadable => Some(CONCURRENCY_UNREAD),
        Known::Known(_) | Known::NotRead => None,
    };
    let waiting = [retries(before.limits, limits), age(before.limits, limits)];
    let end = failure(end_before, end_after);
    let is_end = |warning: &Warning| is_sentence_of(warning, end_after);
    let said = warnings.iter().map(|warning| {
        if is_end(warning) {
            format!("! {end}")
        } else {
            super::warning(warning)
        }
    });
    let said = said.collect();
    let end = (!warnings.iter().any(is_end)).then_some(end);
    let success = success(before.on_success.as_deref(), after.on_success.as_deref());
    let stopped = stopped.map(str::to_owned).into_iter();
    let sentences = stopped.chain(waiting).chain(end).chain(success);
    ReviewWords {
        sentences: sentences.collect(),
        warnings: said,
    }
}

/// Says whether a warning is the very sentence on where given-up events go.
fn is_sentence_of(warning: &Warning, given_up: &GivenUp) -> bool {
    match warning {
        Warning::Dropped => *given_up == GivenUp::Dropped,
        Warning::DeadLettersByVersion { .. } => {
            matches!(given_up, GivenUp::ByVersion { record: None, .. })
        }
        Warning::NothingTried { .. }
        | Warning::RetriesLost { .. }
        | Warning::RetriesLostAtTimeout { .. }
        | Warning::ShortAge { .. }
        | Warning::OtherPartition { .. }
        | Warning::OtherRegion { .. }
        | Warning::OtherAccount { .. }
        | Warning::NamedAgain { .. }
        | Warning::OwnedByStack { .. } => false,
    }
}

/// Where a change is sent: the account of the function and its region, and whose credentials send it where those are of another
/// account. A request that names an ARN goes to the account that the ARN names, whoever signs it.
#[must_use]
pub fn place(change: &ReviewedChange) -> String {
    place_of(change.proposed())
}

/// The same of a change that changes nothing that is known.
#[must_use]
pub fn place_of(proposed: &ProposedChange) -> String {
    let function = &proposed.target.function;
    let region = &function.region;
    match (&function.account, &proposed.scope.account) {
        (Some(owner), Some(ours)) if owner != ours => {
            format!("{owner} {region} with credentials of {ours}")
        }
        (Some(account), _) | (None, Some(account)) => format!("{account} {region}"),
        (None, None) => format!("account unknown, {region}"),
    }
}

/// Why a setting is reset, and what must be typed where nobody did it by hand: "because you emptied this field".
#[must_use]
pub fn reset_cause(cause: &ResetCause, was: &str) -> String {
    match cause {
        ResetCause::Emptied => "because you emptied this field".to_owned(),
        ResetCause::TakenOver => {
            "because you took your empty field over what was set meanwhile".to_owned()
        }
        ResetCause::NotNamed(text) => format!(
            "because {} does not name it. Sending asks for the word reset; to keep {}, type it in the form.",
            super::clean(text),
            super::clean(was)
        ),
        ResetCause::Removed => "because the whole configuration is removed".to_owned(),
        ResetCause::PutBack => "because it was not set before".to_owned(),
    }
}

/// What a change means for what does not exist any more.
fn of_gone(change: &ReviewedChange, gone: Gone) -> String {
    let Target {
        function,
        qualifier,
    } = change.target();
    let name = match (gone, qualifier) {
        (Gone::Function, _) => function.name.to_string(),
        (Gone::Qualifier, Qualifier::Version(number)) => format!("Version {number}"),
        (Gone::Qualifier, Qualifier::Latest | Qualifier::LatestPublished | Qualifier::Alias(_)) => {
            qualifier.to_string()
        }
    };
    let name = super::clean(&name);
    match (change.method(), gone, qualifier) {
        (Method::Put, _, _) => format!("{name} is gone: Lambda stores nothing for it."),
        (Method::Delete, Gone::Qualifier, Qualifier::Alias(_)) => format!(
            "{name} is gone: nothing uses this now; whether a new alias named {name} would find it again is not documented."
        ),
        (Method::Delete, Gone::Qualifier | Gone::Function, _) => {
            format!("{name} is gone: nothing uses this now.")
        }
    }
}

/// When and how often a failed event is tried.
pub(super) fn tries(retries: u8) -> &'static str {
    match retries {
        0 => "tried once, never retried",
        1 => "tried twice: at once and 1 minute later",
        _ => "tried 3 times: at once, after 1 minute, after 2 more minutes",
    }
}

fn retries(before: Option<Limits>, after: Limits) -> String {
    let course = |limits: Limits| Course::of(limits.retries, limits.age_seconds, 0);
    let (before, course) = (before.map(course), course(after));
    let lost: Vec<u8> = course.lost.iter().map(|lost| lost.retry).collect();
    let sentence = match lost.as_slice() {
        [] if after.retries == 0 => "tried once and never retried".to_owned(),
        [] => tries(after.retries).to_owned(),
        lost => format!(
            "tried {}: the age of {} leaves no time for {} {}",
            times(course.tries.len()),
            span(after.age_seconds),
            if lost.len() == 1 { "retry" } else { "retries" },
            names(lost)
        ),
    };
    let tries_before = before.as_ref().map(|before| &before.tries);
    let was = tries_before.map_or(NOT_KNOWN.to_owned(), |tries| times(tries.len()));
    let until_now = until_now(tries_before != Some(&course.tries), &was);
    format!("A failed event is {sentence}.{until_now}")
}

fn age(before: Option<Limits>, after: Limits) -> String {
    let before = before.map(|limits| limits.age_seconds);
    let was = before.map_or(NOT_KNOWN.to_owned(), |age| format!("up to {}", span(age)));
    let until_now = until_now(before != Some(after.age_seconds), &was);
    format!(
        "A throttled event stays queued up to {}, whatever the retries.{until_now}",
        span(after.age_seconds)
    )
}

fn success(before: Option<&str>, after: Option<&str>) -> Option<String> {
    match (before, after) {
        (_, Some(arn)) => {
            let is_changed = before != after;
            let before = before.map_or_else(
                || "no record".to_owned(),
                |before| format!("to {}", noun_and_name(before)),
            );
            let until_now = until_now(is_changed, &before);
            let end = if super::is_bucket(arn) {
                "A bucket takes records of failed events only: none arrives there."
            } else {
                "Not checked: that it exists, that the role may send."
            };
            Some(format!(
                "Records of successful events are addressed to {}. {end}{until_now}",
                placed(arn)
            ))
        }
        (Some(arn), None) => Some(format!(
            "Records of successful events no longer go to {}.",
            noun_and_name(arn)
        )),
        (None, None) => None,
    }
}

#[cfg(test)]
mod tests;
