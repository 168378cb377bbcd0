//! Scripts of keys and answers for the state machine: what each key, answer and second comes to.
//!
//! Knows the state machine's public face: messages in, effects out. Does not know any terminal, clock or network.
#![cfg(test)]

mod account;
mod checks;
mod drafts;
mod drawn;
mod guard;
mod leaving;
mod moving;
mod other_account;
mod outcomes;
mod path;
mod play;
mod reading;
mod send_line;
mod sessions;
mod shown;
mod values;
