//! What each message does to the state: one file for each screen and for each kind of message that is no key.
//!
//! Knows the whole state. Does not route: `update` decides which step is taken.

pub mod again;
pub mod answers;
pub mod choice;
pub mod copy;
pub mod explorer;
pub mod form;
pub mod function;
pub mod go_to;
pub mod keys;
pub mod leave;
pub mod outcome;
pub mod qualifier_filter;
pub mod review;
pub mod session;
pub mod texts;
