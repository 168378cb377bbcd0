//! The rows below a screen: a question that waits for an answer, what just happened, and the keys that work here.
//!
//! Knows the order of these rows and the key table. Does not know the words of a question or a notice.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use unicode_width::UnicodeWidthStr;

use super::{row, theme};
use crate::app::keymap::{self, Binding};
use crate::app::offer;
use crate::app::question::{self, Question};
use crate::app::state::State;

/// Draws question, notice and keys.
pub(super) fn draw(frame: &mut Frame<'_>, area: Rect, state: &State) {
    // A question stays on screen; what there is to say then stands in the place of the keys.
    let question = question::of(state);
    let has_notice = state.shown_notice().is_some();
    let keys_shown = question.is_none() || !has_notice;
    let blank = (question.is_none() && !has_notice).then(Line::default);
    let lines = question
        .iter()
        .flat_map(|question| asked(question, area.width))
        .chain(blank)
        .chain(notice(state, area.width))
        .chain(keys_shown.then(|| keys(state, area.width)));
    for (index, line) in (0..).zip(lines) {
        row(frame, area, index, line);
    }
}

/// A question in its rows, with what was typed behind it.
fn asked(question: &Question, width: u16) -> Vec<Line<'static>> {
    let mut lines: Vec<Line<'static>> = question
        .lines(width)
        .into_iter()
        .map(|line| Line::styled(line, theme::WARNING))
        .collect();
    if let (Some(typed), Some(last)) = (&question.typed, lines.last_mut()) {
        last.push_span(Span::styled(format!("  {typed}_"), theme::STRONG));
    }
    lines
}

fn notice(state: &State, width: u16) -> Vec<Line<'static>> {
    let Some(notice) = state.shown_notice() else {
        return Vec::new();
    };
    let style = if notice.is_warning {
        theme::WARNING
    } else {
        theme::PLAIN
    };
    let lines = notice.lines(width).into_iter();
    lines.map(|line| Line::styled(line, style)).collect()
}

/// The keys of the table that work here, in its order. Where the row is too short for all, the way on, the way back and the help
/// stay; of the others as many as fit.
fn keys(state: &State, width: u16) -> Line<'static> {
    let all: Vec<&Binding> = offer::keys(state).collect();
    let mut kept = vec![false; all.len()];
    let reason =
        offer::closed_because(state).map_or(String::new(), |reason| format!("  {reason} "));
    let mut free = usize::from(width).saturating_sub(reason.width());
    for kept_first in [true, false] {
        for (index, binding) in all.iter().enumerate() {
            let wanted = (index == 0 || keymap::stays_in_footer(binding.command)) == kept_first;
            let Some(kept) = kept.get_mut(index).filter(|_| wanted) else {
                continue;
            };
            let needed = key_name(binding).width() + key_words(binding).width();
            *kept = needed <= free;
            free -= if *kept { needed } else { 0 };
        }
    }
    let shown = all.iter().zip(kept).filter(|(_, kept)| *kept);
    let spans = shown.flat_map(|(binding, _)| {
        [
            Span::styled(key_name(binding), theme::STRONG),
            Span::styled(key_words(binding), theme::QUIET),
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

fn key_name(binding: &Binding) -> String {
    format!(" {}", binding.key)
}

fn key_words(binding: &Binding) -> String {
    format!(" {} ", binding.footer)
}
