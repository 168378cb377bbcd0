//! Draws the state: rank 2, imports `app` and `domain`, knows no I/O.

use ratatui::Frame;

use crate::app::state::State;

/// Draws one frame.
pub fn draw(frame: &mut Frame<'_>, state: &State) {
    let text = format!("{}x{}", state.size.columns, state.size.rows);
    frame.render_widget(text, frame.area());
}
