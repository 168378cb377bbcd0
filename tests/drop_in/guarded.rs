//! `--if-last-modified` where the service throttles the write behind it.

use lambda_lasso::simulator::{Change, Fault, Operation};
use serde_json::json;

use crate::beyond::{DELETE, PUT, Scene, UPDATE};

/// The time was read once, however often the write was sent: what somebody set between two of them was replaced without a word, with
/// status 0.
#[test]
fn a_throttled_write_is_sent_again_only_after_the_time_was_read_again() {
    let theirs = json!({"MaximumEventAgeInSeconds": 90, "LastModified": 1_790_602_999.5});
    for (line, write) in [
        (
            format!("{PUT} --maximum-retry-attempts 1"),
            Operation::PutFunctionEventInvokeConfig,
        ),
        (
            format!("{UPDATE} --maximum-retry-attempts 1"),
            Operation::UpdateFunctionEventInvokeConfig,
        ),
        (
            DELETE.to_owned(),
            Operation::DeleteFunctionEventInvokeConfig,
        ),
    ] {
        let scene = Scene::new();
        let simulator = &scene.world.simulator;
        let faults = simulator.faults();
        faults.add(write, Fault::throttled(1), 1);
        let meanwhile = Fault::ChangedAfter(Change {
            function: "image-resize".to_owned(),
            qualifier: "live".to_owned(),
            settings: Some(theirs.clone()),
        });
        faults.add(Operation::GetFunctionEventInvokeConfig, meanwhile, 1);
        let line =
            format!("{line} --function-name image-resize:live --if-last-modified 1790602620.1");
        let told = scene.run_again_up_to(2, &line);
        assert_eq!(told.status, 4, "{told:?}");
        assert_eq!(told.printed, "");
        assert!(
            told.told
                .starts_with("Not sent: LastModified of image-resize:live is "),
            "{told:?}"
        );
        assert_eq!(scene.writes(), 1, "{line}");
        let held = simulator.settings("eu-west-1", "image-resize", "live");
        assert_eq!(held.unwrap()["MaximumEventAgeInSeconds"], 90, "{line}");
    }
}

/// Where nobody changed anything, throttling keeps no guarded write from its end.
#[test]
fn a_throttled_write_is_sent_again_where_nobody_changed_anything() {
    let scene = Scene::new();
    let faults = scene.world.simulator.faults();
    let write = Operation::PutFunctionEventInvokeConfig;
    faults.add(write, Fault::throttled(1), 1);
    let told = scene.run_again_up_to(
        2,
        &format!(
            "{PUT} --maximum-retry-attempts 1 --function-name image-resize:live --if-last-modified 1790602620.1"
        ),
    );
    assert_eq!((told.status, told.told.as_str()), (0, ""), "{told:?}");
    let read = Operation::GetFunctionEventInvokeConfig;
    let simulator = &scene.world.simulator;
    assert_eq!((simulator.count(write), simulator.count(read)), (2, 2));
}
