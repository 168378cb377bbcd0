//! How a typed age is read: whole seconds, or hours, minutes and seconds in that order, each at most once.
//!
//! Knows `5400`, `90s`, `15m`, `1h30m`, `6h` and the bounds. Does not know fields or drafts.

use serde::{Deserialize, Serialize};

use super::settings::EventAge;

/// Why a text is no age.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum AgeProblem {
    /// Not one of the ways in which an age is written.
    Unreadable(String),
    /// Less than a minute.
    TooShort {
        /// What was typed.
        text: String,
        /// What it means.
        seconds: u64,
    },
    /// More than six hours.
    TooLong {
        /// What was typed.
        text: String,
        /// What it means; `None` where that is more than can be counted.
        seconds: Option<u64>,
    },
}

/// What a text in the place of an age comes to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum AgeText {
    /// An age within the bounds.
    Complete(EventAge),
    /// The beginning of one; the problem is what is wrong if nothing follows.
    Unfinished(AgeProblem),
    /// No continuation makes it right.
    Wrong(AgeProblem),
}

/// The units, each of which may only be followed by those after it.
const UNITS: [(char, u64); 3] = [('h', 3600), ('m', 60), ('s', 1)];

/// What was read of a text that is written as ages are.
struct Sum {
    /// The seconds of everything that has its unit, and of the digits at the end as seconds; `None` beyond counting.
    seconds: Option<u64>,
    /// Whether digits without a unit stand behind a unit.
    lacks_unit: bool,
    /// Whether anything may follow.
    open: bool,
}

impl AgeText {
    /// Judges a text.
    #[must_use]
    pub fn read(text: &str) -> Self {
        let Some(sum) = sum(text) else {
            return Self::Wrong(AgeProblem::Unreadable(text.to_owned()));
        };
        let text = text.to_owned();
        let within = sum
            .seconds
            .filter(|seconds| *seconds <= u64::from(EventAge::MOST));
        let Some(seconds) = within else {
            let seconds = sum.seconds;
            return Self::Wrong(AgeProblem::TooLong { text, seconds });
        };
        if sum.lacks_unit {
            return Self::Unfinished(AgeProblem::Unreadable(text));
        }
        let age = i64::try_from(seconds).ok().and_then(EventAge::new);
        match age {
            Some(age) => Self::Complete(age),
            None if sum.open => Self::Unfinished(AgeProblem::TooShort { text, seconds }),
            None => Self::Wrong(AgeProblem::TooShort { text, seconds }),
        }
    }
}

/// Reads an age; the beginning of one is wrong here.
///
/// # Errors
/// Says what is wrong with it.
pub fn parse(text: &str) -> Result<EventAge, AgeProblem> {
    match AgeText::read(text) {
        AgeText::Complete(age) => Ok(age),
        AgeText::Unfinished(problem) | AgeText::Wrong(problem) => Err(problem),
    }
}

/// Adds up a text; `None` where it is not written as ages are.
fn sum(text: &str) -> Option<Sum> {
    let mut rest = text;
    let mut units = UNITS.iter();
    let mut seconds = Some(0_u64);
    let mut seen_unit = false;
    while !rest.is_empty() {
        let length = rest.bytes().take_while(u8::is_ascii_digit).count();
        let (digits, behind) = rest.split_at_checked(length)?;
        if digits.is_empty() {
            return None;
        }
        let Some(letter) = behind.chars().next() else {
            // Digits alone are seconds; behind a unit they lack one, and mean seconds at least, if those may still follow.
            units.as_slice().last()?;
            return Some(Sum {
                seconds: plus(seconds, digits, 1),
                lacks_unit: seen_unit,
                open: true,
            });
        };
        let (_, length_of_unit) = units.find(|(unit, _)| *unit == letter)?;
        seconds = plus(seconds, digits, *length_of_unit);
        seen_unit = true;
        rest = behind.get(letter.len_utf8()..)?;
    }
    seen_unit.then_some(Sum {
        seconds,
        lacks_unit: false,
        open: !units.as_slice().is_empty(),
    })
}

fn plus(sum: Option<u64>, digits: &str, unit: u64) -> Option<u64> {
    let number: u64 = digits.parse().ok()?;
    sum?.checked_add(number.checked_mul(unit)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_way_of_writing_an_age_is_read() {
        for (text, seconds) in [
            ("60", 60),
            ("5400", 5400),
            ("90s", 90),
            ("15m", 900),
            ("90m", 5400),
            ("1h30m", 5400),
            ("1h1s", 3601),
            ("0h1m0s", 60),
            ("6h", 21_600),
        ] {
            assert_eq!(parse(text).map(EventAge::seconds), Ok(seconds), "{text}");
        }
    }

    #[test]
    fn other_ways_of_writing_are_wrong_whatever_follows() {
        for text in [
            "", "h", "1.5h", "90min", "1m1h", "1h1h", "1s1s", "1s1", " 90", "90 ", "-90", "+90",
            "6H", "1h 30m", "٦h", "1d",
        ] {
            assert_eq!(
                AgeText::read(text),
                AgeText::Wrong(AgeProblem::Unreadable(text.into())),
                "{text}"
            );
        }
    }

    #[test]
    fn what_can_still_become_right_is_unfinished() {
        for text in ["6", "0", "1h3", "59", "0m", "5h59m5"] {
            assert!(
                matches!(AgeText::read(text), AgeText::Unfinished(_)),
                "{text}"
            );
            assert!(parse(text).is_err(), "{text}");
        }
    }

    #[test]
    fn what_only_grows_beyond_the_bounds_is_wrong() {
        for text in [
            "7h",
            "21601",
            "6h1",
            "5h61m",
            "30s",
            "99999999999999999999h",
        ] {
            assert!(matches!(AgeText::read(text), AgeText::Wrong(_)), "{text}");
        }
        assert_eq!(
            parse("7h"),
            Err(AgeProblem::TooLong {
                text: "7h".into(),
                seconds: Some(25_200)
            })
        );
    }
}
