//! Members of a configuration that the SDK drops: their names arrive all the same.

use lambda_lasso::aws::open;
use lambda_lasso::domain::call::{Answer, Outcome, Query};
use lambda_lasso::domain::settings::{AsyncSettings, RetryAttempts, Setting};
use serde_json::{Value, json};
use tokio::net::TcpListener;

use crate::support::*;
use crate::wire::answer;

/// What Lambda might answer one day.
fn grown() -> Value {
    let queue = json!({"Destination": "arn:aws:sqs:eu-west-1:123456789012:timeouts"});
    json!({
        "FunctionArn": "arn:aws:lambda:eu-west-1:123456789012:function:plain:$LATEST",
        "MaximumRetryAttempts": 0,
        "NewRetryMode": "Adaptive",
        "DestinationConfig": {"OnSuccess": {}, "OnFailure": {}, "OnTimeout": queue}
    })
}

/// The SDK reads what it knows and drops the rest, so that nothing told of what a Put then removed.
#[tokio::test]
async fn a_read_and_a_put_name_what_they_do_not_know() {
    let world = world().await;
    let target = target("plain", "$LATEST");
    let identity = identity(&world.client).await;
    let before = reading(&world.client, &target).await;
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let (client, _) = open(connection(&url)).await.unwrap();
    let grown = grown();
    let names = ["DestinationConfig.OnTimeout", "NewRetryMode"];

    let query = Query::Configuration {
        target: target.clone(),
    };
    let (read, _) = tokio::join!(ask(&client, query), answer(&listener, &grown));
    let Ok(Answer::Configuration(Some(held))) = read else {
        panic!("{read:?}")
    };
    assert_eq!(held.unknown_members, names);

    let query = Query::Configurations {
        function: target.function.clone(),
        marker: None,
    };
    let page = json!({"FunctionEventInvokeConfigs": [&grown]});
    let (read, _) = tokio::join!(ask(&client, query), answer(&listener, &page));
    let Ok(Answer::Configurations(page)) = read else {
        panic!("{read:?}")
    };
    assert_eq!(page.items[0].unknown_members, names);

    let settings = AsyncSettings {
        maximum_retry_attempts: Setting::Explicit(RetryAttempts::new(0).unwrap()),
        ..AsyncSettings::default()
    };
    let change = approve(&identity, &before, &target, settings, SESSION);
    let (came, _) = tokio::join!(client.write(change), answer(&listener, &grown));
    let Outcome::Applied {
        held: Some(held), ..
    } = came
    else {
        panic!("{came:?}")
    };
    assert_eq!(held.unknown_members, names);
}
