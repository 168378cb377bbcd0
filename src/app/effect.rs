//! Everything that the program asks of the world, as values that tests compare.
//!
//! Knows what is asked for. Does not know how it is done: that is the runtime's.

use serde::Serialize;

use crate::domain::call::{Query, RequestId, SessionNumber, Urgency};
use crate::domain::change::ApprovedChange;

/// One thing asked of the world.
#[derive(Debug, PartialEq, Serialize)]
#[expect(
    clippy::large_enum_variant,
    reason = "effects are few at a time, and one that writes is moved from hand to hand"
)]
pub enum Effect {
    /// Reads profile and region and makes a client; answered by `SessionOpened`.
    OpenSession {
        /// The number that the session shall have.
        session: SessionNumber,
    },
    /// Takes the credentials of the session anew from where they come from, before whatever is asked next.
    RenewCredentials {
        /// The session.
        session: SessionNumber,
    },
    /// Reads something; answered by `Answered`, unless it is abandoned.
    Read {
        /// The number of the request.
        request: RequestId,
        /// The session that asks.
        session: SessionNumber,
        /// What is asked.
        query: Query,
        /// How urgent it is.
        urgency: Urgency,
    },
    /// Forgets a read: it leaves the queue, or its answer is dropped.
    Abandon {
        /// The number of the request.
        request: RequestId,
    },
    /// Sends `PutFunctionEventInvokeConfig`, or `DeleteFunctionEventInvokeConfig` where nothing shall be set; answered by `Written`.
    Write {
        /// The number of the request.
        request: RequestId,
        /// What is sent.
        approved: ApprovedChange,
    },
    /// Hands text to the clipboard; answered by `Copied`.
    CopyText {
        /// The text.
        text: String,
    },
    /// Sets the title of the terminal.
    SetTitle {
        /// The title.
        title: String,
    },
    /// Clears the terminal and draws everything anew.
    Redraw,
    /// Suspends the program as `Ctrl-Z` does for others.
    Suspend,
    /// Restores the terminal at once and prints lines on standard error, while a write's answer is still awaited.
    RestoreTerminal {
        /// What is printed.
        lines: Vec<String>,
    },
    /// Ends the program: restores the terminal where that was not done, prints lines on standard error.
    Quit {
        /// The exit status.
        status: u8,
        /// What is printed.
        lines: Vec<String>,
    },
}
