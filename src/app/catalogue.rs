//! What was read of the account so far: its functions, in the order of their names.
//!
//! Knows which functions the latest listing showed, and of which the settings were read. What was read of each is its entry's.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::entry::Entry;
use super::names::Names;
use super::remote::Remote;
use crate::domain::call::{FunctionDescription, RequestId};
use crate::domain::function::FunctionKey;
use crate::domain::place::AccountId;
use crate::domain::words::Listed;

/// All functions that were seen so far.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Catalogue {
    entries: Vec<Entry>,
    /// The name of each entry, at its position.
    names: Names,
    /// Whether the settings of each entry were read, at its position: beside the entries, as is the name, since both are asked of all.
    settings_read: Vec<bool>,
    /// Positions in `entries`, in the order of the functions' keys.
    by_key: Vec<usize>,
    /// The listing itself: on its way until its last page came.
    pub listing: Remote<()>,
    listings: u32,
    /// When the newest listing was asked for.
    asked_at: Option<Timestamp>,
    /// How many of the entries the last listing did not show any more.
    gone: usize,
    /// How many of the entries no listing ever showed.
    typed: usize,
}

impl Catalogue {
    /// How many functions were seen.
    #[must_use]
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// How many of them are gone and kept for their drafts.
    #[must_use]
    pub fn gone(&self) -> usize {
        self.gone
    }

    /// How many of them were only asked for by name: no listing showed them.
    #[must_use]
    pub fn typed(&self) -> usize {
        self.typed
    }

    /// How much of the list of functions is there.
    #[must_use]
    pub fn listed(&self) -> Listed {
        if self.listing.value().is_some() {
            Listed::Whole
        } else if self.len() == self.typed {
            Listed::Nothing
        } else {
            Listed::Part
        }
    }

    /// Says whether no function was seen.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Says whether anything was read: a row may be no more than a name that was typed.
    #[must_use]
    pub fn has_read(&self) -> bool {
        let mut entries = self.in_order().iter().filter_map(|place| self.at(*place));
        self.listing.value().is_some() || entries.any(|entry| entry.description.value().is_some())
    }

    /// The positions of all entries, in the order of their names.
    #[must_use]
    pub fn in_order(&self) -> &[usize] {
        &self.by_key
    }

    /// The names of all entries, by their positions.
    #[must_use]
    pub fn names(&self) -> &Names {
        &self.names
    }

    /// Of how many entries at some positions the settings were read.
    #[must_use]
    pub fn settings_read(&self, positions: &[usize]) -> usize {
        let was_read = |position: &&usize| self.settings_read.get(**position) == Some(&true);
        positions.iter().filter(was_read).count()
    }

    /// Notes that the settings of the entry at a position were read.
    pub fn note_settings(&mut self, position: usize) {
        if let Some(was_read) = self.settings_read.get_mut(position) {
            *was_read = true;
        }
    }

    /// The entry at a position.
    #[must_use]
    pub fn at(&self, position: usize) -> Option<&Entry> {
        self.entries.get(position)
    }

    /// The position of a function.
    #[must_use]
    pub fn position(&self, function: &FunctionKey) -> Option<usize> {
        let found = self.by_key.binary_search_by(|position| {
            self.entries
                .get(*position)
                .map_or(std::cmp::Ordering::Less, |entry| {
                    entry.function.cmp(function)
                })
        });
        found.ok().and_then(|index| self.by_key.get(index).copied())
    }

    /// The key under which a function that somebody names is known here; `own`: the account of the session, where that is known.
    ///
    /// A name that is asked for while nobody can tell the account, and the ARN by which a listing shows the same function, are two
    /// keys: whichever came first is the one of everything, so that no draft and no write is seen on one of them alone.
    #[must_use]
    pub fn known_as(&self, function: FunctionKey, own: Option<&AccountId>) -> FunctionKey {
        let same = match &function.account {
            _ if self.position(&function).is_some() => None,
            None => self.listed_by_arn(&function),
            Some(account) => self.asked_by_name(&function).filter(|entry| {
                own == Some(account) || entry.told_account().as_ref() == Some(account)
            }),
        };
        same.map_or(function, |entry| entry.function.clone())
    }

    /// The entry of the same name that was asked for while nobody could tell the account, unless an answer told that it is another's.
    fn asked_by_name(&self, function: &FunctionKey) -> Option<&Entry> {
        let bare = function.without_account();
        self.get(&bare).filter(|entry| {
            let told = entry.told_account();
            told.is_none() || told == function.account
        })
    }

    /// The entry of the same name that a listing showed: it shows no functions but those of the session's account.
    fn listed_by_arn(&self, bare: &FunctionKey) -> Option<&Entry> {
        let first = self.by_key.partition_point(|position| {
            self.at(*position)
                .is_some_and(|entry| entry.function < *bare)
        });
        let behind = self.by_key.iter().skip(first);
        behind
            .filter_map(|position| self.at(*position))
            .take_while(|entry| entry.function.without_account() == *bare)
            .find(|entry| entry.was_listed())
    }

    /// What is known of a function.
    #[must_use]
    pub fn get(&self, function: &FunctionKey) -> Option<&Entry> {
        self.position(function)
            .and_then(|position| self.at(position))
    }

    /// What is known of a function, to be changed.
    pub fn get_mut(&mut self, function: &FunctionKey) -> Option<&mut Entry> {
        let position = self.position(function)?;
        self.entries.get_mut(position)
    }

    /// Makes room for a function that no listing has shown.
    pub fn ensure(&mut self, function: &FunctionKey) {
        if self.position(function).is_none() {
            let before = self.entries.len();
            self.push(Entry::new(function.clone()));
            self.typed += 1;
            self.merge(before);
        }
    }

    /// Begins a listing: functions that it does not show are dropped at its end.
    pub fn begin_listing(&mut self, request: RequestId, at: Timestamp) {
        self.listings += 1;
        self.asked_at = Some(at);
        self.listing.ask(request);
    }

    /// Says whether something was read before the newest listing was asked for.
    #[must_use]
    pub fn is_before_listing(&self, read_at: Timestamp) -> bool {
        self.asked_at.is_some_and(|asked| read_at < asked)
    }

    /// Takes a page of functions. One that was gone was made anew: what was read of the former one is no longer shown.
    pub fn add_page(&mut self, mut page: Vec<FunctionDescription>, at: Timestamp) {
        let before = self.entries.len();
        page.sort_by(|left, right| left.function.cmp(&right.function));
        page.dedup_by(|left, right| left.function == right.function);
        // Found before anything is appended, which the search by key could not tell from what is in order.
        let positions: Vec<_> = page
            .iter()
            .map(|description| {
                let function = &description.function;
                let by_name = || self.position(&self.asked_by_name(function)?.function);
                self.position(function).or_else(by_name)
            })
            .collect();
        let asked_at = self.asked_at.unwrap_or(at);
        for (description, position) in page.into_iter().zip(positions) {
            let listing = self.listings;
            let entry = match position.and_then(|position| self.entries.get_mut(position)) {
                Some(entry) => {
                    self.typed -= usize::from(!entry.was_listed());
                    entry
                }
                None => self.push(Entry::new(description.function.clone())),
            };
            entry.listing = listing;
            let is_anew = entry.forget_former(asked_at);
            entry.describe(description, at);
            if is_anew && let Some(position) = position {
                let has_settings = has_settings(entry);
                if let Some(was_read) = self.settings_read.get_mut(position) {
                    *was_read = has_settings;
                }
            }
        }
        self.merge(before);
    }

    /// Takes that a function was read by itself and is there. Where it was gone, it was made anew: what was read of the former one is no
    /// longer shown. Answers whether it was gone.
    pub fn is_there(&mut self, function: &FunctionKey, at: Timestamp) -> bool {
        let Some(position) = self.position(function) else {
            return false;
        };
        let Some(entry) = self.entries.get_mut(position) else {
            return false;
        };
        let was_missed = entry.was_missed();
        if !entry.forget_former(at) {
            return false;
        }
        self.gone = self.gone.saturating_sub(usize::from(was_missed));
        let has_settings = has_settings(entry);
        if let Some(was_read) = self.settings_read.get_mut(position) {
            *was_read = has_settings;
        }
        true
    }

    /// Ends a listing: what an earlier one showed and this one did not is gone. What none ever showed was opened by name, such
    /// as a function of another account, and stays. So does what is kept, said to be gone: somebody has a draft of it.
    pub fn end_listing(&mut self, at: Timestamp, is_kept: impl Fn(&FunctionKey) -> bool) {
        let listing = self.listings;
        let is_shown = |entry: &Entry| entry.listing == listing || entry.listing == 0;
        self.gone = 0;
        for entry in &mut self.entries {
            if !is_shown(entry) && is_kept(&entry.function) {
                entry.miss(at);
                self.gone += 1;
            }
        }
        self.retain(|entry| is_shown(entry) || is_kept(&entry.function));
        self.listing.answer(Ok(()), at);
    }

    /// Drops a function that somebody asked for by a name which the service does not know, and that no listing ever showed: there is
    /// none. Says whether it did.
    pub fn drop_unknown(&mut self, function: &FunctionKey) -> bool {
        let entry = self.get(function);
        let is_unknown = entry.is_some_and(|entry| entry.is_gone() && !entry.was_listed());
        if is_unknown {
            self.retain(|entry| entry.function != *function);
        }
        is_unknown
    }

    /// Keeps some of the entries, each in its order.
    fn retain(&mut self, stays: impl Fn(&Entry) -> bool) {
        if self.entries.iter().all(&stays) {
            return;
        }
        let mut next = 0..;
        let moved: Vec<Option<usize>> = self
            .entries
            .iter()
            .map(|entry| stays(entry).then(|| next.next()).flatten())
            .collect();
        let place = |position: &usize| moved.get(*position).copied().flatten();
        self.by_key = self.by_key.iter().filter_map(place).collect();
        self.entries.retain(stays);
        self.typed = self
            .entries
            .iter()
            .filter(|entry| !entry.was_listed())
            .count();
        self.names = self.entries.iter().map(name).collect();
        self.settings_read = self.entries.iter().map(has_settings).collect();
    }

    /// Puts an entry behind the others, in no order yet.
    fn push(&mut self, entry: Entry) -> &mut Entry {
        self.by_key.push(self.entries.len());
        self.names.push(name(&entry));
        self.settings_read.push(has_settings(&entry));
        self.entries.push_mut(entry)
    }

    /// Merges the entries that came behind the first so many, in order themselves, into the order. Each finds its place by a search, since
    /// a listing of 100,000 functions comes in 2,000 pages, and in any order.
    fn merge(&mut self, before: usize) {
        let came = self.by_key.split_off(before);
        let mut merged = Vec::with_capacity(self.entries.len());
        let mut rest = self.by_key.as_slice();
        for position in came {
            let key = |position: usize| self.at(position).map(|entry| &entry.function);
            let place = rest.partition_point(|other| key(*other) < key(position));
            let (smaller, greater) = rest.split_at(place);
            merged.extend_from_slice(smaller);
            merged.push(position);
            rest = greater;
        }
        merged.extend_from_slice(rest);
        self.by_key = merged;
    }
}

fn name(entry: &Entry) -> &str {
    entry.function.name.as_str()
}

fn has_settings(entry: &Entry) -> bool {
    entry.configurations.value().is_some()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::function::FunctionAddress;
    use crate::domain::place::{Region, Scope};
    use crate::domain::qualifier::Qualifier;

    fn described(name: &str) -> FunctionDescription {
        let scope = Scope::of_region(Region::parse("eu-west-1").unwrap());
        FunctionDescription {
            function: FunctionAddress::parse(name)
                .unwrap()
                .within(&scope)
                .function,
            version: Qualifier::Latest,
            runtime: None,
            timeout_seconds: None,
            role: None,
            dead_letter_target: None,
        }
    }

    fn names(catalogue: &Catalogue) -> Vec<&str> {
        let positions = catalogue.in_order().iter();
        positions
            .map(|position| catalogue.names().text(*position))
            .collect()
    }

    /// A function that was opened by name before its page came was looked for among unsorted entries, not found and added a second
    /// time; answers then went to the one and the screen showed the other.
    #[test]
    fn a_function_is_there_once_however_it_was_found() {
        let mut catalogue = Catalogue::default();
        catalogue.ensure(&described("m").function);
        catalogue.add_page(
            vec![
                described("z"),
                described("a"),
                described("m"),
                described("a"),
            ],
            Timestamp::UNIX_EPOCH,
        );
        assert_eq!(names(&catalogue), ["a", "m", "z"]);
    }

    #[test]
    fn a_listing_drops_what_it_does_not_show_any_more_but_not_what_was_opened_by_name() {
        let mut catalogue = Catalogue::default();
        catalogue.ensure(&described("by-name").function);
        catalogue.begin_listing(RequestId(1), Timestamp::UNIX_EPOCH);
        catalogue.add_page(vec![described("a"), described("b")], Timestamp::UNIX_EPOCH);
        catalogue.end_listing(Timestamp::UNIX_EPOCH, |_| false);
        catalogue.begin_listing(RequestId(2), Timestamp::UNIX_EPOCH);
        catalogue.add_page(vec![described("b")], Timestamp::UNIX_EPOCH);
        catalogue.end_listing(Timestamp::UNIX_EPOCH, |_| false);
        assert_eq!(names(&catalogue), ["b", "by-name"]);
    }
}
