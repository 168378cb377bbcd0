//! The qualifiers of a function in rows.
//!
//! Knows how aliases, versions and configurations are put together into rows, and what that says of a qualifier. Does not know where
//! they were read from, nor which rows are shown.

use std::collections::BTreeSet;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::entry::{Entry, Part};
use crate::domain::call::AliasDescription;
use crate::domain::qualifier::Qualifier;
use crate::domain::verdict::Existence;

/// What is known of a qualifier's own configuration.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Held {
    /// The configurations were not read to their end.
    NotRead,
    /// They could not be read.
    Unreadable,
    /// None of its own: the defaults apply.
    Defaults,
    /// Its own; with it when it was last modified, where that was told.
    Own(Option<Timestamp>),
}

/// One qualifier of a function.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct QualifierRow {
    /// Which.
    pub qualifier: Qualifier,
    /// Whether it is there.
    pub existence: Existence,
    /// The versions that an alias routes to, each with its share.
    pub routes: Vec<(Qualifier, f64)>,
    /// Its configuration.
    pub held: Held,
}

impl QualifierRow {
    /// Says whether the qualifier is gone and its configuration as well: only a draft is left of it.
    #[must_use]
    pub fn is_draft_only(&self) -> bool {
        is_gone(self) && self.held == Held::Defaults
    }
}

/// The lists that would show a row that is not found so far, and were read before its configuration.
#[must_use]
pub fn outrun(entry: &Entry, rows: &[QualifierRow]) -> Vec<Part> {
    [Part::Aliases, Part::Versions]
        .into_iter()
        .filter(|list| entry.is_outrun(*list))
        .filter(|list| {
            rows.iter().any(|row| {
                row.existence == Existence::NotFoundSoFar
                    && Entry::list_of(&row.qualifier) == Some(*list)
            })
        })
        .collect()
}

/// The rows of a function: `$LATEST`, aliases by name, versions with the newest first, then configurations without a qualifier,
/// those that are left behind at the end.
#[must_use]
pub fn rows(entry: &Entry) -> Vec<QualifierRow> {
    let row = |qualifier: Qualifier, existence, routes| QualifierRow {
        held: held(entry, &qualifier),
        qualifier,
        existence,
        routes,
    };
    let routeless =
        |qualifier: &Qualifier, existence| row(qualifier.clone(), existence, Vec::new());
    let mut rows = vec![routeless(&Qualifier::Latest, Existence::Exists)];
    let aliases = entry.aliases.value().map(Vec::as_slice).unwrap_or_default();
    rows.extend(aliases.iter().map(|alias| {
        let name = Qualifier::Alias(alias.name.clone());
        let routes = alias.routes();
        let routes = routes.map(|(version, share)| (version.clone(), share));
        row(name, Existence::Exists, routes.collect())
    }));
    let named = aliases.iter().flat_map(AliasDescription::named);
    let mut versions: Vec<&Qualifier> = entry
        .versions
        .value()
        .map(Vec::as_slice)
        .unwrap_or_default()
        .iter()
        .map(|version| &version.version)
        .chain(named.map(|(version, _)| version))
        .filter(|version| **version != Qualifier::Latest)
        .collect();
    versions.sort_by(|left, right| right.cmp(left));
    versions.dedup();
    rows.extend(
        versions
            .into_iter()
            .map(|version| routeless(version, Existence::Exists)),
    );
    let left_over = entry
        .configurations
        .value()
        .map(Vec::as_slice)
        .unwrap_or_default();
    let found: BTreeSet<&Qualifier> = rows.iter().map(|row| &row.qualifier).collect();
    let left_over: Vec<QualifierRow> = left_over
        .iter()
        .filter(|(qualifier, _)| !found.contains(qualifier))
        .map(|(qualifier, _)| routeless(qualifier, left_behind(entry, qualifier)))
        .collect();
    rows.extend(left_over);
    rows.sort_by_key(is_gone);
    rows
}

/// Says whether a qualifier is gone.
#[must_use]
pub fn is_gone(row: &QualifierRow) -> bool {
    row.existence == Existence::Gone
}

/// Whether a configuration whose qualifier is in no list is left behind: only a list that is no older than the configuration tells.
#[must_use]
pub fn left_behind(entry: &Entry, qualifier: &Qualifier) -> Existence {
    match Entry::list_of(qualifier) {
        Some(list) if entry.is_current(list) => Existence::Gone,
        Some(_) | None => Existence::NotFoundSoFar,
    }
}

/// Says whether a qualifier is gone, as far as the lists tell, and only its configuration is left behind.
#[must_use]
pub fn is_left_behind(entry: &Entry, qualifier: &Qualifier) -> bool {
    looked_up(entry, |rows| {
        let mut rows = rows.iter();
        rows.any(|row| row.qualifier == *qualifier && is_gone(row))
    })
}

/// Says whether there is no such qualifier any more, as far as everything tells that would show it. Where no configuration of it is held,
/// any list that was read tells that, also one that is older than the configurations: nothing speaks for a qualifier made since.
#[must_use]
pub fn is_known_gone(entry: &Entry, qualifier: &Qualifier) -> bool {
    entry.is_gone()
        || looked_up(entry, |rows| {
            let found = rows.iter().find(|row| row.qualifier == *qualifier);
            let list = Entry::list_of(qualifier);
            let is_read = || list.is_some_and(|list| entry.read_at(list).is_some());
            found.map_or_else(is_read, is_gone)
        })
}

/// Asks something of the rows: those of the outlook, where there is one, need not be put together again.
fn looked_up<T>(entry: &Entry, ask: impl FnOnce(&[QualifierRow]) -> T) -> T {
    match entry.outlook() {
        Some(outlook) => ask(&outlook.rows),
        None => ask(&rows(entry)),
    }
}

/// What is known of a qualifier's configuration; "defaults" only once the list of configurations was read to its end.
#[must_use]
pub fn held(entry: &Entry, qualifier: &Qualifier) -> Held {
    match entry.configuration(qualifier) {
        Some(Some(configuration)) => Held::Own(configuration.last_modified),
        Some(None) => Held::Defaults,
        None if entry.configurations.failure().is_some() => Held::Unreadable,
        None => Held::NotRead,
    }
}
