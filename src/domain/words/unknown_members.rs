//! Words for what a configuration holds beside what this program knows of it.
//!
//! Knows names. Does not know what stands behind them, nor what Lambda does with them.

use super::verdict::named;
use super::{clean, list};
use crate::domain::change::Method;
use crate::domain::qualifier::Qualifier;
use crate::domain::settings::StoredConfiguration;

/// What a request does to what is held beside what this program knows; nothing where nothing else is held.
#[must_use]
pub fn unknown_members(held: &StoredConfiguration, method: Method) -> Option<String> {
    let [them, _, _] = pronouns(&held.unknown_members);
    let outcome = match method {
        Method::Put => format!("this PUT may remove {them}"),
        Method::Delete => format!("this DELETE removes {them} too"),
    };
    told(held, &outcome)
}

/// The same of a request that changes what it names, which this program itself never sends.
#[must_use]
pub fn unknown_in_update(held: &StoredConfiguration) -> Option<String> {
    let [them, _, _] = pronouns(&held.unknown_members);
    told(
        held,
        &format!("whether this POST keeps {them} is not known"),
    )
}

/// That what is told of a configuration is not all of it; nothing where it is.
#[must_use]
pub fn unknown_untold(held: &StoredConfiguration) -> Option<String> {
    let [_, _, they_mean] = pronouns(&held.unknown_members);
    told(held, &format!("what {they_mean} is not told here"))
}

/// The same of several qualifiers, where there is no room for what each holds; nothing without any.
#[must_use]
pub fn unknown_untold_of(qualifiers: &[&Qualifier]) -> Option<String> {
    (!qualifiers.is_empty()).then(|| {
        format!(
            "! Settings of {} hold more than Lasso knows: what that means is not told here. Enter names it.",
            named(qualifiers)
        )
    })
}

fn told(held: &StoredConfiguration, what: &str) -> Option<String> {
    Some(format!("! {}: {what}.", holds(&held.unknown_members)?))
}

/// That what is written down of a configuration is not all of it, for whoever deploys that.
#[must_use]
pub fn unknown_left_out(members: &[String]) -> Option<String> {
    let [them, they_are, _] = pronouns(members);
    let holds = holds(members)?;
    Some(format!(
        "{holds}: {they_are} left out here, and applying this may remove {them}."
    ))
}

/// What a copy leaves out, behind its name; nothing where it is all that is held.
#[must_use]
pub fn copied_without(members: &[String]) -> Option<String> {
    let names = unknown_names(members)?;
    Some(format!("without {names}, which Lasso does not know"))
}

fn holds(members: &[String]) -> Option<String> {
    let names = unknown_names(members)?;
    Some(format!("Lambda holds {names}, which Lasso does not know"))
}

/// What was held beside what this program knows and is not any more: as far as an answer tells, or where nothing is held.
#[must_use]
pub fn removed_unknown(
    before: &StoredConfiguration,
    now: Option<&StoredConfiguration>,
) -> Option<String> {
    let removed = lost(before, now);
    let [_, they_are, _] = pronouns(&removed);
    let names = unknown_names(&removed)?;
    let how = if now.is_some() {
        "not in its answer"
    } else {
        "gone too"
    };
    Some(format!(
        "Lambda held {names} before, which Lasso does not know: {they_are} {how}."
    ))
}

/// What was held before a write beside what this program knows, where nothing tells what became of it.
#[must_use]
pub fn unknown_before(before: &StoredConfiguration) -> Option<String> {
    let names = unknown_names(&before.unknown_members)?;
    Some(format!(
        "Lambda held {names} before, which Lasso does not know."
    ))
}

/// What an answer to a write says is held beside what this program knows.
#[must_use]
pub fn unknown_after(now: &StoredConfiguration) -> Option<String> {
    let names = unknown_names(&now.unknown_members)?;
    Some(format!(
        "Lambda answered that it holds {names}, which Lasso does not know."
    ))
}

/// What no request of this program puts back: what was held before beside what it knows, and is not held now.
#[must_use]
pub fn not_put_back(
    before: &StoredConfiguration,
    now: Option<&StoredConfiguration>,
) -> Option<String> {
    let names = unknown_names(&lost(before, now))?;
    Some(format!("{names}, which Lasso does not know"))
}

fn lost(before: &StoredConfiguration, now: Option<&StoredConfiguration>) -> Vec<String> {
    let left = now.map_or(&[][..], |now| &now.unknown_members);
    let members = before.unknown_members.iter();
    members
        .filter(|name| !left.contains(name))
        .cloned()
        .collect()
}

/// The names of what is held beside what this program knows, if anything is.
#[must_use]
pub fn unknown_names(members: &[String]) -> Option<String> {
    let names: Vec<String> = members
        .iter()
        .map(|name| clean(name).into_owned())
        .collect();
    (!names.is_empty()).then(|| list(names))
}

/// How these members are spoken of once they were named: as an object, as what is, and as what means something.
fn pronouns(members: &[String]) -> [&'static str; 3] {
    if members.len() == 1 {
        ["it", "it is", "it means"]
    } else {
        ["them", "they are", "they mean"]
    }
}
