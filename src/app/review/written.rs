//! What a write came to: the ending of its review, or a pause before the next try.
//!
//! Knows which answers prove that nothing was stored, so that the same may be tried again. Does not know how a try is checked and sent.

use jiff::{SignedDuration, Timestamp};

use super::check::NotSent;
use super::{Ending, Review, Stage};
use crate::app::effect::Effect;
use crate::app::memory::{Came, Memory};
use crate::app::requests::Requests;
use crate::app::unknown::Unknown;
use crate::domain::call::{Exchange, Outcome, Reading, RequestId};
use crate::domain::change::Method;
use crate::domain::failure::{Failure, FailureKind};
use crate::domain::settings::StoredConfiguration;

/// How long to wait before the second, third and fourth try of a write that was answered "not now".
const PAUSES: [SignedDuration; 3] = [
    SignedDuration::from_millis(500),
    SignedDuration::from_millis(1500),
    SignedDuration::from_millis(3500),
];

impl Review {
    /// Takes what the write came to.
    pub fn written(
        &mut self,
        request: RequestId,
        outcome: Outcome,
        at: Timestamp,
        requests: &mut Requests,
        memory: &mut Memory,
    ) -> Vec<Effect> {
        let Stage::Sending {
            request: awaited,
            tries,
            ..
        } = self.stage
        else {
            return Vec::new();
        };
        if awaited != request {
            return Vec::new();
        }
        let ending = match outcome {
            Outcome::Refused { failure, exchange } if may_try_again(&failure, tries) => {
                memory.refused(&failure, &exchange);
                self.wait(failure, tries, at);
                return Vec::new();
            }
            Outcome::Refused { failure, exchange } if self.is_gone_already(&failure) => {
                let answer = (exchange, tries);
                applied(Came::NothingToRemove, None, answer, at, memory)
            }
            Outcome::Refused { failure, exchange } => {
                memory.refused(&failure, &exchange);
                self.refused = tries;
                Ending::Refused {
                    failure,
                    exchange,
                    tries,
                    within: self.since_enter(at),
                }
            }
            Outcome::Applied { held, exchange } => {
                applied(Came::Done, held, (exchange, tries), at, memory)
            }
            Outcome::NotSent { failure } => {
                memory.came(self.came_without_leaving(), None);
                Ending::NotSent(NotSent::Failed(failure))
            }
            Outcome::Unknown { failure, exchange } => {
                memory.came(Came::Unknown, Some(&exchange));
                let (unknown, effect) =
                    Unknown::begin(&self.change, (failure, exchange, tries), at, requests);
                self.stage = Stage::Ended(Ending::Unknown(unknown));
                return vec![effect];
            }
        };
        self.stage = Stage::Ended(ending);
        Vec::new()
    }

    /// What a try comes to that never left: one before it may have been refused.
    fn came_without_leaving(&self) -> Came {
        if self.refused > 0 {
            Came::Refused
        } else {
            Came::NotSent
        }
    }

    fn since_enter(&self, at: Timestamp) -> SignedDuration {
        let entered = self.entered_at;
        entered.map_or(SignedDuration::ZERO, |entered| at.duration_since(entered))
    }

    fn wait(&mut self, failure: Failure, tries: u32, at: Timestamp) {
        let pause = usize::try_from(tries)
            .ok()
            .and_then(|tries| PAUSES.get(tries.saturating_sub(1)))
            .copied()
            .unwrap_or_default();
        self.refused = tries;
        self.stage = Stage::Waiting {
            until: at.checked_add(pause).unwrap_or(at),
            tries,
            failure,
        };
    }

    /// A configuration that is to be removed and is not there is removed in effect.
    fn is_gone_already(&self, failure: &Failure) -> bool {
        self.change.method() == Method::Delete && failure.kind == FailureKind::NotFound
    }
}

/// The change is made, and this is what the service holds now.
fn applied(
    came: Came,
    held: Option<StoredConfiguration>,
    (exchange, tries): (Exchange, u32),
    at: Timestamp,
    memory: &mut Memory,
) -> Ending {
    memory.came(came, Some(&exchange));
    memory.left(Reading {
        configuration: held.clone(),
        at,
    });
    Ending::Applied {
        held,
        exchange,
        tries,
    }
}

/// Only after an answer that proves that nothing was stored, and not for ever.
fn may_try_again(failure: &Failure, tries: u32) -> bool {
    let not_now = matches!(failure.kind, FailureKind::Throttled | FailureKind::Conflict);
    not_now && usize::try_from(tries).is_ok_and(|tries| tries <= PAUSES.len())
}
