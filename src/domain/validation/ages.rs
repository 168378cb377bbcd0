//! The rule for maximum event age: written as ages are, 60 seconds to 6 hours.
//!
//! Knows which beginnings can still become an age. Does not know how an age is read; see `age`.

use super::{Problem, Stop, Unfinished};
use crate::domain::age::AgeText;
use crate::domain::settings::EventAge;

/// Reads the age.
pub(super) fn read(text: &str) -> Result<EventAge, Stop> {
    match AgeText::read(text) {
        AgeText::Complete(age) => Ok(age),
        AgeText::Unfinished(problem) => Err(Stop {
            unfinished: Some(Unfinished::Age(problem.clone())),
            problem: Problem::Age(problem),
        }),
        AgeText::Wrong(problem) => Err(Problem::Age(problem).into()),
    }
}
