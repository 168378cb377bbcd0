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
const WAITS: [u32; 2] = [60, 120];

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
    pub fn by_version(self, dead_letters: &[(Qualifier, Option<String>)]) -> Self {
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
            dead_letters: dead_letters.to_vec(),
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

    /// Says whether it is the dead-letter queue alone that decides what becomes of the event.
    #[must_use]
    pub fn rests_on_dead_letters(&self) -> bool {
        match self {
            Self::DeadLetterQueue(_)
            | Self::Undelivered(_)
            | Self::Dropped
            | Self::ByVersion { record: None, .. } => true,
            Self::Record(_)
            | Self::Both { .. }
            | Self::ByVersion {
                record: Some(_), ..
            }
            | Self::NotRead
            | Self::Unreadable => false,
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
        Self {
            run_seconds,
            tries,
            given_up_at: last_try.saturating_add(run_seconds),
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
    /// Reserved concurrency is 0: it is given up at once, whatever the settings.
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
        /// Until when a throttled event is tried again, in seconds; then it is too old.
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
mod tests;
