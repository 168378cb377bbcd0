//! The time that the simulator believes.
//!
//! Knows the system's clock and one that stands still but for a millisecond per look. Does not wait for anything.

use std::sync::atomic::{AtomicI64, Ordering};

use jiff::Timestamp;

/// Which time the simulator believes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Clock {
    /// The system's.
    #[default]
    System,
    /// Milliseconds since 1970, one more at each look: every change gets its own time, the same in every run.
    Fixed(i64),
}

/// A running clock.
#[derive(Debug)]
pub(super) enum Ticks {
    System,
    Fixed(AtomicI64),
}

impl Ticks {
    pub(super) fn of(clock: Clock) -> Self {
        match clock {
            Clock::System => Self::System,
            Clock::Fixed(start) => Self::Fixed(AtomicI64::new(start)),
        }
    }

    #[expect(
        clippy::disallowed_methods,
        reason = "a server on its own stamps its answers itself"
    )]
    pub(super) fn now(&self) -> Timestamp {
        match self {
            Self::System => Timestamp::now(),
            Self::Fixed(next) => Timestamp::from_millisecond(next.fetch_add(1, Ordering::Relaxed))
                .unwrap_or(Timestamp::UNIX_EPOCH),
        }
    }
}
