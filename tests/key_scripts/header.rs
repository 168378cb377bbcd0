//! The first row: what the connection does not have is there on every screen, however short the row is;
//! and so is the caller whom STS told last.

use jiff::SignedDuration;
use lambda_lasso::app::message::Size;
use lambda_lasso::domain::call::{SessionFacts, Unprotected};

use super::account::Account;
use super::play::{Play, start};
use super::values::{ACCOUNT, applied, facts};

const LONG: &str = "https://vpce-0123456789abcdef0-abcdefgh.lambda.eu-west-1.vpce.amazonaws.com";

/// Only a notice said that nobody proves who answers, off this machine, and it was gone after the first key.
#[test]
fn a_connection_that_is_not_verified_is_marked_on_every_screen() {
    for (unprotected, mark, endpoint) in [
        (Unprotected::NotVerified, " NOT VERIFIED at https", LONG),
        (Unprotected::NotEncrypted, " NOT ENCRYPTED at http", LONG),
        (
            Unprotected::NotVerified,
            " NOT VERIFIED at https://127.0.0.1",
            "https://127.0.0.1:4566",
        ),
    ] {
        let mut play = Play::unopened(start(), Account::furnished());
        play.opened(
            1,
            Ok(SessionFacts {
                endpoint: Some(endpoint.to_owned()),
                unprotected: Some(unprotected),
                ..facts()
            }),
        );
        play.resize(60, 16);
        for keys in ["", "j", "enter", "enter", "backspace 0 ctrl-s", "G", "y"] {
            play.press(keys);
            let screen = play.screen();
            let row = screen.lines().next().unwrap_or_default();
            let mark = mark.get(..14).unwrap_or(mark);
            assert!(row.contains(mark), "{keys}: {row}");
        }
        play.resize(120, 40);
        assert_eq!(play.rows_with(mark).len(), 1, "{}", play.screen());
    }
}

/// An endpoint that had no room was cut as if it ended there.
#[test]
fn an_endpoint_that_is_cut_says_so() {
    let mut play = Play::unopened(start(), Account::furnished());
    play.opened(
        1,
        Ok(SessionFacts {
            endpoint: Some(LONG.to_owned()),
            ..facts()
        }),
    );
    for (columns, shown) in [(60, " at https"), (80, " at https://vpce"), (120, LONG)] {
        let Size { rows, .. } = play.state.size;
        play.resize(columns, rows);
        let screen = play.screen();
        let row = screen.lines().next().unwrap_or_default();
        assert!(row.contains(shown), "{columns}: {row}");
        assert_eq!(row.contains('…'), columns < 120, "{columns}: {row}");
    }
}

/// The header went on naming the caller before, and a review that was opened under the new one said that the caller had changed since.
#[test]
fn a_caller_who_is_told_by_a_check_is_the_caller_of_every_screen_from_then_on() {
    let mut play = Play::small(Account::furnished(), "");
    play.review_orders();
    play.says("OnCall/somebody");
    let caller = play.account.caller.as_mut().unwrap();
    caller.arn = format!("arn:aws:sts::{ACCOUNT}:assumed-role/Admin/somebody");
    play.press("G");
    play.send();
    play.by_hand = false;
    play.account.hold("orders", "0 1h - orders-failed");
    play.written(applied("orders", "0 1h - orders-failed"));
    play.says("changed since the review was opened: assumed-role/OnCall/somebody -> assumed-role/Admin/somebody");
    let named = |play: &Play| {
        let header = play.screen().lines().next().map(str::to_owned);
        let header = header.unwrap_or_default();
        assert!(header.contains("Admin/somebody"), "{header}");
        assert!(!header.contains("OnCall"), "{header}");
    };
    named(&play);
    play.pass(SignedDuration::from_secs(1));
    play.press("enter");
    named(&play);
    play.press("enter backspace 1 ctrl-s");
    assert_eq!(play.place(), "review");
    named(&play);
    play.press("r");
    play.says(": nothing moved.");
    play.does_not_say("Caller");
}
