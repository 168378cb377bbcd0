//! The stages of a change: what may follow from what, and the request that each comes to.

use jiff::Timestamp;

use super::*;
use crate::domain::field::Field;
use crate::domain::settings::{Setting, StoredConfiguration};
use crate::domain::validation::check;
use crate::domain::validation::tests::{draft, surroundings};

pub(in crate::domain) fn holding(settings: Option<StoredSettings>) -> Reading {
    Reading {
        configuration: settings.map(|settings| StoredConfiguration {
            function_arn: "arn:aws:lambda:eu-west-1:123456789012:function:payments-capture:live"
                .into(),
            settings,
            last_modified: None,
            unknown_members: Vec::new(),
        }),
        at: "2026-11-21T02:30:58Z".parse().unwrap(),
    }
}

/// A change of the form that leaves nothing but an age.
pub(in crate::domain) fn proposed(held: Option<StoredSettings>, age: &str) -> ProposedChange {
    let surroundings = surroundings();
    let draft = draft(&[(Field::MaximumEventAge, age)]);
    let function = &surroundings.target.function;
    ProposedChange {
        session: SessionNumber(1),
        scope: Scope {
            account: function.account.clone(),
            ..Scope::of_region(function.region.clone())
        },
        before: holding(held),
        after: check(&draft, &surroundings, None).settings,
        origin: Origin::Form,
        target: surroundings.target,
    }
}

fn age(seconds: i64) -> StoredSettings {
    StoredSettings {
        maximum_event_age_in_seconds: Setting::Explicit(seconds),
        ..StoredSettings::default()
    }
}

#[test]
fn what_is_held_already_is_not_sent() {
    assert_eq!(
        proposed(Some(age(90)), "1m30s").review(),
        Err(NothingToSend)
    );
    assert_eq!(proposed(None, "").review(), Err(NothingToSend));
}

/// The name of the function was read back from the text as it stood there, whatever the reviewed target was.
#[test]
fn a_change_that_is_read_back_is_reviewed_anew() {
    let reviewed = proposed(Some(age(90)), "1h").review().unwrap();
    let mut text = serde_json::to_value(&reviewed).unwrap();
    let again: ReviewedChange = serde_json::from_value(text.clone()).unwrap();
    assert_eq!(again, reviewed);
    text["function_name"] = "another".into();
    let again: ReviewedChange = serde_json::from_value(text.clone()).unwrap();
    assert_eq!(again.function_name(), "payments-capture");
    text["after"] = serde_json::Value::Null;
    text["before"]["configuration"] = serde_json::Value::Null;
    assert!(serde_json::from_value::<ReviewedChange>(text).is_err());
}

#[test]
fn settings_that_name_nothing_become_a_deletion() {
    for held in [age(90), StoredSettings::default()] {
        let reviewed = proposed(Some(held), "").review().unwrap();
        assert_eq!(reviewed.method(), Method::Delete);
        assert_eq!(reviewed.after(), None);
    }
    let put = proposed(Some(age(90)), "1h").review().unwrap();
    assert_eq!(put.method(), Method::Put);
}

#[test]
fn a_reset_has_the_cause_that_its_origin_gives() {
    let cause = |origin| {
        let change = ProposedChange {
            origin,
            ..proposed(
                Some(StoredSettings {
                    maximum_retry_attempts: Setting::Explicit(0),
                    ..age(90)
                }),
                "90",
            )
        };
        let reviewed = change.review().unwrap();
        reviewed
            .difference()
            .0
            .maximum_retry_attempts
            .movement
            .clone()
    };
    let text = "the pasted aws command".to_owned();
    let undone = Undone {
        method: Method::Put,
        at: Timestamp::UNIX_EPOCH,
        was_undo: false,
        found_nothing: false,
    };
    for (origin, expected) in [
        (Origin::Form, ResetCause::Emptied),
        (
            Origin::text(text.clone()),
            ResetCause::NotNamed(text.clone()),
        ),
        (
            Origin::Text {
                what: text,
                left_out: Vec::new(),
                edited: vec![Field::MaximumRetryAttempts],
            },
            ResetCause::Emptied,
        ),
        (Origin::Undo(undone), ResetCause::PutBack),
    ] {
        assert_eq!(
            cause(origin),
            crate::domain::difference::Movement::Reset(expected)
        );
    }
}

#[test]
fn a_deletion_has_the_cause_of_who_asked_for_it() {
    let undone = Undone {
        method: Method::Put,
        at: Timestamp::UNIX_EPOCH,
        was_undo: false,
        found_nothing: false,
    };
    let text = "the pasted aws command".to_owned();
    for (origin, expected) in [
        (Origin::Form, ResetCause::Emptied),
        (Origin::text(text.clone()), ResetCause::NotNamed(text)),
        (Origin::Removal, ResetCause::Removed),
        (Origin::Undo(undone), ResetCause::Removed),
    ] {
        let change = ProposedChange {
            origin,
            ..proposed(Some(age(90)), "")
        };
        let reviewed = change.review().unwrap();
        let movement = &reviewed.difference().0.maximum_event_age.movement;
        let reset = crate::domain::difference::Movement::Reset(expected);
        assert_eq!(*movement, reset);
    }
}

#[test]
fn the_path_is_escaped_as_it_is_sent() {
    let mut change = proposed(None, "90");
    change.target.qualifier = crate::domain::qualifier::Qualifier::Latest;
    let reviewed = change.clone().review().unwrap();
    assert_eq!(
        reviewed.path(),
        "/2019-09-25/functions/payments-capture/event-invoke-config?Qualifier=%24LATEST"
    );
    change.scope.account = crate::domain::place::AccountId::parse("210987654321");
    let reviewed = change.review().unwrap();
    assert_eq!(
        reviewed.path(),
        "/2019-09-25/functions/arn%3Aaws%3Alambda%3Aeu-west-1%3A123456789012%3Afunction%3Apayments-capture\
         /event-invoke-config?Qualifier=%24LATEST"
    );
}
