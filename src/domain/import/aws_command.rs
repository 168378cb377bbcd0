//! `aws lambda put-function-event-invoke-config`, and the same of `lasso`.
//!
//! Knows the command's options and the global ones, which may be shortened to an unambiguous beginning (AWS CLI 1.45.11, observed). Does
//! not know profiles: the form works where it works.

use super::json::wrong_kind;
use super::{ImportProblem, Named, json, shell, shorthand};
use crate::domain::settings::{Setting, StoredSettings};

/// The command that fills the form.
const OPERATION: &str = "put-function-event-invoke-config";

/// What an option says.
#[derive(Clone, Copy)]
enum Meaning {
    FunctionName,
    Qualifier,
    Retries,
    Age,
    Destinations,
    Input,
    Region,
    /// How the command is run; it has a value.
    Runs,
    /// How the command is run; it has none.
    Flag,
}

/// The options of the command, of every command, and of Lasso's own.
const OPTIONS: [(&str, Meaning); 29] = [
    ("--function-name", Meaning::FunctionName),
    ("--qualifier", Meaning::Qualifier),
    ("--maximum-retry-attempts", Meaning::Retries),
    ("--maximum-event-age-in-seconds", Meaning::Age),
    ("--destination-config", Meaning::Destinations),
    ("--cli-input-json", Meaning::Input),
    ("--region", Meaning::Region),
    ("--profile", Meaning::Runs),
    ("--endpoint-url", Meaning::Runs),
    ("--output", Meaning::Runs),
    ("--query", Meaning::Runs),
    ("--color", Meaning::Runs),
    ("--ca-bundle", Meaning::Runs),
    ("--cli-read-timeout", Meaning::Runs),
    ("--cli-connect-timeout", Meaning::Runs),
    ("--cli-binary-format", Meaning::Runs),
    ("--if-last-modified", Meaning::Runs),
    ("--debug", Meaning::Flag),
    ("--no-verify-ssl", Meaning::Flag),
    ("--no-paginate", Meaning::Flag),
    ("--no-sign-request", Meaning::Flag),
    ("--no-cli-pager", Meaning::Flag),
    ("--cli-auto-prompt", Meaning::Flag),
    ("--no-cli-auto-prompt", Meaning::Flag),
    ("--v2-debug", Meaning::Flag),
    ("--dry-run", Meaning::Flag),
    ("--explain", Meaning::Flag),
    ("--ascii", Meaning::Flag),
    ("--read-only", Meaning::Flag),
];

/// The program that a text calls, if it is a command: behind comments, a prompt and variables that are set for it.
pub(super) fn program(text: &str) -> Option<&str> {
    let line = text
        .lines()
        .map(str::trim)
        .find(|line| !line.is_empty() && !line.starts_with('#'))?;
    let mut words = line
        .strip_prefix("$ ")
        .unwrap_or(line)
        .split_whitespace()
        .skip_while(|word| is_assignment(word));
    let program = words.next()?.rsplit('/').next()?;
    words.next().map(|_| program)
}

/// Reads a command.
pub(super) fn read(text: &str) -> Result<(StoredSettings, Named), ImportProblem> {
    let text = text.trim_start();
    let words = shell::split(text.strip_prefix("$ ").unwrap_or(text))?;
    let mut command = Command::default();
    let mut positions = Vec::new();
    // The first word is the program.
    let mut rest = words
        .into_iter()
        .skip_while(|word| is_assignment(word))
        .skip(1);
    while let Some(word) = rest.next() {
        if !word.starts_with("--") {
            positions.push(word);
            continue;
        }
        let (name, joined) = match word.split_once('=') {
            Some((name, value)) => (name, Some(value.to_owned())),
            None => (word.as_str(), None),
        };
        let (name, meaning) = option(name)?;
        let value = match (meaning, joined) {
            (Meaning::Flag, None) => continue,
            (Meaning::Flag, Some(_)) => return Err(ImportProblem::Stray(word)),
            (_, Some(value)) => value,
            (_, None) => rest
                .next()
                .filter(|value| !value.starts_with("--"))
                .ok_or_else(|| ImportProblem::NoValue(name.to_owned()))?,
        };
        command.take(name, meaning, &value)?;
    }
    check_operation(&positions)?;
    command.finish()
}

/// What stands between program and options must be the one operation.
fn check_operation(positions: &[String]) -> Result<(), ImportProblem> {
    let words: Vec<&str> = positions.iter().map(String::as_str).collect();
    match words.strip_prefix(&["lambda"]).unwrap_or(&words) {
        [OPERATION] => Ok(()),
        [OPERATION, stray, ..] => Err(ImportProblem::Stray((*stray).to_owned())),
        _ => Err(ImportProblem::OtherCommand(words.join(" "))),
    }
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
    fn take(&mut self, name: &str, meaning: Meaning, value: &str) -> Result<(), ImportProblem> {
        let number = || {
            let number = value.trim().parse().map(Setting::Explicit);
            number.map_err(|_| wrong_kind(name, "a whole number"))
        };
        match meaning {
            Meaning::FunctionName => self.named.function = Some(Named::address(value)?),
            Meaning::Qualifier => self.named.qualifier = Some(Named::qualifier(value)?),
            Meaning::Region => self.named.region = Some(Named::region(value)?),
            Meaning::Retries => self.settings.maximum_retry_attempts = number()?,
            Meaning::Age => self.settings.maximum_event_age_in_seconds = number()?,
            Meaning::Destinations => {
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
            Meaning::Input => {
                refuse_file(name, value)?;
                self.input = Some(json::read(value)?);
            }
            Meaning::Runs | Meaning::Flag => {}
        }
        Ok(())
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

/// The option of that name, or the only one that begins so.
fn option(name: &str) -> Result<(&'static str, Meaning), ImportProblem> {
    if let Some(exact) = OPTIONS.iter().find(|(option, _)| *option == name) {
        return Ok(*exact);
    }
    let mut beginning = OPTIONS
        .iter()
        .filter(|(option, _)| option.starts_with(name));
    match (beginning.next(), beginning.next()) {
        (Some(only), None) => Ok(*only),
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
