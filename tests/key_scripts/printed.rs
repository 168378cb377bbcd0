//! What is printed and copied: commands that do what this session would, and lines that prove what was sent.

use lambda_lasso::app::effect::Effect;
use lambda_lasso::app::state::Start;
use lambda_lasso::domain::call::SessionFacts;

use super::account::Account;
use super::play::{Play, start};
use super::shown::end;
use super::values::{applied, facts};

const NAMED: &str = "--profile prod --region eu-west-1 --endpoint-url http://127.0.0.1:4566";

/// What a profile's name says nothing of: a shell with other files signed with other keys, against the promise of any shell.
const FILES: &str = "the same profile files (AWS_CONFIG_FILE, AWS_SHARED_CREDENTIALS_FILE).";

/// In a session with a profile and an endpoint, on the review of `orders:$LATEST`.
fn reviewing() -> Play {
    let mut play = Play::unopened(start(), Account::furnished());
    let facts = SessionFacts {
        profile: Some("prod".to_owned()),
        endpoint: Some("http://127.0.0.1:4566".to_owned()),
        ..facts()
    };
    play.opened(1, Ok(facts));
    play.review_orders();
    play
}

fn copied(effects: &[Effect]) -> &str {
    match effects {
        [Effect::CopyText { text }] => text,
        other => panic!("{other:?}"),
    }
}

/// The command named neither, and was sent wherever the shell it was pasted into was set up for.
#[test]
fn a_command_names_profile_region_and_endpoint_of_the_session() {
    let mut play = reviewing();
    let effects = play.effects("c w");
    assert!(copied(&effects).contains(NAMED), "{effects:?}");
    play.press("3");
    let text = play.text().replace('\n', " ");
    assert!(text.contains("It names profile prod"), "{text}");
    assert!(text.contains(FILES), "{text}");
    play.press("esc");
    let (_, lines) = end(&play.effects("ctrl-c")).unwrap();
    assert!(lines.contains(NAMED), "{lines}");
    assert!(lines.contains("It names profile prod"), "{lines}");
    assert!(lines.contains(FILES), "{lines}");
}

#[test]
fn the_command_of_a_receipt_puts_it_back_where_it_was_sent() {
    let mut play = reviewing();
    play.send();
    play.written(applied("orders", "0 1h - orders-failed"));
    play.by_hand = false;
    play.answer();
    let effects = play.effects("c r");
    assert!(copied(&effects).contains(NAMED), "{effects:?}");
}

#[test]
fn where_there_is_no_profile_the_command_says_whose_credentials_it_takes() {
    let mut play = Play::reviewing();
    play.press("3");
    let text = play.text().replace('\n', " ");
    assert!(text.contains("credentials of the shell"), "{text}");
}

/// The lines of a demonstration looked like those of an account.
#[test]
fn what_is_printed_of_a_demonstration_says_so() {
    let demo = Start {
        demo: true,
        ..start()
    };
    let mut play = Play::with(demo, Account::furnished());
    play.review_orders();
    play.send();
    play.account.hold("orders", "0 1h - orders-failed");
    play.written(applied("orders", "0 1h - orders-failed"));
    play.by_hand = false;
    play.answer();
    let copied = play.effects("c r");
    assert!(
        matches!(copied.as_slice(), [Effect::CopyText { text }] if text.starts_with("**DEMO DONE** PUT `")),
        "{copied:?}"
    );
    play.press("enter enter backspace 1 esc");
    let (_, lines) = end(&play.effects("ctrl-c")).unwrap();
    assert!(
        lines.contains("Z DEMO DONE PUT arn:aws:lambda:eu-west-1:123456789012:function:orders:$LATEST request request-200"),
        "{lines}"
    );
    assert!(lines.contains("DEMO draft of orders:$LATEST"), "{lines}");
}
