//! `lasso FUNCTION[:QUALIFIER] --why`: the verdict on a function as text, for chats and runbooks.
//!
//! Knows how a connection is opened for it and where the text goes. Does not know the verdict: reading, rules and words are those of
//! the screens.

pub(super) mod inquiry;
pub(super) mod report;
pub(super) mod waiting;

pub(super) use self::inquiry::Findings;

use self::waiting::Awaited;

use super::arguments::ScreenArguments;
use super::connect::{SESSION, connection, demonstration, warn_of_unverified};
use super::exit_code::Ending;
use super::output::print;
use super::voice::Voice;
use crate::aws::{self, Connection};
use crate::domain::call::SessionFacts;
use crate::domain::failure::{Failure, hint_of_command};
use crate::domain::function::FunctionAddress;
use crate::domain::words;
use crate::simulator::StartError;

/// Why nothing can be told of a function.
#[derive(Debug, thiserror::Error)]
pub(super) enum Problem {
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

    /// Prints it, and what to do about it.
    pub(super) fn complain(&self, voice: Voice) -> Ending {
        voice.complain(&self.to_string());
        for hint in self.hints() {
            voice.advise(hint_of_command(hint));
        }
        Ending::Failed
    }
}

/// Prints the verdict on a function, or why there is none.
pub(super) async fn run(mut arguments: ScreenArguments) -> Ending {
    let voice = Voice::of(&arguments);
    let Some(address) = arguments.function.take() else {
        return Ending::Misused;
    };
    match read(arguments, &address).await {
        Ok((_, findings)) => {
            let mut lines = report::lines(&findings, address.qualifier.as_ref());
            if let Some(heading) = lines.first_mut() {
                heading.insert_str(0, voice.origin());
            }
            let lines = lines.iter().map(|line| voice.line(line) + "\n");
            print(lines.collect::<String>().as_bytes())
        }
        Err(problem) => problem.complain(voice),
    }
}

/// Reads a function whole, over the connection that the arguments speak of; what was named of it is there. Says on standard error whose
/// answer is awaited, where it does not come.
///
/// # Errors
/// Says why there is nothing to be told of it.
pub(super) async fn read(
    arguments: ScreenArguments,
    address: &FunctionAddress,
) -> Result<(SessionFacts, Findings), Problem> {
    let voice = Voice::of(&arguments);
    let awaited = Awaited::default();
    // On the heap: it holds whatever is on its way.
    let reading = Box::pin(read_through(arguments, address, &awaited));
    waiting::telling(reading, &awaited, |sentence| voice.complain(sentence)).await
}

async fn read_through(
    arguments: ScreenArguments,
    address: &FunctionAddress,
    awaited: &Awaited,
) -> Result<(SessionFacts, Findings), Problem> {
    let is_demo = arguments.demo;
    let demo = demonstration(&arguments).await?;
    let connection = Connection {
        number: SESSION,
        ..connection(arguments, demo.as_ref())
    };
    let (client, facts) = aws::open(connection).await.map_err(Box::new)?;
    warn_of_unverified(&facts);
    if let Some(sentence) = words::out_of_reach(address, &facts.scope) {
        return Err(Problem::Missing {
            sentence,
            hints: Vec::new(),
        });
    }
    let findings = inquiry::inquire(&client, &facts, address, awaited).await?;
    let missing = if findings.has_no_function() {
        Some(report::no_function(&findings.entry.function, is_demo))
    } else if let Some(failure) = findings.unreadable() {
        return Err(Box::new(failure.clone()).into());
    } else {
        report::missing(&findings)
    };
    match missing {
        Some((sentence, hints)) => Err(Problem::Missing { sentence, hints }),
        None => Ok((facts, findings)),
    }
}
