//! The second door of the writes: what was typed is sent as it was typed, once, and the verdict is AWS's.
//!
//! Knows which answers are no verdict and may be asked again: those of throttling, and for what only reads those of a service that
//! failed. Does not know what was typed, nor how an answer is printed: only `commands` comes through this door.

mod exact;
mod repeating;
mod said;

use std::convert::Infallible;
use std::error::Error;

use aws_smithy_runtime_api::client::orchestrator::HttpResponse;
use aws_smithy_runtime_api::client::result::SdkError;
use aws_smithy_types::error::metadata::ProvideErrorMetadata;

use super::address_length;
use super::client::{Attempt, Client};
use super::handover::{Handover, pause};
use super::refusal::Subject;
use super::trouble::{Cause, Reach, Trouble, can_refuse, is_service_code};
use super::wire;
use super::write::read_only;
use crate::domain::call::Urgency;
use crate::domain::failure::{Failure, FailureKind, Operation};
use exact::Exact;
use repeating::{is_asked_again, wait};
use said::service_error;

/// The five operations on these settings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TypedOperation {
    /// `PutFunctionEventInvokeConfig`.
    Put,
    /// `UpdateFunctionEventInvokeConfig`.
    Update,
    /// `GetFunctionEventInvokeConfig`.
    Get,
    /// `DeleteFunctionEventInvokeConfig`.
    Delete,
    /// `ListFunctionEventInvokeConfigs`.
    List,
}

/// A request as it was typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TypedRequest {
    /// What is asked.
    pub operation: TypedOperation,
    /// The function: a name, a name with a qualifier, an ARN or a part of one; not looked into.
    pub function_name: String,
    /// The qualifier.
    pub qualifier: Option<String>,
    /// The body of a put or an update: JSON, sent byte for byte.
    pub body: Option<String>,
    /// Where a listing goes on.
    pub marker: Option<String>,
    /// The rows of a listing's page, in digits.
    pub max_items: Option<String>,
}

/// What the service said no with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServiceError {
    /// The error's type, such as `ResourceNotFoundException`; the status in digits where the answer names none.
    pub code: String,
    /// The service's own words; empty where it gave none.
    pub message: String,
}

/// A whole answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TypedAnswer {
    /// The HTTP status.
    pub status: u16,
    /// What the service said no with: there for every status of 301 and above.
    pub error: Option<ServiceError>,
    /// The same in our words, where the service said no.
    pub failure: Option<Failure>,
    /// The body as it came.
    pub body: Vec<u8>,
    /// The id under which AWS knows the request.
    pub request_id: Option<String>,
    /// How often the request was sent, this answer's included.
    pub attempts: u32,
    /// Whether this answer is of a kind that is asked again, and it was asked often enough.
    pub gave_up: bool,
}

impl TypedAnswer {
    /// Says whether the service itself refused, which proves that nothing was stored: a gateway that answers in its place names no error
    /// as it does, and may have passed the request on.
    #[must_use]
    pub fn is_refusal(&self) -> bool {
        let named = |error: &ServiceError| is_service_code(&error.code);
        can_refuse(self.status) && self.error.as_ref().is_some_and(named)
    }
}

/// What kept a request from a whole answer, as far as the AWS CLI tells these apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hindrance {
    /// This session writes nothing.
    ReadOnly,
    /// There are no credentials.
    Credentials,
    /// The credentials' source is there, and gave none, or none in time.
    BrokenCredentials,
    /// No region to sign for.
    Region,
    /// The request could not be made.
    Request,
    /// No connection could be opened.
    Connection,
    /// No connection could be opened in time.
    ConnectionTimeout,
    /// No connection could be opened through the proxy.
    Proxy,
    /// The other side's certificate is not trusted.
    Certificate,
    /// The connection broke.
    Closed,
    /// No answer in time.
    ReadTimeout,
}

/// Why there is no whole answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unanswered {
    /// What happened, in our words.
    pub failure: Failure,
    /// What kept it from its answer.
    pub hindrance: Hindrance,
    /// What the innermost part of the program that failed says.
    pub reason: String,
    /// The address it was sent to, query and all, or that of the proxy that was in its way, without its password; `None` where it was
    /// not even made.
    pub url: Option<String>,
    /// How often the request was tried.
    pub attempts: u32,
}

/// What a request came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TypedOutcome {
    /// The service answered, whatever it says.
    Answered(TypedAnswer),
    /// Nothing left.
    NotSent(Unanswered),
    /// It may have left, and there is no whole answer: what it came to is not known.
    Unknown(Unanswered),
}

impl TypedOperation {
    /// Whether it changes something.
    #[must_use]
    pub fn is_write(self) -> bool {
        match self {
            Self::Put | Self::Update | Self::Delete => true,
            Self::Get | Self::List => false,
        }
    }

    fn operation(self) -> Operation {
        match self {
            Self::Put => Operation::PutFunctionEventInvokeConfig,
            Self::Update => Operation::UpdateFunctionEventInvokeConfig,
            Self::Get => Operation::GetFunctionEventInvokeConfig,
            Self::Delete => Operation::DeleteFunctionEventInvokeConfig,
            Self::List => Operation::ListFunctionEventInvokeConfigs,
        }
    }
}

/// Sends one request of the SDK, watched by the interceptors of its attempt, and forgets what the SDK made of the answer.
macro_rules! once {
    ($client:ident, $exact:ident, $operation:ident, $request:expr) => {
        $client
            .attempt_as_typed($operation, |handover| async move {
                let sending = $request.customize().interceptor($exact);
                sending.interceptor(handover).send().await.map(drop)
            })
            .await
    };
}

impl Client {
    /// Sends a request as it was typed. No read goes before it. It is sent again only where the answer was throttling, as often as the
    /// connection says; what only reads is also sent again where the service failed or the connection broke, as the AWS CLI does.
    pub async fn as_typed(&self, request: TypedRequest) -> TypedOutcome {
        let always = async || Ok::<(), Infallible>(());
        let Ok(outcome) = self.as_typed_while(request, always).await;
        outcome
    }

    /// Sends a request as it was typed, and again only as long as `may_go` lets it: asked after the wait, just before each repetition, since
    /// what was so when the first was sent may not be any more.
    ///
    /// # Errors
    /// What `may_go` says; the request was sent before, and nothing came of it.
    pub async fn as_typed_while<P>(
        &self,
        request: TypedRequest,
        may_go: impl AsyncFn() -> Result<(), P>,
    ) -> Result<TypedOutcome, P> {
        let writes = request.operation.is_write();
        if let Some(unanswered) = self.unsendable(&request) {
            return Ok(TypedOutcome::NotSent(unanswered));
        }
        let mut attempts = 0;
        loop {
            attempts += 1;
            let outcome = self.one_as_typed(&request, attempts).await;
            if !is_asked_again(&outcome, writes) {
                return Ok(outcome);
            }
            if attempts >= self.inner.typed_attempts {
                return Ok(given_up(outcome));
            }
            pause(wait(self.inner.bounds.repetition, attempts)).await;
            may_go().await?;
        }
    }

    /// What keeps a request from being sent at all.
    fn unsendable(&self, request: &TypedRequest) -> Option<Unanswered> {
        let operation = request.operation.operation();
        if request.operation.is_write() && self.inner.read_only {
            return Some(never_left(read_only(operation), Hindrance::ReadOnly));
        }
        let texts = [
            Some(request.function_name.as_str()),
            request.qualifier.as_deref(),
            request.marker.as_deref(),
            request.max_items.as_deref(),
        ];
        let problem = address_length::problem(texts)?;
        let failure = Failure::new(FailureKind::InvalidRequest, operation, problem);
        Some(never_left(failure, Hindrance::Request))
    }

    async fn one_as_typed(&self, request: &TypedRequest, attempts: u32) -> TypedOutcome {
        let exact = Exact::new(request);
        let _in_flight = if attempts == 1 && !request.operation.is_write() {
            self.inner.pace.turn(Urgency::Operator).await
        } else {
            self.inner.pace.write()
        };
        let attempt = self.send_as_typed(request, exact.clone()).await;
        let head = attempt.head;
        if let Some(raw) = exact.take_raw() {
            return TypedOutcome::Answered(TypedAnswer {
                status: raw.status,
                error: service_error(&raw),
                failure: attempt.result.err(),
                body: raw.body,
                request_id: head.request_id,
                attempts,
                gave_up: false,
            });
        }
        let operation = request.operation.operation();
        let trouble = attempt.trouble.as_ref();
        let (hindrance, url) = on_the_way(
            trouble.map_or(Hindrance::Closed, hindrance),
            exact.take_url(),
        );
        let failure = attempt.result.err().unwrap_or_else(|| {
            let sentence = "The answer does not fit its status.";
            Failure::new(FailureKind::UnreadableAnswer, operation, sentence)
        });
        let unanswered = Unanswered {
            failure,
            hindrance,
            reason: trouble.map_or("", Trouble::root).to_owned(),
            url,
            attempts,
        };
        match attempt.reach {
            Reach::NotHandedOver | Reach::NotConnected => TypedOutcome::NotSent(unanswered),
            Reach::Silent | Reach::Answered(_) => TypedOutcome::Unknown(unanswered),
        }
    }

    async fn send_as_typed(&self, request: &TypedRequest, exact: Exact) -> Attempt<()> {
        let operation = request.operation.operation();
        let (name, qualifier) = (&request.function_name, request.qualifier.clone());
        let lambda = &self.inner.lambda;
        match request.operation {
            TypedOperation::Put => once!(
                self,
                exact,
                operation,
                lambda
                    .put_function_event_invoke_config()
                    .function_name(name)
                    .set_qualifier(qualifier)
            ),
            TypedOperation::Update => once!(
                self,
                exact,
                operation,
                lambda
                    .update_function_event_invoke_config()
                    .function_name(name)
                    .set_qualifier(qualifier)
            ),
            TypedOperation::Get => once!(
                self,
                exact,
                operation,
                lambda
                    .get_function_event_invoke_config()
                    .function_name(name)
                    .set_qualifier(qualifier)
            ),
            TypedOperation::Delete => once!(
                self,
                exact,
                operation,
                lambda
                    .delete_function_event_invoke_config()
                    .function_name(name)
                    .set_qualifier(qualifier)
            ),
            TypedOperation::List => once!(
                self,
                exact,
                operation,
                lambda
                    .list_function_event_invoke_configs()
                    .function_name(name)
                    .set_marker(request.marker.clone())
            ),
        }
    }

    async fn attempt_as_typed<E, F>(
        &self,
        operation: Operation,
        send: impl FnOnce(Handover) -> F,
    ) -> Attempt<()>
    where
        E: Error + ProvideErrorMetadata + 'static,
        F: Future<Output = Result<(), SdkError<E, HttpResponse>>>,
    {
        let subject = Subject::whole_account(operation);
        let bounds = self.inner.bounds;
        let allowed = bounds.credentials.saturating_add(bounds.attempt);
        self.attempt(&subject, None, allowed, || {}, send).await
    }
}

/// What kept a request from leaving at all.
fn never_left(failure: Failure, hindrance: Hindrance) -> Unanswered {
    Unanswered {
        failure,
        hindrance,
        reason: String::new(),
        url: None,
        attempts: 0,
    }
}

/// Marks an answer after which nothing is sent again.
fn given_up(outcome: TypedOutcome) -> TypedOutcome {
    match outcome {
        TypedOutcome::Answered(answer) => TypedOutcome::Answered(TypedAnswer {
            gave_up: true,
            ..answer
        }),
        TypedOutcome::NotSent(_) | TypedOutcome::Unknown(_) => outcome,
    }
}

/// What kept a request from a whole answer.
fn hindrance(trouble: &Trouble) -> Hindrance {
    match trouble.cause {
        Cause::NoCredentials => Hindrance::Credentials,
        Cause::OtherCredentials | Cause::BrokenCredentials | Cause::SlowCredentials => {
            Hindrance::BrokenCredentials
        }
        Cause::NoRegion => Hindrance::Region,
        Cause::NotBuilt => Hindrance::Request,
        Cause::Unreachable if trouble.sources_say("certificate") => Hindrance::Certificate,
        Cause::Unreachable if is_late(trouble) => Hindrance::ConnectionTimeout,
        Cause::Unreachable => Hindrance::Connection,
        Cause::Overdue => Hindrance::ReadTimeout,
        Cause::Lost | Cause::Answer => Hindrance::Closed,
    }
}

/// Where a proxy stands before an address, it is the proxy that could not be connected to.
fn on_the_way(hindrance: Hindrance, url: Option<String>) -> (Hindrance, Option<String>) {
    let proxy = url.as_deref().and_then(wire::proxy);
    match (hindrance, proxy) {
        (Hindrance::Connection, Some(proxy)) => (Hindrance::Proxy, Some(proxy.address)),
        (hindrance, _) => (hindrance, url),
    }
}

/// Says whether it was our own patience that ended, as the SDK and hyper tell it, and not the system's.
fn is_late(trouble: &Trouble) -> bool {
    ["connect timeout", "deadline has elapsed"]
        .into_iter()
        .any(|words| trouble.sources_say(words))
}
