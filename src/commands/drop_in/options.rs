//! The options of each command, as its command line is read and told.
//!
//! Knows which options of the table each command has, and the choices behind them. Does not know how a command line is read, nor what an
//! option comes to.

use super::command_line::{OptionSpec, Takes, names};
use super::operations::Operation;
use super::output::{COLORS, FORMATS};
use super::request::SAMPLES;
use crate::domain::aws_options::{self, CommandOption, Owner, Value};

const FORMAT_NAMES: [&str; FORMATS.len()] = names(&FORMATS);
const COLOR_NAMES: [&str; COLORS.len()] = names(&COLORS);
const SAMPLE_NAMES: [&str; SAMPLES.len()] = names(&SAMPLES);

/// The global options, in the order of the AWS CLI's messages, and behind them ours: all that a command line is read with, before it is
/// known whose they are.
pub(super) fn global() -> Vec<OptionSpec> {
    let is_here = |option: &CommandOption| option.owner != Owner::AwsCli;
    let here = aws_options::GLOBAL.into_iter().filter(is_here);
    here.map(spec).collect()
}

/// The global options that a command has: what help, completions and manual tell of it.
pub(super) fn global_of(operation: &Operation) -> impl Iterator<Item = OptionSpec> {
    let is_write = operation.is_write();
    let all = global().into_iter();
    all.filter(move |option| is_write || !option.only_of_writes)
}

/// The options of one command alone, in the AWS CLI's order, which is that of its messages.
pub(super) fn of(operation: &Operation) -> Vec<OptionSpec> {
    let of_members = operation.members.iter().filter_map(|member| {
        Some(OptionSpec {
            is_required: member.is_required,
            ..spec(*member.option?)
        })
    });
    let of_paging = aws_options::PAGING.into_iter();
    let of_paging = of_paging.filter(|_| operation.is_listing());
    of_members
        .chain([spec(aws_options::CLI_INPUT_JSON)])
        .chain(of_paging.map(spec))
        .chain([spec(aws_options::SKELETON)])
        .collect()
}

/// An option that a command can do without.
const fn spec(option: CommandOption) -> OptionSpec {
    OptionSpec {
        name: option.name,
        takes: match option.value {
            Value::None => Takes::Nothing,
            Value::Text => Takes::Text,
            Value::Integer => Takes::Integer,
            Value::Format => Takes::Choice(&FORMAT_NAMES),
            Value::Color => Takes::Choice(&COLOR_NAMES),
            Value::Sample => Takes::OptionalChoice(&SAMPLE_NAMES),
        },
        about: option.about,
        is_required: false,
        written_out: matches!(option.owner, Owner::Lasso),
        only_of_writes: option.only_of_writes,
    }
}

#[cfg(test)]
mod tests {
    use super::super::operations::OPERATIONS;
    use super::*;

    #[test]
    fn each_option_of_a_command_stands_once_and_has_words() {
        for operation in &OPERATIONS {
            let options: Vec<OptionSpec> = of(operation).into_iter().chain(global()).collect();
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

    /// Help, completions and manual named `--dry-run` and `--if-last-modified` for commands that refuse them.
    #[test]
    fn what_only_a_change_can_be_asked_for_is_an_option_of_changes_alone() {
        for operation in &OPERATIONS {
            let ours: Vec<&str> = global_of(operation)
                .filter(|option| option.written_out)
                .map(|option| option.name)
                .collect();
            let expected: &[&str] = if operation.is_write() {
                &[
                    "--dry-run",
                    "--if-last-modified",
                    "--explain",
                    "--read-only",
                    "--help",
                ]
            } else {
                &["--explain", "--read-only", "--help"]
            };
            assert_eq!(ours, expected, "{}", operation.name);
        }
    }

    #[test]
    fn choices_are_the_names_of_their_table_in_its_order() {
        assert_eq!(FORMAT_NAMES, ["json", "text", "table"]);
        assert_eq!(COLOR_NAMES, ["on", "off", "auto"]);
        assert_eq!(SAMPLE_NAMES, ["input", "output"]);
    }
}
