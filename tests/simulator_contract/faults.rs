//! Each fault as a client meets it, and whether the request had its effect.

use super::*;

const PUT: Operation = Operation::PutFunctionEventInvokeConfig;

/// Long enough to look at what is there before, short enough to be waited for.
const A_MOMENT: Duration = Duration::from_millis(300);

/// The settings of `orders` are there.
fn is_held(simulator: &Handle) -> bool {
    let held = simulator.settings("eu-west-1", "orders", "$LATEST");
    held.is_some()
}

/// What a Put that meets the fault gives the client, and whether it left settings behind.
async fn met(fault: Fault) -> (Result<(), (Option<u16>, Option<String>)>, bool, Handle) {
    let (simulator, client) = orders().await;
    simulator.faults().add(PUT, fault, 1);
    let answer = put(&client).maximum_retry_attempts(0).send().await;
    let told = answer.map(drop).map_err(|error| {
        (
            error
                .raw_response()
                .map(|response| response.status().as_u16()),
            error.code().map(str::to_owned),
        )
    });
    let held = is_held(&simulator);
    assert_eq!(simulator.faults().left(PUT), 0);
    assert_eq!(
        simulator.count(PUT),
        1,
        "no client or server may send it twice"
    );
    (told, held, simulator)
}

#[tokio::test]
async fn an_error_that_is_planned_has_no_effect() {
    let arn = "arn:aws:lambda:eu-west-1:123456789012:function:orders:$LATEST";
    for (fault, status, code) in [
        (Fault::throttled(7), 429, Some("TooManyRequestsException")),
        (
            Fault::concurrent_update(arn),
            409,
            Some("ResourceConflictException"),
        ),
        (Fault::access_denied(), 403, Some("AccessDeniedException")),
        (Fault::expired_token(), 403, Some("ExpiredTokenException")),
        (Fault::html(503), 503, None),
    ] {
        let (told, held, _) = met(fault.clone()).await;
        assert_eq!(
            told,
            Err((Some(status), code.map(str::to_owned))),
            "{fault:?}"
        );
        assert!(!held);
    }
}

/// A page that stands for a gateway's carried the request id of AWS, by which an answer of the service is known.
#[tokio::test]
async fn what_a_gateway_answers_has_no_request_id_of_aws() {
    for (fault, has_id) in [(Fault::html(503), false), (Fault::access_denied(), true)] {
        let (simulator, client) = orders().await;
        simulator.faults().add(PUT, fault, 1);
        let error = put(&client)
            .maximum_retry_attempts(0)
            .send()
            .await
            .unwrap_err();
        let answer = error.raw_response().unwrap();
        let id = answer.headers().get("x-amzn-requestid");
        assert_eq!(id.is_some(), has_id);
    }
}

#[tokio::test]
async fn a_throttle_says_when_to_come_back() {
    let (simulator, client) = orders().await;
    simulator.faults().add(PUT, Fault::throttled(7), 1);
    let error = put(&client)
        .maximum_retry_attempts(0)
        .send()
        .await
        .unwrap_err()
        .into_service_error();
    assert!(error.is_too_many_requests_exception());
    assert_eq!(error.meta().message(), Some("Rate exceeded"));
    let aws_sdk_lambda::operation::put_function_event_invoke_config::PutFunctionEventInvokeConfigError::TooManyRequestsException(throttle) = error else {
        panic!("another error");
    };
    assert_eq!(throttle.retry_after_seconds(), Some("7"));
}

#[tokio::test]
async fn a_cut_leaves_the_client_without_an_answer_before_or_after_the_effect() {
    for (fault, effect) in [(Fault::CutBefore, false), (Fault::CutAfter, true)] {
        let (told, held, simulator) = met(fault).await;
        assert_eq!((told, held), (Err((None, None)), effect));
        assert_eq!(simulator.log()[0].fate, Fate::Cut);
    }
}

#[tokio::test]
async fn half_an_answer_comes_after_the_effect() {
    let (simulator, client) = orders().await;
    simulator.faults().add(PUT, Fault::HalfAnswer, 1);
    let error = put(&client)
        .maximum_retry_attempts(0)
        .send()
        .await
        .unwrap_err();
    assert!(matches!(error, SdkError::ResponseError(_)), "{error:?}");
    assert!(is_held(&simulator));
    assert_eq!(simulator.log()[0].fate, Fate::Half(200));
}

#[tokio::test]
async fn silence_lasts_until_the_client_gives_up() {
    for (fault, effect) in [(Fault::SilentBefore, false), (Fault::SilentAfter, true)] {
        let (simulator, client) = orders().await;
        simulator.faults().add(PUT, fault, 1);
        let waiting = begin(put(&client).maximum_retry_attempts(0).send());
        until(|| {
            simulator
                .log()
                .first()
                .is_some_and(|line| line.fate == Fate::Silent)
        })
        .await;
        assert_eq!(is_held(&simulator), effect);
        assert!(!waiting.is_finished());
        waiting.abort();
    }
}

#[tokio::test]
async fn an_unreadable_answer_is_a_200_after_the_effect() {
    let (told, held, _) = met(Fault::Unreadable).await;
    assert_eq!((told, held), (Err((Some(200), None)), true));
}

#[tokio::test]
async fn a_delay_before_the_effect_holds_back_both() {
    let (simulator, client) = orders().await;
    simulator.faults().add(PUT, Fault::DelayBefore(A_MOMENT), 1);
    let waiting = begin(put(&client).maximum_retry_attempts(0).send());
    until(|| simulator.count(PUT) == 1).await;
    assert!(!is_held(&simulator));
    assert!(waiting.await.unwrap().is_ok());
    assert!(is_held(&simulator));
}

#[tokio::test]
async fn a_delay_after_the_effect_holds_back_its_answer_only() {
    let (simulator, client) = orders().await;
    simulator.faults().add(PUT, Fault::DelayAfter(A_MOMENT), 1);
    let waiting = begin(put(&client).maximum_retry_attempts(0).send());
    until(|| is_held(&simulator)).await;
    assert_eq!(simulator.log()[0].fate, Fate::Arrived);
    assert!(waiting.await.unwrap().is_ok());
    assert_eq!(simulator.log()[0].fate, Fate::Answered(200));
}

#[tokio::test]
async fn a_delayed_effect_comes_even_if_the_client_has_gone() {
    let (simulator, client) = orders().await;
    simulator.faults().add(PUT, Fault::DelayBefore(A_MOMENT), 1);
    let waiting = begin(put(&client).maximum_retry_attempts(0).send());
    until(|| simulator.count(PUT) == 1).await;
    waiting.abort();
    assert!(waiting.await.unwrap_err().is_cancelled());
    drop(client);
    until(|| is_held(&simulator)).await;
}

#[tokio::test]
async fn somebody_else_changes_settings_right_after_they_were_read() {
    let (simulator, client) = orders().await;
    put(&client).maximum_retry_attempts(2).send().await.unwrap();
    let change = |settings| Change {
        function: "orders".into(),
        qualifier: "$LATEST".into(),
        settings,
    };
    let reading = Operation::GetFunctionEventInvokeConfig;
    simulator.faults().add(
        reading,
        Fault::ChangedAfter(change(Some(json!({"MaximumEventAgeInSeconds": 90})))),
        1,
    );
    assert_eq!(
        get(&client, "$LATEST").await.maximum_retry_attempts(),
        Some(2),
        "read before the change"
    );
    let changed = get(&client, "$LATEST").await;
    assert_eq!(
        (
            changed.maximum_retry_attempts(),
            changed.maximum_event_age_in_seconds()
        ),
        (None, Some(90))
    );
    simulator.change("eu-west-1", &change(None));
    assert!(listed(&client).await.is_empty());
}

#[tokio::test]
async fn faults_can_be_planned_from_another_thread_and_forgotten() {
    let (simulator, client) = orders().await;
    let faults = simulator.faults().clone();
    std::thread::scope(|threads| {
        threads.spawn(|| faults.add(Operation::ListFunctions, Fault::CutBefore, Faults::ALWAYS));
    });
    for _ in 0..3 {
        assert!(client.list_functions().send().await.is_err());
    }
    simulator.faults().clear();
    assert!(client.list_functions().send().await.is_ok());
}
