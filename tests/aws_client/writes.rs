//! Writes: every row of the outcome table, and what never leaves.

use lambda_lasso::aws::{Bounds, Connection, open};
use lambda_lasso::domain::call::{CredentialsGeneration, Identity, Outcome, Query, SessionNumber};
use lambda_lasso::domain::failure::FailureKind;
use lambda_lasso::domain::settings::{AsyncSettings, RetryAttempts, Setting};
use lambda_lasso::simulator::{Fault, Faults, Operation, Page, Refusal};

use crate::support::*;

const PUT: Operation = Operation::PutFunctionEventInvokeConfig;
const DELETE: Operation = Operation::DeleteFunctionEventInvokeConfig;

fn retries(number: i64) -> AsyncSettings {
    AsyncSettings {
        maximum_retry_attempts: Setting::Explicit(RetryAttempts::new(number).unwrap()),
        ..AsyncSettings::default()
    }
}

fn answered(status: u16, body: &str) -> Fault {
    Fault::Instead(Page {
        status,
        content_type: "application/json".to_owned(),
        body: body.to_owned(),
    })
}

/// The outcome's name, its failure's kind, and whether a request went out.
fn told(outcome: &Outcome) -> (&'static str, Option<FailureKind>) {
    match outcome {
        Outcome::Applied { .. } => ("applied", None),
        Outcome::Refused { failure, .. } => ("refused", Some(failure.kind)),
        Outcome::NotSent { failure } => ("not sent", Some(failure.kind)),
        Outcome::Unknown { failure, .. } => ("unknown", Some(failure.kind)),
    }
}

#[tokio::test]
async fn a_put_is_applied_and_says_what_is_held() {
    let world = world().await;
    let target = target("orders", "live");
    let change = approved(&world.client, &target, retries(1)).await;
    let Outcome::Applied {
        held: Some(held),
        exchange,
    } = world.client.write(change).await
    else {
        panic!()
    };
    assert_eq!(held.settings, retries(1).as_stored());
    assert_eq!(held.function_arn, target.arn().unwrap());
    assert_eq!(exchange.status, Some(200));
    assert_eq!(
        exchange.request_id.as_ref(),
        world.simulator.log().last().map(|line| &line.request_id)
    );
    assert_eq!(world.simulator.count(PUT), 1);
}

#[tokio::test]
async fn a_delete_is_applied_and_refused_once_there_is_nothing() {
    let world = world().await;
    let target = target("orders", "gone");
    let change = approved(&world.client, &target, AsyncSettings::default()).await;
    let again = approved(&world.client, &target, AsyncSettings::default()).await;
    let outcome = world.client.write(change).await;
    assert!(
        matches!(&outcome, Outcome::Applied { held: None, exchange } if exchange.status == Some(204))
    );
    assert_eq!(world.simulator.settings(REGION, "orders", "gone"), None);
    let outcome = world.client.write(again).await;
    assert_eq!(told(&outcome), ("refused", Some(FailureKind::NotFound)));
}

#[tokio::test]
async fn what_a_write_came_to_is_told_for_each_way_it_can_go() {
    use FailureKind as Kind;
    let arn = "arn:aws:lambda:eu-west-1:123456789012:function:orders:live";
    let elsewhere =
        r#"{"FunctionArn":"arn:aws:lambda:eu-west-1:210987654321:function:orders:live"}"#;
    for (fault, outcome, kind) in [
        (Fault::access_denied(), "refused", Kind::AccessDenied),
        (Fault::expired_token(), "refused", Kind::ExpiredCredentials),
        (Fault::throttled(0), "refused", Kind::Throttled),
        (Fault::concurrent_update(arn), "refused", Kind::Conflict),
        (
            Fault::Refuse(Refusal::new(400, "ValidationException", "no")),
            "refused",
            Kind::InvalidRequest,
        ),
        (Fault::html(400), "unknown", Kind::UnreadableAnswer),
        (Fault::html(403), "unknown", Kind::UnreadableAnswer),
        (Fault::html(404), "unknown", Kind::UnreadableAnswer),
        (Fault::html(407), "unknown", Kind::UnreadableAnswer),
        (Fault::html(413), "unknown", Kind::UnreadableAnswer),
        (Fault::html(451), "unknown", Kind::UnreadableAnswer),
        (
            answered(403, r#"{"message":"Forbidden"}"#),
            "unknown",
            Kind::UnreadableAnswer,
        ),
        (
            Fault::Refuse(Refusal::new(403, "-", "no")),
            "unknown",
            Kind::UnreadableAnswer,
        ),
        (Fault::html(408), "unknown", Kind::NoAnswer),
        (Fault::html(307), "unknown", Kind::UnreadableAnswer),
        (Fault::html(502), "unknown", Kind::ServiceFault),
        (
            Fault::Refuse(Refusal::new(500, "ServiceException", "oops")),
            "unknown",
            Kind::ServiceFault,
        ),
        (Fault::html(200), "unknown", Kind::UnreadableAnswer),
        (Fault::Unreadable, "unknown", Kind::UnreadableAnswer),
        (answered(200, ""), "unknown", Kind::UnreadableAnswer),
        (answered(200, "{}"), "unknown", Kind::UnreadableAnswer),
        (answered(200, elsewhere), "unknown", Kind::UnreadableAnswer),
        (Fault::CutBefore, "unknown", Kind::ConnectionLost),
        (Fault::CutAfter, "unknown", Kind::ConnectionLost),
        (Fault::HalfAnswer, "unknown", Kind::ConnectionLost),
        (Fault::SilentBefore, "unknown", Kind::NoAnswer),
        (Fault::SilentAfter, "unknown", Kind::NoAnswer),
    ] {
        let world = world_with(short()).await;
        let target = target("orders", "live");
        let change = approved(&world.client, &target, retries(1)).await;
        world
            .simulator
            .faults()
            .add(PUT, fault.clone(), Faults::ALWAYS);
        let came = world.client.write(change).await;
        assert_eq!(told(&came), (outcome, Some(kind)), "{fault:?}: {came:?}");
        assert_eq!(world.simulator.count(PUT), 1, "sent once: {fault:?}");
    }
}

#[tokio::test]
async fn a_yes_to_a_put_that_says_nothing_of_the_settings_is_unknown() {
    for (status, body) in [
        (200, r#"{"ok":true}"#),
        (200, "null"),
        (202, "{}"),
        (204, ""),
    ] {
        let world = world().await;
        let target = target("orders", "live");
        let change = approved(&world.client, &target, retries(1)).await;
        world.simulator.faults().add(PUT, answered(status, body), 1);
        let came = world.client.write(change).await;
        let unreadable = ("unknown", Some(FailureKind::UnreadableAnswer));
        assert_eq!(told(&came), unreadable, "{status} {body}");
        assert_eq!(world.simulator.count(PUT), 1);
    }
}

#[tokio::test]
async fn a_delete_that_got_no_answer_is_unknown_too() {
    for fault in [Fault::CutAfter, Fault::SilentAfter, Fault::html(500)] {
        let world = world_with(short()).await;
        let target = target("orders", "live");
        let change = approved(&world.client, &target, AsyncSettings::default()).await;
        world.simulator.faults().add(DELETE, fault.clone(), 1);
        let came = world.client.write(change).await;
        assert_eq!(told(&came).0, "unknown", "{fault:?}");
        assert_eq!(world.simulator.count(DELETE), 1);
    }
}

/// Any status of success was taken for the service's yes, also with a gateway's page behind it: the removal was told as done, and the
/// configuration was still there.
#[tokio::test]
async fn a_delete_is_done_only_by_the_one_answer_that_lambda_gives() {
    for (fault, sentence) in [
        (
            Fault::html(200),
            "HTTP 200 is not what Lambda answers a DELETE with: something on the way may have answered.",
        ),
        (
            answered(202, r#"{"ok":true}"#),
            "HTTP 202 is not what Lambda answers a DELETE with: something on the way may have answered.",
        ),
        (
            answered(200, ""),
            "HTTP 200 is not what Lambda answers a DELETE with: something on the way may have answered.",
        ),
        (
            answered(204, ""),
            "HTTP 204 came without a request id of AWS: something on the way may have answered.",
        ),
        // A typed error of nobody in particular was told as DONE: there was nothing to remove.
        (
            answered(
                404,
                r#"{"__type":"ResourceNotFoundException","Type":"User","Message":"Not there."}"#,
            ),
            "HTTP 404 came without a request id of AWS: something on the way may have answered.",
        ),
    ] {
        let world = world().await;
        let target = target("orders", "live");
        let change = approved(&world.client, &target, AsyncSettings::default()).await;
        world.simulator.faults().add(DELETE, fault.clone(), 1);
        let Outcome::Unknown { failure, exchange } = world.client.write(change).await else {
            panic!("{fault:?}")
        };
        assert_eq!(failure.kind, FailureKind::UnreadableAnswer, "{fault:?}");
        assert_eq!(failure.sentence, sentence, "{fault:?}");
        assert_eq!(
            (failure.status, exchange.request_id),
            (exchange.status, None)
        );
        assert!(world.simulator.settings(REGION, "orders", "live").is_some());
        assert_eq!(world.simulator.count(DELETE), 1);
    }
}

#[tokio::test]
async fn a_write_to_a_server_that_is_not_there_was_not_sent() {
    let World { simulator, client } = world().await;
    let change = approved(&client, &target("orders", "live"), retries(1)).await;
    simulator.stop().await;
    let came = client.write(change).await;
    assert_eq!(told(&came), ("not sent", Some(FailureKind::Unreachable)));
}

#[tokio::test]
async fn a_role_that_lacks_a_permission_is_not_the_callers_fault() {
    let world = world().await;
    let change = approved(&world.client, &target("orders", "live"), retries(1)).await;
    let message = "The function's execution role does not have permissions to call SendMessage on arn:aws:sqs:eu-west-1:123456789012:failed";
    world.simulator.faults().add(
        PUT,
        Fault::Refuse(Refusal::new(400, "InvalidParameterValueException", message)),
        1,
    );
    let Outcome::Refused { failure, .. } = world.client.write(change).await else {
        panic!()
    };
    assert_eq!(
        failure.sentence,
        "The function's role (not you) lacks sqs:SendMessage on arn:aws:sqs:eu-west-1:123456789012:failed."
    );
    assert_eq!(failure.message.as_deref(), Some(message));
}

#[tokio::test]
async fn a_read_only_session_sends_no_write() {
    let world = world().await;
    let target = target("orders", "live");
    let put = approved(&world.client, &target, retries(1)).await;
    let delete = approved(&world.client, &target, AsyncSettings::default()).await;
    let (client, _) = open(Connection {
        read_only: true,
        ..connection(&world.simulator.url())
    })
    .await
    .unwrap();
    let expected = ("not sent", Some(FailureKind::ReadOnly));
    assert_eq!(told(&client.write(put).await), expected);
    assert_eq!(told(&client.write(delete).await), expected);
    assert_eq!(
        world.simulator.count(PUT) + world.simulator.count(DELETE),
        0
    );
}

#[tokio::test]
async fn an_approval_of_an_ended_session_sends_nothing() {
    let world = world().await;
    let target = target("orders", "live");
    let identity = identity(&world.client).await;
    let reading = reading(&world.client, &target).await;
    let ended = SessionNumber(SESSION.0 - 1);
    let change = approve(&identity, &reading, &target, retries(1), ended);
    let came = world.client.write(change).await;
    assert_eq!(told(&came), ("not sent", Some(FailureKind::EndedSession)));
    assert_eq!(world.simulator.count(PUT), 0);
}

#[tokio::test]
async fn under_other_credentials_than_those_of_the_check_nothing_is_sent() {
    let world = world().await;
    let target = target("orders", "live");
    let checked = Identity {
        credentials: CredentialsGeneration(1),
        ..identity(&world.client).await
    };
    let reading = reading(&world.client, &target).await;
    let change = approve(&checked, &reading, &target, retries(1), SESSION);
    let came = world.client.write(change).await;
    assert_eq!(
        told(&came),
        ("not sent", Some(FailureKind::ChangedCredentials))
    );
    assert_eq!(world.simulator.count(PUT), 0);
}

// A write must not stand behind the thousand reads of a scan.
#[tokio::test]
async fn a_write_waits_for_no_read() {
    let simulator = simulator_with(account()).await;
    let (client, _) = open(Connection {
        requests_per_second: std::num::NonZeroU32::MIN,
        bounds: Bounds::default(),
        ..connection(&simulator.url())
    })
    .await
    .unwrap();
    let change = approved(&client, &target("orders", "live"), retries(1)).await;
    let read = ask(&client, Query::Functions { marker: None });
    let write = client.write(change);
    tokio::select! {
        biased;
        _ = read => panic!("the bucket was empty: the read waits a second"),
        came = write => assert_eq!(told(&came).0, "applied"),
    }
}
