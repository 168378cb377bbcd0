//! One request from arrival to answer: who asks, which fault it meets, the effect, the answer.
//!
//! Knows the order of things and the headers. Does not know what an operation does, nor how bytes get to the client.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{FromRequestParts, Path, Query, Request};
use axum::http::header::{AUTHORIZATION, CONTENT_TYPE, HeaderMap, RETRY_AFTER};
use axum::http::request::Parts;
use axum::response::Response;
use serde_json::Value;
use tokio::sync::watch;

use super::clock::Ticks;
use super::faults::{Change, Fault, Faults, Page, Weather};
use super::log::{Fate, LineNumber, Log, LogLine};
use super::names::{self, Place};
use super::refusal::Refusal;
use super::routes::{Operation, Perform};
use super::server::{Cut, HalfBody};
use super::store::{Answer, Call, Store};
use super::sts::{self, Caller};

/// The most that a request's body may hold: code packages are ignored, but must be let through.
const LARGEST_BODY: usize = 70 * 1024 * 1024;

/// What all exchanges of one simulator share.
pub(super) struct Shared {
    pub(super) store: Mutex<Store>,
    pub(super) faults: Faults,
    pub(super) log: Log,
    pub(super) ticks: Ticks,
    pub(super) weather: Mutex<Weather>,
    pub(super) started: Instant,
    pub(super) caller: Caller,
    pub(super) region: String,
    pub(super) latency: Duration,
    /// Turns true when the simulator ends.
    pub(super) ended: watch::Receiver<bool>,
}

/// Which of the two services a request is for.
#[derive(Clone, Copy)]
pub(super) enum Target {
    Lambda(Operation, Perform),
    Sts(Operation),
    Unknown,
}

impl Target {
    fn operation(self) -> Option<Operation> {
        match self {
            Self::Lambda(operation, _) | Self::Sts(operation) => Some(operation),
            Self::Unknown => None,
        }
    }
}

/// A request, read whole.
struct Received {
    target: Target,
    region: String,
    path: HashMap<String, String>,
    query: HashMap<String, String>,
    body: Bytes,
    request_id: String,
}

/// What is to be sent.
struct Reply {
    status: u16,
    content_type: String,
    body: Vec<u8>,
    error: Option<String>,
    retry_after: Option<u32>,
}

/// Answers one request; a response that carries [`Cut`] must not be sent.
pub(super) async fn answer(shared: &Shared, target: Target, request: Request) -> Response {
    let (mut parts, body) = request.into_parts();
    let signature = Signature::read(&parts.headers);
    let region = signature.region.unwrap_or(&shared.region).to_owned();
    let access_key_id = signature.access_key_id.map(str::to_owned);
    let (path, query) = parameters(&mut parts).await;
    let body = to_bytes(body, LARGEST_BODY).await;
    let request_id = shared.store().ids.next();
    let (function, qualifier) = subject(&path, &query);
    let line = shared.log.arrived(LogLine {
        at: shared.ticks.now(),
        operation: target.operation(),
        region: region.clone(),
        function,
        qualifier,
        access_key_id,
        request_id: request_id.clone(),
        fate: Fate::Arrived,
    });
    let Ok(body) = body else {
        let refusal = Refusal::new(
            413,
            "RequestTooLargeException",
            "Request must be smaller than 70167211 bytes",
        );
        let reply = Reply::refused(target, &refusal, &request_id);
        return shared.send(line, reply, &request_id);
    };
    exchange(
        shared,
        line,
        Received {
            target,
            region,
            path,
            query,
            body,
            request_id,
        },
    )
    .await
}

/// The request meets what is planned for it, before and after its effect.
async fn exchange(shared: &Shared, line: LineNumber, received: Received) -> Response {
    let id = received.request_id.as_str();
    let fault = received
        .target
        .operation()
        .and_then(|operation| shared.faults.next(operation));
    shared.wait(shared.latency).await;
    let early = match &fault {
        Some(Fault::Refuse(refusal)) => Some(Reply::refused(received.target, refusal, id)),
        Some(Fault::Instead(page)) => Some(Reply::page(page)),
        Some(Fault::CutBefore) => return shared.cut(line, Fate::Cut),
        Some(Fault::SilentBefore) => return shared.silence(line).await,
        Some(Fault::DelayBefore(time)) => {
            shared.wait(*time).await;
            None
        }
        Some(
            Fault::DelayAfter(_)
            | Fault::CutAfter
            | Fault::HalfAnswer
            | Fault::SilentAfter
            | Fault::Unreadable
            | Fault::ChangedAfter(_),
        )
        | None => shared
            .weather(received.target)
            .map(|refusal| Reply::refused(received.target, &refusal, id)),
    };
    if let Some(reply) = early {
        return shared.send(line, reply, id);
    }
    let change = match &fault {
        Some(Fault::ChangedAfter(change)) => Some(change),
        Some(_) | None => None,
    };
    let reply = shared.perform(&received, change);
    match fault {
        Some(Fault::CutAfter) => return shared.cut(line, Fate::Cut),
        Some(Fault::SilentAfter) => return shared.silence(line).await,
        Some(Fault::HalfAnswer) => return shared.send_half(line, reply, id),
        Some(Fault::Unreadable) => return shared.send(line, Reply::unreadable(), id),
        Some(Fault::DelayAfter(time)) => shared.wait(time).await,
        Some(
            Fault::DelayBefore(_)
            | Fault::Refuse(_)
            | Fault::Instead(_)
            | Fault::CutBefore
            | Fault::SilentBefore
            | Fault::ChangedAfter(_),
        )
        | None => {}
    }
    shared.send(line, reply, id)
}

impl Shared {
    pub(super) fn store(&self) -> MutexGuard<'_, Store> {
        self.store.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What the command line asked to go wrong; STS is another service with limits of its own.
    fn weather(&self, target: Target) -> Option<Refusal> {
        match target {
            Target::Lambda(..) => {
                let mut weather = self.weather.lock().unwrap_or_else(PoisonError::into_inner);
                weather.refuse(self.started.elapsed())
            }
            Target::Sts(_) | Target::Unknown => None,
        }
    }

    /// The effect, and in the same instant what somebody else changes.
    fn perform(&self, received: &Received, change: Option<&Change>) -> Reply {
        let answered = match received.target {
            Target::Sts(_) => {
                let caller = self.faults.caller();
                let form = String::from_utf8_lossy(&received.body);
                return match caller
                    .as_ref()
                    .unwrap_or(&self.caller)
                    .answer(&form, &received.request_id)
                {
                    Ok(xml) => Reply {
                        status: 200,
                        content_type: "text/xml".to_owned(),
                        body: xml.into(),
                        error: None,
                        retry_after: None,
                    },
                    Err(refusal) => Reply::refused(received.target, &refusal, &received.request_id),
                };
            }
            Target::Unknown => Err(Refusal::new(
                404,
                "UnknownOperationException",
                "The simulator does not know this operation.",
            )),
            Target::Lambda(_, perform) => self.perform_lambda(perform, received, change),
        };
        match answered {
            Ok(answer) => Reply::answered(&answer),
            Err(refusal) => Reply::refused(received.target, &refusal, &received.request_id),
        }
    }

    fn perform_lambda(
        &self,
        perform: Perform,
        received: &Received,
        change: Option<&Change>,
    ) -> Result<Answer, Refusal> {
        let body = if received.body.is_empty() {
            Value::Null
        } else {
            serde_json::from_slice(&received.body).map_err(|error| {
                let message = format!("Could not parse request body into json: {error}");
                Refusal::new(400, "InvalidRequestContentException", message)
            })?
        };
        let now = self.ticks.now().as_millisecond();
        let mut store = self.store();
        let Store {
            account,
            regions,
            ids,
        } = &mut *store;
        let functions = regions.entry(received.region.clone()).or_default();
        let place = Place {
            account,
            region: &received.region,
        };
        let mut call = Call {
            place,
            functions,
            path: &received.path,
            query: &received.query,
            body: &body,
            now,
            ids,
        };
        let answered = perform(&mut call);
        if let Some(change) = change {
            store.change(&received.region, change, now);
        }
        answered
    }

    /// Waits, or until the simulator ends.
    #[expect(clippy::disallowed_methods, reason = "slowness is what is simulated")]
    async fn wait(&self, time: Duration) {
        if !time.is_zero() {
            tokio::select! {
                () = tokio::time::sleep(time) => {}
                () = self.end() => {}
            }
        }
    }

    async fn end(&self) {
        // An error means that the handle is gone, which is an end as well.
        drop(self.ended.clone().wait_for(|ended| *ended).await);
    }

    async fn silence(&self, line: LineNumber) -> Response {
        self.log.ended(line, Fate::Silent);
        self.end().await;
        cut()
    }

    fn cut(&self, line: LineNumber, fate: Fate) -> Response {
        self.log.ended(line, fate);
        cut()
    }

    fn send(&self, line: LineNumber, reply: Reply, request_id: &str) -> Response {
        self.log.ended(line, Fate::Answered(reply.status));
        reply.response(request_id, Body::from)
    }

    fn send_half(&self, line: LineNumber, reply: Reply, request_id: &str) -> Response {
        self.log.ended(line, Fate::Half(reply.status));
        reply.response(request_id, |body| Body::new(HalfBody::of(body.into())))
    }
}

fn cut() -> Response {
    let mut response = Response::new(Body::empty());
    response.extensions_mut().insert(Cut);
    response
}

impl Reply {
    fn answered(answer: &Answer) -> Self {
        let body = answer
            .body
            .as_ref()
            .map(Value::to_string)
            .unwrap_or_default();
        Self {
            status: answer.status,
            content_type: "application/json".to_owned(),
            body: body.into(),
            error: None,
            retry_after: None,
        }
    }

    fn refused(target: Target, refusal: &Refusal, request_id: &str) -> Self {
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
        }
    }

    fn page(page: &Page) -> Self {
        let (content_type, body) = (page.content_type.clone(), page.body.clone().into());
        Self {
            status: page.status,
            content_type,
            body,
            error: None,
            retry_after: None,
        }
    }

    fn unreadable() -> Self {
        let body = "{\"LastModified\": \"yesterday\", \"FunctionArn\": [".into();
        Self {
            status: 200,
            content_type: "application/json".to_owned(),
            body,
            error: None,
            retry_after: None,
        }
    }

    fn response(self, request_id: &str, body: impl FnOnce(Vec<u8>) -> Body) -> Response {
        let mut builder = Response::builder()
            .status(self.status)
            .header("x-amzn-RequestId", request_id);
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

/// What the `Authorization` header says of the caller: `Credential=KEY/DATE/REGION/SERVICE/aws4_request`.
#[derive(Default)]
struct Signature<'a> {
    access_key_id: Option<&'a str>,
    region: Option<&'a str>,
}

impl<'a> Signature<'a> {
    fn read(headers: &'a HeaderMap) -> Self {
        let credential = headers
            .get(AUTHORIZATION)
            .and_then(|value| value.to_str().ok())
            .and_then(|text| text.split_once("Credential="))
            .map(|(_, rest)| rest.split([',', ' ']).next().unwrap_or(rest));
        let mut parts = credential
            .into_iter()
            .flat_map(|credential| credential.split('/'));
        Self {
            access_key_id: parts.next(),
            region: parts.nth(1).filter(|region| !region.is_empty()),
        }
    }
}

/// The parameters of path and query, decoded.
async fn parameters(parts: &mut Parts) -> (HashMap<String, String>, HashMap<String, String>) {
    let path = Path::<HashMap<String, String>>::from_request_parts(parts, &()).await;
    let query = Query::<HashMap<String, String>>::try_from_uri(&parts.uri);
    (
        path.map(|Path(path)| path).unwrap_or_default(),
        query.map(|Query(query)| query).unwrap_or_default(),
    )
}

/// Function and qualifier for the log.
fn subject(
    path: &HashMap<String, String>,
    query: &HashMap<String, String>,
) -> (Option<String>, Option<String>) {
    let Some(text) = path.get("FunctionName").or_else(|| path.get("Resource")) else {
        return (None, None);
    };
    let (function, qualifier) = names::for_the_log(text);
    let qualifier = qualifier
        .or(query.get("Qualifier").map(String::as_str))
        .or(path.get("Name").map(String::as_str));
    (Some(function.to_owned()), qualifier.map(str::to_owned))
}
