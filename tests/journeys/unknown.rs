//! The answer to a write is lost: nothing is guessed, nothing is sent twice, and the end of the program tells.

use lambda_lasso::simulator::{Fate, Fault};
use serde_json::json;

use super::world::{DELETE, PUT, World};

#[test]
fn a_put_that_arrived_without_an_answer_is_found_by_reading() {
    let world = World::demo();
    world.plan(PUT, Fault::CutAfter);
    let mut lasso = world.open("notify-push:live");
    lasso.review([Some("1"), None, None, None]);
    lasso.send();
    lasso.sees("Lambda holds what you sent");
    lasso.sees("DONE PUT notify-push:live");
    assert_eq!(world.fates(PUT), [Fate::Cut]);
    let sent = json!({"MaximumRetryAttempts": 1, "MaximumEventAgeInSeconds": 300});
    assert_eq!(world.held("notify-push", "live"), Some(sent));
    let left = lasso.leave("ctrl-c");
    assert_eq!(left.status, 1);
    assert!(left.said.contains("DONE PUT"), "{}", left.said);
    assert!(
        left.said.contains(
            "(no answer; found by reading, unless somebody set the same: then it can still arrive)"
        ),
        "{}",
        left.said
    );
}

#[test]
fn a_put_that_got_lost_stays_unknown_and_is_not_sent_again() {
    let world = World::demo();
    world.plan(PUT, Fault::CutBefore);
    let before = world.held("notify-push", "live");
    let mut lasso = world.open("notify-push:live");
    lasso.review([Some("1"), None, None, None]);
    lasso.send();
    lasso.sees("UNKNOWN PUT notify-push:live");
    lasso.sees("still the OLD settings. It can arrive late");
    assert_eq!(world.fates(PUT), [Fate::Cut]);
    assert_eq!(world.held("notify-push", "live"), before);
    let left = lasso.leave("ctrl-c");
    assert_eq!(left.status, 1);
    assert!(left.said.contains("UNKNOWN PUT"), "{}", left.said);
    assert!(
        left.said
            .contains("Draft of notify-push:live, sent with UNKNOWN outcome"),
        "{}",
        left.said
    );
    assert_eq!(world.fates(PUT), [Fate::Cut]);
}

#[test]
fn a_put_that_arrives_late_is_recognised_when_it_is_looked_for() {
    let world = World::demo();
    world.plan(PUT, Fault::CutBefore);
    let mut lasso = world.open("notify-push:live");
    lasso.review([Some("1"), None, None, None]);
    lasso.send();
    lasso.sees("still the OLD settings");
    let sent = json!({"MaximumRetryAttempts": 1, "MaximumEventAgeInSeconds": 300});
    world.somebody_sets("notify-push", "live", Some(sent));
    // Of a look that was on its way already, `r` is a second reading: then it is told what Lambda held.
    lasso.press("r", "was found by reading; its answer never came");
    assert_eq!(world.fates(PUT), [Fate::Cut]);
    assert_eq!(lasso.leave("ctrl-c").status, 1);
}

#[test]
fn a_gateway_that_answers_for_lambda_proves_nothing() {
    let world = World::demo();
    world.plan(PUT, Fault::html(502));
    let mut lasso = world.open("notify-push:live");
    lasso.review([Some("1"), None, None, None]);
    lasso.send();
    lasso.sees("UNKNOWN PUT notify-push:live");
    lasso.sees("still the OLD settings");
    assert_eq!(world.fates(PUT), [Fate::Answered(502)]);
}

/// A page with status 200 was taken for Lambda's yes to a DELETE: the removal was told as done, and the configuration was still there.
#[test]
fn a_gateway_that_says_yes_to_a_delete_in_lambdas_place_proves_nothing() {
    let world = World::demo();
    world.plan(DELETE, Fault::html(200));
    let before = world.held("notify-push", "live");
    let mut lasso = world.open("notify-push:live");
    lasso.press("X", "REVIEW DELETE");
    lasso.send();
    lasso.sees("UNKNOWN DELETE notify-push:live");
    lasso.sees("HTTP 200 is not what Lambda answers a DELETE with");
    lasso.sees("still the OLD settings");
    assert_eq!(world.fates(DELETE), [Fate::Answered(200)]);
    assert_eq!(world.held("notify-push", "live"), before);
    // It arrived after all, or somebody else removed it: the next reading tells.
    world.somebody_sets("notify-push", "live", None);
    lasso.press("r", "DONE DELETE notify-push:live");
    let left = lasso.leave("ctrl-c");
    let told = "(answered HTTP 200; found by reading";
    assert!(left.said.contains(told), "{}", left.said);
}

#[test]
fn a_deletion_without_an_answer_is_found_by_reading() {
    let world = World::demo();
    world.plan(DELETE, Fault::CutAfter);
    let mut lasso = world.open("notify-push:live");
    lasso.press("X", "REVIEW DELETE");
    lasso.send();
    lasso.sees("there is no configuration");
    assert_eq!(world.fates(DELETE), [Fate::Cut]);
    assert_eq!(world.held("notify-push", "live"), None);
}

/// The own write arrived over a later one of the same run, and was told as somebody's change; leaving told that the later one is held.
#[test]
fn an_own_put_that_arrives_over_a_later_one_is_not_told_as_somebodys() {
    let world = World::demo();
    world.plan(PUT, Fault::CutBefore);
    let mut lasso = world.open("notify-push:live");
    lasso.review([Some("1"), None, None, None]);
    lasso.send();
    lasso.sees("still the OLD settings");
    lasso.press("esc", "has no known outcome");
    lasso.review([Some("2"), None, None, None]);
    lasso.sees("to this target has no known outcome: it can still arrive");
    lasso.send();
    lasso.sees("DONE PUT notify-push:live");
    lasso.sees("it can still arrive over this one");
    let first = json!({"MaximumRetryAttempts": 1, "MaximumEventAgeInSeconds": 300});
    world.somebody_sets("notify-push", "live", Some(first));
    lasso.press(
        "r",
        "arriving late, or somebody changed it after your PUT of",
    );
    let left = lasso.leave("ctrl-c");
    assert_eq!(left.status, 1);
    assert!(
        left.said.contains("can still arrive over this"),
        "{}",
        left.said
    );
    assert!(left.said.contains("retries 2 -> 1."), "{}", left.said);
    assert_eq!(world.fates(PUT), [Fate::Cut, Fate::Answered(200)]);
}
