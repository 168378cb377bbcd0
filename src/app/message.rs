//! Everything that can happen to the program, as values in one order.
//!
//! Knows keys, answers, signals and the time at which each came. Does not know where they come from.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::key::Key;
use crate::domain::call::{
    Answer, Awaited, CredentialsGeneration, Outcome, RequestId, SessionFacts, SessionNumber,
};
use crate::domain::failure::Failure;

/// The size of the terminal, in cells.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Size {
    /// Width.
    pub columns: u16,
    /// Height.
    pub rows: u16,
}

/// A signal that asks the process to end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Signal {
    /// SIGINT: `Ctrl-C` after the terminal was restored, or from outside.
    Interrupt,
    /// SIGQUIT.
    Quit,
    /// SIGTERM.
    Terminate,
    /// SIGHUP, or the end of the terminal's input.
    HangUp,
}

/// How busy the one queue of requests is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Traffic {
    /// Requests that were sent and not answered.
    pub in_flight: u32,
    /// Requests that wait for their turn.
    pub queued: u32,
    /// Requests per second that are allowed now.
    pub per_second: u32,
    /// The service asked for less: throttling lowered the rate.
    pub throttled: bool,
    /// For how many seconds the service asked to wait, while nothing goes because of that; else 0.
    pub held_seconds: u32,
    /// Whom the reads on their way wait for.
    pub awaited: Awaited,
}

/// One thing that happened.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Message {
    /// The keys of one read of the terminal, in order: what arrives together was not typed as an answer to what is on screen.
    Keys(Vec<Key>),
    /// A bracketed paste, whole, with its line ends and control characters.
    Pasted(String),
    /// The terminal has this size now; also sent once at the start.
    Resized(Size),
    /// The state as it is now was drawn and is on the terminal.
    Drawn,
    /// The time asked for by `next_wake` has come.
    Woken,
    /// Opening the session came to an end.
    SessionOpened {
        /// Which session.
        session: SessionNumber,
        /// What it found out.
        result: Box<Result<SessionFacts, Failure>>,
    },
    /// A read was answered.
    Answered {
        /// Which request.
        request: RequestId,
        /// Of which session.
        session: SessionNumber,
        /// The credentials under which this very request went out; `None` where nothing left.
        credentials: Option<CredentialsGeneration>,
        /// The answer.
        answer: Box<Result<Answer, Failure>>,
    },
    /// A write came to an end.
    Written {
        /// Which request.
        request: RequestId,
        /// Of which session.
        session: SessionNumber,
        /// What it came to.
        outcome: Box<Outcome>,
    },
    /// The queue of requests moved.
    TrafficChanged(Traffic),
    /// Text was handed to the clipboard's keeper, or could not be.
    Copied {
        /// How many characters, and to whom; or why not.
        result: Result<Copied, String>,
    },
    /// A signal came.
    Signalled(Signal),
}

/// Whom a copied text was handed to. Whether it arrived can't be known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Copied {
    /// tmux took it into its buffer.
    ToTmux {
        /// How many characters.
        characters: usize,
    },
    /// An escape sequence was written to the terminal, which does not say whether it took the text.
    ToTerminal {
        /// How many characters.
        characters: usize,
    },
}

impl Message {
    /// Says whether it waits in a queue after it was stamped, as what comes from keyboard and system does: what is stamped later may be
    /// handled before it.
    #[must_use]
    pub fn is_queued(&self) -> bool {
        match self {
            Self::Keys(_) | Self::Pasted(_) | Self::Resized(_) | Self::Signalled(_) => true,
            Self::Drawn
            | Self::Woken
            | Self::SessionOpened { .. }
            | Self::Answered { .. }
            | Self::Written { .. }
            | Self::TrafficChanged(_)
            | Self::Copied { .. } => false,
        }
    }
}

/// A message with the time at which it came: the core has no clock of its own.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Stamped {
    /// When it came.
    pub at: Timestamp,
    /// What happened.
    pub message: Message,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_stays_small_enough_to_be_moved_freely() {
        assert!(size_of::<Message>() <= 128, "{}", size_of::<Message>());
    }
}
