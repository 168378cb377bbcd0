//! Drafts of a function that is gone: what was typed stays to be seen, and can be thrown away.

use lambda_lasso::app::entry::Part;
use lambda_lasso::app::state::Screen;

use super::play::Play;
use super::shown::end;
use super::values::{key, target};

/// A draft of `orders:live` is kept, and the function was deleted by somebody else before the list was read again.
fn begun() -> Play {
    let mut play = Play::begun();
    play.press("g j enter j enter backspace 1 esc esc");
    assert!(play.state.drafts.get(&target("orders:live")).is_some());
    play.account.remove("orders");
    play.press("r");
    play
}

/// The function left the list, and with it the only way to its draft.
#[test]
fn a_function_that_is_gone_stays_in_the_list_as_long_as_it_has_a_draft() {
    let mut play = begun();
    play.says("Functions 3, 1 gone");
    assert_eq!(play.rows_with(">*orders").len(), 1, "{}", play.screen());
    play.says("! orders is gone: the last listing did not show it any more.");
    play.press("g j enter");
    assert_eq!(play.place(), "orders:$LATEST");
    play.press("j enter");
    assert!(matches!(play.state.above.last(), Some(Screen::Form(_))));
    play.says("! orders is gone, as far as was read: there is nothing to send this to. Ctrl-X throws the draft away.");
    play.resize(60, 16);
    play.says("DRAFT, can't be sent");
    play.resize(120, 50);
    play.does_not_say("fails at once");
    play.press("ctrl-x y enter esc");
    assert!(play.state.drafts.is_empty());
    play.press("r");
    play.says("Functions 2");
    play.does_not_say("orders");
}

/// Question and lines said of such a draft that it replaces all settings, as if there were any.
#[test]
fn what_is_said_on_leaving_of_such_a_draft_says_that_its_target_is_gone() {
    let mut play = begun();
    play.press("q");
    play.says("1 draft not sent: orders:live (gone).");
    let (_, lines) = end(&play.effects("y enter")).expect("the program ended");
    assert!(
        lines.contains("Draft of orders:live, not sent, its target is gone"),
        "{lines}"
    );
}

/// A function that is made anew under the same name is there again, with its draft.
#[test]
fn a_function_that_comes_back_is_not_gone() {
    let mut play = begun();
    play.account.functions = super::account::Account::furnished().functions;
    play.press("r");
    play.says("Functions 3");
    play.does_not_say("gone");
    play.press("g j enter j enter");
    play.does_not_say("nothing to send this to");
}

/// What was read of the former function stood as if it were read of the one that was made anew: its reserved concurrency, its versions,
/// its settings.
#[test]
fn what_was_read_of_a_function_that_was_gone_is_not_shown_of_the_one_made_anew() {
    let mut play = Play::begun();
    play.account
        .function_mut("orders")
        .unwrap()
        .reserved_concurrency = Some(7);
    play.press("g j enter");
    play.says("reserved concurrency 7");
    play.press("j enter backspace 1 esc esc");
    play.account.remove("orders");
    play.press("r");
    play.account.functions = super::account::Account::furnished().functions;
    play.by_hand = true;
    play.press("r");
    while let Some(read) = play.asked.pop_front() {
        let answer = play.account.answer(&read.query);
        play.answered(&read, answer);
    }
    let entry = play
        .state
        .catalogue
        .get(&key("orders"))
        .expect("it is listed");
    assert!(entry.is_not_asked(Part::Versions) && entry.is_not_asked(Part::Concurrency));
    assert!(entry.description.failure().is_none());
    assert!(play.state.drafts.get(&target("orders:live")).is_some());
    play.press("enter");
    play.does_not_say("reserved concurrency 7");
    play.says("reserved concurrency ..");
    play.answer();
    play.says("reserved concurrency none");
}

/// The list came while the form was open: what is typed there is a draft as well.
#[test]
fn an_open_form_keeps_its_function() {
    let mut play = Play::begun();
    play.by_hand = true;
    play.press("r");
    play.by_hand = false;
    play.account.remove("orders");
    let listing = play.asked.pop_front().expect("identity");
    let identity = play.account.answer(&listing.query);
    play.answered(&listing, identity);
    let waiting: Vec<_> = play.asked.drain(..).collect();
    play.press("g j enter enter 5");
    for read in waiting {
        let answer = play.account.answer(&read.query);
        play.answered(&read, answer);
    }
    play.says("nothing to send this to");
    play.press("esc esc");
    play.says("Functions 3, 1 gone");
}
