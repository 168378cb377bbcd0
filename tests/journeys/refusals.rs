//! Lambda says no: for now, or for good. Its words are shown, and what was typed is kept.

use lambda_lasso::simulator::{Fate, Fault, Faults, Operation, Refusal};
use serde_json::json;

use super::world::{PUT, World};

const ARN: &str = "arn:aws:lambda:eu-west-1:123456789012:function:notify-push:live";

#[test]
fn a_put_that_is_refused_for_now_is_checked_and_sent_again() {
    for (fault, status) in [
        (Fault::throttled(1), 429),
        (Fault::concurrent_update(ARN), 409),
    ] {
        let world = World::demo();
        world.plan(PUT, fault);
        let mut lasso = world.open("notify-push:live");
        lasso.review([Some("1"), None, None, None]);
        lasso.send();
        lasso.sees("DONE PUT notify-push:live");
        lasso.sees("2 tries");
        assert_eq!(
            world.fates(PUT),
            [Fate::Answered(status), Fate::Answered(200)]
        );
        let sent = json!({"MaximumRetryAttempts": 1, "MaximumEventAgeInSeconds": 300});
        assert_eq!(world.held("notify-push", "live"), Some(sent));
        let left = lasso.leave("ctrl-c");
        assert_eq!(left.said.matches("DONE PUT").count(), 1, "{}", left.said);
        assert_eq!(left.status, 0);
    }
}

#[test]
fn settings_that_change_between_two_tries_are_not_overwritten() {
    let world = World::demo();
    world.plan(PUT, Fault::throttled(1));
    let mut lasso = world.open("notify-push:live");
    lasso.review([Some("1"), None, None, None]);
    lasso.send();
    lasso.sees("Not now, after 1 try");
    let theirs = json!({"MaximumRetryAttempts": 2});
    world.somebody_sets("notify-push", "live", Some(theirs.clone()));
    lasso.sees("NOT SENT Somebody changed notify-push:live");
    assert_eq!(world.fates(PUT), [Fate::Answered(429)]);
    assert_eq!(world.held("notify-push", "live"), Some(theirs));
}

#[test]
fn a_target_that_lambda_refuses_is_told_in_its_words_beside_the_field() {
    let world = World::demo();
    let mut lasso = world.open("notify-push:live");
    let gone = "arn:aws:lambda:eu-west-1:123456789012:function:nobody";
    lasso.review([None, None, None, Some(gone)]);
    lasso.send();
    lasso.sees("REFUSED Nothing changed.");
    let words = format!("InvalidParameterValueException: The destination ARN {gone} is invalid.");
    lasso.sees(&words);
    lasso.sees("Your draft is kept. Enter goes back to it");
    assert_eq!(world.fates(PUT), [Fate::Answered(400)]);

    lasso.press("enter", "EDIT notify-push:live");
    lasso.sees(&format!("The destination ARN {gone} is invalid."));
    lasso.sees(&format!("[{gone}"));
    let left = lasso.leave("ctrl-c");
    assert_eq!(left.status, 0);
    assert!(left.said.contains("REFUSED PUT"), "{}", left.said);
    assert!(
        left.said
            .contains("Draft of notify-push:live, refused by Lambda"),
        "{}",
        left.said
    );
}

#[test]
fn an_account_that_sts_does_not_tell_is_replaced_by_the_name_of_the_function() {
    let world = World::demo();
    let faults = world.simulator.faults();
    let denied = Refusal::new(403, "AccessDenied", "You may not ask.");
    faults.add(
        Operation::GetCallerIdentity,
        Fault::Refuse(denied),
        Faults::ALWAYS,
    );
    let mut lasso = world.open("notify-push:live");
    lasso.sees("account unknown eu-west-1");
    lasso.review([Some("1"), None, None, None]);
    lasso.send_by_word("notify-push");
    lasso.sees("DONE PUT notify-push:live");
    assert_eq!(world.fates(PUT), [Fate::Answered(200)]);
}

/// Of requests without a signature it was said that the credentials had changed between two of them, so that nothing was ever sent.
#[test]
fn requests_without_a_signature_are_all_made_by_the_same_nobody() {
    let world = World::demo();
    let mut lasso = world.enter(&["--no-sign-request", "notify-push:live"]);
    lasso.until("settings", |lasso| {
        lasso.selected().is_some_and(|row| row.contains(" 5m "))
    });
    lasso.review([Some("1"), None, None, None]);
    lasso.send_by_word("notify-push");
    lasso.sees("DONE PUT notify-push:live");
    assert_eq!(world.fates(PUT), [Fate::Answered(200)]);
}
