//! What keeps a command from its end: the error line and the exit status.
//!
//! Knows how the AWS CLI 1.45.11 tells each kind, as observed. Does not know what went wrong.

use std::io::{self, Write};

use super::operations::Operation;
use crate::aws::{Hindrance, TypedAnswer, Unanswered};
use crate::commands::exit_code::Ending;
use crate::commands::output::own_line;
use crate::domain::words::without_passwords;

/// The command line is understood by nobody.
const MISUSED: u8 = 2;
/// Everything else that went wrong, in the AWS CLI's way.
const FAILED: u8 = 255;

/// Why a command did not do what was asked.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Problem {
    /// The command line does not fit together.
    Usage(String),
    /// There are options that the command does not have.
    UnknownOptions(Vec<String>),
    /// Anything that the AWS CLI says below an empty line.
    Line(String),
    /// What the AWS CLI says without an empty line before.
    Bare(String),
    /// Something that only Lasso says, with a status of its own.
    Own {
        /// The line, as yet with whatever it quotes.
        line: String,
        /// What to do about it, likewise.
        advice: Option<String>,
        /// The exit status.
        status: u8,
    },
}

impl Problem {
    /// Text for an option whose value can't be taken.
    pub(super) fn parameter(option: &str, message: &str) -> Self {
        Self::Line(format!("Error parsing parameter '{option}': {message}"))
    }

    /// The same with what to do about it, where only Lasso says it.
    pub(super) fn with_advice(self, advice: Option<String>) -> Self {
        match self {
            Self::Own { line, status, .. } => Self::Own {
                line,
                advice,
                status,
            },
            Self::Usage(_) | Self::UnknownOptions(_) | Self::Line(_) | Self::Bare(_) => self,
        }
    }

    /// Prints the problem to standard error, and says how the command ends.
    pub(super) fn tell(&self) -> Ending {
        let text = match self {
            Self::Usage(line) => format!("usage: {USAGE}lasso: error: {line}\n"),
            Self::UnknownOptions(options) => {
                format!("usage: {USAGE}\nUnknown options: {}\n", options.join(", "))
            }
            Self::Line(line) => format!("\n{line}\n"),
            Self::Bare(line) => format!("{line}\n"),
            Self::Own { line, advice, .. } => [Some(line), advice.as_ref()]
                .into_iter()
                .flatten()
                .map(|line| own_line(line).into_owned() + "\n")
                .collect(),
        };
        // Nobody may be there to read it; the status tells the same.
        drop(io::stderr().lock().write_all(text.as_bytes()));
        Ending::DropIn(match self {
            Self::Usage(_) => MISUSED,
            Self::UnknownOptions(_) | Self::Line(_) | Self::Bare(_) => FAILED,
            Self::Own { status, .. } => *status,
        })
    }
}

/// An error of the system as Python writes it.
pub(super) fn errno(error: &io::Error) -> String {
    let told = error.to_string();
    let reason = told.split(" (os error").next().unwrap_or(&told);
    format!(
        "[Errno {}] {reason}",
        error.raw_os_error().unwrap_or_default()
    )
}

/// Prints what was asked for to standard output. A reader that went away is no error of ours.
///
/// # Errors
/// It can't be written for another reason, such as a full disk.
pub(super) fn print(text: &str) -> Result<(), Problem> {
    let mut output = io::stdout().lock();
    let written = output
        .write_all(text.as_bytes())
        .and_then(|()| output.flush());
    match written {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            Err(Problem::Line(errno(&error)))
        }
        Ok(()) | Err(_) => Ok(()),
    }
}

/// Prints a line beside what was asked for, to standard error.
pub(super) fn remark(line: &str) {
    drop(writeln!(io::stderr().lock(), "{line}"));
}

const USAGE: &str = "lasso [options] <command> [parameters]
To see help text, you can run:

  lasso --help
  lasso <command> help
";

/// What the service refused, as a line.
pub(super) fn refusal(operation: &Operation, answer: &TypedAnswer) -> Option<String> {
    let error = answer.error.as_ref()?;
    let repeated = if answer.gave_up {
        format!(
            " (reached max retries: {})",
            answer.attempts.saturating_sub(1)
        )
    } else {
        String::new()
    };
    Some(format!(
        "An error occurred ({}) when calling the {} operation{repeated}: {}",
        error.code, operation.api_name, error.message
    ))
}

/// What is told where nothing says which region is meant.
pub(super) fn no_region() -> Problem {
    Problem::Bare(
        "You must specify a region. You can also configure your region by running \"aws configure\"."
            .to_owned(),
    )
}

/// What kept a request from its answer.
pub(super) fn hindrance(unanswered: &Unanswered) -> Problem {
    // The AWS CLI prints the password of an address that has one.
    let url = without_passwords(unanswered.url.as_deref().unwrap_or_default());
    Problem::Line(match unanswered.hindrance {
        Hindrance::Credentials => {
            return Problem::Bare(
                "Unable to locate credentials. You can configure credentials by running \"aws configure\"."
                    .to_owned(),
            );
        }
        Hindrance::Region => return no_region(),
        Hindrance::ReadOnly | Hindrance::Request | Hindrance::BrokenCredentials => {
            unanswered.failure.sentence.clone()
        }
        Hindrance::Connection => format!("Could not connect to the endpoint URL: \"{url}\""),
        Hindrance::ConnectionTimeout => format!("Connect timeout on endpoint URL: \"{url}\""),
        Hindrance::Proxy => format!("Failed to connect to proxy URL: \"{url}\""),
        Hindrance::Certificate => {
            format!("SSL validation failed for {url} {}", unanswered.reason)
        }
        Hindrance::Closed => format!(
            "Connection was closed before we received a valid response from endpoint URL: \"{url}\"."
        ),
        Hindrance::ReadTimeout => format!("Read timeout on endpoint URL: \"{url}\""),
    })
}
