//! What commands print on standard error.
//!
//! Knows that nobody may be there to read it. Does not know what is said.

use std::fmt::Display;
use std::io::{self, Write};

/// Prints why a command did not do what was asked, as one line. A reader that went away is no error of ours.
pub fn complain(problem: impl Display) {
    drop(writeln!(io::stderr().lock(), "lasso: {problem}"));
}
