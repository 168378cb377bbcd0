//! Words of a write whose outcome nobody knows, wherever its target is shown afterwards.
//!
//! Knows that such a write can still arrive. Does not know what was read since, beyond when.

use jiff::Timestamp;

use super::time;
use crate::domain::change::Method;

/// That an earlier write to the target in hand can still arrive.
#[must_use]
pub fn can_still_arrive(method: Method, sent_at: Timestamp) -> String {
    format!(
        "! A {} of {} to this target has no known outcome: it can still arrive.",
        method.word(),
        time(sent_at)
    )
}

/// The same beside what was read since: when that was, and when it is read again.
#[must_use]
pub fn no_known_outcome(
    method: Method,
    sent_at: Timestamp,
    read_at: Option<Timestamp>,
    next_look: Option<Timestamp>,
) -> String {
    let method = method.word();
    let sent_at = time(sent_at);
    let read = read_at.map_or("not read again yet".to_owned(), |at| {
        format!("read again at {}", time(at))
    });
    let next = next_look.map_or(String::new(), |at| format!(", next at {}", time(at)));
    format!("! A {method} of {sent_at} has no known outcome ({read}{next}): it can still arrive.")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_can_still_arrive_has_its_times() {
        let at = |second: i64| Timestamp::from_second(1_800_000_000 + second).ok();
        let sent_at = at(0).unwrap();
        assert_eq!(
            can_still_arrive(Method::Delete, sent_at),
            "! A DELETE of 08:00:00Z to this target has no known outcome: it can still arrive."
        );
        for (read_at, next_look, told) in [
            (None, None, "not read again yet"),
            (None, at(5), "not read again yet, next at 08:00:05Z"),
            (at(1), at(5), "read again at 08:00:01Z, next at 08:00:05Z"),
            (at(60), None, "read again at 08:01:00Z"),
        ] {
            assert_eq!(
                no_known_outcome(Method::Put, sent_at, read_at, next_look),
                format!("! A PUT of 08:00:00Z has no known outcome ({told}): it can still arrive.")
            );
        }
    }
}
