//! Whole configurations that somebody wrote elsewhere: a JSON body, a command of the AWS CLI, a block of Terraform.
//!
//! Knows how such a text is recognised and what it comes to: settings, and whose they were. What can't be read is refused whole. Does
//! not know what may be sent: the form judges the settings as if they had been typed.

mod aws_command;
mod hcl;
mod json;
mod shell;
mod shorthand;
mod terraform;

use super::export::aws_cli::RunsAs;
use super::function::{AddressProblem, FunctionAddress, Target};
use super::place::{Partition, Region, Scope};
use super::qualifier::Qualifier;
use super::settings::StoredSettings;

/// The most bytes of a text that are read. A terminal's paste is cut at some length, and what is left may read as something else.
const MOST_BYTES: usize = 60 * 1024;

/// What kind of text it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TextKind {
    /// The body or the input of `PutFunctionEventInvokeConfig`, or the answer to a Get.
    Json,
    /// The command of a program that sends `PutFunctionEventInvokeConfig`.
    Command(Program),
    /// A block of `aws_lambda_function_event_invoke_config`.
    Terraform,
}

/// A program that has such a command.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Program {
    /// `aws lambda put-function-event-invoke-config`.
    Aws,
    /// `lasso put-function-event-invoke-config`.
    Lasso,
}

/// A configuration as a text names it. What the text does not name is not set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Imported {
    /// What kind of text it was.
    pub kind: TextKind,
    /// The settings, whether Lambda takes them or not.
    pub settings: StoredSettings,
    /// Whose the text says they are.
    pub named: Named,
}

/// Whose configuration a text says it is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Named {
    function: Option<FunctionAddress>,
    qualifier: Option<Qualifier>,
    region: Option<Region>,
    expression: Option<String>,
    session: Vec<OwnSession>,
}

/// What a command says of whose credentials it uses, or of where it is sent, as it was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnSession {
    kind: SessionKind,
    /// The value: of a profile or an endpoint.
    value: String,
    /// As it stands in the command, such as `--profile prod`; of keys only their name.
    written: String,
}

/// What a command chooses for itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum SessionKind {
    Profile,
    Keys,
    Endpoint,
}

/// How what a text names compares with a target.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Naming {
    /// The same, or nothing that could differ.
    Same,
    /// Another function, qualifier or place.
    Other(Target),
    /// An expression, whose value only the tool knows that it is written for.
    Expression(String),
}

/// Why a text fills nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// What kind of text it is.
    pub kind: TextKind,
    /// What is in the way.
    pub problem: ImportProblem,
}

/// What can't be read in a text, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ImportProblem {
    /// It is longer than what is read, so it may have been cut.
    TooLong {
        /// How many bytes are read at most.
        most: usize,
    },
    /// It is no JSON, from this place on.
    NoJson {
        /// Counted from 1.
        line: usize,
        /// Counted from 1.
        column: usize,
    },
    /// It has a member, option or argument of a name that this configuration has none of.
    Unknown(String),
    /// The beginning of an option that several have.
    Ambiguous(String),
    /// A value is not of the kind that its name asks for.
    WrongKind {
        /// Of what.
        name: String,
        /// What is asked for.
        wanted: &'static str,
    },
    /// A name has no value.
    NoValue(String),
    /// A name is there twice.
    Twice(String),
    /// A value is in a file, which is not read from here.
    InFile(String),
    /// A value is what only the shell knows.
    Variable(String),
    /// A value is what another command prints.
    Substitution,
    /// A quote, bracket or brace is opened and not closed.
    NotClosed(char),
    /// What a shell takes for more than words.
    Operator(char),
    /// More than one command.
    SeveralCommands,
    /// A command that does something else.
    OtherCommand(String),
    /// A program before the command, of which only that program knows what it makes of it.
    Wrapped(String),
    /// A line that goes on in the way of another shell.
    ForeignShell(char),
    /// A word that belongs to no option.
    Stray(String),
    /// A value is what only Terraform knows.
    Expression {
        /// Of what.
        name: String,
        /// As it is written.
        text: String,
        /// Counted from 1.
        line: usize,
    },
    /// It does not read as HCL, from this line on.
    NoHcl {
        /// Counted from 1.
        line: usize,
    },
    /// So many blocks of the resource instead of one.
    Blocks(usize),
    /// What it names is no function.
    Address(AddressProblem),
    /// What it names is no region.
    Region(String),
}

/// Reads a text that holds a whole configuration; `None` where it is no such text.
///
/// # Errors
/// Says why such a text can't be read; then nothing of it is.
#[must_use]
pub fn read(text: &str) -> Option<Result<Imported, Refusal>> {
    // Terminals hand over the line ends of a paste as carriage returns.
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    // Editors of Windows begin a file with it.
    let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
    let kind = kind(text)?;
    let parsed = if text.len() > MOST_BYTES {
        Err(ImportProblem::TooLong { most: MOST_BYTES })
    } else {
        match kind {
            TextKind::Json => json::read(text),
            TextKind::Command(program) => aws_command::read(program, text),
            TextKind::Terraform => terraform::read(text),
        }
    };
    Some(match parsed {
        Ok((settings, named)) => Ok(Imported {
            kind,
            settings,
            named,
        }),
        Err(problem) => Err(Refusal { kind, problem }),
    })
}

fn kind(text: &str) -> Option<TextKind> {
    if text.trim_start().starts_with('{') {
        return Some(TextKind::Json);
    }
    if let Some(program) = aws_command::program(text) {
        return Some(TextKind::Command(program));
    }
    terraform::is_block(text).then_some(TextKind::Terraform)
}

impl Named {
    fn address(text: &str) -> Result<FunctionAddress, ImportProblem> {
        FunctionAddress::parse(text).map_err(ImportProblem::Address)
    }

    fn qualifier(text: &str) -> Result<Qualifier, ImportProblem> {
        Qualifier::parse(text).map_err(|problem| ImportProblem::Address(problem.into()))
    }

    fn region(text: &str) -> Result<Region, ImportProblem> {
        Region::parse(text).ok_or_else(|| ImportProblem::Region(text.to_owned()))
    }

    /// Joins the qualifier within the name with the one beside it.
    ///
    /// Refuses two that differ, as Lambda does.
    fn agreed(mut self) -> Result<Self, ImportProblem> {
        if let Some(address) = self.function.take() {
            let joined = address.with_qualifier(self.qualifier.take());
            self.function = Some(joined.map_err(ImportProblem::Address)?);
        }
        Ok(self)
    }

    /// What the command says of a session that is not this one, as it was written.
    pub fn other_session<'a>(&'a self, runs_as: &'a RunsAs) -> impl Iterator<Item = &'a str> {
        let differs = |own: &&OwnSession| match own.kind {
            SessionKind::Profile => runs_as.profile.as_deref() != Some(&own.value),
            SessionKind::Endpoint => runs_as.endpoint_url.as_deref() != Some(&own.value),
            SessionKind::Keys => true,
        };
        let others = self.session.iter().filter(differs);
        others.map(|own| own.written.as_str())
    }

    /// Takes note of what the command says; the last of a kind counts.
    fn run_with(&mut self, own: OwnSession) {
        self.session.retain(|other| other.kind != own.kind);
        self.session.push(own);
    }

    /// Whether the account is that of credentials which this session may not have.
    fn has_own_credentials(&self) -> bool {
        let own = self.session.iter();
        own.map(|own| own.kind)
            .any(|kind| matches!(kind, SessionKind::Profile | SessionKind::Keys))
    }

    /// Compares with a target. What the text leaves open is the target's own; a function without a qualifier is `$LATEST`.
    #[must_use]
    pub fn compare(&self, target: &Target) -> Naming {
        if let Some(expression) = &self.expression {
            return Naming::Expression(expression.clone());
        }
        let region = self
            .region
            .as_ref()
            .unwrap_or(&target.function.region)
            .clone();
        let scope = Scope {
            partition: Partition::of_region(&region),
            account: target.function.account.clone(),
            region,
        };
        let mut named = if let Some(address) = &self.function {
            address.clone().within(&scope)
        } else {
            let qualifier = self.qualifier.as_ref().unwrap_or(&target.qualifier);
            let mut named = target.function.at(qualifier);
            named.function.partition = scope.partition;
            named.function.region = scope.region;
            named
        };
        if named == *target {
            return Naming::Same;
        }
        let names_account = |address: &FunctionAddress| address.account.is_some();
        if self.has_own_credentials() && !self.function.as_ref().is_some_and(names_account) {
            named.function.account = None;
        }
        Naming::Other(named)
    }
}

#[cfg(test)]
mod tests;
