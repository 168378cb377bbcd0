//! Aliases: where each routes to, and what may be routed where.
//!
//! Knows the rules on names and weights. Deleting an alias leaves its asynchronous-invocation settings behind, as the
//! service does; what they are is not known here.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::furnishing::same_revision;
use super::names::{self, LATEST, Place};
use super::paging;
use super::refusal::Refusal;
use super::store::{Alias, Answer, Call, Function};

const NAME_PATTERN: &str = "(?!^[0-9]+$)([a-zA-Z0-9-_]+)";

/// `ListAliases`: by name, if asked only those whose first version is the one given.
pub(super) fn list(call: &mut Call<'_>) -> Result<Answer, Refusal> {
    let name = call.named()?.function;
    let function = call.function(&name)?;
    let wanted = call.query("FunctionVersion");
    let items = function
        .aliases
        .range::<str, _>(paging::after(call))
        .filter(|(_, alias)| wanted.is_none_or(|version| alias.version == version))
        .map(|(alias_name, alias)| (alias_name, alias.answer(alias_name, &name, call.place)));
    paging::page(call, "Aliases", 10_000, items).map(Answer::ok)
}

/// `GetAlias`.
pub(super) fn get(call: &mut Call<'_>) -> Result<Answer, Refusal> {
    let (function_name, name) = (call.named()?.function, call.path("Name"));
    let alias = call
        .functions
        .get(&function_name)
        .and_then(|function| function.aliases.get(name))
        .ok_or_else(|| {
            Refusal::not_found(format!(
                "Cannot find alias arn: {}",
                call.place.qualified_arn(&function_name, name)
            ))
        })?;
    Ok(Answer::ok(alias.answer(name, &function_name, call.place)))
}

/// `CreateAlias`.
pub(super) fn create(call: &mut Call<'_>) -> Result<Answer, Refusal> {
    let (function_name, name) = (
        call.named()?.function,
        call.text("Name").unwrap_or_default(),
    );
    if !is_name(name) {
        return Err(Refusal::validation(&[names::violation(
            "name",
            name,
            NAME_PATTERN,
        )]));
    }
    let version = call.text("FunctionVersion").unwrap_or(LATEST).to_owned();
    let weights = weights(call.member("RoutingConfig"))?;
    check(call, &function_name, &version, &weights)?;
    if call.function(&function_name)?.aliases.contains_key(name) {
        let arn = call.place.qualified_arn(&function_name, name);
        return Err(Refusal::conflict(format!("Alias already exists: {arn}")));
    }
    let description = call.text("Description").unwrap_or_default().to_owned();
    let alias = Alias {
        version,
        description,
        weights,
        revision: call.ids.next(),
    };
    let answer = Answer::created(alias.answer(name, &function_name, call.place));
    call.function_mut(&function_name)?
        .aliases
        .insert(name.to_owned(), alias);
    Ok(answer)
}

/// `UpdateAlias`: what is named changes; weights are replaced as a whole.
pub(super) fn update(call: &mut Call<'_>) -> Result<Answer, Refusal> {
    let (function_name, name) = (call.named()?.function, call.path("Name"));
    let missing = || {
        Refusal::not_found(format!(
            "Alias not found: {}",
            call.place.qualified_arn(&function_name, name)
        ))
    };
    let mut alias = call
        .function(&function_name)?
        .aliases
        .get(name)
        .ok_or_else(missing)?
        .clone();
    same_revision(
        call.text("RevisionId"),
        &alias.revision,
        "GetFunction/GetAlias",
    )?;
    if let Some(version) = call.text("FunctionVersion") {
        version.clone_into(&mut alias.version);
    }
    if let Some(description) = call.text("Description") {
        description.clone_into(&mut alias.description);
    }
    if let Some(routing) = call.member("RoutingConfig") {
        alias.weights = weights(Some(routing))?;
    }
    check(call, &function_name, &alias.version, &alias.weights)?;
    alias.revision = call.ids.next();
    let answer = Answer::ok(alias.answer(name, &function_name, call.place));
    call.function_mut(&function_name)?
        .aliases
        .insert(name.to_owned(), alias);
    Ok(answer)
}

/// `DeleteAlias`: also of one that is not there.
pub(super) fn delete(call: &mut Call<'_>) -> Result<Answer, Refusal> {
    let (function_name, name) = (call.named()?.function, call.path("Name"));
    call.function_mut(&function_name)?.aliases.remove(name);
    Ok(Answer::empty())
}

impl Alias {
    fn answer(&self, name: &str, function: &str, place: Place<'_>) -> Value {
        let mut body = Map::new();
        body.insert(
            "AliasArn".to_owned(),
            json!(place.qualified_arn(function, name)),
        );
        body.insert("Name".to_owned(), json!(name));
        body.insert("FunctionVersion".to_owned(), json!(self.version));
        body.insert("Description".to_owned(), json!(self.description));
        if !self.weights.is_empty() {
            body.insert(
                "RoutingConfig".to_owned(),
                json!({ "AdditionalVersionWeights": self.weights }),
            );
        }
        body.insert("RevisionId".to_owned(), json!(self.revision));
        Value::Object(body)
    }
}

/// Whether a text may be an alias: digits alone are a version.
fn is_name(text: &str) -> bool {
    let word = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    !text.is_empty()
        && text.len() <= 128
        && text.chars().all(word)
        && !text.chars().all(|c| c.is_ascii_digit())
}

/// The weights of a request, within their bounds.
pub(super) fn weights(routing: Option<&Value>) -> Result<BTreeMap<String, f64>, Refusal> {
    let mut weights = BTreeMap::new();
    let given = routing
        .and_then(|routing| routing.get("AdditionalVersionWeights"))
        .and_then(Value::as_object);
    for (version, weight) in given.into_iter().flatten() {
        let weight = weight.as_f64().unwrap_or(-1.0);
        let violated = |constraint: &str| {
            let member = "routingConfig.additionalVersionWeights";
            Refusal::validation(&[format!(
                "Value '{{{version}={weight}}}' at '{member}' failed to satisfy constraint: {constraint}"
            )])
        };
        if version.is_empty() || !version.chars().all(|c| c.is_ascii_digit()) {
            return Err(violated(
                "Map keys must satisfy constraint: [Member must have length less than or equal to 1024, Member must have length greater than or equal to 1, Member must satisfy regular expression pattern: [0-9]+]",
            ));
        }
        if !(0.0..=1.0).contains(&weight) {
            return Err(violated(
                "Map value must satisfy constraint: [Member must have value less than or equal to 1.0, Member must have value greater than or equal to 0.0]",
            ));
        }
        weights.insert(version.clone(), weight);
    }
    Ok(weights)
}

/// Whether a function can route so: both versions there, at most one beside the first, `$LATEST` alone.
fn check(
    call: &Call<'_>,
    function_name: &str,
    version: &str,
    weights: &BTreeMap<String, f64>,
) -> Result<(), Refusal> {
    let missing = |version: &str| call.function_not_found(function_name, Some(version));
    let function: &Function = call
        .functions
        .get(function_name)
        .ok_or_else(|| missing(version))?;
    function.version(version).ok_or_else(|| missing(version))?;
    if weights.len() > 1 {
        return Err(Refusal::invalid(
            "Number of items in AdditionalVersionWeights cannot be greater than 1",
        ));
    }
    for other in weights.keys() {
        if version == LATEST {
            return Err(Refusal::invalid(
                "$LATEST is not supported for an alias pointing to more than 1 version",
            ));
        }
        if other == version {
            return Err(Refusal::invalid(format!(
                "Invalid function version {version}. Function version {version} is already included in routing configuration."
            )));
        }
        function.version(other).ok_or_else(|| missing(other))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_alone_are_a_version_and_never_an_alias() {
        assert!(is_name("live"));
        assert!(is_name("2024-01-02"));
        assert!(!is_name("2024"));
        assert!(!is_name(""));
        assert!(!is_name("live!"));
    }

    #[test]
    fn weights_are_shares_of_numbered_versions() {
        let read = |value: Value| weights(Some(&json!({ "AdditionalVersionWeights": value })));
        assert_eq!(
            read(json!({"2": 0.2})),
            Ok(BTreeMap::from([("2".to_owned(), 0.2)]))
        );
        assert_eq!(read(json!({})), Ok(BTreeMap::new()));
        for wrong in [json!({"live": 0.2}), json!({"2": 1.5}), json!({"2": -0.1})] {
            assert_eq!(
                read(wrong.clone()).unwrap_err().code,
                "ValidationException",
                "{wrong}"
            );
        }
    }
}
