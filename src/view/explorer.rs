//! The list of functions: its title, its rows, and what is said of the selected one.
//!
//! Knows what stands in the place of rows that are not there. Does not know columns.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use unicode_width::UnicodeWidthStr;

use super::pane::Remark;
use super::{cells, list, pane, row, summary, theme};
use crate::app::filter;
use crate::app::layout;
use crate::app::remote::Remote;
use crate::app::state::State;
use crate::domain::words::{self, Listed};

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

/// How many functions there are, the filter, and what else has room: what was typed matters most, then why not all of them are here.
fn title(state: &State, width: u16) -> Line<'static> {
    let width = usize::from(width);
    let head = format!(" Functions {}", count(state));
    let is_filtered = state.explorer.filtering || !state.explorer.filter.text().is_empty();
    let room = width.saturating_sub(head.width());
    let trouble = trouble(state);
    let kept = trouble.as_ref().map_or(0, |_| TROUBLE.min(room / 2));
    let filter = if is_filtered {
        filter(state, room - kept)
    } else {
        String::new()
    };
    let mut room = room - filter.width();
    let mut spans = vec![
        Span::styled(head, theme::STRONG),
        Span::styled(filter, theme::CHANGED),
    ];
    if let Some(trouble) = trouble {
        let separator = if is_filtered { "  " } else { ", " };
        let text = shortened(&format!("{separator}{}", words::clean(&trouble)), room);
        spans.push(Span::styled(text, theme::STRONG));
        return Line::from(spans);
    }
    let order = "  best match first";
    if !state.explorer.filter.text().is_empty() && state.explorer.len() > 1 && order.len() <= room {
        spans.push(Span::styled(order, theme::QUIET));
        room -= order.len();
    }
    let progress = progress(state);
    if let Some(gap) = room.checked_sub(progress.len()).filter(|gap| *gap > 0) {
        spans.push(Span::raw(" ".repeat(gap)));
        spans.push(Span::styled(progress, theme::QUIET));
    }
    Line::from(spans)
}

/// Cells of the title that are left to why not all functions are here, beside however long a filter.
const TROUBLE: usize = 20;

/// The filter as it was typed; of one that has no room the end is shown, where the typing goes on.
fn filter(state: &State, room: usize) -> String {
    let text = words::clean(state.explorer.filter.text());
    let cursor = if state.explorer.filtering { "_" } else { "" };
    let room = room.saturating_sub("  /".len() + cursor.len());
    if text.width() <= room {
        return format!("  /{text}{cursor}");
    }
    let end = cells::last_cells(&text, room.saturating_sub(1));
    format!("  /…{end}{cursor}")
}

/// A text in a width; where its end has no room, with the key that tells the whole.
fn shortened(text: &str, room: usize) -> String {
    const WHOLE: &str = "… (d)";
    if text.width() <= room {
        return text.to_owned();
    }
    let beginning = cells::first_cells(text, room.saturating_sub(WHOLE.width()));
    format!("{}{WHOLE}", beginning.trim_end())
}

/// How many functions there are: `..` until something was listed, `?` where nothing could be.
fn count(state: &State) -> String {
    let (shown, all) = (state.explorer.len(), state.catalogue.len());
    let listing = &state.catalogue.listing;
    let typed = match state.catalogue.typed() {
        0 => String::new(),
        typed => format!(", {typed} typed"),
    };
    if state.catalogue.listed() == Listed::Nothing {
        let failed = state.session.facts.failure().is_some() || listing.failure().is_some();
        return format!("{}{typed}", if failed { "?" } else { ".." });
    }
    let count = if shown == all {
        let listed = words::thousands(all - state.catalogue.typed());
        format!("{listed}{typed}")
    } else {
        format!("{} of {}", words::thousands(shown), words::thousands(all))
    };
    match listing {
        Remote::Loading(_) | Remote::Refreshing { .. } => format!("{count} so far .."),
        Remote::Outdated { at, .. } => format!("{count} as of {}", words::time(*at)),
        Remote::NotAsked | Remote::Ready { .. } | Remote::Failed(_) => {
            match state.catalogue.gone() {
                0 => count,
                gone => format!("{count}, {gone} gone"),
            }
        }
    }
}

/// Why these are not all functions that there are now.
fn trouble(state: &State) -> Option<String> {
    match &state.catalogue.listing {
        Remote::Failed(_) if state.catalogue.is_empty() => None,
        Remote::Failed(failure) | Remote::Outdated { failure, .. } => {
            Some(words::listing_failed(state.catalogue.listed(), failure))
        }
        Remote::NotAsked
        | Remote::Loading(_)
        | Remote::Refreshing { .. }
        | Remote::Ready { .. } => None,
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
    let listed = state.catalogue.listed();
    let text = match (state.catalogue.is_empty(), listed == Listed::Whole) {
        (true, true) => "There are no functions in this account and region.",
        (true, false) => "Reading ..",
        (false, true) => "No function matches the filter. Esc clears it.",
        (false, false) => "No function read so far matches the filter. Esc clears it.",
    };
    // What is looked for can be among those that are missing.
    match failure {
        Some(failure) => Remark::new(
            "",
            format!(
                "{text} ? {} d tells more.",
                words::listing_failed(listed, failure)
            ),
        ),
        None => Remark::new("", text),
    }
}
