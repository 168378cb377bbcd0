//! Why a reviewed change was not sent.
//!
//! Knows the reasons, and what each leaves to be done. Does not know how a check finds them, nor their words.

use jiff::SignedDuration;
use serde::{Deserialize, Serialize};

use crate::domain::call::Reading;
use crate::domain::failure::Failure;
use crate::domain::grounds::Recheck;
use crate::domain::place::AccountId;

/// Why a reviewed change was not sent. Nothing left, nothing changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum NotSent {
    /// A read of the check failed, or the write could not leave.
    Failed(Failure),
    /// The credentials belong to another account now.
    OtherAccount {
        /// The account now.
        now: AccountId,
    },
    /// STS said who we are before, and does not now.
    UnconfirmedAccount {
        /// What it answered.
        failure: Option<Failure>,
    },
    /// STS and Lambda were asked under different credentials.
    OtherCredentials,
    /// The clock went back: the check is no later than what was reviewed.
    NotReadAgain,
    /// The service answered for another function.
    OtherFunction {
        /// The ARN that it answered with.
        answered: String,
    },
    /// The function or the qualifier is gone.
    Gone,
    /// Somebody set these settings: what was read, which may hold more.
    AlreadySo(Reading),
    /// The configuration holds something that Lasso does not know and the review did not name: what was read.
    UnnamedMembers(Reading),
    /// The settings are those reviewed, but were saved once more, with something that can't be compared.
    SavedAgain(Recheck),
    /// What the review rests on moved.
    Moved(Recheck),
    /// The session that reviewed the change has ended.
    EndedSession,
    /// The operator stopped it.
    Stopped,
    /// The check ended so long after Enter that it is not known whether that is still meant: the program or the machine slept.
    TookTooLong {
        /// How long after Enter.
        after: SignedDuration,
    },
    /// The proof of the check speaks of another change.
    OtherChange,
}

/// What is left to be done about a change that was not sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Remedy {
    /// To check again, which may find something else.
    CheckAgain,
    /// To read the review anew: the change is still wanted, and its review says something else by now.
    ReadAnew,
    /// Nothing here: what was reviewed ended with its session, and no check finds anything else.
    Nothing,
}

impl NotSent {
    /// The read that failed, where one did.
    #[must_use]
    pub fn failure(&self) -> Option<&Failure> {
        match self {
            Self::Failed(failure) => Some(failure),
            Self::UnconfirmedAccount { failure } => failure.as_ref(),
            Self::OtherAccount { .. }
            | Self::OtherCredentials
            | Self::NotReadAgain
            | Self::OtherFunction { .. }
            | Self::Gone
            | Self::AlreadySo(_)
            | Self::UnnamedMembers(_)
            | Self::SavedAgain(_)
            | Self::Moved(_)
            | Self::EndedSession
            | Self::Stopped
            | Self::TookTooLong { .. }
            | Self::OtherChange => None,
        }
    }

    /// What is left to be done.
    #[must_use]
    pub fn remedy(&self) -> Remedy {
        match self {
            Self::SavedAgain(_) | Self::Moved(_) => Remedy::ReadAnew,
            Self::OtherAccount { .. } | Self::EndedSession => Remedy::Nothing,
            Self::Failed(_)
            | Self::UnconfirmedAccount { .. }
            | Self::OtherCredentials
            | Self::NotReadAgain
            | Self::OtherFunction { .. }
            | Self::Gone
            | Self::AlreadySo(_)
            | Self::UnnamedMembers(_)
            | Self::Stopped
            | Self::TookTooLong { .. }
            | Self::OtherChange => Remedy::CheckAgain,
        }
    }
}
