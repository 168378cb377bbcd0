//! Everything that is not a screen: one file per command.

pub mod simulate;
