//! What was read of one function, piece by piece.
//!
//! Knows which piece was read when, and finds out what follows from them as soon as one changes. Does not know who asks for a piece.

mod part;
mod single;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

pub use self::part::Part;
use super::outlook::Outlook;
use super::remote::Remote;
use crate::domain::call::{AliasDescription, Answer, FunctionDescription, RequestId};
use crate::domain::failure::{Failure, FailureKind, Operation};
use crate::domain::function::{FunctionKey, Target, parse_reported_arn};
use crate::domain::place::AccountId;
use crate::domain::qualifier::Qualifier;
use crate::domain::settings::StoredConfiguration;

/// What every piece answers alike, whatever was read.
trait Piece {
    fn request(&self) -> Option<RequestId>;
    fn read_at(&self) -> Option<Timestamp>;
    fn is_not_asked(&self) -> bool;
    fn failure(&self) -> Option<&Failure>;
    fn ask(&mut self, request: RequestId);
    fn abandon(&mut self);
    fn fail(&mut self, failure: Failure, at: Timestamp);
    fn forget_before(&mut self, at: Timestamp);
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

    fn forget_before(&mut self, at: Timestamp) {
        self.forget_before(at);
    }
}

/// What is known of one function.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Entry {
    /// Which function.
    pub function: FunctionKey,
    /// Runtime, timeout, role and dead-letter queue of `$LATEST`.
    pub description: Remote<FunctionDescription>,
    /// The configurations, each with its qualifier, in the order of the qualifiers.
    pub configurations: Remote<Vec<(Qualifier, StoredConfiguration)>>,
    /// The aliases, in the order of their names.
    pub aliases: Remote<Vec<AliasDescription>>,
    /// The versions in their order, `$LATEST` among them. There can be thousands, and each row asks for one.
    pub versions: Remote<Vec<FunctionDescription>>,
    /// The reserved concurrency.
    pub concurrency: Remote<Option<u32>>,
    /// The stack that owns the function.
    pub stack: Remote<Option<String>>,
    /// When single configurations were read since, apart from the others.
    held_since: Vec<(Qualifier, Timestamp)>,
    /// What follows from the pieces; nothing while none of them was asked for.
    outlook: Option<Box<Outlook>>,
    /// The listing in which the function was seen last; 0 if none showed it.
    pub(super) listing: u32,
    /// A listing did not show it any more, and nothing has since.
    was_missed: bool,
}

impl Entry {
    pub(super) fn new(function: FunctionKey) -> Self {
        Self {
            function,
            description: Remote::NotAsked,
            configurations: Remote::NotAsked,
            aliases: Remote::NotAsked,
            versions: Remote::NotAsked,
            concurrency: Remote::NotAsked,
            stack: Remote::NotAsked,
            held_since: Vec::new(),
            outlook: None,
            listing: 0,
            was_missed: false,
        }
    }

    /// One of its qualifiers as a target.
    #[must_use]
    pub fn target(&self, qualifier: &Qualifier) -> Target {
        self.function.at(qualifier)
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
        self.look();
    }

    /// Notes that the request for a piece was abandoned.
    pub fn abandon(&mut self, part: Part) {
        self.piece_mut(part).abandon();
        self.look();
    }

    /// What follows from the pieces as they are; nothing while none of them was asked for.
    #[must_use]
    pub fn outlook(&self) -> Option<&Outlook> {
        self.outlook.as_deref()
    }

    /// Says whether a listing of the account showed the function; else it was only asked for by name.
    #[must_use]
    pub const fn was_listed(&self) -> bool {
        self.listing > 0
    }

    /// The account that an answer told: that of the description, else that of a configuration.
    pub(super) fn told_account(&self) -> Option<AccountId> {
        let described = self
            .description
            .value()
            .map(|described| described.function.clone());
        let held = || {
            let (_, stored) = self.configurations.value()?.first()?;
            Some(parse_reported_arn(&stored.function_arn)?.0)
        };
        described.or_else(held)?.account
    }

    /// Takes a description that a listing gave.
    pub(super) fn describe(&mut self, description: FunctionDescription, at: Timestamp) {
        self.description.answer(Ok(description), at);
        if self.outlook.is_some() {
            self.look();
        }
    }

    /// Says whether a listing did not show it any more, and nothing has since.
    pub(super) const fn was_missed(&self) -> bool {
        self.was_missed
    }

    /// Forgets what was read before an instant of a function that was gone and is there again; answers whether it was gone.
    pub(super) fn forget_former(&mut self, asked_at: Timestamp) -> bool {
        if !self.was_missed && !self.is_gone() {
            return false;
        }
        self.was_missed = false;
        for part in Part::ALL {
            self.piece_mut(part).forget_before(asked_at);
        }
        self.held_since.retain(|(_, at)| *at >= asked_at);
        self.look();
        true
    }

    /// Finds out what follows from the pieces, after one of them changed: so that no frame has to.
    fn look(&mut self) {
        self.outlook = Some(Box::new(Outlook::of(self)));
    }

    /// Says whether the function is not there any more, or never was: asked for it by name, the service knows no such function.
    #[must_use]
    pub fn is_gone(&self) -> bool {
        self.failure(Part::Description)
            .is_some_and(|failure| failure.kind == FailureKind::NotFound)
    }

    /// Says whether that is known by a listing alone, which did not show the function any more.
    #[must_use]
    pub fn is_unlisted(&self) -> bool {
        let failure = self.failure(Part::Description);
        self.is_gone() && failure.is_some_and(|why| why.operation == Operation::ListFunctions)
    }

    /// Notes that a listing did not show the function any more.
    pub(super) fn miss(&mut self, at: Timestamp) {
        self.was_missed = true;
        if self.is_gone() {
            return;
        }
        let name = &self.function.name;
        let sentence = format!("The last listing did not show {name} any more.");
        let failure = Failure::new(FailureKind::NotFound, Operation::ListFunctions, sentence);
        self.description.fail(failure, at);
        if self.outlook.is_some() {
            self.look();
        }
    }

    /// Notes the answer for a piece, whole.
    pub fn answer(&mut self, part: Part, answer: Result<Answer, Failure>, at: Timestamp) {
        match (part, answer) {
            (Part::Configurations, Ok(Answer::Configurations(page))) => {
                self.configurations.answer(Ok(by_qualifier(page.items)), at);
                self.held_since.clear();
            }
            (Part::Aliases, Ok(Answer::Aliases(page))) => {
                let mut aliases = page.items;
                aliases.sort_by(|left, right| left.name.cmp(&right.name));
                self.aliases.answer(Ok(aliases), at);
            }
            (Part::Versions, Ok(Answer::Versions(page))) => {
                let mut versions = page.items;
                versions.sort_by(|left, right| left.version.cmp(&right.version));
                self.versions.answer(Ok(versions), at);
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
        self.look();
    }

    /// When the configuration of a qualifier was read: with the others, or alone since then.
    #[must_use]
    pub fn configuration_read_at(&self, qualifier: &Qualifier) -> Option<Timestamp> {
        let with_the_others = self.configurations.read_at()?;
        let mut alone = self.held_since.iter();
        let alone = alone.find(|(of, _)| of == qualifier).map(|(_, at)| *at);
        Some(alone.map_or(with_the_others, |alone| alone.max(with_the_others)))
    }

    /// The configuration of one qualifier: `None` while the configurations were not read to their end.
    #[must_use]
    pub fn configuration(&self, qualifier: &Qualifier) -> Option<Option<&StoredConfiguration>> {
        let all = self.configurations.value()?;
        let found = all.binary_search_by(|(of, _)| of.cmp(qualifier)).ok();
        Some(
            found
                .and_then(|position| all.get(position))
                .map(|(_, configuration)| configuration),
        )
    }

    /// The alias of this name, where the list shows it.
    #[must_use]
    pub fn alias(&self, qualifier: &Qualifier) -> Option<&AliasDescription> {
        let Qualifier::Alias(name) = qualifier else {
            return None;
        };
        let aliases = self.aliases.value()?;
        let place = aliases.binary_search_by(|alias| alias.name.cmp(name));
        aliases.get(place.ok()?)
    }

    /// The version that a qualifier runs first: of an alias the first that gets calls, else the qualifier itself.
    fn version_of<'a>(&'a self, qualifier: &'a Qualifier) -> Option<&'a Qualifier> {
        match qualifier {
            Qualifier::Alias(_) => Some(self.alias(qualifier)?.routes().next()?.0),
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

    /// Every version that a qualifier runs: a weighted alias runs two. None where the alias was not read.
    #[must_use]
    pub fn versions_of<'a>(&'a self, qualifier: &'a Qualifier) -> Vec<&'a Qualifier> {
        match qualifier {
            Qualifier::Alias(_) => {
                let routes = self
                    .alias(qualifier)
                    .into_iter()
                    .flat_map(AliasDescription::routes);
                routes.map(|(version, _)| version).collect()
            }
            Qualifier::Latest | Qualifier::LatestPublished | Qualifier::Version(_) => {
                vec![qualifier]
            }
        }
    }

    /// What is known of the version that a qualifier runs first.
    #[must_use]
    pub fn described(&self, qualifier: &Qualifier) -> Option<&FunctionDescription> {
        self.described_version(self.version_of(qualifier)?)
    }

    /// What is known of a version.
    #[must_use]
    pub fn described_version(&self, version: &Qualifier) -> Option<&FunctionDescription> {
        if *version == Qualifier::Latest {
            return self.description.value();
        }
        let versions = self.versions.value()?;
        let place = versions.binary_search_by(|description| description.version.cmp(version));
        versions.get(place.ok()?)
    }

    /// The ARN of the execution role of a qualifier; of `$LATEST` where the version was not read.
    #[must_use]
    pub fn role(&self, qualifier: &Qualifier) -> Option<&str> {
        let described = self.described(qualifier);
        described.or(self.description.value())?.role.as_deref()
    }
}

/// The configurations of an answer, each with the qualifier that its ARN names, in the order of the qualifiers.
#[must_use]
fn by_qualifier(configurations: Vec<StoredConfiguration>) -> Vec<(Qualifier, StoredConfiguration)> {
    let mut configurations: Vec<(Qualifier, StoredConfiguration)> = configurations
        .into_iter()
        .map(|configuration| {
            let qualifier = parse_reported_arn(&configuration.function_arn)
                .and_then(|(_, qualifier)| qualifier)
                .unwrap_or(Qualifier::Latest);
            (qualifier, configuration)
        })
        .collect();
    configurations.sort_by(|(left, _), (right, _)| left.cmp(right));
    configurations
}
