//! The pane below a list: what happens to an event of the selected qualifier.
//!
//! Knows the lines of a timeline. Does not know which row is selected.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::Line;
use unicode_width::UnicodeWidthStr;

use super::{cells, row, theme};
use crate::app::catalogue::{Entry, Part};
use crate::app::function::QualifierRow;
use crate::app::layout;
use crate::app::outlook;
use crate::app::surroundings::{dead_letters, known};
use crate::domain::known::Known;
use crate::domain::qualifier::Qualifier;
use crate::domain::timeline::{GivenUp, Timeline};
use crate::domain::verdict::{Existence, Verdict};
use crate::domain::words;

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

/// The same, higher by what the texts need more, as far as the list leaves rows blank.
pub(super) fn raised(below: Rect, texts: &[Remark], blank: usize) -> Rect {
    let lines: usize = texts
        .iter()
        .map(|text| text.wrapped(below.width).len())
        .sum();
    let missing = (lines + 1).saturating_sub(usize::from(below.height));
    let raise = u16::try_from(missing.min(blank)).unwrap_or_default();
    Rect {
        y: below.y - raise,
        height: below.height + raise,
        ..below
    }
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
        let lines = lines.into_iter().take(free);
        free -= lines.len();
        for line in lines {
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
    /// A text about an event; where it is dropped, that is set off.
    pub(super) fn new(label: impl Into<String>, text: impl Into<String>) -> Self {
        let words = text.into();
        let style = if words.contains("DROPPED") || words.starts_with('!') {
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
        let text = format!("{head}{}", self.words);
        let indent = " ".repeat(if self.label.is_empty() { 3 } else { label + 2 });
        // An ARN is one word: a break at one of its hyphens would read as two.
        let options = textwrap::Options::new(usize::from(width).max(20))
            .subsequent_indent(&indent)
            .word_splitter(textwrap::WordSplitter::NoHyphenation);
        textwrap::wrap(&text, options)
            .into_iter()
            .map(|line| Line::styled(line.into_owned(), self.style))
            .collect()
    }
}

/// The verdict on a function; where the service does not know it, that.
pub(super) fn verdict(entry: &Entry, verdict: &Verdict) -> Remark {
    let text = if entry.is_gone() {
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

/// What there is to say about one qualifier: timeline, destinations in full, what was not checked, and in a wide pane whose they are.
pub(super) fn about(entry: &Entry, row: &QualifierRow, area: Rect) -> Vec<Remark> {
    let qualifier = &row.qualifier;
    let mut lines = Vec::new();
    match row.existence {
        Existence::Gone => lines.push(Remark::new("", words::left_behind(qualifier))),
        Existence::NotFoundSoFar => lines.push(Remark::new("", words::not_found_so_far(qualifier))),
        Existence::Exists => {}
    }
    match outlook::timeline(entry, qualifier) {
        Known::NotRead => lines.push(Remark::new("", "not read yet ..")),
        Known::Unreadable => {
            let why = entry.configurations.failure();
            let why = why.map_or("", |failure| failure.sentence.as_str());
            lines.push(Remark::new("", format!("? could not be read: {why}")));
        }
        Known::Known(timeline) => {
            // Nothing happens by settings that no call uses.
            if row.existence != Existence::Gone {
                lines.extend(courses(&timeline, area));
            }
            lines.extend(destinations(entry, qualifier, timeline.given_up()));
        }
    }
    if row.existence == Existence::Exists {
        lines.extend(comparison(entry, qualifier));
        if dead_letters(entry, qualifier).of_latest {
            lines.push(Remark::quiet(words::DEAD_LETTERS_OF_LATEST));
        }
        if known(&entry.concurrency) == Known::Unreadable {
            lines.push(Remark::quiet(
                "? Reserved concurrency could not be read: at 0 nothing is tried.",
            ));
        }
    }
    if area.width >= layout::WIDE {
        lines.extend(whole_names(entry));
    }
    lines
}

/// What happens to an event, in the words that the pane has room for.
fn courses(timeline: &Timeline, area: Rect) -> Vec<Remark> {
    // Rule, one line, and how much there is below it.
    const SMALLEST: u16 = 3;
    if area.height <= SMALLEST {
        return vec![Remark::new("", words::in_short(timeline))];
    }
    let lines = if area.width < layout::WIDE {
        words::timeline_in_short(timeline)
    } else {
        words::timeline(timeline)
    };
    let remarks = lines.into_iter();
    remarks
        .map(|line| Remark::new(line.event, line.course))
        .collect()
}

/// What differs from `$LATEST`, whose settings do not carry over.
fn comparison(entry: &Entry, qualifier: &Qualifier) -> Option<Remark> {
    let own = outlook::settings(entry, qualifier);
    let latest = outlook::settings(entry, &Qualifier::Latest);
    match (own, latest) {
        (Known::Known(own), Known::Known(latest)) if *qualifier != Qualifier::Latest => {
            let text = words::compared_with_latest(own, latest, &entry.function);
            Some(Remark::quiet(text))
        }
        _ => None,
    }
}

/// The ARNs of the function and its role.
fn whole_names(entry: &Entry) -> Vec<Remark> {
    let role = entry
        .description
        .value()
        .and_then(|described| described.role.clone());
    [("Function", entry.function.arn()), ("Role", role)]
        .into_iter()
        .filter_map(|(label, arn)| Some(Remark::new(label, words::clean(&arn?))))
        .collect()
}

fn destinations(entry: &Entry, qualifier: &Qualifier, given_up: &GivenUp) -> Vec<Remark> {
    let Known::Known(settings) = outlook::settings(entry, qualifier) else {
        return Vec::new();
    };
    let arn = |arn: Option<&String>| {
        arn.map_or("(none)".to_owned(), |arn| words::clean(arn).into_owned())
    };
    let on_failure = settings.and_then(|settings| settings.on_failure.explicit());
    let on_success = settings.and_then(|settings| settings.on_success.explicit());
    let mut lines = vec![Remark::new("On failure", arn(on_failure))];
    if let GivenUp::DeadLetterQueue(queue)
    | GivenUp::Both {
        dead_letter_queue: queue,
        ..
    } = given_up
    {
        lines.push(Remark::new("Dead letters", words::clean(queue)));
    }
    lines.push(Remark::new("On success", arn(on_success)));
    if on_failure.is_some() || on_success.is_some() {
        lines.push(Remark::quiet(
            "not checked: that they exist, that the function's role may send to them",
        ));
    }
    lines
}
