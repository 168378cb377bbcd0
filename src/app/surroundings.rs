//! What is known around a draft, put together from what was read of its function.
//!
//! Knows which piece answers which question. Does not know the rules that ask them.

use super::entry::Entry;
use super::qualifier_rows;
use super::remote::Remote;
use crate::domain::call::FunctionDescription;
use crate::domain::function::Target;
use crate::domain::known::Known;
use crate::domain::qualifier::Qualifier;
use crate::domain::settings::StoredSettings;
use crate::domain::timeouts::Timeouts;
use crate::domain::validation::{Gone, Surroundings};

/// What is known around a target; `held` is what the form was filled from.
#[must_use]
pub fn of(entry: Option<&Entry>, target: &Target, held: Option<&StoredSettings>) -> Surroundings {
    let mut surroundings = Surroundings::unread(target.clone(), held.cloned());
    let Some(entry) = entry else {
        return surroundings;
    };
    let described = entry.described(&target.qualifier);
    surroundings.routes = routes(entry, &target.qualifier);
    let unknown = undescribed(entry, &target.qualifier);
    surroundings.timeouts = timeouts(entry, &target.qualifier);
    surroundings.role = described
        .and_then(|described| described.role.clone())
        .map_or(unknown.map(|()| String::new()), Known::Known);
    let queue = dead_letters(entry, &target.qualifier);
    surroundings.dead_letter_target = queue.target.map(|arn| arn.map(str::to_owned));
    surroundings.dead_letters_differ = dead_letters_differ(entry, &target.qualifier);
    surroundings.gone = gone(entry, &target.qualifier);
    surroundings.dead_letters_of_latest = queue.of_latest && surroundings.gone.is_none();
    surroundings.reserved_concurrency = known(&entry.concurrency).cloned();
    surroundings.stack = known(&entry.stack).cloned();
    surroundings
}

/// What is known to be gone of a target.
fn gone(entry: &Entry, qualifier: &Qualifier) -> Option<Gone> {
    if entry.is_gone() {
        Some(Gone::Function)
    } else {
        qualifier_rows::is_known_gone(entry, qualifier).then_some(Gone::Qualifier)
    }
}

/// What the rules may take for known of something that is read.
#[must_use]
pub fn known<T>(remote: &Remote<T>) -> Known<&T> {
    match (remote.value(), remote.failure()) {
        (Some(value), _) => Known::Known(value),
        (None, Some(_)) => Known::Unreadable,
        (None, None) => Known::NotRead,
    }
}

/// The versions that an alias routes to, where it is listed.
fn routes(entry: &Entry, qualifier: &Qualifier) -> Known<Vec<Qualifier>> {
    let alias = entry.alias(qualifier);
    alias.map_or(Known::NotRead, |alias| Known::Known(alias.versions()))
}

/// The dead-letter queue that applies to a qualifier.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DeadLetters<'a> {
    /// Its ARN; `Known(None)`: there is none.
    pub target: Known<Option<&'a str>>,
    /// It is that of `$LATEST`, since the version that the qualifier runs was not read.
    pub of_latest: bool,
}

/// The dead-letter queue that applies to a qualifier: that of the version it runs, as that version describes itself.
///
/// Lambda takes a second version for an alias only where both have the same (AWS Lambda Developer Guide, aliases). Where two that differ are
/// read all the same, none counts rather than one: what may be dropped is not called kept.
///
/// Where the version was not read, that of `$LATEST` is taken and said to be so: "Function versions use the same dead-letter queue
/// settings as the unpublished version" (AWS Lambda Developer Guide, error handling for asynchronous invocations), while older
/// editions of the guide had it locked in when a version is published.
#[must_use]
pub fn dead_letters<'a>(entry: &'a Entry, qualifier: &'a Qualifier) -> DeadLetters<'a> {
    let target = |described: &'a FunctionDescription| described.dead_letter_target.as_deref();
    match entry.described(qualifier) {
        Some(described) => {
            let versions = entry.versions_of(qualifier).into_iter();
            let mut read = versions.filter_map(|version| entry.described_version(version));
            let has_none = read.any(|described| described.dead_letter_target.is_none());
            DeadLetters {
                target: Known::Known(target(described).filter(|_| !has_none)),
                of_latest: false,
            }
        }
        None => DeadLetters {
            target: known(&entry.description).map(target),
            of_latest: *qualifier != Qualifier::Latest && entry.description.value().is_some(),
        },
    }
}

/// The versions of a weighted alias, where none of them was read yet: the list reads none, and what is told of their dead-letter queue is
/// what `$LATEST` has.
#[must_use]
pub fn unread_versions<'a>(entry: &'a Entry, qualifier: &'a Qualifier) -> Vec<&'a Qualifier> {
    let versions = entry.versions_of(qualifier);
    let is_unread = known(&entry.versions) == Known::NotRead;
    if versions.len() > 1 && is_unread {
        versions
    } else {
        Vec::new()
    }
}

/// What each version that a qualifier runs has, where that is not the same.
#[must_use]
pub fn dead_letters_differ(
    entry: &Entry,
    qualifier: &Qualifier,
) -> Vec<(Qualifier, Option<String>)> {
    let versions = entry.versions_of(qualifier).into_iter();
    let read = versions.filter_map(|version| {
        let described = entry.described_version(version)?;
        Some((version.clone(), described.dead_letter_target.clone()))
    });
    let read: Vec<(Qualifier, Option<String>)> = read.collect();
    match read.as_slice() {
        [(_, first), (_, second)] if first != second => read,
        _ => Vec::new(),
    }
}

/// How long a try may run, in each version that a qualifier runs.
#[must_use]
pub fn timeouts(entry: &Entry, qualifier: &Qualifier) -> Timeouts {
    let unknown = undescribed(entry, qualifier).map(|()| 0);
    let versions = entry.versions_of(qualifier);
    if versions.is_empty() {
        return Timeouts::from(unknown);
    }
    Timeouts::of(versions.into_iter().map(|version| {
        let described = entry.described_version(version);
        (version, described.map_or(unknown, timeout))
    }))
}

fn timeout(described: &FunctionDescription) -> Known<u32> {
    described
        .timeout_seconds
        .map_or(Known::Unreadable, Known::Known)
}

/// What is known where a qualifier is not described.
fn undescribed(entry: &Entry, qualifier: &Qualifier) -> Known<()> {
    if description_failed(entry, qualifier) {
        Known::Unreadable
    } else {
        Known::NotRead
    }
}

/// The reading that would describe the qualifier failed: of the function, its aliases or its versions.
fn description_failed(entry: &Entry, qualifier: &Qualifier) -> bool {
    match qualifier {
        Qualifier::Latest | Qualifier::LatestPublished => entry.description.failure().is_some(),
        Qualifier::Version(_) => entry.versions.failure().is_some(),
        Qualifier::Alias(_) => {
            entry.aliases.failure().is_some() || entry.versions.failure().is_some()
        }
    }
}
