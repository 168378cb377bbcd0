//! Searches in answers: JMESPath as `--query` takes it.
//!
//! Knows what the AWS CLI makes of an expression. Does not know how the result is printed.

use serde_json::Value;
use thiserror::Error;

/// Why an expression can't be read or has no result; displays as the AWS CLI's error line.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{0}")]
pub struct QueryProblem(String);

/// An expression that was read.
#[derive(Debug)]
pub struct Query(());

impl Query {
    /// Reads an expression.
    ///
    /// # Errors
    /// What is wrong with it, as `Bad value for --query …`.
    pub fn read(_expression: &str) -> Result<Self, QueryProblem> {
        Ok(Self(()))
    }

    /// Evaluates the expression on a value.
    ///
    /// # Errors
    /// What a function of the expression said about its arguments.
    pub fn search(&self, value: Value) -> Result<Value, QueryProblem> {
        Ok(value)
    }
}
