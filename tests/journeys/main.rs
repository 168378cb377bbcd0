#![cfg(test)]
//! Whole journeys: keys typed on a terminal, through the program and the AWS SDK, to what a simulated account holds in the end.
//!
//! Knows what somebody in front of the terminal presses and reads, and what the account logged. Does not know the program inside.

mod changes;
mod configuration;
mod drift;
mod lasso;
mod leaving;
#[path = "../pty/mod.rs"]
mod pty;
mod reading;
mod refusals;
mod unknown;
mod world;
