//! The list of functions: its title, its rows, and what is said of the selected one.
//!
//! Knows what stands in the place of rows that are not there. Does not know columns.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::pane::Remark;
use super::{list, pane, row, summary, theme};
use crate::app::filter;
use crate::app::layout;
use crate::app::remote::Remote;
use crate::app::state::State;
use crate::domain::words;

/// Draws the list and the pane below it.
pub(super) fn draw(frame: &mut Frame<'_>, area: Rect, state: &State) {
    draw_list(frame, area, state);
    let height = state.explorer.height(state.size);
    let below = pane::below(area, layout::EXPLORER_HEAD_ROWS, height);
    let rows = state.explorer.len() - state.explorer.cursor.first.min(state.explorer.len());
    if let Some(entry) = state.explorer.selected(&state.catalogue) {
        summary::draw(frame, (below, height.saturating_sub(rows)), state, entry);
    }
}

/// Draws title and rows alone, as they stand on the left of what was opened from them.
pub(super) fn draw_list(frame: &mut Frame<'_>, area: Rect, state: &State) {
    row(frame, area, 0, title(state, area.width));
    let below = Rect {
        y: area.y + 1,
        height: area.height.saturating_sub(1),
        ..area
    };
    list::draw(frame, below, state);
    if state.explorer.is_empty() {
        let lines = empty(state).wrapped(area.width);
        for (index, line) in (layout::EXPLORER_HEAD_ROWS..).zip(lines) {
            row(frame, area, index, line);
        }
    }
}

fn title(state: &State, width: u16) -> Line<'static> {
    let mut spans = vec![Span::styled(
        format!(" Functions {}", count(state)),
        theme::STRONG,
    )];
    let filter = words::clean(state.explorer.filter.text()).into_owned();
    if state.explorer.filtering {
        spans.push(Span::styled(format!("  /{filter}_"), theme::CHANGED));
    } else if !filter.is_empty() {
        spans.push(Span::styled(format!("  /{filter}"), theme::CHANGED));
    }
    if !filter.is_empty() && state.explorer.len() > 1 {
        spans.push(Span::styled("  best match first", theme::QUIET));
    }
    let used: usize = spans.iter().map(Span::width).sum();
    let progress = progress(state);
    let gap = usize::from(width).saturating_sub(used + progress.len());
    if gap > 0 {
        spans.push(Span::raw(" ".repeat(gap)));
        spans.push(Span::styled(progress, theme::QUIET));
    }
    Line::from(spans)
}

/// How many functions there are, and whether these are all: `..` until something was listed, `?` where nothing could be.
fn count(state: &State) -> String {
    let (shown, all) = (state.explorer.len(), state.catalogue.len());
    let listing = &state.catalogue.listing;
    let failed = state.session.facts.failure().is_some() || listing.failure().is_some();
    if all == 0 && listing.value().is_none() {
        return if failed { "?" } else { ".." }.to_owned();
    }
    let count = if shown == all {
        words::thousands(all)
    } else {
        format!("{} of {}", words::thousands(shown), words::thousands(all))
    };
    match listing {
        Remote::Loading(_) | Remote::Refreshing { .. } => format!("{count} so far .."),
        Remote::Failed(failure) => {
            format!("{count}, the rest could not be read: {}", failure.sentence)
        }
        Remote::Outdated { failure, at, .. } => format!(
            "{count} as of {}, not read again: {}",
            words::time(*at),
            failure.sentence
        ),
        Remote::NotAsked | Remote::Ready { .. } => count,
    }
}

/// Of how many of the rows the settings were read; nothing while there are no rows to read them of.
fn progress(state: &State) -> String {
    match state.explorer.len() {
        0 => String::new(),
        rows => format!(
            "settings read: {} of {} ",
            words::thousands(state.explorer.settings_read()),
            words::thousands(rows)
        ),
    }
}

/// What stands in the place of rows while there are none.
fn empty(state: &State) -> Remark {
    let failure = state
        .session
        .facts
        .failure()
        .or_else(|| state.catalogue.listing.failure());
    if let Some(failure) = failure
        && state.catalogue.is_empty()
    {
        let hint = failure
            .hints
            .first()
            .map_or("r tries again.", String::as_str);
        return Remark::wrong(format!("x {} {hint}", words::clean(&failure.sentence)));
    }
    let named = filter::address(state.explorer.filter.text());
    if let (Some(address), Some(scope)) = (named, state.session.scope())
        && let Some(text) = words::elsewhere(&address, &scope)
    {
        return Remark::new("", format!("{text} Esc clears the filter."));
    }
    let listed = state.catalogue.listing.value().is_some();
    let text = match (state.catalogue.is_empty(), listed) {
        (true, true) => "There are no functions in this account and region.",
        (true, false) => "Reading ..",
        (false, true) => "No function matches the filter. Esc clears it.",
        (false, false) => "No function read so far matches the filter. Esc clears it.",
    };
    Remark::new("", text)
}
