//! What goes next and when, on a clock that stands still.

use std::future::Future;
use std::pin::pin;
use std::task::{Context, Poll, Waker};

use super::*;

const EIGHT: NonZeroU32 = NonZeroU32::new(8).unwrap();
const ONE: NonZeroU32 = NonZeroU32::MIN;

fn seconds(number: u64) -> Duration {
    Duration::from_secs(number)
}

/// Says whether a future is ready when it is polled once.
fn poll_once<F: Future>(future: std::pin::Pin<&mut F>) -> Poll<F::Output> {
    future.poll(&mut Context::from_waker(Waker::noop()))
}

#[tokio::test(start_paused = true)]
async fn the_operator_goes_first_then_the_newest_of_what_is_visible_then_the_oldest_of_the_rest() {
    let pace = Pace::new(ONE);
    drop(pace.turn(Urgency::Background).await);
    let order = Mutex::new(Vec::new());
    let read = async |name: &'static str, urgency| {
        let _turn = pace.turn(urgency).await;
        order.lock().unwrap().push(name);
    };
    tokio::join!(
        read("background 1", Urgency::Background),
        read("visible 1", Urgency::Visible),
        read("background 2", Urgency::Background),
        read("operator 1", Urgency::Operator),
        read("visible 2", Urgency::Visible),
        read("operator 2", Urgency::Operator),
    );
    assert_eq!(
        *order.lock().unwrap(),
        [
            "operator 1",
            "operator 2",
            "visible 2",
            "visible 1",
            "background 1",
            "background 2"
        ]
    );
}

#[tokio::test(start_paused = true)]
async fn a_few_go_at_once_and_then_the_rate_holds() {
    let pace = Pace::new(EIGHT);
    let start = Instant::now();
    for _ in 0..BURST {
        drop(pace.turn(Urgency::Background).await);
    }
    assert_eq!(start.elapsed(), Duration::ZERO);
    for _ in 0..80 {
        drop(pace.turn(Urgency::Background).await);
    }
    let passed = start.elapsed();
    assert!(passed >= seconds(10), "{passed:?}");
    assert!(passed < Duration::from_millis(10_100), "{passed:?}");
}

// The bucket held a whole second's worth: 16 requests left in the first second, and the account has 15 for everybody.
#[tokio::test(start_paused = true)]
async fn no_second_sends_many_more_than_the_rate_also_not_the_first() {
    let pace = Pace::new(EIGHT);
    let start = Instant::now();
    let mut sent = Vec::new();
    while sent.len() < 100 {
        drop(pace.turn(Urgency::Background).await);
        sent.push(start.elapsed());
    }
    for from in &sent {
        let within = |at: &&Duration| *from <= **at && **at < *from + seconds(1);
        let number = sent.iter().filter(within).count();
        assert!(number <= 12, "{number} in the second from {from:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn whoever_stops_waiting_has_left_the_queue_and_took_nothing() {
    let pace = Pace::new(ONE);
    drop(pace.turn(Urgency::Visible).await);
    let state = pace.watch();
    {
        let mut abandoned = pin!(pace.turn(Urgency::Operator));
        assert!(poll_once(abandoned.as_mut()).is_pending());
        assert_eq!(state.borrow().queued, 1);
    }
    assert_eq!(state.borrow().queued, 0);
    let start = Instant::now();
    drop(pace.turn(Urgency::Background).await);
    assert!(start.elapsed() <= seconds(1) + Duration::from_millis(1));
}

// The first in the queue sleeps until its token; were it to leave without a word, nobody would ever wake the next one.
#[tokio::test(start_paused = true)]
async fn when_the_first_leaves_the_next_is_called() {
    let pace = Pace::new(ONE);
    drop(pace.turn(Urgency::Visible).await);
    let mut first = Box::pin(pace.turn(Urgency::Operator));
    let mut second = pin!(pace.turn(Urgency::Background));
    assert!(poll_once(first.as_mut()).is_pending());
    assert!(poll_once(second.as_mut()).is_pending());
    drop(first);
    let turn = tokio::time::timeout(seconds(2), second).await;
    assert!(turn.is_ok());
}

#[tokio::test(start_paused = true)]
async fn a_write_goes_at_once_and_the_reads_after_it_pay_for_it() {
    let pace = Pace::new(ONE);
    drop(pace.turn(Urgency::Visible).await);
    let start = Instant::now();
    let write = pace.write();
    assert_eq!(pace.watch().borrow().in_flight, 1);
    drop(write);
    assert_eq!(start.elapsed(), Duration::ZERO);
    drop(pace.turn(Urgency::Operator).await);
    assert!(start.elapsed() >= seconds(2));
}

#[tokio::test(start_paused = true)]
async fn throttling_halves_the_rate_once_for_all_answers_of_one_moment() {
    let pace = Pace::new(EIGHT);
    let state = pace.watch();
    for _ in 0..5 {
        pace.throttled(None);
    }
    assert_eq!(state.borrow().requests_per_second, 4);
    assert!(state.borrow().is_slowed());
    tokio::time::advance(seconds(2)).await;
    pace.throttled(None);
    assert_eq!(state.borrow().requests_per_second, 2);
    for _ in 0..9 {
        tokio::time::advance(seconds(2)).await;
        pace.throttled(None);
    }
    assert_eq!(state.borrow().requests_per_second, 1, "never less than one");
}

#[tokio::test(start_paused = true)]
async fn the_rate_comes_back_by_one_request_a_second_each_five_seconds() {
    let pace = Pace::new(EIGHT);
    let state = pace.watch();
    pace.throttled(None);
    for expected in [5, 6, 7, 8, 8] {
        tokio::time::advance(seconds(5)).await;
        drop(pace.turn(Urgency::Background).await);
        assert_eq!(state.borrow().requests_per_second, expected);
    }
    assert!(!state.borrow().is_slowed());
}

/// Where nothing was asked any more, the rate of a throttling long over stood in the header.
#[tokio::test(start_paused = true)]
async fn the_rate_comes_back_where_nothing_is_asked_too() {
    let pace = Pace::new(EIGHT);
    pace.throttled(None);
    tokio::time::advance(seconds(12)).await;
    pace.recover();
    assert_eq!(pace.watch().borrow().requests_per_second, 6);
}

#[tokio::test(start_paused = true)]
async fn nothing_goes_before_the_time_that_aws_asked_for() {
    let pace = Pace::new(EIGHT);
    let start = Instant::now();
    pace.throttled(Some(seconds(7)));
    assert_eq!(pace.watch().borrow().held_seconds, 7);
    drop(pace.turn(Urgency::Operator).await);
    assert_eq!(start.elapsed(), seconds(7));
    assert_eq!(pace.watch().borrow().held_seconds, 0);
}

// A header of 18446744073709551615 s would overflow the clock, and one of an hour would lock the operator out.
#[tokio::test(start_paused = true)]
async fn no_header_holds_everything_for_longer_than_a_minute() {
    let pace = Pace::new(EIGHT);
    let start = Instant::now();
    pace.throttled(Some(Duration::MAX));
    drop(pace.turn(Urgency::Operator).await);
    assert_eq!(start.elapsed(), LONGEST_HOLD);
}

#[tokio::test(start_paused = true)]
async fn whom_reads_wait_for_is_told_with_the_highest_try() {
    let pace = Pace::new(EIGHT);
    let state = pace.watch();
    let (one, other) = (pace.awaiting(), pace.awaiting());
    assert_eq!(state.borrow().awaited, Awaited::default());
    one.waits(Whom::Credentials, 1);
    other.waits(Whom::Lambda, 2);
    one.waits(Whom::Lambda, 1);
    let expected = Awaited {
        lambda: 2,
        ..Awaited::default()
    };
    assert_eq!(state.borrow().awaited, expected);
    other.heard();
    assert_eq!(state.borrow().awaited.lambda, 1);
    drop(one);
    assert_eq!(state.borrow().awaited, Awaited::default());
}

#[tokio::test(start_paused = true)]
async fn a_request_is_in_flight_until_it_is_answered_or_dropped() {
    let pace = Pace::new(EIGHT);
    let state = pace.watch();
    let (one, other) = (
        pace.turn(Urgency::Visible).await,
        pace.turn(Urgency::Visible).await,
    );
    assert_eq!(state.borrow().in_flight, 2);
    drop(one);
    assert_eq!(state.borrow().in_flight, 1);
    drop(other);
    assert_eq!(state.borrow().in_flight, 0);
}
