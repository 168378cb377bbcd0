//! How a command speaks of what it read: in the characters of its device, and with the word that tells a demonstration from an account.
//!
//! Knows what every line has in common. Does not know what is said, nor where it is printed.

use super::arguments::ScreenArguments;
use super::environment;
use super::output::{advise, complain, own_line};
use crate::view::ascii::Characters;

/// What lines of one command have in common.
#[derive(Clone, Copy, Debug)]
pub(super) struct Voice {
    characters: Characters,
    is_demo: bool,
}

impl Voice {
    /// How a command with these arguments speaks.
    pub(super) fn of(arguments: &ScreenArguments) -> Self {
        Self {
            characters: environment::characters(arguments),
            is_demo: arguments.demo,
        }
    }

    /// Says whether it speaks of the demonstration.
    pub(super) fn is_demo(self) -> bool {
        self.is_demo
    }

    /// What an answer begins with: nobody shall take a made-up account for one of theirs.
    pub(super) fn origin(self) -> &'static str {
        if self.is_demo { "DEMO " } else { "" }
    }

    /// A line as it can be shown.
    pub(super) fn line(self, text: &str) -> String {
        self.characters.line(&own_line(text)).into_owned()
    }

    /// Prints why a command did not do what was asked.
    pub(super) fn complain(self, sentence: &str) {
        complain(self.line(&format!("{}{sentence}", self.origin())));
    }

    /// Prints what to do about a problem, below it.
    pub(super) fn advise(self, hint: &str) {
        advise(self.line(hint));
    }
}
