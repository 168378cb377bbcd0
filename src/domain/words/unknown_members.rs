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
    let mut removed = before.clone();
    let is_gone = |name: &String| !now.unknown_members.contains(name);
    removed.unknown_members.retain(is_gone);
    let names = unknown_names(&removed)?;
    let it_is = if is_one(&removed) {
        "it is"
    } else {
        "they are"
    };
    Some(format!(
        "! Lambda held {names} before, which Lasso does not know: {it_is} not in its answer."
    ))
}

/// The names of what is held beside what this program knows, if anything is.
#[must_use]
pub fn unknown_names(held: &StoredConfiguration) -> Option<String> {
    let names = held.unknown_members.iter();
    let names: Vec<String> = names.map(|name| clean(name).into_owned()).collect();
    (!names.is_empty()).then(|| list(names))
}

fn is_one(held: &StoredConfiguration) -> bool {
    held.unknown_members.len() == 1
}
