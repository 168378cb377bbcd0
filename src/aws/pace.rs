//! The one queue that decides which read goes next, and how many requests go in a second.
//!
//! An account's control plane has 15 requests a second for everybody, over all Lambda operations together, and that can't be
//! raised (AWS Lambda quotas). Knows urgencies, the rate and throttling. Does not know what is asked, nor the SDK.
//! [`Lane`] is the plain data: it is told the time. [`Pace`] is the thin shell that waits.

use std::collections::BTreeMap;
use std::num::NonZeroU32;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::sync::{Notify, watch};
use tokio::time::Instant;

use crate::domain::call::{Awaited, Urgency, Whom};

/// How long after a throttled answer further ones say nothing new: they were sent at the same rate.
const SAME_CAUSE: Duration = Duration::from_secs(1);

/// How long a rate must hold without throttling before it is raised by one request a second.
pub(super) const RECOVERY: Duration = Duration::from_secs(5);

/// How many requests may go at once after a pause: what opening a function asks for. A whole second's worth would let twice the
/// rate go in the first second, more than the account has for everybody.
const BURST: u32 = 4;

/// The longest that a `Retry-After` header may hold everything: what asks for more is no server that paces its clients.
const LONGEST_HOLD: Duration = Duration::from_mins(1);

/// What the pace is doing, for the header of the screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PaceState {
    /// Requests allowed in a second now.
    pub requests_per_second: u32,
    /// Requests allowed in a second while nobody throttles.
    pub full_requests_per_second: u32,
    /// For how many seconds AWS asked to wait, while that holds everything; else 0.
    pub held_seconds: u64,
    /// Reads that wait for their turn.
    pub queued: usize,
    /// Requests that were handed over and not answered.
    pub in_flight: usize,
    /// Whom the reads among them wait for.
    pub awaited: Awaited,
}

impl PaceState {
    /// Says whether throttling made the pace slower than it could be.
    #[must_use]
    pub fn is_slowed(&self) -> bool {
        self.requests_per_second < self.full_requests_per_second
    }
}

/// Where a read stands: the urgency first, then the newest of what is visible, the oldest of everything else.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Place {
    urgency: Urgency,
    order: i64,
}

/// What a read that asks for its turn is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Turn {
    /// Go: a token was taken.
    Now,
    /// First in the queue; a token is there at this instant.
    At(Instant),
    /// Others go before.
    Later,
}

/// The queue and the tokens, as plain data.
#[derive(Debug)]
struct Lane {
    waiting: BTreeMap<Place, Arc<Notify>>,
    next_order: i64,
    full_rate: u32,
    rate: u32,
    tokens: f64,
    counted_until: Instant,
    rate_changed: Instant,
    throttled: Option<Instant>,
    held_until: Option<Instant>,
    held_seconds: u64,
    in_flight: usize,
    /// The reads that wait for somebody, each with its try.
    awaiting: BTreeMap<u64, (Whom, u32)>,
    next_awaiting: u64,
}

impl Lane {
    fn new(rate: NonZeroU32, now: Instant) -> Self {
        Self {
            waiting: BTreeMap::new(),
            next_order: 0,
            full_rate: rate.get(),
            rate: rate.get(),
            tokens: f64::from(rate.get().min(BURST)),
            counted_until: now,
            rate_changed: now,
            throttled: None,
            held_until: None,
            held_seconds: 0,
            in_flight: 0,
            awaiting: BTreeMap::new(),
            next_awaiting: 0,
        }
    }

    /// Gives the next place of an urgency.
    fn place(&mut self, urgency: Urgency) -> Place {
        self.next_order += 1;
        let order = match urgency {
            Urgency::Visible => -self.next_order,
            Urgency::Operator | Urgency::Background => self.next_order,
        };
        Place { urgency, order }
    }

    /// Answers the read that waits at `place`; on [`Turn::Now`] it has left the queue and is in flight.
    fn turn(&mut self, place: Place, now: Instant) -> Turn {
        if self
            .waiting
            .first_key_value()
            .is_some_and(|(first, _)| *first != place)
        {
            return Turn::Later;
        }
        self.refill(now);
        if let Some(until) = self.held_until.filter(|until| *until > now) {
            return Turn::At(until);
        }
        if self.tokens < 1.0 {
            let missing = (1.0 - self.tokens) / f64::from(self.rate);
            return Turn::At(now + Duration::from_secs_f64(missing) + Duration::from_nanos(1));
        }
        self.tokens -= 1.0;
        self.in_flight += 1;
        self.waiting.remove(&place);
        Turn::Now
    }

    /// Counts a write: it never waits, so that the reads after it wait for it.
    fn write(&mut self, now: Instant) {
        self.refill(now);
        self.tokens -= 1.0;
        self.in_flight += 1;
    }

    /// Halves the rate, once for all answers that were throttled together, and holds everything for as long as AWS asks.
    fn throttled(&mut self, retry_after: Option<Duration>, now: Instant) {
        self.refill(now);
        let told_before = self
            .throttled
            .is_some_and(|before| now.duration_since(before) < SAME_CAUSE);
        if !told_before {
            self.rate = (self.rate / 2).max(1);
            self.throttled = Some(now);
        }
        self.rate_changed = now;
        self.tokens = self.tokens.min(0.0);
        let held = retry_after.map(|wait| now + wait.min(LONGEST_HOLD));
        self.held_until = self.held_until.max(held);
        let left = self.held_until.map(|until| until.duration_since(now));
        self.held_seconds = left.map_or(0, |left| left.as_secs());
    }

    /// Adds the tokens of the time that went by, each second of it at the rate that held then.
    fn refill(&mut self, now: Instant) {
        if self.held_until.is_some_and(|until| until <= now) {
            self.held_until = None;
            self.held_seconds = 0;
        }
        while self.rate < self.full_rate && now >= self.rate_changed + RECOVERY {
            self.rate_changed += RECOVERY;
            self.earn(self.rate_changed);
            self.rate += 1;
        }
        self.earn(now);
    }

    fn earn(&mut self, until: Instant) {
        let rate = f64::from(self.rate);
        let passed = until.saturating_duration_since(self.counted_until);
        let most = rate.min(f64::from(BURST));
        self.tokens = (self.tokens + passed.as_secs_f64() * rate).min(most);
        self.counted_until = self.counted_until.max(until);
    }

    fn first(&self) -> Option<&Arc<Notify>> {
        self.waiting.first_key_value().map(|(_, waiting)| waiting)
    }

    fn state(&self) -> PaceState {
        PaceState {
            requests_per_second: self.rate,
            full_requests_per_second: self.full_rate,
            held_seconds: self.held_seconds,
            queued: self.waiting.len(),
            in_flight: self.in_flight,
            awaited: self
                .awaiting
                .values()
                .fold(Awaited::default(), |awaited, (whom, tries)| {
                    awaited.with(*whom, *tries)
                }),
        }
    }
}

/// The queue of one session, shared by all its requests.
#[derive(Clone, Debug)]
pub(super) struct Pace {
    shared: Arc<Shared>,
}

#[derive(Debug)]
struct Shared {
    lane: Mutex<Lane>,
    state: watch::Sender<PaceState>,
}

/// A request on its way; the pace counts it as in flight until this is dropped.
#[derive(Debug)]
pub(super) struct InFlight {
    shared: Arc<Shared>,
}

/// What one read waits for; forgotten when this is dropped.
#[derive(Debug)]
pub(super) struct Awaiting {
    shared: Arc<Shared>,
    number: u64,
}

/// A place in the queue, which is left when this is dropped.
struct Waiting<'a> {
    shared: &'a Shared,
    place: Place,
}

impl Pace {
    pub(super) fn new(requests_per_second: NonZeroU32) -> Self {
        let lane = Lane::new(requests_per_second, Instant::now());
        let (state, _) = watch::channel(lane.state());
        Self {
            shared: Arc::new(Shared {
                lane: Mutex::new(lane),
                state,
            }),
        }
    }

    /// Waits for this request's turn. Whoever drops the future has left the queue.
    pub(super) async fn turn(&self, urgency: Urgency) -> InFlight {
        let called = Arc::new(Notify::new());
        let place = self.shared.change(|lane| {
            let place = lane.place(urgency);
            lane.waiting.insert(place, Arc::clone(&called));
            place
        });
        let waiting = Waiting {
            shared: &self.shared,
            place,
        };
        loop {
            match self
                .shared
                .change(|lane| lane.turn(waiting.place, Instant::now()))
            {
                Turn::Now => break,
                Turn::At(instant) => {
                    tokio::select! {
                        () = tokio::time::sleep_until(instant) => {}
                        () = called.notified() => {}
                    }
                }
                Turn::Later => called.notified().await,
            }
        }
        drop(waiting);
        InFlight {
            shared: Arc::clone(&self.shared),
        }
    }

    /// Counts a write, which goes at once.
    pub(super) fn write(&self) -> InFlight {
        self.shared.change(|lane| lane.write(Instant::now()));
        InFlight {
            shared: Arc::clone(&self.shared),
        }
    }

    /// Counts a request to another service, which has a quota of its own.
    pub(super) fn beside(&self) -> InFlight {
        self.shared.change(|lane| lane.in_flight += 1);
        InFlight {
            shared: Arc::clone(&self.shared),
        }
    }

    /// Lets a read say whom it waits for.
    pub(super) fn awaiting(&self) -> Awaiting {
        let number = self.shared.change(|lane| {
            lane.next_awaiting += 1;
            lane.next_awaiting
        });
        Awaiting {
            shared: Arc::clone(&self.shared),
            number,
        }
    }

    /// Takes note of a throttled answer.
    pub(super) fn throttled(&self, retry_after: Option<Duration>) {
        self.shared
            .change(|lane| lane.throttled(retry_after, Instant::now()));
    }

    /// Raises the rate by what the time that went by allows, also where nothing was asked meanwhile.
    pub(super) fn recover(&self) {
        self.shared.change(|lane| lane.refill(Instant::now()));
    }

    pub(super) fn watch(&self) -> watch::Receiver<PaceState> {
        self.shared.state.subscribe()
    }
}

impl Shared {
    /// Changes the lane and tells who watches it, if there is something to tell.
    fn change<T>(&self, change: impl FnOnce(&mut Lane) -> T) -> T {
        let mut lane = self.lock();
        let answer = change(&mut lane);
        let now = lane.state();
        self.state
            .send_if_modified(|state| std::mem::replace(state, now) != now);
        answer
    }

    /// A panic elsewhere leaves the lane usable: each change is complete in itself.
    fn lock(&self) -> MutexGuard<'_, Lane> {
        self.lane.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Awaiting {
    /// Says for whom this read waits at which try, counted from 1.
    pub(super) fn waits(&self, whom: Whom, tries: u32) {
        self.shared
            .change(|lane| lane.awaiting.insert(self.number, (whom, tries)));
    }

    /// Says that this read waits for nobody: an answer came, of whatever kind.
    pub(super) fn heard(&self) {
        self.shared
            .change(|lane| lane.awaiting.remove(&self.number));
    }
}

impl Drop for Awaiting {
    fn drop(&mut self) {
        self.heard();
    }
}

impl Drop for Waiting<'_> {
    /// Leaves the queue, and calls whoever is first now.
    fn drop(&mut self) {
        self.shared.change(|lane| {
            lane.waiting.remove(&self.place);
            if let Some(first) = lane.first() {
                first.notify_one();
            }
        });
    }
}

impl Drop for InFlight {
    fn drop(&mut self) {
        self.shared
            .change(|lane| lane.in_flight = lane.in_flight.saturating_sub(1));
    }
}

#[cfg(test)]
mod tests;
