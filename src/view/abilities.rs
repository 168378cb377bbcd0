//! What a terminal shows: which characters, and whether colours.
//!
//! Knows how a finished frame is reduced to that. Does not know how anybody finds out, nor what is drawn: no screen has to ask.

use ratatui::buffer::Buffer;
use ratatui::style::Color;

use super::ascii::Characters;

/// What a terminal shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Abilities {
    /// The characters that it has.
    pub characters: Characters,
    /// Whether colours are wanted; attributes such as reverse video are shown in any case.
    pub colours: bool,
}

impl Abilities {
    /// A terminal that shows everything.
    pub const ALL: Self = Self {
        characters: Characters::Unicode,
        colours: true,
    };
}

/// Takes the colours out of every cell. Left to the writer of the terminal they would come out as an empty sequence, which means
/// "reset" and takes bold and reverse video away as well.
pub(super) fn without_colours(buffer: &mut Buffer) {
    for cell in &mut buffer.content {
        cell.fg = Color::Reset;
        cell.bg = Color::Reset;
    }
}
