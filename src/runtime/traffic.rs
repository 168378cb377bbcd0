//! The queue of requests as it is told of: once a second at most, since what moves faster can't be read, and each telling costs a frame.
//!
//! Knows when to tell, and when a lowered rate may rise again. Does not know what is asked, nor how the rate is held.

use std::time::Duration;

use tokio::sync::watch;
use tokio::time::{Instant, sleep_until};

use crate::app::message::Traffic;
use crate::aws::{Client, PaceState};

/// How long after it was told of the queue is not told of again.
const BETWEEN: Duration = Duration::from_secs(1);

/// The queue, and what of it is due. All that is waited for is kept here: the waiting is given up at each key.
#[derive(Debug)]
pub(super) struct Watched {
    pace: watch::Receiver<PaceState>,
    quiet_until: Option<Instant>,
    recovered_at: Option<Instant>,
}

impl Watched {
    pub(super) fn new(pace: watch::Receiver<PaceState>) -> Self {
        Self {
            pace,
            quiet_until: None,
            recovered_at: None,
        }
    }

    /// Waits until there is something to tell; `None` where the queue is gone. Lets a lowered rate recover while nothing is asked.
    /// Nothing is lost where the waiting is given up.
    pub(super) async fn next(&mut self, recover: impl Fn()) -> Option<Traffic> {
        if let Some(instant) = self.quiet_until {
            sleep_until(instant).await;
            self.quiet_until = None;
        }
        loop {
            let is_slowed = self.pace.borrow().is_slowed();
            let recovered_at = match self.recovered_at.filter(|_| is_slowed) {
                Some(instant) => instant,
                None => Instant::now() + Client::RECOVERY,
            };
            self.recovered_at = is_slowed.then_some(recovered_at);
            tokio::select! {
                changed = self.pace.changed() => {
                    changed.ok()?;
                    break;
                }
                () = sleep_until(recovered_at), if is_slowed => {
                    self.recovered_at = None;
                    recover();
                }
            }
        }
        self.quiet_until = Some(Instant::now() + BETWEEN);
        Some(traffic(*self.pace.borrow_and_update()))
    }
}

fn traffic(pace: PaceState) -> Traffic {
    Traffic {
        in_flight: u32::try_from(pace.in_flight).unwrap_or(u32::MAX),
        queued: u32::try_from(pace.queued).unwrap_or(u32::MAX),
        per_second: pace.requests_per_second,
        throttled: pace.is_slowed(),
        held_seconds: u32::try_from(pace.held_seconds).unwrap_or(u32::MAX),
        awaited: pace.awaited,
    }
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;
    use std::future;

    use tokio::time::timeout_at;

    use super::*;
    use crate::domain::call::Awaited;

    fn state(in_flight: usize, requests_per_second: u32) -> PaceState {
        PaceState {
            requests_per_second,
            full_requests_per_second: 8,
            held_seconds: 0,
            queued: 0,
            in_flight,
            awaited: Awaited::default(),
        }
    }

    /// Each request that left or was answered cost a frame, and a number that nobody could read.
    #[tokio::test(start_paused = true)]
    async fn a_busy_queue_is_told_of_once_a_second_and_as_it_is_in_the_end() {
        let (queue, pace) = watch::channel(state(0, 8));
        let mut watched = Watched::new(pace);
        let start = Instant::now();
        let busy = async {
            for number in 1..=40 {
                queue.send_replace(state(number, 8));
                sleep_until(Instant::now() + Duration::from_millis(70)).await;
            }
            queue.send_replace(state(0, 8));
            future::pending::<()>().await;
        };
        let mut told = Vec::new();
        let listen = async {
            while let Some(traffic) = watched.next(|| {}).await {
                told.push((start.elapsed().as_secs(), traffic.in_flight));
            }
        };
        let ten_seconds = sleep_until(start + Duration::from_secs(10));
        tokio::select! {
            () = busy => {}
            () = listen => {}
            () = ten_seconds => {}
        }
        assert_eq!(told, [(0, 1), (1, 15), (2, 29), (3, 0)]);
    }

    /// The time began anew with each key, so whoever typed saw a lowered rate for as long as that.
    #[tokio::test(start_paused = true)]
    async fn a_lowered_rate_recovers_in_its_time_however_often_the_waiting_is_given_up() {
        let (_queue, pace) = watch::channel(state(0, 4));
        let mut watched = Watched::new(pace);
        let recovered = Cell::new(0);
        let recover = || recovered.set(recovered.get() + 1);
        let mut key = Instant::now();
        let end = key + 2 * Client::RECOVERY + Duration::from_millis(500);
        while key < end {
            key += Duration::from_millis(300);
            assert!(timeout_at(key, watched.next(recover)).await.is_err());
        }
        assert_eq!(recovered.get(), 2);
    }
}
