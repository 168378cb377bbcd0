//! Listings in pages: `MaxItems` and `Marker` in, one page and `NextMarker` out.
//!
//! Knows the bounds of `MaxItems` and that a marker is the key of the last item given, so that a listing stays in step
//! while functions come and go. Does not know what is listed.

use std::ops::Bound;

use serde::Serialize;
use serde_json::{Map, Value, json};

use super::refusal::Refusal;
use super::store::Call;

/// The most items that the service puts on one page, whatever is asked for.
pub(super) const PAGE: usize = 50;

/// Answers one page of `items`, which start after the marker; each comes with its key.
pub(super) fn page<K: Serialize>(
    call: &Call<'_>,
    member: &str,
    largest: usize,
    items: impl Iterator<Item = (K, Value)>,
) -> Result<Value, Refusal> {
    let wanted = max_items(call, largest)?.min(PAGE);
    let mut last_key = None;
    let mut listed = Vec::new();
    let mut body = Map::new();
    for (key, item) in items {
        if listed.len() == wanted {
            body.insert("NextMarker".to_owned(), json!(last_key));
            break;
        }
        last_key = Some(key);
        listed.push(item);
    }
    body.insert(member.to_owned(), Value::Array(listed));
    Ok(Value::Object(body))
}

/// Where a listing by name goes on.
pub(super) fn after<'a>(call: &Call<'a>) -> (Bound<&'a str>, Bound<&'a str>) {
    let start = call
        .query("Marker")
        .map_or(Bound::Unbounded, Bound::Excluded);
    (start, Bound::Unbounded)
}

/// `MaxItems`, which the model bounds by 1 and `largest`.
fn max_items(call: &Call<'_>, largest: usize) -> Result<usize, Refusal> {
    let Some(text) = call.query("MaxItems") else {
        return Ok(PAGE);
    };
    let violated = |bound: String| {
        let said = format!(
            "Value '{text}' at 'maxItems' failed to satisfy constraint: Member must have value {bound}"
        );
        Refusal::validation(&[said])
    };
    match text.parse::<usize>() {
        Ok(number) if number > largest => Err(violated(format!("less than or equal to {largest}"))),
        Ok(number) if number > 0 => Ok(number),
        Ok(_) | Err(_) => Err(violated("greater than or equal to 1".to_owned())),
    }
}
