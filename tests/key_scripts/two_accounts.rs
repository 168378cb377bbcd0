//! One name means a function in each of two accounts: what comes from the one, or was begun there, is told apart from the other.

use lambda_lasso::domain::call::CredentialsGeneration;

use super::play::Play;
use super::shown::end;
use super::values::{ACCOUNT, OTHER_ACCOUNT, applied, caller, facts};

/// One name means two functions there: what was sent to the one, or copied of it, was proposed for the other as if it were the same.
#[test]
fn what_comes_from_a_function_of_another_account_says_so() {
    let from = format!("in {ACCOUNT} eu-west-1");
    for (keys, again, told) in [
        (
            "j enter enter backspace 0 ctrl-s y enter",
            ".",
            "the change sent to orders:$LATEST",
        ),
        ("j enter c s", "v", "the copy of orders:$LATEST"),
    ] {
        let mut play = Play::begun();
        play.press(keys);
        if again == "." {
            play.written(applied("orders", "0 1h - orders-failed"));
            play.press("esc");
        }
        play.press("esc esc");
        assert_eq!(play.place(), "list");
        play.account.caller = Ok(caller(OTHER_ACCOUNT, 2));
        play.credentials = CredentialsGeneration(2);
        play.press("r");
        play.opened(2, Ok(facts()));
        play.account.hold("orders", "2 2h - orders-failed");
        play.press("r j enter");
        play.resize(100, 40);
        play.press(again);
        assert_eq!(play.place(), "review", "{}", play.screen());
        play.says(&format!("{told} {from}"));
        if again == "." {
            play.says_scrolled(&format!(
                "! Last time: orders:$LATEST {from}. Now it is proposed for orders:$LATEST in {OTHER_ACCOUNT} eu-west-1, another account."
            ));
        }
    }
}

/// Two drafts of one name, each in an account of its own, were told as the same twice.
#[test]
fn drafts_of_one_name_in_two_accounts_are_told_apart() {
    let mut play = Play::begun();
    play.press("j enter enter backspace 0 esc esc");
    play.account.caller = Ok(caller(OTHER_ACCOUNT, 2));
    play.credentials = CredentialsGeneration(2);
    play.press("r");
    play.opened(2, Ok(facts()));
    play.press("r j enter enter backspace 0 esc esc q");
    play.says(&format!("{ACCOUNT}:orders:$LATEST, orders:$LATEST"));
    let (_, lines) = end(&play.effects("y enter")).expect("the program ended");
    let first = format!("Draft of {ACCOUNT}:orders:$LATEST, not sent");
    assert!(lines.contains(&first), "{lines}");
    assert!(
        lines.contains("Draft of orders:$LATEST, not sent"),
        "{lines}"
    );
}
