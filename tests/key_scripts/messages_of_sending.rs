//! What is said of a change that was about to be sent: not sent, refused, or nobody knows; each with its cause and what helps.
//!
//! Each row is a way to the trigger, by keys and answers, and the words on a terminal of 80 columns and 24 rows. Failures come with the
//! sentences that `aws` makes of its answers. What is said before that is in `messages`.

use jiff::SignedDuration;
use lambda_lasso::app::message::Message;
use lambda_lasso::domain::failure::{Failure, FailureKind, Operation};

use super::account::Account;
use super::play::Play;
use super::shown::parse;
use super::values::{ACCOUNT, OTHER_ACCOUNT, caller};

/// In the review of `orders:$LATEST` with one retry less.
fn reviewing() -> Play {
    Play::small(Account::furnished(), "j enter enter backspace 0 ctrl-s")
}

/// The same, and the check meets something else than what was read.
fn checked(meanwhile: fn(&mut Account)) -> Play {
    let mut play = reviewing();
    meanwhile(&mut play.account);
    play.press("y enter");
    assert_eq!(play.writes.len(), 0);
    play
}

#[test]
fn keys_that_come_too_early_are_counted() {
    for (keys, says) in [
        (
            "enter",
            "Ignored: a key came before this line was on screen.",
        ),
        (
            "enter enter enter",
            "Ignored: 3 keys came before this line was on screen.",
        ),
    ] {
        let mut play = reviewing();
        play.press("y");
        play.give(Message::Keys(parse(keys)));
        assert_eq!(play.place(), "asking");
        play.says(says);
    }
    let mut play = reviewing();
    play.press("y");
    for _ in 0..3 {
        play.pass(SignedDuration::from_millis(100));
        play.give(Message::Keys(parse("enter")));
    }
    play.says("Ignored: 3 keys came before this line was on screen.");
}

#[test]
fn a_configuration_that_was_removed_meanwhile_leaves_nobodys_name() {
    let play = checked(|account| account.hold("orders", ""));
    assert_eq!(play.place(), "drifted");
    play.says("NOT SENT The configuration was removed after you opened it; nobody's name or time is left.");
    play.says("Choose per row whose value is taken; a new review follows.");
}

#[test]
fn an_alias_that_is_gone_is_told_with_what_was_asked() {
    let mut play = Play::small(Account::furnished(), "j enter j enter 0 ctrl-s");
    play.account.function_mut("orders").unwrap().aliases = Vec::new();
    play.press("y enter");
    play.says(
        "NOT SENT orders has no live any more, or the function is gone. (A missing configuration and a missing qualifier get the same \
         answer; Lasso asked twice.)",
    );
}

#[test]
fn other_credentials_are_told_with_both_accounts() {
    let play = checked(|account| account.caller = Ok(caller(OTHER_ACCOUNT, 1)));
    play.says(&format!(
        "NOT SENT The credentials are now account {OTHER_ACCOUNT}; this was read from {ACCOUNT} eu-west-1. Nothing was sent."
    ));
    play.says("Your draft is kept.");
}

fn expired(account: &mut Account, hint: &str) {
    let operation = Operation::GetFunctionEventInvokeConfig;
    let failure = Failure::new(
        FailureKind::ExpiredCredentials,
        operation,
        "The credentials have expired.",
    );
    account.failing.push((operation, failure.hint(hint)));
}

#[test]
fn credentials_that_expired_are_told_with_the_way_to_renew_them() {
    let play = checked(|account| {
        expired(account, "In another pane: aws sso login --profile prod");
    });
    play.says("NOT SENT Nothing changed.");
    play.says("means The credentials have expired. In another pane: aws sso login --profile prod");
    play.says("Your draft is kept.");
    let play = checked(|account| {
        expired(
            account,
            "These come from AWS_ACCESS_KEY_ID and can't be renewed in here.",
        );
    });
    play.says("These come from AWS_ACCESS_KEY_ID and can't be renewed in here.");
}
