//! Lasso: a terminal editor for how AWS Lambda treats asynchronous invocations.
//!
//! The folders, by how much of the world they know. Imports go only to a lower rank:
//!
//! - rank 0, [`domain`]: what the settings are, the rules for them, the stages of a change; pure values
//! - rank 1, [`app`]: what the program does, as a state machine that answers messages with effects; pure as well
//! - rank 2, [`view`]: draws the state; [`aws`]: the only folder that names the SDK
//! - rank 3, [`runtime`]: the terminal, the event loop, the tasks
//! - rank 4, [`commands`]: arguments, output, exit status
//!
//! Beside the ranks stands [`simulator`], an AWS Lambda on loopback that shares no rule with the rest.

pub mod app;
pub mod aws;
pub mod commands;
pub mod domain;
pub mod runtime;
pub mod simulator;
pub mod view;
