//! The qualifiers beside `$LATEST` in one cell of the list.
//!
//! Knows which of them are named and which are counted, those that drop events first. Does not know the row around the cell.

use std::collections::BTreeSet;

use unicode_width::UnicodeWidthStr;

use super::cells;
use crate::app::entry::{Entry, Part};
use crate::app::qualifier_rows::Held;
use crate::app::state::State;
use crate::domain::qualifier::Qualifier;
use crate::domain::verdict::Existence;
use crate::domain::words;

/// The qualifiers beside `$LATEST`.
#[derive(Default)]
pub(super) struct Others {
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
    /// Puts together what is known of them.
    pub(super) fn of(entry: &Entry, state: &State) -> Self {
        if entry.aliases.value().is_none() || entry.configurations.value().is_none() {
            let failed = entry
                .failure(Part::Aliases)
                .or(entry.failure(Part::Configurations));
            return Self {
                unknown: Some(if failed.is_some() { "?" } else { ".." }),
                ..Self::default()
            };
        }
        let Some(outlook) = entry.outlook() else {
            return Self::default();
        };
        let verdict = &outlook.verdict;
        let dropping = verdict.drops.iter().chain(verdict.dropping_some());
        let dropping: BTreeSet<&Qualifier> = dropping.collect();
        let mut others = Self {
            is_old: entry.configurations.is_old(state.now) || entry.aliases.is_old(state.now),
            ..Self::default()
        };
        let beside = outlook.rows.iter();
        for row in beside.filter(|row| row.qualifier != Qualifier::Latest) {
            let name = row.qualifier.to_string();
            match (row.existence, &row.qualifier) {
                _ if dropping.contains(&row.qualifier) => others.drops.push(format!("! {name}")),
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
    pub(super) fn warns(&self) -> bool {
        !self.drops.is_empty()
    }

    /// By name as many as fit, those that drop events first; and how many more.
    pub(super) fn named(&self, width: usize) -> String {
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
    pub(super) fn counted(&self, width: usize) -> String {
        let others = self.keeps.len() + self.not_found;
        let text = match (self.unknown, self.drops.len(), others, self.orphans) {
            (Some(unknown), _, _, _) => return unknown.to_owned(),
            (None, 0, 0, 0) => "none".to_owned(),
            (None, 0, 0, _) => "gone".to_owned(),
            (None, 0, others, _) => others.to_string(),
            (None, drops, _, _) => format!("! {drops}"),
        };
        let mark = if self.is_old { " ~".len() } else { 0 };
        if text.width() + mark > width {
            text + "~"
        } else {
            words::aged(text, self.is_old)
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
