//! The rows of the qualifiers of one function, and their headings.
//!
//! Knows columns and where orphans stand. Does not know how rows came about.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Line;
use unicode_width::UnicodeWidthStr;

use super::qualifier_cells::{AGE, QualifierCells, RETRY, routes};
use super::table::{Margin, Row, Sign};
use super::{cells, row, theme};
use crate::app::entry::Entry;
use crate::app::function::FunctionScreen;
use crate::app::layout;
use crate::app::qualifier_rows::{Held, QualifierRow};
use crate::app::state::State;
use crate::domain::verdict::Existence;
use crate::domain::words;

/// What stands above the settings that nothing uses any more.
const LEFT_BEHIND: &str =
    "  -- settings left behind by qualifiers that are gone: nothing uses them now ";
/// The same where that has no room.
const LEFT_BEHIND_SHORT: &str = "  -- left behind by qualifiers that are gone: not used ";

/// The same where only drafts are left.
const DRAFTS_LEFT: &str = "  -- drafts for qualifiers that are gone ";

/// Draws headings and qualifiers; a line sets apart what is left behind.
pub(super) fn draw(
    frame: &mut Frame<'_>,
    area: Rect,
    state: &State,
    (screen, entry, height): (&FunctionScreen, &Entry, usize),
) {
    let columns = Columns::of(area.width);
    let headings = columns.headings().filled(area.width);
    row(frame, area, layout::FUNCTION_HEAD_ROWS - 1, headings);
    let selected = screen.selected().map(|row| &row.qualifier);
    let visible: Vec<&QualifierRow> = screen.visible(height).collect();
    let names: Vec<String> = visible
        .iter()
        .map(|row| row.qualifier.to_string())
        .collect();
    let texts: Vec<&str> = names.iter().map(String::as_str).collect();
    let tails = cells::tails(&texts, columns.qualifier);
    let mut index = layout::FUNCTION_HEAD_ROWS;
    let mut set_apart = false;
    for ((qualifier, name), tail) in visible.into_iter().zip(&names).zip(tails) {
        if qualifier.existence == Existence::Gone && !set_apart {
            let line = left_behind(area.width, qualifier.is_draft_only());
            row(frame, area, index, line);
            index += 1;
            set_apart = true;
        }
        let target = entry.target(&qualifier.qualifier);
        let margin = Margin {
            selected: selected == Some(&qualifier.qualifier),
            sign: Sign::of(
                state.memory.is_open(&target),
                state.drafts.get(&target).is_some(),
            ),
            aside: false,
        };
        let name = cells::fit_with_tail(name, columns.qualifier, tail);
        let line = Row::new(margin).cell(&name, columns.qualifier);
        let line = columns.row(line, (entry, qualifier), state);
        row(frame, area, index, line.filled(area.width));
        index += 1;
    }
}

/// The line above what is left behind: settings, before drafts alone.
fn left_behind(width: u16, is_draft_only: bool) -> Line<'static> {
    let width = usize::from(width).saturating_sub(1);
    let text = if is_draft_only {
        DRAFTS_LEFT
    } else if LEFT_BEHIND.width() <= width {
        LEFT_BEHIND
    } else {
        LEFT_BEHIND_SHORT
    };
    let line = format!("{text:-<width$}");
    Line::styled(cells::fit(&line, width), theme::QUIET)
}

/// Widths of the columns.
struct Columns {
    qualifier: usize,
    routes: usize,
    more: More,
}

/// The columns behind the age.
enum More {
    /// Where given-up events go.
    Narrow { given_up: usize },
    /// The same, and when that was set last.
    Usual { given_up: usize },
    /// The same with the success destination before, and with the year.
    Wide { success: usize, given_up: usize },
}

/// Cells of the column CHANGED, and of the longer one that always tells year and time.
const CHANGED: usize = 11;
const CHANGED_WHEN: usize = 16;
/// Cells of the column ROUTES TO.
const ROUTES: usize = 16;

impl Columns {
    fn of(width: u16) -> Self {
        let free = usize::from(width).saturating_sub(2 + ROUTES + 1 + RETRY + 1 + AGE + 1 + 1);
        match width {
            0..=79 => {
                let qualifier = (free * 2 / 5).max(8);
                let given_up = free.saturating_sub(qualifier + 1);
                Self {
                    qualifier,
                    routes: ROUTES,
                    more: More::Narrow { given_up },
                }
            }
            80..layout::WIDE => {
                let free = free.saturating_sub(CHANGED + 1);
                let qualifier = free / 3;
                let given_up = free.saturating_sub(qualifier + 1);
                Self {
                    qualifier,
                    routes: ROUTES,
                    more: More::Usual { given_up },
                }
            }
            layout::WIDE.. => {
                let wider = usize::from(width - layout::WIDE) / 8;
                let free = free.saturating_sub(CHANGED_WHEN + 1 + wider);
                let qualifier = free / 4;
                let success = free * 5 / 16;
                let given_up = free.saturating_sub(qualifier + success + 2);
                Self {
                    qualifier,
                    routes: ROUTES + wider,
                    more: More::Wide { success, given_up },
                }
            }
        }
    }

    fn headings(&self) -> Row {
        let mut headings = vec![
            ("QUALIFIER", self.qualifier),
            ("ROUTES TO", self.routes),
            ("RETRY", RETRY),
            ("AGE", AGE),
        ];
        match self.more {
            More::Narrow { given_up } => headings.push(("WHEN GIVEN UP", given_up)),
            More::Usual { given_up } => {
                headings.extend([("WHEN GIVEN UP", given_up), ("CHANGED UTC", CHANGED)]);
            }
            More::Wide { success, given_up } => headings.extend([
                ("ON SUCCESS", success),
                ("WHEN GIVEN UP", given_up),
                ("CHANGED (UTC)", CHANGED_WHEN),
            ]),
        }
        Row::headings(&headings)
    }

    fn row(&self, row: Row, (entry, qualifier): (&Entry, &QualifierRow), state: &State) -> Row {
        if qualifier.is_draft_only() {
            // Two words in the place of two numbers: there are none.
            let row = row.cell("gone", self.routes);
            return row.cell("draft", RETRY).cell("only", AGE);
        }
        let cells = QualifierCells::of(entry, &qualifier.qualifier, state);
        let drops = cells.drops && qualifier.existence == Existence::Exists;
        let target = match qualifier.existence {
            Existence::Gone => "gone".to_owned(),
            // Where the list that would tell could not be read, nobody knows.
            Existence::NotFoundSoFar
                if Entry::list_of(&qualifier.qualifier)
                    .is_some_and(|list| entry.failure(list).is_some()) =>
            {
                "?".to_owned()
            }
            Existence::NotFoundSoFar => "not found so far".to_owned(),
            Existence::Exists => {
                let is_old = entry.aliases.is_old(state.now);
                routes(&qualifier.routes, self.routes, is_old)
            }
        };
        let row = row
            .cell(&target, self.routes)
            .cell(&cells.retry, RETRY)
            .cell(&cells.age, AGE);
        match self.more {
            More::Narrow { given_up } => row.warning(&cells.given_up, given_up, drops),
            More::Usual { given_up } => row
                .warning(&cells.given_up, given_up, drops)
                .cell(&changed(qualifier, state, CHANGED), CHANGED),
            More::Wide { success, given_up } => row
                .cell(&cells.on_success, success)
                .warning(&cells.given_up, given_up, drops)
                .cell(&changed(qualifier, state, CHANGED_WHEN), CHANGED_WHEN),
        }
    }
}

/// When the service last changed the configuration, as far as the column has room for it.
fn changed(row: &QualifierRow, state: &State, width: usize) -> String {
    let shown = |at| {
        if width < CHANGED_WHEN {
            words::short_minute(at, state.now)
        } else {
            words::minute(at)
        }
    };
    match &row.held {
        Held::Own(last_modified) => last_modified.map_or("?".to_owned(), shown),
        Held::Defaults => "-".to_owned(),
        Held::NotRead => "..".to_owned(),
        Held::Unreadable => "?".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_width_is_used_and_none_is_exceeded() {
        for width in 60..=400 {
            let columns = Columns::of(width);
            let headings = columns.headings().filled(width).width();
            assert_eq!(headings, usize::from(width), "{width}");
            assert!(columns.qualifier >= 10, "{width}");
        }
    }
}
