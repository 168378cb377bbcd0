//! Where given-up events go, in the sentences of a review.
//!
//! Knows each end of an event, and what to say of it. Does not know how often it is tried before, nor the timelines, whose words are
//! shorter.

use super::warning::{DROPPED, dead_letters, each_version, noun_and_name};
use crate::domain::destination::{DestinationKind, ReportedArn};
use crate::domain::field::Field;
use crate::domain::qualifier::Qualifier;
use crate::domain::timeline::{EffectiveSettings, GivenUp};
use crate::domain::validation::Surroundings;

/// Where the given-up events of settings go.
#[must_use]
pub fn given_up(settings: &EffectiveSettings, surroundings: &Surroundings) -> GivenUp {
    surroundings.given_up(settings.on_failure.as_deref())
}

/// What a setting becomes that is reset: "(6h) the default"; of an on-failure destination what that means, where nothing catches failed
/// events then.
#[must_use]
pub fn reset_to(field: Field, before: &GivenUp, after: &GivenUp) -> String {
    let default = field.facts().default;
    if field.is_destination() {
        let drops = field == Field::OnFailure && after.is_lost() && !before.is_lost();
        let end = if drops && !after.losing_versions().is_empty() {
            ". Some failed events will be DROPPED from now on, by version."
        } else if drops {
            ". Failed events will be DROPPED from now on."
        } else {
            ""
        };
        format!("({default}){end}")
    } else {
        format!("({default}) the default")
    }
}

/// Where an event goes of which no record is addressed anywhere, if there is a dead-letter queue.
pub(super) fn to_dead_letters(given_up: &GivenUp) -> Option<String> {
    match given_up {
        GivenUp::DeadLetterQueue(arn) => Some(to_dead_letter_queue(arn)),
        GivenUp::ByVersion {
            record: None,
            dead_letters,
        } => Some(to_dead_letters_by_version(dead_letters)),
        GivenUp::ByVersion {
            record: Some(_), ..
        }
        | GivenUp::Record(_)
        | GivenUp::Both { .. }
        | GivenUp::Undelivered(_)
        | GivenUp::Dropped
        | GivenUp::NotRead
        | GivenUp::Unreadable => None,
    }
}

/// Where the event goes of a weighted alias whose versions have not the same dead-letter queue.
pub(super) fn to_dead_letters_by_version(dead_letters: &[(Qualifier, Option<String>)]) -> String {
    format!(
        "When Lambda gives up, the event goes to the dead-letter queue of its version: {}.",
        each_version(dead_letters, "none (DROPPED)")
    )
}

/// Where an event without a failure destination goes, if the function has a dead-letter queue.
fn to_dead_letter_queue(arn: &str) -> String {
    format!(
        "When Lambda gives up, the event goes to {} (set on the function, not here), without the error details.",
        dead_letters(arn)
    )
}

/// What was so before, where that is another thing.
pub(super) fn until_now(changed: bool, what: &str) -> String {
    if changed {
        format!(" Until now: {what}.")
    } else {
        String::new()
    }
}

/// What becomes of an event when Lambda gives up, and what did until now.
pub(super) fn failure(before: &GivenUp, after: &GivenUp) -> String {
    let sentence = match after {
        GivenUp::Record(arn) => addressed(arn),
        GivenUp::DeadLetterQueue(arn) => to_dead_letter_queue(arn),
        GivenUp::Both {
            record,
            dead_letter_queue,
        } => format!(
            "{} The event itself goes to {}.",
            addressed(record),
            dead_letters(dead_letter_queue)
        ),
        GivenUp::ByVersion {
            record: Some(record),
            dead_letters,
        } => format!(
            "{} The event itself goes to the dead-letter queue of its version: {}.",
            addressed(record),
            each_version(dead_letters, "none")
        ),
        GivenUp::ByVersion {
            record: None,
            dead_letters,
        } => to_dead_letters_by_version(dead_letters),
        GivenUp::Undelivered(arn) => format!(
            "When Lambda gives up, a record is addressed to {}, a FIFO {}: nothing arrives there, the event is dropped.",
            noun_and_name(arn),
            fifo_noun(arn),
        ),
        GivenUp::Dropped => DROPPED.to_owned(),
        GivenUp::NotRead | GivenUp::Unreadable => {
            "When Lambda gives up, there is no record. Not read: whether a dead-letter queue gets the event.".to_owned()
        }
    };
    let was = ended(before);
    format!("{sentence}{}", until_now(before != after, &was))
}

/// Where the event went until now.
fn ended(before: &GivenUp) -> String {
    match before {
        GivenUp::Record(arn)
        | GivenUp::Both { record: arn, .. }
        | GivenUp::ByVersion {
            record: Some(arn), ..
        } => {
            format!("a record to {}", noun_and_name(arn))
        }
        GivenUp::DeadLetterQueue(arn) => format!("the event to {}", dead_letters(arn)),
        GivenUp::Undelivered(arn) => {
            format!(
                "a record to {}, where nothing arrives (FIFO)",
                noun_and_name(arn)
            )
        }
        GivenUp::ByVersion { record: None, .. } => {
            "the event to the dead-letter queue of its version, if it has one".to_owned()
        }
        GivenUp::Dropped => "dropped".to_owned(),
        GivenUp::NotRead | GivenUp::Unreadable => "no record".to_owned(),
    }
}

/// "queue" or "topic".
fn fifo_noun(arn: &str) -> &'static str {
    ReportedArn::parse(arn)
        .and_then(|parts| parts.kind)
        .map_or("target", DestinationKind::noun)
}

/// What stands beside a bucket that records of successful events are addressed to.
pub const BUCKET_ON_SUCCESS: &str =
    "! On success: a bucket takes records of failed events only; none arrives there.";

/// Says whether it is the ARN of a bucket, which takes no record of a successful event.
#[must_use]
pub fn is_bucket(arn: &str) -> bool {
    ReportedArn::parse(arn).is_some_and(|parts| parts.kind == Some(DestinationKind::Bucket))
}

/// The kind, name and place of a target: "queue payments-failed in 123456789012 eu-west-1".
pub(super) fn placed(arn: &str) -> String {
    let place = ReportedArn::parse(arn)
        .filter(|parts| !parts.account.is_empty())
        .map(|parts| format!(" in {} {}", parts.account, parts.region))
        .unwrap_or_default();
    format!("{}{}", noun_and_name(arn), super::clean(&place))
}

fn addressed(arn: &str) -> String {
    format!(
        "When Lambda gives up, a record is addressed to {}. Not checked: that it exists, that the role may send.",
        placed(arn)
    )
}
