//! What is on screen after something else happened elsewhere: the newest that is known, and what is not known is said.

use lambda_lasso::domain::failure::{FailureKind, Operation};

use super::account::Account;
use super::play::Play;
use super::values::{applied, refused, unknown};

/// On the screen of `orders`, whose settings for `beta` are left behind by an alias that is gone.
fn at_the_orphan() -> Play {
    let mut account = Account::furnished();
    account.hold("orders:beta", "1 2h - orders-failed");
    let mut play = Play::small(account, "j enter G");
    assert_eq!(play.place(), "orders:beta");
    play.says("gone");
    play
}

/// It said that there is no `beta` any more, and Enter then opened a form with the settings that were gone, "as Lambda holds it".
#[test]
fn a_removal_of_what_is_gone_already_is_not_needed_and_its_row_goes() {
    let mut play = at_the_orphan();
    play.press("X");
    play.account.hold("orders:beta", "");
    play.press("G y enter");
    assert_eq!(play.place(), "not sent: already so");
    play.says("NOT SENT Not needed. The configuration is removed already.");
    play.press("enter");
    assert_eq!(play.place(), "");
    assert_eq!(play.rows_with(" beta "), Vec::<String>::new());
    assert!(play.writes.is_empty());
}

/// What the lists said of a qualifier stayed on screen after the check had found that it is gone.
#[test]
fn what_the_check_finds_gone_is_read_again() {
    let mut play = Play::begun();
    play.press("j enter j enter 0 ctrl-s");
    play.account.function_mut("orders").unwrap().aliases.clear();
    let asked = play.press("y enter");
    assert_eq!(play.place(), "not sent: gone");
    for list in ["configurations", "aliases", "versions"] {
        assert!(asked.contains(&format!("read {list} orders")), "{asked:?}");
    }
}

/// Enter on the outcome of a removal opened a form that nobody had typed into.
#[test]
fn a_removal_never_leads_to_a_form() {
    let mut play = at_the_orphan();
    play.press("X G");
    play.by_hand = true;
    play.send();
    play.written(refused(FailureKind::AccessDenied, 403));
    play.by_hand = false;
    play.press("enter");
    assert_eq!(play.place(), "orders:beta");
}
