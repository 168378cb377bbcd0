//! Who can have made a change that a reading shows: you, somebody else, or a write of this run that nothing proves to be over.
//!
//! Knows that a write replaces everything: what is held is all that it sent, or not its at all. Does not know which writes there were,
//! nor the words.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::call::Reading;
use super::change::Method;
use super::draft::Draft;
use super::field::Field;
use super::settings::{StoredConfiguration, StoredSettings};

/// A write of this run that no answer proves to be over: nobody knows its outcome, or what it sent was only read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unproven {
    /// What was sent.
    pub method: Method,
    /// When.
    pub sent_at: Timestamp,
    /// What is held where it arrives; `None`: no configuration.
    pub sent: Option<StoredSettings>,
}

/// What the answer to a write of this run said that is held by then.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answered {
    /// What was sent.
    pub method: Method,
    /// When.
    pub sent_at: Timestamp,
    /// When what was held before it was stored.
    pub before: Option<Timestamp>,
    /// What is held; `None`: no configuration.
    pub held: Option<StoredConfiguration>,
}

/// A write of this run whose answer says that it is stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Proven<'a> {
    /// What was sent.
    pub method: Method,
    /// When.
    pub sent_at: Timestamp,
    /// What was held before it.
    pub before: &'a Reading,
    /// What its answer says that is held.
    pub left: &'a Reading,
}

/// Who can have made a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Author {
    /// A write of this run: its answer says so, and nothing was set since.
    You {
        /// What was sent.
        method: Method,
        /// When.
        sent_at: Timestamp,
    },
    /// Somebody else: no write of this run that can still arrive sent this.
    Somebody,
    /// A write of this run that arrived late, or somebody who set the same: nobody can tell them apart.
    YoursOrSomebody {
        /// What was sent.
        method: Method,
        /// When.
        sent_at: Timestamp,
    },
}

impl Author {
    /// Finds out who can have set what is held now, from the writes of this run that nothing proves to be over.
    #[must_use]
    pub fn of(now: Option<&StoredSettings>, unproven: &[Unproven]) -> Self {
        let sent_this = unproven.iter().rfind(|write| write.sent.as_ref() == now);
        sent_this.map_or(Self::Somebody, |write| Self::YoursOrSomebody {
            method: write.method,
            sent_at: write.sent_at,
        })
    }

    /// The same of what is read after another reading, `base`, by the times at which they were stored: what an answer to a write of this
    /// run named with its time is that write's, and so is a removal of what `base` still shows, where that lagged behind the write.
    #[must_use]
    pub fn of_stored(
        (base, now): (&Reading, Option<&StoredConfiguration>),
        answered: &[Answered],
        unproven: &[Unproven],
    ) -> Self {
        let stored =
            |held: &StoredConfiguration| Some((held.last_modified?, held.settings.clone()));
        let own = if let Some(now) = now {
            let this = stored(now);
            let is_this =
                |write: &&Answered| this.is_some() && write.held.as_ref().and_then(stored) == this;
            answered.iter().rfind(is_this)
        } else {
            let shown = base.stored_at();
            let removal = answered.last().filter(|write| write.held.is_none());
            removal.filter(|write| shown.is_some() && shown <= write.before)
        };
        own.map_or_else(
            || Self::of(now.map(|held| &held.settings), unproven),
            |write| Self::You {
                method: write.method,
                sent_at: write.sent_at,
            },
        )
    }
}

/// Finds out who moved each of these fields between two readings: back from what is held now, through the writes of this run, to what
/// changed the field last. What differs between what a write left and what was held after it, somebody else changed, or a write of this
/// run that nothing proves to be over; what a write found already as it left it, it did not change.
#[must_use]
pub fn movers(
    fields: &[Field],
    (base, now): (&Reading, &Reading),
    proven: &[Proven<'_>],
    unproven: &[Unproven],
) -> Vec<(Author, Vec<Field>)> {
    let mut left: Vec<Field> = fields.to_vec();
    let mut moved: Vec<(Author, Vec<Field>)> = Vec::new();
    let mut take = |author: Author, its: Vec<Field>| match moved
        .iter_mut()
        .find(|(known, _)| *known == author)
    {
        Some((_, fields)) => fields.extend(its),
        None if its.is_empty() => {}
        None => moved.push((author, its)),
    };
    let mut held = now;
    let later = proven.iter().rev().filter(|write| write.left.at > base.at);
    for write in later {
        let since = changed(&mut left, write.left, held);
        take(Author::of(held.settings(), unproven), since);
        let (method, sent_at) = (write.method, write.sent_at);
        let its = changed(&mut left, write.before, write.left);
        take(Author::You { method, sent_at }, its);
        held = write.before;
    }
    take(Author::of(held.settings(), unproven), left);
    moved
}

/// Takes those of these fields that differ between two readings.
fn changed(fields: &mut Vec<Field>, before: &Reading, after: &Reading) -> Vec<Field> {
    let (before, after) = (draft(before), draft(after));
    let is_changed = |field: &mut Field| before.text(*field) != after.text(*field);
    fields.extract_if(.., is_changed).collect()
}

fn draft(reading: &Reading) -> Draft {
    reading
        .settings()
        .map(Draft::from_stored)
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::settings::Setting;

    fn retries(retries: i64) -> StoredSettings {
        StoredSettings {
            maximum_retry_attempts: Setting::Explicit(retries),
            ..StoredSettings::default()
        }
    }

    fn at(second: i64, settings: Option<StoredSettings>) -> Reading {
        let mut reading = crate::domain::change::tests::holding(settings);
        reading.at = Timestamp::from_second(second).unwrap();
        if let Some(stored) = &mut reading.configuration {
            stored.last_modified = Some(reading.at);
        }
        reading
    }

    fn write<'a>(method: Method, before: &'a Reading, left: &'a Reading) -> Proven<'a> {
        Proven {
            method,
            sent_at: left.at,
            before,
            left,
        }
    }

    #[test]
    fn a_field_was_moved_by_the_last_of_your_writes_that_changed_it_and_left_just_this() {
        let age = |seconds| StoredSettings {
            maximum_event_age_in_seconds: Setting::Explicit(seconds),
            ..retries(1)
        };
        let (begun, theirs) = (at(1, Some(retries(2))), at(2, Some(retries(1))));
        let (mine, gone) = (at(3, Some(age(60))), at(4, None));
        let yours = |method, second| Author::You {
            method,
            sent_at: Timestamp::from_second(second).unwrap(),
        };
        let (retries, age) = (Field::MaximumRetryAttempts, Field::MaximumEventAge);
        let put = write(Method::Put, &theirs, &mine);
        let delete = write(Method::Delete, &mine, &gone);
        let both = [put, delete];
        let reset_since = at(9, mine.settings().cloned());
        let set_after = at(9, Some(self::retries(0)));
        for (base, now, proven, expected) in [
            (
                &begun,
                &mine,
                std::slice::from_ref(&put),
                vec![
                    (yours(Method::Put, 3), vec![age]),
                    (Author::Somebody, vec![retries]),
                ],
            ),
            (
                &begun,
                &gone,
                both.as_slice(),
                vec![(yours(Method::Delete, 4), vec![retries, age])],
            ),
            // Who stored the same once more changed nothing.
            (
                &begun,
                &reset_since,
                std::slice::from_ref(&put),
                vec![
                    (yours(Method::Put, 3), vec![age]),
                    (Author::Somebody, vec![retries]),
                ],
            ),
            // You removed it all, and somebody set one of them again: the others were said to be that somebody's doing.
            (
                &mine,
                &set_after,
                both.as_slice(),
                vec![
                    (Author::Somebody, vec![retries]),
                    (yours(Method::Delete, 4), vec![age]),
                ],
            ),
            // A write from before the draft did not move what it was filled from.
            (
                &gone,
                &mine,
                both.as_slice(),
                vec![(Author::Somebody, vec![retries, age])],
            ),
        ] {
            assert_eq!(movers(&[retries, age], (base, now), proven, &[]), expected);
        }
    }

    #[test]
    fn what_an_unproven_write_sent_can_be_its_and_nothing_else_can() {
        let sent_at = Timestamp::UNIX_EPOCH;
        let put = Unproven {
            method: Method::Put,
            sent_at,
            sent: Some(retries(1)),
        };
        let delete = Unproven {
            method: Method::Delete,
            sent_at,
            sent: None,
        };
        let yours = |method| Author::YoursOrSomebody { method, sent_at };
        let both = [put, delete];
        for (now, unproven, author) in [
            (Some(retries(1)), both.as_slice(), yours(Method::Put)),
            (None, both.as_slice(), yours(Method::Delete)),
            (Some(retries(2)), both.as_slice(), Author::Somebody),
            (Some(retries(1)), &[], Author::Somebody),
            (None, &[], Author::Somebody),
        ] {
            assert_eq!(Author::of(now.as_ref(), unproven), author, "{now:?}");
        }
    }

    #[test]
    fn of_two_that_sent_the_same_the_later_one_is_named() {
        let at = |second| Timestamp::from_second(second).unwrap();
        let put = |second| Unproven {
            method: Method::Put,
            sent_at: at(second),
            sent: Some(retries(1)),
        };
        let author = Author::of(Some(&retries(1)), &[put(1), put(2)]);
        let later = Author::YoursOrSomebody {
            method: Method::Put,
            sent_at: at(2),
        };
        assert_eq!(author, later);
    }
}
