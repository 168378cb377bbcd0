//! Words of the session: who is asked and does not answer, how fast is read, whose account it is, as whom a command runs.
//!
//! Knows the sentences. Does not know when each is due.

use crate::domain::export::aws_cli::RunsAs;

/// What is said beside a command that can be pasted: what it names, and what it takes from the shell.
#[must_use]
pub fn runs_as(runs_as: &RunsAs) -> String {
    match &runs_as.profile {
        Some(profile) => format!(
            "It names profile {profile} and the region: it does the same in any shell of this machine."
        ),
        None => "It names no profile, as Lasso uses none: it runs with the credentials of the shell it is pasted into."
            .to_owned(),
    }
}
