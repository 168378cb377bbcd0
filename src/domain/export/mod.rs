//! Settings written in the forms of other tools, one form per file; each is read back by a test.
//!
//! Knows which forms there are. Does not know where the text goes.

pub mod aws_cli;
pub mod json;
pub mod policy;
