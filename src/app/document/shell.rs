//! A command in lines of a width: copied from the screen with a mouse, they are the one command to a shell.
//!
//! Knows quotes and what joins lines in a POSIX shell. Does not know what the command does.

use textwrap::core::{Word, display_width};

/// What of a width the signs take that join a line to the next one.
const JOINT: usize = 3;

/// The quotes that a place in a command stands in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Quotes {
    #[default]
    None,
    Single,
    Double,
}

/// The lines of a command, each but the last ended so that a shell reads on. `pieces` are what a line does not end within where that
/// can be helped.
pub(super) fn lines<'a>(pieces: impl Iterator<Item = Word<'a>>, width: usize) -> Vec<String> {
    let room = width.saturating_sub(JOINT).max(1);
    let mut broken = Broken::default();
    for piece in pieces {
        if broken.cells > 0 && broken.cells + display_width(piece.word) > room {
            broken.end_line();
        }
        for letter in piece.word.chars().chain(piece.whitespace.chars()) {
            let cells = display_width(letter.encode_utf8(&mut [0; 4]));
            if broken.cells + cells > room && !broken.is_escaped {
                broken.end_line();
            }
            broken.push(letter, cells);
        }
    }
    broken.lines.push(broken.line);
    broken.lines
}

/// A command that is being broken into lines.
#[derive(Default)]
struct Broken {
    lines: Vec<String>,
    line: String,
    cells: usize,
    quotes: Quotes,
    /// The letter before was a backslash that belongs to the next one.
    is_escaped: bool,
}

impl Broken {
    fn push(&mut self, letter: char, cells: usize) {
        self.line.push(letter);
        self.cells += cells;
        let was_escaped = std::mem::take(&mut self.is_escaped);
        self.quotes = match (self.quotes, letter) {
            (quotes, _) if was_escaped => quotes,
            (Quotes::None | Quotes::Double, '\\') => {
                self.is_escaped = true;
                self.quotes
            }
            (Quotes::None, '\'') => Quotes::Single,
            (Quotes::None, '"') => Quotes::Double,
            (Quotes::Single, '\'') | (Quotes::Double, '"') => Quotes::None,
            (quotes, _) => quotes,
        };
    }

    /// Ends the line. Within single quotes a backslash is one: they are closed before it and opened again behind it.
    fn end_line(&mut self) {
        let (end, start) = match self.quotes {
            Quotes::None | Quotes::Double => ("\\", ""),
            Quotes::Single => ("'\\", "'"),
        };
        self.line.push_str(end);
        self.lines.push(std::mem::take(&mut self.line));
        self.line.push_str(start);
        self.cells = start.len();
    }
}
