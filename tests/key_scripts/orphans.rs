//! Settings that an alias left behind which is gone: no screen speaks of events that they would rule.

use super::account::Account;
use super::play::Play;

/// On the row of the settings that the alias `beta` of `orders` left behind.
fn at_the_orphan() -> Play {
    let mut account = Account::furnished();
    account.hold("orders:beta", "1 2h - beta-failed");
    let play = Play::small(account, "j enter G");
    assert_eq!(play.place(), "orders:beta");
    play
}

const LEFT_BEHIND: &str = "Left behind: there is no alias beta any more, so no call uses these settings. X on the screen of the function removes them.";

/// The form drew the timeline of an event that no call can bring about, and said of its timeout that it "was not read": there is no
/// alias any more that would have one.
#[test]
fn the_form_of_what_is_left_behind_says_so_and_draws_no_timeline() {
    let mut play = at_the_orphan();
    play.press("enter");
    assert_eq!(play.place(), "form");
    play.says("now: settings left behind");
    play.says(LEFT_BEHIND);
    for text in ["settings of its own", "fails at once", "was not read"] {
        play.does_not_say(text);
    }
}

/// Details did the same.
#[test]
fn the_details_of_what_is_left_behind_say_so_and_draw_no_timeline() {
    let mut play = at_the_orphan();
    play.press("d");
    play.resize(120, 60);
    play.says(LEFT_BEHIND);
    for text in ["fails at once", "was not read"] {
        play.does_not_say(text);
    }
}
