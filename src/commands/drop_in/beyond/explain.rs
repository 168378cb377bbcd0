//! `--explain`: what a refusal means, in our words, as far as a rule of the screens or AWS's own message says it.
//!
//! Knows which sentence belongs to which refusal. Does not know the sentences: those are in `domain::words`.

use std::iter;

use super::super::operations::Operation;
use super::super::problem::{Problem, no_region};
use super::super::values::Typed;
use super::untouched::says_none;
use super::{address, draft, names_settings};
use crate::aws::{TypedAnswer, TypedOperation, Unanswered};
use crate::commands::environment::text_of;
use crate::commands::output::own_line;
use crate::domain::failure::{Failure, FailureKind};
use crate::domain::field::Field;
use crate::domain::function::FunctionAddress;
use crate::domain::place::Scope;
use crate::domain::qualifier::Qualifier;
use crate::domain::validation::{self, FieldCheck, Surroundings};
use crate::domain::words::{self, Denial};

/// What is said of a put or an update without a setting.
pub(super) const NAMES_NOTHING: &str = "The command names no setting. The defaults come back with lasso delete-function-event-invoke-config.";

/// What is said of a write whose outcome nobody knows.
const MAY_BE_STORED: &str = "It may have been stored all the same: read it with lasso get-function-event-invoke-config before sending it again.";

/// The first status by which the service says that it failed itself.
const SERVICE_FAILED: u16 = 500;

/// The status by which whoever answers says that the request took too long.
const REQUEST_TIMEOUT: u16 = 408;

/// What is said of throttling, which stored nothing.
const SEND_AGAIN: &str = "Nothing was stored. Send it again later.";

/// Why the service refused, if that is known.
pub(in super::super) fn refusal(
    operation: &Operation,
    typed: &Typed,
    answer: &TypedAnswer,
    scope: &Scope,
) -> Option<String> {
    if operation.is_write() && !answer.is_refusal() {
        return Some(unproved(answer.status));
    }
    if answer.status >= SERVICE_FAILED {
        return None;
    }
    let address = match address(typed) {
        Ok(address) => address,
        Err(problem) => return Some(problem),
    };
    let failure = answer.failure.as_ref()?;
    let text = match failure.kind {
        FailureKind::NotFound => not_found(operation, &address, answer, scope),
        FailureKind::AccessDenied => denied(operation, &address, failure),
        FailureKind::ExpiredCredentials | FailureKind::RefusedCredentials => with_hints(failure),
        FailureKind::Conflict => format!(
            "{} Nothing was stored. Send it again in a moment.",
            words::busy(Some(&address.name))
        ),
        FailureKind::Throttled if operation.is_write() => {
            format!("{} {SEND_AGAIN}", failure.sentence)
        }
        FailureKind::Throttled => failure.sentence.clone(),
        FailureKind::NoCredentials
        | FailureKind::ChangedCredentials
        | FailureKind::NoRegion
        | FailureKind::Setup
        | FailureKind::Unreachable
        | FailureKind::ConnectionLost
        | FailureKind::NoAnswer
        | FailureKind::InvalidRequest
        | FailureKind::ServiceFault
        | FailureKind::UnreadableAnswer
        | FailureKind::EndlessListing
        | FailureKind::ReadOnly
        | FailureKind::EndedSession
        | FailureKind::Stopped
        | FailureKind::Other => invalid(operation, typed, address, answer, scope)?,
    };
    Some(text)
}

/// What is known of a write to which somebody said no, who need not be the service.
fn unproved(status: u16) -> String {
    match status {
        400..SERVICE_FAILED if status != REQUEST_TIMEOUT => format!(
            "HTTP {status} came without an error code of AWS: something on the way to Lambda may have answered. {MAY_BE_STORED}"
        ),
        _ => MAY_BE_STORED.to_owned(),
    }
}

/// Which permission is missing or denied. Nobody asked STS, so nothing is known of who asks.
fn denied(operation: &Operation, address: &FunctionAddress, failure: &Failure) -> String {
    let is_listing = operation.request == TypedOperation::List;
    let denial = Denial {
        operation: failure.operation,
        function: Some(&address.name),
        qualifier: (!is_listing).then(|| address.qualifier.as_ref().unwrap_or(&Qualifier::Latest)),
        theirs: address.account.as_ref(),
        caller: None,
        message: failure.message.as_deref(),
    };
    let sentence = denial.sentence();
    let sentences: Vec<String> = iter::once(sentence).chain(denial.hints()).collect();
    sentences.join(" ")
}

fn not_found(
    operation: &Operation,
    address: &FunctionAddress,
    answer: &TypedAnswer,
    scope: &Scope,
) -> String {
    if let Some(elsewhere) = words::out_of_reach(address, scope) {
        return elsewhere;
    }
    if !says_none(answer) {
        return words::asked_for(address, scope);
    }
    let text = words::nothing_set(address, scope);
    match operation.request {
        TypedOperation::Update => format!("{} {text}", words::UPDATE_NEEDS_ONE),
        TypedOperation::Put
        | TypedOperation::Get
        | TypedOperation::Delete
        | TypedOperation::List => text,
    }
}

/// What is wrong with the settings: a rule of the form knows it better than AWS's message lets guess.
fn invalid(
    operation: &Operation,
    typed: &Typed,
    address: FunctionAddress,
    answer: &TypedAnswer,
    scope: &Scope,
) -> Option<String> {
    let message = &answer.error.as_ref()?.message;
    if let Some(role) = words::role_lacks(message) {
        return Some(role);
    }
    let changes = match operation.request {
        TypedOperation::Put | TypedOperation::Update => true,
        TypedOperation::Get | TypedOperation::Delete | TypedOperation::List => false,
    };
    if changes && !names_settings(typed) {
        return Some(NAMES_NOTHING.to_owned());
    }
    let surroundings = Surroundings::unread(address.within(scope), None);
    changes
        .then(|| broken_rules(typed, &surroundings).into_iter().next())
        .flatten()
        .or_else(|| words::invalid_destination(message, None))
}

/// Adds to the line of a missing region what misleads: the screens take a variable for it that the AWS CLI does not read.
pub(in super::super) fn no_session(problem: Problem, explains: bool) -> Problem {
    let is_told = explains && problem == no_region();
    match problem {
        Problem::Bare(line) if is_told => {
            let region = text_of("AWS_REGION").map(|region| {
                let told = format!(
                    "AWS_REGION is {region}, which this command does not read, as the AWS CLI does not: set AWS_DEFAULT_REGION or say \
                     --region {region}."
                );
                format!("\n{}", own_line(&told))
            });
            Problem::Bare(line + &region.unwrap_or_default())
        }
        Problem::Bare(_)
        | Problem::Line(_)
        | Problem::Usage(_)
        | Problem::UnknownOptions(_)
        | Problem::Own { .. } => problem,
    }
}

/// Adds to the line of a profile that is not found what Lasso knows of it.
pub(in super::super) fn no_profile(line: &str, failure: &Failure) -> Problem {
    Problem::Line(format!("{line}\n{}", own_line(&with_hints(failure))))
}

/// What is known of a request that was not answered, beside the line that is told anyway.
pub(in super::super) fn silence(
    unanswered: &Unanswered,
    may_be_stored: bool,
    line: &str,
) -> Option<String> {
    let failure = &unanswered.failure;
    let sentence = Some(failure.sentence.as_str()).filter(|sentence| *sentence != line);
    let unknown = may_be_stored.then_some(MAY_BE_STORED);
    let hints = failure.hints_of_command();
    let sentences: Vec<&str> = sentence.into_iter().chain(hints).chain(unknown).collect();
    let text = sentences.join(" ");
    (!text.is_empty()).then_some(text)
}

/// A failure in our words, with what to do about it.
fn with_hints(failure: &Failure) -> String {
    let hints = failure.hints_of_command();
    let sentences: Vec<&str> = iter::once(failure.sentence.as_str()).chain(hints).collect();
    sentences.join(" ")
}

/// What to do about a failure that is told already.
pub(super) fn advice(failure: &Failure) -> Option<String> {
    let hints: Vec<&str> = failure.hints_of_command().collect();
    (!hints.is_empty()).then(|| hints.join(" "))
}

/// The rules of the form that the settings of a request break, each as a sentence.
pub(super) fn broken_rules(typed: &Typed, surroundings: &Surroundings) -> Vec<String> {
    let checked = validation::check(&draft(typed), surroundings, None);
    let told = |(field, check): (Field, &FieldCheck)| match check {
        FieldCheck::Wrong(problem) => {
            let sentence = words::problem_of_option(problem);
            Some(format!("{}: {sentence}", field.label()))
        }
        FieldCheck::Fine(_) | FieldCheck::AsHeld(_) | FieldCheck::Unfinished(_) => None,
    };
    checked.fields.iter().filter_map(told).collect()
}
