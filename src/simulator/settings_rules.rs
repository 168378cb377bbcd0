//! What may be put as asynchronous-invocation settings: a second opinion, sharing no rule with the program it tests.
//!
//! Knows types, bounds, and the service's words for what is out of them. Does not know what makes a destination acceptable,
//! which is in `destinations`, nor which settings are held.

use serde_json::Value;

use super::destinations::Destinations;
use super::names::Place;
use super::refusal::Refusal;
use super::store::{Call, Functions};

/// Member of the request, its name in refusals, least and greatest value.
const NUMBERS: [(&str, &str, i64, i64); 2] = [
    ("MaximumRetryAttempts", "maximumRetryAttempts", 0, 2),
    (
        "MaximumEventAgeInSeconds",
        "maximumEventAgeInSeconds",
        60,
        21_600,
    ),
];

/// What a request asks for; `destinations` is there as soon as the request names the member, however empty.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Asked {
    pub(super) retries: Option<i64>,
    pub(super) age: Option<i64>,
    pub(super) destinations: Option<Destinations>,
}

impl Asked {
    /// Reads the body and checks what the model constrains: bounds and patterns, all of them at once.
    pub(super) fn read(call: &Call<'_>) -> Result<Self, Refusal> {
        check_types(call)?;
        let mut violations = Vec::new();
        let [retries, age] = NUMBERS.map(|number| bounded(call, number, &mut violations));
        let destinations = call
            .member("DestinationConfig")
            .map(|config| Destinations::read(config, &mut violations));
        if violations.is_empty() {
            Ok(Self {
                retries,
                age,
                destinations,
            })
        } else {
            Err(Refusal::validation(&violations))
        }
    }

    /// Refuses a request that names none of the three.
    pub(super) fn something(&self) -> Result<(), Refusal> {
        if *self == Self::default() {
            return Err(Refusal::invalid(
                "You must specify at least one of error handling or destination setting.",
            ));
        }
        Ok(())
    }

    /// Checks the destinations, where the request names any, against the function and its neighbours.
    pub(super) fn check_destinations(
        &self,
        function: &str,
        place: Place<'_>,
        functions: &Functions,
    ) -> Result<(), Refusal> {
        match &self.destinations {
            Some(destinations) => destinations.check(function, place, functions),
            None => Ok(()),
        }
    }
}

/// Refuses a body whose members are not of the type that the model gives them, which no SDK can send.
fn check_types(call: &Call<'_>) -> Result<(), Refusal> {
    let integer = |member: &str| call.member(member).is_none_or(Value::is_i64);
    let config = call.member("DestinationConfig").unwrap_or(&Value::Null);
    let half = |name: &str| config.get(name).unwrap_or(&Value::Null);
    let structure = |value: &Value| value.is_null() || value.is_object();
    let destination = |name: &str| {
        let destination = half(name).get("Destination").unwrap_or(&Value::Null);
        structure(half(name)) && (destination.is_null() || destination.is_string())
    };
    if NUMBERS.iter().all(|(member, ..)| integer(member))
        && structure(config)
        && destination("OnSuccess")
        && destination("OnFailure")
    {
        return Ok(());
    }
    let message = "A member of the request is not of its type.";
    Err(Refusal::new(400, "SerializationException", message))
}

fn bounded(
    call: &Call<'_>,
    number: (&str, &str, i64, i64),
    violations: &mut Vec<String>,
) -> Option<i64> {
    let (member, name, least, greatest) = number;
    let value = call.member(member)?.as_i64()?;
    let mut violate = |bound: String| {
        violations.push(format!("Value '{value}' at '{name}' failed to satisfy constraint: Member must have value {bound}"));
    };
    if value < least {
        violate(format!("greater than or equal to {least}"));
    } else if value > greatest {
        violate(format!("less than or equal to {greatest}"));
    }
    Some(value)
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use serde_json::json;

    use super::super::store::{Function, Ids};
    use super::*;

    /// What a body is answered when put on the function `orders`, beside which `mails` exists.
    fn put(body: &Value) -> Result<Asked, String> {
        let mut functions: Functions = ["orders", "mails"]
            .map(|name| (name.to_owned(), Function::default()))
            .into();
        let nothing = HashMap::new();
        let place = Place {
            account: "123456789012",
            region: "eu-west-1",
        };
        let call = Call {
            place,
            functions: &mut functions,
            path: &nothing,
            query: &nothing,
            body,
            now: 0,
            ids: &mut Ids::new(0),
        };
        let checked = Asked::read(&call).and_then(|asked| {
            asked.something()?;
            asked.check_destinations("orders", place, call.functions)?;
            Ok(asked)
        });
        checked.map_err(|refusal| refusal.message.unwrap_or_default())
    }

    fn destinations(on_success: &str, on_failure: &str) -> Value {
        let half = |arn: &str| {
            if arn.is_empty() {
                Value::Null
            } else {
                json!({ "Destination": arn })
            }
        };
        json!({ "DestinationConfig": { "OnSuccess": half(on_success), "OnFailure": half(on_failure) } })
    }

    #[test]
    fn an_empty_half_counts_as_a_setting_and_null_does_not() {
        assert!(put(&json!({ "DestinationConfig": { "OnSuccess": {} } })).is_ok());
        assert!(put(&json!({ "MaximumRetryAttempts": 0 })).is_ok());
        for nothing in [
            json!({}),
            json!({ "MaximumRetryAttempts": null, "DestinationConfig": null }),
            Value::Null,
        ] {
            assert!(
                put(&nothing)
                    .unwrap_err()
                    .starts_with("You must specify at least one")
            );
        }
    }

    #[test]
    fn a_member_of_another_type_is_refused_rather_than_overlooked() {
        for body in [
            json!({ "MaximumRetryAttempts": "0" }),
            json!({ "MaximumEventAgeInSeconds": 60.5 }),
            json!({ "DestinationConfig": [] }),
            json!({ "DestinationConfig": { "OnFailure": "arn" } }),
            json!({ "DestinationConfig": { "OnSuccess": { "Destination": 1 } } }),
        ] {
            assert!(
                put(&body).unwrap_err().contains("not of its type"),
                "{body}"
            );
        }
    }

    #[test]
    fn bounds_are_inclusive_and_every_violation_is_told() {
        for body in [
            json!({ "MaximumRetryAttempts": 2, "MaximumEventAgeInSeconds": 60 }),
            json!({ "MaximumEventAgeInSeconds": 21600 }),
        ] {
            assert!(put(&body).is_ok());
        }
        let message =
            put(&json!({ "MaximumRetryAttempts": -1, "MaximumEventAgeInSeconds": 21601 }))
                .unwrap_err();
        assert!(
            message
                .starts_with("2 validation errors detected: Value '-1' at 'maximumRetryAttempts'"),
            "{message}"
        );
        assert!(
            message.contains("; Value '21601' at 'maximumEventAgeInSeconds'"),
            "{message}"
        );
    }

    #[test]
    fn a_destination_of_the_right_form_can_be_too_long() {
        let long = format!("arn:aws:sqs:eu-west-1:123456789012:{}", "q".repeat(320));
        assert!(
            put(&destinations("", &long))
                .unwrap_err()
                .ends_with("length less than or equal to 350")
        );
    }

    #[test]
    fn the_failure_half_is_checked_first() {
        let message = put(&destinations(
            "arn:aws:iam::123456789012:role/r",
            "arn:aws:lambda:eu-west-1:123456789012:function:gone",
        ));
        assert_eq!(
            message.unwrap_err(),
            "The destination ARN arn:aws:lambda:eu-west-1:123456789012:function:gone is invalid."
        );
    }

    #[test]
    fn only_standard_queues_and_topics_are_taken() {
        for service in ["sqs", "sns"] {
            let arn = format!("arn:aws:{service}:eu-west-1:123456789012:name");
            assert!(put(&destinations(&arn, &arn)).is_ok());
            assert!(put(&destinations("", &format!("{arn}.fifo"))).is_err());
        }
    }
}
