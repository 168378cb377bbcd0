//! The rule for maximum retry attempts: 0, 1 or 2, written so.
//!
//! Knows how a typed number of retries is read. Does not know what a retry is.

use serde::{Deserialize, Serialize};

use super::{Problem, Stop};
use crate::domain::settings::RetryAttempts;

/// Why a text is no number of retries.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum RetriesProblem {
    /// A number above 2.
    TooMany(String),
    /// Anything else.
    Unreadable(String),
}

/// Reads the number of retries. No beginning is unfinished: 0, 1 and 2 have one digit.
pub(super) fn read(text: &str) -> Result<RetryAttempts, Stop> {
    let number = match text {
        "0" => 0,
        "1" => 1,
        "2" => 2,
        _ => -1,
    };
    RetryAttempts::new(number).ok_or_else(|| {
        let is_number = text.bytes().all(|b| b.is_ascii_digit()) && !text.starts_with('0');
        let text = text.to_owned();
        Problem::Retries(if is_number {
            RetriesProblem::TooMany(text)
        } else {
            RetriesProblem::Unreadable(text)
        })
        .into()
    })
}
