//! The list of functions: filter, selection, and which rows are wanted first.
//!
//! Knows positions in the catalogue, filtered and in order. Does not know settings; each row is drawn from its entry.

use nucleo_matcher::pattern::{CaseMatching, Normalization, Pattern};
use nucleo_matcher::{Config, Matcher, Utf32Str};
use serde::{Deserialize, Serialize};

use super::catalogue::{Catalogue, Entry, Part};
use super::list_cursor::{ListCursor, Motion};
use super::text_field::TextField;
use crate::domain::function::FunctionKey;

/// The pieces that a row reads.
pub const ROW_PARTS: [Part; 2] = [Part::Configurations, Part::Aliases];

/// The list of functions.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Explorer {
    /// The filter; empty shows everything.
    pub filter: TextField,
    /// Keys go to the filter.
    pub filtering: bool,
    /// Where one is in the list.
    pub cursor: ListCursor,
    /// The functions whose rows were asked for since they are on screen.
    pub reading: Vec<FunctionKey>,
    /// Positions in the catalogue: filtered, best match first; without filter in the order of names.
    visible: Vec<usize>,
    /// The selected function, so that rows that arrive above don't move the selection.
    selected: Option<FunctionKey>,
}

impl Explorer {
    /// How many rows there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.visible.len()
    }

    /// Says whether no function is shown.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.visible.is_empty()
    }

    /// The entries on screen, from the first visible row.
    pub fn rows<'a>(
        &'a self,
        catalogue: &'a Catalogue,
        height: usize,
    ) -> impl Iterator<Item = (usize, &'a Entry)> {
        self.visible
            .iter()
            .enumerate()
            .skip(self.cursor.first)
            .take(height)
            .filter_map(|(row, position)| Some((row, catalogue.at(*position)?)))
    }

    /// The selected entry.
    #[must_use]
    pub fn selected<'a>(&self, catalogue: &'a Catalogue) -> Option<&'a Entry> {
        let position = self.visible.get(self.cursor.selected)?;
        catalogue.at(*position)
    }

    /// Moves the selection.
    pub fn go(&mut self, motion: Motion, catalogue: &Catalogue, height: usize) {
        self.cursor.go(motion, self.visible.len(), height);
        self.remember(catalogue);
    }

    /// Makes the rows anew, after functions came or went. The selection stays on its function.
    pub fn refresh(&mut self, catalogue: &Catalogue, height: usize) {
        self.visible = filtered(catalogue, self.filter.text());
        if let Some(position) = self
            .selected
            .as_ref()
            .and_then(|function| catalogue.position(function))
        {
            let row = self.visible.iter().position(|visible| *visible == position);
            self.cursor.selected = row.unwrap_or(self.cursor.selected);
        }
        self.cursor.fit(self.visible.len(), height);
        if self.selected.is_none() && self.cursor.selected == 0 {
            return;
        }
        self.remember(catalogue);
    }

    /// Makes the rows anew, after the filter was edited: the best match is selected.
    pub fn filter_changed(&mut self, catalogue: &Catalogue, height: usize) {
        self.visible = filtered(catalogue, self.filter.text());
        self.cursor = ListCursor::default();
        self.cursor.fit(self.visible.len(), height);
        self.remember(catalogue);
    }

    /// Clears the filter; the selection stays on its function. Says whether there was one.
    pub fn clear_filter(&mut self, catalogue: &Catalogue, height: usize) -> bool {
        let was_filtered = self.filtering || !self.filter.text().is_empty();
        self.filtering = false;
        self.filter.replace("");
        self.refresh(catalogue, height);
        was_filtered
    }

    /// Forgets rows and selection, as the catalogue was emptied. The filter stays.
    pub fn forget_rows(&mut self) {
        *self = Self {
            filter: std::mem::take(&mut self.filter),
            filtering: self.filtering,
            ..Self::default()
        };
    }

    /// Selects a function, if it is shown.
    pub fn select(&mut self, function: &FunctionKey, catalogue: &Catalogue, height: usize) {
        self.selected = Some(function.clone());
        self.refresh(catalogue, height);
    }

    fn remember(&mut self, catalogue: &Catalogue) {
        self.selected = self.selected(catalogue).map(|entry| entry.function.clone());
    }
}

/// The positions that a filter leaves: without filter all, in the order of names; else the matches, the best first.
fn filtered(catalogue: &Catalogue, filter: &str) -> Vec<usize> {
    if filter.is_empty() {
        return catalogue.in_order().map(|(position, _)| position).collect();
    }
    let pattern = Pattern::parse(filter, CaseMatching::Smart, Normalization::Smart);
    let mut matcher = Matcher::new(Config::DEFAULT);
    let mut buffer = Vec::new();
    let mut scored: Vec<(u32, usize)> = catalogue
        .in_order()
        .filter_map(|(position, entry)| {
            let name = Utf32Str::new(entry.function.name.as_str(), &mut buffer);
            pattern
                .score(name, &mut matcher)
                .map(|score| (score, position))
        })
        .collect();
    scored.sort_by_key(|(score, _)| std::cmp::Reverse(*score));
    scored.into_iter().map(|(_, position)| position).collect()
}
