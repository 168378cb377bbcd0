//! One request from arrival to answer: who asks, which fault it meets, the effect, the answer.
//!
//! Knows the order of things. Does not know what an operation does, what a request looks like, nor how bytes get to the client.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use axum::body::Body;
use axum::extract::Request;
use axum::response::Response;
use serde_json::Value;
use tokio::sync::watch;

use super::clock::Ticks;
use super::faults::{Change, Fault, Faults, Weather};
use super::log::{Fate, LineNumber, Log, LogLine};
use super::names::Place;
use super::received::{Received, Sent, Target};
use super::refusal::Refusal;
use super::reply::{Reply, cut};
use super::routes::Perform;
use super::server::HalfBody;
use super::store::{Answer, Call, Store};
use super::sts::Caller;

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

/// Answers one request; a response that carries [`Cut`](super::reply::Cut) must not be sent.
pub(super) async fn answer(shared: &Shared, target: Target, request: Request) -> Response {
    let mut received = Received::read(target, request, &shared.region).await;
    let request_id = shared.store().ids.next();
    let (function, qualifier) = received.subject();
    let line = shared.log.arrived(LogLine {
        at: shared.ticks.now(),
        operation: target.operation(),
        region: received.region.clone(),
        function,
        qualifier,
        access_key_id: received.access_key_id.take(),
        request_id: request_id.clone(),
        fate: Fate::Arrived,
    });
    exchange(shared, line, &received, &request_id).await
}

/// The request meets what is planned for it, before and after its effect.
async fn exchange(shared: &Shared, line: LineNumber, received: &Received, id: &str) -> Response {
    let fault = received
        .target
        .operation()
        .and_then(|operation| shared.faults.next(operation));
    shared.wait(shared.latency).await;
    let (early, late) = match fault {
        Some(Fault::Refuse(refusal)) => (Some(Reply::refused(received.target, &refusal, id)), None),
        Some(Fault::Instead(page)) => (Some(Reply::page(page)), None),
        Some(Fault::CutBefore) => return shared.cut(line, Fate::Cut),
        Some(Fault::SilentBefore) => return shared.silence(line).await,
        Some(Fault::DelayBefore(time)) => {
            shared.wait(time).await;
            (None, None)
        }
        late @ (Some(
            Fault::DelayAfter(_)
            | Fault::CutAfter
            | Fault::HalfAnswer
            | Fault::SilentAfter
            | Fault::Unreadable
            | Fault::ChangedAfter(_),
        )
        | None) => {
            let weather = shared.weather(received.target);
            let refused = |refusal| Reply::refused(received.target, &refusal, id);
            (weather.map(refused), late)
        }
    };
    if let Some(reply) = early {
        return shared.send(line, reply, id);
    }
    let change = match &late {
        Some(Fault::ChangedAfter(change)) => Some(change),
        Some(_) | None => None,
    };
    let reply = shared.perform(received, id, change);
    match late {
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
    fn perform(&self, received: &Received, request_id: &str, change: Option<&Change>) -> Reply {
        let Received { target, sent, .. } = received;
        let reply = match (sent, *target) {
            (Err(refusal), _) => return Reply::refused(*target, refusal, request_id),
            (Ok(Sent::Form(form)), _) => self.identify(form, request_id),
            (Ok(Sent::Json(body)), Target::Lambda(_, perform)) => self
                .perform_lambda(perform, received, body, change)
                .map(|answer| Reply::answered(&answer)),
            (Ok(Sent::Json(_)), Target::Sts(_) | Target::Unknown) => {
                let message = "The simulator does not know this operation.";
                Err(Refusal::new(404, "UnknownOperationException", message))
            }
        };
        reply.unwrap_or_else(|refusal| Reply::refused(*target, &refusal, request_id))
    }

    fn identify(&self, form: &str, request_id: &str) -> Result<Reply, Refusal> {
        let other = self.faults.caller();
        let caller = other.as_ref().unwrap_or(&self.caller);
        caller.answer(form, request_id).map(Reply::xml)
    }

    fn perform_lambda(
        &self,
        perform: Perform,
        received: &Received,
        body: &Value,
        change: Option<&Change>,
    ) -> Result<Answer, Refusal> {
        let Received {
            region,
            path,
            query,
            ..
        } = received;
        let now = self.ticks.now().as_millisecond();
        let mut store = self.store();
        let Store {
            account,
            regions,
            ids,
        } = &mut *store;
        let functions = regions.entry(region.clone()).or_default();
        let place = Place { account, region };
        let answered = perform(&mut Call {
            place,
            functions,
            path,
            query,
            body,
            now,
            ids,
        });
        if let Some(change) = change {
            store.change(region, change, now);
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
