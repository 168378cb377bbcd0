//! A text that scrolls: paragraphs wrapped to the terminal's width, nothing cut, and how far it was seen.
//!
//! Knows lines and their marks, also of two texts beside each other: those become lines like any other, so what is counted as seen was
//! seen in both. Does not know colours, nor what the text is about.

mod shell;

use serde::{Deserialize, Serialize};
use textwrap::core::{Word, display_width};
use textwrap::{Options, WordSeparator, WordSplitter, wrap};

use super::list_cursor::Motion;
use crate::domain::words;

/// What a line is, so that the view can set it off; the words alone say the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Mark {
    /// Plain text.
    Plain,
    /// A heading.
    Heading,
    /// A setting that stays as it is, or a remark.
    Quiet,
    /// A setting that is set or changed.
    Changed,
    /// A setting that is reset.
    Reset,
    /// A warning.
    Warning,
    /// What is sent, to the letter.
    Code,
    /// A command for a shell: broken into lines, it stays one.
    Command,
    /// The word of a good outcome.
    Done,
    /// The word of a bad or unknown outcome.
    Bad,
    /// The row that keys act on.
    Selected,
}

/// A paragraph before it is wrapped.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Paragraph {
    /// What it is.
    pub mark: Mark,
    /// The text.
    pub text: String,
    /// How far its second and later lines are indented.
    pub indent: usize,
}

impl Paragraph {
    /// A paragraph whose later lines are indented.
    #[must_use]
    pub fn new(mark: Mark, indent: usize, text: impl Into<String>) -> Self {
        Self {
            mark,
            text: text.into(),
            indent,
        }
    }

    /// A line of a text that is for copying: a command stays one, however the line is broken.
    #[must_use]
    pub fn copied(indent: usize, line: &str) -> Self {
        let mark = if line.trim_start().starts_with("aws ") {
            Mark::Command
        } else {
            Mark::Plain
        };
        Self::new(mark, indent, line)
    }

    /// An empty line.
    #[must_use]
    pub fn empty() -> Self {
        Self::new(Mark::Plain, 0, "")
    }
}

/// What a document is made of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Block {
    /// A paragraph over the whole width.
    Whole(Paragraph),
    /// Two texts beside each other, each in its half of the width.
    Halves {
        /// The text on the left.
        left: Vec<Paragraph>,
        /// The text on the right.
        right: Vec<Paragraph>,
    },
}

impl From<Paragraph> for Block {
    fn from(paragraph: Paragraph) -> Self {
        Self::Whole(paragraph)
    }
}

/// One line on screen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    /// What it is.
    pub mark: Mark,
    /// The text, without control characters.
    pub text: String,
    /// What stands in the right half.
    pub beside: Option<Beside>,
}

/// The right half of a line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Beside {
    /// The cell of the rule between the halves, counted from the beginning of the line.
    pub rule: usize,
    /// What it is.
    pub mark: Mark,
    /// The text, without control characters.
    pub text: String,
}

/// The cells of each half of a width: what the rule between them and its blanks leave.
#[must_use]
pub fn halves(columns: u16) -> (u16, u16) {
    let left = (columns / 2).saturating_sub(1);
    (left, columns.saturating_sub(left + 3))
}

/// A wrapped text and where one is in it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Document {
    /// The lines.
    pub lines: Vec<Line>,
    /// The first visible line.
    pub first: usize,
    /// How many lines, from the first on, were on screen so far.
    pub seen: usize,
}

impl Document {
    /// Wraps paragraphs to a width.
    #[must_use]
    pub fn new<'a>(paragraphs: impl IntoIterator<Item = &'a Paragraph>, columns: u16) -> Self {
        Self::of_lines(lines(paragraphs, columns))
    }

    /// Lays blocks out in a width.
    #[must_use]
    pub fn of_blocks(blocks: &[Block], columns: u16) -> Self {
        let lines = blocks.iter().flat_map(|block| match block {
            Block::Whole(paragraph) => wrapped(paragraph, columns),
            Block::Halves { left, right } => side_by_side(left, right, columns),
        });
        Self::of_lines(lines.collect())
    }

    fn of_lines(lines: Vec<Line>) -> Self {
        Self {
            lines,
            first: 0,
            seen: 0,
        }
    }

    /// How many of its lines are on screen in so many rows: where not all are, one row says how many are not.
    #[must_use]
    pub fn room(&self, rows: usize) -> usize {
        if self.lines.len() > rows {
            rows.saturating_sub(1)
        } else {
            rows
        }
    }

    /// What is said in that row; `None` where everything is on screen.
    #[must_use]
    pub fn elsewhere(&self, rows: usize) -> Option<String> {
        let room = self.room(rows);
        let below = self.lines.len().saturating_sub(self.first + room);
        let lines = |count: usize| if count == 1 { "line" } else { "lines" };
        match (self.first, below) {
            _ if self.lines.len() <= rows => None,
            (0, below) => Some(format!("… {below} more {} below: PgDn", lines(below))),
            (above, 0) => Some(format!("… {above} {} above: PgUp", lines(above))),
            (above, below) => Some(format!(
                "… {below} more {} below: PgDn, {above} above: PgUp",
                lines(below)
            )),
        }
    }

    /// Scrolls.
    pub fn scroll(&mut self, motion: Motion, rows: usize) {
        let height = self.room(rows);
        let last = self.lines.len().saturating_sub(height);
        let page = height.saturating_sub(1).max(1);
        self.first = match motion {
            Motion::Down => self.first + 1,
            Motion::Up => self.first.saturating_sub(1),
            Motion::PageDown => self.first + page,
            Motion::PageUp => self.first.saturating_sub(page),
            Motion::Start => 0,
            Motion::End => last,
        }
        .min(last);
    }

    /// Stays where the text was, and as far as it was seen, up to the first line that is another one now.
    pub fn keep_place(&mut self, before: &Self, rows: usize) {
        let pairs = self.lines.iter().zip(&before.lines);
        let common = pairs.take_while(|(now, then)| now == then).count();
        let last = self.lines.len().saturating_sub(self.room(rows));
        self.first = before.first.min(common).min(last);
        self.seen = before.seen.min(common);
    }

    /// Stays where the text was before its selected row moved, and scrolls as far as that row needs: its marked lines, and what
    /// belongs to it below them.
    pub fn follow_selected(&mut self, before: &Self, rows: usize) {
        let height = self.room(rows);
        let is_selected = |line: &Line| line.mark == Mark::Selected;
        let Some(start) = self.lines.iter().position(is_selected) else {
            return;
        };
        if before.lines.iter().any(is_selected) {
            self.first = before.first;
        }
        let belongs = |line: &&Line| matches!(line.mark, Mark::Selected | Mark::Plain);
        let length = self.lines.iter().skip(start).take_while(belongs).count();
        let lowest = (start + length).saturating_sub(height);
        self.first = self.first.max(lowest).min(start);
    }

    /// Notes that the visible lines are on the terminal. Only what follows what was seen before counts.
    pub fn drawn(&mut self, rows: usize) {
        let height = self.room(rows);
        if self.first <= self.seen {
            self.seen = self.seen.max(self.first + height).min(self.lines.len());
        }
    }

    /// Says whether every line was on screen.
    #[must_use]
    pub fn is_seen(&self) -> bool {
        self.seen >= self.lines.len()
    }

    /// Says whether its last line is among those on screen in so many rows.
    #[must_use]
    pub fn shows_end(&self, rows: usize) -> bool {
        self.first + self.room(rows) >= self.lines.len()
    }

    /// Scrolls to the first line that was not seen.
    pub fn go_to_unseen(&mut self, rows: usize) {
        let height = self.room(rows);
        self.first = self.seen.min(self.lines.len().saturating_sub(height));
    }
}

/// The lines of paragraphs in a width.
#[must_use]
pub fn lines<'a>(paragraphs: impl IntoIterator<Item = &'a Paragraph>, columns: u16) -> Vec<Line> {
    let lines = paragraphs.into_iter();
    lines
        .flat_map(|paragraph| wrapped(paragraph, columns))
        .collect()
}

fn wrapped(paragraph: &Paragraph, columns: u16) -> Vec<Line> {
    let width = usize::from(columns).max(20);
    let text = words::clean(&paragraph.text);
    let line = |text| Line {
        mark: paragraph.mark,
        text,
        beside: None,
    };
    if paragraph.mark == Mark::Command && display_width(&text) > width {
        let broken = shell::lines(pieces(&text), width);
        return broken.into_iter().map(line).collect();
    }
    // What would not fit behind the indent, but does at the beginning of a line, stays whole there.
    let longest = pieces(&text).map(|piece| display_width(piece.word));
    let longest = longest.filter(|cells| *cells <= width).max();
    let room = width - longest.unwrap_or(0);
    let indent = " ".repeat(paragraph.indent.min(width / 2).min(room));
    let options = Options::new(width)
        .subsequent_indent(&indent)
        .word_separator(WordSeparator::Custom(pieces))
        .word_splitter(WordSplitter::NoHyphenation);
    wrap(&text, options)
        .into_iter()
        .map(|text| line(text.into_owned()))
        .collect()
}

/// The pieces between which a line may end: words, what stands around an ARN, the steps of a path and the members of JSON. No line ends within an ARN, whose
/// hyphens, colons and slashes all belong to it; its quotes stay with it.
fn pieces(line: &str) -> Box<dyn Iterator<Item = Word<'_>> + '_> {
    let words = WordSeparator::AsciiSpace.find_words(line);
    Box::new(words.flat_map(|word| {
        let mut start = 0;
        let mut parts = Vec::new();
        for end in ends(word.word) {
            if let Some(part) = word.word.get(start..end).filter(|part| !part.is_empty()) {
                parts.push(Word::from(part));
            }
            start = end;
        }
        match parts.last_mut() {
            Some(last) => last.whitespace = word.whitespace,
            // The blanks at the beginning of a line.
            None => parts.push(word),
        }
        parts
    }))
}

/// Where the pieces of a word end.
fn ends(word: &str) -> Vec<usize> {
    let quote = ['"', '\'', '`'];
    let mut ends = Vec::new();
    let mut rest = 0;
    while let Some(text) = word.get(rest..).filter(|text| !text.is_empty()) {
        let arn = text.find("arn:").map_or(text.len(), |arn| {
            text.get(..arn)
                .unwrap_or_default()
                .trim_end_matches(quote)
                .len()
        });
        let before = text.get(..arn).unwrap_or_default();
        ends.extend(
            before
                .match_indices(['/', ','])
                .map(|(at, _)| rest + at + 1),
        );
        ends.push(rest + arn);
        let named = text.get(arn..).unwrap_or_default();
        let opened = named.len() - named.trim_start_matches(quote).len();
        let closed = named
            .get(opened..)
            .and_then(|name| name.find(quote))
            .map_or(named.len(), |end| {
                let behind = named.get(opened + end..).unwrap_or_default();
                let closing = behind.trim_start_matches(quote);
                let closing = closing.trim_start_matches(['}', ')', ',', '.', '\'']);
                named.len() - closing.len()
            });
        rest += arn + closed;
        ends.push(rest);
    }
    ends
}

/// Each line of one text with the line of the other beside it, however many each has.
fn side_by_side(left: &[Paragraph], right: &[Paragraph], columns: u16) -> Vec<Line> {
    let (left_columns, right_columns) = halves(columns);
    let rule = usize::from(left_columns) + 1;
    let (mut left, mut right) = (
        lines(left, left_columns).into_iter(),
        lines(right, right_columns).into_iter(),
    );
    std::iter::from_fn(|| match (left.next(), right.next()) {
        (None, None) => None,
        (left, right) => Some((left, right)),
    })
    .map(|(left, right)| {
        let blank = || (Mark::Plain, String::new());
        let (mark, text) = left.map_or_else(blank, |line| (line.mark, line.text));
        let (right_mark, right_text) = right.map_or_else(blank, |line| (line.mark, line.text));
        let beside = Some(Beside {
            rule,
            mark: right_mark,
            text: right_text,
        });
        Line { mark, text, beside }
    })
    .collect()
}

#[cfg(test)]
mod tests;
