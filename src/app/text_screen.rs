//! A text above another screen: help, details, or what was copied.
//!
//! Knows its paragraphs, so that it can be wrapped anew. Does not know where they came from.

use serde::{Deserialize, Serialize};

use super::document::{Document, Paragraph};
use super::message::Size;

/// A text above another screen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TextScreen {
    /// The title; a text without one fills the whole terminal, so that a mouse selects it alone.
    pub title: Option<String>,
    /// The text on screen.
    pub document: Document,
    paragraphs: Vec<Paragraph>,
}

impl TextScreen {
    /// Opens a text.
    #[must_use]
    pub fn open(title: Option<String>, paragraphs: Vec<Paragraph>, size: Size) -> Self {
        let mut screen = Self {
            title,
            document: Document::default(),
            paragraphs,
        };
        screen.write(size);
        screen
    }

    /// Wraps the text anew, after the terminal's width changed.
    pub fn write(&mut self, size: Size) {
        self.document = Document::new(&self.paragraphs, size.columns.saturating_sub(2));
    }
}
