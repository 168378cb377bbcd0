//! The pane below a list: what happens to an event of the selected qualifier.
//!
//! Knows the lines of a timeline. Does not know which row is selected.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::Line;

use super::{cells, row, theme};
use crate::app::catalogue::Entry;
use crate::app::outlook;
use crate::app::surroundings::{dead_letters, known};
use crate::domain::known::Known;
use crate::domain::qualifier::Qualifier;
use crate::domain::timeline::GivenUp;
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

/// Draws texts below the rule, wrapped: what an event comes to may not fall off the edge.
pub(super) fn draw(frame: &mut Frame<'_>, area: Rect, texts: &[Remark]) {
    let mut next = 1;
    for text in texts {
        for line in text.wrapped(area.width) {
            row(frame, area, next, line);
            next += 1;
        }
    }
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
        let head = if self.label.is_empty() {
            " ".to_owned()
        } else {
            format!(" {:<16} ", self.label)
        };
        let text = format!("{head}{}", words::clean(&self.words));
        let indent = " ".repeat(if self.label.is_empty() { 3 } else { 18 });
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

/// What there is to say about one qualifier: timeline, destinations in full, what was not checked.
pub(super) fn about(entry: &Entry, qualifier: &Qualifier) -> Vec<Remark> {
    let mut lines = Vec::new();
    match outlook::timeline(entry, qualifier) {
        Known::NotRead => lines.push(Remark::new("", "not read yet ..")),
        Known::Unreadable => {
            let why = entry
                .configurations
                .failure()
                .map(|failure| failure.sentence.as_str());
            lines.push(Remark::new(
                "",
                format!("? could not be read: {}", why.unwrap_or_default()),
            ));
        }
        Known::Known(timeline) => {
            for line in words::timeline(&timeline) {
                lines.push(Remark::new(line.event, line.course));
            }
            lines.extend(destinations(entry, qualifier, timeline.given_up()));
        }
    }
    if dead_letters(entry, qualifier).of_latest {
        lines.push(Remark::quiet(words::DEAD_LETTERS_OF_LATEST));
    }
    if known(&entry.concurrency) == Known::Unreadable {
        lines.push(Remark::quiet(
            "? Reserved concurrency could not be read: at 0 nothing is tried.",
        ));
    }
    lines
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
