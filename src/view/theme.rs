//! Colours and attributes: what sets a thing off from the rest.
//!
//! Knows styles only. Colour never carries meaning alone: a word or a mark says the same, so that a terminal without colours
//! shows everything. Only the 16 colours are used, which light and dark terminals both choose to be readable.

use ratatui::style::{Color, Modifier, Style};

use crate::app::document::Mark;

/// Text that is not set off.
pub const PLAIN: Style = Style::new();
/// Headings, titles, keys.
pub const STRONG: Style = Style::new().add_modifier(Modifier::BOLD);
/// What is there and matters little.
pub const QUIET: Style = Style::new().add_modifier(Modifier::DIM);
/// The selected row.
pub const SELECTED: Style = Style::new().add_modifier(Modifier::REVERSED);
/// The letters that a filter matched.
pub const MATCHED: Style = Style::new()
    .add_modifier(Modifier::BOLD)
    .add_modifier(Modifier::UNDERLINED);
/// What can lose events, and warnings.
pub const WARNING: Style = Style::new().fg(Color::Yellow);
/// What is wrong.
pub const WRONG: Style = Style::new().fg(Color::Red);
/// What a draft changes.
pub const CHANGED: Style = Style::new().fg(Color::Cyan);
/// A reset: the one thing that nobody may overlook.
pub const RESET: Style = Style::new()
    .fg(Color::Red)
    .add_modifier(Modifier::REVERSED)
    .add_modifier(Modifier::BOLD);
/// A good outcome.
pub const DONE: Style = Style::new().fg(Color::Green).add_modifier(Modifier::BOLD);

/// The style of a line of a text that scrolls.
#[must_use]
pub fn of_mark(mark: Mark) -> Style {
    match mark {
        Mark::Plain | Mark::Reset => PLAIN,
        Mark::Heading => STRONG,
        Mark::Quiet => QUIET,
        Mark::Changed | Mark::Code | Mark::Command => CHANGED,
        Mark::Warning => WARNING,
        Mark::Done => DONE,
        Mark::Bad => WRONG.add_modifier(Modifier::BOLD),
        Mark::Selected => SELECTED,
    }
}
