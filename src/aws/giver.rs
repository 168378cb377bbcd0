//! What gives the credentials of a profile, and why it gave none: STS for a role, the portal of single sign-on. The SDK asks them inside the
//! request that needs the credentials.
//!
//! Knows where code, message, status and address are in the SDK's error, and which of the answers say something of keys or token. Does not
//! know what is said of any other request, see `trouble`, nor how credentials are renewed, see `refusal`.

use std::error::Error;
use std::fmt;

use aws_credential_types::provider::error::CredentialsError;
use aws_sdk_sso::operation::get_role_credentials::GetRoleCredentialsError;
use aws_sdk_sts::operation::assume_role::AssumeRoleError;
use aws_sdk_sts::operation::assume_role_with_web_identity::AssumeRoleWithWebIdentityError;
use aws_smithy_runtime_api::client::orchestrator::HttpResponse;
use aws_smithy_runtime_api::client::result::{ConnectorError, SdkError};
use aws_smithy_types::error::metadata::ProvideErrorMetadata;

use super::asked::Asked;
use super::clock;
use super::proxies::Proxy;
use super::role::OfRole;
use super::sign_on::Over;
use super::trouble::{find, is_connect, kind_of_answer, root_cause, sources};
use crate::domain::failure::{FailureKind, THEN_READ_AGAIN};

/// What kept a service from giving credentials.
#[derive(Clone, Debug)]
pub(super) struct Ungiven {
    request: Request,
    what: What,
    status: Option<u16>,
    code: Option<String>,
    /// The service's own words.
    pub(super) message: Option<String>,
    /// What the innermost part of the program that failed says.
    root: String,
    /// Where it was asked, as it is shown.
    place: Option<String>,
    /// The profile whose role was not assumed, where that is known.
    role_of: Option<String>,
    /// The proxy on which no connection came past.
    proxy: Option<(Proxy, Vec<String>)>,
}

/// What is asked for credentials.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Request {
    AssumeRole,
    AssumeRoleWithWebIdentity,
    GetRoleCredentials,
    /// For another token where that of a login is over.
    CreateToken,
}

impl Request {
    /// Whom it is asked of, as a sentence names it.
    fn giver(self) -> &'static str {
        match self {
            Self::AssumeRole | Self::AssumeRoleWithWebIdentity => "STS",
            Self::GetRoleCredentials => "the SSO portal",
            Self::CreateToken => "SSO OIDC",
        }
    }

    /// The variable that names another address.
    fn variable(self) -> &'static str {
        match self {
            Self::AssumeRole | Self::AssumeRoleWithWebIdentity => "AWS_ENDPOINT_URL_STS",
            Self::GetRoleCredentials => "AWS_ENDPOINT_URL_SSO",
            Self::CreateToken => "AWS_ENDPOINT_URL_SSO_OIDC",
        }
    }

    fn is_sign_on(self) -> bool {
        match self {
            Self::AssumeRole | Self::AssumeRoleWithWebIdentity => false,
            Self::GetRoleCredentials | Self::CreateToken => true,
        }
    }
}

impl fmt::Display for Request {
    /// Prints the operation as AWS spells it.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self, formatter)
    }
}

/// What happened, as far as it is told apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum What {
    /// Nobody answered.
    Unreached,
    /// Whoever asked may not have the role.
    Denied,
    /// Too many ask.
    Throttled,
    /// The service, or what stands before it, failed.
    Failed,
    /// What came is no answer of the service.
    Unreadable,
    /// The keys or the token that asked.
    Asker,
    /// The same, which were good before.
    ExpiredAsker,
    /// The issuer of the token is unknown to the account.
    UnknownIssuer,
    /// The token was issued for somebody else.
    Audience,
    /// This machine's clock.
    Clock,
    /// STS is switched off in the region.
    Region,
    /// Something else of the request.
    Refused,
}

/// The codes of which each service has a meaning of its own: those that speak of a web identity's token, of a region in which an account has
/// not activated STS
/// ([AssumeRoleWithWebIdentity](https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html)), and of the token of
/// a login ([GetRoleCredentials](https://docs.aws.amazon.com/singlesignon/latest/PortalAPIReference/API_GetRoleCredentials.html)).
const CODES: [(&str, What); 6] = [
    ("InvalidIdentityToken", What::Asker),
    ("IDPRejectedClaim", What::Asker),
    ("IDPCommunicationError", What::Failed),
    ("RegionDisabledException", What::Region),
    ("UnauthorizedException", What::Asker),
    ("ForbiddenException", What::Denied),
];

/// What STS says where IAM knows no provider for a token, by a code that it has for bad tokens too.
const NO_PROVIDER: &str = "No OpenIDConnect provider found";

/// What STS says of a token for somebody else, by the same code.
const OTHER_AUDIENCE: &str = "Incorrect token audience";

/// What the SDK says of an answer that holds no credentials.
const HOLDS_NONE: [(&str, Request); 4] = [
    (
        "SSO did not return credentials",
        Request::GetRoleCredentials,
    ),
    ("no access key id in response", Request::GetRoleCredentials),
    ("no secret key in response", Request::GetRoleCredentials),
    ("STS credentials must be defined", Request::AssumeRole),
];

impl Ungiven {
    /// Looks for what the service said among the sources of an error.
    pub(super) fn among(error: &(dyn Error + 'static)) -> Option<Self> {
        if let Some(over) = find::<Over>(error) {
            return over.unrenewed.clone();
        }
        let role_of = find::<OfRole>(error).map(|role| role.profile.clone());
        if let Some(error) = find::<SdkError<AssumeRoleError, HttpResponse>>(error) {
            return Some(Self {
                role_of,
                ..Self::of(Request::AssumeRole, error)
            });
        }
        if let Some(error) = find::<SdkError<AssumeRoleWithWebIdentityError, HttpResponse>>(error) {
            return Some(Self::of(Request::AssumeRoleWithWebIdentity, error));
        }
        match find::<SdkError<GetRoleCredentialsError, HttpResponse>>(error) {
            Some(error) => Some(Self::of(Request::GetRoleCredentials, error)),
            None => Self::without_credentials(error),
        }
    }

    fn of<E>(request: Request, error: &SdkError<E, HttpResponse>) -> Self
    where
        E: Error + ProvideErrorMetadata + 'static,
    {
        let status = error.raw_response().map(|raw| raw.status().as_u16());
        let asked = Asked::of(error);
        let proxy = asked.filter(|_| is_connect(error));
        let proxy = proxy.and_then(Asked::proxy);
        Self {
            request,
            what: what(error.code(), error.message(), status),
            status,
            code: error.code().map(str::to_owned),
            message: error.message().map(str::to_owned),
            root: root_cause(error),
            place: asked.and_then(Asked::origin),
            role_of: None,
            proxy: proxy.map(|proxy| (proxy, sources(error))),
        }
    }

    /// What an answer says no with that renews no token.
    pub(super) fn of_refused_renewal(
        answer: &HttpResponse,
        code: Option<String>,
        message: Option<String>,
    ) -> Self {
        let status = answer.status().as_u16();
        let what = match what(code.as_deref(), message.as_deref(), Some(status)) {
            What::Failed => What::Failed,
            What::Throttled => What::Throttled,
            What::Unreadable if code.is_none() => What::Unreadable,
            // Whatever it is of, a login brings another token.
            What::Unreached
            | What::Denied
            | What::Unreadable
            | What::Asker
            | What::ExpiredAsker
            | What::UnknownIssuer
            | What::Audience
            | What::Clock
            | What::Region
            | What::Refused => What::ExpiredAsker,
        };
        let asked = answer.extension::<Asked>();
        Self {
            status: Some(status),
            code,
            message,
            place: asked.and_then(Asked::origin),
            ..Self::of_renewal(what)
        }
    }

    /// That nothing came where another token was asked for.
    pub(super) fn of_lost_renewal(error: &ConnectorError) -> Self {
        let asked = Asked::of_failure(error);
        let proxy = asked.filter(|_| is_connect(error));
        let proxy = proxy.and_then(Asked::proxy);
        Self {
            root: root_cause(error),
            place: asked.and_then(Asked::origin),
            proxy: proxy.map(|proxy| (proxy, sources(error))),
            ..Self::of_renewal(What::Unreached)
        }
    }

    fn of_renewal(what: What) -> Self {
        Self {
            request: Request::CreateToken,
            what,
            status: None,
            code: None,
            message: None,
            root: String::new(),
            place: None,
            role_of: None,
            proxy: None,
        }
    }

    fn without_credentials(error: &(dyn Error + 'static)) -> Option<Self> {
        find::<CredentialsError>(error)?;
        let said = root_cause(error);
        let (words, request) = HOLDS_NONE.into_iter().find(|(words, _)| *words == said)?;
        Some(Self {
            request,
            what: What::Unreadable,
            status: None,
            code: None,
            message: Some(words.to_owned()),
            root: said,
            place: None,
            role_of: None,
            proxy: None,
        })
    }

    /// Says whether what asked was good before.
    pub(super) fn is_expired(&self) -> bool {
        self.what == What::ExpiredAsker
    }

    /// The profile whose role was asked for, where that is not the session's own by all that is known. `source`: the profile whose
    /// credentials asked, where that is another.
    pub(super) fn role_of<'a>(&'a self, source: Option<&'a str>) -> Option<&'a str> {
        match self.request {
            Request::AssumeRole => self.role_of.as_deref(),
            // A web identity is the first of a chain.
            Request::AssumeRoleWithWebIdentity => source,
            Request::GetRoleCredentials | Request::CreateToken => None,
        }
    }

    /// Whom was asked, and where.
    fn whom(&self) -> String {
        let giver = self.request.giver();
        match &self.place {
            Some(place) => format!("{giver} at {place}"),
            None => giver.to_owned(),
        }
    }

    /// What happened, at the end of a sentence and without its full stop.
    pub(super) fn told(&self) -> String {
        let happened = self.happened();
        match self.request {
            Request::CreateToken => format!("the SSO token has expired, and {happened}"),
            Request::AssumeRole
            | Request::AssumeRoleWithWebIdentity
            | Request::GetRoleCredentials => happened,
        }
    }

    fn happened(&self) -> String {
        let (request, whom) = (self.request, self.whom());
        if let Some((proxy, sources)) = &self.proxy {
            return proxy.told(&whom, sources, &self.root);
        }
        let happened = match self.what {
            What::Unreached => return format!("no answer from {whom}: {}", self.root),
            What::Denied | What::Region | What::Refused => format!("{whom} refused {request}"),
            What::Throttled => format!("{whom} throttles {request}"),
            What::Failed => format!("{whom} failed at {request}"),
            What::Unreadable => format!("what {whom} answered to {request} can't be understood"),
            What::Asker | What::ExpiredAsker | What::UnknownIssuer | What::Audience => {
                format!("{whom} does not accept what asked for {request}")
            }
            What::Clock => format!("{whom} does not accept the time at which {request} was signed"),
        };
        let by = match (&self.code, self.status) {
            (Some(code), _) => format!(" ({code})"),
            (None, Some(status)) => format!(" (HTTP {status})"),
            (None, None) => String::new(),
        };
        let message = self
            .message
            .as_deref()
            .map(|words| words.trim_end_matches('.'));
        match message.filter(|words| !words.is_empty()) {
            Some(words) => format!("{happened}{by}: {words}"),
            None => format!("{happened}{by}"),
        }
    }

    /// What helps where that is not the keys, or the login. `whose` says whose role it is, `source` the profile whose keys or login asked.
    pub(super) fn hint(&self, whose: &str, source: &str, region: &str) -> Option<String> {
        let variable = self.request.variable();
        if let Some((proxy, sources)) = &self.proxy {
            return Some(proxy.hint(&self.whom(), sources));
        }
        let is_sign_on = self.request.is_sign_on();
        let nothing_of = match self.request {
            Request::AssumeRole | Request::AssumeRoleWithWebIdentity => {
                "This says nothing of the keys"
            }
            Request::GetRoleCredentials => "Another login does not help",
            Request::CreateToken => "Another login asks SSO OIDC too",
        };
        Some(match self.what {
            What::Asker | What::ExpiredAsker => return None,
            What::Unreached => {
                let region = if is_sign_on {
                    format!("sso_region of profile {source}")
                } else {
                    region.to_owned()
                };
                format!(
                    "Check the network, HTTPS_PROXY, AWS_CA_BUNDLE, {variable}, and whether {region} is the region you mean{THEN_READ_AGAIN}"
                )
            }
            What::Denied => self.hint_of_denial(whose, source),
            What::UnknownIssuer => format!(
                "No other token helps: IAM of the account in role_arn of {whose} must have an OpenID Connect provider for who issued this one{THEN_READ_AGAIN}"
            ),
            What::Audience => format!(
                "No later token helps: its audience (aud) must be one of those of the OpenID Connect provider in IAM of the account in role_arn of {whose}{THEN_READ_AGAIN}"
            ),
            What::Clock => clock::hint(),
            What::Throttled | What::Failed => {
                format!("{nothing_of}: wait a moment{THEN_READ_AGAIN}")
            }
            What::Unreadable => format!(
                "{nothing_of}: something on the way to {} may have answered. Check {variable} and HTTPS_PROXY{THEN_READ_AGAIN}",
                self.request.giver()
            ),
            What::Region => format!(
                "An administrator of the account can activate STS in {region} in the IAM console; else choose another region with --region."
            ),
            What::Refused if is_sign_on => format!(
                "{nothing_of}: check sso_account_id, sso_role_name and sso_region of profile {source}{THEN_READ_AGAIN}"
            ),
            What::Refused => {
                format!("{nothing_of}: check what is set for the role of {whose}{THEN_READ_AGAIN}")
            }
        })
    }

    fn hint_of_denial(&self, whose: &str, source: &str) -> String {
        match self.request {
            Request::AssumeRole => format!(
                "A policy must allow you sts:AssumeRole on the role of {whose}, and the role's trust policy must let you in{THEN_READ_AGAIN}"
            ),
            Request::AssumeRoleWithWebIdentity => format!(
                "The trust policy of the role of {whose} must let the token's identity in{THEN_READ_AGAIN}"
            ),
            Request::GetRoleCredentials | Request::CreateToken => format!(
                "Another login of yours does not help: sso_role_name of profile {source} must be assigned to you in the account of sso_account_id, by an administrator of IAM Identity Center{THEN_READ_AGAIN}"
            ),
        }
    }
}

fn what(code: Option<&str>, message: Option<&str>, status: Option<u16>) -> What {
    if status.is_none() {
        return What::Unreached;
    }
    if clock::is_refused(code, message) {
        return What::Clock;
    }
    if message.is_some_and(|message| message.contains(NO_PROVIDER)) {
        return What::UnknownIssuer;
    }
    if message.is_some_and(|message| message.contains(OTHER_AUDIENCE)) {
        return What::Audience;
    }
    if let Some((_, what)) = CODES.iter().find(|(known, _)| Some(*known) == code) {
        return *what;
    }
    match kind_of_answer(code, status) {
        FailureKind::AccessDenied => What::Denied,
        FailureKind::Throttled => What::Throttled,
        FailureKind::ServiceFault | FailureKind::NoAnswer => What::Failed,
        FailureKind::UnreadableAnswer => What::Unreadable,
        FailureKind::ExpiredCredentials => What::ExpiredAsker,
        FailureKind::RefusedCredentials => What::Asker,
        FailureKind::NoCredentials
        | FailureKind::ChangedCredentials
        | FailureKind::NoRegion
        | FailureKind::Setup
        | FailureKind::Unreachable
        | FailureKind::ConnectionLost
        | FailureKind::NotFound
        | FailureKind::Conflict
        | FailureKind::InvalidRequest
        | FailureKind::EndlessListing
        | FailureKind::ReadOnly
        | FailureKind::EndedSession
        | FailureKind::Stopped
        | FailureKind::Other => What::Refused,
    }
}
