//! A review whose session ends, as the credentials turned out to be another account's.
//!
//! Knows which stages are worth keeping. Does not know why a session ends, nor what becomes of other screens.

use jiff::Timestamp;

use super::check::{NotSent, Remedy};
use super::{Ending, Review, Stage};
use crate::app::requests::Requests;
use crate::domain::place::AccountId;

impl Review {
    /// The credentials are another account's: a check on its way ends.
    pub fn account_changed(&mut self, was: &AccountId, now: &AccountId) {
        self.change.tell_account(was);
        self.end_check(NotSent::OtherAccount { now: now.clone() });
    }

    /// The session ends, for whatever reason, and its answers never come: a check ends with it, a look is put off.
    pub fn session_ended(&mut self, at: Timestamp, requests: &mut Requests) {
        self.end_check(NotSent::EndedSession);
        self.session_over = true;
        if let Stage::Ended(Ending::Unknown(unknown)) = &mut self.stage {
            unknown.put_off(at, requests);
        }
    }

    fn end_check(&mut self, reason: NotSent) {
        if let Stage::Checking(_) | Stage::Waiting { .. } = self.stage {
            self.stage = Stage::Ended(Ending::NotSent(reason));
        }
    }

    /// Says whether another check can find nothing: what was reviewed ended with its session.
    #[must_use]
    pub fn is_past(&self) -> bool {
        match &self.stage {
            Stage::Ended(Ending::NotSent(reason)) => {
                self.session_over || reason.remedy() == Remedy::Nothing
            }
            Stage::Reading
            | Stage::Asking(_)
            | Stage::Checking(_)
            | Stage::Waiting { .. }
            | Stage::Sending { .. }
            | Stage::Ended(_) => self.session_over,
        }
    }

    /// Says whether it stays on screen when a session ends: a write on its way, and what a change came to. What would still be
    /// sent does not, nor what was not stored in a session before that one: whoever the credentials belong to by now, it speaks of others.
    #[must_use]
    pub fn outlives_session(&self) -> bool {
        match &self.stage {
            Stage::Sending { .. } => true,
            Stage::Ended(Ending::Refused { .. } | Ending::NotSent(_)) => !self.session_over,
            Stage::Ended(ending) => !matches!(ending, Ending::Drifted(_)),
            Stage::Reading | Stage::Asking(_) | Stage::Checking(_) | Stage::Waiting { .. } => false,
        }
    }
}
