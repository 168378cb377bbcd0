#![cfg(test)]
//! The real SDK against the simulator: every operation, every recorded refusal, every fault.
//!
//! Knows what clients of the service rely on. Does not look inside the simulator.

mod faults;
mod furnishing;
mod listings;
mod program;
mod refusals;
mod settings;
mod weather;

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
use tokio::task::JoinHandle;

const QUEUE: &str = "arn:aws:sqs:eu-west-1:123456789012:failed";
/// After which something will not happen any more.
const PATIENCE: Duration = Duration::from_secs(20);
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

/// A client that asks once and does not wait for ever.
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
        .timeout_config(TimeoutConfig::builder().operation_timeout(PATIENCE).build())
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

/// Sends a request beside the test, which looks on meanwhile.
#[expect(
    clippy::disallowed_methods,
    reason = "what happens while a request waits is what is tested"
)]
fn begin<T: Send + 'static>(request: impl Future<Output = T> + Send + 'static) -> JoinHandle<T> {
    tokio::spawn(request)
}

/// Waits for something that the simulator is about to do.
async fn until(condition: impl Fn() -> bool) {
    let waiting = async {
        while !condition() {
            tokio::task::yield_now().await;
        }
    };
    let happened = tokio::time::timeout(PATIENCE, waiting).await;
    happened.expect("it never happened");
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
