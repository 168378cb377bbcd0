//! What goes wrong on purpose, counted per operation.
//!
//! Knows which fault the next request of an operation meets. Does not carry any out; that is `exchange`.

use std::collections::{BTreeMap, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use serde_json::Value;

use super::refusal::Refusal;
use super::routes::Operation;
use super::sts::Caller;

/// One thing that goes wrong. "Before" and "after" speak of the effect that the request has on what is stored.
#[derive(Clone, Debug, PartialEq)]
pub enum Fault {
    /// The effect comes late, and with it the answer; it comes even if the client has gone.
    DelayBefore(Duration),
    /// The effect comes at once, its answer late.
    DelayAfter(Duration),
    /// No effect; an error is answered.
    Refuse(Refusal),
    /// No effect; these words are answered, as a gateway in front of the service would.
    Instead(Page),
    /// No effect; the connection is closed without an answer.
    CutBefore,
    /// The effect, then the connection is closed without an answer.
    CutAfter,
    /// The effect, then the head of the answer and half of its body, and the connection is closed.
    HalfAnswer,
    /// No effect; no answer either, while the connection stays open.
    SilentBefore,
    /// The effect, and no answer, while the connection stays open.
    SilentAfter,
    /// The effect, answered with status 200 and a body that is not what the API promises.
    Unreadable,
    /// The effect and its true answer; in the same instant somebody else changes settings of the same region.
    ChangedAfter(Change),
}

/// An answer that is not the service's own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page {
    /// The HTTP status.
    pub status: u16,
    /// The `Content-Type` header.
    pub content_type: String,
    /// The body, as it is.
    pub body: String,
}

/// Settings as somebody else leaves them.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// The bare name.
    pub function: String,
    /// Such as `$LATEST`.
    pub qualifier: String,
    /// The body of a Put, held without being checked; `None` removes the configuration.
    pub settings: Option<Value>,
}

impl Fault {
    /// 429 "Rate exceeded" with a `Retry-After` header.
    #[must_use]
    pub fn throttled(retry_after: u32) -> Self {
        Self::Refuse(Refusal::throttled(retry_after))
    }

    /// 409, as two writes to one function at the same time give it.
    #[must_use]
    pub fn concurrent_update(function_arn: &str) -> Self {
        Self::Refuse(Refusal::concurrent_update(function_arn))
    }

    /// 403 with a `null` for a message.
    #[must_use]
    pub fn access_denied() -> Self {
        Self::Refuse(Refusal::without_message(403, "AccessDeniedException"))
    }

    /// 403 as soon as credentials have ended.
    #[must_use]
    pub fn expired_token() -> Self {
        Self::Refuse(Refusal::expired_token())
    }

    /// A gateway's page of HTML.
    #[must_use]
    pub fn html(status: u16) -> Self {
        let body = format!("<html><body><h1>{status}</h1></body></html>");
        Self::Instead(Page {
            status,
            content_type: "text/html".to_owned(),
            body,
        })
    }
}

/// The faults still to come; a clone speaks of the same ones.
#[derive(Clone, Debug, Default)]
pub struct Faults {
    planned: Arc<Mutex<Planned>>,
}

#[derive(Debug, Default)]
struct Planned {
    queues: BTreeMap<Operation, VecDeque<(Fault, u32)>>,
    caller: Option<Caller>,
}

impl Faults {
    /// For a fault that never ends.
    pub const ALWAYS: u32 = u32::MAX;

    /// Lets the next requests of an operation meet a fault, after those that were planned before.
    pub fn add(&self, operation: Operation, fault: Fault, times: u32) {
        if times > 0 {
            self.planned()
                .queues
                .entry(operation)
                .or_default()
                .push_back((fault, times));
        }
    }

    /// Forgets every planned fault; STS answers as its own account again.
    pub fn clear(&self) {
        *self.planned() = Planned::default();
    }

    /// Lets STS answer as somebody else from now on.
    pub fn answer_as(&self, account: &str, arn: &str) {
        self.planned().caller = Some(Caller {
            account: account.to_owned(),
            arn: arn.to_owned(),
        });
    }

    /// How many faults are still to be met by an operation.
    #[must_use]
    pub fn left(&self, operation: Operation) -> u64 {
        let planned = self.planned();
        planned
            .queues
            .get(&operation)
            .into_iter()
            .flatten()
            .map(|(_, times)| u64::from(*times))
            .sum()
    }

    /// The fault that this request meets.
    pub(super) fn next(&self, operation: Operation) -> Option<Fault> {
        let mut planned = self.planned();
        let queue = planned.queues.get_mut(&operation)?;
        let (fault, times) = queue.front_mut()?;
        if *times != Self::ALWAYS {
            *times -= 1;
        }
        if *times > 0 {
            return Some(fault.clone());
        }
        queue.pop_front().map(|(fault, _)| fault)
    }

    /// Who answers instead of the account's own caller.
    pub(super) fn caller(&self) -> Option<Caller> {
        self.planned().caller.clone()
    }

    fn planned(&self) -> MutexGuard<'_, Planned> {
        self.planned.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Which requests `--fail PERCENT` and `--rate-limit` refuse.
#[derive(Debug)]
pub(super) struct Weather {
    fail_percent: u64,
    requests: u64,
    rate_limit: Option<f64>,
    tokens: f64,
    filled_at: Duration,
}

impl Weather {
    pub(super) fn new(fail_percent: u8, rate_limit: Option<u32>) -> Self {
        let rate_limit = rate_limit.map(f64::from);
        Self {
            fail_percent: fail_percent.into(),
            requests: 0,
            rate_limit,
            tokens: rate_limit.unwrap_or(0.0),
            filled_at: Duration::ZERO,
        }
    }

    /// The refusal that this request meets, `since_start` telling when it came.
    pub(super) fn refuse(&mut self, since_start: Duration) -> Option<Refusal> {
        if let Some(rate) = self.rate_limit {
            let passed = since_start.saturating_sub(self.filled_at).as_secs_f64();
            // A bucket that holds one second's worth, as a burst of the documented rate is let through.
            self.tokens = (self.tokens + passed * rate).min(rate);
            self.filled_at = since_start;
            if self.tokens < 1.0 {
                return Some(Refusal::throttled(1));
            }
            self.tokens -= 1.0;
        }
        let before = self.requests * self.fail_percent / 100;
        self.requests += 1;
        let after = self.requests * self.fail_percent / 100;
        (after > before)
            .then(|| Refusal::new(500, "ServiceException", "simulated failure (--fail)"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn faults_are_met_in_the_order_planned_and_as_often_as_planned() {
        let faults = Faults::default();
        let get = Operation::GetFunctionEventInvokeConfig;
        faults.add(get, Fault::CutBefore, 2);
        faults.add(get, Fault::CutAfter, 1);
        assert_eq!(faults.left(get), 3);
        assert_eq!(faults.next(Operation::ListFunctions), None);
        let met: Vec<Option<Fault>> = (0..4).map(|_| faults.next(get)).collect();
        assert_eq!(
            met,
            [
                Some(Fault::CutBefore),
                Some(Fault::CutBefore),
                Some(Fault::CutAfter),
                None
            ]
        );
        assert_eq!(faults.left(get), 0);
    }

    #[test]
    fn a_percentage_fails_that_share_in_the_same_places_each_time() {
        let failed = |percent: u8| {
            let mut weather = Weather::new(percent, None);
            (0..100)
                .filter(|_| weather.refuse(Duration::ZERO).is_some())
                .collect::<Vec<u32>>()
        };
        for percent in [0, 1, 7, 50, 100] {
            assert_eq!(failed(percent).len(), usize::from(percent));
            assert_eq!(failed(percent), failed(percent));
        }
    }

    #[test]
    fn above_the_rate_requests_are_throttled_until_time_has_passed() {
        let mut weather = Weather::new(0, Some(2));
        let at = |weather: &mut Weather, milliseconds| {
            weather
                .refuse(Duration::from_millis(milliseconds))
                .is_none()
        };
        assert!(at(&mut weather, 0));
        assert!(at(&mut weather, 0));
        assert!(!at(&mut weather, 0));
        assert!(at(&mut weather, 500));
        assert!(!at(&mut weather, 500));
    }
}
