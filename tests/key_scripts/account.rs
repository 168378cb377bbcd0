//! What AWS would answer: an account as a table that a test may change between two messages.
//!
//! Knows queries and answers. Does not know screens, nor anything of the simulator.

use jiff::Timestamp;
use lambda_lasso::domain::call::{AliasDescription, Answer, FunctionDescription, Identity, Query};
use lambda_lasso::domain::failure::{Failure, FailureKind, Operation};
use lambda_lasso::domain::function::{FunctionKey, Target};
use lambda_lasso::domain::qualifier::Qualifier;
use lambda_lasso::domain::settings::{StoredConfiguration, StoredSettings};

use super::values::{ACCOUNT, REGION, caller, configuration, failure, key, stored, target, whole};

/// A function of the account.
#[derive(Clone, Debug)]
pub(crate) struct Lambda {
    pub(crate) name: String,
    pub(crate) dead_letter_target: Option<String>,
    pub(crate) timeout_seconds: u32,
    pub(crate) reserved_concurrency: Option<u32>,
    /// Each alias with the version that it points to.
    pub(crate) aliases: Vec<(&'static str, u64)>,
    /// The second version of an alias, and its share of the calls.
    pub(crate) second: Option<(&'static str, u64, f64)>,
    pub(crate) versions: Vec<u64>,
    /// The version whose timeout is another one, and that.
    pub(crate) slow: Option<(u64, u32)>,
    /// The version whose dead-letter queue is another one, and that.
    pub(crate) other_dead_letters: Option<(u64, Option<&'static str>)>,
    pub(crate) held: Vec<(Qualifier, StoredSettings)>,
}

/// The account behind every answer of a test.
#[derive(Clone, Debug)]
pub(crate) struct Account {
    pub(crate) caller: Result<Identity, Failure>,
    pub(crate) functions: Vec<Lambda>,
    /// What is refused, whatever the table says.
    pub(crate) failing: Vec<(Operation, Failure)>,
    /// What every configuration holds beside its settings.
    pub(crate) unknown_members: Vec<String>,
    /// When everything was saved once more with the same values.
    pub(crate) saved_again: Option<Timestamp>,
    /// No configuration tells when it was modified.
    pub(crate) is_timeless: bool,
}

impl Account {
    /// Three functions: one without aliases, one with the alias `live` on defaults, one with a dead-letter queue.
    pub(crate) fn furnished() -> Self {
        let dead_letters = Some(format!("arn:aws:sqs:{REGION}:{ACCOUNT}:dead-letters"));
        Self {
            caller: Ok(caller(ACCOUNT, 1)),
            functions: vec![
                lambda("invoices", &[("$LATEST", "2 1h - invoices-failed")]),
                Lambda {
                    aliases: vec![("live", 12)],
                    versions: vec![11, 12],
                    ..lambda("orders", &[("$LATEST", "1 1h - orders-failed")])
                },
                Lambda {
                    dead_letter_target: dead_letters,
                    ..lambda("payments", &[("$LATEST", "- 6h - payments-failed")])
                },
            ],
            failing: Vec::new(),
            unknown_members: Vec::new(),
            saved_again: None,
            is_timeless: false,
        }
    }

    /// Sets what is held for a qualifier, or removes it: `1 1h - orders-failed`, or an empty text for no configuration.
    pub(crate) fn hold(&mut self, text: &str, settings: &str) {
        let settings = (!settings.is_empty()).then(|| stored(settings));
        self.store(&target(text), settings);
    }

    /// The same with values; a function that is gone holds nothing.
    pub(crate) fn store(&mut self, target: &Target, settings: Option<StoredSettings>) {
        if let Some(function) = self.function_mut(target.function.name.as_str()) {
            function.held.retain(|(of, _)| *of != target.qualifier);
            let held = settings.map(|settings| (target.qualifier.clone(), settings));
            function.held.extend(held);
        }
    }

    /// Refuses an operation from now on.
    pub(crate) fn refuse(&mut self, operation: Operation, kind: FailureKind) {
        self.failing.push((operation, failure(kind, operation)));
    }

    /// Removes a function.
    pub(crate) fn remove(&mut self, name: &str) {
        self.functions.retain(|function| function.name != name);
    }

    pub(crate) fn function_mut(&mut self, name: &str) -> Option<&mut Lambda> {
        self.functions
            .iter_mut()
            .find(|function| function.name == name)
    }

    /// As a listing names a function: in the account of whoever asks.
    fn of_caller(&self, mut listed: FunctionDescription) -> FunctionDescription {
        if let Ok(caller) = &self.caller {
            listed.function.account = Some(caller.account.clone());
        }
        listed
    }

    /// What a query is answered.
    pub(crate) fn answer(&self, query: &Query) -> Result<Answer, Failure> {
        let operation = operation(query);
        if let Some((_, failure)) = self.failing.iter().find(|(of, _)| *of == operation) {
            return Err(failure.clone());
        }
        let listed = |function: &FunctionKey| {
            self.find(function)
                .ok_or_else(|| failure(FailureKind::NotFound, operation))
        };
        Ok(match query {
            Query::Identity => Answer::Identity(self.caller.clone()?),
            Query::Functions { .. } => Answer::Functions(whole(
                self.functions
                    .iter()
                    .map(|function| self.of_caller(function.describe(Qualifier::Latest)))
                    .collect(),
            )),
            Query::Versions { function, .. } => Answer::Versions(whole(listed(function)?.every())),
            Query::Aliases { function, .. } => {
                Answer::Aliases(whole(listed(function)?.every_alias()))
            }
            Query::Configurations { function, .. } => {
                let known = listed(function)?;
                let held = known.held.iter();
                let all = held.map(|(qualifier, settings)| {
                    self.reported(configuration(&known.name, qualifier, settings))
                });
                Answer::Configurations(whole(all.collect()))
            }
            Query::Configuration { target } => Answer::Configuration(
                self.find(&target.function)
                    .and_then(|known| known.holds(&target.qualifier))
                    .map(|held| self.reported(of_account(held, &target.function))),
            ),
            Query::Description { target } => Answer::Description(
                self.find(&target.function)
                    .filter(|known| known.has(&target.qualifier))
                    .map(|known| FunctionDescription {
                        function: of_account_or_own(&target.function),
                        ..known.describe(known.runs(&target.qualifier))
                    }),
            ),
            Query::Alias { target } => Answer::Alias(
                self.find(&target.function)
                    .and_then(|known| known.alias(&target.qualifier)),
            ),
            Query::Concurrency { function } => {
                Answer::Concurrency(listed(function)?.reserved_concurrency)
            }
            Query::Stack { function } => listed(function).map(|_| Answer::Stack(None))?,
        })
    }

    /// A configuration as this account reports it.
    fn reported(&self, held: StoredConfiguration) -> StoredConfiguration {
        StoredConfiguration {
            unknown_members: self.unknown_members.clone(),
            last_modified: self
                .saved_again
                .or(held.last_modified)
                .filter(|_| !self.is_timeless),
            ..held
        }
    }

    fn find(&self, function: &FunctionKey) -> Option<&Lambda> {
        self.functions
            .iter()
            .find(|known| known.name == function.name.as_str())
    }
}

impl Lambda {
    fn describe(&self, version: Qualifier) -> FunctionDescription {
        let is = |number: u64| version == Qualifier::Version(number);
        let slow = self.slow.filter(|(number, _)| is(*number));
        let timeout = slow.map_or(self.timeout_seconds, |(_, timeout)| timeout);
        let other = self.other_dead_letters.filter(|(number, _)| is(*number));
        let dead_letters = self.dead_letter_target.clone();
        let dead_letters = other.map_or(dead_letters, |(_, arn)| arn.map(str::to_owned));
        FunctionDescription {
            function: key(&self.name),
            runtime: Some("nodejs22.x".to_owned()),
            timeout_seconds: Some(timeout),
            role: Some(format!("arn:aws:iam::{ACCOUNT}:role/{}", self.name)),
            dead_letter_target: dead_letters,
            version,
        }
    }

    /// `$LATEST` and the versions.
    fn every(&self) -> Vec<FunctionDescription> {
        let numbers = self.versions.iter().copied().map(Qualifier::Version);
        let all = std::iter::once(Qualifier::Latest).chain(numbers);
        all.map(|version| self.describe(version)).collect()
    }

    fn holds(&self, qualifier: &Qualifier) -> Option<StoredConfiguration> {
        let mut held = self.held.iter();
        let (_, settings) = held.find(|(of, _)| of == qualifier)?;
        Some(configuration(&self.name, qualifier, settings))
    }

    fn alias(&self, qualifier: &Qualifier) -> Option<AliasDescription> {
        let named =
            |(name, _): &&(&'static str, u64)| *qualifier == Qualifier::Alias((*name).to_owned());
        self.aliases.iter().find(named).map(|of| self.routed(of))
    }

    fn every_alias(&self) -> Vec<AliasDescription> {
        self.aliases.iter().map(|of| self.routed(of)).collect()
    }

    fn routed(&self, of: &(&'static str, u64)) -> AliasDescription {
        let second = self.second.filter(|(name, ..)| *name == of.0);
        AliasDescription {
            second: second.map(|(_, version, share)| (Qualifier::Version(version), share)),
            ..alias(of)
        }
    }

    /// The version that a qualifier runs.
    fn runs(&self, qualifier: &Qualifier) -> Qualifier {
        let alias = self.alias(qualifier);
        alias.map_or_else(|| qualifier.clone(), |alias| alias.version)
    }

    fn has(&self, qualifier: &Qualifier) -> bool {
        match qualifier {
            Qualifier::Latest => true,
            Qualifier::LatestPublished => false,
            Qualifier::Version(number) => self.versions.contains(number),
            Qualifier::Alias(name) => self.aliases.iter().any(|(alias, _)| alias == name),
        }
    }
}

/// As an answer names a function: by an ARN, which has an account.
fn of_account_or_own(function: &FunctionKey) -> FunctionKey {
    let own = key(function.name.as_str());
    FunctionKey {
        account: function.account.clone().or(own.account),
        ..function.clone()
    }
}

fn lambda(name: &str, held: &[(&str, &str)]) -> Lambda {
    let held = held.iter().map(|(qualifier, settings)| {
        let qualifier = Qualifier::parse(qualifier).expect("a qualifier");
        (qualifier, stored(settings))
    });
    Lambda {
        name: name.to_owned(),
        dead_letter_target: None,
        timeout_seconds: 3,
        reserved_concurrency: None,
        aliases: Vec::new(),
        second: None,
        versions: Vec::new(),
        slow: None,
        other_dead_letters: None,
        held: held.collect(),
    }
}

/// The same, of the account that the function was asked for in.
fn of_account(mut held: StoredConfiguration, function: &FunctionKey) -> StoredConfiguration {
    if let Some(account) = &function.account {
        held.function_arn = held.function_arn.replace(ACCOUNT, account.as_str());
    }
    held
}

fn alias((name, version): &(&'static str, u64)) -> AliasDescription {
    AliasDescription {
        name: (*name).to_owned(),
        version: Qualifier::Version(*version),
        second: None,
    }
}

/// Some functions with nothing of their own, `f0000` and on.
pub(crate) fn many(count: usize) -> Vec<Lambda> {
    (0..count)
        .map(|number| lambda(&format!("f{number:04}"), &[]))
        .collect()
}

/// The operation that a query asks.
pub(crate) fn operation(query: &Query) -> Operation {
    match query {
        Query::Identity => Operation::GetCallerIdentity,
        Query::Functions { .. } => Operation::ListFunctions,
        Query::Versions { .. } => Operation::ListVersionsByFunction,
        Query::Aliases { .. } => Operation::ListAliases,
        Query::Configurations { .. } => Operation::ListFunctionEventInvokeConfigs,
        Query::Configuration { .. } => Operation::GetFunctionEventInvokeConfig,
        Query::Description { .. } => Operation::GetFunctionConfiguration,
        Query::Alias { .. } => Operation::GetAlias,
        Query::Concurrency { .. } => Operation::GetFunctionConcurrency,
        Query::Stack { .. } => Operation::ListTags,
    }
}
