//! The rows below the screens: how many a question, a notice and the keys take, and what that leaves to a text above them.
//!
//! Knows which of them make room for which. Does not know how they are drawn.

use super::layout;
use super::offer;
use super::question;
use super::state::{Screen, State};

/// The rows below the screens: of a question, of the notice, and of the keys, which make room for a notice beside a question.
#[must_use]
pub fn rows(state: &State) -> u16 {
    let columns = state.size.columns;
    let question = question::of(state).map_or(0, |question| question.lines(columns).len());
    let notice = state
        .shown_notice()
        .map_or(0, |notice| notice.lines(columns).len());
    let has_keys = question == 0 || notice == 0;
    let keys = if has_keys { offer::rows(state) } else { 0 };
    let rows = question + notice + keys;
    u16::try_from(rows).map_or(layout::FOOTER_ROWS, |rows| rows.max(layout::FOOTER_ROWS))
}

/// The visible rows of a text that scrolls: fewer below a long notice.
#[must_use]
pub fn document_rows(state: &State) -> usize {
    let taken = rows(state).saturating_sub(layout::FOOTER_ROWS);
    let rows = match state.above.last().and_then(Screen::review) {
        Some(review) => review.rows(state.size),
        None => layout::document_rows(state.size),
    };
    rows.saturating_sub(usize::from(taken))
}
