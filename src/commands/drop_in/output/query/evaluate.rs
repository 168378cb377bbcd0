//! What an expression comes to.
//!
//! Knows each part of an expression. Does not know the functions.

use std::borrow::Cow;
use std::cmp::Ordering;

use serde_json::{Map, Number, Value};

use super::super::python;
use super::functions;
use super::syntax::{Comparison, Node};

/// A value: a part of what was searched, or made anew; or the sentence about what has none.
pub(super) type Evaluated<'a> = Result<Cow<'a, Value>, String>;

/// Evaluates an expression on a value.
pub(super) fn evaluate<'a>(node: &'a Node, value: &'a Value) -> Evaluated<'a> {
    match node {
        Node::Current => Ok(Cow::Borrowed(value)),
        Node::Field(name) => Ok(Cow::Borrowed(value.get(name).unwrap_or(&Value::Null))),
        Node::Index(index) => Ok(Cow::Borrowed(index_of(value, *index))),
        Node::Slice(parts) => sliced(value, *parts).map(Cow::Owned),
        Node::Literal(literal) => Ok(Cow::Borrowed(literal)),
        Node::List(_) | Node::Hash(_) if value.is_null() => Ok(Cow::Borrowed(&Value::Null)),
        Node::List(elements) => elements
            .iter()
            .map(|element| evaluate(element, value).map(Cow::into_owned))
            .collect::<Result<Value, String>>()
            .map(Cow::Owned),
        Node::Hash(members) => {
            hash(members, value).map(|members| Cow::Owned(Value::Object(members)))
        }
        Node::Chain(..) | Node::Indexed(..) => chain(node, value),
        Node::Or(..) => alternatives(node, value),
        Node::And(first, second) => {
            let first = evaluate(first, value)?;
            if is_false(&first) {
                Ok(first)
            } else {
                evaluate(second, value)
            }
        }
        Node::Not(negated) => {
            let negated = evaluate(negated, value)?;
            Ok(Cow::Owned(is_false(&negated).into()))
        }
        Node::Compare(comparison, left, right) => {
            let (left, right) = (evaluate(left, value)?, evaluate(right, value)?);
            compare(*comparison, &left, &right).map(Cow::Owned)
        }
        Node::Flatten(base) => Ok(Cow::Owned(flattened(evaluate(base, value)?.into_owned()))),
        Node::Projection(base, each) => match evaluate(base, value)?.as_array() {
            Some(elements) => project(elements, each).map(Cow::Owned),
            None => Ok(Cow::Borrowed(&Value::Null)),
        },
        Node::Values(base, each) => match evaluate(base, value)?.as_object() {
            Some(members) => project(members.values(), each).map(Cow::Owned),
            None => Ok(Cow::Borrowed(&Value::Null)),
        },
        Node::Filter {
            base,
            condition,
            each,
        } => match evaluate(base, value)?.as_array() {
            Some(elements) => filter(elements, condition, each).map(Cow::Owned),
            None => Ok(Cow::Borrowed(&Value::Null)),
        },
        Node::Function(name, arguments) => functions::call(name, arguments, value).map(Cow::Owned),
        // Nothing can be printed of a reference outside of a function's arguments.
        Node::Reference(_) => Err("Encountered unrecognized type in JSON encoder.".to_owned()),
    }
}

/// Evaluates what a chain starts with, and each further part on what the one before comes to: step by step, as a chain may be
/// longer than a stack is deep.
fn chain<'a>(node: &'a Node, value: &'a Value) -> Evaluated<'a> {
    let mut first = node;
    let mut further = Vec::new();
    while let Node::Chain(before, part) | Node::Indexed(before, part) = first {
        further.push(part);
        first = before;
    }
    further
        .into_iter()
        .rev()
        .try_fold(evaluate(first, value)?, |result, part| match result {
            Cow::Borrowed(result) => evaluate(part, result),
            Cow::Owned(result) => {
                evaluate(part, &result).map(|result| Cow::Owned(result.into_owned()))
            }
        })
}

/// Evaluates alternatives up to the first that is not false, else to the last; step by step as well.
fn alternatives<'a>(node: &'a Node, value: &'a Value) -> Evaluated<'a> {
    let mut first = node;
    let mut further = Vec::new();
    while let Node::Or(before, alternative) = first {
        further.push(alternative);
        first = before;
    }
    let mut result = evaluate(first, value)?;
    for alternative in further.into_iter().rev() {
        if !is_false(&result) {
            break;
        }
        result = evaluate(alternative, value)?;
    }
    Ok(result)
}

fn hash(members: &[(String, Node)], value: &Value) -> Result<Map<String, Value>, String> {
    let members = members.iter();
    members
        .map(|(name, member)| Ok((name.to_owned(), evaluate(member, value)?.into_owned())))
        .collect()
}

/// Evaluates on each value and drops what comes to nothing.
fn project<'a>(
    values: impl IntoIterator<Item = &'a Value>,
    each: &'a Node,
) -> Result<Value, String> {
    let results = values.into_iter().map(|value| evaluate(each, value));
    results
        .filter(|result| !matches!(result, Ok(value) if value.is_null()))
        .map(|result| result.map(Cow::into_owned))
        .collect()
}

fn filter(elements: &[Value], condition: &Node, each: &Node) -> Result<Value, String> {
    let mut kept = Vec::new();
    for element in elements {
        if !is_false(&*evaluate(condition, element)?) {
            kept.push(element);
        }
    }
    project(kept, each)
}

/// An empty text, list or structure counts as false; a zero does not.
fn is_false(value: &Value) -> bool {
    !value.is_number() && !python::is_truthy(value)
}

fn index_of(value: &Value, index: i64) -> &Value {
    let Value::Array(elements) = value else {
        return &Value::Null;
    };
    let place = if index < 0 {
        usize::try_from(index.unsigned_abs())
            .ok()
            .and_then(|back| elements.len().checked_sub(back))
    } else {
        usize::try_from(index).ok()
    };
    place
        .and_then(|place| elements.get(place))
        .unwrap_or(&Value::Null)
}

fn sliced(value: &Value, [first, end, stride]: [Option<i64>; 3]) -> Result<Value, String> {
    let Value::Array(elements) = value else {
        return Ok(Value::Null);
    };
    let step = stride.unwrap_or(1);
    if step == 0 {
        return Err("slice step cannot be zero".to_owned());
    }
    let length = i64::try_from(elements.len()).unwrap_or(i64::MAX);
    // Backwards, the place before the first is the furthest that a slice goes.
    let (lowest, highest) = if step < 0 {
        (-1, length - 1)
    } else {
        (0, length)
    };
    let bound = |part: i64| {
        let part = if part < 0 {
            part.saturating_add(length)
        } else {
            part
        };
        part.clamp(lowest, highest)
    };
    let (from, to) = if step < 0 {
        (highest, lowest)
    } else {
        (lowest, highest)
    };
    let (mut place, end) = (first.map_or(from, bound), end.map_or(to, bound));
    let mut chosen = Vec::new();
    while if step < 0 { place > end } else { place < end } {
        chosen.extend(
            usize::try_from(place)
                .ok()
                .and_then(|place| elements.get(place))
                .cloned(),
        );
        place = place.saturating_add(step);
    }
    Ok(Value::Array(chosen))
}

fn flattened(value: Value) -> Value {
    let Value::Array(elements) = value else {
        return Value::Null;
    };
    let mut flat = Vec::new();
    for element in elements {
        if let Value::Array(inner) = element {
            flat.extend(inner);
        } else {
            flat.push(element);
        }
    }
    Value::Array(flat)
}

fn compare(comparison: Comparison, left: &Value, right: &Value) -> Result<Value, String> {
    let sign = match comparison {
        Comparison::Equal => return Ok(equal(left, right).into()),
        Comparison::NotEqual => return Ok((!equal(left, right)).into()),
        Comparison::Less => "<",
        Comparison::LessOrEqual => "<=",
        Comparison::Greater => ">",
        Comparison::GreaterOrEqual => ">=",
    };
    let comparable = |value: &Value| value.is_number() || value.is_string();
    if !comparable(left) || !comparable(right) {
        return Ok(Value::Null);
    }
    let order = order(left, right, sign)?;
    Ok(Value::Bool(match comparison {
        Comparison::Equal => order.is_eq(),
        Comparison::NotEqual => order.is_ne(),
        Comparison::Less => order.is_lt(),
        Comparison::LessOrEqual => order.is_le(),
        Comparison::Greater => order.is_gt(),
        Comparison::GreaterOrEqual => order.is_ge(),
    }))
}

/// Orders two numbers or two texts; `sign` is what the sentence about anything else names.
pub(super) fn order(left: &Value, right: &Value, sign: &str) -> Result<Ordering, String> {
    match (left, right) {
        (Value::Number(left), Value::Number(right)) => Ok(number_order(left, right)),
        (Value::String(left), Value::String(right)) => Ok(left.cmp(right)),
        _ => Err(format!(
            "'{sign}' not supported between instances of '{}' and '{}'",
            python::type_name(left),
            python::type_name(right)
        )),
    }
}

fn number_order(left: &Number, right: &Number) -> Ordering {
    match (left.as_i64(), right.as_i64()) {
        (Some(left), Some(right)) => left.cmp(&right),
        _ => left
            .as_f64()
            .unwrap_or(f64::INFINITY)
            .partial_cmp(&right.as_f64().unwrap_or(f64::INFINITY))
            .unwrap_or(Ordering::Equal),
    }
}

/// Tells whether two values are the same; `1` and `1.0` are.
pub(super) fn equal(left: &Value, right: &Value) -> bool {
    match (left, right) {
        (Value::Number(left), Value::Number(right)) => number_order(left, right).is_eq(),
        (Value::Array(left), Value::Array(right)) => {
            left.len() == right.len()
                && left
                    .iter()
                    .zip(right)
                    .all(|(left, right)| equal(left, right))
        }
        (Value::Object(left), Value::Object(right)) => {
            left.len() == right.len()
                && left
                    .iter()
                    .all(|(name, value)| right.get(name).is_some_and(|other| equal(value, other)))
        }
        _ => left == right,
    }
}
