//! What can be said on the command line.
//!
//! Knows options, their bounds and their words in the help. Does not know what they lead to. `AWS_PROFILE`, `AWS_REGION`,
//! `AWS_ENDPOINT_URL` and the like are no defaults of options: whoever opens the session finds them, and an option that is given wins.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Args, CommandFactory, Parser, Subcommand, ValueEnum, value_parser};
use clap_complete::engine::ArgValueCompleter;

use super::drop_in;
use super::export::ExportArguments;
use super::help::HELP;
use super::shell::completions::{self, CompletionsArguments};
use super::simulate::SimulateArguments;
use crate::domain::function::FunctionAddress;
use crate::domain::qualifier::Qualifier;

/// See and change how AWS Lambda treats asynchronous invocations: retries, event age, destinations
#[derive(Clone, Debug, Parser)]
#[command(
    name = "lasso",
    version,
    args_conflicts_with_subcommands = true,
    override_usage = "lasso [OPTIONS] [FUNCTION[:QUALIFIER]]\n       lasso [OPTIONS] FUNCTION[:QUALIFIER] --why\n       \
                      lasso <COMMAND>",
    override_help = HELP
)]
pub struct Arguments {
    /// What is said of the screens, where no command is named.
    #[command(flatten)]
    pub screens: ScreenArguments,
    /// The command.
    #[command(subcommand)]
    pub command: Option<Command>,
}

impl Arguments {
    /// Reads a command line. Options before a command are read as if they stood behind it, as the commands of the AWS CLI have it; those
    /// that the command does not have are then refused by it. Help is the same with all of them.
    ///
    /// # Errors
    /// Help or version were asked for, or the line can't be understood.
    pub fn read(mut line: Vec<OsString>) -> Result<Self, clap::Error> {
        if let Some(command) = command_behind_options(&line)
            && let Some(options) = line.get_mut(1..=command)
        {
            options.rotate_right(1);
            if asks_for_help(&line) {
                line.drain(2..=command);
            }
        }
        if asks_for_help(&line) {
            line.retain(|word| word != "--help" && word != "-h");
        }
        let words: Vec<String> = line
            .iter()
            .skip(1)
            .map(|word| word.to_string_lossy().into_owned())
            .collect();
        Self::try_parse_from(line).map_err(|refused| joined_by_colon(&words, refused))
    }
}

/// The command that `clap` adds to ours.
const HELP_COMMAND: &str = "help";

fn asks_for_help(line: &[OsString]) -> bool {
    line.get(1).is_some_and(|word| word == HELP_COMMAND)
}

fn is_command(word: &str) -> bool {
    word == HELP_COMMAND || Command::has_subcommand(word)
}

/// Two names in a row are a function and its qualifier to whoever typed them; the second would be taken for a command that there is not.
fn joined_by_colon(words: &[String], refused: clap::Error) -> clap::Error {
    let Some(ContextValue::String(second)) = refused.get(ContextKind::InvalidSubcommand) else {
        return refused;
    };
    let pair = words.windows(2).find_map(|pair| match pair {
        [first, next] if next == second => Some((first, next)),
        _ => None,
    });
    let is_name = |word: &str| {
        !word.starts_with('-') && !is_command(word) && FunctionAddress::parse(word).is_ok()
    };
    match pair {
        Some((first, second)) if first == "lambda" && drop_in::is_command(second) => {
            let text = format!("lasso stands for the two words `aws lambda`: lasso {second}");
            Arguments::command().error(ErrorKind::ArgumentConflict, text)
        }
        Some((first, second))
            if is_name(first)
                && !first.contains(':')
                && Qualifier::parse(second).is_ok()
                && !is_command(second) =>
        {
            let text = format!(
                "function and qualifier are one word, joined by a colon: lasso {first}:{second}"
            );
            Arguments::command().error(ErrorKind::ArgumentConflict, text)
        }
        Some(_) | None => refused,
    }
}

/// Where the command stands, if there are options and no function before it.
fn command_behind_options(line: &[OsString]) -> Option<usize> {
    // Behind a command stands what is its own, also a function that has the name of another.
    if line.get(1)?.to_str().is_some_and(is_command) {
        return None;
    }
    let before_dashes = line.iter().take_while(|argument| *argument != "--");
    let mut behind_others = before_dashes.enumerate().skip(2);
    behind_others.find_map(|(at, argument)| {
        let is_behind_options = is_command(argument.to_str()?)
            && match Arguments::try_parse_from(line.get(..at)?) {
                Ok(before) => before.screens.function.is_none(),
                // `--why` lacks its function. Any other line that is none ends with an option whose value has a command's name.
                Err(problem) => problem.kind() == ErrorKind::MissingRequiredArgument,
            };
        is_behind_options.then_some(at)
    })
}

/// The commands that are no screens.
#[derive(Clone, Debug, Subcommand)]
pub enum Command {
    /// Answer as AWS Lambda does, on this machine, for tests and trials
    Simulate(SimulateArguments),
    /// Print what is configured in the form of another tool
    Export(Box<ExportArguments>),
    /// Print the script that completes options, functions and qualifiers in a shell
    Completions(CompletionsArguments),
    /// Print the manual, for `man -l`: lasso man > lasso.1
    Man,
}

/// What can be said of the screens.
#[derive(Clone, Debug, Args)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is an option of its own on the command line"
)]
pub struct ScreenArguments {
    /// Function to open: its name, name:qualifier, or its ARN [default: list all functions]
    #[arg(
        value_name = "FUNCTION[:QUALIFIER]",
        value_parser = FunctionAddress::parse,
        add = ArgValueCompleter::new(completions::functions)
    )]
    pub function: Option<FunctionAddress>,
    /// Profile of the AWS configuration files [default: as the AWS CLI finds it]
    #[arg(long)]
    pub profile: Option<String>,
    /// Region to work in [default: as the AWS CLI finds it]
    #[arg(long)]
    pub region: Option<String>,
    /// Send requests to this address instead of AWS
    #[arg(long, value_name = "URL")]
    pub endpoint_url: Option<String>,
    /// Change nothing: looking, editing and reviewing work, sending does not
    #[arg(long)]
    pub read_only: bool,
    /// Requests a second at most; an account has 15 for everybody
    #[arg(long, value_name = "N", default_value_t = 8, value_parser = value_parser!(u32).range(1..=15))]
    pub rate: u32,
    /// Trust the certificates in this file instead of the system's
    #[arg(long, value_name = "FILE")]
    pub ca_bundle: Option<PathBuf>,
    /// Believe whoever answers: check no certificate
    #[arg(long)]
    pub no_verify_ssl: bool,
    /// Send requests without a signature, and look for no credentials
    #[arg(long)]
    pub no_sign_request: bool,
    /// Wait so long for an answer; 0: as long as it takes [default: 10]
    #[arg(long, value_name = "SECONDS")]
    pub cli_read_timeout: Option<u64>,
    /// Wait so long for a connection; 0: as long as it takes [default: 3]
    #[arg(long, value_name = "SECONDS")]
    pub cli_connect_timeout: Option<u64>,
    /// Print what happens to the function's events, and end: 0; 1 if it could not be read
    #[arg(long, requires = "function")]
    pub why: bool,
    /// Draw with ASCII alone [default: where the locale names no UTF-8]
    #[arg(long)]
    pub ascii: bool,
    /// Draw with colours or without [default: auto, as the environment wants it]
    #[arg(
        long,
        value_name = "WHEN",
        default_value = "auto",
        hide_default_value = true
    )]
    pub color: Color,
    /// Write to standard error what the AWS SDK does, without anything secret
    #[arg(long)]
    pub debug: bool,
    /// Show a made-up account that lives in this process; nothing leaves this machine
    #[arg(long, conflicts_with_all = ["profile", "region", "endpoint_url", "ca_bundle", "no_verify_ssl", "no_sign_request"])]
    pub demo: bool,
}

/// When there are colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Color {
    /// Always.
    On,
    /// Never.
    Off,
    /// Where they are wanted and can be shown.
    Auto,
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    fn parsed(line: &str) -> Result<Arguments, clap::Error> {
        Arguments::try_parse_from(line.split_whitespace())
    }

    #[test]
    fn the_arguments_are_consistent() {
        Arguments::command().debug_assert();
    }

    #[test]
    fn a_function_is_named_as_everywhere_else() {
        let arguments = parsed("lasso orders:live --region eu-west-1").unwrap();
        let function = arguments.screens.function.unwrap();
        assert_eq!(function.to_string(), "orders:live");
        let refused = parsed("lasso or/ders").unwrap_err().to_string();
        assert!(refused.contains("names no function"), "{refused}");
    }

    #[test]
    fn a_function_may_have_the_name_of_a_command() {
        assert!(parsed("lasso simulate").unwrap().command.is_some());
        let named = parsed("lasso -- simulate").unwrap();
        assert_eq!(named.screens.function.unwrap().to_string(), "simulate");
    }

    /// It was refused with "the subcommand 'f' cannot be used with ..", where the commands of the AWS CLI take options anywhere.
    #[test]
    fn options_stand_before_a_command_or_behind_it() {
        let read =
            |line: &str| Arguments::read(line.split_whitespace().map(OsString::from).collect());
        for line in [
            "lasso export orders --format json --region r --profile export",
            "lasso --region r --profile export export orders --format json",
            "lasso --region r export orders --profile=export --format json",
        ] {
            let Some(Command::Export(export)) = read(line).unwrap().command else {
                panic!("{line}");
            };
            assert_eq!(export.screens.region.as_deref(), Some("r"), "{line}");
            assert_eq!(export.screens.profile.as_deref(), Some("export"), "{line}");
            let function = export.screens.function.unwrap().to_string();
            assert_eq!(function, "orders", "{line}");
        }
        let Some(Command::Simulate(simulate)) = read("lasso --region r simulate").unwrap().command
        else {
            panic!("no simulator");
        };
        assert_eq!(simulate.region.as_deref(), Some("r"));
        for line in ["lasso --region r -- man", "lasso --profile man --region r"] {
            assert!(read(line).unwrap().command.is_none(), "{line}");
        }
    }

    /// `export man` was read as `man export`, so that no function with the name of a command could be exported.
    #[test]
    fn a_function_behind_a_command_may_have_the_name_of_another() {
        for name in ["man", "help", "export", "simulate"] {
            for line in [
                format!("lasso export {name} --format json"),
                format!("lasso --region r export {name} --format json"),
            ] {
                let line = line.split_whitespace().map(OsString::from).collect();
                let Some(Command::Export(export)) = Arguments::read(line).unwrap().command else {
                    panic!("{name}");
                };
                assert_eq!(export.screens.function.unwrap().to_string(), name);
            }
        }
    }

    /// Options before it, and the option that asks for the same, made a mistake of `help`; a word that names no command was told to be a
    /// qualifier of a function `help`.
    #[test]
    fn help_is_found_behind_options_and_takes_no_function() {
        let read = |line: &str| {
            let line = line.split_whitespace().map(OsString::from).collect();
            Arguments::read(line).unwrap_err()
        };
        for command in ["export", "simulate", "completions", "man"] {
            let plain = read(&format!("lasso help {command}"));
            assert_eq!(plain.kind(), ErrorKind::DisplayHelp);
            for line in [
                format!("lasso --region r help {command}"),
                format!("lasso help {command} --help"),
            ] {
                assert_eq!(read(&line).to_string(), plain.to_string(), "{line}");
            }
        }
        for line in ["lasso help", "lasso --demo help", "lasso help --help"] {
            assert_eq!(read(line).to_string(), HELP, "{line}");
        }
        for line in ["lasso help nonsense", "lasso help export json"] {
            let refused = read(line).to_string();
            assert!(refused.contains("unrecognized subcommand"), "{refused}");
        }
    }

    #[test]
    fn an_option_that_a_command_does_not_have_is_named() {
        for (line, named) in [
            ("lasso --ascii man", "unexpected argument '--ascii' found"),
            ("lasso --region r completions bash", "'--region' found"),
            ("lasso --demo simulate", "'--demo' found"),
            (
                "lasso --why export orders --format json",
                "'--why' cannot be used with",
            ),
            (
                "lasso --region r export orders --region s --format json",
                "'--region <REGION>' cannot be used multiple",
            ),
            (
                "lasso orders export --format json",
                "'[FUNCTION[:QUALIFIER]]'",
            ),
        ] {
            let line = line.split_whitespace().map(OsString::from).collect();
            let refused = Arguments::read(line).unwrap_err().to_string();
            assert!(refused.contains(named), "{refused}");
        }
    }

    /// It was said that "the subcommand 'live' cannot be used with '[FUNCTION[:QUALIFIER]]'".
    #[test]
    fn a_qualifier_in_a_word_of_its_own_is_told_to_be_joined_by_a_colon() {
        let read = |line: &str| {
            let line = line.split_whitespace().map(OsString::from).collect();
            Arguments::read(line).unwrap_err()
        };
        for (line, joined) in [
            ("lasso payments-capture live", "payments-capture:live"),
            ("lasso --why orders 12", "orders:12"),
            ("lasso orders $LATEST --why", "orders:$LATEST"),
            ("lasso --region r orders live", "orders:live"),
        ] {
            let refused = read(line);
            let said = format!("one word, joined by a colon: lasso {joined}");
            assert!(refused.to_string().contains(&said), "{refused}");
            assert_eq!(refused.exit_code(), 2);
        }
        let put = "put-function-event-invoke-config";
        let refused = read(&format!("lasso lambda {put} --function-name orders"));
        let said = format!("stands for the two words `aws lambda`: lasso {put}");
        assert!(refused.to_string().contains(&said), "{refused}");
        for line in [
            "lasso orders:live 12",
            "lasso orders a/b",
            "lasso orders export",
        ] {
            let refused = read(line).to_string();
            assert!(!refused.contains("joined by a colon"), "{refused}");
        }
    }

    #[test]
    fn the_rate_has_bounds() {
        assert_eq!(parsed("lasso").unwrap().screens.rate, 8);
        assert_eq!(parsed("lasso --rate 15").unwrap().screens.rate, 15);
        assert!(parsed("lasso --rate 0").is_err());
        assert!(parsed("lasso --rate 16").is_err());
    }

    #[test]
    fn the_demonstration_leaves_nothing_to_choose_about_the_connection() {
        assert!(parsed("lasso --demo --read-only orders").is_ok());
        for option in [
            "--profile p",
            "--region r",
            "--endpoint-url u",
            "--ca-bundle f",
            "--no-verify-ssl",
            "--no-sign-request",
        ] {
            assert!(parsed(&format!("lasso --demo {option}")).is_err());
        }
    }
}
