//! Functions by the thousand, for measurements and for looking at a large account.
//!
//! Knows how to make the n-th function, the same in every run, from n alone. Does not know how many there will be.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::account::{AliasEntry, Concurrency, Configuration, Entry, SettingsEntry, VersionEntry};
use super::names::partition_of;

const TEAMS: [&str; 12] = [
    "billing",
    "catalog",
    "checkout",
    "customers",
    "delivery",
    "identity",
    "inventory",
    "loyalty",
    "notify",
    "pricing",
    "reports",
    "returns",
];
const THINGS: [&str; 10] = [
    "invoice",
    "event",
    "record",
    "refund",
    "import",
    "export",
    "webhook",
    "snapshot",
    "reminder",
    "statement",
];
const ENDINGS: [&str; 7] = [
    "worker", "handler", "sync", "fanout", "batch", "audit", "retry",
];
const RUNTIMES: [&str; 6] = [
    "nodejs22.x",
    "python3.13",
    "java21",
    "provided.al2023",
    "dotnet8",
    "ruby3.4",
];
const TIMEOUTS: [u32; 6] = [3, 10, 30, 60, 300, 900];

/// One of a list, by number.
fn pick<T: Copy + Default>(list: &[T], number: usize) -> T {
    list.get(number % list.len().max(1))
        .copied()
        .unwrap_or_default()
}

/// The n-th function; the five digits at its end keep its name its own.
pub(super) fn function(n: usize, account: &str, region: &str) -> Entry {
    let queue = |kind: &str| {
        format!(
            "arn:{}:sqs:{region}:{account}:{}-{kind}",
            partition_of(region),
            pick(&TEAMS, n)
        )
    };
    let (team, thing, ending) = (
        pick(&TEAMS, n),
        pick(&THINGS, n / 12),
        pick(&ENDINGS, n / 5),
    );
    let name = format!("{team}-{thing}-{ending}-{n:05}");
    let count = n % 4;
    let versions = (1..=count)
        .map(|number| VersionEntry {
            version: number.to_string(),
            members: Map::new(),
        })
        .collect();
    let aliases = if count > 0 {
        vec![alias(n, count)]
    } else {
        Vec::new()
    };
    Entry {
        configuration: Configuration {
            members: members(n, &queue("dlq")),
            name,
        },
        versions,
        aliases,
        function_event_invoke_configs: settings(n, &queue("failed"), count > 0),
        concurrency: n.is_multiple_of(17).then_some(Concurrency {
            reserved_concurrent_executions: 5,
        }),
        tags: BTreeMap::from([("team".to_owned(), team.to_owned())]),
    }
}

fn members(n: usize, dead_letter_queue: &str) -> Map<String, Value> {
    let mut members = Map::new();
    members.insert("Runtime".to_owned(), json!(pick(&RUNTIMES, n / 3)));
    members.insert("Timeout".to_owned(), json!(pick(&TIMEOUTS, n / 7)));
    members.insert("MemorySize".to_owned(), json!(256));
    members.insert(
        "Environment".to_owned(),
        json!({ "Variables": { "STAGE": "prod", "API_TOKEN": "not-a-real-token" } }),
    );
    if n.is_multiple_of(9) {
        members.insert(
            "DeadLetterConfig".to_owned(),
            json!({ "TargetArn": dead_letter_queue }),
        );
    }
    members
}

fn alias(n: usize, versions: usize) -> AliasEntry {
    let routing = (versions > 1 && n.is_multiple_of(5))
        .then(|| json!({ "AdditionalVersionWeights": { versions.to_string(): 0.1 } }));
    let first = if routing.is_some() {
        versions - 1
    } else {
        versions
    };
    AliasEntry {
        name: "live".to_owned(),
        function_version: first.to_string(),
        description: String::new(),
        routing_config: routing,
    }
}

/// A third without settings, a third on `$LATEST` alone, a third on `live` where there is one.
fn settings(n: usize, queue: &str, live: bool) -> Vec<SettingsEntry> {
    let failed = json!({ "OnFailure": { "Destination": queue } });
    let (qualifier, body) = match n % 3 {
        0 => return Vec::new(),
        1 => (
            "$LATEST",
            json!({ "MaximumRetryAttempts": n % 2, "DestinationConfig": failed }),
        ),
        _ if live => (
            "live",
            json!({ "MaximumEventAgeInSeconds": 3600, "DestinationConfig": failed }),
        ),
        _ => ("$LATEST", json!({ "MaximumEventAgeInSeconds": 900 })),
    };
    let members = body.as_object().cloned().unwrap_or_default();
    vec![SettingsEntry {
        qualifier: qualifier.to_owned(),
        members,
    }]
}
