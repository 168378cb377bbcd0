//! What is said of a change that was about to be sent: not sent, refused, or nobody knows; each with its cause and what helps.
//!
//! Each row is a way to the trigger, by keys and answers, and the words on a terminal of 80 columns and 24 rows. Failures come with the
//! sentences that `aws` makes of its answers. What is said before that is in `messages`.

use jiff::SignedDuration;
use lambda_lasso::app::message::Message;
use lambda_lasso::domain::call::Outcome;
use lambda_lasso::domain::failure::{Failure, FailureKind, Operation};

use super::account::Account;
use super::play::Play;
use super::send_line::CHECKS;
use super::shown::parse;
use super::values::{ACCOUNT, OTHER_ACCOUNT, caller, exchange};

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
            "Ignored: a key came less than 0.3 s after this line, too soon to have read it. Press it once more.",
        ),
        (
            "enter enter enter",
            "Ignored: 3 keys came less than 0.3 s after this line or after each other. Wait a moment, then press once more.",
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
    play.says("Ignored: 3 keys came less than 0.3 s after this line or after each other. Wait a moment, then press once more.");
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
        expired(
            account,
            "In another pane: aws sso login --profile prod   then r.",
        );
    });
    play.says(
        "NOT SENT Credentials expired; nothing was sent, the draft is kept. In another pane: aws sso login --profile prod then r.",
    );
    let play = checked(|account| {
        expired(
            account,
            "These come from AWS_ACCESS_KEY_ID and can't be renewed in here. Quit; a draft is printed as a command.",
        );
    });
    play.says(
        "nothing was sent, the draft is kept. These come from AWS_ACCESS_KEY_ID and can't be renewed in here. Quit; a draft is printed as a command.",
    );
}

#[test]
fn a_reset_that_drops_events_says_so_in_its_row() {
    let mut play = Play::small(
        Account::furnished(),
        "enter enter tab tab tab ctrl-u ctrl-s",
    );
    play.says(
        "-> (none). Failed events will be DROPPED from now on. because you emptied this field",
    );
    while play.place() == "review" {
        play.press("y");
    }
    play.says("Type reset to send PUT invoices:$LATEST in 123456789012 eu-west-1 :");
}

#[test]
fn what_somebody_set_exactly_so_meanwhile_is_told_with_its_time() {
    let play = checked(|account| account.hold("orders", "0 1h - orders-failed"));
    play.says("NOT SENT Not needed. Somebody set exactly this at 22:14:20Z.");
}

/// The change of `orders:$LATEST`, refused with the sentence that is made of it.
fn refused(failure: Failure, status: u16) -> Play {
    let mut play = reviewing();
    play.press("y enter");
    play.written(Outcome::Refused {
        failure,
        exchange: exchange(status),
    });
    play
}

#[test]
fn a_permission_that_the_caller_lacks_is_named_with_what_a_policy_must_name() {
    let operation = Operation::PutFunctionEventInvokeConfig;
    let sentence = "You (OnCall) lack lambda:PutFunctionEventInvokeConfig on orders:$LATEST.";
    let failure = Failure::new(FailureKind::AccessDenied, operation, sentence)
        .hint("A policy must name the function and function:orders:*.");
    let play = refused(failure, 403);
    play.says(
        "REFUSED Nothing changed. You (OnCall) lack lambda:PutFunctionEventInvokeConfig on orders:$LATEST. A policy must name the \
         function and function:orders:*.",
    );
}

/// "There is no policy statement to copy" was answered below a permission that one would grant.
#[test]
fn the_statement_that_the_caller_lacks_is_copied_where_a_policy_of_theirs_may_grant_it() {
    let operation = Operation::PutFunctionEventInvokeConfig;
    let mut failure = Failure::new(FailureKind::AccessDenied, operation, "You lack it.");
    let mut play = refused(failure.clone(), 403);
    assert_eq!(play.press("c p"), ["copy"]);
    assert_eq!(
        play.state.copying.last.as_deref(),
        Some(
            r#"{"Effect":"Allow","Action":"lambda:PutFunctionEventInvokeConfig","Resource":["arn:aws:lambda:eu-west-1:123456789012:function:orders","arn:aws:lambda:eu-west-1:123456789012:function:orders:*"]}"#
        )
    );
    for message in [
        "User: … is not authorized to perform: …, with an explicit deny in a service control policy",
        "User: … is not authorized to perform: … because no permissions boundary allows the … action",
    ] {
        failure.message = Some(message.to_owned());
        let mut play = refused(failure.clone(), 403);
        assert!(play.press("c p").is_empty(), "{message}");
        play.says("There is no policy statement to copy: no refusal on screen asks for one.");
    }
}

#[test]
fn a_permission_that_the_role_lacks_is_not_taken_for_the_callers() {
    let message = "The function's execution role does not have permissions to call SendMessage on \
                   arn:aws:sqs:eu-west-1:123456789012:orders-failed";
    let operation = Operation::PutFunctionEventInvokeConfig;
    let mut failure = Failure::new(FailureKind::InvalidRequest, operation, message);
    failure.message = Some(message.to_owned());
    let mut play = refused(failure, 400);
    play.says(
        "REFUSED Nothing changed. The function's role orders (not you) lacks sqs:SendMessage on queue orders-failed. c p copies the \
         policy statement.",
    );
    assert_eq!(play.press("c p"), ["copy"]);
    let policy = play.state.copying.last.clone().unwrap();
    for text in [
        "sqs:SendMessage",
        "arn:aws:sqs:eu-west-1:123456789012:orders-failed",
    ] {
        assert!(policy.contains(text), "{policy}");
    }
}

#[test]
fn lambda_that_stays_busy_is_told_with_the_tries_and_the_time() {
    let operation = Operation::PutFunctionEventInvokeConfig;
    let sentence = "Lambda is busy with another change to orders.";
    let busy = Failure::new(FailureKind::Conflict, operation, sentence);
    let mut play = refused(busy.clone(), 409);
    for _ in 0..3 {
        play.says("! Not now, after");
        play.wake();
        play.written(Outcome::Refused {
            failure: busy.clone(),
            exchange: exchange(409),
        });
    }
    assert_eq!((play.place().as_str(), play.writes.len()), ("refused", 4));
    play.says(
        "REFUSED For now, nothing changed: Lambda is busy with another change to orders. Tried 4 times in 6 s. r checks again.",
    );
    let checks = CHECKS;
    assert_eq!(play.press("r"), checks);
    play.answer();
    assert_eq!(
        play.place(),
        "review",
        "what r leads to sends nothing by itself"
    );
}
