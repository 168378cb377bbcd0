//! Words of instants: always UTC, always with `Z`.
//!
//! Knows two lengths: the time of day, and the whole instant. Does not know what happened then.

use jiff::Timestamp;

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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn instants_are_printed_in_utc() {
        let at = Timestamp::from_millisecond(1_573_686_021_479).unwrap();
        assert_eq!(time(at), "23:00:21Z");
        assert_eq!(instant(at), "2019-11-13 23:00:21.479Z");
    }
}
