//! The stages of a review, and what it can come to.
//!
//! Knows what each stage holds. Does not know what leads from one to the next: see the module above.

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use super::check::{Checking, NotSent};
use super::choice::Choice;
use crate::app::send_line::SendLine;
use crate::app::unknown::Unknown;
use crate::domain::call::{Exchange, RequestId};
use crate::domain::failure::Failure;
use crate::domain::settings::StoredConfiguration;

/// Which part of the review is on screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum View {
    /// What changes, in rows and in words.
    Difference,
    /// The request, to the letter.
    Body,
    /// The same as an aws command.
    Command,
}

impl View {
    /// The view that follows; the first follows the last.
    #[must_use]
    pub fn after(self) -> Self {
        match self {
            Self::Difference => Self::Body,
            Self::Body => Self::Command,
            Self::Command => Self::Difference,
        }
    }

    /// The view before; the last stands before the first.
    #[must_use]
    pub fn before(self) -> Self {
        self.after().after()
    }
}

/// How far the change is.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Stage {
    /// It is being read.
    Reading,
    /// The send line is open.
    Asking(SendLine),
    /// The checks before sending are on their way.
    Checking(Checking),
    /// The service said "not now"; it is tried again at that time.
    Waiting {
        /// When.
        until: Timestamp,
        /// How many tries there were.
        tries: u32,
        /// What the service answered.
        failure: Failure,
    },
    /// The write is on its way. Nothing stops it.
    Sending {
        /// Its request.
        request: RequestId,
        /// When it was handed over.
        at: Timestamp,
        /// Which try it is.
        tries: u32,
    },
    /// It came to an end.
    Ended(Ending),
}

/// What the change came to.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Ending {
    /// The service stored it.
    Applied {
        /// What the service says it holds now.
        held: Option<StoredConfiguration>,
        /// The request.
        exchange: Exchange,
        /// How many tries it took.
        tries: u32,
    },
    /// The service refused it; nothing changed.
    Refused {
        /// Why.
        failure: Failure,
        /// The request.
        exchange: Exchange,
        /// How many tries were made.
        tries: u32,
        /// How long it took from Enter to the last answer.
        within: SignedDuration,
    },
    /// It was not sent.
    NotSent(NotSent),
    /// It was not sent, as somebody else changed the settings meanwhile.
    Drifted(Choice),
    /// Nobody knows yet.
    Unknown(Unknown),
}
