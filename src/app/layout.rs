//! How much room each part of a screen has, from the terminal's size: `view` draws by it, `app` scrolls, wraps and reads by it.
//!
//! Knows heights, and how much stands side by side. Does not know what stands there.

use serde::{Deserialize, Serialize};

use super::message::Size;

/// The smallest terminal in which the screens say everything they must.
pub const SMALLEST: Size = Size {
    columns: 60,
    rows: 16,
};

/// From so many columns on, a table shows everything that it knows of a row.
pub const WIDE: u16 = 100;
/// From so many columns on, the list of functions stays on the left of what was opened from it.
const BESIDE: u16 = 160;
/// The most columns of that list, with the line that sets it apart. It has fewer where two texts would have no room beside each other.
const LIST_BESIDE: u16 = 60;

/// The rows above a screen's own part: the header.
pub const HEADER_ROWS: u16 = 1;
/// The rows below it: the notice and the keys. A long notice takes more, from what stands lowest on the screen.
pub const FOOTER_ROWS: u16 = 2;
/// The most rows that a notice takes.
pub const NOTICE_ROWS: usize = 3;
/// Title and headings above the list of functions.
pub const EXPLORER_HEAD_ROWS: u16 = 3;
/// Title, verdict, remark and headings above the list of qualifiers.
pub const FUNCTION_HEAD_ROWS: u16 = 4;
/// Title above a text that scrolls.
pub const DOCUMENT_HEAD_ROWS: u16 = 1;

/// From so many columns on, two texts have room beside each other, with the ARN of a usual name whole in either.
const HALVES: u16 = 110;

/// Says whether two texts have room beside each other in so many columns.
#[must_use]
pub fn has_halves(columns: u16) -> bool {
    columns >= HALVES
}

/// Says whether a text has room for what is shown only where nothing else is pushed off the screen by it.
#[must_use]
pub fn is_tall(size: Size) -> bool {
    size.rows >= 40 && opened(size).columns >= WIDE
}

/// The columns of a text that scrolls and was opened from the list: a margin on either side is kept.
#[must_use]
pub fn text_columns(size: Size) -> u16 {
    opened(size).columns.saturating_sub(2)
}

/// Says whether the terminal is too small to show a screen truthfully.
#[must_use]
pub fn too_small(size: Size) -> bool {
    size.columns < SMALLEST.columns || size.rows < SMALLEST.rows
}

/// The rows between header and footer.
#[must_use]
pub fn body_rows(size: Size) -> u16 {
    size.rows.saturating_sub(HEADER_ROWS + FOOTER_ROWS)
}

/// The columns of the list of functions that stays on the left of what was opened from it; 0 where it has no room.
#[must_use]
pub fn list_columns(size: Size) -> u16 {
    if size.columns < BESIDE {
        0
    } else {
        LIST_BESIDE.min(size.columns - HALVES)
    }
}

/// The size that a screen has which was opened from the list: beside it, where both have room.
#[must_use]
pub fn opened(size: Size) -> Size {
    Size {
        columns: size.columns - list_columns(size),
        ..size
    }
}

/// Which of a list and the pane below it has the room; the other keeps what it can't do without.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Roomy {
    /// The list, with a pane of the usual height.
    #[default]
    List,
    /// The pane, with the rows around the selected one.
    Pane,
}

impl Roomy {
    /// The other one.
    #[must_use]
    pub fn other(self) -> Self {
        match self {
            Self::List => Self::Pane,
            Self::Pane => Self::List,
        }
    }

    /// The rows of a list that usually has so many.
    fn rows(self, usual: u16) -> usize {
        usize::from(match self {
            Self::List => usual,
            Self::Pane => usual.min(FEWEST_ROWS),
        })
    }
}

/// The rows that a list keeps where the pane below it has the room: the selected one, and one on either side.
const FEWEST_ROWS: u16 = 3;

/// The rows of the pane below a list: what happens to an event of the selected row.
fn pane_rows(size: Size) -> u16 {
    match body_rows(size) {
        0..=13 => 3,
        14..=17 => 6,
        18..=27 => 7,
        28.. => 11,
    }
}

/// The same below the qualifiers of a function, where names stand in full once there is room.
fn function_pane_rows(size: Size) -> u16 {
    match body_rows(size) {
        0..=31 => pane_rows(size),
        32.. => 14,
    }
}

/// The visible rows of the list of functions.
#[must_use]
pub fn explorer_rows(size: Size, roomy: Roomy) -> usize {
    roomy.rows(body_rows(size).saturating_sub(EXPLORER_HEAD_ROWS + pane_rows(size)))
}

/// The visible rows of the list of qualifiers.
#[must_use]
pub fn function_rows(size: Size, roomy: Roomy) -> usize {
    roomy.rows(body_rows(size).saturating_sub(FUNCTION_HEAD_ROWS + function_pane_rows(size)))
}

/// The visible rows of a text that scrolls.
#[must_use]
pub fn document_rows(size: Size) -> usize {
    usize::from(body_rows(size).saturating_sub(DOCUMENT_HEAD_ROWS))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_list_has_room_in_the_smallest_terminal() {
        let list = Roomy::List;
        assert!(explorer_rows(SMALLEST, list) >= 5 && function_rows(SMALLEST, list) >= 5);
        let pane = Roomy::Pane;
        assert!(explorer_rows(SMALLEST, pane) >= 3 && function_rows(SMALLEST, pane) >= 3);
        assert!(!too_small(SMALLEST));
    }

    #[test]
    fn what_is_opened_beside_the_list_has_room_for_halves() {
        for columns in [0, 60, 159, 160, 165, 170, 400] {
            let size = Size { columns, rows: 45 };
            let beside = list_columns(size) > 0;
            assert_eq!(beside, columns >= 160);
            assert!(!beside || has_halves(opened(size).columns), "{columns}");
            assert!(!beside || list_columns(size) >= 50, "{columns}");
            assert_eq!(opened(size).columns + list_columns(size), columns);
        }
    }

    #[test]
    fn no_size_overflows() {
        for size in [
            Size {
                columns: 0,
                rows: 0,
            },
            Size {
                columns: 1,
                rows: 1,
            },
            Size {
                columns: 300,
                rows: 3,
            },
        ] {
            assert!(too_small(size));
            assert_eq!(
                explorer_rows(size, Roomy::List)
                    + function_rows(size, Roomy::List)
                    + document_rows(size),
                0
            );
        }
    }
}
