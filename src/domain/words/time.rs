//! Words of instants: always UTC, always with `Z`.
//!
//! Knows each length: the time of day, a table's day or minute, and the whole instant. Does not know what happened then.

use jiff::Timestamp;
use jiff::tz::TimeZone;

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
