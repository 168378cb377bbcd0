//! The notice: a sentence about what just happened, in the rows above the keys.
//!
//! Knows how it is marked, and how much of it has room. Does not know when it is said or when it goes.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};
use textwrap::core::display_width;
use textwrap::{Options, WordSplitter, wrap};

use super::layout;
use crate::domain::words::clean;

/// What a notice is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Tone {
    /// It says what was done.
    Said,
    /// It warns.
    Warning,
    /// It warns in a sentence that begins with a mark of its own, as such a sentence does below a field.
    Marked,
    /// It warns that so many keys were ignored, as the terminal is too small to show what they do.
    Unseen(u32),
}

/// A sentence about what just happened, until the next key.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Notice {
    /// The words.
    pub text: String,
    /// What it is.
    pub tone: Tone,
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

    /// Warns in a sentence that begins with a mark of its own.
    #[must_use]
    pub fn marked(text: impl Into<String>) -> Self {
        Self::new(text, Tone::Marked)
    }

    /// Warns that so many keys were ignored as nothing showed what they do.
    #[must_use]
    pub fn unseen(keys: u32, text: impl Into<String>) -> Self {
        Self::new(text, Tone::Unseen(keys))
    }

    /// How many keys it says were ignored.
    #[must_use]
    pub fn unseen_keys(&self) -> u32 {
        match self.tone {
            Tone::Unseen(keys) => keys,
            Tone::Said | Tone::Warning | Tone::Marked => 0,
        }
    }

    fn new(text: impl Into<String>, tone: Tone) -> Self {
        Self {
            text: text.into(),
            tone,
        }
    }

    /// The lines that it takes in a width, with its mark; what has no room in three is said to be left out.
    #[must_use]
    pub fn lines(&self, columns: u16) -> Vec<String> {
        let mark = match self.tone {
            Tone::Warning | Tone::Unseen(_) => " ! ",
            Tone::Said | Tone::Marked => " ",
        };
        let text = clean(&self.text);
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
