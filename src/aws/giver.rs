//! Why a role could not be assumed, by what STS said: the SDK asks it inside the request that needs the credentials.
//!
//! Knows where STS's own code, message and status are in the SDK's error, and which of its answers say something of keys or token. Does
//! not know what is said of any other request, see `trouble`, nor how credentials are renewed, see `refusal`.

use std::error::Error;

use aws_sdk_sts::operation::assume_role::AssumeRoleError;
use aws_sdk_sts::operation::assume_role_with_web_identity::AssumeRoleWithWebIdentityError;
use aws_smithy_runtime_api::client::orchestrator::HttpResponse;
use aws_smithy_runtime_api::client::result::SdkError;
use aws_smithy_types::error::metadata::ProvideErrorMetadata;

use super::trouble::{find, kind_of_answer, root_cause};
use crate::domain::failure::{FailureKind, THEN_READ_AGAIN};

/// What kept STS from giving the credentials of a role.
#[derive(Clone, Debug)]
pub(super) struct Unassumed {
    /// What was asked, as AWS names it.
    operation: &'static str,
    what: What,
    status: Option<u16>,
    code: Option<String>,
    /// STS's own words.
    pub(super) message: Option<String>,
    /// What the innermost part of the program that failed says.
    root: String,
}

/// What happened, as far as it is told apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum What {
    /// Nobody answered.
    Unreached,
    /// Whoever asked may not assume the role.
    Denied,
    /// Too many ask.
    Throttled,
    /// STS, or what stands before it, failed.
    Failed,
    /// What came is no answer of STS.
    Unreadable,
    /// The keys or the token that asked.
    Asker,
    /// STS is switched off in the region.
    Region,
    /// Something else of the request.
    Refused,
}

/// The codes that speak of a web identity's token
/// ([AssumeRoleWithWebIdentity](https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html)).
const OF_TOKEN: [&str; 2] = ["InvalidIdentityToken", "IDPRejectedClaim"];

/// The code for a region in which an account has not activated STS (the same page).
const OF_REGION: &str = "RegionDisabledException";

const ASSUME_ROLE: &str = "AssumeRole";

impl Unassumed {
    /// Looks for what STS said among the sources of an error.
    pub(super) fn among(error: &(dyn Error + 'static)) -> Option<Self> {
        let role = find::<SdkError<AssumeRoleError, HttpResponse>>(error);
        let token = || find::<SdkError<AssumeRoleWithWebIdentityError, HttpResponse>>(error);
        match role {
            Some(error) => Some(Self::of(ASSUME_ROLE, error)),
            None => Some(Self::of("AssumeRoleWithWebIdentity", token()?)),
        }
    }

    fn of<E>(operation: &'static str, error: &SdkError<E, HttpResponse>) -> Self
    where
        E: Error + ProvideErrorMetadata + 'static,
    {
        let code = error.code().map(str::to_owned);
        let status = error.raw_response().map(|raw| raw.status().as_u16());
        Self {
            operation,
            what: what(code.as_deref(), status),
            status,
            code,
            message: error.message().map(str::to_owned),
            root: root_cause(error),
        }
    }

    /// What happened, at the end of a sentence and without its full stop. `sts` names whom was asked.
    pub(super) fn told(&self, sts: &str) -> String {
        let operation = self.operation;
        let happened = match self.what {
            What::Unreached => return format!("no answer from {sts}: {}", self.root),
            What::Denied | What::Region | What::Refused => format!("{sts} refused {operation}"),
            What::Throttled => format!("{sts} throttles {operation}"),
            What::Failed => format!("{sts} failed at {operation}"),
            What::Unreadable => {
                format!("what {sts} answered to {operation} can't be understood")
            }
            What::Asker => format!("{sts} does not accept what asked for {operation}"),
        };
        let by_status = || self.status.map(|status| format!("HTTP {status}"));
        let by = self.code.clone().or_else(by_status);
        let by = by.map_or_else(String::new, |by| format!(" ({by})"));
        let message = self
            .message
            .as_deref()
            .map(|words| words.trim_end_matches('.'));
        match message.filter(|words| !words.is_empty()) {
            Some(words) => format!("{happened}{by}: {words}"),
            None => format!("{happened}{by}"),
        }
    }

    /// What helps where that is not the keys. `whose` says whose role it is.
    pub(super) fn hint(&self, whose: &str, region: &str) -> Option<String> {
        const NOTHING_OF_KEYS: &str = "This says nothing of the keys";
        Some(match self.what {
            What::Asker => return None,
            What::Unreached => format!(
                "Check the network, HTTPS_PROXY, AWS_CA_BUNDLE, AWS_ENDPOINT_URL_STS, and whether {region} is the region you mean{THEN_READ_AGAIN}"
            ),
            What::Denied if self.operation == ASSUME_ROLE => format!(
                "A policy must allow you sts:AssumeRole on the role of {whose}, and the role's trust policy must let you in{THEN_READ_AGAIN}"
            ),
            What::Denied => format!(
                "The trust policy of the role of {whose} must let the token's identity in{THEN_READ_AGAIN}"
            ),
            What::Throttled | What::Failed => {
                format!("{NOTHING_OF_KEYS}: wait a moment{THEN_READ_AGAIN}")
            }
            What::Unreadable => format!(
                "{NOTHING_OF_KEYS}: something on the way to STS may have answered. Check AWS_ENDPOINT_URL_STS and HTTPS_PROXY{THEN_READ_AGAIN}"
            ),
            What::Region => format!(
                "An administrator of the account can activate STS in {region} in the IAM console; else choose another region with --region."
            ),
            What::Refused => format!(
                "{NOTHING_OF_KEYS}: check what is set for the role of {whose}{THEN_READ_AGAIN}"
            ),
        })
    }
}

fn what(code: Option<&str>, status: Option<u16>) -> What {
    if status.is_none() {
        return What::Unreached;
    }
    if code.is_some_and(|code| OF_TOKEN.contains(&code)) {
        return What::Asker;
    }
    if code == Some(OF_REGION) {
        return What::Region;
    }
    match kind_of_answer(code, status) {
        FailureKind::AccessDenied => What::Denied,
        FailureKind::Throttled => What::Throttled,
        FailureKind::ServiceFault | FailureKind::NoAnswer => What::Failed,
        FailureKind::UnreadableAnswer => What::Unreadable,
        FailureKind::ExpiredCredentials | FailureKind::RefusedCredentials => What::Asker,
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
