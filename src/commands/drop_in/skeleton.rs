//! Samples of requests and answers, for `--generate-cli-skeleton`.
//!
//! Knows what the AWS CLI puts into a member of each shape. Does not know when a sample is asked for.

use serde_json::{Map, Value, json};

use super::operations::{Member, Shape};

/// A request with every member.
pub(super) fn request(members: &[Member]) -> Map<String, Value> {
    structure(members, Texts::Empty)
}

/// An answer with every member.
pub(super) fn answer(members: &[Member]) -> Map<String, Value> {
    structure(members, Texts::OfTheirNames)
}

/// What a text says.
#[derive(Clone, Copy)]
enum Texts {
    Empty,
    OfTheirNames,
}

fn structure(members: &[Member], texts: Texts) -> Map<String, Value> {
    members
        .iter()
        .map(|member| {
            let sample = sample(member.name, &member.shape, texts);
            (member.name.to_owned(), sample)
        })
        .collect()
}

fn sample(name: &str, shape: &Shape, texts: Texts) -> Value {
    match (shape, texts) {
        (Shape::Text(_), Texts::Empty) => json!(""),
        (Shape::Text(_), Texts::OfTheirNames) => json!(name),
        (Shape::Integer(_), _) => json!(0),
        (Shape::Moment, _) => json!("1970-01-01T00:00:00"),
        (Shape::Structure(members), _) => Value::Object(structure(members, texts)),
        (Shape::List(element), _) => Value::Array(vec![sample(name, element, texts)]),
    }
}
