//! A request on its way: sent as it was typed, printed as it was answered.
//!
//! Knows what comes first: where to send, what can be sent, what was asked beyond the AWS CLI, then the answer. Does not know how a
//! command line is read.

use std::io::{self, IsTerminal};

use serde_json::Value;

use super::beyond::untouched::{Moment, says_none, unread};
use super::beyond::{self, dry_run, explain};
use super::globals::Globals;
use super::operations::{self, Member, Operation, Place};
use super::output::paging::{Listing, PagingOptions, PagingProblem};
use super::output::{Format, Printer, Surface};
use super::problem::{self, Problem};
use super::session::{self, Session};
use super::values::Typed;
use super::{answer, skeleton, validation};
use crate::aws::{TypedAnswer, TypedOutcome, TypedRequest};
use crate::commands::connect::warn_of_unverified;
use crate::commands::exit_code::Ending;
use crate::commands::output::own_line;
use crate::runtime::terminal::Device;

/// What a command line asks for.
#[derive(Debug)]
pub(super) struct Asked {
    pub(super) operation: &'static Operation,
    pub(super) typed: Typed,
    /// How a listing is paged; `None` where it is one request.
    pub(super) paging: Option<PagingOptions>,
    /// What is printed without a request, if that is asked for.
    pub(super) sample: Option<Sample>,
}

/// A sample that is printed in place of an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sample {
    /// Of a request with every member.
    Input,
    /// Of an answer with every member.
    Output,
}

/// What `--generate-cli-skeleton` calls them, in its order.
pub(super) const SAMPLES: [(&str, Sample); 2] =
    [("input", Sample::Input), ("output", Sample::Output)];

/// Does what was asked, or says what kept it.
///
/// # Errors
/// What is told on standard error.
pub(super) async fn run(asked: Asked, globals: Globals) -> Result<Ending, Problem> {
    let operation = asked.operation;
    let surface = Surface {
        color: globals.color,
        terminal: width(),
    };
    if asked.sample == Some(Sample::Input) {
        session::check_profile(&globals.connection, globals.explain).await?;
        let printer = Printer {
            format: Format::Json,
            query: None,
            operation: operation.api_name,
            surface,
        };
        let sample = Value::Object(skeleton::request(operation.members));
        problem::print(&printer.print(sample).text)?;
        return Ok(Ending::Done);
    }
    let session = session::open(globals.connection, globals.explain).await;
    let session = session.map_err(|problem| explain::no_session(problem, globals.explain))?;
    warn_of_unverified(&session.facts);
    let run = Run {
        printer: Printer {
            format: globals
                .format
                .or(session.format.as_ref().ok().copied())
                .unwrap_or(Format::Json),
            query: globals.query,
            operation: operation.api_name,
            surface,
        },
        names_format: globals.format.is_some(),
        session,
        operation,
        explains: globals.explain,
        if_last_modified: globals.if_last_modified,
    };
    if asked.sample == Some(Sample::Output) {
        return run.sample(&asked.typed);
    }
    run.check_untouched(&asked.typed).await?;
    if globals.dry_run {
        run.validate(&asked.typed)?;
        return dry_run::review(&run.session, operation, &asked.typed, run.explains).await;
    }
    match asked.paging {
        None => run.once(&asked.typed).await,
        Some(options) => run.pages(asked.typed, options).await,
    }
}

/// How many columns standard output has, where it is a terminal.
fn width() -> Option<u16> {
    let is_terminal = io::stdout().is_terminal();
    let size = is_terminal.then(Device::size)?;
    Some(size.ok()?.columns)
}

/// What is said where nothing but the answer to a write got lost.
const STORED: &str =
    "The change was stored all the same: only the answer to it could not be written.";

struct Run {
    session: Session,
    printer: Printer,
    /// Whether the command line says how answers are printed, whatever environment or profile say.
    names_format: bool,
    operation: &'static Operation,
    explains: bool,
    /// The moment since which nobody may have changed the configuration.
    if_last_modified: Option<Moment>,
}

impl Run {
    fn sample(&self, typed: &Typed) -> Result<Ending, Problem> {
        let sample = skeleton::answer(self.operation.answer);
        validation::check_answer(&sample, self.operation.answer).map_err(Problem::Line)?;
        self.validate(typed)?;
        self.print(Value::Object(sample))?;
        Ok(Ending::Done)
    }

    fn validate(&self, typed: &Typed) -> Result<(), Problem> {
        validation::check(typed, self.operation.members).map_err(Problem::Line)
    }

    /// Lets a write through where the configuration is that of the moment, if one was said.
    async fn check_untouched(&self, typed: &Typed) -> Result<(), Problem> {
        let Some(moment) = &self.if_last_modified else {
            return Ok(());
        };
        self.validate(typed)?;
        let operation = &operations::GET;
        let outcome = self.session.client.as_typed(request(operation, typed));
        let answer = self.answered(operation, outcome.await).map_err(unread)?;
        match problem::refusal(operation, &answer) {
            Some(line) if !says_none(&answer) => {
                let scope = &self.session.facts.scope;
                let explain = |_: &str| explain::refusal(operation, typed, &answer, scope);
                Err(unread(Problem::Line(self.explained(line, explain))))
            }
            Some(_) | None => moment.check(&beyond::name(typed), &answer),
        }
    }

    async fn once(&self, typed: &Typed) -> Result<Ending, Problem> {
        let answer = self.ask(typed).await?;
        self.print(answer)?;
        Ok(Ending::Done)
    }

    /// Reads a listing to its end, or as far as it was asked for.
    async fn pages(&self, mut typed: Typed, options: PagingOptions) -> Result<Ending, Problem> {
        let told = |problem: PagingProblem| Problem::Line(problem.to_string());
        let is_text = self.printer.format == Format::Text;
        let mut listing = Listing::start(options, &mut typed.members).map_err(told)?;
        loop {
            let answer = self.ask(&typed).await?;
            let page = listing.take(answer, &mut typed.members).map_err(told)?;
            if is_text {
                self.print(page.answer)?;
            }
            if !page.goes_on.map_err(told)? {
                break;
            }
        }
        if is_text {
            if let Some(ending) = listing.ending() {
                self.print(ending)?;
            }
        } else {
            self.print(listing.whole())?;
        }
        Ok(Ending::Done)
    }

    /// Checks and sends a request; answers what the service says, as far as the table knows it.
    async fn ask(&self, typed: &Typed) -> Result<Value, Problem> {
        let operation = self.operation;
        self.validate(typed)?;
        let answer = self.send(operation, typed).await?;
        if let Some(line) = problem::refusal(operation, &answer) {
            let scope = &self.session.facts.scope;
            return Err(Problem::Line(self.explained(line, |_| {
                explain::refusal(operation, typed, &answer, scope)
            })));
        }
        answer::understood(&answer.body, operation.answer, &self.session.moments)
            .map_err(Problem::Line)
    }

    /// Sends a request. While it is throttled somebody may change the configuration: before it is sent again, that is looked at again.
    async fn send(&self, operation: &Operation, typed: &Typed) -> Result<TypedAnswer, Problem> {
        let may_go = async || self.check_untouched(typed).await;
        let client = &self.session.client;
        let outcome = client.as_typed_while(request(operation, typed), may_go);
        self.answered(operation, outcome.await?)
    }

    /// The whole answer, or what kept the request from it.
    fn answered(
        &self,
        operation: &Operation,
        outcome: TypedOutcome,
    ) -> Result<TypedAnswer, Problem> {
        let (unanswered, may_be_stored) = match outcome {
            TypedOutcome::Answered(answer) => return Ok(answer),
            TypedOutcome::NotSent(unanswered) => (unanswered, false),
            TypedOutcome::Unknown(unanswered) => (unanswered, operation.is_write()),
        };
        let explained = |line: String| {
            let explain = |line: &str| explain::silence(&unanswered, may_be_stored, line);
            self.explained(line, explain)
        };
        Err(match problem::hindrance(&unanswered) {
            Problem::Line(line) => Problem::Line(explained(line)),
            Problem::Bare(line) => Problem::Bare(explained(line)),
            other @ (Problem::Usage(_) | Problem::UnknownOptions(_) | Problem::Own { .. }) => other,
        })
    }

    /// Adds our sentence to AWS's line, where it is asked for and there is one.
    fn explained(&self, line: String, explain: impl FnOnce(&str) -> Option<String>) -> String {
        let sentence = if self.explains { explain(&line) } else { None };
        match sentence {
            Some(sentence) => format!("{line}\n{}", own_line(&sentence)),
            None => line,
        }
    }

    fn print(&self, answer: Value) -> Result<(), Problem> {
        if let (Err(line), false) = (&self.session.format, self.names_format) {
            return Err(Problem::Line(line.clone()));
        }
        let printed = self.printer.print(answer);
        problem::print(&printed.text).map_err(|problem| self.although_stored(problem))?;
        printed
            .problem
            .map_or(Ok(()), |problem| Err(Problem::Line(problem)))
    }

    /// A disk that is full looks like a refusal: the change was stored before its answer was printed.
    fn although_stored(&self, problem: Problem) -> Problem {
        match problem {
            Problem::Line(line) if self.operation.is_write() => {
                Problem::Line(format!("{line}\n{STORED}"))
            }
            Problem::Line(_)
            | Problem::Usage(_)
            | Problem::UnknownOptions(_)
            | Problem::Bare(_)
            | Problem::Own { .. } => problem,
        }
    }
}

/// The request that checked members make.
pub(super) fn request(operation: &Operation, typed: &Typed) -> TypedRequest {
    let text = |name: &str| typed.members.get(name).map(text_of);
    TypedRequest {
        operation: operation.request,
        function_name: text("FunctionName").unwrap_or_default(),
        qualifier: text("Qualifier"),
        body: body(operation.members, typed),
        marker: text("Marker"),
        max_items: text("MaxItems"),
    }
}

fn text_of(value: &Value) -> String {
    value
        .as_str()
        .map_or_else(|| value.to_string(), str::to_owned)
}

/// The members of the body in the order in which they were typed; `None` where the request has no body.
fn body(members: &[Member], typed: &Typed) -> Option<String> {
    let is_of_body = |name: &str| {
        members
            .iter()
            .any(|member| member.name == name && member.place == Place::Body)
    };
    if !members.iter().any(|member| member.place == Place::Body) {
        return None;
    }
    let mut body = typed.members.clone();
    body.retain(|name, _| is_of_body(name));
    Some(Value::Object(body).to_string())
}
