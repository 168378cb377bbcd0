//! What was typed: on the wire as it was typed, once, and the answer as it came.

use std::time::Duration;

use lambda_lasso::aws::{
    Bounds, Client, Connection, Hindrance, Source, TypedAnswer, TypedOperation, TypedOutcome,
    TypedRequest, Unanswered, open,
};
use lambda_lasso::domain::failure::FailureKind;
use lambda_lasso::simulator::{Fault, Faults, Operation, Refusal};
use serde_json::{Value, json};
use tokio::net::TcpListener;

use crate::support::*;
use crate::wire::refuse;

const PUT: Operation = Operation::PutFunctionEventInvokeConfig;
const GET: Operation = Operation::GetFunctionEventInvokeConfig;
const RETRIES: &str = r#"{"MaximumRetryAttempts": 1}"#;

/// Patience that tests have.
fn quick() -> Bounds {
    Bounds {
        repetition: Duration::from_millis(1),
        ..short()
    }
}

fn typed(operation: TypedOperation) -> TypedRequest {
    let writes_settings = matches!(operation, TypedOperation::Put | TypedOperation::Update);
    TypedRequest {
        operation,
        function_name: "orders".to_owned(),
        qualifier: (operation != TypedOperation::List).then(|| "live".to_owned()),
        body: writes_settings.then(|| RETRIES.to_owned()),
        marker: None,
        max_items: None,
    }
}

fn put() -> TypedRequest {
    typed(TypedOperation::Put)
}

fn answer(outcome: TypedOutcome) -> TypedAnswer {
    match outcome {
        TypedOutcome::Answered(answer) => answer,
        TypedOutcome::NotSent(_) | TypedOutcome::Unknown(_) => panic!("{outcome:?}"),
    }
}

fn not_sent(outcome: TypedOutcome) -> Unanswered {
    match outcome {
        TypedOutcome::NotSent(unanswered) => unanswered,
        TypedOutcome::Answered(_) | TypedOutcome::Unknown(_) => panic!("{outcome:?}"),
    }
}

fn unknown(outcome: TypedOutcome) -> Unanswered {
    match outcome {
        TypedOutcome::Unknown(unanswered) => unanswered,
        TypedOutcome::Answered(_) | TypedOutcome::NotSent(_) => panic!("{outcome:?}"),
    }
}

fn json(answer: &TypedAnswer) -> Value {
    serde_json::from_slice(&answer.body).unwrap()
}

async fn client(connection: Connection) -> Client {
    open(connection).await.unwrap().0
}

#[tokio::test]
async fn name_qualifier_body_marker_and_page_are_on_the_wire_as_typed() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let client = client(connection(&url)).await;
    let arn = "arn:aws:lambda:eu-west-1:123456789012:function:orders";
    let odd = "{ \"MaximumRetryAttempts\" : 12345678901234567890,\n \"Unknown\": {\"a\": [1.50]} }";
    for (operation, name, qualifier, body, line) in [
        (
            TypedOperation::Put,
            arn,
            Some("$LATEST"),
            Some(odd),
            "PUT /2019-09-25/functions/arn%3Aaws%3Alambda%3Aeu-west-1%3A123456789012%3Afunction%3Aorders/event-invoke-config?Qualifier=%24LATEST",
        ),
        (
            TypedOperation::Put,
            "orders:live",
            None,
            Some("{}"),
            "PUT /2019-09-25/functions/orders%3Alive/event-invoke-config",
        ),
        (
            TypedOperation::Update,
            "123456789012:function:or ders/~\u{e4}",
            Some("a b&c"),
            Some(odd),
            "POST /2019-09-25/functions/123456789012%3Afunction%3Aor%20ders%2F~%C3%A4/event-invoke-config?Qualifier=a%20b%26c",
        ),
        (
            TypedOperation::Get,
            "orders",
            Some("live"),
            None,
            "GET /2019-09-25/functions/orders/event-invoke-config?Qualifier=live",
        ),
        (
            TypedOperation::Delete,
            "orders",
            None,
            None,
            "DELETE /2019-09-25/functions/orders/event-invoke-config",
        ),
    ] {
        let typed = TypedRequest {
            operation,
            function_name: name.to_owned(),
            qualifier: qualifier.map(str::to_owned),
            body: body.map(str::to_owned),
            marker: None,
            max_items: None,
        };
        let (came, sent) = tokio::join!(client.as_typed(typed), refuse(&listener));
        assert_eq!(answer(came).status, 400);
        assert_eq!(sent.line, format!("{line} HTTP/1.1"));
        assert_eq!(sent.body, body.unwrap_or_default());
    }
}

#[tokio::test]
async fn a_listings_marker_and_page_are_on_the_wire_as_typed() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let client = client(connection(&url)).await;
    for (marker, max_items, query) in [
        (None, None, ""),
        (Some("a/b=="), None, "?Marker=a%2Fb%3D%3D"),
        (
            None,
            Some("99999999999999999999"),
            "?MaxItems=99999999999999999999",
        ),
        (Some("m"), Some("-1"), "?Marker=m&MaxItems=-1"),
    ] {
        let typed = TypedRequest {
            marker: marker.map(str::to_owned),
            max_items: max_items.map(str::to_owned),
            ..typed(TypedOperation::List)
        };
        let (came, sent) = tokio::join!(client.as_typed(typed), refuse(&listener));
        assert_eq!(answer(came).status, 400);
        let path = "/2019-09-25/functions/orders/event-invoke-config/list";
        assert_eq!(sent.line, format!("GET {path}{query} HTTP/1.1"));
    }
}

#[tokio::test]
async fn each_operation_has_its_effect_and_its_whole_answer() {
    let world = world().await;
    let stored = || world.simulator.settings(REGION, "orders", "live");
    let got = answer(world.client.as_typed(typed(TypedOperation::Get)).await);
    assert_eq!(
        (got.status, got.error.clone(), got.attempts),
        (200, None, 1)
    );
    let text = String::from_utf8(got.body.clone()).unwrap();
    assert!(text.contains("1573686021.159"), "{text}");

    let done = answer(world.client.as_typed(put()).await);
    assert_eq!(json(&done)["MaximumRetryAttempts"], json!(1));
    assert_eq!(stored().unwrap()["MaximumRetryAttempts"], json!(1));
    let last = world.simulator.log().last().cloned().unwrap();
    assert_eq!(done.request_id, Some(last.request_id));

    let listed = answer(world.client.as_typed(typed(TypedOperation::List)).await);
    assert_eq!(
        json(&listed)["FunctionEventInvokeConfigs"]
            .as_array()
            .unwrap()
            .len(),
        2
    );

    let update = TypedRequest {
        body: Some(r#"{"MaximumEventAgeInSeconds":90}"#.to_owned()),
        ..typed(TypedOperation::Update)
    };
    assert_eq!(answer(world.client.as_typed(update).await).status, 200);
    assert_eq!(stored().unwrap()["MaximumEventAgeInSeconds"], json!(90));

    let gone = answer(world.client.as_typed(typed(TypedOperation::Delete)).await);
    assert_eq!((gone.status, gone.body.is_empty()), (204, true));
    assert_eq!(stored(), None);
    assert_eq!(world.simulator.log().len(), 5, "no request but those typed");
}

#[tokio::test]
async fn a_no_of_the_service_is_told_in_its_words_and_not_asked_again() {
    for (fault, status, code) in [
        (Fault::access_denied(), 403, "AccessDeniedException"),
        (Fault::expired_token(), 403, "ExpiredTokenException"),
        (
            Fault::concurrent_update("arn"),
            409,
            "ResourceConflictException",
        ),
        (Fault::html(403), 403, "403"),
        (Fault::html(307), 307, "307"),
        (Fault::html(408), 408, "408"),
        (Fault::html(502), 502, "502"),
        (
            Fault::Refuse(Refusal::new(500, "ServiceException", "oops")),
            500,
            "ServiceException",
        ),
        (
            Fault::Refuse(Refusal::new(418, "Teapot", "short")),
            418,
            "Teapot",
        ),
    ] {
        let world = world_with(quick()).await;
        world
            .simulator
            .faults()
            .add(PUT, fault.clone(), Faults::ALWAYS);
        let answer = answer(world.client.as_typed(put()).await);
        assert_eq!(answer.status, status, "{fault:?}");
        assert_eq!(answer.error.unwrap().code, code, "{fault:?}");
        assert_eq!((answer.attempts, answer.gave_up), (1, false), "{fault:?}");
        assert_eq!(world.simulator.count(PUT), 1, "{fault:?}");
    }
}

#[tokio::test]
async fn an_answer_that_the_sdk_does_not_understand_is_an_answer_all_the_same() {
    for fault in [Fault::Unreadable, Fault::html(200)] {
        let world = world_with(quick()).await;
        world.simulator.faults().add(PUT, fault.clone(), 1);
        let answer = answer(world.client.as_typed(put()).await);
        assert_eq!((answer.status, answer.error), (200, None), "{fault:?}");
        assert!(!answer.body.is_empty());
    }
}

#[tokio::test]
async fn what_was_throttled_is_sent_again_until_it_was_sent_five_times() {
    for (times, attempts, gave_up) in [(1, 2, false), (4, 5, false), (5, 5, true), (9, 5, true)] {
        let world = world_with(quick()).await;
        world
            .simulator
            .faults()
            .add(PUT, Fault::throttled(0), times);
        let answer = answer(world.client.as_typed(put()).await);
        assert_eq!((answer.attempts, answer.gave_up), (attempts, gave_up));
        assert_eq!(answer.error.is_some(), gave_up);
        assert_eq!(world.simulator.count(PUT), attempts as usize);
    }
}

#[tokio::test]
async fn what_only_reads_is_sent_again_where_the_service_failed_or_the_connection_broke() {
    for fault in [
        Fault::html(503),
        Fault::throttled(0),
        Fault::CutBefore,
        Fault::HalfAnswer,
    ] {
        let world = world_with(quick()).await;
        world.simulator.faults().add(GET, fault.clone(), 2);
        let answer = answer(world.client.as_typed(typed(TypedOperation::Get)).await);
        assert_eq!((answer.status, answer.attempts), (200, 3), "{fault:?}");
        assert_eq!(world.simulator.count(GET), 3);
    }
}

#[tokio::test]
async fn a_write_without_a_whole_answer_is_unknown_and_not_sent_again() {
    for (fault, hindrance) in [
        (Fault::CutBefore, Hindrance::Closed),
        (Fault::CutAfter, Hindrance::Closed),
        (Fault::HalfAnswer, Hindrance::Closed),
        (Fault::SilentBefore, Hindrance::ReadTimeout),
        (Fault::SilentAfter, Hindrance::ReadTimeout),
    ] {
        let world = world_with(quick()).await;
        world
            .simulator
            .faults()
            .add(PUT, fault.clone(), Faults::ALWAYS);
        let unanswered = unknown(world.client.as_typed(put()).await);
        assert_eq!(unanswered.hindrance, hindrance, "{fault:?}");
        let url = format!(
            "{}/2019-09-25/functions/orders/event-invoke-config?Qualifier=live",
            world.simulator.url()
        );
        assert_eq!(unanswered.url, Some(url), "{fault:?}");
        assert_eq!(world.simulator.count(PUT), 1, "{fault:?}");
    }
}

#[tokio::test]
async fn where_nothing_listens_nothing_was_sent() {
    let World { simulator, client } = world_with(quick()).await;
    simulator.stop().await;
    for (operation, attempts) in [(TypedOperation::Put, 1), (TypedOperation::Get, 5)] {
        let unanswered = not_sent(client.as_typed(typed(operation)).await);
        assert_eq!(unanswered.hindrance, Hindrance::Connection);
        assert_eq!(unanswered.failure.kind, FailureKind::Unreachable);
        assert!(unanswered.url.unwrap().ends_with("?Qualifier=live"));
        assert_eq!(unanswered.attempts, attempts);
    }
}

#[tokio::test]
async fn a_read_only_session_writes_nothing_that_was_typed_and_reads_what_was() {
    let world = world().await;
    let client = client(Connection {
        read_only: true,
        ..connection(&world.simulator.url())
    })
    .await;
    for operation in [
        TypedOperation::Put,
        TypedOperation::Update,
        TypedOperation::Delete,
    ] {
        let unanswered = not_sent(client.as_typed(typed(operation)).await);
        assert_eq!(unanswered.hindrance, Hindrance::ReadOnly);
    }
    assert_eq!(world.simulator.log().len(), 0);
    let read = answer(client.as_typed(typed(TypedOperation::Get)).await);
    assert_eq!(read.status, 200);
}

#[tokio::test]
async fn an_unsigned_request_goes_out_without_a_signature() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    for (credentials, signed) in [
        (Source::Unsigned, false),
        (connection(&url).credentials, true),
    ] {
        let client = client(Connection {
            credentials,
            ..connection(&url)
        })
        .await;
        for operation in [TypedOperation::Put, TypedOperation::List] {
            let (came, sent) = tokio::join!(client.as_typed(typed(operation)), refuse(&listener));
            assert_eq!(answer(came).status, 400);
            let head = sent.head.to_lowercase();
            assert_eq!(head.contains("authorization:"), signed, "{head}");
        }
    }
}

#[tokio::test]
async fn without_a_limit_an_answer_is_waited_for() {
    let world = world_with(Bounds {
        connect: Bounds::NO_LIMIT,
        attempt: Bounds::NO_LIMIT,
        ..quick()
    })
    .await;
    let late = Fault::DelayAfter(Duration::from_millis(600));
    world.simulator.faults().add(PUT, late, 1);
    assert_eq!(answer(world.client.as_typed(put()).await).status, 200);
}
