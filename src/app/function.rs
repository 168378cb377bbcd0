//! The screen of one function: which of its qualifiers are shown, and which is selected.
//!
//! Knows filter, drafts and selection. Does not know how aliases, versions and configurations are put together into rows: see
//! `qualifier_rows`.

use serde::{Deserialize, Serialize};

use super::drafts::Drafts;
use super::entry::{Entry, Part};
use super::layout::{self, Roomy};
use super::list_cursor::{ListCursor, Motion};
use super::message::Size;
use super::outlook::Outlook;
use super::qualifier_rows::{QualifierRow, held, is_gone, left_behind, outrun};
use super::text_field::TextField;
use crate::domain::function::{FunctionKey, Target};
use crate::domain::known::Known;
use crate::domain::qualifier::Qualifier;
use crate::domain::verdict::Verdict;

/// The pieces that this screen reads.
pub const SCREEN_PARTS: [Part; 5] = [
    Part::Configurations,
    Part::Aliases,
    Part::Versions,
    Part::Concurrency,
    Part::Description,
];

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
            self.wanted.clone_from(&row.qualifier);
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
