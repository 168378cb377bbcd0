//! What is checked before a request is sent: what botocore checks, and nothing more, since the verdict is the service's.
//!
//! Knows types, required members and least values, and the AWS CLI's words for each. Does not know the rules of the settings.

use std::borrow::Cow;

use serde_json::{Map, Value};

use super::operations::{Member, Shape};
use super::output::python;
use super::values::Typed;

/// Checks a request against its table; `Err` is the whole report.
pub(super) fn check(typed: &Typed, members: &[Member]) -> Result<(), String> {
    report(&typed.members, typed.as_json, members)
}

/// Checks one value of an answer that nobody gave; used for the sample of an answer.
pub(super) fn check_answer(answer: &Map<String, Value>, members: &[Member]) -> Result<(), String> {
    report(answer, None, members)
}

fn report(
    given: &Map<String, Value>,
    as_json: Option<&'static str>,
    members: &[Member],
) -> Result<(), String> {
    let mut report = Report {
        as_json,
        lines: Vec::new(),
    };
    report.structure(given, members, "");
    if report.lines.is_empty() {
        return Ok(());
    }
    Err(format!(
        "Parameter validation failed:\n{}",
        report.lines.join("\n")
    ))
}

struct Report {
    /// The member whose structures Python calls ordered.
    as_json: Option<&'static str>,
    lines: Vec<String>,
}

impl Report {
    fn structure(&mut self, given: &Map<String, Value>, members: &[Member], name: &str) {
        let place = if name.is_empty() { "input" } else { name };
        for member in members {
            if member.is_required && !given.contains_key(member.name) {
                self.lines.push(format!(
                    "Missing required parameter in {place}: \"{}\"",
                    member.name
                ));
            }
        }
        let known = |key: &str| members.iter().find(|member| member.name == key);
        for key in given.keys().filter(|key| known(key).is_none()) {
            let names: Vec<&str> = members.iter().map(|member| member.name).collect();
            self.lines.push(format!(
                "Unknown parameter in {place}: \"{key}\", must be one of: {}",
                names.join(", ")
            ));
        }
        for (key, value) in given {
            if let Some(member) = known(key) {
                let inner = if name.is_empty() {
                    Cow::Borrowed(key.as_str())
                } else {
                    Cow::Owned(format!("{name}.{key}"))
                };
                self.value(value, &member.shape, &inner);
            }
        }
    }

    fn value(&mut self, value: &Value, shape: &Shape, name: &str) {
        match (shape, value) {
            (Shape::Text(least), Value::String(text)) => {
                let length = text.chars().count();
                if length < *least {
                    self.lines.push(format!(
                        "Invalid length for parameter {name}, value: {length}, valid min length: {least}"
                    ));
                }
            }
            // A truth value counts as a number in Python.
            (Shape::Integer(least), Value::Bool(truth)) => {
                self.least(
                    i64::from(*truth),
                    *least,
                    &python::representation(value),
                    name,
                );
            }
            (Shape::Integer(least), Value::Number(number)) if !number.is_f64() => {
                let number = number.as_i64().unwrap_or(i64::MAX);
                self.least(number, *least, &number.to_string(), name);
            }
            (Shape::Structure(members), Value::Object(given)) => {
                self.structure(given, members, name);
            }
            (Shape::List(element), Value::Array(given)) => {
                for (index, value) in given.iter().enumerate() {
                    self.value(value, element, &format!("{name}[{index}]"));
                }
            }
            (Shape::Moment, _) => {}
            (Shape::Text(_) | Shape::Integer(_) | Shape::Structure(_) | Shape::List(_), _) => {
                self.wrong_type(value, shape, name);
            }
        }
    }

    fn least(&mut self, number: i64, least: i64, written: &str, name: &str) {
        if number < least {
            self.lines.push(format!(
                "Invalid value for parameter {name}, value: {written}, valid min value: {least}"
            ));
        }
    }

    fn wrong_type(&mut self, value: &Value, shape: &Shape, name: &str) {
        let is_ordered = self.as_json.is_some_and(|member| name.starts_with(member));
        let (written, kind) = match value {
            Value::String(text) => (Cow::Borrowed(text.as_str()), "str"),
            Value::Object(_) if is_ordered => (ordered(value).into(), "collections.OrderedDict"),
            Value::Array(_) if is_ordered => (ordered(value).into(), "list"),
            Value::Null
            | Value::Bool(_)
            | Value::Number(_)
            | Value::Array(_)
            | Value::Object(_) => (
                python::representation(value).into(),
                python::type_name(value),
            ),
        };
        let valid = match shape {
            Shape::Text(_) | Shape::Moment => "<class 'str'>",
            Shape::Integer(_) => "<class 'int'>",
            Shape::Structure(_) => "<class 'dict'>",
            Shape::List(_) => "<class 'list'>, <class 'tuple'>",
        };
        self.lines.push(format!(
            "Invalid type for parameter {name}, value: {written}, type: <class '{kind}'>, valid types: {valid}"
        ));
    }
}

/// Writes a value as Python does whose structures keep their order.
fn ordered(value: &Value) -> String {
    match value {
        Value::Object(members) => {
            let pairs: Vec<String> = members
                .iter()
                .map(|(key, value)| format!("({}, {})", python::quoted(key), ordered(value)))
                .collect();
            if pairs.is_empty() {
                return "OrderedDict()".to_owned();
            }
            format!("OrderedDict([{}])", pairs.join(", "))
        }
        Value::Array(elements) => {
            let elements: Vec<String> = elements.iter().map(ordered).collect();
            format!("[{}]", elements.join(", "))
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {
            python::representation(value)
        }
    }
}
