//! The one entry of the state machine: routes each message to the screen or table that it concerns.

use jiff::Timestamp;

use super::effect::Effect;
use super::message::Stamped;
use super::state::State;

/// Answers a message: changes the state and says what the world shall do.
pub fn update(_state: &mut State, _stamped: Stamped) -> Vec<Effect> {
    Vec::new()
}

/// When something changes by time alone; `None` while nothing does.
#[must_use]
pub fn next_wake(_state: &State) -> Option<Timestamp> {
    None
}
