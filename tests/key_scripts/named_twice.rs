//! A function that was asked for by name: one row of the list, also where nobody could tell the account before the list named it; and none
//! where there is no such function.

use std::collections::VecDeque;

use lambda_lasso::app::state::Start;
use lambda_lasso::domain::call::{CredentialsGeneration, Query};
use lambda_lasso::domain::failure::{FailureKind, Operation};
use lambda_lasso::domain::function::FunctionAddress;
use lambda_lasso::domain::place::AccountId;

use super::account::Account;
use super::play::{Asked, Play, start};
use super::shown::end;
use super::values::{ACCOUNT, OTHER_ACCOUNT, REGION, caller, facts, target, unknown};

fn wanting(text: &str) -> Start {
    Start {
        open: FunctionAddress::parse(text).ok(),
        ..start()
    }
}

/// An account of which STS does not tell the number.
fn unnamed() -> Account {
    let mut account = Account::furnished();
    account.refuse(Operation::GetCallerIdentity, FailureKind::AccessDenied);
    account
}

/// `orders` was opened by its bare name, before anything was listed.
fn opened_first() -> Play {
    let play = Play::with(wanting("orders"), unnamed());
    assert_eq!(play.place(), "orders:$LATEST");
    play
}

/// The same, after the list was read: STS was slower.
fn listed_first() -> Play {
    let mut play = Play::unopened(wanting("orders"), unnamed());
    play.by_hand = true;
    play.opened(1, Ok(facts()));
    let is_identity = |read: &Asked| read.query == Query::Identity;
    let (identity, listing): (VecDeque<_>, VecDeque<_>) =
        play.asked.drain(..).partition(is_identity);
    play.asked = listing;
    play.answer();
    play.asked = identity;
    play.by_hand = false;
    play.answer();
    assert_eq!(play.place(), "orders:$LATEST");
    play
}

/// The list showed it twice. What was sent from one row and can still arrive was told on that row alone: a review from the other said
/// nothing of it, and its DONE that nobody else had written.
#[test]
fn what_can_still_arrive_is_told_wherever_the_function_is_met() {
    for begin in [opened_first, listed_first] {
        let mut play = begin();
        play.press("enter backspace 0 ctrl-s");
        assert_eq!(play.place(), "review");
        play.by_hand = false;
        // Where nobody tells the account, its name is typed.
        play.press("y o r d e r s");
        play.by_hand = true;
        play.press("enter");
        play.answer();
        assert_eq!(play.place(), "sending");
        play.by_hand = false;
        play.written(unknown());
        assert_eq!(play.place(), "unknown");
        play.press("esc esc esc");
        assert_eq!(play.place(), "list");
        play.says("Functions 3");
        assert_eq!(play.rows_with("!orders").len(), 1, "{}", play.screen());
        play.press("g j enter");
        assert_eq!(play.place(), "orders:$LATEST");
        play.says("has no known outcome");
        play.press("enter backspace 2 ctrl-s");
        assert_eq!(play.place(), "review");
        assert!(play.text().contains("can still arrive"), "{}", play.text());
    }
}

/// The credentials became another account's and came back. What had been sent by the bare name, while nobody told the account, was told on
/// no row any more, its draft was on none, and in between it was looked for as if the other account's function were meant.
#[test]
fn what_was_sent_by_a_bare_name_stays_its_accounts_where_the_credentials_go_and_come_back() {
    let mut play = opened_first();
    play.press("enter backspace 0 ctrl-s");
    play.by_hand = false;
    play.press("y o r d e r s");
    play.by_hand = true;
    play.press("enter");
    play.answer();
    assert_eq!(play.place(), "sending");
    play.by_hand = false;
    play.written(unknown());
    play.press("esc esc esc");
    play.account.failing.clear();
    for (session, account) in [(1, ACCOUNT), (2, OTHER_ACCOUNT), (3, ACCOUNT)] {
        play.account.caller = Ok(caller(account, u64::from(session)));
        play.credentials = CredentialsGeneration(u64::from(session));
        play.press("r");
        if session > 1 {
            play.opened(session, Ok(facts()));
        }
        play.says(account);
        let target = |account: &str| {
            let mut target = target("orders");
            target.function.account = AccountId::parse(account);
            target
        };
        let open = |account| play.state.memory.is_open(&target(account));
        assert!(!open(OTHER_ACCOUNT));
        assert_eq!(open(ACCOUNT), session > 1);
        play.press("g");
    }
    assert_eq!(play.rows_with("!orders").len(), 1, "{}", play.screen());
    play.press("g j enter");
    assert_eq!(play.place(), "orders:$LATEST");
    play.says("has no known outcome");
    play.press("enter");
    assert_eq!(play.notice(), "Your draft, as you left it.");
}

/// Two drafts of one target could be kept, one by its name, one by its ARN.
#[test]
fn one_target_has_one_draft() {
    for begin in [opened_first, listed_first] {
        let mut play = begin();
        play.press("enter backspace 7 esc esc");
        assert_eq!(play.place(), "list");
        assert_eq!(play.rows_with("*orders").len(), 1, "{}", play.screen());
        play.press("g j enter enter");
        assert_eq!(play.notice(), "Your draft, as you left it.");
        play.press("esc esc");
        assert_eq!(play.state.drafts.iter().len(), 1);
        let (_, lines) = end(&play.effects("q y enter")).expect("the program ended");
        assert_eq!(lines.matches("Draft of ").count(), 1, "{lines}");
    }
}

/// Both rows stayed after STS told the account, and an ARN went to a third.
#[test]
fn it_stays_one_function_once_the_account_is_known() {
    for begin in [opened_first, listed_first] {
        let mut play = begin();
        play.press("enter backspace 7 esc esc");
        play.account.failing.clear();
        play.press("r");
        play.says(ACCOUNT);
        play.says("Functions 3");
        assert_eq!(play.rows_with("*orders").len(), 1, "{}", play.screen());
        play.paste(&format!(
            "arn:aws:lambda:{REGION}:{ACCOUNT}:function:orders"
        ));
        assert_eq!(play.place(), "orders:$LATEST");
        play.press("enter");
        assert_eq!(play.notice(), "Your draft, as you left it.");
        play.press("esc esc");
        play.says("Functions 3");
        // One that is gone is found to be so, also where a name was all that it was asked for by.
        play.press("g j enter enter ctrl-x y enter esc");
        play.account.remove("orders");
        play.press("r");
        play.says("Functions 2");
    }
}

/// The ARN of the list is one of the same function while the account is unknown, too; that of another account is not.
#[test]
fn an_arn_goes_to_the_function_that_was_opened_by_name() {
    let mut play = opened_first();
    play.press("enter backspace 7 esc esc");
    play.paste(&format!(
        "arn:aws:lambda:{REGION}:{ACCOUNT}:function:orders"
    ));
    assert_eq!(play.place(), "orders:$LATEST");
    play.press("enter");
    assert_eq!(play.notice(), "Your draft, as you left it.");
    play.press("esc esc");
    play.paste(&format!(
        "arn:aws:lambda:{REGION}:{OTHER_ACCOUNT}:function:orders"
    ));
    assert_eq!(play.place(), "list");
    assert!(
        play.notice()
            .contains("It is not known in which account you are")
    );
}

/// The row of a name that Lambda does not know stayed in the list, and was counted among the functions.
#[test]
fn a_name_that_there_is_no_function_of_leaves_no_row() {
    for account in [Account::furnished(), unnamed()] {
        let mut play = Play::with(wanting("ORDERS"), account);
        assert_eq!(play.place(), "ORDERS:$LATEST");
        play.press("esc");
        assert_eq!(play.place(), "list");
        play.says("Functions 3");
        play.does_not_say("ORDERS");
        play.press("g j enter");
        assert_eq!(play.place(), "orders:$LATEST");
        play.press("esc r");
        play.says("Functions 3");
    }
}
