//! What happens between the form and the outcome: somebody else changes the settings, or what the review rests on.

use std::io::{Read, Write};
use std::net::TcpStream;

use lambda_lasso::simulator::{Change, Fate, Fault, Operation};
use serde_json::{Value, json};

use super::rows::side_by_side;
use super::world::{DELETE, PUT, World};

const FUNCTION: &str = "notify-push";
const QUALIFIER: &str = "live";
const SETTINGS: Operation = Operation::GetFunctionEventInvokeConfig;

fn mine() -> Value {
    json!({"MaximumRetryAttempts": 1, "MaximumEventAgeInSeconds": 300})
}

fn theirs() -> Value {
    json!({"MaximumRetryAttempts": 2, "MaximumEventAgeInSeconds": 900})
}

/// A moment between the form and the outcome.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Moment {
    FormOpen,
    ReviewOpen,
    SettingsChecked,
    PutStored,
    PutLost,
    PutWithoutAnswer,
}

/// Somebody else changes the settings at a moment: what the screen says, what the service holds, and how many writes reached it.
const MOMENTS: [(Moment, &str, bool, usize); 6] = [
    (
        Moment::FormOpen,
        "NOT SENT Somebody changed notify-push:live",
        false,
        0,
    ),
    (
        Moment::ReviewOpen,
        "NOT SENT Somebody changed notify-push:live",
        false,
        0,
    ),
    (
        Moment::SettingsChecked,
        "DONE PUT notify-push:live",
        true,
        1,
    ),
    (Moment::PutStored, "DONE PUT notify-push:live", false, 1),
    (
        Moment::PutLost,
        "neither the old settings nor what was sent",
        false,
        1,
    ),
    (
        Moment::PutWithoutAnswer,
        "neither the old settings nor what was sent",
        false,
        1,
    ),
];

fn somebody_changes(moment: Moment, said: &str, mine_is_held: bool, writes: usize) {
    let world = World::demo();
    let change = Change {
        function: FUNCTION.to_owned(),
        qualifier: QUALIFIER.to_owned(),
        settings: Some(theirs()),
    };
    let meanwhile = || Fault::ChangedAfter(change.clone());
    let mut lasso = world.open("notify-push:live");
    if moment == Moment::FormOpen {
        lasso.press("enter", "EDIT");
        world.somebody_sets(FUNCTION, QUALIFIER, Some(theirs()));
        lasso.fill([Some("1"), None, None, None]);
        lasso.press("enter", "REVIEW");
    } else {
        lasso.review([Some("1"), None, None, None]);
    }
    match moment {
        Moment::FormOpen => {}
        Moment::ReviewOpen => world.somebody_sets(FUNCTION, QUALIFIER, Some(theirs())),
        Moment::SettingsChecked => world.plan(SETTINGS, meanwhile()),
        Moment::PutStored => world.plan(PUT, meanwhile()),
        Moment::PutLost => world.plan(PUT, Fault::SilentBefore),
        Moment::PutWithoutAnswer => world.plan(PUT, Fault::SilentAfter),
    }
    lasso.send();
    if matches!(moment, Moment::PutLost | Moment::PutWithoutAnswer) {
        lasso.until("the request", |_| world.fates(PUT) == [Fate::Silent]);
        world.somebody_sets(FUNCTION, QUALIFIER, Some(theirs()));
    }
    lasso.sees(said);
    assert_eq!(world.fates(PUT).len(), writes, "{}", lasso.text());
    let held = if mine_is_held { mine() } else { theirs() };
    assert_eq!(world.held(FUNCTION, QUALIFIER), Some(held));
}

#[test]
fn a_change_by_somebody_else_is_seen_at_every_moment_but_that_of_the_put() {
    let rows = MOMENTS.map(|row| (format!("{:?}", row.0), row));
    side_by_side(rows, |(moment, said, mine_is_held, writes)| {
        somebody_changes(moment, said, mine_is_held, writes);
    });
}

/// Changes something of a function at once, as somebody else would.
fn somebody_configures(world: &World, path: &str, body: &Value) {
    somebody_asks(world, "PUT", path, &body.to_string());
}

fn somebody_asks(world: &World, method: &str, path: &str, body: &str) {
    let mut connection = TcpStream::connect(world.simulator.address()).unwrap();
    let head = format!("{method} /2015-03-31/functions/{path} HTTP/1.1\r\nHost: lambda");
    let length = body.len();
    write!(
        connection,
        "{head}\r\nConnection: close\r\nContent-Length: {length}\r\n\r\n{body}"
    )
    .unwrap();
    let mut answer = String::new();
    connection.read_to_string(&mut answer).unwrap();
    assert!(answer.starts_with("HTTP/1.1 2"), "{answer}");
}

/// A removal was reviewed with the words "the event goes to dead-letter queue", which was removed before Enter: DONE, and failed events
/// were dropped without the word that this asks for.
#[test]
fn a_dead_letter_queue_that_somebody_removes_is_noticed_before_a_reset_is_sent() {
    const ERASURE: &str = "customers-erasure-request";
    let world = World::demo();
    let before = world.held(ERASURE, "$LATEST");
    let mut lasso = world.open(ERASURE);
    // What was read only after the change is what the review rests on; `$LATEST` is among the versions, too.
    lasso.until("both descriptions", |_| {
        let reads = [
            Operation::GetFunctionConfiguration,
            Operation::ListVersionsByFunction,
        ];
        reads
            .into_iter()
            .all(|read| world.simulator.count(read) > 0)
    });
    lasso.press("X", "REVIEW DELETE");
    lasso.sees("goes to dead-letter queue customers-erasure-dlq");
    let none = json!({"DeadLetterConfig": {"TargetArn": ""}});
    somebody_configures(&world, &format!("{ERASURE}/configuration"), &none);
    lasso.send();
    lasso.sees("NOT SENT What the review rests on moved meanwhile: dead-letter queue customers-erasure-dlq -> none.");
    assert_eq!(world.fates(DELETE), []);
    assert_eq!(world.held(ERASURE, "$LATEST"), before);
    lasso.press("enter", "REVIEW DELETE");
    lasso.sees("Failed events will be DROPPED from now on.");
    lasso.send_by_word("reset");
    lasso.sees("DONE DELETE customers-erasure-request:$LATEST");
    lasso.press("enter", "DLQ none");
}

/// The version was read again, and the write went out under words that were another version's.
#[test]
fn an_alias_that_somebody_points_elsewhere_is_noticed_before_anything_is_sent() {
    let world = World::demo();
    let mut lasso = world.open("orders-confirm:live");
    // What was read only after the change is what the review rests on.
    lasso.until("routes", |lasso| {
        lasso.selected().is_some_and(|row| row.contains(" 11 "))
    });
    lasso.review([Some("2"), None, None, None]);
    let other = json!({"FunctionVersion": "12"});
    somebody_configures(&world, "orders-confirm/aliases/live", &other);
    lasso.send();
    lasso.sees("NOT SENT What the review rests on moved meanwhile: routes to 11 -> 12");
    assert_eq!(world.fates(PUT), []);
    lasso.press("r", "REVIEW PUT");
    lasso.send();
    lasso.sees("DONE PUT orders-confirm:live");
}

/// A review whose alias went away and was made again told it as gone for ever, and each Enter came to NOT SENT, without anything moving.
#[test]
fn an_alias_that_somebody_removes_and_makes_again_is_written_to_once_its_review_was_read() {
    const ALIASES: &str = "orders-confirm/aliases";
    let world = World::demo();
    let mut lasso = world.open("orders-confirm:live");
    lasso.until("routes", |lasso| {
        lasso.selected().is_some_and(|row| row.contains(" 11 "))
    });
    lasso.review([Some("2"), None, None, None]);
    somebody_asks(&world, "DELETE", &format!("{ALIASES}/live"), "");
    lasso.send();
    lasso.sees("NOT SENT orders-confirm has no live any more");
    let again = json!({"Name": "live", "FunctionVersion": "11"}).to_string();
    somebody_asks(&world, "POST", ALIASES, &again);
    lasso.press("r", "REVIEW PUT");
    lasso.sees("A failed event is tried");
    assert!(!lasso.text().contains("is gone"), "{}", lasso.text());
    lasso.send();
    lasso.sees("DONE PUT orders-confirm:live");
}
