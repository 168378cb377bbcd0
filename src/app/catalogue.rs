//! What was read of the account so far: the functions, and of each the pieces that a screen may want.
//!
//! Knows which piece was read when, and keeps the functions in the order of their names. Does not know who asks for a piece.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::remote::Remote;
use crate::domain::call::{AliasDescription, Answer, FunctionDescription, Query, RequestId};
use crate::domain::failure::{Failure, FailureKind, Operation};
use crate::domain::function::{FunctionKey, FunctionName, Target, parse_reported_arn};
use crate::domain::qualifier::Qualifier;
use crate::domain::settings::StoredConfiguration;

/// A piece of what is known of a function; each is read by a query of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Part {
    /// The event invoke configs of all qualifiers.
    Configurations,
    /// The aliases.
    Aliases,
    /// The versions.
    Versions,
    /// Runtime, timeout, role and dead-letter queue.
    Description,
    /// The reserved concurrency.
    Concurrency,
    /// The stack that owns the function.
    Stack,
}

impl Part {
    /// All pieces.
    pub const ALL: [Self; 6] = [
        Self::Configurations,
        Self::Aliases,
        Self::Versions,
        Self::Description,
        Self::Concurrency,
        Self::Stack,
    ];

    /// The operation that reads this piece.
    #[must_use]
    pub fn operation(self) -> Operation {
        match self {
            Self::Configurations => Operation::ListFunctionEventInvokeConfigs,
            Self::Aliases => Operation::ListAliases,
            Self::Versions => Operation::ListVersionsByFunction,
            Self::Description => Operation::GetFunctionConfiguration,
            Self::Concurrency => Operation::GetFunctionConcurrency,
            Self::Stack => Operation::ListTags,
        }
    }

    /// The query that reads this piece, from a page on.
    #[must_use]
    pub fn query(self, function: FunctionKey, marker: Option<String>) -> Query {
        match self {
            Self::Configurations => Query::Configurations { function, marker },
            Self::Aliases => Query::Aliases { function, marker },
            Self::Versions => Query::Versions { function, marker },
            Self::Description => Query::Description {
                target: Target {
                    function,
                    qualifier: Qualifier::Latest,
                },
            },
            Self::Concurrency => Query::Concurrency { function },
            Self::Stack => Query::Stack { function },
        }
    }

    /// The failure of an answer that says that there is no such function.
    fn missing(self, name: &FunctionName) -> Failure {
        let sentence = format!("There is no function {name}.");
        Failure::new(FailureKind::NotFound, self.operation(), sentence)
    }
}

/// What every piece answers alike, whatever was read.
trait Piece {
    fn request(&self) -> Option<RequestId>;
    fn read_at(&self) -> Option<Timestamp>;
    fn is_not_asked(&self) -> bool;
    fn failure(&self) -> Option<&Failure>;
    fn ask(&mut self, request: RequestId);
    fn abandon(&mut self);
    fn fail(&mut self, failure: Failure, at: Timestamp);
}

impl<T> Piece for Remote<T> {
    fn request(&self) -> Option<RequestId> {
        self.request()
    }

    fn read_at(&self) -> Option<Timestamp> {
        self.read_at()
    }

    fn is_not_asked(&self) -> bool {
        self.is_not_asked()
    }

    fn failure(&self) -> Option<&Failure> {
        self.failure()
    }

    fn ask(&mut self, request: RequestId) {
        self.ask(request);
    }

    fn abandon(&mut self) {
        self.abandon();
    }

    fn fail(&mut self, failure: Failure, at: Timestamp) {
        self.answer(Err(failure), at);
    }
}

/// What is known of one function.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Entry {
    /// Which function.
    pub function: FunctionKey,
    /// Runtime, timeout, role and dead-letter queue of `$LATEST`.
    pub description: Remote<FunctionDescription>,
    /// The configurations, each with its qualifier.
    pub configurations: Remote<Vec<(Qualifier, StoredConfiguration)>>,
    /// The aliases.
    pub aliases: Remote<Vec<AliasDescription>>,
    /// The versions, `$LATEST` among them.
    pub versions: Remote<Vec<FunctionDescription>>,
    /// The reserved concurrency.
    pub concurrency: Remote<Option<u32>>,
    /// The stack that owns the function.
    pub stack: Remote<Option<String>>,
    /// The listing in which the function was seen last; 0 if none showed it.
    listing: u32,
}

impl Entry {
    fn new(function: FunctionKey) -> Self {
        Self {
            function,
            description: Remote::NotAsked,
            configurations: Remote::NotAsked,
            aliases: Remote::NotAsked,
            versions: Remote::NotAsked,
            concurrency: Remote::NotAsked,
            stack: Remote::NotAsked,
            listing: 0,
        }
    }

    /// The piece itself, whatever is read with it.
    fn piece(&self, part: Part) -> &dyn Piece {
        match part {
            Part::Configurations => &self.configurations,
            Part::Aliases => &self.aliases,
            Part::Versions => &self.versions,
            Part::Description => &self.description,
            Part::Concurrency => &self.concurrency,
            Part::Stack => &self.stack,
        }
    }

    /// The same, to be changed.
    fn piece_mut(&mut self, part: Part) -> &mut dyn Piece {
        match part {
            Part::Configurations => &mut self.configurations,
            Part::Aliases => &mut self.aliases,
            Part::Versions => &mut self.versions,
            Part::Description => &mut self.description,
            Part::Concurrency => &mut self.concurrency,
            Part::Stack => &mut self.stack,
        }
    }

    /// The request on its way for a piece.
    #[must_use]
    pub fn request(&self, part: Part) -> Option<RequestId> {
        self.piece(part).request()
    }

    /// When a piece was read.
    #[must_use]
    pub fn read_at(&self, part: Part) -> Option<Timestamp> {
        self.piece(part).read_at()
    }

    /// Says whether a piece was neither asked for nor read.
    #[must_use]
    pub fn is_not_asked(&self, part: Part) -> bool {
        self.piece(part).is_not_asked()
    }

    /// Why a piece could not be read.
    #[must_use]
    pub fn failure(&self, part: Part) -> Option<&Failure> {
        self.piece(part).failure()
    }

    /// Notes that a piece was asked for.
    pub fn ask(&mut self, part: Part, request: RequestId) {
        self.piece_mut(part).ask(request);
    }

    /// Notes that the request for a piece was abandoned.
    pub fn abandon(&mut self, part: Part) {
        self.piece_mut(part).abandon();
    }

    /// Says whether the function is not there any more, or never was: asked for it by name, the service knows no such function.
    #[must_use]
    pub fn is_gone(&self) -> bool {
        self.failure(Part::Description)
            .is_some_and(|failure| failure.kind == FailureKind::NotFound)
    }

    /// Notes the answer for a piece, whole.
    pub fn answer(&mut self, part: Part, answer: Result<Answer, Failure>, at: Timestamp) {
        match (part, answer) {
            (Part::Configurations, Ok(Answer::Configurations(page))) => {
                self.configurations.answer(Ok(by_qualifier(page.items)), at);
            }
            (Part::Aliases, Ok(Answer::Aliases(page))) => self.aliases.answer(Ok(page.items), at),
            (Part::Versions, Ok(Answer::Versions(page))) => {
                self.versions.answer(Ok(page.items), at);
            }
            (Part::Description, Ok(Answer::Description(Some(description)))) => {
                self.description.answer(Ok(description), at);
            }
            (Part::Concurrency, Ok(Answer::Concurrency(reserved))) => {
                self.concurrency.answer(Ok(reserved), at);
            }
            (Part::Stack, Ok(Answer::Stack(stack))) => self.stack.answer(Ok(stack), at),
            (part, Ok(_)) => {
                let failure = part.missing(&self.function.name);
                self.piece_mut(part).fail(failure, at);
            }
            (part, Err(failure)) => self.piece_mut(part).fail(failure, at),
        }
    }

    /// Takes what the service is known to hold for a qualifier, where the configurations were read.
    pub fn hold(&mut self, qualifier: &Qualifier, configuration: Option<StoredConfiguration>) {
        if let Some(held) = self.configurations.value_mut() {
            held.retain(|(of, _)| of != qualifier);
            held.extend(configuration.map(|configuration| (qualifier.clone(), configuration)));
        }
    }

    /// The configuration of one qualifier: `None` while the configurations were not read to their end.
    #[must_use]
    pub fn configuration(&self, qualifier: &Qualifier) -> Option<Option<&StoredConfiguration>> {
        let all = self.configurations.value()?;
        Some(
            all.iter()
                .find(|(of, _)| of == qualifier)
                .map(|(_, configuration)| configuration),
        )
    }

    /// The version that a qualifier runs first: of an alias the one it points to, else the qualifier itself.
    #[must_use]
    pub fn version_of<'a>(&'a self, qualifier: &'a Qualifier) -> Option<&'a Qualifier> {
        match qualifier {
            Qualifier::Alias(name) => self
                .aliases
                .value()?
                .iter()
                .find(|alias| alias.name == *name)
                .map(|alias| &alias.version),
            Qualifier::Latest | Qualifier::LatestPublished | Qualifier::Version(_) => {
                Some(qualifier)
            }
        }
    }

    /// The list that would show a qualifier if it exists; `$LATEST` always does.
    #[must_use]
    pub fn list_of(qualifier: &Qualifier) -> Option<Part> {
        match qualifier {
            Qualifier::Alias(_) => Some(Part::Aliases),
            Qualifier::Version(_) => Some(Part::Versions),
            Qualifier::Latest | Qualifier::LatestPublished => None,
        }
    }

    /// When a piece was read; `None` also while it is read again, and where that failed.
    fn settled_at(&self, part: Part) -> Option<Timestamp> {
        self.read_at(part)
            .filter(|_| self.request(part).is_none() && self.failure(part).is_none())
    }

    /// Says whether a piece was read and nothing of it is on its way.
    #[must_use]
    pub fn is_settled(&self, part: Part) -> bool {
        self.settled_at(part).is_some()
    }

    /// Says whether a list of qualifiers is as new as the configurations: an older one misses what was made since, and the
    /// configuration of that would look left behind.
    #[must_use]
    pub fn is_current(&self, list: Part) -> bool {
        let configurations = self.read_at(Part::Configurations);
        self.settled_at(list)
            .zip(configurations)
            .is_some_and(|(list, configurations)| list >= configurations)
    }

    /// Says whether a list of qualifiers is older than the configurations, and nothing of them is on its way.
    #[must_use]
    pub fn is_outrun(&self, list: Part) -> bool {
        self.settled_at(list) < self.settled_at(Part::Configurations)
            && self.settled_at(list).is_some()
    }

    /// What is known of the version that a qualifier runs.
    #[must_use]
    pub fn described(&self, qualifier: &Qualifier) -> Option<&FunctionDescription> {
        let version = self.version_of(qualifier)?;
        if *version == Qualifier::Latest {
            return self.description.value();
        }
        self.versions
            .value()?
            .iter()
            .find(|description| description.version == *version)
    }
}

/// The configurations of an answer, each with the qualifier that its ARN names.
#[must_use]
pub fn by_qualifier(
    configurations: Vec<StoredConfiguration>,
) -> Vec<(Qualifier, StoredConfiguration)> {
    configurations
        .into_iter()
        .map(|configuration| {
            let qualifier = parse_reported_arn(&configuration.function_arn)
                .and_then(|(_, qualifier)| qualifier)
                .unwrap_or(Qualifier::Latest);
            (qualifier, configuration)
        })
        .collect()
}

/// All functions that were seen so far.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Catalogue {
    entries: Vec<Entry>,
    /// Positions in `entries`, in the order of the functions' keys.
    by_key: Vec<usize>,
    /// The listing itself: on its way until its last page came.
    pub listing: Remote<()>,
    listings: u32,
}

impl Catalogue {
    /// How many functions were seen.
    #[must_use]
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Says whether no function was seen.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// The entries in the order of their names, each with its position.
    pub fn in_order(&self) -> impl Iterator<Item = (usize, &Entry)> {
        self.by_key
            .iter()
            .filter_map(|position| Some((*position, self.entries.get(*position)?)))
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
            self.push(Entry::new(function.clone()));
            self.sort();
        }
    }

    /// Begins a listing: functions that it does not show are dropped at its end.
    pub fn begin_listing(&mut self, request: RequestId) {
        self.listings += 1;
        self.listing.ask(request);
    }

    /// Takes a page of functions.
    pub fn add_page(&mut self, mut page: Vec<FunctionDescription>, at: Timestamp) {
        let before = self.entries.len();
        page.sort_by(|left, right| left.function.cmp(&right.function));
        page.dedup_by(|left, right| left.function == right.function);
        // Found before anything is appended, which the search by key could not tell from what is in order.
        let positions: Vec<_> = page
            .iter()
            .map(|description| self.position(&description.function))
            .collect();
        for (description, position) in page.into_iter().zip(positions) {
            let listing = self.listings;
            let entry = match position.and_then(|position| self.entries.get_mut(position)) {
                Some(entry) => entry,
                None => self.push(Entry::new(description.function.clone())),
            };
            entry.listing = listing;
            entry.description.answer(Ok(description), at);
        }
        if self.entries.len() > before {
            self.sort();
        }
    }

    /// Ends a listing: what an earlier one showed and this one did not is gone. What none ever showed was opened by name, such
    /// as a function of another account, and stays.
    pub fn end_listing(&mut self, at: Timestamp) {
        let listing = self.listings;
        self.entries
            .retain(|entry| entry.listing == listing || entry.listing == 0);
        self.by_key = (0..self.entries.len()).collect();
        self.sort();
        self.listing.answer(Ok(()), at);
    }

    fn push(&mut self, entry: Entry) -> &mut Entry {
        self.by_key.push(self.entries.len());
        self.entries.push_mut(entry)
    }

    /// Restores the order; appended runs make this nearly linear.
    fn sort(&mut self) {
        let entries = &self.entries;
        self.by_key.sort_by(|left, right| {
            let key = |position: &usize| entries.get(*position).map(|entry| &entry.function);
            key(left).cmp(&key(right))
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::function::FunctionAddress;
    use crate::domain::place::{Region, Scope};

    fn described(name: &str) -> FunctionDescription {
        let scope = Scope::of_region(Region::parse("eu-west-1").unwrap());
        FunctionDescription {
            function: FunctionAddress::parse(name).unwrap().within(&scope),
            version: Qualifier::Latest,
            runtime: None,
            timeout_seconds: None,
            role: None,
            dead_letter_target: None,
        }
    }

    fn names(catalogue: &Catalogue) -> Vec<&str> {
        catalogue
            .in_order()
            .map(|(_, entry)| entry.function.name.as_str())
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
        catalogue.begin_listing(RequestId(1));
        catalogue.add_page(vec![described("a"), described("b")], Timestamp::UNIX_EPOCH);
        catalogue.end_listing(Timestamp::UNIX_EPOCH);
        catalogue.begin_listing(RequestId(2));
        catalogue.add_page(vec![described("b")], Timestamp::UNIX_EPOCH);
        catalogue.end_listing(Timestamp::UNIX_EPOCH);
        assert_eq!(names(&catalogue), ["b", "by-name"]);
    }
}
