//! A change as a command of the AWS CLI, on one line for a POSIX shell.
//!
//! Knows the commands, their options and how a shell is kept from reading anything into a value. Names profile, region and endpoint, so
//! that the command does the same wherever it is pasted. Does not know credentials: where they come from no profile, they are the shell's.

use std::fmt::Display;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::{Configuration, json, place, quoting};
use crate::domain::aws_options::{
    AGE, DESTINATION_CONFIG, ENDPOINT_URL, FUNCTION_NAME, PROFILE, QUALIFIER, REGION, RETRIES,
};
use crate::domain::change::ReviewedChange;
use crate::domain::place::Region;
use crate::domain::qualifier::Qualifier;
use crate::domain::settings::{AsyncSettings, StoredSettings};

/// As whom and where a command runs.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RunsAs {
    /// The profile whose credentials sign; `None` where they come from the environment or the machine.
    pub profile: Option<String>,
    /// The endpoint, where it is not AWS's own.
    pub endpoint_url: Option<String>,
    /// That endpoint is the demonstration, where no function of anybody is.
    pub is_demo: bool,
}

/// The command that does what a reviewed change would do.
#[must_use]
pub fn command(runs_as: &RunsAs, reviewed: &ReviewedChange) -> String {
    let region = &reviewed.proposed().scope.region;
    let qualifier = &reviewed.target().qualifier;
    match reviewed.after() {
        Some(settings) => put(
            runs_as,
            region,
            reviewed.function_name(),
            qualifier,
            settings,
        ),
        None => delete(runs_as, region, reviewed.function_name(), qualifier),
    }
}

/// The command that replaces the configuration of a qualifier.
#[must_use]
pub fn put(
    runs_as: &RunsAs,
    region: &Region,
    function_name: &str,
    qualifier: &Qualifier,
    settings: &AsyncSettings,
) -> String {
    let options = target_options(runs_as, region, function_name, qualifier);
    let stored = settings.as_stored();
    put_line(options, &stored, json::destination_config(&stored))
}

/// Writes a command for each configuration, each on its own line, and above it what has to be known of it.
pub(super) fn render(runs_as: &RunsAs, configurations: &[Configuration]) -> String {
    let lines: Vec<String> = configurations
        .iter()
        .flat_map(|configuration| {
            let target = &configuration.target;
            let region = &target.function.region;
            let name = &configuration.function_name;
            let options = target_options(runs_as, region, name, &target.qualifier);
            let destinations = json::stored_destination_config(&configuration.settings);
            let line = put_line(options, &configuration.settings, destinations);
            place::remarks(runs_as, configuration, "#").chain([line])
        })
        .collect();
    lines.join("\n")
}

fn put_line(
    mut options: Vec<(&'static str, String)>,
    settings: &StoredSettings,
    destinations: Map<String, Value>,
) -> String {
    let numbers = [
        (RETRIES.name, &settings.maximum_retry_attempts),
        (AGE.name, &settings.maximum_event_age_in_seconds),
    ];
    let numbers = numbers
        .into_iter()
        .filter_map(|(option, setting)| Some((option, setting.explicit()?.to_string())));
    options.extend(numbers);
    if !destinations.is_empty() {
        options.push((
            DESTINATION_CONFIG.name,
            quoting::json(&Value::from(destinations)),
        ));
    }
    line("put-function-event-invoke-config", &options)
}

/// The command that removes the configuration of a qualifier.
#[must_use]
pub fn delete(
    runs_as: &RunsAs,
    region: &Region,
    function_name: &str,
    qualifier: &Qualifier,
) -> String {
    let options = target_options(runs_as, region, function_name, qualifier);
    line("delete-function-event-invoke-config", &options)
}

fn target_options(
    runs_as: &RunsAs,
    region: &Region,
    function_name: &str,
    qualifier: &Qualifier,
) -> Vec<(&'static str, String)> {
    let named: [(_, Option<&dyn Display>); 5] = [
        (PROFILE.name, runs_as.profile.as_ref().map(|name| name as _)),
        (REGION.name, Some(region)),
        (
            ENDPOINT_URL.name,
            runs_as.endpoint_url.as_ref().map(|url| url as _),
        ),
        (FUNCTION_NAME.name, Some(&function_name)),
        (QUALIFIER.name, Some(qualifier)),
    ];
    named
        .into_iter()
        .filter_map(|(option, value)| Some((option, value?.to_string())))
        .collect()
}

/// One line. A value that begins with a hyphen is joined to its option, or the CLI would take it for an option.
fn line(operation: &str, options: &[(&str, String)]) -> String {
    let mut words = vec!["aws lambda".to_owned(), operation.to_owned()];
    words.extend(options.iter().map(|(option, value)| {
        let joint = if value.starts_with('-') { '=' } else { ' ' };
        format!("{option}{joint}{}", quoting::shell(value))
    }));
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::destination::Destination;
    use crate::domain::settings::{EventAge, RetryAttempts, Setting};

    /// Splits a line as a POSIX shell does, as far as plain words, single quotes and backslashes go.
    fn split(line: &str) -> Vec<String> {
        let (mut words, mut word, mut is_open) = (Vec::new(), String::new(), false);
        let mut characters = line.chars();
        while let Some(c) = characters.next() {
            match c {
                ' ' if is_open => {
                    words.push(std::mem::take(&mut word));
                    is_open = false;
                }
                ' ' => {}
                '\'' => {
                    is_open = true;
                    word.extend(characters.by_ref().take_while(|c| *c != '\''));
                }
                '\\' => {
                    is_open = true;
                    word.extend(characters.next());
                }
                '$' | '"' | '`' | '*' | '{' | '!' => panic!("a shell reads something into {c}"),
                _ => {
                    is_open = true;
                    word.push(c);
                }
            }
        }
        words.extend(is_open.then_some(word));
        words
    }

    fn settings() -> AsyncSettings {
        let queue = "arn:aws:sqs:eu-west-1:123456789012:orders-failed";
        AsyncSettings {
            maximum_retry_attempts: Setting::Explicit(RetryAttempts::new(0).unwrap()),
            maximum_event_age: Setting::Explicit(EventAge::new(3600).unwrap()),
            on_success: Setting::ServiceDefault,
            on_failure: Setting::Explicit(Destination::parse(queue).unwrap().into()),
        }
    }

    fn somebody() -> RunsAs {
        RunsAs::default()
    }

    fn region() -> Region {
        Region::parse("eu-west-1").unwrap()
    }

    #[test]
    fn a_put_reads_back_word_for_word() {
        let line = put(
            &somebody(),
            &region(),
            "orders",
            &Qualifier::Latest,
            &settings(),
        );
        assert_eq!(
            split(&line),
            [
                "aws",
                "lambda",
                "put-function-event-invoke-config",
                "--region",
                "eu-west-1",
                "--function-name",
                "orders",
                "--qualifier",
                "$LATEST",
                "--maximum-retry-attempts",
                "0",
                "--maximum-event-age-in-seconds",
                "3600",
                "--destination-config",
                r#"{"OnFailure":{"Destination":"arn:aws:sqs:eu-west-1:123456789012:orders-failed"}}"#,
            ]
        );
        assert!(line.contains("--qualifier '$LATEST'"));
    }

    #[test]
    fn what_is_not_set_is_not_named() {
        let line = put(
            &somebody(),
            &region(),
            "orders",
            &Qualifier::Latest,
            &AsyncSettings::default(),
        );
        assert!(line.ends_with("--qualifier '$LATEST'"), "{line}");
    }

    #[test]
    fn a_delete_names_only_the_target() {
        let live = Qualifier::Alias("live".into());
        assert_eq!(
            delete(&somebody(), &region(), "orders", &live),
            "aws lambda delete-function-event-invoke-config --region eu-west-1 --function-name orders --qualifier live"
        );
    }

    /// A command without them changed whatever account the shell was set up for.
    #[test]
    fn profile_and_endpoint_of_the_session_are_named() {
        let runs_as = RunsAs {
            profile: Some("on call".to_owned()),
            endpoint_url: Some("http://127.0.0.1:4566/?a&b".to_owned()),
            is_demo: false,
        };
        let line = delete(&runs_as, &region(), "orders", &Qualifier::Latest);
        assert!(line.contains("--profile 'on call' --region"), "{line}");
        let words = split(&line);
        assert_eq!(
            words.get(3..9),
            Some(
                [
                    "--profile",
                    "on call",
                    "--region",
                    "eu-west-1",
                    "--endpoint-url",
                    "http://127.0.0.1:4566/?a&b"
                ]
                .map(str::to_owned)
                .as_slice()
            )
        );
    }

    #[test]
    fn a_value_that_looks_like_an_option_is_joined_to_its_own() {
        let line = delete(
            &somebody(),
            &region(),
            "-orders",
            &Qualifier::Alias("--live".into()),
        );
        assert!(
            line.ends_with("--function-name=-orders --qualifier=--live"),
            "{line}"
        );
    }

    #[test]
    fn a_shell_reads_every_word_back_unchanged() {
        for word in [
            "", "it's", "'", "a b", "$HOME", "`x`", "\\", "\"", "*", "!", "ä", "{a,b}", "~", "#",
        ] {
            assert_eq!(split(&quoting::shell(word)), [word], "{word}");
        }
    }
}
