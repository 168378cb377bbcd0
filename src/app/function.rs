//! One function: its qualifiers in rows, and which of them is selected.
//!
//! Knows how aliases, versions and configurations are put together into rows. Does not know where they were read from.

use std::collections::BTreeSet;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::catalogue::{Entry, Part};
use super::drafts::Drafts;
use super::layout::{self, Roomy};
use super::list_cursor::{ListCursor, Motion};
use super::message::Size;
use super::outlook::Outlook;
use super::text_field::TextField;
use crate::domain::call::AliasDescription;
use crate::domain::function::{FunctionKey, Target};
use crate::domain::known::Known;
use crate::domain::qualifier::Qualifier;
use crate::domain::verdict::{Existence, Verdict};

/// The pieces that this screen reads.
pub const SCREEN_PARTS: [Part; 5] = [
    Part::Configurations,
    Part::Aliases,
    Part::Versions,
    Part::Concurrency,
    Part::Description,
];

/// What is known of a qualifier's own configuration.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Held {
    /// The configurations were not read to their end.
    NotRead,
    /// They could not be read.
    Unreadable,
    /// None of its own: the defaults apply.
    Defaults,
    /// Its own; with it when it was last modified, where that was told.
    Own(Option<Timestamp>),
}

/// One qualifier of a function.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct QualifierRow {
    /// Which.
    pub qualifier: Qualifier,
    /// Whether it is there.
    pub existence: Existence,
    /// The versions that an alias routes to, each with its share.
    pub routes: Vec<(Qualifier, f64)>,
    /// Its configuration.
    pub held: Held,
}

impl QualifierRow {
    /// Says whether the qualifier is gone and its configuration as well: only a draft is left of it.
    #[must_use]
    pub fn is_draft_only(&self) -> bool {
        is_gone(self) && self.held == Held::Defaults
    }
}

/// The screen of one function.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FunctionScreen {
    /// Which function.
    pub function: FunctionKey,
    /// Its qualifiers: `$LATEST`, aliases, versions, orphans.
    pub rows: Vec<QualifierRow>,
    /// What is to be said of them together.
    pub verdict: Verdict,
    /// Where one is among them.
    pub cursor: ListCursor,
    /// The filter; only qualifiers whose name contains it have a row. Empty shows every one.
    pub filter: TextField,
    /// Keys go to the filter.
    pub filtering: bool,
    /// Whether the list or the pane below it has the room.
    pub roomy: Roomy,
    /// The qualifier that is wanted: selected as soon as its row is there.
    wanted: Qualifier,
}

impl FunctionScreen {
    /// Opens the screen of a function with a qualifier selected.
    #[must_use]
    pub fn open(target: Target) -> Self {
        Self {
            function: target.function,
            rows: Vec::new(),
            verdict: Verdict::default(),
            cursor: ListCursor::default(),
            filter: TextField::default(),
            filtering: false,
            roomy: Roomy::List,
            wanted: target.qualifier,
        }
    }

    /// The selected row; none while the qualifier that is wanted has no row.
    #[must_use]
    pub fn selected(&self) -> Option<&QualifierRow> {
        self.rows
            .get(self.cursor.selected)
            .filter(|row| row.qualifier == self.wanted)
    }

    /// The qualifier that is wanted and has no row; with it whether everything was read that could show it.
    #[must_use]
    pub fn missing<'a>(&'a self, entry: &Entry) -> Option<(&'a Qualifier, Known<()>)> {
        if self.selected().is_some() || self.is_filtered() {
            return None;
        }
        let lists = [Part::Configurations, Part::Aliases, Part::Versions];
        let searched = if lists.iter().any(|list| entry.failure(*list).is_some()) {
            Known::Unreadable
        } else if lists.iter().all(|list| entry.is_settled(*list)) {
            Known::Known(())
        } else {
            Known::NotRead
        };
        Some((&self.wanted, searched))
    }

    /// Says whether a filter hides qualifiers.
    #[must_use]
    pub fn is_filtered(&self) -> bool {
        !self.filter.text().is_empty()
    }

    /// The selected qualifier of this function.
    #[must_use]
    pub fn target(&self) -> Option<Target> {
        self.selected().map(|row| self.function.at(&row.qualifier))
    }

    /// The rows on screen where the list has so many: one of them is the line above what is left behind.
    pub fn visible(&self, height: usize) -> impl Iterator<Item = &QualifierRow> {
        self.rows
            .iter()
            .skip(self.cursor.first)
            .take(self.room(height))
    }

    /// How many of them the list takes, with that line where it is among them.
    #[must_use]
    pub fn listed(&self, height: usize) -> usize {
        self.visible(height).count() + usize::from(self.visible(height).any(is_gone))
    }

    /// How many rows the list has in a terminal.
    #[must_use]
    pub fn height(&self, size: Size) -> usize {
        layout::function_rows(size, self.roomy)
    }

    fn room(&self, height: usize) -> usize {
        let left_behind = self.rows.last().is_some_and(is_gone);
        height.saturating_sub(usize::from(left_behind))
    }

    /// Moves the selection; where nothing is selected, a single step selects the row that the cursor is on.
    pub fn go(&mut self, motion: Motion, size: Size) {
        if self.selected().is_some() || !matches!(motion, Motion::Down | Motion::Up) {
            let room = self.room(self.height(size));
            self.cursor.go(motion, self.rows.len(), room);
        }
        self.want_selected();
    }

    /// Wants the qualifier that the cursor is on.
    fn want_selected(&mut self) {
        if let Some(row) = self.rows.get(self.cursor.selected) {
            self.wanted = row.qualifier.clone();
        }
    }

    /// The lists that would show a row that is not found so far, and were read before its configuration.
    #[must_use]
    pub fn outrun(&self, entry: &Entry) -> Vec<Part> {
        outrun(entry, &self.rows)
    }

    /// Selects a qualifier, as soon as it has a row.
    pub fn want(&mut self, qualifier: Qualifier, entry: &Entry, drafts: &Drafts, size: Size) {
        self.wanted = qualifier;
        self.filtering = false;
        self.filter.replace("");
        self.refresh(entry, drafts, size);
    }

    /// Makes the rows anew, after something of the function was read or typed. The selection stays on its qualifier.
    pub fn refresh(&mut self, entry: &Entry, drafts: &Drafts, size: Size) {
        let outlook = entry
            .outlook()
            .cloned()
            .unwrap_or_else(|| Outlook::of(entry));
        self.rows = outlook.rows;
        self.add_drafts(entry, drafts);
        self.verdict = outlook.verdict;
        if self.is_filtered() {
            let part = self.filter.text().to_lowercase();
            let contains =
                |row: &QualifierRow| row.qualifier.to_string().to_lowercase().contains(&part);
            self.rows.retain(contains);
            if self.rows.iter().all(|row| row.qualifier != self.wanted) {
                self.cursor.selected = 0;
                self.want_selected();
            }
        }
        if let Some(row) = self
            .rows
            .iter()
            .position(|row| row.qualifier == self.wanted)
        {
            self.cursor.selected = row;
        }
        let room = self.room(self.height(size));
        self.cursor.fit(self.rows.len(), room);
    }

    /// Gives each draft a row whose qualifier has none: what was typed can be opened and thrown away, whatever became of its target.
    fn add_drafts(&mut self, entry: &Entry, drafts: &Drafts) {
        let of_function = drafts
            .iter()
            .map(|(target, _)| target)
            .filter(|target| target.function == self.function);
        for Target { qualifier, .. } in of_function {
            if self.rows.iter().all(|row| row.qualifier != *qualifier) {
                self.rows.push(QualifierRow {
                    qualifier: qualifier.clone(),
                    existence: left_behind(entry, qualifier),
                    routes: Vec::new(),
                    held: held(entry, qualifier),
                });
            }
        }
        self.rows
            .sort_by_key(|row| (is_gone(row), row.is_draft_only()));
    }
}

/// The lists that would show a row that is not found so far, and were read before its configuration.
#[must_use]
pub fn outrun(entry: &Entry, rows: &[QualifierRow]) -> Vec<Part> {
    [Part::Aliases, Part::Versions]
        .into_iter()
        .filter(|list| entry.is_outrun(*list))
        .filter(|list| {
            rows.iter().any(|row| {
                row.existence == Existence::NotFoundSoFar
                    && Entry::list_of(&row.qualifier) == Some(*list)
            })
        })
        .collect()
}

/// The rows of a function: `$LATEST`, aliases by name, versions with the newest first, then configurations without a qualifier,
/// those that are left behind at the end.
#[must_use]
pub fn rows(entry: &Entry) -> Vec<QualifierRow> {
    let row = |qualifier: Qualifier, existence, routes| QualifierRow {
        held: held(entry, &qualifier),
        qualifier,
        existence,
        routes,
    };
    let routeless =
        |qualifier: &Qualifier, existence| row(qualifier.clone(), existence, Vec::new());
    let mut rows = vec![routeless(&Qualifier::Latest, Existence::Exists)];
    let aliases = entry.aliases.value().map(Vec::as_slice).unwrap_or_default();
    rows.extend(aliases.iter().map(|alias| {
        let name = Qualifier::Alias(alias.name.clone());
        let routes = alias.routes();
        let routes = routes.map(|(version, share)| (version.clone(), share));
        row(name, Existence::Exists, routes.collect())
    }));
    let routed = aliases.iter().flat_map(AliasDescription::routes);
    let mut versions: Vec<&Qualifier> = entry
        .versions
        .value()
        .map(Vec::as_slice)
        .unwrap_or_default()
        .iter()
        .map(|version| &version.version)
        .chain(routed.map(|(version, _)| version))
        .filter(|version| **version != Qualifier::Latest)
        .collect();
    versions.sort_by(|left, right| right.cmp(left));
    versions.dedup();
    rows.extend(
        versions
            .into_iter()
            .map(|version| routeless(version, Existence::Exists)),
    );
    let left_over = entry
        .configurations
        .value()
        .map(Vec::as_slice)
        .unwrap_or_default();
    let found: BTreeSet<&Qualifier> = rows.iter().map(|row| &row.qualifier).collect();
    let left_over: Vec<QualifierRow> = left_over
        .iter()
        .filter(|(qualifier, _)| !found.contains(qualifier))
        .map(|(qualifier, _)| routeless(qualifier, left_behind(entry, qualifier)))
        .collect();
    rows.extend(left_over);
    rows.sort_by_key(is_gone);
    rows
}

fn is_gone(row: &QualifierRow) -> bool {
    row.existence == Existence::Gone
}

/// Whether a configuration whose qualifier is in no list is left behind: only a list that is no older than the configuration tells.
fn left_behind(entry: &Entry, qualifier: &Qualifier) -> Existence {
    match Entry::list_of(qualifier) {
        Some(list) if entry.is_current(list) => Existence::Gone,
        Some(_) | None => Existence::NotFoundSoFar,
    }
}

/// Says whether a qualifier is gone, as far as the lists tell, and only its configuration is left behind.
#[must_use]
pub fn is_left_behind(entry: &Entry, qualifier: &Qualifier) -> bool {
    rows(entry)
        .iter()
        .any(|row| row.qualifier == *qualifier && is_gone(row))
}

/// Says whether there is no such qualifier any more, as far as everything tells that would show it.
#[must_use]
pub fn is_known_gone(entry: &Entry, qualifier: &Qualifier) -> bool {
    let rows = rows(entry);
    let found = rows.iter().find(|row| row.qualifier == *qualifier);
    entry.is_gone()
        || match found {
            Some(row) => is_gone(row),
            None => left_behind(entry, qualifier) == Existence::Gone,
        }
}

/// What is known of a qualifier's configuration; "defaults" only once the list of configurations was read to its end.
#[must_use]
pub fn held(entry: &Entry, qualifier: &Qualifier) -> Held {
    match entry.configuration(qualifier) {
        Some(Some(configuration)) => Held::Own(configuration.last_modified),
        Some(None) => Held::Defaults,
        None if entry.configurations.failure().is_some() => Held::Unreadable,
        None => Held::NotRead,
    }
}
