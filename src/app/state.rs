//! The whole state of the program.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::effect::Effect;
use super::message::Size;
use crate::domain::call::SessionNumber;
use crate::domain::function::FunctionAddress;

/// What the program is started with.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Start {
    /// When.
    pub at: Timestamp,
    /// The size of the terminal.
    pub size: Size,
    /// The profile that was asked for by name.
    pub profile: Option<String>,
    /// The account is the built-in demonstration.
    pub demo: bool,
    /// Nothing may be written.
    pub read_only: bool,
    /// The function to open at once.
    pub open: Option<FunctionAddress>,
}

/// The whole state of the program.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct State {
    /// The size of the terminal.
    pub size: Size,
}

impl State {
    /// Makes the first state and asks for the first things.
    #[must_use]
    pub fn start(start: Start) -> (Self, Vec<Effect>) {
        let state = Self { size: start.size };
        let open = Effect::OpenSession {
            session: SessionNumber(1),
        };
        (state, vec![open])
    }
}
