//! `r` on a review: the checks that a write would make, made now, and nothing is sent whatever they find.

use lambda_lasso::domain::failure::{FailureKind, Operation};

use super::account::Account;
use super::play::{Play, start};
use super::values::{OTHER_ACCOUNT, caller};

/// From the review through the checks that send nothing, with something of the account changed meanwhile.
fn looked(meanwhile: impl FnOnce(&mut Account)) -> Play {
    let mut play = Play::reviewing();
    meanwhile(&mut play.account);
    play.press("r");
    play.answer();
    assert!(play.asked.is_empty(), "{:?}", play.open_reads());
    assert_eq!(play.writes, [], "{}", play.place());
    play
}

#[test]
fn checking_again_asks_what_a_write_would_ask_and_sends_nothing() {
    let mut play = Play::reviewing();
    play.press("r");
    assert_eq!(play.place(), "checking");
    let asked = play.open_reads();
    play.says(
        "Checking that nothing moved: account and settings are read again .. Nothing is sent.",
    );
    play.answer();
    assert_eq!((play.place().as_str(), play.writes.len()), ("review", 0));
    assert_eq!(play.notice(), "Checked 08:00:03Z: nothing moved.");
    play.press("y enter");
    assert_eq!(
        play.open_reads(),
        asked,
        "the check before sending is made all the same"
    );
    play.answer();
    assert_eq!((play.place().as_str(), play.writes.len()), ("sending", 1));
}

#[test]
fn checking_again_asks_whether_the_alias_is_still_there() {
    for (aliases, place) in [
        (vec![("live", 12)], "review"),
        (Vec::new(), "not sent: gone"),
    ] {
        let mut play = Play::begun();
        play.press("j enter j enter 0 ctrl-s");
        play.account.function_mut("orders").unwrap().aliases = aliases;
        let asked = play.press("r");
        assert!(
            asked.contains(&"read alias orders:live".to_owned()),
            "{asked:?}"
        );
        assert_eq!(play.place(), place);
    }
}

#[test]
fn what_moved_is_told_as_before_sending() {
    type Meanwhile = fn(&mut Account);
    let found: [(Meanwhile, &str); 7] = [
        (|_| {}, "review"),
        (
            |account| account.hold("orders", "2 1h - orders-failed"),
            "drifted",
        ),
        (|account| account.hold("orders", ""), "drifted"),
        (
            |account| account.hold("orders", "0 1h - orders-failed"),
            "not sent: already so",
        ),
        (|account| account.remove("orders"), "not sent: gone"),
        (
            |account| account.caller = Ok(caller(OTHER_ACCOUNT, 1)),
            "not sent: other account",
        ),
        (
            |account| {
                account.refuse(
                    Operation::GetFunctionEventInvokeConfig,
                    FailureKind::ExpiredCredentials,
                );
            },
            "not sent: failed",
        ),
    ];
    for (meanwhile, place) in found {
        let play = looked(meanwhile);
        assert_eq!(play.place(), place);
        assert!(
            place == "review" || play.text().starts_with("NOT SENT"),
            "{}",
            play.text()
        );
    }
}

#[test]
fn a_check_that_was_stopped_leaves_the_review_as_it_was() {
    for key in ["esc", "q"] {
        let mut play = Play::reviewing();
        play.press("r");
        assert_eq!(play.press(key), ["abandon"; 4]);
        assert_eq!(play.place(), "review");
        assert_eq!(play.notice(), "You stopped the check. Nothing was sent.");
        play.send();
    }
}

/// The key led back to the review, and what was wrong was met again only by sending.
#[test]
fn what_was_not_sent_is_checked_again_from_its_outcome() {
    let mut play = Play::reviewing();
    play.account.refuse(
        Operation::GetFunctionEventInvokeConfig,
        FailureKind::ExpiredCredentials,
    );
    play.by_hand = false;
    play.press("y enter");
    assert_eq!(play.place(), "not sent: failed");
    play.says("r checks again and sends nothing.");
    play.press("r");
    assert_eq!(play.place(), "not sent: failed");
    play.account.failing.clear();
    play.press("r");
    assert_eq!((play.place().as_str(), play.writes.len()), ("review", 0));
    assert!(
        play.notice().ends_with("nothing moved."),
        "{}",
        play.notice()
    );
}

/// `r` read ten things, found the same again, and not a character on screen changed: nobody saw that it had checked.
#[test]
fn a_check_that_finds_no_target_again_says_when_it_was_made() {
    let mut account = Account::furnished();
    account.hold("orders:live", "1 1h - orders-failed");
    let mut play = Play::with(start(), account);
    play.press("j enter j enter backspace 0 ctrl-s");
    play.account.function_mut("orders").unwrap().aliases.clear();
    play.press("y enter");
    assert_eq!(play.place(), "not sent: gone");
    play.press("r");
    assert_eq!(play.place(), "not sent: gone");
    let notice = play.notice();
    assert!(notice.starts_with("Checked 08:00:"), "{notice}");
    assert!(notice.ends_with("Z; nothing was sent."), "{notice}");
}
