//! Words of the verdict on a function.
//!
//! Knows the one sentence or two that stand above its qualifiers. Does not know how the verdict was reached.

use std::borrow::Borrow;

use jiff::Timestamp;

use super::clean;
use super::time::time;
use super::warning::{dead_letters, names};
use crate::domain::function::FunctionName;
use crate::domain::known::Known;
use crate::domain::qualifier::Qualifier;
use crate::domain::timeline::GivenUp;
use crate::domain::verdict::Verdict;

/// What is said where the filter above the qualifiers of a function leaves none.
pub const NO_QUALIFIER_MATCHES: &str = "No qualifier matches the filter. Esc clears it.";

/// How many qualifiers are named before the rest is counted.
const NAMED: usize = 3;

/// The verdict on a function, marked with `!` where events are lost and with `?` where that is not known.
#[must_use]
pub fn verdict(verdict: &Verdict) -> String {
    if verdict.nothing_tried {
        return nothing_tried(verdict);
    }
    if !verdict.drops.is_empty() || !verdict.drops_some.is_empty() {
        return format!("{}{}", drops(verdict), unread(verdict));
    }
    if let Some(why) = aliases(verdict) {
        return format!(
            "? {why}: what becomes of the events of calls through an alias is not known."
        );
    }
    if !verdict.unknown.is_empty() {
        let unknown = named(&called_first(&verdict.unknown));
        return format!("? Not known of {unknown}: whether given-up events are dropped.");
    }
    if verdict.keeps.is_empty() {
        return "? Nothing was read of any qualifier.".to_owned();
    }
    keeps(verdict)
}

/// That nothing is lost of what is called without a version's number. A version that no alias routes to is none of these: whoever calls
/// it by its number meets its own settings.
fn keeps(verdict: &Verdict) -> String {
    let is_alias = |qualifier: &Qualifier| matches!(qualifier, Qualifier::Alias(_));
    let (who, it) = if verdict.keeps.iter().any(is_alias) {
        ("$LATEST and every alias name", "they exist")
    } else {
        ("$LATEST names", "it exists")
    };
    let unread = unread(verdict);
    format!(
        "{who} a place for given-up events. Not checked: that {it}, that the role may send.{unread}"
    )
}

/// That what is said of an alias rests on what `$LATEST` has; nothing where its versions were read.
fn unread(verdict: &Verdict) -> String {
    let assumed = &verdict.assumed;
    let run = if assumed.len() == 1 { "runs" } else { "run" };
    if assumed.is_empty() {
        return String::new();
    }
    let who = named(assumed);
    format!(" Not read: the dead-letter queues of the versions that {who} {run}.")
}

/// Why it is not known which aliases there are, as the beginning of a sentence.
fn aliases(verdict: &Verdict) -> Option<&'static str> {
    match verdict.aliases {
        Known::Known(()) => None,
        Known::NotRead => Some("Aliases not read yet"),
        Known::Unreadable => Some("Aliases could not be read"),
    }
}

fn nothing_tried(verdict: &Verdict) -> String {
    let dropped = dropping(verdict);
    let mut end = if dropped.is_empty() {
        String::new()
    } else {
        let drop = if dropped.len() == 1 { "drops" } else { "drop" };
        format!(" {} {drop} them.", named(&dropped))
    };
    for (qualifier, without) in &verdict.drops_some {
        end.push(' ');
        end.push_str(&drops_some(qualifier, without));
    }
    format!("! Reserved concurrency is 0: nothing is tried, every event is given up at once.{end}")
}

/// That a function has no row for a qualifier, as far as it was looked for, and on its screen what to do then.
#[must_use]
pub fn missing(function: &FunctionName, qualifier: &Qualifier, searched: Known<()>) -> String {
    let absent = absent(function, qualifier, searched);
    match searched {
        Known::Known(()) => format!("! {absent} j or k selects what it has."),
        Known::NotRead => absent,
        Known::Unreadable => format!("? {absent}"),
    }
}

/// The same where there is no screen.
#[must_use]
pub fn absent(function: &FunctionName, qualifier: &Qualifier, searched: Known<()>) -> String {
    let what = called(qualifier);
    match searched {
        Known::Known(()) => format!("{function} has no {what}."),
        Known::NotRead => format!("Looking for {what} of {function} .."),
        Known::Unreadable => {
            format!("Whether {function} has {what} is not known: not everything could be read.")
        }
    }
}

/// That a function left the listing while its screen was open.
#[must_use]
pub fn function_gone(function: &FunctionName) -> String {
    format!(
        "This function is gone: the last listing did not show {function} any more. Esc goes back to the list."
    )
}

/// That a function is not listed any more, of which a draft is kept.
#[must_use]
pub fn function_unlisted(function: &FunctionName) -> String {
    let function = clean(function.as_str());
    format!(
        "! {function} is gone: the last listing did not show it any more. What stands here was read before."
    )
}

/// What is said on a form whose function is gone.
#[must_use]
pub fn nothing_to_send_to(function: &FunctionName, has_draft: bool) -> String {
    let function = clean(function.as_str());
    let key = if has_draft {
        " Ctrl-X throws the draft away."
    } else {
        ""
    };
    format!("! {function} is gone, as far as was read: there is nothing to send this to.{key}")
}

/// That the service knows no such function; what was read of it before may still be on screen.
#[must_use]
pub fn function_not_found(function: &FunctionName, read_before: bool) -> String {
    let function = clean(function.as_str());
    if read_before {
        format!(
            "! {function} is gone: Lambda answers that there is no such function. What stands here was read before."
        )
    } else {
        format!("! Lambda answers that there is no function {function} in this account and region.")
    }
}

/// That settings are left behind by a qualifier that is gone.
#[must_use]
pub fn left_behind(qualifier: &Qualifier) -> String {
    format!("{} X removes them.", unused(qualifier))
}

/// The same where `X` itself means something else.
#[must_use]
pub fn left_behind_elsewhere(qualifier: &Qualifier) -> String {
    format!(
        "{} X on the screen of the function removes them.",
        unused(qualifier)
    )
}

fn unused(qualifier: &Qualifier) -> String {
    format!(
        "Left behind: there is no {} any more, so no call uses these settings.",
        called(qualifier)
    )
}

/// That what is removed here has nothing any more that it could be put back on.
#[must_use]
pub fn no_way_back(qualifier: &Qualifier) -> String {
    format!(
        "It can't be put back as long as there is no {}.",
        called(qualifier)
    )
}

/// The same as a condition, behind what puts it back.
#[must_use]
pub fn once_there_again(qualifier: &Qualifier) -> String {
    format!(", once {} is there again", called(qualifier))
}

/// That nothing can be invoked where a draft is for, and nothing is held.
#[must_use]
pub fn nothing_left(qualifier: &Qualifier) -> String {
    format!(
        "There is no {} any more, and no configuration of it: nothing can be invoked there, and Lambda stores nothing for it.",
        called(qualifier)
    )
}

/// That nothing but a draft is left of a qualifier.
#[must_use]
pub fn draft_left(qualifier: &Qualifier) -> String {
    format!(
        "Only your draft is left: there is no {} any more, and no configuration of it. e opens the draft, Ctrl-X there throws it away.",
        called(qualifier)
    )
}

/// That it is not known whether a qualifier is there.
#[must_use]
pub fn not_found_so_far(qualifier: &Qualifier) -> String {
    format!(
        "? Not known whether there is {} {}: not everything was read that would show it.",
        article(qualifier),
        called(qualifier)
    )
}

/// How many configurations are left behind, by whom.
#[must_use]
pub fn orphans(orphans: &[Qualifier]) -> String {
    let count = match orphans {
        [_] => "1 orphan".to_owned(),
        several => format!("{} orphans", several.len()),
    };
    format!(
        "{count}: settings left behind by {}, which nothing uses.",
        named(orphans)
    )
}

fn article(qualifier: &Qualifier) -> &'static str {
    match qualifier {
        Qualifier::Alias(_) => "an",
        Qualifier::Latest | Qualifier::LatestPublished | Qualifier::Version(_) => "a",
    }
}

/// What kind of qualifier it is, and its name.
fn called(qualifier: &Qualifier) -> String {
    match qualifier {
        Qualifier::Alias(name) => format!("alias {}", clean(name)),
        Qualifier::Latest | Qualifier::LatestPublished | Qualifier::Version(_) => word(qualifier),
    }
}

/// That this run removed the settings of a qualifier, or found them removed when it did, which Lambda itself does not tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Removed {
    /// When that was sent; where somebody else may have done it, when it was known that none is held.
    pub at: Timestamp,
    /// The answer to a write of this run says so: nobody else has.
    pub is_proven: bool,
    /// An undo would put them back: nothing else of the function was written since, and all of them may be sent.
    pub is_next_undo: bool,
}

/// What can be told of a qualifier that has no settings of its own: since when only where this run removed them.
#[must_use]
pub fn no_settings(removed: Option<Removed>) -> String {
    let since = match removed {
        Some(removed) => {
            let at = time(removed.at);
            let undo = if removed.is_next_undo {
                ": u puts it back"
            } else {
                ""
            };
            if removed.is_proven {
                format!("Removed by you at {at}{undo}.")
            } else {
                format!("Removed by you or somebody else before {at}{undo}.")
            }
        }
        None => "If some were removed, Lambda does not say when.".to_owned(),
    };
    format!("No settings of its own. {since}")
}

/// What can be told of the settings of a function that is gone, where none were held when it was read last.
pub const NO_SETTINGS_OF_GONE: &str = "No settings of its own were held when they were read last.";

/// What stands beside a dead-letter queue that was read of `$LATEST` only.
pub const DEAD_LETTERS_OF_LATEST: &str = "Dead-letter queue as $LATEST has it: that of the version was not read. AWS says that versions use the same.";

/// What stands behind where the events of a weighted alias go, as long as none of its versions was read; nothing where no dead-letter queue
/// has a part in it.
#[must_use]
pub fn as_latest_has_it(given_up: &GivenUp, versions: &[&Qualifier]) -> Option<String> {
    let latest = match given_up {
        GivenUp::DeadLetterQueue(_) | GivenUp::Both { .. } => "$LATEST has it",
        GivenUp::Dropped | GivenUp::Undelivered(_) => "$LATEST has no dead-letter queue",
        GivenUp::Record(_) | GivenUp::ByVersion { .. } | GivenUp::NotRead | GivenUp::Unreadable => {
            return None;
        }
    };
    let numbers: Vec<String> = versions.iter().map(ToString::to_string).collect();
    let numbers = names(&numbers);
    (!versions.is_empty()).then(|| format!("({latest}; versions {numbers} not read)"))
}

/// What the versions of a weighted alias have, where they have not the same.
#[must_use]
pub fn dead_letters_differ(versions: &[(Qualifier, Option<String>)]) -> Option<String> {
    let each = versions.iter().map(|(version, target)| match target {
        Some(arn) => format!("version {version} {}", dead_letters(arn)),
        None => format!("version {version} none"),
    });
    let each: Vec<String> = each.collect();
    (!each.is_empty()).then(|| {
        format!(
            "! The versions that this alias runs have not the same dead-letter queue: {}.",
            each.join(", ")
        )
    })
}

fn drops(verdict: &Verdict) -> String {
    let dropping = dropping(verdict);
    let some = verdict.drops_some.iter();
    let some = some.map(|(qualifier, without)| drops_some(qualifier, without));
    let sentences: Vec<String> = drops_all(&dropping).into_iter().chain(some).collect();
    let sentence = format!("! {}", sentences.join(" "));
    if let Some(why) = aliases(verdict) {
        format!("{sentence} {why}.")
    } else if !dropping.is_empty() && verdict.keeps.contains(&Qualifier::Latest) {
        format!("{sentence} Settings of $LATEST do not carry over.")
    } else if verdict.unknown.is_empty() {
        sentence
    } else {
        format!("{sentence} Not known of {}.", named(&verdict.unknown))
    }
}

/// That an alias drops the events of some of the versions that it runs.
fn drops_some(qualifier: &Qualifier, without: &[Qualifier]) -> String {
    let (who, has) = match without {
        [_] => (named(without), "has"),
        _ => (named(without), "have"),
    };
    format!(
        "{} drops some of the events it gives up: {who} {has} no dead-letter queue.",
        word(qualifier)
    )
}

fn drops_all(dropping: &[Qualifier]) -> Option<String> {
    if dropping.is_empty() {
        return None;
    }
    let who = named(dropping);
    let does = if dropping.len() == 1 {
        "drops every event it gives up"
    } else {
        "drop every event they give up"
    };
    Some(format!("{who} {does}."))
}

/// Who drops every event, as callers name it: no version where an alias is said to drop its events.
fn dropping(verdict: &Verdict) -> Vec<Qualifier> {
    let mut dropping = called_first(&verdict.drops);
    if !verdict.drops_some.is_empty() {
        dropping.retain(|qualifier| !matches!(qualifier, Qualifier::Version(_)));
    }
    dropping
}

/// What callers name, where that is among them: versions are reached through an alias, whose own settings then apply.
fn called_first(qualifiers: &[Qualifier]) -> Vec<Qualifier> {
    let called: Vec<Qualifier> = qualifiers
        .iter()
        .filter(|qualifier| !matches!(qualifier, Qualifier::Version(_)))
        .cloned()
        .collect();
    if called.is_empty() {
        qualifiers.to_vec()
    } else {
        called
    }
}

pub(super) fn named(qualifiers: &[impl Borrow<Qualifier>]) -> String {
    let shown = qualifiers.iter().take(NAMED);
    let mut words: Vec<String> = shown.map(|one| word(one.borrow())).collect();
    let rest = qualifiers.len().saturating_sub(NAMED);
    if rest > 0 {
        words.push(format!("{rest} more"));
    }
    names(&words)
}

fn word(qualifier: &Qualifier) -> String {
    match qualifier {
        Qualifier::Version(number) => format!("version {number}"),
        Qualifier::Latest | Qualifier::LatestPublished | Qualifier::Alias(_) => {
            qualifier.to_string()
        }
    }
}

#[cfg(test)]
mod tests;
