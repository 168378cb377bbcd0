//! What the program does, as a pure state machine: messages in, effects out.
//!
//! Knows screens, keys, requests and drafts. Does not know any clock, file, network, task, SDK or terminal; imports `domain` only.

pub mod effect;
pub mod key;
pub mod message;

pub mod state;
pub mod update;
