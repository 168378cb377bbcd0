//! Leaving while something is on its way: the terminal comes back at once, and no write is forgotten.

use std::time::Duration;

use lambda_lasso::simulator::{Fate, Fault};
use serde_json::json;

use super::world::{PUT, World};

/// Longer than it takes to press a key, shorter than Lasso waits.
const SLOW: Duration = Duration::from_secs(2);

#[test]
fn quitting_during_a_put_waits_for_its_answer_and_tells_it() {
    let world = World::demo();
    world.plan(PUT, Fault::DelayBefore(SLOW));
    let mut lasso = world.open("notify-push:live");
    lasso.review([Some("1"), None, None, None]);
    lasso.send();
    lasso.sees("PUT is on its way: waiting for Lambda's answer");
    lasso.press("q", "s), then Lasso quits.");
    let left = lasso.end();
    assert_eq!(left.status, 0);
    assert!(left.said.contains("DONE PUT"), "{}", left.said);
    assert_eq!(world.fates(PUT), [Fate::Answered(200)]);
    let sent = json!({"MaximumRetryAttempts": 1, "MaximumEventAgeInSeconds": 300});
    assert_eq!(world.held("notify-push", "live"), Some(sent));
}

#[test]
fn a_put_that_is_never_answered_does_not_keep_anybody_who_asks_twice() {
    let world = World::demo();
    world.plan(PUT, Fault::SilentAfter);
    let mut lasso = world.open("notify-push:live");
    lasso.review([Some("1"), None, None, None]);
    lasso.send();
    lasso.until("the request", |_| world.fates(PUT) == [Fate::Silent]);
    lasso.press("ctrl-c", "Ctrl-C again ends at once");
    let left = lasso.leave("ctrl-c");
    assert_eq!(left.status, 1);
    assert!(left.said.contains("UNKNOWN PUT"), "{}", left.said);
    assert_eq!(world.fates(PUT), [Fate::Silent]);
}

#[test]
fn drafts_are_printed_as_commands_before_the_program_ends() {
    let world = World::demo();
    let mut lasso = world.open("notify-push:live");
    lasso.press("enter", "EDIT");
    lasso.fill([Some("1"), None, None, None]);
    lasso.press("esc", "*live");
    lasso.press("esc", "Functions 42");
    lasso.press("q", "Quit, and print what would be sent?");
    lasso.press("y", "y_");
    let left = lasso.leave("enter");
    assert_eq!(left.status, 0);
    let url = world.simulator.url();
    let command = format!(
        "aws lambda put-function-event-invoke-config --region eu-west-1 --endpoint-url {url} --function-name notify-push --qualifier live --maximum-retry-attempts 1 --maximum-event-age-in-seconds 300"
    );
    assert!(left.said.contains(&command), "{}", left.said);
    assert_eq!(world.fates(PUT), []);
}
