//! What an account holds when the simulator starts, as a file describes it.
//!
//! An account file is written in the service's own words: per function a `Configuration` as `GetFunction` answers it, and
//! what `ListVersionsByFunction`, `ListAliases` and `ListFunctionEventInvokeConfigs` list. Nothing in it is checked against
//! the rules for requests: an account may hold what would be refused today.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::{Map, Value};

use super::generated;
use super::store::{Ids, Store};

const DEMO: &str = include_str!("../../assets/demo-account.json");
const ACCOUNT_ID: &str = "123456789012";

/// The functions with which a simulator starts.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "PascalCase", deny_unknown_fields, default)]
pub struct Account {
    #[serde(rename = "Account")]
    id: Option<String>,
    caller_arn: Option<String>,
    region: Option<String>,
    functions: Vec<Entry>,
    other_regions: BTreeMap<String, Vec<Entry>>,
    #[serde(skip)]
    made_up: usize,
}

/// A function with everything that belongs to it.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "PascalCase", deny_unknown_fields)]
pub(super) struct Entry {
    pub(super) configuration: Configuration,
    #[serde(default)]
    pub(super) versions: Vec<VersionEntry>,
    #[serde(default)]
    pub(super) aliases: Vec<AliasEntry>,
    #[serde(default)]
    pub(super) function_event_invoke_configs: Vec<SettingsEntry>,
    #[serde(default)]
    pub(super) concurrency: Option<Concurrency>,
    #[serde(default)]
    pub(super) tags: BTreeMap<String, String>,
}

#[derive(Clone, Debug, Deserialize)]
pub(super) struct Configuration {
    #[serde(rename = "FunctionName")]
    pub(super) name: String,
    #[serde(flatten)]
    pub(super) members: Map<String, Value>,
}

/// A version; what it does not say is as in the function's configuration.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct VersionEntry {
    #[serde(rename = "Version")]
    pub(super) version: String,
    #[serde(flatten)]
    pub(super) members: Map<String, Value>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "PascalCase", deny_unknown_fields)]
pub(super) struct AliasEntry {
    pub(super) name: String,
    pub(super) function_version: String,
    #[serde(default)]
    pub(super) description: String,
    #[serde(default)]
    pub(super) routing_config: Option<Value>,
}

#[derive(Clone, Debug, Deserialize)]
pub(super) struct SettingsEntry {
    #[serde(rename = "Qualifier")]
    pub(super) qualifier: String,
    /// The body of a Put, `LastModified` in epoch seconds, and whatever else is to be answered until a Put replaces it.
    #[serde(flatten)]
    pub(super) members: Map<String, Value>,
}

#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "PascalCase", deny_unknown_fields)]
pub(super) struct Concurrency {
    pub(super) reserved_concurrent_executions: u64,
}

impl Account {
    /// An account without functions.
    #[must_use]
    pub fn empty() -> Self {
        Self::default()
    }

    /// The account of the demonstration, which holds every situation worth seeing.
    #[must_use]
    pub fn demo() -> Self {
        // The file is part of the binary, and a test reads it: the default is never used.
        serde_json::from_str(DEMO).unwrap_or_default()
    }

    /// An account with `count` plausible functions, the same in every run, in the region where the simulator is at home.
    #[must_use]
    pub fn with_functions(count: usize) -> Self {
        Self {
            made_up: count,
            ..Self::default()
        }
    }

    /// Adds the functions of another account; of two with the same name the other's stays.
    #[must_use]
    pub fn merge(mut self, other: Self) -> Self {
        match other.region {
            Some(region) if self.region.as_ref() != Some(&region) => {
                self.other_regions
                    .entry(region)
                    .or_default()
                    .extend(other.functions);
            }
            Some(_) | None => self.functions.extend(other.functions),
        }
        self.made_up = self.made_up.max(other.made_up);
        for (region, functions) in other.other_regions {
            self.other_regions
                .entry(region)
                .or_default()
                .extend(functions);
        }
        self
    }

    /// Puts the account's functions into a region, whatever the file says.
    #[must_use]
    pub fn in_region(self, region: &str) -> Self {
        Self {
            region: Some(region.to_owned()),
            ..self
        }
    }

    /// The region in which its functions are, if it says so.
    #[must_use]
    pub fn region(&self) -> Option<&str> {
        self.region.as_deref()
    }

    /// The account's twelve digits.
    #[must_use]
    pub fn id(&self) -> &str {
        self.id.as_deref().unwrap_or(ACCOUNT_ID)
    }

    pub(super) fn caller_arn(&self) -> Option<&str> {
        self.caller_arn.as_deref()
    }

    /// The store that this account makes; functions without a region are in `home`.
    pub(super) fn into_store(self, home: &str, ids: Ids) -> Store {
        let account = self.id().to_owned();
        let home = self.region.unwrap_or_else(|| home.to_owned());
        let made_up = (0..self.made_up).map(|n| generated::function(n, &account, &home));
        let functions = self.functions.into_iter().chain(made_up).collect();
        let mut store = Store {
            account,
            regions: BTreeMap::new(),
            ids,
        };
        let by_region = std::iter::once((home, functions)).chain(self.other_regions);
        for (region, entries) in by_region {
            for entry in entries {
                store.furnish(&region, entry);
            }
        }
        store
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::store::{Function, Settings};
    use super::*;

    fn store(account: Account) -> Store {
        account.into_store("us-east-1", Ids::new(0))
    }

    #[test]
    fn a_misspelt_member_of_the_file_is_an_error() {
        assert!(serde_json::from_str::<Account>(r#"{"Functionz": []}"#).is_err());
    }

    #[test]
    fn the_account_of_the_demonstration_can_be_read() {
        let account: Account = serde_json::from_str(DEMO).unwrap();
        assert_eq!(account.region(), Some("eu-west-1"));
        assert!(store(account).regions["eu-west-1"].len() >= 40);
    }

    #[test]
    fn functions_without_a_region_are_at_home() {
        assert_eq!(
            store(Account::with_functions(3)).regions["us-east-1"].len(),
            3
        );
        assert_eq!(
            store(Account::with_functions(3).in_region("eu-west-1")).regions["eu-west-1"].len(),
            3
        );
    }

    #[test]
    fn a_version_is_as_its_function_but_for_what_it_says() {
        let file = r#"{"Functions": [{
            "Configuration": {"FunctionName": "orders", "Timeout": 30, "MemorySize": 256},
            "Versions": [{"Version": "4", "Timeout": 5}]
        }]}"#;
        let store = store(serde_json::from_str(file).unwrap());
        let orders = &store.regions["us-east-1"]["orders"];
        assert_eq!(orders.latest.members["Timeout"], json!(30));
        assert_eq!(orders.versions[&4].members["Timeout"], json!(5));
        assert_eq!(orders.versions[&4].members["MemorySize"], json!(256));
        assert_eq!(orders.last_number, 4);
    }

    #[test]
    fn generated_functions_collide_neither_with_each_other_nor_with_the_demonstration() {
        let merged = store(Account::demo().merge(Account::with_functions(2_000)));
        let alone = store(Account::demo());
        assert_eq!(
            merged.regions["eu-west-1"].len(),
            alone.regions["eu-west-1"].len() + 2_000
        );
    }

    #[test]
    fn the_demonstration_has_an_alias_on_defaults_beside_settings_and_an_orphan() {
        let shown = store(Account::demo());
        let capture = &shown.regions["eu-west-1"]["payments-capture"];
        let live = &capture.aliases["live"];
        assert_eq!(
            (live.version.as_str(), live.weights.get("13")),
            ("12", Some(&0.1))
        );
        let held: Vec<&String> = capture.settings.keys().collect();
        assert_eq!(held, ["$LATEST", "13", "beta"]);
        assert!(!capture.has("beta"), "beta is gone");
    }

    /// Whether a function shows a situation.
    type Shows = fn(&str, &Function) -> bool;

    const SITUATIONS: [(&str, Shows); 10] = [
        ("retries 0", |_, f| any(f, |held| held.retries == Some(0))),
        ("age 60", |_, f| any(f, |held| held.age == Some(60))),
        ("settings that name nothing", |_, f| any(f, names_nothing)),
        ("a dead-letter queue alone", |_, f| {
            queue(f) && f.settings.is_empty()
        }),
        ("one beside a destination", |_, f| {
            queue(f) && any(f, |held| held.on_failure.is_some())
        }),
        ("reserved concurrency 0", |_, f| {
            f.reserved_concurrency == Some(0)
        }),
        ("a stack", |_, f| {
            f.tags.contains_key("aws:cloudformation:stack-name")
        }),
        ("a name of 64 characters", |name, _| name.len() == 64),
        ("the shortest timeout", |_, f| {
            f.latest.members.get("Timeout").is_none()
        }),
        ("all defaults, no alias", |_, f| {
            f.settings.is_empty() && f.aliases.is_empty() && !queue(f)
        }),
    ];

    fn any(function: &Function, wanted: impl Fn(&Settings) -> bool) -> bool {
        function.settings.values().any(wanted)
    }

    fn names_nothing(held: &Settings) -> bool {
        let undated = Settings {
            last_modified: 0,
            ..held.clone()
        };
        undated == Settings::default()
    }

    fn queue(function: &Function) -> bool {
        function.latest.members.contains_key("DeadLetterConfig")
    }

    #[test]
    fn the_demonstration_holds_every_situation_worth_seeing() {
        let shown = store(Account::demo());
        let functions = &shown.regions["eu-west-1"];
        for (what, shows) in SITUATIONS {
            assert!(
                functions
                    .iter()
                    .any(|(name, function)| shows(name, function)),
                "{what}"
            );
        }
        for part in [
            ":sqs:",
            ":sns:",
            ":s3:::",
            ":events:",
            ":lambda:",
            ".fifo",
            ":us-east-1:",
            ":210987654321:",
        ] {
            let goes = |held: &Settings| {
                held.on_failure
                    .as_ref()
                    .is_some_and(|arn| arn.contains(part))
            };
            assert!(
                functions.values().any(|function| any(function, goes)),
                "{part}"
            );
        }
    }
}
