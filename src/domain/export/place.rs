//! The line above each configuration that says whose it is and where: templates name the function alone.
//!
//! Knows the words. Does not know how a format begins a comment.

use super::Configuration;
use crate::domain::words::clean;

/// `orders:live in 123456789012 eu-west-1`, on one line whatever the name holds.
pub(super) fn line(configuration: &Configuration) -> String {
    let function = &configuration.target.function;
    let account = function
        .account
        .as_ref()
        .map_or(String::new(), |account| format!("{account} "));
    let line = format!("{} in {account}{}", configuration.target, function.region);
    clean(&line).into_owned()
}
