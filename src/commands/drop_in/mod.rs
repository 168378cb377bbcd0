//! The commands that stand in for five of the AWS CLI's: what they print, on which stream and with which status, is what the AWS CLI
//! 1.45.11 prints for the same command line, as observed.
//!
//! Knows the order in which a command line is looked at, since that decides which of two mistakes is told. Does not know single
//! options, messages or formats; see the files of this folder.

mod answer;
mod beyond;
mod close_matches;
mod command_line;
mod described;
mod globals;
mod help;
mod json_text;
mod operations;
mod options;
pub mod output;
mod problem;
mod request;
mod retries;
mod session;
mod shorthand;
mod skeleton;
mod validation;
mod values;

use std::ffi::{OsStr, OsString};

use clap::CommandFactory;
use tokio::runtime::Builder;

use self::command_line::{Parsed, named};
pub(super) use self::described::commands;
use self::globals::Globals;
use self::operations::Operation;
use self::output::paging::PagingOptions;
use self::output::python;
use self::problem::Problem;
use self::request::{Asked, SAMPLES};
use self::values::Typed;
use super::arguments::Arguments;
use super::debug;
use super::exit_code::Ending;
use super::output::{own_line, print};
use crate::domain::aws_options::{
    self, CLI_INPUT_JSON, CommandOption, MARKER, MAX_ITEMS, PAGE_SIZE, SKELETON, STARTING_TOKEN,
};

/// The word that asks for the help of a command, behind it as in the AWS CLI, or before it as for the other commands of this program.
const HELP: &str = "help";

/// A command line that names one of the commands.
#[derive(Debug)]
pub(super) struct Command {
    operation: &'static Operation,
    /// What the first pass found: the global options and what it leaves for the second.
    found: Result<Parsed, Problem>,
}

/// Says whether a word is the name of one of these commands.
pub(super) fn is_command(word: &str) -> bool {
    Operation::named(word).is_some()
}

impl Command {
    /// Looks whether a command line, without the program's name, is one of these commands.
    pub(super) fn recognise(arguments: &[OsString]) -> Option<Self> {
        let texts: Vec<String> = arguments
            .iter()
            .map(|argument| argument.to_string_lossy().into_owned())
            .collect();
        // Behind two dashes stands a function for the screens, whatever its name.
        let dashes = texts.iter().position(|text| text == "--");
        let before = texts.get(..dashes.unwrap_or(texts.len()))?;
        let named = before
            .iter()
            .find_map(|argument| Operation::named(argument))?;
        let no_text = arguments.iter().find(|text| text.to_str().is_none());
        if let Some(problem) = no_text
            .map(|text| not_text(text))
            .or_else(|| for_screens(named, before))
        {
            return Some(Self {
                operation: named,
                found: Err(problem),
            });
        }
        let found = command_line::parse(&options::global(), &texts).map(with_help_behind);
        let positional = match &found {
            Ok(parsed) => Operation::named(parsed.positional.as_deref()?),
            Err(_) => Some(named),
        };
        match positional {
            Some(operation) => Some(Self {
                operation,
                found: found.map_err(Problem::Usage),
            }),
            None => Some(Self {
                operation: named,
                found: Err(Problem::Usage(too_early(named, before)?)),
            }),
        }
    }

    /// Runs the command.
    pub(super) fn run(self) -> Ending {
        match self.follow() {
            Ok(ending) => ending,
            Err(problem) => problem.tell(),
        }
    }

    fn follow(self) -> Result<Ending, Problem> {
        let operation = self.operation;
        let global = self.found?;
        if global.has(&aws_options::VERSION) {
            return Ok(print(
                concat!("lasso ", env!("CARGO_PKG_VERSION"), "\n").as_bytes(),
            ));
        }
        if global.has(&aws_options::HELP) || global.rest == [HELP] {
            return Ok(print((help::of(operation) + "\n").as_bytes()));
        }
        let mut globals = Globals::of(&global)?;
        if globals.debug {
            debug::show_on_standard_error();
        }
        let parsed = second_pass(operation, &global.rest)?;
        refuse_of_writes(operation, &global)?;
        let paging = paging(operation, &parsed, &mut globals)?;
        let typed = values::members(operation, &parsed, paging.is_some())?;
        let typed = with_whole_request(typed, &parsed)?;
        let runtime = Builder::new_current_thread()
            .enable_all()
            .build()
            .map_err(|problem| Problem::Line(format!("cannot wait for answers: {problem}")))?;
        let asked = Asked {
            operation,
            typed,
            paging,
            sample: parsed
                .value(&SKELETON)
                .and_then(|name| named(&SAMPLES, name)),
        };
        let asked = runtime.block_on(request::run(asked, globals));
        // As for every command: what is still being looked up must not hold up the end.
        runtime.shutdown_background();
        asked
    }
}

/// The same with the command first, where the line asks for its help in the other order.
fn with_help_behind(mut parsed: Parsed) -> Parsed {
    let asks = parsed.positional.as_deref() == Some(HELP);
    let mut named = parsed.rest.first_mut().filter(|_| asks);
    if let Some(command) = named.take_if(|command| Operation::named(command).is_some()) {
        parsed.positional = Some(std::mem::replace(command, HELP.to_owned()));
    }
    parsed
}

/// What is said of an argument that is no text: what would be sent in its place, nobody typed.
fn not_text(argument: &OsStr) -> Problem {
    let line = format!(
        "An argument is not UTF-8, and nothing was sent: {}",
        argument.to_string_lossy()
    );
    Problem::Line(own_line(&line).into_owned())
}

/// What is said of an option before the command that is one of the screens alone.
fn for_screens(operation: &Operation, arguments: &[String]) -> Option<Problem> {
    let screens = Arguments::command();
    let is_of_screens = |name: &str| {
        let has = |long: Option<&str>| long == Some(name);
        screens.get_arguments().any(|option| has(option.get_long()))
    };
    let ours = options::global();
    let is_ours = |name: &str| ours.iter().any(|option| option.name == name);
    let before = arguments
        .iter()
        .take_while(|argument| *argument != operation.name);
    let names = before.map(|argument| argument.split('=').next().unwrap_or(argument));
    let found = names
        .filter(|name| !is_ours(name))
        .find(|name| name.strip_prefix("--").is_some_and(is_of_screens))?;
    Some(Problem::Usage(format!(
        "argument {found}: an option of the screens, which {} does not have",
        operation.name
    )))
}

/// What is said of an option of the command before it, whose value then passes for the command; `None` where there is no such option.
fn too_early(operation: &Operation, arguments: &[String]) -> Option<String> {
    let own = options::of(operation);
    let mut before = arguments
        .iter()
        .take_while(|argument| *argument != operation.name);
    let option = before.find(|argument| own.iter().any(|option| option.name == *argument))?;
    Some(format!(
        "argument {option}: options of {name} stand behind it: lasso {name} {option} ..",
        name = operation.name
    ))
}

/// Reads the command's own options.
fn second_pass(operation: &Operation, rest: &[String]) -> Result<Parsed, Problem> {
    let options = options::of(operation);
    let mut parsed = command_line::parse(&options, rest).map_err(Problem::Usage)?;
    let missing: Vec<&str> = options
        .iter()
        .filter(|option| option.is_required && !parsed.has_spec(option))
        .map(|option| option.name)
        .collect();
    if !missing.is_empty() && !is_told_elsewhere(rest) {
        return Err(Problem::Usage(format!(
            "the following arguments are required: {}",
            missing.join(", ")
        )));
    }
    // What stands alone comes last, as the AWS CLI tells it.
    let mut unknown = std::mem::take(&mut parsed.rest);
    unknown.extend(parsed.positional.take().filter(|text| !text.is_empty()));
    if unknown.is_empty() {
        Ok(parsed)
    } else {
        Err(Problem::UnknownOptions(unknown))
    }
}

/// Refuses what only commands that change something can be asked for.
fn refuse_of_writes(operation: &Operation, global: &Parsed) -> Result<(), Problem> {
    let refused = options::global()
        .into_iter()
        .filter(|option| option.only_of_writes && !operation.is_write())
        .find(|option| global.has_spec(option));
    refused.map_or(Ok(()), |option| {
        Err(Problem::Usage(format!(
            "argument {}: {} changes nothing",
            option.name, operation.name
        )))
    })
}

/// Whether an option that is written out, with its value behind a blank, makes the others optional.
fn is_told_elsewhere(rest: &[String]) -> bool {
    let position = |name: &str| rest.iter().position(|argument| argument == name);
    let is_sample_request = position(SKELETON.name)
        .is_some_and(|at| rest.get(at + 1).map(String::as_str) != Some("output"));
    position(CLI_INPUT_JSON.name).is_some() || is_sample_request
}

/// How a listing is paged; `None` where it is one request.
fn paging(
    operation: &Operation,
    parsed: &Parsed,
    globals: &mut Globals,
) -> Result<Option<PagingOptions>, Problem> {
    if !operation.is_listing() {
        return Ok(None);
    }
    let number = |option: &CommandOption| parsed.value(option).and_then(python::integer);
    let options = PagingOptions {
        max_items: number(&MAX_ITEMS),
        page_size: number(&PAGE_SIZE),
        starting_token: parsed.value(&STARTING_TOKEN).map(str::to_owned),
    };
    if globals.paginates && !parsed.has(&MARKER) {
        if let Some(warning) = options.warning() {
            problem::remark(warning);
        }
        return Ok(Some(options));
    }
    options
        .refuse_unpaged()
        .map_err(|problem| Problem::Line(problem.to_string()))?;
    Ok(None)
}

fn with_whole_request(mut typed: Typed, parsed: &Parsed) -> Result<Typed, Problem> {
    if let Some(given) = parsed.value(&CLI_INPUT_JSON) {
        values::add_whole(&mut typed, given)?;
    }
    Ok(typed)
}
