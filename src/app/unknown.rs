//! A write whose answer never came: looks at the service until it tells.
//!
//! Knows when it looks again and what a look proves. Does not send anything again. "Still the old settings" proves nothing: the
//! write can arrive late. What was sent may be held since another write, or somebody else, set the same: the looks go on.

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use super::effect::Effect;
use super::requests::Requests;
use crate::domain::call::{Answer, Exchange, Reading, RequestId};
use crate::domain::change::ReviewedChange;
use crate::domain::failure::{Failure, Operation};
use crate::domain::settings::AsyncSettings;

/// When it looks again, in seconds after the outcome became unknown; the first look is made at once.
const LOOKS: [i64; 3] = [5, 20, 60];

/// How long after a look that could not be read it looks again, once those are over.
const UNREADABLE: SignedDuration = SignedDuration::from_secs(60);

/// What a look found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Found {
    /// What was sent, set after the check: it arrived, or somebody else set the same.
    Applied(Reading),
    /// What was sent, as another write of this run left it: that tells nothing of this one.
    SetByAnother(Reading),
    /// What was there before: not so far; it may still arrive.
    OldSoFar(Reading),
    /// The same settings as before, but stored since then: it may have arrived before that, and may still arrive.
    OldAgain(Reading),
    /// Neither: somebody else changed it as well.
    SomethingElse(Reading),
    /// It could not be read.
    Unreadable {
        /// Why.
        failure: Failure,
        /// When that was.
        at: Timestamp,
    },
}

impl Found {
    /// What the look read, where it could be read.
    #[must_use]
    pub fn reading(&self) -> Option<&Reading> {
        match self {
            Self::Applied(reading)
            | Self::SetByAnother(reading)
            | Self::OldSoFar(reading)
            | Self::OldAgain(reading)
            | Self::SomethingElse(reading) => Some(reading),
            Self::Unreadable { .. } => None,
        }
    }
}

/// The write whose answer never came.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unknown {
    /// What is known of it.
    pub failure: Failure,
    /// The request.
    pub exchange: Exchange,
    /// How many tries there were.
    pub tries: u32,
    /// What the last look found.
    pub found: Option<Found>,
    /// When it looks again.
    pub next_look: Option<Timestamp>,
    /// What the last look read.
    read: Option<Reading>,
    /// The last that a look read which was neither held before nor sent, nor left by another write of this run.
    between: Option<Box<Reading>>,
    since: Timestamp,
    request: Option<RequestId>,
}

impl Unknown {
    /// Begins, with the first look.
    pub fn begin(
        change: &ReviewedChange,
        (failure, exchange, tries): (Failure, Exchange, u32),
        at: Timestamp,
        requests: &mut Requests,
    ) -> (Self, Effect) {
        let mut unknown = Self {
            failure,
            exchange,
            tries,
            found: None,
            next_look: None,
            read: None,
            between: None,
            since: at,
            request: None,
        };
        let effect = unknown.look(change, requests);
        (unknown, effect)
    }

    /// Looks now.
    pub fn look(&mut self, change: &ReviewedChange, requests: &mut Requests) -> Effect {
        let (request, effect) = requests.read_settings(change.target());
        self.request = Some(request);
        self.next_look = None;
        effect
    }

    /// Forgets the look on its way.
    pub fn abandon(&mut self, requests: &mut Requests) -> Option<Effect> {
        requests.abandon(self.request.take()?)
    }

    /// Forgets the look on its way, as its session ended; it is made again a little later.
    pub fn put_off(&mut self, at: Timestamp, requests: &mut Requests) {
        if self.abandon(requests).is_some() {
            self.next_look = LOOKS
                .first()
                .and_then(|seconds| at.checked_add(SignedDuration::from_secs(*seconds)).ok());
        }
    }

    /// Says whether the service held what was sent, and no other write of this run had set it.
    #[must_use]
    pub fn is_found(&self) -> bool {
        self.applied().is_some()
    }

    /// The reading that showed what was sent, where one did and no other write of this run had set it.
    #[must_use]
    pub fn applied(&self) -> Option<&Reading> {
        match self.found.as_ref()? {
            Found::Applied(reading) => Some(reading),
            Found::SetByAnother(_)
            | Found::OldSoFar(_)
            | Found::OldAgain(_)
            | Found::SomethingElse(_)
            | Found::Unreadable { .. } => None,
        }
    }

    /// Says whether it was found and is not looked for any more: what somebody else may have set was read long after it was sent.
    #[must_use]
    pub fn is_over(&self) -> bool {
        self.is_found() && self.next_look.is_none() && !self.is_looking()
    }

    /// Says whether this request is its look.
    #[must_use]
    pub fn looks_by(&self, request: RequestId) -> bool {
        self.request == Some(request)
    }

    /// What the last look read.
    #[must_use]
    pub fn reading(&self) -> Option<&Reading> {
        self.read.as_ref()
    }

    /// What was held until what was sent was found: somebody else's, which is overwritten now.
    #[must_use]
    pub fn overwritten(&self) -> Option<&Reading> {
        self.between.as_deref().filter(|_| self.is_found())
    }

    /// Says whether it was the last look that found what was sent.
    #[must_use]
    pub fn is_just_found(&self) -> bool {
        self.is_found() && self.read.as_ref() == self.applied()
    }

    /// Says whether a look is on its way.
    #[must_use]
    pub fn is_looking(&self) -> bool {
        self.request.is_some()
    }

    /// Takes what a look found, and decides when to look again. `by_another`: whether what a reading shows is known to be another
    /// write's.
    pub fn answered(
        &mut self,
        change: &ReviewedChange,
        (request, answer): (RequestId, Result<Answer, Failure>),
        at: Timestamp,
        by_another: impl Fn(&Reading) -> bool,
    ) {
        if self.request != Some(request) {
            return;
        }
        self.request = None;
        self.read = None;
        let found = match answer {
            Ok(Answer::Configuration(configuration)) => {
                let reading = Reading { configuration, at };
                self.read = Some(reading.clone());
                found(change, reading, &by_another)
            }
            Ok(_) => Found::Unreadable {
                failure: Failure::other_answer(Operation::GetFunctionEventInvokeConfig),
                at,
            },
            Err(failure) => Found::Unreadable { failure, at },
        };
        self.next_look = self.look_after(&found, at);
        // It was there: what somebody changes later does not make that unknown again.
        if !self.is_found() {
            if let Found::SomethingElse(reading) = &found
                && !by_another(reading)
            {
                self.between = Some(Box::new(reading.clone()));
            }
            self.found = Some(found);
        }
    }

    /// Takes what was read of the same target for something else, later than it was sent. Only what it sent tells something: the rest is
    /// looked for at its own times.
    pub fn noticed(
        &mut self,
        change: &ReviewedChange,
        reading: &Reading,
        by_another: impl FnOnce(&Reading) -> bool,
    ) {
        if self.is_found() {
            return;
        }
        let found = found(change, reading.clone(), by_another);
        if let Found::Applied(_) = found {
            self.read = Some(reading.clone());
            self.found = Some(found);
        }
    }

    /// When it looks again after this was found: at the next of its times, however often somebody looked in between. What could not
    /// be read is read until it can be.
    fn look_after(&self, found: &Found, at: Timestamp) -> Option<Timestamp> {
        let mut planned = LOOKS.into_iter().filter_map(|seconds| {
            let after = SignedDuration::from_secs(seconds);
            self.since.checked_add(after).ok()
        });
        match found {
            Found::Applied(_)
            | Found::SetByAnother(_)
            | Found::OldSoFar(_)
            | Found::OldAgain(_)
            | Found::SomethingElse(_) => planned.find(|look| *look > at),
            Found::Unreadable { .. } => planned
                .find(|look| *look > at)
                .or_else(|| at.checked_add(UNREADABLE).ok()),
        }
    }
}

fn found(
    change: &ReviewedChange,
    reading: Reading,
    by_another: impl FnOnce(&Reading) -> bool,
) -> Found {
    let held = reading
        .configuration
        .as_ref()
        .map(|stored| &stored.settings);
    let sent = change.after().map(AsyncSettings::as_stored);
    if held == sent.as_ref() {
        if change.before().is_same(&reading) || by_another(&reading) {
            Found::SetByAnother(reading)
        } else {
            Found::Applied(reading)
        }
    } else if held == change.before_settings() {
        if change.before().is_same(&reading) {
            Found::OldSoFar(reading)
        } else {
            Found::OldAgain(reading)
        }
    } else {
        Found::SomethingElse(reading)
    }
}
