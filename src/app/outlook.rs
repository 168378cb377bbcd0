//! What happens to events of a function, put together from what was read of it.
//!
//! Knows which readings answer the question, and says "not read" where one is missing. Does not know words or columns.

use serde::{Deserialize, Serialize};

use super::entry::Entry;
use super::qualifier_rows::{self, QualifierRow};
use super::surroundings::{dead_letters, dead_letters_differ, known, timeouts, unread_versions};
use crate::domain::known::Known;
use crate::domain::qualifier::Qualifier;
use crate::domain::settings::StoredSettings;
use crate::domain::timeline::{EffectiveSettings, GivenUp, Timeline};
use crate::domain::verdict::{QualifierFacts, Verdict};

/// What follows from the pieces of a function: found out when one of them changes, not with every frame.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Outlook {
    /// Its qualifiers.
    pub rows: Vec<QualifierRow>,
    /// What is to be said of them together.
    pub verdict: Verdict,
}

impl Outlook {
    /// Finds out what follows from what was read.
    #[must_use]
    pub fn of(entry: &Entry) -> Self {
        let rows = qualifier_rows::rows(entry);
        let verdict = verdict(entry, &rows);
        Self { rows, verdict }
    }
}

/// The settings that a qualifier has of its own; `Known(None)`: none, once the configurations were read to their end.
#[must_use]
pub fn settings<'a>(entry: &'a Entry, qualifier: &Qualifier) -> Known<Option<&'a StoredSettings>> {
    match entry.configuration(qualifier) {
        Some(configuration) => {
            Known::Known(configuration.map(|configuration| &configuration.settings))
        }
        None if entry.configurations.failure().is_some() => Known::Unreadable,
        None => Known::NotRead,
    }
}

/// Where the events go that are given up.
#[must_use]
pub fn given_up(entry: &Entry, qualifier: &Qualifier) -> GivenUp {
    match settings(entry, qualifier) {
        Known::NotRead => GivenUp::NotRead,
        Known::Unreadable => GivenUp::Unreadable,
        Known::Known(settings) => {
            let on_failure = settings.and_then(|settings| settings.on_failure.explicit());
            GivenUp::of(
                on_failure.map(String::as_str),
                dead_letters(entry, qualifier).target,
            )
            .by_version(&dead_letters_differ(entry, qualifier))
        }
    }
}

/// What happens to an event of a qualifier.
#[must_use]
pub fn timeline(entry: &Entry, qualifier: &Qualifier) -> Known<Timeline> {
    settings(entry, qualifier).map(|settings| {
        Timeline::of(
            &EffectiveSettings::from(settings),
            &timeouts(entry, qualifier),
            given_up(entry, qualifier),
            &known(&entry.concurrency).cloned(),
        )
    })
}

/// The verdict on a function, from its rows.
#[must_use]
pub fn verdict(entry: &Entry, rows: &[QualifierRow]) -> Verdict {
    let facts: Vec<QualifierFacts<'_>> = rows
        .iter()
        .map(|row| QualifierFacts {
            qualifier: &row.qualifier,
            existence: row.existence,
            settings: settings(entry, &row.qualifier),
            routes_to: row.routes.iter().map(|(version, _)| version).collect(),
            dead_letter_target: dead_letters(entry, &row.qualifier).target,
            dead_letters_differ: dead_letters_differ(entry, &row.qualifier),
            has_unread_versions: !unread_versions(entry, &row.qualifier).is_empty(),
        })
        .collect();
    let aliases = match (entry.aliases.failure(), entry.aliases.value()) {
        (Some(_), _) => Known::Unreadable,
        (None, Some(_)) => Known::Known(()),
        (None, None) => Known::NotRead,
    };
    Verdict::of(&facts, aliases, &known(&entry.concurrency).cloned())
}
