//! `Tab` below a list: the pane gets the room of the list, and gives it back.
//!
//! Knows what a small terminal cuts. Does not know what the pane says of a function.

use super::account::{Account, many};
use super::play::Play;

fn small(keys: &str) -> Play {
    let mut account = Account::furnished();
    account.functions.extend(many(20));
    for function in &mut account.functions {
        function.versions = (1..40).collect();
    }
    Play::small(account, keys)
}

/// The pane of a function, as the pane of the list, says with which key the rest is shown, and that key shows it.
#[test]
fn tab_shows_what_has_no_room_and_says_so_before() {
    for (keys, hidden) in [
        ("G k", "Dead-letter queues as"),
        ("G k enter", "On success      (none)"),
    ] {
        let mut play = small(keys);
        let cut = play.rows_with("more (Tab)");
        assert_eq!(cut.len(), 1, "{keys}:\n{}", play.screen());
        play.does_not_say(hidden);
        play.press("tab");
        play.says(hidden);
        assert_eq!(play.rows_with("(Tab)").len(), 0, "{}", play.screen());
        play.press("backtab");
        assert_eq!(play.rows_with("more (Tab)"), cut, "{keys}");
    }
}

#[test]
fn the_selection_stays_visible_and_moves_while_the_pane_has_the_room() {
    let mut account = Account::furnished();
    account.functions = many(100);
    let mut play = Play::with(super::play::start(), account);
    play.press("G tab");
    assert_eq!(play.rows_with("> f0099").len(), 1, "{}", play.screen());
    play.press("k k k k");
    assert_eq!(play.rows_with("> f0095").len(), 1, "{}", play.screen());
    assert_eq!(
        play.rows_with(" f00").len(),
        3 + 1,
        "three rows, and the title of the pane"
    );
    play.press("tab");
    assert_eq!(play.rows_with("> f0095").len(), 1);
    assert!(play.rows_with(" f00").len() > 5);
}

/// The room belongs to a screen: what was chosen in the list does not follow into the function, and is there on the way back.
#[test]
fn each_screen_keeps_its_own_room() {
    let mut play = small("tab");
    let list = play.screen();
    play.press("enter esc");
    assert_eq!(play.screen(), list);
}
