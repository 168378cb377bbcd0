//! The commands that stand in for five of the AWS CLI's.
//!
//! Knows which parts they are made of. Does not know how a request is sent.

pub mod output;
