//! A check whose answers come far apart: what is sent rests on a reading made just before, however slow STS or the alias were.

use jiff::SignedDuration;
use lambda_lasso::app::effect::Effect;
use lambda_lasso::domain::call::{CredentialsGeneration, Exchange, Outcome};

use super::account::Account;
use super::play::Play;
use super::shown::shown;
use super::values::{ACCOUNT, applied, caller, exchange};

/// What is read beside who we are.
const BESIDE: [&str; 3] = [
    "configuration orders:$LATEST",
    "description orders:$LATEST",
    "concurrency orders",
];

/// The same, asked for once more.
const AGAIN: [&str; 3] = [
    "read configuration orders:$LATEST",
    "read description orders:$LATEST",
    "read concurrency orders",
];

fn seconds(seconds: i64) -> SignedDuration {
    SignedDuration::from_secs(seconds)
}

/// The settings are answered at once, and who we are only after so long; in between a colleague may change them.
fn slow_identity(
    after: SignedDuration,
    meanwhile: impl FnOnce(&mut Account),
) -> (Play, Vec<String>) {
    let mut play = Play::reviewing();
    play.press("y enter");
    let identity = play.asked.pop_front().expect("who we are is asked");
    assert_eq!(play.open_reads(), BESIDE);
    play.answer();
    play.pass(after);
    meanwhile(&mut play.account);
    let answer = play.account.answer(&identity.query);
    let effects = play.answered(&identity, answer);
    let asked = effects.iter().map(shown).collect();
    (play, asked)
}

/// What a colleague had set while STS was slow was overwritten, and the outcome said that the settings were read just before.
#[test]
fn what_was_changed_while_sts_was_slow_is_not_overwritten() {
    let theirs = |account: &mut Account| account.hold("orders", "2 1h - orders-failed");
    let (mut play, asked) = slow_identity(seconds(6), theirs);
    assert_eq!(asked, AGAIN, "who we are is not asked again");
    assert_eq!((play.place().as_str(), play.writes.len()), ("checking", 0));
    play.answer();
    assert_eq!((play.place().as_str(), play.writes.len()), ("drifted", 0));
}

#[test]
fn what_nobody_changed_while_sts_was_slow_is_sent_after_one_reading_more() {
    let (mut play, asked) = slow_identity(seconds(6), |_| {});
    assert_eq!(asked, AGAIN);
    play.pass(SignedDuration::from_millis(40));
    let effects = play.answer();
    assert_eq!(play.place(), "sending");
    assert!(matches!(effects[..], [Effect::Write { .. }]), "{effects:?}");
}

/// The queue was removed while STS was slow: only the settings were read once more, and failed events were dropped from then on.
#[test]
fn a_dead_letter_queue_that_was_removed_while_sts_was_slow_is_noticed() {
    let mut play = Play::begun();
    play.press("G enter enter tab tab tab ctrl-u ctrl-s");
    play.by_hand = true;
    play.press("y enter");
    let identity = play.asked.pop_front().expect("who we are is asked");
    play.answer();
    play.pass(seconds(6));
    let payments = play.account.function_mut("payments");
    payments.expect("it is there").dead_letter_target = None;
    let answer = play.account.answer(&identity.query);
    play.answered(&identity, answer);
    assert_eq!((play.place().as_str(), play.writes.len()), ("checking", 0));
    play.answer();
    assert_eq!(
        (play.place().as_str(), play.writes.len()),
        ("not sent: moved", 0)
    );
    play.says("What the review rests on moved meanwhile: dead-letter queue dead-letters -> none. Nothing was sent.");
}

/// What is around the settings is slow whenever it is asked for: the settings at least are read just before.
#[test]
fn where_what_is_around_is_slow_twice_the_settings_are_read_alone() {
    let (mut play, asked) = slow_identity(seconds(6), |_| {});
    assert_eq!(asked, AGAIN);
    play.answer_one();
    play.pass(seconds(4));
    play.account.hold("orders", "2 1h - orders-failed");
    play.answer_one();
    play.answer_one();
    assert_eq!(play.open_reads(), ["configuration orders:$LATEST"]);
    play.answer_one();
    assert_eq!((play.place().as_str(), play.writes.len()), ("drifted", 0));
}

#[test]
fn an_ordinary_check_asks_nothing_twice() {
    for milliseconds in [0, 300, 1000] {
        let after = SignedDuration::from_millis(milliseconds);
        let (play, asked) = slow_identity(after, |_| {});
        assert_eq!(play.place(), "sending", "{milliseconds} ms: {asked:?}");
    }
}

/// The same, where whether the alias is still there was answered last.
#[test]
fn what_was_changed_while_the_alias_was_asked_for_is_not_overwritten() {
    let mut play = Play::begun();
    play.press("j enter j enter 0 ctrl-s");
    play.by_hand = true;
    play.press("y enter");
    play.answer_one();
    play.answer_one();
    let beside = [
        "alias orders:live",
        "description orders:live",
        "concurrency orders",
    ];
    assert_eq!(play.open_reads(), beside);
    play.pass(seconds(9));
    play.account.hold("orders:live", "2 - - -");
    for _ in beside {
        play.answer_one();
    }
    let again = [
        "configuration orders:live",
        "alias orders:live",
        "description orders:live",
        "concurrency orders",
    ];
    assert_eq!(play.open_reads(), again);
    play.answer();
    assert_eq!((play.place().as_str(), play.writes.len()), ("drifted", 0));
}

/// Nothing newer can be had of a service that takes so long for each answer: it is sent, and said how old the reading is.
#[test]
fn settings_that_are_slow_to_come_are_read_once_more_and_told_with_their_age() {
    let mut play = Play::reviewing();
    play.press("y enter");
    play.answer_one();
    play.pass(seconds(3));
    for _ in BESIDE {
        play.answer_one();
    }
    assert_eq!(play.open_reads(), BESIDE);
    play.pass(seconds(3));
    play.answer_one();
    play.answer_one();
    play.answer_one();
    assert_eq!(play.open_reads(), ["configuration orders:$LATEST"]);
    play.pass(seconds(3));
    play.answer_one();
    assert_eq!((play.place().as_str(), play.writes.len()), ("sending", 1));
    let Outcome::Applied { held, .. } = applied("orders", "0 1h - orders-failed") else {
        unreachable!("made above");
    };
    let exchange = Exchange {
        sent_at: play.now,
        ..exchange(200)
    };
    play.written(Outcome::Applied { held, exchange });
    let text = play.text();
    assert!(
        text.contains("as reviewed, read again up to 3.0 s before sending"),
        "{text}"
    );
}

#[test]
fn what_is_only_looked_at_is_as_new() {
    let mut play = Play::reviewing();
    play.press("r");
    let identity = play.asked.pop_front().expect("who we are is asked");
    play.answer();
    play.pass(seconds(6));
    play.account.hold("orders", "2 1h - orders-failed");
    let answer = play.account.answer(&identity.query);
    play.answered(&identity, answer);
    play.answer();
    assert_eq!(play.place(), "drifted");
}

/// The second reading is of the same check: under other credentials than those of STS it proves nothing.
#[test]
fn the_second_reading_is_made_under_the_credentials_of_the_check() {
    let (mut play, _) = slow_identity(seconds(6), |_| {});
    play.account.caller = Ok(caller(ACCOUNT, 2));
    play.credentials = CredentialsGeneration(2);
    play.answer();
    assert_eq!(play.place(), "not sent: other credentials");
    assert_eq!(play.writes.len(), 0);
}
