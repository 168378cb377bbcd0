//! A text above another screen: help, details, or what was copied.
//!
//! Knows its paragraphs, so that it can be wrapped anew. Does not know where they came from.

use serde::{Deserialize, Serialize};

use textwrap::core::display_width;

use super::document::{Document, Mark, Paragraph};
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
        let columns = size.columns.saturating_sub(2);
        let below = if self.title.is_none() {
            broken_lines(&self.paragraphs, columns)
        } else {
            Vec::new()
        };
        self.document = Document::new(self.paragraphs.iter().chain(&below), columns);
    }
}

/// What is said below a text whose lines have no room: selected with a mouse, they come out broken. Only commands survive that.
fn broken_lines(paragraphs: &[Paragraph], columns: u16) -> Vec<Paragraph> {
    let widths = paragraphs
        .iter()
        .filter(|paragraph| paragraph.mark != Mark::Command)
        .map(|paragraph| display_width(&paragraph.text));
    let widest = widths.max().unwrap_or(0);
    if widest <= usize::from(columns) {
        return Vec::new();
    }
    // The screen leaves a column free on either side.
    let needed = widest + 2;
    let text = format!(
        "! Lines are broken here that belong together: a window of {needed} columns shows each whole."
    );
    vec![Paragraph::empty(), Paragraph::new(Mark::Warning, 2, text)]
}
