//! What commands print: what was asked for on standard output, everything else on standard error.
//!
//! Knows that nobody may be there to read it, and that what came from elsewhere must not steer a terminal. Does not know what is said.

use std::borrow::Cow;
use std::fmt::Display;
use std::io::{self, Write};

use super::exit_code::Ending;
use crate::domain::words::clean;

/// A line in our own words as it is printed: whatever it quotes neither ends it nor steers a terminal. Each such line goes through here,
/// be it of a screenless command or beside what the AWS CLI would say.
pub(super) fn own_line(text: &str) -> Cow<'_, str> {
    clean(text)
}

/// Prints a whole text as it is. A reader that went away is no error of ours; what can't be written for another reason, such as a full
/// disk, is told.
#[must_use]
pub fn print(text: &[u8]) -> Ending {
    let mut output = io::stdout().lock();
    printed(output.write_all(text).and_then(|()| output.flush()))
}

/// How a command ends that printed this way; what could not be written is told.
pub(super) fn printed(result: io::Result<()>) -> Ending {
    match result {
        Ok(()) => Ending::Done,
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ending::Done,
        Err(error) => {
            complain(format_args!("cannot write to standard output: {error}"));
            Ending::Failed
        }
    }
}

/// Prints why a command did not do what was asked, as one line. A reader that went away is no error of ours.
pub fn complain(problem: impl Display) {
    drop(writeln!(
        io::stderr().lock(),
        "{}",
        own_line(&format!("lasso: {problem}"))
    ));
}

/// Prints what to do about a problem, below it.
pub fn advise(hint: impl Display) {
    drop(writeln!(
        io::stderr().lock(),
        "{}",
        own_line(&format!("  {hint}"))
    ));
}
