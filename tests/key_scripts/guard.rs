//! What a change came to stays on screen until somebody can have read it, and offers the keys that can act.

use jiff::SignedDuration;
use lambda_lasso::app::message::Message;
use lambda_lasso::app::state::Start;
use lambda_lasso::domain::failure::{FailureKind, Operation};

use super::account::Account;
use super::play::{Play, start};
use super::shown::parse;
use super::values::{applied, failure, refused, stored, target, unknown};

const STORED: &str = "0 1h - orders-failed";

fn milliseconds(count: i64) -> SignedDuration {
    SignedDuration::from_millis(count)
}

/// Gives a key to the state some time after the last.
fn key_after(play: &mut Play, count: i64, key: &str) {
    play.pass(milliseconds(count));
    play.give(Message::Keys(parse(key)));
}

/// Enter, held down on the send line, closed the outcome before anybody saw it.
#[test]
fn enter_held_down_on_the_send_line_leaves_the_outcome_on_screen() {
    let mut play = Play::sending();
    play.written(applied("orders", STORED));
    key_after(&mut play, 560, "enter");
    for _ in 0..60 {
        key_after(&mut play, 30, "enter");
        assert_eq!(play.place(), "done");
    }
    assert!(
        play.notice().starts_with("Ignored: Enter"),
        "{}",
        play.notice()
    );
    key_after(&mut play, 300, "enter");
    assert_eq!(play.place(), "orders:$LATEST");
}

/// A terminal repeats a key that is held down only after half a second or more.
#[test]
fn the_first_repetition_of_that_enter_is_the_same_key() {
    let mut play = Play::sending();
    play.written(applied("orders", STORED));
    key_after(&mut play, 660, "enter");
    assert_eq!(play.place(), "done");
    key_after(&mut play, 400, "enter");
    assert_eq!(play.place(), "orders:$LATEST");
}

#[test]
fn no_key_closes_an_outcome_that_was_not_drawn_or_just_drawn() {
    for key in ["enter", "esc", "q", "e", "u", "."] {
        let mut play = Play::sending();
        play.written(applied("orders", STORED));
        key_after(&mut play, 299, key);
        assert_eq!(play.place(), "done", "{key}");
        assert!(play.notice().contains("Press it once more"), "{key}");
        play.press(key);
        assert_ne!(play.place(), "done", "{key}");
    }
    let mut play = Play::sending();
    let (request, session) = *play.writes.last().unwrap();
    play.hear(Message::Written {
        request,
        session,
        outcome: Box::new(applied("orders", STORED)),
    });
    play.pass(SignedDuration::from_secs(5));
    play.hear(Message::Keys(parse("esc")));
    assert_eq!(play.place(), "done", "no frame shows it yet");
}

#[test]
fn what_only_scrolls_or_reads_needs_no_waiting() {
    for key in ["j", "pagedown", "r", "c"] {
        let mut play = Play::sending();
        play.written(applied("orders", STORED));
        key_after(&mut play, 10, key);
        assert_eq!(play.notice(), "", "{key}");
    }
}

#[test]
fn the_choice_between_two_versions_is_guarded_alike() {
    let mut play = Play::reviewing();
    play.by_hand = false;
    play.account.hold("orders", "2 1h - orders-failed");
    play.press("y enter");
    assert_eq!(play.place(), "drifted");
    key_after(&mut play, 100, "enter");
    assert!(
        play.notice().starts_with("Ignored: Enter"),
        "{}",
        play.notice()
    );
    play.press("enter");
    assert_eq!(
        play.notice(),
        "A row is not decided: m takes yours, t theirs."
    );
}

/// The footer offered to put back what was before, of a change that never came to be.
#[test]
fn what_can_not_be_put_back_or_repeated_is_not_offered() {
    let mut play = Play::sending();
    play.written(refused(FailureKind::InvalidRequest, 400));
    assert_eq!(play.rows_with("put back"), [""; 0]);
    assert_eq!(play.rows_with("elsewhere"), [""; 0]);
    play.press("u");
    assert!(
        play.notice().starts_with("Nothing was changed here"),
        "{}",
        play.notice()
    );
    play.by_hand = false;
    play.press("r");
    play.send();
    play.written(applied("orders", STORED));
    assert_eq!(play.rows_with("put back").len(), 1);
    assert_eq!(play.rows_with("elsewhere").len(), 1);
}

/// The footer offered `y` although nothing can be sent.
#[test]
fn a_read_only_review_says_why_there_is_no_send_line() {
    let read_only = Start {
        read_only: true,
        ..start()
    };
    let mut play = Play::with(read_only, Account::furnished());
    play.press("g j enter enter backspace 0 ctrl-s");
    assert_eq!(play.place(), "review");
    assert_eq!(play.rows_with("y send..."), [""; 0]);
    let rows = play.rows_with("READ-ONLY: cannot send");
    assert!(rows[0].ends_with("READ-ONLY: cannot send"), "{rows:?}");
    play.press("y");
    assert!(
        play.notice().starts_with("READ-ONLY (--read-only)"),
        "{}",
        play.notice()
    );
}

/// Outcome, receipt and exit lines told the time of the same request by two clocks.
#[test]
fn outcome_receipt_and_exit_line_tell_one_time() {
    let mut play = Play::sending();
    play.pass(SignedDuration::from_secs(7));
    play.written(applied("orders", STORED));
    let sent = "2027-01-15 08:00:00.000Z";
    assert!(
        play.text().contains(&format!("sent {sent}, answered")),
        "{}",
        play.text()
    );
    assert!(
        play.text().contains(&format!("- sent: {sent}")),
        "{}",
        play.text()
    );
    assert!(play.state.memory.lines(false, |_| None)[0].starts_with(sent));
    play.press("c r");
    let copied = play.state.copying.last.clone().unwrap();
    assert!(copied.contains(&format!("- sent: {sent}")), "{copied}");
}

/// The receipt beside the outcome is what `c r` copies, word for word.
#[test]
fn the_receipt_on_screen_is_the_one_that_is_copied() {
    let mut play = Play::sending();
    play.written(applied("orders", STORED));
    play.press("c r");
    let copied = play.state.copying.last.clone().unwrap();
    let shown = play.text();
    for line in copied.lines().filter(|line| line.len() < 50) {
        let words: Vec<&str> = line.split_whitespace().collect();
        assert!(shown.contains(&words.join(" ")), "{line}");
    }
}

/// Removing what an alias left behind was explained as if events were still tried by it.
#[test]
fn the_removal_of_what_is_left_behind_says_that_nothing_uses_it() {
    let mut account = Account::furnished();
    account.store(&target("orders:beta"), Some(stored("1 1h - beta-failed")));
    let mut play = Play::with(start(), account);
    play.press("g j enter G X");
    assert_eq!(play.place(), "review");
    let text = play.text();
    let says = "beta is gone: nothing uses this now; whether a new alias named beta would find it again is not documented.";
    assert!(text.contains(says), "{text}");
    assert!(!text.contains("is tried"), "{text}");
    assert!(!text.contains("DROPPED"), "{text}");
}

/// `r` took what a change had come to off the screen before anybody had seen it: an `r` that had been meant for the review.
#[test]
fn r_leaves_an_outcome_only_after_it_was_on_screen() {
    for (outcome, after) in [
        (refused(FailureKind::AccessDenied, 403), "checking"),
        (unknown(), "unknown"),
        (applied("orders", STORED), "done"),
    ] {
        let mut play = Play::sending();
        play.written(outcome);
        let place = play.place();
        key_after(&mut play, 100, "r");
        assert_eq!(play.place(), place);
        let is_refused = place == "refused";
        assert_eq!(play.notice().starts_with("Ignored: r"), is_refused);
        key_after(&mut play, 400, "r");
        assert_eq!(play.place(), after);
    }
    let mut play = Play::reviewing();
    play.press("y enter esc");
    assert_eq!(play.place(), "not sent: stopped");
    key_after(&mut play, 100, "r");
    assert_eq!(play.place(), "not sent: stopped");
    key_after(&mut play, 400, "r");
    assert_eq!(play.place(), "checking");
}

/// The guard of one outcome counted for the next one, which came before a frame was drawn.
#[test]
fn an_outcome_that_follows_another_one_is_guarded_anew() {
    let mut play = Play::reviewing();
    play.press("y enter esc");
    key_after(&mut play, 1_000, "j");
    play.pass(milliseconds(1_000));
    play.hear(Message::Keys(parse("r")));
    let read = play.asked.pop_back().expect("the settings");
    let throttled = failure(
        FailureKind::Throttled,
        Operation::GetFunctionEventInvokeConfig,
    );
    play.hear(Message::Answered {
        request: read.request,
        session: read.session,
        credentials: None,
        answer: Box::new(Err(throttled)),
    });
    assert_eq!(play.place(), "not sent: failed");
    play.hear(Message::Keys(parse("enter")));
    assert_eq!(play.place(), "not sent: failed");
}
