//! Leaving: what asks, what waits, what is printed, and with which status the program ends.

use lambda_lasso::app::effect::Effect;
use lambda_lasso::app::message::{Message, Signal};
use lambda_lasso::domain::call::Outcome;
use lambda_lasso::domain::failure::{FailureKind, Operation};

use super::play::Play;
use super::shown::{end, parse, shown};
use super::values::{applied, exchange, failure, refused, unknown};

const STORED: &str = "0 1h - orders-failed";

/// In the list, with one draft left behind.
fn drafted() -> Play {
    let mut play = Play::begun();
    play.press("j enter enter backspace 0 esc esc");
    assert_eq!(play.place(), "list");
    play
}

#[test]
fn q_quits_at_once_where_nothing_is_lost() {
    let mut play = Play::begun();
    assert_eq!(end(&play.effects("q")), Some((0, String::new())));
}

#[test]
fn q_asks_where_drafts_are_left() {
    for (keys, place, ends) in [
        ("q", "quit?", false),
        ("q q", "list", false),
        ("q esc", "list", false),
        ("q n", "list", false),
        ("q enter", "quit?", false),
        ("q y", "quit?", false),
        ("q y y", "list", false),
        ("q y backspace enter", "quit?", false),
        ("q y enter", "quit?", true),
        ("q ctrl-c", "quit?", true),
    ] {
        let mut play = drafted();
        let effects = play.effects(keys);
        assert_eq!(
            (play.place().as_str(), end(&effects).is_some()),
            (place, ends),
            "{keys}"
        );
    }
}

#[test]
fn drafts_are_printed_as_the_commands_that_would_send_them() {
    for keys in ["ctrl-c", "q y enter"] {
        let mut play = drafted();
        let (status, lines) = end(&play.effects(keys)).unwrap();
        assert_eq!(status, 0);
        assert!(
            lines.starts_with("Draft of orders:$LATEST, not sent"),
            "{lines}"
        );
        assert!(
            lines.contains("aws lambda put-function-event-invoke-config"),
            "{lines}"
        );
        assert!(lines.contains("--maximum-retry-attempts 0"), "{lines}");
    }
}

#[test]
fn a_draft_that_can_not_be_sent_is_printed_as_typed() {
    let mut play = Play::begun();
    play.press("j enter enter backspace 7");
    let (_, lines) = end(&play.effects("ctrl-c")).unwrap();
    assert!(lines.contains("not ready to be sent"), "{lines}");
    assert!(lines.contains("Maximum retry attempts: \"7\""), "{lines}");
    // It was said as whom a command runs where none was printed.
    assert!(!lines.contains("credentials of the shell"), "{lines}");
}

/// What a colleague had stored meanwhile to the letter was "not ready to be sent".
#[test]
fn a_draft_that_lambda_holds_by_now_is_printed_as_that() {
    let mut play = Play::begun();
    play.press("j enter enter backspace 0 esc");
    assert_eq!(play.place(), "orders:$LATEST");
    play.account.hold("orders", "0 1h - orders-failed");
    play.press("r");
    let (_, lines) = end(&play.effects("ctrl-c")).unwrap();
    assert!(
        lines.contains("Draft of orders:$LATEST, not sent. "),
        "{lines}"
    );
    assert!(
        lines.contains("Nothing to send: Lambda holds exactly this (read 08:00:"),
        "{lines}"
    );
    assert!(
        lines.contains("Typed: Maximum retry attempts: \"0\""),
        "{lines}"
    );
    assert!(!lines.contains("not ready"), "{lines}");
}

#[test]
fn a_draft_that_empties_everything_is_printed_as_a_removal() {
    let mut play = Play::begun();
    play.press("j enter enter ctrl-u tab ctrl-u tab tab ctrl-u");
    let (_, lines) = end(&play.effects("ctrl-c")).unwrap();
    assert!(
        lines.contains("aws lambda delete-function-event-invoke-config"),
        "{lines}"
    );
}

#[test]
fn control_c_leaves_from_everywhere_at_once() {
    for keys in [
        "",
        "/ o r",
        "j enter",
        "j enter enter",
        "j enter enter backspace 0 ctrl-x",
        "j enter enter backspace 0 ctrl-s",
        "j enter X y",
    ] {
        let mut play = Play::begun();
        play.press(keys);
        assert_eq!(
            end(&play.effects("ctrl-c")).map(|(status, _)| status),
            Some(0),
            "{keys}"
        );
    }
}

#[test]
fn each_signal_has_its_status() {
    for (signal, status) in [
        (Signal::Interrupt, 0),
        (Signal::Quit, 131),
        (Signal::Terminate, 143),
        (Signal::HangUp, 129),
    ] {
        let mut play = drafted();
        let (ended, lines) = end(&play.signal(signal)).unwrap();
        assert_eq!(ended, status);
        assert!(lines.contains("Draft of orders:$LATEST"));
    }
}

/// The ways out while a write is on its way, what it came to, and the status.
#[test]
fn a_write_on_its_way_is_awaited_with_the_terminal_restored() {
    type Way = fn(&mut Play) -> Vec<Effect>;
    let ways: [(&str, Way, u8); 4] = [
        ("ctrl-c", |play| play.effects("ctrl-c"), 0),
        ("interrupt", |play| play.signal(Signal::Interrupt), 0),
        ("terminate", |play| play.signal(Signal::Terminate), 143),
        ("hang up", |play| play.signal(Signal::HangUp), 129),
    ];
    for (way, leave, status) in ways {
        for (outcome, word, ended) in [
            (applied("orders", STORED), "DONE PUT", status),
            (
                refused(FailureKind::AccessDenied, 403),
                "REFUSED PUT",
                status,
            ),
            (unknown(), "UNKNOWN PUT", 1),
        ] {
            let mut play = Play::sending();
            let effects = leave(&mut play);
            assert_eq!(
                effects.iter().map(shown).collect::<Vec<_>>(),
                ["restore"],
                "{way}"
            );
            assert_eq!(play.due(), Some(5000));
            let (came, lines) = end(&play.written(outcome)).unwrap();
            assert_eq!(came, ended, "{way} {word}");
            assert!(lines.contains(word), "{way}: {lines}");
        }
    }
}

/// "Not now" was waited out for the rest of the five seconds, although nothing was on its way any more.
#[test]
fn not_now_ends_the_waiting_as_any_answer_does() {
    let mut play = Play::sending();
    play.press("ctrl-c");
    let (status, lines) = end(&play.written(refused(FailureKind::Conflict, 409))).unwrap();
    assert_eq!(status, 0);
    assert!(lines.contains("REFUSED PUT"), "{lines}");
}

#[test]
fn five_seconds_at_most() {
    let mut play = Play::sending();
    play.press("ctrl-c");
    assert_eq!(play.give(Message::Woken), [], "too early");
    let (status, lines) = end(&play.wake()).unwrap();
    assert_eq!(status, 1);
    assert!(lines.contains("UNKNOWN PUT"), "{lines}");
    assert!(
        lines.contains("Read the setting before you send again"),
        "{lines}"
    );
}

#[test]
fn a_second_signal_ends_the_waiting_and_keeps_the_first_status() {
    for second in [
        Signal::Interrupt,
        Signal::Quit,
        Signal::Terminate,
        Signal::HangUp,
    ] {
        let mut play = Play::sending();
        play.signal(Signal::Terminate);
        let (status, lines) = end(&play.signal(second)).unwrap();
        assert_eq!(status, 1, "an unknown outcome has a status of its own");
        assert!(lines.contains("UNKNOWN PUT"));
    }
}

#[test]
fn keys_and_pastes_mean_nothing_once_the_terminal_is_restored() {
    let mut play = Play::sending();
    play.press("ctrl-c");
    assert_eq!(play.press("y enter q esc ctrl-z"), [""; 0]);
    assert_eq!(play.paste("y"), [""; 0]);
    assert_eq!(play.due().map(|due| due > 0), Some(true));
}

/// It was read before the terminal made a signal of it, and meant nothing: whoever pressed it twice had to press it once more.
#[test]
fn ctrl_c_is_the_second_one_whether_it_comes_as_a_key_or_as_a_signal() {
    let mut play = Play::sending();
    play.press("ctrl-c");
    let (status, lines) = end(&play.give(Message::Keys(parse("x ctrl-c ctrl-c")))).unwrap();
    assert_eq!(status, 1);
    assert!(lines.contains("UNKNOWN PUT"), "{lines}");
    let mut play = Play::sending();
    let effects = play.give(Message::Keys(parse("ctrl-c ctrl-c ctrl-c")));
    let ends = effects
        .iter()
        .filter(|effect| end(std::slice::from_ref(effect)).is_some());
    assert_eq!(ends.count(), 1);
}

#[test]
fn q_while_a_write_is_on_its_way_quits_when_it_was_answered() {
    for (outcome, status) in [
        (applied("orders", STORED), 0),
        (refused(FailureKind::AccessDenied, 403), 0),
        (unknown(), 1),
    ] {
        let mut play = Play::sending();
        assert_eq!(play.press("q"), [""; 0]);
        play.says("A PUT is on its way: waiting for Lambda's answer (0 s), then Lasso quits.");
        assert_eq!(
            end(&play.written(outcome)).map(|(status, _)| status),
            Some(status)
        );
    }
}

#[test]
fn whoever_waits_to_quit_sees_each_second_and_others_what_is_long() {
    let mut play = Play::sending();
    assert!(play.due() > Some(4000), "nothing is counted before");
    play.press("q");
    assert_eq!(play.due(), Some(600), "a second after it was handed over");
    for seconds in 1..=4 {
        assert_eq!(play.wake(), []);
        play.says(&format!(
            "A PUT is on its way: waiting for Lambda's answer ({seconds} s), then Lasso quits. Ctrl-C leaves at once."
        ));
        assert_eq!(play.due(), Some(1000));
    }
    assert_eq!(play.written(refused(FailureKind::Conflict, 409)), []);
    play.does_not_say("then Lasso quits");
}

#[test]
fn quitting_when_answered_goes_through_every_try() {
    let mut play = Play::sending();
    play.press("q");
    assert_eq!(play.written(refused(FailureKind::Conflict, 409)), []);
    play.wake();
    play.answer();
    assert_eq!(play.place(), "sending");
    let (status, lines) = end(&play.written(applied("orders", STORED))).unwrap();
    assert_eq!(status, 0);
    assert!(lines.contains("DONE PUT"), "{lines}");
}

/// The wish to quit outlived a check that forbade the second try, and a much later write ended the program.
#[test]
fn quitting_when_answered_ends_with_the_change_however_it_ends() {
    let mut play = Play::sending();
    play.press("q");
    play.written(refused(FailureKind::Conflict, 409));
    play.account.hold("orders", "2 1h - orders-failed");
    play.wake();
    let (status, lines) = end(&play.answer()).unwrap();
    assert_eq!(status, 0);
    assert!(
        lines.contains("REFUSED PUT") && lines.contains("Draft of orders"),
        "{lines}"
    );
}

/// The same with `Esc`, by which somebody stays to look.
#[test]
fn stopping_the_next_try_takes_back_the_wish_to_quit() {
    let mut play = Play::sending();
    play.press("q");
    play.written(refused(FailureKind::Conflict, 409));
    play.press("esc");
    assert_eq!(play.place(), "not sent: stopped");
    play.press("r");
    play.answer();
    play.send();
    assert_eq!(end(&play.written(applied("orders", STORED))), None);
    assert_eq!(play.place(), "done");
}

#[test]
fn control_c_while_the_next_try_is_awaited_leaves_at_once() {
    let mut play = Play::sending();
    play.written(refused(FailureKind::Throttled, 429));
    let (status, lines) = end(&play.effects("ctrl-c")).unwrap();
    assert_eq!(status, 0);
    assert!(lines.contains("REFUSED PUT"), "{lines}");
}

#[test]
fn an_outcome_that_stays_unknown_is_the_status_however_late_one_leaves() {
    let mut play = Play::sending();
    play.written(unknown());
    play.press("esc esc");
    assert_eq!(play.place(), "list");
    assert_eq!(
        end(&play.effects("q y enter")).map(|(status, _)| status),
        Some(1)
    );
}

#[test]
fn each_write_of_the_run_is_printed_with_its_request() {
    let mut play = Play::sending();
    play.account.hold("orders", STORED);
    play.written(applied("orders", STORED));
    play.by_hand = false;
    play.answer();
    play.press("enter enter backspace 1 ctrl-s");
    play.send();
    play.written(refused(FailureKind::AccessDenied, 403));
    let (_, lines) = end(&play.effects("ctrl-c")).unwrap();
    let arn = "arn:aws:lambda:eu-west-1:123456789012:function:orders:$LATEST";
    assert!(
        lines.contains(&format!("DONE PUT {arn} request request-200")),
        "{lines}"
    );
    assert!(
        lines.contains(&format!("REFUSED PUT {arn} request request-403")),
        "{lines}"
    );
}

/// `q` stayed in the footer after it was pressed, and no key took it back.
#[test]
fn who_asked_to_quit_when_answered_can_stay() {
    let mut play = Play::sending();
    play.by_hand = false;
    play.says("q quit when answered");
    play.does_not_say("Esc stay");
    play.press("q");
    play.does_not_say("q quit when answered");
    play.says("Esc stay, don't quit");
    play.press("esc");
    play.says("q quit when answered");
    let effects = play.written(applied("orders", "0 1h - orders-failed"));
    assert_eq!((end(&effects), play.place().as_str()), (None, "done"));
}

/// An answer that told nothing was printed as none.
#[test]
fn what_was_found_by_reading_after_an_answer_is_not_told_as_unanswered() {
    for (outcome, request, said) in [
        (unknown(), "no request id", "(no answer; found by reading,"),
        (
            unknown_with(500),
            "request request-500",
            "(answered HTTP 500; found by reading,",
        ),
    ] {
        let mut play = Play::sending();
        play.by_hand = false;
        play.account.hold("orders", "0 1h - orders-failed");
        play.written(outcome);
        assert!(!play.text().contains("broke off"), "{}", play.text());
        let (status, lines) = end(&play.effects("ctrl-c")).unwrap();
        assert_eq!(status, 1, "it can still arrive");
        assert!(lines.contains(&format!("{request} {said}")), "{lines}");
    }
}

/// A write that was answered, by whoever that was, with an error that tells nothing.
fn unknown_with(status: u16) -> Outcome {
    Outcome::Unknown {
        failure: failure(
            FailureKind::ServiceFault,
            Operation::PutFunctionEventInvokeConfig,
        ),
        exchange: exchange(status),
    }
}

#[test]
fn a_second_try_without_an_answer_is_unknown_although_the_first_was_refused() {
    let mut play = Play::sending();
    play.written(refused(FailureKind::Conflict, 409));
    play.wake();
    play.answer();
    assert_eq!(play.place(), "sending");
    play.press("ctrl-c");
    let (status, lines) = end(&play.wake()).unwrap();
    assert_eq!(status, 1);
    assert!(lines.contains(" UNKNOWN PUT "), "{lines}");
    assert!(!lines.contains("refused"), "{lines}");
    // The id of the first try is that of another request.
    assert!(lines.contains("orders:$LATEST no request id"), "{lines}");
}

#[test]
fn what_did_not_leave_is_printed_as_not_sent() {
    let mut play = Play::sending();
    let failure = failure(
        FailureKind::Unreachable,
        Operation::PutFunctionEventInvokeConfig,
    );
    play.written(Outcome::NotSent { failure });
    let (status, lines) = end(&play.effects("ctrl-c")).unwrap();
    assert_eq!(status, 0);
    assert!(lines.contains(" NOT SENT PUT "), "{lines}");
    assert!(
        lines.contains("Draft of orders:$LATEST, not sent ("),
        "{lines}"
    );
}

/// Somebody else had stored another age and another queue, which was on screen: the printed command set both back, and no word said so.
#[test]
fn a_printed_draft_follows_what_somebody_else_stored_and_says_so() {
    let mut play = Play::reviewing();
    play.account.hold("orders", "2 2h - pay-alerts");
    play.press("y enter");
    play.answer();
    assert_eq!(play.place(), "drifted");
    let (_, lines) = end(&play.effects("ctrl-c")).unwrap();
    let told = "Changed since it was begun: Maximum retry attempts, Maximum event age and On failure; fields left alone are as read 08:00:03Z:";
    assert!(lines.contains(told), "{lines}");
    let command = "--maximum-retry-attempts 0 --maximum-event-age-in-seconds 7200";
    assert!(lines.contains(command), "{lines}");
    assert!(lines.contains(":pay-alerts"), "{lines}");
    assert!(!lines.contains(":orders-failed"), "{lines}");
}

/// What its form had taken over while it was open was not told, either.
#[test]
fn a_printed_draft_says_what_was_changed_while_its_form_was_open() {
    let mut play = Play::reviewing();
    play.account.hold("orders", "2 2h - orders-failed");
    play.press("y enter");
    play.answer();
    play.press("esc");
    let (_, lines) = end(&play.effects("ctrl-c")).unwrap();
    let told = "Changed since it was begun: Maximum retry attempts and Maximum event age; fields left alone are as read";
    assert!(lines.contains(told), "{lines}");
    assert!(
        lines.contains("--maximum-event-age-in-seconds 7200"),
        "{lines}"
    );
}
