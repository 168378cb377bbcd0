//! The list of functions: filter, selection, and which rows are wanted first.
//!
//! Knows positions in the catalogue, filtered and in order. Does not know settings; each row is drawn from its entry.

use serde::{Deserialize, Serialize};

use super::catalogue::{Catalogue, Entry, Part};
use super::filter::{self, Filter};
use super::layout::{self, Roomy};
use super::list_cursor::{ListCursor, Motion};
use super::message::Size;
use super::text_field::TextField;
use crate::domain::function::FunctionKey;
use crate::domain::qualifier::Qualifier;

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
    /// Whether the list or the pane below it has the room.
    pub roomy: Roomy,
    /// The functions whose rows were asked for since they are on screen.
    pub reading: Vec<FunctionKey>,
    /// Positions in the catalogue: filtered, best match first; without filter in the order of names.
    visible: Vec<usize>,
    /// Of how many of them the settings were read.
    settings_read: usize,
    /// The selected function, so that rows that arrive above don't move the selection.
    selected: Option<FunctionKey>,
}

impl Explorer {
    /// How many rows are on screen in a terminal.
    #[must_use]
    pub fn height(&self, size: Size) -> usize {
        layout::explorer_rows(size, self.roomy)
    }

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

    /// Of how many of the rows the settings were read.
    #[must_use]
    pub fn settings_read(&self) -> usize {
        self.settings_read
    }

    /// The filter, ready to mark what it matched; `None` where everything is shown.
    #[must_use]
    pub fn matching(&self) -> Option<Filter> {
        Filter::parse(self.filter.text())
    }

    /// The qualifier that is opened: the one behind the name in the filter, else `$LATEST`.
    #[must_use]
    pub fn wanted(&self) -> Qualifier {
        filter::qualifier(self.filter.text()).unwrap_or(Qualifier::Latest)
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
        self.show(catalogue);
        self.locate(catalogue, height);
    }

    /// Finds the selected function among the rows, after they or the height of the list changed.
    pub fn locate(&mut self, catalogue: &Catalogue, height: usize) {
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
        self.show(catalogue);
        self.cursor = ListCursor::default();
        self.cursor.fit(self.visible.len(), height);
        self.remember(catalogue);
    }

    /// Completes the filter to the name of the selected function; what stands behind the name stays.
    pub fn complete(&mut self, catalogue: &Catalogue, height: usize) {
        let Some(function) = self.selected(catalogue).map(|entry| entry.function.clone()) else {
            return;
        };
        let text = match filter::qualifier(self.filter.text()) {
            Some(qualifier) => format!("{}:{qualifier}", function.name),
            None => function.name.to_string(),
        };
        self.filter.replace(text);
        self.selected = Some(function);
        self.refresh(catalogue, height);
    }

    /// Notes that the settings of a function were read for the first time.
    pub fn settings_arrived(&mut self, catalogue: &Catalogue, function: &FunctionKey) {
        let position = catalogue.position(function);
        if position.is_some_and(|position| self.visible.contains(&position)) {
            self.settings_read += 1;
        }
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
            roomy: self.roomy,
            ..Self::default()
        };
    }

    /// Selects a function, if it is shown; one that the catalogue got just now has no row yet.
    pub fn select(&mut self, function: &FunctionKey, catalogue: &Catalogue, height: usize) {
        self.selected = Some(function.clone());
        let position = catalogue.position(function);
        if position.is_some_and(|position| self.visible.contains(&position)) {
            self.locate(catalogue, height);
        } else {
            self.refresh(catalogue, height);
        }
    }

    /// Finds the positions that the filter leaves, the best match first; without filter all, in the order of names.
    fn show(&mut self, catalogue: &Catalogue) {
        let mut filter = self.matching();
        let mut matched = Vec::new();
        self.settings_read = 0;
        for (position, entry) in catalogue.in_order() {
            let name = entry.function.name.as_str();
            if filter.as_mut().is_none_or(|filter| filter.matches(name)) {
                matched.push((position, name));
                self.settings_read += usize::from(entry.configurations.value().is_some());
            }
        }
        self.visible = match filter {
            Some(mut filter) => filter.best_first(&matched),
            None => matched.into_iter().map(|(position, _)| position).collect(),
        };
    }

    fn remember(&mut self, catalogue: &Catalogue) {
        self.selected = self.selected(catalogue).map(|entry| entry.function.clone());
    }
}
