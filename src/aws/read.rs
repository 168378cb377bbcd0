//! Reads: when a query has its turn, and how often it is tried.
//!
//! Knows that a read may be repeated, and after which failures. Does not know how a query is asked, see `queries`, nor what the program
//! wants to know next.

mod queries;

use std::sync::OnceLock;
use std::time::Duration;

use tokio::time::Instant;

use super::client::Client;
use crate::domain::call::{
    Answer, CredentialsGeneration, MOST_TRIES, Query, RequestId, Urgency, Whom,
};
use crate::domain::failure::{Failure, FailureKind};

/// How long to wait before the second and the third attempt; a throttled one also waits for the pace.
const PAUSES: [Duration; MOST_TRIES as usize - 1] =
    [Duration::from_millis(100), Duration::from_millis(400)];

impl Client {
    /// Asks AWS, when it is this query's turn. Throttling, faults of the service and broken connections are tried again, three
    /// attempts in all. Whoever drops the future has left the queue.
    ///
    /// Tells under which credentials the last attempt went out, `None` where nothing left, and what it came to. A failure says what
    /// went wrong at that attempt. An answer that names no configuration, function or alias is an answer.
    pub async fn read(
        &self,
        request: RequestId,
        query: &Query,
        urgency: Urgency,
    ) -> (Option<CredentialsGeneration>, Result<Answer, Failure>) {
        let mut left = self.inner.bounds.operation;
        let mut pauses = PAUSES.into_iter();
        let awaiting = self.inner.pace.awaiting();
        let mut tries = 0;
        loop {
            tries += 1;
            let in_flight = if matches!(query, Query::Identity) {
                self.inner.pace.beside()
            } else {
                self.inner.pace.turn(urgency).await
            };
            let started = Instant::now();
            tracing::debug!(request = request.0, "asking");
            let credentials = OnceLock::new();
            if tries == 1 {
                awaiting.waits(Whom::Credentials, tries);
            }
            let on_its_way = || awaiting.waits(Whom::answers(query.operation()), tries);
            let answer = self.ask(query, left, &credentials, &on_its_way).await;
            let credentials = credentials.into_inner();
            drop(in_flight);
            let failure = match answer {
                Ok(answer) => return (credentials, Ok(answer)),
                Err(failure) => failure,
            };
            // Where nothing came, it is still waited for while the next try begins.
            if failure.status.is_some() {
                awaiting.heard();
            }
            left = left.saturating_sub(started.elapsed());
            let pause = pauses.next().filter(|_| is_passing(failure.kind));
            let Some(pause) = pause.filter(|_| !left.is_zero()) else {
                return (credentials, Err(after(tries, failure)));
            };
            tokio::time::sleep_until(Instant::now() + pause).await;
        }
    }
}

/// Of a silence, how often it was met: who waited for all tries waited longer than for one. The last try ends with the patience for all.
fn after(tries: u32, mut failure: Failure) -> Failure {
    let is_silence = failure.kind == FailureKind::NoAnswer && failure.status.is_none();
    if is_silence && tries > 1 {
        let sentence = failure.sentence.trim_end_matches('.');
        failure.sentence = format!("{sentence}, at the last of {tries} tries.");
    }
    failure
}

/// Says whether the same request may well be answered a moment later.
fn is_passing(kind: FailureKind) -> bool {
    matches!(
        kind,
        FailureKind::Throttled
            | FailureKind::ServiceFault
            | FailureKind::Unreachable
            | FailureKind::ConnectionLost
            | FailureKind::NoAnswer
    )
}
