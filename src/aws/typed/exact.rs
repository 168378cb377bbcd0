//! The interceptor of one typed request: puts on the wire what was typed, and keeps the answer as it came.
//!
//! Knows bytes and headers. Does not know which operation they belong to, nor what an answer means.

use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use aws_smithy_runtime_api::box_error::BoxError;
use aws_smithy_runtime_api::client::interceptors::context::{
    AfterDeserializationInterceptorContextRef, BeforeTransmitInterceptorContextMut,
    BeforeTransmitInterceptorContextRef,
};
use aws_smithy_runtime_api::client::interceptors::{Intercept, dyn_dispatch_hint};
use aws_smithy_runtime_api::client::orchestrator::HttpRequest;
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use aws_smithy_types::body::SdkBody;
use aws_smithy_types::config_bag::ConfigBag;

use super::TypedRequest;

/// A whole answer as it came.
#[derive(Clone, Debug, Default)]
pub(super) struct Raw {
    pub(super) status: u16,
    /// The `x-amzn-ErrorType` header.
    pub(super) error_type: Option<String>,
    pub(super) body: Vec<u8>,
}

/// What became of one request.
#[derive(Debug, Default)]
struct Kept {
    url: Option<String>,
    raw: Option<Raw>,
}

/// The interceptor of one request, and the other end of it, which outlives the request.
#[derive(Clone)]
pub(super) struct Exact {
    body: Option<String>,
    max_items: Option<String>,
    kept: Arc<Mutex<Kept>>,
}

impl fmt::Debug for Exact {
    /// Names the interceptor and no more: bodies belong into no log.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Exact")
    }
}

impl Exact {
    pub(super) fn new(request: &TypedRequest) -> Self {
        Self {
            body: request.body.clone(),
            max_items: request.max_items.clone(),
            kept: Arc::default(),
        }
    }

    /// Takes the answer, if a whole one came.
    pub(super) fn take_raw(&self) -> Option<Raw> {
        self.kept().raw.take()
    }

    /// Takes the address that the request was sent to.
    pub(super) fn take_url(&self) -> Option<String> {
        self.kept().url.take()
    }

    fn kept(&self) -> MutexGuard<'_, Kept> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The SDK has a number of 32 bits for what may be any number in a command.
    fn add_max_items(&self, request: &mut HttpRequest) -> Result<(), BoxError> {
        let Some(max_items) = &self.max_items else {
            return Ok(());
        };
        let uri = request.uri();
        let joint = if uri.contains('?') { '&' } else { '?' };
        let uri = format!("{uri}{joint}MaxItems={max_items}");
        request.set_uri(uri)?;
        Ok(())
    }

    fn replace_body(&self, request: &mut HttpRequest) -> Result<(), BoxError> {
        let Some(body) = &self.body else {
            return Ok(());
        };
        let length = body.len().to_string();
        request.headers_mut().try_insert("content-length", length)?;
        *request.body_mut() = SdkBody::from(body.as_str());
        Ok(())
    }
}

#[dyn_dispatch_hint]
impl Intercept for Exact {
    fn name(&self) -> &'static str {
        "Exact"
    }

    fn modify_before_retry_loop(
        &self,
        context: &mut BeforeTransmitInterceptorContextMut<'_>,
        _components: &RuntimeComponents,
        _config: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        self.add_max_items(context.request_mut())?;
        self.replace_body(context.request_mut())
    }

    fn read_before_transmit(
        &self,
        context: &BeforeTransmitInterceptorContextRef<'_>,
        _components: &RuntimeComponents,
        _config: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        self.kept().url = Some(context.request().uri().to_owned());
        Ok(())
    }

    /// Called once the body was read to its end, whether or not the SDK understood it.
    fn read_after_deserialization(
        &self,
        context: &AfterDeserializationInterceptorContextRef<'_>,
        _components: &RuntimeComponents,
        _config: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        let response = context.response();
        if let Some(body) = response.body().bytes() {
            self.kept().raw = Some(Raw {
                status: response.status().as_u16(),
                error_type: response
                    .headers()
                    .get("x-amzn-errortype")
                    .map(str::to_owned),
                body: body.to_vec(),
            });
        }
        Ok(())
    }
}
