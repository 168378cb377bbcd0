//! What somebody reads who never saw these screens: each sentence is true where it stands, and names the thing that it is about.
//!
//! Each script asserts what stands on a terminal of 80 columns and 24 rows, or what is printed when the program ends.

use lambda_lasso::app::message::Copied;
use lambda_lasso::app::message::Message;
use lambda_lasso::app::state::{Screen, Start};
use lambda_lasso::domain::call::SessionFacts;
use lambda_lasso::domain::field::Field;

use super::account::Account;
use super::play::{Play, start};
use super::shown::end;
use super::values::{applied, facts};

const QUEUE: &str = "https://sqs.eu-west-1.amazonaws.com/123456789012/orders-failed";
const ARN: &str = "arn:aws:sqs:eu-west-1:123456789012:orders-failed";

/// The text of a field of the open form.
fn text(play: &Play, field: Field) -> &str {
    match play.state.above.last() {
        Some(Screen::Form(form)) => form.fields.get(field).text(),
        _ => panic!("no form"),
    }
}

/// From an open review to the write, with the word that the send line asks for; the review may have pages.
fn send(play: &mut Play, word: &str) {
    while play.place() == "review" {
        play.press("y");
    }
    for character in word.chars() {
        play.press(&character.to_string());
    }
    play.press("enter");
    assert_eq!(play.place(), "sending");
}

/// On the outcome of the removal of what `orders:$LATEST` held.
fn removed_orders() -> Play {
    let mut play = Play::small(Account::furnished(), "j enter X");
    send(&mut play, "reset");
    play.account.hold("orders", "");
    play.written(applied("orders", ""));
    assert_eq!(play.place(), "done");
    play
}

/// Where this very run had removed the settings, the screen said that since when can't be asked.
#[test]
fn a_removal_of_this_run_is_remembered_and_its_way_back_is_named() {
    let mut play = removed_orders();
    play.press("esc");
    play.says("No settings of its own. Removed by you at 08:00:0");
    play.says(": u puts it back.");
    play.press("d");
    play.says_scrolled("No settings of its own. Removed by you at 08:00:0");
    // Written again, it is no removal any more.
    play.press("esc u");
    send(&mut play, "");
    play.account.hold("orders", "1 1h - orders-failed");
    play.written(applied("orders", "1 1h - orders-failed"));
    play.press("esc");
    play.does_not_say("Removed by you");
}

/// `u` opened "REVIEW DELETE removes ALL settings", which reads as `X`.
#[test]
fn the_review_of_an_undo_names_the_write_that_it_takes_back() {
    let mut play = removed_orders();
    play.press("u");
    play.says("undo puts back what orders:$LATEST held before your DELETE of 08:00:0");
    send(&mut play, "");
    play.account.hold("orders", "1 1h - orders-failed");
    play.written(applied("orders", "1 1h - orders-failed"));
    play.press("u");
    play.says("REVIEW DELETE removes ALL settings of orders:$LATEST");
    play.says("undo puts back what orders:$LATEST held before your undo of 08:00:0");
    play.says("(a PUT): no settings of its own");
}

/// The lines that stay in the terminal told that something was sent, and not what it changed.
#[test]
fn a_printed_line_tells_what_each_write_changed() {
    let mut play = removed_orders();
    let (_, lines) = end(&play.effects("ctrl-c")).unwrap();
    assert!(
        lines.ends_with(
            ": retries 1 -> (2), age 1h -> (6h), on failure sqs orders-failed -> (none)"
        ),
        "{lines}"
    );
}

#[test]
fn a_copy_names_what_was_copied() {
    let of_the_function = [
        ("c a", "the ARN of orders:$LATEST"),
        ("c n", "the name orders:$LATEST"),
        ("c j", "the JSON body of orders:$LATEST"),
        ("c w", "the aws command of orders:$LATEST"),
        ("c t", "the Terraform of orders:$LATEST"),
        ("c f", "the CloudFormation of orders:$LATEST"),
        ("c m", "the SAM of orders:$LATEST"),
        ("c k", "the CDK of orders:$LATEST"),
        ("c i", "the JavaScript of orders:$LATEST"),
        ("c d", "the destination of orders:$LATEST"),
        ("c s", "the settings of orders:$LATEST"),
    ];
    let mut play = Play::small(Account::furnished(), "j enter");
    let copied = |play: &mut Play, keys: &str, what: &str| {
        play.press(keys);
        let characters = 7;
        let result = Ok(Copied::ToTmux { characters });
        play.give(Message::Copied { result });
        let said = format!("Sent {what}, 7 characters, to tmux's clipboard.");
        assert_eq!(play.notice(), said, "{keys}");
    };
    for (keys, what) in of_the_function {
        copied(&mut play, keys, what);
    }
    copied(
        &mut removed_orders(),
        "c r",
        "the receipt of orders:$LATEST",
    );
}

/// The URL of a queue was turned into an ARN in the field of a number, which then said that it can't be read.
#[test]
fn a_queue_url_is_refused_where_a_number_belongs() {
    for (keys, field, says) in [
        (
            "j enter enter",
            Field::MaximumRetryAttempts,
            "Maximum retry attempts takes 0, 1 or 2.",
        ),
        (
            "j enter enter tab",
            Field::MaximumEventAge,
            "Maximum event age takes 60s to 6h.",
        ),
    ] {
        let mut play = Play::small(Account::furnished(), keys);
        let before = text(&play, field).to_owned();
        play.paste(QUEUE);
        assert_eq!(text(&play, field), before);
        play.says("x Nothing inserted: this is the URL of a queue,");
        play.says(says);
        play.says("On failure takes it.");
        play.paste("https://example.org/");
        assert_eq!(text(&play, field), before);
        play.says("x Nothing inserted: this is a URL,");
        play.does_not_say("On failure takes it.");
    }
}

/// A URL that was typed stood there as wrong, while the same one pasted became an ARN.
#[test]
fn a_typed_queue_url_becomes_its_arn_when_the_field_is_left() {
    for leave in ["tab", "enter", "backtab", "ctrl-s"] {
        let mut play = Play::small(Account::furnished(), "j enter j enter tab tab tab");
        for character in QUEUE.chars() {
            play.press(&character.to_string());
        }
        assert_eq!(text(&play, Field::OnFailure), QUEUE);
        play.press(leave);
        play.says(&format!("Queue URL turned into its ARN: {ARN}"));
        if leave == "ctrl-s" {
            assert_eq!(play.place(), "review");
            play.press("esc");
        }
        assert_eq!(text(&play, Field::OnFailure), ARN, "{leave}");
    }
}

/// Enter on a word that was not complete did nothing, and said nothing.
#[test]
fn enter_on_an_incomplete_word_says_what_is_awaited() {
    let mut play = Play::small(Account::furnished(), "j enter X y y");
    for keys in ["enter", "r e enter", "x enter"] {
        play.press(keys);
        assert_eq!(play.place(), "asking", "{keys}");
        play.says("Type reset, then Enter; Esc closes this line.");
    }
    assert!(play.writes.is_empty());
    play.press("esc");
    assert_eq!(play.place(), "review");
}

/// The footer offered to undo and to repeat before anything was sent, and the details had no room.
#[test]
fn the_footer_offers_what_can_act() {
    let footer = |play: &Play| play.screen().lines().last().unwrap_or_default().to_owned();
    let play = Play::small(Account::furnished(), "j enter");
    assert!(!footer(&play).contains("undo") && !footer(&play).contains("repeat"));
    assert!(footer(&play).contains("d details"), "{}", footer(&play));
    let mut play = removed_orders();
    play.press("esc");
    assert!(footer(&play).contains("u undo") && footer(&play).contains(". repeat"));
    let mut play = Play::small(Account::furnished(), "j enter enter");
    assert!(!footer(&play).contains("throw away"), "{}", footer(&play));
    assert!(footer(&play).contains("Ctrl-R as held"));
    play.press("backspace 0");
    assert!(
        footer(&play).contains("Ctrl-X throw away"),
        "{}",
        footer(&play)
    );
}

/// The end of a long ARN stood at the left edge of its field as if it were all of it.
#[test]
fn a_focused_field_marks_that_its_beginning_has_no_room() {
    let mut play = Play::small(Account::furnished(), "j enter enter tab tab");
    play.paste(&format!(
        "arn:aws:sqs:eu-west-1:123456789012:{}",
        "q".repeat(75)
    ));
    play.says("[…");
    play.press("home");
    play.says("[arn:aws:sqs");
    play.does_not_say("[…");
}

/// A topic that takes dead letters was called a queue.
#[test]
fn dead_letters_that_go_to_a_topic_are_not_said_to_go_to_a_queue() {
    let mut account = Account::furnished();
    let topic = "arn:aws:sns:eu-west-1:123456789012:orders-dead";
    account.function_mut("orders").unwrap().dead_letter_target = Some(topic.to_owned());
    let mut play = Play::small(account, "j");
    play.says("live no settings of its own: tried 3 times in about 3 min, then to dead-letter topic orders-dead");
    play.press("enter d");
    play.says_scrolled("Dead-letter topic");
}

/// "at" stood at the end of a line, and the time at the beginning of the next.
#[test]
fn no_line_ends_between_at_and_the_time() {
    for columns in 60..=100 {
        let mut account = Account::furnished();
        account.hold("orders", "2 6h - orders.fifo");
        let mut play = Play::with(start(), account);
        play.press("j enter");
        play.resize(columns, 40);
        let screen = play.screen();
        let torn = screen.lines().any(|row| row.trim_end().ends_with(" at"));
        assert!(!torn, "{columns}:\n{screen}");
    }
}

/// The command named no endpoint: pasted into a shell, it would have written to whatever account that shell is set up for. The endpoint of
/// the demonstration answers nobody any more, which does no harm.
#[test]
fn a_draft_of_the_demonstration_names_its_endpoint() {
    let demo = Start {
        demo: true,
        ..start()
    };
    let mut play = Play::unopened(demo, Account::furnished());
    let facts = SessionFacts {
        endpoint: Some("http://127.0.0.1:4566".to_owned()),
        ..facts()
    };
    play.opened(1, Ok(facts));
    play.press("g j enter enter backspace 0");
    let (_, lines) = end(&play.effects("ctrl-c")).unwrap();
    assert!(
        lines
            .contains("DEMO draft of orders:$LATEST, not sent (demonstration: nothing to send to)"),
        "{lines}"
    );
    assert!(
        lines.contains("--region eu-west-1 --endpoint-url http://127.0.0.1:4566 --function-name"),
        "{lines}"
    );
}

#[test]
fn the_help_of_the_review_tells_its_views_in_their_order() {
    let mut play = Play::small(Account::furnished(), "j enter enter backspace 0 ctrl-s ?");
    play.says_scrolled(
        "1 2 3 the difference, the request with its JSON body, the aws command Tab the next view Shift-Tab the view before",
    );
}
