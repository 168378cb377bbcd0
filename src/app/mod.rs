//! What the program does, as a pure state machine: messages in, effects out.
//!
//! Knows screens, keys, requests and drafts. Does not know any clock, file, network, task, SDK or terminal; imports `domain` only.

pub mod catalogue;
pub mod effect;
pub mod key;
pub mod keymap;
pub mod list_cursor;
pub mod message;
pub mod reading;
pub mod remote;
pub mod requests;
pub mod send_line;
pub mod state;
pub mod text_field;
pub mod update;
