//! What is exported is read back by something that reads its format, and comes to the same settings.
//!
//! Readers that are programs (node, terraform, cfn-lint, aws) are asked where they are installed. Knows the formats by their documents.
//! Does not know how they are written.
#![cfg(test)]

mod command;
mod evaluated;
mod generated;
mod installed;
mod read_back;
#[path = "../pty/simulated.rs"]
mod simulated;
mod tools;
