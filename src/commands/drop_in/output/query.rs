//! Searches in answers: `JMESPath` as `--query` takes it.
//!
//! Knows what the AWS CLI makes of an expression: order of members, whole numbers, texts in backquotes without quotes of their
//! own, and its words for what is wrong. The crate `jmespath` sorts members, makes floats of whole numbers, refuses `` `live` ``,
//! which many runbooks write, and has other words; so the language, which is small, is read here. Does not know how the result is
//! printed.

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
        let result = evaluate::evaluate(&self.0, value).map_err(QueryProblem)?;
        Ok(result.into_owned())
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn refusal(expression: &str) -> String {
        Query::read(expression).unwrap_err().to_string()
    }

    #[test]
    fn an_expression_that_is_too_deep_or_too_long_is_refused_before_a_stack_ends() {
        for expression in [
            "(".repeat(100_000),
            "!".repeat(100_000),
            format!("a{}", "|a".repeat(100_000)),
        ] {
            assert!(refusal(&expression).ends_with(": maximum recursion depth exceeded"));
        }
        for part in [".a", "|a", "||a", "[0]"] {
            let long = format!("a{}", part.repeat(600));
            let query = Query::read(&long).unwrap();
            assert_eq!(query.search(&json!({})), Ok(Value::Null));
        }
        // `[]` a thousand times ended the stack of a build without optimisation.
        for part in ["[]", "[*]", "[?a]", ".*", "&&a", "==a", "[:]"] {
            assert!(
                refusal(&format!("a{}", part.repeat(400)))
                    .ends_with(": maximum recursion depth exceeded"),
                "{part}"
            );
            let long = format!("a{}", part.repeat(100));
            let query = Query::read(&long).unwrap();
            assert!(query.search(&json!({})).is_ok(), "{part}");
        }
        let deepest = format!("{}a{}", "!".repeat(199), "[]".repeat(100));
        assert!(Query::read(&deepest).unwrap().search(&json!({})).is_ok());
    }

    #[test]
    fn the_error_line_shows_the_expression_and_where_it_is_wrong() {
        assert_eq!(
            refusal("a.b["),
            "Bad value for --query a.b[: Invalid jmespath expression: Incomplete expression:\n\"a.b[\"\n     ^"
        );
        assert_eq!(
            refusal("a bé"),
            "Bad value for --query a bé: Bad jmespath expression: Unknown token é:\na bé\n   ^"
        );
    }
}
