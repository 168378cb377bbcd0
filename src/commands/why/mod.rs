//! `lasso FUNCTION[:QUALIFIER] --why`: the verdict on a function as text, for chats and runbooks.
//!
//! Knows how a connection is opened for it and where the text goes. Does not know the verdict: reading, rules and words are those of
//! the screens.

mod inquiry;
mod report;

use std::cell::RefCell;
use std::pin::pin;
use std::time::Duration;

use super::arguments::ScreenArguments;
use super::connect::{connection, demonstration};
use super::environment;
use super::exit_code::Ending;
use super::output::{advise, complain, print};
use crate::aws::{self, Connection};
use crate::domain::call::SessionNumber;
use crate::domain::failure::Failure;
use crate::domain::function::FunctionAddress;
use crate::domain::words;
use crate::simulator::StartError;

/// The one session that a verdict is asked in.
const SESSION: SessionNumber = SessionNumber(1);

/// How long nothing is said of an answer that does not come.
const SILENCE: Duration = Duration::from_secs(5);

/// Whose answer is awaited now.
type Awaited = RefCell<String>;

/// Why there is no verdict.
#[derive(Debug, thiserror::Error)]
enum Problem {
    /// The demonstration can't be started.
    #[error("cannot start the demonstration: {0}")]
    Demo(#[from] StartError),
    /// Something that no verdict can do without was not answered.
    #[error("{0}")]
    Unread(#[from] Box<Failure>),
    /// What was named is not there, or it is not known whether it is.
    #[error("{sentence}")]
    Missing {
        /// What is missing.
        sentence: String,
        /// What to do next, and what else could not be read.
        hints: Vec<String>,
    },
}

impl Problem {
    fn hints(&self) -> &[String] {
        match self {
            Self::Demo(_) => &[],
            Self::Unread(failure) => &failure.hints,
            Self::Missing { hints, .. } => hints,
        }
    }
}

/// Prints the verdict on a function, or why there is none.
pub async fn run(arguments: ScreenArguments) -> Ending {
    let characters = environment::characters(&arguments);
    match told_while_waiting(arguments).await {
        Ok(lines) => {
            let lines = lines.iter().map(|line| words::clean(line));
            let text: String = lines
                .flat_map(|line| [characters.line(&line).into_owned(), "\n".to_owned()])
                .collect();
            print(text.as_bytes())
        }
        Err(problem) => {
            let said = problem.to_string();
            complain(characters.line(&words::clean(&said)));
            for hint in problem.hints() {
                advise(characters.line(&words::clean(hint)));
            }
            Ending::Failed
        }
    }
}

/// The verdict; says on standard error whose answer is awaited, once for each, where it does not come. That is said to a file as well:
/// the log of a pipeline is where nobody sees what it waits for.
async fn told_while_waiting(arguments: ScreenArguments) -> Result<Vec<String>, Problem> {
    let characters = environment::characters(&arguments);
    let awaited = Awaited::new("credentials".to_owned());
    let mut verdict = pin!(verdict(arguments, &awaited));
    let mut told = String::new();
    loop {
        match tokio::time::timeout(SILENCE, &mut verdict).await {
            Ok(verdict) => return verdict,
            Err(_) if *awaited.borrow() == told => {}
            Err(_) => {
                told.clone_from(&awaited.borrow());
                let said = format!("still waiting for {told} ..");
                complain(characters.line(&words::clean(&said)));
            }
        }
    }
}

async fn verdict(
    mut arguments: ScreenArguments,
    awaited: &Awaited,
) -> Result<Vec<String>, Problem> {
    let demo = demonstration(&arguments).await?;
    let Some(address) = arguments.function.take() else {
        return Ok(Vec::new());
    };
    let connection = Connection {
        number: SESSION,
        ..connection(arguments, demo.as_ref())
    };
    answer(connection, address, awaited).await
}

async fn answer(
    connection: Connection,
    address: FunctionAddress,
    awaited: &Awaited,
) -> Result<Vec<String>, Problem> {
    let (client, facts) = aws::open(connection).await.map_err(Box::new)?;
    let named = address.qualifier.clone();
    let findings = inquiry::inquire(client, &facts, address, awaited).await?;
    let missing = if findings.has_no_function() {
        Some(report::no_function(&findings.entry.function))
    } else if let Some(failure) = findings.unreadable() {
        return Err(Box::new(failure.clone()).into());
    } else {
        report::missing(&findings)
    };
    if let Some((sentence, hints)) = missing {
        return Err(Problem::Missing { sentence, hints });
    }
    Ok(report::lines(&findings, named.as_ref()))
}
