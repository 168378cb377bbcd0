//! The words of an outcome that nobody else tells: why a refusal came, what is held instead, what a removal is not.

use lambda_lasso::app::effect::Effect;
use lambda_lasso::app::message::Signal;
use lambda_lasso::domain::call::Outcome;
use lambda_lasso::domain::failure::FailureKind;

use super::play::Play;
use super::shown::{end, shown};
use super::values::{applied, refused, unknown};

fn asked(effects: &[Effect]) -> Vec<String> {
    effects.iter().map(shown).collect()
}

/// What AWS answered while somebody left was printed nowhere: the line said REFUSED, and nobody had seen why.
#[test]
fn the_line_of_a_refusal_tells_why_in_the_words_of_aws() {
    let said = "TooManyRequestsException: Rate exceeded";
    for (kind, status) in [(FailureKind::Throttled, 429), (FailureKind::Other, 400)] {
        let mut play = Play::sending();
        play.signal(Signal::Terminate);
        let Outcome::Refused {
            mut failure,
            exchange,
        } = refused(kind, status)
        else {
            unreachable!("made above");
        };
        failure.code = Some("TooManyRequestsException".to_owned());
        failure.message = Some("Rate exceeded".to_owned());
        let effects = play.written(Outcome::Refused { failure, exchange });
        let (_, lines) = end(&effects).unwrap();
        assert!(lines.contains(" REFUSED PUT "), "{lines}");
        assert!(lines.contains(&format!("; refused: {said}")), "{lines}");
    }
}

/// A try that was refused and one that was stored are one write: the refusal is no part of what it came to.
#[test]
fn the_line_of_what_was_stored_by_a_later_try_tells_no_refusal() {
    let mut play = Play::sending();
    play.written(refused(FailureKind::Conflict, 409));
    play.wake();
    play.answer();
    play.written(applied("orders", "0 1h - orders-failed"));
    let (_, lines) = end(&play.effects("ctrl-c")).unwrap();
    assert!(lines.contains(" DONE PUT "), "{lines}");
    assert!(!lines.contains("refused"), "{lines}");
}

/// "The function doesn't exist." stood alone, of a function that was on screen: only its alias was gone.
#[test]
fn a_refusal_that_may_be_of_the_qualifier_alone_says_so() {
    for (keys, means) in [
        (
            "j enter j enter 0 ctrl-s",
            Some(
                "The function orders may be there, and its alias live be gone: Lambda answers the same to both.",
            ),
        ),
        ("j enter enter backspace 0 ctrl-s", None),
    ] {
        let mut play = Play::begun();
        play.press(keys);
        play.press("y enter");
        assert_eq!(play.place(), "sending", "{keys}");
        let Outcome::Refused {
            mut failure,
            exchange,
        } = refused(FailureKind::NotFound, 404)
        else {
            unreachable!("made above");
        };
        let words = "The function doesn't exist.";
        failure.message = Some(words.to_owned());
        failure.sentence = words.to_owned();
        play.by_hand = true;
        let effects = play.written(Outcome::Refused { failure, exchange });
        assert!(play.text().contains(words));
        match means {
            Some(means) => assert!(play.text().contains(means), "{}", play.text()),
            None => assert!(
                !play.text().contains("Lambda answers the same"),
                "{}",
                play.text()
            ),
        }
        let asked = asked(&effects);
        assert!(
            asked.contains(&"read aliases orders".to_owned()),
            "{asked:?}"
        );
    }
}

/// "Somebody else set something" was said of what somebody had removed, and what is held was not shown.
#[test]
fn what_somebody_else_left_after_an_unanswered_write_is_shown() {
    for (held, says, row) in [
        (
            "2 2h - orders-failed",
            "Somebody set them",
            "Maximum retry attempts 2 was 1 ! sent 0, holds 2",
        ),
        (
            "",
            "there is no configuration any more. Somebody removed it, or the function or the qualifier is gone;",
            "Maximum retry attempts (2) RESET was 1 ! sent 0, holds (2)",
        ),
    ] {
        let mut play = Play::sending();
        play.written(unknown());
        play.account.hold("orders", held);
        play.answer();
        let text = play.text();
        assert!(text.starts_with("UNKNOWN"), "{text}");
        assert!(text.contains(says), "{text}");
        assert!(text.contains(row), "{text}");
    }
}

#[test]
fn what_somebody_else_set_instead_of_a_removal_is_shown_as_that() {
    let mut play = Play::begun();
    play.press("j enter X y r e s e t enter");
    play.account.hold("orders", "2 2h - orders-failed");
    play.written(unknown());
    let text = play.text();
    let row = "Maximum retry attempts 2 was 1 ! sent a removal, holds 2";
    assert!(text.contains(row), "{text}");
}

/// A removal has no draft, and nobody edits: both were said of one.
#[test]
fn of_a_removal_that_met_a_change_no_draft_is_spoken_of() {
    let mut play = Play::begun();
    play.press("j enter X");
    play.account.hold("orders", "2 2h - orders-failed");
    play.press("y r e s e t enter");
    assert_eq!(play.place(), "drifted");
    play.says("after you opened this review");
    play.does_not_say("editing");
    play.does_not_say("draft");
}
