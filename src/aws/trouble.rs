//! An SDK error, taken apart: how far the request got, what kept it from its answer, which kind of failure that is.
//!
//! Knows the variants of an SDK error, their sources and AWS's codes. Does not know sentences; see `refusal`. Only code, message,
//! request id and the `Display` of an error's sources are taken over: `Debug` output of the SDK may hold anything.

use std::error::Error;
use std::sync::{Mutex, MutexGuard, PoisonError};

use aws_credential_types::provider::error::CredentialsError;
use aws_smithy_runtime_api::client::orchestrator::HttpResponse;
use aws_smithy_runtime_api::client::result::SdkError;
use aws_smithy_types::error::metadata::ProvideErrorMetadata;
use hyper::Uri;

use super::asked::Asked;
use super::clock;
use super::credential_process::{self, Stage};
use super::giver::Ungiven;
use super::handover::{Head, OtherCredentials};
use super::proxies::{self, Proxy};
use crate::domain::failure::FailureKind;

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
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Cause {
    /// The guard held it back: the credentials changed after the check.
    OtherCredentials,
    /// The chain found none.
    NoCredentials,
    /// Their source is there and failed.
    BrokenCredentials,
    /// They did not come in time.
    SlowCredentials,
    /// No region to sign for.
    NoRegion,
    /// The SDK could not make the request.
    NotBuilt,
    /// No connection could be opened.
    Unreachable,
    /// The connection broke.
    Lost,
    /// No answer in time.
    Overdue,
    /// An answer came, and said no or could not be understood.
    Answer,
}

/// An SDK error, taken apart.
#[derive(Clone, Debug)]
pub(super) struct Trouble {
    /// How far the request got.
    pub(super) reach: Reach,
    /// What kept it from its answer.
    pub(super) cause: Cause,
    /// The code that AWS answered with.
    pub(super) code: Option<String>,
    /// AWS's own message.
    pub(super) message: Option<String>,
    /// The id under which AWS knows the request.
    pub(super) request_id: Option<String>,
    /// What the error's sources say, outermost first.
    pub(super) sources: Vec<String>,
    /// What a service said that was asked for credentials on the way.
    pub(super) ungiven: Option<Ungiven>,
    /// How far a program came that gives credentials, and gave none.
    pub(super) process: Option<Stage>,
    /// Where credentials were asked for last, if they were.
    pub(super) waited_for: Option<Asked>,
    /// The proxy before where no connection could be opened.
    pub(super) proxy: Option<Proxy>,
    /// The host whose name is nowhere to be found, if that kept the request from a connection.
    pub(super) unknown_host: Option<String>,
}

impl Trouble {
    /// Takes an error apart.
    pub(super) fn of<E>(error: &SdkError<E, HttpResponse>, head: &Head) -> Self
    where
        E: Error + ProvideErrorMetadata + 'static,
    {
        let could_not_connect = is_connect(error);
        let reach = reach(head, could_not_connect);
        let sources = sources(error);
        let asked = head.address.as_deref().filter(|_| could_not_connect);
        let proxy = asked.and_then(|address| Asked::at(address).proxy());
        Self {
            code: error.code().map(ToOwned::to_owned),
            message: error.message().map(ToOwned::to_owned),
            unknown_host: asked
                .filter(|_| proxy.is_none())
                .and_then(|address| unknown_host(address, &sources)),
            proxy,
            sources,
            ungiven: Ungiven::among(error),
            process: find::<credential_process::Failed>(error).map(|failed| failed.stage),
            waited_for: Asked::last_of(error).cloned(),
            ..Self::unexplained(head, reach, cause(error, reach))
        }
    }

    /// No answer came within the time allowed.
    pub(super) fn overdue(head: &Head) -> Self {
        let reach = reach(head, false);
        let cause = match reach {
            Reach::NotHandedOver => Cause::SlowCredentials,
            Reach::NotConnected | Reach::Silent | Reach::Answered(_) => Cause::Overdue,
        };
        Self::unexplained(head, reach, cause)
    }

    fn unexplained(head: &Head, reach: Reach, cause: Cause) -> Self {
        Self {
            reach,
            cause,
            code: None,
            message: None,
            request_id: head.request_id.clone(),
            sources: Vec::new(),
            ungiven: None,
            process: None,
            waited_for: None,
            proxy: None,
            unknown_host: None,
        }
    }

    pub(super) fn status(&self) -> Option<u16> {
        match self.reach {
            Reach::Answered(status) => Some(status),
            Reach::NotHandedOver | Reach::NotConnected | Reach::Silent => None,
        }
    }

    /// The innermost source, which says most plainly what happened; its first line, without the full stop.
    pub(super) fn root(&self) -> &str {
        first_line(self.sources.last().map_or("", String::as_str))
    }

    /// The same behind the source that names a file, where one does: what the system says of a file does not name it.
    pub(super) fn root_of_file(&self) -> String {
        let names_file = |source: &&String| begins_with_file(source) || source.contains(OF_LOGIN);
        let root = self.root();
        let file = self.sources.iter().find(names_file);
        match file.map(|source| first_line(source)) {
            Some(file) if file != root => format!("{file}: {root}"),
            Some(_) | None => root.to_owned(),
        }
    }

    /// What else the innermost source says: the SDK lists there where it looked for credentials.
    pub(super) fn details(&self) -> impl Iterator<Item = String> {
        let lines = self.sources.last().map_or("", String::as_str).lines();
        lines.skip(1).map(|line| format!("{}.", first_line(line)))
    }

    /// Says whether any of the error's sources says these words, which are in lower case.
    pub(super) fn sources_say(&self, words: &str) -> bool {
        self.sources
            .iter()
            .any(|source| source.to_lowercase().contains(words))
    }

    /// Says whether what gives credentials has to be renewed, which was good before. What a service, a program or a name says in its own
    /// words is no sign of that.
    fn is_expired(&self) -> bool {
        let mut sources = self.sources.iter();
        self.ungiven.as_ref().map_or_else(
            || sources.any(|source| OVER.contains(&source.as_str())),
            Ungiven::is_expired,
        )
    }

    /// Says whether the answer refuses the time at which the request says that it was signed.
    pub(super) fn is_of_clock(&self) -> bool {
        self.cause == Cause::Answer
            && clock::is_refused(self.code.as_deref(), self.message.as_deref())
    }

    /// Says whether a profile is written wrong: no login mends that.
    pub(super) fn is_of_profile(&self) -> bool {
        let is_said = |words: &&str| self.sources_say(&words.to_lowercase());
        self.cause == Cause::BrokenCredentials && [NOT_BUILT, UNREADABLE].iter().any(is_said)
    }

    /// Decides the kind of failure: by what kept the request from its answer, then by code, then by status.
    pub(super) fn kind(&self) -> FailureKind {
        match self.cause {
            Cause::OtherCredentials => FailureKind::ChangedCredentials,
            Cause::NoCredentials | Cause::BrokenCredentials if self.is_expired() => {
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
            Cause::Answer if self.is_of_clock() => FailureKind::RefusedCredentials,
            Cause::Answer => kind_of_answer(self.code.as_deref(), self.status()),
        }
    }
}

/// The host of an address that no proxy stands before, where its name is nowhere to be found.
fn unknown_host(address: &str, sources: &[String]) -> Option<String> {
    let says = |words: &str| sources.iter().any(|source| source.contains(words));
    // As the HTTP client tells it, before the system's own words. Who could not be asked says nothing of the name.
    if !says("dns error") || says("Temporary failure") {
        return None;
    }
    let address: Uri = address.parse().ok()?;
    address.host().map(str::to_owned)
}

/// What the SDK says of a login that is over, and Lasso of what a program prints.
const OVER: [&str; 4] = [
    "the SSO token has expired and cannot be refreshed",
    "cached Login token is expired",
    "failed to refresh cached Login token: Your session has expired. Please reauthenticate.",
    credential_process::OVER,
];

/// What the SDK says before the name of a file that can't be used.
const OF_FILES: [&str; 2] = ["failed to read `", "failed to write `"];

fn begins_with_file(source: &str) -> bool {
    OF_FILES.iter().any(|words| source.starts_with(words))
}

/// What the SDK calls the file that a login leaves.
const OF_LOGIN: &str = " token file";

/// What the SDK says of a profile that is written wrong, before its reason.
const NOT_BUILT: &str = "ProfileFile provider could not be built";

/// What is said of profile files that can't be read, before the reason.
pub(super) const UNREADABLE: &str = "AWS profile files can't be read";

/// Why the profile can't be used. The SDK tells that to the first request alone, and to all others that it was told; where the profile
/// was read anew, to the first after that.
#[derive(Debug, Default)]
pub(super) struct Unusable(Mutex<Option<(Cause, Vec<String>)>>);

impl Unusable {
    /// Tells each request what the first was told.
    pub(super) fn explained(&self, mut trouble: Trouble) -> Trouble {
        match trouble.cause {
            Cause::BrokenCredentials
                if trouble.sources_say("initialization error already taken") =>
            {
                let told = self.lock().clone();
                (trouble.cause, trouble.sources) =
                    told.unwrap_or_else(|| (Cause::BrokenCredentials, vec![NOT_BUILT.to_owned()]));
            }
            Cause::NoCredentials | Cause::BrokenCredentials => {
                *self.lock() = Some((trouble.cause, trouble.sources.clone()));
            }
            Cause::OtherCredentials
            | Cause::SlowCredentials
            | Cause::NoRegion
            | Cause::NotBuilt
            | Cause::Unreachable
            | Cause::Lost
            | Cause::Overdue
            | Cause::Answer => {}
        }
        trouble
    }

    fn lock(&self) -> MutexGuard<'_, Option<(Cause, Vec<String>)>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
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
    if said.contains("identity resolver timed out") {
        return Cause::SlowCredentials;
    }
    match find::<CredentialsError>(error) {
        Some(CredentialsError::CredentialsNotLoaded(_)) => Cause::NoCredentials,
        Some(CredentialsError::ProviderTimedOut(_)) => Cause::SlowCredentials,
        Some(_) => Cause::BrokenCredentials,
        None => Cause::NotBuilt,
    }
}

/// A line without blanks around it and without its full stop.
fn first_line(text: &str) -> &str {
    let line = text.lines().next().unwrap_or_default().trim();
    let line = line.trim_end_matches(['.', ':', ' ']);
    if line.is_empty() {
        "no reason given"
    } else {
        line
    }
}

/// The innermost source of an error, in one line without a full stop.
pub(super) fn root_cause(error: &(dyn Error + 'static)) -> String {
    let innermost = chain(error).last().map(ToString::to_string);
    first_line(&innermost.unwrap_or_default()).to_owned()
}

/// The error and its sources, outermost first.
fn chain<'a>(error: &'a (dyn Error + 'static)) -> impl Iterator<Item = &'a (dyn Error + 'static)> {
    std::iter::successors(Some(error), |error| (*error).source())
}

/// The first among an error and its sources that is of a kind.
pub(super) fn find<'a, T: Error + 'static>(error: &'a (dyn Error + 'static)) -> Option<&'a T> {
    chain(error).find_map(|source| source.downcast_ref())
}

/// Says whether no connection could be opened: the one failure behind a handed-over request that proves that nothing was sent.
pub(super) fn is_connect(error: &(dyn Error + 'static)) -> bool {
    find::<proxies::Unusable>(error).is_some()
        || find::<hyper_util::client::legacy::Error>(error)
            .is_some_and(hyper_util::client::legacy::Error::is_connect)
}

/// What the sources of an error say, outermost first. That of a single sign-on tells why only in the older way of an error, which is the
/// newer one for all others.
#[expect(deprecated, reason = "the SDK has an error that knows this way alone")]
pub(super) fn sources(error: &(dyn Error + 'static)) -> Vec<String> {
    let mut said = Vec::new();
    let mut source = error.cause();
    while let Some(error) = source {
        said.push(error.to_string());
        source = error.cause();
    }
    said
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

/// Says whether a code can be a service's: `ResourceConflictException`. What stands between, a proxy or a gateway, has none.
pub(super) fn is_service_code(code: &str) -> bool {
    code.starts_with(|first: char| first.is_ascii_uppercase())
        && code.chars().all(|each| each.is_ascii_alphanumeric())
}

/// Says whether an answer with this status proves, where it names an error of the service, that nothing was stored: 408 is said of a
/// request that may have been carried out all the same.
pub(super) fn can_refuse(status: u16) -> bool {
    (400..500).contains(&status) && status != 408
}

/// What an answer with this code and status stands for.
pub(super) fn kind_of_answer(code: Option<&str>, status: Option<u16>) -> FailureKind {
    let by_code = CODES
        .iter()
        .find(|(known, _)| Some(*known) == code)
        .map(|(_, kind)| *kind);
    by_code.unwrap_or(match status {
        Some(408) => FailureKind::NoAnswer,
        Some(429) => FailureKind::Throttled,
        Some(400..500) if !code.is_some_and(is_service_code) => FailureKind::UnreadableAnswer,
        Some(400) => FailureKind::InvalidRequest,
        Some(500..) => FailureKind::ServiceFault,
        Some(..400) | None => FailureKind::UnreadableAnswer,
        Some(_) => FailureKind::Other,
    })
}
