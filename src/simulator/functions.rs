//! Reading functions and versions: `ListFunctions`, `ListVersionsByFunction`, `GetFunction`, `GetFunctionConfiguration`.
//!
//! Knows which members listings leave out, and when an ARN is qualified. Does not know aliases beyond following one to its
//! version, nor asynchronous-invocation settings, which these answers never carry.

use std::ops::Bound;

use serde_json::{Map, Value, json};

use super::furnishing::DEFAULTS;
use super::names::{LATEST, Named, Place};
use super::paging;
use super::refusal::Refusal;
use super::store::{Answer, Call, Function, Version, version_name};

/// `ListFunctions`: one entry per function, or with `FunctionVersion=ALL` one per version.
pub(super) fn list(call: &mut Call<'_>) -> Result<Answer, Refusal> {
    match call.query("FunctionVersion") {
        None => {
            let items =
                call.functions
                    .range::<str, _>(paging::after(call))
                    .map(|(name, function)| {
                        (
                            name,
                            listed(&function.latest, name, &call.place.arn(name), LATEST),
                        )
                    });
            paging::page(call, "Functions", 10_000, items).map(Answer::ok)
        }
        Some("ALL") => list_all_versions(call),
        Some(other) => Err(Refusal::validation(&[format!(
            "Value '{other}' at 'functionVersion' failed to satisfy constraint: Member must satisfy enum value set: [ALL]"
        )])),
    }
}

/// Every version of every function; the marker is `name:version`.
fn list_all_versions(call: &Call<'_>) -> Result<Answer, Refusal> {
    let (first, last_given) = match call.query("Marker").map(split_marker) {
        None => ("", None),
        Some((name, number)) => (name, Some((name, number))),
    };
    let items = call
        .functions
        .range::<str, _>((Bound::Included(first), Bound::Unbounded))
        .flat_map(|(name, function)| {
            function
                .all_versions()
                .map(move |(number, version)| (name, number, version))
        })
        .skip_while(|(name, number, _)| {
            last_given.is_some_and(|given| (name.as_str(), *number) <= given)
        })
        .map(|(name, number, version)| {
            let number = version_name(number);
            (
                format!("{name}:{number}"),
                listed(
                    version,
                    name,
                    &call.place.qualified_arn(name, &number),
                    &number,
                ),
            )
        });
    paging::page(call, "Functions", 10_000, items).map(Answer::ok)
}

fn split_marker(marker: &str) -> (&str, u64) {
    let (name, version) = marker.split_once(':').unwrap_or((marker, LATEST));
    (name, version.parse().unwrap_or(0))
}

/// `ListVersionsByFunction`: `$LATEST` first, then by number.
pub(super) fn list_versions(call: &mut Call<'_>) -> Result<Answer, Refusal> {
    let name = call.named()?.function;
    let function = call.function(&name)?;
    let last_given = call.query("Marker").map(|marker| split_marker(marker).1);
    let items = function
        .all_versions()
        .skip_while(|(number, _)| last_given.is_some_and(|given| *number <= given))
        .map(|(number, version)| {
            let number = version_name(number);
            let arn = call.place.qualified_arn(&name, &number);
            let entry = listed(version, &name, &arn, &number);
            (format!("{name}:{number}"), entry)
        });
    paging::page(call, "Versions", 10_000, items).map(Answer::ok)
}

/// `GetFunctionConfiguration`.
pub(super) fn get_configuration(call: &mut Call<'_>) -> Result<Answer, Refusal> {
    let named = call.named()?;
    Ok(Answer::ok(found(call, &named)?))
}

/// `GetFunction`: the configuration, a place where the code would be, tags and reserved concurrency.
pub(super) fn get(call: &mut Call<'_>) -> Result<Answer, Refusal> {
    let named = call.named()?;
    let configuration = found(call, &named)?;
    let function = call.function(&named.function)?;
    let mut body = Map::new();
    body.insert("Configuration".to_owned(), configuration);
    let location = format!("https://code.invalid/{}", named.function);
    body.insert(
        "Code".to_owned(),
        json!({ "RepositoryType": "S3", "Location": location }),
    );
    if !function.tags.is_empty() {
        body.insert("Tags".to_owned(), json!(function.tags));
    }
    if let Some(reserved) = function.reserved_concurrency {
        body.insert(
            "Concurrency".to_owned(),
            json!({ "ReservedConcurrentExecutions": reserved }),
        );
    }
    Ok(Answer::ok(Value::Object(body)))
}

/// The configuration that a name and qualifier mean; an alias keeps its own ARN but shows its version.
fn found(call: &Call<'_>, named: &Named) -> Result<Value, Refusal> {
    let qualifier = named.qualifier.as_deref();
    let missing = || call.function_not_found(&named.function, qualifier);
    let function = call.functions.get(&named.function).ok_or_else(missing)?;
    let wanted = named.qualifier_or_latest();
    let shown = function
        .aliases
        .get(wanted)
        .map_or(wanted, |alias| &alias.version);
    let version = function.version(shown).ok_or_else(missing)?;
    Ok(full(
        version,
        &named.function,
        &arn_as_asked(call.place, named),
        shown,
    ))
}

fn arn_as_asked(place: Place<'_>, named: &Named) -> String {
    match &named.qualifier {
        Some(qualifier) => place.qualified_arn(&named.function, qualifier),
        None => place.arn(&named.function),
    }
}

/// A configuration as `GetFunction` shows it: with its state, which here is always ready.
pub(super) fn full(version: &Version, name: &str, arn: &str, number: &str) -> Value {
    let mut entry = listed(version, name, arn, number);
    if let Value::Object(members) = &mut entry {
        members.insert("State".to_owned(), json!("Active"));
        members.insert("LastUpdateStatus".to_owned(), json!("Successful"));
    }
    entry
}

/// A configuration as the listings show it: without any state.
fn listed(version: &Version, name: &str, arn: &str, number: &str) -> Value {
    let mut entry = Map::new();
    entry.insert("FunctionName".to_owned(), json!(name));
    entry.insert("FunctionArn".to_owned(), json!(arn));
    for (member, value) in DEFAULTS.iter().chain(version.members.iter()) {
        entry.insert(member.clone(), value.clone());
    }
    entry
        .entry("LoggingConfig")
        .or_insert_with(|| json!({"LogFormat": "Text", "LogGroup": format!("/aws/lambda/{name}")}));
    entry.insert(
        "LastModified".to_owned(),
        json!(date(version.last_modified)),
    );
    entry.insert("Version".to_owned(), json!(number));
    entry.insert("RevisionId".to_owned(), json!(version.revision));
    Value::Object(entry)
}

/// An instant as `FunctionConfiguration` writes it: `2019-09-23T18:32:33.857+0000`.
fn date(milliseconds: i64) -> String {
    jiff::Timestamp::from_millisecond(milliseconds)
        .map(|instant| instant.strftime("%Y-%m-%dT%H:%M:%S.%3f+0000").to_string())
        .unwrap_or_default()
}

impl Function {
    /// The highest published version.
    pub(super) fn last_published(&self) -> Option<(u64, &Version)> {
        self.versions
            .last_key_value()
            .map(|(number, version)| (*number, version))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_function_writes_its_date_as_the_service_does() {
        assert_eq!(date(1_569_263_553_857), "2019-09-23T18:32:33.857+0000");
    }
}
