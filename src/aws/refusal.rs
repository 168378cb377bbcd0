//! What went wrong, said plainly: an error of the SDK becomes a [`Failure`] with a sentence and what to do next.
//!
//! Knows AWS's codes, the variants of an SDK error and how far a request got. Does not know what a write came to; see `write`.
//! Only code, message, request id and the `Display` of an error's sources are taken over: `Debug` output of the SDK may hold
//! anything.

use std::error::Error;

use aws_credential_types::provider::error::CredentialsError;
use aws_smithy_runtime_api::client::orchestrator::HttpResponse;
use aws_smithy_runtime_api::client::result::SdkError;
use aws_smithy_types::error::metadata::ProvideErrorMetadata;

use super::handover::{Head, OtherCredentials};
use super::session::Bounds;
use crate::domain::failure::{Failure, FailureKind, Operation};
use crate::domain::function::{FunctionKey, Target};
use crate::domain::place::Region;
use crate::domain::qualifier::Qualifier;

/// What is known of a session beside the request that failed; decides the hints.
#[derive(Clone, Debug)]
pub(super) struct Surroundings {
    pub(super) profile: String,
    pub(super) region: Region,
    pub(super) endpoint: Option<String>,
    pub(super) renewal: Renewal,
    pub(super) asks_for_code: bool,
    pub(super) bounds: Bounds,
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
    /// In a way that is not known here: keys of the profile, an assumed role, the machine's own.
    Elsewhere,
}

/// What a request asked, and of whom.
#[derive(Clone, Debug)]
pub(super) struct Subject {
    pub(super) operation: Operation,
    function: Option<FunctionKey>,
    qualifier: Option<Qualifier>,
}

impl Subject {
    pub(super) fn whole_account(operation: Operation) -> Self {
        Self {
            operation,
            function: None,
            qualifier: None,
        }
    }

    pub(super) fn function(operation: Operation, function: &FunctionKey) -> Self {
        Self {
            operation,
            function: Some(function.clone()),
            qualifier: None,
        }
    }

    pub(super) fn target(operation: Operation, target: &Target) -> Self {
        Self {
            operation,
            function: Some(target.function.clone()),
            qualifier: Some(target.qualifier.clone()),
        }
    }

    /// The function as people write it, if the request names one.
    fn name(&self) -> Option<String> {
        let function = self.function.as_ref()?;
        Some(match &self.qualifier {
            Some(qualifier) => format!("{}:{qualifier}", function.name),
            None => function.name.to_string(),
        })
    }
}

/// How far a request got.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reach {
    /// It was never handed to the connection.
    NotHandedOver,
    /// It was handed over, but no connection could be opened.
    NotConnected,
    /// It was handed over, and nothing came back.
    Silent,
    /// The head of an answer came back with this status.
    Answered(u16),
}

/// What kept a request from its answer.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Cause {
    OtherCredentials,
    NoCredentials,
    BrokenCredentials,
    SlowCredentials,
    NoRegion,
    NotBuilt,
    Unreachable,
    Lost,
    Overdue,
    Answer,
}

/// An SDK error, taken apart.
#[derive(Clone, Debug)]
pub(super) struct Trouble {
    /// How far the request got.
    pub(super) reach: Reach,
    cause: Cause,
    code: Option<String>,
    message: Option<String>,
    request_id: Option<String>,
    sources: Vec<String>,
}

impl Trouble {
    /// Takes an error apart.
    pub(super) fn of<E>(error: &SdkError<E, HttpResponse>, head: &Head) -> Self
    where
        E: Error + ProvideErrorMetadata + 'static,
    {
        let could_not_connect = is_connect(error);
        let reach = reach(head, could_not_connect);
        Self {
            reach,
            cause: cause(error, reach),
            code: error.code().map(ToOwned::to_owned),
            message: error.message().map(ToOwned::to_owned),
            request_id: head.request_id.clone(),
            sources: sources(error),
        }
    }

    /// No answer came within the time allowed.
    pub(super) fn overdue(head: &Head) -> Self {
        let reach = reach(head, false);
        Self {
            reach,
            cause: match reach {
                Reach::NotHandedOver => Cause::SlowCredentials,
                Reach::NotConnected | Reach::Silent | Reach::Answered(_) => Cause::Overdue,
            },
            code: None,
            message: None,
            request_id: head.request_id.clone(),
            sources: Vec::new(),
        }
    }

    fn status(&self) -> Option<u16> {
        match self.reach {
            Reach::Answered(status) => Some(status),
            Reach::NotHandedOver | Reach::NotConnected | Reach::Silent => None,
        }
    }

    fn says(&self, words: &str) -> bool {
        self.message
            .as_ref()
            .is_some_and(|message| message.contains(words))
    }

    /// The innermost source, which says most plainly what happened.
    fn root(&self) -> &str {
        self.sources
            .last()
            .map_or("no reason given", String::as_str)
    }

    fn sources_say(&self, words: &str) -> bool {
        self.sources
            .iter()
            .any(|source| source.to_lowercase().contains(words))
    }

    /// Decides the kind of failure: by what kept the request from its answer, then by code, then by status.
    fn kind(&self) -> FailureKind {
        match self.cause {
            Cause::OtherCredentials => FailureKind::ChangedCredentials,
            Cause::NoCredentials | Cause::BrokenCredentials if self.sources_say("expired") => {
                FailureKind::ExpiredCredentials
            }
            Cause::NoCredentials | Cause::BrokenCredentials | Cause::SlowCredentials => {
                FailureKind::NoCredentials
            }
            Cause::NoRegion => FailureKind::NoRegion,
            Cause::NotBuilt => FailureKind::InvalidRequest,
            Cause::Unreachable => FailureKind::Unreachable,
            Cause::Lost => FailureKind::ConnectionLost,
            Cause::Overdue => FailureKind::NoAnswer,
            Cause::Answer => kind_of_answer(self.code.as_deref(), self.status()),
        }
    }

    /// Says what happened and what to do next.
    pub(super) fn failure(&self, subject: &Subject, around: &Surroundings) -> Failure {
        let kind = self.kind();
        Failure {
            kind,
            operation: subject.operation,
            sentence: self.sentence(kind, subject, around),
            code: self.code.clone(),
            message: self.message.clone(),
            status: self.status(),
            request_id: self.request_id.clone(),
            hints: self.hints(kind, subject, around),
        }
    }
}

fn reach(head: &Head, could_not_connect: bool) -> Reach {
    match head.status {
        Some(status) => Reach::Answered(status),
        None if !head.was_handed_over() => Reach::NotHandedOver,
        None if could_not_connect => Reach::NotConnected,
        None => Reach::Silent,
    }
}

fn cause<E: Error + 'static>(error: &SdkError<E, HttpResponse>, reach: Reach) -> Cause {
    match reach {
        Reach::NotHandedOver => hindrance(error),
        Reach::NotConnected => Cause::Unreachable,
        Reach::Silent | Reach::Answered(_) => match error {
            SdkError::TimeoutError(_) => Cause::Overdue,
            SdkError::DispatchFailure(failure) if failure.is_timeout() => Cause::Overdue,
            SdkError::ServiceError(_) => Cause::Answer,
            SdkError::ResponseError(_) | SdkError::DispatchFailure(_) | _ => Cause::Lost,
        },
    }
}

/// Why a request was not even handed over.
fn hindrance<E: Error + 'static>(error: &SdkError<E, HttpResponse>) -> Cause {
    if matches!(error, SdkError::ConstructionFailure(_)) {
        return Cause::NotBuilt;
    }
    if find::<OtherCredentials>(error).is_some() {
        return Cause::OtherCredentials;
    }
    let said = sources(error).join(": ");
    if said.contains("issing Region") || said.contains("missing signing region") {
        return Cause::NoRegion;
    }
    if said.contains("timed out") {
        return Cause::SlowCredentials;
    }
    match find::<CredentialsError>(error) {
        Some(CredentialsError::CredentialsNotLoaded(_)) => Cause::NoCredentials,
        Some(CredentialsError::ProviderTimedOut(_)) => Cause::SlowCredentials,
        Some(_) => Cause::BrokenCredentials,
        None => Cause::NotBuilt,
    }
}

/// The error and its sources, outermost first.
fn chain<'a>(error: &'a (dyn Error + 'static)) -> impl Iterator<Item = &'a (dyn Error + 'static)> {
    std::iter::successors(Some(error), |error| (*error).source())
}

fn find<'a, T: Error + 'static>(error: &'a (dyn Error + 'static)) -> Option<&'a T> {
    chain(error).find_map(|source| source.downcast_ref())
}

/// Says whether no connection could be opened: the one failure behind a handed-over request that proves that nothing was sent.
fn is_connect(error: &(dyn Error + 'static)) -> bool {
    find::<hyper_util::client::legacy::Error>(error)
        .is_some_and(hyper_util::client::legacy::Error::is_connect)
}

fn sources(error: &(dyn Error + 'static)) -> Vec<String> {
    chain(error).skip(1).map(ToString::to_string).collect()
}

/// The codes that AWS answers with, and the kind of failure that each stands for.
const CODES: [(&str, FailureKind); 21] = [
    ("ExpiredTokenException", FailureKind::ExpiredCredentials),
    ("ExpiredToken", FailureKind::ExpiredCredentials),
    (
        "UnrecognizedClientException",
        FailureKind::RefusedCredentials,
    ),
    ("InvalidClientTokenId", FailureKind::RefusedCredentials),
    ("InvalidSignatureException", FailureKind::RefusedCredentials),
    ("SignatureDoesNotMatch", FailureKind::RefusedCredentials),
    (
        "MissingAuthenticationTokenException",
        FailureKind::RefusedCredentials,
    ),
    (
        "MissingAuthenticationToken",
        FailureKind::RefusedCredentials,
    ),
    (
        "IncompleteSignatureException",
        FailureKind::RefusedCredentials,
    ),
    ("IncompleteSignature", FailureKind::RefusedCredentials),
    ("AccessDeniedException", FailureKind::AccessDenied),
    ("AccessDenied", FailureKind::AccessDenied),
    ("TooManyRequestsException", FailureKind::Throttled),
    ("ThrottlingException", FailureKind::Throttled),
    ("Throttling", FailureKind::Throttled),
    ("RequestLimitExceeded", FailureKind::Throttled),
    ("ResourceNotFoundException", FailureKind::NotFound),
    ("ResourceConflictException", FailureKind::Conflict),
    (
        "InvalidParameterValueException",
        FailureKind::InvalidRequest,
    ),
    ("ValidationException", FailureKind::InvalidRequest),
    ("ServiceException", FailureKind::ServiceFault),
];

fn kind_of_answer(code: Option<&str>, status: Option<u16>) -> FailureKind {
    let by_code = CODES
        .iter()
        .find(|(known, _)| Some(*known) == code)
        .map(|(_, kind)| *kind);
    by_code.unwrap_or(match status {
        Some(408) => FailureKind::NoAnswer,
        Some(429) => FailureKind::Throttled,
        Some(400) => FailureKind::InvalidRequest,
        Some(500..) => FailureKind::ServiceFault,
        Some(..400) | None => FailureKind::UnreadableAnswer,
        Some(_) => FailureKind::Other,
    })
}

impl Trouble {
    fn sentence(&self, kind: FailureKind, subject: &Subject, around: &Surroundings) -> String {
        let place = place(subject, around);
        match kind {
            FailureKind::NoCredentials => self.no_credentials(around),
            FailureKind::ExpiredCredentials => "The credentials have expired.".to_owned(),
            FailureKind::RefusedCredentials => {
                format!("{place} does not accept these credentials.")
            }
            FailureKind::ChangedCredentials => {
                "The credentials changed after the account was checked: nothing was sent."
                    .to_owned()
            }
            FailureKind::NoRegion => "No region is set.".to_owned(),
            FailureKind::Unreachable => format!("No connection to {place}: {}.", self.root()),
            FailureKind::ConnectionLost => {
                format!("The connection to {place} broke before the answer was there.")
            }
            FailureKind::NoAnswer => {
                let seconds = around.bounds.attempt.as_secs_f64();
                format!("No answer from {place} for {seconds} s.")
            }
            FailureKind::Throttled => {
                "AWS throttles this account's Lambda API (15/s for everybody).".to_owned()
            }
            FailureKind::AccessDenied => denied(subject),
            FailureKind::NotFound => self.not_found(subject),
            FailureKind::Conflict => match &subject.function {
                Some(function) => {
                    format!("Lambda is busy with another change to {}.", function.name)
                }
                None => "Lambda is busy with another change.".to_owned(),
            },
            FailureKind::InvalidRequest => self.invalid(),
            FailureKind::ServiceFault => format!("{place} failed{}.", self.numbered()),
            FailureKind::UnreadableAnswer => {
                format!(
                    "The answer of {place} can't be understood{}.",
                    self.numbered()
                )
            }
            FailureKind::Setup
            | FailureKind::EndlessListing
            | FailureKind::ReadOnly
            | FailureKind::EndedSession
            | FailureKind::Other => format!("{place} refused the request{}.", self.numbered()),
        }
    }

    fn numbered(&self) -> String {
        self.status()
            .map(|status| format!(" (HTTP {status})"))
            .unwrap_or_default()
    }

    fn no_credentials(&self, around: &Surroundings) -> String {
        let (profile, root) = (&around.profile, self.root());
        if self.cause == Cause::SlowCredentials {
            let seconds = around.bounds.credentials.as_secs_f64();
            return format!(
                "The credentials of profile {profile} were not there within {seconds} s."
            );
        }
        if self.cause == Cause::BrokenCredentials {
            return format!("The credentials of profile {profile} can't be had: {root}.");
        }
        format!("No credentials were found (profile {profile}): {root}.")
    }

    fn not_found(&self, subject: &Subject) -> String {
        match (&self.message, subject.name()) {
            (Some(message), _) => message.clone(),
            (None, Some(name)) => format!("There is no {name}."),
            (None, None) => "What was asked for does not exist.".to_owned(),
        }
    }

    fn invalid(&self) -> String {
        if let Some((action, on)) = self.message.as_deref().and_then(lacking_role) {
            return format!("The function's role (not you) lacks {action} on {on}.");
        }
        match (&self.message, self.cause == Cause::Answer) {
            (Some(message), _) => message.clone(),
            (None, true) => "Lambda refused a value of the request.".to_owned(),
            (None, false) => format!("The request could not be made: {}.", self.root()),
        }
    }

    fn hints(&self, kind: FailureKind, subject: &Subject, around: &Surroundings) -> Vec<String> {
        match kind {
            FailureKind::NoCredentials | FailureKind::ExpiredCredentials => renewal(around),
            FailureKind::RefusedCredentials => vec![
                format!(
                    "Profile {} may belong elsewhere, this machine's clock may be wrong, or its keys were withdrawn.",
                    around.profile
                ),
                format!(
                    "An opt-in region that the account has not enabled answers the same: is {} enabled?",
                    around.region
                ),
            ],
            FailureKind::NoRegion => vec!["Start with --region or set AWS_REGION.".to_owned()],
            FailureKind::Unreachable => vec![match &around.endpoint {
                Some(endpoint) => format!("Is something listening at {endpoint}?"),
                None => "Check the network, HTTPS_PROXY and AWS_CA_BUNDLE.".to_owned(),
            }],
            FailureKind::AccessDenied => self.permission_hints(subject),
            FailureKind::NotFound if self.says("not reachable in this region") => vec![format!(
                "This session works in {}; the function's ARN names another region.",
                around.region
            )],
            FailureKind::ChangedCredentials
            | FailureKind::ConnectionLost
            | FailureKind::NoAnswer
            | FailureKind::Throttled
            | FailureKind::NotFound
            | FailureKind::Conflict
            | FailureKind::InvalidRequest
            | FailureKind::ServiceFault
            | FailureKind::UnreadableAnswer
            | FailureKind::Setup
            | FailureKind::EndlessListing
            | FailureKind::ReadOnly
            | FailureKind::EndedSession
            | FailureKind::Other => Vec::new(),
        }
    }

    fn permission_hints(&self, subject: &Subject) -> Vec<String> {
        let mut hints = Vec::new();
        if let Some(function) = &subject.function {
            let name = &function.name;
            hints.push(format!(
                "A policy must name function:{name} and function:{name}:*."
            ));
        }
        if subject.operation == Operation::ListFunctions {
            hints.push("A policy can grant this on all resources (*) only.".to_owned());
        }
        if self.message.is_none() && subject.function.is_some() {
            hints.push(
                "AWS gave no reason; it answers like this for a function of another account."
                    .to_owned(),
            );
        }
        hints
    }
}

/// Whom a request was sent to, as a sentence names it.
fn place(subject: &Subject, around: &Surroundings) -> String {
    let service = if subject.operation == Operation::GetCallerIdentity {
        "STS"
    } else {
        "Lambda"
    };
    match &around.endpoint {
        Some(endpoint) => format!("{service} at {endpoint}"),
        None => format!("{service} in {}", around.region),
    }
}

fn denied(subject: &Subject) -> String {
    let permission = subject.operation.permission();
    match subject.name() {
        _ if subject.operation == Operation::GetCallerIdentity => {
            format!("Account unknown: {permission} was refused.")
        }
        Some(name) => format!("You lack {permission} on {name}."),
        None => format!("You lack {permission}."),
    }
}

/// The action and the target of `… does not have permissions to call SendMessage on arn:…`.
fn lacking_role(message: &str) -> Option<(String, &str)> {
    let (_, lacking) = message.split_once("does not have permissions to call ")?;
    let (verb, target) = lacking.split_once(" on ")?;
    let target = target.trim_end_matches('.');
    let service = target.split(':').nth(2)?;
    Some((format!("{service}:{verb}"), target))
}

/// What to do for other credentials.
fn renewal(around: &Surroundings) -> Vec<String> {
    let profile = &around.profile;
    let mut hints = vec![match around.renewal {
        Renewal::Environment => {
            "These come from AWS_ACCESS_KEY_ID and can't be renewed in here.".to_owned()
        }
        Renewal::SingleSignOn => format!("In another pane: aws sso login --profile {profile}"),
        Renewal::Login => format!("In another pane: aws login --profile {profile}"),
        Renewal::Process => format!(
            "Profile {profile} gets them from its credential_process: log in there first, it can't ask in here."
        ),
        Renewal::Elsewhere => "Choose a profile with --profile or AWS_PROFILE.".to_owned(),
    }];
    if around.asks_for_code {
        hints.push(format!(
            "Profile {profile} has mfa_serial: the AWS SDK for Rust can't ask for the code. Use a profile that holds a session already."
        ));
    }
    hints
}
