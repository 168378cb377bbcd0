//! The policy statement that a function's role lacks.
//!
//! Knows the one action that each kind of destination needs, as the AWS Lambda Developer Guide names it (permissions for destinations).
//! Does not know keys that encrypt a target, and makes none for a bucket, which needs more than one action.

use serde_json::{Map, Value};

use crate::domain::destination::{DestinationKind, ReportedArn};
use crate::domain::failure::lacking_role;

/// The statement that AWS's refusal asks for; `None` where it asks for something else.
#[must_use]
pub fn statement(message: &str) -> Option<String> {
    let (action, target) = lacking_role(message)?;
    let kind = ReportedArn::parse(target)?.kind?;
    if kind == DestinationKind::Bucket || kind.role_action() != action {
        return None;
    }
    let members = [
        ("Effect", "Allow"),
        ("Action", action.as_str()),
        ("Resource", target),
    ];
    let statement: Map<String, Value> = members
        .into_iter()
        .map(|(name, value)| (name.to_owned(), Value::from(value)))
        .collect();
    Some(Value::from(statement).to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_refusal_of_the_role_names_the_statement_that_it_lacks() {
        let refusal = "The function's execution role does not have permissions to call SendMessage on \
                       arn:aws:sqs:eu-west-1:123456789012:orders-failed";
        assert_eq!(
            statement(refusal).as_deref(),
            Some(
                r#"{"Effect":"Allow","Action":"sqs:SendMessage","Resource":"arn:aws:sqs:eu-west-1:123456789012:orders-failed"}"#
            )
        );
        for other in [
            "",
            "The function doesn't exist.",
            "The function's execution role does not have permissions to call PutObject on arn:aws:s3:::bucket",
            "The function's execution role does not have permissions to call Publish on arn:aws:sqs:eu-west-1:123456789012:q",
        ] {
            assert_eq!(statement(other), None, "{other}");
        }
    }
}
