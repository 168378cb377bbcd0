//! What went wrong, said plainly: each trouble becomes a [`Failure`] with a sentence and what to do next.
//!
//! Knows the session around a request, and what helps against each kind of failure. Does not know the SDK's errors, see `trouble`,
//! nor what a write came to, see `write`.

use super::connection::Bounds;
use super::trouble::{Cause, Trouble};
use crate::domain::failure::{
    Failure, FailureKind, IN_ANOTHER_PANE, Operation, QUIT_WITH_DRAFTS, THEN_READ_AGAIN,
    TYPED_THEN_READ_AGAIN, lacking_role,
};
use crate::domain::function::{FunctionKey, Target};
use crate::domain::place::Scope;
use crate::domain::qualifier::Qualifier;

/// What is known of a session beside the request that failed; decides the hints.
#[derive(Clone, Debug)]
pub(super) struct Surroundings {
    pub(super) profile: String,
    /// Where the session works; the account is not known yet when it is opened.
    pub(super) scope: Scope,
    pub(super) lambda_endpoint: Option<String>,
    pub(super) sts_endpoint: Option<String>,
    pub(super) renewal: Renewal,
    /// The profile whose credentials these are where a role is assumed with those of another.
    pub(super) source_profile: Option<String>,
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
    /// By writing other keys into the profile.
    Keys,
    /// By whoever writes the file with the token of a web identity.
    Token,
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

    fn says(&self, words: &str) -> bool {
        self.message
            .as_ref()
            .is_some_and(|message| message.contains(words))
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
            FailureKind::Unreachable => match &self.unknown_host {
                Some(host) => {
                    format!("No connection to {place}: the host name {host} was not found.")
                }
                None => format!("No connection to {place}: {}.", self.root()),
            },
            FailureKind::ConnectionLost => {
                format!("The connection to {place} broke before the answer was there.")
            }
            // It came before the request was carried out, or too late: HTTP does not say.
            FailureKind::NoAnswer if self.cause == Cause::Answer => format!(
                "{place} answered that it waited too long for the request{}.",
                self.numbered()
            ),
            FailureKind::NoAnswer => {
                let seconds = around.bounds.attempt.as_secs_f64();
                format!("No answer from {place} for {seconds} s.")
            }
            FailureKind::Throttled => {
                "AWS throttles this account's Lambda API (15/s for everybody).".to_owned()
            }
            FailureKind::AccessDenied => denied(subject, caller),
            FailureKind::NotFound => self.not_found(subject),
            FailureKind::Conflict => match &subject.function {
                Some(function) => {
                    format!("Lambda is busy with another change to {}.", function.name)
                }
                None => "Lambda is busy with another change.".to_owned(),
            },
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

    fn numbered(&self) -> String {
        self.status()
            .map(|status| format!(" (HTTP {status})"))
            .unwrap_or_default()
    }

    fn no_credentials(&self, around: &Surroundings) -> String {
        let (profile, root) = (&around.profile, self.root_of_file());
        if self.cause == Cause::SlowCredentials {
            let seconds = around.bounds.credentials.as_secs_f64();
            return format!(
                "The credentials of profile {profile} were not there within {seconds} s."
            );
        }
        if self.cause == Cause::BrokenCredentials {
            return format!("The credentials of profile {profile} can't be had: {root}.");
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
        if let Some((action, on)) = self.message.as_deref().and_then(lacking_role) {
            return format!("The function's role (not you) lacks {action} on {on}.");
        }
        match (&self.message, self.cause == Cause::Answer) {
            (Some(message), _) => message.clone(),
            (None, true) => "Lambda refused a value of the request.".to_owned(),
            (None, false) => format!("The request could not be made: {}.", self.root()),
        }
    }

    fn hints(
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
            FailureKind::NoCredentials | FailureKind::ExpiredCredentials => renewal(kind, around)
                .into_iter()
                .chain(self.details())
                .collect(),
            FailureKind::RefusedCredentials => not_accepted(around),
            FailureKind::NoRegion => vec!["Start with --region or set AWS_REGION.".to_owned()],
            FailureKind::Unreachable => vec![self.connection_hint(subject, around)],
            FailureKind::AccessDenied => self.permission_hints(subject, caller),
            FailureKind::NotFound if self.says("not reachable in this region") => vec![format!(
                "This session works in {}; the function's ARN names another region.",
                around.scope.region
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
            | FailureKind::Stopped
            | FailureKind::Other => Vec::new(),
        }
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
        let region = &around.scope.region;
        let (_, endpoint) = around.service(subject.operation);
        match (endpoint, self.unknown_host.is_some()) {
            (named, true) => {
                let named = named.map_or(format!("region {region}"), |endpoint| {
                    format!("endpoint {endpoint}")
                });
                format!(
                    "The {named} may be misspelt. If it is right, check the network, and whether HTTPS_PROXY has to name a proxy."
                )
            }
            (Some(endpoint), false) => format!(
                "Is something listening at {endpoint}, and at the proxy that HTTP_PROXY or HTTPS_PROXY names, if one does?"
            ),
            (None, false) => format!(
                "Check the network, HTTPS_PROXY, AWS_CA_BUNDLE, and whether {region} is the region you mean."
            ),
        }
    }

    fn permission_hints(&self, subject: &Subject<'_>, caller: Option<&str>) -> Vec<String> {
        let mut hints = Vec::new();
        if accounts(subject, caller).is_some() {
            return vec![
                "Start lasso with --profile and a profile of that account; a policy of the function itself may let yours in as well."
                    .to_owned(),
            ];
        }
        if let Some(function) = &subject.function {
            let name = &function.name;
            hints.push(format!(
                "A policy must name the function and function:{name}:*."
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

impl Surroundings {
    /// The service of an operation, and its endpoint where it is not AWS's own.
    fn service(&self, operation: Operation) -> (&'static str, Option<&str>) {
        if operation == Operation::GetCallerIdentity {
            ("STS", self.sts_endpoint.as_deref())
        } else {
            ("Lambda", self.lambda_endpoint.as_deref())
        }
    }
}

/// Whom a request was sent to, as a sentence names it.
fn place(subject: &Subject<'_>, around: &Surroundings) -> String {
    match around.service(subject.operation) {
        (service, Some(endpoint)) => format!("{service} at {endpoint}"),
        (service, None) => format!("{service} in {}", around.scope.region),
    }
}

fn denied(subject: &Subject<'_>, caller: Option<&str>) -> String {
    let permission = subject.operation.permission();
    if subject.operation == Operation::GetCallerIdentity {
        return format!("Account unknown: {permission} was refused.");
    }
    let you = match caller.and_then(caller_name) {
        Some(name) => format!("You ({name})"),
        None => "You".to_owned(),
    };
    match (subject.name(), accounts(subject, caller)) {
        (Some(name), Some([theirs, ours])) => format!(
            "That function is in {theirs}, you are in {ours}: {} lack {permission} on {name}.",
            you.replacen('Y', "y", 1)
        ),
        (Some(name), None) => format!("{you} lack {permission} on {name}."),
        (None, _) => format!("{you} lack {permission}."),
    }
}

/// The account of a function, and that of who asks, where they are two.
fn accounts<'a>(subject: &'a Subject<'_>, caller: Option<&'a str>) -> Option<[&'a str; 2]> {
    const ACCOUNT: usize = 4;
    let theirs = subject.function?.account.as_ref()?.as_str();
    let ours = caller?.split(':').nth(ACCOUNT)?;
    (theirs != ours).then_some([theirs, ours])
}

/// The role or user of a caller's ARN: `…:assumed-role/OnCall/session` is `OnCall`, `…:user/path/alice` is `alice`.
fn caller_name(arn: &str) -> Option<&str> {
    let (_, resource) = arn.rsplit_once(':')?;
    match resource.strip_prefix("assumed-role/") {
        Some(role) => role.split('/').next(),
        None => resource.rsplit('/').next(),
    }
}

/// Why credentials may not be accepted, and what to do then.
fn not_accepted(around: &Surroundings) -> Vec<String> {
    vec![
        format!(
            "Profile {} may belong elsewhere, this machine's clock may be wrong, or its keys were withdrawn.",
            around.profile
        ),
        format!(
            "An opt-in region that the account has not enabled answers the same: is {} enabled?",
            around.scope.region
        ),
        match around.renewal {
            Renewal::Environment => from_environment(),
            Renewal::SingleSignOn
            | Renewal::Login
            | Renewal::Process
            | Renewal::Keys
            | Renewal::Token
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
fn renewal(kind: FailureKind, around: &Surroundings) -> Vec<String> {
    let source = around.source_profile.as_ref();
    let profile = source.unwrap_or(&around.profile);
    let mut hints = vec![match around.renewal {
        Renewal::Environment => from_environment(),
        Renewal::SingleSignOn => {
            format!("{IN_ANOTHER_PANE}aws sso login --profile {profile}{TYPED_THEN_READ_AGAIN}")
        }
        Renewal::Login => {
            format!("{IN_ANOTHER_PANE}aws login --profile {profile}{TYPED_THEN_READ_AGAIN}")
        }
        Renewal::Process => format!(
            "Profile {profile} gets them from its credential_process, which can't ask in here: log in there first{THEN_READ_AGAIN}"
        ),
        Renewal::Keys => format!(
            "The keys of profile {profile} have to be replaced in the AWS configuration files{THEN_READ_AGAIN}"
        ),
        Renewal::Token => format!(
            "The file that AWS_WEB_IDENTITY_TOKEN_FILE or web_identity_token_file of profile {profile} names must hold a token that is \
             still good{THEN_READ_AGAIN}"
        ),
        Renewal::Elsewhere if kind == FailureKind::ExpiredCredentials => {
            format!("Renew them where profile {profile} has them from{THEN_READ_AGAIN}")
        }
        Renewal::Elsewhere => "Choose a profile with --profile or AWS_PROFILE.".to_owned(),
    }];
    if around.asks_for_code {
        let profile = &around.profile;
        hints.push(format!(
            "Profile {profile} has mfa_serial: the AWS SDK for Rust can't ask for the code. Use a profile that holds a session already."
        ));
    }
    hints
}

#[cfg(test)]
mod tests;
