#![cfg(test)]
//! Everything that can go wrong, at each step of reading and of writing, through the whole program on a terminal.
//!
//! Knows the faults and the steps, and what the screen must say in the end; what reached the service is read from its log. Does not
//! know the program inside.

mod between;
#[path = "../pty/ending.rs"]
mod ending;
mod killing;
mod kinds;
#[expect(
    dead_code,
    reason = "journeys do more than needs to be done where something fails"
)]
#[path = "../journeys/lasso.rs"]
mod lasso;
mod leaving;
mod log_in;
mod looking;
#[path = "../pty/mod.rs"]
mod pty;
mod reading;
mod rows;
#[path = "../journeys/world.rs"]
mod world;
mod writing;
