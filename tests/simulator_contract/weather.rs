//! Failures and limits of the whole simulator: `--fail`, `--rate-limit`, where it listens, how it ends.

use super::*;

#[tokio::test]
async fn a_share_of_requests_fails_without_effect() {
    let (simulator, client) = start(
        account(),
        Options {
            fail_percent: 50,
            ..Options::default()
        },
    )
    .await;
    let mut failed = 0;
    for _ in 0..10 {
        if let Err(error) = client.list_functions().send().await {
            assert_eq!(
                (
                    error.code(),
                    error.raw_response().unwrap().status().as_u16()
                ),
                (Some("ServiceException"), 500)
            );
            assert!(error.request_id().is_some());
            failed += 1;
        }
    }
    assert_eq!((failed, simulator.log().len()), (5, 10));
}

#[tokio::test]
async fn above_the_rate_requests_are_throttled() {
    let (_simulator, client) = start(
        account(),
        Options {
            rate_limit: Some(1),
            ..Options::default()
        },
    )
    .await;
    let requests: Vec<_> = (0..4)
        .map(|_| begin(client.list_functions().send()))
        .collect();
    let (mut answered, mut throttled) = (0, Vec::new());
    for request in requests {
        match request.await.unwrap() {
            Ok(_) => answered += 1,
            Err(error) => throttled.push(refused::<(), _>(Err(error))),
        }
    }
    assert!(answered >= 1);
    let refusal = throttled.first().unwrap();
    assert_eq!(
        (refusal.status, refusal.code.as_deref()),
        (429, Some("TooManyRequestsException"))
    );
    let body =
        json!({"Reason": "CallerRateLimitExceeded", "Type": "User", "message": "Rate exceeded"});
    assert_eq!(refusal.body, body);
}

#[tokio::test]
async fn only_loopback_is_listened_on() {
    let options = Options {
        listen: "0.0.0.0:0".parse().unwrap(),
        ..Options::default()
    };
    let started = simulator::start(Account::empty(), Clock::System, options).await;
    assert!(matches!(started, Err(StartError::NotLoopback(_))));
}

#[tokio::test]
async fn a_stopped_simulator_cuts_what_waits_and_takes_nothing_new() {
    let (simulator, client) = orders().await;
    simulator
        .faults()
        .add(Operation::ListFunctions, Fault::SilentBefore, 1);
    let waiting = begin(client.list_functions().send());
    until(|| !simulator.log().is_empty()).await;
    simulator.stop().await;
    assert!(waiting.await.unwrap().is_err());
    assert!(client.list_functions().send().await.is_err());
}
