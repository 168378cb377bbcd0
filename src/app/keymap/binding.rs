//! One row of the table of keys, and where keys are pressed.
//!
//! Knows what a row consists of. Does not know the rows.

use serde::{Deserialize, Serialize};

use super::commands::Command;
use crate::app::key::{Key, KeyCode};

/// Where a key is pressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Context {
    /// Anywhere, before every other context.
    Everywhere,
    /// The list of functions.
    Explorer,
    /// The filter above that list, or above the qualifiers of a function; other keys edit its text.
    Filter,
    /// One function and its qualifiers.
    Function,
    /// The form; other keys edit the focused field.
    Form,
    /// Throwing a draft away, waiting for the word.
    Discard,
    /// The review, before the send line.
    Review,
    /// The send line; other keys type, or close it.
    SendLine,
    /// The checks before a write, which can still be stopped.
    Checking,
    /// A write on its way.
    Sending,
    /// Two versions of the same settings, of which each row is chosen.
    Choice,
    /// The outcome.
    Outcome,
    /// The question before quitting with drafts.
    QuitPrompt,
    /// Help, details, or a copied text: a text above another screen.
    Text,
    /// The menu of what can be copied, in the footer.
    CopyMenu,
}

/// One row of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Binding {
    /// Where.
    pub context: Context,
    /// Which key.
    pub key: Key,
    /// What it asks for.
    pub command: Command,
    /// What it does, in the words of the footer; empty where another key of the same command stands there.
    pub footer: &'static str,
}

/// A key on its own.
pub(super) const fn plain(
    context: Context,
    code: KeyCode,
    command: Command,
    footer: &'static str,
) -> Binding {
    Binding {
        context,
        key: Key::plain(code),
        command,
        footer,
    }
}

/// The key of a letter.
pub(super) const fn letter(
    context: Context,
    letter: char,
    command: Command,
    footer: &'static str,
) -> Binding {
    plain(context, KeyCode::Character(letter), command, footer)
}

/// A letter with Ctrl.
pub(super) const fn control(
    context: Context,
    letter: char,
    command: Command,
    footer: &'static str,
) -> Binding {
    Binding {
        context,
        key: Key::control(letter),
        command,
        footer,
    }
}
