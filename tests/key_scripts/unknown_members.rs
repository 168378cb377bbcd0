//! What a configuration holds that Lasso has no word for: nothing of it is removed without a word.

use lambda_lasso::domain::call::Outcome;
use lambda_lasso::domain::failure::FailureKind;
use lambda_lasso::domain::settings::StoredConfiguration;

use super::account::Account;
use super::play::Play;
use super::values::{applied, exchange, refused, unknown};

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
    "! Lambda holds DestinationConfig.OnTimeout and NewRetryMode, which Lasso does not know: ";

/// A PUT replaces everything, so it removed what Lasso does not know; the review said "1 changed 3 same".
#[test]
fn form_review_and_details_name_what_is_not_known_and_what_becomes_of_it() {
    let mut play = form();
    play.says(&format!("{HELD}this PUT may remove them."));
    play.press("backspace 0 ctrl-s");
    assert_eq!(play.place(), "review");
    play.says_scrolled(&format!("{HELD}this PUT may remove them."));
    play.press("esc esc X");
    play.says_scrolled(&format!("{HELD}this DELETE removes them too."));
    play.press("esc d");
    play.says_scrolled(&format!("{HELD}what they mean is not told here."));
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

/// The same account, with keys pressed on the list.
fn grown(keys: &str) -> Play {
    let mut account = Account::furnished();
    account.unknown_members = names();
    Play::small(account, keys)
}

/// List, function and details told four settings as if they were all that is held.
#[test]
fn what_is_told_of_a_configuration_is_not_taken_for_all_of_it() {
    let told = format!("{HELD}what they mean is not told here.");
    let mut play = grown("j");
    play.says("! Settings of $LATEST hold more than Lasso knows: what that means is not told here. Enter names it.");
    play.press("enter");
    play.says(&told);
    play.press("d");
    play.says_scrolled(&told);
    // An alias on defaults has nothing of its own, so nothing else either.
    play.press("esc j");
    play.does_not_say("which Lasso does not know");
}

/// "Lambda holds exactly this" was said of a draft that leaves out what Lasso does not know.
#[test]
fn nothing_is_exactly_what_is_held_where_more_is_held() {
    let mut play = form();
    play.press("ctrl-s");
    play.says("Nothing to send: Lambda holds this, and DestinationConfig.OnTimeout and NewRetryMode, which Lasso does not know (read ");
}

/// A copy of what is held was taken for the whole of it.
#[test]
fn a_copy_says_what_it_leaves_out() {
    let left_out =
        "without DestinationConfig.OnTimeout and NewRetryMode, which Lasso does not know";
    for (keys, is_whole) in [
        ("c j", false),
        ("c w", false),
        ("c t", false),
        ("c s", false),
        ("c a", true),
        ("c n", true),
    ] {
        let mut play = grown("j enter");
        play.press(keys);
        let what = play.state.copying.under_way.back().unwrap();
        assert_eq!(!what.contains(left_out), is_whole, "{keys}: {what}");
    }
    let mut play = grown("j enter");
    play.press("c t");
    let copied = play.state.copying.last.unwrap();
    assert!(copied.contains("\n# Lambda holds DestinationConfig.OnTimeout and NewRetryMode, which Lasso does not know: they are left out here, and applying this may remove them.\n"), "{copied}");
}

/// A receipt and the line printed on leaving told of a PUT that changed one setting, whatever else it removed; the way back brings back no
/// more than the four.
#[test]
fn a_receipt_names_what_was_removed_and_is_not_put_back() {
    let mut play = form();
    play.press("backspace 0 ctrl-s G");
    play.by_hand = true;
    play.send();
    answered(&mut play, &names()[..1]);
    let removed =
        "Lambda held NewRetryMode before, which Lasso does not know: it is not in its answer";
    play.press("c r");
    let receipt = play.state.copying.last.clone().unwrap();
    for line in [
        &format!("{removed}."),
        "Lambda answered that it holds DestinationConfig.OnTimeout, which Lasso does not know.",
        "Puts it back, but not NewRetryMode, which Lasso does not know:",
    ] {
        assert!(
            receipt.lines().any(|told| told == line),
            "{line}: {receipt}"
        );
    }
    let lines = play.state.memory.lines(false, |_| None);
    assert!(lines[0].contains(&format!("; {removed}")), "{lines:?}");
    // Put back, the four settings are as before; the rest is not.
    play.account.unknown_members = names()[..1].to_vec();
    play.account.hold("orders", "0 1h - orders-failed");
    play.by_hand = false;
    play.answer();
    play.press("enter r u");
    assert_eq!(play.place(), "review");
    play.says_scrolled(&format!("! {removed}. This does not put that back."));
}

/// What nobody answered for may have been removed; what was refused was not.
#[test]
fn a_receipt_of_what_was_not_stored_names_what_was_held() {
    let mut play = form();
    play.press("backspace 0 ctrl-s G");
    play.by_hand = true;
    play.send();
    play.written(refused(FailureKind::AccessDenied, 403));
    play.press("c r");
    let receipt = play.state.copying.last.unwrap();
    assert!(receipt.contains("\nLambda held DestinationConfig.OnTimeout and NewRetryMode before, which Lasso does not know.\n"), "{receipt}");
}

/// A removal was told to have taken four settings.
#[test]
fn the_outcome_of_a_removal_names_what_else_is_gone() {
    let mut play = grown("j enter X G y r e s e t");
    play.press("enter");
    play.written(applied("orders", ""));
    play.says("! Lambda held DestinationConfig.OnTimeout and NewRetryMode before, which Lasso does not know: they are gone too.");
}

/// On the review of one retry less for `orders:$LATEST`, while nobody else did anything.
fn reviewed() -> Play {
    let mut play = form();
    play.press("backspace 0 ctrl-s G");
    assert_eq!(play.place(), "review");
    play
}

const LOST: &str = "! Lambda held DestinationConfig.OnTimeout and NewRetryMode before, which Lasso does not know: ";
const UNTOLD: &str = "what they mean is not told here.";

/// "Somebody set exactly this", and "what Lambda holds is what you wanted", were said of four settings and whatever else was held.
#[test]
fn what_somebody_else_set_is_exactly_this_only_where_nothing_else_is_held() {
    let mut play = reviewed();
    play.account.hold("orders", "0 1h - orders-failed");
    play.press("y enter");
    assert_eq!(play.place(), "not sent: already so");
    play.says("NOT SENT Not needed. Somebody set these four settings at 22:14:20Z.");
    play.says(&format!("{HELD}{UNTOLD}"));
    play.says("The four settings are what you wanted: no draft of them is left.");
    let mut play = reviewed();
    play.account.unknown_members = Vec::new();
    play.account.hold("orders", "0 1h - orders-failed");
    play.press("y enter");
    play.says("NOT SENT Not needed. Somebody set exactly this at 22:14:20Z.");
    play.says(&format!("{LOST}they are not in its answer."));
    play.says("What Lambda holds is what you wanted: no draft of it is left.");
    let mut play = grown("j enter X G");
    play.account.hold("orders", "");
    play.press("y r e s e t enter");
    play.says("NOT SENT Not needed. The configuration is removed already.");
    play.says(&format!("{LOST}they are gone too."));
}

/// Of what somebody else set meanwhile, four rows were told.
#[test]
fn a_choice_names_what_else_theirs_hold() {
    let mut play = reviewed();
    play.account.hold("orders", "2 1h - orders-failed");
    play.press("y enter");
    assert_eq!(play.place(), "drifted");
    play.says(&format!("{HELD}{UNTOLD}"));
    play.press("m enter");
    assert_eq!(play.place(), "review");
    play.says_scrolled(&format!("{HELD}this PUT may remove them."));
    let mut play = reviewed();
    play.account.hold("orders", "");
    play.press("y enter");
    assert_eq!(play.place(), "drifted");
    play.says(&format!("{LOST}they are gone too."));
}

/// What was read after a write without an answer was told as four settings, or as "the old ones".
#[test]
fn an_unknown_outcome_names_what_else_was_read() {
    for (held, word) in [
        ("1 1h - orders-failed", "still the OLD settings"),
        ("2 1h - orders-failed", "neither the old settings nor"),
        ("0 1h - orders-failed", "yours arrived, or somebody set"),
    ] {
        let mut play = reviewed();
        play.send();
        play.by_hand = false;
        play.account.hold("orders", held);
        play.written(unknown());
        play.says_scrolled(word);
        play.says_scrolled(&format!("{HELD}{UNTOLD}"));
    }
}

/// The review of a copy said whose it was, and nothing of what the copy had left out.
#[test]
fn a_review_of_copied_settings_says_what_the_copy_left_out() {
    const FROM: &str = "from the copy of orders:$LATEST without DestinationConfig.OnTimeout and NewRetryMode, which Lasso does not know";
    let mut play = grown("j enter c s j v");
    assert_eq!(play.place(), "review");
    play.says(FROM);
    // It says so as well where the draft was left, and edited.
    play.press("esc esc e backspace 0 ctrl-s");
    assert_eq!(play.place(), "review");
    play.says(&format!("{FROM}, edited since"));
    let play = Play::small(Account::furnished(), "j enter c s j v");
    assert_eq!(play.place(), "review");
    play.says("from the copy of orders:$LATEST in ");
}

/// On a wide terminal the form said "Lambda holds exactly this" above the body.
#[test]
fn a_form_without_changes_holds_exactly_this_only_where_nothing_else_is_held() {
    for (unknown_members, heading) in [
        (Vec::new(), "NOTHING TO SEND: Lambda holds exactly this"),
        (names(), "NOTHING TO SEND: Lambda holds this, and more"),
    ] {
        let mut account = Account::furnished();
        account.unknown_members = unknown_members;
        let mut play = Play::small(account, "j enter enter");
        play.resize(120, 40);
        play.says(heading);
    }
}
