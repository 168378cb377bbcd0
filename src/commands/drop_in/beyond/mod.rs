//! What Lasso does beyond the AWS CLI, where an option asks for it: reviewing a change without sending it, sending only what nobody
//! changed meanwhile, explaining a refusal.
//!
//! Knows which settings a request comes to, by the rules of the screens. Does not know how requests are sent, and keeps none from being
//! sent that was not asked to be kept.

pub(super) mod dry_run;
pub(super) mod explain;
pub(super) mod untouched;

use serde_json::Value;

use super::values::Typed;
use crate::domain::draft::Draft;
use crate::domain::field::PerField;
use crate::domain::function::FunctionAddress;
use crate::domain::qualifier::Qualifier;
use crate::domain::words;

/// Whose configuration a request is about, or a sentence that says why its names name none.
fn address(typed: &Typed) -> Result<FunctionAddress, String> {
    let text = |name: &str| typed.members.get(name).and_then(Value::as_str);
    let qualifier = text("Qualifier").map(Qualifier::parse).transpose();
    let qualifier = qualifier.map_err(|problem| words::sentence(&problem))?;
    FunctionAddress::parse(text("FunctionName").unwrap_or_default())
        .and_then(|address| address.with_qualifier(qualifier))
        .map_err(|problem| words::sentence(&problem))
}

/// Whose configuration a request is about, as it was typed; one that names no qualifier is about `$LATEST`.
pub(super) fn name(typed: &Typed) -> String {
    let text = |name: &str| typed.members.get(name).and_then(Value::as_str);
    let function = text("FunctionName").unwrap_or_default();
    match text("Qualifier") {
        Some(qualifier) if !function.ends_with(&format!(":{qualifier}")) => {
            format!("{function}:{qualifier}")
        }
        None if address(typed).is_ok_and(|address| address.qualifier.is_none()) => {
            format!("{function}:{}", Qualifier::Latest)
        }
        Some(_) | None => function.to_owned(),
    }
}

/// The settings that a request names, as a form would hold them.
fn draft(typed: &Typed) -> Draft {
    let number = |name: &str| {
        let value = typed.members.get(name).filter(|value| value.is_number());
        value.map(ToString::to_string).unwrap_or_default()
    };
    let destination = |side: &str| {
        typed
            .members
            .get("DestinationConfig")
            .and_then(|config| config.get(side)?.get("Destination")?.as_str())
            .unwrap_or_default()
            .to_owned()
    };
    Draft(PerField {
        maximum_retry_attempts: number("MaximumRetryAttempts"),
        maximum_event_age: number("MaximumEventAgeInSeconds"),
        on_success: destination("OnSuccess"),
        on_failure: destination("OnFailure"),
    })
}

/// Whether a request names any setting, be it an empty one.
fn names_settings(typed: &Typed) -> bool {
    SETTINGS
        .iter()
        .any(|name| typed.members.contains_key(*name))
}

/// The members of a request that are settings.
const SETTINGS: [&str; 3] = [
    "MaximumRetryAttempts",
    "MaximumEventAgeInSeconds",
    "DestinationConfig",
];
