//! Draws the state: rank 2, imports `app` and `domain`.
//!
//! Knows cells and styles. Does not know effects or I/O, and changes nothing: what it needs is in the state.

pub mod abilities;
mod about;
pub mod ascii;
pub mod cells;
mod consequences;
mod described;
mod document;
mod explorer;
mod footer;
mod form;
mod function;
mod header;
mod list;
mod others;
mod pane;
mod qualifier_cells;
mod qualifiers;
mod summary;
mod table;
pub mod theme;

use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::text::Line;

use self::abilities::Abilities;
use self::ascii::Characters;
use crate::app::footer::Footer;
use crate::app::layout;
use crate::app::message::Size;
use crate::app::review::text;
use crate::app::state::{Screen, State};

/// Draws one frame for a terminal with these abilities.
pub fn draw(frame: &mut Frame<'_>, state: &State, abilities: Abilities) {
    match abilities.characters {
        Characters::Unicode => draw_all(frame, state),
        Characters::Ascii => draw_ascii(frame, state),
    }
    if !abilities.colours {
        abilities::without_colours(frame.buffer_mut());
    }
}

fn draw_all(frame: &mut Frame<'_>, state: &State) {
    let area = frame.area();
    let size = Size {
        columns: area.width,
        rows: area.height,
    };
    if layout::too_small(size) {
        let (needed, leaves) = ("60x16 needed", "Ctrl-C leaves");
        if area.height > 1 {
            row(frame, area, 0, needed);
            row(frame, area, 1, leaves);
        } else {
            row(frame, area, 0, format!("{needed}. {leaves}."));
        }
        return;
    }
    if let Some(Screen::Text(text)) = state.above.last()
        && text.title.is_none()
    {
        document::draw_alone(frame, area, &text.document);
        return;
    }
    let footer = Footer::of(state);
    let [head, body, foot] = Layout::vertical([
        Constraint::Length(layout::HEADER_ROWS),
        Constraint::Fill(1),
        Constraint::Length(footer.rows()),
    ])
    .areas(area);
    header::draw(frame, head, state);
    let body = beside_the_list(frame, body, state);
    match state.above.last() {
        None => explorer::draw(frame, body, state),
        Some(Screen::Function(function)) => function::draw(frame, body, state, function),
        Some(Screen::Form(form)) => form::draw(frame, body, state, form),
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
    footer::draw(frame, foot, state, &footer);
}

/// Draws the list on the left of what was opened from it, where both have room; says what is left.
fn beside_the_list(frame: &mut Frame<'_>, body: Rect, state: &State) -> Rect {
    let columns = state.list_columns();
    let [left, right] =
        Layout::horizontal([Constraint::Length(columns), Constraint::Fill(1)]).areas(body);
    if let Some(width) = columns.checked_sub(1) {
        explorer::draw_list(frame, Rect { width, ..left }, state);
        let line = Rect {
            x: left.x + width,
            width: 1,
            ..left
        };
        for index in 0..line.height {
            row(frame, line, index, Line::styled("|", theme::QUIET));
        }
    }
    right
}

/// Draws one frame for a terminal that shows nothing but ASCII. A text that stands alone is there to be selected: where it is not
/// shown to the letter, the last row says so. What was copied stays as it is.
fn draw_ascii(frame: &mut Frame<'_>, state: &State) {
    draw_all(frame, state);
    let replaced = ascii::reduce(frame.buffer_mut());
    let is_alone = matches!(state.above.last(), Some(Screen::Text(text)) if text.title.is_none());
    if replaced > 0 && is_alone {
        let area = frame.area();
        let are = if replaced == 1 {
            "1 character is".to_owned()
        } else {
            format!("{replaced} characters are")
        };
        let said = format!("! Not exact: {are} not ASCII and shown as ?");
        let last = Line::styled(cells::fit(&said, usize::from(area.width)), theme::WARNING);
        row(frame, area, area.height.saturating_sub(1), last);
    }
}

/// Draws a line in the row of an area, counted from its top; rows beyond it are left out.
fn row<'a>(frame: &mut Frame<'_>, area: Rect, index: u16, line: impl Into<Line<'a>>) {
    if index < area.height {
        let row = Rect {
            y: area.y + index,
            height: 1,
            ..area
        };
        frame.render_widget(line.into(), row);
    }
}
