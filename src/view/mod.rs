//! Draws the state: rank 2, imports `app` and `domain`.
//!
//! Knows cells and styles. Does not know effects or I/O, and changes nothing: what it needs is in the state.

pub mod cells;
mod document;
mod explorer;
mod footer;
mod form;
mod function;
mod header;
mod pane;
pub mod theme;

use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::text::Line;

use crate::app::layout;
use crate::app::message::Size;
use crate::app::review::text;
use crate::app::state::{Screen, State};

/// Draws one frame.
pub fn draw(frame: &mut Frame<'_>, state: &State) {
    let area = frame.area();
    let size = Size {
        columns: area.width,
        rows: area.height,
    };
    if layout::too_small(size) {
        frame.render_widget("60x16 needed", area);
        return;
    }
    if let Some(Screen::Text(text)) = state.above.last()
        && text.title.is_none()
    {
        document::draw_alone(frame, area, &text.document);
        return;
    }
    let [head, body, foot] = Layout::vertical([
        Constraint::Length(layout::HEADER_ROWS),
        Constraint::Fill(1),
        Constraint::Length(state.footer_rows()),
    ])
    .areas(area);
    header::draw(frame, head, state);
    match state.above.last() {
        None => explorer::draw(frame, body, state),
        Some(Screen::Function(function)) => function::draw(frame, body, state, function),
        Some(Screen::Form(form)) => form::draw(frame, body, form),
        Some(Screen::Review(review)) => {
            let head = text::head(review, size);
            document::draw_headed(frame, body, &head, &review.document);
        }
        Some(Screen::Text(text)) => {
            document::draw(
                frame,
                body,
                text.title.as_deref().unwrap_or_default(),
                &text.document,
            );
        }
    }
    footer::draw(frame, foot, state);
}

/// Draws a line in the row of an area, counted from its top; rows beyond it are left out.
fn row(frame: &mut Frame<'_>, area: Rect, index: u16, line: impl Into<Line<'static>>) {
    if index < area.height {
        let row = Rect {
            y: area.y + index,
            height: 1,
            ..area
        };
        frame.render_widget(line.into(), row);
    }
}
