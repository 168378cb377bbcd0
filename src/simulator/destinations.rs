//! What a destination may be: its form, the kinds that each half takes, and whether a function is there to take records.
//!
//! Knows the pattern and the service's words for each refusal. Does not know the other settings, nor whether queues, topics,
//! buses and buckets exist.

use serde_json::Value;

use super::names::{self, Place};
use super::refusal::Refusal;
use super::store::Functions;

const DESTINATION_PATTERN: &str = r"$|kafka://([^.]([a-zA-Z0-9\-_.]{0,248}))|arn:(aws[a-zA-Z0-9-]*):([a-zA-Z0-9\-])+:((eusc-)?[a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\d{1})?:(\d{12})?:(.*)";

/// The two halves of `DestinationConfig`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Destinations {
    on_success: Half,
    on_failure: Half,
}

/// One half: not there, there without a destination, or with one.
type Half = Option<Option<String>>;

impl Destinations {
    /// Reads the member and notes what its texts violate of the pattern: on failure first, as recorded.
    pub(super) fn read(config: &Value, violations: &mut Vec<String>) -> Self {
        let read = Self {
            on_success: half(config, "OnSuccess"),
            on_failure: half(config, "OnFailure"),
        };
        check_pattern("onFailure", &read.on_failure, violations);
        check_pattern("onSuccess", &read.on_success, violations);
        read
    }

    pub(super) fn on_success(&self) -> Option<String> {
        destination(&self.on_success).map(str::to_owned)
    }

    pub(super) fn on_failure(&self) -> Option<String> {
        destination(&self.on_failure).map(str::to_owned)
    }

    /// Checks the destinations against the function and its neighbours: on failure first, as recorded.
    pub(super) fn check(
        &self,
        function: &str,
        place: Place<'_>,
        functions: &Functions,
    ) -> Result<(), Refusal> {
        let surroundings = Surroundings {
            function,
            place,
            functions,
        };
        for (half, side) in [
            (&self.on_failure, Side::Failure),
            (&self.on_success, Side::Success),
        ] {
            if let Some(arn) = destination(half) {
                check(arn, side, &surroundings)
                    .map_err(|objection| objection.refusal(arn, self))?;
            }
        }
        Ok(())
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
    use super::*;

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
    }
}
