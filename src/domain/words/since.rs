//! Words of what became of a target since this run wrote to it, and of who can have done that.
//!
//! Knows that "nobody" and "somebody" are said only of what is proved. Does not know which writes of this run there were, nor what can
//! still arrive.

use jiff::Timestamp;

use super::time::{stored_at, time};
use crate::domain::author::Author;
use crate::domain::call::Reading;
use crate::domain::change::{Method, ReviewedChange};
use crate::domain::field::Field;
use crate::domain::function::FunctionKey;

/// A write of this run that is stored, or that a reading found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OwnWrite<'a> {
    /// What was sent.
    pub method: Method,
    /// When.
    pub sent_at: Timestamp,
    /// What was held before.
    pub before: &'a Reading,
    /// What was held then: as its answer said, or the reading that found it.
    pub left: &'a Reading,
    /// No answer says that it is stored: somebody may have set the same.
    pub is_found: bool,
}

/// What a later reading shows beside that.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Since {
    /// What was left is still held, as far as that is known.
    Unchanged(String),
    /// Something else, or the same set once more.
    Changed(String),
    /// What was held before: the reading lags behind the write.
    Older(String),
}

/// Who did something, as the beginning of a sentence.
#[must_use]
pub fn author(author: Author) -> String {
    match author {
        Author::Somebody => "Somebody".to_owned(),
        Author::You { method, sent_at } => format!("Your {} of {}", method.word(), time(sent_at)),
        Author::YoursOrSomebody { method, sent_at } => format!(
            "Your {} of {}, arriving late, or somebody",
            method.word(),
            time(sent_at)
        ),
    }
}

/// Tells what is held now beside what a write of this run left; `by`: who can have set what is held now. `None` where the reading was
/// made before the write.
#[must_use]
pub fn since(
    write: OwnWrite<'_>,
    now: &Reading,
    by: Author,
    function: &FunctionKey,
) -> Option<Since> {
    let left = write.left;
    let modified = Reading::stored_at;
    let is_older = modified(now) < modified(left) && modified(now).is_some();
    if now.at < left.at {
        return None;
    }
    let is_as_left = modified(now).is_some() && modified(now) == modified(left);
    let was_held_before = modified(now).is_some() && modified(now) <= modified(write.before);
    let is_from_before = is_older || (was_held_before && !is_as_left);
    if is_from_before {
        let (method, sent_at) = (write.method.word(), time(write.sent_at));
        return Some(Since::Older(format!(
            "what was held before your {method} of {sent_at}: readings can lag behind. r reads again."
        )));
    }
    if now.is_same(left) && now.settings() == left.settings() {
        return Some(Since::Unchanged(unchanged(write)));
    }
    let by = author(by);
    let method = write.method.word();
    let after = if write.is_found {
        format!("since it was found at {}", time(left.at))
    } else {
        format!("after your {method} of {}", time(write.sent_at))
    };
    if now.configuration.is_none() {
        let removed = format!("{by} removed the configuration {after}.");
        return Some(Since::Changed(removed));
    }
    let earliest = if write.is_found {
        left.at
    } else {
        write.sent_at
    };
    let at = modified(now).map_or(String::new(), |at| {
        format!(", at {}", stored_at(at, (Some(earliest), now.at)))
    });
    let changes = super::changes_between(left.settings(), now.settings(), function);
    Some(Since::Changed(if changes.is_empty() {
        format!("{by} set the same again {after}{at}.")
    } else {
        format!("{by} changed it {after}{at}: {changes}.")
    }))
}

/// What is held since a check found that just what was to be sent is held already; whether it is another one by now.
#[must_use]
pub fn since_checked(
    checked: &Reading,
    now: &Reading,
    by: Author,
    function: &FunctionKey,
) -> (bool, String) {
    if now.is_same(checked) && now.settings() == checked.settings() {
        return (false, "as it was checked.".to_owned());
    }
    if now.stored_at().is_some() && now.stored_at() < checked.stored_at() {
        let lags = "what was held before it was checked: readings can lag behind. r reads again.";
        return (false, lags.to_owned());
    }
    let by = author(by);
    let changes = super::changes_between(checked.settings(), now.settings(), function);
    let said = match &now.configuration {
        None => format!(
            "{by} removed the configuration since, or the function or the qualifier is gone."
        ),
        Some(_) if changes.is_empty() => format!("{by} set the same again since."),
        Some(_) => format!("{by} changed it since: {changes}."),
    };
    (true, said)
}

/// What sending does to settings that were changed since the last write: to none of them where the same was set again.
#[must_use]
pub fn keeps_or_overwrites(kept: Vec<&Field>, overwritten: Vec<&Field>) -> String {
    let names = |fields: Vec<&Field>| {
        let labels = fields.into_iter().map(|field| field.label().to_owned());
        super::list(labels.collect())
    };
    match (kept.is_empty(), overwritten.is_empty()) {
        (true, _) => "Sending this overwrites that.".to_owned(),
        (false, true) => "Sending this keeps that.".to_owned(),
        (false, false) => {
            let (kept, overwritten) = (names(kept), names(overwritten));
            format!("Sending this overwrites {overwritten}, and keeps {kept}.")
        }
    }
}

/// What was read between sending a write and finding it, and that this is overwritten. Whose it was is not told.
#[must_use]
pub fn overwritten(change: &ReviewedChange, between: &Reading) -> String {
    let (method, read_at) = (change.method(), time(between.at));
    let held = if between.configuration.is_none() {
        "no configuration was held".to_owned()
    } else {
        let function = &change.target().function;
        let (before, between) = (change.before_settings(), between.settings());
        let changes = super::changes_between(before, between, function);
        format!("something else was set: {changes}")
    };
    format!(
        "read {read_at}, before it was found, {held}. Your {}, arriving later, overwrote that, unless {}.",
        method.word(),
        super::instead(method)
    )
}

/// That nothing moved. Where there is no configuration, nothing tells whether one was there for a while.
fn unchanged(write: OwnWrite<'_>) -> String {
    let found_at = time(write.left.at);
    match (write.is_found, &write.left.configuration) {
        (false, Some(stored)) if stored.last_modified.is_none() => {
            "as your write left it.".to_owned()
        }
        (false, Some(_)) => "as your write left it, nobody changed it since.".to_owned(),
        (false, None) => "no configuration, as your write left it.".to_owned(),
        (true, Some(_)) => {
            format!(
                "as it was found at {found_at}, and not set again since. Whose that is, nothing tells."
            )
        }
        (true, None) => {
            format!(
                "no configuration, as it was found at {found_at}. Who removed it, nothing tells."
            )
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::change::tests::{holding, proposed};
    use crate::domain::settings::{Setting, StoredSettings};

    fn held(age: Option<i64>, second: i64) -> Reading {
        let mut reading = holding(age.map(|seconds| StoredSettings {
            maximum_event_age_in_seconds: Setting::Explicit(seconds),
            ..StoredSettings::default()
        }));
        reading.at = Timestamp::from_second(1_800_000_000 + second).unwrap();
        if let Some(stored) = &mut reading.configuration {
            stored.last_modified = Timestamp::from_second(1_800_000_000 + second).ok();
        }
        reading
    }

    fn told(is_found: bool, left: &Reading, now: &Reading, by: Author) -> Option<Since> {
        let function = proposed(None, "90").target.function;
        let write = OwnWrite {
            method: Method::Put,
            sent_at: Timestamp::from_second(1_800_000_000).unwrap(),
            before: &held(Some(60), -10),
            left,
            is_found,
        };
        since(write, now, by, &function)
    }

    #[test]
    fn nobody_is_said_only_of_what_an_answer_proved() {
        let some = held(Some(3600), 1);
        let none = held(None, 1);
        for (is_found, left, words) in [
            (
                false,
                &some,
                "as your write left it, nobody changed it since.",
            ),
            (false, &none, "no configuration, as your write left it."),
            (
                true,
                &some,
                "as it was found at 08:00:01Z, and not set again since. Whose that is, nothing tells.",
            ),
            (
                true,
                &none,
                "no configuration, as it was found at 08:00:01Z. Who removed it, nothing tells.",
            ),
        ] {
            let unchanged = Since::Unchanged(words.to_owned());
            assert_eq!(
                told(is_found, left, left, Author::Somebody),
                Some(unchanged)
            );
        }
    }

    #[test]
    fn what_changed_names_everybody_who_can_have_done_it() {
        let yours = Author::YoursOrSomebody {
            method: Method::Put,
            sent_at: Timestamp::from_second(1_800_000_000).unwrap(),
        };
        let left = held(Some(3600), 1);
        for (is_found, now, by, words) in [
            (
                false,
                held(Some(7200), 2),
                Author::Somebody,
                "Somebody changed it after your PUT of 08:00:00Z, at 2027-01-15 08:00:02.000Z: age 1h -> 2h.",
            ),
            (
                false,
                held(Some(7200), 2),
                yours,
                "Your PUT of 08:00:00Z, arriving late, or somebody changed it after your PUT of 08:00:00Z, at \
                 2027-01-15 08:00:02.000Z: age 1h -> 2h.",
            ),
            (
                true,
                held(Some(3600), 2),
                yours,
                "Your PUT of 08:00:00Z, arriving late, or somebody set the same again since it was found at 08:00:01Z, at \
                 2027-01-15 08:00:02.000Z.",
            ),
            (
                true,
                held(None, 2),
                Author::Somebody,
                "Somebody removed the configuration since it was found at 08:00:01Z.",
            ),
        ] {
            let changed = Since::Changed(words.to_owned());
            assert_eq!(told(is_found, &left, &now, by), Some(changed));
        }
    }

    /// What was read before a write was taken for what became of it.
    #[test]
    fn an_older_reading_tells_nothing() {
        let (older, left) = (held(Some(3600), 0), held(Some(7200), 1));
        assert_eq!(told(false, &left, &older, Author::Somebody), None);
        assert_eq!(told(false, &left, &held(None, 0), Author::Somebody), None);
        // A listing that was asked for before the write can be answered after it.
        let late = Reading {
            at: Timestamp::from_second(1_800_000_002).unwrap(),
            ..older
        };
        let lags = Since::Older(
            "what was held before your PUT of 08:00:00Z: readings can lag behind. r reads again."
                .to_owned(),
        );
        assert_eq!(
            told(false, &left, &late, Author::Somebody),
            Some(lags.clone())
        );
        // Of what was removed nothing is left that has a time: somebody was said to have set it again, before it was removed.
        let mut from_before = held(Some(60), -10);
        from_before.at = late.at;
        let removed = held(None, 1);
        assert_eq!(
            told(false, &removed, &from_before, Author::Somebody),
            Some(lags)
        );
    }

    #[test]
    fn where_no_time_is_told_nobody_is_not_said_and_other_settings_are_a_change() {
        let timeless = |age, second| {
            let mut reading = held(Some(age), second);
            reading.configuration.as_mut().unwrap().last_modified = None;
            reading
        };
        let left = timeless(3600, 1);
        assert_eq!(
            told(false, &left, &timeless(3600, 2), Author::Somebody),
            Some(Since::Unchanged("as your write left it.".to_owned()))
        );
        assert_eq!(
            told(false, &left, &timeless(7200, 2), Author::Somebody),
            Some(Since::Changed(
                "Somebody changed it after your PUT of 08:00:00Z: age 1h -> 2h.".to_owned()
            ))
        );
    }
}
