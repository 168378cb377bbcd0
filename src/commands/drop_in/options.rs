//! The table of the options: what each is called, what follows it, and what it does in one line for help, completions and manual.
//!
//! Knows every option of every command; those that are members of a request come from the table of operations. Does not know how a
//! command line is read, nor what an option comes to.

use super::command_line::{OptionSpec, Takes, names};
use super::operations::{Operation, Shape};
use super::output::{COLORS, FORMATS};
use super::request::SAMPLES;

/// The option that gives a whole request.
pub(super) const CLI_INPUT_JSON: &str = "--cli-input-json";
/// The option that prints a sample and sends nothing.
pub(super) const SKELETON: &str = "--generate-cli-skeleton";

const FORMAT_NAMES: [&str; FORMATS.len()] = names(&FORMATS);
const COLOR_NAMES: [&str; COLORS.len()] = names(&COLORS);
const SAMPLE_NAMES: [&str; SAMPLES.len()] = names(&SAMPLES);

/// The AWS CLI's global options in its order, which is that of its messages, and behind them ours.
pub(super) const GLOBAL: [OptionSpec; 20] = [
    OptionSpec::new(
        "--debug",
        Takes::Nothing,
        "Show what the AWS SDK does, without anything secret",
    ),
    OptionSpec::new(
        "--endpoint-url",
        Takes::Text,
        "Send requests to this address instead of AWS",
    ),
    OptionSpec::new(
        "--no-verify-ssl",
        Takes::Nothing,
        "Believe whoever answers: check no certificate",
    ),
    OptionSpec::new(
        "--no-paginate",
        Takes::Nothing,
        "Print the first page of a listing alone",
    ),
    OptionSpec::new(
        "--output",
        Takes::Choice(&FORMAT_NAMES),
        "How the answer is printed",
    ),
    OptionSpec::new(
        "--query",
        Takes::Text,
        "What of the answer is printed, in JMESPath",
    ),
    OptionSpec::new(
        "--profile",
        Takes::Text,
        "Profile of the AWS configuration files",
    ),
    OptionSpec::new("--region", Takes::Text, "Region to work in"),
    OptionSpec::new("--color", Takes::Choice(&COLOR_NAMES), "Colours in tables"),
    OptionSpec::new(
        "--no-sign-request",
        Takes::Nothing,
        "Send requests without a signature",
    ),
    OptionSpec::new(
        "--ca-bundle",
        Takes::Text,
        "Trust the certificates in this file",
    ),
    OptionSpec::new(
        "--cli-read-timeout",
        Takes::Text,
        "Wait so many seconds for an answer; 0: as long as it takes",
    ),
    OptionSpec::new(
        "--cli-connect-timeout",
        Takes::Text,
        "Wait so many seconds for a connection; 0: as long as it takes",
    ),
    OptionSpec::new("--v2-debug", Takes::Nothing, "Means nothing here"),
    OptionSpec::new("--version", Takes::Nothing, "Print the version"),
    OptionSpec::own(
        "--dry-run",
        Takes::Nothing,
        "Print what would change, and send nothing; status 3 where nothing would",
    ),
    OptionSpec::own(
        "--if-last-modified",
        Takes::Text,
        "Send only if nobody changed it since that LastModified; else status 4",
    ),
    OptionSpec::own(
        "--explain",
        Takes::Nothing,
        "Say in our words why a request was refused",
    ),
    OptionSpec::own(
        "--read-only",
        Takes::Nothing,
        "Refuse to send anything that changes something",
    ),
    OptionSpec::own("--help", Takes::Nothing, "Print the help of the command"),
];

const INPUT: OptionSpec = OptionSpec::new(
    CLI_INPUT_JSON,
    Takes::Text,
    "The whole request as JSON, or file://PATH",
);

/// What listings have beside their members.
const PAGING: [OptionSpec; 2] = [
    OptionSpec::new(
        "--starting-token",
        Takes::Text,
        "NextToken of a listing that was cut",
    ),
    OptionSpec::new(
        "--page-size",
        Takes::Integer,
        "How many to ask for with each request",
    ),
];

const SAMPLE: OptionSpec = OptionSpec::new(
    SKELETON,
    Takes::OptionalChoice(&SAMPLE_NAMES),
    "Print a sample and send nothing: input or output",
);

/// The options of one command alone, in the AWS CLI's order, which is that of its messages.
pub(super) fn of(operation: &Operation) -> Vec<OptionSpec> {
    let is_listing = operation.is_listing();
    let of_members = operation.members.iter().map(|member| {
        let takes = match member.shape {
            // Only here the AWS CLI lets argparse look at a number; elsewhere it is read with the other values.
            Shape::Integer(_) if is_listing => Takes::Integer,
            Shape::Integer(_)
            | Shape::Text(_)
            | Shape::Moment
            | Shape::Structure(_)
            | Shape::List(_) => Takes::Text,
        };
        OptionSpec {
            is_required: member.is_required,
            ..OptionSpec::new(member.option, takes, member.about)
        }
    });
    let of_paging = PAGING.into_iter().filter(|_| is_listing);
    of_members
        .chain([INPUT])
        .chain(of_paging)
        .chain([SAMPLE])
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::operations::OPERATIONS;
    use super::*;

    #[test]
    fn each_option_of_a_command_stands_once_and_has_words() {
        for operation in &OPERATIONS {
            let options: Vec<OptionSpec> = of(operation).into_iter().chain(GLOBAL).collect();
            let mut names: Vec<&str> = options.iter().map(|option| option.name).collect();
            names.sort_unstable();
            names.dedup();
            assert_eq!(names.len(), options.len(), "{}", operation.name);
            for option in options {
                assert!(option.name.starts_with("--"), "{option:?}");
                assert!(!option.about.is_empty(), "{option:?}");
            }
        }
    }

    #[test]
    fn choices_are_the_names_of_their_table_in_its_order() {
        assert_eq!(FORMAT_NAMES, ["json", "text", "table"]);
        assert_eq!(COLOR_NAMES, ["on", "off", "auto"]);
        assert_eq!(SAMPLE_NAMES, ["input", "output"]);
    }
}
