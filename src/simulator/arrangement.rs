//! An account put into a store, and settings changed there by somebody else: whatever is said is held.
//!
//! Knows what is filled in where an account file says nothing. Does not check anything.

use std::sync::Arc;

use serde_json::{Map, Value, json};

use super::account::{AliasEntry, Entry, SettingsEntry, VersionEntry};
use super::faults::Change;
use super::names::partition_of;
use super::store::{Alias, Function, Functions, Settings, Store, Version};
use super::{aliases, furnishing};

/// The members of a configuration that are understood; others are answered as they are written.
const MEMBERS: [&str; 5] = [
    "DestinationConfig",
    "FunctionArn",
    "LastModified",
    "MaximumEventAgeInSeconds",
    "MaximumRetryAttempts",
];

/// When a function or a setting was changed if the file does not say: 2026-11-02T17:40:00Z.
const LONG_AGO: i64 = 1_793_641_200_000;

impl Store {
    /// Adds a function with everything that belongs to it.
    pub(super) fn furnish(&mut self, region: &str, entry: Entry) {
        let name = entry.configuration.name;
        let members = self.filled_in(region, &name, entry.configuration.members);
        let mut function = Function {
            latest: self.version(&members),
            tags: entry.tags,
            ..Function::default()
        };
        function.reserved_concurrency = entry
            .concurrency
            .map(|concurrency| concurrency.reserved_concurrent_executions);
        for VersionEntry {
            version,
            members: own,
        } in entry.versions
        {
            let Ok(number) = version.parse() else {
                continue;
            };
            let version = if own.is_empty() {
                Version {
                    members: Arc::clone(&function.latest.members),
                    last_modified: function.latest.last_modified,
                    revision: self.ids.next(),
                }
            } else {
                let mut members = members.clone();
                members.extend(own);
                self.version(&members)
            };
            function.versions.insert(number, version);
            function.last_number = function.last_number.max(number);
        }
        for AliasEntry {
            name,
            function_version: version,
            description,
            routing_config,
        } in entry.aliases
        {
            let weights = aliases::weights(routing_config.as_ref()).unwrap_or_default();
            let revision = self.ids.next();
            function.aliases.insert(
                name,
                Alias {
                    version,
                    description,
                    weights,
                    revision,
                },
            );
        }
        for SettingsEntry { qualifier, members } in entry.function_event_invoke_configs {
            function
                .settings
                .insert(qualifier, Settings::unchecked(&members, LONG_AGO));
        }
        self.functions(region).insert(name, function);
    }

    fn filled_in(
        &self,
        region: &str,
        name: &str,
        mut members: Map<String, Value>,
    ) -> Map<String, Value> {
        let (partition, account) = (partition_of(region), &self.account);
        members
            .entry("Role")
            .or_insert_with(|| json!(format!("arn:{partition}:iam::{account}:role/{name}")));
        members
    }

    fn version(&mut self, members: &Map<String, Value>) -> Version {
        let said = members.get("LastModified").and_then(Value::as_str);
        let last_modified = said
            .and_then(|text| text.parse::<jiff::Timestamp>().ok())
            .map_or(LONG_AGO, jiff::Timestamp::as_millisecond);
        Version {
            members: Arc::new(furnishing::kept(members)),
            last_modified,
            revision: self.ids.next(),
        }
    }

    fn functions(&mut self, region: &str) -> &mut Functions {
        self.regions.entry(region.to_owned()).or_default()
    }

    /// What somebody else did, unchecked; a function that is not there is not made.
    pub(super) fn change(&mut self, region: &str, change: &Change, now: i64) {
        if let Some(function) = self.functions(region).get_mut(&change.function) {
            match change.settings.as_ref().and_then(Value::as_object) {
                Some(members) => {
                    function
                        .settings
                        .insert(change.qualifier.clone(), Settings::unchecked(members, now));
                }
                None => {
                    function.settings.remove(&change.qualifier);
                }
            }
        }
    }
}

impl Settings {
    /// Settings as they are written down, whatever they say.
    fn unchecked(members: &Map<String, Value>, now: i64) -> Self {
        let number = |member: &str| members.get(member).and_then(Value::as_i64);
        let destination = |half: &str| {
            let half = members.get("DestinationConfig")?.get(half)?;
            half.get("Destination")?.as_str().map(str::to_owned)
        };
        Self {
            retries: number("MaximumRetryAttempts"),
            age: number("MaximumEventAgeInSeconds"),
            on_success: destination("OnSuccess"),
            on_failure: destination("OnFailure"),
            last_modified: members
                .get("LastModified")
                .and_then(Value::as_f64)
                .map_or(now, milliseconds),
            others: members
                .iter()
                .filter(|(member, _)| !MEMBERS.contains(&member.as_str()))
                .map(|(member, value)| (member.clone(), value.clone()))
                .collect(),
        }
    }
}

/// Epoch seconds with a fraction, as milliseconds.
#[expect(
    clippy::cast_possible_truncation,
    reason = "a cast from a float saturates, and the dates of a file are near"
)]
fn milliseconds(epoch_seconds: f64) -> i64 {
    (epoch_seconds * 1000.0).round() as i64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_member_that_the_api_does_not_have_is_answered_as_it_is_written() {
        let written = json!({"Qualifier": "live", "MaximumRetryAttempts": 0, "TenantIsolation": {"Mode": "Strict"}});
        let entry: SettingsEntry = serde_json::from_value(written).unwrap();
        let answer = Settings::unchecked(&entry.members, 1).answer("arn");
        assert_eq!(answer["TenantIsolation"], json!({"Mode": "Strict"}));
        assert_eq!(answer.as_object().unwrap().len(), 5);
    }
}
