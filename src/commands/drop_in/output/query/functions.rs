//! The functions of expressions.
//!
//! Knows what each takes and comes to. Does not know the grammar.

use std::borrow::Cow;
use std::cmp::Ordering;

use serde_json::{Map, Value};

use super::super::python;
use super::arguments::{
    Argument, Signature, Types, list, referred, text, type_of, value, wrong_type,
};
use super::evaluate::{Evaluated, equal, evaluate, order};
use super::syntax::Node;

/// What a function comes to, or the sentence about what it was given.
type Applied = Result<Value, String>;

/// A function: what it takes, and what it comes to.
struct Function {
    signature: Signature,
    apply: fn(&[Argument<'_>]) -> Applied,
}

const ANY: Types = &[];
const NUMBER: Types = &["number"];
const STRING: Types = &["string"];
const ARRAY: Types = &["array"];
const OBJECT: Types = &["object"];
const REFERENCE: Types = &["expref"];
const NUMBERS: Types = &["array-number"];
const NUMBERS_OR_STRINGS: Types = &["array-number", "array-string"];

const fn function(
    name: &'static str,
    arguments: &'static [Types],
    apply: fn(&[Argument<'_>]) -> Applied,
) -> Function {
    let signature = Signature {
        name,
        arguments,
        repeats: false,
    };
    Function { signature, apply }
}

/// A function whose last argument may be repeated.
const fn variadic(
    name: &'static str,
    arguments: &'static [Types],
    apply: fn(&[Argument<'_>]) -> Applied,
) -> Function {
    let mut function = function(name, arguments, apply);
    function.signature.repeats = true;
    function
}

const FUNCTIONS: [Function; 26] = [
    function("abs", &[NUMBER], |given| {
        Ok(whole_or(value(given, 0), i64::checked_abs, f64::abs))
    }),
    function("avg", &[NUMBERS], |given| Ok(average(list(given, 0)))),
    function("ceil", &[NUMBER], |given| {
        Ok(rounded(value(given, 0), f64::ceil))
    }),
    function("contains", &[&["array", "string"], ANY], contains),
    function("ends_with", &[STRING, STRING], |given| {
        Ok(text(given, 0).ends_with(text(given, 1)).into())
    }),
    function("floor", &[NUMBER], |given| {
        Ok(rounded(value(given, 0), f64::floor))
    }),
    function("join", &[STRING, &["array-string"]], |given| {
        let texts: Vec<_> = list(given, 1).iter().filter_map(Value::as_str).collect();
        Ok(texts.join(text(given, 0)).into())
    }),
    function("keys", &[OBJECT], |given| {
        Ok(value(given, 0)
            .as_object()
            .into_iter()
            .flat_map(Map::keys)
            .cloned()
            .collect())
    }),
    function("length", &[&["string", "array", "object"]], |given| {
        Ok(length(value(given, 0)).into())
    }),
    function("map", &[REFERENCE, ARRAY], |given| {
        list(given, 1)
            .iter()
            .map(|element| Ok(referred(given, 0, element)?.into_owned()))
            .collect()
    }),
    function("max", &[NUMBERS_OR_STRINGS], |given| {
        extreme(list(given, 0), |element| Ok(Cow::Borrowed(element)), ">")
    }),
    function("max_by", &[ARRAY, REFERENCE], |given| {
        extreme_by(given, "max_by", ">")
    }),
    variadic("merge", &[OBJECT], merge),
    function("min", &[NUMBERS_OR_STRINGS], |given| {
        extreme(list(given, 0), |element| Ok(Cow::Borrowed(element)), "<")
    }),
    function("min_by", &[ARRAY, REFERENCE], |given| {
        extreme_by(given, "min_by", "<")
    }),
    variadic("not_null", &[ANY], |given| {
        let mut values = (0..given.len()).map(|place| value(given, place));
        Ok(values
            .find(|value| !value.is_null())
            .cloned()
            .unwrap_or_default())
    }),
    function("reverse", &[&["array", "string"]], |given| {
        Ok(reversed(value(given, 0)))
    }),
    function("sort", &[&["array-string", "array-number"]], |given| {
        sorted(list(given, 0), |element| Ok(Cow::Borrowed(element)))
    }),
    function("sort_by", &[ARRAY, REFERENCE], sort_by),
    function("starts_with", &[STRING, STRING], |given| {
        Ok(text(given, 0).starts_with(text(given, 1)).into())
    }),
    function("sum", &[NUMBERS], |given| Ok(sum(list(given, 0)))),
    function("to_array", &[ANY], |given| {
        let value = value(given, 0);
        Ok(match value.as_array() {
            Some(elements) => elements.iter().cloned().collect(),
            None => std::iter::once(value).cloned().collect(),
        })
    }),
    function("to_number", &[ANY], |given| Ok(to_number(value(given, 0)))),
    function("to_string", &[ANY], |given| {
        let value = value(given, 0);
        let text = value.as_str().map(str::to_owned);
        Ok(text.unwrap_or_else(|| python::json(value, ",", ":")).into())
    }),
    function("type", &[ANY], |given| {
        Ok(given.first().map_or("null", Argument::type_name).into())
    }),
    function("values", &[OBJECT], |given| {
        Ok(value(given, 0)
            .as_object()
            .into_iter()
            .flat_map(Map::values)
            .cloned()
            .collect())
    }),
];

/// Calls a function on arguments that are evaluated on a value.
pub(super) fn call(name: &str, arguments: &[Node], current: &Value) -> Applied {
    let given = arguments
        .iter()
        .map(|argument| {
            if let Node::Reference(node) = argument {
                Ok(Argument::Reference(node))
            } else {
                evaluate(argument, current).map(Argument::Value)
            }
        })
        .collect::<Result<Vec<_>, String>>()?;
    let Some(function) = FUNCTIONS
        .iter()
        .find(|function| function.signature.name == name)
    else {
        return Err(format!("Unknown function: {name}()"));
    };
    function.signature.check(&given)?;
    (function.apply)(&given)
}

fn whole_or(
    value: &Value,
    whole: impl Fn(i64) -> Option<i64>,
    float: impl Fn(f64) -> f64,
) -> Value {
    match value.as_i64().and_then(whole) {
        Some(whole) => whole.into(),
        None => float(value.as_f64().unwrap_or_default()).into(),
    }
}

/// Rounds to a whole number, which is printed without a point.
#[expect(
    clippy::cast_possible_truncation,
    reason = "a float without a fraction; beyond 64 bits it stays a float"
)]
fn rounded(value: &Value, round: impl Fn(f64) -> f64) -> Value {
    if !value.is_f64() {
        return value.clone();
    }
    let whole = round(value.as_f64().unwrap_or_default());
    if whole.abs() < 9e18 {
        (whole as i64).into()
    } else {
        whole.into()
    }
}

fn sum(numbers: &[Value]) -> Value {
    let whole = numbers
        .iter()
        .try_fold(0_i64, |sum, number| sum.checked_add(number.as_i64()?));
    match whole {
        Some(whole) => whole.into(),
        None => numbers.iter().filter_map(Value::as_f64).sum::<f64>().into(),
    }
}

#[expect(
    clippy::cast_precision_loss,
    reason = "lists of so many elements fit in no memory"
)]
fn average(numbers: &[Value]) -> Value {
    if numbers.is_empty() {
        return Value::Null;
    }
    let sum = sum(numbers).as_f64().unwrap_or_default();
    (sum / numbers.len() as f64).into()
}

fn contains(given: &[Argument<'_>]) -> Applied {
    match (value(given, 0), value(given, 1)) {
        (Value::String(text), Value::String(part)) => Ok(text.contains(part.as_str()).into()),
        (Value::String(_), other) => Err(format!(
            "'in <string>' requires string as left operand, not {}",
            python::type_name(other)
        )),
        (_, wanted) => Ok(list(given, 0)
            .iter()
            .any(|element| equal(element, wanted))
            .into()),
    }
}

fn length(value: &Value) -> usize {
    match value {
        Value::String(text) => text.chars().count(),
        Value::Array(elements) => elements.len(),
        Value::Object(members) => members.len(),
        Value::Null | Value::Bool(_) | Value::Number(_) => 0,
    }
}

fn merge(given: &[Argument<'_>]) -> Applied {
    let mut merged = Map::new();
    for place in 0..given.len() {
        let source = value(given, place);
        if let Value::Object(members) = source {
            merged.append(&mut members.clone());
        } else if !is_empty(source) {
            // Only the first argument's type is checked.
            return Err(no_members(source));
        }
    }
    Ok(Value::Object(merged))
}

fn is_empty(value: &Value) -> bool {
    value == "" || value.as_array().is_some_and(Vec::is_empty)
}

/// What Python says about a value that is no source of members.
fn no_members(value: &Value) -> String {
    let first = match value {
        Value::Array(elements) => elements.first(),
        Value::String(_) => Some(value),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::Object(_) => None,
    };
    let element = "dictionary update sequence element #0";
    match first {
        None => format!("'{}' object is not iterable", python::type_name(value)),
        Some(Value::Null | Value::Bool(_) | Value::Number(_)) => {
            format!("cannot convert {element} to a sequence")
        }
        Some(first) if value.is_array() => {
            format!("{element} has length {}; 2 is required", length(first))
        }
        Some(_) => format!("{element} has length 1; 2 is required"),
    }
}

fn reversed(value: &Value) -> Value {
    match value {
        Value::String(text) => text.chars().rev().collect::<String>().into(),
        Value::Array(elements) => elements.iter().rev().cloned().collect(),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::Object(_) => Value::Null,
    }
}

/// Reads a number from a text.
fn to_number(value: &Value) -> Value {
    let Value::String(text) = value else {
        return if value.is_number() {
            value.clone()
        } else {
            Value::Null
        };
    };
    let Some(digits) = python::without_underscores(text.trim()) else {
        return Value::Null;
    };
    // What is too long for a whole number of ours is still nearly right as a float.
    match digits.parse::<i64>() {
        Ok(whole) => whole.into(),
        Err(_) => digits.parse::<f64>().map_or(Value::Null, Value::from),
    }
}

/// Finds the first element whose key is beyond all others; `sign` tells in which direction.
fn extreme<'a>(
    elements: &'a [Value],
    key: impl Fn(&'a Value) -> Evaluated<'a>,
    sign: &str,
) -> Applied {
    let mut found: Option<(Cow<'_, Value>, &Value)> = None;
    for element in elements {
        let key = key(element)?;
        let better = match &found {
            None => true,
            Some((best, _)) => {
                let order = order(&key, best, sign)?;
                if sign == "<" {
                    order.is_lt()
                } else {
                    order.is_gt()
                }
            }
        };
        if better {
            found = Some((key, element));
        }
    }
    let found = found.map(|(_, element)| element);
    Ok(found.cloned().unwrap_or_default())
}

fn extreme_by(given: &[Argument<'_>], name: &str, sign: &str) -> Applied {
    let key = |element| checked_key(given, name, &["number", "string"], element);
    extreme(list(given, 0), key, sign)
}

fn sort_by(given: &[Argument<'_>]) -> Applied {
    let elements = list(given, 0);
    let Some(first) = elements.first() else {
        return Ok(Value::Array(Vec::new()));
    };
    let key = referred(given, 1, first)?;
    let types: Types = if key.is_number() {
        NUMBER
    } else if key.is_string() {
        STRING
    } else {
        let shown = python::text(first);
        let expected = &["string", "number"];
        return Err(wrong_type("sort_by", &shown, type_of(&key), expected));
    };
    sorted(elements, |element| {
        checked_key(given, "sort_by", types, element)
    })
}

fn checked_key<'a>(
    given: &'a [Argument<'_>],
    name: &str,
    types: Types,
    element: &'a Value,
) -> Evaluated<'a> {
    let key = referred(given, 1, element)?;
    if types.contains(&type_of(&key)) {
        Ok(key)
    } else {
        Err(wrong_type(name, &python::text(&key), type_of(&key), types))
    }
}

fn sorted<'a>(elements: &'a [Value], key: impl Fn(&'a Value) -> Evaluated<'a>) -> Applied {
    let mut keyed = elements
        .iter()
        .map(|element| Ok((key(element)?, element)))
        .collect::<Result<Vec<_>, String>>()?;
    // All keys were checked to be of one type.
    keyed.sort_by(|(left, _), (right, _)| order(left, right, "<").unwrap_or(Ordering::Equal));
    let elements = keyed.into_iter().map(|(_, element)| element);
    Ok(elements.cloned().collect())
}
