//! What is known around a draft, put together from what was read of its function.
//!
//! Knows which piece answers which question. Does not know the rules that ask them.

use super::catalogue::Entry;
use super::remote::Remote;
use crate::domain::call::FunctionDescription;
use crate::domain::function::Target;
use crate::domain::known::Known;
use crate::domain::qualifier::Qualifier;
use crate::domain::settings::StoredSettings;
use crate::domain::validation::Surroundings;

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
    surroundings.dead_letter_target = described.map_or(unknown.map(|()| None), |described| {
        Known::Known(described.dead_letter_target.clone())
    });
    surroundings.reserved_concurrency = known(&entry.concurrency);
    surroundings.stack = known(&entry.stack);
    surroundings
}

/// What the rules may take for known of something that is read.
#[must_use]
pub fn known<T: Clone>(remote: &Remote<T>) -> Known<T> {
    match (remote.value(), remote.failure()) {
        (Some(value), _) => Known::Known(value.clone()),
        (None, Some(_)) => Known::Unreadable,
        (None, None) => Known::NotRead,
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
