//! The rules for destinations: a well-formed ARN, no bucket on success, never the function itself.
//!
//! Knows which side takes what. Does not know how an ARN is read, and not whether a target exists.

use super::{Problem, Stop, Unfinished};
use crate::domain::destination::{Destination, DestinationKind, DestinationText};
use crate::domain::field::Field;
use crate::domain::function::FunctionKey;

/// Reads the destination of one side of a function.
pub(super) fn read(text: &str, field: Field, function: &FunctionKey) -> Result<Destination, Stop> {
    let destination = match DestinationText::read(text) {
        DestinationText::Complete(destination) => destination,
        DestinationText::Unfinished { needed, otherwise } => {
            return Err(bucket_begun_on_success(text, field).unwrap_or(Stop {
                unfinished: Some(Unfinished::Destination(needed)),
                problem: Problem::Destination(otherwise),
            }));
        }
        DestinationText::Wrong(problem) => return Err(Problem::Destination(problem).into()),
    };
    no_bucket_on_success(&destination, field)?;
    not_itself(&destination, function)?;
    Ok(destination)
}

fn no_bucket_on_success(destination: &Destination, field: Field) -> Result<(), Stop> {
    if field == Field::OnSuccess && destination.kind() == DestinationKind::Bucket {
        Err(Problem::BucketOnSuccess.into())
    } else {
        Ok(())
    }
}

/// A bucket's ARN on success is wrong as soon as it can be nothing else: no continuation helps.
fn bucket_begun_on_success(text: &str, field: Field) -> Option<Stop> {
    let service = text.split(':').nth(2)?;
    let is_closed = text.split(':').count() > 3;
    let is_bucket = DestinationKind::of_service(service) == Some(DestinationKind::Bucket);
    (field == Field::OnSuccess && is_bucket && is_closed).then(|| Problem::BucketOnSuccess.into())
}

/// A function can't be its own destination, under any of its qualifiers.
fn not_itself(destination: &Destination, function: &FunctionKey) -> Result<(), Stop> {
    if is_same_function(destination, function) {
        let name = destination.name().to_owned();
        Err(Problem::Itself { name }.into())
    } else {
        Ok(())
    }
}

/// Says whether a destination is the function itself: the same name, and the same account and region where both are known.
fn is_same_function(destination: &Destination, function: &FunctionKey) -> bool {
    let account = match (destination.account(), &function.account) {
        (Some(theirs), Some(ours)) => theirs == ours,
        (None, _) | (_, None) => true,
    };
    let region = destination
        .region()
        .is_none_or(|theirs| *theirs == function.region);
    destination.function_name() == Some(function.name.as_str())
        && *destination.partition() == function.partition
        && account
        && region
}
