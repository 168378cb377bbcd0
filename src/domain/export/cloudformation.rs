//! A template of CloudFormation with one `AWS::Lambda::EventInvokeConfig` for each configuration.
//!
//! Knows the properties as the CloudFormation registry's schema has them: function and qualifier are required, a half must have a
//! destination where it is named. Does not know stacks.

use super::aws_cli::RunsAs;
use super::identifiers::{Names, pascal};
use super::{Configuration, place, quoting};

/// Writes a template. The function is named by its name: CloudFormation reports drift for an ARN that nobody changed.
pub(super) fn render(runs_as: &RunsAs, configurations: &[Configuration]) -> String {
    let mut names = Names::default();
    let mut lines = vec!["Resources:".to_owned()];
    for configuration in configurations {
        lines.extend(place::comment(runs_as, configuration, "  #"));
        lines.push(format!("  {}:", names.take(&pascal(configuration))));
        lines.push("    Type: AWS::Lambda::EventInvokeConfig".to_owned());
        lines.push("    Properties:".to_owned());
        let mut properties = vec![
            format!("FunctionName: {}", quoting::yaml(configuration.name())),
            format!(
                "Qualifier: {}",
                quoting::yaml(&configuration.qualifier().to_string())
            ),
        ];
        properties.extend(limits(configuration));
        properties.extend(destinations(configuration));
        lines.extend(
            properties
                .iter()
                .map(|property| format!("      {property}")),
        );
    }
    lines.join("\n")
}

/// The numbers that are set, as properties; SAM has the same.
pub(super) fn limits(configuration: &Configuration) -> impl Iterator<Item = String> {
    let settings = &configuration.settings;
    let named = [
        ("MaximumRetryAttempts", &settings.maximum_retry_attempts),
        (
            "MaximumEventAgeInSeconds",
            &settings.maximum_event_age_in_seconds,
        ),
    ];
    named
        .into_iter()
        .filter_map(|(name, setting)| Some(format!("{name}: {}", setting.explicit()?)))
}

fn destinations(configuration: &Configuration) -> Vec<String> {
    let halves = configuration.destinations().flat_map(|(half, arn)| {
        [
            format!("  {}:", half.pascal()),
            format!("    Destination: {}", quoting::yaml(arn)),
        ]
    });
    let mut lines: Vec<String> = halves.collect();
    if !lines.is_empty() {
        lines.insert(0, "DestinationConfig:".to_owned());
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::export::tests::{QUEUE, TOPIC, configuration};
    use crate::domain::settings::{Setting, StoredSettings};

    #[test]
    fn a_template_names_what_is_set() {
        let text = render(&RunsAs::default(), &[configuration("orders", "live")]);
        assert_eq!(
            text,
            format!(
                "Resources:\n  # orders:live in 123456789012 eu-west-1\n  OrdersLive:\n    Type: AWS::Lambda::EventInvokeConfig\n    \
                 Properties:\n      FunctionName: orders\n      Qualifier: live\n      MaximumRetryAttempts: 1\n      \
                 MaximumEventAgeInSeconds: 3600\n      DestinationConfig:\n        OnSuccess:\n          Destination: {TOPIC}\n        \
                 OnFailure:\n          Destination: {QUEUE}"
            )
        );
    }

    /// CloudFormation wants a destination in each half that is named.
    #[test]
    fn what_is_not_set_is_left_out_with_the_block_around_it() {
        let mut bare = configuration("orders", "$LATEST");
        bare.settings = StoredSettings {
            maximum_retry_attempts: Setting::Explicit(0),
            ..StoredSettings::default()
        };
        let text = render(&RunsAs::default(), &[bare]);
        assert!(text.ends_with("Qualifier: \"$LATEST\"\n      MaximumRetryAttempts: 0"));
    }
}
