//! The pane below a list: what happens to an event of the selected qualifier.
//!
//! Knows the lines of a timeline. Does not know which row is selected.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::{cells, row, theme};
use crate::app::catalogue::Entry;
use crate::app::outlook;
use crate::app::surroundings::known;
use crate::domain::known::Known;
use crate::domain::qualifier::Qualifier;
use crate::domain::timeline::GivenUp;
use crate::domain::words;

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

/// The lines about one qualifier: timeline, destinations in full, what was not checked.
pub(super) fn lines(entry: &Entry, qualifier: &Qualifier) -> Vec<Line<'static>> {
    let mut lines = Vec::new();
    match outlook::timeline(entry, qualifier) {
        Known::NotRead => lines.push(labelled("", "not read yet ..")),
        Known::Unreadable => {
            let why = entry
                .configurations
                .failure()
                .map(|failure| failure.sentence.as_str());
            lines.push(labelled(
                "",
                &format!("? could not be read: {}", why.unwrap_or_default()),
            ));
        }
        Known::Known(timeline) => {
            for line in words::timeline(&timeline) {
                lines.push(labelled(&line.event, &line.course));
            }
            lines.extend(destinations(entry, qualifier, timeline.given_up()));
        }
    }
    if known(&entry.concurrency) == Known::Unreadable {
        lines.push(Line::styled(
            " ? Reserved concurrency could not be read: at 0 nothing is tried.",
            theme::QUIET,
        ));
    }
    lines
}

fn destinations(entry: &Entry, qualifier: &Qualifier, given_up: &GivenUp) -> Vec<Line<'static>> {
    let Known::Known(settings) = outlook::settings(entry, qualifier) else {
        return Vec::new();
    };
    let arn = |arn: Option<&String>| {
        arn.map_or("(none)".to_owned(), |arn| words::clean(arn).into_owned())
    };
    let on_failure = settings.and_then(|settings| settings.on_failure.explicit());
    let on_success = settings.and_then(|settings| settings.on_success.explicit());
    let mut lines = vec![labelled("On failure", &arn(on_failure))];
    if let GivenUp::DeadLetterQueue(queue)
    | GivenUp::Both {
        dead_letter_queue: queue,
        ..
    } = given_up
    {
        lines.push(labelled("Dead letters", &words::clean(queue)));
    }
    lines.push(labelled("On success", &arn(on_success)));
    if on_failure.is_some() || on_success.is_some() {
        lines.push(Line::styled(
            " not checked: that the destinations exist, that the function's role may send to them",
            theme::QUIET,
        ));
    }
    lines
}

fn labelled(label: &str, text: &str) -> Line<'static> {
    let style = if text.contains("DROPPED") {
        theme::WARNING
    } else {
        theme::PLAIN
    };
    Line::from(vec![
        Span::raw(format!(" {label:<18} ")),
        Span::styled(text.to_owned(), style),
    ])
}
