//! Reading accounts that are large, slow or not there: keys are answered all the while.

use std::collections::HashSet;
use std::net::{Ipv4Addr, TcpListener};
use std::time::Duration;

use lambda_lasso::simulator::{Account, Fault, Faults, LogLine, Operation};

use super::lasso::Lasso;
use super::world::World;

#[test]
fn a_thousand_functions_arrive_page_by_page_and_rows_on_screen_are_read_first() {
    let world = World::of(Account::with_functions(1_000));
    let mut lasso = world.enter(&[]);
    lasso.until("all functions", |lasso| {
        let text = lasso.text();
        text.contains("Functions 1,000 ") && !text.contains("so far")
    });
    let first = lasso.selected_name();
    lasso.press("G", "Functions 1,000");
    lasso.until("the last row", |lasso| {
        let read = lasso.selected().is_some_and(|row| !row.contains(" .. "));
        read && lasso.selected_name() != first
    });
    let last = lasso.selected_name().unwrap();
    lasso.press("g", "Functions 1,000");
    lasso.until("the first row", |lasso| lasso.selected_name() == first);
    lasso.press("/", "Enter keep");
    lasso.types(&last);
    lasso.press("enter", "of 1,000");
    lasso.until("the function", |lasso| {
        lasso.selected_name().as_ref() == Some(&last)
    });
    assert_eq!(lasso.leave("q").status, 0);

    let log = world.simulator.log();
    let pages = Operation::ListFunctions;
    let rows = Operation::ListFunctionEventInvokeConfigs;
    let asks = |operation| move |line: &&LogLine| line.operation == Some(operation);
    assert_eq!(log.iter().filter(asks(pages)).count(), 20);
    let read: HashSet<_> = log
        .iter()
        .filter(asks(rows))
        .map(|line| &line.function)
        .collect();
    assert!(
        read.len() < 300,
        "{} functions were read, few were seen",
        read.len()
    );
    let first_row = log.iter().position(|line| line.operation == Some(rows));
    let last_page = log.iter().rposition(|line| line.operation == Some(pages));
    assert!(first_row < last_page, "{first_row:?} {last_page:?}");
}

#[test]
fn keys_are_answered_while_a_page_of_functions_never_comes() {
    let world = World::of(Account::with_functions(100));
    let faults = world.simulator.faults();
    faults.add(
        Operation::ListFunctions,
        Fault::DelayAfter(Duration::ZERO),
        1,
    );
    faults.add(
        Operation::ListFunctions,
        Fault::SilentBefore,
        Faults::ALWAYS,
    );
    let mut lasso = world.enter(&[]);
    lasso.until("a row", |lasso| lasso.selected().is_some());
    lasso.until("the page that hangs", |_| {
        world.simulator.count(Operation::ListFunctions) == 2
    });
    let first = lasso.selected_name();
    lasso.press("j", "Enter open");
    lasso.until("the selection to move", |lasso| {
        lasso.selected_name() != first
    });
    lasso.press("/", "Enter keep");
    lasso.types("a");
    lasso.sees("of 50");
    assert_eq!(lasso.leave("ctrl-c").status, 0);
}

#[test]
fn keys_are_answered_while_nothing_is_answered_at_all() {
    let world = World::demo();
    let faults = world.simulator.faults();
    for operation in [Operation::ListFunctions, Operation::GetCallerIdentity] {
        faults.add(operation, Fault::SilentBefore, Faults::ALWAYS);
    }
    let mut lasso = world.enter(&[]);
    lasso.until("the request", |_| {
        world.simulator.count(Operation::ListFunctions) == 1
    });
    lasso.press("/", "Enter keep");
    lasso.types("pay");
    assert_eq!(lasso.leave("ctrl-c").status, 0);
}

/// Ten seconds went by without a word, and then the rows said that they could not be read.
#[test]
fn a_silence_is_told_after_five_seconds_and_escape_stops_waiting() {
    let world = World::demo();
    let faults = world.simulator.faults();
    faults.add(
        Operation::ListFunctionEventInvokeConfigs,
        Fault::SilentBefore,
        Faults::ALWAYS,
    );
    let mut lasso = world.enter(&["notify-push"]);
    lasso.sees("for 5 s (try 1 of 3). Keys work; Esc stops waiting.");
    lasso.press("j", "Esc stops waiting.");
    lasso.press("esc", "Stopped waiting: what was not read is marked ?.");
    lasso.sees("0 in flight");
    lasso.press("esc", "Functions 42");
    assert_eq!(lasso.leave("q").status, 0);
}

/// Reading became slower without a word.
#[test]
fn throttling_is_told_with_its_number_and_stays_in_the_header() {
    let world = World::demo();
    world.plan(Operation::ListAliases, Fault::throttled(0));
    let mut lasso = world.enter(&[]);
    lasso
        .sees("AWS throttles this account's Lambda API (15/s for everybody). Reading slower: 7/s.");
    lasso.sees("throttled 7/s");
    lasso.until("the full rate again", |lasso| {
        !lasso.text().contains("throttled 7/s")
    });
    assert_eq!(lasso.leave("q").status, 0);
}

#[test]
fn an_endpoint_where_nobody_listens_is_told_and_can_be_left() {
    // A port that was free a moment ago.
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    let address = listener.local_addr().unwrap();
    drop(listener);
    let mut lasso = Lasso::start(&format!("http://{address}"), &[]);
    lasso.sees("account unknown");
    lasso.sees("Connection refused");
    assert_eq!(lasso.leave("q").status, 0);
}

/// What was read of a function that the listing of the account does not show was dropped with the end of that listing.
#[test]
fn a_function_that_nobody_has_is_told_by_its_name() {
    let world = World::demo();
    let mut lasso = world.enter(&["nobody"]);
    lasso.sees("Lambda answers that there is no function nobody in this account and region.");
    lasso.press("esc", "Functions 4");
    assert_eq!(lasso.leave("q").status, 0);
}
