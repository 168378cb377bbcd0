//! The one place where values become sentences.
//!
//! Knows the words of every problem, note, warning, timeline, review and table cell, and how text from elsewhere is made safe to show.
//! Does not know where on a screen they stand, nor colours: marks (`x`, `!`, `...`) stand at the beginning of a sentence, and colour may
//! repeat them.

mod cells;
mod clean;
mod destination;
mod form;
mod outcome;
mod paste;
mod review;
mod time;
mod timeline;
mod verdict;
mod warning;

pub use cells::{aged, setting, target, when_given_up};
pub use clean::clean;
pub use destination::destination_problem;
pub use form::{moved, note, problem, unfinished};
pub use outcome::{already_so, invalid_destination, refusal, took};
pub use paste::{paste_problem, pasted};
pub use review::{
    NOTHING_IS_SET, account_unknown, given_up, nothing_to_send, orphan, place, reset_cause,
    reset_to, review,
};
pub use time::{instant, time};
pub use timeline::{TimelineLine, clock, in_short, timeline, times};
pub use verdict::{DEAD_LETTERS_OF_LATEST, function_gone, missing, verdict};
pub use warning::warning;

/// Joins words as a sentence does: `a`, `a and b`, `a, b and c`.
fn list(words: &[String]) -> String {
    match words {
        [] => String::new(),
        [one] => one.clone(),
        [front @ .., last] => format!("{} and {last}", front.join(", ")),
    }
}

#[cfg(test)]
mod tests;
