//! The rows of the list of functions, and its headings.
//!
//! Knows columns: fewer in a narrow place, more in a wide one. Only visible rows are looked at, however many functions there are.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Line;

use super::others::Others;
use super::qualifier_cells::{AGE, QualifierCells, RETRY};
use super::table::{Margin, Row, Sign};
use super::{cells, row, theme};
use crate::app::entry::Entry;
use crate::app::filter::Filter;
use crate::app::layout;
use crate::app::state::State;
use crate::domain::qualifier::Qualifier;

/// Draws headings and as many rows as the list has, which is fewer where something was opened from it.
pub(super) fn draw(frame: &mut Frame<'_>, area: Rect, state: &State) {
    let columns = Columns::of(area.width);
    let above = Line::styled(columns.above(), theme::QUIET);
    row(frame, area, 0, above);
    row(frame, area, 1, columns.headings().filled(area.width));
    let height = state.explorer.height(state.size);
    let visible: Vec<(usize, &Entry)> = state.explorer.rows(&state.catalogue, height).collect();
    let names: Vec<String> = visible
        .iter()
        .map(|(_, entry)| state.session.name_of(&entry.function))
        .collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let tails = cells::tails(&names, columns.name);
    let mut filter = state.explorer.matching();
    for (((index, (position, entry)), tail), name) in (2..).zip(visible).zip(tails).zip(names) {
        let margin = Margin {
            selected: position == state.explorer.cursor.selected,
            sign: Sign::of(
                state.memory.has_open_write(&entry.function),
                state.drafts.of_function(&entry.function),
            ),
            aside: !state.above.is_empty(),
        };
        let name = columns.name((entry, name), tail, filter.as_mut());
        let line = columns.row(entry, Row::new(margin).marked(name), state);
        row(frame, area, index, line.filled(area.width));
    }
}

/// Widths of the columns.
struct Columns {
    name: usize,
    /// Retries and age have room.
    numbers: bool,
    more: More,
    others: usize,
}

/// The columns between the age and the other qualifiers.
enum More {
    /// Where given-up events go, in one column, and whether another qualifier drops its own.
    Narrow,
    /// The same, and the other qualifiers by name.
    Usual,
    /// Both destinations and the dead-letter queue, each in a column.
    Wide {
        success: usize,
        failure: usize,
        dead_letters: usize,
    },
}

/// Cells of the column WHEN GIVEN UP.
const GIVEN_UP: usize = 21;
/// Cells of the longest name that a function can have.
const LONGEST_NAME: usize = 64;
/// Cells of the other qualifiers that a name takes none of.
const OTHERS: usize = 40;
/// Cells of the other qualifiers where they are only counted.
const COUNT: usize = 5;

impl Columns {
    fn of(width: u16) -> Self {
        // Where the list stands aside, names matter more than numbers.
        let numbers = width >= layout::SMALLEST.columns;
        let free = usize::from(width)
            .saturating_sub(2 + 1)
            .saturating_sub(if numbers { RETRY + 1 + AGE + 1 } else { 0 });
        match width {
            0..=79 => Self {
                name: free.saturating_sub(GIVEN_UP + 1 + COUNT + 1),
                numbers,
                more: More::Narrow,
                others: COUNT,
            },
            80..layout::WIDE => {
                let free = free.saturating_sub(GIVEN_UP + 1);
                let name = free * 3 / 5;
                Self {
                    name,
                    numbers,
                    more: More::Usual,
                    others: free.saturating_sub(name + 1),
                }
            }
            layout::WIDE.. => {
                let wider = usize::from(width - layout::WIDE) / 10;
                let (success, failure, dead_letters) = (12 + wider, 18 + wider, 14 + wider);
                let free = free.saturating_sub(success + failure + dead_letters + 3);
                // The longest name has room as soon as the qualifiers do not miss it.
                let beside_others = free.saturating_sub(OTHERS + 1);
                let name = (free * 3 / 5).max(beside_others).min(LONGEST_NAME);
                let more = More::Wide {
                    success,
                    failure,
                    dead_letters,
                };
                Self {
                    name,
                    numbers,
                    more,
                    others: free.saturating_sub(name + 1),
                }
            }
        }
    }

    /// What stands above the headings: whose settings they are.
    fn above(&self) -> String {
        let latest = format!("{:indent$}$LATEST", "", indent = 2 + self.name + 1);
        let before_others = match self.more {
            More::Narrow => return latest,
            More::Usual => GIVEN_UP + 1,
            More::Wide {
                success,
                failure,
                dead_letters,
            } => success + failure + dead_letters + 3,
        };
        let others = 2 + self.name + 1 + RETRY + 1 + AGE + 1 + before_others;
        format!("{latest:<others$}OTHER")
    }

    fn headings(&self) -> Row {
        let mut headings = vec![("FUNCTION", self.name)];
        if self.numbers {
            headings.extend([("RETRY", RETRY), ("AGE", AGE)]);
        }
        match self.more {
            More::Narrow => headings.extend([("WHEN GIVEN UP", GIVEN_UP), ("OTHER", self.others)]),
            More::Usual => {
                headings.extend([("WHEN GIVEN UP", GIVEN_UP), ("QUALIFIERS", self.others)]);
            }
            More::Wide {
                success,
                failure,
                dead_letters,
            } => headings.extend([
                ("ON SUCCESS", success),
                ("ON FAILURE", failure),
                ("DLQ", dead_letters),
                ("QUALIFIERS", self.others),
            ]),
        }
        Row::headings(&headings)
    }

    /// The name as it is shown, which an account can stand before; the filter looks at the name alone.
    fn name(
        &self,
        (entry, shown): (&Entry, &str),
        tail: usize,
        filter: Option<&mut Filter>,
    ) -> Vec<(String, bool)> {
        let name = entry.function.name.as_str();
        let before = shown.chars().count() - name.chars().count();
        let letters = filter.map_or_else(Vec::new, |filter| filter.letters(name));
        let letters: Vec<usize> = letters.iter().map(|letter| before + letter).collect();
        cells::fit_marked(shown, (self.name, tail), &letters)
    }

    fn row(&self, entry: &Entry, row: Row, state: &State) -> Row {
        let latest = QualifierCells::of(entry, &Qualifier::Latest, state);
        let row = if self.numbers {
            row.cell(&latest.retry, RETRY).cell(&latest.age, AGE)
        } else {
            row
        };
        let row = match self.more {
            More::Narrow | More::Usual => row.warning(&latest.given_up, GIVEN_UP, latest.drops),
            More::Wide {
                success,
                failure,
                dead_letters,
            } => row
                .cell(&latest.on_success, success)
                .warning(&latest.on_failure, failure, latest.drops)
                .cell(&latest.dead_letters, dead_letters),
        };
        let others = Others::of(entry, state);
        let text = match self.more {
            More::Narrow => others.counted(self.others),
            More::Usual | More::Wide { .. } => others.named(self.others),
        };
        row.warning(&text, self.others, others.warns())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// One letter was cut off the longest name in 200 columns, while the qualifiers had dozens to spare.
    #[test]
    fn the_longest_name_is_whole_in_200_columns() {
        assert_eq!(Columns::of(200).name, LONGEST_NAME);
    }

    #[test]
    fn every_width_is_used_and_none_is_exceeded() {
        for width in 59..=400 {
            let columns = Columns::of(width);
            let headings = columns.headings().filled(width).width();
            assert_eq!(headings, usize::from(width), "{width}");
            assert!(columns.name >= 12, "{width}");
            assert!(columns.others >= 5, "{width}");
        }
    }
}
