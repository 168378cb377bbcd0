//! A text that scrolls: paragraphs wrapped to the terminal's width, nothing cut, and how far it was seen.
//!
//! Knows lines and their marks. Does not know colours, nor what the text is about.

use serde::{Deserialize, Serialize};
use textwrap::{Options, WordSplitter, wrap};

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

    /// An empty line.
    #[must_use]
    pub fn empty() -> Self {
        Self::new(Mark::Plain, 0, "")
    }
}

/// One line on screen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    /// What it is.
    pub mark: Mark,
    /// The text, without control characters.
    pub text: String,
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
    pub fn new(paragraphs: &[Paragraph], columns: u16) -> Self {
        let width = usize::from(columns).max(20);
        let lines = paragraphs
            .iter()
            .flat_map(|paragraph| wrapped(paragraph, width))
            .collect();
        Self {
            lines,
            first: 0,
            seen: 0,
        }
    }

    /// Scrolls.
    pub fn scroll(&mut self, motion: Motion, height: usize) {
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

    /// Stays where the text was before its selected row moved, and scrolls as far as that row needs: its marked lines, and what
    /// belongs to it below them.
    pub fn follow_selected(&mut self, before: &Self, height: usize) {
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
    pub fn drawn(&mut self, height: usize) {
        if self.first <= self.seen {
            self.seen = self.seen.max(self.first + height).min(self.lines.len());
        }
    }

    /// Says whether every line was on screen.
    #[must_use]
    pub fn is_seen(&self) -> bool {
        self.seen >= self.lines.len()
    }

    /// Scrolls to the first line that was not seen.
    pub fn go_to_unseen(&mut self, height: usize) {
        self.first = self.seen.min(self.lines.len().saturating_sub(height));
    }
}

fn wrapped(paragraph: &Paragraph, width: usize) -> Vec<Line> {
    let text = words::clean(&paragraph.text);
    let indent = " ".repeat(paragraph.indent.min(width / 2));
    let options = Options::new(width)
        .subsequent_indent(&indent)
        .word_splitter(WordSplitter::NoHyphenation);
    wrap(&text, options)
        .into_iter()
        .map(|line| Line {
            mark: paragraph.mark,
            text: line.into_owned(),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(document: &Document) -> Vec<&str> {
        document
            .lines
            .iter()
            .map(|line| line.text.as_str())
            .collect()
    }

    #[test]
    fn nothing_is_cut_however_long_a_word_is() {
        let arn = format!("arn:aws:sqs:eu-west-1:123456789012:{}", "q".repeat(80));
        let document = Document::new(&[Paragraph::new(Mark::Code, 2, format!("  {arn}"))], 40);
        let joined: String = document
            .lines
            .iter()
            .map(|line| line.text.trim_start())
            .collect();
        assert_eq!(joined, arn);
        assert!(
            document
                .lines
                .iter()
                .all(|line| line.text.chars().count() <= 40)
        );
    }

    #[test]
    fn control_characters_are_shown_and_never_passed_on() {
        let document = Document::new(&[Paragraph::new(Mark::Plain, 0, "a\u{1b}[31mb")], 40);
        assert_eq!(lines(&document), ["a\u{fffd}[31mb"]);
    }

    #[test]
    fn a_text_is_seen_when_each_line_was_on_screen() {
        let paragraphs: Vec<_> = (0..10)
            .map(|n| Paragraph::new(Mark::Plain, 0, n.to_string()))
            .collect();
        let mut document = Document::new(&paragraphs, 40);
        document.drawn(4);
        assert!(!document.is_seen());
        document.scroll(Motion::End, 4);
        document.drawn(4);
        assert!(!document.is_seen(), "lines 4 and 5 were skipped");
        document.go_to_unseen(4);
        document.drawn(4);
        document.go_to_unseen(4);
        document.drawn(4);
        assert!(document.is_seen());
    }
}
