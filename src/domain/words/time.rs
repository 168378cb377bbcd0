//! Words of instants: always UTC, always with `Z`.
//!
//! Knows each length: the time of day, a table's day or minute, and the whole instant. Does not know what happened then.

use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

/// By how much two times of one clock may contradict each other, as Lambda tells milliseconds.
const ROUNDED: SignedDuration = SignedDuration::from_millis(2);

/// The time of day, for what happened during this run: `02:30:58Z`.
#[must_use]
pub fn time(at: Timestamp) -> String {
    at.strftime("%H:%M:%SZ").to_string()
}

/// The whole instant to the millisecond, for what stays: `2026-11-18 09:14:02.159Z`.
#[must_use]
pub fn instant(at: Timestamp) -> String {
    at.strftime("%Y-%m-%d %H:%M:%S%.3fZ").to_string()
}

/// The instant at which Lambda says that something was stored. Where it contradicts what this machine's clock said before or after it,
/// whose clock it is: two clocks in one sentence would else tell what can't be.
#[must_use]
pub fn stored_at(at: Timestamp, (after, until): (Option<Timestamp>, Timestamp)) -> String {
    let not_before =
        |earlier: Timestamp, later: Timestamp| later.duration_since(earlier) >= -ROUNDED;
    let is_possible = after.is_none_or(|after| not_before(after, at)) && not_before(at, until);
    let whose = if is_possible {
        ""
    } else {
        " by Lambda's clock"
    };
    format!("{}{whose}", instant(at))
}

/// When a configuration was last modified, or why that is not told.
#[must_use]
pub fn last_modified(at: Option<Timestamp>) -> String {
    at.map_or(
        "? the answer names no time, or none that a calendar has".to_owned(),
        instant,
    )
}

/// The minute, for tables: `2026-11-18 09:14`.
#[must_use]
pub fn minute(at: Timestamp) -> String {
    at.strftime("%Y-%m-%d %H:%M").to_string()
}

/// The minute in 11 cells: `11-18 09:14` within the year of `now`, the day of any other: `2025-11-18`.
#[must_use]
pub fn short_minute(at: Timestamp, now: Timestamp) -> String {
    let year = |at: Timestamp| at.to_zoned(TimeZone::UTC).year();
    let format = if year(at) == year(now) {
        "%m-%d %H:%M"
    } else {
        "%Y-%m-%d"
    };
    at.strftime(format).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What somebody did after a write was told to have happened minutes before it, and what was read to be stored later.
    #[test]
    fn a_time_that_contradicts_this_clock_is_said_to_be_lambdas() {
        let at =
            |second: &str| -> Timestamp { format!("2026-11-22T13:57:{second}Z").parse().unwrap() };
        let (sent, read) = (at("54.5739"), at("58.1"));
        for (stored, words) in [
            ("55", "2026-11-22 13:57:55.000Z"),
            ("54.573", "2026-11-22 13:57:54.573Z"),
            ("52", "2026-11-22 13:57:52.000Z by Lambda's clock"),
            ("59", "2026-11-22 13:57:59.000Z by Lambda's clock"),
        ] {
            assert_eq!(stored_at(at(stored), (Some(sent), read)), words);
        }
        assert_eq!(
            stored_at(at("52"), (None, read)),
            "2026-11-22 13:57:52.000Z"
        );
    }

    /// `11-18 09:14` stood for any year.
    #[test]
    fn a_short_time_leaves_no_year_open() {
        let at = |text: &str| text.parse::<Timestamp>().unwrap();
        let now = at("2027-01-15T08:00:00Z");
        for (changed, short) in [
            ("2027-01-02T09:14:59Z", "01-02 09:14"),
            ("2026-12-31T23:59:00Z", "2026-12-31"),
            ("2028-01-01T00:00:00Z", "2028-01-01"),
        ] {
            assert_eq!(short_minute(at(changed), now), short);
        }
        assert_eq!(minute(at("2026-11-18T09:14:59Z")), "2026-11-18 09:14");
    }

    #[test]
    fn instants_are_printed_in_utc() {
        let at = Timestamp::from_millisecond(1_573_686_021_479).unwrap();
        assert_eq!(time(at), "23:00:21Z");
        assert_eq!(instant(at), "2019-11-13 23:00:21.479Z");
    }
}
