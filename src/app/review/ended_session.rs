//! A review whose session ends, as the credentials turned out to be another account's.
//!
//! Knows which stages are worth keeping. Does not know why a session ends, nor what becomes of other screens.

use jiff::Timestamp;

use super::check::NotSent;
use super::{Ending, Review, Stage};
use crate::app::requests::Requests;
use crate::domain::place::AccountId;

impl Review {
    /// The session ended, as the credentials are another account's: a check on its way ends too, a look is put off.
    pub fn account_changed(&mut self, now: &AccountId, at: Timestamp, requests: &mut Requests) {
        match &mut self.stage {
            Stage::Checking(_) | Stage::Waiting { .. } => {
                self.stage =
                    Stage::Ended(Ending::NotSent(NotSent::OtherAccount { now: now.clone() }));
            }
            Stage::Ended(Ending::Unknown(unknown)) => unknown.put_off(at, requests),
            Stage::Reading | Stage::Asking(_) | Stage::Sending { .. } | Stage::Ended(_) => {}
        }
    }

    /// Says whether it stays on screen when its session ends: a write on its way, and what a change came to. What would still be
    /// sent does not.
    #[must_use]
    pub fn outlives_session(&self) -> bool {
        match &self.stage {
            Stage::Sending { .. } => true,
            Stage::Ended(ending) => !matches!(ending, Ending::Drifted(_)),
            Stage::Reading | Stage::Asking(_) | Stage::Checking(_) | Stage::Waiting { .. } => false,
        }
    }
}
