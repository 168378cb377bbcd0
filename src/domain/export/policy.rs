//! The policy statement that a refusal asks for: one that the function's role lacks, or whoever asked.
//!
//! Knows the one action that each kind of destination needs, as the AWS Lambda Developer Guide names it (permissions for destinations).
//! Does not know keys that encrypt a target, and makes none for a bucket, which needs more than one action.

use serde_json::{Map, Value, json};

use crate::domain::destination::{DestinationKind, ReportedArn};
use crate::domain::failure::{Failure, FailureKind, lacking_role};
use crate::domain::function::FunctionKey;
use crate::domain::words::Denial;

/// The statement that the refusal of a write asks for, `caller` being the ARN of who sent it; `None` where none would help.
#[must_use]
pub fn of_refusal(
    failure: &Failure,
    function: &FunctionKey,
    caller: Option<&str>,
) -> Option<String> {
    let message = failure.message.as_deref();
    if failure.kind == FailureKind::AccessDenied {
        let denial = Denial {
            caller,
            message,
            ..Denial::on(failure.operation, function)
        };
        let arn = function.arn().filter(|_| denial.is_grantable())?;
        // A qualifier is a resource of its own.
        let resources = json!([arn, format!("{arn}:*")]);
        return Some(allowing(&failure.operation.permission(), resources));
    }
    statement(message?)
}

/// The statement that AWS's refusal asks for of the function's role; `None` where it asks for something else.
#[must_use]
pub fn statement(message: &str) -> Option<String> {
    let (action, target) = lacking_role(message)?;
    let kind = ReportedArn::parse(target)?.kind?;
    if kind == DestinationKind::Bucket || kind.role_action() != action {
        return None;
    }
    Some(allowing(&action, Value::from(target)))
}

fn allowing(action: &str, resource: Value) -> String {
    let members = [
        ("Effect", Value::from("Allow")),
        ("Action", Value::from(action)),
        ("Resource", resource),
    ];
    let members = members.map(|(name, value)| (name.to_owned(), value));
    Value::from(Map::from_iter(members)).to_string()
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
