//! What went wrong, said plainly: each trouble becomes a [`Failure`] with a sentence and what to do next.
//!
//! Knows the session around a request, and what helps against each kind of failure. Does not know the SDK's errors, see `trouble`,
//! nor what a write came to, see `write`.

use super::session::Bounds;
use super::trouble::{Cause, Trouble};
use crate::domain::failure::{Failure, FailureKind, Operation, lacking_role};
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
    fn name(&self) -> Option<String> {
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
            hints: self.hints(kind, subject, around),
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
            FailureKind::Unreachable => format!("No connection to {place}: {}.", self.root()),
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
    ) -> Vec<String> {
        match kind {
            FailureKind::NoCredentials | FailureKind::ExpiredCredentials => {
                renewal(around).into_iter().chain(self.details()).collect()
            }
            FailureKind::RefusedCredentials => vec![
                format!(
                    "Profile {} may belong elsewhere, this machine's clock may be wrong, or its keys were withdrawn.",
                    around.profile
                ),
                format!(
                    "An opt-in region that the account has not enabled answers the same: is {} enabled?",
                    around.scope.region
                ),
            ],
            FailureKind::NoRegion => vec!["Start with --region or set AWS_REGION.".to_owned()],
            FailureKind::Unreachable if self.root().contains("certificate") => vec![
                "AWS_CA_BUNDLE, or ca_bundle in the profile, names the certificates to trust instead of the system's."
                    .to_owned(),
            ],
            FailureKind::Unreachable => vec![match around.service(subject.operation) {
                (_, Some(endpoint)) => format!("Is something listening at {endpoint}?"),
                (_, None) => format!(
                    "Check the network, HTTPS_PROXY, AWS_CA_BUNDLE, and whether {} is the region you mean.",
                    around.scope.region
                ),
            }],
            FailureKind::AccessDenied => self.permission_hints(subject),
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

    fn permission_hints(&self, subject: &Subject<'_>) -> Vec<String> {
        let mut hints = Vec::new();
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
    match subject.name() {
        Some(name) => format!("{you} lack {permission} on {name}."),
        None => format!("{you} lack {permission}."),
    }
}

/// The role or user of a caller's ARN: `…:assumed-role/OnCall/session` is `OnCall`, `…:user/path/alice` is `alice`.
fn caller_name(arn: &str) -> Option<&str> {
    let (_, resource) = arn.rsplit_once(':')?;
    match resource.strip_prefix("assumed-role/") {
        Some(role) => role.split('/').next(),
        None => resource.rsplit('/').next(),
    }
}

/// What to do for other credentials.
fn renewal(around: &Surroundings) -> Vec<String> {
    let profile = &around.profile;
    let mut hints = vec![match around.renewal {
        Renewal::Environment => {
            "These come from AWS_ACCESS_KEY_ID and can't be renewed in here. Quit; a draft is printed as a command.".to_owned()
        }
        Renewal::SingleSignOn => format!("In another pane: aws sso login --profile {profile}   then r."),
        Renewal::Login => format!("In another pane: aws login --profile {profile}   then r."),
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

#[cfg(test)]
mod tests {
    use std::sync::LazyLock;

    use super::*;
    use crate::aws::trouble::Reach;
    use crate::domain::place::{Partition, Region};

    const DENIED: &str = "AccessDeniedException";

    fn around() -> Surroundings {
        Surroundings {
            profile: "prod".to_owned(),
            scope: Scope::of_region(Region::parse("eu-west-1").unwrap()),
            lambda_endpoint: None,
            sts_endpoint: None,
            renewal: Renewal::Elsewhere,
            asks_for_code: false,
            bounds: Bounds::default(),
        }
    }

    fn trouble(reach: Reach, cause: Cause) -> Trouble {
        Trouble {
            reach,
            cause,
            code: None,
            message: None,
            request_id: None,
            sources: vec!["dispatch failure".to_owned(), "it broke.".to_owned()],
        }
    }

    fn answer(status: u16, code: &str, message: &str) -> Trouble {
        Trouble {
            code: Some(code.to_owned()),
            message: Some(message.to_owned()),
            ..trouble(Reach::Answered(status), Cause::Answer)
        }
    }

    static LIVE: LazyLock<Target> = LazyLock::new(|| {
        let region = Region::parse("eu-west-1").unwrap();
        let function = FunctionKey {
            name: crate::domain::function::FunctionName::parse("orders").unwrap(),
            partition: Partition::of_region(&region),
            region,
            account: None,
        };
        function.at(&Qualifier::Alias("live".to_owned()))
    });

    fn subject(operation: Operation) -> Subject<'static> {
        Subject::target(operation, &LIVE)
    }

    fn put(trouble: &Trouble) -> Failure {
        let put = subject(Operation::PutFunctionEventInvokeConfig);
        trouble.clone().failure(&put, &around(), None)
    }

    #[test]
    fn a_missing_permission_names_the_caller_the_action_and_what_a_policy_must_name() {
        let denied = answer(403, DENIED, "User: … is not authorized");
        for (caller, you) in [
            (None, "You"),
            (
                Some("arn:aws:sts::123456789012:assumed-role/OnCall/alice"),
                "You (OnCall)",
            ),
            (
                Some("arn:aws:iam::123456789012:user/team/alice"),
                "You (alice)",
            ),
            (Some("arn:aws:iam::123456789012:root"), "You (root)"),
        ] {
            let put = subject(Operation::PutFunctionEventInvokeConfig);
            let failure = denied.clone().failure(&put, &around(), caller);
            assert_eq!(
                failure.sentence,
                format!("{you} lack lambda:PutFunctionEventInvokeConfig on orders:live.")
            );
            assert_eq!(
                failure.hints,
                ["A policy must name the function and function:orders:*."]
            );
        }
        let list = Subject::whole_account(Operation::ListFunctions);
        let failure = denied.clone().failure(&list, &around(), None);
        assert_eq!(failure.sentence, "You lack lambda:ListFunctions.");
        let identity = Subject::whole_account(Operation::GetCallerIdentity);
        let failure = denied.clone().failure(&identity, &around(), None);
        assert_eq!(
            failure.sentence,
            "Account unknown: sts:GetCallerIdentity was refused."
        );
    }

    #[test]
    fn expired_credentials_are_renewed_where_they_come_from() {
        let expired = answer(
            403,
            "ExpiredTokenException",
            "The security token … is expired",
        );
        for (renewal, hint) in [
            (
                Renewal::Environment,
                "These come from AWS_ACCESS_KEY_ID and can't be renewed in here. Quit; a draft is printed as a command.",
            ),
            (
                Renewal::SingleSignOn,
                "In another pane: aws sso login --profile prod   then r.",
            ),
            (
                Renewal::Login,
                "In another pane: aws login --profile prod   then r.",
            ),
            (
                Renewal::Process,
                "Profile prod gets them from its credential_process: log in there first, it can't ask in here.",
            ),
            (
                Renewal::Elsewhere,
                "Choose a profile with --profile or AWS_PROFILE.",
            ),
        ] {
            let around = Surroundings {
                renewal,
                ..around()
            };
            let put = subject(Operation::PutFunctionEventInvokeConfig);
            let failure = expired.clone().failure(&put, &around, None);
            assert_eq!(failure.kind, FailureKind::ExpiredCredentials);
            assert_eq!(failure.hints.first().map(String::as_str), Some(hint));
        }
    }

    #[test]
    fn a_profile_that_asks_for_a_code_is_told_that_nobody_can_ask_here() {
        let around = Surroundings {
            asks_for_code: true,
            ..around()
        };
        let get = subject(Operation::GetFunctionEventInvokeConfig);
        let failure =
            trouble(Reach::NotHandedOver, Cause::BrokenCredentials).failure(&get, &around, None);
        assert_eq!(
            failure.sentence,
            "The credentials of profile prod can't be had: it broke."
        );
        assert!(failure.hints.iter().any(|hint| hint.contains("mfa_serial")));
    }

    // The SDK lists in one text of several lines where it looked for credentials.
    #[test]
    fn a_sentence_has_one_line_and_the_rest_of_a_text_follows_as_hints() {
        let nothing_found = Trouble {
            sources: vec![
                "no credentials found in chain. Attempted:\n  Environment: not set\n".to_owned(),
            ],
            ..trouble(Reach::NotHandedOver, Cause::NoCredentials)
        };
        let failure = put(&nothing_found);
        assert_eq!(
            failure.sentence,
            "No credentials were found (profile prod)."
        );
        assert!(failure.hints.contains(&"Environment: not set.".to_owned()));
    }

    #[test]
    fn an_expired_sign_on_is_an_expiry_although_nothing_was_sent() {
        let expired = Trouble {
            sources: vec!["the SSO session has expired".to_owned()],
            ..trouble(Reach::NotHandedOver, Cause::BrokenCredentials)
        };
        assert_eq!(put(&expired).kind, FailureKind::ExpiredCredentials);
    }

    #[test]
    fn each_failure_names_whom_it_was_about() {
        for (trouble, kind, sentence) in [
            (
                trouble(Reach::NotConnected, Cause::Unreachable),
                FailureKind::Unreachable,
                "No connection to Lambda in eu-west-1: it broke.",
            ),
            (
                trouble(Reach::Silent, Cause::Lost),
                FailureKind::ConnectionLost,
                "The connection to Lambda in eu-west-1 broke before the answer was there.",
            ),
            (
                trouble(Reach::Silent, Cause::Overdue),
                FailureKind::NoAnswer,
                "No answer from Lambda in eu-west-1 for 10 s.",
            ),
            (
                trouble(Reach::NotHandedOver, Cause::SlowCredentials),
                FailureKind::NoCredentials,
                "The credentials of profile prod were not there within 15 s.",
            ),
        ] {
            let failure = put(&trouble);
            assert_eq!((failure.kind, failure.sentence.as_str()), (kind, sentence));
        }
    }

    #[test]
    fn each_refusal_has_a_kind_and_a_plain_sentence() {
        for (trouble, kind, sentence) in [
            (
                answer(429, "TooManyRequestsException", "Rate exceeded"),
                FailureKind::Throttled,
                "AWS throttles this account's Lambda API (15/s for everybody).",
            ),
            (
                answer(
                    409,
                    "ResourceConflictException",
                    "… concurrent update operation.",
                ),
                FailureKind::Conflict,
                "Lambda is busy with another change to orders.",
            ),
            (
                answer(500, "ServiceException", "oops"),
                FailureKind::ServiceFault,
                "Lambda in eu-west-1 failed (HTTP 500).",
            ),
            (
                answer(
                    403,
                    "UnrecognizedClientException",
                    "The security token … is invalid.",
                ),
                FailureKind::RefusedCredentials,
                "Lambda in eu-west-1 does not accept these credentials.",
            ),
            (
                answer(
                    400,
                    "InvalidParameterValueException",
                    "The destination ARN … is invalid.",
                ),
                FailureKind::InvalidRequest,
                "The destination ARN … is invalid.",
            ),
        ] {
            let failure = put(&trouble);
            assert_eq!((failure.kind, failure.sentence.as_str()), (kind, sentence));
        }
    }

    /// An answer of HTTP 408 was told as no answer for 10 s, though it came at once.
    #[test]
    fn an_answer_that_time_is_up_is_told_as_an_answer() {
        let answered = Trouble {
            code: None,
            ..trouble(Reach::Answered(408), Cause::Answer)
        };
        let failure = put(&answered);
        assert_eq!(failure.kind, FailureKind::NoAnswer);
        assert_eq!(
            failure.sentence,
            "Lambda in eu-west-1 answered that it waited too long for the request (HTTP 408)."
        );
    }

    #[test]
    fn what_to_look_at_depends_on_why_there_is_no_connection() {
        let untrusted = Trouble {
            sources: vec!["invalid peer certificate: UnknownIssuer".to_owned()],
            ..trouble(Reach::NotConnected, Cause::Unreachable)
        };
        let hints = put(&untrusted).hints;
        assert!(hints[0].starts_with("AWS_CA_BUNDLE"), "{hints:?}");
        let unreachable = trouble(Reach::NotConnected, Cause::Unreachable);
        let hints = put(&unreachable).hints;
        assert!(hints[0].contains("HTTPS_PROXY"), "{hints:?}");
        let around = Surroundings {
            lambda_endpoint: Some("http://127.0.0.1:4566".to_owned()),
            ..around()
        };
        let get = subject(Operation::GetFunctionEventInvokeConfig);
        let failure = unreachable.clone().failure(&get, &around, None);
        assert_eq!(
            failure.sentence,
            "No connection to Lambda at http://127.0.0.1:4566: it broke."
        );
        let identity = Subject::whole_account(Operation::GetCallerIdentity);
        let failure = unreachable.clone().failure(&identity, &around, None);
        assert_eq!(
            failure.sentence,
            "No connection to STS in eu-west-1: it broke."
        );
    }

    #[test]
    fn refused_credentials_may_be_a_region_that_is_not_enabled() {
        let refused = answer(403, "UnrecognizedClientException", "invalid");
        let hints = put(&refused).hints.join(" ");
        assert!(hints.contains("opt-in region") && hints.contains("eu-west-1"));
    }

    #[test]
    fn a_role_that_lacks_a_permission_is_told_with_action_and_target() {
        for (message, action, target) in [
            (
                "The function's execution role does not have permissions to call Publish on arn:aws:sns:eu-west-1:123456789012:t",
                "sns:Publish",
                "arn:aws:sns:eu-west-1:123456789012:t",
            ),
            (
                "The function execution role does not have permissions to call SendMessage on arn:aws:sqs:eu-west-1:123456789012:q.",
                "sqs:SendMessage",
                "arn:aws:sqs:eu-west-1:123456789012:q",
            ),
        ] {
            assert_eq!(lacking_role(message), Some((action.to_owned(), target)));
        }
        assert_eq!(lacking_role("The destination ARN is invalid."), None);
    }
}
