//! `aws_lambda_function_event_invoke_config` of Terraform's AWS provider, and the line that imports what is there already.
//!
//! Knows the arguments, and what makes every plan differ: an empty `destination_config`, and an age of 0. Does not know state files.

use super::aws_cli::RunsAs;
use super::identifiers::{Names, snake};
use super::{Configuration, place, quoting};
use crate::domain::words::clean;

/// The resource.
pub(in crate::domain) const RESOURCE: &str = "aws_lambda_function_event_invoke_config";

/// Writes one resource for each configuration, laid out as `terraform fmt` does it.
pub(super) fn render(runs_as: &RunsAs, configurations: &[Configuration]) -> String {
    let mut names = Names::default();
    let resources: Vec<String> = configurations
        .iter()
        .map(|configuration| resource(runs_as, configuration, &names.take(&snake(configuration))))
        .collect();
    resources.join("\n\n")
}

fn resource(runs_as: &RunsAs, configuration: &Configuration, name: &str) -> String {
    let mut lines = place::comment(runs_as, configuration, "#");
    if !configuration.settings.maximum_retry_attempts.is_explicit() {
        lines.push("# maximum_retry_attempts is not set; applying this sets it to 2, Terraform's default and Lambda's".to_owned());
    }
    lines.push(format!("resource \"{RESOURCE}\" \"{name}\" {{"));
    let arguments = arguments(configuration);
    let width = arguments.iter().map(|(name, _)| name.len()).max();
    let width = width.unwrap_or_default();
    lines.extend(
        arguments
            .iter()
            .map(|(name, value)| format!("  {name:<width$} = {value}")),
    );
    let destinations: Vec<String> = configuration
        .destinations()
        .flat_map(|(half, arn)| {
            [
                format!("    {} {{", half.snake()),
                format!("      destination = {}", quoting::hcl(arn)),
                "    }".to_owned(),
            ]
        })
        .collect();
    if !destinations.is_empty() {
        lines.extend([String::new(), "  destination_config {".to_owned()]);
        lines.extend(destinations);
        lines.push("  }".to_owned());
    }
    lines.push("}".to_owned());
    let imported = format!("{}:{}", configuration.name(), configuration.qualifier());
    let imported = quoting::shell(&clean(&imported));
    lines.push(format!("# terraform import {RESOURCE}.{name} {imported}"));
    lines.join("\n")
}

/// The arguments that are set, each with its value.
fn arguments(configuration: &Configuration) -> Vec<(&'static str, String)> {
    let settings = &configuration.settings;
    let number = |name, setting: &crate::domain::settings::Setting<i64>| {
        Some((name, setting.explicit()?.to_string()))
    };
    [
        Some(("function_name", quoting::hcl(configuration.name()))),
        Some((
            "qualifier",
            quoting::hcl(&configuration.qualifier().to_string()),
        )),
        number("maximum_retry_attempts", &settings.maximum_retry_attempts),
        number(
            "maximum_event_age_in_seconds",
            &settings.maximum_event_age_in_seconds,
        ),
    ]
    .into_iter()
    .flatten()
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::export::tests::{QUEUE, TOPIC, configuration};
    use crate::domain::settings::{Setting, StoredSettings};

    #[test]
    fn a_resource_stands_with_the_line_that_imports_it() {
        let text = render(&RunsAs::default(), &[configuration("orders", "live")]);
        assert_eq!(
            text,
            format!(
                r#"# orders:live in 123456789012 eu-west-1
resource "aws_lambda_function_event_invoke_config" "orders_live" {{
  function_name                = "orders"
  qualifier                    = "live"
  maximum_retry_attempts       = 1
  maximum_event_age_in_seconds = 3600

  destination_config {{
    on_success {{
      destination = "{TOPIC}"
    }}
    on_failure {{
      destination = "{QUEUE}"
    }}
  }}
}}
# terraform import aws_lambda_function_event_invoke_config.orders_live orders:live"#
            )
        );
    }

    /// An empty `destination_config` is a difference in every plan, and so is an age of 0.
    #[test]
    fn what_is_not_set_is_not_there() {
        let mut bare = configuration("orders", "$LATEST");
        bare.settings = StoredSettings {
            maximum_event_age_in_seconds: Setting::Explicit(60),
            ..StoredSettings::default()
        };
        let text = render(&RunsAs::default(), &[bare]);
        assert!(
            !text.contains("destination_config") && !text.contains("maximum_retry_attempts  "),
            "{text}"
        );
        // Terraform sends 2 where nothing is written: that is no difference, and said.
        assert!(
            text.contains("# maximum_retry_attempts is not set; applying this sets it to 2"),
            "{text}"
        );
        assert!(text.ends_with("orders_latest 'orders:$LATEST'"), "{text}");
    }
}
