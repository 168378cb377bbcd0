//! The configuration as JSON: the body that is sent, the input of the AWS CLI, the answer to a Get.
//!
//! Knows the members of all three. Does not know bounds.

use serde_json::{Map, Value};

use super::{ImportProblem, Named};
use crate::domain::settings::{Setting, StoredSettings};

/// Where a text of JSON stands, which decides what it may hold.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Stands {
    /// Alone: it may be the answer to a Get, with members that nobody can send.
    Alone,
    /// As the value of an option: the AWS CLI takes what can be sent, and no null.
    InCommand,
}

/// Reads a text of JSON.
pub(super) fn read(text: &str) -> Result<(StoredSettings, Named), ImportProblem> {
    let (settings, named) = input(&parsed(text)?, Stands::Alone)?;
    Ok((settings, named.agreed()?))
}

/// Reads the value of `--cli-input-json`. Whether name and qualifier agree is told once the options beside it were read, which win.
pub(super) fn cli_input(text: &str) -> Result<(StoredSettings, Named), ImportProblem> {
    input(&parsed(text)?, Stands::InCommand)
}

fn parsed(text: &str) -> Result<Value, ImportProblem> {
    serde_json::from_str(text).map_err(|error| ImportProblem::NoJson {
        line: error.line(),
        column: error.column(),
    })
}

fn input(value: &Value, stands: Stands) -> Result<(StoredSettings, Named), ImportProblem> {
    let mut settings = StoredSettings::default();
    let mut named = Named::default();
    for (name, value) in object("the text", value)? {
        if stands == Stands::InCommand && matches!(name.as_str(), "FunctionArn" | "LastModified") {
            return Err(ImportProblem::Unknown(name.clone()));
        }
        if is_left_out(value, stands) {
            continue;
        }
        match name.as_str() {
            "FunctionName" | "FunctionArn" => {
                named.function = Some(Named::address(text(name, value)?)?);
            }
            "Qualifier" => named.qualifier = Some(Named::qualifier(text(name, value)?)?),
            "MaximumRetryAttempts" => settings.maximum_retry_attempts = number(name, value)?,
            "MaximumEventAgeInSeconds" => {
                settings.maximum_event_age_in_seconds = number(name, value)?;
            }
            "DestinationConfig" => destinations(value, &mut settings, stands)?,
            // The answer to a Get has it, and nothing can be set by it.
            "LastModified" => {}
            other => return Err(ImportProblem::Unknown(other.to_owned())),
        }
    }
    Ok((settings, named))
}

/// Reads the value of `--destination-config` that is written as JSON.
pub(super) fn destination_config(
    text: &str,
    settings: &mut StoredSettings,
) -> Result<(), ImportProblem> {
    destinations(&parsed(text)?, settings, Stands::InCommand)
}

/// Says whether a value is none: what comes to an error of its kind where it stands in a command.
fn is_left_out(value: &Value, stands: Stands) -> bool {
    value.is_null() && stands == Stands::Alone
}

fn destinations(
    value: &Value,
    settings: &mut StoredSettings,
    stands: Stands,
) -> Result<(), ImportProblem> {
    for (name, half) in object("DestinationConfig", value)? {
        let setting = match name.as_str() {
            "OnSuccess" => &mut settings.on_success,
            "OnFailure" => &mut settings.on_failure,
            other => return Err(unknown_within("DestinationConfig", other)),
        };
        if is_left_out(half, stands) {
            continue;
        }
        for (member, value) in object(name, half)? {
            if member != "Destination" {
                return Err(unknown_within(name, member));
            }
            // An empty half comes as `{"Destination":null}` from the service itself.
            if !is_left_out(value, stands) {
                *setting = Setting::Explicit(text("Destination", value)?.to_owned());
            }
        }
    }
    Ok(())
}

fn unknown_within(outer: &str, name: &str) -> ImportProblem {
    ImportProblem::Unknown(format!("{outer}.{name}"))
}

fn object<'a>(name: &str, value: &'a Value) -> Result<&'a Map<String, Value>, ImportProblem> {
    value
        .as_object()
        .ok_or_else(|| wrong_kind(name, "an object in braces"))
}

fn text<'a>(name: &str, value: &'a Value) -> Result<&'a str, ImportProblem> {
    value
        .as_str()
        .ok_or_else(|| wrong_kind(name, "a text in quotes"))
}

fn number(name: &str, value: &Value) -> Result<Setting<i64>, ImportProblem> {
    let number = value.as_i64();
    let number = number.ok_or_else(|| wrong_kind(name, "a whole number"))?;
    Ok(Setting::Explicit(number))
}

pub(super) fn wrong_kind(name: &str, wanted: &'static str) -> ImportProblem {
    ImportProblem::WrongKind {
        name: name.to_owned(),
        wanted,
    }
}
