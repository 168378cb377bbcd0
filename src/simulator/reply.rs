//! What is sent back: status, headers and body, for either protocol.
//!
//! Knows which headers AWS clients look at. Does not know why something is answered.

use axum::body::Body;
use axum::http::header::{CONTENT_TYPE, RETRY_AFTER};
use axum::response::Response;
use serde_json::Value;

use super::faults::Page;
use super::received::Target;
use super::refusal::Refusal;
use super::store::Answer;
use super::sts;

/// Marks a response that must not be sent: the connection is closed instead.
#[derive(Clone, Copy)]
pub(super) struct Cut;

/// A response that is not sent.
pub(super) fn cut() -> Response {
    let mut response = Response::new(Body::empty());
    response.extensions_mut().insert(Cut);
    response
}

/// What is to be sent.
pub(super) struct Reply {
    pub(super) status: u16,
    content_type: String,
    body: Vec<u8>,
    error: Option<String>,
    retry_after: Option<u32>,
    /// The service's own answer; what a gateway says carries no request id of AWS.
    is_the_services: bool,
}

impl Reply {
    pub(super) fn json(status: u16, body: impl Into<Vec<u8>>) -> Self {
        let content_type = "application/json".to_owned();
        Self {
            status,
            content_type,
            body: body.into(),
            error: None,
            retry_after: None,
            is_the_services: true,
        }
    }

    pub(super) fn xml(body: String) -> Self {
        Self {
            content_type: "text/xml".to_owned(),
            ..Self::json(200, body)
        }
    }

    pub(super) fn answered(answer: &Answer) -> Self {
        Self::json(
            answer.status,
            answer
                .body
                .as_ref()
                .map(Value::to_string)
                .unwrap_or_default(),
        )
    }

    pub(super) fn refused(target: Target, refusal: &Refusal, request_id: &str) -> Self {
        let (content_type, body) = match target {
            Target::Sts(_) => ("text/xml", sts::refused(refusal, request_id)),
            Target::Lambda(..) | Target::Unknown => {
                ("application/json", refusal.body().to_string())
            }
        };
        Self {
            status: refusal.status,
            content_type: content_type.to_owned(),
            body: body.into(),
            error: Some(refusal.code.clone()),
            retry_after: refusal.retry_after,
            is_the_services: true,
        }
    }

    pub(super) fn page(page: Page) -> Self {
        Self {
            content_type: page.content_type,
            is_the_services: false,
            ..Self::json(page.status, page.body)
        }
    }

    pub(super) fn unreadable() -> Self {
        Self::json(200, "{\"LastModified\": \"yesterday\", \"FunctionArn\": [")
    }

    pub(super) fn response(self, request_id: &str, body: impl FnOnce(Vec<u8>) -> Body) -> Response {
        let mut builder = Response::builder().status(self.status);
        if self.is_the_services {
            builder = builder.header("x-amzn-RequestId", request_id);
        }
        if !self.body.is_empty() {
            builder = builder.header(CONTENT_TYPE, self.content_type);
        }
        if let Some(error) = self.error {
            builder = builder.header("x-amzn-ErrorType", error);
        }
        if let Some(seconds) = self.retry_after {
            builder = builder.header(RETRY_AFTER, seconds);
        }
        // Only a fault can name a status or a type that HTTP does not have: then there is nothing to send.
        builder.body(body(self.body)).unwrap_or_else(|_| cut())
    }
}
