//! A text that scrolls, with what stands above it and how much of it is elsewhere.
//!
//! Knows marks. Does not know what the text is about.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use unicode_width::UnicodeWidthStr;

use super::{cells, row, theme};
use crate::app::document::{Document, Line as TextLine, Mark};

/// Draws a title and the visible lines of a text.
pub(super) fn draw(frame: &mut Frame<'_>, area: Rect, title: &str, document: &Document) {
    let width = usize::from(area.width).saturating_sub(1);
    let title = Line::from(vec![
        Span::raw(" "),
        Span::styled(cells::fit(title, width), theme::STRONG),
    ]);
    draw_below(frame, area, vec![title], document);
}

/// Draws the lines that stay above a text, and the visible lines of the text.
pub(super) fn draw_headed(
    frame: &mut Frame<'_>,
    area: Rect,
    head: &[TextLine],
    document: &Document,
) {
    let head = head.iter().map(styled).collect();
    draw_below(frame, area, head, document);
}

fn draw_below(frame: &mut Frame<'_>, area: Rect, head: Vec<Line<'static>>, document: &Document) {
    let rows = usize::from(area.height).saturating_sub(head.len());
    let lines = document.lines.iter().skip(document.first);
    let elsewhere = document
        .elsewhere(rows)
        .map(|text| Line::styled(format!(" {text}"), theme::WARNING));
    let shown = head
        .into_iter()
        .chain(lines.take(document.room(rows)).map(styled))
        .chain(elsewhere);
    for (index, line) in (0..).zip(shown) {
        row(frame, area, index, line);
    }
}

/// Draws a text alone on the whole terminal, from the first column on, so that a mouse selects nothing else.
pub(super) fn draw_alone(frame: &mut Frame<'_>, area: Rect, document: &Document) {
    let lines = document.lines.iter().skip(document.first);
    for (index, line) in (0..area.height).zip(lines) {
        row(frame, area, index, Line::raw(&line.text));
    }
}

fn styled(line: &TextLine) -> Line<'static> {
    // A blank before a line of a command would part what the line before joins it to.
    let margin = if line.mark == Mark::Command { "" } else { " " };
    let mut spans = vec![Span::raw(margin)];
    spans.extend(marked(line.mark, &line.text));
    if let Some(right) = &line.beside {
        let blank = " ".repeat(right.rule.saturating_sub(line.text.width()));
        spans.push(Span::raw(blank));
        spans.push(Span::styled("| ", theme::QUIET));
        spans.extend(marked(right.mark, &right.text));
    }
    Line::from(spans)
}

/// A text in its style; of a reset only the word at the left edge is set off, so that it is the one thing that jumps out.
fn marked(mark: Mark, text: &str) -> Vec<Span<'static>> {
    let style = theme::of_mark(mark);
    match text.strip_prefix("RESET") {
        Some(rest) if mark == Mark::Reset => vec![
            Span::styled("RESET", theme::RESET),
            Span::styled(rest.to_owned(), style),
        ],
        Some(_) | None => vec![Span::styled(text.to_owned(), style)],
    }
}
