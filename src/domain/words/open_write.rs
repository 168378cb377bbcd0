//! Words of a write whose outcome nobody knows, wherever its target is shown afterwards.
//!
//! Knows that such a write can still arrive, also where what it sent was read since: somebody else may have set the same. Does not know what was read since, beyond when.

use jiff::Timestamp;

use serde::{Deserialize, Serialize};

use super::time;
use crate::domain::change::Method;

/// A write that can still arrive.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Arriving {
    /// What was sent.
    pub method: Method,
    /// When.
    pub sent_at: Timestamp,
    /// What it sent was read since.
    pub is_found: bool,
}

/// That an earlier write to the target in hand can still arrive.
#[must_use]
pub fn can_still_arrive(write: Arriving) -> String {
    told(write, " to this target", "", "")
}

/// The same where another write is already stored, or can be: what it left is not the last word.
#[must_use]
pub fn can_arrive_over(write: Arriving) -> String {
    told(write, " to this target", "", " over this one")
}

/// The same beside what was read since: when that was, and when it is read again.
#[must_use]
pub fn no_known_outcome(
    write: Arriving,
    read_at: Option<Timestamp>,
    next_look: Option<Timestamp>,
) -> String {
    let read = read_at.map_or("not read again yet".to_owned(), |at| {
        format!("read again at {}", time(at))
    });
    let next = next_look.map_or(String::new(), |at| format!(", next at {}", time(at)));
    told(write, "", &format!(" ({read}{next})"), "")
}

/// What somebody else may have done, where what was sent was found by reading.
#[must_use]
pub fn instead(method: Method) -> &'static str {
    match method {
        Method::Put => "somebody set the same",
        Method::Delete => "somebody else removed it or the function is gone",
    }
}

fn told(write: Arriving, to: &str, read: &str, over: &str) -> String {
    let (method, sent_at) = (write.method.word(), time(write.sent_at));
    if write.is_found {
        format!(
            "! A {method} of {sent_at}{to} was found by reading{read}, unless {}: then it can still arrive{over}.",
            instead(write.method)
        )
    } else {
        format!(
            "! A {method} of {sent_at}{to} has no known outcome{read}: it can still arrive{over}."
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_can_still_arrive_has_its_times() {
        let at = |second: i64| Timestamp::from_second(1_800_000_000 + second).ok();
        let sent_at = at(0).unwrap();
        let arriving = |method, is_found| Arriving {
            method,
            sent_at,
            is_found,
        };
        assert_eq!(
            can_still_arrive(arriving(Method::Delete, false)),
            "! A DELETE of 08:00:00Z to this target has no known outcome: it can still arrive."
        );
        assert_eq!(
            can_arrive_over(arriving(Method::Put, false)),
            "! A PUT of 08:00:00Z to this target has no known outcome: it can still arrive over this one."
        );
        assert_eq!(
            no_known_outcome(arriving(Method::Put, true), at(1), at(5)),
            "! A PUT of 08:00:00Z was found by reading (read again at 08:00:01Z, next at 08:00:05Z), unless somebody set the same: \
             then it can still arrive."
        );
        for (read_at, next_look, told) in [
            (None, None, "not read again yet"),
            (None, at(5), "not read again yet, next at 08:00:05Z"),
            (at(1), at(5), "read again at 08:00:01Z, next at 08:00:05Z"),
            (at(60), None, "read again at 08:01:00Z"),
        ] {
            assert_eq!(
                no_known_outcome(arriving(Method::Put, false), read_at, next_look),
                format!("! A PUT of 08:00:00Z has no known outcome ({told}): it can still arrive.")
            );
        }
    }
}
