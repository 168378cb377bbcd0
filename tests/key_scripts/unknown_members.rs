//! What a configuration holds that Lasso has no word for: nothing of it is removed without a word.

use lambda_lasso::domain::call::Outcome;
use lambda_lasso::domain::settings::StoredConfiguration;

use super::account::Account;
use super::play::Play;
use super::values::{applied, exchange};

fn names() -> Vec<String> {
    ["DestinationConfig.OnTimeout", "NewRetryMode"]
        .map(str::to_owned)
        .into()
}

/// In the form of `orders:$LATEST`, whose configuration holds more than the four settings.
fn form() -> Play {
    let mut account = Account::furnished();
    account.unknown_members = names();
    let play = Play::small(account, "j enter enter");
    assert_eq!(play.place(), "form");
    play
}

/// The answer to a Put that left these members.
fn answered(play: &mut Play, left: &[String]) {
    let Outcome::Applied {
        held: Some(held), ..
    } = applied("orders", "0 1h - orders-failed")
    else {
        panic!("nothing is held")
    };
    play.written(Outcome::Applied {
        held: Some(StoredConfiguration {
            unknown_members: left.to_vec(),
            ..held
        }),
        exchange: exchange(200),
    });
}

const HELD: &str =
    "! Lambda holds DestinationConfig.OnTimeout and NewRetryMode, which Lasso does not know: this ";

/// A PUT replaces everything, so it removed what Lasso does not know; the review said "1 changed 3 same".
#[test]
fn form_review_and_details_name_what_is_not_known_and_what_becomes_of_it() {
    let mut play = form();
    play.says(&format!("{HELD}PUT may remove them."));
    play.press("backspace 0 ctrl-s");
    assert_eq!(play.place(), "review");
    play.says_scrolled(&format!("{HELD}PUT may remove them."));
    play.press("esc esc X");
    play.says_scrolled(&format!("{HELD}DELETE removes them too."));
    play.press("esc d");
    play.says_scrolled("Not known to Lasso DestinationConfig.OnTimeout and NewRetryMode");
}

/// The outcome said that Lambda "now holds exactly what was sent", whatever else its answer held, or did not any more.
#[test]
fn an_outcome_says_exactly_only_where_nothing_else_is_held() {
    let sent = || {
        let mut play = form();
        play.press("backspace 0 ctrl-s G");
        play.by_hand = true;
        play.send();
        play
    };
    let mut play = sent();
    answered(&mut play, &names());
    play.says("Lambda answered that it now holds what was sent, and DestinationConfig.OnTimeout and NewRetryMode, which Lasso does not know:");
    play.does_not_say("exactly what was sent");
    let mut play = sent();
    answered(&mut play, &names()[..1]);
    play.says(
        "! Lambda held NewRetryMode before, which Lasso does not know: it is not in its answer.",
    );
    let mut play = sent();
    answered(&mut play, &[]);
    play.says("! Lambda held DestinationConfig.OnTimeout and NewRetryMode before, which Lasso does not know: they are not in its answer.");
    play.says("Lambda answered that it now holds exactly what was sent:");
}

/// What came to be held after the review was removed by a PUT that nobody had been told of it.
#[test]
fn what_the_check_finds_and_the_review_did_not_name_is_not_removed() {
    let mut play = Play::small(Account::furnished(), "j enter enter backspace 0 ctrl-s");
    play.account.unknown_members = vec!["NewRetryMode".to_owned()];
    play.press("y enter");
    play.says("NOT SENT Lambda holds NewRetryMode now, which Lasso does not know and this review did not name. Nothing was sent.");
    assert!(play.writes.is_empty());
    // The draft stands upon what is held now, so that the next review names it, and can be sent.
    play.press("enter ctrl-s");
    play.says_scrolled(
        "! Lambda holds NewRetryMode, which Lasso does not know: this PUT may remove it.",
    );
    play.press("G y enter");
    assert_eq!(play.writes.len(), 1);
}
