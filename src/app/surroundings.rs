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
use crate::domain::validation::{Gone, Surroundings};

/// What is known around a target; `held` is what the form was filled from.
#[must_use]
pub fn of(entry: Option<&Entry>, target: &Target, held: Option<&StoredSettings>) -> Surroundings {
    let mut surroundings = Surroundings::unread(target.clone(), held.cloned());
    let Some(entry) = entry else {
        return surroundings;
    };
    let described = entry.described(&target.qualifier);
    let unknown = if description_failed(entry, &target.qualifier) {
        Known::Unreadable
    } else {
        Known::NotRead
    };
    surroundings.timeout_seconds = described.map_or(unknown.map(|()| 0), timeout);
    surroundings.role = described
        .and_then(|described| described.role.clone())
        .map_or(unknown.map(|()| String::new()), Known::Known);
    let queue = dead_letters(entry, &target.qualifier);
    surroundings.dead_letter_target = queue.target.map(|arn| arn.map(str::to_owned));
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
/// Where the version was not read, that of `$LATEST` is taken and said to be so: "Function versions use the same dead-letter queue
/// settings as the unpublished version" (AWS Lambda Developer Guide, error handling for asynchronous invocations), while older
/// editions of the guide had it locked in when a version is published.
#[must_use]
pub fn dead_letters<'a>(entry: &'a Entry, qualifier: &'a Qualifier) -> DeadLetters<'a> {
    let target = |described: &'a FunctionDescription| described.dead_letter_target.as_deref();
    match entry.described(qualifier) {
        Some(described) => DeadLetters {
            target: Known::Known(target(described)),
            of_latest: false,
        },
        None => DeadLetters {
            target: known(&entry.description).map(target),
            of_latest: *qualifier != Qualifier::Latest && entry.description.value().is_some(),
        },
    }
}

fn timeout(described: &FunctionDescription) -> Known<u32> {
    described
        .timeout_seconds
        .map_or(Known::Unreadable, Known::Known)
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
