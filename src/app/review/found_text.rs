//! What the last look found of a write whose answer never came, and what that proves.
//!
//! Knows the words of each finding. Does not know when it is looked again, nor what was read since it was found.

use jiff::Timestamp;

use super::Review;
use crate::app::unknown::{Found, Unknown};
use crate::domain::call::Reading;
use crate::domain::failure::FailureKind;
use crate::domain::words;

/// That nothing is over yet.
const CAN_ARRIVE: &str = "It can arrive late: press r in a minute, before you send anything again.";

/// The sentence; `is_dated`: something was read since it was found.
pub(super) fn of(review: &Review, unknown: &Unknown, is_dated: bool) -> String {
    let sent_at = unknown.exchange.sent_at;
    match &unknown.found {
        None => "reading what Lambda holds ..".to_owned(),
        Some(Found::Applied(reading)) if reading.configuration.is_none() => {
            removed(review, reading, (sent_at, is_dated))
        }
        Some(Found::Applied(reading)) => applied(reading, sent_at, is_dated),
        Some(Found::SetByAnother(reading)) => format!(
            "read {}: the same is held, but by another write of yours{}. Whether this one arrived is not known; it can arrive late: press \
             r in a minute, before you send anything again.",
            words::time(reading.at),
            stored_at(reading).map_or(String::new(), |at| format!(
                " (changed {})",
                words::time(at)
            )),
        ),
        Some(Found::OldSoFar(reading) | Found::SomethingElse(reading))
            if reading.configuration.is_none() && review.is_gone =>
        {
            format!(
                "read {}: {} is gone, so no configuration of it is held. Whether yours arrived before that is not known.",
                words::time(reading.at),
                review.change.target()
            )
        }
        Some(Found::OldSoFar(reading)) if reading.configuration.is_none() => format!(
            "read {}: no configuration, as before; so it is too where the function or the qualifier is gone. {CAN_ARRIVE}",
            words::time(reading.at)
        ),
        Some(Found::OldSoFar(reading)) => format!(
            "read {}: still the OLD settings. {CAN_ARRIVE}",
            words::time(reading.at)
        ),
        Some(Found::OldAgain(reading)) => old_again(reading, sent_at),
        Some(Found::SomethingElse(reading)) => {
            words::something_else_is_held(reading, review.author(reading.configuration.as_ref()))
        }
        Some(Found::Unreadable { failure, at }) => format!(
            "could not be read at {}: {} r reads again.",
            words::time(*at),
            failure.sentence
        ),
    }
}

/// That no configuration is held after a DELETE without an answer: nothing tells who saw to that.
fn removed(review: &Review, reading: &Reading, (sent_at, is_dated): (Timestamp, bool)) -> String {
    let (read_at, sent_at) = (words::time(reading.at), words::time(sent_at));
    if review.is_gone {
        return format!(
            "read {read_at}: {} is gone, and no configuration of it is held. Whether your DELETE of {sent_at} arrived before that is not known.",
            review.change.target()
        );
    }
    let is = if is_dated { "was" } else { "is" };
    format!(
        "read {read_at}: there {is} no configuration: your DELETE of {sent_at} arrived, or somebody else removed it, or the function or the \
         qualifier is gone."
    )
}

fn applied(reading: &Reading, sent_at: Timestamp, is_dated: bool) -> String {
    let (read_at, sent_at) = (words::time(reading.at), words::time(sent_at));
    let holds = if is_dated { "held" } else { "holds" };
    let changed =
        stored_at(reading).map_or(String::new(), |at| format!("changed {}, ", words::time(at)));
    format!(
        "Lambda {holds} what you sent at {sent_at} ({changed}read {read_at}): yours arrived, or somebody set the same."
    )
}

/// The same settings as before, but stored once more: "still the old ones" would say that nothing happened.
fn old_again(reading: &Reading, sent_at: Timestamp) -> String {
    let (read_at, sent) = (words::time(reading.at), words::time(sent_at));
    let written = match stored_at(reading) {
        Some(at) if at >= sent_at => {
            format!(
                "written {}, after yours was sent at {sent}",
                words::time(at)
            )
        }
        Some(at) => format!("written {}, yours was sent at {sent}", words::time(at)),
        None => "written since you reviewed them".to_owned(),
    };
    format!(
        "read {read_at}: the OLD settings again, {written}. Whether yours arrived before that is not known. {CAN_ARRIVE}"
    )
}

/// When Lambda stored what a reading found, where it says so.
fn stored_at(reading: &Reading) -> Option<Timestamp> {
    reading.configuration.as_ref()?.last_modified
}

/// What became of the answer to a write that was found by reading.
pub(super) fn lost_answer(unknown: &Unknown) -> &'static str {
    let kind = unknown.failure.kind;
    match unknown.exchange.status {
        Some(408) => "its answer did not tell",
        Some(_) if matches!(kind, FailureKind::ConnectionLost | FailureKind::NoAnswer) => {
            "its answer broke off"
        }
        Some(_) => "its answer did not tell",
        None => "its answer never came",
    }
}
