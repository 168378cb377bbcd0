//! Words of the timeline.
//!
//! Knows one line per kind of event, and the one-line form for panes. Does not know widths.

use super::warning::{dead_letters, name, noun_and_name, span};
use crate::domain::known::Known;
use crate::domain::timeline::{Course, GivenUp, Timeline};

/// What is said of an event where retries or age are none that Lambda accepts.
const NOT_KNOWN: &str = "not known when it is tried: Lambda takes 0 to 2 retries and 60s to 6h";

/// Where the event goes of a weighted alias whose versions have not the same.
const OF_ITS_VERSION: &str = "the dead-letter queue of its version";

/// One line: what kind of event, and what happens to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TimelineLine {
    /// "fails at once", "hits timeout 30s", "throttled", "every event".
    pub event: String,
    /// "0:00 try 1 -- 1:00 try 2 -> given up 1:00, DROPPED".
    pub course: String,
    /// The course is known to end with the event lost, be it that of one version only.
    pub loses: bool,
}

/// The lines of a timeline, in their order.
#[must_use]
pub fn timeline(timeline: &Timeline) -> Vec<TimelineLine> {
    lines(timeline, course_line)
}

/// The same where a line has little room and the names stand elsewhere: "0:00 try 1 -- 1:00 try 2 -> DROPPED at 1:00".
#[must_use]
pub fn timeline_in_short(timeline: &Timeline) -> Vec<TimelineLine> {
    lines(timeline, |course, given_up| {
        let (tries, at) = (tries(course), clock(course.given_up_at));
        format!("{tries} -> {} at {at}", column_end(given_up))
    })
}

fn lines(
    timeline: &Timeline,
    course_line: impl Fn(&Course, &GivenUp) -> String,
) -> Vec<TimelineLine> {
    let loses = timeline.given_up().is_lost();
    let line = |event: &str, course| TimelineLine {
        event: event.to_owned(),
        course,
        loses,
    };
    match timeline {
        Timeline::NothingTried { given_up } => {
            let end = end(given_up);
            vec![line(
                "every event",
                format!("not tried -> given up 0:00, {end}"),
            )]
        }
        Timeline::NotKnown { given_up } => {
            let end = end(given_up);
            vec![line(
                "every event",
                format!("{NOT_KNOWN} -> given up, {end}"),
            )]
        }
        Timeline::Tried {
            at_once,
            at_timeout,
            throttled_until,
            given_up,
        } => {
            let until = clock(*throttled_until);
            let throttled = format!(
                "tried again until {until} whatever the retries, then {}",
                end(given_up)
            );
            let mut lines = vec![line("fails at once", course_line(at_once, given_up))];
            lines.extend(at_timeout.iter().map(|at_timeout| {
                let known = match &at_timeout.course {
                    Known::Known(course) => line(
                        &format!("hits timeout {}", span(course.run_seconds)),
                        course_line(course, given_up),
                    ),
                    Known::NotRead => unknown_timeout("was not read"),
                    Known::Unreadable => unknown_timeout("could not be read"),
                };
                let version = at_timeout.version.as_ref();
                let version =
                    version.map_or(String::new(), |version| format!("version {version}: "));
                TimelineLine {
                    course: format!("{version}{}", known.course),
                    ..known
                }
            }));
            lines.push(line("throttled", throttled));
            lines
        }
    }
}

/// Where the event goes in the end is not said there.
fn unknown_timeout(why: &str) -> TimelineLine {
    TimelineLine {
        event: "hits its timeout".to_owned(),
        course: format!("not known: the timeout {why}"),
        loses: false,
    }
}

/// The course of an event that fails at once, for a column: `0:00 try 1 -- 1:00 try 2 -> DROPPED`.
#[must_use]
pub fn course(timeline: &Timeline) -> String {
    let end = column_end(timeline.given_up());
    match timeline {
        Timeline::NothingTried { .. } => format!("never tried -> {end}"),
        Timeline::NotKnown { .. } => format!("not known -> {end}"),
        Timeline::Tried { at_once, .. } => format!("{} -> {end}", tries(at_once)),
    }
}

/// A timeline in a few words: "tried 3 times in about 3 min, then DROPPED".
#[must_use]
pub fn in_short(timeline: &Timeline) -> String {
    match timeline {
        Timeline::NothingTried { given_up } => {
            format!(
                "never tried (reserved concurrency 0), {}",
                short_end(given_up)
            )
        }
        Timeline::NotKnown { given_up } => {
            format!("{NOT_KNOWN}, then {}", short_end(given_up))
        }
        Timeline::Tried {
            at_once, given_up, ..
        } => {
            let end = short_end(given_up);
            let tries = times(at_once.tries.len());
            match at_once.given_up_at / 60 {
                0 => format!("tried {tries}, then {end}"),
                minutes => format!("tried {tries} in about {minutes} min, then {end}"),
            }
        }
    }
}

/// How often: "once", "twice", "3 times".
#[must_use]
pub fn times(tries: usize) -> String {
    match tries {
        1 => "once".to_owned(),
        2 => "twice".to_owned(),
        more => format!("{more} times"),
    }
}

/// Seconds as a clock shows them: `0:00`, `1:30`, `6:00:00`.
#[must_use]
pub fn clock(seconds: u32) -> String {
    let (hours, minutes, rest) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    if hours > 0 {
        format!("{hours}:{minutes:02}:{rest:02}")
    } else {
        format!("{minutes}:{rest:02}")
    }
}

fn course_line(course: &Course, given_up: &GivenUp) -> String {
    let (tries, at) = (tries(course), clock(course.given_up_at));
    format!("{tries} -> given up {at}, {}", end(given_up))
}

/// When each try starts: `0:00 try 1 -- 1:00 try 2`.
fn tries(course: &Course) -> String {
    let tries: Vec<String> = course
        .tries
        .iter()
        .zip(1..)
        .map(|(start, number)| format!("{} try {number}", clock(*start)))
        .collect();
    tries.join(" -- ")
}

/// Where it goes, in a column.
fn column_end(given_up: &GivenUp) -> &'static str {
    match given_up {
        GivenUp::Record(_) => "record",
        GivenUp::ByVersion { record: None, .. } if given_up.is_lost() => "some DROPPED",
        GivenUp::DeadLetterQueue(_) | GivenUp::ByVersion { record: None, .. } => "DLQ",
        GivenUp::Both { .. }
        | GivenUp::ByVersion {
            record: Some(_), ..
        } => "record + DLQ",
        GivenUp::Undelivered(_) => "DROPPED (FIFO)",
        GivenUp::Dropped => "DROPPED",
        GivenUp::NotRead => "DLQ not read",
        GivenUp::Unreadable => "DLQ unknown",
    }
}

/// Where it goes, after a comma.
fn end(given_up: &GivenUp) -> String {
    match given_up {
        GivenUp::Record(arn) => format!("record to {}", name(arn)),
        GivenUp::DeadLetterQueue(arn) => format!("event to {}", dead_letters(arn)),
        GivenUp::Both {
            record,
            dead_letter_queue,
        } => format!(
            "record to {}, event to {}",
            name(record),
            dead_letters(dead_letter_queue)
        ),
        GivenUp::ByVersion {
            record: Some(arn), ..
        } => format!("record to {}, event to {OF_ITS_VERSION}", name(arn)),
        GivenUp::ByVersion { record: None, .. } if given_up.is_lost() => {
            "dead-letter queue or DROPPED, by version".to_owned()
        }
        GivenUp::ByVersion { record: None, .. } => format!("event to {OF_ITS_VERSION}"),
        GivenUp::Undelivered(arn) => undelivered(arn),
        GivenUp::Dropped => "DROPPED".to_owned(),
        GivenUp::NotRead => "no record; dead-letter queue not read".to_owned(),
        GivenUp::Unreadable => "no record; dead-letter queue could not be read".to_owned(),
    }
}

/// That an event is lost although it has a destination.
fn undelivered(arn: &str) -> String {
    format!(
        "record to {}, where nothing arrives (FIFO): DROPPED",
        name(arn)
    )
}

/// Where it goes, after "then".
fn short_end(given_up: &GivenUp) -> String {
    match given_up {
        GivenUp::Record(arn) => format!("a record to {} (not checked)", noun_and_name(arn)),
        GivenUp::DeadLetterQueue(arn) => format!("to {}", dead_letters(arn)),
        GivenUp::Both {
            record,
            dead_letter_queue,
        } => format!(
            "a record to {} (not checked) and to {}",
            noun_and_name(record),
            dead_letters(dead_letter_queue)
        ),
        GivenUp::ByVersion {
            record: Some(arn), ..
        } => format!(
            "a record to {} (not checked) and to {OF_ITS_VERSION}",
            noun_and_name(arn)
        ),
        GivenUp::ByVersion { record: None, .. } if given_up.is_lost() => {
            "to a dead-letter queue or DROPPED, by version".to_owned()
        }
        GivenUp::ByVersion { record: None, .. } => format!("to {OF_ITS_VERSION}"),
        GivenUp::Undelivered(arn) => format!("a {}", undelivered(arn)),
        GivenUp::Dropped => "DROPPED".to_owned(),
        GivenUp::NotRead => "no record; dead-letter queue not read".to_owned(),
        GivenUp::Unreadable => "no record; dead-letter queue could not be read".to_owned(),
    }
}

#[cfg(test)]
mod tests;
