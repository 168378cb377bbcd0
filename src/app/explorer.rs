//! The list of functions: filter, selection, and which rows are wanted first.
//!
//! Knows positions in the catalogue, filtered and in order. Does not know settings; each row is drawn from its entry.

use serde::{Deserialize, Serialize};

use super::catalogue::Catalogue;
use super::entry::{Entry, Part};
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
        let Some(entry) = self.selected(catalogue) else {
            return;
        };
        let name = &entry.function.name;
        let text = match filter::qualifier(self.filter.text()) {
            Some(qualifier) => format!("{name}:{qualifier}"),
            None => name.to_string(),
        };
        self.remember(catalogue);
        self.filter.replace(text);
        self.refresh(catalogue, height);
    }

    /// Notes that the settings of a function were read for the first time.
    pub fn settings_arrived(&mut self, catalogue: &mut Catalogue, function: &FunctionKey) {
        if let Some(position) = catalogue.position(function) {
            catalogue.note_settings(position);
            self.settings_read += usize::from(self.visible.contains(&position));
        }
    }

    /// Clears the filter; the selection stays on its function.
    pub fn clear_filter(&mut self, catalogue: &Catalogue, height: usize) {
        self.filtering = false;
        self.filter.replace("");
        self.refresh(catalogue, height);
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
        let all = catalogue.in_order();
        self.visible = match self.matching() {
            Some(mut filter) => filter.best_of(catalogue.names(), all),
            None => all.to_vec(),
        };
        // An ARN names one function: one of the same name elsewhere is another.
        if let Some(address) = filter::address(self.filter.text()) {
            self.visible.retain(|position| {
                let entry = catalogue.at(*position);
                entry.is_some_and(|entry| address.is_at(&entry.function))
            });
        }
        self.settings_read = catalogue.settings_read(&self.visible);
    }

    fn remember(&mut self, catalogue: &Catalogue) {
        self.selected = self.selected(catalogue).map(|entry| entry.function.clone());
    }
}

#[cfg(test)]
mod tests {
    use std::cmp::Reverse;

    use jiff::Timestamp;
    use nucleo_matcher::pattern::{CaseMatching, Normalization, Pattern};
    use nucleo_matcher::{Config, Matcher, Utf32Str};
    use proptest::prelude::*;

    use super::*;
    use crate::domain::call::{Answer, FunctionDescription, Page, RequestId};
    use crate::domain::function::FunctionAddress;
    use crate::domain::place::{Region, Scope};

    const HEIGHT: usize = 5;

    /// What can happen to the list.
    #[derive(Clone, Debug)]
    enum Event {
        Page(Vec<String>),
        ListingEnds,
        OpenedByName(String),
        Filter(String),
        SettingsRead(String),
    }

    fn name() -> impl Strategy<Value = String> {
        "[abAB1._-]{1,6}"
    }

    fn event() -> impl Strategy<Value = Event> {
        prop_oneof![
            3 => prop::collection::vec(name(), 0..8).prop_map(Event::Page),
            1 => Just(Event::ListingEnds),
            1 => name().prop_map(Event::OpenedByName),
            // Longer, shorter or another one: whatever was typed, deleted or pasted.
            4 => "[abAB1_-]{0,3}".prop_map(Event::Filter),
            2 => "[abAB1._!^$' -]{0,5}(:live)?".prop_map(Event::Filter),
            2 => name().prop_map(Event::SettingsRead),
        ]
    }

    fn key(name: &str) -> Option<FunctionKey> {
        let scope = Scope::of_region(Region::parse("eu-west-1").unwrap());
        let address = FunctionAddress::parse(name).ok()?;
        Some(address.within(&scope).function)
    }

    fn described(name: &str) -> Option<FunctionDescription> {
        key(name).map(|function| FunctionDescription {
            function,
            version: Qualifier::Latest,
            runtime: None,
            timeout_seconds: None,
            role: None,
            dead_letter_target: None,
        })
    }

    fn happen(event: &Event, catalogue: &mut Catalogue, explorer: &mut Explorer) {
        let at = Timestamp::UNIX_EPOCH;
        match event {
            Event::Page(names) => {
                let page = names.iter().filter_map(|name| described(name)).collect();
                catalogue.add_page(page, at);
                explorer.refresh(catalogue, HEIGHT);
            }
            Event::ListingEnds => {
                catalogue.end_listing(at, |_| false);
                catalogue.begin_listing(RequestId(1), Timestamp::UNIX_EPOCH);
                explorer.refresh(catalogue, HEIGHT);
            }
            Event::OpenedByName(name) => {
                if let Some(function) = key(name) {
                    catalogue.ensure(&function);
                    explorer.select(&function, catalogue, HEIGHT);
                }
            }
            Event::Filter(text) => {
                explorer.filter.replace(text.as_str());
                explorer.filter_changed(catalogue, HEIGHT);
            }
            Event::SettingsRead(name) => {
                let Some(function) = key(name) else { return };
                let Some(entry) = catalogue.get_mut(&function) else {
                    return;
                };
                let was_read = entry.configurations.value().is_some();
                let page = Page {
                    items: Vec::new(),
                    next: None,
                };
                entry.answer(Part::Configurations, Ok(Answer::Configurations(page)), at);
                if !was_read {
                    explorer.settings_arrived(catalogue, &function);
                }
            }
        }
    }

    /// The rows by the matcher alone, held against every name there is.
    fn rows_by_the_matcher(catalogue: &Catalogue, filter: &str) -> Vec<FunctionKey> {
        let text = filter.split(':').next().unwrap();
        let pattern = Pattern::parse(text, CaseMatching::Smart, Normalization::Smart);
        let mut matcher = Matcher::new(Config::DEFAULT);
        let mut functions: Vec<_> = (0..catalogue.len())
            .map(|position| catalogue.at(position).unwrap().function.clone())
            .collect();
        functions.sort();
        let is_plain = text
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || "-_ ".contains(c));
        // The matcher takes a capital for as good as its small letter.
        let begins = |name: &str| {
            let letters = text.split_ascii_whitespace().map(|word| match name {
                _ if name == word => 0,
                _ if name.starts_with(word) => 1,
                _ => 2,
            });
            if is_plain {
                letters.max().unwrap_or(0)
            } else {
                2
            }
        };
        let mut scored: Vec<_> = functions
            .into_iter()
            .filter_map(|function| {
                let mut buffer = Vec::new();
                let name = Utf32Str::new(function.name.as_str(), &mut buffer);
                let score = pattern.score(name, &mut matcher)?;
                Some(((begins(function.name.as_str()), Reverse(score)), function))
            })
            .collect();
        scored.sort_by_key(|(score, _)| *score);
        scored.into_iter().map(|(_, function)| function).collect()
    }

    proptest! {
        /// Names are left out at a glance, kept beside the entries, and merged into their order page by page: nobody may notice.
        #[test]
        fn rows_are_those_of_the_matcher_whatever_came_before(
            events in prop::collection::vec(event(), 1..24),
        ) {
            let mut catalogue = Catalogue::default();
            let mut explorer = Explorer::default();
            catalogue.begin_listing(RequestId(1), Timestamp::UNIX_EPOCH);
            for event in events {
                happen(&event, &mut catalogue, &mut explorer);
                let rows: Vec<&Entry> = explorer
                    .visible
                    .iter()
                    .map(|position| catalogue.at(*position).unwrap())
                    .collect();
                let shown: Vec<_> = rows.iter().map(|entry| entry.function.clone()).collect();
                let expected = rows_by_the_matcher(&catalogue, explorer.filter.text());
                prop_assert_eq!(shown, expected, "after {:?}", event);
                let was_read = |entry: &&&Entry| entry.configurations.value().is_some();
                let read = rows.iter().filter(was_read).count();
                prop_assert_eq!(explorer.settings_read(), read, "after {:?}", event);
            }
        }
    }
}
