//! A request on its way: sent as it was typed, printed as it was answered.
//!
//! Knows what comes first: where to send, what can be sent, then the answer. Does not know how a command line is read.

use std::io::{self, IsTerminal, Write};

use serde_json::{Map, Value};

use super::globals::Globals;
use super::operations::{Member, Operation, Place, Shape};
use super::output::paging::{Listing, PagingOptions, PagingProblem};
use super::output::{Color, Format, Printer, Surface};
use super::problem::{self, Problem};
use super::session::{self, Session};
use super::values::Typed;
use super::{modelled, skeleton, validation};
use crate::aws::{TypedOutcome, TypedRequest};
use crate::commands::exit_code::Ending;
use crate::runtime::terminal::Device;

/// What a command line asks for.
#[derive(Debug)]
pub(super) struct Asked {
    pub(super) operation: &'static Operation,
    pub(super) typed: Typed,
    /// How a listing is paged; `None` where it is one request.
    pub(super) paging: Option<PagingOptions>,
    /// Whether only a sample of the answer is asked for.
    pub(super) is_sample: bool,
}

/// Prints a request with every member.
pub(super) fn print_sample(operation: &Operation) -> Ending {
    let printer = Printer {
        format: Format::Json,
        query: None,
        operation: operation.api_name,
        surface: Surface {
            color: Color::Off,
            terminal: None,
        },
    };
    let sample = Value::Object(skeleton::request(operation.members));
    write(&printer.print(sample).text);
    Ending::Done
}

/// Does what was asked, or says what kept it.
pub(super) async fn run(asked: Asked, globals: Globals) -> Result<Ending, Problem> {
    let Globals {
        connection,
        format,
        query,
        color,
        ..
    } = globals;
    let session = session::open(connection).await?;
    let mut run = Run {
        printer: Printer {
            format: format
                .or(session.format.as_ref().ok().copied())
                .unwrap_or(Format::Json),
            query,
            operation: asked.operation.api_name,
            surface: Surface {
                color,
                terminal: width(),
            },
        },
        no_format: session
            .format
            .as_ref()
            .err()
            .filter(|_| format.is_none())
            .cloned(),
        session,
        operation: asked.operation,
    };
    if asked.is_sample {
        return run.sample(&asked.typed);
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

struct Run {
    session: Session,
    printer: Printer,
    /// What is told in place of the first answer, where environment or profile name a format that there is not.
    no_format: Option<String>,
    operation: &'static Operation,
}

impl Run {
    fn sample(&mut self, typed: &Typed) -> Result<Ending, Problem> {
        let sample = skeleton::answer(self.operation.answer);
        validation::check_answer(&sample, self.operation.answer).map_err(Problem::Line)?;
        validation::check(typed, self.operation.members).map_err(Problem::Line)?;
        self.print(Value::Object(sample))?;
        Ok(Ending::Done)
    }

    async fn once(&mut self, typed: &Typed) -> Result<Ending, Problem> {
        let answer = self.ask(typed).await?;
        self.print(answer)?;
        Ok(Ending::Done)
    }

    /// Reads a listing to its end, or as far as it was asked for.
    async fn pages(&mut self, typed: Typed, options: PagingOptions) -> Result<Ending, Problem> {
        let told = |problem: PagingProblem| Problem::Line(problem.to_string());
        let is_text = self.printer.format == Format::Text;
        let (mut listing, mut members) = Listing::start(options, typed.members).map_err(told)?;
        loop {
            let typed = Typed {
                members,
                as_json: typed.as_json,
            };
            let answer = self.ask(&typed).await?;
            let page = listing.take(answer).map_err(told)?;
            if is_text {
                self.print(page.answer)?;
            }
            match page.next.map_err(told)? {
                Some(next) => members = next,
                None => break,
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
        validation::check(typed, operation.members).map_err(Problem::Line)?;
        let answer = match self
            .session
            .client
            .as_typed(request(operation, typed))
            .await
        {
            TypedOutcome::Answered(answer) => answer,
            TypedOutcome::NotSent(unanswered) | TypedOutcome::Unknown(unanswered) => {
                return Err(problem::hindrance(&unanswered));
            }
        };
        if let Some(line) = problem::refusal(operation, &answer) {
            return Err(Problem::Line(line));
        }
        // What can't be read is nothing to the AWS CLI.
        let body: Value = serde_json::from_slice(&answer.body).unwrap_or_default();
        let body = if body.is_object() {
            body
        } else {
            Value::Object(Map::new())
        };
        Ok(modelled(&body, &Shape::Structure(operation.answer)))
    }

    fn print(&self, answer: Value) -> Result<(), Problem> {
        if let Some(line) = &self.no_format {
            return Err(Problem::Line(line.clone()));
        }
        let printed = self.printer.print(answer);
        write(&printed.text);
        printed
            .problem
            .map_or(Ok(()), |problem| Err(Problem::Line(problem)))
    }
}

/// Writes to standard output. A reader that went away is no error of ours.
fn write(text: &str) {
    let mut output = io::stdout().lock();
    drop(
        output
            .write_all(text.as_bytes())
            .and_then(|()| output.flush()),
    );
}

/// The request that checked members make.
fn request(operation: &Operation, typed: &Typed) -> TypedRequest {
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
    let body: Map<String, Value> = typed
        .members
        .iter()
        .filter(|(name, _)| is_of_body(name))
        .map(|(name, value)| (name.clone(), value.clone()))
        .collect();
    Some(Value::Object(body).to_string())
}
