//! What Lasso is for: settings are changed and removed, and what was sent is what the review showed.

use lambda_lasso::simulator::Fate;
use serde_json::{Value, json};

use super::world::{DELETE, PUT, World};

const QUEUE: &str = "arn:aws:sqs:eu-west-1:123456789012:payments-failed";

#[test]
fn a_failure_queue_is_set_on_an_alias_and_the_service_holds_what_the_review_showed() {
    let world = World::demo();
    let mut lasso = world.enter(&[]);
    lasso.sees("Functions 42");
    lasso.press("/", "Enter keep");
    lasso.types("payments-capture");
    lasso.press("enter", "Functions 1 of 42");
    lasso.press("enter", "QUALIFIER ROUTES TO");
    lasso.sees("! live drops every event it gives up.");
    lasso.select("live");
    lasso.review([Some("0"), Some("1h30m"), None, Some(QUEUE)]);
    lasso.press("2", "exactly what is sent");
    let shown = body_on(&lasso.rows());
    lasso.press("1", "In words");
    lasso.send();
    lasso.sees("DONE PUT payments-capture:live in 123456789012 eu-west-1 was accepted");
    lasso.sees("Lambda answered that it now holds exactly what was sent");

    let sent = json!({
        "DestinationConfig": {"OnFailure": {"Destination": QUEUE}},
        "MaximumEventAgeInSeconds": 5400,
        "MaximumRetryAttempts": 0,
    });
    assert_eq!(shown, sent);
    assert_eq!(world.held("payments-capture", "live"), Some(sent));
    assert_eq!(world.fates(PUT), [Fate::Answered(200)]);

    lasso.press("enter", "live 12 90%, 13 10% 0 1h30m sqs payments-failed");
    lasso.press("esc", "Functions 1 of 42");
    let left = lasso.leave("q");
    assert_eq!(left.status, 0);
    let line =
        "Z DONE PUT arn:aws:lambda:eu-west-1:123456789012:function:payments-capture:live request ";
    assert!(left.said.contains(line), "{}", left.said);
    assert!(!left.said.contains("Draft"), "{}", left.said);
}

/// The JSON that stands on the rows of a screen.
fn body_on(rows: &[String]) -> Value {
    let lines = rows.iter().map(|row| row.trim());
    let body: String = lines
        .skip_while(|row| *row != "{")
        .take_while(|row| !row.contains("indented"))
        .collect();
    serde_json::from_str(&body).unwrap()
}

#[test]
fn a_configuration_is_removed_once_the_word_is_typed() {
    let world = World::demo();
    let mut lasso = world.open("payments-settle:live");
    lasso.press(
        "X",
        "REVIEW DELETE removes ALL settings of payments-settle:live",
    );
    lasso.send_by_word("reset");
    lasso.sees("DONE DELETE payments-settle:live");
    assert_eq!(world.held("payments-settle", "live"), None);
    assert!(world.held("payments-settle", "$LATEST").is_some());
    assert_eq!(world.fates(DELETE), [Fate::Answered(204)]);
    assert_eq!(world.fates(PUT), []);
    lasso.press("enter", "live 2 (2) (6h) ! dropped");
}

#[test]
fn what_a_deleted_alias_left_behind_is_removed() {
    let world = World::demo();
    let mut lasso = world.open("payments-capture");
    lasso.sees("beta gone");
    lasso.select("beta");
    lasso.press(
        "X",
        "REVIEW DELETE removes ALL settings of payments-capture:beta",
    );
    lasso.send_by_word("reset");
    lasso.sees("DONE DELETE payments-capture:beta");
    assert_eq!(world.held("payments-capture", "beta"), None);
    assert_eq!(world.fates(DELETE), [Fate::Answered(204)]);
    lasso.press("enter", "QUALIFIER ROUTES TO");
    lasso.until("no row of beta", |lasso| !lasso.text().contains("gone"));
}

#[test]
fn a_form_with_nothing_set_is_sent_as_a_deletion() {
    let world = World::demo();
    let mut lasso = world.open("notify-push:live");
    lasso.review([Some(""), Some(""), Some(""), Some("")]);
    lasso.sees("REVIEW DELETE removes ALL settings of notify-push:live");
    lasso.send();
    lasso.sees("DONE DELETE notify-push:live");
    assert_eq!(world.held("notify-push", "live"), None);
    assert_eq!(world.fates(DELETE), [Fate::Answered(204)]);
    assert_eq!(world.fates(PUT), []);
}

#[test]
fn read_only_shows_the_review_and_sends_nothing() {
    let world = World::demo();
    let mut lasso = world.enter(&["--read-only", "payments-settle:live"]);
    lasso.sees("READ-ONLY");
    lasso.until("settings", |lasso| {
        lasso.selected().is_some_and(|row| row.contains("2h"))
    });
    lasso.review([Some("0"), None, None, None]);
    lasso.press(
        "y",
        "READ-ONLY (--read-only): this can't be sent from here.",
    );
    assert_eq!(lasso.leave("ctrl-c").status, 0);
    assert_eq!(world.fates(PUT), []);
}
