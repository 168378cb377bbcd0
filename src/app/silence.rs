//! Who was asked and does not answer, and since when.
//!
//! Knows that an answer of whatever kind ends a silence, and that nobody is silent who was not asked. Does not know what was asked,
//! nor what is said about it.

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use crate::domain::call::{Awaited, Whom};

/// A silence is told after so long, and again each time that it lasted as long once more.
const STEP: SignedDuration = SignedDuration::from_secs(5);

/// In the order in which they are told: without credentials nobody is asked, and STS is asked beside everything else.
const ALL: [Whom; 3] = [Whom::Credentials, Whom::Lambda, Whom::Sts];

/// Since when each of those who were asked says nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Silence {
    credentials: Option<Timestamp>,
    lambda: Option<Timestamp>,
    sts: Option<Timestamp>,
}

/// A silence that is long enough to be told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Silent {
    /// Whose.
    pub whom: Whom,
    /// For how many seconds at least.
    pub seconds: i64,
}

impl Silence {
    /// Takes whom the reads on their way wait for by now.
    pub fn awaited(&mut self, awaited: Awaited, at: Timestamp) {
        for whom in ALL {
            let since = self.since_mut(whom);
            *since = match awaited.tries(whom) {
                0 => None,
                _ => Some(since.unwrap_or(at)),
            };
        }
    }

    /// Takes that somebody answered: whoever asks further waits from now on.
    pub fn heard(&mut self, whom: Whom, at: Timestamp) {
        let since = self.since_mut(whom);
        *since = since.map(|_| at);
    }

    /// Who is silent for so long that it is told.
    #[must_use]
    pub fn told(&self, now: Timestamp) -> Option<Silent> {
        ALL.into_iter().find_map(|whom| {
            let steps = self.steps(whom, now)?;
            (steps > 0).then_some(Silent {
                whom,
                seconds: steps * STEP.as_secs(),
            })
        })
    }

    /// When there is something new to tell.
    #[must_use]
    pub fn next_told(&self, now: Timestamp) -> Option<Timestamp> {
        let next = |whom| {
            let step = i32::try_from(self.steps(whom, now)? + 1).ok()?;
            self.since(whom)?.checked_add(STEP * step).ok()
        };
        ALL.into_iter().filter_map(next).min()
    }

    /// How often the step went by since somebody is silent.
    fn steps(&self, whom: Whom, now: Timestamp) -> Option<i64> {
        let lasted = now.duration_since(self.since(whom)?);
        Some((lasted.as_secs() / STEP.as_secs()).max(0))
    }

    fn since(&self, whom: Whom) -> Option<Timestamp> {
        match whom {
            Whom::Credentials => self.credentials,
            Whom::Lambda => self.lambda,
            Whom::Sts => self.sts,
        }
    }

    fn since_mut(&mut self, whom: Whom) -> &mut Option<Timestamp> {
        match whom {
            Whom::Credentials => &mut self.credentials,
            Whom::Lambda => &mut self.lambda,
            Whom::Sts => &mut self.sts,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> Timestamp {
        Timestamp::from_second(seconds).unwrap()
    }

    fn lambda(tries: u32) -> Awaited {
        Awaited::default().with(Whom::Lambda, tries)
    }

    fn seconds(silence: &Silence, now: i64) -> Option<i64> {
        silence.told(at(now)).map(|silent| silent.seconds)
    }

    #[test]
    fn a_silence_is_told_in_steps_and_counts_from_the_first_unanswered_request() {
        let mut silence = Silence::default();
        assert_eq!(silence.next_told(at(0)), None);
        silence.awaited(lambda(1), at(10));
        silence.awaited(lambda(2), at(12));
        for (now, told, next) in [
            (10, None, 15),
            (14, None, 15),
            (15, Some(5), 20),
            (23, Some(10), 25),
        ] {
            assert_eq!(seconds(&silence, now), told, "at {now}");
            assert_eq!(silence.next_told(at(now)), Some(at(next)), "at {now}");
        }
    }

    #[test]
    fn any_answer_and_the_last_one_above_all_end_it() {
        let mut silence = Silence::default();
        silence.awaited(lambda(1), at(0));
        silence.heard(Whom::Sts, at(4));
        assert_eq!(seconds(&silence, 6), Some(5));
        silence.heard(Whom::Lambda, at(6));
        assert_eq!(seconds(&silence, 10), None);
        assert_eq!(seconds(&silence, 11), Some(5));
        silence.awaited(Awaited::default(), at(12));
        assert_eq!(
            (seconds(&silence, 60), silence.next_told(at(60))),
            (None, None)
        );
        silence.heard(Whom::Lambda, at(61));
        assert_eq!(seconds(&silence, 99), None, "nobody was asked");
    }

    #[test]
    fn without_credentials_nobody_else_is_to_blame() {
        let mut silence = Silence::default();
        let awaited = lambda(1).with(Whom::Credentials, 1).with(Whom::Sts, 1);
        silence.awaited(awaited, at(0));
        let whom = |silence: &Silence| silence.told(at(9)).map(|silent| silent.whom);
        assert_eq!(whom(&silence), Some(Whom::Credentials));
        silence.awaited(Awaited::default().with(Whom::Sts, 1), at(1));
        assert_eq!(whom(&silence), Some(Whom::Sts));
    }
}
