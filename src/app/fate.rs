//! What became of a draft: by the writes to its target that nobody knows the outcome of, then by the last one, and by whether they
//! sent what the draft says.
//!
//! Knows that "not sent" is said only of what did not leave. Does not know where it is said.

use super::drafts::KeptDraft;
use super::memory::{Came, Memory, Write};
use crate::domain::function::Target;

/// What became of a draft.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// It was sent, and nobody knows what came of it.
    Unknown,
    /// Something else was sent to its target, and nobody knows what came of that, whatever was sent after it.
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
        let writes = memory.writes().iter();
        let here: Vec<&Write> = writes
            .filter(|write| write.change.target() == target)
            .collect();
        let was_sent = |write: &Write| kept.says(target, write.change.after());
        let is_open = |write: &&Write| matches!(write.came, Came::OnItsWay | Came::Unknown);
        let mut open = here.iter().copied().filter(is_open).peekable();
        if open.peek().is_some() {
            let was_sent = open.any(was_sent);
            return if was_sent {
                Self::Unknown
            } else {
                Self::BesideUnknown
            };
        }
        match here.last() {
            Some(last) if last.came == Came::Refused && was_sent(last) => Self::Refused,
            Some(_) | None => Self::NotSent,
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
