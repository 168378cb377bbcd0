//! The commands as `clap` knows commands, for completions and the manual.
//!
//! Knows how the tables are put into such a description. Reads no command line: argparse's ways, which the AWS CLI has, are not clap's.

use clap::builder::PossibleValuesParser;
use clap::{Arg, ArgAction, Command, ValueHint};
use clap_complete::engine::ArgValueCompleter;

use super::super::shell::completions;
use super::command_line::{OptionSpec, Takes};
use super::operations::{OPERATIONS, Operation};
use super::options;
use crate::domain::aws_options::{CA_BUNDLE, FUNCTION_NAME, QUALIFIER};

/// The commands, each with its options and those that all of them have.
pub(in super::super) fn commands() -> impl Iterator<Item = Command> {
    OPERATIONS.iter().map(described)
}

fn described(operation: &'static Operation) -> Command {
    let all = options::of(operation)
        .into_iter()
        .chain(options::global_of(operation));
    Command::new(operation.name)
        .about(operation.about)
        .disable_help_flag(true)
        .disable_version_flag(true)
        .args(all.map(argument))
}

fn argument(option: OptionSpec) -> Arg {
    let name = option.name;
    let long = name.trim_start_matches('-');
    let argument = Arg::new(name).long(long).help(option.about);
    let argument = match option.takes {
        Takes::Nothing => argument.action(ArgAction::SetTrue),
        Takes::Choice(choices) => argument.value_parser(PossibleValuesParser::new(choices)),
        Takes::OptionalChoice(choices) => argument
            .num_args(0..=1)
            .value_parser(PossibleValuesParser::new(choices)),
        Takes::Text => argument.value_name("TEXT"),
        Takes::Integer => argument.value_name("N"),
    };
    if name == FUNCTION_NAME.name {
        argument.add(ArgValueCompleter::new(completions::functions))
    } else if name == QUALIFIER.name {
        argument.add(ArgValueCompleter::new(completions::qualifiers))
    } else if name == CA_BUNDLE.name {
        argument.value_hint(ValueHint::FilePath)
    } else {
        argument
    }
}
