//! The world moves between the review and the send line: nothing is sent, nothing typed is lost.

use std::time::Duration;

use lambda_lasso::simulator::{Fate, Fault, Operation};
use serde_json::json;

use super::world::{PUT, World};

/// Longer than what was read is taken for new.
const SLOW: Duration = Duration::from_secs(2);

const FIFO: &str = "arn:aws:sqs:eu-west-1:123456789012:payments.fifo";

#[test]
fn settings_that_somebody_else_changed_are_not_overwritten_before_each_row_is_decided() {
    let world = World::demo();
    let mut lasso = world.open("notify-push:live");
    lasso.review([Some("1"), Some("1h"), None, None]);
    let theirs = json!({"MaximumRetryAttempts": 0, "MaximumEventAgeInSeconds": 900});
    world.somebody_sets("notify-push", "live", Some(theirs.clone()));
    lasso.send();
    lasso.sees("NOT SENT Somebody changed notify-push:live");
    assert_eq!(world.fates(PUT), []);
    assert_eq!(world.held("notify-push", "live"), Some(theirs));

    lasso.sees("FIELD WHEN OPENED THEIRS NOW YOURS TAKE");
    lasso.sees("Maximum event age 5m 15m 1h choose!");
    lasso.press("enter", "A row is not decided");
    lasso.press("M", "Maximum event age 5m 15m 1h yours");
    lasso.press(
        "enter",
        "REVIEW PUT replaces ALL settings of notify-push:live",
    );
    lasso.sees("changed Maximum event age 15m -> 1h");
    lasso.send();
    lasso.sees("DONE PUT notify-push:live");
    let mine = json!({"MaximumRetryAttempts": 1, "MaximumEventAgeInSeconds": 3600});
    assert_eq!(world.held("notify-push", "live"), Some(mine));
    assert_eq!(world.fates(PUT), [Fate::Answered(200)]);
}

#[test]
fn what_somebody_else_set_and_lasso_refuses_is_sent_again_with_a_warning_when_it_is_taken() {
    let world = World::demo();
    let mut lasso = world.open("notify-push:live");
    lasso.review([
        Some("1"),
        None,
        None,
        Some("arn:aws:sqs:eu-west-1:123456789012:payments-failed"),
    ]);
    let theirs = json!({
        "MaximumRetryAttempts": 2,
        "DestinationConfig": {"OnFailure": {"Destination": FIFO}},
    });
    world.somebody_sets("notify-push", "live", Some(theirs));
    lasso.send();
    lasso.sees("NOT SENT Somebody changed notify-push:live");
    lasso.press(
        "T",
        "On failure (none) sqs payments.fifo sqs payments-failed theirs",
    );
    lasso.press("m", "yours");
    lasso.press("enter", "REVIEW PUT replaces ALL settings");
    lasso.sees("On failure is sent again as Lambda holds it");
    assert_eq!(world.fates(PUT), []);
}

#[test]
fn exactly_what_somebody_else_set_meanwhile_is_not_sent_again() {
    let world = World::demo();
    let mut lasso = world.open("notify-push:live");
    lasso.review([Some("1"), None, None, None]);
    let same = json!({"MaximumRetryAttempts": 1, "MaximumEventAgeInSeconds": 300});
    world.somebody_sets("notify-push", "live", Some(same));
    lasso.send();
    lasso.sees("NOT SENT");
    lasso.sees("Somebody set exactly this");
    assert_eq!(world.fates(PUT), []);
}

#[test]
fn a_configuration_that_was_removed_meanwhile_is_sent_only_after_a_new_review() {
    let world = World::demo();
    let mut lasso = world.open("notify-push:live");
    lasso.review([Some("1"), None, None, None]);
    world.somebody_sets("notify-push", "live", None);
    lasso.send();
    lasso.sees("NOT SENT The configuration was removed after you opened it");
    assert_eq!(world.fates(PUT), []);
    lasso.press("M", "Maximum retry attempts 0 (2) 1 yours");
    lasso.press("enter", "no configuration of its own");
    lasso.send();
    lasso.sees("DONE PUT notify-push:live");
    let mine = json!({"MaximumRetryAttempts": 1, "MaximumEventAgeInSeconds": 300});
    assert_eq!(world.held("notify-push", "live"), Some(mine));
}

#[test]
fn credentials_that_belong_to_another_account_by_now_send_nothing() {
    let world = World::demo();
    let mut lasso = world.open("notify-push:live");
    lasso.review([Some("1"), None, None, None]);
    let caller = "arn:aws:sts::210987654321:assumed-role/OnCall/demo";
    world.simulator.faults().answer_as("210987654321", caller);
    lasso.send();
    lasso.sees(
        "NOT SENT The credentials are now account 210987654321; this was read from 123456789012",
    );
    assert_eq!(world.fates(PUT), []);
    // What was read of the former account is closed; its draft is kept.
    lasso.press("enter", "Functions 42");
    lasso.sees("210987654321 eu-west-1");
    let left = lasso.leave("ctrl-c");
    assert!(
        left.said
            .contains("Draft of 123456789012:notify-push:live, not sent"),
        "{}",
        left.said
    );
    assert_eq!(left.status, 0);
}

/// The check read the settings and waited for STS: what a colleague set meanwhile was overwritten, and told as read just before.
#[test]
fn a_change_while_sts_is_slow_to_answer_is_not_overwritten() {
    let world = World::demo();
    let mut lasso = world.open("notify-push:live");
    lasso.review([Some("1"), None, None, None]);
    lasso.until("an idle program", |lasso| {
        lasso.text().contains(" 0 in flight")
    });
    world.plan(Operation::GetCallerIdentity, Fault::DelayBefore(SLOW));
    let check = Operation::GetFunctionEventInvokeConfig;
    let before = world.simulator.count(check);
    lasso.send();
    lasso.until("the reading of the check", |_| {
        world.fates(check).get(before) == Some(&Fate::Answered(200))
    });
    let theirs = json!({"MaximumRetryAttempts": 2});
    world.somebody_sets("notify-push", "live", Some(theirs.clone()));
    lasso.sees("NOT SENT Somebody changed notify-push:live");
    assert_eq!(world.simulator.count(check), before + 2);
    assert_eq!(world.fates(PUT), []);
    assert_eq!(world.held("notify-push", "live"), Some(theirs));
}

#[test]
fn a_change_in_the_instant_between_check_and_put_is_overwritten_as_the_review_says() {
    let world = World::demo();
    world.plan(PUT, Fault::DelayBefore(SLOW));
    let mut lasso = world.open("notify-push:live");
    lasso.review([Some("1"), None, None, None]);
    lasso.sees("Lambda has no lock: a change made in that same instant is overwritten.");
    lasso.send();
    lasso.until("the Put", |_| world.fates(PUT) == [Fate::Arrived]);
    let theirs = json!({"MaximumRetryAttempts": 2});
    world.somebody_sets("notify-push", "live", Some(theirs));
    lasso.sees("DONE PUT notify-push:live");
    let mine = json!({"MaximumRetryAttempts": 1, "MaximumEventAgeInSeconds": 300});
    assert_eq!(world.held("notify-push", "live"), Some(mine));
}
