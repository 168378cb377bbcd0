//! `--explain`: what a refusal means, in our words, as far as a rule of the screens or AWS's own message says it.
//!
//! Knows which sentence belongs to which refusal. Does not know the sentences: those are in `domain::words`.

use super::super::operations::Operation;
use super::super::values::Typed;
use super::{address, draft, names_settings};
use crate::aws::{TypedAnswer, TypedOperation, Unanswered};
use crate::domain::failure::lacking_role;
use crate::domain::field::Field;
use crate::domain::place::Scope;
use crate::domain::validation::{self, FieldCheck, Surroundings};
use crate::domain::words;

/// What is said of a put or an update without a setting.
pub(super) const NAMES_NOTHING: &str = "The command names no setting. The defaults come back with lasso delete-function-event-invoke-config.";

/// What is said of a write whose outcome nobody knows.
const MAY_BE_STORED: &str = "It may have been stored all the same: read it with lasso get-function-event-invoke-config before sending it again.";

/// The first status by which the service says that it failed itself.
const SERVICE_FAILED: u16 = 500;

/// Why the service refused, if that is known.
pub(in super::super) fn refusal(
    operation: &Operation,
    typed: &Typed,
    answer: &TypedAnswer,
    scope: &Scope,
) -> Option<String> {
    let error = answer.error.as_ref()?;
    if answer.status >= SERVICE_FAILED {
        return operation.is_write().then(|| MAY_BE_STORED.to_owned());
    }
    let address = match address(typed) {
        Ok(address) => address,
        Err(problem) => return Some(problem),
    };
    if let Some((action, target)) = lacking_role(&error.message) {
        let text = format!("The function's role (not you) lacks {action} on {target}.");
        return Some(words::clean(&text).into_owned());
    }
    if let Some(sentence) = words::invalid_destination(&error.message, None) {
        return Some(sentence);
    }
    match operation.request {
        TypedOperation::Put | TypedOperation::Update if !names_settings(typed) => {
            Some(NAMES_NOTHING.to_owned())
        }
        TypedOperation::Put | TypedOperation::Update => {
            let surroundings = Surroundings::unread(address.within(scope), None);
            broken_rules(typed, &surroundings).into_iter().next()
        }
        TypedOperation::Get | TypedOperation::Delete | TypedOperation::List => None,
    }
}

/// What is known of a request that was not answered.
pub(in super::super) fn silence(unanswered: &Unanswered, may_be_stored: bool) -> String {
    let failure = &unanswered.failure;
    let unknown = may_be_stored.then_some(MAY_BE_STORED);
    let hints = failure.hints.iter().map(String::as_str).chain(unknown);
    let text = hints.fold(failure.sentence.clone(), |text, hint| {
        format!("{text} {hint}")
    });
    words::clean(&text).into_owned()
}

/// The rules of the form that the settings of a request break, each as a sentence.
pub(super) fn broken_rules(typed: &Typed, surroundings: &Surroundings) -> Vec<String> {
    let checked = validation::check(&draft(typed), surroundings, None);
    let told = |(field, check): (Field, &FieldCheck)| match check {
        FieldCheck::Wrong(problem) => {
            let sentence = words::problem(problem);
            let sentence = sentence.strip_prefix("x ").unwrap_or(&sentence);
            Some(format!("{}: {sentence}", field.label()))
        }
        FieldCheck::Fine(_) | FieldCheck::Unfinished(_) => None,
    };
    checked.fields.iter().filter_map(told).collect()
}
