//! What a shell needs of the program: completions, names to complete, the manual.
//!
//! Knows that all of it is made from the command line that the program really reads. Does not know the options: they are in
//! `arguments` and in the table of the drop-in commands.

pub(super) mod completions;
pub(super) mod last_listing;
mod manual;

use std::ffi::OsString;

use clap::Command;

use self::completions::CompletionsArguments;
use super::exit_code::Ending;
use super::output::{complain, print};

/// Prints the script for a shell.
#[must_use]
pub(super) fn completions(arguments: &CompletionsArguments) -> Ending {
    match completions::script(arguments.shell) {
        Ok(script) => print(&script),
        Err(error) => {
            complain(error);
            Ending::Failed
        }
    }
}

/// Answers a script that asks what a word can become. Nothing is complained of: it would stand in the line that somebody types.
#[must_use]
pub(super) fn complete(line: fn() -> Command, arguments: &[OsString]) -> Ending {
    match completions::answer(line, arguments) {
        Ok(_) => Ending::Done,
        Err(_) => Ending::Failed,
    }
}

/// Prints the manual of a command line.
#[must_use]
pub(super) fn manual(line: Command) -> Ending {
    let mut page = Vec::new();
    match manual::write(line, &mut page) {
        Ok(()) => print(&page),
        Err(error) => {
            complain(error);
            Ending::Failed
        }
    }
}
