//! Who can have made a change that a reading shows: somebody else, or a write of this run that nothing proves to be over.
//!
//! Knows that a write replaces everything: what is held is all that it sent, or not its at all. Does not know which writes there were,
//! nor the words.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::change::Method;
use super::settings::StoredSettings;

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

/// Who can have made a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Author {
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
