//! What an answer says, as far as the table of the operations knows it.
//!
//! Knows which members are kept and in which of the two ways that the AWS CLI has moments are told. Does not know how anything is
//! printed.

use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde_json::{Map, Value};

use super::operations::{Member, Shape};
use super::output::python;

/// How moments are told: the profile's `cli_timestamp_format`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) enum Moments {
    /// As they came.
    #[default]
    Wire,
    /// As ISO 8601, in a time zone.
    Iso8601(TimeZone),
}

impl Moments {
    /// Reads the setting of a profile; the time zone is this machine's.
    ///
    /// # Errors
    /// The AWS CLI's words for a format that there is not.
    pub(super) fn named(format: Option<&str>) -> Result<Self, String> {
        match format {
            None | Some("none" | "wire") => Ok(Self::Wire),
            Some("iso8601") => Ok(Self::Iso8601(TimeZone::system())),
            Some(other) => Err(format!(
                "Unknown cli_timestamp_format value: {other}, valid values are \"none\", \"wire\" or \"iso8601\""
            )),
        }
    }

    fn told(&self, moment: Value) -> Value {
        match self {
            Self::Wire => moment,
            Self::Iso8601(zone) => match moment.as_f64().and_then(timestamp) {
                Some(timestamp) => iso(timestamp, zone).into(),
                None => moment,
            },
        }
    }
}

/// Seconds since 1970, to the microsecond as Python has them.
#[expect(
    clippy::cast_possible_truncation,
    reason = "seconds and microseconds of a moment that jiff then checks"
)]
fn timestamp(seconds: f64) -> Option<Timestamp> {
    const MICROSECONDS: f64 = 1e6;
    let whole = Timestamp::from_second(seconds.trunc() as i64).ok()?;
    let microseconds = (seconds.fract() * MICROSECONDS).round_ties_even() as i64;
    whole
        .checked_add(jiff::SignedDuration::from_micros(microseconds))
        .ok()
}

/// As Python writes it: without a fraction where there is none, else with six digits.
fn iso(timestamp: Timestamp, zone: &TimeZone) -> String {
    let zoned = timestamp.to_zoned(zone.clone());
    let format = if zoned.subsec_nanosecond() == 0 {
        "%Y-%m-%dT%H:%M:%S%:z"
    } else {
        "%Y-%m-%dT%H:%M:%S.%6f%:z"
    };
    zoned.strftime(format).to_string()
}

/// Reads the body of an answer. What is no JSON is nothing to the AWS CLI, and where an answer has no members it does not look.
///
/// # Errors
/// What Python says of a body that is no structure.
pub(super) fn understood(
    body: &[u8],
    members: &'static [Member],
    moments: &Moments,
) -> Result<Value, String> {
    let nothing = || Ok(Value::Object(Map::new()));
    let Ok(body) = serde_json::from_slice::<Value>(body) else {
        return nothing();
    };
    if members.is_empty() {
        return nothing();
    }
    match body {
        Value::Object(_) => Ok(modelled(body, &Shape::Structure(members), moments)),
        Value::Null => Err(format!(
            "{} object is not iterable",
            python::quoted("NoneType")
        )),
        Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Array(_) => {
            Err(python::no_attribute(&body, "get"))
        }
    }
}

/// Keeps of an answer what the table knows, in its order, and nothing that is null, as botocore does.
fn modelled(answer: Value, shape: &Shape, moments: &Moments) -> Value {
    match (shape, answer) {
        (Shape::Structure(members), Value::Object(mut given)) => Value::Object(
            members
                .iter()
                .filter_map(|member| {
                    let value = given.remove(member.name).filter(|value| !value.is_null())?;
                    let value = modelled(value, &member.shape, moments);
                    Some((member.name.to_owned(), value))
                })
                .collect(),
        ),
        (Shape::List(element), Value::Array(given)) => {
            let elements = given.into_iter();
            let elements = elements.map(|value| modelled(value, element, moments));
            elements.collect()
        }
        (Shape::Moment, answer) => moments.told(answer),
        (Shape::Text(_) | Shape::Integer(_) | Shape::Structure(_) | Shape::List(_), answer) => {
            answer
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::operations;
    use super::*;

    /// An answer of `null` was taken for one without members, with status 0; that to a delete, which has none, was looked into.
    #[test]
    fn what_is_no_structure_is_told_where_the_aws_cli_stumbles_over_it() {
        let none = || Ok(json!({}));
        let told = |text: &str| Err(text.to_owned());
        for (body, with_members) in [
            ("", none()),
            ("<html>", none()),
            ("{}", none()),
            ("null", told("'NoneType' object is not iterable")),
            (" null", told("'NoneType' object is not iterable")),
            ("[]", told("'list' object has no attribute 'get'")),
            ("\"x\"", told("'str' object has no attribute 'get'")),
            ("5", told("'int' object has no attribute 'get'")),
        ] {
            let read = |members| understood(body.as_bytes(), members, &Moments::Wire);
            assert_eq!(read(operations::GET.answer), with_members, "{body}");
            assert_eq!(read(&[]), none(), "{body}");
        }
    }

    /// Each as Python's `datetime` writes it.
    #[test]
    fn moments_are_written_as_python_writes_them() {
        let zone = TimeZone::get("Europe/Berlin").unwrap();
        let utc = Moments::Iso8601(TimeZone::UTC);
        for (moment, here, in_utc) in [
            (
                json!(1_795_306_434.159),
                "2026-11-22T01:13:54.159000+01:00",
                "2026-11-22T00:13:54.159000+00:00",
            ),
            (
                json!(1_600_000_000),
                "2020-09-13T14:26:40+02:00",
                "2020-09-13T12:26:40+00:00",
            ),
            (
                json!(1_600_000_000.000_000_4),
                "2020-09-13T14:26:40+02:00",
                "2020-09-13T12:26:40+00:00",
            ),
            (
                json!(-0.5),
                "1970-01-01T00:59:59.500000+01:00",
                "1969-12-31T23:59:59.500000+00:00",
            ),
        ] {
            assert_eq!(Moments::Iso8601(zone.clone()).told(moment.clone()), here);
            assert_eq!(utc.told(moment), in_utc);
        }
        for moment in [json!("yesterday"), json!(1e300), json!(true)] {
            assert_eq!(utc.told(moment.clone()), moment);
            assert_eq!(Moments::Wire.told(moment.clone()), moment);
        }
    }

    #[test]
    fn a_format_that_there_is_not_is_refused_in_the_words_of_the_aws_cli() {
        assert_eq!(Moments::named(None), Ok(Moments::Wire));
        assert_eq!(Moments::named(Some("none")), Ok(Moments::Wire));
        assert_eq!(Moments::named(Some("wire")), Ok(Moments::Wire));
        assert_eq!(
            Moments::named(Some("ISO8601")),
            Err("Unknown cli_timestamp_format value: ISO8601, valid values are \"none\", \"wire\" or \"iso8601\"".to_owned())
        );
    }
}
