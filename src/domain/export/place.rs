//! The comment above a configuration: whose it is and where, since templates name the function alone, and what is left out of it.
//!
//! Knows the words. Does not know how a format begins a comment.

use super::Configuration;
use super::aws_cli::RunsAs;
use crate::domain::words::{clean, unknown_left_out};

/// The lines of the comment, each behind the sign with which the format begins one.
pub(super) fn comment(runs_as: &RunsAs, configuration: &Configuration, sign: &str) -> Vec<String> {
    let origin = if runs_as.is_demo { "DEMO " } else { "" };
    let left_out = unknown_left_out(&configuration.unknown_members);
    let lines = [format!("{origin}{}", line(configuration))]
        .into_iter()
        .chain(left_out);
    lines.map(|line| format!("{sign} {line}")).collect()
}

/// The same where the format itself says whose and where, so that only what nobody would expect is left to say.
pub(super) fn remarks(
    runs_as: &RunsAs,
    configuration: &Configuration,
    sign: &str,
) -> impl Iterator<Item = String> {
    let whose = usize::from(!runs_as.is_demo);
    comment(runs_as, configuration, sign)
        .into_iter()
        .skip(whose)
}

/// `orders:live in 123456789012 eu-west-1`, on one line whatever the name holds.
fn line(configuration: &Configuration) -> String {
    let function = &configuration.target.function;
    let account = function
        .account
        .as_ref()
        .map_or(String::new(), |account| format!("{account} "));
    let line = format!("{} in {account}{}", configuration.target, function.region);
    clean(&line).into_owned()
}
