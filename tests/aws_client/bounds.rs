//! Servers that never answer, and answers that never end.

use std::time::{Duration, Instant};

use lambda_lasso::aws::{Bounds, Connection, open};
use lambda_lasso::domain::call::{Awaited, Query, Whom};
use lambda_lasso::domain::failure::FailureKind;
use lambda_lasso::simulator::{Fault, Faults, Operation};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;

use crate::support::*;

#[expect(
    clippy::disallowed_methods,
    reason = "how long it took is what is tested"
)]
fn now() -> Instant {
    Instant::now()
}

#[tokio::test]
async fn a_server_that_never_answers_is_given_up_after_three_attempts() {
    let world = world_with(short()).await;
    let operation = Operation::ListFunctions;
    world
        .simulator
        .faults()
        .add(operation, Fault::SilentBefore, Faults::ALWAYS);
    let started = now();
    let failure = ask(&world.client, Query::Functions { marker: None })
        .await
        .unwrap_err();
    assert_eq!(failure.kind, FailureKind::NoAnswer);
    let said = "for 0.4 s, at the last of 3 tries.";
    assert!(failure.sentence.ends_with(said), "{failure}");
    assert_eq!(world.simulator.count(operation), 3);
    assert!(started.elapsed() < Duration::from_secs(5));
}

/// It was told how long one try may take, where the patience for all of them ended before.
#[tokio::test]
async fn nobody_is_said_to_have_waited_longer_than_they_did() {
    let world = world_with(Bounds {
        attempt: Duration::from_mins(1),
        operation: Duration::from_millis(300),
        ..short()
    })
    .await;
    let operation = Operation::ListFunctions;
    let faults = world.simulator.faults();
    faults.add(operation, Fault::SilentBefore, Faults::ALWAYS);
    let failure = ask(&world.client, Query::Functions { marker: None })
        .await
        .unwrap_err();
    assert!(failure.sentence.ends_with("for 0.3 s."), "{failure}");
}

/// The screen could not tell at which try a silent server was asked, nor whether it was asked at all.
#[tokio::test]
async fn whom_a_read_waits_for_is_told_with_its_try_until_it_is_answered() {
    for (operation, query, whom) in [
        (
            Operation::ListFunctions,
            Query::Functions { marker: None },
            Whom::Lambda,
        ),
        (Operation::GetCallerIdentity, Query::Identity, Whom::Sts),
    ] {
        let world = world_with(short()).await;
        world
            .simulator
            .faults()
            .add(operation, Fault::SilentBefore, 2);
        let mut pace = world.client.pace();
        let mut seen = Vec::new();
        let watch = async {
            loop {
                pace.changed().await.unwrap();
                let awaited = pace.borrow_and_update().awaited;
                if seen.last() != Some(&awaited) {
                    seen.push(awaited);
                }
            }
        };
        tokio::select! {
            biased;
            () = watch => unreachable!(),
            answer = ask(&world.client, query) => assert!(answer.is_ok(), "{answer:?}"),
        }
        let tries: Vec<u32> = seen.iter().map(|awaited| awaited.tries(whom)).collect();
        let tries: Vec<u32> = tries.into_iter().filter(|tries| *tries > 0).collect();
        assert_eq!(tries, [1, 2, 3], "{seen:?}");
        let now = world.client.pace().borrow().awaited;
        assert_eq!(now, Awaited::default());
    }
}

// The head of an answer ends the SDK's own read timeout; the body may then stall for ever.
#[tokio::test]
async fn an_answer_that_stalls_in_its_body_is_given_up() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let server = async {
        let mut open_streams = Vec::new();
        loop {
            let (mut stream, _) = listener.accept().await.unwrap();
            let mut request = [0; 4096];
            let _ = stream.read(&mut request).await.unwrap();
            let head = "HTTP/1.1 200 OK\r\ncontent-length: 1000\r\n\r\n{\"Functions\":[";
            stream.write_all(head.as_bytes()).await.unwrap();
            open_streams.push(stream);
        }
    };
    let (client, _) = open(Connection {
        bounds: short(),
        ..connection(&url)
    })
    .await
    .unwrap();
    let started = now();
    tokio::select! {
        () = server => unreachable!(),
        answer = ask(&client, Query::Functions { marker: None }) => {
            assert_eq!(answer.unwrap_err().kind, FailureKind::NoAnswer);
        }
    }
    assert!(started.elapsed() < Duration::from_secs(5));
}

#[tokio::test]
async fn where_nothing_listens_the_failure_says_so_and_asks_for_the_endpoint() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    drop(listener);
    let (client, _) = open(connection(&url)).await.unwrap();
    let failure = ask(&client, Query::Functions { marker: None })
        .await
        .unwrap_err();
    assert_eq!(failure.kind, FailureKind::Unreachable);
    assert!(failure.sentence.contains("refused"), "{failure}");
    assert!(failure.hints[0].contains(&url), "{failure:?}");
}
