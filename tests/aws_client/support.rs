//! A furnished simulator and a client for it.

use std::num::NonZeroU32;
use std::time::Duration;

use jiff::Timestamp;
use lambda_lasso::aws::{Bounds, Client, Connection, Source, open};
use lambda_lasso::domain::call::{
    Answer, Identity, Query, Reading, RequestId, SessionNumber, Urgency,
};
use lambda_lasso::domain::change::{ApprovedChange, Origin, ProposedChange};
use lambda_lasso::domain::drift::{Check, Verdict, check};
use lambda_lasso::domain::failure::Failure;
use lambda_lasso::domain::function::{FunctionKey, FunctionName, Target};
use lambda_lasso::domain::grounds::Grounds;
use lambda_lasso::domain::place::{AccountId, Partition, Region, Scope};
use lambda_lasso::domain::qualifier::Qualifier;
use lambda_lasso::domain::settings::AsyncSettings;
use lambda_lasso::simulator::{self, Account, Clock, Handle, Options};
use serde_json::json;

pub(crate) const REGION: &str = "eu-west-1";
pub(crate) const ACCOUNT: &str = "123456789012";
pub(crate) const SESSION: SessionNumber = SessionNumber(7);

/// A simulator, and a session on it.
pub(crate) struct World {
    pub(crate) simulator: Handle,
    pub(crate) client: Client,
}

/// Short enough for tests that wait for them, long enough for a busy machine.
pub(crate) fn short() -> Bounds {
    Bounds {
        connect: Duration::from_secs(2),
        attempt: Duration::from_millis(400),
        credentials: Duration::from_secs(2),
        operation: Duration::from_secs(5),
        ..Bounds::default()
    }
}

pub(crate) fn connection(url: &str) -> Connection {
    Connection {
        region: Some(REGION.to_owned()),
        endpoint_url: Some(url.to_owned()),
        requests_per_second: NonZeroU32::new(1000).unwrap(),
        credentials: Source::Fixed {
            access_key_id: "AKIDEXAMPLE".to_owned(),
            secret_access_key: "secret".to_owned(),
        },
        ..Connection::new(SESSION)
    }
}

pub(crate) fn account() -> Account {
    serde_json::from_value(json!({
        "Region": REGION,
        "Functions": [
            {
                "Configuration": {
                    "FunctionName": "orders",
                    "Runtime": "nodejs22.x",
                    "Timeout": 30,
                    "Role": "arn:aws:iam::123456789012:role/orders",
                    "DeadLetterConfig": {"TargetArn": "arn:aws:sqs:eu-west-1:123456789012:dead"},
                    "Environment": {"Variables": {"PASSWORD": "hunter2"}}
                },
                "Versions": [{"Version": "1"}, {"Version": "2"}],
                "Aliases": [
                    {"Name": "live", "FunctionVersion": "1", "RoutingConfig": {"AdditionalVersionWeights": {"2": 0.25}}},
                    {"Name": "next", "FunctionVersion": "2"}
                ],
                "FunctionEventInvokeConfigs": [
                    {"Qualifier": "live", "MaximumRetryAttempts": 0, "LastModified": 1_573_686_021.159_f64},
                    {"Qualifier": "gone", "MaximumEventAgeInSeconds": 60, "LastModified": 1_573_686_021.5_f64}
                ],
                "Concurrency": {"ReservedConcurrentExecutions": 5},
                "Tags": {"aws:cloudformation:stack-name": "shop"}
            },
            {"Configuration": {"FunctionName": "plain"}}
        ]
    }))
    .unwrap()
}

pub(crate) async fn simulator_with(account: Account) -> Handle {
    simulator::start(account, Clock::System, Options::default())
        .await
        .unwrap()
}

pub(crate) async fn world_with(bounds: Bounds) -> World {
    let simulator = simulator_with(account()).await;
    let (client, _) = open(Connection {
        bounds,
        ..connection(&simulator.url())
    })
    .await
    .unwrap();
    World { simulator, client }
}

pub(crate) async fn world() -> World {
    world_with(Bounds::default()).await
}

pub(crate) fn key(name: &str) -> FunctionKey {
    let region = Region::parse(REGION).unwrap();
    FunctionKey {
        name: FunctionName::parse(name).unwrap(),
        partition: Partition::of_region(&region),
        region,
        account: AccountId::parse(ACCOUNT),
    }
}

pub(crate) fn target(name: &str, qualifier: &str) -> Target {
    Target {
        function: key(name),
        qualifier: Qualifier::parse(qualifier).unwrap(),
    }
}

pub(crate) fn scope() -> Scope {
    Scope {
        account: AccountId::parse(ACCOUNT),
        ..Scope::of_region(Region::parse(REGION).unwrap())
    }
}

pub(crate) async fn ask(client: &Client, query: Query) -> Result<Answer, Failure> {
    client.read(RequestId(1), &query, Urgency::Operator).await.1
}

pub(crate) async fn identity(client: &Client) -> Identity {
    let answer = ask(client, Query::Identity).await.unwrap();
    let Answer::Identity(identity) = answer else {
        panic!("{answer:?}")
    };
    identity
}

pub(crate) async fn reading(client: &Client, target: &Target) -> Reading {
    let query = Query::Configuration {
        target: target.clone(),
    };
    let answer = ask(client, query).await.unwrap();
    let Answer::Configuration(configuration) = answer else {
        panic!("{answer:?}")
    };
    Reading {
        configuration,
        at: Timestamp::UNIX_EPOCH,
    }
}

/// Reviews and approves a change as the program does: who are we, what is there, then the proof.
pub(crate) async fn approved(
    client: &Client,
    target: &Target,
    after: AsyncSettings,
) -> ApprovedChange {
    let identity = identity(client).await;
    let reading = reading(client, target).await;
    approve(&identity, &reading, target, after, SESSION)
}

pub(crate) fn approve(
    identity: &Identity,
    reading: &Reading,
    target: &Target,
    after: AsyncSettings,
    session: SessionNumber,
) -> ApprovedChange {
    let reviewed = ProposedChange {
        session,
        scope: scope(),
        target: target.clone(),
        before: Reading {
            at: Timestamp::MIN,
            ..reading.clone()
        },
        after: Some(after),
        origin: Origin::Form,
    }
    .review()
    .unwrap();
    let found = check(
        &reviewed,
        &Check {
            session,
            named_account: None,
            identity: Some(identity),
            reading,
            credentials: Some(identity.credentials),
            reviewed: &Grounds::UNREAD,
            grounds: &Grounds::UNREAD,
        },
    );
    let Verdict::Same(proof) = found else {
        panic!("{found:?}")
    };
    reviewed.approve(proof).unwrap()
}
