//! What a request names as a destination: one that the rules accept, or one that the service holds and that is named again as it is.
//!
//! Knows that a request which left a held destination out would reset it. Does not know the rules, nor what is held; both are told by
//! validation.

use serde::{Deserialize, Serialize};

use super::Destination;

/// A destination of a request.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Addressee {
    /// The rules accept it.
    Accepted(Destination),
    /// A rule refuses it, and the service holds exactly this ARN: it is named again, since it would be reset otherwise.
    AsHeld(String),
}

impl Addressee {
    /// The ARN, exactly as it was given or held.
    #[must_use]
    pub fn arn(&self) -> &str {
        match self {
            Self::Accepted(destination) => destination.arn(),
            Self::AsHeld(arn) => arn,
        }
    }

    /// The destination that the rules accept; nothing is told of another.
    #[must_use]
    pub fn accepted(&self) -> Option<&Destination> {
        match self {
            Self::Accepted(destination) => Some(destination),
            Self::AsHeld(_) => None,
        }
    }
}

impl From<Destination> for Addressee {
    fn from(destination: Destination) -> Self {
        Self::Accepted(destination)
    }
}
