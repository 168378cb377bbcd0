//! Reads: each query, its absences, its pages, and what is tried again.

use lambda_lasso::aws::{Connection, open};
use lambda_lasso::domain::call::{AliasDescription, Answer, Page, Query, RequestId, Urgency};
use lambda_lasso::domain::failure::{FailureKind, Operation as Asked};
use lambda_lasso::domain::place::AccountId;
use lambda_lasso::domain::qualifier::Qualifier;
use lambda_lasso::domain::settings::{Setting, StoredSettings};
use lambda_lasso::simulator::{Account, Fault, Faults, Operation, Page as Gateway, Refusal};

use tokio::task::JoinSet;

use crate::support::*;

fn rows<T>(page: Page<T>) -> Vec<T> {
    assert_eq!(page.next, None);
    page.items
}

#[tokio::test]
async fn the_session_says_where_it_works_before_anything_is_sent() {
    let simulator = simulator_with(Account::empty()).await;
    let (_, facts) = open(connection(&simulator.url())).await.unwrap();
    assert_eq!(facts.scope.region.as_str(), REGION);
    assert_eq!(facts.scope.account, None);
    assert_eq!(facts.endpoint, Some(simulator.url()));
    assert_eq!(facts.warning, None);
    assert!(simulator.log().is_empty());
}

#[tokio::test]
async fn identity_is_account_arn_and_the_credentials_that_asked() {
    let world = world().await;
    let (credentials, answer) = world
        .client
        .read(RequestId(1), &Query::Identity, Urgency::Operator)
        .await;
    let Ok(Answer::Identity(identity)) = answer else {
        panic!("{answer:?}")
    };
    assert_eq!(identity.account.as_str(), ACCOUNT);
    assert!(identity.arn.contains(ACCOUNT));
    assert_eq!(Some(identity.credentials), credentials);
}

#[tokio::test]
async fn functions_are_described_without_their_environment() {
    let world = world().await;
    let answer = ask(&world.client, Query::Functions { marker: None })
        .await
        .unwrap();
    assert!(!format!("{answer:?}").contains("hunter2"));
    let Answer::Functions(page) = answer else {
        panic!("{answer:?}")
    };
    let rows = rows(page);
    assert_eq!(rows.len(), 2);
    assert_eq!(rows[0].function, key("orders"));
    assert_eq!(rows[0].version, Qualifier::Latest);
    assert_eq!(rows[0].runtime.as_deref(), Some("nodejs22.x"));
    assert_eq!(rows[0].timeout_seconds, Some(30));
    assert_eq!(
        rows[0].role.as_deref(),
        Some("arn:aws:iam::123456789012:role/orders")
    );
    assert_eq!(
        rows[0].dead_letter_target.as_deref(),
        Some("arn:aws:sqs:eu-west-1:123456789012:dead")
    );
}

#[tokio::test]
async fn versions_and_aliases_and_configurations_are_listed() {
    let world = world().await;
    let function = key("orders");
    let versions = Query::Versions {
        function: function.clone(),
        marker: None,
    };
    let Answer::Versions(page) = ask(&world.client, versions).await.unwrap() else {
        panic!()
    };
    let versions: Vec<_> = rows(page).into_iter().map(|row| row.version).collect();
    assert_eq!(
        versions,
        [
            Qualifier::Latest,
            Qualifier::Version(1),
            Qualifier::Version(2)
        ]
    );

    let aliases = Query::Aliases {
        function: function.clone(),
        marker: None,
    };
    let Answer::Aliases(page) = ask(&world.client, aliases).await.unwrap() else {
        panic!()
    };
    let live = AliasDescription {
        name: "live".to_owned(),
        version: Qualifier::Version(1),
        second: Some((Qualifier::Version(2), 0.25)),
    };
    assert_eq!(rows(page)[0], live);

    let configurations = Query::Configurations {
        function,
        marker: None,
    };
    let Answer::Configurations(page) = ask(&world.client, configurations).await.unwrap() else {
        panic!()
    };
    let arns: Vec<_> = rows(page).into_iter().map(|row| row.function_arn).collect();
    let arn = |qualifier| format!("arn:aws:lambda:{REGION}:{ACCOUNT}:function:orders:{qualifier}");
    assert_eq!(arns, [arn("gone"), arn("live")]);
}

// Through nanoseconds, .159 would have been printed as .158999919.
#[tokio::test]
async fn a_configuration_says_what_is_set_and_when_it_changed() {
    let world = world().await;
    let stored = reading(&world.client, &target("orders", "live"))
        .await
        .configuration
        .unwrap();
    assert_eq!(
        stored.settings,
        StoredSettings {
            maximum_retry_attempts: Setting::Explicit(0),
            ..StoredSettings::default()
        }
    );
    assert_eq!(
        stored.last_modified.unwrap().to_string(),
        "2019-11-13T23:00:21.159Z"
    );
}

#[tokio::test]
async fn what_does_not_exist_is_an_answer_where_one_thing_was_asked_for() {
    let world = world().await;
    for (query, answer) in [
        (
            Query::Configuration {
                target: target("orders", "$LATEST"),
            },
            Answer::Configuration(None),
        ),
        (
            Query::Configuration {
                target: target("missing", "$LATEST"),
            },
            Answer::Configuration(None),
        ),
        (
            Query::Description {
                target: target("orders", "9"),
            },
            Answer::Description(None),
        ),
        (
            Query::Alias {
                target: target("orders", "missing"),
            },
            Answer::Alias(None),
        ),
        (
            Query::Concurrency {
                function: key("plain"),
            },
            Answer::Concurrency(None),
        ),
        (
            Query::Stack {
                function: key("plain"),
            },
            Answer::Stack(None),
        ),
    ] {
        assert_eq!(ask(&world.client, query).await, Ok(answer));
    }
    let missing = Query::Configurations {
        function: key("missing"),
        marker: None,
    };
    let failure = ask(&world.client, missing).await.unwrap_err();
    assert_eq!(failure.kind, FailureKind::NotFound);
    assert_eq!(failure.sentence, "The function doesn't exist.");
}

#[tokio::test]
async fn what_surrounds_a_function_is_read() {
    let world = world().await;
    let description = Query::Description {
        target: target("orders", "live"),
    };
    let Answer::Description(Some(description)) = ask(&world.client, description).await.unwrap()
    else {
        panic!()
    };
    assert_eq!(description.version, Qualifier::Version(1));
    let alias = Query::Alias {
        target: target("orders", "live"),
    };
    assert!(matches!(
        ask(&world.client, alias).await,
        Ok(Answer::Alias(Some(AliasDescription {
            version: Qualifier::Version(1),
            ..
        })))
    ));
    let function = key("orders");
    let reserved = ask(
        &world.client,
        Query::Concurrency {
            function: function.clone(),
        },
    );
    assert_eq!(reserved.await, Ok(Answer::Concurrency(Some(5))));
    let stack = ask(&world.client, Query::Stack { function }).await;
    assert_eq!(stack, Ok(Answer::Stack(Some("shop".to_owned()))));
}

#[tokio::test]
async fn pages_follow_each_other_to_the_end() {
    let simulator = simulator_with(Account::with_functions(120).in_region(REGION)).await;
    let (client, _) = open(connection(&simulator.url())).await.unwrap();
    let mut marker = None;
    let mut sizes = Vec::new();
    loop {
        let Answer::Functions(page) = ask(&client, Query::Functions { marker }).await.unwrap()
        else {
            panic!()
        };
        sizes.push(page.items.len());
        marker = page.next;
        if marker.is_none() {
            break;
        }
    }
    assert_eq!(sizes, [50, 50, 20]);
}

#[tokio::test]
async fn an_empty_marker_is_the_end() {
    let world = world().await;
    world.simulator.faults().add(
        Operation::ListFunctions,
        Fault::Instead(Gateway {
            status: 200,
            content_type: "application/json".to_owned(),
            body: r#"{"NextMarker":"","Functions":[]}"#.to_owned(),
        }),
        1,
    );
    let answer = ask(&world.client, Query::Functions { marker: None }).await;
    let end = Page {
        items: Vec::new(),
        next: None,
    };
    assert_eq!(answer, Ok(Answer::Functions(end)));
}

#[tokio::test]
async fn what_passes_is_tried_again_and_what_stays_is_told() {
    use FailureKind as Kind;
    let mut rows = JoinSet::new();
    for (fault, kind, attempts) in [
        (Fault::throttled(0), Kind::Throttled, 3),
        (
            Fault::Refuse(Refusal::new(400, "ThrottlingException", "Rate exceeded")),
            Kind::Throttled,
            3,
        ),
        (
            Fault::Refuse(Refusal::new(500, "ServiceException", "oops")),
            Kind::ServiceFault,
            3,
        ),
        (Fault::html(502), Kind::ServiceFault, 3),
        (Fault::CutBefore, Kind::ConnectionLost, 3),
        (Fault::HalfAnswer, Kind::ConnectionLost, 3),
        (Fault::access_denied(), Kind::AccessDenied, 1),
        (Fault::expired_token(), Kind::ExpiredCredentials, 1),
        (Fault::html(403), Kind::UnreadableAnswer, 1),
        (Fault::html(404), Kind::UnreadableAnswer, 1),
        (Fault::html(307), Kind::UnreadableAnswer, 1),
        (Fault::Unreadable, Kind::UnreadableAnswer, 1),
    ] {
        rows.spawn(read_through(fault, kind, attempts));
    }
    rows.join_all().await;
}

/// A fault that stays is told after so many attempts; one that passes is not noticed, if there is more than one attempt.
async fn read_through(fault: Fault, kind: FailureKind, attempts: usize) {
    let world = world().await;
    let faults = world.simulator.faults();
    let operation = Operation::GetFunctionEventInvokeConfig;
    let query = Query::Configuration {
        target: target("orders", "live"),
    };
    faults.add(operation, fault.clone(), Faults::ALWAYS);
    let failure = ask(&world.client, query.clone()).await.unwrap_err();
    assert_eq!(failure.kind, kind, "{fault:?}: {failure:?}");
    assert_eq!(failure.operation, Asked::GetFunctionEventInvokeConfig);
    assert_eq!(world.simulator.count(operation), attempts, "{fault:?}");

    faults.clear();
    faults.add(operation, fault.clone(), 1);
    let answer = ask(&world.client, query).await;
    assert_eq!(answer.is_ok(), attempts > 1, "{fault:?}");
}

#[tokio::test]
async fn a_code_that_nobody_knows_and_no_message_still_make_a_failure() {
    let world = world().await;
    world.simulator.faults().add(
        Operation::ListFunctions,
        Fault::Refuse(Refusal::without_message(418, "TeapotException")),
        1,
    );
    let failure = ask(&world.client, Query::Functions { marker: None })
        .await
        .unwrap_err();
    assert_eq!(failure.kind, FailureKind::Other);
    assert_eq!(failure.code.as_deref(), Some("TeapotException"));
    assert_eq!(failure.message, None);
    assert_eq!(failure.status, Some(418));
    assert!(failure.request_id.is_some());
}

#[tokio::test]
async fn a_refusal_for_lack_of_permission_names_it_and_what_a_policy_must_name() {
    let world = world().await;
    world.simulator.faults().add(
        Operation::GetFunctionEventInvokeConfig,
        Fault::access_denied(),
        1,
    );
    let query = Query::Configuration {
        target: target("orders", "live"),
    };
    let failure = ask(&world.client, query).await.unwrap_err();
    assert_eq!(
        failure.sentence,
        "You lack lambda:GetFunctionEventInvokeConfig on orders:live."
    );
    assert_eq!(
        failure.hints[0],
        "A policy must name the function and function:orders:*."
    );
}

// A bare name means another function under other credentials; its settings must not pass for those that were asked for.
#[tokio::test]
async fn an_answer_about_another_account_is_not_taken() {
    let simulator = simulator_with(
        serde_json::from_value(serde_json::json!({
            "Account": "210987654321",
            "Region": REGION,
            "Functions": [{
                "Configuration": {"FunctionName": "orders"},
                "FunctionEventInvokeConfigs": [
                    {"Qualifier": "$LATEST", "MaximumRetryAttempts": 0, "LastModified": 1_573_686_021.5_f64}
                ]
            }]
        }))
        .unwrap(),
    )
    .await;
    let (client, _) = open(connection(&simulator.url())).await.unwrap();
    simulator
        .faults()
        .answer_as(ACCOUNT, "arn:aws:iam::123456789012:user/operator");
    identity(&client).await;
    let query = Query::Configuration {
        target: target("orders", "$LATEST"),
    };
    let failure = ask(&client, query).await.unwrap_err();
    assert_eq!(failure.kind, FailureKind::UnreadableAnswer);
    assert!(failure.sentence.contains("210987654321"), "{failure}");
}

// Before STS answered, a bare name would mean a function of whichever account the credentials turn out to belong to.
#[tokio::test]
async fn a_function_of_a_known_account_is_asked_for_by_arn_until_the_account_is_confirmed() {
    let world = world().await;
    let mut elsewhere = target("orders", "live");
    elsewhere.function.account = AccountId::parse("210987654321");
    let query = Query::Configuration { target: elsewhere };
    let failure = ask(&world.client, query).await.unwrap_err();
    assert_eq!(failure.kind, FailureKind::AccessDenied);
    assert_eq!(failure.hints.len(), 2, "{failure:?}");
}

#[tokio::test]
async fn a_session_without_a_usable_region_or_endpoint_does_not_open() {
    for (region, endpoint, kind) in [
        ("nowhere", "http://127.0.0.1:1", FailureKind::Setup),
        (REGION, "127.0.0.1:1", FailureKind::Setup),
        (REGION, "ftp://127.0.0.1", FailureKind::Setup),
        (REGION, "http://", FailureKind::Setup),
    ] {
        let connection = Connection {
            region: Some(region.to_owned()),
            ..connection(endpoint)
        };
        let failure = open(connection).await.unwrap_err();
        assert_eq!(failure.kind, kind, "{region} {endpoint}");
    }
}

// A read that nobody waits for any more must not go out in its turn: on a slow pace, a scan would be read to its end for nobody.
#[tokio::test]
async fn an_abandoned_read_never_goes_out() {
    let simulator = simulator_with(account()).await;
    let (client, _) = open(Connection {
        requests_per_second: std::num::NonZeroU32::MIN,
        ..connection(&simulator.url())
    })
    .await
    .unwrap();
    let list = || Query::Functions { marker: None };
    ask(&client, list()).await.unwrap();
    let pace = client.pace();
    let plain = Query::Concurrency {
        function: key("plain"),
    };
    tokio::select! {
        biased;
        _ = ask(&client, plain) => panic!("the bucket was empty"),
        () = async { assert_eq!(pace.borrow().queued, 1) } => {}
    }
    assert_eq!(pace.borrow().queued, 0);
    ask(&client, list()).await.unwrap();
    assert_eq!(simulator.count(Operation::GetFunctionConcurrency), 0);
    assert_eq!(simulator.count(Operation::ListFunctions), 2);
}

/// An answer reported the newest credentials that any request had gone out under, not its own.
#[tokio::test]
async fn an_answer_tells_under_which_credentials_its_own_request_went_out() {
    let world = world().await;
    let read = async |query| {
        world
            .client
            .read(RequestId(1), &query, Urgency::Operator)
            .await
    };
    let (ours, _) = read(Query::Identity).await;
    assert!(ours.is_some());
    let target = target("orders", "live");
    let (credentials, answer) = read(Query::Configuration { target }).await;
    assert!(answer.is_ok());
    assert_eq!(credentials, ours);
    let missing = key("missing");
    let (credentials, answer) = read(Query::Concurrency { function: missing }).await;
    assert!(answer.is_err());
    assert_eq!(credentials, ours, "a refusal was signed as well");
    let World { simulator, client } = world;
    simulator.stop().await;
    let (credentials, answer) = client
        .read(RequestId(2), &Query::Identity, Urgency::Operator)
        .await;
    assert!(answer.is_err());
    assert_eq!(credentials, ours, "it was signed, although nobody took it");
}
