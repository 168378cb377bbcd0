//! `lasso FUNCTION[:QUALIFIER] --why`: the verdict on a function as text, for chats and runbooks.
//!
//! Knows how a connection is opened for it and where the text goes. Does not know the verdict: reading, rules and words are those of
//! the screens.

pub(super) mod inquiry;
mod report;

use super::arguments::ScreenArguments;
use super::connect::{connection, demonstration};
use super::environment;
use super::exit_code::Ending;
use super::output::{advise, complain, tell};
use crate::aws::{self, Connection};
use crate::domain::call::SessionNumber;
use crate::domain::failure::Failure;
use crate::domain::function::FunctionAddress;
use crate::domain::words;
use crate::simulator::StartError;

/// The one session that a verdict is asked in.
pub(super) const SESSION: SessionNumber = SessionNumber(1);

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
    match verdict(arguments).await {
        Ok(lines) => {
            for line in lines {
                tell(characters.line(&words::clean(&line)));
            }
            Ending::Done
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

async fn verdict(mut arguments: ScreenArguments) -> Result<Vec<String>, Problem> {
    let demo = demonstration(&arguments).await?;
    let Some(address) = arguments.function.take() else {
        return Ok(Vec::new());
    };
    let connection = Connection {
        number: SESSION,
        ..connection(arguments, demo.as_ref())
    };
    answer(connection, address).await
}

async fn answer(connection: Connection, address: FunctionAddress) -> Result<Vec<String>, Problem> {
    let (client, facts) = aws::open(connection).await.map_err(Box::new)?;
    let named = address.qualifier.clone();
    let findings = inquiry::inquire(client, &facts, address).await?;
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
