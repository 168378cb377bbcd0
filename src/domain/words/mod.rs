//! Where values become sentences.
//!
//! Knows the words of every problem, note, warning, timeline and review. Does not know where on a screen they stand, nor colours.

mod destination;

pub use destination::{destination_problem, needed};
