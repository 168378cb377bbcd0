//! The interceptor that learns what a configuration holds beside what this program knows: the SDK drops what it has no word for.
//!
//! Knows the members of an event invoke config. Keeps names alone, never a value, and does not know what follows from them.

use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use aws_smithy_runtime_api::box_error::BoxError;
use aws_smithy_runtime_api::client::interceptors::context::AfterDeserializationInterceptorContextRef;
use aws_smithy_runtime_api::client::interceptors::{Intercept, dyn_dispatch_hint};
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use aws_smithy_types::config_bag::ConfigBag;
use serde_json::{Map, Value};

use crate::domain::settings::StoredConfiguration;

/// The member of a listing whose elements are configurations.
const ROWS: &str = "FunctionEventInvokeConfigs";

/// The members of a configuration, the inner ones with the names of those around them.
const KNOWN: [&str; 9] = [
    "DestinationConfig",
    "DestinationConfig.OnFailure",
    "DestinationConfig.OnFailure.Destination",
    "DestinationConfig.OnSuccess",
    "DestinationConfig.OnSuccess.Destination",
    "FunctionArn",
    "LastModified",
    "MaximumEventAgeInSeconds",
    "MaximumRetryAttempts",
];

/// The interceptor of one request, and the other end of it, which outlives the request.
#[derive(Clone, Default)]
pub(super) struct UnknownMembers {
    /// The names of what each configuration of the answer holds, in alphabetical order.
    of_each: Arc<Mutex<Vec<Vec<String>>>>,
}

impl fmt::Debug for UnknownMembers {
    /// Names the interceptor and no more.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("UnknownMembers")
    }
}

impl UnknownMembers {
    /// Notes with each configuration what else the answer held of it.
    pub(super) fn note<'a>(
        &self,
        configurations: impl IntoIterator<Item = &'a mut StoredConfiguration>,
    ) {
        let names = std::mem::take(&mut *self.of_each());
        for (configuration, names) in configurations.into_iter().zip(names) {
            configuration.unknown_members = names;
        }
    }

    fn of_each(&self) -> MutexGuard<'_, Vec<Vec<String>>> {
        self.of_each.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[dyn_dispatch_hint]
impl Intercept for UnknownMembers {
    fn name(&self) -> &'static str {
        "UnknownMembers"
    }

    /// Called once the body was read to its end.
    fn read_after_deserialization(
        &self,
        context: &AfterDeserializationInterceptorContextRef<'_>,
        _components: &RuntimeComponents,
        _config: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        if let Some(body) = context.response().body().bytes() {
            *self.of_each() = of_each(body);
        }
        Ok(())
    }
}

/// The unknown members of the configuration that an answer is, or of each that it lists. What is no JSON holds none: the SDK says so.
fn of_each(body: &[u8]) -> Vec<Vec<String>> {
    let Ok(Value::Object(answer)) = serde_json::from_slice(body) else {
        return Vec::new();
    };
    let of_one = |members: &Map<String, Value>| {
        let mut names = Vec::new();
        collect("", members, &mut names);
        names.sort_unstable();
        names
    };
    match answer.get(ROWS) {
        Some(Value::Array(rows)) => rows
            .iter()
            .map(|row| row.as_object().map(of_one).unwrap_or_default())
            .collect(),
        Some(_) | None => vec![of_one(&answer)],
    }
}

/// Adds the names of the members that are set and not known. What lies inside an unknown one is not told apart.
fn collect(around: &str, members: &Map<String, Value>, names: &mut Vec<String>) {
    for (name, value) in members {
        let path = format!("{around}{name}");
        if !KNOWN.contains(&path.as_str()) {
            if is_set(value) {
                names.push(path);
            }
        } else if let Value::Object(inner) = value {
            collect(&format!("{path}."), inner, names);
        }
    }
}

/// Says whether a member holds something: Lambda answers an unset one as null, or as an object of nothing else.
fn is_set(value: &Value) -> bool {
    match value {
        Value::Null => false,
        Value::Object(inner) => inner.values().any(is_set),
        Value::Array(_) | Value::Bool(_) | Value::Number(_) | Value::String(_) => true,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    /// What Lambda answers of a configuration in which everything is set.
    fn known() -> Value {
        json!({
            "DestinationConfig": {"OnSuccess": {"Destination": null}, "OnFailure": {"Destination": "arn"}},
            "FunctionArn": "arn", "LastModified": 1.5, "MaximumEventAgeInSeconds": 60, "MaximumRetryAttempts": 0
        })
    }

    fn of(answer: &Value) -> Vec<Vec<String>> {
        of_each(answer.to_string().as_bytes())
    }

    #[test]
    fn what_is_known_is_not_named() {
        assert_eq!(of(&known()), [[""; 0]]);
        let listed = json!({"FunctionEventInvokeConfigs": [known(), known()], "NextMarker": "m"});
        assert_eq!(of(&listed), [[""; 0], []]);
    }

    #[test]
    fn what_is_not_known_is_named_with_what_is_around_it() {
        let mut answer = known();
        answer["NewRetryMode"] = json!({"Kind": "Adaptive"});
        answer["DestinationConfig"]["OnTimeout"] = json!({"Destination": "arn"});
        answer["DestinationConfig"]["OnFailure"]["Format"] = json!(1);
        let names = [
            "DestinationConfig.OnFailure.Format",
            "DestinationConfig.OnTimeout",
            "NewRetryMode",
        ];
        assert_eq!(of(&answer), [names]);
        let listed = json!({"FunctionEventInvokeConfigs": [known(), 1, answer]});
        assert_eq!(of(&listed)[2], names);
    }

    #[test]
    fn what_is_not_set_is_not_named() {
        let mut answer = known();
        answer["NewRetryMode"] = Value::Null;
        answer["DestinationConfig"]["OnTimeout"] = json!({"Destination": null});
        assert_eq!(of(&answer), [[""; 0]]);
    }

    #[test]
    fn an_answer_that_can_not_be_read_names_nothing() {
        for body in ["", "null", "[]", "{", "<html>"] {
            assert_eq!(of_each(body.as_bytes()), Vec::<Vec<String>>::new());
        }
    }
}
