//! `aws lambda put-function-event-invoke-config`, and the same of `lasso`.
//!
//! Knows that options may be shortened to an unambiguous beginning (AWS CLI 1.45.11, observed), and what a command says of its session.
//! Does not know this one's: the form works where it works. Which options there are is in the table of options.

use super::json::wrong_kind;
use super::{ImportProblem, Named, OwnSession, Program, SessionKind, json, shell, shorthand};
use crate::domain::aws_options::{self, CommandOption, Owner, Says, Value};
use crate::domain::place::Region;
use crate::domain::settings::{Setting, StoredSettings};

/// The command that fills the form.
const OPERATION: &str = "put-function-event-invoke-config";

/// Programs that change nothing about the command behind them.
const TRANSPARENT: [&str; 4] = ["command", "env", "nohup", "time"];

/// Whose command a text is, if it is one: behind comments, a prompt, and variables and programs that it is run with.
pub(super) fn program(text: &str) -> Option<Program> {
    let line = command_of(text).lines().next()?;
    let words: Vec<String> = line.split_whitespace().map(str::to_owned).collect();
    let (_, words) = unwrapped(&words);
    if let [program, _, ..] = words {
        match program.rsplit('/').next() {
            Some("aws") => return Some(Program::Aws),
            Some("lasso") => return Some(Program::Lasso),
            Some(_) | None => {}
        }
    }
    // Behind another program: it is refused with that program's name.
    let called = words
        .windows(2)
        .any(|pair| pair == ["aws", "lambda"] || pair == ["lasso", OPERATION]);
    called.then_some(Program::Aws)
}

/// What a command is run with, and the command itself from its program on.
fn unwrapped(words: &[String]) -> (Vec<OwnSession>, &[String]) {
    let mut own = Vec::new();
    let mut rest = words;
    loop {
        rest = match rest {
            [word, behind @ ..] if is_assignment(word) => {
                own.extend(of_variable(word));
                behind
            }
            [word, behind @ ..] if TRANSPARENT.contains(&word.as_str()) => behind,
            [vault, exec, profile, dashes, behind @ ..]
                if vault == "aws-vault" && exec == "exec" && dashes == "--" =>
            {
                own.push(OwnSession {
                    kind: SessionKind::Profile,
                    value: profile.clone(),
                    written: format!("{vault} {exec} {profile}"),
                });
                behind
            }
            _ => return (own, rest),
        };
    }
}

/// What a variable in front of a command says of its session.
fn of_variable(assignment: &str) -> Option<OwnSession> {
    let (name, value) = assignment.split_once('=')?;
    let kind = match name {
        "AWS_PROFILE" | "AWS_DEFAULT_PROFILE" => SessionKind::Profile,
        "AWS_ENDPOINT_URL" | "AWS_ENDPOINT_URL_LAMBDA" => SessionKind::Endpoint,
        "AWS_ACCESS_KEY_ID" => SessionKind::Keys,
        _ => return None,
    };
    Some(OwnSession {
        kind,
        value: value.to_owned(),
        written: match kind {
            SessionKind::Keys => name.to_owned(),
            SessionKind::Profile | SessionKind::Endpoint => assignment.to_owned(),
        },
    })
}

/// The region that a variable in front of a command names; the first of these names wins, as in the SDKs.
fn region_of_variables(words: &[String]) -> Result<Option<Region>, ImportProblem> {
    let variables = words.iter().take_while(|word| !word.starts_with("--"));
    let variables: Vec<_> = variables.filter_map(|word| word.split_once('=')).collect();
    let named = ["AWS_REGION", "AWS_DEFAULT_REGION"]
        .into_iter()
        .find_map(|name| variables.iter().find(|(variable, _)| *variable == name));
    named.map(|(_, region)| Named::region(region)).transpose()
}

/// A text from its command on: without the comments before it, and without the prompt.
fn command_of(text: &str) -> &str {
    let mut rest = text.trim_start();
    while rest.starts_with('#') {
        rest = rest.split_once('\n').map_or("", |(_, rest)| rest);
        rest = rest.trim_start();
    }
    rest.strip_prefix("$ ").unwrap_or(rest)
}

/// Reads a command of that program.
pub(super) fn read(of: Program, text: &str) -> Result<(StoredSettings, Named), ImportProblem> {
    let words = shell::split(command_of(text))?;
    let mut command = Command::default();
    command.named.region = region_of_variables(&words)?;
    let (own, called) = unwrapped(&words);
    for own in own {
        command.named.run_with(own);
    }
    let Some((program, rest)) = called.split_first() else {
        return Err(ImportProblem::OtherCommand(String::new()));
    };
    if !matches!(program.rsplit('/').next(), Some("aws" | "lasso")) {
        return Err(ImportProblem::Wrapped(program.clone()));
    }
    let mut positions = Vec::new();
    let mut rest = rest.iter().cloned();
    while let Some(word) = rest.next() {
        if !word.starts_with("--") {
            positions.push(word);
            continue;
        }
        let (name, joined) = match word.split_once('=') {
            Some((name, value)) => (name, Some(value.to_owned())),
            None => (word.as_str(), None),
        };
        let option = option(of, name)?;
        let value = match (option.value, joined) {
            (Value::None, None) => continue,
            (Value::None, Some(_)) => return Err(ImportProblem::Stray(word)),
            (_, Some(value)) => value,
            (_, None) => rest
                .next()
                .filter(|value| is_value(value))
                .ok_or_else(|| ImportProblem::NoValue(option.name.to_owned()))?,
        };
        command.take(option, &value)?;
    }
    check_operation(of, &positions)?;
    command.finish()
}

/// What stands between program and options must be the one operation.
fn check_operation(of: Program, positions: &[String]) -> Result<(), ImportProblem> {
    let words: Vec<&str> = positions.iter().map(String::as_str).collect();
    let service: &[&str] = match of {
        Program::Aws => &["lambda"],
        Program::Lasso => &[],
    };
    match words.strip_prefix(service) {
        Some([OPERATION]) => Ok(()),
        Some([OPERATION, stray, ..]) => Err(ImportProblem::Stray((*stray).to_owned())),
        Some(_) | None => Err(ImportProblem::OtherCommand(words.join(" "))),
    }
}

/// Says whether a word can be the value of the option before it: with a hyphen in front only a number, or what holds a blank.
fn is_value(word: &str) -> bool {
    word.strip_prefix('-').is_none_or(|rest| {
        rest.is_empty() || word.contains(' ') || rest.bytes().all(|byte| byte.is_ascii_digit())
    })
}

/// What the options said so far; those of the input count only where no option says the same.
#[derive(Default)]
struct Command {
    settings: StoredSettings,
    named: Named,
    input: Option<(StoredSettings, Named)>,
    has_destinations: bool,
}

impl Command {
    fn take(&mut self, option: CommandOption, value: &str) -> Result<(), ImportProblem> {
        let name = option.name;
        let number = || {
            let number = value.trim().parse().map(Setting::Explicit);
            number.map_err(|_| wrong_kind(name, "a whole number"))
        };
        match option.says {
            Says::FunctionName => self.named.function = Some(Named::address(value)?),
            Says::Qualifier => self.named.qualifier = Some(Named::qualifier(value)?),
            Says::Region => self.named.region = Some(Named::region(value)?),
            Says::Profile => self.run_with(SessionKind::Profile, name, value),
            Says::Endpoint => self.run_with(SessionKind::Endpoint, name, value),
            Says::Retries => self.settings.maximum_retry_attempts = number()?,
            Says::Age => self.settings.maximum_event_age_in_seconds = number()?,
            Says::Destinations => {
                refuse_file(name, value)?;
                self.has_destinations = true;
                self.settings.on_success = Setting::ServiceDefault;
                self.settings.on_failure = Setting::ServiceDefault;
                if value.trim_start().starts_with('{') {
                    json::destination_config(value, &mut self.settings)?;
                } else {
                    shorthand::destination_config(value, &mut self.settings)?;
                }
            }
            Says::Request => {
                refuse_file(name, value)?;
                self.input = Some(json::cli_input(value)?);
            }
            Says::HowItIsRun | Says::Nothing => {}
        }
        Ok(())
    }

    fn run_with(&mut self, kind: SessionKind, name: &str, value: &str) {
        self.named.run_with(OwnSession {
            kind,
            value: value.to_owned(),
            written: format!("{name} {value}"),
        });
    }

    /// Joins options and input: an option wins over the member of the same name.
    fn finish(self) -> Result<(StoredSettings, Named), ImportProblem> {
        let (input, named) = self.input.unwrap_or_default();
        let own = self.settings;
        let settings = StoredSettings {
            maximum_retry_attempts: or(own.maximum_retry_attempts, input.maximum_retry_attempts),
            maximum_event_age_in_seconds: or(
                own.maximum_event_age_in_seconds,
                input.maximum_event_age_in_seconds,
            ),
            ..if self.has_destinations { own } else { input }
        };
        let named = Named {
            function: self.named.function.or(named.function),
            qualifier: self.named.qualifier.or(named.qualifier),
            ..self.named
        };
        Ok((settings, named.agreed()?))
    }
}

fn or(own: Setting<i64>, other: Setting<i64>) -> Setting<i64> {
    if own.is_explicit() { own } else { other }
}

/// The program's option of that name, or the only one that begins so.
fn option(of: Program, name: &str) -> Result<CommandOption, ImportProblem> {
    let other = match of {
        Program::Aws => Owner::Lasso,
        Program::Lasso => Owner::AwsCli,
    };
    let all = aws_options::OF_PUT.into_iter().chain(aws_options::GLOBAL);
    let mut options = all.filter(|option| option.owner != other && option.says != Says::Nothing);
    if let Some(exact) = options.clone().find(|option| option.name == name) {
        return Ok(exact);
    }
    let begins =
        |option: &CommandOption| option.owner != Owner::Lasso && option.name.starts_with(name);
    match (options.find(begins), options.find(begins)) {
        (Some(only), None) => Ok(only),
        (Some(_), Some(_)) => Err(ImportProblem::Ambiguous(name.to_owned())),
        (None, _) => Err(ImportProblem::Unknown(name.to_owned())),
    }
}

fn refuse_file(name: &str, value: &str) -> Result<(), ImportProblem> {
    let is_file = value.starts_with("file://") || value.starts_with("fileb://");
    if is_file {
        return Err(ImportProblem::InFile(format!("{name} {value}")));
    }
    Ok(())
}

/// `AWS_PROFILE=prod` in front of a command.
fn is_assignment(word: &str) -> bool {
    word.split_once('=').is_some_and(|(name, _)| {
        !name.is_empty()
            && name
                .chars()
                .all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_')
    })
}
