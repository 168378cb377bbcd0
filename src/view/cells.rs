//! Texts cut or padded to a number of cells: the one place where a name may lose its middle.
//!
//! Knows widths of characters. Does not know what a text says; control characters are replaced before it is measured.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use crate::domain::words::clean;

/// How many cells of the end are kept when the middle is cut out.
const TAIL: usize = 10;

/// A text that takes exactly `width` cells: padded at the end, or with `…` in the place of its middle.
#[must_use]
pub fn fit(text: &str, width: usize) -> String {
    let text = clean(text);
    let needed = text.width();
    if needed <= width {
        return format!("{text}{}", " ".repeat(width - needed));
    }
    let Some(room) = width.checked_sub(1) else {
        return String::new();
    };
    let tail = last_cells(&text, TAIL.min(room / 2));
    let head = first_cells(&text, room - tail.width());
    let padding = room - head.width() - tail.width();
    format!("{head}…{tail}{}", " ".repeat(padding))
}

/// As much of the beginning as fits into `width` cells; wide characters are never halved.
#[must_use]
pub fn first_cells(text: &str, width: usize) -> &str {
    let mut used = 0;
    let end = text.char_indices().find_map(|(index, character)| {
        used += character.width().unwrap_or(0);
        (used > width).then_some(index)
    });
    text.get(..end.unwrap_or(text.len())).unwrap_or_default()
}

/// As much of the end as fits into `width` cells.
#[must_use]
pub fn last_cells(text: &str, width: usize) -> &str {
    let mut used = 0;
    let start = text.char_indices().rev().find_map(|(index, character)| {
        used += character.width().unwrap_or(0);
        (used > width).then_some(index + character.len_utf8())
    });
    text.get(start.unwrap_or(0)..).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_takes_exactly_the_cells_it_is_given() {
        for (text, width, shown) in [
            ("orders", 8, "orders  "),
            (
                "payments-chargeback-notify-v2",
                24,
                "payments-char…-notify-v2",
            ),
            ("orders", 0, ""),
            ("orders", 1, "…"),
            ("日本語日本語日本語", 8, "日本…語 "),
            ("a\u{1b}b", 4, "a\u{fffd}b "),
        ] {
            assert_eq!(fit(text, width), shown, "{text} in {width}");
            assert_eq!(fit(text, width).width(), width, "{text} in {width}");
        }
    }
}
