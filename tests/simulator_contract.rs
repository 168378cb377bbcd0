#![cfg(test)]
//! The real SDK against the simulator: every operation, every recorded refusal, every fault.
//!
//! Knows what clients of the service rely on. Does not look inside the simulator.

use std::fmt::Debug;
use std::time::Duration;

use aws_sdk_lambda::Client;
use aws_sdk_lambda::config::http::HttpResponse;
use aws_sdk_lambda::config::{BehaviorVersion, Credentials, Region};
use aws_sdk_lambda::error::{ProvideErrorMetadata, SdkError};
use aws_sdk_lambda::operation::RequestId;
use aws_sdk_lambda::operation::get_function_event_invoke_config::GetFunctionEventInvokeConfigOutput as Held;
use aws_sdk_lambda::operation::put_function_event_invoke_config::builders::PutFunctionEventInvokeConfigFluentBuilder as Put;
use aws_sdk_lambda::primitives::Blob;
use aws_sdk_lambda::types::{
    AliasRoutingConfiguration, DestinationConfig, FunctionCode, FunctionVersion, OnFailure,
    OnSuccess, Runtime,
};
use aws_smithy_http_client::Builder;
use aws_smithy_http_client::tls::{Provider, TlsContext, TrustStore, rustls_provider::CryptoMode};
use aws_smithy_runtime_api::client::http::SharedHttpClient;
use aws_smithy_types::retry::RetryConfig;
use aws_smithy_types::timeout::TimeoutConfig;
use lambda_lasso::simulator::{
    self, Account, Change, Clock, Fate, Fault, Faults, Handle, Operation, Options, StartError,
};
use serde_json::{Value, json};

const QUEUE: &str = "arn:aws:sqs:eu-west-1:123456789012:failed";
const NOT_THERE: &str = "The function doesn't exist.";
/// The first instant of every simulator here, in milliseconds.
const START: i64 = 1_795_228_267_412;

/// An account with `orders` (versions 1 and 2, alias live) and `mails`.
fn account() -> Account {
    let file = json!({"Region": "eu-west-1", "Functions": [
        {
            "Configuration": {
                "FunctionName": "orders", "Runtime": "nodejs22.x", "Timeout": 30,
                "DeadLetterConfig": {"TargetArn": QUEUE}, "Environment": {"Variables": {"TOKEN": "secret"}}
            },
            "Versions": [{"Version": "1"}, {"Version": "2"}],
            "Aliases": [{"Name": "live", "FunctionVersion": "1", "RoutingConfig": {"AdditionalVersionWeights": {"2": 0.2}}}],
            "Tags": {"team": "orders"}, "Concurrency": {"ReservedConcurrentExecutions": 0}
        },
        {"Configuration": {"FunctionName": "mails"}}
    ]});
    serde_json::from_value(file).unwrap()
}

async fn start(account: Account, options: Options) -> (Handle, Client) {
    let handle = simulator::start(account, Clock::Fixed(START), options)
        .await
        .unwrap();
    let client = client(&handle, "eu-west-1");
    (handle, client)
}

async fn orders() -> (Handle, Client) {
    start(account(), Options::default()).await
}

/// A client that asks once and waits two seconds at most.
fn client(handle: &Handle, region: &str) -> Client {
    Client::from_conf(config(handle, region))
}

fn config(handle: &Handle, region: &str) -> aws_sdk_lambda::Config {
    config_for(&handle.url(), region)
}

fn config_for(url: &str, region: &str) -> aws_sdk_lambda::Config {
    aws_sdk_lambda::Config::builder()
        .behavior_version(BehaviorVersion::latest())
        .region(Region::new(region.to_owned()))
        .credentials_provider(Credentials::new("AKIDTEST", "x", None, None, "test"))
        .endpoint_url(url)
        .http_client(http_client())
        .retry_config(RetryConfig::disabled())
        .timeout_config(
            TimeoutConfig::builder()
                .operation_timeout(Duration::from_secs(2))
                .build(),
        )
        .build()
}

/// Without certificates: nothing here is encrypted, and loading the system's takes longer than a test.
fn http_client() -> SharedHttpClient {
    let nothing = TlsContext::builder()
        .with_trust_store(TrustStore::empty())
        .build()
        .unwrap();
    Builder::new()
        .tls_provider(Provider::Rustls(CryptoMode::Ring))
        .tls_context(nothing)
        .build_https()
}

/// Waits for something that the simulator is about to do.
async fn until(condition: impl Fn() -> bool) {
    while !condition() {
        tokio::task::yield_now().await;
    }
}

fn sts(handle: &Handle) -> aws_sdk_sts::Client {
    let config = aws_sdk_sts::Config::builder()
        .behavior_version(BehaviorVersion::latest())
        .region(Region::new("eu-west-1"))
        .credentials_provider(Credentials::new("AKIDTEST", "x", None, None, "test"))
        .endpoint_url(handle.url())
        .http_client(http_client())
        .retry_config(RetryConfig::disabled())
        .build();
    aws_sdk_sts::Client::from_conf(config)
}

/// A refusal as it was on the wire.
#[derive(Debug, PartialEq)]
struct Refused {
    status: u16,
    code: Option<String>,
    body: Value,
}

fn refused<T: Debug, E: ProvideErrorMetadata + Debug>(
    result: Result<T, SdkError<E, HttpResponse>>,
) -> Refused {
    let error = result.expect_err("a refusal was expected");
    let response = error
        .raw_response()
        .unwrap_or_else(|| panic!("no answer at all: {error:?}"));
    assert!(response.headers().get("x-amzn-requestid").is_some());
    Refused {
        status: response.status().as_u16(),
        code: error.code().map(str::to_owned),
        body: serde_json::from_slice(response.body().bytes().unwrap()).unwrap_or(Value::Null),
    }
}

fn not_found(message: &str) -> Refused {
    Refused {
        status: 404,
        code: Some("ResourceNotFoundException".into()),
        body: json!({"Type": "User", "Message": message}),
    }
}

fn invalid(message: &str) -> Refused {
    Refused {
        status: 400,
        code: Some("InvalidParameterValueException".into()),
        body: json!({"Type": "User", "message": message}),
    }
}

fn unset(qualifier: &str) -> Refused {
    let arn = format!("arn:aws:lambda:eu-west-1:123456789012:function:orders:{qualifier}");
    not_found(&format!(
        "The function {arn} doesn't have an EventInvokeConfig"
    ))
}

fn on_failure(arn: &str) -> DestinationConfig {
    DestinationConfig::builder()
        .on_failure(OnFailure::builder().destination(arn).build())
        .build()
}

fn on_success(arn: &str) -> DestinationConfig {
    DestinationConfig::builder()
        .on_success(OnSuccess::builder().destination(arn).build())
        .build()
}

fn put(client: &Client) -> Put {
    client
        .put_function_event_invoke_config()
        .function_name("orders")
}

async fn get(client: &Client, qualifier: &str) -> Held {
    client
        .get_function_event_invoke_config()
        .function_name("orders")
        .qualifier(qualifier)
        .send()
        .await
        .unwrap()
}

async fn listed(client: &Client) -> Vec<String> {
    let listed = client
        .list_function_event_invoke_configs()
        .function_name("orders")
        .send()
        .await
        .unwrap();
    listed
        .function_event_invoke_configs()
        .iter()
        .map(|held| held.function_arn().unwrap().to_owned())
        .collect()
}

mod settings {
    use super::*;

    #[tokio::test]
    async fn put_replaces_everything_and_what_it_does_not_name_is_gone() {
        let (_simulator, client) = orders().await;
        put(&client)
            .maximum_retry_attempts(2)
            .maximum_event_age_in_seconds(60)
            .send()
            .await
            .unwrap();
        let answer = put(&client).maximum_retry_attempts(0).send().await.unwrap();
        assert_eq!(
            (
                answer.maximum_retry_attempts(),
                answer.maximum_event_age_in_seconds()
            ),
            (Some(0), None)
        );
        let held = get(&client, "$LATEST").await;
        assert_eq!(
            (
                held.maximum_retry_attempts(),
                held.maximum_event_age_in_seconds()
            ),
            (Some(0), None)
        );
        put(&client)
            .maximum_event_age_in_seconds(60)
            .send()
            .await
            .unwrap();
        assert_eq!(get(&client, "$LATEST").await.maximum_retry_attempts(), None);
    }

    #[tokio::test]
    async fn a_destination_goes_with_an_empty_half_or_with_a_put_that_names_none() {
        let (_simulator, client) = orders().await;
        let empty_half = DestinationConfig::builder()
            .on_failure(OnFailure::builder().build())
            .build();
        for without in [
            put(&client).destination_config(empty_half),
            put(&client).maximum_retry_attempts(1),
        ] {
            put(&client)
                .destination_config(on_failure(QUEUE))
                .send()
                .await
                .unwrap();
            without.send().await.unwrap();
            let destinations = get(&client, "$LATEST").await.destination_config.unwrap();
            assert_eq!(
                destinations.on_success().map(OnSuccess::destination),
                Some(None),
                "both halves are there"
            );
            assert_eq!(
                destinations.on_failure().map(OnFailure::destination),
                Some(None),
                "and both are empty"
            );
        }
    }

    #[tokio::test]
    async fn the_answer_is_qualified_and_its_date_is_a_number_of_milliseconds() {
        let (simulator, client) = orders().await;
        let answer = put(&client).maximum_retry_attempts(1).send().await.unwrap();
        assert_eq!(
            answer.function_arn(),
            Some("arn:aws:lambda:eu-west-1:123456789012:function:orders:$LATEST")
        );
        let seconds = answer.last_modified().unwrap().as_secs_f64();
        assert!(
            seconds > 1_795_228_267.4 && seconds < 1_795_228_268.0,
            "{seconds}"
        );
        let held = simulator
            .settings("eu-west-1", "orders", "$LATEST")
            .unwrap();
        assert_eq!(held["LastModified"], json!(seconds));
        assert_eq!(
            held["DestinationConfig"],
            json!({"OnSuccess": {"Destination": null}, "OnFailure": {"Destination": null}})
        );
        assert!(held.get("MaximumEventAgeInSeconds").is_none());
    }

    #[tokio::test]
    async fn the_same_put_twice_is_fine_and_moves_the_date() {
        let (_simulator, client) = orders().await;
        let first = put(&client).maximum_retry_attempts(2).send().await.unwrap();
        let second = put(&client).maximum_retry_attempts(2).send().await.unwrap();
        assert!(second.last_modified() > first.last_modified());
    }

    #[tokio::test]
    async fn update_keeps_what_it_does_not_name() {
        let (_simulator, client) = orders().await;
        let update = || {
            client
                .update_function_event_invoke_config()
                .function_name("orders")
        };
        assert_eq!(
            refused(update().maximum_retry_attempts(0).send().await),
            unset("$LATEST")
        );
        put(&client)
            .maximum_retry_attempts(2)
            .maximum_event_age_in_seconds(60)
            .send()
            .await
            .unwrap();
        let answer = update().maximum_retry_attempts(0).send().await.unwrap();
        assert_eq!(
            (
                answer.maximum_retry_attempts(),
                answer.maximum_event_age_in_seconds()
            ),
            (Some(0), Some(60))
        );
        assert!(update().send().await.is_err(), "nothing named");
    }

    #[tokio::test]
    async fn each_qualifier_has_settings_of_its_own_and_publishing_copies_none() {
        let (_simulator, client) = orders().await;
        for (qualifier, retries) in [("$LATEST", 0), ("1", 1), ("live", 2)] {
            put(&client)
                .qualifier(qualifier)
                .maximum_retry_attempts(retries)
                .send()
                .await
                .unwrap();
        }
        for (qualifier, retries) in [("$LATEST", 0), ("1", 1), ("live", 2)] {
            assert_eq!(
                get(&client, qualifier).await.maximum_retry_attempts(),
                Some(retries)
            );
        }
        assert_eq!(listed(&client).await.len(), 3);
        client
            .update_function_configuration()
            .function_name("orders")
            .timeout(31)
            .send()
            .await
            .unwrap();
        let published = client
            .publish_version()
            .function_name("orders")
            .send()
            .await
            .unwrap();
        assert_eq!(published.version(), Some("3"));
        let read = client
            .get_function_event_invoke_config()
            .function_name("orders")
            .qualifier("3")
            .send()
            .await;
        assert_eq!(refused(read), unset("3"));
    }

    #[tokio::test]
    async fn delete_removes_one_qualifier_and_is_refused_the_second_time() {
        let (_simulator, client) = orders().await;
        put(&client).maximum_retry_attempts(0).send().await.unwrap();
        put(&client)
            .qualifier("1")
            .maximum_retry_attempts(0)
            .send()
            .await
            .unwrap();
        let delete = || {
            client
                .delete_function_event_invoke_config()
                .function_name("orders")
                .send()
        };
        delete().await.unwrap();
        assert_eq!(
            listed(&client).await,
            ["arn:aws:lambda:eu-west-1:123456789012:function:orders:1"]
        );
        assert_eq!(refused(delete().await), unset("$LATEST"));
    }

    #[tokio::test]
    async fn an_alias_leaves_its_settings_behind_and_they_can_still_be_deleted() {
        let (_simulator, client) = orders().await;
        put(&client)
            .qualifier("live")
            .maximum_retry_attempts(0)
            .send()
            .await
            .unwrap();
        client
            .delete_alias()
            .function_name("orders")
            .name("live")
            .send()
            .await
            .unwrap();
        assert_eq!(
            listed(&client).await,
            ["arn:aws:lambda:eu-west-1:123456789012:function:orders:live"]
        );
        assert_eq!(
            refused(
                put(&client)
                    .qualifier("live")
                    .maximum_retry_attempts(1)
                    .send()
                    .await
            ),
            not_found(NOT_THERE)
        );
        let delete = client
            .delete_function_event_invoke_config()
            .function_name("orders")
            .qualifier("live");
        delete.send().await.unwrap();
        assert!(listed(&client).await.is_empty());
    }

    #[tokio::test]
    async fn the_list_comes_in_pages() {
        let (_simulator, client) = orders().await;
        for qualifier in ["$LATEST", "1", "2", "live"] {
            put(&client)
                .qualifier(qualifier)
                .maximum_retry_attempts(1)
                .send()
                .await
                .unwrap();
        }
        let mut pages = client
            .list_function_event_invoke_configs()
            .function_name("orders")
            .max_items(3)
            .into_paginator()
            .send();
        let mut sizes = Vec::new();
        while let Some(page) = pages.next().await {
            sizes.push(page.unwrap().function_event_invoke_configs().len());
        }
        assert_eq!(sizes, [3, 1]);
        let too_many = client
            .list_function_event_invoke_configs()
            .function_name("orders")
            .max_items(51)
            .send()
            .await;
        assert_eq!(
            refused(too_many).code.as_deref(),
            Some("ValidationException")
        );
    }
}

mod refusals {
    use super::*;

    #[tokio::test]
    async fn a_put_without_settings_is_refused_before_the_function_is_looked_for() {
        let (_simulator, client) = orders().await;
        let answer = client
            .put_function_event_invoke_config()
            .function_name("nowhere")
            .send()
            .await;
        assert_eq!(
            refused(answer),
            invalid("You must specify at least one of error handling or destination setting.")
        );
    }

    #[tokio::test]
    async fn a_missing_function_or_qualifier_is_told_by_put_and_list_but_not_by_get_and_delete() {
        let (_simulator, client) = orders().await;
        let elsewhere = client
            .put_function_event_invoke_config()
            .function_name("nowhere")
            .maximum_retry_attempts(1);
        assert_eq!(refused(elsewhere.send().await), not_found(NOT_THERE));
        for qualifier in ["beta", "7", "$latest"] {
            assert_eq!(
                refused(
                    put(&client)
                        .qualifier(qualifier)
                        .maximum_retry_attempts(1)
                        .send()
                        .await
                ),
                not_found(NOT_THERE)
            );
            let read = client
                .get_function_event_invoke_config()
                .function_name("orders")
                .qualifier(qualifier);
            assert_eq!(refused(read.send().await), unset(qualifier));
            let delete = client
                .delete_function_event_invoke_config()
                .function_name("orders")
                .qualifier(qualifier);
            assert_eq!(refused(delete.send().await), unset(qualifier));
        }
        let list = client
            .list_function_event_invoke_configs()
            .function_name("nowhere")
            .send()
            .await;
        assert_eq!(refused(list), not_found(NOT_THERE));
        let read = client
            .get_function_event_invoke_config()
            .function_name("nowhere")
            .send()
            .await;
        let arn = "arn:aws:lambda:eu-west-1:123456789012:function:nowhere:$LATEST";
        assert_eq!(
            refused(read),
            not_found(&format!(
                "The function {arn} doesn't have an EventInvokeConfig"
            ))
        );
    }

    #[tokio::test]
    async fn destinations_are_refused_in_the_service_s_words() {
        let (_simulator, client) = orders().await;
        let own = "arn:aws:lambda:eu-west-1:123456789012:function:orders";
        let missing = "arn:aws:lambda:eu-west-1:123456789012:function:doesnotexist";
        let role = "arn:aws:iam::123456789012:role/orders";
        let bucket = "arn:aws:s3:::failed";
        let fifo = "arn:aws:sqs:eu-west-1:123456789012:failed.fifo";
        let itself = "You can't specify the function as a destination for itself.";
        let config = |success: &str, failure: &str| {
            format!(
                "The provided destination config DestinationConfig(onSuccess={success}, onFailure={failure}) is invalid."
            )
        };
        let half = |name: &str, arn: &str| format!("{name}(destination={arn})");
        let table = [
            (
                on_failure(missing),
                format!("The destination ARN {missing} is invalid."),
            ),
            (on_failure(own), itself.to_owned()),
            (on_success(&format!("{own}:live")), itself.to_owned()),
            (on_success(role), config(&half("OnSuccess", role), "null")),
            (on_failure(role), config("null", &half("OnFailure", role))),
            (
                on_success(bucket),
                config(&half("OnSuccess", bucket), "null"),
            ),
            (
                on_failure(fifo),
                format!("The destination ARN {fifo} is invalid."),
            ),
        ];
        for (destinations, message) in table {
            let answer = put(&client)
                .destination_config(destinations.clone())
                .send()
                .await;
            assert_eq!(refused(answer), invalid(&message), "{destinations:?}");
        }
    }

    #[tokio::test]
    async fn standard_destinations_are_taken_without_being_looked_for() {
        let (_simulator, client) = orders().await;
        for arn in [
            QUEUE,
            "arn:aws:sns:us-east-1:210987654321:alerts",
            "arn:aws:events:eu-west-1:123456789012:event-bus/default",
            "arn:aws:lambda:eu-west-1:123456789012:function:mails:live",
            "arn:aws:lambda:us-east-1:123456789012:function:orders",
        ] {
            put(&client)
                .destination_config(on_success(arn))
                .send()
                .await
                .unwrap();
            put(&client)
                .destination_config(on_failure(arn))
                .send()
                .await
                .unwrap();
        }
        put(&client)
            .destination_config(on_failure("arn:aws:s3:::failed"))
            .send()
            .await
            .unwrap();
    }

    #[tokio::test]
    async fn what_the_model_forbids_is_a_validation_exception_without_a_type() {
        let (_simulator, client) = orders().await;
        let told = |answer: Refused| {
            assert_eq!(
                (answer.status, answer.code.as_deref()),
                (400, Some("ValidationException"))
            );
            assert!(answer.body.get("Type").is_none());
            answer.body["message"].as_str().unwrap().to_owned()
        };
        let message = told(refused(put(&client).maximum_retry_attempts(5).send().await));
        let bound = "failed to satisfy constraint: Member must have value";
        assert_eq!(
            message,
            format!(
                "1 validation error detected: Value '5' at 'maximumRetryAttempts' {bound} less than or equal to 2"
            )
        );
        for (age, said) in [
            (59, "greater than or equal to 60"),
            (21_601, "less than or equal to 21600"),
        ] {
            let message = told(refused(
                put(&client).maximum_event_age_in_seconds(age).send().await,
            ));
            assert_eq!(
                message,
                format!(
                    "1 validation error detected: Value '{age}' at 'maximumEventAgeInSeconds' {bound} {said}"
                )
            );
        }
        let url = "https://sqs.eu-west-1.amazonaws.com/123456789012/failed";
        let message = told(refused(
            put(&client)
                .destination_config(on_failure(url))
                .send()
                .await,
        ));
        let start = format!(
            "1 validation error detected: Value '{url}' at 'destinationConfig.onFailure.destination' failed to satisfy constraint: Member must satisfy regular expression pattern: $|kafka://"
        );
        assert!(message.starts_with(&start), "{message}");
        let message = told(refused(
            client
                .list_functions()
                .function_version(FunctionVersion::from("ONE"))
                .send()
                .await,
        ));
        assert!(
            message.ends_with("Member must satisfy enum value set: [ALL]"),
            "{message}"
        );
    }

    #[tokio::test]
    async fn every_way_of_naming_a_function_is_understood_and_contradictions_are_not() {
        let (_simulator, client) = orders().await;
        put(&client)
            .qualifier("live")
            .maximum_retry_attempts(1)
            .send()
            .await
            .unwrap();
        let read = |name: &str, qualifier: Option<&str>| {
            let qualifier = qualifier.map(str::to_owned);
            client
                .get_function_event_invoke_config()
                .function_name(name)
                .set_qualifier(qualifier)
                .send()
        };
        for name in [
            "orders",
            "123456789012:function:orders",
            "arn:aws:lambda:eu-west-1:123456789012:function:orders",
        ] {
            assert!(read(name, Some("live")).await.is_ok(), "{name}");
            assert!(read(&format!("{name}:live"), None).await.is_ok(), "{name}");
            assert!(
                read(&format!("{name}:live"), Some("live")).await.is_ok(),
                "{name}"
            );
        }
        let differ =
            "The derived qualifier from the function name does not match the specified qualifier.";
        assert_eq!(
            refused(read("orders:live", Some("1")).await),
            invalid(differ)
        );
        let elsewhere = "Functions from 'us-east-1' are not reachable in this region ('eu-west-1')";
        assert_eq!(
            refused(
                read(
                    "arn:aws:lambda:us-east-1:123456789012:function:orders",
                    None
                )
                .await
            ),
            not_found(elsewhere)
        );
        let foreign = refused(
            read(
                "arn:aws:lambda:eu-west-1:210987654321:function:orders",
                None,
            )
            .await,
        );
        let expected = Refused {
            status: 403,
            code: Some("AccessDeniedException".into()),
            body: json!({"Message": null}),
        };
        assert_eq!(foreign, expected);
        assert_eq!(
            refused(read("or ders", None).await).code.as_deref(),
            Some("ValidationException")
        );
    }
}

mod furnishing {
    use super::*;

    #[tokio::test]
    async fn a_client_can_furnish_an_account_of_its_own() {
        let (_simulator, client) = start(Account::empty(), Options::default()).await;
        // More than most servers take by default, as a code package may be.
        let code = FunctionCode::builder()
            .zip_file(Blob::new(vec![0; 12 * 1024 * 1024]))
            .build();
        let create = || {
            client
                .create_function()
                .function_name("new")
                .role("arn:aws:iam::123456789012:role/new")
                .code(code.clone())
                .runtime(Runtime::Python313)
        };
        let created = create().send().await.unwrap();
        assert_eq!(
            created.function_arn(),
            Some("arn:aws:lambda:eu-west-1:123456789012:function:new")
        );
        assert_eq!(
            (created.version(), created.timeout()),
            (Some("$LATEST"), Some(3))
        );
        let again = refused(create().send().await);
        assert_eq!(
            (again.status, again.body),
            (
                409,
                json!({"Type": "User", "message": "Function already exist: new"})
            )
        );

        for _ in 0..2 {
            let published = client
                .publish_version()
                .function_name("new")
                .send()
                .await
                .unwrap();
            assert_eq!(
                published.version(),
                Some("1"),
                "nothing changed: no new version"
            );
        }
        let arn = created.function_arn().unwrap();
        client
            .tag_resource()
            .resource(arn)
            .tags("team", "a")
            .send()
            .await
            .unwrap();
        assert_eq!(
            client
                .list_tags()
                .resource(arn)
                .send()
                .await
                .unwrap()
                .tags()
                .unwrap()["team"],
            "a"
        );
        client
            .put_function_concurrency()
            .function_name("new")
            .reserved_concurrent_executions(0)
            .send()
            .await
            .unwrap();
        let concurrency = client
            .get_function_concurrency()
            .function_name("new")
            .send()
            .await
            .unwrap();
        assert_eq!(concurrency.reserved_concurrent_executions(), Some(0));
        client
            .delete_function()
            .function_name("new")
            .send()
            .await
            .unwrap();
        let gone = refused(client.get_function().function_name("new").send().await);
        assert_eq!(
            gone,
            not_found("Function not found: arn:aws:lambda:eu-west-1:123456789012:function:new")
        );
    }

    #[tokio::test]
    async fn an_alias_routes_to_versions_that_are_there() {
        let (_simulator, client) = orders().await;
        let alias = |name: &str, version: &str| {
            client
                .create_alias()
                .function_name("orders")
                .name(name)
                .function_version(version)
        };
        let weights = |version: &str, weight| {
            AliasRoutingConfiguration::builder()
                .additional_version_weights(version, weight)
                .build()
        };
        let created = alias("beta", "2")
            .routing_config(weights("1", 0.5))
            .send()
            .await
            .unwrap();
        assert_eq!(
            created.alias_arn(),
            Some("arn:aws:lambda:eu-west-1:123456789012:function:orders:beta")
        );
        let exists = refused(alias("beta", "2").send().await);
        assert_eq!(
            (exists.status, exists.code.as_deref()),
            (409, Some("ResourceConflictException"))
        );
        assert_eq!(
            refused(alias("2024", "2").send().await).code.as_deref(),
            Some("ValidationException")
        );
        assert_eq!(
            refused(alias("x", "9").send().await),
            not_found(
                "Function not found: arn:aws:lambda:eu-west-1:123456789012:function:orders:9"
            )
        );
        let latest = alias("x", "$LATEST")
            .routing_config(weights("1", 0.5))
            .send()
            .await;
        assert_eq!(
            refused(latest),
            invalid("$LATEST is not supported for an alias pointing to more than 1 version")
        );

        let update = client
            .update_alias()
            .function_name("orders")
            .name("beta")
            .function_version("1")
            .routing_config(AliasRoutingConfiguration::builder().build());
        update.send().await.unwrap();
        let read = client
            .get_alias()
            .function_name("orders")
            .name("beta")
            .send()
            .await
            .unwrap();
        assert_eq!(
            (read.function_version(), read.routing_config()),
            (Some("1"), None)
        );
        let missing = refused(
            client
                .get_alias()
                .function_name("orders")
                .name("gone")
                .send()
                .await,
        );
        assert_eq!(
            missing,
            not_found(
                "Cannot find alias arn: arn:aws:lambda:eu-west-1:123456789012:function:orders:gone"
            )
        );
        let update = client
            .update_alias()
            .function_name("orders")
            .name("gone")
            .function_version("1")
            .send()
            .await;
        assert_eq!(
            refused(update),
            not_found(
                "Alias not found: arn:aws:lambda:eu-west-1:123456789012:function:orders:gone"
            )
        );
        let pointed_at = refused(
            client
                .delete_function()
                .function_name("orders")
                .qualifier("1")
                .send()
                .await,
        );
        let message =
            "Unable to delete version because the following aliases reference it: [beta, live]";
        assert_eq!(
            (pointed_at.status, pointed_at.body["message"].as_str()),
            (409, Some(message))
        );
    }

    #[tokio::test]
    async fn a_dead_letter_queue_is_removed_by_an_empty_target_and_not_by_an_empty_structure() {
        use aws_sdk_lambda::types::DeadLetterConfig;
        let (_simulator, client) = orders().await;
        let update = |config: DeadLetterConfig| {
            client
                .update_function_configuration()
                .function_name("orders")
                .dead_letter_config(config)
                .send()
        };
        let after = update(DeadLetterConfig::builder().build()).await.unwrap();
        assert_eq!(
            after
                .dead_letter_config()
                .and_then(DeadLetterConfig::target_arn),
            Some(QUEUE)
        );
        assert_eq!(
            update(DeadLetterConfig::builder().target_arn("").build())
                .await
                .unwrap()
                .dead_letter_config(),
            None
        );
    }
}

mod listings {
    use super::*;

    #[tokio::test]
    async fn functions_come_fifty_to_a_page_each_once_and_in_order() {
        let (_simulator, client) = start(
            Account::with_functions(120).in_region("eu-west-1"),
            Options::default(),
        )
        .await;
        let mut pages = client
            .list_functions()
            .max_items(10_000)
            .into_paginator()
            .send();
        let (mut sizes, mut names) = (Vec::new(), Vec::new());
        while let Some(page) = pages.next().await {
            let page = page.unwrap();
            sizes.push(page.functions().len());
            names.extend(
                page.functions()
                    .iter()
                    .map(|function| function.function_name().unwrap().to_owned()),
            );
        }
        assert_eq!(sizes, [50, 50, 20]);
        assert!(names.is_sorted());
        names.dedup();
        assert_eq!(names.len(), 120);
    }

    #[tokio::test]
    async fn a_listed_function_has_role_queue_and_variables_but_neither_state_nor_qualifier() {
        let (_simulator, client) = orders().await;
        let listed = client.list_functions().send().await.unwrap();
        let function = listed
            .functions()
            .iter()
            .find(|function| function.function_name() == Some("orders"))
            .unwrap();
        assert_eq!(
            function.function_arn(),
            Some("arn:aws:lambda:eu-west-1:123456789012:function:orders")
        );
        assert_eq!(
            (function.version(), function.timeout()),
            (Some("$LATEST"), Some(30))
        );
        assert_eq!(
            function.role(),
            Some("arn:aws:iam::123456789012:role/orders")
        );
        assert_eq!(
            function.dead_letter_config().unwrap().target_arn(),
            Some(QUEUE)
        );
        assert_eq!(
            function.environment().unwrap().variables().unwrap()["TOKEN"],
            "secret"
        );
        assert_eq!(
            function.last_modified(),
            Some("2026-11-02T17:40:00.000+0000")
        );
        assert_eq!(function.state(), None);
    }

    #[tokio::test]
    async fn all_versions_are_listed_qualified_and_in_pages() {
        let (_simulator, client) = orders().await;
        let mut pages = client
            .list_functions()
            .function_version(FunctionVersion::All)
            .max_items(2)
            .into_paginator()
            .items()
            .send();
        let mut arns = Vec::new();
        while let Some(function) = pages.next().await {
            arns.push(
                function
                    .unwrap()
                    .function_arn()
                    .unwrap()
                    .rsplit("function:")
                    .next()
                    .unwrap()
                    .to_owned(),
            );
        }
        assert_eq!(
            arns,
            ["mails:$LATEST", "orders:$LATEST", "orders:1", "orders:2"]
        );
        let mut pages = client
            .list_versions_by_function()
            .function_name("orders")
            .max_items(1)
            .into_paginator()
            .items()
            .send();
        let mut versions = Vec::new();
        while let Some(version) = pages.next().await {
            versions.push(version.unwrap().version().unwrap().to_owned());
        }
        assert_eq!(versions, ["$LATEST", "1", "2"]);
    }

    #[tokio::test]
    async fn aliases_are_listed_by_name_and_by_the_version_they_point_at() {
        let (_simulator, client) = orders().await;
        client
            .create_alias()
            .function_name("orders")
            .name("beta")
            .function_version("2")
            .send()
            .await
            .unwrap();
        let all = client
            .list_aliases()
            .function_name("orders")
            .send()
            .await
            .unwrap();
        let names: Vec<_> = all
            .aliases()
            .iter()
            .map(|alias| alias.name().unwrap())
            .collect();
        assert_eq!(names, ["beta", "live"]);
        assert_eq!(all.aliases()[0].routing_config(), None);
        assert_eq!(
            all.aliases()[1]
                .routing_config()
                .unwrap()
                .additional_version_weights()
                .unwrap()["2"],
            0.2
        );
        let first = client
            .list_aliases()
            .function_name("orders")
            .function_version("1")
            .send()
            .await
            .unwrap();
        assert_eq!(first.aliases().len(), 1);
    }

    #[tokio::test]
    async fn a_function_read_by_its_alias_keeps_the_alias_in_its_arn_and_shows_the_version() {
        let (_simulator, client) = orders().await;
        let read = client
            .get_function()
            .function_name("orders")
            .qualifier("live")
            .send()
            .await
            .unwrap();
        let configuration = read.configuration().unwrap();
        assert!(
            configuration
                .function_arn()
                .unwrap()
                .ends_with(":orders:live")
        );
        assert_eq!(configuration.version(), Some("1"));
        assert_eq!(
            read.concurrency().unwrap().reserved_concurrent_executions(),
            Some(0)
        );
        assert_eq!(read.tags().unwrap()["team"], "orders");
        let plain = client
            .get_function_configuration()
            .function_name("orders")
            .send()
            .await
            .unwrap();
        assert!(plain.function_arn().unwrap().ends_with(":function:orders"));
        let gone = refused(
            client
                .get_function_configuration()
                .function_name("orders:gone")
                .send()
                .await,
        );
        assert_eq!(
            gone,
            not_found(
                "Function not found: arn:aws:lambda:eu-west-1:123456789012:function:orders:gone"
            )
        );
    }

    #[tokio::test]
    async fn each_region_has_a_store_of_its_own_and_the_signature_says_which() {
        let (simulator, client) = start(Account::demo(), Options::default()).await;
        let mut here = client.list_functions().into_paginator().items().send();
        let mut count = 0;
        while let Some(function) = here.next().await {
            assert!(function.unwrap().function_name().is_some());
            count += 1;
        }
        assert!(count >= 40);
        let there = super::client(&simulator, "us-east-1")
            .list_functions()
            .send()
            .await
            .unwrap();
        assert_eq!(there.functions().len(), 3);
        let nowhere = super::client(&simulator, "ap-south-1")
            .list_functions()
            .send()
            .await
            .unwrap();
        assert!(nowhere.functions().is_empty());
        let log = simulator.log();
        assert_eq!(log[0].access_key_id.as_deref(), Some("AKIDTEST"));
        assert_eq!(log.last().unwrap().region, "ap-south-1");
    }

    #[tokio::test]
    async fn the_caller_is_told_by_sts() {
        let (simulator, _) = orders().await;
        let caller = sts(&simulator).get_caller_identity().send().await.unwrap();
        assert_eq!(caller.account(), Some("123456789012"));
        simulator
            .faults()
            .answer_as("210987654321", "arn:aws:iam::210987654321:user/other");
        let caller = sts(&simulator).get_caller_identity().send().await.unwrap();
        assert_eq!(
            (caller.account(), caller.arn()),
            (
                Some("210987654321"),
                Some("arn:aws:iam::210987654321:user/other")
            )
        );
        simulator
            .faults()
            .add(Operation::GetCallerIdentity, Fault::expired_token(), 1);
        let expired = sts(&simulator)
            .get_caller_identity()
            .send()
            .await
            .unwrap_err();
        assert_eq!(
            aws_sdk_sts::error::ProvideErrorMetadata::code(&expired),
            Some("ExpiredTokenException")
        );
    }
}

mod faults {
    use super::*;

    const PUT: Operation = Operation::PutFunctionEventInvokeConfig;

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
        let held = simulator
            .settings("eu-west-1", "orders", "$LATEST")
            .is_some();
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
        assert!(
            simulator
                .settings("eu-west-1", "orders", "$LATEST")
                .is_some()
        );
        assert_eq!(simulator.log()[0].fate, Fate::Half(200));
    }

    #[tokio::test]
    async fn silence_lasts_until_the_client_gives_up() {
        for (fault, effect) in [(Fault::SilentBefore, false), (Fault::SilentAfter, true)] {
            let (simulator, client) = orders().await;
            simulator.faults().add(PUT, fault, 1);
            let waiting = tokio::spawn(put(&client).maximum_retry_attempts(0).send());
            until(|| {
                simulator
                    .log()
                    .first()
                    .is_some_and(|line| line.fate == Fate::Silent)
            })
            .await;
            assert_eq!(
                simulator
                    .settings("eu-west-1", "orders", "$LATEST")
                    .is_some(),
                effect
            );
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
        simulator
            .faults()
            .add(PUT, Fault::DelayBefore(Duration::from_millis(300)), 1);
        let waiting = tokio::spawn(put(&client).maximum_retry_attempts(0).send());
        until(|| simulator.count(PUT) == 1).await;
        assert!(
            simulator
                .settings("eu-west-1", "orders", "$LATEST")
                .is_none()
        );
        assert!(waiting.await.unwrap().is_ok());
        assert!(
            simulator
                .settings("eu-west-1", "orders", "$LATEST")
                .is_some()
        );
    }

    #[tokio::test]
    async fn a_delay_after_the_effect_holds_back_its_answer_only() {
        let (simulator, client) = orders().await;
        simulator
            .faults()
            .add(PUT, Fault::DelayAfter(Duration::from_millis(300)), 1);
        let waiting = tokio::spawn(put(&client).maximum_retry_attempts(0).send());
        until(|| {
            simulator
                .settings("eu-west-1", "orders", "$LATEST")
                .is_some()
        })
        .await;
        assert_eq!(simulator.log()[0].fate, Fate::Arrived);
        assert!(waiting.await.unwrap().is_ok());
        assert_eq!(simulator.log()[0].fate, Fate::Answered(200));
    }

    #[tokio::test]
    async fn a_delayed_effect_comes_even_if_the_client_has_gone() {
        let (simulator, client) = orders().await;
        simulator
            .faults()
            .add(PUT, Fault::DelayBefore(Duration::from_millis(300)), 1);
        let waiting = tokio::spawn(put(&client).maximum_retry_attempts(0).send());
        until(|| simulator.count(PUT) == 1).await;
        waiting.abort();
        assert!(waiting.await.unwrap_err().is_cancelled());
        drop(client);
        until(|| {
            simulator
                .settings("eu-west-1", "orders", "$LATEST")
                .is_some()
        })
        .await;
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
            threads
                .spawn(|| faults.add(Operation::ListFunctions, Fault::CutBefore, Faults::ALWAYS));
        });
        for _ in 0..3 {
            assert!(client.list_functions().send().await.is_err());
        }
        simulator.faults().clear();
        assert!(client.list_functions().send().await.is_ok());
    }
}

mod weather {
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
            .map(|_| tokio::spawn(client.list_functions().send()))
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
        let body = json!({"Reason": "CallerRateLimitExceeded", "Type": "User", "message": "Rate exceeded"});
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
        let waiting = tokio::spawn(client.list_functions().send());
        until(|| !simulator.log().is_empty()).await;
        simulator.stop().await;
        assert!(waiting.await.unwrap().is_err());
        assert!(client.list_functions().send().await.is_err());
    }
}

mod program {
    use std::io::{BufRead, BufReader};
    use std::process::{Child, Command, Stdio};

    use super::*;

    /// The program on its own, ended with the test.
    struct Program(Child);

    impl Drop for Program {
        fn drop(&mut self) {
            self.0.kill().unwrap();
            self.0.wait().unwrap();
        }
    }

    #[expect(clippy::disallowed_methods, reason = "the program is what is tested")]
    fn simulate(arguments: &[&str]) -> Program {
        let mut command = Command::new(env!("CARGO_BIN_EXE_lasso"));
        command
            .arg("simulate")
            .args(arguments)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        Program(command.spawn().unwrap())
    }

    async fn list(url: &str) -> usize {
        let listed = Client::from_conf(config_for(url, "us-east-1"))
            .list_functions()
            .send()
            .await;
        listed.unwrap().functions().len()
    }

    #[tokio::test]
    async fn it_says_where_it_listens_and_goes_on_when_nobody_reads_any_more() {
        let mut program = simulate(&["--functions", "7"]);
        let mut output = BufReader::new(program.0.stdout.take().unwrap());
        let mut line = String::new();
        output.read_line(&mut line).unwrap();
        let url = line.trim_end().strip_prefix("listening on ").unwrap();
        assert_eq!(list(url).await, 7);
        let mut second = String::new();
        output.read_line(&mut second).unwrap();
        assert!(second.ends_with("Z ListFunctions 200\n"), "{second}");
        drop(output);
        for _ in 0..3 {
            assert_eq!(list(url).await, 7);
        }
        assert!(program.0.try_wait().unwrap().is_none());
    }

    #[test]
    fn an_account_file_that_is_not_there_is_said_and_fails() {
        let mut program = simulate(&["--account", "/nowhere/account.json"]);
        let mut said = String::new();
        BufReader::new(program.0.stderr.take().unwrap())
            .read_line(&mut said)
            .unwrap();
        assert!(said.contains("cannot read /nowhere/account.json"), "{said}");
        assert!(!program.0.wait().unwrap().success());
    }
}
