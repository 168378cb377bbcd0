//! What somebody typed is theirs: no outcome, proposal or choice takes it away, and a proposal stays one until it is edited.

use lambda_lasso::app::form::Form;
use lambda_lasso::app::send_line::Asked;
use lambda_lasso::app::state::Screen;
use lambda_lasso::domain::change::Origin;
use lambda_lasso::domain::field::Field;
use lambda_lasso::domain::settings::Setting;

use super::account::Account;
use super::play::Play;
use super::values::{applied, stored, target, unknown};

const HAS_A_DRAFT: &str = "has a draft: e shows it, Ctrl-X there throws it away.";

fn form(play: &Play) -> &Form {
    match play.state.above.last() {
        Some(Screen::Form(form)) => form,
        _ => panic!("{} is no form", play.place()),
    }
}

fn typed(play: &Play, field: Field) -> &str {
    form(play).fields.get(field).text()
}

/// The text of a field in the draft that is kept for a target.
fn kept(play: &Play, of: &str, field: Field) -> String {
    let kept = play.state.drafts.get(&target(of)).expect("a draft");
    kept.draft.text(field).to_owned()
}

/// With an unknown write of no retries behind, and its form open again.
fn editing_after_unknown() -> Play {
    let mut play = Play::sending();
    play.written(unknown());
    play.answer();
    play.press("esc e");
    assert_eq!(play.place(), "form");
    play
}

/// A look that found an earlier write closed the form in which something else was being typed, and forgot it.
#[test]
fn a_late_look_takes_nothing_away_that_is_typed_meanwhile() {
    let mut play = editing_after_unknown();
    play.press("tab ctrl-u 9 0 m");
    play.account.hold("orders", "0 1h - orders-failed");
    play.by_hand = false;
    play.wake();
    assert!(
        play.notice().starts_with("Lambda holds what you sent"),
        "{}",
        play.notice()
    );
    assert_eq!(play.place(), "form");
    assert_eq!(typed(&play, Field::MaximumEventAge), "90m");
    assert_eq!(
        form(&play).held().map(|held| held.maximum_retry_attempts),
        Some(lambda_lasso::domain::settings::Setting::Explicit(0)),
        "it stands on what is held now"
    );
    play.press("ctrl-s");
    let change = &play.state.review().unwrap().change;
    assert_eq!(change.difference().resets().count(), 0);
    assert!(
        !play.text().contains("Maximum retry attempts 1"),
        "{}",
        play.text()
    );
}

#[test]
fn a_late_look_keeps_a_draft_that_says_something_else() {
    let mut play = editing_after_unknown();
    play.press("tab ctrl-u 9 0 m esc");
    play.account.hold("orders", "0 1h - orders-failed");
    play.by_hand = false;
    play.wake();
    assert_eq!(kept(&play, "orders", Field::MaximumEventAge), "90m");
    play.press("e");
    assert_eq!(typed(&play, Field::MaximumRetryAttempts), "0");
    assert_eq!(typed(&play, Field::MaximumEventAge), "90m");
}

#[test]
fn a_late_look_closes_the_form_that_says_what_was_sent() {
    let mut play = editing_after_unknown();
    play.press("tab ctrl-u 6 0 m");
    play.account.hold("orders", "0 1h - orders-failed");
    play.by_hand = false;
    play.wake();
    assert_eq!(play.place(), "orders:$LATEST");
    assert!(play.state.drafts.is_empty());
}

/// A function with a change that was sent from `$LATEST`, and a draft of its alias.
fn with_a_draft_of_live() -> Play {
    let mut play = Play::sending();
    play.by_hand = false;
    play.account.hold("orders", "0 1h - orders-failed");
    play.written(applied("orders", "0 1h - orders-failed"));
    play.press("enter j e ctrl-u 2 esc");
    assert_eq!(play.place(), "orders:live");
    assert_eq!(kept(&play, "orders:live", Field::MaximumRetryAttempts), "2");
    play
}

/// What was copied, or sent last, replaced a kept draft without a word.
#[test]
fn a_proposal_does_not_replace_a_draft() {
    for keys in [".", "k c s j v"] {
        let mut play = with_a_draft_of_live();
        play.press(keys);
        assert_eq!(play.place(), "orders:live", "{keys}");
        assert_eq!(
            play.notice(),
            format!("orders:live {HAS_A_DRAFT}"),
            "{keys}"
        );
        assert_eq!(kept(&play, "orders:live", Field::MaximumRetryAttempts), "2");
        play.press("e ctrl-x y enter");
        play.press(keys);
        assert_eq!(play.place(), "review", "{keys}");
    }
}

#[test]
fn a_proposal_that_says_what_the_draft_says_is_reviewed() {
    let mut play = with_a_draft_of_live();
    play.press("e ctrl-x y enter . esc esc .");
    assert_eq!(play.place(), "review");
}

/// The choice between two versions of an undo, or of a removal, opened a form, and that form forgot the draft of somebody's own.
#[test]
fn a_choice_without_a_form_leaves_the_draft_of_the_qualifier_alone() {
    for (keys, meanwhile) in [
        ("X y r e s e t enter", "2 2h - orders-failed"),
        ("u y enter", "0 2h - orders-failed"),
    ] {
        for choice in ["M enter", "t enter", "T enter", "esc"] {
            let mut play = Play::sending();
            play.by_hand = false;
            play.account.hold("orders", "0 1h - orders-failed");
            play.written(applied("orders", "0 1h - orders-failed"));
            play.press("enter e tab ctrl-u 9 0 m esc");
            play.by_hand = true;
            play.press(keys.split_once(" y").unwrap().0);
            play.answer();
            play.account.hold("orders", meanwhile);
            play.press(&keys[keys.find('y').unwrap()..]);
            play.answer();
            assert_eq!(play.place(), "drifted", "{keys}");
            play.press(choice);
            assert_ne!(play.place(), "form", "{keys} {choice}");
            assert_eq!(
                kept(&play, "orders", Field::MaximumEventAge),
                "90m",
                "{keys} {choice}"
            );
        }
    }
}

/// A removal that was done took with it what had been typed for the same qualifier.
#[test]
fn a_removal_or_an_undo_leaves_another_draft_alone() {
    let mut play = Play::begun();
    play.press("j enter e tab ctrl-u 9 0 m esc X y r e s e t enter");
    play.account.hold("orders", "");
    play.written(applied("orders", ""));
    assert_eq!(play.place(), "done");
    assert_eq!(kept(&play, "orders", Field::MaximumEventAge), "90m");
    play.press("u");
    assert_eq!(play.place(), "review");
    assert_eq!(kept(&play, "orders", Field::MaximumEventAge), "90m");
    play.press("y enter");
    play.account.hold("orders", "1 1h - orders-failed");
    play.written(applied("orders", "1 1h - orders-failed"));
    assert_eq!(kept(&play, "orders", Field::MaximumEventAge), "90m");
}

/// On the review of a copy that names fewer settings than `live` holds.
fn reviewing_a_copy() -> Play {
    let mut play = Play::begun();
    play.account
        .hold("orders:live", "2 6h orders-done live-failed");
    play.account.hold("orders", "1 - - orders-failed");
    play.press("j enter r c s j v");
    assert_eq!(play.place(), "review");
    play
}

fn asked(play: &mut Play) -> Asked {
    let review = play.state.review().expect("a review");
    review.asked()
}

/// Going back to the form that was proposed and reviewing it again took `y` for what had to be typed, and said that somebody had
/// emptied the fields.
#[test]
fn a_proposal_that_is_reviewed_again_still_takes_the_word() {
    for keys in ["", "esc ctrl-s", "esc esc e ctrl-s"] {
        let mut play = reviewing_a_copy();
        play.press(keys);
        assert_eq!(
            (play.place().as_str(), asked(&mut play)),
            ("review", Asked::Word("reset".into())),
            "{keys}"
        );
        let text = play.text();
        assert!(
            text.contains("because the copy of orders:$LATEST does not name it"),
            "{keys}: {text}"
        );
        assert!(!text.contains("emptied"), "{keys}: {text}");
    }
}

#[test]
fn a_field_that_is_emptied_after_the_proposal_is_emptied_by_hand() {
    let mut play = reviewing_a_copy();
    // One field is typed into and emptied again, the other was never touched.
    play.press("esc tab 9 ctrl-u ctrl-s");
    let text = play.text();
    assert!(text.contains("because you emptied this field"), "{text}");
    assert!(
        text.contains("because the copy of orders:$LATEST does not name it"),
        "{text}"
    );
    assert_eq!(asked(&mut play), Asked::Word("reset".into()));
    play.press("esc tab 9 ctrl-u ctrl-s");
    assert!(!play.text().contains("does not name it"), "{}", play.text());
    assert_eq!(asked(&mut play), Asked::Yes);
}

/// Choosing between two versions made a draft of a proposal, and `y` alone sent what nobody had named.
#[test]
fn a_proposal_that_met_other_settings_still_takes_the_word() {
    let mut play = reviewing_a_copy();
    play.account
        .hold("orders:live", "0 6h orders-done live-failed");
    play.press("y r e s e t enter");
    assert_eq!(play.place(), "drifted");
    play.press("M enter");
    assert_eq!(
        (play.place().as_str(), asked(&mut play)),
        ("review", Asked::Word("reset".into()))
    );
    assert!(play.text().contains("does not name it"), "{}", play.text());
    let change = &play.state.review().unwrap().change;
    assert!(matches!(change.proposed().origin, Origin::Text { .. }));
}

/// Back from a drifted change the form still stood on what was known to be old.
#[test]
fn back_from_a_drifted_change_the_form_stands_on_what_is_held_now() {
    let mut play = Play::reviewing();
    play.account.hold("orders", "1 2h - orders-failed");
    play.press("y enter");
    play.answer();
    assert_eq!(play.place(), "drifted");
    play.press("esc");
    assert_eq!(play.place(), "form");
    assert_eq!(typed(&play, Field::MaximumRetryAttempts), "0");
    assert_eq!(typed(&play, Field::MaximumEventAge), "2h");
    assert!(
        play.notice().contains("Maximum event age"),
        "{}",
        play.notice()
    );
}

/// What was read while a review stood above the form never reached the form.
#[test]
fn back_from_a_review_the_form_stands_on_what_was_read_meanwhile() {
    let mut play = Play::begun();
    play.press("j enter e ctrl-u 0");
    play.by_hand = true;
    play.press("esc e ctrl-s");
    assert_eq!(play.place(), "review");
    play.account.hold("orders", "1 2h - orders-failed");
    play.answer();
    assert_eq!(play.place(), "review");
    play.press("esc");
    assert_eq!(play.place(), "form");
    assert_eq!(typed(&play, Field::MaximumRetryAttempts), "0");
    assert_eq!(typed(&play, Field::MaximumEventAge), "2h");
}

/// It was said that `e` shows why copied settings can't be sent; `e` opened an empty form.
#[test]
fn copied_settings_that_can_not_be_sent_are_shown_in_a_form_that_says_why() {
    let selected = || {
        let mut account = Account::furnished();
        let mut settings = stored("1 2h - -");
        let function = "arn:aws:lambda:eu-west-1:123456789012:function:orders";
        settings.on_failure = Setting::Explicit(function.to_owned());
        account.store(&target("invoices"), Some(settings));
        let play = Play::small(account, "enter c s esc j enter");
        assert_eq!(play.place(), "orders:$LATEST");
        play
    };
    let mut play = selected();
    play.press("v");
    assert_eq!(play.place(), "form");
    play.says("This can't be sent to orders:$LATEST like this: see below the field.");
    play.says("orders is this same function. A function can't be its own destination.");
    assert_eq!(typed(&play, Field::MaximumEventAge), "2h");
    play.press("esc");
    assert_eq!(kept(&play, "orders", Field::MaximumEventAge), "2h");

    let mut play = selected();
    play.press("e ctrl-u 0 esc v");
    assert_eq!(play.place(), "orders:$LATEST");
    play.says(HAS_A_DRAFT);
    assert_eq!(kept(&play, "orders", Field::MaximumRetryAttempts), "0");
}
