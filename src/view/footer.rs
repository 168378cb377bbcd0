//! The rows below a screen: a question that waits for an answer, what just happened, and the keys that work here.
//!
//! Knows the order of these rows and the key table. Does not know the words of a question or a notice.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use unicode_width::UnicodeWidthStr;

use super::{row, theme};
use crate::app::footer::{Footer, NoticeRows};
use crate::app::keymap::{self, Binding};
use crate::app::notice::Tone;
use crate::app::offer;
use crate::app::question::{Cursor, QuestionRow};
use crate::app::state::State;

/// Draws question, notice and keys.
pub(super) fn draw(frame: &mut Frame<'_>, area: Rect, state: &State, footer: &Footer) {
    let question = footer.question.iter().map(asked);
    let blank = (0..footer.blank_rows()).map(|_| Line::default());
    let notice = footer.notice.iter().flat_map(told);
    let keys = keys(state, area.width, footer.key_rows);
    let lines = question.chain(blank).chain(notice).chain(keys);
    for (index, line) in (0..).zip(lines) {
        row(frame, area, index, line);
    }
}

/// A row of a question, with what was typed in it.
fn asked(row: &QuestionRow) -> Line<'_> {
    let mut line = Line::styled(row.words.as_str(), theme::WARNING);
    if !row.typed.is_empty() || row.cursor.is_some() {
        line.push_span(Span::styled(format!("  {}", row.typed), theme::STRONG));
    }
    match &row.cursor {
        Some(Cursor::On(character, behind)) => {
            line.push_span(Span::styled(character.to_string(), theme::SELECTED));
            line.push_span(Span::styled(behind.as_str(), theme::STRONG));
        }
        Some(Cursor::Behind) => line.push_span(Span::styled("_", theme::STRONG)),
        None => {}
    }
    line
}

fn told(notice: &NoticeRows) -> impl Iterator<Item = Line<'_>> {
    let style = match notice.tone {
        Tone::Warning | Tone::Awaiting | Tone::Marked => theme::WARNING,
        Tone::Said => theme::PLAIN,
    };
    let lines = notice.lines.iter();
    lines.map(move |line| Line::styled(line.as_str(), style))
}

/// The keys of the table that work here, in its order and in so many rows.
fn keys(state: &State, width: u16, rows: usize) -> Vec<Line<'static>> {
    let mut left: Vec<&Binding> = offer::keys(state).collect();
    let mut lines = Vec::new();
    for index in (0..rows).rev() {
        let reason = offer::closed_because(state).filter(|_| index == 0);
        let reason = reason.map_or(String::new(), |reason| format!("  {reason} "));
        let rest = if index == 0 {
            Vec::new()
        } else {
            left.split_off(that_fit(&left, width))
        };
        lines.push(key_row(&left, width, reason));
        left = rest;
    }
    lines
}

/// How many keys have room in a row, from the first on.
fn that_fit(keys: &[&Binding], width: u16) -> usize {
    let mut free = usize::from(width);
    let fits = keys.iter().take_while(|binding| {
        let left = free.checked_sub(offer::cells(binding));
        free = left.unwrap_or_default();
        left.is_some()
    });
    fits.count()
}

/// A row of keys, with a reason behind them. Where it is too short for all, the way on, the way back and the help stay; of the others
/// as many as fit.
fn key_row(all: &[&Binding], width: u16, reason: String) -> Line<'static> {
    let mut kept = vec![false; all.len()];
    let mut free = usize::from(width).saturating_sub(reason.width());
    for kept_first in [true, false] {
        for (index, binding) in all.iter().enumerate() {
            let wanted = (index == 0 || keymap::stays_in_footer(binding.command)) == kept_first;
            let Some(kept) = kept.get_mut(index).filter(|_| wanted) else {
                continue;
            };
            let needed = offer::cells(binding);
            *kept = needed <= free;
            free -= if *kept { needed } else { 0 };
        }
    }
    let shown = all.iter().zip(kept).filter(|(_, kept)| *kept);
    let spans = shown.flat_map(|(binding, _)| {
        [
            Span::styled(format!(" {}", binding.key), theme::STRONG),
            Span::styled(format!(" {} ", binding.footer), theme::QUIET),
        ]
    });
    let mut line = Line::from(spans.collect::<Vec<_>>());
    let blank = usize::from(width).saturating_sub(line.width() + reason.width());
    if !reason.is_empty() {
        line.push_span(Span::raw(" ".repeat(blank)));
        line.push_span(Span::styled(reason, theme::WARNING));
    }
    line
}
