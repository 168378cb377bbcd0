//! What a service said no with, read from its answer as the AWS CLI reads it (1.45.11, observed).
//!
//! Knows where a code and a message may stand. Does not know which codes there are, nor how an error is printed.

use std::borrow::Cow;

use hyper::StatusCode;
use serde_json::Value;

use super::ServiceError;
use super::exact::Raw;

/// The lowest status that says no.
const LOWEST_ERROR: u16 = 301;

/// Reads what the service said no with; `None` where it did not.
pub(super) fn service_error(raw: &Raw) -> Option<ServiceError> {
    if raw.status < LOWEST_ERROR {
        return None;
    }
    if is_of_no_service(raw) {
        return Some(ServiceError {
            code: raw.status.to_string(),
            message: reason(raw.status).to_owned(),
        });
    }
    let body = body(&raw.body);
    let message = member(&body, ["message", "Message"])
        .map_or_else(String::new, |message| printed(message).into_owned());
    Some(ServiceError {
        code: code(raw, &body),
        message,
    })
}

/// Says whether a gateway or a proxy answered: a page, or nothing at all.
fn is_of_no_service(raw: &Raw) -> bool {
    let body = raw.body.trim_ascii();
    raw.status >= 500 && (body.is_empty() || body.starts_with(b"<html>"))
}

fn reason(status: u16) -> &'static str {
    StatusCode::from_u16(status)
        .ok()
        .and_then(|status| status.canonical_reason())
        .unwrap_or_default()
}

/// What is no JSON is a message as a whole.
fn body(bytes: &[u8]) -> Value {
    if bytes.is_empty() {
        return Value::Null;
    }
    serde_json::from_slice(bytes)
        .unwrap_or_else(|_| serde_json::json!({"message": String::from_utf8_lossy(bytes)}))
}

/// The header's code comes first, then the body's, then its type, then the status.
fn code(raw: &Raw, body: &Value) -> String {
    let told = raw
        .error_type
        .as_deref()
        .map(Cow::Borrowed)
        .or_else(|| member(body, ["code", "Code"]).map(printed))
        .or_else(|| member(body, ["__type", "__type"]).map(printed));
    match told {
        Some(code) => bare(&code).to_owned(),
        None => raw.status.to_string(),
    }
}

fn member<'a>(body: &'a Value, names: [&str; 2]) -> Option<&'a Value> {
    names.into_iter().find_map(|name| body.get(name))
}

/// A text as it is; `null` as the AWS CLI prints it.
fn printed(value: &Value) -> Cow<'_, str> {
    match value {
        Value::String(text) => Cow::Borrowed(text),
        Value::Null => Cow::Borrowed("None"),
        Value::Bool(_) | Value::Number(_) | Value::Array(_) | Value::Object(_) => {
            Cow::Owned(value.to_string())
        }
    }
}

/// A code without the address behind it and without the name space before it.
fn bare(code: &str) -> &str {
    let code = code.split(':').next().unwrap_or(code);
    code.rsplit('#').next().unwrap_or(code)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(status: u16, error_type: Option<&str>, body: &str) -> Option<(String, String)> {
        let raw = Raw {
            status,
            error_type: error_type.map(str::to_owned),
            body: body.as_bytes().to_vec(),
        };
        service_error(&raw).map(|error| (error.code, error.message))
    }

    /// Status, header, body; code and message.
    type Row = (
        u16,
        Option<&'static str>,
        &'static str,
        &'static str,
        &'static str,
    );

    const NAMED: &str = "ResourceNotFoundException";

    const ROWS: [Row; 15] = [
        (
            404,
            Some(NAMED),
            r#"{"Type":"User","Message":"gone"}"#,
            NAMED,
            "gone",
        ),
        (
            404,
            Some("ResourceNotFoundException:http://x"),
            r#"{"message":"a","Message":"b"}"#,
            NAMED,
            "a",
        ),
        (
            404,
            None,
            r#"{"__type":"com.amazonaws#ResourceNotFoundException"}"#,
            NAMED,
            "",
        ),
        (
            403,
            None,
            r#"{"code":"Nope","__type":"Other","message":"m"}"#,
            "Nope",
            "m",
        ),
        (
            403,
            Some("AccessDeniedException"),
            r#"{"Message":null}"#,
            "AccessDeniedException",
            "None",
        ),
        (403, None, r#"{"message":"Forbidden"}"#, "403", "Forbidden"),
        (400, None, "not JSON", "400", "not JSON"),
        (400, None, "", "400", ""),
        (307, None, "", "307", ""),
        (400, None, "[]", "400", ""),
        (
            502,
            None,
            "<html><body>no</body></html>",
            "502",
            "Bad Gateway",
        ),
        (503, None, " \n", "503", "Service Unavailable"),
        (599, None, "", "599", ""),
        (
            500,
            Some("ServiceException"),
            r#"{"Message":"oops"}"#,
            "ServiceException",
            "oops",
        ),
        (403, None, "<html>no</html>", "403", "<html>no</html>"),
    ];

    #[test]
    fn code_and_message_are_found_wherever_a_service_puts_them() {
        for (status, error_type, body, code, message) in ROWS {
            let expected = Some((code.to_owned(), message.to_owned()));
            assert_eq!(read(status, error_type, body), expected, "{status} {body}");
        }
        for status in [200, 204, 300] {
            assert_eq!(read(status, Some(NAMED), "{}"), None);
        }
    }
}
