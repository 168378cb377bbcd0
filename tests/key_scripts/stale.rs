//! What is on screen after something else happened elsewhere: the newest that is known, and what is not known is said.

use jiff::SignedDuration;
use lambda_lasso::app::message::Size;
use lambda_lasso::app::remote::OLD_AFTER;
use lambda_lasso::app::state::Start;
use lambda_lasso::app::update::next_wake;
use lambda_lasso::domain::call::{Outcome, Query};
use lambda_lasso::domain::failure::{FailureKind, Operation};
use lambda_lasso::domain::words::time;

use super::account::Account;
use super::play::{Asked, Play, start};
use super::shown::end;
use super::values::{applied, exchange, facts, failure, refused, unknown};

/// On the screen of `orders`, whose settings for `beta` are left behind by an alias that is gone.
fn at_the_orphan() -> Play {
    let mut account = Account::furnished();
    account.hold("orders:beta", "1 2h - -");
    let play = Play::small(account, "j enter G");
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
    play.press("y enter");
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
    play.press("X");
    play.by_hand = true;
    play.send();
    play.written(refused(FailureKind::AccessDenied, 403));
    play.by_hand = false;
    play.press("enter");
    assert_eq!(play.place(), "orders:beta");
}

/// On the function screen again, after a write to `orders:$LATEST` whose answer never came.
fn after_unknown() -> Play {
    let mut play = Play::sending();
    play.by_hand = false;
    play.written(unknown());
    assert_eq!(play.place(), "unknown");
    play.press("esc");
    assert_eq!(play.place(), "orders:$LATEST");
    play
}

const TOLD: &str = "! A PUT of 08:00:00Z to this target has no known outcome: it can still arrive.";

/// Nothing but the outcome told of it: the row showed the old settings, and the form said that nothing was sent.
#[test]
fn a_write_whose_outcome_nobody_knows_is_told_wherever_its_target_is_shown() {
    let mut play = after_unknown();
    play.says("! A PUT of 08:00:00Z has no known outcome (read again at 08:00:0");
    assert_eq!(play.rows_with(">!$LATEST").len(), 1);
    play.press("e");
    play.says(TOLD);
    play.does_not_say("nothing is sent");
    play.press("ctrl-s");
    assert_eq!(play.place(), "review");
    play.says_scrolled(TOLD);
    play.press("esc esc esc");
    assert_eq!(play.place(), "list");
    assert_eq!(play.rows_with(">!orders").len(), 1, "{}", play.screen());
}

/// The row still showed what was read before the write, although the looks had read something newer.
#[test]
fn what_a_look_reads_is_what_is_shown() {
    let mut play = after_unknown();
    play.account.hold("orders", "2 2h - orders-elsewhere");
    play.wake();
    play.says("sqs orders-elsewhere");
    play.account.hold("orders", "0 1h - orders-failed");
    play.wake();
    assert!(
        play.notice().starts_with("Lambda holds what you sent"),
        "{}",
        play.notice()
    );
    play.says("sqs orders-failed");
    play.does_not_say("no known outcome");
    play.says("! A PUT of 08:00:00Z was found by reading");
    play.wake();
    play.does_not_say("found by reading");
}

/// Nobody could open or throw away what was typed for a qualifier that has no row any more.
#[test]
fn a_draft_whose_target_is_gone_has_a_row() {
    let mut play = at_the_orphan();
    play.press("e backspace 0 esc");
    play.account.hold("orders:beta", "");
    play.press("r");
    assert_eq!(play.place(), "orders:beta");
    assert_eq!(
        play.rows_with("gone             draft only").len(),
        1,
        "{}",
        play.screen()
    );
    play.says("Only your draft is left: there is no alias beta any more");
    play.press("X");
    assert!(
        play.notice().contains("nothing to remove"),
        "{}",
        play.notice()
    );
    play.press("e");
    assert_eq!(play.place(), "form");
    play.press("esc esc q");
    play.press("y");
    let (_, lines) = end(&play.effects("enter")).unwrap();
    assert!(
        lines.contains("Draft of orders:beta, not sent, its target is gone"),
        "{lines}"
    );
    let mut play = at_the_orphan();
    play.press("e backspace 0 esc");
    play.account.hold("orders:beta", "");
    play.press("r e ctrl-x y enter");
    assert!(play.state.drafts.is_empty());
    play.does_not_say("draft only");
}

/// Below the smallest size the screen says "60x16 needed" and nothing else, and every key still acted.
#[test]
fn keys_that_act_unseen_are_ignored() {
    let mut play = Play::reviewing();
    play.resize(59, 16);
    assert_eq!(play.press("y enter esc q"), Vec::<String>::new());
    assert_eq!(play.paste("arn"), Vec::<String>::new());
    assert_eq!(play.press("ctrl-l ctrl-z"), ["redraw", "suspend"]);
    play.says("60x16 needed");
    play.says("Ctrl-C leaves");
    play.resize(80, 24);
    assert_eq!(play.place(), "review");
    assert_eq!(
        play.notice(),
        "Ignored: 5 keys or pastes, while the terminal was too small to show anything."
    );
    play.press("esc");
    play.resize(59, 16);
    play.resize(80, 24);
    assert_eq!(play.notice(), "", "each is told once");
    // What is said meanwhile took the number of those before it away.
    play.resize(59, 16);
    play.press("y");
    play.state.say("Something was read.");
    play.press("y");
    play.resize(80, 24);
    assert_eq!(
        play.notice(),
        "Something was read. Ignored: 2 keys or pastes, while the terminal was too small to show anything."
    );
    play.resize(59, 16);
    assert_eq!(play.press("ctrl-c"), ["quit 0"]);
}

/// A slow line brings several typed keys in one read: the word was taken for a paste and the send line closed.
#[test]
fn a_word_that_comes_in_one_read_is_typed_and_not_sent() {
    for (reads, place) in [
        (&["r e s e t", "enter"][..], "checking"),
        (&["r e", "s e t", "enter"], "checking"),
        (&["r e s e t enter"], "asking"),
        (&["r e s e t enter", "enter"], "checking"),
        (&["r e s e", "t enter"], "asking"),
        (&["r e s e x"], "review"),
        (&["r e s e t t enter"], "review"),
    ] {
        let mut play = Play::begun();
        play.press("j enter enter tab tab tab ctrl-u ctrl-s y");
        assert_eq!(play.place(), "asking");
        play.says("Type reset to send");
        play.by_hand = true;
        for read in reads {
            play.burst(read);
        }
        assert_eq!(
            (play.place().as_str(), play.writes.len()),
            (place, 0),
            "{reads:?}"
        );
    }
}

/// What the form said of one key stood below the review that the next key of the same read had opened.
#[test]
fn a_notice_belongs_to_the_screen_that_it_was_said_on() {
    let mut play = Play::begun();
    play.press("j enter enter backspace 0 tab tab tab tab");
    play.burst("x ctrl-s");
    assert_eq!((play.place().as_str(), &*play.notice()), ("review", ""));
}

/// A question was asked without the keys that answer it.
#[test]
fn a_question_names_the_keys_that_answer_it() {
    let mut play = Play::begun();
    play.press("j enter enter backspace 0 ctrl-x");
    play.says("Throw the draft of orders:$LATEST away? Type y, then Enter: _");
    play.press("esc esc esc q");
    play.says("Quit, and print what would be sent? Type y, then Enter: _");
}

/// Keys were offered for a function that does not exist.
#[test]
fn nothing_is_offered_for_a_function_that_is_gone() {
    let mut play = Play::begun();
    play.press("j");
    play.account.remove("orders");
    play.press("enter r");
    play.says("r read again");
    for key in ["e edit", "X remove", "u undo"] {
        play.does_not_say(key);
    }
}

/// It was said that the answer never came, and below it when it came.
#[test]
fn an_answer_that_broke_off_is_not_said_to_be_missing() {
    let mut play = Play::sending();
    play.by_hand = false;
    play.account.hold("orders", "0 1h - orders-failed");
    let failure = failure(
        FailureKind::NoAnswer,
        Operation::PutFunctionEventInvokeConfig,
    );
    play.written(Outcome::Unknown {
        failure,
        exchange: exchange(200),
    });
    play.says("was found by reading; its answer broke off");
}

/// The destination that a removal ended was shortened to "sqs orders-failed".
#[test]
fn an_outcome_names_what_was_in_full() {
    let mut play = Play::begun();
    play.press("j enter X y r e s e t enter");
    assert_eq!(play.place(), "sending");
    play.written(applied("orders", ""));
    assert!(
        play.text()
            .contains("RESET was arn:aws:sqs:eu-west-1:123456789012:orders-failed"),
        "{}",
        play.text()
    );
}

/// The aliases of a function had been read before its configurations: that one of them is left behind was not said in the list, however
/// much room there was.
#[test]
fn the_list_tells_of_an_orphan_whichever_answer_comes_first() {
    let mut account = Account::furnished();
    account.hold("orders:beta", "1 2h - -");
    let size = Size {
        columns: 120,
        rows: 40,
    };
    let mut play = Play::unopened(Start { size, ..start() }, account);
    play.by_hand = true;
    play.opened(1, Ok(facts()));
    while !play.asked.is_empty() {
        let is_alias = |read: &Asked| matches!(read.query, Query::Aliases { .. });
        let next = play.asked.iter().position(is_alias).unwrap_or(0);
        let read = play.asked.remove(next).unwrap();
        let result = play.account.answer(&read.query);
        play.pass(SignedDuration::from_millis(50));
        play.answered(&read, result);
    }
    play.press("j");
    play.says("1 orphan: settings left behind by beta");
}

/// On a terminal of 160 columns, rows on the left of an opened function kept looking new until a key was pressed; on any wide one the
/// dead-letter queue did, which the listing had told.
#[test]
fn whatever_shows_its_age_is_drawn_again_when_it_becomes_old() {
    let old = OLD_AFTER + SignedDuration::from_millis(1);
    for (columns, keys, watched) in [
        (120, "", true),
        (120, "j enter", true),
        (120, "j enter enter", false),
        (160, "j enter enter", true),
        (160, "j enter enter backspace 0 ctrl-s", true),
        (160, "j enter ?", false),
    ] {
        let size = Size { columns, rows: 50 };
        let mut play = Play::with(Start { size, ..start() }, Account::furnished());
        let began = play.now;
        play.press(keys);
        let due = next_wake(&play.state).map(|due| due.duration_since(began));
        assert_eq!(due, watched.then_some(old), "{columns} {keys}");
    }
    // The rows are read again, the listing is not: what it told becomes old before them.
    let size = Size {
        columns: 160,
        rows: 50,
    };
    let mut play = Play::with(Start { size, ..start() }, Account::furnished());
    play.pass(SignedDuration::from_secs(60));
    play.by_hand = true;
    play.press("r");
    play.asked
        .retain(|read| !matches!(read.query, Query::Functions { .. }));
    play.answer();
    let began = start().at;
    let due = next_wake(&play.state).map(|due| due.duration_since(began));
    assert_eq!(due, Some(old));
}

#[test]
fn when_a_target_was_read_since_its_write_is_told_whoever_asked_for_it() {
    const NOT_KNOWN: &str = "! A PUT of 08:00:00Z has no known outcome";
    let mut play = Play::sending();
    play.written(unknown());
    play.press("esc");
    play.says(NOT_KNOWN);
    // What was read before the write is no reading since.
    play.does_not_say("read again at");
    play.by_hand = false;
    play.answer();
    for _ in 0..3 {
        play.wake();
    }
    play.press("j enter 0 ctrl-s");
    play.send();
    play.by_hand = false;
    play.pass(SignedDuration::from_secs(30));
    play.account.hold("orders:live", "0 - - -");
    play.written(applied("orders:live", "0 - - -"));
    let read_at = time(play.now);
    play.press("enter k");
    assert_eq!(play.place(), "orders:$LATEST");
    play.says(&format!("{NOT_KNOWN} (read again at {read_at})"));
}
