//! The service as it is simulated, asked in two ways: through the client that Lasso has, and with bytes that no rule of Lasso has
//! seen.
//!
//! Knows the function whose settings are tried. Does not know what is tried.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::num::NonZeroU32;

use lambda_lasso::aws::{Client, Connection, Source, open};
use lambda_lasso::domain::call::{
    Answer, Identity, Outcome, Query, Reading, RequestId, SessionNumber, Urgency,
};
use lambda_lasso::domain::change::{ApprovedChange, Origin, ProposedChange};
use lambda_lasso::domain::destination::Addressee;
use lambda_lasso::domain::draft::Draft;
use lambda_lasso::domain::drift::{self, Check, Verdict};
use lambda_lasso::domain::function::{FunctionAddress, Target};
use lambda_lasso::domain::grounds::Grounds;
use lambda_lasso::domain::place::{AccountId, Region, Scope};
use lambda_lasso::domain::qualifier::Qualifier;
use lambda_lasso::domain::settings::{AsyncSettings, Setting};
use lambda_lasso::domain::validation::{Checked, Surroundings, check};
use lambda_lasso::simulator::{self, Account, Change, Clock, Handle, Options};
use serde_json::{Value, json};
use tokio::runtime::{Builder, Runtime};

pub(crate) const REGION: &str = "eu-west-1";
pub(crate) const ACCOUNT: &str = "123456789012";

const SESSION: SessionNumber = SessionNumber(1);

/// A simulator with `orders`, whose settings are tried, and `mails`, which exists beside it; and the real client.
pub(crate) struct World {
    simulator: Handle,
    client: Client,
    identity: Identity,
    /// Dropped last: the simulator runs on it.
    runtime: Runtime,
}

impl World {
    pub(crate) fn new() -> Self {
        let runtime = Builder::new_multi_thread()
            .worker_threads(1)
            .enable_all()
            .build()
            .unwrap();
        let (simulator, client) = runtime.block_on(async {
            let account: Account = serde_json::from_value(json!({
                "Region": REGION,
                "Functions": [
                    {"Configuration": {"FunctionName": "orders"}},
                    {"Configuration": {"FunctionName": "mails"}},
                ]
            }))
            .unwrap();
            let options = Options {
                region: REGION.to_owned(),
                ..Options::default()
            };
            let simulator = simulator::start(account, Clock::System, options)
                .await
                .unwrap();
            let connection = Connection {
                region: Some(REGION.to_owned()),
                endpoint_url: Some(simulator.url()),
                requests_per_second: NonZeroU32::new(10_000).unwrap(),
                credentials: Source::Fixed {
                    access_key_id: "AKIDEXAMPLE".to_owned(),
                    secret_access_key: "secret".to_owned(),
                },
                ..Connection::new(SESSION)
            };
            let (client, _) = open(connection).await.unwrap();
            (simulator, client)
        });
        let answer =
            runtime.block_on(client.read(RequestId(1), &Query::Identity, Urgency::Operator));
        let (_, Ok(Answer::Identity(identity))) = answer else {
            panic!("{answer:?}")
        };
        Self {
            simulator,
            client,
            identity,
            runtime,
        }
    }

    /// What Lasso says to a draft for `orders`, while the service holds nothing for it.
    pub(crate) fn check(&self, draft: &Draft) -> Checked {
        self.simulator.change(
            REGION,
            &Change {
                function: "orders".to_owned(),
                qualifier: "$LATEST".to_owned(),
                settings: None,
            },
        );
        check(draft, &Surroundings::unread(target(), None), None)
    }

    /// Sends settings through the door that screens use.
    pub(crate) fn put(&self, settings: AsyncSettings) -> Outcome {
        self.runtime.block_on(async {
            let query = Query::Configuration { target: target() };
            let answer = self
                .client
                .read(RequestId(2), &query, Urgency::Operator)
                .await;
            let (_, Ok(Answer::Configuration(configuration))) = answer else {
                panic!("{answer:?}")
            };
            let reading = Reading {
                configuration,
                at: jiff::Timestamp::UNIX_EPOCH,
            };
            self.client.write(self.approved(&reading, settings)).await
        })
    }

    fn approved(&self, before: &Reading, after: AsyncSettings) -> ApprovedChange {
        let reviewed = ProposedChange {
            session: SESSION,
            scope: scope(),
            target: target(),
            before: Reading {
                at: jiff::Timestamp::MIN,
                ..before.clone()
            },
            after: Some(after),
            origin: Origin::Form,
        }
        .review()
        .unwrap();
        let found = drift::check(
            &reviewed,
            &Check {
                session: SESSION,
                named_account: None,
                identity: Some(&self.identity),
                reading: before,
                credentials: Some(self.identity.credentials),
                reviewed: &Grounds::UNREAD,
                grounds: &Grounds::UNREAD,
            },
        );
        let Verdict::Same(proof) = found else {
            panic!("{found:?}")
        };
        reviewed.approve(proof).unwrap()
    }

    /// What `orders` holds: retries, age, and the two destinations.
    pub(crate) fn held(&self) -> Option<[Value; 4]> {
        let held = self.simulator.settings(REGION, "orders", "$LATEST")?;
        Some(
            [
                "/MaximumRetryAttempts",
                "/MaximumEventAgeInSeconds",
                "/DestinationConfig/OnSuccess/Destination",
                "/DestinationConfig/OnFailure/Destination",
            ]
            .map(|member| held.pointer(member).cloned().unwrap_or_default()),
        )
    }

    /// Sends a body that no rule of Lasso has seen, as bytes; answers the status.
    pub(crate) fn put_raw(&self, body: &Value) -> u16 {
        let body = body.to_string();
        let mut connection = TcpStream::connect(self.simulator.address()).unwrap();
        let length = body.len();
        write!(connection, "PUT /2019-09-25/functions/orders/event-invoke-config HTTP/1.1\r\nHost: lambda\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: {length}\r\n\r\n{body}").unwrap();
        let mut answer = String::new();
        connection.read_to_string(&mut answer).unwrap();
        answer.split(' ').nth(1).unwrap().parse().unwrap()
    }
}

fn scope() -> Scope {
    Scope {
        account: AccountId::parse(ACCOUNT),
        ..Scope::of_region(Region::parse(REGION).unwrap())
    }
}

fn target() -> Target {
    let function = FunctionAddress::parse("orders")
        .unwrap()
        .within(&scope())
        .function;
    Target {
        function,
        qualifier: Qualifier::Latest,
    }
}

/// Settings as [`World::held`] answers them.
pub(crate) fn expected(settings: &AsyncSettings) -> [Value; 4] {
    let arn = |setting: &Setting<Addressee>| json!(setting.explicit().map(Addressee::arn));
    let retries = settings
        .maximum_retry_attempts
        .explicit()
        .map(|retries| retries.get());
    let age = settings
        .maximum_event_age
        .explicit()
        .map(|age| age.seconds());
    [
        json!(retries),
        json!(age),
        arn(&settings.on_success),
        arn(&settings.on_failure),
    ]
}
