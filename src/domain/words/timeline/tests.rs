//! The course of an event, drawn and in few words.

use super::*;
use crate::domain::field::Field;
use crate::domain::known::Known;
use crate::domain::settings::{Setting, StoredSettings};
use crate::domain::timeline::{EffectiveSettings, Timeline};
use crate::domain::validation::check;
use crate::domain::validation::tests::{draft, surroundings};
use crate::domain::words::tests::{AGE, FAILURE, QUEUE, RETRIES};

fn lines(texts: &[(Field, &str)], timeout: Known<u32>) -> Vec<(String, String)> {
    let settings = check(&draft(texts), &surroundings(), None)
        .settings
        .unwrap();
    let settings = EffectiveSettings::from(&settings);
    let given_up = GivenUp::of(settings.on_failure.as_deref(), Known::Known(None));
    let drawn = Timeline::of(&settings, &timeout.into(), given_up, &Known::Known(None));
    timeline(&drawn)
        .into_iter()
        .map(|line| (line.event, line.course))
        .collect()
}

#[test]
fn the_timeline_is_drawn_as_documented() {
    let owned =
        |rows: [(&str, &str); 3]| rows.map(|(event, course)| (event.to_owned(), course.to_owned()));
    assert_eq!(
        lines(&[], Known::Known(30)),
        owned([
            (
                "fails at once",
                "0:00 try 1 -- 1:00 try 2 -- 3:00 try 3 -> given up 3:00, DROPPED"
            ),
            (
                "hits timeout 30s",
                "0:00 try 1 -- 1:30 try 2 -- 4:00 try 3 -> given up 4:30, DROPPED"
            ),
            (
                "throttled",
                "tried again until 6:00:00 whatever the retries, then DROPPED"
            ),
        ])
    );
    assert_eq!(
        lines(
            &[(RETRIES, "0"), (AGE, "1m30s"), (FAILURE, QUEUE)],
            Known::NotRead
        ),
        owned([
            (
                "fails at once",
                "0:00 try 1 -> given up 0:00, record to payments-failed"
            ),
            ("hits its timeout", "not known: the timeout was not read"),
            (
                "throttled",
                "tried again until 1:30 whatever the retries, then record to payments-failed"
            ),
        ])
    );
}

#[test]
fn a_timeline_fits_into_a_few_words() {
    let short = |settings: &StoredSettings| {
        let effective = EffectiveSettings::from(Some(settings));
        let given_up = GivenUp::of(effective.on_failure.as_deref(), Known::Known(None));
        in_short(&Timeline::of(
            &effective,
            &Known::NotRead.into(),
            given_up,
            &Known::NotRead,
        ))
    };
    let once = StoredSettings {
        maximum_retry_attempts: Setting::Explicit(0),
        on_failure: Setting::Explicit(QUEUE.into()),
        ..StoredSettings::default()
    };
    assert_eq!(
        short(&once),
        "tried once, then a record to queue payments-failed (not checked)"
    );
    assert_eq!(
        short(&StoredSettings::default()),
        "tried 3 times in about 3 min, then DROPPED"
    );
}

#[test]
fn a_column_tells_the_course_of_an_event_without_names() {
    let dead_letters = "arn:aws:sqs:eu-west-1:123456789012:dead-letters".to_owned();
    let to_queue = StoredSettings {
        maximum_retry_attempts: Setting::Explicit(1),
        on_failure: Setting::Explicit(QUEUE.into()),
        ..StoredSettings::default()
    };
    let none = Known::Known(None);
    for (settings, queue, reserved, column, short) in [
        (
            &StoredSettings::default(),
            &none,
            &Known::NotRead,
            "0:00 try 1 -- 1:00 try 2 -- 3:00 try 3 -> DROPPED",
            "0:00 try 1 -- 1:00 try 2 -- 3:00 try 3 -> DROPPED at 3:00",
        ),
        (
            &to_queue,
            &Known::Known(Some(dead_letters)),
            &Known::Known(None),
            "0:00 try 1 -- 1:00 try 2 -> record + DLQ",
            "0:00 try 1 -- 1:00 try 2 -> record + DLQ at 1:00",
        ),
        (
            &to_queue,
            &Known::NotRead,
            &Known::Known(Some(0)),
            "never tried -> record",
            "not tried -> given up 0:00, record to payments-failed",
        ),
    ] {
        let effective = EffectiveSettings::from(Some(settings));
        let drawn = Timeline::of(
            &effective,
            &Known::Known(3).into(),
            GivenUp::of(effective.on_failure.as_deref(), queue.as_deref()),
            reserved,
        );
        assert_eq!(course(&drawn), column);
        let lines = timeline_in_short(&drawn);
        assert_eq!(lines.first().unwrap().course, short);
        assert!(column.len() <= 54 && short.len() <= 62, "{short}");
    }
}

/// What is set off as a loss was found by its word: so was an event that goes to a queue of that name.
#[test]
fn a_line_loses_by_where_its_event_goes_and_not_by_a_name() {
    let arn = "arn:aws:sqs:eu-west-1:123456789012:DROPPED-orders";
    for (on_failure, loses) in [(Some(arn), false), (None, true)] {
        for timeout in [Known::Known(3), Known::NotRead, Known::Unreadable] {
            let effective = EffectiveSettings::from(Some(&StoredSettings::default()));
            let end = GivenUp::of(on_failure, Known::Known(None));
            let drawn = Timeline::of(&effective, &timeout.into(), end, &Known::NotRead);
            for line in timeline(&drawn) {
                // Where the timeout is not known, the line says nothing of an end.
                let ends = !line.course.starts_with("not known");
                assert_eq!(line.loses, loses && ends, "{line:?}");
            }
        }
    }
}

/// Five retries were drawn as three tries, a negative number as the default: of what lies outside of what Lambda accepts nobody knows
/// what it comes to.
#[test]
fn no_course_is_drawn_of_what_lambda_would_not_accept() {
    for (retries, age) in [(5, 3600), (-1, 3600), (0, -5), (0, 59), (2, 86_400)] {
        let held = StoredSettings {
            maximum_retry_attempts: Setting::Explicit(retries),
            maximum_event_age_in_seconds: Setting::Explicit(age),
            ..StoredSettings::default()
        };
        let effective = EffectiveSettings::from(Some(&held));
        let none = GivenUp::Dropped;
        let drawn = Timeline::of(&effective, &Known::Known(3).into(), none, &Known::NotRead);
        let said = [TimelineLine {
            event: "every event".to_owned(),
            course: "not known when it is tried: Lambda takes 0 to 2 retries and 60s to 6h -> given up, DROPPED".to_owned(),
            loses: true,
        }];
        assert_eq!(timeline(&drawn), said, "{retries} {age}");
        assert_eq!(timeline_in_short(&drawn), said);
        assert_eq!(course(&drawn), "not known -> DROPPED");
        assert_eq!(
            in_short(&drawn),
            "not known when it is tried: Lambda takes 0 to 2 retries and 60s to 6h, then DROPPED"
        );
    }
}
