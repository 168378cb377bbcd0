//! The selected row of a list and the first row that is visible, both moved by `update`.
//!
//! Knows numbers only. Does not know what the rows are.

use serde::{Deserialize, Serialize};

/// Where one is in a list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListCursor {
    /// The selected row.
    pub selected: usize,
    /// The first visible row.
    pub first: usize,
}

/// A move within a list or a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Motion {
    /// One row down.
    Down,
    /// One row up.
    Up,
    /// One screen down.
    PageDown,
    /// One screen up.
    PageUp,
    /// To the first row.
    Start,
    /// To the last row.
    End,
}

impl ListCursor {
    /// Moves the selection in a list of `length` rows of which `height` are visible.
    pub fn go(&mut self, motion: Motion, length: usize, height: usize) {
        let page = height.max(1);
        self.selected = match motion {
            Motion::Down => self.selected.saturating_add(1),
            Motion::Up => self.selected.saturating_sub(1),
            Motion::PageDown => self.selected.saturating_add(page),
            Motion::PageUp => self.selected.saturating_sub(page),
            Motion::Start => 0,
            Motion::End => usize::MAX,
        };
        self.fit(length, height);
    }

    /// Keeps the selection within the list and visible, after either changed.
    pub fn fit(&mut self, length: usize, height: usize) {
        let height = height.max(1);
        self.selected = self.selected.min(length.saturating_sub(1));
        let last_first = length.saturating_sub(height);
        let lowest = (self.selected + 1).saturating_sub(height);
        self.first = self.first.clamp(lowest, self.selected).min(last_first);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_selection_stays_within_the_list_and_visible() {
        let mut cursor = ListCursor::default();
        for (motion, selected, first) in [
            (Motion::Up, 0, 0),
            (Motion::Down, 1, 0),
            (Motion::PageDown, 4, 2),
            (Motion::End, 9, 7),
            (Motion::Down, 9, 7),
            (Motion::PageUp, 6, 6),
            (Motion::Start, 0, 0),
        ] {
            cursor.go(motion, 10, 3);
            assert_eq!(
                (cursor.selected, cursor.first),
                (selected, first),
                "{motion:?}"
            );
        }
    }

    #[test]
    fn a_list_that_shrinks_takes_the_cursor_with_it() {
        let mut cursor = ListCursor {
            selected: 9,
            first: 7,
        };
        cursor.fit(2, 3);
        assert_eq!(
            cursor,
            ListCursor {
                selected: 1,
                first: 0
            }
        );
        cursor.fit(0, 0);
        assert_eq!(cursor, ListCursor::default());
    }
}
