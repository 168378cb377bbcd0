//! Something that is read from outside: not asked, on its way, there, failed, or there while it is read again.
//!
//! Knows when it was read. Does not know how: requests are numbers here.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::domain::call::RequestId;
use crate::domain::failure::Failure;

/// A value that is read from outside.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub enum Remote<T> {
    /// Nobody asked for it yet.
    #[default]
    NotAsked,
    /// It is on its way.
    Loading(RequestId),
    /// It was read.
    Ready {
        /// What was read.
        value: T,
        /// When the answer came.
        at: Timestamp,
    },
    /// It could not be read.
    Failed(Box<Failure>),
    /// It was read and is being read again.
    Refreshing {
        /// What was read before.
        old: T,
        /// When that answer came.
        at: Timestamp,
        /// The request on its way.
        request: RequestId,
    },
}

impl<T> Remote<T> {
    /// What was read, also while it is read again.
    pub fn value(&self) -> Option<&T> {
        match self {
            Self::Ready { value, .. } | Self::Refreshing { old: value, .. } => Some(value),
            Self::NotAsked | Self::Loading(_) | Self::Failed(_) => None,
        }
    }

    /// What was read, to be changed by what is known better.
    pub fn value_mut(&mut self) -> Option<&mut T> {
        match self {
            Self::Ready { value, .. } | Self::Refreshing { old: value, .. } => Some(value),
            Self::NotAsked | Self::Loading(_) | Self::Failed(_) => None,
        }
    }

    /// When it was read.
    pub fn read_at(&self) -> Option<Timestamp> {
        match self {
            Self::Ready { at, .. } | Self::Refreshing { at, .. } => Some(*at),
            Self::NotAsked | Self::Loading(_) | Self::Failed(_) => None,
        }
    }

    /// Why it could not be read.
    pub fn failure(&self) -> Option<&Failure> {
        match self {
            Self::Failed(failure) => Some(failure),
            Self::NotAsked | Self::Loading(_) | Self::Ready { .. } | Self::Refreshing { .. } => {
                None
            }
        }
    }

    /// The request on its way.
    pub fn request(&self) -> Option<RequestId> {
        match self {
            Self::Loading(request) | Self::Refreshing { request, .. } => Some(*request),
            Self::NotAsked | Self::Ready { .. } | Self::Failed(_) => None,
        }
    }

    /// Says whether it was neither asked for nor read.
    pub fn is_not_asked(&self) -> bool {
        matches!(self, Self::NotAsked)
    }

    /// Notes that it was asked for; what was read before stays to be seen.
    pub fn ask(&mut self, request: RequestId) {
        *self = match std::mem::take(self) {
            Self::Ready { value, at } | Self::Refreshing { old: value, at, .. } => {
                Self::Refreshing {
                    old: value,
                    at,
                    request,
                }
            }
            Self::NotAsked | Self::Loading(_) | Self::Failed(_) => Self::Loading(request),
        };
    }

    /// Notes that the request was abandoned.
    pub fn abandon(&mut self) {
        *self = match std::mem::take(self) {
            Self::Refreshing { old, at, .. } => Self::Ready { value: old, at },
            Self::Loading(_) => Self::NotAsked,
            kept @ (Self::NotAsked | Self::Ready { .. } | Self::Failed(_)) => kept,
        };
    }

    /// Notes the answer.
    pub fn answer(&mut self, result: Result<T, Failure>, at: Timestamp) {
        *self = match result {
            Ok(value) => Self::Ready { value, at },
            Err(failure) => Self::Failed(Box::new(failure)),
        };
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::failure::{FailureKind, Operation};

    #[test]
    fn what_was_read_stays_to_be_seen_while_it_is_read_again() {
        let at = Timestamp::UNIX_EPOCH;
        let mut remote = Remote::default();
        remote.ask(RequestId(1));
        assert_eq!(
            (remote.value(), remote.request()),
            (None, Some(RequestId(1)))
        );
        remote.answer(Ok(7), at);
        remote.ask(RequestId(2));
        assert_eq!((remote.value(), remote.read_at()), (Some(&7), Some(at)));
        remote.abandon();
        assert_eq!(remote, Remote::Ready { value: 7, at });
    }

    #[test]
    fn an_abandoned_first_request_leaves_nothing_asked() {
        let mut remote: Remote<u8> = Remote::Loading(RequestId(1));
        remote.abandon();
        assert!(remote.is_not_asked());
        remote.answer(
            Err(Failure::new(
                FailureKind::NoAnswer,
                Operation::ListAliases,
                "no answer",
            )),
            Timestamp::UNIX_EPOCH,
        );
        assert!(remote.failure().is_some() && remote.value().is_none());
    }
}
