//! A list that was not read to its end: what was typed stays visible, and why it ends is told whole.

use lambda_lasso::app::state::Start;
use lambda_lasso::domain::call::{Answer, Page, Query};
use lambda_lasso::domain::failure::{Failure, FailureKind, Operation};
use lambda_lasso::domain::function::FunctionAddress;

use super::account::{Account, many};
use super::play::{Play, start};
use super::values::facts;

const SAID: &str = "User: arn:aws:sts::123456789012:assumed-role/OnCall/somebody is not authorized to perform: lambda:ListFunctions";

fn denied() -> Failure {
    let sentence = "The connection to Lambda at https://vpce-0123456789abcdef0.lambda.eu-west-1.vpce.amazonaws.com ended.";
    Failure {
        code: Some("AccessDeniedException".to_owned()),
        message: Some(SAID.to_owned()),
        ..Failure::new(
            FailureKind::AccessDenied,
            Operation::ListFunctions,
            sentence,
        )
    }
}

/// A list whose first page came, and whose second one could not be read.
fn begun(columns: u16, rows: u16) -> Play {
    let mut play = Play::unopened(start(), Account::furnished());
    play.resize(columns, rows);
    play.account.functions = many(50);
    play.by_hand = true;
    play.opened(1, Ok(facts()));
    while let Some(read) = play.asked.pop_front() {
        let answer = match (&read.query, play.account.answer(&read.query)) {
            (
                Query::Functions {
                    marker: Some(_), ..
                },
                _,
            ) => Err(denied()),
            (Query::Functions { .. }, Ok(Answer::Functions(page))) => Ok(Answer::Functions(Page {
                next: Some("2".to_owned()),
                ..page
            })),
            (_, answer) => answer,
        };
        play.answered(&read, answer);
    }
    play.by_hand = false;
    play
}

/// The row above the list had room for the failure alone: what was typed was nowhere, while typing and after that.
#[test]
fn the_filter_is_visible_while_it_is_typed_and_while_it_is_kept() {
    for (columns, rows) in [(60, 16), (80, 24), (120, 40)] {
        let mut play = begun(columns, rows);
        let title = |play: &Play| play.rows_with(" Functions ").remove(0);
        let whole = title(&play);
        assert!(
            whole.contains("50, the rest could not be read: The con"),
            "{whole}"
        );
        assert!(columns > 120 || whole.ends_with("… (d)"), "{whole}");
        play.press("/ f 0 0 4");
        let typing = title(&play);
        assert!(
            typing.contains("Functions 14 of 50  /f004_  the rest"),
            "{typing}"
        );
        assert!(typing.ends_with("… (d)"), "{typing}");
        play.press("enter");
        let kept = title(&play);
        assert!(
            kept.contains("Functions 14 of 50  /f004  the rest"),
            "{kept}"
        );
    }
}

/// Of a filter that is longer than its row, the end was cut off, where the typing goes on.
#[test]
fn the_end_of_a_long_filter_is_visible() {
    for (columns, rows) in [(60, 16), (80, 24)] {
        let mut play = begun(columns, rows);
        play.press("/");
        play.paste(&format!("f{}end", "x".repeat(90)));
        let title = play.rows_with(" Functions ").remove(0);
        assert!(title.contains("xxend_  the rest"), "{title}");
        assert!(title.contains("  /…x"), "{title}");
    }
}

/// The reason could be read nowhere: `d` told of the selected function alone.
#[test]
fn d_tells_why_the_rest_could_not_be_read() {
    for keys in ["d", "/ f 0 0 4 enter d", "/ z enter d"] {
        let mut play = begun(80, 24);
        play.press(keys);
        play.says_scrolled("ListFunctions The connection to Lambda at");
        play.says_scrolled("vpce.amazonaws.com ended.");
        play.says_scrolled("AccessDeniedException");
        play.says_scrolled("not authorized to perform: lambda:ListFunctions");
        // A cut connection has no advice of its own: nothing said what to do.
        play.says_scrolled("Next r reads again.");
    }
}

/// What is looked for can be among what was not read: the blank list said nothing of it.
#[test]
fn a_filter_without_a_match_says_what_could_not_be_read() {
    let mut play = begun(80, 24);
    play.press("/ z");
    play.says("No function read so far matches the filter. Esc clears it. ? the rest could not be read: The connection");
    play.says("amazonaws.com ended. d tells more.");
}

/// A name that was typed was counted as listed: "Functions 1, the rest could not be read", of a list of which nothing was read.
#[test]
fn a_name_that_was_typed_is_not_counted_as_listed() {
    let mut account = Account::furnished();
    account.refuse(Operation::ListFunctions, FailureKind::AccessDenied);
    let begin = Start {
        open: FunctionAddress::parse("orders").ok(),
        ..start()
    };
    let mut play = Play::with(begin, account);
    play.press("esc");
    assert_eq!(play.place(), "list");
    play.says("Functions ?, 1 typed, the list could not be read: ");
    play.press("/ z");
    play.says(
        "No function read so far matches the filter. Esc clears it. ? the list could not be read:",
    );
    play.press("esc");
    play.account.failing.clear();
    play.press("r");
    play.says("Functions 3");
    play.does_not_say("typed");
    let elsewhere = "arn:aws:lambda:eu-west-1:210987654321:function:orders";
    let begin = Start {
        open: FunctionAddress::parse(elsewhere).ok(),
        ..start()
    };
    let mut play = Play::with(begin, Account::furnished());
    play.press("esc");
    play.says("Functions 3, 1 typed");
    play.press("/ o r d");
    play.says("Functions 2 of 4 ");
}
