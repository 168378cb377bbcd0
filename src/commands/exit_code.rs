//! How a command ended, as its exit status tells it.
//!
//! Knows the numbers. Does not know when which is due.

use std::process::ExitCode;

/// How a command ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// It did what was asked.
    Done,
    /// It could not, or was refused.
    Failed,
    /// It was asked in a way that it does not understand, or in a place where it can't work.
    Misused,
    /// The screens ended: 0; 1 if a write's outcome is unknown or it can still arrive; 101 after a panic; 129, 131 and 143 after SIGHUP, SIGQUIT and SIGTERM.
    Screens(u8),
    /// A command that stands in for one of the AWS CLI's ended as that one would.
    DropIn(u8),
}

impl Ending {
    /// The exit status.
    #[must_use]
    pub fn status(self) -> u8 {
        match self {
            Self::Done => 0,
            Self::Failed => 1,
            Self::Misused => 2,
            Self::Screens(status) | Self::DropIn(status) => status,
        }
    }
}

impl From<Ending> for ExitCode {
    fn from(ending: Ending) -> Self {
        Self::from(ending.status())
    }
}
