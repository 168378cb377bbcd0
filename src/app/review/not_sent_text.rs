//! The text of a change that was not sent: why, and what helps.
//!
//! Knows the words of each reason, and that a try before may have been sent and refused. Does not know widths or colours.

use super::Review;
use super::check::{NotSent, Remedy};
use super::facts::{aws_says, fact, failure_facts, head, what};
use super::members_text;
use crate::app::document::{Mark, Paragraph};
use crate::domain::call::Reading;
use crate::domain::failure::FailureKind;
use crate::domain::place::AccountId;
use crate::domain::qualifier::Qualifier;
use crate::domain::words;

/// The first paragraph, which begins with its word, and the others.
pub(super) fn paragraphs(review: &Review, reason: &NotSent) -> (Paragraph, Vec<Paragraph>) {
    let mut paragraphs = Vec::new();
    let has_expired = has_expired(reason);
    if let Some(failure) = reason.failure() {
        if has_expired {
            paragraphs.extend(aws_says(failure));
            paragraphs.extend(failure.hints.iter().map(|hint| fact("", hint)));
        } else {
            paragraphs.extend(failure_facts(failure));
        }
    }
    if let NotSent::AlreadySo(now) = reason {
        paragraphs.extend(members_text::beside(
            &review.change,
            now.configuration.as_ref(),
        ));
    }
    paragraphs.push(Paragraph::empty());
    let has_draft = review.has_draft();
    let ways_on = if let NotSent::AlreadySo(now) = reason {
        Some(if holds_more(now) {
            "The four settings are what you wanted: no draft of them is left."
        } else {
            "What Lambda holds is what you wanted: no draft of it is left."
        })
    } else if reason.remedy() == Remedy::ReadAnew {
        Some(
            "The change is kept. Enter or r leads to its review as it reads now; y there sends it.",
        )
    } else if review.is_past() {
        has_draft.then_some("Your draft is kept.")
    } else if has_draft && has_expired {
        Some("Enter goes back to the draft, r checks again and sends nothing.")
    } else if has_draft {
        Some("Your draft is kept. Enter goes back to it, r checks again and sends nothing.")
    } else {
        Some("r checks again and sends nothing.")
    };
    paragraphs.extend(ways_on.map(|text| Paragraph::new(Mark::Quiet, 0, text)));
    let head = head(Mark::Bad, "NOT SENT", &why_not_sent(review, reason));
    (head, paragraphs)
}

/// There is more than the four settings.
fn holds_more(now: &Reading) -> bool {
    let held = now.configuration.as_ref();
    held.is_some_and(|held| !held.unknown_members.is_empty())
}

/// The credentials were refused as expired, by whoever was asked first.
fn has_expired(reason: &NotSent) -> bool {
    let failure = reason.failure();
    failure.is_some_and(|failure| failure.kind == FailureKind::ExpiredCredentials)
}

fn why_not_sent(review: &Review, reason: &NotSent) -> String {
    let tries = review.refused_tries();
    if has_expired(reason) {
        return words::expired(review.has_draft(), tries);
    }
    let why = reason_not_sent(review, reason);
    if tries > 0 {
        return format!("{why} {}", words::refused_before(tries));
    }
    match reason {
        NotSent::Failed(_) => format!("Nothing changed. {why}"),
        NotSent::Gone | NotSent::AlreadySo(_) => why,
        NotSent::OtherAccount { .. }
        | NotSent::UnconfirmedAccount { .. }
        | NotSent::OtherCredentials
        | NotSent::NotReadAgain
        | NotSent::OtherFunction { .. }
        | NotSent::UnnamedMembers(_)
        | NotSent::SavedAgain(_)
        | NotSent::Moved(_)
        | NotSent::EndedSession
        | NotSent::Stopped
        | NotSent::TookTooLong { .. }
        | NotSent::OtherChange => format!("{why} Nothing was sent."),
    }
}

/// The reason alone; whether anything was sent before is said behind it.
fn reason_not_sent(review: &Review, reason: &NotSent) -> String {
    let target = review.change.target();
    match reason {
        NotSent::Failed(_) => format!("{} could not be checked or could not leave.", what(review)),
        NotSent::OtherAccount { now } => format!(
            "The credentials are now account {now}; this was read from {}.",
            words::place(&review.change)
        ),
        NotSent::UnconfirmedAccount { .. } => {
            let ours = review.change.proposed().scope.account.as_ref();
            format!(
                "It could not be confirmed that the credentials still belong to account {}.",
                ours.map_or("unknown", AccountId::as_str)
            )
        }
        NotSent::OtherCredentials => {
            "The credentials changed during the check: STS and Lambda were asked under different ones."
                .to_owned()
        }
        NotSent::NotReadAgain => {
            "The clock went back: the settings were not read later than what was reviewed.".to_owned()
        }
        NotSent::OtherFunction { answered } => {
            format!("Lambda answered for another function than the one meant: {answered}.")
        }
        NotSent::UnnamedMembers(reading) => {
            let names = reading.configuration.as_ref();
            let names = names.and_then(|held| words::unknown_names(&held.unknown_members)).unwrap_or_default();
            format!("Lambda holds {names} now, which Lasso does not know and this review did not name.")
        }
        NotSent::SavedAgain(found) => words::saved_with_unknown_members(target, found),
        NotSent::Moved(found) => words::rests_on_what_moved(found),
        NotSent::Gone if target.qualifier == Qualifier::Latest => {
            format!("There is no function {} any more.", target.function.name)
        }
        NotSent::Gone => format!(
            "{} has no {} any more, or the function is gone. (A missing configuration and a missing qualifier get the same \
             answer; Lasso asked twice.)",
            target.function.name, target.qualifier
        ),
        NotSent::AlreadySo(now) => {
            let author = review.author(now.configuration.as_ref());
            words::already_so(review.change.method(), now.configuration.as_ref(), author)
        }
        NotSent::EndedSession => "The session in which this was reviewed has ended.".to_owned(),
        NotSent::Stopped => "You stopped the check.".to_owned(),
        NotSent::TookTooLong { after } => words::took_too_long(*after),
        NotSent::OtherChange => "The check before sending was made for another change.".to_owned(),
    }
}
