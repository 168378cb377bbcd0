//! Tags and reserved concurrency of a function.
//!
//! Knows that both belong to the function as a whole. Does not check the account's unreserved rest.

use serde_json::{Map, Value, json};

use super::furnishing;
use super::names::{self, Named};
use super::refusal::Refusal;
use super::store::{Answer, Call};

/// `ListTags`.
pub(super) fn list_tags(call: &mut Call<'_>) -> Result<Answer, Refusal> {
    let name = tagged(call)?.function;
    Ok(Answer::ok(json!({ "Tags": call.function(&name)?.tags })))
}

/// `TagResource`: adds and overwrites.
pub(super) fn tag(call: &mut Call<'_>) -> Result<Answer, Refusal> {
    let name = tagged(call)?.function;
    let tags = furnishing::tags(call.member("Tags"));
    call.function_mut(&name)?.tags.extend(tags);
    Ok(Answer::empty())
}

/// The function whose ARN the request names; qualifiers have no tags.
fn tagged(call: &Call<'_>) -> Result<Named, Refusal> {
    let named = names::read(call.path("Resource"), None, call.place)?;
    if named.qualifier.is_some() {
        return Err(Refusal::invalid(
            "Tags on function aliases and versions are not supported. Please specify a function ARN.",
        ));
    }
    Ok(named)
}

/// `GetFunctionConcurrency`: an empty object where nothing is reserved.
pub(super) fn get_concurrency(call: &mut Call<'_>) -> Result<Answer, Refusal> {
    let name = call.named()?.function;
    let mut body = Map::new();
    if let Some(reserved) = call.function(&name)?.reserved_concurrency {
        body.insert("ReservedConcurrentExecutions".to_owned(), json!(reserved));
    }
    Ok(Answer::ok(Value::Object(body)))
}

/// `PutFunctionConcurrency`.
pub(super) fn put_concurrency(call: &mut Call<'_>) -> Result<Answer, Refusal> {
    let name = call.named()?.function;
    let reserved = call
        .member("ReservedConcurrentExecutions")
        .and_then(Value::as_u64);
    call.function_mut(&name)?.reserved_concurrency = reserved;
    Ok(Answer::ok(
        json!({ "ReservedConcurrentExecutions": reserved }),
    ))
}
