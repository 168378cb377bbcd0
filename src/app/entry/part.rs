//! The pieces of what is known of a function, and the query that reads each.
//!
//! Knows which there are. Does not know what was read.

use serde::{Deserialize, Serialize};

use crate::domain::call::Query;
use crate::domain::failure::{Failure, FailureKind, Operation};
use crate::domain::function::{FunctionKey, FunctionName, Target};
use crate::domain::qualifier::Qualifier;

/// A piece of what is known of a function; each is read by a query of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Part {
    /// The event invoke configs of all qualifiers.
    Configurations,
    /// The aliases.
    Aliases,
    /// The versions.
    Versions,
    /// Runtime, timeout, role and dead-letter queue.
    Description,
    /// The reserved concurrency.
    Concurrency,
    /// The stack that owns the function.
    Stack,
}

impl Part {
    /// All pieces.
    pub const ALL: [Self; 6] = [
        Self::Configurations,
        Self::Aliases,
        Self::Versions,
        Self::Description,
        Self::Concurrency,
        Self::Stack,
    ];

    /// The operation that reads this piece.
    #[must_use]
    pub fn operation(self) -> Operation {
        match self {
            Self::Configurations => Operation::ListFunctionEventInvokeConfigs,
            Self::Aliases => Operation::ListAliases,
            Self::Versions => Operation::ListVersionsByFunction,
            Self::Description => Operation::GetFunctionConfiguration,
            Self::Concurrency => Operation::GetFunctionConcurrency,
            Self::Stack => Operation::ListTags,
        }
    }

    /// The query that reads this piece, from a page on.
    #[must_use]
    pub fn query(self, function: FunctionKey, marker: Option<String>) -> Query {
        match self {
            Self::Configurations => Query::Configurations { function, marker },
            Self::Aliases => Query::Aliases { function, marker },
            Self::Versions => Query::Versions { function, marker },
            Self::Description => Query::Description {
                target: Target {
                    function,
                    qualifier: Qualifier::Latest,
                },
            },
            Self::Concurrency => Query::Concurrency { function },
            Self::Stack => Query::Stack { function },
        }
    }

    /// The failure of an answer that says that there is no such function.
    pub(super) fn missing(self, name: &FunctionName) -> Failure {
        let sentence = format!("There is no function {name}.");
        Failure::new(FailureKind::NotFound, self.operation(), sentence)
    }
}
