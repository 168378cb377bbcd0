//! The numbered messages: what triggers each, and its exact words.

use super::*;
use crate::domain::age::AgeProblem;
use crate::domain::call::Reading;
use crate::domain::difference::ResetCause;
use crate::domain::field::Field;
use crate::domain::known::Known;
use crate::domain::paste::{self, PasteProblem};
use crate::domain::qualifier::Qualifier;
use crate::domain::settings::{Setting, StoredSettings};
use crate::domain::timeline::GivenUp;
use crate::domain::validation::tests::{draft, surroundings};
use crate::domain::validation::{Checked, FieldCheck, Request, Surroundings, check};

pub(super) const QUEUE: &str = "arn:aws:sqs:eu-west-1:123456789012:payments-failed";
pub(super) const RETRIES: Field = Field::MaximumRetryAttempts;
pub(super) const AGE: Field = Field::MaximumEventAge;
pub(super) const SUCCESS: Field = Field::OnSuccess;
pub(super) const FAILURE: Field = Field::OnFailure;

fn said(check: &FieldCheck) -> String {
    match check {
        FieldCheck::Fine(fine) => note(fine),
        FieldCheck::Unfinished(text) => unfinished(text),
        FieldCheck::AsHeld(wrong) => problem_as_held(wrong),
        FieldCheck::Wrong(wrong) => problem(wrong),
    }
}

/// What is said under a field that was left.
fn under(field: Field, text: &str) -> String {
    let checked = check(&draft(&[(field, text)]), &surroundings(), None);
    said(checked.fields.get(field))
}

/// What is said under a field that is being typed.
fn while_typing(field: Field, text: &str) -> String {
    let checked = check(&draft(&[(field, text)]), &surroundings(), Some(field));
    said(checked.fields.get(field))
}

/// The first warning.
fn warned(texts: &[(Field, &str)], surroundings: &Surroundings) -> String {
    let checked = check(&draft(texts), surroundings, None);
    warning(checked.warnings.first().unwrap())
}

fn pasting(text: &str) -> String {
    match paste::clean(text) {
        Ok(good) => pasted(&good).unwrap(),
        Err(bad) => paste_problem(&bad),
    }
}

pub(super) fn around(change: impl FnOnce(&mut Surroundings)) -> Surroundings {
    let mut surroundings = surroundings();
    change(&mut surroundings);
    surroundings
}

fn with_dead_letter_queue() -> Checked {
    let arn = "arn:aws:sqs:eu-west-1:123456789012:pay-dlq".to_owned();
    let surroundings = around(|around| around.dead_letter_target = Known::Known(Some(arn)));
    check(&draft(&[]), &surroundings, None)
}

#[test]
fn messages_of_retries_and_age_say_what_would_be_right() {
    let slow = around(|around| around.timeouts = Known::Known(900).into());
    for (number, said, text) in [
        (
            1,
            under(RETRIES, "3"),
            "x 3 is too many. Lambda retries at most 2 times: use 0, 1 or 2, or leave empty for 2.",
        ),
        (
            2,
            under(RETRIES, "0"),
            "0 = tried once, never retried. Empty would mean 2 retries.",
        ),
        (
            3,
            under(AGE, "6"),
            "x 6 means 6 seconds; the least is 60. For six hours write 6h.",
        ),
        (
            4,
            under(AGE, "7h"),
            "x 7h is 25200 s; the most is 6h (21600 s).",
        ),
        (
            5,
            under(AGE, "1.5h"),
            "x Can't read \"1.5h\". Write seconds (5400) or 90s, 15m, 1h30m, 6h.",
        ),
        (
            5,
            under(AGE, "90min"),
            "x Can't read \"90min\". Write seconds (5400) or 90s, 15m, 1h30m, 6h.",
        ),
        (
            6,
            warned(&[(RETRIES, "2"), (AGE, "90")], &surroundings()),
            "! Retry 2 will not happen: it would come at 3:00, the event expires at 1:30. Two retries need more than 3m plus twice \
             the run time.",
        ),
        (
            7,
            warned(&[(AGE, "10m")], &slow),
            "! If a try runs into the 15m timeout, no retry fits into 10m. Retry 1 needs more than 16m, retry 2 more than 33m.",
        ),
    ] {
        assert_eq!(said, text, "message {number}");
    }
}

/// Two queues in the same other region gave the same line twice, and none said which of them it meant.
#[test]
fn where_both_destinations_lie_elsewhere_each_warning_names_its_side() {
    let there = "arn:aws:sqs:us-east-1:123456789012:q";
    let warnings = |texts: &[(Field, &str)]| -> String {
        let checked = check(&draft(texts), &surroundings(), None);
        let lines: Vec<String> = checked.warnings.iter().map(warning).collect();
        lines.join("\n")
    };
    let said = warnings(&[(SUCCESS, there), (FAILURE, there)]);
    let in_region = "this queue is in us-east-1, the function in eu-west-1.";
    for side in ["On success", "On failure"] {
        let line = format!("! {side}: {in_region}");
        assert_eq!(said.matches(&line).count(), 1, "{said}");
    }
    // One alone needs no name: the other field holds nothing that could be meant.
    for texts in [
        [(SUCCESS, there), (FAILURE, QUEUE)],
        [(SUCCESS, QUEUE), (FAILURE, there)],
    ] {
        let said = warnings(&texts);
        assert!(said.contains("! This queue is in us-east-1"), "{said}");
    }
}

#[test]
fn messages_of_destinations_name_the_part_that_is_wrong() {
    let here = surroundings();
    for (number, said, text) in [
        (
            8,
            while_typing(FAILURE, "arn:aws:sqs:eu-west-1:"),
            "... still needed: account id, queue name",
        ),
        (
            9,
            under(FAILURE, "arn:aws:sqs:eu-west-1:12345678901"),
            "x Account id 12345678901 has 11 digits; it must have 12.",
        ),
        (
            9,
            under(FAILURE, "arn:aws:sqs:eu-west-1:12345678901:q"),
            "x Account id 12345678901 has 11 digits; it must have 12.",
        ),
        (
            15,
            under(FAILURE, "arn:aws:sqs:eu-west-1:123456789012:payments.fifo"),
            "x payments.fifo is a FIFO queue. Lambda sends records to standard queues and topics only; nothing would arrive.",
        ),
        (
            16,
            under(Field::OnSuccess, "arn:aws:s3:::pay-failed"),
            "x A bucket takes records of failed events only. Put it under On failure.",
        ),
        (
            17,
            under(
                FAILURE,
                "arn:aws:lambda:eu-west-1:123456789012:function:payments-capture:live",
            ),
            "x payments-capture:live is this same function. A function can't be its own destination.",
        ),
        (
            18,
            warned(&[(FAILURE, "arn:aws:sqs:eu-west-1:210987654321:q")], &here),
            "! This queue is in account 210987654321, the function in 123456789012. The queue's own policy must also allow role \
             payments-capture.",
        ),
        (
            18,
            warned(&[(FAILURE, "arn:aws:sqs:us-east-1:123456789012:q")], &here),
            "! This queue is in us-east-1, the function in eu-west-1. AWS does not say that records cross regions: test it before \
             you rely on it.",
        ),
    ] {
        assert_eq!(said, text, "message {number}");
    }
}

/// It once read "This function is in us-east-1, the function in eu-west-1".
#[test]
fn a_function_as_target_is_told_from_the_function_itself() {
    let arn = "arn:aws:lambda:us-east-1:123456789012:function:failed";
    assert_eq!(
        warned(&[(FAILURE, arn)], &surroundings()),
        "! This target function is in us-east-1, the function in eu-west-1. AWS does not say that records cross regions: test it \
         before you rely on it."
    );
}

#[test]
fn messages_of_pastes_say_what_was_done() {
    let url = "https://sqs.eu-west-1.amazonaws.com/123456789012/payments-failed";
    let broken = "arn:aws:sqs:eu-west-1:123456789012:\npayments-failed";
    for (number, said, text) in [
        (
            10,
            pasting(url),
            "Queue URL turned into its ARN: arn:aws:sqs:eu-west-1:123456789012:payments-failed",
        ),
        (
            11,
            pasting("https://vpce-0a1b.sqs.eu-west-1.vpce.amazonaws.com/123456789012/q"),
            "x This URL does not tell a region and an account of 12 digits. Paste the queue's ARN (arn:aws:sqs:REGION:ACCOUNT:NAME).",
        ),
        (
            12,
            pasting(&format!(" {QUEUE} \n")),
            "Pasted. A line end and 2 blanks around it were left out.",
        ),
        // Several lines in the field of the age were said to be no destination.
        (
            11,
            paste_problem(&PasteProblem::SeveralLines(3)),
            "x Nothing inserted: the clipboard holds 3 lines, a field takes one.",
        ),
        (
            12,
            pasting(&format!("{QUEUE}\n")),
            "Pasted. A line end around it was left out.",
        ),
        (
            12,
            pasting(&format!("\"{QUEUE}\",\n")),
            "Pasted. A line end and 3 quotes and commas around it were left out.",
        ),
        (
            13,
            pasting(broken),
            "2 lines joined into one ARN. Check its end: ...:payments-failed",
        ),
        (
            14,
            pasting(&format!("{QUEUE}\n{QUEUE}")),
            "x Nothing inserted: the clipboard holds 2 ARNs, a destination is one.",
        ),
    ] {
        assert_eq!(said, text, "message {number}");
    }
}

#[test]
fn messages_of_what_follows_tell_where_events_go() {
    let read = Reading {
        configuration: None,
        at: "2026-11-21T02:30:58Z".parse().unwrap(),
    };
    let nothing_runs = around(|around| around.reserved_concurrency = Known::Known(Some(0)));
    for (number, said, text) in [
        (
            19,
            warned(&[], &surroundings()),
            "! When Lambda gives up, the event is dropped: no record, no dead-letter queue.",
        ),
        (
            20,
            said(with_dead_letter_queue().fields.get(FAILURE)),
            "When Lambda gives up, the event goes to dead-letter queue pay-dlq (set on the function, not here), without the error \
             details.",
        ),
        (
            21,
            nothing_is_set(false).to_owned(),
            "Nothing is set. This will be sent as DELETE: the configuration is removed, then 2 retries, 6 h, no destinations.",
        ),
        (
            22,
            nothing_to_send(&read),
            "Nothing to send: Lambda holds exactly this (read 02:30:58Z).",
        ),
        (
            44,
            warned(&[(FAILURE, QUEUE)], &nothing_runs),
            "! Reserved concurrency is 0: nothing is tried. Every event is given up at once (queue payments-failed). Retries and \
             age have no effect.",
        ),
    ] {
        assert_eq!(said, text, "message {number}");
    }
    assert_eq!(with_dead_letter_queue().request, Request::Nothing);
}

#[test]
fn a_reset_names_what_it_comes_to_and_its_cause() {
    let kept = GivenUp::DeadLetterQueue("arn:aws:sqs:eu-west-1:123456789012:pay-dlq".into());
    let queue = GivenUp::Record(QUEUE.into());
    let now_dropped = "(none). Failed events will be DROPPED from now on.";
    for (number, field, before, after, text) in [
        (23, AGE, &queue, &GivenUp::Dropped, "(6h) the default"),
        (25, FAILURE, &queue, &GivenUp::Dropped, now_dropped),
        (25, FAILURE, &queue, &kept, "(none)"),
        (
            25,
            FAILURE,
            &GivenUp::Undelivered(QUEUE.into()),
            &GivenUp::Dropped,
            "(none)",
        ),
    ] {
        assert_eq!(reset_to(field, before, after), text, "message {number}");
    }
    let text = ResetCause::NotNamed("the pasted command".into());
    for (number, cause, said) in [
        (23, ResetCause::Emptied, "because you emptied this field"),
        (
            23,
            ResetCause::TakenOver,
            "because you took your empty field over what was set meanwhile",
        ),
        (
            24,
            text,
            "because the pasted command does not name it. Sending asks for the word reset; to keep 1h, type it in the form.",
        ),
    ] {
        assert_eq!(reset_cause(&cause, "1h"), said, "message {number}");
    }
}

#[test]
fn an_emptied_field_says_reset_in_the_form_already() {
    let held = StoredSettings {
        maximum_event_age_in_seconds: Setting::Explicit(3600),
        ..StoredSettings::default()
    };
    let surroundings = around(|around| around.held = Some(held));
    let checked = check(&draft(&[]), &surroundings, None);
    assert_eq!(
        said(&checked.fields.maximum_event_age),
        "RESET to (6h), was 1h."
    );
    assert_eq!(
        said(&checked.fields.maximum_retry_attempts),
        "empty = 2 retries"
    );
}

#[test]
fn a_destination_says_what_was_not_checked() {
    for (arn, text) in [
        (
            QUEUE,
            "queue payments-failed, same account and region. Not checked: that it exists, that role payments-capture may sqs:SendMessage",
        ),
        (
            "arn:aws:sns:us-east-1:210987654321:alerts",
            "topic alerts in account 210987654321 us-east-1. Not checked: that it exists, that role payments-capture may sns:Publish",
        ),
        // The account of another partition was called the same, as its number is.
        (
            "arn:aws-cn:sqs:cn-north-1:123456789012:q",
            "queue q in cn-north-1. Not checked: that it exists, that role payments-capture may sqs:SendMessage",
        ),
        (
            "arn:aws:s3:::pay-failed",
            "bucket pay-failed, its ARN tells no region. Not checked: that it exists, that role payments-capture may s3:PutObject",
        ),
    ] {
        assert_eq!(under(FAILURE, arn), text);
    }
}

#[test]
fn bare_numbers_below_a_minute_are_answered_with_what_may_have_been_meant() {
    for (text, advice) in [
        (
            "0",
            "x 0 means 0 seconds; the least is 60. There is no way to switch waiting off.",
        ),
        (
            "1",
            "x 1 means 1 second; the least is 60. For one hour write 1h.",
        ),
        (
            "15",
            "x 15 means 15 seconds; the least is 60. For 15 minutes write 15m.",
        ),
        ("30s", "x 30s is 30 seconds; the least is 60 (1m)."),
        ("25200", "x 25200 is 7h; the most is 6h (21600 s)."),
    ] {
        assert_eq!(under(AGE, text), advice);
    }
    let beyond = AgeProblem::TooLong {
        text: "9".repeat(30),
        seconds: None,
    };
    assert!(
        problem(&crate::domain::validation::Problem::Age(beyond))
            .contains("longer than can be counted")
    );
}

#[test]
fn typed_control_characters_are_shown_and_not_obeyed() {
    assert_eq!(
        under(AGE, "1\u{1b}[2Jh"),
        "x Can't read \"1�[2Jh\". Write seconds (5400) or 90s, 15m, 1h30m, 6h."
    );
}

#[test]
fn cells_are_short_and_show_what_differs() {
    let function = surroundings().target.function;
    let cell = |arn: &str| target(arn, Some(&function));
    for (arn, text) in [
        (QUEUE, "sqs payments-failed"),
        (
            "arn:aws:sqs:us-east-1:123456789012:fx-fail",
            "sqs us-east-1/fx-fail",
        ),
        ("arn:aws:sqs:eu-west-1:210987654321:q", "sqs 2109..4321/q"),
        (
            "arn:aws:lambda:eu-west-1:123456789012:function:f:live",
            "fn f:live",
        ),
        (
            "arn:aws:events:eu-west-1:123456789012:event-bus/default",
            "bus default",
        ),
        ("arn:aws:s3:::pay-failed", "s3 pay-failed"),
        ("gibberish\u{7}", "gibberish�"),
    ] {
        assert_eq!(cell(arn), text);
    }
    let held = StoredSettings {
        maximum_event_age_in_seconds: Setting::Explicit(3600),
        ..StoredSettings::default()
    };
    for (field, text) in [(RETRIES, "(2)"), (AGE, "1h"), (Field::OnSuccess, "(none)")] {
        assert_eq!(setting(field, &held.value(field), &function), text);
    }
    let queue = "arn:aws:sqs:eu-west-1:123456789012:pay-dlq.fifo".to_owned();
    let both = GivenUp::Both {
        record: QUEUE.into(),
        dead_letter_queue: queue.clone(),
    };
    let (one, two) = (Qualifier::Version(1), Qualifier::Version(2));
    let mixed = [(two.clone(), Some(queue.clone())), (one.clone(), None)];
    let kept = [(two, Some(queue.clone())), (one, Some(QUEUE.into()))];
    let by_version =
        |record: Option<&str>, each: &[_]| GivenUp::of(record, Known::Known(None)).by_version(each);
    for (given_up, text) in [
        (GivenUp::Record(QUEUE.into()), "sqs payments-failed"),
        (GivenUp::DeadLetterQueue(queue), "dlq pay-dlq.fifo"),
        (both, "sqs payments-failed +dlq"),
        (by_version(None, &mixed), "! some dropped"),
        (by_version(None, &kept), "dlq by version"),
        (by_version(Some(QUEUE), &mixed), "sqs payments-failed +dlq"),
        (GivenUp::Dropped, "! dropped"),
        (GivenUp::NotRead, ".."),
        (GivenUp::Unreadable, "?"),
    ] {
        let given_up = when_given_up(&given_up, &function);
        assert_eq!(super::cell(given_up, false), text);
    }
}

#[test]
fn a_comparison_names_only_what_differs() {
    let function = surroundings().target.function;
    let own = StoredSettings {
        on_failure: Setting::Explicit(QUEUE.into()),
        ..StoredSettings::default()
    };
    for (left, right, said) in [
        (None, None, "the same settings."),
        (Some(&own), Some(&own), "the same settings."),
        (
            None,
            Some(&own),
            "on failure (none), there sqs payments-failed.",
        ),
        (
            Some(&own),
            None,
            "on failure sqs payments-failed, there (none).",
        ),
    ] {
        let said = format!("Compared with $LATEST: {said}");
        assert_eq!(compared_with_latest(left, right, &function), said);
    }
}
