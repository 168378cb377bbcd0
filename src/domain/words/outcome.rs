//! Words of what a write came to: why it was refused, what is lacking, how long it took.
//!
//! Knows the sentences that stand behind REFUSED and NOT SENT. Does not know where they stand, nor what may be tried again.

use jiff::{SignedDuration, Timestamp};

use super::clean;
use super::timeline::times;
use super::warning::noun_and_name;
use crate::domain::change::Method;
use crate::domain::destination::ReportedArn;
use crate::domain::destination::reported::role_name;
use crate::domain::failure::{Failure, FailureKind, lacking_role};

/// How long an answer took: `243 ms`, `10.0 s`.
#[must_use]
pub fn took(milliseconds: u64) -> String {
    if milliseconds < 1000 {
        format!("{milliseconds} ms")
    } else {
        format!("{}.{} s", milliseconds / 1000, milliseconds % 1000 / 100)
    }
}

/// Why a write was refused, where that can be said in a sentence that stands for itself; `role`: the ARN of the function's role.
///
/// A refusal that is left to AWS's own words has none.
#[must_use]
pub fn refusal(
    failure: &Failure,
    (tries, within): (u32, SignedDuration),
    role: Option<&str>,
) -> Option<String> {
    let sentence = &failure.sentence;
    let words = if matches!(failure.kind, FailureKind::Conflict | FailureKind::Throttled) {
        let tries = times(usize::try_from(tries).unwrap_or(usize::MAX));
        let seconds = (within.as_millis() + 500) / 1000;
        format!("For now, nothing changed: {sentence} Tried {tries} in {seconds} s. r tries again.")
    } else if failure.kind == FailureKind::AccessDenied {
        let hints = failure.hints.iter().map(|hint| format!(" {hint}"));
        format!("Nothing changed. {sentence}{}", hints.collect::<String>())
    } else {
        let (action, target) = lacking_role(failure.message.as_deref()?)?;
        let role = role.map_or_else(String::new, |arn| format!(" {}", role_name(arn)));
        let target = noun_and_name(target);
        format!("Nothing changed. The function's role{role} (not you) lacks {action} on {target}.")
    };
    Some(clean(&words).into_owned())
}

/// What AWS can mean by "The destination ARN … is invalid", which it says for more than one reason.
#[must_use]
pub fn invalid_destination(message: &str, role: Option<&str>) -> Option<String> {
    let (_, rest) = message.split_once("The destination ARN ")?;
    let arn = rest.split_whitespace().next()?;
    if !rest.contains("is invalid") {
        return None;
    }
    let kind = ReportedArn::parse(arn)?.kind?;
    let role = role.map_or_else(
        || "the function's role".to_owned(),
        |arn| format!("role {}", clean(role_name(arn))),
    );
    Some(format!(
        "The {} does not exist, or {role} may not send to it, or it was made seconds ago.",
        kind.noun()
    ))
}

/// That somebody set, or removed, meanwhile what would have been sent.
#[must_use]
pub fn already_so(method: Method, at: Option<Timestamp>) -> String {
    match (method, at) {
        (Method::Put, Some(at)) => {
            format!(
                "Not needed. Somebody set exactly this at {}.",
                super::time(at)
            )
        }
        (Method::Put, None) => "Not needed. Somebody set exactly this meanwhile.".to_owned(),
        (Method::Delete, _) => "Not needed. The configuration is removed already.".to_owned(),
    }
}
