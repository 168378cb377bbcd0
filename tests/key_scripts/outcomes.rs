//! What a write came to, and what follows from it.

use jiff::SignedDuration;
use lambda_lasso::app::form::Form;
use lambda_lasso::app::memory::Came;
use lambda_lasso::app::message::Message;
use lambda_lasso::app::state::Screen;
use lambda_lasso::domain::call::{Outcome, RequestId, SessionNumber};
use lambda_lasso::domain::failure::{FailureKind, Operation};
use lambda_lasso::domain::field::Field;

use super::play::Play;
use super::send_line::CHECKS;
use super::shown::shown;
use super::values::{applied, exchange, failure, key, refused, stored, unknown};

fn form(play: &Play) -> &Form {
    match play.state.above.last() {
        Some(Screen::Form(form)) => form,
        _ => panic!("no form"),
    }
}

fn came(play: &Play) -> Vec<Came> {
    let writes = play.state.memory.writes();
    writes.iter().map(|write| write.came).collect()
}

fn asked(effects: &[lambda_lasso::app::effect::Effect]) -> Vec<String> {
    effects.iter().map(shown).collect()
}

#[test]
fn each_outcome_has_its_word_and_its_line() {
    let not_sent = Outcome::NotSent {
        failure: failure(
            FailureKind::Unreachable,
            Operation::PutFunctionEventInvokeConfig,
        ),
    };
    for (outcome, place, word, drafts) in [
        (
            applied("orders", "0 1h - orders-failed"),
            "done",
            Came::Done,
            0,
        ),
        (
            refused(FailureKind::AccessDenied, 403),
            "refused",
            Came::Refused,
            1,
        ),
        (
            refused(FailureKind::InvalidRequest, 400),
            "refused",
            Came::Refused,
            1,
        ),
        (
            refused(FailureKind::NotFound, 404),
            "refused",
            Came::Refused,
            1,
        ),
        (not_sent, "not sent: failed", Came::NotSent, 1),
        (unknown(), "unknown", Came::Unknown, 1),
    ] {
        let mut play = Play::sending();
        play.written(outcome);
        assert_eq!((play.place().as_str(), came(&play)), (place, vec![word]));
        assert_eq!(play.state.drafts.iter().len(), drafts, "{place}");
    }
}

#[test]
fn awss_words_against_a_draft_stand_in_the_form() {
    let mut play = Play::sending();
    let mut denied = failure(
        FailureKind::InvalidRequest,
        Operation::PutFunctionEventInvokeConfig,
    );
    denied.message = Some("The destination ARN arn:x is invalid.".to_owned());
    play.written(Outcome::Refused {
        failure: denied,
        exchange: exchange(400),
    });
    play.press("enter");
    assert_eq!(play.place(), "form");
    let lambda_lasso::app::state::Screen::Form(form) = play.state.above.last().unwrap() else {
        panic!("no form")
    };
    let refusal = form.refusal.clone().unwrap();
    assert_eq!(refusal.fields, [Field::OnSuccess, Field::OnFailure]);
    play.press("up x");
    let lambda_lasso::app::state::Screen::Form(form) = play.state.above.last().unwrap() else {
        panic!("no form")
    };
    assert_eq!(form.refusal, None, "it was said of another draft");
}

#[test]
fn not_now_is_tried_again_after_a_check_of_its_own_and_four_times_at_most() {
    for (kind, status) in [(FailureKind::Conflict, 409), (FailureKind::Throttled, 429)] {
        let mut play = Play::sending();
        for pause in [500, 1500, 3500] {
            assert_eq!(play.written(refused(kind, status)), []);
            assert_eq!(
                (play.place().as_str(), play.due()),
                ("waiting", Some(pause))
            );
            let effects = play.wake();
            assert_eq!(asked(&effects), CHECKS);
            assert_eq!(play.place(), "checking");
            let effects = play.answer();
            assert!(asked(&effects)[0].starts_with("put orders:$LATEST"));
        }
        play.written(refused(kind, status));
        assert_eq!((play.place().as_str(), play.due()), ("refused", None));
        assert_eq!((play.writes.len(), came(&play)), (4, vec![Came::Refused]));
        assert!(play.text().contains("4 tries"));
    }
}

#[test]
fn a_second_try_that_is_stored_is_one_write_that_is_done() {
    let mut play = Play::sending();
    play.written(refused(FailureKind::Conflict, 409));
    play.wake();
    play.answer();
    play.written(applied("orders", "0 1h - orders-failed"));
    assert_eq!(
        (play.place().as_str(), came(&play)),
        ("done", vec![Came::Done])
    );
    assert!(play.text().contains("2 tries"));
}

#[test]
fn a_wait_that_is_woken_early_goes_on_waiting() {
    let mut play = Play::sending();
    play.written(refused(FailureKind::Conflict, 409));
    play.pass(SignedDuration::from_millis(499));
    assert_eq!(play.give(Message::Woken), []);
    assert_eq!((play.place().as_str(), play.due()), ("waiting", Some(1)));
}

#[test]
fn a_wait_can_be_stopped_and_nothing_is_sent_later() {
    let mut play = Play::sending();
    play.written(refused(FailureKind::Conflict, 409));
    play.press("esc");
    assert_eq!(
        (play.place().as_str(), play.due()),
        ("not sent: stopped", None)
    );
    assert_eq!(play.give(Message::Woken), []);
}

#[test]
fn drift_while_waiting_is_drift() {
    let mut play = Play::sending();
    play.written(refused(FailureKind::Conflict, 409));
    play.account.hold("orders", "2 1h - orders-failed");
    play.wake();
    play.answer();
    assert_eq!((play.place().as_str(), play.writes.len()), ("drifted", 1));
}

#[test]
fn only_the_awaited_answer_counts() {
    let mut play = Play::sending();
    let (request, session) = *play.writes.last().unwrap();
    for (request, session) in [(RequestId(request.0 + 1), session), (RequestId(1), session)] {
        let outcome = Box::new(applied("orders", "0 1h - orders-failed"));
        let message = Message::Written {
            request,
            session,
            outcome,
        };
        assert_eq!(play.give(message), []);
        assert_eq!(
            (play.place().as_str(), came(&play)),
            ("sending", vec![Came::OnItsWay])
        );
    }
}

/// The outcome of a write was dropped where the session had ended meanwhile, and the screen waited for ever.
#[test]
fn an_outcome_is_not_lost_with_the_session() {
    let mut play = Play::sending();
    let (request, session) = *play.writes.last().unwrap();
    play.give(Message::Written {
        request,
        session: SessionNumber(session.0 + 1),
        outcome: Box::new(applied("orders", "0 1h - orders-failed")),
    });
    assert_eq!(
        (play.place().as_str(), came(&play)),
        ("done", vec![Came::Done])
    );
}

#[test]
fn an_outcome_that_is_told_twice_counts_once() {
    let mut play = Play::sending();
    play.written(refused(FailureKind::AccessDenied, 403));
    assert_eq!(play.written(applied("orders", "0 1h - orders-failed")), []);
    assert_eq!(
        (play.place().as_str(), came(&play)),
        ("refused", vec![Came::Refused])
    );
}

/// The answer to no write at all made what was stored be read once more.
#[test]
fn after_an_outcome_no_other_answer_does_anything() {
    let mut play = Play::sending();
    play.written(applied("orders", "0 1h - orders-failed"));
    assert_eq!(play.written(applied("orders", "0 1h - orders-failed")), []);
}

#[test]
fn no_key_leaves_a_write_that_is_on_its_way() {
    for key in [
        "esc", "enter", "y", "e", "n", "h", "left", "r", "tab", "x", "ctrl-s",
    ] {
        let mut play = Play::sending();
        assert_eq!(play.press(key), [""; 0], "{key}");
        assert_eq!(play.place(), "sending", "{key}");
    }
}

#[test]
fn an_unknown_outcome_is_looked_at_at_once_and_three_times_more() {
    let mut play = Play::sending();
    let look = ["read configuration orders:$LATEST"];
    assert_eq!(asked(&play.written(unknown())), look);
    let since = play.now;
    for seconds in [5, 20, 60] {
        play.answer();
        assert!(
            play.text().contains("still the OLD settings"),
            "{}",
            play.text()
        );
        assert_eq!(asked(&play.wake()), look);
        assert_eq!(play.now.duration_since(since).as_secs(), seconds);
    }
    play.answer();
    assert_eq!((play.place().as_str(), play.due()), ("unknown", None));
    assert_eq!(came(&play), [Came::Unknown]);
    assert_eq!(
        asked(&play.effects("r")),
        look,
        "by hand it can be looked at for ever"
    );
    assert_eq!(play.writes.len(), 1, "nothing is sent again");
}

#[test]
fn a_look_finds_what_was_sent_or_what_somebody_else_set() {
    for (held, says, word) in [
        (
            "0 1h - orders-failed",
            "Lambda holds what you sent",
            Came::DoneFoundByReading,
        ),
        (
            "1 1h - orders-failed",
            "still the OLD settings",
            Came::Unknown,
        ),
        (
            "2 2h - orders-failed",
            "neither the old settings nor what was sent",
            Came::Unknown,
        ),
        ("", "there is no configuration any more", Came::Unknown),
    ] {
        let mut play = Play::sending();
        play.written(unknown());
        play.account.hold("orders", held);
        play.answer();
        assert!(play.text().contains(says), "{held}: {}", play.text());
        assert_eq!(came(&play), [word], "{held}");
        let found = word == Came::DoneFoundByReading;
        assert_eq!(play.state.drafts.is_empty(), found, "{held}");
        assert_eq!(play.due(), Some(5000), "it is looked for on: {held}");
    }
}

/// `r` looked again, and what somebody had changed since then turned DONE back into UNKNOWN.
#[test]
fn what_was_found_to_have_arrived_stays_done() {
    let mut play = Play::sending();
    play.written(unknown());
    play.account.hold("orders", "0 1h - orders-failed");
    play.answer();
    play.account.hold("orders", "2 2h - orders-failed");
    assert_eq!(asked(&play.effects("r")), ["read configurations orders"]);
    play.answer();
    assert!(play.text().starts_with("DONE"), "{}", play.text());
    assert_eq!(came(&play), [Came::DoneFoundByReading]);
}

#[test]
fn a_late_arrival_is_found_by_a_later_look() {
    let mut play = Play::sending();
    play.written(unknown());
    play.answer();
    play.account.hold("orders", "0 1h - orders-failed");
    play.wake();
    play.answer();
    assert_eq!(came(&play), [Came::DoneFoundByReading]);
}

/// A change that was sent and not answered; and what Lambda holds by then can't be read.
pub(crate) fn in_the_dark() -> Play {
    let mut play = Play::sending();
    play.written(unknown());
    let operation = Operation::GetFunctionEventInvokeConfig;
    play.account.refuse(operation, FailureKind::Unreachable);
    play.answer();
    play
}

#[test]
fn a_look_that_fails_is_said_and_made_again() {
    let play = in_the_dark();
    assert!(play.text().contains("could not be read"));
    assert_eq!(play.due(), Some(5000));
}

/// It was told as not sent, and its request id was lost, although it had been sent.
#[test]
fn a_removal_of_what_is_gone_already_is_done() {
    let mut play = Play::begun();
    play.press("j enter X y r e s e t enter");
    assert_eq!(play.place(), "sending");
    play.written(refused(FailureKind::NotFound, 404));
    assert_eq!(
        (play.place().as_str(), came(&play)),
        ("done", vec![Came::NothingToRemove])
    );
    assert!(play.text().contains("it was removed already"));
}

#[test]
fn a_removal_whose_answer_was_lost_is_found_by_reading() {
    let mut play = Play::begun();
    play.press("j enter X y r e s e t enter");
    play.account.hold("orders", "");
    play.written(unknown());
    assert_eq!(came(&play), [Came::DoneFoundByReading]);
}

/// The key is said to read or check again; of what was refused it did neither, and led back to a review that nobody had checked.
#[test]
fn r_on_a_refusal_checks_again_and_sends_nothing() {
    let mut play = Play::sending();
    play.written(refused(FailureKind::InvalidRequest, 400));
    play.says("r checks again");
    let checks = CHECKS;
    assert_eq!(play.press("r"), checks);
    play.answer();
    assert_eq!((play.place().as_str(), play.writes.len()), ("review", 1));
    assert!(
        play.notice().ends_with("nothing moved."),
        "{}",
        play.notice()
    );
    play.send();
    assert_eq!(play.writes.len(), 2);
}

#[test]
fn what_was_stored_is_read_again_for_the_rows() {
    let mut play = Play::sending();
    play.account.hold("orders", "0 1h - orders-failed");
    let effects = play.written(applied("orders", "0 1h - orders-failed"));
    assert_eq!(asked(&effects), ["read configurations orders"]);
    play.answer();
    play.press("enter");
    let entry = play.state.catalogue.get(&key("orders")).unwrap();
    let held = entry.configuration(&lambda_lasso::domain::qualifier::Qualifier::Latest);
    assert_eq!(
        held.flatten().unwrap().settings,
        stored("0 1h - orders-failed")
    );
}

/// Leaving the screen ended the search: the write stayed unknown although a later reading would have told.
#[test]
fn a_write_of_which_nothing_is_known_is_looked_for_after_its_screen_was_left() {
    let mut play = Play::sending();
    play.written(unknown());
    play.answer();
    assert_eq!(play.place(), "unknown");
    play.press("esc");
    assert_eq!(play.place(), "orders:$LATEST");
    play.account.hold("orders", "0 1h - orders-failed");
    play.wake();
    play.answer();
    assert_eq!(came(&play), vec![Came::DoneFoundByReading]);
    assert!(
        play.notice().starts_with("Lambda holds what you sent"),
        "{}",
        play.notice()
    );
}

/// The lists showed, and the form was filled with, what was held before the write, until they were read again.
#[test]
fn what_was_stored_is_shown_before_it_is_read_again() {
    let mut play = Play::sending();
    play.written(applied("orders", "0 1h - orders-failed"));
    play.press("esc e");
    assert_eq!(play.place(), "form");
    let texts = Field::ALL.map(|field| form(&play).fields.get(field).text().to_owned());
    assert_eq!(
        texts,
        [
            "0",
            "1h",
            "",
            "arn:aws:sqs:eu-west-1:123456789012:orders-failed"
        ]
    );
}

/// The refusal of one destination was laid beside both fields.
#[test]
fn a_refusal_stands_beside_the_destination_that_it_names() {
    let mut play = Play::sending();
    let Outcome::Refused {
        mut failure,
        exchange,
    } = refused(FailureKind::InvalidRequest, 400)
    else {
        unreachable!("made above");
    };
    failure.message = Some(
        "The destination ARN arn:aws:sqs:eu-west-1:123456789012:orders-failed is invalid.".into(),
    );
    play.written(Outcome::Refused { failure, exchange });
    play.press("enter");
    let refusal = form(&play).refusal.as_ref().unwrap();
    assert_eq!(refusal.fields, [Field::OnFailure]);
}

/// `r` on what was stored said nothing where the reading was refused; the line above still said that nobody had changed it since.
#[test]
fn what_can_not_be_read_again_after_a_write_is_said() {
    let mut play = Play::stored();
    play.by_hand = false;
    play.resize(100, 30);
    play.pass(SignedDuration::from_secs(2));
    play.press("r");
    play.says("as your write left it, nobody changed");
    let operation = Operation::ListFunctionEventInvokeConfigs;
    play.account.refuse(operation, FailureKind::AccessDenied);
    play.press("r");
    play.says("not read 08:00:");
    play.says("r reads again.");
    play.does_not_say("nobody changed it since");
    play.account.failing.clear();
    play.press("r");
    play.says("as your write left it, nobody changed");
}

/// `r` on "Not needed" read what is held, and showed nothing of it: "somebody set exactly this" stayed, false by then.
#[test]
fn what_is_held_since_a_write_was_not_needed_is_read_and_told() {
    let mut play = Play::reviewing();
    play.by_hand = false;
    play.resize(100, 40);
    play.account.hold("orders", "0 1h - orders-failed");
    play.press("y enter");
    assert_eq!(play.place(), "not sent: already so", "{}", play.screen());
    play.press("r");
    play.says("now read 08:00:");
    play.says(": as it was checked.");
    play.account.hold("orders", "2 2h - orders-failed");
    play.press("r");
    play.says("Somebody changed it since: retries 0 -> 2, age 1h -> 2h.");
}
