//! Searches in answers: `JMESPath` as `--query` takes it.
//!
//! Knows what the AWS CLI makes of an expression: order of members, whole numbers, texts in backquotes without quotes of their
//! own, and its words for what is wrong. Does not know how the result is printed.

mod arguments;
mod evaluate;
mod functions;
mod syntax;
mod token;

use serde_json::Value;
use thiserror::Error;

use syntax::Node;

/// Why an expression can't be read or has no result; displays as the AWS CLI's error line (exit status 255).
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{0}")]
pub struct QueryProblem(String);

/// An expression that was read.
#[derive(Debug)]
pub struct Query(Node);

impl Query {
    /// Reads an expression.
    ///
    /// # Errors
    /// What is wrong with it, as `Bad value for --query …`.
    pub fn read(expression: &str) -> Result<Self, QueryProblem> {
        token::read(expression)
            .and_then(|tokens| syntax::parse(expression, &tokens))
            .map(Self)
            .map_err(|reason| QueryProblem(format!("Bad value for --query {expression}: {reason}")))
    }

    /// Evaluates the expression on a value.
    ///
    /// # Errors
    /// What a function of the expression said about its arguments.
    pub fn search(&self, value: &Value) -> Result<Value, QueryProblem> {
        evaluate::evaluate(&self.0, value).map_err(QueryProblem)
    }
}
