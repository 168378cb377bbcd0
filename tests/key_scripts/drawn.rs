//! What the screens say of what was read, of what was not, and of what is old: looked at as text, cell by cell.

use jiff::SignedDuration;
use lambda_lasso::app::message::{Message, Size};
use lambda_lasso::domain::call::Outcome;
use lambda_lasso::domain::failure::{FailureKind, Operation};

use super::account::Account;
use super::play::{Play, start};
use super::values::{exchange, facts, failure, key};

/// The smallest terminal.
const NARROW: Size = Size {
    columns: 60,
    rows: 16,
};

/// A screen of `orders` whose `$LATEST` has a failure queue gave the all-clear while nobody knew which aliases there are.
#[test]
fn the_all_clear_is_not_given_before_the_aliases_were_read() {
    let mut account = Account::furnished();
    account.refuse(Operation::ListAliases, FailureKind::AccessDenied);
    let mut play = Play::with(start(), account);
    for keys in ["j", "enter"] {
        play.press(keys);
        assert_eq!(play.rows_with("a place for given-up events"), [""; 0]);
        assert_eq!(play.rows_with("? Aliases could not be read").len(), 1);
    }
    let mut play = Play::begun();
    play.by_hand = true;
    play.press("g enter");
    assert_eq!(play.rows_with("a place for given-up events").len(), 1);
}

/// "Every qualifier names a place" stood above versions that drop the events of whoever calls them by number.
#[test]
fn the_all_clear_names_whom_it_is_for() {
    let mut account = Account::furnished();
    for function in &mut account.functions {
        function.versions = vec![1, 2];
    }
    let mut play = Play::with(start(), account);
    play.press("g enter");
    play.says("$LATEST names a place for given-up events. Not checked: that it exists");
    assert_eq!(play.rows_with("! dropped").len(), 2);
}

/// What was made after its list was read was called "gone", and its removal offered.
#[test]
fn a_qualifier_that_is_newer_than_its_list_is_not_called_gone() {
    let mut play = Play::begun();
    play.press("j enter esc");
    let orders = play.account.function_mut("orders").unwrap();
    orders.aliases.push(("beta", 12));
    orders.versions.push(13);
    play.account.hold("orders:beta", "0 1h - orders-failed");
    play.account.hold("orders:13", "0 1h - orders-failed");
    play.pass(SignedDuration::from_secs(61));
    play.by_hand = true;
    play.press("enter");
    play.answer_one();
    assert_eq!(play.rows_with("gone"), [""; 0]);
    assert_eq!(play.rows_with("not found so far").len(), 2);
    play.answer();
    assert_eq!(play.rows_with("not found so far"), [""; 0]);
    assert_eq!(play.rows_with("gone"), [""; 0]);
}

/// The list was read with the row in the explorer, the configurations later: nothing told that the list had to be read again.
#[test]
fn a_list_that_the_configurations_outran_is_read_again() {
    let mut play = Play::begun();
    play.press("j enter");
    play.account.hold("orders:beta", "0 1h - orders-failed");
    play.by_hand = true;
    play.press("r");
    let configurations = play.asked.pop_front().unwrap();
    play.answer();
    play.pass(SignedDuration::from_secs(1));
    let answer = play.account.answer(&configurations.query);
    play.answered(&configurations, answer);
    assert_eq!(play.open_reads(), ["aliases orders"]);
    assert_eq!(play.rows_with("gone"), [""; 0]);
    play.answer();
    let screen = play.screen();
    let rows: Vec<&str> = screen.lines().collect();
    let line = rows
        .iter()
        .position(|row| row.starts_with("  -- settings left behind by qualifiers that are gone"));
    let below = line.and_then(|line| rows.get(line + 1)).unwrap();
    assert!(
        below.starts_with("  beta") && below.contains("gone"),
        "{screen}"
    );
}

/// `lasso orders:nosuch` showed `$LATEST` selected, and `e` edited that.
#[test]
fn a_qualifier_that_is_missing_is_not_replaced_by_another() {
    let mut begin = start();
    begin.open = lambda_lasso::domain::function::FunctionAddress::parse("orders:nosuch").ok();
    let mut play = Play::unopened(begin, Account::furnished());
    play.by_hand = true;
    play.opened(1, Ok(facts()));
    play.answer_one();
    assert_eq!(play.place(), "");
    assert_eq!(
        play.rows_with("Looking for alias nosuch of orders ..")
            .len(),
        1
    );
    play.answer();
    play.by_hand = false;
    assert_eq!(play.rows_with("! orders has no alias nosuch.").len(), 1);
    for keys in ["e", "enter", "X"] {
        play.press(keys);
        assert_eq!(play.place(), "", "{keys}");
        assert!(play.notice().starts_with("! orders has no alias nosuch"));
    }
    play.press("j");
    assert_eq!(play.place(), "orders:$LATEST");
    play.press("j");
    assert_eq!(play.place(), "orders:live");
}

/// An alias took `$LATEST`'s dead-letter queue for its own in the list, and said "not read" in the form.
#[test]
fn a_dead_letter_queue_that_is_that_of_latest_is_said_to_be_so() {
    let mut account = Account::furnished();
    account.refuse(Operation::ListVersionsByFunction, FailureKind::AccessDenied);
    let payments = account.function_mut("payments").unwrap();
    payments.aliases.push(("live", 12));
    let mut play = Play::with(start(), account);
    play.press("G");
    assert_eq!(
        play.rows_with("Dead-letter queues as $LATEST has them")
            .len(),
        1
    );
    play.press("enter");
    assert_eq!(
        play.rows_with("Dead-letter queue as $LATEST has it"),
        [""; 0]
    );
    for keys in ["j", "e", "0 ctrl-s"] {
        play.press(keys);
        let screen = play.screen();
        assert!(
            screen.contains("Dead-letter queue as $LATEST has it"),
            "{screen}"
        );
        assert!(screen.contains("dead-letters"), "{screen}");
    }
}

/// `r` without the permission to read a function again turned timeout and queue, known from the listing, into `?`.
#[test]
fn what_was_known_outlives_a_refusal_and_is_marked() {
    let mut play = Play::begun();
    play.account.refuse(
        Operation::GetFunctionConfiguration,
        FailureKind::AccessDenied,
    );
    play.press("G enter r");
    let title = play.rows_with("timeout").remove(0);
    assert!(
        title.contains("timeout 3s ~") && title.contains("DLQ sqs dead-letters ~"),
        "{title}"
    );
    play.press("d");
    assert!(
        play.screen()
            .contains("GetFunctionConfiguration came to AccessDenied")
    );
}

#[test]
fn what_was_read_long_ago_is_marked() {
    let mut play = Play::begun();
    play.press("j enter");
    assert_eq!(play.rows_with("~"), [""; 0]);
    play.wake();
    let latest = play.rows_with("> $LATEST").remove(0);
    assert!(
        latest.contains("1 ~") && latest.contains("1h ~"),
        "{latest}"
    );
    assert!(latest.contains("sqs orders-failed ~"), "{latest}");
    play.press("r");
    assert_eq!(play.rows_with("~"), [""; 0]);
}

/// A function that left the listing while its screen was open left an empty screen whose keys did nothing.
#[test]
fn a_function_that_left_the_listing_says_so() {
    let mut play = Play::begun();
    play.by_hand = true;
    play.press("r j enter");
    play.account.remove("orders");
    play.answer();
    assert!(play.state.catalogue.get(&key("orders")).is_none());
    for keys in ["e", "X", "r"] {
        play.press(keys);
        assert!(play.notice().starts_with("This function is gone"), "{keys}");
        assert_eq!(
            play.rows_with(" This function is gone: the last").len(),
            2,
            "{keys}"
        );
    }
    play.press("esc");
    assert_eq!(play.place(), "list");
}

/// The column said `none` beside a version with settings of its own, and beside an orphan.
#[test]
fn other_qualifiers_shows_versions_with_settings_and_counts_orphans() {
    let mut account = Account::furnished();
    account.function_mut("invoices").unwrap().versions.push(7);
    account.hold("invoices:7", "0 1h - invoices-failed");
    account.hold("invoices:beta", "0 1h - invoices-failed");
    let mut play = Play::with(start(), account);
    assert!(
        play.rows_with("> invoices")
            .remove(0)
            .ends_with("7  1 orphan")
    );
    play.press("enter esc");
    assert!(
        play.rows_with("> invoices")
            .remove(0)
            .ends_with("7  1 orphan")
    );
}

/// The notice was one line, and lost its middle: of both warnings about the account the part that says what to do.
#[test]
fn a_notice_is_whole_on_three_lines() {
    let mut account = Account::furnished();
    account.caller = Err(failure(
        FailureKind::AccessDenied,
        Operation::GetCallerIdentity,
    ));
    let mut play = Play::unopened(start(), account);
    play.hear(Message::Resized(NARROW));
    play.opened(1, Ok(facts()));
    let screen = play.screen();
    let said: Vec<&str> = screen.lines().skip(13).map(str::trim).collect();
    let whole = said.join(" ");
    assert!(
        whole.starts_with("! Account unknown: GetCallerIdentity came"),
        "{screen}"
    );
    assert!(whole.contains("function's name. Enter open"), "{screen}");
    assert_eq!(play.rows_with("> invoices").len(), 1);
}

/// A line under a long notice counted as seen.
#[test]
fn what_a_notice_covers_was_not_seen() {
    let mut play = Play::begun();
    play.resize(60, 16);
    play.press("j enter enter backspace 0 ctrl-s");
    let seen = |play: &Play| play.state.review().unwrap().document.seen;
    assert_eq!(seen(&play), 10);
    let mut play = Play::begun();
    play.resize(60, 16);
    play.press("j enter enter backspace 0");
    play.hear(Message::Keys(vec![lambda_lasso::app::key::Key::control(
        's',
    )]));
    play.state.warn("word ".repeat(30));
    play.hear(Message::Drawn);
    assert_eq!(seen(&play), 8);
}

/// In a small terminal timeline, warnings and the button fell off the form, and AWS's refusal ended after two lines.
#[test]
fn every_line_of_the_form_can_be_reached() {
    let mut play = Play::sending();
    let mut refused = failure(
        FailureKind::InvalidRequest,
        Operation::PutFunctionEventInvokeConfig,
    );
    refused.message = Some(format!(
        "The destination {} is invalid. END",
        "ARN ".repeat(60)
    ));
    play.written(Outcome::Refused {
        failure: refused,
        exchange: exchange(400),
    });
    play.by_hand = false;
    play.resize(60, 16);
    play.press("enter");
    assert_eq!(play.place(), "form");
    assert_eq!(play.rows_with(" > On failure").len(), 1);
    assert_eq!(
        play.rows_with("is invalid. END").len(),
        1,
        "{}",
        play.screen()
    );
    assert_eq!(play.rows_with("below: Tab goes on").len(), 1);
    play.press("tab");
    for text in ["[ Review ]", "what happens to an event", "throttled"] {
        assert_eq!(play.rows_with(text).len(), 1, "{text}: {}", play.screen());
    }
    play.press("tab");
    assert_eq!(play.rows_with(" > Maximum retry attempts").len(), 1);
    assert_eq!(play.rows_with("more lines below").len(), 1);
}

/// Choosing between two versions wrote the text anew from its top: the selected row was off the screen.
#[test]
fn the_row_that_is_chosen_for_is_on_screen() {
    let mut play = Play::begun();
    play.resize(60, 16);
    play.press("j enter enter backspace 0 ctrl-s");
    play.press("y y");
    play.account.hold("orders", "2 2h - orders-failed");
    while play.place() == "review" {
        play.press("y");
    }
    play.press("enter");
    assert_eq!(play.place(), "drifted");
    for label in [
        "Maximum retry attempts",
        "Maximum event age",
        "On success",
        "On failure",
    ] {
        assert_eq!(
            play.rows_with(&format!("> {label}")).len(),
            1,
            "{}",
            play.screen()
        );
        play.press("m j");
    }
}

/// A long name pushed the reserved concurrency out of the title: "reserved conc…".
#[test]
fn the_facts_of_a_function_are_not_cut_for_its_name() {
    let mut account = Account::furnished();
    account.function_mut("invoices").unwrap().name = "i".repeat(60);
    let mut play = Play::with(start(), account);
    play.press("g enter");
    for columns in [120, 80, 60] {
        play.resize(columns, 24);
        let title = play.screen().lines().nth(1).unwrap().to_owned();
        assert!(title.contains("timeout 3s  reserved"), "{title}");
        assert!(title.trim_end().ends_with("none  DLQ none"), "{title}");
    }
}
