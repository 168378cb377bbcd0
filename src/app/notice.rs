//! The notice: a sentence about what just happened, in the rows above the keys.
//!
//! Knows how it is marked, and how much of it has room. Does not know when it is said or when it goes.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};
use textwrap::core::display_width;
use textwrap::{Options, WordSplitter, wrap};

use super::layout;
use crate::domain::words::{self, clean};

/// What a notice is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Tone {
    /// It says what was done.
    Said,
    /// It warns.
    Warning,
    /// It warns that something is not read yet: it goes with the answer, and gives way to the word that nobody answers.
    Awaiting,
    /// It warns in a sentence that begins with a mark of its own, as such a sentence does below a field.
    Marked,
}

/// A sentence about what just happened, until the next key.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Notice {
    /// The words.
    pub text: String,
    /// What it is.
    pub tone: Tone,
    /// How many keys and pastes were ignored beside it, as the terminal is too small to show what they do.
    pub unseen: u32,
}

impl Notice {
    /// Says what was done.
    #[must_use]
    pub fn said(text: impl Into<String>) -> Self {
        Self::new(text, Tone::Said)
    }

    /// Warns.
    #[must_use]
    pub fn warning(text: impl Into<String>) -> Self {
        Self::new(text, Tone::Warning)
    }

    /// Warns that something is not read yet.
    #[must_use]
    pub fn awaiting(text: impl Into<String>) -> Self {
        Self::new(text, Tone::Awaiting)
    }

    /// Says whether it only tells that something is not read yet.
    #[must_use]
    pub fn is_awaiting(&self) -> bool {
        self.tone == Tone::Awaiting && self.unseen == 0
    }

    /// Warns in a sentence that begins with a mark of its own.
    #[must_use]
    pub fn marked(text: impl Into<String>) -> Self {
        Self::new(text, Tone::Marked)
    }

    /// Nothing but that keys are ignored as nothing shows what they do, none so far.
    #[must_use]
    pub fn of_unseen_keys() -> Self {
        Self::warning("")
    }

    /// Comes after another, which nobody saw where keys were ignored: their number stays.
    #[must_use]
    pub fn after(self, before: Option<&Self>) -> Self {
        Self {
            unseen: before.map_or(0, |before| before.unseen),
            ..self
        }
    }

    /// All that it says.
    #[must_use]
    pub fn sentence(&self) -> Cow<'_, str> {
        match (self.text.as_str(), self.unseen) {
            (text, 0) => Cow::Borrowed(text),
            ("", keys) => Cow::Owned(words::unseen(keys)),
            (text, keys) => Cow::Owned(format!("{text} {}", words::unseen(keys))),
        }
    }

    fn new(text: impl Into<String>, tone: Tone) -> Self {
        Self {
            text: text.into(),
            tone,
            unseen: 0,
        }
    }

    /// The lines that it takes in a width, with its mark; what has no room in three is said to be left out.
    #[must_use]
    pub fn lines(&self, columns: u16) -> Vec<String> {
        let mark = match self.tone {
            Tone::Warning | Tone::Awaiting => " ! ",
            Tone::Said | Tone::Marked => " ",
        };
        let sentence = self.sentence();
        let text = clean(&sentence);
        let options = Options::new(usize::from(columns).max(20))
            .initial_indent(mark)
            .subsequent_indent("   ")
            .word_splitter(WordSplitter::NoHyphenation);
        let mut lines = wrap(&text, options);
        let left_out = lines.len() > layout::NOTICE_ROWS;
        lines.truncate(layout::NOTICE_ROWS);
        let mut lines: Vec<String> = lines.into_iter().map(Cow::into_owned).collect();
        if let Some(last) = lines.last_mut().filter(|_| left_out) {
            let room = usize::from(columns).saturating_sub(2);
            while display_width(last) > room && last.pop().is_some() {}
            last.push_str(" …");
        }
        lines
    }
}
