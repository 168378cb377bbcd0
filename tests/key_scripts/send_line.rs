//! The send line: what sends, and all that does not.

use jiff::SignedDuration;
use lambda_lasso::app::footer;
use lambda_lasso::app::message::{Message, Size};
use lambda_lasso::app::review::Stage;
use lambda_lasso::app::send_line::Asked;
use lambda_lasso::app::update::next_wake;
use lambda_lasso::domain::failure::{FailureKind, Operation};
use lambda_lasso::domain::qualifier::Qualifier;

use super::account::Account;
use super::play::{Play, start};
use super::shown::parse;
use super::values::{applied, stored};

/// What is read before a write to `orders:$LATEST`.
pub(crate) const CHECKS: [&str; 4] = [
    "read identity",
    "read configuration orders:$LATEST",
    "read description orders:$LATEST",
    "read concurrency orders",
];
const NOTHING: [&str; 0] = [];

/// What the open send line asks for.
fn asked(play: &Play) -> Asked {
    let stage = &play.state.review().expect("a review").stage;
    let Stage::Asking(line) = stage else {
        panic!("no send line at {stage:?}")
    };
    line.asked.clone()
}

fn word(text: &str) -> Asked {
    Asked::Word(text.to_owned())
}

/// Each key by itself on the open send line: none but Enter begins anything.
#[test]
fn every_other_key_closes_the_line() {
    for key in [
        "y",
        "Y",
        "n",
        "space",
        "esc",
        "tab",
        "up",
        "left",
        "backspace",
        "delete",
        "ctrl-j",
        "ctrl-s",
        "alt-y",
        "alt-enter",
        "alt-x",
        "q",
        "e",
        "j",
    ] {
        let mut play = Play::reviewing();
        play.press("y");
        assert_eq!(play.press(key), NOTHING, "{key}");
        assert_eq!(
            (play.place().as_str(), &*play.notice()),
            ("review", "Nothing was sent."),
            "{key}"
        );
    }
}

/// They closed the line and did nothing else, although the key table has them everywhere.
#[test]
fn the_keys_for_every_screen_act_beside_closing_the_line() {
    for (key, effect) in [("ctrl-z", "suspend"), ("ctrl-l", "redraw")] {
        let mut play = Play::reviewing();
        play.press("y");
        assert_eq!(play.burst(key), [effect]);
        assert_eq!(
            (play.place().as_str(), play.notice().as_ref()),
            ("review", "Nothing was sent."),
            "{key}"
        );
    }
}

#[test]
fn enter_begins_the_checks_and_nothing_more() {
    let mut play = Play::reviewing();
    assert_eq!(play.press("y enter"), CHECKS);
    assert_eq!(play.place(), "checking");
    assert!(play.writes.is_empty());
}

#[test]
fn enter_is_ignored_until_the_line_was_on_screen_for_a_while() {
    for (milliseconds, place) in [(0, "asking"), (299, "asking"), (300, "checking")] {
        let mut play = Play::reviewing();
        play.press("y");
        play.pass(SignedDuration::from_millis(milliseconds));
        play.give(Message::Keys(parse("enter")));
        assert_eq!(play.place(), place, "{milliseconds} ms");
    }
}

#[test]
fn enter_is_ignored_however_late_if_the_line_was_never_drawn() {
    let mut play = Play::reviewing();
    play.hear(Message::Keys(parse("y")));
    play.pass(SignedDuration::from_secs(60));
    assert_eq!(play.hear(Message::Keys(parse("enter"))), []);
    assert_eq!(play.place(), "asking");
    assert!(
        play.notice()
            .starts_with("Ignored: a key came less than 0.3 s after this line")
    );
}

#[test]
fn what_is_typed_ahead_sends_nothing() {
    for (keys, place) in [
        ("y enter", "asking"),
        ("y enter enter", "asking"),
        ("esc ctrl-s y enter", "review"),
        ("esc ctrl-s y enter enter", "review"),
    ] {
        let mut play = Play::reviewing();
        assert_eq!(play.burst(keys), NOTHING, "{keys}");
        assert_eq!(play.place(), place, "{keys}");
    }
}

/// The same keys, each in a read of its own, but with no frame between them.
#[test]
fn keys_faster_than_the_screen_send_nothing() {
    let mut play = Play::reviewing();
    for key in ["y", "enter", "enter"] {
        play.pass(SignedDuration::from_millis(200));
        assert_eq!(play.hear(Message::Keys(parse(key))), []);
    }
    assert_eq!(play.place(), "asking");
}

/// An open send line outlived a paste, so that the last part of a paste that was torn, a lone carriage return, could have sent.
#[test]
fn pasted_text_never_sends_and_closes_the_send_line() {
    for text in ["y", "y\r", "\r", "\n", "reset\r", "yes please\r\n"] {
        for keys in ["", "y"] {
            let mut play = Play::reviewing();
            play.press(keys);
            assert_eq!(play.paste(text), NOTHING);
            assert_eq!(play.place(), "review", "{text:?}");
            assert!(play.notice().contains("never sends"), "{}", play.notice());
        }
    }
}

/// A paste without brackets, as some terminals hand it over.
#[test]
fn several_characters_in_one_read_are_a_paste() {
    for keys in ["y e s enter", "r e s e t enter", "a b y enter"] {
        for opened in ["", "y"] {
            let mut play = Play::reviewing();
            play.press(opened);
            assert_eq!(play.burst(keys), NOTHING, "{keys}");
            assert_eq!(play.place(), "review", "{keys}");
            assert!(
                play.notice()
                    .starts_with("Ignored: several characters came at once")
            );
        }
    }
}

/// On a review that is longer than the terminal is high.
fn reviewing_a_long_text() -> Play {
    let mut play = Play::begun();
    play.resize(60, 16);
    play.press("j enter enter backspace 0 tab tab");
    play.paste(&format!(
        "arn:aws:sqs:eu-west-1:123456789012:{}",
        "q".repeat(80)
    ));
    play.press("ctrl-s");
    let height = footer::document_rows(&play.state);
    let lines = play.state.review().unwrap().document.lines.len();
    assert!(lines > 2 * height, "{lines} lines are no three screens");
    play
}

#[test]
fn every_row_must_have_been_on_screen_first() {
    let mut play = reviewing_a_long_text();
    for says in [
        "10 of ",
        "The rest is on screen now: y again opens the send line.",
    ] {
        play.press("y");
        assert_eq!(play.place(), "review");
        assert!(play.notice().starts_with(says), "{}", play.notice());
    }
    play.press("y");
    assert_eq!(play.place(), "asking");
}

/// Help lay above the review, and what it covered counted as seen.
#[test]
fn what_another_screen_covers_is_not_seen() {
    let mut play = Play::reviewing();
    play.press("?");
    play.resize(119, 50);
    play.burst("esc y");
    assert_eq!(play.place(), "review");
    play.press("y");
    assert_eq!(play.place(), "asking");
}

#[test]
fn the_end_of_the_text_alone_is_not_all_of_it() {
    let mut play = reviewing_a_long_text();
    play.press("G y");
    assert_eq!(play.place(), "review");
    assert!(play.notice().starts_with("10 of "), "{}", play.notice());
}

/// Each view forgot how far the others were read: `y` from the request said "0 of 20 lines seen" of lines that were read.
#[test]
fn the_line_opens_on_the_difference_even_from_the_request() {
    for keys in ["2 y", "3 2 y", "tab tab y"] {
        let mut play = Play::reviewing();
        play.press(keys);
        assert_eq!(play.place(), "asking", "{keys}");
        assert!(play.text().contains("In words"), "{keys}");
    }
    let mut play = reviewing_a_long_text();
    play.press("2 y");
    assert_eq!(
        play.place(),
        "review",
        "that the request was read is not enough"
    );
    assert!(play.notice().starts_with("10 of "), "{}", play.notice());
}

/// The line stayed open and seen while the terminal shrank: `Enter` then sent what no screen showed.
#[test]
fn a_line_that_a_resize_took_off_the_screen_is_not_seen() {
    let mut play = Play::reviewing();
    play.press("y");
    play.resize(40, 5);
    assert_eq!(play.press("enter enter"), NOTHING);
    play.resize(120, 50);
    assert_eq!(
        play.burst("enter"),
        CHECKS,
        "it was on screen again for a while"
    );
}

/// Which word is asked for, by what the change does.
#[test]
fn a_reset_that_drops_events_takes_the_word() {
    for (name, keys, asks) in [
        ("one retry less", "j enter enter backspace 0", Asked::Yes),
        ("the age reset", "j enter enter tab ctrl-u", Asked::Yes),
        (
            "on failure reset, no dead-letter queue",
            "j enter enter tab tab tab ctrl-u",
            word("reset"),
        ),
        (
            "on failure reset, a dead-letter queue",
            "j j enter enter tab tab tab ctrl-u",
            Asked::Yes,
        ),
        ("removed, no dead-letter queue", "j enter X", word("reset")),
        ("removed, a dead-letter queue", "j j enter X", Asked::Yes),
    ] {
        let mut play = Play::begun();
        play.press(keys);
        if play.place() == "form" {
            play.press("ctrl-s");
        }
        play.press("y");
        assert_eq!(asked(&play), asks, "{name}");
    }
}

#[test]
fn the_word_is_needed_whole_and_then_enter() {
    for (keys, place) in [
        ("enter", "asking"),
        ("r e s e enter", "asking"),
        ("r e s e t", "asking"),
        ("R E S E T enter", "asking"),
        ("r e s e t t enter", "asking"),
        ("r e s e t enter", "checking"),
        ("r e s x backspace e t enter", "checking"),
        ("r e s e t ctrl-j", "asking"),
        ("r e s x t left left delete right e enter", "asking"),
        ("r e s x t left left delete e enter", "checking"),
        ("e s e t home r end enter", "checking"),
        ("n o ctrl-u r e s e t enter", "checking"),
        ("n o ctrl-w r e s e t enter", "checking"),
        ("r e s e t x x left left ctrl-k enter", "checking"),
        ("r e s e t alt-enter", "review"),
        ("r e s e t esc", "review"),
    ] {
        let mut play = Play::begun();
        play.press("j enter X");
        play.by_hand = true;
        play.press("y");
        play.press(keys);
        assert_eq!(play.place(), place, "{keys}");
    }
}

/// With names longer than Lambda's, account and region were pushed off the screen, and Enter sent.
#[test]
fn a_question_that_does_not_fit_sends_nothing() {
    const SAYS: &str = "The send line needs a larger window. Nothing was sent.";
    let mut account = Account::furnished();
    let orders = account.function_mut("orders").unwrap();
    let alias: &'static str = Box::leak("a".repeat(900).into_boxed_str());
    orders.aliases = vec![(alias, 12)];
    let held = (Qualifier::Alias(alias.to_owned()), stored("1 1h - -"));
    orders.held.push(held);
    let mut play = Play::with(start(), account);
    play.press("j enter j enter tab tab tab");
    play.paste("arn:aws:sqs:eu-west-1:123456789012:orders-failed");
    play.press("ctrl-s y y");
    assert_eq!(play.place(), "asking");
    play.resize(60, 16);
    assert_eq!(play.press("enter"), NOTHING);
    assert_eq!((play.place().as_str(), &*play.notice()), ("asking", SAYS));
    play.resize(120, 40);
    assert_ne!(play.press("enter"), NOTHING);
}

/// They closed the line, and what was typed behind them were commands of the review: `r` checked, `e` opened the form, and the rest of the
/// word landed in a field.
#[test]
fn where_a_word_is_asked_for_no_key_but_esc_closes_the_line() {
    for key in [
        "ctrl-u",
        "ctrl-w",
        "ctrl-k",
        "ctrl-a",
        "ctrl-e",
        "left",
        "right",
        "home",
        "end",
        "backspace",
        "delete",
        "up",
        "down",
        "tab",
        "backtab",
        "pagedown",
        "ctrl-s",
        "ctrl-j",
        "ctrl-r",
        "ctrl-l",
        "q",
    ] {
        let mut play = Play::begun();
        play.press("j enter X y");
        play.press(key);
        assert_eq!(play.place(), "asking", "{key}");
        assert_eq!(play.press("ctrl-u r e s e t"), NOTHING, "{key}");
        assert_eq!(play.place(), "asking", "{key}");
        assert_ne!(play.press("enter"), NOTHING, "{key}");
    }
}

/// The name alone sent a reset that drops events, as if nothing else were to be told of it.
#[test]
fn a_reset_in_an_unknown_account_takes_both_words() {
    let mut account = Account::furnished();
    account.refuse(Operation::GetCallerIdentity, FailureKind::AccessDenied);
    let mut play = Play::with(start(), account);
    play.press("j enter enter tab tab tab ctrl-u ctrl-s y");
    assert_eq!(asked(&play), word("orders reset"));
    play.says("Type orders reset to send PUT orders:$LATEST");
    play.press("o r d e r s enter");
    assert_eq!(play.place(), "asking");
    play.says("Type orders reset, then Enter; Esc closes this line.");
    play.press("space r e s e t enter");
    assert_eq!(play.place(), "sending");
}

#[test]
fn an_unknown_account_takes_the_functions_name() {
    let mut account = Account::furnished();
    account.refuse(Operation::GetCallerIdentity, FailureKind::AccessDenied);
    let mut play = Play::with(start(), account);
    play.press("j enter enter backspace 0 ctrl-s y");
    assert_eq!(asked(&play), word("orders"));
    assert_eq!(play.press("enter"), NOTHING);
    let effects = play.press("o r d e r s enter");
    assert!(
        effects.last().unwrap().starts_with("put orders:$LATEST"),
        "{effects:?}"
    );
}

#[test]
fn read_only_leaves_the_review_and_closes_the_line() {
    let mut begin = start();
    begin.read_only = true;
    let mut play = Play::with(begin, Account::furnished());
    play.press("j enter enter backspace 0 ctrl-s");
    assert_eq!(play.press("y enter y enter"), NOTHING);
    assert_eq!(play.place(), "review");
    play.press("y");
    assert!(play.notice().starts_with("READ-ONLY"));
}

#[test]
fn a_terminal_that_is_too_small_shows_nothing_and_sends_nothing() {
    let mut play = Play::reviewing();
    play.give(Message::Resized(Size {
        columns: 59,
        rows: 50,
    }));
    assert_eq!(play.press("y enter y enter y enter"), NOTHING);
    assert_eq!(play.place(), "review");
}

/// The loop was busy for longer than a frame must have been seen, and an Enter that was pressed before the frame sent.
#[test]
fn a_key_that_waited_is_as_old_as_it_is() {
    let mut play = Play::reviewing();
    let pressed = play.now;
    play.hear(Message::Keys(parse("y")));
    play.pass(SignedDuration::from_millis(100));
    play.hear(Message::Drawn);
    play.pass(SignedDuration::from_secs(2));
    for waited in [pressed, play.now - SignedDuration::from_millis(1_701)] {
        assert_eq!(play.hear_stamped(waited, Message::Keys(parse("enter"))), []);
        assert_eq!(play.place(), "asking");
        assert_ne!(play.notice(), "");
    }
    let waited = play.now - SignedDuration::from_secs(1);
    let effects = play.hear_stamped(waited, Message::Keys(parse("enter")));
    assert!(!effects.is_empty(), "seen for long enough when it was read");
}

/// An Enter that waited behind the answer to a write closed the outcome that came meanwhile.
#[test]
fn a_key_that_waited_closes_no_outcome_that_came_meanwhile() {
    let mut play = Play::sending();
    play.pass(SignedDuration::from_secs(5));
    let pressed = play.now;
    play.pass(SignedDuration::from_millis(10));
    play.written(applied("orders", "0 1h - orders-failed"));
    play.pass(SignedDuration::from_secs(5));
    play.hear_stamped(pressed, Message::Keys(parse("esc")));
    assert_eq!(play.place(), "done");
    play.press("esc");
    assert_ne!(play.place(), "done");
}

/// Waits and ages were counted from the time of a key that was handled late.
#[test]
fn keys_that_waited_turn_no_clock_back() {
    let mut play = Play::begun();
    play.pass(SignedDuration::from_secs(60));
    play.give(Message::Woken);
    let (now, due) = (play.state.now, next_wake(&play.state));
    let before = now - SignedDuration::from_secs(50);
    for message in [
        Message::Keys(parse("j")),
        Message::Pasted("x".to_owned()),
        Message::Resized(play.state.size),
    ] {
        play.hear_stamped(before, message);
        assert_eq!((play.state.now, next_wake(&play.state)), (now, due));
    }
    // Set back by whoever keeps the clock of the machine: what comes next goes by it.
    play.hear_stamped(before, Message::Drawn);
    assert_eq!(play.state.now, before);
}

/// What was typed for the line as it was drawn before is no answer to what it says now.
#[test]
fn a_send_line_that_was_resized_must_be_seen_anew() {
    let mut play = Play::reviewing();
    play.press("y");
    play.pass(SignedDuration::from_secs(1));
    play.resize(100, 40);
    for (milliseconds, place) in [(100, "asking"), (290, "asking"), (300, "checking")] {
        play.pass(SignedDuration::from_millis(milliseconds));
        play.give(Message::Keys(parse("enter")));
        assert_eq!(play.place(), place, "{milliseconds} ms later");
    }
}
