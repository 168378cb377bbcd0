//! From the SDK's shapes to the program's, and back for what is sent.
//!
//! Knows which members an answer must have: a missing one is said, never guessed. Does not know requests. A function's
//! environment variables, which listings return, are not taken over anywhere.

use aws_sdk_lambda::operation::get_function_configuration::GetFunctionConfigurationOutput;
use aws_sdk_lambda::operation::get_function_event_invoke_config::GetFunctionEventInvokeConfigOutput;
use aws_sdk_lambda::operation::put_function_event_invoke_config::PutFunctionEventInvokeConfigOutput;
use aws_sdk_lambda::types::{
    DestinationConfig, FunctionConfiguration, FunctionEventInvokeConfig, OnFailure, OnSuccess,
};
use aws_smithy_types::DateTime;
use jiff::Timestamp;
use thiserror::Error;

use super::handover::Head;
use crate::domain::call::{AliasDescription, FunctionDescription, Page};
use crate::domain::destination::Addressee;
use crate::domain::failure::{Failure, Operation};
use crate::domain::function::{FunctionKey, Target, parse_reported_arn};
use crate::domain::place::{AccountId, Scope};
use crate::domain::qualifier::Qualifier;
use crate::domain::settings::{AsyncSettings, Setting, StoredConfiguration, StoredSettings};

/// Why an answer can't be used.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub(super) enum Unreadable {
    /// A member that is needed is not there.
    #[error("The answer has no {0}.")]
    Missing(&'static str),
    /// A member holds something else than it should.
    #[error("The answer's {member} reads \"{text}\".")]
    Malformed {
        /// Which member.
        member: &'static str,
        /// What it holds.
        text: String,
    },
    /// The answer speaks of something else.
    #[error("The answer is about {answered}, not about {asked}.")]
    About {
        /// What it is about.
        answered: String,
        /// What was asked for.
        asked: String,
    },
}

impl Unreadable {
    /// The failure of an operation whose answer this is.
    pub(super) fn failure(&self, operation: Operation, head: &Head) -> Failure {
        head.unreadable(operation, self.to_string())
    }
}

/// Answers that carry an event invoke config, each of a type of its own in the SDK.
pub(super) struct Configuration {
    function_arn: Option<String>,
    last_modified: Option<DateTime>,
    maximum_retry_attempts: Option<i32>,
    maximum_event_age_in_seconds: Option<i32>,
    destination_config: Option<DestinationConfig>,
}

macro_rules! configuration_from {
    ($($shape:ty),+ $(,)?) => {$(
        impl From<$shape> for Configuration {
            fn from(answer: $shape) -> Self {
                Self {
                    function_arn: answer.function_arn,
                    last_modified: answer.last_modified,
                    maximum_retry_attempts: answer.maximum_retry_attempts,
                    maximum_event_age_in_seconds: answer.maximum_event_age_in_seconds,
                    destination_config: answer.destination_config,
                }
            }
        }
    )+};
}

configuration_from!(
    FunctionEventInvokeConfig,
    GetFunctionEventInvokeConfigOutput,
    PutFunctionEventInvokeConfigOutput,
);

impl Configuration {
    /// Takes the configuration over as the service holds it.
    pub(super) fn stored(self) -> Result<StoredConfiguration, Unreadable> {
        let (on_success, on_failure) = self
            .destination_config
            .map_or((None, None), |both| (both.on_success, both.on_failure));
        Ok(StoredConfiguration {
            function_arn: self
                .function_arn
                .ok_or(Unreadable::Missing("FunctionArn"))?,
            settings: StoredSettings {
                maximum_retry_attempts: self.maximum_retry_attempts.map(i64::from).into(),
                maximum_event_age_in_seconds: self
                    .maximum_event_age_in_seconds
                    .map(i64::from)
                    .into(),
                on_success: half(on_success.and_then(|half| half.destination)),
                on_failure: half(on_failure.and_then(|half| half.destination)),
            },
            last_modified: self.last_modified.as_ref().and_then(timestamp),
            unknown_members: Vec::new(),
        })
    }
}

/// One half of the destinations: the service answers an unset one as `{"Destination":null}`.
fn half(destination: Option<String>) -> Setting<String> {
    destination.filter(|arn| !arn.is_empty()).into()
}

/// An instant to the microsecond. Lambda sends seconds with a fraction, as a number; only as a number are they what was sent, since
/// the SDK turns .159 into 158,999,919 ns.
fn timestamp(date: &DateTime) -> Option<Timestamp> {
    const MICROSECONDS: f64 = 1_000_000.0;
    #[expect(
        clippy::cast_possible_truncation,
        reason = "what lies outside of time becomes the largest integer, which is no instant"
    )]
    let microseconds = (date.as_secs_f64() * MICROSECONDS).round() as i64;
    Timestamp::from_microsecond(microseconds).ok()
}

/// The destinations of a request: an unset half is left out, and without both there are none.
pub(super) fn destinations(settings: &AsyncSettings) -> Option<DestinationConfig> {
    let arn = |addressee: &Addressee| addressee.arn().to_owned();
    let on_success = settings
        .on_success
        .explicit()
        .map(|addressee| OnSuccess::builder().destination(arn(addressee)).build());
    let on_failure = settings
        .on_failure
        .explicit()
        .map(|addressee| OnFailure::builder().destination(arn(addressee)).build());
    (on_success.is_some() || on_failure.is_some()).then(|| {
        DestinationConfig::builder()
            .set_on_success(on_success)
            .set_on_failure(on_failure)
            .build()
    })
}

/// Answers that describe a function.
pub(super) struct Described {
    function_arn: Option<String>,
    version: Option<String>,
    runtime: Option<String>,
    timeout: Option<i32>,
    role: Option<String>,
    dead_letter_target: Option<String>,
}

macro_rules! described_from {
    ($($shape:ty),+ $(,)?) => {$(
        impl From<$shape> for Described {
            fn from(answer: $shape) -> Self {
                Self {
                    function_arn: answer.function_arn,
                    version: answer.version,
                    runtime: answer.runtime.map(|runtime| runtime.as_str().to_owned()),
                    timeout: answer.timeout,
                    role: answer.role,
                    dead_letter_target: answer.dead_letter_config.and_then(|queue| queue.target_arn),
                }
            }
        }
    )+};
}

described_from!(FunctionConfiguration, GetFunctionConfigurationOutput);

impl Described {
    /// Checks which function is described. The versions of a function are asked for by the function alone.
    pub(super) fn about(
        &self,
        asked: &FunctionKey,
        qualifier: Option<&Qualifier>,
        scope: &Scope,
    ) -> Result<(), Unreadable> {
        let arn = self.function_arn.as_deref();
        about(
            arn.ok_or(Unreadable::Missing("FunctionArn"))?,
            asked,
            qualifier,
            scope,
        )
    }

    /// Takes the description over.
    pub(super) fn description(self) -> Result<FunctionDescription, Unreadable> {
        let arn = self
            .function_arn
            .ok_or(Unreadable::Missing("FunctionArn"))?;
        let (function, _) = parse_reported_arn(&arn).ok_or(Unreadable::Malformed {
            member: "FunctionArn",
            text: arn,
        })?;
        Ok(FunctionDescription {
            function,
            version: version(self.version, "Version")?,
            runtime: self.runtime,
            timeout_seconds: self.timeout.and_then(|seconds| u32::try_from(seconds).ok()),
            role: self.role,
            dead_letter_target: self.dead_letter_target.filter(|arn| !arn.is_empty()),
        })
    }
}

fn version(text: Option<String>, member: &'static str) -> Result<Qualifier, Unreadable> {
    let text = text.ok_or(Unreadable::Missing(member))?;
    Qualifier::parse(&text).map_err(|_| Unreadable::Malformed { member, text })
}

/// Takes an alias over from its members. The API allows one version beside the main one.
pub(super) fn alias(
    name: Option<String>,
    main_version: Option<String>,
    routing: Option<aws_sdk_lambda::types::AliasRoutingConfiguration>,
) -> Result<AliasDescription, Unreadable> {
    let second = routing
        .and_then(|routing| routing.additional_version_weights)
        .and_then(|weights| {
            weights
                .into_iter()
                .min_by(|(one, _), (other, _)| one.cmp(other))
        });
    let second = match second {
        Some((second, share)) => Some((version(Some(second), "RoutingConfig")?, share)),
        None => None,
    };
    Ok(AliasDescription {
        name: name.ok_or(Unreadable::Missing("Name"))?,
        version: version(main_version, "FunctionVersion")?,
        second,
    })
}

/// Makes a page of rows; an empty marker is the end, as AWS's own examples have it.
pub(super) fn page<S, T>(
    rows: Option<Vec<S>>,
    marker: Option<String>,
    member: &'static str,
    convert: impl Fn(S) -> Result<T, Unreadable>,
) -> Result<Page<T>, Unreadable> {
    Ok(Page {
        items: rows
            .ok_or(Unreadable::Missing(member))?
            .into_iter()
            .map(convert)
            .collect::<Result<_, _>>()?,
        next: marker.filter(|marker| !marker.is_empty()),
    })
}

/// Checks that an answer is about the function that was asked for: a bare name means another function under other credentials.
///
/// The account is compared where it is known, the qualifier where the answer names one.
pub(super) fn about(
    arn: &str,
    asked: &FunctionKey,
    qualifier: Option<&Qualifier>,
    scope: &Scope,
) -> Result<(), Unreadable> {
    let (answered, answered_qualifier) =
        parse_reported_arn(arn).ok_or_else(|| Unreadable::Malformed {
            member: "FunctionArn",
            text: arn.to_owned(),
        })?;
    let account: Option<&AccountId> = asked.account.as_ref().or(scope.account.as_ref());
    let same_function = answered.name == asked.name
        && answered.region == asked.region
        && (account.is_none() || answered.account.as_ref() == account);
    let same_qualifier = match (qualifier, &answered_qualifier) {
        (Some(asked), Some(answered)) => asked == answered,
        (None, _) | (_, None) => true,
    };
    if same_function && same_qualifier {
        return Ok(());
    }
    Err(Unreadable::About {
        answered: arn.to_owned(),
        asked: named(asked, qualifier, account),
    })
}

fn named(
    function: &FunctionKey,
    qualifier: Option<&Qualifier>,
    account: Option<&AccountId>,
) -> String {
    let text = match account {
        Some(account) => function.arn_in(account),
        None => function.name.to_string(),
    };
    match qualifier {
        Some(qualifier) => format!("{text}:{qualifier}"),
        None => text,
    }
}

/// Checks a configuration that was asked for by its target.
pub(super) fn about_target(
    stored: StoredConfiguration,
    target: &Target,
    scope: &Scope,
) -> Result<StoredConfiguration, Unreadable> {
    about(
        &stored.function_arn,
        &target.function,
        Some(&target.qualifier),
        scope,
    )?;
    Ok(stored)
}

#[cfg(test)]
mod tests;
