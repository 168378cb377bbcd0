//! `/` on the screen of a function: of hundreds of versions, those whose name contains what is typed.

use lambda_lasso::app::key::Key;
use lambda_lasso::app::message::Message;

use super::account::Account;
use super::play::Play;

/// `orders` with its qualifiers `$LATEST`, `live`, `12` and `11`.
fn function() -> Play {
    Play::small(Account::furnished(), "j enter")
}

#[test]
fn the_filter_leaves_the_qualifiers_that_contain_it_and_selects_one_of_them() {
    let mut play = function();
    play.press("/");
    assert_eq!(play.place(), "filter");
    assert_eq!(play.press("1 2"), [""; 0], "nothing is read because of it");
    play.says("orders /12_");
    play.does_not_say("live no settings");
    assert_eq!(play.rows_with("> 12").len(), 1);
    assert_eq!(play.rows_with("$LATEST  ").len(), 0);
    play.press("enter");
    assert_eq!(play.place(), "orders:12");
    play.press("enter");
    assert_eq!(play.place(), "form");
    play.press("esc");
    assert_eq!(play.place(), "orders:12", "the filter stays meanwhile");
}

#[test]
fn escape_clears_the_filter_before_it_leads_back() {
    for keys in ["/ 1 2 esc", "/ 1 2 enter esc", "/ 1 2 enter h"] {
        let mut play = function();
        play.press(keys);
        assert_eq!(play.place(), "orders:12", "the selection stays: {keys}");
        assert_eq!(play.rows_with("$LATEST  ").len(), 1, "{keys}");
        play.press("esc");
        assert_eq!(play.place(), "list", "{keys}");
    }
}

#[test]
fn a_filter_that_matches_nothing_says_so_and_is_no_qualifier_that_is_gone() {
    let mut play = function();
    play.press("/ x x enter");
    play.says("No qualifier matches the filter. Esc clears it.");
    for key in ["e", "X", "."] {
        play.press(key);
        assert!(!play.notice().is_empty(), "{key}");
        play.does_not_say("gone");
        play.does_not_say("form");
    }
    play.press("/ l i v");
    assert_eq!(
        play.rows_with("> live").len(),
        1,
        "the next filter begins anew"
    );
}

#[test]
fn what_is_read_meanwhile_keeps_the_filter_and_the_selection() {
    let mut play = function();
    play.press("/ 1 enter j r");
    assert_eq!(play.place(), "orders:11");
    assert_eq!(play.rows_with("$LATEST  ").len(), 0);
}

#[test]
fn a_filter_is_completed_typed_ahead_and_pasted() {
    let mut play = function();
    play.press("/ i tab");
    play.says("/live_");
    let mut play = function();
    play.burst("/ l i v e enter");
    assert_eq!(play.place(), "orders:live");
    let mut play = function();
    play.press("/");
    play.paste("1\n2");
    play.says("/12_");
    let key = Key::parse("backspace").unwrap();
    play.give(Message::Keys(vec![key]));
    play.says("/1_");
    play.paste("arn:aws:lambda:eu-west-1:123456789012:function:orders:live");
    assert_eq!(play.place(), "orders:live");
    assert_eq!(
        play.rows_with("$LATEST  ").len(),
        1,
        "an ARN shows all rows"
    );
}
