//! Each rule of the form, at its bounds.

use super::*;
use crate::domain::destination::DestinationKind;
use crate::domain::function::{FunctionKey, FunctionName};
use crate::domain::place::{AccountId, Partition, Region};
use crate::domain::qualifier::Qualifier;
use crate::domain::timeline::GivenUp;

const QUEUE: &str = "arn:aws:sqs:eu-west-1:123456789012:payments-failed";
const BUCKET: &str = "arn:aws:s3:::pay-failed";
const ROLE: &str = "arn:aws:iam::123456789012:role/service/payments-capture";

pub(in crate::domain) fn surroundings() -> Surroundings {
    let function = FunctionKey {
        name: FunctionName::parse("payments-capture").unwrap(),
        partition: Partition::parse("aws").unwrap(),
        region: Region::parse("eu-west-1").unwrap(),
        account: AccountId::parse("123456789012"),
    };
    let qualifier = Qualifier::Alias("live".into());
    Surroundings {
        role: Known::Known(ROLE.into()),
        dead_letter_target: Known::Known(None),
        ..Surroundings::unread(
            Target {
                function,
                qualifier,
            },
            None,
        )
    }
}

pub(in crate::domain) fn draft(texts: &[(Field, &str)]) -> Draft {
    let mut draft = Draft::default();
    for (field, text) in texts {
        (*text).clone_into(draft.0.get_mut(*field));
    }
    draft
}

fn check_field(field: Field, text: &str, typing: Option<Field>) -> FieldCheck {
    let checked = check(&draft(&[(field, text)]), &surroundings(), typing);
    checked.fields.get(field).clone()
}

/// The check of a field that has not the focus.
fn left(field: Field, text: &str) -> FieldCheck {
    check_field(field, text, None)
}

fn warnings(texts: &[(Field, &str)], surroundings: &Surroundings) -> Vec<Warning> {
    check(&draft(texts), surroundings, None).warnings
}

#[test]
fn retries_are_zero_one_or_two_and_zero_is_a_value() {
    for text in ["0", "1", "2"] {
        let checked = check(
            &draft(&[(Field::MaximumRetryAttempts, text)]),
            &surroundings(),
            None,
        );
        let retries = checked.settings.unwrap().maximum_retry_attempts;
        assert_eq!(retries.explicit().unwrap().get().to_string(), text);
    }
    for (text, problem) in [
        ("3", RetriesProblem::TooMany("3".into())),
        ("10", RetriesProblem::TooMany("10".into())),
        ("-1", RetriesProblem::Unreadable("-1".into())),
        ("00", RetriesProblem::Unreadable("00".into())),
        ("1.0", RetriesProblem::Unreadable("1.0".into())),
        ("٢", RetriesProblem::Unreadable("٢".into())),
    ] {
        let expected = FieldCheck::Wrong(Problem::Retries(problem));
        assert_eq!(left(Field::MaximumRetryAttempts, text), expected);
    }
}

#[test]
fn white_space_around_a_value_is_never_silently_accepted() {
    for (field, value) in [
        (Field::MaximumRetryAttempts, "1"),
        (Field::MaximumEventAge, "1h"),
        (Field::OnSuccess, QUEUE),
        (Field::OnFailure, QUEUE),
    ] {
        for text in [
            format!(" {value}"),
            format!("{value} "),
            format!("{value}\n"),
            " ".into(),
        ] {
            let check = check_field(field, &text, Some(field));
            assert_eq!(check, FieldCheck::Wrong(Problem::Blanks), "{text:?}");
        }
    }
}

#[test]
fn a_beginning_is_unfinished_only_where_it_is_being_typed() {
    for (field, text) in [
        (Field::MaximumEventAge, "6"),
        (Field::MaximumEventAge, "1h3"),
        (Field::OnFailure, "arn:aws:sqs:eu-west-1:"),
        (Field::OnSuccess, "ar"),
    ] {
        let other = if field == Field::OnFailure {
            Field::OnSuccess
        } else {
            Field::OnFailure
        };
        let typed = check_field(field, text, Some(field));
        assert!(matches!(typed, FieldCheck::Unfinished(_)), "{text}");
        for typing in [None, Some(other)] {
            let check = check_field(field, text, typing);
            assert!(matches!(check, FieldCheck::Wrong(_)), "{text} {typing:?}");
        }
    }
}

#[test]
fn nothing_is_sent_while_a_field_is_wrong_or_unfinished() {
    for typing in [None, Some(Field::MaximumEventAge)] {
        let texts = [
            (Field::MaximumRetryAttempts, "1"),
            (Field::MaximumEventAge, "6"),
        ];
        let checked = check(&draft(&texts), &surroundings(), typing);
        assert_eq!(checked.settings, None);
        assert_eq!(checked.request, Request::NotYet);
        assert_eq!(checked.first_obstacle(), Some(Field::MaximumEventAge));
    }
}

#[test]
fn a_bucket_takes_failed_events_only() {
    assert!(matches!(
        left(Field::OnFailure, BUCKET),
        FieldCheck::Fine(_)
    ));
    let wrong = FieldCheck::Wrong(Problem::BucketOnSuccess);
    assert_eq!(left(Field::OnSuccess, BUCKET), wrong);
    for beginning in ["arn:aws:s3:", "arn:aws:s3:::"] {
        let typed = check_field(Field::OnSuccess, beginning, Some(Field::OnSuccess));
        assert_eq!(typed, wrong, "{beginning}");
    }
    for beginning in ["arn:aws:s", "arn:aws:s3"] {
        let typed = check_field(Field::OnSuccess, beginning, Some(Field::OnSuccess));
        assert!(matches!(typed, FieldCheck::Unfinished(_)), "{beginning}");
    }
}

#[test]
fn a_function_is_never_its_own_destination_under_any_qualifier() {
    for name in [
        "payments-capture",
        "payments-capture:live",
        "payments-capture:$LATEST",
        "payments-capture:7",
    ] {
        let arn = format!("arn:aws:lambda:eu-west-1:123456789012:function:{name}");
        let expected = FieldCheck::Wrong(Problem::Itself { name: name.into() });
        assert_eq!(left(Field::OnFailure, &arn), expected);
        assert_eq!(left(Field::OnSuccess, &arn), expected);
    }
    for arn in [
        "arn:aws:lambda:eu-west-1:123456789012:function:payments-capture-2",
        "arn:aws:lambda:us-east-1:123456789012:function:payments-capture",
        "arn:aws:lambda:eu-west-1:210987654321:function:payments-capture",
    ] {
        assert!(
            matches!(left(Field::OnFailure, arn), FieldCheck::Fine(_)),
            "{arn}"
        );
    }
}

#[test]
fn a_function_of_an_unknown_account_is_taken_for_the_same() {
    let mut surroundings = surroundings();
    surroundings.target.function.account = None;
    let arn = "arn:aws:lambda:eu-west-1:210987654321:function:payments-capture";
    let checked = check(&draft(&[(Field::OnFailure, arn)]), &surroundings, None);
    assert!(matches!(
        checked.fields.on_failure,
        FieldCheck::Wrong(Problem::Itself { .. })
    ));
}

#[test]
fn the_request_is_decided_by_settings_and_not_by_what_was_typed() {
    let held = StoredSettings {
        maximum_event_age_in_seconds: Setting::Explicit(5400),
        ..StoredSettings::default()
    };
    let names_nothing = StoredSettings::default();
    for (held, text, request) in [
        (None, "", Request::Nothing),
        (None, "90m", Request::Put),
        (Some(&held), "90m", Request::Nothing),
        (Some(&held), "5400", Request::Nothing),
        (Some(&held), "91m", Request::Put),
        (Some(&held), "", Request::Delete),
        (Some(&names_nothing), "", Request::Delete),
        (Some(&names_nothing), "1h", Request::Put),
    ] {
        let surroundings = Surroundings {
            held: held.cloned(),
            ..surroundings()
        };
        let checked = check(
            &draft(&[(Field::MaximumEventAge, text)]),
            &surroundings,
            None,
        );
        assert_eq!(checked.request, request, "{text} over {held:?}");
    }
}

/// A destination that Lambda held already kept every other setting from being changed.
#[test]
fn a_destination_that_is_held_is_sent_again_and_told_whatever_the_rules_say_to_it() {
    let at = "arn:aws:events:eu-west-1:123456789012";
    for arn in [
        format!("{QUEUE}.fifo"),
        format!("{at}:event-bus/one+two"),
        "arn:aws:kinesis:eu-west-1:123456789012:stream/s".to_owned(),
        "arn:aws:lambda:eu-west-1:123456789012:function:payments-capture:live".to_owned(),
        BUCKET.to_owned(),
    ] {
        let held = StoredSettings {
            on_success: Setting::Explicit(arn.clone()),
            ..StoredSettings::default()
        };
        let surroundings = Surroundings {
            held: Some(held.clone()),
            ..surroundings()
        };
        let texts = [
            (Field::MaximumRetryAttempts, "1"),
            (Field::OnSuccess, &*arn),
        ];
        let typed = draft(&texts);
        let checked = check(&typed, &surroundings, Some(Field::OnSuccess));
        let FieldCheck::AsHeld(problem) = checked.fields.on_success else {
            panic!("{arn}: {:?}", checked.fields.on_success)
        };
        let side = Field::OnSuccess;
        let told = Warning::NamedAgain { side, problem };
        assert!(checked.warnings.contains(&told), "{arn}");
        assert_eq!(checked.request, Request::Put);
        let settings = checked.settings.unwrap();
        assert_eq!(settings.on_success.explicit().unwrap().arn(), arn);
        let function = &surroundings.target.function;
        assert_eq!(
            sendable(&typed, function, Some(&held)),
            Some(settings),
            "{arn}"
        );
        assert_eq!(sendable(&typed, function, None), None, "{arn}");
        let other_side = draft(&[(Field::OnFailure, &*format!("{QUEUE}.fifo"))]);
        assert_eq!(
            check(&other_side, &surroundings, None).request,
            Request::NotYet
        );
    }
}

#[test]
fn an_emptied_field_says_what_was() {
    let held = StoredSettings {
        on_failure: Setting::Explicit(QUEUE.into()),
        ..StoredSettings::default()
    };
    let surroundings = Surroundings {
        held: Some(held),
        ..surroundings()
    };
    let checked = check(&Draft::default(), &surroundings, None);
    let FieldCheck::Fine(Note::Empty { was, .. }) = checked.fields.on_failure else {
        panic!("an empty field is fine")
    };
    assert_eq!(was.unwrap().to_string(), QUEUE);
}

#[test]
fn a_destination_elsewhere_warns_of_what_differs() {
    let kinds = |arn: &str| -> Vec<&'static str> {
        let warnings = warnings(&[(Field::OnFailure, arn)], &surroundings());
        let is = |warning: &Warning| match warning {
            Warning::OtherPartition { .. } => "partition",
            Warning::OtherRegion { .. } => "region",
            Warning::OtherAccount { .. } => "account",
            Warning::NothingTried { .. }
            | Warning::RetriesLost { .. }
            | Warning::RetriesLostAtTimeout { .. }
            | Warning::ShortAge { .. }
            | Warning::Dropped
            | Warning::DeadLettersByVersion { .. }
            | Warning::NamedAgain { .. }
            | Warning::OwnedByStack { .. } => "another",
        };
        warnings.iter().map(is).collect()
    };
    assert_eq!(kinds(QUEUE), [""; 0]);
    assert_eq!(kinds(BUCKET), [""; 0]);
    assert_eq!(kinds("arn:aws:sqs:us-east-1:123456789012:q"), ["region"]);
    assert_eq!(kinds("arn:aws:sqs:eu-west-1:210987654321:q"), ["account"]);
    assert_eq!(
        kinds("arn:aws:sqs:us-east-1:210987654321:q"),
        ["region", "account"]
    );
    assert_eq!(
        kinds("arn:aws-cn:sqs:cn-north-1:210987654321:q"),
        ["partition"]
    );
}

#[test]
fn retries_that_the_age_prevents_are_warned_of_at_once_and_at_the_timeout() {
    let lost = |retries: &str, age: &str, timeout: Known<u32>| -> (Vec<u8>, Vec<u8>) {
        let surroundings = Surroundings {
            timeouts: timeout.into(),
            ..surroundings()
        };
        let texts = [
            (Field::MaximumRetryAttempts, retries),
            (Field::MaximumEventAge, age),
            (Field::OnFailure, QUEUE),
        ];
        let (mut at_once, mut at_timeout) = (Vec::new(), Vec::new());
        for warning in warnings(&texts, &surroundings) {
            if let Warning::RetriesLost { lost, .. } = &warning {
                at_once.extend(lost.iter().map(|lost| lost.retry));
            }
            if let Warning::RetriesLostAtTimeout { lost, .. } = &warning {
                at_timeout.extend(lost.iter().map(|lost| lost.retry));
            }
        }
        (at_once, at_timeout)
    };
    assert_eq!(lost("", "60", Known::NotRead), (vec![1, 2], vec![]));
    assert_eq!(lost("2", "61", Known::NotRead), (vec![2], vec![]));
    assert_eq!(lost("2", "180", Known::NotRead), (vec![2], vec![]));
    assert_eq!(lost("2", "181", Known::NotRead), (vec![], vec![]));
    assert_eq!(lost("1", "61", Known::NotRead), (vec![], vec![]));
    assert_eq!(lost("1", "61", Known::Known(1)), (vec![], vec![1]));
    assert_eq!(lost("0", "60", Known::Known(900)), (vec![], vec![]));
    assert_eq!(lost("2", "10m", Known::Known(900)), (vec![], vec![1, 2]));
    assert_eq!(lost("2", "20m", Known::Known(900)), (vec![], vec![2]));
    assert_eq!(lost("2", "1981", Known::Known(900)), (vec![], vec![]));
    assert_eq!(lost("", "", Known::Known(900)), (vec![], vec![]));
    assert_eq!(lost("2", "90", Known::Known(3)), (vec![2], vec![]));
    assert_eq!(lost("2", "10m", Known::Unreadable), (vec![], vec![]));
}

#[test]
fn a_short_age_is_warned_of_where_it_is_explicit() {
    for (age, warned) in [("299", true), ("5m", false), ("", false)] {
        let texts = [
            (Field::MaximumRetryAttempts, "0"),
            (Field::MaximumEventAge, age),
        ];
        let has = warnings(&texts, &surroundings())
            .iter()
            .any(|warning| matches!(warning, Warning::ShortAge { .. }));
        assert_eq!(has, warned, "{age}");
    }
}

#[test]
fn dropped_events_are_warned_of_only_where_the_dead_letter_queue_was_read() {
    for (dead_letter_target, dropped) in [
        (Known::Known(None), true),
        (Known::Known(Some(QUEUE.to_owned())), false),
        (Known::NotRead, false),
        (Known::Unreadable, false),
    ] {
        let surroundings = Surroundings {
            dead_letter_target,
            ..surroundings()
        };
        let has = warnings(&[], &surroundings).contains(&Warning::Dropped);
        assert_eq!(has, dropped, "{:?}", surroundings.dead_letter_target);
        assert!(!warnings(&[(Field::OnFailure, QUEUE)], &surroundings).contains(&Warning::Dropped));
        assert!(
            !warnings(&[(Field::OnFailure, "arn:")], &surroundings).contains(&Warning::Dropped)
        );
    }
}

#[test]
fn at_reserved_concurrency_0_nothing_else_is_said_of_retries_and_age() {
    let surroundings = Surroundings {
        reserved_concurrency: Known::Known(Some(0)),
        timeouts: Known::Known(900).into(),
        ..surroundings()
    };
    let texts = [(Field::MaximumEventAge, "60"), (Field::OnFailure, QUEUE)];
    let given_up = Some(GivenUp::Record(QUEUE.into()));
    assert_eq!(
        warnings(&texts, &surroundings),
        [Warning::NothingTried { given_up }]
    );
}

#[test]
fn the_owning_stack_is_named_where_it_was_read() {
    let owned = |stack| {
        let surroundings = Surroundings {
            stack,
            ..surroundings()
        };
        warnings(&[(Field::OnFailure, QUEUE)], &surroundings)
    };
    let expected = Warning::OwnedByStack {
        stack: "pay-prod".into(),
    };
    assert_eq!(owned(Known::Known(Some("pay-prod".into()))), [expected]);
    for silent in [Known::Known(None), Known::NotRead, Known::Unreadable] {
        assert_eq!(owned(silent), []);
    }
}

#[test]
fn a_destination_says_where_it_lies() {
    let FieldCheck::Fine(Note::Destination {
        kind, whereabouts, ..
    }) = left(Field::OnFailure, BUCKET)
    else {
        panic!("a bucket is fine on failure")
    };
    assert_eq!(kind, DestinationKind::Bucket);
    assert_eq!(whereabouts.region, Relation::Untold);
    assert_eq!(whereabouts.partition, Relation::Same);
}
