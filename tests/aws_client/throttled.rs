//! What throttling makes of the pace of reads, and whose throttling it is.

use lambda_lasso::domain::call::Query;
use lambda_lasso::domain::failure::FailureKind;
use lambda_lasso::simulator::{Fault, Faults, Operation};

use crate::support::*;

#[tokio::test]
async fn throttling_slows_the_pace_down() {
    let world = world().await;
    let pace = world.client.pace();
    assert!(!pace.borrow().is_slowed());
    let throttled = Fault::throttled(0);
    world
        .simulator
        .faults()
        .add(Operation::ListFunctions, throttled, 1);
    let answer = ask(&world.client, Query::Functions { marker: None }).await;
    assert!(answer.is_ok());
    assert!(pace.borrow().is_slowed());
}

/// STS's throttling slowed the reads of Lambda down and was told as Lambda's.
#[tokio::test]
async fn what_sts_throttles_is_no_matter_of_lambda() {
    let world = world().await;
    world.simulator.faults().add(
        Operation::GetCallerIdentity,
        Fault::throttled(7),
        Faults::ALWAYS,
    );
    let failure = ask(&world.client, Query::Identity).await.unwrap_err();
    assert_eq!(failure.kind, FailureKind::Throttled);
    assert_eq!(
        failure.sentence,
        "AWS throttles this account's requests to STS."
    );
    let pace = *world.client.pace().borrow();
    assert!(!pace.is_slowed(), "{pace:?}");
    assert_eq!(pace.held_seconds, 0);
}
