//! Making, changing and removing functions and versions, so that any AWS client can furnish an account of its own.
//!
//! Knows which members of a request are kept and what the service fills in. Ignores code: no package is stored or run.
//! Does not know aliases beyond refusing to remove a version that one points at.

use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};

use serde_json::{Map, Value, json};

use super::functions::full;
use super::names::{self, LATEST};
use super::refusal::Refusal;
use super::store::{Answer, Call, Function, Version, version_name};

/// Members of requests that are kept as they came.
const KEPT: [&str; 14] = [
    "Runtime",
    "Role",
    "Handler",
    "Description",
    "Timeout",
    "MemorySize",
    "VpcConfig",
    "PackageType",
    "DeadLetterConfig",
    "Environment",
    "KMSKeyArn",
    "TracingConfig",
    "Architectures",
    "LoggingConfig",
];

/// What the service fills in where a request does not say; it is not stored, but shown.
pub(super) static DEFAULTS: LazyLock<Map<String, Value>> = LazyLock::new(|| {
    let defaults = [
        ("Handler", json!("index.handler")),
        ("Description", json!("")),
        ("Timeout", json!(3)),
        ("MemorySize", json!(128)),
        ("CodeSize", json!(1024)),
        (
            "CodeSha256",
            json!("47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="),
        ),
        ("TracingConfig", json!({ "Mode": "PassThrough" })),
        ("PackageType", json!("Zip")),
        ("Architectures", json!(["x86_64"])),
        ("EphemeralStorage", json!({ "Size": 512 })),
        (
            "SnapStart",
            json!({ "ApplyOn": "None", "OptimizationStatus": "Off" }),
        ),
    ];
    let named = defaults.map(|(member, value)| (member.to_owned(), value));
    named.into_iter().collect()
});

/// The members of a request that are kept.
pub(super) fn kept(given: &Map<String, Value>) -> Map<String, Value> {
    let mut members = Map::new();
    keep(given, &mut members);
    members
}

/// Copies what a request names; an empty dead-letter target removes it, an empty structure changes nothing.
fn keep(given: &Map<String, Value>, members: &mut Map<String, Value>) {
    for (member, value) in KEPT
        .iter()
        .filter_map(|member| Some((*member, given.get(*member)?)))
    {
        if value.is_null() {
            continue;
        }
        if DEFAULTS.get(member) == Some(value) {
            members.remove(member);
            continue;
        }
        if member == "DeadLetterConfig" {
            match value.get("TargetArn").and_then(Value::as_str) {
                None => continue,
                Some("") => {
                    members.remove(member);
                    continue;
                }
                Some(_) => {}
            }
        }
        members.insert(member.to_owned(), value.clone());
    }
}

/// `CreateFunction`.
pub(super) fn create(call: &mut Call<'_>) -> Result<Answer, Refusal> {
    let named = names::read(
        call.text("FunctionName").unwrap_or_default(),
        None,
        call.place,
    )?;
    let name = named.function;
    if name.len() > 64 {
        let bound = "Member must have length less than or equal to 64";
        return Err(Refusal::validation(&[format!(
            "Value '{name}' at 'functionName' failed to satisfy constraint: {bound}"
        )]));
    }
    let given = object(call.body);
    check_timeout(given)?;
    if call.functions.contains_key(&name) {
        return Err(Refusal::conflict(format!("Function already exist: {name}")));
    }
    let latest = Version {
        members: Arc::new(kept(given)),
        last_modified: call.now,
        revision: call.ids.next(),
    };
    call.functions.insert(
        name.clone(),
        Function {
            latest,
            tags: tags(call.member("Tags")),
            ..Function::default()
        },
    );
    if call.member("Publish") == Some(&json!(true)) {
        return publish_named(call, &name);
    }
    let function = call.function(&name)?;
    Ok(Answer::created(full(
        &function.latest,
        &name,
        &call.place.arn(&name),
        LATEST,
    )))
}

/// `UpdateFunctionConfiguration`.
pub(super) fn update(call: &mut Call<'_>) -> Result<Answer, Refusal> {
    let name = call.named()?.function;
    let given = object(call.body);
    check_timeout(given)?;
    let (now, revision, arn) = (call.now, call.ids.next(), call.place.arn(&name));
    let asked_revision = call.text("RevisionId");
    let function = call.function_mut(&name)?;
    same_revision(
        asked_revision,
        &function.latest.revision,
        "GetFunction/GetAlias",
    )?;
    keep(given, Arc::make_mut(&mut function.latest.members));
    function.latest.last_modified = now;
    function.latest.revision = revision;
    Ok(Answer::ok(full(&function.latest, &name, &arn, LATEST)))
}

/// `PublishVersion`: a new version only if something changed since the last.
pub(super) fn publish(call: &mut Call<'_>) -> Result<Answer, Refusal> {
    let name = call.named()?.function;
    call.function(&name)?;
    publish_named(call, &name)
}

fn publish_named(call: &mut Call<'_>, name: &str) -> Result<Answer, Refusal> {
    let (now, revision) = (call.now, call.ids.next());
    let description = call.text("Description").map(|text| json!(text));
    let function = call.function_mut(name)?;
    let unchanged = function.last_published().is_some_and(|(_, last)| {
        without_description(&last.members) == without_description(&function.latest.members)
    });
    if !unchanged {
        let mut version = Version {
            members: Arc::clone(&function.latest.members),
            last_modified: now,
            revision,
        };
        if let Some(description) = description {
            Arc::make_mut(&mut version.members).insert("Description".to_owned(), description);
        }
        function.last_number += 1;
        function.versions.insert(function.last_number, version);
    }
    let function = call.function(name)?;
    let (number, version) = function.last_published().unwrap_or((0, &function.latest));
    let number = version_name(number);
    Ok(Answer::created(full(
        version,
        name,
        &call.place.qualified_arn(name, &number),
        &number,
    )))
}

fn without_description(members: &Map<String, Value>) -> BTreeMap<&String, &Value> {
    members
        .iter()
        .filter(|(member, _)| *member != "Description")
        .collect()
}

/// `DeleteFunction`: the function with everything it has, or one version that no alias points at.
pub(super) fn delete(call: &mut Call<'_>) -> Result<Answer, Refusal> {
    let named = call.named()?;
    let Some(qualifier) = named.qualifier.as_deref() else {
        call.function(&named.function)?;
        call.functions.remove(&named.function);
        return Ok(Answer::empty());
    };
    if qualifier == LATEST {
        return Err(Refusal::invalid(
            "$LATEST version cannot be deleted without deleting the function.",
        ));
    }
    let function = call.function_mut(&named.function)?;
    let pointing: Vec<&str> = function
        .aliases
        .iter()
        .filter(|(_, alias)| alias.version == qualifier || alias.weights.contains_key(qualifier))
        .map(|(name, _)| name.as_str())
        .collect();
    if !pointing.is_empty() {
        let pointing = pointing.join(", ");
        let message = format!(
            "Unable to delete version because the following aliases reference it: [{pointing}]"
        );
        return Err(Refusal::conflict(message));
    }
    if let Ok(number) = qualifier.parse() {
        function.versions.remove(&number);
    }
    Ok(Answer::empty())
}

/// Refuses a change to something that somebody else changed since.
pub(super) fn same_revision(
    asked: Option<&str>,
    held: &str,
    how_to_read: &str,
) -> Result<(), Refusal> {
    if asked.is_none_or(|asked| asked == held) {
        return Ok(());
    }
    let message = format!(
        "The Revision Id provided does not match the latest Revision Id. Call the {how_to_read} API to retrieve the latest Revision Id"
    );
    Err(Refusal::new(412, "PreconditionFailedException", message))
}

fn check_timeout(given: &Map<String, Value>) -> Result<(), Refusal> {
    match given.get("Timeout").and_then(Value::as_i64) {
        Some(timeout) if timeout > 900 => Err(Refusal::validation(&[format!(
            "Value '{timeout}' at 'timeout' failed to satisfy constraint: Member must have value less than or equal to 900"
        )])),
        Some(timeout) if timeout < 1 => Err(Refusal::validation(&[format!(
            "Value '{timeout}' at 'timeout' failed to satisfy constraint: Member must have value greater than or equal to 1"
        )])),
        Some(_) | None => Ok(()),
    }
}

/// The members of a body; none if it is not an object.
fn object(body: &Value) -> &Map<String, Value> {
    static NOTHING: LazyLock<Map<String, Value>> = LazyLock::new(Map::new);
    body.as_object().unwrap_or(&NOTHING)
}

/// Tags as the requests carry them.
pub(super) fn tags(given: Option<&Value>) -> BTreeMap<String, String> {
    let pairs = given.and_then(Value::as_object).into_iter().flatten();
    pairs
        .filter_map(|(key, value)| Some((key.clone(), value.as_str()?.to_owned())))
        .collect()
}
