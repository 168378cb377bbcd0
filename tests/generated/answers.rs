//! Answers of every shape: what is read of one was there, and nothing in it ends the program.
//!
//! Knows what answers look like when they are right, and makes them wrong. Does not know what each member means.

use std::num::NonZeroU32;
use std::sync::{Arc, Mutex};

use lambda_lasso::aws::{Client, Connection, Source, open};
use lambda_lasso::domain::call::{Query, RequestId, SessionNumber, Urgency};
use lambda_lasso::domain::function::{FunctionAddress, FunctionKey, Target};
use lambda_lasso::domain::place::{Region, Scope};
use lambda_lasso::domain::qualifier::Qualifier;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

/// Status and body that are answered next.
type Next = Arc<Mutex<(u16, String)>>;

/// Answers whatever is asked with what is next.
async fn serve(listener: TcpListener, next: Next) {
    loop {
        let (stream, _) = listener.accept().await.unwrap();
        begin(converse(stream, Arc::clone(&next)));
    }
}

#[expect(clippy::disallowed_methods, reason = "a server runs beside the test")]
fn begin(task: impl Future<Output = ()> + Send + 'static) {
    tokio::spawn(task);
}

/// No request here has a body: the end of its head is its end.
async fn converse(mut stream: TcpStream, next: Next) {
    let mut asked = Vec::new();
    let mut buffer = [0; 4_096];
    while let Ok(length @ 1..) = stream.read(&mut buffer).await {
        asked.extend_from_slice(&buffer[..length]);
        if !asked.ends_with(b"\r\n\r\n") {
            continue;
        }
        asked.clear();
        let (status, body) = next.lock().unwrap().clone();
        let head = format!(
            "HTTP/1.1 {status} Said\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n",
            body.len()
        );
        if stream.write_all((head + &body).as_bytes()).await.is_err() {
            return;
        }
    }
}

fn orders() -> FunctionKey {
    let scope = Scope::of_region(Region::parse("eu-west-1").unwrap());
    let arn = "arn:aws:lambda:eu-west-1:123456789012:function:orders";
    FunctionAddress::parse(arn).unwrap().within(&scope).function
}

/// An ARN of the function, with what follows its name.
fn arn(rest: &str) -> String {
    format!("arn:aws:lambda:eu-west-1:123456789012:function:orders{rest}")
}

fn described() -> Value {
    json!({
        "FunctionName": "orders", "FunctionArn": arn(":3"), "Version": "3", "Runtime": "java21", "Timeout": 25,
        "Role": "arn:aws:iam::123456789012:role/orders-role",
        "DeadLetterConfig": {"TargetArn": "arn:aws:sqs:eu-west-1:123456789012:orders-dlq"}
    })
}

fn held() -> Value {
    json!({
        "FunctionArn": arn(":live"), "LastModified": 1_790_906_408.5, "MaximumRetryAttempts": 1,
        "MaximumEventAgeInSeconds": 3_600,
        "DestinationConfig": {
            "OnSuccess": {"Destination": "arn:aws:sns:eu-west-1:123456789012:orders-done"},
            "OnFailure": {"Destination": "arn:aws:sqs:eu-west-1:123456789012:orders-failed"}
        }
    })
}

fn alias() -> Value {
    json!({
        "AliasArn": arn(":live"), "Name": "live", "FunctionVersion": "3",
        "RoutingConfig": {"AdditionalVersionWeights": {"2": 0.25}}
    })
}

fn target(qualifier: Qualifier) -> Target {
    Target {
        function: orders(),
        qualifier,
    }
}

/// Each query with an answer that is right.
fn dialogues() -> Vec<(Query, Value)> {
    let function = orders();
    let (described, held, alias) = (described(), held(), alias());
    let live = Qualifier::Alias("live".to_owned());
    vec![
        (
            Query::Functions { marker: None },
            json!({"Functions": [described], "NextMarker": "more"}),
        ),
        (
            Query::Versions {
                function: function.clone(),
                marker: None,
            },
            json!({"Versions": [described], "NextMarker": "more"}),
        ),
        (
            Query::Aliases {
                function: function.clone(),
                marker: None,
            },
            json!({"Aliases": [alias], "NextMarker": "more"}),
        ),
        (
            Query::Configurations {
                function: function.clone(),
                marker: None,
            },
            json!({"FunctionEventInvokeConfigs": [held], "NextMarker": "more"}),
        ),
        (
            Query::Configuration {
                target: target(live.clone()),
            },
            held,
        ),
        (
            Query::Description {
                target: target(Qualifier::Version(3)),
            },
            described,
        ),
        (
            Query::Alias {
                target: target(live),
            },
            alias,
        ),
        (
            Query::Concurrency {
                function: function.clone(),
            },
            json!({"ReservedConcurrentExecutions": 7}),
        ),
        (
            Query::Stack { function },
            json!({"Tags": {"aws:cloudformation:stack-name": "pay-prod"}}),
        ),
    ]
}

/// What may stand where something else should.
fn foreign() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        (-3..30_000_i64).prop_map(Value::from),
        any::<String>().prop_map(Value::from),
        prop::sample::select(vec![
            "",
            "$LATEST",
            "live",
            "3",
            "03",
            "99999999999999999999",
            "*",
            "orders",
            "arn:aws:lambda:eu-west-1:210987654321:function:orders:live",
            "arn:aws:lambda:us-east-1:123456789012:function:orders:live",
            "arn:aws:lambda:eu-west-1:123456789012:function:other:live",
            "arn:aws:lambda:eu-west-1:123456789012:function:orders",
        ])
        .prop_map(Value::from),
    ];
    leaf.prop_recursive(2, 6, 3, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..3).prop_map(Value::from),
            prop::collection::btree_map("[A-Za-z]{0,8}", inner, 0..3)
                .prop_map(|members| Value::Object(members.into_iter().collect())),
        ]
    })
}

/// Every place in a value, as JSON pointers.
fn places(value: &Value, at: &str, places: &mut Vec<String>) {
    places.push(at.to_owned());
    match value {
        Value::Object(members) => {
            for (name, member) in members {
                let name = name.replace('~', "~0").replace('/', "~1");
                self::places(member, &format!("{at}/{name}"), places);
            }
        }
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                self::places(item, &format!("{at}/{index}"), places);
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

/// Puts something else, or nothing, in a place.
fn spoil(value: &mut Value, place: prop::sample::Index, foreign: Option<Value>) {
    let mut all = Vec::new();
    places(value, "", &mut all);
    let pointer = &all[place.index(all.len())];
    if let Some(foreign) = foreign {
        *value.pointer_mut(pointer).unwrap() = foreign;
    } else if let Some((parent, name)) = pointer.rsplit_once('/')
        && let Some(Value::Object(members)) = value.pointer_mut(parent)
    {
        members.remove(&name.replace("~1", "/").replace("~0", "~"));
    }
}

/// Texts and numbers, wherever they stand; names of members too, since some tell versions.
fn leaves(value: &Value, texts: &mut Vec<String>, numbers: &mut Vec<f64>) {
    match value {
        Value::String(text) => texts.push(text.clone()),
        Value::Number(number) => numbers.extend(number.as_f64()),
        Value::Array(items) => items.iter().for_each(|item| leaves(item, texts, numbers)),
        Value::Object(members) => {
            for (name, member) in members {
                texts.push(name.clone());
                leaves(member, texts, numbers);
            }
        }
        Value::Null | Value::Bool(_) => {}
    }
}

/// What an answer holds that neither the service nor the question said.
fn made_up(answer: &Value, said: &Value) -> Vec<String> {
    let (mut texts, mut numbers) = (Vec::new(), Vec::new());
    leaves(said, &mut texts, &mut numbers);
    let mut found = Vec::new();
    values(answer, &mut found);
    let has = |part: &str| texts.iter().any(|said| said.contains(part));
    let was_said = |value: &Value| match value {
        // An unknown member is named with those around it.
        Value::String(text) => {
            has(text) || text.split('.').all(has) || text.parse::<jiff::Timestamp>().is_ok()
        }
        Value::Number(number) => {
            let digits = number.to_string();
            numbers.iter().any(|said| number.as_f64() == Some(*said))
                || texts.iter().any(|said| said.contains(&digits))
        }
        Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => true,
    };
    let foreign = found.iter().filter(|value| !was_said(value));
    foreign.map(ToString::to_string).collect()
}

/// The leaves of an answer, without the names that its types have in here.
fn values(answer: &Value, found: &mut Vec<Value>) {
    const NAMES: [&str; 3] = ["ServiceDefault", "Latest", "LatestPublished"];
    match answer {
        Value::Array(items) => items.iter().for_each(|item| values(item, found)),
        Value::Object(members) => members.values().for_each(|member| values(member, found)),
        Value::String(text) if NAMES.contains(&text.as_str()) => {}
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {
            found.push(answer.clone());
        }
    }
}

async fn client(url: String) -> Client {
    let connection = Connection {
        region: Some("eu-west-1".to_owned()),
        endpoint_url: Some(url),
        requests_per_second: NonZeroU32::new(100_000).unwrap(),
        credentials: Source::Fixed {
            access_key_id: "AKIDEXAMPLE".to_owned(),
            secret_access_key: "secret".to_owned(),
        },
        ..Connection::new(SessionNumber(1))
    };
    open(connection).await.unwrap().0
}

#[test]
fn what_is_read_of_an_answer_was_there() {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(1)
        .enable_all()
        .build()
        .unwrap();
    let next = Next::default();
    let client = runtime.block_on(async {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        begin(serve(listener, Arc::clone(&next)));
        client(url).await
    });
    let dialogues = dialogues();
    let spoiled = prop::collection::vec(
        (any::<prop::sample::Index>(), prop::option::of(foreign())),
        0..4,
    );
    let status = prop::sample::select(vec![200_u16, 200, 200, 200, 400, 403, 404]);
    let mut runner = TestRunner::new(Config {
        failure_persistence: None,
        ..Config::default()
    });
    let outcome = runner.run(
        &(0..dialogues.len(), spoiled, status),
        |(which, spoiled, status)| {
            let (query, mut body) = dialogues[which].clone();
            let is_right = spoiled.is_empty() && status == 200;
            for (place, foreign) in spoiled {
                spoil(&mut body, place, foreign);
            }
            *next.lock().unwrap() = (status, body.to_string());
            let read = client.read(RequestId(1), &query, Urgency::Operator);
            let (_, answer) = runtime.block_on(read);
            prop_assert!(answer.is_ok() || !is_right, "{answer:?}");
            if let Ok(answer) = answer {
                let said = json!([body, serde_json::to_value(&query).unwrap()]);
                let answer = serde_json::to_value(&answer).unwrap();
                prop_assert_eq!(
                    made_up(&answer, &said),
                    Vec::<String>::new(),
                    "{} of {}",
                    answer,
                    body
                );
            }
            Ok(())
        },
    );
    if let Err(failure) = outcome {
        panic!("{failure}");
    }
}
