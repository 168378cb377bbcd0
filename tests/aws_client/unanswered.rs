//! A connection that nobody answers, as Linux gives it when a listener's queue is full.

use std::time::Duration;

use lambda_lasso::aws::{
    Bounds, Connection, Hindrance, TypedOperation, TypedOutcome, TypedRequest, open,
};
use lambda_lasso::domain::call::Outcome;
use lambda_lasso::domain::failure::FailureKind;
use lambda_lasso::domain::settings::AsyncSettings;
use tokio::net::{TcpListener, TcpSocket, TcpStream};
use tokio::time::timeout;

use crate::support::*;

/// A listener whose queue is full: the system answers no further connection.
async fn full_listener() -> (TcpListener, Vec<TcpStream>) {
    let socket = TcpSocket::new_v4().unwrap();
    socket.bind("127.0.0.1:0".parse().unwrap()).unwrap();
    let listener = socket.listen(1).unwrap();
    let address = listener.local_addr().unwrap();
    let mut waiting = Vec::new();
    let patience = Duration::from_millis(200);
    while let Ok(stream) = timeout(patience, TcpStream::connect(address)).await {
        waiting.push(stream.unwrap());
        assert!(waiting.len() < 100, "the queue is never full");
    }
    (listener, waiting)
}

// A connection that was never opened proves that nothing was sent, although the request had been handed over.
#[tokio::test]
async fn a_write_whose_connection_is_not_answered_was_not_sent() {
    let world = world().await;
    let target = target("orders", "live");
    let change = approved(&world.client, &target, AsyncSettings::default()).await;
    let (listener, _waiting) = full_listener().await;
    let url = format!("http://{}", listener.local_addr().unwrap());
    let (client, _) = open(Connection {
        bounds: Bounds {
            connect: Duration::from_millis(300),
            ..Bounds::default()
        },
        ..connection(&url)
    })
    .await
    .unwrap();
    let came = client.write(change).await;
    assert!(
        matches!(&came, Outcome::NotSent { failure } if failure.kind == FailureKind::Unreachable),
        "{came:?}"
    );
}

/// A connection that is waited for in vain is told apart from one that is refused, whoever opens it.
#[tokio::test]
async fn what_was_typed_was_not_sent_where_no_connection_is_answered_in_time() {
    let (listener, _waiting) = full_listener().await;
    let address = listener.local_addr().unwrap();
    for (scheme, verify_certificates) in [("http", true), ("https", false)] {
        let (client, _) = open(Connection {
            bounds: Bounds {
                connect: Duration::from_millis(300),
                ..Bounds::default()
            },
            verify_certificates,
            ..connection(&format!("{scheme}://{address}"))
        })
        .await
        .unwrap();
        let came = client
            .as_typed(TypedRequest {
                operation: TypedOperation::Delete,
                function_name: "orders".to_owned(),
                qualifier: None,
                body: None,
                marker: None,
                max_items: None,
            })
            .await;
        let TypedOutcome::NotSent(unanswered) = came else {
            panic!("{came:?}")
        };
        assert_eq!(
            unanswered.hindrance,
            Hindrance::ConnectionTimeout,
            "{scheme}"
        );
    }
}
