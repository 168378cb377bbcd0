#![cfg(test)]
//! Input that nobody wrote by hand: bytes from a terminal in any pieces, and answers of a service of any shape.
//!
//! Knows what must hold for all of it. Does not know which of it is likely. `PROPTEST_CASES` says how much of it there is.

mod answers;
mod keyboard;
mod near;
mod typed;
