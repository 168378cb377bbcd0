//! A text that scrolls, with its title and how much of it is below.
//!
//! Knows marks. Does not know what the text is about.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::{cells, row, theme};
use crate::app::document::{Document, Line as TextLine, Mark};
use crate::app::layout;

/// Draws a title and the visible lines of a text.
pub(super) fn draw(frame: &mut Frame<'_>, area: Rect, title: &str, document: &Document) {
    let head = layout::DOCUMENT_HEAD_ROWS;
    let height = usize::from(area.height.saturating_sub(head));
    let below = document.lines.len().saturating_sub(document.first + height);
    let more = if below > 0 {
        format!("{below} lines below ")
    } else {
        String::new()
    };
    let width = usize::from(area.width).saturating_sub(more.len() + 1);
    row(
        frame,
        area,
        0,
        Line::from(vec![
            Span::raw(" "),
            Span::styled(cells::fit(title, width), theme::STRONG),
            Span::styled(more, theme::WARNING),
        ]),
    );
    for (index, line) in (head..).zip(document.lines.iter().skip(document.first).take(height)) {
        row(frame, area, index, styled(line));
    }
}

/// Draws a text alone on the whole terminal, from the first column on, so that a mouse selects nothing else.
pub(super) fn draw_alone(frame: &mut Frame<'_>, area: Rect, document: &Document) {
    let lines = document.lines.iter().skip(document.first);
    for (index, line) in (0..area.height).zip(lines) {
        row(frame, area, index, Line::raw(line.text.clone()));
    }
}

/// A line in its style; of a reset only the word at the left edge is set off, so that it is the one thing that jumps out.
fn styled(line: &TextLine) -> Line<'static> {
    let style = theme::of_mark(line.mark);
    if line.mark == Mark::Reset
        && let Some(rest) = line.text.strip_prefix("RESET")
    {
        return Line::from(vec![
            Span::raw(" "),
            Span::styled("RESET", theme::RESET),
            Span::styled(rest.to_owned(), style),
        ]);
    }
    Line::from(vec![Span::raw(" "), Span::styled(line.text.clone(), style)])
}
