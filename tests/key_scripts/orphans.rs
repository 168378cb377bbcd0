//! Settings that an alias left behind which is gone: no screen speaks of events that they would rule.

use super::account::Account;
use super::play::Play;
use super::values::applied;

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

/// With the settings gone too, the form of a draft drew the timeline of the defaults again, and its title said that they apply.
#[test]
fn the_form_of_a_draft_for_what_is_gone_altogether_draws_no_timeline() {
    let mut play = at_the_orphan();
    play.press("e backspace 0 esc");
    play.account.hold("orders:beta", "");
    play.press("r e");
    assert_eq!(play.place(), "form");
    play.says("now: gone, and no settings of it");
    play.says("There is no alias beta any more, and no configuration of it: nothing can be invoked there, and Lambda stores nothing for it.");
    for text in ["fails at once", "defaults apply", "was not read", "DROPPED"] {
        play.does_not_say(text);
    }
    play.press("ctrl-s");
    assert_eq!(play.place(), "review");
    play.says("beta is gone: Lambda stores nothing for it.");
}

/// Nothing applies to what is gone: an emptied form said that the defaults would.
#[test]
fn an_emptied_form_of_what_is_left_behind_promises_no_defaults() {
    let mut play = at_the_orphan();
    play.press("e ctrl-u tab ctrl-u tab tab ctrl-u");
    play.says("This will be sent as DELETE: the configuration is removed.");
    play.does_not_say("then 2 retries");
}

/// The form of a function that is gone drew what would happen to its events.
#[test]
fn the_form_of_a_function_that_is_gone_says_so() {
    let mut play = Play::small(Account::furnished(), "j enter e backspace 0 esc");
    play.account.remove("orders");
    play.press("r e");
    assert_eq!(play.place(), "form");
    play.says("now: the function is gone");
    play.says("! orders is gone, as far as was read: there is nothing to send this to. Ctrl-X throws the draft away.");
    play.does_not_say("fails at once");
}

/// `u` was offered after the removal of what a version had left behind: its review spoke of events of that version, and nothing could
/// ever be sent by it.
#[test]
fn what_had_been_left_behind_is_put_back_only_once_there_is_a_qualifier_again() {
    for (orphan, gone) in [("orders:beta", "alias beta"), ("orders:7", "version 7")] {
        let mut account = Account::furnished();
        account.hold(orphan, "1 2h - beta-failed");
        let mut play = Play::small(account, "j enter G X");
        let no_way_back = format!("It can't be put back as long as there is no {gone}.");
        play.says("removed the configuration itself: nothing uses it. u can't put it back.");
        play.press("y r e s e t enter");
        assert_eq!(play.place(), "sending");
        play.account.hold(orphan, "");
        play.written(applied(orphan, ""));
        assert_eq!(play.place(), "done");
        play.says(&no_way_back);
        play.does_not_say("u put back");
        play.resize(120, 40);
        play.says(&format!("Puts it back, once {gone} is there again:"));
        play.resize(80, 24);
        for keys in ["u", "esc u", "r u"] {
            play.press(keys);
            assert_ne!(play.place(), "review", "{keys}");
            play.says("what it had left behind can't be put back. r reads again.");
        }
        play.does_not_say("u put back");
        let orders = play.account.function_mut("orders").expect("the function");
        orders.aliases.push(("beta", 12));
        orders.versions.push(7);
        play.press("r u");
        assert_eq!(play.place(), "review");
        play.does_not_say("gone");
    }
}

/// `r` on the outcome read the settings alone: that the alias was there again never became known, and `u` went on asking for `r`.
#[test]
fn the_outcome_reads_by_r_whether_what_it_removed_can_be_put_back_by_now() {
    let mut account = Account::furnished();
    account.hold("orders:beta", "1 2h - beta-failed");
    let mut play = Play::small(account, "j enter G X y r e s e t enter");
    play.account.hold("orders:beta", "");
    play.written(applied("orders:beta", ""));
    let orders = play.account.function_mut("orders").expect("the function");
    orders.aliases.push(("beta", 12));
    play.press("r u");
    assert_eq!(play.place(), "review", "{}", play.screen());
}
