//! Words for destinations.
use crate::domain::destination::{DestinationProblem, Needed};
/// x
#[must_use]
pub fn destination_problem(problem: &DestinationProblem) -> String {
    format!("{problem:?}")
}
/// x
#[must_use]
pub fn needed(needed: &[Needed]) -> String {
    format!("{needed:?}")
}
