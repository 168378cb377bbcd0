//! Something that is read from outside: not asked, on its way, there, failed, or there while it is read again or after that failed.
//!
//! Knows when it was read, and when that is long ago. Does not know how: requests are numbers here.

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use crate::domain::call::RequestId;
use crate::domain::failure::{Failure, FailureKind};

/// What was read longer ago is marked as old.
pub const OLD_AFTER: SignedDuration = SignedDuration::from_mins(5);

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
        /// Why it could not be read the time before.
        failure: Option<Box<Failure>>,
    },
    /// It was read, and could not be read again.
    Outdated {
        /// What was read before.
        old: T,
        /// When that answer came.
        at: Timestamp,
        /// Why it could not be read again.
        failure: Box<Failure>,
    },
}

impl<T> Remote<T> {
    /// What was read, also while it is read again and where that failed.
    pub fn value(&self) -> Option<&T> {
        match self {
            Self::Ready { value, .. }
            | Self::Refreshing { old: value, .. }
            | Self::Outdated { old: value, .. } => Some(value),
            Self::NotAsked | Self::Loading(_) | Self::Failed(_) => None,
        }
    }

    /// What was read, to be changed by what is known better.
    pub fn value_mut(&mut self) -> Option<&mut T> {
        match self {
            Self::Ready { value, .. }
            | Self::Refreshing { old: value, .. }
            | Self::Outdated { old: value, .. } => Some(value),
            Self::NotAsked | Self::Loading(_) | Self::Failed(_) => None,
        }
    }

    /// When it was read.
    pub fn read_at(&self) -> Option<Timestamp> {
        match self {
            Self::Ready { at, .. } | Self::Refreshing { at, .. } | Self::Outdated { at, .. } => {
                Some(*at)
            }
            Self::NotAsked | Self::Loading(_) | Self::Failed(_) => None,
        }
    }

    /// Says whether what was read is to be marked as old: read long ago, or it could not be read again.
    pub fn is_old(&self, now: Timestamp) -> bool {
        let failed = match self {
            Self::Outdated { .. } => true,
            Self::Refreshing { failure, .. } => failure.is_some(),
            Self::NotAsked | Self::Loading(_) | Self::Ready { .. } | Self::Failed(_) => false,
        };
        let long_ago = |at| now.duration_since(at) > OLD_AFTER;
        failed || self.read_at().is_some_and(long_ago)
    }

    /// Why it could not be read, or not be read again.
    pub fn failure(&self) -> Option<&Failure> {
        match self {
            Self::Failed(failure) | Self::Outdated { failure, .. } => Some(failure),
            Self::NotAsked | Self::Loading(_) | Self::Ready { .. } | Self::Refreshing { .. } => {
                None
            }
        }
    }

    /// The request on its way.
    pub fn request(&self) -> Option<RequestId> {
        match self {
            Self::Loading(request) | Self::Refreshing { request, .. } => Some(*request),
            Self::NotAsked | Self::Ready { .. } | Self::Failed(_) | Self::Outdated { .. } => None,
        }
    }

    /// Says whether it was neither asked for nor read.
    pub fn is_not_asked(&self) -> bool {
        matches!(self, Self::NotAsked)
    }

    /// Notes that it was asked for; what was read before stays to be seen.
    pub fn ask(&mut self, request: RequestId) {
        let (old, at, failure) = match std::mem::take(self) {
            Self::Ready { value, at } => (value, at, None),
            Self::Refreshing {
                old, at, failure, ..
            } => (old, at, failure),
            Self::Outdated { old, at, failure } => (old, at, Some(failure)),
            Self::NotAsked | Self::Loading(_) | Self::Failed(_) => {
                *self = Self::Loading(request);
                return;
            }
        };
        *self = Self::Refreshing {
            old,
            at,
            request,
            failure,
        };
    }

    /// Notes that the request was abandoned.
    pub fn abandon(&mut self) {
        *self = match std::mem::take(self) {
            Self::Refreshing {
                old,
                at,
                failure: Some(failure),
                ..
            } => Self::Outdated { old, at, failure },
            Self::Refreshing { old, at, .. } => Self::Ready { value: old, at },
            Self::Loading(_) => Self::NotAsked,
            kept @ (Self::NotAsked
            | Self::Ready { .. }
            | Self::Failed(_)
            | Self::Outdated { .. }) => kept,
        };
    }

    /// Forgets what was read before an instant, and that it was not found; what is on its way still comes.
    pub fn forget_before(&mut self, instant: Timestamp) {
        let is_kept = self.read_at().is_some_and(|at| at >= instant);
        *self = match std::mem::take(self) {
            kept if is_kept => kept,
            Self::Loading(request) | Self::Refreshing { request, .. } => Self::Loading(request),
            Self::Failed(failure) | Self::Outdated { failure, .. }
                if failure.kind != FailureKind::NotFound =>
            {
                Self::Failed(failure)
            }
            Self::NotAsked | Self::Ready { .. } | Self::Failed(_) | Self::Outdated { .. } => {
                Self::NotAsked
            }
        };
    }

    /// Notes the answer; what was read before outlives a failure.
    pub fn answer(&mut self, result: Result<T, Failure>, at: Timestamp) {
        *self = match (result, std::mem::take(self)) {
            (Ok(value), _) => Self::Ready { value, at },
            (
                Err(failure),
                Self::Ready { value: old, at }
                | Self::Refreshing { old, at, .. }
                | Self::Outdated { old, at, .. },
            ) => Self::Outdated {
                old,
                at,
                failure: Box::new(failure),
            },
            (Err(failure), Self::NotAsked | Self::Loading(_) | Self::Failed(_)) => {
                Self::Failed(Box::new(failure))
            }
        };
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::failure::Operation;

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

    /// A second reading that was refused took away what the first had shown.
    #[test]
    fn what_was_read_outlives_a_failure_and_is_marked_as_old() {
        let at = Timestamp::UNIX_EPOCH;
        let refused = || {
            Failure::new(
                FailureKind::AccessDenied,
                Operation::GetFunctionConfiguration,
                "refused",
            )
        };
        let mut remote = Remote::default();
        remote.answer(Ok(7), at);
        assert!(!remote.is_old(at));
        assert!(remote.is_old(at + OLD_AFTER + SignedDuration::from_secs(1)));
        remote.ask(RequestId(1));
        remote.answer(Err(refused()), at + OLD_AFTER);
        assert_eq!((remote.value(), remote.read_at()), (Some(&7), Some(at)));
        assert_eq!(remote.failure(), Some(&refused()));
        assert!(remote.is_old(at));
        remote.ask(RequestId(2));
        assert!(remote.failure().is_none() && remote.is_old(at));
        remote.abandon();
        assert_eq!(remote.failure(), Some(&refused()));
    }
}
