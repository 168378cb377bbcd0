//! What is said of each failure, and what helps against it.

mod answers;
mod hints;

use std::sync::LazyLock;

use super::*;
use crate::aws::trouble::Reach;
use crate::domain::failure::lacking_role;
use crate::domain::place::{AccountId, Partition, Region};

const DENIED: &str = "AccessDeniedException";

fn around() -> Surroundings {
    Surroundings {
        profile: "prod".to_owned(),
        scope: Scope::of_region(Region::parse("eu-west-1").unwrap()),
        lambda_endpoint: None,
        sts_endpoint: None,
        way: Way::UNKNOWN,
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
        ungiven: None,
        process: None,
        waited_for: None,
        proxy: None,
        unknown_host: None,
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
    assert_eq!(
        failure.hints,
        ["A policy can grant this on all resources (*) only."]
    );
    let identity = Subject::whole_account(Operation::GetCallerIdentity);
    let failure = denied.clone().failure(&identity, &around(), None);
    assert_eq!(
        failure.sentence,
        "Account unknown: sts:GetCallerIdentity was refused."
    );
}

/// A denial was told as a permission that is lacking, which a further policy would grant.
#[test]
fn what_a_policy_denies_is_told_as_denied() {
    let denied = answer(
        403,
        DENIED,
        "User: … is not authorized to perform: …, with an explicit deny in a service control policy",
    );
    let failure = put(&denied);
    assert_eq!(
        failure.sentence,
        "A policy denies you lambda:PutFunctionEventInvokeConfig on orders:live."
    );
    assert_eq!(
        failure.hints,
        [
            "What a service control policy denies, no other policy can grant: the denial itself has to go."
        ]
    );
}

/// That the function is another account's stood behind a policy that would not help.
#[test]
fn a_refusal_for_a_function_of_another_account_says_so_first() {
    let theirs = FunctionKey {
        account: AccountId::parse("210987654321"),
        ..LIVE.function.clone()
    };
    let list = Subject::function(Operation::ListAliases, &theirs);
    let denied = answer(403, DENIED, "");
    let alice = Some("arn:aws:iam::123456789012:user/alice");
    let failure = denied.clone().failure(&list, &around(), alice);
    assert_eq!(
        failure.sentence,
        "That function is in 210987654321, you are in 123456789012: you (alice) lack lambda:ListAliases on orders."
    );
    assert!(failure.hints[0].starts_with("Start lasso with --profile"));
    let failure = denied.failure(&list, &around(), None);
    assert_eq!(failure.sentence, "You lack lambda:ListAliases on orders.");
}

/// What the system said of a file was told without the file.
#[test]
fn a_file_that_can_t_be_read_is_named_and_its_name_is_no_expiry() {
    let missing = Trouble {
        sources: vec![
            "an error occurred while loading credentials".to_owned(),
            "failed to read `/expired/a.json`".to_owned(),
            "No such file or directory (os error 2)".to_owned(),
        ],
        ..trouble(Reach::NotHandedOver, Cause::BrokenCredentials)
    };
    let failure = put(&missing);
    assert_eq!(failure.kind, FailureKind::NoCredentials);
    assert_eq!(
        failure.sentence,
        "The credentials of profile prod can't be had: failed to read `/expired/a.json`: No such file or directory (os error 2)."
    );
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
        sources: vec!["the SSO token has expired and cannot be refreshed".to_owned()],
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

/// A region that is misspelt was told as a problem of the network, in the system's words.
#[test]
fn a_name_that_is_nowhere_found_is_told_with_what_may_be_misspelt() {
    const REST: &str =
        "If it is right, check the network, and whether HTTPS_PROXY has to name a proxy.";
    let unknown = |host: &str| Trouble {
        unknown_host: Some(host.to_owned()),
        ..trouble(Reach::NotConnected, Cause::Unreachable)
    };
    let failure = put(&unknown("lambda.eu-west-1.amazonaws.com"));
    assert_eq!(
        failure.sentence,
        "No connection to Lambda in eu-west-1: the host name lambda.eu-west-1.amazonaws.com was not found."
    );
    let hint = format!("The region eu-west-1 may be misspelt. {REST}");
    assert_eq!(failure.hints, [hint]);
    let around = Surroundings {
        lambda_endpoint: Some("http://lambda.office".to_owned()),
        ..around()
    };
    let get = subject(Operation::GetFunctionEventInvokeConfig);
    let failure = unknown("lambda.office").failure(&get, &around, None);
    let hint = format!("The endpoint http://lambda.office may be misspelt. {REST}");
    assert_eq!(failure.hints, [hint]);
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

#[test]
fn what_kept_a_request_from_being_made_is_told_for_what_it_is() {
    for (cause, kind, sentence) in [
        (
            Cause::OtherCredentials,
            FailureKind::ChangedCredentials,
            "The credentials changed after the account was checked: nothing was sent.",
        ),
        (Cause::NoRegion, FailureKind::NoRegion, "No region is set."),
        (
            Cause::NotBuilt,
            FailureKind::InvalidRequest,
            "The request could not be made: it broke.",
        ),
    ] {
        let failure = put(&trouble(Reach::NotHandedOver, cause));
        assert_eq!((failure.kind, failure.sentence.as_str()), (kind, sentence));
    }
    let no_region = put(&trouble(Reach::NotHandedOver, Cause::NoRegion));
    assert_eq!(no_region.hints, ["Start with --region or set AWS_REGION."]);
    let expired = put(&answer(403, "ExpiredTokenException", "expired"));
    assert_eq!(expired.sentence, "The credentials have expired.");
}

/// What a `credential_process` had written in colours reached the terminal of who typed a command.
#[test]
fn what_a_program_says_of_credentials_holds_nothing_for_a_terminal() {
    let coloured = Trouble {
        sources: vec!["Stderr: \u{1b}[31mlog in first".to_owned()],
        ..trouble(Reach::NotHandedOver, Cause::BrokenCredentials)
    };
    assert_eq!(
        put(&coloured).sentence,
        "The credentials of profile prod can't be had: Stderr: \u{fffd}[31mlog in first."
    );
}
