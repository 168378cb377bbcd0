//! The moment a request is handed to the connection: under which credentials, when, and what head came back.
//!
//! One interceptor per request. Knows the `Authorization` header, which names the access key id in the clear; the id stays in this
//! file, everything else sees a [`CredentialsGeneration`]. Does not know what is asked or what an answer means.

use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use aws_smithy_runtime_api::box_error::BoxError;
use aws_smithy_runtime_api::client::interceptors::context::{
    AfterDeserializationInterceptorContextRef, BeforeDeserializationInterceptorContextRef,
    BeforeTransmitInterceptorContextRef,
};
use aws_smithy_runtime_api::client::interceptors::{Intercept, dyn_dispatch_hint};
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use aws_smithy_types::config_bag::ConfigBag;
use jiff::Timestamp;
use thiserror::Error;
use tokio::sync::Notify;
use tokio::time::Instant;

use crate::domain::call::{CredentialsGeneration, Exchange};
use crate::domain::failure::{Failure, FailureKind, Operation};

/// The access key ids seen so far, in the order in which they came up; a generation is an index into it.
#[derive(Default)]
pub(super) struct Generations {
    seen: Mutex<SeenKeys>,
}

#[derive(Default)]
struct SeenKeys {
    keys: Vec<String>,
    current: usize,
}

impl Generations {
    /// The generation of the newest request.
    pub(super) fn current(&self) -> CredentialsGeneration {
        generation(self.lock().current)
    }

    /// Notes that a request goes out under this key.
    fn note(&self, key: &str) -> CredentialsGeneration {
        let mut seen = self.lock();
        let index = seen
            .keys
            .iter()
            .position(|known| known == key)
            .unwrap_or_else(|| {
                seen.keys.push(key.to_owned());
                seen.keys.len() - 1
            });
        seen.current = index;
        generation(index)
    }

    fn lock(&self) -> MutexGuard<'_, SeenKeys> {
        self.seen.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn generation(index: usize) -> CredentialsGeneration {
    CredentialsGeneration(u64::try_from(index).unwrap_or(u64::MAX))
}

impl fmt::Debug for Generations {
    /// Shows how many there were, never an access key id.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Generations({})", self.lock().keys.len())
    }
}

/// Why a request was held back at the last moment.
#[derive(Debug, Error)]
#[error("the credentials are others than those under which the account was asked")]
pub(super) struct OtherCredentials;

/// What is known of one request beside its answer's content.
#[derive(Clone, Debug, Default)]
pub(super) struct Head {
    handed_over: Option<(Timestamp, Instant)>,
    /// Where it was sent.
    pub(super) address: Option<String>,
    /// The credentials that signed it.
    pub(super) credentials: Option<CredentialsGeneration>,
    /// The HTTP status of the answer.
    pub(super) status: Option<u16>,
    /// The id under which AWS knows the request.
    pub(super) request_id: Option<String>,
    /// How long AWS asks to wait.
    pub(super) retry_after: Option<Duration>,
    /// The answer was read to its end, and its body is empty.
    pub(super) is_bodiless: bool,
}

impl Head {
    /// The failure of an operation whose answer can't be what Lambda says.
    pub(super) fn unreadable(&self, operation: Operation, sentence: String) -> Failure {
        Failure {
            status: self.status,
            request_id: self.request_id.clone(),
            ..Failure::new(FailureKind::UnreadableAnswer, operation, sentence)
        }
    }

    /// Says whether the request was handed to the connection.
    pub(super) fn was_handed_over(&self) -> bool {
        self.handed_over.is_some()
    }

    /// What a receipt tells, if the request was handed over.
    pub(super) fn exchange(self) -> Option<Exchange> {
        let (sent_at, started) = self.handed_over?;
        let took = started.elapsed().as_millis();
        Some(Exchange {
            sent_at,
            took_milliseconds: u64::try_from(took).unwrap_or(u64::MAX),
            status: self.status,
            request_id: self.request_id,
        })
    }
}

/// The interceptor of one request, and the other end of it, which outlives the request.
#[derive(Clone, Debug)]
pub(super) struct Handover {
    generations: Arc<Generations>,
    only: Option<CredentialsGeneration>,
    head: Arc<Mutex<Head>>,
    handed_over: Arc<Notify>,
}

impl Handover {
    /// Watches one request; with `only`, holds it back under any other credentials.
    pub(super) fn new(generations: &Arc<Generations>, only: Option<CredentialsGeneration>) -> Self {
        Self {
            generations: Arc::clone(generations),
            only,
            head: Arc::default(),
            handed_over: Arc::default(),
        }
    }

    /// What is known by now.
    pub(super) fn head(&self) -> Head {
        self.lock().clone()
    }

    /// Ends when an answer is overdue: the time allowed counts from the handing over, so that slow credentials don't use it up.
    /// `left` is called at the handing over.
    pub(super) async fn overdue(&self, allowed: Duration, left: impl FnOnce()) {
        self.handed_over.notified().await;
        left();
        pause(allowed).await;
    }

    fn lock(&self) -> MutexGuard<'_, Head> {
        self.head.lock().unwrap_or_else(PoisonError::into_inner)
    }

    #[expect(
        clippy::disallowed_methods,
        reason = "a receipt says when its request left"
    )]
    fn stamp(&self, address: &str, credentials: Option<CredentialsGeneration>) {
        let mut head = self.lock();
        head.address = Some(address.to_owned());
        head.credentials = credentials;
        head.handed_over = Some((Timestamp::now(), Instant::now()));
    }
}

#[dyn_dispatch_hint]
impl Intercept for Handover {
    fn name(&self) -> &'static str {
        "Handover"
    }

    fn read_before_transmit(
        &self,
        context: &BeforeTransmitInterceptorContextRef<'_>,
        _components: &RuntimeComponents,
        _config: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        // Requests without a signature are all made by the same nobody.
        let signed = context.request().headers().get("authorization");
        let key = signed.map_or(Some(""), access_key_id);
        let credentials = key.map(|key| self.generations.note(key));
        if self.only.is_some() && self.only != credentials {
            return Err(OtherCredentials.into());
        }
        self.stamp(context.request().uri(), credentials);
        self.handed_over.notify_one();
        Ok(())
    }

    fn read_after_transmit(
        &self,
        context: &BeforeDeserializationInterceptorContextRef<'_>,
        _components: &RuntimeComponents,
        _config: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        let response = context.response();
        let header = |name: &str| response.headers().get(name);
        let mut head = self.lock();
        head.status = Some(response.status().as_u16());
        // The header of Lambda and STS. Others of nearly this name are those of storage, and of what imitates it.
        head.request_id = header("x-amzn-requestid").map(ToOwned::to_owned);
        head.retry_after = header("retry-after")
            .and_then(|seconds| seconds.trim().parse().ok())
            .map(Duration::from_secs);
        Ok(())
    }

    /// Called once the body was read to its end, whether or not the SDK understood it.
    fn read_after_deserialization(
        &self,
        context: &AfterDeserializationInterceptorContextRef<'_>,
        _components: &RuntimeComponents,
        _config: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        let body = context.response().body().bytes();
        self.lock().is_bodiless = body.is_some_and(<[u8]>::is_empty);
        Ok(())
    }
}

/// Waits so long; for ever, where that is longer than there are instants for.
pub(super) async fn pause(duration: Duration) {
    match Instant::now().checked_add(duration) {
        Some(until) => tokio::time::sleep_until(until).await,
        None => std::future::pending().await,
    }
}

/// The access key id of an `Authorization` header as Signature Version 4 writes it: `… Credential=KEYID/date/region/service/…`.
fn access_key_id(authorization: &str) -> Option<&str> {
    let (_, credential) = authorization.split_once("Credential=")?;
    let (key, _) = credential.split_once('/')?;
    Some(key)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_access_key_id_is_read_from_the_signature() {
        let header = "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20260101/eu-west-1/lambda/aws4_request, SignedHeaders=host, Signature=0";
        assert_eq!(access_key_id(header), Some("AKIDEXAMPLE"));
        for header in ["", "Bearer token", "Credential=AKIDEXAMPLE"] {
            assert_eq!(access_key_id(header), None, "{header}");
        }
    }

    #[test]
    fn a_generation_belongs_to_a_key_and_moves_with_it() {
        let generations = Generations::default();
        let first = generations.note("AKIDFIRST");
        assert_eq!(generations.current(), first);
        let second = generations.note("AKIDSECOND");
        assert_ne!(first, second);
        assert_eq!(generations.current(), second);
        assert_eq!(generations.note("AKIDFIRST"), first);
        assert_eq!(generations.current(), first);
    }

    #[test]
    fn no_debug_output_shows_an_access_key_id() {
        let generations = Arc::new(Generations::default());
        generations.note("AKIDEXAMPLE");
        let handover = Handover::new(&generations, None);
        assert!(!format!("{handover:?}").contains("AKID"));
    }
}
