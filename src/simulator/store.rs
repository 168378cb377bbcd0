//! What the simulated account holds: functions of a region with their versions, aliases, settings and tags.
//!
//! Knows the shape of the data and how one request sees it (`Call`). Does not know any rule of the service, nor HTTP.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use serde_json::{Map, Value, json};

use super::names::{self, LATEST, Named, Place};
use super::refusal::Refusal;

/// The functions of one region, by name.
pub(super) type Functions = BTreeMap<String, Function>;

/// Everything that the simulator remembers: one set of functions per region.
#[derive(Debug)]
pub(super) struct Store {
    /// Twelve digits.
    pub(super) account: String,
    pub(super) regions: BTreeMap<String, Functions>,
    pub(super) ids: Ids,
}

/// One function.
#[derive(Clone, Debug, Default)]
pub(super) struct Function {
    pub(super) latest: Version,
    pub(super) versions: BTreeMap<u64, Version>,
    pub(super) aliases: BTreeMap<String, Alias>,
    /// By qualifier; one may outlive its qualifier.
    pub(super) settings: BTreeMap<String, Settings>,
    pub(super) tags: BTreeMap<String, String>,
    pub(super) reserved_concurrency: Option<u64>,
    /// The highest version number ever given: numbers of deleted versions are not given again.
    pub(super) last_number: u64,
}

/// The configuration of a version, published or not.
#[derive(Clone, Debug, Default)]
pub(super) struct Version {
    /// Members of `FunctionConfiguration` that were given; versions share what they have in common.
    pub(super) members: Arc<Map<String, Value>>,
    /// Milliseconds since 1970.
    pub(super) last_modified: i64,
    pub(super) revision: String,
}

/// An alias and where it routes to.
#[derive(Clone, Debug, Default)]
pub(super) struct Alias {
    pub(super) version: String,
    pub(super) description: String,
    /// The share of each further version.
    pub(super) weights: BTreeMap<String, f64>,
    pub(super) revision: String,
}

/// The asynchronous-invocation settings of one qualifier, as they are held.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Settings {
    pub(super) retries: Option<i64>,
    pub(super) age: Option<i64>,
    pub(super) on_success: Option<String>,
    pub(super) on_failure: Option<String>,
    /// Milliseconds since 1970.
    pub(super) last_modified: i64,
    /// Members that the API does not have today, as an account file writes them: a Lambda of tomorrow.
    pub(super) others: Map<String, Value>,
}

impl Settings {
    /// The members of `FunctionEventInvokeConfig`: both halves always there, numbers that are not set absent.
    pub(super) fn answer(&self, arn: &str) -> Value {
        let mut body = Map::new();
        body.insert(
            "LastModified".to_owned(),
            json!(epoch_seconds(self.last_modified)),
        );
        body.insert("FunctionArn".to_owned(), json!(arn));
        if let Some(retries) = self.retries {
            body.insert("MaximumRetryAttempts".to_owned(), json!(retries));
        }
        if let Some(age) = self.age {
            body.insert("MaximumEventAgeInSeconds".to_owned(), json!(age));
        }
        let halves = json!({
            "OnSuccess": { "Destination": self.on_success },
            "OnFailure": { "Destination": self.on_failure },
        });
        body.insert("DestinationConfig".to_owned(), halves);
        body.extend(self.others.clone());
        Value::Object(body)
    }
}

/// Milliseconds as the JSON number that the service writes: seconds with a fraction.
#[expect(
    clippy::cast_precision_loss,
    reason = "milliseconds stay below 2^53 for the next 280,000 years"
)]
fn epoch_seconds(milliseconds: i64) -> f64 {
    milliseconds as f64 / 1000.0
}

/// Makes request and revision ids, each once.
#[derive(Debug)]
pub(super) struct Ids {
    seed: u64,
    next: u64,
}

impl Ids {
    /// Ids that differ from those of a simulator with another seed.
    pub(super) fn new(seed: u64) -> Self {
        Self { seed, next: 0 }
    }

    /// The next id, in the form of a version 4 UUID.
    pub(super) fn next(&mut self) -> String {
        self.next += 1;
        let (high, low) = (
            scramble(self.seed ^ self.next),
            scramble(self.seed.wrapping_add(self.next.rotate_left(32))),
        );
        format!(
            "{:08x}-{:04x}-4{:03x}-8{:03x}-{:012x}",
            high >> 32,
            (high >> 16) & 0xffff,
            high & 0xfff,
            low >> 52,
            low & 0xffff_ffff_ffff
        )
    }
}

/// Spreads neighbouring numbers over the whole range (the finaliser of the `SplitMix64` generator).
fn scramble(number: u64) -> u64 {
    let mut z = number.wrapping_add(0x9e37_79b9_7f4a_7c15);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

/// One request on its way through an operation.
pub(super) struct Call<'a> {
    pub(super) place: Place<'a>,
    pub(super) functions: &'a mut Functions,
    pub(super) path: &'a HashMap<String, String>,
    pub(super) query: &'a HashMap<String, String>,
    /// The JSON body; `null` where none was sent.
    pub(super) body: &'a Value,
    /// Milliseconds since 1970.
    pub(super) now: i64,
    pub(super) ids: &'a mut Ids,
}

/// What an operation answers: a status and, unless it is 204, a body.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Answer {
    pub(super) status: u16,
    pub(super) body: Option<Value>,
}

impl Answer {
    pub(super) fn ok(body: Value) -> Self {
        Self {
            status: 200,
            body: Some(body),
        }
    }

    pub(super) fn created(body: Value) -> Self {
        Self {
            status: 201,
            body: Some(body),
        }
    }

    pub(super) fn empty() -> Self {
        Self {
            status: 204,
            body: None,
        }
    }
}

impl<'a> Call<'a> {
    /// A parameter of the path; empty if the route has none of that name.
    pub(super) fn path(&self, name: &str) -> &'a str {
        self.path.get(name).map_or("", String::as_str)
    }

    /// A parameter of the query, unless it is empty.
    pub(super) fn query(&self, name: &str) -> Option<&'a str> {
        self.query
            .get(name)
            .map(String::as_str)
            .filter(|value| !value.is_empty())
    }

    /// A member of the body, unless it is `null`.
    pub(super) fn member(&self, name: &str) -> Option<&'a Value> {
        self.body.get(name).filter(|value| !value.is_null())
    }

    /// A text member of the body.
    pub(super) fn text(&self, name: &str) -> Option<&'a str> {
        self.member(name).and_then(Value::as_str)
    }

    /// The function and qualifier that the request names.
    pub(super) fn named(&self) -> Result<Named, Refusal> {
        names::read(
            self.path("FunctionName"),
            self.query("Qualifier"),
            self.place,
        )
    }

    /// The function of that name, or the refusal that most operations give.
    pub(super) fn function(&self, name: &str) -> Result<&Function, Refusal> {
        self.functions
            .get(name)
            .ok_or_else(|| self.function_not_found(name, None))
    }

    /// The function of that name, to be changed.
    pub(super) fn function_mut(&mut self, name: &str) -> Result<&mut Function, Refusal> {
        let missing = self.function_not_found(name, None);
        self.functions.get_mut(name).ok_or(missing)
    }

    /// "Function not found", with the ARN in question.
    pub(super) fn function_not_found(&self, name: &str, qualifier: Option<&str>) -> Refusal {
        let arn = qualifier.map_or_else(
            || self.place.arn(name),
            |qualifier| self.place.qualified_arn(name, qualifier),
        );
        Refusal::not_found(format!("Function not found: {arn}"))
    }
}

impl Function {
    /// Whether the qualifier is `$LATEST`, a version or an alias of this function.
    pub(super) fn has(&self, qualifier: &str) -> bool {
        self.version(qualifier).is_some() || self.aliases.contains_key(qualifier)
    }

    /// A version by its number or as `$LATEST`.
    pub(super) fn version(&self, qualifier: &str) -> Option<&Version> {
        if qualifier == LATEST {
            return Some(&self.latest);
        }
        self.versions.get(&qualifier.parse().ok()?)
    }

    /// All versions in the service's order: `$LATEST` first, then by number.
    pub(super) fn all_versions(&self) -> impl Iterator<Item = (u64, &Version)> {
        std::iter::once((0, &self.latest)).chain(
            self.versions
                .iter()
                .map(|(number, version)| (*number, version)),
        )
    }
}

/// The name of a version by its place in that order.
pub(super) fn version_name(number: u64) -> String {
    if number == 0 {
        LATEST.to_owned()
    } else {
        number.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings_answer_both_halves_and_leave_out_numbers_that_are_not_set() {
        let settings = Settings {
            retries: Some(0),
            last_modified: 1_573_686_021_479,
            ..Settings::default()
        };
        let expected = r#"{"LastModified":1573686021.479,"FunctionArn":"a","MaximumRetryAttempts":0,"DestinationConfig":{"OnSuccess":{"Destination":null},"OnFailure":{"Destination":null}}}"#;
        assert_eq!(settings.answer("a").to_string(), expected);
    }

    #[test]
    fn ids_are_uuids_and_never_repeat() {
        let mut ids = Ids::new(7);
        let made: std::collections::BTreeSet<String> = (0..1000).map(|_| ids.next()).collect();
        assert_eq!(made.len(), 1000);
        assert!(
            made.iter()
                .all(|id| id.len() == 36 && id.chars().filter(|c| *c == '-').count() == 4)
        );
    }
}
