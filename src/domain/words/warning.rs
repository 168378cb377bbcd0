//! Words of warnings, and the names of targets and spans of time that other sentences share with them.
//!
//! Knows one sentence for each warning. Does not know when it is said.

use super::form::wrong;
use super::{clean, clock, list};
use crate::domain::destination::DestinationKind;
use crate::domain::destination::reported::{ReportedArn, role_name};
use crate::domain::field::Field;
use crate::domain::qualifier::Qualifier;
use crate::domain::settings::Span;
use crate::domain::timeline::{GivenUp, LostRetry};
use crate::domain::validation::{Problem, Warning};

/// Where given-up events go that nothing catches: a warning of its own, and a sentence of every review.
pub(super) const DROPPED: &str =
    "When Lambda gives up, the event is dropped: no record, no dead-letter queue.";

/// What the operator should know before sending, marked with `!`.
#[must_use]
pub fn warning(warning: &Warning) -> String {
    let sentence = match warning {
        Warning::NothingTried { given_up } => nothing_tried(given_up.as_ref()),
        Warning::RetriesLost { age_seconds, lost } => retries_lost(*age_seconds, lost),
        Warning::RetriesLostAtTimeout {
            age_seconds,
            version,
            timeout_seconds,
            lost,
        } => retries_lost_at_timeout(*age_seconds, (version.as_ref(), *timeout_seconds), lost),
        Warning::ShortAge { age_seconds } => format!(
            "{} also limits throttled events: a short traffic peak can exhaust it.",
            span(*age_seconds)
        ),
        Warning::DeadLettersByVersion { dead_letters } => {
            super::given_up::to_dead_letters_by_version(dead_letters)
        }
        Warning::Dropped => DROPPED.to_owned(),
        Warning::OtherPartition {
            side,
            kind,
            theirs,
            ours,
        } => format!(
            "{} {} is in partition {theirs}, the function in {ours}. AWS does not say that records cross partitions: test it \
             before you rely on it.",
            this(*side),
            told_apart(*kind)
        ),
        Warning::OtherRegion {
            side,
            kind,
            theirs,
            ours,
        } => format!(
            "{} {} is in {theirs}, the function in {ours}. AWS does not say that records cross regions: test it before you rely \
             on it.",
            this(*side),
            told_apart(*kind)
        ),
        Warning::OtherAccount {
            side,
            kind,
            theirs,
            ours,
            role,
        } => format!(
            "{} {noun} is in account {theirs}, the function in {ours}. The {noun}'s own policy must also allow {}.",
            this(*side),
            role_of_function(role.as_deref()),
            noun = told_apart(*kind),
        ),
        Warning::NamedAgain { side, problem } => named_again(*side, problem),
        Warning::OwnedByStack { stack } => format!(
            "CloudFormation stack {} owns this function: its next deploy can overwrite this change.",
            clean(stack)
        ),
    };
    format!("! {sentence}")
}

/// What the warnings of these sides named as wrong, as a cause of a refusal of them.
#[must_use]
pub fn warned_causes(warnings: &[Warning], sides: &[Field]) -> Vec<String> {
    let named = warnings.iter().filter_map(|warning| match warning {
        Warning::NamedAgain { side, problem } if sides.contains(side) => Some((side, problem)),
        Warning::NothingTried { .. }
        | Warning::RetriesLost { .. }
        | Warning::RetriesLostAtTimeout { .. }
        | Warning::ShortAge { .. }
        | Warning::Dropped
        | Warning::DeadLettersByVersion { .. }
        | Warning::OtherPartition { .. }
        | Warning::OtherRegion { .. }
        | Warning::OtherAccount { .. }
        | Warning::NamedAgain { .. }
        | Warning::OwnedByStack { .. } => None,
    });
    let causes = named.map(|(side, problem)| {
        let cause = wrong(problem, "leave empty");
        format!("Or what the review warned of, {}: {cause}", side.label())
    });
    causes.collect()
}

/// That what is held can't be put back by an undo, once it is replaced or removed.
pub const NO_WAY_BACK: &str = "! u can't put this back: Lambda holds a value that Lasso would not send as a new one. The receipt (c r) has it; the AWS CLI may put \
     it back.";

fn named_again(side: Field, problem: &Problem) -> String {
    format!(
        "{} is sent again as Lambda holds it, or it would be reset; Lasso would not send it as a new value. {} If Lambda refuses it \
         now, nothing is changed.",
        side.label(),
        wrong(problem, "leave empty")
    )
}

/// The role that must be allowed to send.
fn role_of_function(role: Option<&str>) -> String {
    role.map_or_else(
        || "the function's role".to_owned(),
        |arn| format!("role {}", clean(role_name(arn))),
    )
}

/// How a sentence on a destination begins; the side is named where both have such a sentence.
fn this(side: Option<Field>) -> String {
    side.map_or("This".to_owned(), |side| format!("{}: this", side.label()))
}

/// The word for a target in a sentence that also speaks of the function.
fn told_apart(kind: DestinationKind) -> &'static str {
    match kind {
        DestinationKind::Function => "target function",
        DestinationKind::Queue
        | DestinationKind::Topic
        | DestinationKind::Bus
        | DestinationKind::Bucket => kind.noun(),
    }
}

fn nothing_tried(given_up: Option<&GivenUp>) -> String {
    let end = given_up.map_or_else(String::new, |given_up| format!(" ({})", briefly(given_up)));
    format!(
        "Reserved concurrency is 0: nothing is tried. Every event is given up at once{end}. Retries and age have no effect."
    )
}

/// Where a given-up event goes, as a noun.
fn briefly(given_up: &GivenUp) -> String {
    match given_up {
        GivenUp::Record(arn) => noun_and_name(arn),
        GivenUp::DeadLetterQueue(arn) => dead_letters(arn),
        GivenUp::Both {
            record,
            dead_letter_queue,
        } => format!(
            "{} and {}",
            noun_and_name(record),
            dead_letters(dead_letter_queue)
        ),
        GivenUp::Undelivered(arn) => format!(
            "{}, where nothing arrives (FIFO): dropped",
            noun_and_name(arn)
        ),
        GivenUp::ByVersion {
            record,
            dead_letters,
        } => {
            let none = if record.is_some() {
                "none"
            } else {
                "none (dropped)"
            };
            let record = record.as_deref().map(noun_and_name);
            let and = record.map_or(String::new(), |record| format!("{record} and "));
            format!(
                "{and}the dead-letter queue of its version: {}",
                each_version(dead_letters, none)
            )
        }
        GivenUp::Dropped => "dropped".to_owned(),
        GivenUp::NotRead => "dead-letter queue not read".to_owned(),
        GivenUp::Unreadable => "dead-letter queue could not be read".to_owned(),
    }
}

/// Kind and name of a target as a sentence has them: "queue payments-failed".
pub(super) fn noun_and_name(arn: &str) -> String {
    match ReportedArn::parse(arn) {
        Some(parts) => {
            let noun = parts.kind.map_or(parts.service, |kind| kind.noun());
            format!("{} {}", clean(noun), clean(parts.name))
        }
        None => clean(arn).into_owned(),
    }
}

/// Where the event itself goes: "dead-letter queue pay-dlq", or a topic, which a function can have in its place.
pub(super) fn dead_letters(arn: &str) -> String {
    format!("dead-letter {} {}", dead_letter_noun(arn), name(arn))
}

/// What each version has: "version 2 pay-dlq, version 1 none".
pub(super) fn each_version(dead_letters: &[(Qualifier, Option<String>)], none: &str) -> String {
    let each = dead_letters.iter().map(|(version, target)| {
        let target = target.as_deref().map_or(none.to_owned(), name);
        format!("version {version} {target}")
    });
    let each: Vec<String> = each.collect();
    each.join(", ")
}

/// What the target of dead letters is: a queue or a topic.
#[must_use]
pub fn dead_letter_noun(arn: &str) -> &'static str {
    let kind = ReportedArn::parse(arn).and_then(|parts| parts.kind);
    let kind = kind.filter(|kind| *kind == DestinationKind::Topic);
    kind.unwrap_or(DestinationKind::Queue).noun()
}

/// The name alone.
pub(super) fn name(arn: &str) -> String {
    clean(ReportedArn::parse(arn).map_or(arn, |parts| parts.name)).into_owned()
}

/// What each number of retries needs, at any run time.
fn need(retries: u8) -> &'static str {
    match retries {
        0 | 1 => "more than 1m plus the run time",
        _ => "more than 3m plus twice the run time",
    }
}

fn retries_lost(age_seconds: u32, retries: &[LostRetry]) -> String {
    let expires = clock(age_seconds);
    match retries {
        [] => String::new(),
        [only] => {
            let (comes, need) = (clock(only.would_start), need(only.retry));
            let who = if only.retry == 1 {
                "One retry needs"
            } else {
                "Two retries need"
            };
            format!(
                "Retry {} will not happen: it would come at {comes}, the event expires at {expires}. {who} {need}.",
                only.retry
            )
        }
        [first, .., second] => format!(
            "Retries {} and {} will not happen: the first would come at {}, the event expires at {expires}. One retry needs {}, \
             two need {}.",
            first.retry,
            second.retry,
            clock(first.would_start),
            need(first.retry),
            need(second.retry),
        ),
    }
}

fn retries_lost_at_timeout(
    age_seconds: u32,
    (version, timeout_seconds): (Option<&Qualifier>, u32),
    lost: &[LostRetry],
) -> String {
    let fits = if lost.iter().any(|lost| lost.retry == 1) {
        "no retry fits"
    } else {
        "only retry 1 fits"
    };
    let of = version.map_or(String::new(), |version| format!(" of version {version}"));
    let needs: Vec<String> = lost
        .iter()
        .enumerate()
        .map(|(index, lost)| {
            let needs = if index == 0 { "Retry" } else { "retry" };
            let verb = if index == 0 { " needs" } else { "" };
            format!(
                "{needs} {}{verb} more than {}",
                lost.retry,
                span(lost.would_start)
            )
        })
        .collect();
    format!(
        "If a try{of} runs into the {} timeout, {fits} into {}. {}.",
        span(timeout_seconds),
        span(age_seconds),
        needs.join(", "),
    )
}

/// A length of time as people write it.
pub(super) fn span(seconds: u32) -> String {
    Span(i64::from(seconds)).to_string()
}

/// Words in a row, as a sentence counts them up.
pub(super) fn names<T: ToString>(things: &[T]) -> String {
    let words: Vec<String> = things.iter().map(ToString::to_string).collect();
    list(words)
}
