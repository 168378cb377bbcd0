//! What commands print: what was asked for on standard output, everything else on standard error.
//!
//! Knows that nobody may be there to read it. Does not know what is said.

use std::fmt::Display;
use std::io::{self, Write};

/// Prints a line of what was asked for. A reader that went away is no error of ours.
pub fn tell(line: impl Display) {
    drop(writeln!(io::stdout().lock(), "{line}"));
}

/// Prints why a command did not do what was asked, as one line. A reader that went away is no error of ours.
pub fn complain(problem: impl Display) {
    drop(writeln!(io::stderr().lock(), "lasso: {problem}"));
}

/// Prints what to do about a problem, below it.
pub fn advise(hint: impl Display) {
    drop(writeln!(io::stderr().lock(), "  {hint}"));
}
