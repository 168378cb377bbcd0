//! What a review says that a change means for events.

use super::*;
use crate::domain::change::ProposedChange;
use crate::domain::change::tests::proposed;
use crate::domain::field::Field;
use crate::domain::known::Known;
use crate::domain::settings::{Setting, StoredSettings};
use crate::domain::validation::tests::{draft, surroundings};
use crate::domain::validation::{Surroundings, check};
use crate::domain::words::tests::{AGE, FAILURE, QUEUE, RETRIES, around};

fn reviewed(
    held: &StoredSettings,
    texts: &[(Field, &str)],
    surroundings: &Surroundings,
) -> Vec<String> {
    let change = ProposedChange {
        after: check(&draft(texts), surroundings, None).settings,
        ..proposed(Some(held.clone()), "")
    };
    review(&change.review().unwrap(), surroundings)
}

#[test]
fn the_review_says_what_changes_for_events() {
    let held = StoredSettings {
        maximum_retry_attempts: Setting::Explicit(1),
        maximum_event_age_in_seconds: Setting::Explicit(3600),
        on_success: Setting::Explicit(
            "arn:aws:events:eu-west-1:123456789012:event-bus/default".into(),
        ),
        on_failure: Setting::Explicit(QUEUE.into()),
    };
    assert_eq!(
        reviewed(&held, &[(RETRIES, "0"), (FAILURE, QUEUE)], &surroundings()),
        [
            "A failed event is tried once and never retried. Until now: twice.",
            "A throttled event stays queued up to 6h, whatever the retries. Until now: up to 1h.",
            "When Lambda gives up, a record is addressed to queue payments-failed in 123456789012 eu-west-1. Not checked: that it \
             exists, that the role may send.",
            "Records of successful events no longer go to event bus default.",
        ]
    );
}

#[test]
fn the_review_of_a_removal_speaks_of_the_defaults() {
    let held = StoredSettings {
        maximum_retry_attempts: Setting::Explicit(0),
        on_failure: Setting::Explicit(QUEUE.into()),
        ..StoredSettings::default()
    };
    assert_eq!(
        reviewed(&held, &[], &surroundings()),
        [
            "A failed event is tried 3 times: at once, after 1 minute, after 2 more minutes. Until now: once.",
            "A throttled event stays queued up to 6h, whatever the retries.",
            "When Lambda gives up, the event is dropped: no record, no dead-letter queue. Until now: a record to queue \
             payments-failed.",
        ]
    );
}

#[test]
fn what_a_warning_says_of_given_up_events_is_no_sentence_as_well() {
    let held = StoredSettings {
        on_failure: Setting::Explicit(QUEUE.into()),
        ..StoredSettings::default()
    };
    let by_version = around(|around| {
        let queue = "arn:aws:sqs:eu-west-1:123456789012:pay-dlq".to_owned();
        around.dead_letters_differ = vec![
            (Qualifier::Version(2), Some(queue)),
            (Qualifier::Version(1), None),
        ];
    });
    for around in [surroundings(), by_version] {
        let checked = check(&draft(&[]), &around, None);
        let change = ProposedChange {
            after: checked.settings,
            ..proposed(Some(held.clone()), "")
        };
        let change = change.review().unwrap();
        let alone = review(&change, &around);
        let said = review_with_warnings(&change, &around, &checked.warnings);
        let end = "When Lambda gives up, the event ";
        let until_now = "Until now: a record to queue payments-failed.";
        assert!(
            alone.iter().any(|sentence| sentence.starts_with(end)),
            "{alone:?}"
        );
        assert_eq!(
            said.sentences,
            alone
                .into_iter()
                .filter(|sentence| !sentence.starts_with(end))
                .collect::<Vec<_>>()
        );
        let warned: Vec<&String> = said
            .warnings
            .iter()
            .filter(|warning| warning.contains(end))
            .collect();
        assert!(
            matches!(warned.as_slice(), [only] if only.ends_with(until_now)),
            "{warned:?}"
        );
    }
}

/// The review once promised the retries that were asked for, also where the age prevents them.
#[test]
fn the_review_promises_no_retry_that_the_age_prevents() {
    let held = StoredSettings::default();
    let sentences = reviewed(&held, &[(AGE, "60")], &surroundings());
    assert_eq!(
        sentences[0],
        "A failed event is tried once: the age of 1m leaves no time for retries 1 and 2. Until now: 3 times."
    );
}

#[test]
fn the_review_says_first_that_nothing_is_tried() {
    let stopped = around(|around| around.reserved_concurrency = Known::Known(Some(0)));
    let sentences = reviewed(&StoredSettings::default(), &[(AGE, "1h")], &stopped);
    assert!(
        sentences[0].starts_with("As long as reserved concurrency is 0"),
        "{sentences:?}"
    );
}
