//! What happens to an event, from the settings and what is known of the function.
//!
//! Knows when Lambda tries again, when it gives up and where the event or its record then goes, as AWS documents it: retries come 1 and
//! 2 minutes after a failure, the age is checked when a retry would be scheduled, and throttled events are tried until the age is
//! over, whatever the retries. Does not know the delays of AWS's own queue, and not whether a destination exists.

use serde::{Deserialize, Serialize};

use super::destination::ReportedArn;
use super::known::Known;
use super::qualifier::Qualifier;
use super::settings::{AsyncSettings, EventAge, RetryAttempts, StoredSettings};
use super::timeouts::Timeouts;

/// How long Lambda waits before each retry after a failed try, in seconds.
pub const WAITS: [u32; 2] = [60, 120];

/// How often a failed event is tried again, and how long it may wait.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Limits {
    /// How many retries.
    pub retries: u8,
    /// The age in seconds.
    pub age_seconds: u32,
}

impl Limits {
    /// Takes what the service holds; `None` where that lies outside of what it accepts: what then happens is documented nowhere.
    fn of(held: Option<&StoredSettings>) -> Option<Self> {
        let retries = held.and_then(|held| held.maximum_retry_attempts.explicit());
        let age = held.and_then(|held| held.maximum_event_age_in_seconds.explicit());
        let retries = retries.map_or(Some(RetryAttempts::default()), |retries| {
            RetryAttempts::new(*retries)
        });
        let age = age.map_or(Some(EventAge::default()), |age| EventAge::new(*age));
        Some(Self {
            retries: retries?.get(),
            age_seconds: age?.seconds(),
        })
    }
}

impl From<&AsyncSettings> for Limits {
    fn from(settings: &AsyncSettings) -> Self {
        let retries = settings.maximum_retry_attempts.explicit().copied();
        let age = settings.maximum_event_age.explicit().copied();
        Self {
            retries: retries.unwrap_or_default().get(),
            age_seconds: age.unwrap_or_default().seconds(),
        }
    }
}

/// The settings that apply: what is explicit, and the service's defaults for the rest.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EffectiveSettings {
    /// Retries and age; `None` where one of them lies outside of what the service accepts.
    pub limits: Option<Limits>,
    /// The ARN of the on-success destination.
    pub on_success: Option<String>,
    /// The ARN of the on-failure destination.
    pub on_failure: Option<String>,
}

impl From<Option<&StoredSettings>> for EffectiveSettings {
    /// Takes what the service holds; `None`: no configuration.
    fn from(held: Option<&StoredSettings>) -> Self {
        Self {
            limits: Limits::of(held),
            on_success: held.and_then(|held| held.on_success.explicit().cloned()),
            on_failure: held.and_then(|held| held.on_failure.explicit().cloned()),
        }
    }
}

impl From<&AsyncSettings> for EffectiveSettings {
    fn from(settings: &AsyncSettings) -> Self {
        Self::from(Some(&settings.as_stored()))
    }
}

/// Why Lambda gives an event up, by the name that its record carries.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Condition {
    /// Every retry was made.
    RetriesExhausted,
    /// A retry would have come too late.
    EventAgeExceeded,
    /// Nothing may run: reserved concurrency is 0.
    ZeroReservedConcurrency,
}

/// Where a given-up event goes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum GivenUp {
    /// A record is addressed to the on-failure destination.
    Record(String),
    /// The event itself goes to the dead-letter queue.
    DeadLetterQueue(String),
    /// Both.
    Both {
        /// The ARN of the on-failure destination.
        record: String,
        /// The ARN of the dead-letter queue.
        dead_letter_queue: String,
    },
    /// A record is addressed to a FIFO queue or topic, to which Lambda delivers none, and there is no dead-letter queue: it is lost.
    Undelivered(String),
    /// Of the versions that a weighted alias runs, each has another dead-letter queue, or none.
    ByVersion {
        /// The ARN of the on-failure destination, if records arrive at one.
        record: Option<String>,
        /// The ARN of what each version has.
        dead_letters: Vec<(Qualifier, Option<String>)>,
    },
    /// Nowhere: it is lost.
    Dropped,
    /// There is no destination, and whether there is a dead-letter queue was not read yet.
    NotRead,
    /// There is no destination, and whether there is a dead-letter queue could not be read.
    Unreadable,
}

impl GivenUp {
    /// Joins the on-failure destination with what is known of the dead-letter queue.
    ///
    /// A destination to which nothing is delivered counts as none: "standard queues and topics only" (AWS Lambda Developer Guide, capturing
    /// records of asynchronous invocations). It can be held all the same.
    #[must_use]
    pub fn of(on_failure: Option<&str>, dead_letter_target: Known<Option<&str>>) -> Self {
        let is_fifo = |arn: &&str| ReportedArn::parse(arn).is_some_and(|parts| parts.is_fifo());
        let fifo = on_failure.filter(is_fifo);
        let on_failure = on_failure.filter(|arn| !is_fifo(arn));
        match (on_failure, dead_letter_target) {
            (None, Known::Known(None)) if let Some(fifo) = fifo => {
                Self::Undelivered(fifo.to_owned())
            }
            (Some(record), Known::Known(Some(queue))) => Self::Both {
                record: record.to_owned(),
                dead_letter_queue: queue.to_owned(),
            },
            (Some(record), Known::Known(None) | Known::NotRead | Known::Unreadable) => {
                Self::Record(record.to_owned())
            }
            (None, Known::Known(Some(queue))) => Self::DeadLetterQueue(queue.to_owned()),
            (None, Known::Known(None)) => Self::Dropped,
            (None, Known::NotRead) => Self::NotRead,
            (None, Known::Unreadable) => Self::Unreadable,
        }
    }

    /// The same for a qualifier whose versions have not the same dead-letter queue; none are named where they have.
    #[must_use]
    pub fn by_version(self, dead_letters: Vec<(Qualifier, Option<String>)>) -> Self {
        if dead_letters.is_empty() {
            return self;
        }
        let record = match self {
            Self::Record(record) | Self::Both { record, .. } => Some(record),
            Self::ByVersion { record, .. } => record,
            Self::DeadLetterQueue(_)
            | Self::Undelivered(_)
            | Self::Dropped
            | Self::NotRead
            | Self::Unreadable => None,
        };
        Self::ByVersion {
            record,
            dead_letters,
        }
    }

    /// The versions whose events are lost while those of another are not.
    #[must_use]
    pub fn losing_versions(&self) -> Vec<Qualifier> {
        match self {
            Self::ByVersion {
                record: None,
                dead_letters,
            } => {
                let without = dead_letters.iter().filter(|(_, target)| target.is_none());
                without.map(|(version, _)| version.clone()).collect()
            }
            Self::ByVersion {
                record: Some(_), ..
            }
            | Self::Record(_)
            | Self::DeadLetterQueue(_)
            | Self::Both { .. }
            | Self::Undelivered(_)
            | Self::Dropped
            | Self::NotRead
            | Self::Unreadable => Vec::new(),
        }
    }

    /// Says whether each event is known to go somewhere.
    #[must_use]
    pub fn is_kept(&self) -> bool {
        !matches!(self, Self::NotRead | Self::Unreadable) && !self.is_lost()
    }

    /// Says whether it is known to be lost, be it that of one version only.
    #[must_use]
    pub fn is_lost(&self) -> bool {
        match self {
            Self::Dropped | Self::Undelivered(_) => true,
            Self::ByVersion { .. } => !self.losing_versions().is_empty(),
            Self::Record(_)
            | Self::DeadLetterQueue(_)
            | Self::Both { .. }
            | Self::NotRead
            | Self::Unreadable => false,
        }
    }
}

/// A retry that the settings ask for and the age prevents.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LostRetry {
    /// 1 or 2.
    pub retry: u8,
    /// When it would have started, in seconds after the first try. Also the age that it needs more than.
    pub would_start: u32,
}

/// The course of an event on which every try fails after the same time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Course {
    /// How long each try runs, in seconds.
    pub run_seconds: u32,
    /// When each try starts, in seconds after the first.
    pub tries: Vec<u32>,
    /// When Lambda gives the event up.
    pub given_up_at: u32,
    /// Why.
    pub condition: Condition,
    /// The retries that the age prevents.
    pub lost: Vec<LostRetry>,
}

impl Course {
    /// Follows an event whose tries all fail after `run_seconds`.
    ///
    /// The age is compared when a retry would be scheduled, so an event that is too old for it is given up at the failure before.
    #[must_use]
    pub fn of(retries: u8, age_seconds: u32, run_seconds: u32) -> Self {
        let mut tries = vec![0];
        let mut lost = Vec::new();
        let mut start = 0_u32;
        let mut last_try = 0_u32;
        for (retry, wait) in (1..=retries).zip(WAITS) {
            start = start.saturating_add(run_seconds).saturating_add(wait);
            if start < age_seconds {
                tries.push(start);
                last_try = start;
            } else {
                lost.push(LostRetry {
                    retry,
                    would_start: start,
                });
            }
        }
        let condition = if lost.is_empty() {
            Condition::RetriesExhausted
        } else {
            Condition::EventAgeExceeded
        };
        Self {
            run_seconds,
            tries,
            given_up_at: last_try.saturating_add(run_seconds),
            condition,
            lost,
        }
    }
}

/// What happens to an event whose tries all run into the timeout.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AtTimeout {
    /// Of which version; `None`: of each that the qualifier runs.
    pub version: Option<Qualifier>,
    /// Its course, where the timeout is known.
    pub course: Known<Course>,
}

/// What happens to an event.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Timeline {
    /// Reserved concurrency is 0: it is given up at once ([`Condition::ZeroReservedConcurrency`]), whatever the settings.
    NothingTried {
        /// Where it goes.
        given_up: GivenUp,
    },
    /// Retries or age are none that the service accepts: nobody knows how often it is tried.
    NotKnown {
        /// Where it goes in the end.
        given_up: GivenUp,
    },
    /// It is tried.
    Tried {
        /// If each try fails at once.
        at_once: Course,
        /// If each try runs into the timeout: of each version that the qualifier runs, where they differ.
        at_timeout: Vec<AtTimeout>,
        /// Until when a throttled event is tried again, in seconds; then [`Condition::EventAgeExceeded`].
        throttled_until: u32,
        /// Where it goes in the end.
        given_up: GivenUp,
    },
}

impl Timeline {
    /// Draws the timeline from the settings that apply and what is known of the function.
    ///
    /// A reserved concurrency that was not read counts as not being 0: the screen says that it was not read.
    #[must_use]
    pub fn of(
        settings: &EffectiveSettings,
        timeouts: &Timeouts,
        given_up: GivenUp,
        reserved_concurrency: &Known<Option<u32>>,
    ) -> Self {
        if reserved_concurrency.known() == Some(&Some(0)) {
            return Self::NothingTried { given_up };
        }
        let Some(limits) = settings.limits else {
            return Self::NotKnown { given_up };
        };
        let course = |run_seconds| Course::of(limits.retries, limits.age_seconds, run_seconds);
        Self::Tried {
            at_once: course(0),
            at_timeout: timeouts
                .iter()
                .map(|timeout| AtTimeout {
                    version: timeout.version.clone(),
                    course: timeout.seconds.map(course),
                })
                .collect(),
            throttled_until: limits.age_seconds,
            given_up,
        }
    }

    /// Where the event goes when it is given up.
    #[must_use]
    pub fn given_up(&self) -> &GivenUp {
        match self {
            Self::NothingTried { given_up }
            | Self::NotKnown { given_up }
            | Self::Tried { given_up, .. } => given_up,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Retries, age, starts of the tries, given up (for run time 0 and per second of it), condition, lost retries.
    type Row = (u8, u32, &'static [u32], u32, Condition, &'static [u8]);

    const ROWS: [Row; 8] = [
        (
            2,
            21_600,
            &[0, 60, 180],
            180,
            Condition::RetriesExhausted,
            &[],
        ),
        (
            2,
            3600,
            &[0, 60, 180],
            180,
            Condition::RetriesExhausted,
            &[],
        ),
        (2, 90, &[0, 60], 60, Condition::EventAgeExceeded, &[2]),
        (2, 60, &[0], 0, Condition::EventAgeExceeded, &[1, 2]),
        (1, 3600, &[0, 60], 60, Condition::RetriesExhausted, &[]),
        (1, 60, &[0], 0, Condition::EventAgeExceeded, &[1]),
        (0, 3600, &[0], 0, Condition::RetriesExhausted, &[]),
        (0, 60, &[0], 0, Condition::RetriesExhausted, &[]),
    ];

    #[test]
    fn an_event_that_fails_at_once_is_tried_and_given_up_as_documented() {
        for (retries, age, tries, given_up_at, condition, lost) in ROWS {
            let course = Course::of(retries, age, 0);
            assert_eq!(course.tries, tries, "{retries} {age}");
            assert_eq!(course.given_up_at, given_up_at, "{retries} {age}");
            assert_eq!(course.condition, condition, "{retries} {age}");
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
        let to = |on_failure, each: &Vec<_>| {
            GivenUp::of(on_failure, Known::Known(None)).by_version(each.clone())
        };
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
}
