//! What became of a draft: by the last write to its target, and by whether that sent what the draft says.
//!
//! Knows that "not sent" is said only of what did not leave. Does not know where it is said.

use super::drafts::KeptDraft;
use super::memory::{Came, Memory};
use crate::domain::function::Target;

/// What became of a draft.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// It was sent, and nobody knows what came of it.
    Unknown,
    /// Something else was sent to its target, and nobody knows what came of that.
    BesideUnknown,
    /// It was sent and refused.
    Refused,
    /// It did not leave.
    NotSent,
}

impl Fate {
    /// Every fate, what must be looked at first.
    pub const ALL: [Self; 4] = [
        Self::Unknown,
        Self::BesideUnknown,
        Self::Refused,
        Self::NotSent,
    ];

    /// Finds out what became of a draft.
    #[must_use]
    pub fn of(memory: &Memory, target: &Target, kept: &KeptDraft) -> Self {
        let mut writes = memory.writes().iter().rev();
        let Some(last) = writes.find(|write| write.change.target() == target) else {
            return Self::NotSent;
        };
        let was_sent = kept.says(target, last.change.after());
        match last.came {
            Came::OnItsWay | Came::Unknown if was_sent => Self::Unknown,
            Came::OnItsWay | Came::Unknown => Self::BesideUnknown,
            Came::Refused if was_sent => Self::Refused,
            Came::Refused | Came::NotSent | Came::Done | Came::DoneFoundByReading => Self::NotSent,
        }
    }

    /// The words behind the name of a draft that is printed.
    #[must_use]
    pub fn printed(self) -> &'static str {
        match self {
            Self::Unknown => "sent with UNKNOWN outcome, read the setting before you send it again",
            Self::BesideUnknown => {
                "not sent, but an earlier write with UNKNOWN outcome can still arrive, read the setting before you send it"
            }
            Self::Refused => "refused by Lambda",
            Self::NotSent => "not sent",
        }
    }

    /// The same in the question that is asked before quitting.
    #[must_use]
    pub fn asked(self) -> &'static str {
        match self {
            Self::Unknown => "sent with UNKNOWN outcome",
            Self::BesideUnknown => "not sent, beside a write with UNKNOWN outcome",
            Self::Refused => "refused by Lambda",
            Self::NotSent => "not sent",
        }
    }
}
