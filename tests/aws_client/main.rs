#![cfg(test)]
//! The real client against the simulator on loopback: what is asked, what comes back, what a write came to.
//!
//! Knows the client's public face and the simulator's faults. Does not know how either works inside.

mod bounds;
mod panics;
mod reads;
mod support;
mod throttled;
mod typed;
#[cfg(target_os = "linux")]
mod unanswered;
mod unknown_members;
mod wire;
mod writes;
