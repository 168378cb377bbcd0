//! Output for terminals that show nothing but ASCII.
//!
//! Knows what stands for a character that such a terminal can't show: in a cell something of the same width, in a line of text
//! something that still tells which character it was. Does not know what is drawn: it works on finished cells, so that no screen
//! has to know which characters the terminal has.

use std::borrow::Cow;

use ratatui::buffer::Buffer;
use unicode_width::UnicodeWidthStr;

/// The characters that a terminal shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Characters {
    /// Those of Unicode.
    Unicode,
    /// Those of ASCII.
    Ascii,
}

impl Characters {
    /// A line as it is printed: where it can't be shown as it is, each character beyond ASCII as `\u{e9}`. Nothing is lost, and what
    /// is a command does not silently become another one.
    #[must_use]
    pub fn line(self, text: &str) -> Cow<'_, str> {
        if self == Self::Unicode || text.is_ascii() {
            return Cow::Borrowed(text);
        }
        let mut line = String::with_capacity(text.len());
        for character in text.chars() {
            if character.is_ascii() {
                line.push(character);
            } else {
                line.extend(character.escape_unicode());
            }
        }
        Cow::Owned(line)
    }
}

/// What stands for the mark of a cut; every other character beyond ASCII is shown as `?`.
const CUT: (&str, &str) = ("\u{2026}", "~");

/// Replaces what is beyond ASCII in every cell, and says how many characters that were. The cells that a wide one took are as many
/// as before.
pub(super) fn reduce(buffer: &mut Buffer) -> usize {
    let mut replaced = 0;
    let mut wide = None;
    for cell in &mut buffer.content {
        if let Some((left @ 1.., stand_in)) = &mut wide
            && cell.symbol() == " "
        {
            cell.clone_from(stand_in);
            *left -= 1;
            continue;
        }
        wide = None;
        if cell.symbol().is_ascii() {
            continue;
        }
        replaced += 1;
        let more = cell.symbol().width().saturating_sub(1);
        cell.set_symbol(if cell.symbol() == CUT.0 { CUT.1 } else { "?" });
        if more > 0 {
            wide = Some((more, cell.clone()));
        }
    }
    replaced
}

#[cfg(test)]
mod tests {
    use ratatui::buffer::Cell;
    use ratatui::style::{Modifier, Style};

    use super::*;

    fn reduced(text: &str) -> (String, usize) {
        let mut buffer = Buffer::with_lines([text]);
        let width = buffer.area.width;
        let replaced = reduce(&mut buffer);
        assert_eq!(buffer.area.width, width);
        let shown: String = buffer.content.iter().map(Cell::symbol).collect();
        assert_eq!(shown.len(), usize::from(width), "{shown}");
        (shown, replaced)
    }

    #[test]
    fn every_cell_becomes_ascii_and_keeps_its_place() {
        for (text, shown, replaced) in [
            ("payments -> live", "payments -> live", 0),
            ("payments-char…-v2|", "payments-char~-v2|", 1),
            ("a\u{fffd}[31mb", "a?[31mb", 1),
            ("日本 x", "???? x", 2),
            ("日本", "????", 2),
            ("cafe\u{301} x", "caf? x", 1),
            ("\u{1f468}\u{200d}\u{1f469} x", "?? x", 1),
        ] {
            assert_eq!(reduced(text), (shown.to_owned(), replaced), "{text}");
        }
    }

    #[test]
    fn both_halves_of_a_wide_character_keep_its_style() {
        let mut buffer = Buffer::with_lines(["日x"]);
        let reversed = Style::new().add_modifier(Modifier::REVERSED);
        buffer.set_stringn(0, 0, "日", 2, reversed);
        reduce(&mut buffer);
        let styles: Vec<Modifier> = buffer.content.iter().map(|cell| cell.modifier).collect();
        let (on, off) = (Modifier::REVERSED, Modifier::empty());
        assert_eq!(styles, [on, on, off]);
    }

    #[test]
    fn a_printed_line_loses_nothing() {
        let line = "aws --name 'caf\u{e9}'";
        assert_eq!(Characters::Unicode.line(line), line);
        assert_eq!(Characters::Ascii.line(line), "aws --name 'caf\\u{e9}'");
        assert_eq!(Characters::Ascii.line("plain"), "plain");
    }
}
