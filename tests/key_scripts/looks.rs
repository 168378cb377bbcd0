//! The looks after a write whose answer never came: one at a time, at their times, and what each is told to have found.

use jiff::SignedDuration;
use lambda_lasso::app::message::Message;
use lambda_lasso::domain::call::Outcome;
use lambda_lasso::domain::failure::{FailureKind, Operation};

use super::outcomes::in_the_dark;
use super::play::Play;
use super::shown::shown;
use super::values::{failure, unknown};

const LOOK: &str = "read configuration orders:$LATEST";

/// On the outcome of a write to `orders:$LATEST` whose answer never came; the first look is on its way.
fn lost() -> Play {
    let mut play = Play::sending();
    play.written(unknown());
    play
}

#[test]
fn while_a_look_is_on_its_way_no_other_is_due() {
    let mut play = lost();
    play.answer();
    let effects = play.wake();
    assert_eq!(effects.iter().map(shown).collect::<Vec<_>>(), [LOOK]);
    assert_eq!(play.due(), None);
    assert_eq!(play.give(Message::Woken), []);
}

#[test]
fn who_asks_twice_on_the_function_is_answered_by_one_look() {
    let mut play = lost();
    play.answer();
    play.press("esc");
    let looks = |asked: Vec<String>| asked.iter().filter(|read| *read == LOOK).count();
    let first = play.press("r");
    let second = play.press("r");
    assert_eq!((looks(first), looks(second)), (1, 0));
}

#[test]
fn a_look_that_could_not_be_made_tells_why() {
    let play = in_the_dark();
    let operation = Operation::GetFunctionEventInvokeConfig;
    let why = failure(FailureKind::Unreachable, operation).sentence;
    assert!(play.text().contains(&why), "{}", play.text());
}

#[test]
fn what_never_left_is_not_looked_for() {
    let mut play = Play::sending();
    let failure = failure(
        FailureKind::Unreachable,
        Operation::PutFunctionEventInvokeConfig,
    );
    assert_eq!(play.written(Outcome::NotSent { failure }), []);
    assert_eq!(
        (play.place().as_str(), play.due()),
        ("not sent: failed", None)
    );
}

#[test]
fn between_the_looks_and_after_the_last_one_nothing_is_read_wherever_one_is() {
    for keys in ["", "esc", "esc esc"] {
        let mut play = lost();
        play.answer();
        play.by_hand = false;
        play.press(keys);
        for _ in 0..3 {
            play.pass(SignedDuration::from_secs(1));
            assert_eq!(play.give(Message::Woken), []);
            play.wake();
        }
        play.pass(SignedDuration::from_secs(60));
        assert_eq!(play.give(Message::Woken), [], "{keys}");
    }
}
