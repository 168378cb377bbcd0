//! Words for whole configurations that were pasted.
//!
//! Knows what to say of a text that filled the form, and of one that could not be read. Does not know the form.

use super::{capitalised, clean, list, without_passwords};
use crate::domain::draft::Draft;
use crate::domain::export::aws_cli::RunsAs;
use crate::domain::field::Field;
use crate::domain::function::Target;
use crate::domain::import::{ImportProblem, Imported, Naming, Program, Refusal, TextKind};

/// Which text it was, for the cause of a reset: "the pasted aws command"; with its target where that is not the form's.
#[must_use]
pub fn imported_from(imported: &Imported, naming: &Naming, form: &Target) -> String {
    let text = text_of(imported.kind);
    let is_near = |target: &Target| {
        let (there, here) = (&target.function, &form.function);
        (&there.region, &there.account) == (&here.region, &here.account)
    };
    match naming {
        Naming::Same | Naming::Expression(_) => text.to_owned(),
        Naming::Other(target) if is_near(target) => format!("{text} for {target}"),
        Naming::Other(target) => format!("{text} for {}", place_of(target)),
    }
}

/// What filled the form, and what it left empty.
#[must_use]
pub fn imported(imported: &Imported) -> String {
    let unnamed = unnamed(imported);
    let text = text_of(imported.kind);
    let rest = match unnamed.len() {
        0 => "It names all four.".to_owned(),
        4 => "It names none of the four: all are empty now.".to_owned(),
        1 => format!("It does not name {}: that is empty now.", list(unnamed)),
        _ => format!("It does not name {}: these are empty now.", list(unnamed)),
    };
    format!("Filled in from {text}. {rest}")
}

/// The labels of the fields that a text left empty.
fn unnamed(imported: &Imported) -> Vec<String> {
    let draft = Draft::from_stored(&imported.settings);
    let fields = Field::ALL.into_iter();
    let fields = fields.filter(|field| draft.text(*field).is_empty());
    fields.map(|field| field.label().to_owned()).collect()
}

/// What to say where a text was for something else than the form, or may have been, or for another session than this; nothing where
/// it was not.
#[must_use]
pub fn imported_for_another(
    imported: &Imported,
    naming: &Naming,
    form: &Target,
    runs_as: &RunsAs,
) -> Option<String> {
    let session: Vec<String> = imported
        .named
        .other_session(runs_as)
        .map(printable)
        .collect();
    let said = (!session.is_empty()).then(|| format!("says {}", list(session)));
    let meant = match naming {
        Naming::Same => None,
        Naming::Other(target) => Some(format!("is for {}", clean(&place_of(target)))),
        Naming::Expression(expression) => Some(format!(
            "names its target by {}, which only Terraform knows",
            clean(expression)
        )),
    };
    let differs: Vec<String> = meant.into_iter().chain(said).collect();
    if differs.is_empty() {
        return None;
    }
    let unnamed = unnamed(imported);
    let empty = if unnamed.is_empty() {
        String::new()
    } else {
        format!(" Not named, so empty now: {}.", list(unnamed))
    };
    Some(format!(
        "{} {}. Only its settings were taken: this form is {}.{empty}",
        capitalised(text_of(imported.kind)),
        differs.join(" and "),
        clean(&place_of(form))
    ))
}

fn printable(written: &str) -> String {
    clean(&without_passwords(written)).into_owned()
}

fn place_of(target: &Target) -> String {
    let function = &target.function;
    match &function.account {
        Some(account) => format!("{target} in {account} {}", function.region),
        None => format!("{target} in {}", function.region),
    }
}

/// Why nothing was filled in, marked with `x`.
#[must_use]
pub fn import_refusal(refusal: &Refusal) -> String {
    let text = text_of(refusal.kind);
    let problem = import_problem(&refusal.problem);
    format!("x Nothing filled in from {text}: {}", clean(&problem))
}

fn import_problem(problem: &ImportProblem) -> String {
    match problem {
        ImportProblem::TooLong { most } => {
            format!("it is longer than {most} bytes, so it may have been cut on its way.")
        }
        ImportProblem::NoJson { line, column } => {
            format!("it is no JSON from line {line}, column {column} on.")
        }
        ImportProblem::Unknown(name) => {
            format!("{name} is no part of this configuration.")
        }
        ImportProblem::Ambiguous(option) => {
            format!("several options begin with {option}.")
        }
        ImportProblem::WrongKind { name, wanted } => format!("{name} must be {wanted}."),
        ImportProblem::NoValue(option) => format!("{option} has no value."),
        ImportProblem::Twice(name) => format!("{name} is there twice."),
        ImportProblem::InFile(option) => {
            format!("{option} is in a file, which is not read from here. Paste what it holds.")
        }
        ImportProblem::Variable(name) if name == "$LATEST" => {
            "without single quotes around it, $LATEST is a variable to a shell. Write '$LATEST'."
                .to_owned()
        }
        ImportProblem::Variable(name) => {
            format!("{name} is a variable, whose value only the shell knows.")
        }
        ImportProblem::Substitution => {
            "it holds the output of another command, which only the shell knows.".to_owned()
        }
        ImportProblem::NotClosed(mark) => format!("a {mark} is opened and never closed."),
        ImportProblem::Operator(mark) => {
            format!("it holds {mark} outside quotes. Paste the one command alone.")
        }
        ImportProblem::SeveralCommands => {
            "it holds more than one command. Paste the one alone.".to_owned()
        }
        ImportProblem::OtherCommand(words) => format!(
            "\"{words}\" does something else. put-function-event-invoke-config fills the form."
        ),
        ImportProblem::Wrapped(program) => wrapped(program),
        ImportProblem::ForeignShell(mark) => foreign_shell(*mark),
        ImportProblem::Stray(word) => format!("\"{word}\" belongs to no option."),
        ImportProblem::Expression { name, text, line } => format!(
            "{name} in line {line} is {}, whose value only Terraform knows. Write its value in quotes.",
            first_line(text)
        ),
        ImportProblem::NoHcl { line } => format!("line {line} can't be read."),
        ImportProblem::Blocks(0) => {
            "it holds no aws_lambda_function_event_invoke_config.".to_owned()
        }
        ImportProblem::Blocks(blocks) => format!(
            "it holds {blocks} blocks of aws_lambda_function_event_invoke_config. Paste the one alone."
        ),
        ImportProblem::Address(problem) => format!("{problem}."),
        ImportProblem::Region(region) => format!("\"{region}\" is no region."),
    }
}

fn wrapped(program: &str) -> String {
    format!(
        "{program} stands before the command, and only {program} knows what it makes of it. Paste it from aws on."
    )
}

fn foreign_shell(mark: char) -> String {
    format!(
        "its lines go on behind {mark}, as in PowerShell or cmd.exe, whose quotes are not read here. Join the lines, and quote as a POSIX \
         shell does."
    )
}

/// A text that goes on over several lines, as its beginning.
fn first_line(text: &str) -> String {
    match text.split_once('\n') {
        Some((line, _)) => format!("{} ..", line.trim_end()),
        None => text.to_owned(),
    }
}

fn text_of(kind: TextKind) -> &'static str {
    match kind {
        TextKind::Json => "the pasted JSON",
        TextKind::Command(Program::Aws) => "the pasted aws command",
        TextKind::Command(Program::Lasso) => "the pasted lasso command",
        TextKind::Terraform => "the pasted Terraform block",
    }
}
