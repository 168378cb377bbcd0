//! Words of what a write came to: why it was refused, what is lacking, how long it took.
//!
//! Knows the sentences that stand behind REFUSED and NOT SENT. Does not know where they stand, nor what may be tried again.

use std::borrow::Cow;

use jiff::{SignedDuration, Timestamp};

use super::clean;
use super::timeline::times;
use super::warning::noun_and_name;
use crate::domain::author::Author;
use crate::domain::call::Reading;
use crate::domain::change::Method;
use crate::domain::destination::ReportedArn;
use crate::domain::destination::reported::role_name;
use crate::domain::failure::{Failure, FailureKind, lacking_role};
use crate::domain::function::Target;
use crate::domain::qualifier::Qualifier;
use crate::domain::settings::StoredConfiguration;

/// How long an answer took: `243 ms`, `10.0 s`.
#[must_use]
pub fn took(milliseconds: u64) -> String {
    if milliseconds < 1000 {
        format!("{milliseconds} ms")
    } else {
        format!("{}.{} s", milliseconds / 1000, milliseconds % 1000 / 100)
    }
}

/// A failure in AWS's own words, code and message; in ours where it gave none.
#[must_use]
pub fn as_aws_says(failure: &Failure) -> Cow<'_, str> {
    match (&failure.code, &failure.message) {
        (None, None) => Cow::Borrowed(&failure.sentence),
        (code, message) => {
            let code = code.as_deref().unwrap_or("no code");
            let message = message.as_deref().unwrap_or("(no message)");
            Cow::Owned(format!("{code}: {message}"))
        }
    }
}

/// That who sent a change is not who opened its review: by the role or user alone, where that tells one from the other.
#[must_use]
pub fn caller_changed(then: &str, now: &str) -> String {
    let who = |arn| str::rsplit_once(arn, ':').map_or(arn, |(_, who)| who);
    let (then, now) = if who(then) == who(now) {
        (then, now)
    } else {
        (who(then), who(now))
    };
    let text = format!("changed since the review was opened: {then} -> {now}");
    clean(&text).into_owned()
}

/// When the check before a write read the settings again; `long`: how long before, where Lambda was slow to answer.
#[must_use]
pub fn read_again_before(long: Option<SignedDuration>) -> String {
    match long {
        None => "read again just before sending".to_owned(),
        Some(before) => {
            let milliseconds = u64::try_from(before.as_millis()).unwrap_or_default();
            format!("read again up to {} before sending", took(milliseconds))
        }
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
        format!(
            "For now, nothing changed: {sentence} Tried {tries} in {seconds} s. r checks again."
        )
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

/// What AWS can mean by "The function doesn't exist.", which it answers to a Put also where only the qualifier is missing.
#[must_use]
pub fn missing_target(message: &str, target: &Target) -> Option<String> {
    let (function, qualifier) = (&target.function.name, &target.qualifier);
    let kind = match qualifier {
        Qualifier::Latest | Qualifier::LatestPublished => return None,
        Qualifier::Version(_) => "version",
        Qualifier::Alias(_) => "alias",
    };
    let words = format!(
        "The function {function} may be there, and its {kind} {qualifier} be gone: Lambda answers the same to both."
    );
    (message == "The function doesn't exist.").then(|| clean(&words).into_owned())
}

/// That a change was not sent, as the credentials had expired; when they did, nobody tells. `tries`: how many were sent before and
/// refused.
#[must_use]
pub fn expired(has_draft: bool, tries: u32) -> String {
    let draft = if has_draft { ", the draft is kept" } else { "" };
    match tries {
        0 => format!("Credentials expired; nothing was sent{draft}."),
        tries => format!("Credentials expired{draft}. {}", refused_before(tries)),
    }
}

/// How often a change that was not sent now was sent before, and what came of it.
#[must_use]
pub fn refused_before(tries: u32) -> String {
    let tries = times(usize::try_from(tries).unwrap_or(usize::MAX));
    format!("It was sent {tries} before and refused: nothing changed.")
}

/// That a check ended so long after Enter that nothing is sent without asking again.
#[must_use]
pub fn took_too_long(after: SignedDuration) -> String {
    let seconds = after.as_secs();
    let took = if seconds < 120 {
        format!("{seconds} s")
    } else {
        format!("{} min", seconds / 60)
    };
    format!("The check ended {took} after Enter: too late to send what you approved then.")
}

/// That what was sent and not answered is what the service holds: whose doing that is, nobody can tell.
#[must_use]
pub fn found_by_reading(method: Method, target: &Target, sent_at: Timestamp) -> String {
    let sent_at = super::time(sent_at);
    match method {
        Method::Put => format!(
            "Lambda holds what you sent to {target} at {sent_at}: yours arrived, or somebody set the same."
        ),
        Method::Delete => format!(
            "{target} has no configuration: your DELETE of {sent_at} arrived, or somebody else removed it, or the function or the qualifier is gone."
        ),
    }
}

/// That neither what was before an unanswered write is held, nor what was sent: the settings themselves stand below it.
#[must_use]
pub fn something_else_is_held(reading: &Reading, author: Author) -> String {
    let author = super::author(author);
    let read = super::time(reading.at);
    let what = match &reading.configuration {
        None => {
            format!(
                "there is no configuration any more. {author} removed it, or the function or the qualifier is gone"
            )
        }
        Some(stored) => {
            let at = stored.last_modified.map_or(String::new(), |at| {
                let at = super::stored_at(at, (None, reading.at));
                format!(", stored at {at}")
            });
            format!(
                "neither the old settings nor what was sent, but those below{at}. {author} set them"
            )
        }
    };
    format!("read {read}: {what}; whether yours arrived before that is not known.")
}

/// That there is nothing to put back, as long as nobody knows what became of a write.
#[must_use]
pub fn not_known_to_be_stored(method: Method, target: &Target, sent_at: Timestamp) -> String {
    let (method, sent_at) = (method.word(), super::time(sent_at));
    format!(
        "Nothing to put back so far: the {method} of {sent_at} to {target} has no known outcome and can still arrive. r reads again."
    )
}

/// That there is nothing any more that a removed configuration could be put back on.
#[must_use]
pub fn nothing_to_put_back_on(target: &Target) -> String {
    format!("{target} was gone already: what it had left behind can't be put back. r reads again.")
}

/// What a DELETE came to that found no configuration; the last stop is left to where it stands.
pub const NOTHING_TO_REMOVE: &str = "Lambda answered that there was nothing to remove";

/// That what would have been sent was set, or removed, meanwhile; `now`: what is held, which may be more than that.
#[must_use]
pub fn already_so(method: Method, now: Option<&StoredConfiguration>, author: Author) -> String {
    if method == Method::Delete {
        return "Not needed. The configuration is removed already.".to_owned();
    }
    let author = super::author(author);
    let at = now.and_then(|held| held.last_modified);
    let when = at.map_or("meanwhile".to_owned(), |at| {
        format!("at {}", super::time(at))
    });
    let is_all = now.is_none_or(|held| held.unknown_members.is_empty());
    let what = if is_all {
        "exactly this"
    } else {
        "these four settings"
    };
    format!("Not needed. {author} set {what} {when}.")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::failure::Operation;
    use crate::domain::settings::StoredSettings;

    const PUT: Operation = Operation::PutFunctionEventInvokeConfig;
    const ROLE: Option<&str> = Some("arn:aws:iam::123456789012:role/payments-capture");

    fn saying(kind: FailureKind, sentence: &str, message: &str) -> Failure {
        let mut failure = Failure::new(kind, PUT, sentence);
        failure.message = (!message.is_empty()).then(|| message.to_owned());
        failure
    }

    fn why(failure: &Failure) -> Option<String> {
        refusal(failure, (4, SignedDuration::from_millis(5_600)), ROLE)
    }

    #[test]
    fn a_refusal_says_who_lacks_what_and_what_helps() {
        let lacks =
            "You (OnCall) lack lambda:PutFunctionEventInvokeConfig on payments-capture:live.";
        let policy = "A policy must name the function and function:payments-capture:*.";
        let denied = saying(FailureKind::AccessDenied, lacks, "").hint(policy);
        let busy = "Lambda is busy with another change to payments-capture.";
        let role = "The function's execution role does not have permissions to call SendMessage on \
                    arn:aws:sqs:eu-west-1:123456789012:payments-failed";
        for (number, failure, words) in [
            (31, denied, format!("Nothing changed. {lacks} {policy}")),
            (
                32,
                saying(FailureKind::InvalidRequest, "-", role),
                "Nothing changed. The function's role payments-capture (not you) lacks sqs:SendMessage on queue payments-failed."
                    .to_owned(),
            ),
            (
                33,
                saying(FailureKind::Conflict, busy, ""),
                format!("For now, nothing changed: {busy} Tried 4 times in 6 s. r checks again."),
            ),
        ] {
            assert_eq!(why(&failure), Some(words), "message {number}");
        }
        let other = saying(
            FailureKind::InvalidRequest,
            "-",
            "The function doesn't exist.",
        );
        assert_eq!(why(&other), None);
    }

    #[test]
    fn an_invalid_destination_has_more_than_one_cause() {
        let message =
            "The destination ARN arn:aws:sqs:eu-west-1:123456789012:payments-faild is invalid.";
        assert_eq!(
            invalid_destination(message, ROLE).unwrap(),
            "The queue does not exist, or role payments-capture may not send to it, or it was made seconds ago."
        );
        assert_eq!(
            invalid_destination("The function doesn't exist.", ROLE),
            None
        );
    }

    #[test]
    fn what_somebody_did_meanwhile_has_its_time() {
        let at = Timestamp::from_second(1_800_000_000).unwrap();
        let held = |last_modified, unknown_members: &[&str]| StoredConfiguration {
            last_modified,
            unknown_members: unknown_members.iter().map(ToString::to_string).collect(),
            function_arn: String::new(),
            settings: StoredSettings::default(),
        };
        for (method, now, words) in [
            (
                Method::Put,
                Some(held(Some(at), &[])),
                "Not needed. Somebody set exactly this at 08:00:00Z.",
            ),
            (
                Method::Put,
                Some(held(None, &[])),
                "Not needed. Somebody set exactly this meanwhile.",
            ),
            (
                Method::Put,
                Some(held(Some(at), &["NewRetryMode"])),
                "Not needed. Somebody set these four settings at 08:00:00Z.",
            ),
            (
                Method::Delete,
                None,
                "Not needed. The configuration is removed already.",
            ),
        ] {
            assert_eq!(
                already_so(method, now.as_ref(), Author::Somebody),
                words,
                "message 26"
            );
        }
    }

    #[test]
    fn two_callers_are_told_by_role_or_user_where_that_tells_them_apart() {
        let arn = |account, who| format!("arn:aws:sts::{account}:{who}");
        let role = "assumed-role/OnCall/anna";
        let (one, other) = ("123456789012", "210987654321");
        for (then, now, words) in [
            (
                arn(one, role),
                arn(one, "user/ops"),
                "assumed-role/OnCall/anna -> user/ops",
            ),
            (
                arn(one, role),
                arn(other, role),
                "arn:aws:sts::123456789012:assumed-role/OnCall/anna -> arn:aws:sts::210987654321:assumed-role/OnCall/anna",
            ),
        ] {
            let changed = format!("changed since the review was opened: {words}");
            assert_eq!(caller_changed(&then, &now), changed);
        }
    }

    /// Ten seconds were told as 10000 ms.
    #[test]
    fn how_long_an_answer_took_is_told_in_the_unit_that_fits() {
        for (milliseconds, words) in [
            (0, "0 ms"),
            (999, "999 ms"),
            (1000, "1.0 s"),
            (10_000, "10.0 s"),
        ] {
            assert_eq!(took(milliseconds), words);
        }
    }
}
