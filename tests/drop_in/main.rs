//! The drop-in commands against the AWS CLI 1.45.11: what it was observed to print, and where it is installed, itself.

#![cfg(test)]

mod beyond;
mod comparison;
mod connected;
mod explained;
mod guarded;
mod helped;
mod misread;
mod paged;
mod place;
mod printed;
mod reviewed;
#[path = "../pty/simulated.rs"]
mod simulated;
mod told;
mod unanswered;
mod unknown_members;
