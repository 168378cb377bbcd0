//! How Python writes values: `str`, `repr` and `json.dumps`, which decide what the AWS CLI prints.
//!
//! Knows the letters. Does not know which answer is written.

use std::num::{IntErrorKind, ParseIntError};

use serde_json::{Map, Number, Value};

/// Writes a value as `str` does: texts bare, everything else as [`representation`].
#[must_use]
pub fn text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::Array(_) | Value::Object(_) => {
            representation(value)
        }
    }
}

/// Writes a value as `repr` does.
#[must_use]
pub fn representation(value: &Value) -> String {
    match value {
        Value::Null => "None".to_owned(),
        Value::Bool(true) => "True".to_owned(),
        Value::Bool(false) => "False".to_owned(),
        Value::Number(found) => number(found),
        Value::String(text) => quoted(text),
        Value::Array(elements) => {
            let elements: Vec<_> = elements.iter().map(representation).collect();
            format!("[{}]", elements.join(", "))
        }
        Value::Object(members) => {
            let members: Vec<_> = members
                .iter()
                .map(|(key, value)| format!("{}: {}", quoted(key), representation(value)))
                .collect();
            format!("{{{}}}", members.join(", "))
        }
    }
}

/// Names the type of a value as `type(value).__name__` does.
#[must_use]
pub fn type_name(value: &Value) -> &'static str {
    match value {
        Value::Null => "NoneType",
        Value::Bool(_) => "bool",
        Value::Number(number) if number.is_f64() => "float",
        Value::Number(_) => "int",
        Value::String(_) => "str",
        Value::Array(_) => "list",
        Value::Object(_) => "dict",
    }
}

/// What is said where a value is asked for an attribute that its type does not have.
#[must_use]
pub fn no_attribute(value: &Value, name: &str) -> String {
    format!("'{}' object has no attribute '{name}'", type_name(value))
}

/// Tells what `bool` makes of a value.
#[must_use]
pub fn is_truthy(value: &Value) -> bool {
    match value {
        Value::Null => false,
        Value::Bool(truth) => *truth,
        Value::Number(number) => number.as_f64() != Some(0.0),
        Value::String(text) => !text.is_empty(),
        Value::Array(elements) => !elements.is_empty(),
        Value::Object(members) => !members.is_empty(),
    }
}

/// Writes a number: integers plainly, others with [`float`].
#[must_use]
pub fn number(number: &Number) -> String {
    match number.as_f64() {
        Some(value) if number.is_f64() => float(value),
        Some(_) | None => number.to_string(),
    }
}

/// Writes a float with the fewest digits that read back as the same, and an exponent beyond sixteen digits.
#[must_use]
pub fn float(value: f64) -> String {
    if value.is_nan() {
        return "nan".to_owned();
    }
    if value.is_infinite() {
        return if value > 0.0 { "inf" } else { "-inf" }.to_owned();
    }
    let scientific = format!("{value:e}");
    let (digits, exponent) = scientific.split_once('e').unwrap_or((&scientific, "0"));
    let exponent: i32 = exponent.parse().unwrap_or_default();
    if (-4..16).contains(&exponent) {
        let plain = value.to_string();
        return if plain.contains('.') {
            plain
        } else {
            format!("{plain}.0")
        };
    }
    let sign = if exponent < 0 { '-' } else { '+' };
    format!("{digits}e{sign}{:02}", exponent.unsigned_abs())
}

/// Writes a value as `json.dumps` does by default, in ASCII, with the separators given.
#[must_use]
pub fn json(value: &Value, between: &str, after_key: &str) -> String {
    match value {
        Value::Null => "null".to_owned(),
        Value::Bool(truth) => truth.to_string(),
        Value::Number(found) => match number(found).as_str() {
            "nan" => "NaN".to_owned(),
            "inf" => "Infinity".to_owned(),
            "-inf" => "-Infinity".to_owned(),
            finite => finite.to_owned(),
        },
        Value::String(text) => json_text(text),
        Value::Array(elements) => {
            let elements: Vec<_> = elements
                .iter()
                .map(|element| json(element, between, after_key))
                .collect();
            format!("[{}]", elements.join(between))
        }
        Value::Object(members) => json_object(members, between, after_key),
    }
}

/// The same of named members.
#[must_use]
pub fn json_object(members: &Map<String, Value>, between: &str, after_key: &str) -> String {
    let members: Vec<_> = members
        .iter()
        .map(|(key, value)| {
            format!(
                "{}{after_key}{}",
                json_text(key),
                json(value, between, after_key)
            )
        })
        .collect();
    format!("{{{}}}", members.join(between))
}

fn json_text(text: &str) -> String {
    let mut written = String::from("\"");
    for letter in text.chars() {
        match letter {
            '"' => written.push_str("\\\""),
            '\\' => written.push_str("\\\\"),
            '\n' => written.push_str("\\n"),
            '\r' => written.push_str("\\r"),
            '\t' => written.push_str("\\t"),
            '\u{8}' => written.push_str("\\b"),
            '\u{c}' => written.push_str("\\f"),
            ' '..='~' => written.push(letter),
            other => {
                let units = other
                    .encode_utf16(&mut [0; 2])
                    .iter()
                    .map(|unit| format!("\\u{unit:04x}"))
                    .collect::<Vec<_>>();
                written.push_str(&units.concat());
            }
        }
    }
    written.push('"');
    written
}

/// Quotes a text as `repr` does: single quotes, unless there are only single ones inside.
#[must_use]
pub fn quoted(text: &str) -> String {
    let quote = if text.contains('\'') && !text.contains('"') {
        '"'
    } else {
        '\''
    };
    let mut written = String::from(quote);
    for letter in text.chars() {
        match letter {
            '\\' => written.push_str("\\\\"),
            '\n' => written.push_str("\\n"),
            '\r' => written.push_str("\\r"),
            '\t' => written.push_str("\\t"),
            same if same == quote => {
                written.push('\\');
                written.push(same);
            }
            ' '..='~' => written.push(letter),
            other if other.is_control() || other.is_whitespace() => {
                let escaped = match u32::from(other) {
                    code @ ..=0xff => format!("\\x{code:02x}"),
                    code @ ..=0xffff => format!("\\u{code:04x}"),
                    code => format!("\\U{code:08x}"),
                };
                written.push_str(&escaped);
            }
            other => written.push(other),
        }
    }
    written.push(quote);
    written
}

/// Reads a whole number as `int` does: blanks around it, a sign, and single underscores between digits are allowed. No number that this
/// API knows has more than five digits; one that is too long for 64 bits becomes the largest, which the service refuses just as well.
#[must_use]
pub fn integer(text: &str) -> Option<i64> {
    let parsed: Result<i64, ParseIntError> = without_underscores(text.trim())?.parse();
    match parsed {
        Ok(number) => Some(number),
        Err(problem) if *problem.kind() == IntErrorKind::PosOverflow => Some(i64::MAX),
        Err(problem) if *problem.kind() == IntErrorKind::NegOverflow => Some(i64::MIN),
        Err(_) => None,
    }
}

/// Takes out the underscores between digits; there is no number with others.
pub(super) fn without_underscores(text: &str) -> Option<String> {
    let is_digit = |place: Option<usize>| {
        place
            .and_then(|at| text.as_bytes().get(at))
            .is_some_and(u8::is_ascii_digit)
    };
    let between_digits = |(place, _): (usize, &str)| {
        is_digit(place.checked_sub(1)) && is_digit(place.checked_add(1))
    };
    text.match_indices('_')
        .all(between_digits)
        .then(|| text.replace('_', ""))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// There were two readings, and in one of them a number that is too long was none.
    #[test]
    fn whole_numbers_are_read_as_python_reads_them() {
        for (text, number) in [
            (" +1_000 ", Some(1000)),
            ("-0", Some(0)),
            ("99999999999999999999", Some(i64::MAX)),
            ("-9_223_372_036_854_775_809", Some(i64::MIN)),
        ] {
            assert_eq!(integer(text), number, "{text}");
        }
        for text in ["", "-", "1__0", "_1", "1_", "+_1", "1.0", "1 0", "0x1"] {
            assert_eq!(integer(text), None, "{text}");
        }
    }
}
