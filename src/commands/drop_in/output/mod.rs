//! What the commands print on standard output: byte for byte what the AWS CLI 1.45.11 prints for the same answer.
//!
//! Knows formats, queries and pages as pure functions on JSON. Does not know requests, streams or terminals.

mod json;
pub mod paging;
pub mod python;
pub mod query;
mod table;
mod text;

use serde_json::Value;

use query::Query;

/// How answers are printed, as `--output` names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// JSON, four blanks for each level, in the order of the answer.
    Json,
    /// Lines of fields between tabs, in the order of the alphabet.
    Text,
    /// Boxes of `-`, `+` and `|`.
    Table,
}

/// What the AWS CLI accepts for `--output`, in its order.
pub const FORMATS: [(&str, Format); 3] = [
    ("json", Format::Json),
    ("text", Format::Text),
    ("table", Format::Table),
];

/// What was printed, and what ended it before the end.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Printed {
    /// Goes to standard output, even if there is a problem.
    pub text: String,
    /// What the error line says; the exit status is then 255.
    pub problem: Option<String>,
}

impl Printed {
    fn refused(problem: String) -> Self {
        Self {
            text: String::new(),
            problem: Some(problem),
        }
    }
}

/// What a table is drawn on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Surface {
    /// What `--color` says.
    pub color: Color,
    /// How many columns standard output has, if it is a terminal.
    pub terminal: Option<u16>,
}

/// What `--color` says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Color {
    /// Colours, wherever it goes.
    On,
    /// No colours.
    Off,
    /// Colours on a terminal.
    Auto,
}

/// What the AWS CLI accepts for `--color`, in its order.
pub const COLORS: [(&str, Color); 3] = [
    ("on", Color::On),
    ("off", Color::Off),
    ("auto", Color::Auto),
];

/// How wide a table may be where standard output is no terminal.
const DEFAULT_WIDTH: u16 = 80;

impl Surface {
    fn width(self) -> u16 {
        self.terminal.unwrap_or(DEFAULT_WIDTH)
    }

    fn has_colors(self) -> bool {
        match self.color {
            Color::On => true,
            Color::Off => false,
            Color::Auto => self.terminal.is_some(),
        }
    }

    fn resets_at_the_end(self) -> bool {
        self.has_colors() && self.terminal.is_some()
    }
}

/// Prints answers of one command as its options ask for.
#[derive(Debug)]
pub struct Printer {
    /// Which format.
    pub format: Format,
    /// What is searched for in each answer, if anything.
    pub query: Option<Query>,
    /// The operation as the API names it; the title of a table.
    pub operation: &'static str,
    /// What a table is drawn on.
    pub surface: Surface,
}

impl Printer {
    /// Prints an answer, or of a listing what its pages come to.
    #[must_use]
    pub fn print(&self, answer: Value) -> Printed {
        let found = match &self.query {
            None => answer,
            Some(query) => match query.search(&answer) {
                Ok(found) => found,
                Err(problem) => return Printed::refused(problem.to_string()),
            },
        };
        match self.format {
            Format::Json => Printed {
                text: json::render(&found),
                problem: None,
            },
            Format::Text => text::render(&found),
            Format::Table => table::render(self.operation, &found, self.surface),
        }
    }
}
