//! What the SDK would panic over: it is refused before it gets there.

use lambda_lasso::aws::{
    Connection, Hindrance, Source, TypedOperation, TypedOutcome, TypedRequest, open,
};
use lambda_lasso::domain::call::Query;
use lambda_lasso::domain::failure::FailureKind;

use crate::support::*;

/// The SDK panics over an address that is too long, and an answer can name a marker of any length.
#[tokio::test]
async fn what_no_address_takes_is_told_and_not_asked() {
    let world = world().await;
    let asked = world.simulator.log().len();
    let long = "m".repeat(70_000);
    let marker = Some(long.clone());
    let failure = ask(&world.client, Query::Functions { marker })
        .await
        .unwrap_err();
    assert_eq!(failure.kind, FailureKind::UnreadableAnswer);
    assert!(failure.sentence.contains("70000 bytes"), "{failure:?}");
    let typed = TypedRequest {
        operation: TypedOperation::Get,
        function_name: long,
        qualifier: None,
        body: None,
        marker: None,
        max_items: None,
    };
    let TypedOutcome::NotSent(unanswered) = world.client.as_typed(typed).await else {
        panic!("it was sent")
    };
    assert_eq!(unanswered.hindrance, Hindrance::Request);
    assert_eq!(world.simulator.log().len(), asked);
}

/// The SDK panics over an access key id that can't stand in a header, such as one of a file whose lines end as on Windows.
#[tokio::test]
async fn an_access_key_id_that_no_header_takes_is_refused() {
    for key in ["AKIDEXAMPLE\r", "AKID\nEXAMPLE", "AKID\u{e9}", "\u{7f}"] {
        let simulator = simulator_with(account()).await;
        let connection = Connection {
            credentials: Source::Fixed {
                access_key_id: key.to_owned(),
                secret_access_key: "secret".to_owned(),
            },
            ..connection(&simulator.url())
        };
        let (client, _) = open(connection).await.unwrap();
        let failure = ask(&client, Query::Identity).await.unwrap_err();
        assert!(
            failure.sentence.contains("access key id holds"),
            "{failure:?}"
        );
        assert!(simulator.log().is_empty());
    }
}
