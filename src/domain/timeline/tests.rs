//! When an event is tried, when it is given up, and where it then goes.

use super::*;

/// Retries, age, starts of the tries, given up (for run time 0 and per second of it), lost retries.
type Row = (u8, u32, &'static [u32], u32, &'static [u8]);

const ROWS: [Row; 8] = [
    (2, 21_600, &[0, 60, 180], 180, &[]),
    (2, 3600, &[0, 60, 180], 180, &[]),
    (2, 90, &[0, 60], 60, &[2]),
    (2, 60, &[0], 0, &[1, 2]),
    (1, 3600, &[0, 60], 60, &[]),
    (1, 60, &[0], 0, &[1]),
    (0, 3600, &[0], 0, &[]),
    (0, 60, &[0], 0, &[]),
];

#[test]
fn an_event_that_fails_at_once_is_tried_and_given_up_as_documented() {
    for (retries, age, tries, given_up_at, lost) in ROWS {
        let course = Course::of(retries, age, 0);
        assert_eq!(course.tries, tries, "{retries} {age}");
        assert_eq!(course.given_up_at, given_up_at, "{retries} {age}");
        let numbers: Vec<u8> = course.lost.iter().map(|lost| lost.retry).collect();
        assert_eq!(numbers, lost, "{retries} {age}");
    }
}

#[test]
fn run_time_moves_every_later_try() {
    let course = Course::of(2, 21_600, 30);
    assert_eq!(course.tries, [0, 90, 240]);
    assert_eq!(course.given_up_at, 270);
}

#[test]
fn a_retry_needs_an_age_just_above_its_start() {
    for (run_seconds, for_retry_1, for_retry_2) in [
        (0, 60, 180),
        (3, 63, 186),
        (30, 90, 240),
        (300, 360, 780),
        (900, 960, 1980),
    ] {
        let tries = |age| Course::of(2, age, run_seconds).tries.len();
        assert_eq!(tries(for_retry_1), 1, "{run_seconds}");
        assert_eq!(tries(for_retry_1 + 1), 2, "{run_seconds}");
        assert_eq!(tries(for_retry_2), 2, "{run_seconds}");
        assert_eq!(tries(for_retry_2 + 1), 3, "{run_seconds}");
    }
}

fn timeline(reserved: Known<Option<u32>>, timeout: Known<u32>) -> Timeline {
    let settings = EffectiveSettings::from(None);
    Timeline::of(
        &settings,
        &Timeouts::from(timeout),
        GivenUp::Dropped,
        &reserved,
    )
}

#[test]
fn a_throttled_event_waits_until_the_age_is_over_whatever_the_retries() {
    let Timeline::Tried {
        throttled_until, ..
    } = timeline(Known::Known(None), Known::NotRead)
    else {
        panic!("tried")
    };
    assert_eq!(throttled_until, 21_600);
}

#[test]
fn nothing_is_tried_at_reserved_concurrency_0() {
    assert_eq!(
        timeline(Known::Known(Some(0)), Known::Known(30)),
        Timeline::NothingTried {
            given_up: GivenUp::Dropped
        }
    );
    for reserved in [Known::Known(Some(1)), Known::NotRead, Known::Unreadable] {
        let drawn = timeline(reserved, Known::Known(30));
        assert!(matches!(drawn, Timeline::Tried { .. }), "{reserved:?}");
    }
}

#[test]
fn a_timeout_that_was_not_read_draws_nothing() {
    for (timeout, drawn) in [
        (Known::NotRead, Known::NotRead),
        (Known::Unreadable, Known::Unreadable),
    ] {
        let Timeline::Tried { at_timeout, .. } = timeline(Known::NotRead, timeout) else {
            panic!("tried")
        };
        let [at_timeout] = at_timeout.as_slice() else {
            panic!("one for all versions")
        };
        assert_eq!(at_timeout.course, drawn);
    }
}

#[test]
fn a_given_up_event_goes_where_destination_and_dead_letter_queue_say() {
    let (q, d) = ("arn:record", Some("arn:dlq".to_owned()));
    let both = GivenUp::Both {
        record: q.into(),
        dead_letter_queue: "arn:dlq".into(),
    };
    for (on_failure, dead_letter, expected) in [
        (Some(q), Known::Known(d.clone()), both),
        (Some(q), Known::Known(None), GivenUp::Record(q.into())),
        (Some(q), Known::NotRead, GivenUp::Record(q.into())),
        (
            None,
            Known::Known(d),
            GivenUp::DeadLetterQueue("arn:dlq".into()),
        ),
        (None, Known::Known(None), GivenUp::Dropped),
        (None, Known::NotRead, GivenUp::NotRead),
        (None, Known::Unreadable, GivenUp::Unreadable),
    ] {
        assert_eq!(GivenUp::of(on_failure, dead_letter.as_deref()), expected);
    }
}

/// What one version of a weighted alias has was taken for what all of them have.
#[test]
fn versions_that_differ_lose_what_the_one_without_a_queue_gives_up() {
    let (one, two) = (Qualifier::Version(1), Qualifier::Version(2));
    let queue = |name: &str| Some(format!("arn:aws:sqs:eu-west-1:123456789012:{name}"));
    let mixed = vec![(two.clone(), queue("a")), (one.clone(), None)];
    let kept = vec![(two, queue("a")), (one.clone(), queue("c"))];
    let to =
        |on_failure, each: &Vec<_>| GivenUp::of(on_failure, Known::Known(None)).by_version(each);
    assert_eq!(to(None, &mixed).losing_versions(), [one]);
    assert!(to(None, &mixed).is_lost());
    for given_up in [to(None, &kept), to(Some("arn:record"), &mixed)] {
        assert!(given_up.is_kept() && !given_up.is_lost(), "{given_up:?}");
    }
    assert_eq!(to(None, &Vec::new()), GivenUp::Dropped);
}

/// A FIFO queue that was held counted as a place where records arrive.
#[test]
fn nothing_arrives_at_a_fifo_queue_or_topic() {
    let (queue, topic) = (
        "arn:aws:sqs:eu-west-1:123456789012:q.fifo",
        "arn:aws:sns:eu-west-1:123456789012:t.fifo",
    );
    let dead_letters = || Some("arn:dlq".to_owned());
    for arn in [queue, topic] {
        for (dead_letter, expected) in [
            (Known::Known(None), GivenUp::Undelivered(arn.into())),
            (
                Known::Known(dead_letters()),
                GivenUp::DeadLetterQueue("arn:dlq".into()),
            ),
            (Known::NotRead, GivenUp::NotRead),
            (Known::Unreadable, GivenUp::Unreadable),
        ] {
            assert_eq!(
                GivenUp::of(Some(arn), dead_letter.as_deref()),
                expected,
                "{arn}"
            );
        }
    }
    let function = "arn:aws:lambda:eu-west-1:123456789012:function:f.fifo";
    let record = GivenUp::Record(function.into());
    assert_eq!(GivenUp::of(Some(function), Known::Known(None)), record);
}
