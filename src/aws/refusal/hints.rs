//! What helps against each kind of failure.
//!
//! Knows where credentials are renewed, and what to look at where no connection could be opened. Does not know what is said of the failure
//! itself.

use std::iter;

use super::super::clock;
use super::super::credential_process::Stage;
use super::super::trouble::{Cause, Trouble};
use super::{Renewal, Subject, Surroundings, place};
use crate::domain::failure::{
    FailureKind, IN_ANOTHER_PANE, QUIT_WITH_DRAFTS, THEN_READ_AGAIN, TYPED_THEN_READ_AGAIN,
    is_of_another_region,
};

/// What the library of TLS says, in lower case, of bytes that are none of TLS.
const NOT_TLS: &str = "received corrupt message of type invalidcontenttype";

/// What the library of HTTP says, in lower case, of bytes that are none of HTTP.
const NOT_HTTP: &str = "invalid http version parsed";

impl Trouble {
    /// Says what to do next, each in a sentence.
    pub(super) fn hints(
        &self,
        kind: FailureKind,
        subject: &Subject<'_>,
        around: &Surroundings,
        caller: Option<&str>,
    ) -> Vec<String> {
        match kind {
            FailureKind::NoCredentials if self.is_of_profile() => vec![format!(
                "Mend the profile {} in the AWS configuration files{THEN_READ_AGAIN}",
                around.profile
            )],
            FailureKind::NoCredentials if self.cause == Cause::SlowCredentials => {
                vec![self.hint_of_wait(around)]
            }
            FailureKind::NoCredentials => match self.giver_hint(around) {
                Some(hint) => iter::once(hint).chain(code_hint(around)).collect(),
                None => self.renewal(kind, around),
            },
            FailureKind::ExpiredCredentials => self.renewal(kind, around),
            FailureKind::RefusedCredentials if self.is_of_clock() => vec![clock::hint()],
            FailureKind::RefusedCredentials => not_accepted(around),
            FailureKind::NoRegion => vec!["Start with --region or set AWS_REGION.".to_owned()],
            FailureKind::Unreachable => vec![self.connection_hint(subject, around)],
            FailureKind::AccessDenied => self.denial(subject, caller).hints(),
            FailureKind::NotFound if self.message.as_deref().is_some_and(is_of_another_region) => {
                vec![format!(
                    "This session works in {}; the function's ARN names another region.",
                    around.scope.region
                )]
            }
            FailureKind::ConnectionLost => self.not_http_hint(subject, around),
            FailureKind::ChangedCredentials
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
            | FailureKind::Stopped
            | FailureKind::Other => Vec::new(),
        }
    }

    fn renewal(&self, kind: FailureKind, around: &Surroundings) -> Vec<String> {
        let first = match self.process {
            Some(stage) => process_hint(stage, around),
            None => renewal(kind, around),
        };
        let renewal = iter::once(first);
        renewal
            .chain(code_hint(around))
            .chain(self.details())
            .collect()
    }

    /// What helps where a service gave no credentials, and that is neither the keys nor the login that asked.
    fn giver_hint(&self, around: &Surroundings) -> Option<String> {
        let whose = if around.way.is_of_environment() {
            "AWS_ROLE_ARN".to_owned()
        } else {
            format!("profile {}", around.profile)
        };
        let source = around.way.source_profile.as_ref();
        let ungiven = self.ungiven.as_ref()?;
        let role_of = ungiven.role_of(source.map(String::as_str));
        let whose = role_of.map_or(whose, |profile| format!("profile {profile}"));
        ungiven.hint(
            &whose,
            source.unwrap_or(&around.profile),
            around.scope.region.as_str(),
        )
    }

    /// What may be wrong where something answered that is not HTTP. A server that wants TLS sends an alert of TLS.
    fn not_http_hint(&self, subject: &Subject<'_>, around: &Surroundings) -> Vec<String> {
        let endpoint = around.endpoint(subject.operation.service());
        let plain = endpoint.filter(|endpoint| endpoint.starts_with("http:"));
        plain
            .filter(|_| self.sources_say(NOT_HTTP))
            .map(|endpoint| {
                format!(
                    "Something answers at {endpoint}, but not with HTTP: is {} meant?",
                    endpoint.replacen("http:", "https:", 1)
                )
            })
            .into_iter()
            .collect()
    }

    /// What helps where credentials were waited for: nothing is known to be wrong with them.
    fn hint_of_wait(&self, around: &Surroundings) -> String {
        if self.waited_for.is_none() && around.way.renewal == Renewal::Process {
            return renewal(FailureKind::NoCredentials, around);
        }
        format!(
            "This says nothing of keys, token or login: check the network, HTTPS_PROXY, and the endpoint where one is set (AWS_ENDPOINT_URL and its forms for STS and SSO){THEN_READ_AGAIN}"
        )
    }

    fn connection_hint(&self, subject: &Subject<'_>, around: &Surroundings) -> String {
        if self.sources_say("causedasendentity") {
            return "The server shows the certificate of an authority as its own (CA:TRUE), which is not taken from a server."
                .to_owned();
        }
        if self.root().contains("certificate") {
            return "AWS_CA_BUNDLE, or ca_bundle in the profile, names the certificates to trust instead of the system's."
                .to_owned();
        }
        if let Some(proxy) = &self.proxy {
            return proxy.hint(&place(subject, around), &self.sources);
        }
        let region = &around.scope.region;
        let endpoint = around.endpoint(subject.operation.service());
        match (endpoint, self.unknown_host.is_some()) {
            (named, true) => {
                let named = named.map_or(format!("region {region}"), |endpoint| {
                    format!("endpoint {endpoint}")
                });
                format!(
                    "The {named} may be misspelt. If it is right, check the network, and whether HTTPS_PROXY has to name a proxy."
                )
            }
            (Some(endpoint), false) if self.sources_say(NOT_TLS) => format!(
                "Something answers at {endpoint}, but not with TLS: is {} meant?",
                endpoint.replacen("https:", "http:", 1)
            ),
            (Some(endpoint), false) => format!("Is something listening at {endpoint}?"),
            (None, false) => format!(
                "Check the network, HTTPS_PROXY, AWS_CA_BUNDLE, and whether {region} is the region you mean."
            ),
        }
    }
}

/// Why credentials may not be accepted, and what to do then.
fn not_accepted(around: &Surroundings) -> Vec<String> {
    let (whose, which) = if around.way.is_of_environment() {
        ("The environment's credentials".to_owned(), "they")
    } else {
        (format!("Profile {}", around.profile), "its keys")
    };
    vec![
        format!(
            "{whose} may belong elsewhere, this machine's clock may be wrong, or {which} were withdrawn."
        ),
        format!(
            "An opt-in region that the account has not enabled answers the same: is {} enabled?",
            around.scope.region
        ),
        match around.way.renewal {
            Renewal::Environment => from_environment(),
            Renewal::SingleSignOn
            | Renewal::Login
            | Renewal::Process
            | Renewal::Keys
            | Renewal::Token
            | Renewal::EnvironmentToken
            | Renewal::Elsewhere => {
                format!("Replace or renew them where they come from{THEN_READ_AGAIN}")
            }
        },
    ]
}

/// What to say of keys that only a program started anew sees replaced.
fn from_environment() -> String {
    format!("These come from AWS_ACCESS_KEY_ID and can't be renewed in here.{QUIT_WITH_DRAFTS}")
}

/// What to do for other credentials.
fn renewal(kind: FailureKind, around: &Surroundings) -> String {
    let source = around.way.source_profile.as_ref();
    let profile = source.unwrap_or(&around.profile);
    match around.way.renewal {
        Renewal::Environment => from_environment(),
        Renewal::SingleSignOn => {
            format!("{IN_ANOTHER_PANE}aws sso login --profile {profile}{TYPED_THEN_READ_AGAIN}")
        }
        Renewal::Login => {
            format!("{IN_ANOTHER_PANE}aws login --profile {profile}{TYPED_THEN_READ_AGAIN}")
        }
        Renewal::Process => format!(
            "Profile {profile} gets them from its credential_process: run that by itself, and log in where it asks for it{THEN_READ_AGAIN}"
        ),
        Renewal::Keys => format!(
            "The keys of profile {profile} have to be replaced in the AWS configuration files{THEN_READ_AGAIN}"
        ),
        Renewal::Token => format!(
            "The file that web_identity_token_file of profile {profile} names must hold a token that is still good{THEN_READ_AGAIN}"
        ),
        Renewal::EnvironmentToken => format!(
            "The file that AWS_WEB_IDENTITY_TOKEN_FILE names must hold a token that is still good{THEN_READ_AGAIN}"
        ),
        Renewal::Elsewhere if kind == FailureKind::ExpiredCredentials => {
            format!("Renew them where profile {profile} has them from{THEN_READ_AGAIN}")
        }
        Renewal::Elsewhere => "Choose a profile with --profile or AWS_PROFILE.".to_owned(),
    }
}

/// What to do for a program that gave none.
fn process_hint(stage: Stage, around: &Surroundings) -> String {
    let source = around.way.source_profile.as_ref();
    let profile = source.unwrap_or(&around.profile);
    match stage {
        Stage::Start => format!(
            "Mend credential_process of profile {profile} in the AWS configuration files{THEN_READ_AGAIN}"
        ),
        Stage::Over => renewal(FailureKind::ExpiredCredentials, around),
        Stage::Ended => format!(
            "Profile {profile} gets them from its credential_process: run that by itself to see what it lacks{THEN_READ_AGAIN}"
        ),
        Stage::EndedAlone => format!(
            "Profile {profile} gets them from its credential_process, which can't ask in here: run that by itself to see what it lacks, a login for example{THEN_READ_AGAIN}"
        ),
        Stage::Printed => format!(
            "Profile {profile} gets them from its credential_process: run that by itself to see what it prints, and mend it there{THEN_READ_AGAIN}"
        ),
    }
}

/// What to do where somebody has to type a code.
fn code_hint(around: &Surroundings) -> Option<String> {
    let profile = &around.profile;
    around.asks_for_code.then(|| format!(
        "Profile {profile} has mfa_serial: the AWS SDK for Rust can't ask for the code. Use a profile that holds a session already."
    ))
}
