//! Lasso: a terminal editor for how AWS Lambda treats asynchronous invocations.

pub mod commands;
pub mod simulator;
