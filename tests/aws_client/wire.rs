//! What is on the wire: the body and path of a Put, for every combination of settings.

use lambda_lasso::aws::open;
use lambda_lasso::domain::call::Outcome;
use lambda_lasso::domain::destination::Destination;
use lambda_lasso::domain::settings::{AsyncSettings, EventAge, RetryAttempts, Setting};
use serde_json::{Map, Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

use crate::support::*;

const SUCCESS: &str = "arn:aws:sqs:eu-west-1:123456789012:done";
const FAILURE: &str = "arn:aws:sns:eu-west-1:123456789012:failed";

/// The settings whose bits are set: retries, age, on success, on failure.
fn settings(bits: u8) -> AsyncSettings {
    fn when<T>(set: bool, value: T) -> Setting<T> {
        set.then_some(value).into()
    }
    let destination = |arn| Destination::parse(arn).unwrap().into();
    AsyncSettings {
        maximum_retry_attempts: when(bits & 1 != 0, RetryAttempts::new(0).unwrap()),
        maximum_event_age: when(bits & 2 != 0, EventAge::new(3600).unwrap()),
        on_success: when(bits & 4 != 0, destination(SUCCESS)),
        on_failure: when(bits & 8 != 0, destination(FAILURE)),
    }
}

/// The body that should be sent, in its order.
fn body(bits: u8) -> Value {
    let mut halves = Map::new();
    if bits & 4 != 0 {
        halves.insert("OnSuccess".to_owned(), json!({"Destination": SUCCESS}));
    }
    if bits & 8 != 0 {
        halves.insert("OnFailure".to_owned(), json!({"Destination": FAILURE}));
    }
    let mut body = Map::new();
    if !halves.is_empty() {
        body.insert("DestinationConfig".to_owned(), Value::Object(halves));
    }
    if bits & 2 != 0 {
        body.insert("MaximumEventAgeInSeconds".to_owned(), json!(3600));
    }
    if bits & 1 != 0 {
        body.insert("MaximumRetryAttempts".to_owned(), json!(0));
    }
    Value::Object(body)
}

/// A request as it came.
pub(crate) struct Sent {
    /// Its first line.
    pub(crate) line: String,
    /// The rest of its head.
    pub(crate) head: String,
    /// Its body, as long as its head says.
    pub(crate) body: String,
}

/// Reads one request to its end.
async fn request(stream: &mut TcpStream) -> Sent {
    let mut received = Vec::new();
    loop {
        let mut chunk = [0; 4096];
        let count = stream.read(&mut chunk).await.unwrap();
        assert_ne!(count, 0, "the request ended early");
        received.extend_from_slice(&chunk[..count]);
        let text = String::from_utf8_lossy(&received);
        let Some((head, body)) = text.split_once("\r\n\r\n") else {
            continue;
        };
        let (line, head) = head.split_once("\r\n").unwrap();
        let length = head
            .lines()
            .find_map(|header| header.strip_prefix("content-length: "))
            .map_or(0, |length| length.parse().unwrap());
        if body.len() >= length {
            return Sent {
                line: line.to_owned(),
                head: head.to_owned(),
                body: body.to_owned(),
            };
        }
    }
}

/// Reads one request, and says no to it.
pub(crate) async fn refuse(listener: &TcpListener) -> Sent {
    let (mut stream, _) = listener.accept().await.unwrap();
    let received = request(&mut stream).await;
    let refusal = "HTTP/1.1 400 Bad Request\r\nconnection: close\r\nx-amzn-errortype: ValidationException\r\ncontent-length: 0\r\n\r\n";
    stream.write_all(refusal.as_bytes()).await.unwrap();
    received
}

/// Reads one request, and answers it with a body.
pub(crate) async fn answer(listener: &TcpListener, body: &Value) -> Sent {
    let (mut stream, _) = listener.accept().await.unwrap();
    let received = request(&mut stream).await;
    let body = body.to_string();
    let length = body.len();
    let answer =
        format!("HTTP/1.1 200 OK\r\nconnection: close\r\ncontent-length: {length}\r\n\r\n{body}");
    stream.write_all(answer.as_bytes()).await.unwrap();
    received
}

#[tokio::test]
async fn the_body_on_the_wire_is_the_body_that_should_be_sent_for_every_combination() {
    let world = world().await;
    let target = target("plain", "$LATEST");
    let identity = identity(&world.client).await;
    let reading = reading(&world.client, &target).await;
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let (client, _) = open(connection(&url)).await.unwrap();
    for bits in 1..16 {
        let change = approve(&identity, &reading, &target, settings(bits), SESSION);
        let path = change.reviewed().path();
        let (came, sent) = tokio::join!(client.write(change), refuse(&listener));
        assert!(matches!(came, Outcome::Refused { .. }), "{came:?}");
        assert_eq!(sent.line, format!("PUT {path} HTTP/1.1"));
        assert_eq!(sent.body, body(bits).to_string());
    }
}

#[tokio::test]
async fn what_was_sent_is_what_is_stored_and_what_is_answered_for_every_combination() {
    for bits in 1..16 {
        let world = world().await;
        let target = target("plain", "$LATEST");
        let change = approved(&world.client, &target, settings(bits)).await;
        let Outcome::Applied {
            held: Some(held), ..
        } = world.client.write(change).await
        else {
            panic!()
        };
        assert_eq!(held.settings, settings(bits).as_stored());
        let read = reading(&world.client, &target).await;
        assert_eq!(read.configuration, Some(held));
        let stored = world
            .simulator
            .settings(REGION, "plain", "$LATEST")
            .unwrap();
        let body = body(bits);
        for member in ["MaximumRetryAttempts", "MaximumEventAgeInSeconds"] {
            assert_eq!(stored.get(member), body.get(member), "{member} of {bits}");
        }
        for half in ["OnSuccess", "OnFailure"] {
            let pointer = format!("/DestinationConfig/{half}/Destination");
            let stored = stored.pointer(&pointer).filter(|arn| !arn.is_null());
            assert_eq!(stored, body.pointer(&pointer), "{half} of {bits}");
        }
    }
}
