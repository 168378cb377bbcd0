//! Drafts: nothing typed is lost, and nothing is thrown away by one key.

use lambda_lasso::app::state::Screen;
use lambda_lasso::domain::call::Outcome;
use lambda_lasso::domain::failure::FailureKind;
use lambda_lasso::domain::field::Field;

use super::play::Play;
use super::shown::end;
use super::values::{applied, refused, target, unknown};

fn text(play: &Play, field: Field) -> String {
    match play.state.above.last() {
        Some(Screen::Form(form)) => form.fields.get(field).text().to_owned(),
        _ => panic!("no form"),
    }
}

/// In the form of `orders:$LATEST`, with another number of retries.
fn drafting() -> Play {
    let mut play = Play::begun();
    play.press("j enter enter backspace 0");
    play
}

#[test]
fn escape_keeps_the_draft_and_e_resumes_it() {
    let mut play = drafting();
    play.press("esc");
    assert_eq!(play.place(), "orders:$LATEST");
    assert!(play.state.drafts.get(&target("orders")).is_some());
    play.press("esc esc k j enter e");
    assert_eq!(text(&play, Field::MaximumRetryAttempts), "0");
    assert_eq!(play.notice(), "Your draft, as you left it.");
}

#[test]
fn a_form_that_says_what_is_held_leaves_no_draft() {
    for keys in [
        "",
        "tab",
        "backspace 1",
        "backspace 0 backspace 1",
        "backspace 0 ctrl-r",
    ] {
        let mut play = Play::begun();
        play.press("j enter enter");
        play.press(keys);
        play.press("esc");
        assert!(play.state.drafts.is_empty(), "{keys}");
    }
}

#[test]
fn each_qualifier_has_a_draft_of_its_own() {
    let mut play = drafting();
    play.press("esc j enter 2 esc");
    assert_eq!(play.state.drafts.iter().len(), 2);
    play.press("k enter");
    assert_eq!(text(&play, Field::MaximumRetryAttempts), "0");
    play.press("esc j enter");
    assert_eq!(text(&play, Field::MaximumRetryAttempts), "2");
}

/// The draft's text of a field that nobody had typed into was taken for a wish: it put back what somebody else had set.
#[test]
fn a_resumed_draft_takes_over_what_somebody_else_set_where_it_has_no_wish() {
    let mut play = drafting();
    play.press("esc");
    play.account.hold("orders", "1 2h - orders-failed");
    assert_eq!(
        play.press("e"),
        ["read configurations orders", "read stack orders"][..1],
        "resuming reads again"
    );
    assert_eq!(
        play.notice(),
        "Somebody changed Maximum event age since your draft was begun. Fields you left alone show what Lambda holds now."
    );
    assert_eq!(text(&play, Field::MaximumRetryAttempts), "0");
    assert_eq!(text(&play, Field::MaximumEventAge), "2h");
    assert_eq!(play.rows_with("* was").len(), 1);
    play.press("esc");
    play.account.hold("orders", "2 2h - orders-failed");
    play.press("r e");
    assert_eq!(
        text(&play, Field::MaximumRetryAttempts),
        "0",
        "what was typed stays, whatever somebody else set"
    );
    let moved = play.rows_with("* was");
    assert!(
        moved.len() == 1 && moved[0].contains("* was 2"),
        "{moved:?}"
    );
}

/// What this run had sent itself was somebody's, on the form of a draft that was kept meanwhile; and it was told of fields that say
/// again what they said when the draft was begun.
#[test]
fn a_resumed_draft_tells_your_own_writes_from_somebody_elses() {
    let mut play = drafting();
    play.press("esc X y r e s e t enter");
    assert_eq!(play.place(), "sending");
    play.account.hold("orders", "");
    play.written(applied("orders", ""));
    play.press("esc e");
    assert_eq!(
        play.notice(),
        "Your DELETE of 08:00:00Z changed Maximum retry attempts, Maximum event age and On failure since your draft was begun. \
         Fields you left alone show what Lambda holds now."
    );
    play.press("esc u");
    play.by_hand = true;
    play.send();
    play.by_hand = false;
    play.account.hold("orders", "1 1h - orders-failed");
    play.written(applied("orders", "1 1h - orders-failed"));
    play.press("esc e");
    assert_eq!(play.notice(), "Your draft, as you left it.");
    assert_eq!(text(&play, Field::MaximumEventAge), "1h");
}

#[test]
fn a_draft_is_thrown_away_by_three_keys() {
    for (keys, place, kept) in [
        ("ctrl-x", "discard?", true),
        ("ctrl-x enter", "discard?", true),
        ("ctrl-x y", "discard?", true),
        ("ctrl-x y enter", "orders:$LATEST", false),
        ("ctrl-x esc", "form", true),
        ("ctrl-x n", "form", true),
        ("ctrl-x y y", "form", true),
        ("ctrl-x y backspace enter", "discard?", true),
        ("ctrl-x y esc enter", "form", true),
    ] {
        let mut play = drafting();
        play.press(keys);
        assert_eq!(play.place(), place, "{keys}");
        while play.place() == "form" || play.place() == "discard?" {
            play.press("esc");
        }
        assert_eq!(!play.state.drafts.is_empty(), kept, "{keys}");
    }
}

#[test]
fn there_is_nothing_to_throw_away_where_nothing_was_typed() {
    let mut play = Play::begun();
    play.press("j enter enter ctrl-x");
    assert_eq!(play.place(), "form");
    assert!(play.notice().starts_with("There is no draft"));
}

#[test]
fn what_is_in_the_way_of_a_review_gets_the_focus() {
    for (keys, says) in [
        ("backspace 7", "Maximum retry attempts "),
        ("tab ctrl-u 7 h", "Maximum event age "),
        ("tab tab a r n", "On success "),
        (
            "tab tab tab ctrl-u a r n : a w s : s q s : tab",
            "On failure ",
        ),
    ] {
        let mut play = Play::begun();
        play.press("j enter enter");
        play.press(keys);
        play.press("ctrl-s");
        assert_eq!(play.place(), "form");
        assert!(play.notice().starts_with(says), "{keys}: {}", play.notice());
    }
}

#[test]
fn there_is_nothing_to_send_where_nothing_changes() {
    for keys in ["", "tab ctrl-u 6 0 m", "tab ctrl-u 3 6 0 0"] {
        let mut play = Play::begun();
        play.press("j enter enter");
        play.press(keys);
        play.press("ctrl-s");
        assert_eq!(play.place(), "form", "{keys}");
        assert!(
            play.notice().starts_with("Nothing to send"),
            "{keys}: {}",
            play.notice()
        );
    }
}

#[test]
fn a_paste_fills_the_field_as_one_edit() {
    let mut play = Play::begun();
    play.press("j enter enter tab tab");
    play.paste(" arn:aws:sqs:eu-west-1:123456789012:orders-done\n");
    assert_eq!(
        text(&play, Field::OnSuccess),
        "arn:aws:sqs:eu-west-1:123456789012:orders-done"
    );
    assert!(play.notice().starts_with("Pasted."), "{}", play.notice());
}

/// What a field had no room for was left out without a word: the rest of a paste looked like all of it.
#[test]
fn a_paste_that_has_no_room_inserts_nothing_and_says_so() {
    const NOTHING: &str = "x Nothing inserted: a field takes 4096 characters and no more.";
    let mut play = Play::begun();
    play.press("j enter enter tab tab");
    let before = text(&play, Field::OnSuccess);
    for pasted in [
        "x".repeat(4_097),
        // As much as is kept of a longer one, most of it blanks.
        format!("arn:aws:sqs:eu-west-1:123456789012:a{}", " ".repeat(65_500)),
    ] {
        play.paste(&pasted);
        assert_eq!(play.notice(), NOTHING);
        assert_eq!(text(&play, Field::OnSuccess), before);
    }
    play.press("esc esc /");
    play.paste(&"x".repeat(4_097));
    assert_eq!(play.notice(), NOTHING);
    assert_eq!(play.state.explorer.filter.text(), "");
}

#[test]
fn a_key_that_has_no_room_is_said_to_be_left_out() {
    const LEFT_OUT: &str =
        "What is typed now is left out: a field takes 4096 characters and no more.";
    let mut play = Play::begun();
    play.press("j enter enter tab tab ctrl-u");
    play.paste(&"x".repeat(4_095));
    assert_eq!(play.notice(), "");
    play.press("y");
    assert_eq!(play.notice(), LEFT_OUT);
    play.press("z");
    assert_eq!(play.notice(), LEFT_OUT);
    let full = format!("{}y", "x".repeat(4_095));
    assert_eq!(text(&play, Field::OnSuccess), full);
    play.press("backspace");
    assert_eq!(play.notice(), "");
}

#[test]
fn a_paste_of_two_arns_inserts_nothing() {
    let mut play = Play::begun();
    play.press("j enter enter tab tab");
    play.paste("arn:aws:sqs:eu-west-1:123456789012:a arn:aws:sqs:eu-west-1:123456789012:b");
    assert_eq!(text(&play, Field::OnSuccess), "");
    assert!(
        play.notice().starts_with("Nothing inserted") || play.notice().contains("2 ARNs"),
        "{}",
        play.notice()
    );
}

#[test]
fn letters_in_a_field_are_letters() {
    let mut play = Play::begun();
    play.press("j enter enter tab tab");
    play.press("q y n e h l X r");
    assert_eq!(
        (
            play.place().as_str(),
            text(&play, Field::OnSuccess).as_str()
        ),
        ("form", "qynehlXr")
    );
    play.burst("j k g G");
    assert_eq!(text(&play, Field::OnSuccess), "qynehlXrjkgG");
}

#[test]
fn a_draft_survives_a_refusal_and_is_printed_on_leaving() {
    let mut play = Play::sending();
    play.written(refused(FailureKind::AccessDenied, 403));
    let (status, lines) = end(&play.effects("ctrl-c")).unwrap();
    assert_eq!(status, 0);
    assert!(lines.contains("REFUSED PUT"), "{lines}");
    assert!(
        lines.contains("aws lambda put-function-event-invoke-config"),
        "{lines}"
    );
}

#[test]
fn a_draft_is_printed_with_what_the_writes_to_its_target_made_of_it() {
    const UNKNOWN: &str = "sent with UNKNOWN outcome, read the setting before you send it again";
    const BESIDE: &str = "not sent, but an earlier write with UNKNOWN outcome can still arrive, read the setting before you send it";
    const LEFT: &str = "esc";
    const ANOTHER: &str = "e ctrl-u 2 esc";
    let denied = || refused(FailureKind::AccessDenied, 403);
    let stored = || applied("orders", "0 1h - orders-failed");
    let rows: [(Vec<Outcome>, &str, &str); 8] = [
        (vec![unknown()], LEFT, UNKNOWN),
        (vec![unknown()], ANOTHER, BESIDE),
        (vec![denied()], LEFT, "refused by Lambda"),
        (vec![denied()], ANOTHER, "not sent"),
        (vec![stored()], ANOTHER, "not sent"),
        // A later refusal says nothing of the write before it, which can still arrive.
        (vec![unknown(), denied()], LEFT, UNKNOWN),
        (vec![denied(), unknown()], LEFT, UNKNOWN),
        (vec![unknown(), denied()], ANOTHER, BESIDE),
    ];
    for (outcomes, keys, said) in rows {
        let mut play = Play::sending();
        play.by_hand = false;
        let last = outcomes.len() - 1;
        for (sent, outcome) in outcomes.iter().enumerate() {
            play.written(outcome.clone());
            if sent < last {
                play.press("e ctrl-s");
                play.send();
                play.by_hand = false;
            }
        }
        play.press(keys);
        let (_, lines) = end(&play.effects("ctrl-c")).unwrap();
        let said = format!("Draft of orders:$LATEST, {said} (this replaces all its settings):");
        assert!(lines.contains(&said), "{outcomes:?} {keys}: {lines}");
    }
}
