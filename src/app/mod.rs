//! What the program does, as a pure state machine: messages in, effects out.
//!
//! Knows screens, keys, requests and drafts. Does not know any clock, file, network, task, SDK or terminal; imports `domain` only.

pub mod body;
pub mod catalogue;
pub mod copy;
pub mod details;
pub mod document;
pub mod drafts;
pub mod effect;
pub mod entry;
pub mod explorer;
pub mod fate;
pub mod filter;
pub mod footer;
pub mod form;
pub mod function;
pub mod help;
pub mod key;
pub mod keymap;
pub mod layout;
pub mod list_cursor;
pub mod memory;
pub mod message;
pub mod names;
pub mod notice;
pub mod offer;
pub mod outlook;
pub mod qualifier_rows;
pub mod question;
pub mod reading;
pub mod receipt;
pub mod remote;
pub mod requests;
pub mod review;
pub mod send_line;
pub mod session;
pub mod silence;
pub mod state;
pub mod steps;
pub mod surroundings;
pub mod text_field;
pub mod text_screen;
pub mod unknown;
pub mod update;
