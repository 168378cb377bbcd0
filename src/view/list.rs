//! The rows of the list of functions, and its headings.
//!
//! Knows columns: fewer in a narrow place, more in a wide one. Only visible rows are looked at, however many functions there are.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Line;
use unicode_width::UnicodeWidthStr;

use super::qualifier_cells::{AGE, QualifierCells, RETRY};
use super::table::{Margin, Row};
use super::{cells, row, theme};
use crate::app::catalogue::{Entry, Part};
use crate::app::filter::Filter;
use crate::app::function::{self, Held};
use crate::app::layout;
use crate::app::outlook;
use crate::app::state::State;
use crate::domain::qualifier::Qualifier;
use crate::domain::verdict::Existence;
use crate::domain::words;

/// Draws headings and as many rows as the list has, which is fewer where something was opened from it.
pub(super) fn draw(frame: &mut Frame<'_>, area: Rect, state: &State) {
    let columns = Columns::of(area.width);
    let above = Line::styled(columns.above(), theme::QUIET);
    row(frame, area, 0, above);
    row(frame, area, 1, columns.headings().filled(area.width));
    let height = layout::explorer_rows(state.size);
    let visible: Vec<(usize, &Entry)> = state.explorer.rows(&state.catalogue, height).collect();
    let names: Vec<&str> = visible
        .iter()
        .map(|(_, entry)| entry.function.name.as_str())
        .collect();
    let tails = cells::tails(&names, columns.name);
    let mut filter = state.explorer.matching();
    for ((index, (position, entry)), tail) in (2..).zip(visible).zip(tails) {
        let margin = Margin {
            selected: position == state.explorer.cursor.selected,
            draft: state.drafts.of_function(&entry.function),
            aside: !state.above.is_empty(),
        };
        let name = columns.name(entry, tail, filter.as_mut());
        let line = columns.row(entry, Row::new(margin).marked(name), state);
        row(frame, area, index, line.filled(area.width));
    }
}

/// Widths of the columns.
struct Columns {
    name: usize,
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
/// Cells of the other qualifiers where they are only counted.
const COUNT: usize = 5;

impl Columns {
    fn of(width: u16) -> Self {
        let free = usize::from(width).saturating_sub(2 + RETRY + 1 + AGE + 1 + 1);
        match width {
            0..=79 => Self {
                name: free.saturating_sub(GIVEN_UP + 1 + COUNT + 1).max(8),
                more: More::Narrow,
                others: COUNT,
            },
            80..layout::WIDE => {
                let free = free.saturating_sub(GIVEN_UP + 1);
                let name = free * 3 / 5;
                Self {
                    name,
                    more: More::Usual,
                    others: free.saturating_sub(name + 1),
                }
            }
            layout::WIDE.. => {
                let wider = usize::from(width - layout::WIDE) / 10;
                let (success, failure, dead_letters) = (12 + wider, 18 + wider, 14 + wider);
                let free = free.saturating_sub(success + failure + dead_letters + 3);
                let name = (free * 3 / 5).min(64);
                let more = More::Wide {
                    success,
                    failure,
                    dead_letters,
                };
                Self {
                    name,
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
        let mut headings = vec![("FUNCTION", self.name), ("RETRY", RETRY), ("AGE", AGE)];
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

    fn name(&self, entry: &Entry, tail: usize, filter: Option<&mut Filter>) -> Vec<(String, bool)> {
        let name = entry.function.name.as_str();
        let letters = filter.map_or_else(Vec::new, |filter| filter.letters(name));
        cells::fit_marked(name, (self.name, tail), &letters)
    }

    fn row(&self, entry: &Entry, row: Row, state: &State) -> Row {
        let latest = QualifierCells::of(entry, &Qualifier::Latest, state);
        let row = row.cell(&latest.retry, RETRY).cell(&latest.age, AGE);
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
            More::Narrow => others.counted(),
            More::Usual | More::Wide { .. } => others.named(self.others),
        };
        row.warning(&text, self.others, others.warns())
    }
}

/// The qualifiers beside `$LATEST`.
#[derive(Default)]
struct Others {
    /// `..` or `?`, where they are not known.
    unknown: Option<&'static str>,
    /// Those that drop the events they give up.
    drops: Vec<String>,
    /// The others that have settings of their own or that calls reach.
    keeps: Vec<String>,
    not_found: usize,
    orphans: usize,
    is_old: bool,
}

impl Others {
    fn of(entry: &Entry, state: &State) -> Self {
        if entry.aliases.value().is_none() || entry.configurations.value().is_none() {
            let failed = entry
                .failure(Part::Aliases)
                .or(entry.failure(Part::Configurations));
            return Self {
                unknown: Some(if failed.is_some() { "?" } else { ".." }),
                ..Self::default()
            };
        }
        let rows = function::rows(entry);
        let verdict = outlook::verdict(entry, &rows);
        let mut others = Self {
            is_old: entry.configurations.is_old(state.now) || entry.aliases.is_old(state.now),
            ..Self::default()
        };
        for row in rows.iter().filter(|row| row.qualifier != Qualifier::Latest) {
            let name = row.qualifier.to_string();
            match (row.existence, &row.qualifier) {
                _ if verdict.is_dropping(&row.qualifier) => others.drops.push(format!("! {name}")),
                (Existence::Gone, _) => others.orphans += 1,
                (Existence::NotFoundSoFar, Qualifier::Alias(_)) => others.not_found += 1,
                // Of the versions those that have a configuration of their own.
                (_, Qualifier::Version(_)) if !matches!(row.held, Held::Own(_)) => {}
                _ => others.keeps.push(name),
            }
        }
        others
    }

    /// One of them drops events.
    fn warns(&self) -> bool {
        !self.drops.is_empty()
    }

    /// By name as many as fit, those that drop events first; and how many more.
    fn named(&self, width: usize) -> String {
        if let Some(unknown) = self.unknown {
            return unknown.to_owned();
        }
        let mut names: Vec<String> = self.drops.iter().chain(&self.keeps).cloned().collect();
        names.extend(counted(self.not_found, "not found", "not found"));
        names.extend(counted(self.orphans, "orphan", "orphans"));
        let room = width.saturating_sub(if self.is_old { 2 } else { 0 });
        words::aged(as_many_as_fit(&names, room), self.is_old)
    }

    /// In a few cells: how many drop events, else how many there are.
    fn counted(&self) -> String {
        let others = self.keeps.len() + self.not_found;
        let text = match (self.unknown, self.drops.len(), others, self.orphans) {
            (Some(unknown), _, _, _) => return unknown.to_owned(),
            (None, 0, 0, 0) => "none".to_owned(),
            (None, 0, 0, _) => "gone".to_owned(),
            (None, 0, others, _) => others.to_string(),
            (None, drops, _, _) => format!("! {drops}"),
        };
        let aged = words::aged(text.clone(), self.is_old);
        if aged.width() > COUNT {
            text + "~"
        } else {
            aged
        }
    }
}

/// How many there are, where there are any.
fn counted(count: usize, one: &str, several: &str) -> Option<String> {
    match count {
        0 => None,
        1 => Some(format!("1 {one}")),
        count => Some(format!("{count} {several}")),
    }
}

/// Names side by side; those that have no room are counted, and only a name that stands first may lose its middle.
fn as_many_as_fit(names: &[String], width: usize) -> String {
    if names.is_empty() {
        return "none".to_owned();
    }
    let mut text = String::new();
    for (index, name) in names.iter().enumerate() {
        let left = names.len() - index;
        let gap = if text.is_empty() { "" } else { "  " };
        let more = if left > 1 {
            format!("  +{}", left - 1)
        } else {
            String::new()
        };
        let room = width.saturating_sub(text.width() + gap.len() + more.len());
        if name.width() <= room {
            text = format!("{text}{gap}{name}");
        } else if index == 0 {
            return format!("{}{more}", cells::fit(name, room));
        } else {
            return format!("{text}  +{left}");
        }
    }
    text
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
            assert!(columns.name >= 12, "{width}");
            assert!(columns.others >= 5, "{width}");
        }
    }

    #[test]
    fn names_that_have_no_room_are_counted() {
        let names = |names: &[&str]| names.iter().map(ToString::to_string).collect::<Vec<_>>();
        for (all, width, shown) in [
            (names(&[]), 10, "none"),
            (names(&["! live", "! 13", "beta"]), 17, "! live  ! 13  +1"),
            (names(&["! live", "! 13"]), 12, "! live  ! 13"),
            (
                names(&["! the-alias-that-production-calls", "13"]),
                14,
                "! the…alls  +1",
            ),
        ] {
            assert_eq!(as_many_as_fit(&all, width), shown);
        }
    }
}
