//! The pane below a list: labelled texts, wrapped, and how many have no room.
//!
//! Knows rows, and what is said of every function. Does not know which row of the list is selected.

use std::ops::Range;

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::Line;
use textwrap::core::Word;
use unicode_width::UnicodeWidthStr;

use super::{cells, row, theme};
use crate::app::entry::{Entry, Part};
use crate::app::layout::Roomy;
use crate::domain::verdict::Verdict;
use crate::domain::words::{self, TimelineLine};

/// The pane's part of an area: what head and list leave, so that a long notice is taken from the pane alone.
pub(super) fn below(area: Rect, head: u16, list: usize) -> Rect {
    let taken = u16::try_from(list)
        .map_or(area.height, |list| head.saturating_add(list))
        .min(area.height);
    Rect {
        y: area.y + taken,
        height: area.height - taken,
        ..area
    }
}

/// The same, higher by the lines that have no room, as far as the list leaves rows blank.
pub(super) fn raised(below: Rect, lines: usize, blank: usize) -> Rect {
    let missing = (lines + 1).saturating_sub(usize::from(below.height));
    let raise = u16::try_from(missing.min(blank)).unwrap_or_default();
    Rect {
        y: below.y - raise,
        height: below.height + raise,
        ..below
    }
}

/// How many lines some texts take in a width.
pub(super) fn lines(texts: &[Remark], width: u16) -> usize {
    let label = label_width(texts);
    let lines = texts.iter().map(|text| text.lines(width, label).len());
    lines.sum()
}

/// Draws the rule above the pane, with a title in it.
pub(super) fn rule(frame: &mut Frame<'_>, area: Rect, title: &str) {
    let width = usize::from(area.width);
    let title = format!("-- {} ", words::clean(title));
    let title = if title.len() >= width {
        cells::fit(&title, width)
    } else {
        format!("{title:-<width$}")
    };
    row(frame, area, 0, Line::styled(title, theme::QUIET));
}

/// Draws texts below the rule, wrapped: what an event comes to may not fall off the edge. Texts that have no room are counted, with
/// the key that shows them.
pub(super) fn draw(frame: &mut Frame<'_>, area: Rect, texts: &[Remark], key: &str) {
    let label = label_width(texts);
    let wrapped: Vec<Vec<Line<'static>>> = texts
        .iter()
        .map(|text| text.lines(area.width, label))
        .collect();
    let room = usize::from(area.height.saturating_sub(1));
    let all: usize = wrapped.iter().map(Vec::len).sum();
    let mut free = if all <= room {
        room
    } else {
        room.saturating_sub(1)
    };
    let mut next = 1;
    let mut left = texts.len();
    for lines in wrapped {
        // The first text is shown as far as it goes.
        if lines.len() > free && left < texts.len() {
            break;
        }
        left -= 1;
        let is_cut = lines.len() > free;
        let shown = lines.len().min(free);
        free -= shown;
        for (index, mut line) in (1..=shown).zip(lines) {
            if is_cut && index == shown {
                line.push_span(" …");
            }
            row(frame, area, next, line);
            next += 1;
        }
    }
    if left > 0 {
        let last = area.height.saturating_sub(1).min(next);
        row(
            frame,
            area,
            last,
            Line::styled(more(left, key), theme::QUIET),
        );
    }
}

/// Draws texts from a row of the pane on, as far as it goes; says which row is next.
pub(super) fn draw_all(frame: &mut Frame<'_>, area: Rect, first: u16, texts: &[Remark]) -> u16 {
    let mut next = first;
    for line in texts.iter().flat_map(|text| text.wrapped(area.width)) {
        row(frame, area, next, line);
        next += 1;
    }
    next
}

/// The key that shows what has no room: the pane takes the room first, then another screen.
pub(super) fn key(roomy: Roomy, screen: &'static str) -> &'static str {
    match roomy {
        Roomy::List => "Tab",
        Roomy::Pane => screen,
    }
}

/// How many texts have no room, and the key that shows them.
pub(super) fn more(left: usize, key: &str) -> String {
    format!(" … {left} more ({key})")
}

/// Cells of a label, the longest that a text begins beside.
const LABEL: usize = 16;

/// The cells that the labels of some texts need.
fn label_width(texts: &[Remark]) -> usize {
    let labels = texts.iter().map(|text| text.label.width());
    labels.max().unwrap_or_default().min(LABEL)
}

/// A labelled text of the pane.
pub(super) struct Remark {
    label: String,
    words: String,
    style: Style,
}

impl Remark {
    /// A text; one that begins as warnings do is set off.
    pub(super) fn new(label: impl Into<String>, text: impl Into<String>) -> Self {
        let words = text.into();
        let style = if words.starts_with('!') {
            theme::WARNING
        } else {
            theme::PLAIN
        };
        Self {
            label: label.into(),
            words,
            style,
        }
    }

    /// What happens to an event; where it is lost, that is set off.
    pub(super) fn event(line: TimelineLine) -> Self {
        let style = if line.loses {
            theme::WARNING
        } else {
            theme::PLAIN
        };
        Self {
            label: line.event,
            words: line.course,
            style,
        }
    }

    /// Its words and their style, for where a screen has a line of its own for them.
    pub(super) fn into_parts(self) -> (String, Style) {
        (self.words, self.style)
    }

    /// A remark of less weight.
    pub(super) fn quiet(text: impl Into<String>) -> Self {
        Self {
            label: String::new(),
            words: text.into(),
            style: theme::QUIET,
        }
    }

    /// Something that is wrong.
    pub(super) fn wrong(text: impl Into<String>) -> Self {
        Self {
            label: String::new(),
            words: text.into(),
            style: theme::WRONG,
        }
    }

    /// The lines that the text takes in a width; later lines are indented.
    pub(super) fn wrapped(&self, width: u16) -> Vec<Line<'static>> {
        self.lines(width, LABEL)
    }

    /// The same, beside labels of so many cells. A longer label loses its middle, but for that of a version.
    fn lines(&self, width: u16, label: usize) -> Vec<Line<'static>> {
        let head = match self.label.as_str() {
            "" => " ".to_owned(),
            text if text.bytes().all(|byte| byte.is_ascii_digit()) => format!(" {text:<label$} "),
            text => format!(" {} ", cells::fit(text, label)),
        };
        let text = format!("{head}{}", words::clean(&self.words));
        let indent = " ".repeat(if self.label.is_empty() { 3 } else { label + 2 });
        // An ARN is one word: a break at one of its hyphens would read as two.
        let options = textwrap::Options::new(usize::from(width).max(20))
            .subsequent_indent(&indent)
            .word_separator(textwrap::WordSeparator::Custom(pieces))
            .word_splitter(textwrap::WordSplitter::NoHyphenation);
        textwrap::wrap(&text, options)
            .into_iter()
            .map(|line| Line::styled(line.into_owned(), self.style))
            .collect()
    }
}

/// The pieces between which a line may end: words, but for "at" and the time behind it, which read as one.
fn pieces(line: &str) -> Box<dyn Iterator<Item = Word<'_>> + '_> {
    let mut spans: Vec<Range<usize>> = Vec::new();
    let (mut end, mut holds) = (0, false);
    for word in textwrap::WordSeparator::AsciiSpace.find_words(line) {
        let is_time = word.word.starts_with(|c: char| c.is_ascii_digit());
        let joined = if holds && is_time { spans.pop() } else { None };
        let start = joined.map_or(end, |span| span.start);
        holds = word.word == "at";
        end += word.word.len() + word.whitespace.len();
        spans.push(start..end);
    }
    let pieces = spans.into_iter().filter_map(move |span| line.get(span));
    Box::new(pieces.map(Word::from))
}

/// The verdict on a function; where the service does not know it, that.
pub(super) fn verdict(entry: &Entry, verdict: &Verdict) -> Remark {
    let text = if entry.is_unlisted() {
        words::function_unlisted(&entry.function.name)
    } else if entry.is_gone() {
        let read_before = entry.description.value().is_some();
        words::function_not_found(&entry.function.name, read_before)
    } else {
        words::verdict(verdict)
    };
    Remark::new("", text)
}

/// What of the function could not be read, and what that means for the rows.
pub(super) fn unread(entry: &Entry) -> Option<String> {
    const PIECES: [(&str, Part); 3] = [
        ("Settings", Part::Configurations),
        ("Aliases", Part::Aliases),
        ("Versions", Part::Versions),
    ];
    let (piece, part, failure) = PIECES
        .into_iter()
        .find_map(|(piece, part)| Some((piece, part, entry.failure(part)?)))?;
    let read = entry.read_at(part).map_or("not read".to_owned(), |at| {
        format!("not read again since {}", words::time(at))
    });
    Some(format!(
        "? {piece} {read}: {}",
        words::clean(&failure.sentence)
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A queue named as the word for a loss was set off as one.
    #[test]
    fn an_event_is_set_off_by_where_it_goes_and_not_by_a_name() {
        let line = |loses| TimelineLine {
            event: "fails at once".to_owned(),
            course: "0:00 try 1 -> given up 0:00, record to DROPPED-orders".to_owned(),
            loses,
        };
        for (remark, style) in [
            (Remark::event(line(false)), theme::PLAIN),
            (Remark::event(line(true)), theme::WARNING),
            (
                Remark::new("Dead letters", "arn:…:DROPPED-orders"),
                theme::PLAIN,
            ),
            (Remark::new("", "! A warning."), theme::WARNING),
        ] {
            assert_eq!(remark.style, style, "{}", remark.words);
        }
    }
}
