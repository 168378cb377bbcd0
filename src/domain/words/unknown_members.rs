//! Words for what a configuration holds beside what this program knows of it.
//!
//! Knows names. Does not know what stands behind them, nor what Lambda does with them.

use super::{clean, list};
use crate::domain::change::Method;
use crate::domain::settings::StoredConfiguration;

/// What a request does to what is held beside what this program knows; nothing where nothing else is held.
#[must_use]
pub fn unknown_members(held: &StoredConfiguration, method: Method) -> Option<String> {
    let names = unknown_names(held)?;
    let them = if is_one(held) { "it" } else { "them" };
    let outcome = match method {
        Method::Put => format!("this PUT may remove {them}"),
        Method::Delete => format!("this DELETE removes {them} too"),
    };
    Some(format!(
        "! Lambda holds {names}, which Lasso does not know: {outcome}."
    ))
}

/// What was held beside what this program knows and is not any more, as far as the answer to a Put tells.
#[must_use]
pub fn removed_unknown(before: &StoredConfiguration, now: &StoredConfiguration) -> Option<String> {
    let before = before.unknown_members.iter();
    let removed: Vec<&str> = before
        .filter(|name| !now.unknown_members.contains(*name))
        .map(String::as_str)
        .collect();
    let it_is = match removed.as_slice() {
        [] => return None,
        [_] => "it is",
        [_, _, ..] => "they are",
    };
    let names = cleaned(removed);
    Some(format!(
        "! Lambda held {names} before, which Lasso does not know: {it_is} not in its answer."
    ))
}

/// The names of what is held beside what this program knows, if anything is.
#[must_use]
pub fn unknown_names(held: &StoredConfiguration) -> Option<String> {
    let names = &held.unknown_members;
    (!names.is_empty()).then(|| cleaned(names.iter().map(String::as_str)))
}

fn cleaned<'a>(names: impl IntoIterator<Item = &'a str>) -> String {
    let names = names.into_iter().map(|name| clean(name).into_owned());
    list(names.collect())
}

fn is_one(held: &StoredConfiguration) -> bool {
    held.unknown_members.len() == 1
}
