//! What somebody changes after our own write, and what Lambda stored instead of what was sent.

use lambda_lasso::domain::failure::FailureKind;

use super::play::Play;
use super::shown::end;
use super::values::{applied, refused};

const THEIRS: &str = "0 2h - orders-failed";
const SINCE: &str = "Somebody changed it after your PUT of 08:00:00Z, at 2023-11-14 22:16:20.000Z by Lambda's clock: age 1h -> 2h.";

fn says(play: &Play, text: &str) {
    assert!(play.text().contains(text), "{text:?}: {}", play.text());
}

/// `r` on what was stored read again, and said nothing of what it had found.
#[test]
fn r_on_an_outcome_says_what_it_found() {
    let mut play = Play::stored();
    assert!(!play.text().contains("as your write left it"));
    play.press("r");
    says(&play, "as your write left it, nobody changed it since.");
    play.account.hold("orders", THEIRS);
    play.press("r");
    says(&play, SINCE);
    play.account.hold("orders", "");
    play.press("r");
    says(
        &play,
        "Somebody removed the configuration after your PUT of 08:00:00Z.",
    );
}

/// An undo proposed to take back what somebody else had changed since, as if that were ours.
#[test]
fn an_undo_says_what_of_somebody_elses_it_takes_back() {
    for keys in ["r u", "esc r u"] {
        let mut play = Play::stored();
        play.account.hold("orders", THEIRS);
        play.press(keys);
        assert_eq!(play.place(), "review", "{keys}");
        says(&play, &format!("! {SINCE} Sending this overwrites that."));
    }
    let mut play = Play::stored();
    play.press("u");
    assert!(!play.text().contains("overwrites that"), "{}", play.text());
}

/// The same for what is proposed once more, and for what was copied before.
#[test]
fn what_is_proposed_once_more_says_what_it_overwrites() {
    for keys in [".", "v"] {
        let mut play = Play::stored();
        play.press("esc c s");
        play.account.hold("orders", THEIRS);
        play.press("r");
        play.press(keys);
        assert_eq!(play.place(), "review", "{keys}");
        says(&play, &format!("! {SINCE} Sending this overwrites that."));
    }
}

/// DONE with other values than were sent told them nowhere but in a sentence; the line and the receipt said that what was sent is held.
#[test]
fn what_lambda_holds_instead_is_told_wherever_the_write_is() {
    let mut play = Play::sending();
    play.by_hand = false;
    play.account.hold("orders", THEIRS);
    play.written(applied("orders", THEIRS));
    says(&play, "Maximum event age 2h was 1h ! sent 1h, holds 2h");
    says(
        &play,
        "Lambda answered that it holds something else: age sent 1h, holds 2h",
    );
    let (_, lines) = end(&play.effects("esc esc q")).expect("the program ended");
    let told = "retries 1 -> 0; but Lambda answered otherwise: age sent 1h, holds 2h";
    assert!(lines.contains(told), "{lines}");
}

/// With a removal of the configuration of `orders:$LATEST` answered as refused, for this reason.
fn removal_refused(kind: FailureKind, status: u16) -> Play {
    let mut play = Play::begun();
    play.press("j enter X y r e s e t enter");
    play.account.hold("orders", "");
    play.written(refused(kind, status));
    play
}

#[test]
fn only_a_removal_of_what_is_not_there_is_done_although_it_was_refused() {
    for (kind, status, place) in [
        (FailureKind::NotFound, 404, "done"),
        (FailureKind::AccessDenied, 403, "refused"),
        (FailureKind::InvalidRequest, 400, "refused"),
    ] {
        assert_eq!(removal_refused(kind, status).place(), place, "{kind:?}");
    }
}

#[test]
fn what_is_set_after_a_removal_that_was_not_needed_is_told_as_somebodys() {
    let mut play = removal_refused(FailureKind::NotFound, 404);
    play.press("r");
    says(&play, "no configuration, as it was found at 08:00:04Z.");
    play.account.hold("orders", THEIRS);
    play.press("r");
    says(&play, "Somebody changed it since it was found at 08:00:04Z");
}

/// Somebody else's age was taken over in the choice, and the review after it said that sending overwrites it.
#[test]
fn what_somebody_else_changed_and_is_taken_over_is_kept() {
    let mut play = Play::stored();
    play.by_hand = false;
    play.resize(100, 40);
    play.press("u");
    play.account.hold("orders", THEIRS);
    play.press("y enter");
    assert_eq!(play.place(), "drifted");
    play.press("enter");
    assert_eq!(play.place(), "review");
    says(&play, &format!("! {SINCE} Sending this keeps that."));
}

/// `r` on what was stored showed nothing where the listing lagged behind; after a removal it said that somebody had set the old settings
/// again, at a time before the removal.
#[test]
fn a_reading_that_lags_behind_is_told_as_that_and_nobody_is_accused() {
    let mut play = Play::stored();
    play.by_hand = false;
    play.resize(100, 40);
    play.account.hold("orders", "1 1h - orders-failed");
    play.press("r");
    says(
        &play,
        "what was held before your PUT of 08:00:00Z: readings can lag behind.",
    );
    let mut removed = removal_refused(FailureKind::NotFound, 404);
    removed.account.hold("orders", "1 1h - orders-failed");
    removed.press("r");
    says(
        &removed,
        "what was held before your DELETE of 08:00:00Z: readings can lag behind.",
    );
}

/// Of an undo that kept one of somebody's changes and took another back, it was said that it overwrites both.
#[test]
fn what_is_kept_of_somebody_elses_and_what_is_overwritten_is_told_apart() {
    let mut play = Play::stored();
    play.by_hand = false;
    play.resize(100, 40);
    play.press("u");
    play.account.hold("orders", "2 2h - orders-failed");
    play.press("y enter m enter");
    assert_eq!(play.place(), "review", "{}", play.screen());
    says(
        &play,
        "Sending this overwrites Maximum retry attempts, and keeps Maximum event age.",
    );
}
