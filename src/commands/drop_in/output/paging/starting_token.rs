//! The tokens with which a listing that was cut goes on.
//!
//! Knows how they are written: JSON in base 64, and the older way of a marker and a number. Does not know pages.

use base64::Engine;
use base64::alphabet::STANDARD as ALPHABET;
use base64::engine::DecodePaddingMode;
use base64::engine::general_purpose::{GeneralPurpose, GeneralPurposeConfig, STANDARD};
use serde_json::{Map, Value, json};

use super::super::python;
use super::{MARKER, PagingProblem, TRUNCATED};

/// Accepts what Python's decoder accepts once the letters outside of the alphabet are gone.
const LENIENT: GeneralPurpose = GeneralPurpose::new(
    &ALPHABET,
    GeneralPurposeConfig::new()
        .with_decode_allow_trailing_bits(true)
        .with_decode_padding_mode(DecodePaddingMode::RequireNone),
);

/// What a token says.
#[derive(Debug)]
pub(super) struct StartingToken {
    /// The members that the first request gets.
    pub(super) members: Map<String, Value>,
    /// How many items of its answer were printed before.
    pub(super) skipped: Value,
}

/// Writes a token.
pub(super) fn encode(token: &Map<String, Value>) -> String {
    STANDARD.encode(python::json_object(token, ", ", ": "))
}

impl StartingToken {
    /// Reads a token; whatever is none of ours is taken for a marker of the service.
    pub(super) fn read(token: &str) -> Result<Self, PagingProblem> {
        match decode(token) {
            Some(Value::Object(mut members)) => {
                let skipped = members.shift_remove(TRUNCATED).unwrap_or_else(|| json!(0));
                Ok(Self { members, skipped })
            }
            Some(Value::Array(_)) | None => Self::read_older(token),
            Some(other) => Err(PagingProblem(python::no_attribute(&other, "pop"))),
        }
    }

    fn read_older(token: &str) -> Result<Self, PagingProblem> {
        let parts: Vec<_> = token.split("___").collect();
        let (marker, skipped) = match parts.as_slice() {
            [marker, number] => match python::integer(number) {
                Some(skipped) => (*marker, skipped),
                None => (token, 0),
            },
            [marker] => (*marker, 0),
            _ => return Err(PagingProblem(format!("Bad starting token: {token}"))),
        };
        let marker = Some(marker).filter(|marker| *marker != "None");
        Ok(Self {
            members: Map::from_iter([(MARKER.to_owned(), json!(marker))]),
            skipped: json!(skipped),
        })
    }
}

fn decode(token: &str) -> Option<Value> {
    let text = String::from_utf8(bytes(token)?).ok()?;
    serde_json::from_str(&text).ok()
}

/// Decodes base 64; letters outside of its alphabet don't count, and nothing after the padding does.
fn bytes(token: &str) -> Option<Vec<u8>> {
    let mut digits = String::new();
    let mut padding = 0;
    for letter in token.chars() {
        match letter {
            '=' => {
                padding += 1;
                let place = digits.len() % 4;
                if place >= 2 && place + padding >= 4 {
                    return LENIENT.decode(digits).ok();
                }
            }
            'a'..='z' | 'A'..='Z' | '0'..='9' | '+' | '/' => {
                padding = 0;
                digits.push(letter);
            }
            _ => {}
        }
    }
    if digits.len().is_multiple_of(4) {
        LENIENT.decode(digits).ok()
    } else {
        None
    }
}
