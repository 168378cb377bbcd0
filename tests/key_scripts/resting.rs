//! What the words of a review rest on beside the settings: the dead-letter queue, the timeout, where an alias routes to, reserved
//! concurrency 0. Nothing is sent over what moved, and nothing is told as unmoved that was not read again.

use jiff::Timestamp;
use lambda_lasso::app::effect::Effect;
use lambda_lasso::domain::failure::{FailureKind, Operation};
use lambda_lasso::domain::words::as_aws_says;

use super::account::{Account, Lambda};
use super::play::{Play, start};
use super::values::applied;

const MOVED: &str = "What the review rests on moved meanwhile: dead-letter queue dead-letters -> none. Nothing was sent.";

fn payments(account: &mut Account) -> &mut Lambda {
    account.function_mut("payments").expect("it is there")
}

fn without_dead_letters(account: &mut Account) {
    payments(account).dead_letter_target = None;
}

/// On a review of `payments:$LATEST` whose failed events go to the dead-letter queue alone from then on; these keys send it.
const REVIEWS: [(&str, &str); 2] = [
    ("G enter enter tab tab tab ctrl-u ctrl-s", "put payments"),
    ("G enter X", "delete payments"),
];

/// The queue was removed between review and Enter: the write went out without the word that a reset asks for, and failed events were
/// dropped from then on.
#[test]
fn a_dead_letter_queue_that_was_removed_meanwhile_is_named_and_nothing_is_sent() {
    for (keys, sent) in REVIEWS {
        for on in ["enter", "r"] {
            let mut play = Play::begun();
            play.press(keys);
            assert_eq!(play.place(), "review", "{keys}");
            let words = "the event goes to dead-letter queue dead-letters";
            assert!(play.text().contains(words), "{}", play.text());
            without_dead_letters(&mut play.account);
            play.press("y enter");
            assert_eq!(play.place(), "not sent: moved", "{keys}");
            assert_eq!(play.writes, []);
            play.says(MOVED);
            play.press(on);
            assert_eq!(play.place(), "review", "{keys} {on}");
            for words in ["DROPPED", "dead-letter queue dead-letters -> none."] {
                assert!(play.text().contains(words), "{}", play.text());
            }
            play.press("y enter");
            assert_eq!(play.place(), "asking", "the word is asked for");
            let effects = play.press("r e s e t enter");
            assert!(effects.last().unwrap().starts_with(sent), "{effects:?}");
        }
    }
}

/// The function screen went on naming the queue, under the time of a reading that was made after its removal.
#[test]
fn what_the_check_read_is_on_the_screen_of_the_function_afterwards() {
    let mut play = Play::begun();
    play.press("G enter enter tab ctrl-u 1 h ctrl-s");
    payments(&mut play.account).reserved_concurrency = Some(5);
    play.press("y enter");
    assert_eq!(play.place(), "sending", "of 5 reserved nothing is said");
    play.written(applied("payments", "- 1h - payments-failed"));
    play.press("enter");
    play.says("reserved concurrency 5");
    let mut play = Play::begun();
    play.press("G enter X");
    without_dead_letters(&mut play.account);
    play.press("y enter esc");
    assert_eq!(play.place(), "payments:$LATEST");
    play.says("DLQ none");
}

#[test]
fn whatever_else_the_review_rests_on_is_named_where_it_moved() {
    type Meanwhile = fn(&mut Lambda);
    let rows: [(&str, Meanwhile, &str); 5] = [
        ("", |orders| orders.timeout_seconds = 60, "timeout 3s -> 1m"),
        (
            "",
            |orders| orders.reserved_concurrency = Some(0),
            "reserved concurrency none -> 0",
        ),
        (
            "j",
            |orders| orders.aliases = vec![("live", 11)],
            "routes to 12 -> 11",
        ),
        (
            "j",
            |orders| orders.timeout_seconds = 60,
            "timeout 3s -> 1m",
        ),
        (
            "G",
            |orders| orders.timeout_seconds = 60,
            "timeout 3s -> 1m",
        ),
    ];
    for (down, meanwhile, said) in rows {
        let reviewing = || {
            let mut play = Play::begun();
            play.press(&format!("j enter {down} enter ctrl-u 0 ctrl-s"));
            assert_eq!(play.place(), "review");
            meanwhile(play.account.function_mut("orders").unwrap());
            play
        };
        let mut play = reviewing();
        play.press("y enter");
        assert_eq!(play.place(), "not sent: moved", "{said}");
        play.says(&format!(
            "What the review rests on moved meanwhile: {said}. Nothing was sent."
        ));
        play.press("enter y enter");
        assert_eq!(play.place(), "sending", "{said}");

        // A check that sends nothing said that nothing moved, while the words of the review turned over.
        let mut play = reviewing();
        play.press("r");
        assert_eq!((play.place().as_str(), play.writes.len()), ("review", 0));
        let notice = play.notice().into_owned();
        assert!(notice.ends_with(&format!(", moved: {said}.")), "{notice}");
        play.says("Since this was opened");
        play.press("r");
        assert!(play.notice().ends_with(": nothing moved."));
        play.press("y enter");
        assert_eq!(play.place(), "sending", "{said}");
    }
}

/// The line told the last check's difference alone: of a queue that was back it said "none -> dead-letters", and of two moves the last.
#[test]
fn a_review_tells_all_that_is_otherwise_than_when_it_was_opened_and_nothing_that_is_back() {
    let mut play = Play::begun();
    play.press("G enter enter tab ctrl-u 1 h ctrl-s");
    let queue = payments(&mut play.account).dead_letter_target.clone();
    without_dead_letters(&mut play.account);
    play.press("r");
    let dropped = "dead-letter queue dead-letters -> none";
    assert!(play.text().contains(&format!("{dropped}.")));
    payments(&mut play.account).timeout_seconds = 60;
    play.press("r");
    assert!(play.text().contains("Since this was opened"));
    assert!(
        play.text()
            .contains(&format!("{dropped}, timeout 3s -> 1m."))
    );
    play.press("r");
    assert!(
        play.text()
            .contains(&format!("{dropped}, timeout 3s -> 1m."))
    );
    payments(&mut play.account).dead_letter_target = queue;
    play.press("r");
    assert!(play.text().contains("): timeout 3s -> 1m."));
    assert!(!play.text().contains("none -> dead-letters"));
    payments(&mut play.account).timeout_seconds = 3;
    play.press("r");
    assert!(!play.text().contains("Since this was opened"));
}

/// Form and review told how often an event is tried as if that were known, where the function screen said that it is not.
#[test]
fn that_nobody_knows_whether_anything_is_tried_is_said_in_form_and_review() {
    const UNREAD: &str = "? Reserved concurrency could not be read: at 0 nothing is tried.";
    let mut play = Play::begun();
    let denied = FailureKind::AccessDenied;
    play.account
        .refuse(Operation::GetFunctionConcurrency, denied);
    play.press("j enter j enter 0");
    play.says(UNREAD);
    play.press("ctrl-s");
    assert_eq!(play.place(), "review");
    assert!(play.text().contains(UNREAD), "{}", play.text());
}

/// What a check reads around the settings of an alias, and how it is told that it could not.
const AROUND: [(Operation, &str); 3] = [
    (
        Operation::GetFunctionConfiguration,
        "the dead-letter queue and the timeout could not be read again",
    ),
    (
        Operation::GetFunctionConcurrency,
        "the reserved concurrency could not be read again",
    ),
    (
        Operation::GetAlias,
        "where the alias routes to could not be read again",
    ),
];

/// On a review of `orders:live`, beside which this fails from then on.
fn failing(operation: Operation, kind: FailureKind) -> Play {
    let mut play = Play::begun();
    play.press("j enter j enter 0 ctrl-s");
    play.account.refuse(operation, kind);
    play
}

/// What `r` says where this could not be read again, for this reason.
fn told_by_looking(play: &mut Play, operation: Operation, said: &str) {
    play.press("r");
    assert_eq!(play.place(), "review");
    let notice = play.notice().into_owned();
    let failing = play.account.failing.iter();
    let mut failing = failing.filter(|(of, _)| *of == operation);
    let (_, failure) = failing.next().expect("it fails");
    let reason = as_aws_says(failure);
    let reason = reason.trim_end_matches('.');
    let expected = format!("nothing else moved, but {said}: {reason}.");
    assert!(notice.ends_with(&expected), "{notice} / {expected}");
}

/// Whoever may not read them can send all the same; that they are as reviewed is not said, neither then nor in the receipt.
#[test]
fn what_may_not_be_read_again_forbids_nothing_and_is_not_told_as_reviewed() {
    for (operation, said) in AROUND {
        let mut play = failing(operation, FailureKind::AccessDenied);
        told_by_looking(&mut play, operation, said);
        play.press("y enter");
        assert_eq!(play.place(), "sending", "{said}");
        play.written(applied("orders:live", "0 - - -"));
        let told = format!("read again just before sending; {said}");
        assert!(play.text().contains(&told), "{}", play.text());
        let effects = play.effects("c r");
        let told = format!("- before it was sent, {said}: ");
        let is_told = |effect: &Effect| matches!(effect, Effect::CopyText { text, .. } if text.contains(&told));
        assert!(effects.iter().any(is_told), "{effects:?}");
    }
}

/// A read that failed for a moment, just when the queue was removed: the write went out, and DONE said that it "could not be read again".
#[test]
fn what_can_not_be_read_again_for_a_moment_is_not_sent_over() {
    use FailureKind::{ConnectionLost, NoAnswer, ServiceFault, Throttled, UnreadableAnswer};
    for (operation, said) in AROUND {
        for kind in [
            ServiceFault,
            ConnectionLost,
            NoAnswer,
            Throttled,
            UnreadableAnswer,
        ] {
            let mut play = failing(operation, kind);
            told_by_looking(&mut play, operation, said);
            play.press("y enter");
            assert_eq!(play.place(), "not sent: failed", "{said}");
            assert_eq!(play.writes, []);
            play.says("could not be checked or could not leave.");
            play.press("r");
            assert_eq!(play.place(), "review", "r checks again");
            play.account.failing.clear();
            play.press("y enter");
            assert_eq!(play.place(), "sending", "{said}");
        }
    }
}

/// What was never read carries no word of the review, is not asked for, and not missed.
#[test]
fn what_the_review_never_knew_is_not_asked_for() {
    let mut account = Account::furnished();
    account.refuse(Operation::GetFunctionConcurrency, FailureKind::AccessDenied);
    let mut play = Play::with(start(), account);
    play.press("j enter enter ctrl-u 0 ctrl-s");
    let asked = play.press("y enter");
    assert!(
        !asked.contains(&"read concurrency orders".to_owned()),
        "{asked:?}"
    );
    assert_eq!(play.place(), "sending");
    play.written(applied("orders", "0 1h - orders-failed"));
    assert!(!play.text().contains("could not be read again"));
}

fn saved_again(account: &mut Account) {
    account.saved_again = Some(Timestamp::from_second(1_800_000_000).unwrap());
}

/// "Nothing moved", and "was" the time of a reading long before the last one.
#[test]
fn the_same_values_saved_again_are_told_and_the_last_reading_is_what_was() {
    let mut play = Play::begun();
    play.press("j enter enter ctrl-u 0 ctrl-s");
    play.says("last changed 2023-11-14 22:13:20.000Z");
    saved_again(&mut play.account);
    play.press("r");
    let notice = play.notice().into_owned();
    let said = "saved again 08:00:00Z with the same settings.";
    assert!(notice.ends_with(said), "{notice}");
    play.says("last changed 2027-01-15 08:00:00.000Z");
    play.press("y enter");
    assert_eq!(play.place(), "sending");

    let mut play = Play::begun();
    play.press("j enter enter ctrl-u 0 ctrl-s");
    saved_again(&mut play.account);
    play.press("y enter");
    assert_eq!(play.place(), "sending");
    play.written(applied("orders", "0 1h - orders-failed"));
    let text = play.text();
    assert!(
        text.contains("; saved again 2027-01-15 08:00:00.000Z with the same settings"),
        "{text}"
    );
    assert!(text.contains(", was 2027-01-15 08:00:00.000Z"), "{text}");
}

/// Of what Lasso does not know it reads the names alone: another value was overwritten, and told as unmoved.
#[test]
fn the_same_settings_saved_again_with_something_unknown_are_not_overwritten() {
    let reviewing = || {
        let mut account = Account::furnished();
        account.unknown_members = vec!["NewRetryMode".to_owned()];
        let mut play = Play::with(start(), account);
        play.press("j enter enter ctrl-u 0 ctrl-s");
        saved_again(&mut play.account);
        play
    };
    let uncertain = "with the same settings; whether NewRetryMode, which Lasso does not know, is as it was can't be told.";
    let mut play = reviewing();
    play.press("y enter");
    assert_eq!(
        (play.place().as_str(), play.writes.len()),
        ("not sent: saved again", 0)
    );
    play.says(&format!(
        "orders:$LATEST was saved again 2027-01-15 08:00:00.000Z {uncertain} Nothing was sent."
    ));
    play.press("enter y enter");
    assert_eq!(play.place(), "sending");

    let mut play = reviewing();
    play.press("r");
    assert_eq!(play.place(), "review");
    let notice = play.notice().into_owned();
    assert!(notice.ends_with(uncertain), "{notice}");
}

/// "Nothing uses this now" was said of settings whose alias had been made anew before they were removed.
#[test]
fn what_was_left_behind_is_not_removed_once_its_qualifier_is_back() {
    let mut account = Account::furnished();
    account.hold("orders:beta", "1 1h - -");
    let mut play = Play::with(start(), account);
    play.press("j enter");
    while play.place() != "orders:beta" {
        play.press("j");
    }
    play.press("X");
    play.says("nothing uses it.");
    let orders = play.account.function_mut("orders").unwrap();
    orders.aliases.push(("beta", 11));
    play.press("y enter");
    assert_eq!(
        (play.place().as_str(), play.writes.len()),
        ("not sent: moved", 0)
    );
    play.says("it is there again");
}
