//! The imperative shell: the terminal, the event loop, the tasks. Rank 3.
//!
//! Knows clocks, threads, signals and the terminal, and carries effects out. Does not decide anything: what a message means is
//! the state machine's, what it looks like is the view's.

pub(crate) mod clipboard;
pub mod decoder;
pub(crate) mod event_loop;
pub(crate) mod input;
pub(crate) mod perform;
pub(crate) mod terminal;
mod traffic;
