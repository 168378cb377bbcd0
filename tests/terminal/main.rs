#![cfg(test)]
//! The program on a real terminal: what it draws, what it takes for keys, and that it leaves everything as it found it, whatever
//! ends it.
//!
//! Knows bytes and modes of the terminal. Does not know the program inside.

mod ascii;
mod colours;
#[path = "../pty/ending.rs"]
mod ending;
mod hostile;
mod leaving;
mod panics;
#[path = "../pty/mod.rs"]
mod pty;
mod session;
