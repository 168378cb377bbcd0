//! What went wrong, said plainly: each trouble becomes a [`Failure`] with a sentence and what to do next.
//!
//! Knows the session around a request, and the sentence for each kind of failure. Does not know what helps, see `hints`, the SDK's errors,
//! see `trouble`, nor what a write came to, see `write`.

mod hints;

use super::asked::Asked;
use super::connection::Bounds;
use super::trouble::{Cause, Trouble};
use crate::domain::failure::{Failure, FailureKind, Operation, Service};
use crate::domain::function::{FunctionKey, Target};
use crate::domain::place::Scope;
use crate::domain::qualifier::Qualifier;
use crate::domain::words::{self, Denial};

/// What is known of a session beside the request that failed; decides the hints.
#[derive(Clone, Debug)]
pub(super) struct Surroundings {
    pub(super) profile: String,
    /// Where the session works; the account is not known yet when it is opened.
    pub(super) scope: Scope,
    pub(super) lambda_endpoint: Option<String>,
    pub(super) sts_endpoint: Option<String>,
    pub(super) way: Way,
    pub(super) asks_for_code: bool,
    pub(super) bounds: Bounds,
}

/// How credentials are renewed, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Way {
    pub(super) renewal: Renewal,
    /// The profile whose credentials these are where a role is assumed with those of another.
    pub(super) source_profile: Option<String>,
}

impl Way {
    /// That of credentials of which nothing is known.
    pub(super) const UNKNOWN: Self = Self {
        renewal: Renewal::Elsewhere,
        source_profile: None,
    };

    /// Whether they are the environment's own, and no profile had a part in them.
    pub(super) fn is_of_environment(&self) -> bool {
        match self.renewal {
            Renewal::Environment | Renewal::EnvironmentToken => self.source_profile.is_none(),
            Renewal::SingleSignOn
            | Renewal::Login
            | Renewal::Process
            | Renewal::Keys
            | Renewal::Token
            | Renewal::Elsewhere => false,
        }
    }
}

/// How credentials of a session are renewed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Renewal {
    /// They are variables of the environment, which no other process can change.
    Environment,
    /// `aws sso login`.
    SingleSignOn,
    /// `aws login`.
    Login,
    /// By whatever the profile's `credential_process` runs.
    Process,
    /// By writing other keys into the profile.
    Keys,
    /// By whoever writes the file with the token of a web identity that a profile names.
    Token,
    /// The same where the environment names it.
    EnvironmentToken,
    /// In a way that is not known here: those of the machine.
    Elsewhere,
}

/// What a request asked, and of whom.
#[derive(Clone, Copy, Debug)]
pub(super) struct Subject<'a> {
    pub(super) operation: Operation,
    function: Option<&'a FunctionKey>,
    qualifier: Option<&'a Qualifier>,
}

impl<'a> Subject<'a> {
    pub(super) fn whole_account(operation: Operation) -> Self {
        Self {
            operation,
            function: None,
            qualifier: None,
        }
    }

    pub(super) fn function(operation: Operation, function: &'a FunctionKey) -> Self {
        Self {
            operation,
            function: Some(function),
            qualifier: None,
        }
    }

    pub(super) fn target(operation: Operation, target: &'a Target) -> Self {
        Self {
            operation,
            function: Some(&target.function),
            qualifier: Some(&target.qualifier),
        }
    }

    /// The function as people write it, if the request names one.
    pub(super) fn name(&self) -> Option<String> {
        let function = self.function?;
        Some(match self.qualifier {
            Some(qualifier) => format!("{}:{qualifier}", function.name),
            None => function.name.to_string(),
        })
    }
}

impl Trouble {
    /// Says what happened and what to do next. `caller`: the ARN of who asked, where STS told it.
    pub(super) fn failure(
        self,
        subject: &Subject<'_>,
        around: &Surroundings,
        caller: Option<&str>,
    ) -> Failure {
        let kind = self.kind();
        Failure {
            kind,
            operation: subject.operation,
            sentence: self.sentence(kind, subject, around, caller),
            status: self.status(),
            hints: self.hints(kind, subject, around, caller),
            code: self.code,
            message: self.message,
            request_id: self.request_id,
        }
    }

    fn sentence(
        &self,
        kind: FailureKind,
        subject: &Subject<'_>,
        around: &Surroundings,
        caller: Option<&str>,
    ) -> String {
        let place = place(subject, around);
        match kind {
            FailureKind::ExpiredCredentials if self.cause == Cause::Answer => {
                "The credentials have expired.".to_owned()
            }
            FailureKind::NoCredentials | FailureKind::ExpiredCredentials => {
                self.no_credentials(around)
            }
            FailureKind::RefusedCredentials if self.is_of_clock() => self.wrong_time(&place),
            FailureKind::RefusedCredentials => {
                format!("{place} does not accept these credentials.")
            }
            FailureKind::ChangedCredentials => {
                "The credentials changed after the account was checked: nothing was sent."
                    .to_owned()
            }
            FailureKind::NoRegion => "No region is set.".to_owned(),
            FailureKind::Unreachable => self.unreachable(&place),
            FailureKind::ConnectionLost => {
                format!("The connection to {place} broke before the answer was there.")
            }
            // It came before the request was carried out, or too late: HTTP does not say.
            FailureKind::NoAnswer if self.cause == Cause::Answer => format!(
                "{place} answered that it waited too long for the request{}.",
                self.numbered()
            ),
            FailureKind::NoAnswer => {
                let waited = around.bounds.attempt.as_secs_f64();
                // Nobody counts what is less than a second, but tests do.
                let seconds = if waited < 1.0 { waited } else { waited.round() };
                format!("No answer from {place} for {seconds} s.")
            }
            FailureKind::Throttled => words::throttles(subject.operation.service()).to_owned(),
            FailureKind::AccessDenied => self.denial(subject, caller).sentence(),
            FailureKind::NotFound => self.not_found(subject),
            FailureKind::Conflict => words::busy(subject.function.map(|function| &function.name)),
            FailureKind::InvalidRequest => self.invalid(),
            FailureKind::ServiceFault => format!("{place} failed{}.", self.numbered()),
            FailureKind::UnreadableAnswer => self.unreadable(&place),
            FailureKind::Setup
            | FailureKind::EndlessListing
            | FailureKind::ReadOnly
            | FailureKind::EndedSession
            | FailureKind::Stopped
            | FailureKind::Other => format!("{place} refused the request{}.", self.numbered()),
        }
    }

    /// AWS's own words hold both times.
    fn wrong_time(&self, place: &str) -> String {
        let code = self.code.as_deref().unwrap_or_default();
        let refused =
            format!("{place} does not accept the time at which the request was signed ({code})");
        match self.message.as_deref().filter(|words| !words.is_empty()) {
            Some(words) => format!("{refused}: {}.", words.trim_end_matches('.')),
            None => format!("{refused}."),
        }
    }

    fn unreachable(&self, place: &str) -> String {
        match (&self.proxy, &self.unknown_host) {
            (Some(proxy), _) => words::sentence(&proxy.told(place, &self.sources, self.root())),
            (None, Some(host)) => {
                format!("No connection to {place}: the host name {host} was not found.")
            }
            (None, None) => format!("No connection to {place}: {}.", self.root()),
        }
    }

    fn denial<'a>(&'a self, subject: &Subject<'a>, caller: Option<&'a str>) -> Denial<'a> {
        let operation = subject.operation;
        Denial {
            qualifier: subject.qualifier,
            caller,
            message: self.message.as_deref(),
            ..subject.function.map_or_else(
                || Denial::of(operation),
                |function| Denial::on(operation, function),
            )
        }
    }

    fn numbered(&self) -> String {
        self.status()
            .map(|status| format!(" (HTTP {status})"))
            .unwrap_or_default()
    }

    fn no_credentials(&self, around: &Surroundings) -> String {
        let profile = &around.profile;
        let root = match &self.ungiven {
            Some(ungiven) => ungiven.told(),
            None => self.root_of_file(),
        };
        // A program may have written it for a terminal of its own.
        let root = words::clean(&root);
        let whose = if around.way.is_of_environment() {
            "the environment".to_owned()
        } else {
            format!("profile {profile}")
        };
        if self.cause == Cause::SlowCredentials {
            let seconds = around.bounds.credentials.as_secs_f64();
            let late = format!("The credentials of {whose} were not there within {seconds} s");
            return match self.waited_for.as_ref().and_then(Asked::told) {
                Some(place) => format!("{late}: no answer from {place}."),
                None => format!("{late}."),
            };
        }
        if self.cause == Cause::BrokenCredentials {
            return format!("The credentials of {whose} can't be had: {root}.");
        }
        // The SDK's text of several lines says the same once more in its first; the others become hints.
        if self.details().next().is_some() {
            return format!("No credentials were found (profile {profile}).");
        }
        format!("No credentials were found (profile {profile}): {root}.")
    }

    fn not_found(&self, subject: &Subject<'_>) -> String {
        match (&self.message, subject.name()) {
            (Some(message), _) => message.clone(),
            (None, Some(name)) => format!("There is no {name}."),
            (None, None) => "What was asked for does not exist.".to_owned(),
        }
    }

    fn unreadable(&self, place: &str) -> String {
        match self.status() {
            Some(status @ 400..500) => format!(
                "HTTP {status} came without an error code of AWS: something on the way to {place} may have answered."
            ),
            Some(_) | None => format!(
                "The answer of {place} can't be understood{}.",
                self.numbered()
            ),
        }
    }

    fn invalid(&self) -> String {
        if let Some(role) = self.message.as_deref().and_then(words::role_lacks) {
            return role;
        }
        match (&self.message, self.cause == Cause::Answer) {
            (Some(message), _) => message.clone(),
            (None, true) => "Lambda refused a value of the request.".to_owned(),
            (None, false) => format!("The request could not be made: {}.", self.root()),
        }
    }
}

impl Surroundings {
    /// The endpoint of a service, where it is not AWS's own.
    fn endpoint(&self, service: Service) -> Option<&str> {
        match service {
            Service::Sts => self.sts_endpoint.as_deref(),
            Service::Lambda => self.lambda_endpoint.as_deref(),
        }
    }
}

/// Whom a request was sent to, as a sentence names it.
fn place(subject: &Subject<'_>, around: &Surroundings) -> String {
    let service = subject.operation.service();
    match around.endpoint(service) {
        Some(endpoint) => format!("{service} at {endpoint}"),
        None => format!("{service} in {}", around.scope.region),
    }
}

#[cfg(test)]
mod tests;
