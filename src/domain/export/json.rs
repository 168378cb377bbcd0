//! The JSON body of `PutFunctionEventInvokeConfig`, and its whole input, which names the target as well.
//!
//! Knows the members, and their order as the SDK sends them: `DestinationConfig`, `MaximumEventAgeInSeconds`, `MaximumRetryAttempts`. Does
//! not know how a request is sent. A half without a destination is left out, since a half that is named must have one in other tools; with
//! both empty, the whole member is, but for a configuration that sets nothing at all.

use serde_json::{Map, Value};

use super::Configuration;
use super::aws_cli::RunsAs;
use super::quoting;
use crate::domain::settings::{AsyncSettings, Setting, StoredSettings};

/// The body as a value, its members in the order in which they are sent.
#[must_use]
pub fn body(settings: &AsyncSettings) -> Value {
    let stored = settings.as_stored();
    members(&stored, destination_config(&stored)).into()
}

/// The input of the operation for a configuration, as `--cli-input-json` reads it: function and qualifier, then the body.
#[must_use]
pub fn input(configuration: &Configuration) -> Value {
    let target = [
        ("FunctionName", configuration.function_name.clone()),
        ("Qualifier", configuration.qualifier().to_string()),
    ];
    let target = target
        .into_iter()
        .map(|(name, value)| (name.to_owned(), Value::from(value)));
    let destinations = stored_destination_config(&configuration.settings);
    let settings = members(&configuration.settings, destinations);
    let members: Map<String, Value> = target.chain(settings).collect();
    members.into()
}

/// Writes each configuration as one line, so that a shell can hand them on one by one.
pub(super) fn render(_runs_as: &RunsAs, configurations: &[Configuration]) -> String {
    let lines: Vec<String> = configurations
        .iter()
        .map(|configuration| quoting::json(&input(configuration)))
        .collect();
    lines.join("\n")
}

fn members(settings: &StoredSettings, destinations: Map<String, Value>) -> Map<String, Value> {
    let mut members = Map::new();
    if !destinations.is_empty() {
        members.insert("DestinationConfig".into(), destinations.into());
    }
    if let Setting::Explicit(age) = settings.maximum_event_age_in_seconds {
        members.insert("MaximumEventAgeInSeconds".into(), age.into());
    }
    if let Setting::Explicit(retries) = settings.maximum_retry_attempts {
        members.insert("MaximumRetryAttempts".into(), retries.into());
    }
    members
}

/// The body as it is sent, byte for byte.
#[must_use]
pub fn body_text(settings: &AsyncSettings) -> String {
    body(settings).to_string()
}

/// The body that would leave what is held, also where that sets nothing.
#[must_use]
pub fn stored_body_text(settings: &StoredSettings) -> String {
    let members = members(settings, stored_destination_config(settings));
    Value::from(members).to_string()
}

/// The body indented for reading.
#[must_use]
pub fn pretty(settings: &AsyncSettings) -> String {
    format!("{:#}", body(settings))
}

/// The member `DestinationConfig` of what is held. Where nothing is set at all, it names a half without a destination: a request that
/// names no setting is refused, one that does so alone is taken and leaves nothing set.
pub(super) fn stored_destination_config(settings: &StoredSettings) -> Map<String, Value> {
    if *settings == StoredSettings::default() {
        Map::from_iter([("OnSuccess".to_owned(), Map::new().into())])
    } else {
        destination_config(settings)
    }
}

/// The member `DestinationConfig`; empty where neither half has a destination.
///
/// On-success stands first, as the SDK writes it.
pub(super) fn destination_config(settings: &StoredSettings) -> Map<String, Value> {
    let halves = [
        ("OnSuccess", &settings.on_success),
        ("OnFailure", &settings.on_failure),
    ];
    halves
        .into_iter()
        .filter_map(|(name, half)| {
            let arn = half.explicit()?.as_str();
            let half = Map::from_iter([("Destination".to_owned(), Value::from(arn))]);
            Some((name.to_owned(), Value::from(half)))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::destination::Destination;
    use crate::domain::settings::{EventAge, RetryAttempts, StoredSettings};

    const QUEUE: &str = "arn:aws:sqs:eu-west-1:123456789012:payments-failed";
    const BUS: &str = "arn:aws:events:eu-west-1:123456789012:event-bus/default";

    /// Every combination of set and unset.
    fn combinations() -> impl Iterator<Item = AsyncSettings> {
        let destination = |arn| Destination::parse(arn).unwrap().into();
        (0..16_u8).map(move |set| {
            let is_set = |bit: u8| set & (1 << bit) != 0;
            AsyncSettings {
                maximum_retry_attempts: is_set(0).then(|| RetryAttempts::new(0).unwrap()).into(),
                maximum_event_age: is_set(1).then(|| EventAge::new(90).unwrap()).into(),
                on_success: is_set(2).then(|| destination(BUS)).into(),
                on_failure: is_set(3).then(|| destination(QUEUE)).into(),
            }
        })
    }

    /// Reads a body as the service would.
    fn read_back(text: &str) -> StoredSettings {
        let body: Value = serde_json::from_str(text).unwrap();
        let arn = |half: &str| {
            let arn = body.pointer(&format!("/DestinationConfig/{half}/Destination"));
            arn.map(|arn| arn.as_str().unwrap().to_owned()).into()
        };
        let number = |name: &str| body.get(name).map(|number| number.as_i64().unwrap()).into();
        StoredSettings {
            maximum_retry_attempts: number("MaximumRetryAttempts"),
            maximum_event_age_in_seconds: number("MaximumEventAgeInSeconds"),
            on_success: arn("OnSuccess"),
            on_failure: arn("OnFailure"),
        }
    }

    #[test]
    fn each_combination_reads_back_as_the_same_settings() {
        for settings in combinations() {
            assert_eq!(read_back(&body_text(&settings)), settings.as_stored());
            assert_eq!(read_back(&pretty(&settings)), settings.as_stored());
        }
    }

    #[test]
    fn members_stand_in_the_order_in_which_they_are_sent() {
        let all = combinations().last().unwrap();
        assert_eq!(
            body_text(&all),
            format!(
                "{{\"DestinationConfig\":{{\"OnSuccess\":{{\"Destination\":\"{BUS}\"}},\"OnFailure\":{{\"Destination\":\"{QUEUE}\"}}}},\
                 \"MaximumEventAgeInSeconds\":90,\"MaximumRetryAttempts\":0}}"
            )
        );
    }

    #[test]
    fn an_empty_half_is_left_out_and_both_empty_the_whole_member() {
        let text = |settings: &AsyncSettings| body_text(settings);
        let none = AsyncSettings::default();
        assert_eq!(text(&none), "{}");
        let one = AsyncSettings {
            on_failure: Setting::Explicit(Destination::parse(QUEUE).unwrap().into()),
            ..none
        };
        assert!(!text(&one).contains("OnSuccess"));
    }
}
