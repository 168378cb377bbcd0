//! What the service answers when it refuses: status, code and message, each in the member where AWS puts it.
//!
//! Knows which error speaks of `Message` and which of `message`, and which carries a `Type`.
//! Does not know why a request was refused.

use serde_json::{Map, Value, json};

/// Errors whose model names the text `Message`; all others say `message`.
const CAPITAL_MESSAGE: [&str; 3] = [
    "ResourceNotFoundException",
    "ServiceException",
    "AccessDeniedException",
];
/// Errors of the service's model, which say whose fault it was; the others come from the layers in front of it.
const BY_THE_USER: [&str; 5] = [
    "ResourceNotFoundException",
    "InvalidParameterValueException",
    "ResourceConflictException",
    "TooManyRequestsException",
    "PreconditionFailedException",
];

/// An error as a client receives it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// The HTTP status.
    pub status: u16,
    /// The code, such as `ResourceNotFoundException`.
    pub code: String,
    /// The text; the service answers JSON `null` where there is none.
    pub message: Option<String>,
    /// Why a request was throttled, such as `CallerRateLimitExceeded`.
    pub reason: Option<String>,
    /// Seconds to wait, told in the `Retry-After` header.
    pub retry_after: Option<u32>,
}

impl Refusal {
    /// Any error with a text.
    #[must_use]
    pub fn new(status: u16, code: &str, message: impl Into<String>) -> Self {
        Self {
            message: Some(message.into()),
            ..Self::without_message(status, code)
        }
    }

    /// An error whose text is `null`, as another account's function is refused.
    #[must_use]
    pub fn without_message(status: u16, code: &str) -> Self {
        Self {
            status,
            code: code.to_owned(),
            message: None,
            reason: None,
            retry_after: None,
        }
    }

    /// The control plane's throttle: 429 "Rate exceeded".
    #[must_use]
    pub fn throttled(retry_after: u32) -> Self {
        Self {
            reason: Some("CallerRateLimitExceeded".to_owned()),
            retry_after: Some(retry_after),
            ..Self::new(429, "TooManyRequestsException", "Rate exceeded")
        }
    }

    /// The conflict that two writes to one function at the same time give.
    #[must_use]
    pub fn concurrent_update(function_arn: &str) -> Self {
        let message = format!(
            "The EventInvokeConfig for function {function_arn} could not be updated due to a concurrent update operation."
        );
        Self::new(409, "ResourceConflictException", message)
    }

    /// Credentials whose time is over.
    #[must_use]
    pub fn expired_token() -> Self {
        Self::new(
            403,
            "ExpiredTokenException",
            "The security token included in the request is expired",
        )
    }

    pub(super) fn not_found(message: impl Into<String>) -> Self {
        Self::new(404, "ResourceNotFoundException", message)
    }

    pub(super) fn invalid(message: impl Into<String>) -> Self {
        Self::new(400, "InvalidParameterValueException", message)
    }

    pub(super) fn conflict(message: impl Into<String>) -> Self {
        Self::new(409, "ResourceConflictException", message)
    }

    /// Violated constraints of the model, counted and joined as the service does.
    pub(super) fn validation(violations: &[String]) -> Self {
        let plural = if violations.len() == 1 { "" } else { "s" };
        let message = format!(
            "{} validation error{plural} detected: {}",
            violations.len(),
            violations.join("; ")
        );
        Self::new(400, "ValidationException", message)
    }

    /// The JSON body.
    pub(super) fn body(&self) -> Value {
        let mut body = Map::new();
        if let Some(reason) = &self.reason {
            body.insert("Reason".to_owned(), json!(reason));
        }
        if BY_THE_USER.contains(&self.code.as_str()) {
            body.insert("Type".to_owned(), json!("User"));
        }
        let member = if CAPITAL_MESSAGE.contains(&self.code.as_str()) {
            "Message"
        } else {
            "message"
        };
        body.insert(member.to_owned(), json!(self.message));
        Value::Object(body)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_error_puts_its_text_where_the_service_puts_it() {
        assert_eq!(
            Refusal::not_found("x").body(),
            json!({"Type": "User", "Message": "x"})
        );
        assert_eq!(
            Refusal::invalid("x").body(),
            json!({"Type": "User", "message": "x"})
        );
        assert_eq!(
            Refusal::validation(&["x".to_owned()]).body(),
            json!({"message": "1 validation error detected: x"})
        );
        assert_eq!(
            Refusal::without_message(403, "AccessDeniedException").body(),
            json!({"Message": null})
        );
        assert_eq!(
            Refusal::throttled(7).body(),
            json!({"Reason": "CallerRateLimitExceeded", "Type": "User", "message": "Rate exceeded"})
        );
    }
}
