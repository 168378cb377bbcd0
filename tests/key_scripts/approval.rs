//! What Enter approved: until when it may leave, and what is said of tries that were sent before.

use jiff::SignedDuration;
use lambda_lasso::app::message::Message;
use lambda_lasso::domain::call::Outcome;
use lambda_lasso::domain::failure::{FailureKind, Operation};

use super::account::Account;
use super::outcomes::in_the_dark;
use super::play::Play;
use super::values::{OTHER_ACCOUNT, caller, failure, refused, unknown};

/// With the checks before a write on their way.
fn checking() -> Play {
    let mut play = Play::reviewing();
    play.press("y enter");
    assert_eq!(play.place(), "checking");
    play
}

/// In the pause after a first try, which was refused for now.
fn waiting() -> Play {
    let mut play = Play::sending();
    play.written(refused(FailureKind::Conflict, 409));
    assert_eq!(play.place(), "waiting");
    play
}

/// `fg` took up the checks where `Ctrl-Z` had left them, and sent the change.
#[test]
fn suspending_stops_the_checks_and_nothing_is_sent_after_it() {
    for (mut play, abandoned) in [(checking(), 2), (waiting(), 0)] {
        let writes = play.writes.len();
        let mut effects = vec!["abandon".to_owned(); abandoned];
        effects.push("suspend".to_owned());
        assert_eq!(play.press("ctrl-z"), effects);
        assert_eq!(play.place(), "not sent: stopped");
        play.pass(SignedDuration::from_secs(7200));
        play.give(Message::Woken);
        play.answer();
        assert_eq!(play.writes.len(), writes);
    }
}

#[test]
fn suspending_leaves_alone_what_is_read_or_was_sent() {
    let mut play = Play::reviewing();
    assert_eq!(play.press("ctrl-z"), ["suspend"]);
    assert_eq!(play.place(), "review");
    let mut play = Play::sending();
    assert_eq!(play.press("ctrl-z"), ["suspend"]);
    assert_eq!(play.place(), "sending");
}

/// A program that `SIGSTOP` had stopped, or a machine that had slept, sent hours later what somebody had approved before.
#[test]
fn what_was_approved_long_ago_is_not_sent() {
    for (seconds, place) in [
        (29, "sending"),
        (31, "not sent: took too long"),
        (7200, "not sent: took too long"),
    ] {
        let mut play = checking();
        play.pass(SignedDuration::from_secs(seconds));
        play.answer();
        assert_eq!(play.place(), place, "{seconds}");
    }
    let mut play = checking();
    play.pass(SignedDuration::from_secs(45));
    play.answer();
    play.says("NOT SENT The check ended 45 s after Enter: too late to send what you approved then. Nothing was sent.");
    play.press("r");
    play.answer();
    assert_eq!((play.place().as_str(), play.writes.len()), ("review", 0));
    play.send();
}

/// The same gap lay in the pause between two tries.
#[test]
fn a_pause_that_lasted_too_long_sends_nothing_more() {
    for (seconds, place) in [(20, "checking"), (31, "not sent: took too long")] {
        let mut play = waiting();
        play.pass(SignedDuration::from_secs(seconds));
        play.give(Message::Woken);
        assert_eq!(play.place(), place, "{seconds}");
    }
    let mut play = waiting();
    play.pass(SignedDuration::from_secs(3600));
    play.give(Message::Woken);
    play.says("The check ended 60 min after Enter: too late to send what you approved then. It was sent once before and refused: nothing changed.");
}

/// Each pause and each check was short, and all of them together were not.
#[test]
fn nothing_leaves_a_minute_after_enter() {
    let mut play = waiting();
    for _ in 0..2 {
        play.wake();
        play.pass(SignedDuration::from_secs(25));
        play.answer();
        assert_eq!(play.place(), "sending");
        play.written(refused(FailureKind::Throttled, 429));
    }
    play.wake();
    play.pass(SignedDuration::from_secs(25));
    play.answer();
    assert_eq!(play.place(), "not sent: took too long");
    assert_eq!(play.writes.len(), 3);
}

/// What somebody or something does between two tries.
type Meanwhile = fn(&mut Account);

/// What the next check finds, and what it comes to.
const FOUND: [(Meanwhile, &str); 8] = [
    (
        |account| account.caller = Ok(caller(OTHER_ACCOUNT, 1)),
        "other account",
    ),
    (|account| account.remove("orders"), "gone"),
    (
        |account| {
            account.refuse(
                Operation::GetFunctionEventInvokeConfig,
                FailureKind::Unreachable,
            );
        },
        "failed",
    ),
    (
        |account| {
            account.refuse(
                Operation::GetFunctionEventInvokeConfig,
                FailureKind::ExpiredCredentials,
            );
        },
        "failed",
    ),
    (
        |account| account.refuse(Operation::GetCallerIdentity, FailureKind::Unreachable),
        "unconfirmed account",
    ),
    (
        |account| account.hold("orders", "0 1h - orders-failed"),
        "already so",
    ),
    (
        |account| account.hold("orders", "2 1h - orders-failed"),
        "drifted",
    ),
    (
        |account| account.caller = Ok(caller("123456789012", 2)),
        "other credentials",
    ),
];

/// "Nothing was sent" stood below a change that had been sent three times.
#[test]
fn what_was_sent_before_and_refused_is_not_said_to_be_unsent() {
    for (meanwhile, place) in FOUND {
        let mut play = waiting();
        play.wake();
        play.answer();
        play.written(refused(FailureKind::Throttled, 429));
        meanwhile(&mut play.account);
        play.wake();
        play.answer();
        assert!(
            play.place().ends_with(place),
            "{} is not {place}",
            play.place()
        );
        let text = play.text();
        assert!(
            text.contains("It was sent twice before and refused: nothing changed."),
            "{text}"
        );
        assert!(!text.to_lowercase().contains("nothing was sent"), "{text}");
        let lines = play.state.memory.lines(false, |_| None);
        assert!(
            lines.len() == 1 && lines[0].contains("REFUSED"),
            "{lines:?}"
        );
    }
}

/// The settings of an alias were read first and could be half a minute old when it was known that the alias is there.
#[test]
fn everything_that_a_check_needs_of_an_alias_is_asked_at_once() {
    let mut play = Play::begun();
    play.press("j enter j enter 0 ctrl-s");
    play.by_hand = true;
    play.press("y enter");
    assert_eq!(
        play.open_reads(),
        ["identity", "configuration orders:live", "alias orders:live"]
    );
    play.answer();
    assert_eq!(play.place(), "sending");
}

/// Another account has no such alias either: it was said to be gone.
#[test]
fn an_alias_that_another_account_does_not_have_is_not_said_to_be_gone() {
    let mut play = Play::begun();
    play.press("j enter j enter 0 ctrl-s");
    play.account.caller = Ok(caller(OTHER_ACCOUNT, 1));
    play.account.function_mut("orders").unwrap().aliases = Vec::new();
    play.press("y enter");
    assert_eq!(play.place(), "not sent: other account");
}

/// Looks by hand counted as looks of its own: after three of them it never looked again.
#[test]
fn looking_by_hand_does_not_use_up_the_looks_that_are_made_by_themselves() {
    let mut play = Play::sending();
    play.written(unknown());
    play.answer();
    let since = play.now;
    for _ in 0..3 {
        play.press("r");
        play.answer();
    }
    for seconds in [5, 20, 60] {
        play.wake();
        assert_eq!(play.now.duration_since(since).as_secs(), seconds);
        play.answer();
    }
    assert_eq!(play.due(), None);
}

/// While Lambda could not be reached nothing was found out, and after a minute nobody asked any more.
#[test]
fn what_can_not_be_read_is_read_until_it_can_be() {
    let mut play = in_the_dark();
    for _ in 0..6 {
        play.wake();
        play.answer();
    }
    assert_eq!(play.due(), Some(60_000));
    play.account.failing.clear();
    play.wake();
    play.answer();
    assert_eq!((play.place().as_str(), play.due()), ("unknown", None));
}

#[test]
fn a_second_try_that_could_not_leave_takes_nothing_back_of_the_first() {
    let mut play = waiting();
    play.wake();
    play.answer();
    let failure = failure(
        FailureKind::Unreachable,
        Operation::PutFunctionEventInvokeConfig,
    );
    play.written(Outcome::NotSent { failure });
    assert_eq!(play.place(), "not sent: failed");
    let lines = play.state.memory.lines(false, |_| None);
    assert!(lines[0].contains(" REFUSED PUT "), "{lines:?}");
}

#[test]
fn what_is_checked_again_after_a_refusal_is_not_said_to_be_unsent() {
    let mut play = Play::sending();
    play.written(refused(FailureKind::InvalidRequest, 400));
    play.press("r");
    play.account.caller = Ok(caller(OTHER_ACCOUNT, 1));
    play.press("r");
    play.answer();
    assert_eq!(play.place(), "not sent: other account");
    let text = play.text();
    assert!(
        text.contains("It was sent once before and refused: nothing changed."),
        "{text}"
    );
}
