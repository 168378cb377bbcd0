//! What functions are given, and what is said where it is not what they take.
//!
//! Knows the types of arguments. Does not know the functions.

use std::borrow::Cow;

use serde_json::Value;

use super::super::python;
use super::evaluate::{Evaluated, evaluate};
use super::syntax::Node;

/// What an argument may be; nothing named means anything.
pub(super) type Types = &'static [&'static str];

/// What a function takes.
pub(super) struct Signature {
    pub(super) name: &'static str,
    /// The types of its arguments.
    pub(super) arguments: &'static [Types],
    /// Whether more arguments may follow.
    pub(super) repeats: bool,
}

/// What a function is given.
pub(super) enum Argument<'a> {
    Value(Cow<'a, Value>),
    /// `&…`: evaluated by the function, on values of its choice.
    Reference(&'a Node),
}

impl Argument<'_> {
    pub(super) fn type_name(&self) -> &'static str {
        match self {
            Self::Value(value) => type_of(value),
            Self::Reference(_) => "expref",
        }
    }
}

pub(super) fn type_of(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(_) => "number",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    }
}

impl Signature {
    /// Checks how many arguments were given, and of which types.
    pub(super) fn check(&self, given: &[Argument<'_>]) -> Result<(), String> {
        let expected = self.arguments.len();
        let few = given.len() < expected;
        if few || (!self.repeats && given.len() > expected) {
            let least = if self.repeats { "at least " } else { "" };
            let plural = if expected == 1 { "" } else { "s" };
            return Err(format!(
                "Expected {least}{expected} argument{plural} for function {}(), received {}",
                self.name,
                given.len()
            ));
        }
        self.arguments
            .iter()
            .zip(given)
            .try_for_each(|(types, argument)| self.check_one(types, argument))
    }

    fn check_one(&self, types: Types, argument: &Argument<'_>) -> Result<(), String> {
        let actual = argument.type_name();
        let fits = |named: &&str| named.split('-').next() == Some(actual);
        match argument {
            _ if types.is_empty() => Ok(()),
            Argument::Value(value) if types.iter().any(fits) => self.check_elements(types, value),
            Argument::Reference(_) if types.iter().any(fits) => Ok(()),
            Argument::Value(value) => {
                Err(wrong_type(self.name, &python::text(value), actual, types))
            }
            Argument::Reference(_) => Err(wrong_type(self.name, actual, actual, types)),
        }
    }

    /// Checks the elements of a list: of the only type allowed, or else all of the type of the first.
    fn check_elements(&self, types: Types, value: &Value) -> Result<(), String> {
        let Value::Array(elements) = value else {
            return Ok(());
        };
        let mut allowed: Vec<_> = types
            .iter()
            .filter_map(|named| Some(named.split_once('-')?.1))
            .collect();
        if let (2.., Some(first)) = (allowed.len(), elements.first()) {
            let of_first = type_of(first);
            if allowed.contains(&of_first) {
                allowed = vec![of_first];
            }
        }
        if allowed.is_empty() {
            return Ok(());
        }
        match elements
            .iter()
            .find(|element| !allowed.contains(&type_of(element)))
        {
            None => Ok(()),
            Some(other) => {
                let actual = python::type_name(other);
                Err(wrong_type(self.name, &python::text(other), actual, types))
            }
        }
    }
}

pub(super) fn wrong_type(function: &str, value: &str, actual: &str, expected: Types) -> String {
    let expected: Vec<_> = expected.iter().map(|name| python::quoted(name)).collect();
    format!(
        "In function {function}(), invalid type for value: {value}, expected one of: [{}], received: \"{actual}\"",
        expected.join(", ")
    )
}

pub(super) fn value<'a>(given: &'a [Argument<'_>], place: usize) -> &'a Value {
    match given.get(place) {
        Some(Argument::Value(value)) => value,
        Some(Argument::Reference(_)) | None => &Value::Null,
    }
}

pub(super) fn text<'a>(given: &'a [Argument<'_>], place: usize) -> &'a str {
    value(given, place).as_str().unwrap_or_default()
}

pub(super) fn list<'a>(given: &'a [Argument<'_>], place: usize) -> &'a [Value] {
    value(given, place)
        .as_array()
        .map(Vec::as_slice)
        .unwrap_or_default()
}

/// Evaluates an argument that is a reference.
pub(super) fn referred<'a>(
    given: &'a [Argument<'_>],
    place: usize,
    on: &'a Value,
) -> Evaluated<'a> {
    match given.get(place) {
        Some(Argument::Reference(node)) => evaluate(node, on),
        Some(Argument::Value(_)) | None => Ok(Cow::Borrowed(&Value::Null)),
    }
}
