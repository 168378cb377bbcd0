//! How often a request is sent at most, as environment and profile say to the AWS CLI.
//!
//! Knows the variables and keys, and what the AWS CLI 1.45.11 says of values that make no sense, as observed. Does not know which
//! answers are asked for again.

use std::num::NonZeroU32;

use serde_json::Value;

use super::problem::Problem;
use super::values;
use crate::aws::Connection;
use crate::commands::environment::value_of;

/// What decides where nobody says how often.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum RetryMode {
    /// As often as where nobody says anything at all.
    Legacy,
    /// Three times in all: the modes called standard and adaptive.
    Other,
}

/// The modes by name.
const RETRY_MODES: [(&str, RetryMode); 3] = [
    ("legacy", RetryMode::Legacy),
    ("standard", RetryMode::Other),
    ("adaptive", RetryMode::Other),
];

/// The defaults that everything may have at once; all but the first bring the standard retries.
const DEFAULTS_MODES: [&str; 6] = [
    "legacy",
    "auto",
    "standard",
    "in-region",
    "cross-region",
    "mobile",
];

/// Defaults that somebody chose.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct DefaultsMode(RetryMode);

/// Finds out which defaults hold.
///
/// # Errors
/// There are none of that name.
pub(super) fn defaults_mode(of_profile: Option<String>) -> Result<DefaultsMode, Problem> {
    mode_named(value_of("AWS_DEFAULTS_MODE").or(of_profile).as_deref())
}

/// Finds out how often a request is sent at most.
///
/// # Errors
/// That is no number from one on, or there is no such mode.
pub(super) fn attempts(
    defaults: DefaultsMode,
    of_profile: impl Fn(&str) -> Option<String>,
) -> Result<NonZeroU32, Problem> {
    let named = value_of("AWS_MAX_ATTEMPTS").or_else(|| of_profile("max_attempts"));
    let mode = value_of("AWS_RETRY_MODE").or_else(|| of_profile("retry_mode"));
    attempts_of(defaults, named.as_deref(), mode.as_deref())
}

fn mode_named(name: Option<&str>) -> Result<DefaultsMode, Problem> {
    let name = name.unwrap_or("legacy");
    let lowered = name.to_lowercase();
    match DEFAULTS_MODES.iter().position(|known| *known == lowered) {
        Some(0) => Ok(DefaultsMode(RetryMode::Legacy)),
        Some(_) => Ok(DefaultsMode(RetryMode::Other)),
        None => Err(Problem::Line(format!(
            "Client configured with invalid defaults mode: {name}. Valid defaults modes include: {}.",
            DEFAULTS_MODES.join(", ")
        ))),
    }
}

fn attempts_of(
    DefaultsMode(default): DefaultsMode,
    named: Option<&str>,
    mode: Option<&str>,
) -> Result<NonZeroU32, Problem> {
    // A text that is no number is told before everything else, also before the mode.
    let named = named.map(values::number).transpose()?;
    let named = named.as_ref().map(at_least_one).transpose()?;
    let mode = match mode {
        None => default,
        Some(name) => {
            let row = RETRY_MODES.iter().find(|(known, _)| *known == name);
            row.map(|(_, mode)| *mode).ok_or_else(|| no_mode(name))?
        }
    };
    Ok(named.unwrap_or(match mode {
        RetryMode::Legacy => Connection::TYPED_ATTEMPTS,
        RetryMode::Other => NonZeroU32::MIN.saturating_add(2),
    }))
}

/// A number of attempts; so many that nobody waits for them are as good as any larger number.
fn at_least_one(number: &Value) -> Result<NonZeroU32, Problem> {
    let least = number.as_i64().is_none_or(|number| number >= 1);
    if !least {
        return Err(Problem::Line(format!(
            "Value provided to \"max_attempts\": {number} must be an integer greater than or equal to 1."
        )));
    }
    let attempts = number
        .as_u64()
        .and_then(|number| u32::try_from(number).ok());
    Ok(attempts
        .and_then(NonZeroU32::new)
        .unwrap_or(NonZeroU32::MAX))
}

fn no_mode(name: &str) -> Problem {
    let known: Vec<String> = RETRY_MODES
        .iter()
        .map(|(known, _)| format!("'{known}'"))
        .collect();
    Problem::Line(format!(
        "Invalid value provided to \"mode\": \"{name}\" must be one of: ({})",
        known.join(", ")
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn attempts(defaults: &str, named: Option<&str>, mode: Option<&str>) -> Result<u32, String> {
        mode_named(Some(defaults))
            .and_then(|defaults| attempts_of(defaults, named, mode))
            .map(NonZeroU32::get)
            .map_err(|problem| {
                let Problem::Line(line) = problem else {
                    panic!("{problem:?}");
                };
                line
            })
    }

    #[test]
    fn a_request_is_sent_as_often_as_number_or_mode_says() {
        for (defaults, named, mode, expected) in [
            ("legacy", None, None, 5),
            ("legacy", None, Some("legacy"), 5),
            ("legacy", None, Some("standard"), 3),
            ("legacy", None, Some("adaptive"), 3),
            ("Standard", None, None, 3),
            ("auto", None, Some("legacy"), 5),
            ("legacy", Some("1"), None, 1),
            ("legacy", Some(" 2 "), Some("standard"), 2),
            ("mobile", Some("9999999999"), None, u32::MAX),
        ] {
            assert_eq!(attempts(defaults, named, mode), Ok(expected));
        }
    }

    /// These once counted as not said at all.
    #[test]
    fn what_makes_no_sense_is_refused_in_the_words_of_the_aws_cli() {
        const MODE: &str = "Invalid value provided to \"mode\": \"foo\" must be one of: ('legacy', 'standard', 'adaptive')";
        const NO_NUMBER: &str = "invalid literal for int() with base 10: ";
        for (defaults, named, mode, said) in [
            ("legacy", Some("abc"), Some("foo"), format!("{NO_NUMBER}'abc'")),
            ("legacy", Some(""), None, format!("{NO_NUMBER}''")),
            ("legacy", Some("1.5"), None, format!("{NO_NUMBER}'1.5'")),
            (
                "legacy",
                Some("0"),
                Some("foo"),
                "Value provided to \"max_attempts\": 0 must be an integer greater than or equal to 1.".to_owned(),
            ),
            (
                "legacy",
                Some("-1"),
                None,
                "Value provided to \"max_attempts\": -1 must be an integer greater than or equal to 1.".to_owned(),
            ),
            ("legacy", Some("1"), Some("foo"), MODE.to_owned()),
            ("legacy", None, Some("Standard"), MODE.replace("foo", "Standard")),
            ("legacy", None, Some(""), MODE.replace("foo", "")),
            (
                "foo",
                Some("abc"),
                None,
                "Client configured with invalid defaults mode: foo. Valid defaults modes include: legacy, auto, standard, in-region, \
                 cross-region, mobile."
                    .to_owned(),
            ),
        ] {
            assert_eq!(attempts(defaults, named, mode), Err(said));
        }
    }
}
