//! What may be put as asynchronous-invocation settings: a second opinion, sharing no rule with the program it tests.
//!
//! Knows bounds, the destination pattern, which kinds of destination each half takes, and the service's words for each
//! refusal. Does not know which settings are held, nor whether queues, topics, buses and buckets exist.

use serde_json::Value;

use super::names::{self, Place};
use super::refusal::Refusal;
use super::store::{Call, Functions};

const DESTINATION_PATTERN: &str = r"$|kafka://([^.]([a-zA-Z0-9\-_.]{0,248}))|arn:(aws[a-zA-Z0-9-]*):([a-zA-Z0-9\-])+:((eusc-)?[a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\d{1})?:(\d{12})?:(.*)";
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

/// The two halves of `DestinationConfig`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Destinations {
    on_success: Half,
    on_failure: Half,
}

/// One half: not there, there without a destination, or with one.
type Half = Option<Option<String>>;

impl Destinations {
    pub(super) fn on_success(&self) -> Option<String> {
        destination(&self.on_success).map(str::to_owned)
    }

    pub(super) fn on_failure(&self) -> Option<String> {
        destination(&self.on_failure).map(str::to_owned)
    }

    /// The structure as refusals print it.
    fn printed(&self) -> String {
        let half = |name: &str, half: &Half| match half {
            None => "null".to_owned(),
            Some(destination) => format!(
                "{name}(destination={})",
                destination.as_deref().unwrap_or("null")
            ),
        };
        let (success, failure) = (
            half("OnSuccess", &self.on_success),
            half("OnFailure", &self.on_failure),
        );
        format!("DestinationConfig(onSuccess={success}, onFailure={failure})")
    }
}

fn destination(half: &Half) -> Option<&str> {
    half.as_ref()
        .and_then(Option::as_deref)
        .filter(|text| !text.is_empty())
}

impl Asked {
    /// Reads the body and checks what the model constrains: bounds and patterns, all of them at once.
    pub(super) fn read(call: &Call<'_>) -> Result<Self, Refusal> {
        check_types(call)?;
        let mut violations = Vec::new();
        let [retries, age] = NUMBERS.map(|number| bounded(call, number, &mut violations));
        let destinations = call.member("DestinationConfig").map(|config| Destinations {
            on_success: half(config, "OnSuccess"),
            on_failure: half(config, "OnFailure"),
        });
        if let Some(destinations) = &destinations {
            check_pattern("onFailure", &destinations.on_failure, &mut violations);
            check_pattern("onSuccess", &destinations.on_success, &mut violations);
        }
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

    /// Checks the destinations against the function and its neighbours: on failure first, as recorded.
    pub(super) fn check_destinations(
        &self,
        function: &str,
        place: Place<'_>,
        functions: &Functions,
    ) -> Result<(), Refusal> {
        let Some(destinations) = &self.destinations else {
            return Ok(());
        };
        let surroundings = Surroundings {
            function,
            place,
            functions,
        };
        for (half, side) in [
            (&destinations.on_failure, Side::Failure),
            (&destinations.on_success, Side::Success),
        ] {
            if let Some(arn) = destination(half) {
                check(arn, side, &surroundings)
                    .map_err(|objection| objection.refusal(arn, destinations))?;
            }
        }
        Ok(())
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Success,
    Failure,
}

/// What a destination is compared with.
struct Surroundings<'a> {
    function: &'a str,
    place: Place<'a>,
    functions: &'a Functions,
}

/// The three ways in which the service refuses a destination whose ARN has the right form.
enum Objection {
    Invalid,
    Unsupported,
    Itself,
}

impl Objection {
    fn refusal(&self, arn: &str, destinations: &Destinations) -> Refusal {
        Refusal::invalid(match self {
            Self::Invalid => format!("The destination ARN {arn} is invalid."),
            Self::Unsupported => format!(
                "The provided destination config {} is invalid.",
                destinations.printed()
            ),
            Self::Itself => {
                "You can't specify the function as a destination for itself.".to_owned()
            }
        })
    }
}

fn check(arn: &str, side: Side, surroundings: &Surroundings<'_>) -> Result<(), Objection> {
    let parts: Vec<&str> = arn.splitn(6, ':').collect();
    let [_, _, service, region, account, resource] = parts.as_slice() else {
        return Err(Objection::Unsupported);
    };
    match (*service, side) {
        ("lambda", Side::Success | Side::Failure) => {
            check_function(region, account, resource, surroundings)
        }
        ("sqs" | "sns", _) if !is_standard(resource) => Err(Objection::Invalid),
        ("events", _) if !resource.starts_with("event-bus/") => Err(Objection::Invalid),
        ("s3", Side::Failure) | ("sqs" | "sns" | "events", Side::Success | Side::Failure) => Ok(()),
        (_, Side::Success | Side::Failure) => Err(Objection::Unsupported),
    }
}

/// Whether a queue or topic is of the standard kind; the suffix that makes it FIFO is in small letters.
fn is_standard(resource: &str) -> bool {
    !resource.is_empty() && resource.strip_suffix(".fifo").is_none()
}

/// A function must exist where this simulator can see, and must not be the one that is configured.
fn check_function(
    region: &str,
    account: &str,
    resource: &str,
    surroundings: &Surroundings<'_>,
) -> Result<(), Objection> {
    let name = resource
        .strip_prefix("function:")
        .ok_or(Objection::Invalid)?;
    let name = name.split(':').next().unwrap_or(name);
    let Place {
        account: own_account,
        region: own_region,
    } = surroundings.place;
    if (region, account) != (own_region, own_account) {
        return Ok(());
    }
    if name == surroundings.function {
        return Err(Objection::Itself);
    }
    if surroundings.functions.contains_key(name) {
        Ok(())
    } else {
        Err(Objection::Invalid)
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

fn half(config: &Value, name: &str) -> Half {
    let half = config.get(name).filter(|half| !half.is_null())?;
    Some(
        half.get("Destination")
            .and_then(Value::as_str)
            .map(str::to_owned),
    )
}

fn check_pattern(half_name: &str, half: &Half, violations: &mut Vec<String>) {
    let member = format!("destinationConfig.{half_name}.destination");
    let Some(text) = destination(half) else {
        return;
    };
    if !has_destination_form(text) {
        violations.push(names::violation(&member, text, DESTINATION_PATTERN));
    } else if text.len() > 350 {
        let bound = "Member must have length less than or equal to 350";
        violations.push(format!(
            "Value '{text}' at '{member}' failed to satisfy constraint: {bound}"
        ));
    }
}

/// Whether a text matches the destination pattern, read by hand.
fn has_destination_form(text: &str) -> bool {
    if let Some(name) = text.strip_prefix("kafka://") {
        let fits = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
        return !name.is_empty()
            && !name.starts_with('.')
            && name.chars().count() <= 249
            && name.chars().skip(1).all(fits);
    }
    let parts: Vec<&str> = text.splitn(6, ':').collect();
    let ["arn", partition, service, region, account, resource] = parts.as_slice() else {
        return false;
    };
    let word = |text: &str| text.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
    partition.starts_with("aws")
        && word(partition)
        && !service.is_empty()
        && word(service)
        && (region.is_empty() || names::is_region(region))
        && (account.is_empty()
            || (account.len() == 12 && account.chars().all(|c| c.is_ascii_digit())))
        && !resource.contains(['\n', '\r'])
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
    fn the_destination_pattern_is_the_one_of_the_recordings() {
        for fits in [
            "arn:aws:sqs:eu-west-1:123456789012:q",
            "arn:aws-cn:sqs:cn-north-1:123456789012:q",
            "arn:aws-eusc:sqs:eusc-de-east-1:123456789012:q",
            "arn:aws:s3:::bucket",
            "kafka://topic",
        ] {
            assert!(has_destination_form(fits), "{fits}");
        }
        for wrong in [
            "q",
            "https://sqs.eu-west-1.amazonaws.com/123456789012/q",
            "arn:aws:sqs:eu-west-1:123:q",
            "arn:aws:sqs:europe:123456789012:q",
            "arn:aws:_-/!lambda:eu-west-1:123456789012:function:f",
            "arn:gcp:sqs:eu-west-1:123456789012:q",
            "kafka://.topic",
        ] {
            assert!(!has_destination_form(wrong), "{wrong}");
        }
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
