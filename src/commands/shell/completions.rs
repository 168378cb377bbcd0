//! `lasso completions SHELL`: the script that lets a shell complete options, and functions and qualifiers by name.
//!
//! Knows how a shell asks and is answered: the script calls this program with [`VARIABLE`] set. Does not know the options, and asks AWS
//! nothing: a key in a shell must not wait for a network, nor need credentials.

use std::ffi::{OsStr, OsString};
use std::io;

use clap::{Args, Command, ValueEnum};
use clap_complete::CompleteEnv;
use clap_complete::engine::CompletionCandidate;
use clap_complete::env::Shells;

use super::last_listing;

/// The variable with which a script asks.
pub const VARIABLE: &str = "LASSO_COMPLETE";

/// The shells.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Shell {
    /// GNU bash.
    Bash,
    /// The Z shell.
    Zsh,
    /// The fish shell.
    Fish,
    /// PowerShell.
    Powershell,
    /// The elvish shell.
    Elvish,
}

/// Print the script that completes options, functions and qualifiers in a shell
#[derive(Clone, Debug, Args)]
#[command(
    after_help = "In bash: source <(lasso completions bash), best in ~/.bashrc; likewise in zsh.\nIn fish: lasso completions fish | source"
)]
pub struct CompletionsArguments {
    /// The shell
    pub shell: Shell,
}

/// The script for a shell.
///
/// # Errors
/// The shell is unknown to the library that writes scripts.
pub fn script(shell: Shell) -> io::Result<Vec<u8>> {
    let possible = shell.to_possible_value();
    let name = possible.as_ref().map_or("", |value| value.get_name());
    let shells = Shells::builtins();
    let completer = shells.completer(name).ok_or(io::ErrorKind::Unsupported)?;
    let mut script = Vec::new();
    completer.write_registration(VARIABLE, "lasso", "lasso", "lasso", &mut script)?;
    Ok(script)
}

/// Answers a script that asks; says whether one did.
///
/// # Errors
/// The script asks for a shell that is not known, or nobody reads the answer.
pub fn answer(line: fn() -> Command, arguments: &[OsString]) -> clap::error::Result<bool> {
    let asked = CompleteEnv::with_factory(line).var(VARIABLE);
    asked.try_complete(arguments.iter().cloned(), None)
}

/// Functions by name, and behind a colon their qualifiers, as the argument of the program takes them.
#[must_use]
pub fn functions(current: &OsStr) -> Vec<CompletionCandidate> {
    matching(current, |name, typed| {
        typed.contains(':') || !name.contains(':')
    })
}

/// Functions by name alone.
#[must_use]
pub fn function_names(current: &OsStr) -> Vec<CompletionCandidate> {
    matching(current, |name, _| !name.contains(':'))
}

/// The qualifiers of all functions.
#[must_use]
pub fn qualifiers(current: &OsStr) -> Vec<CompletionCandidate> {
    let typed = current.to_string_lossy();
    let names = last_listing::names();
    let qualifiers = names.iter().filter_map(|name| name.split_once(':'));
    let mut qualifiers: Vec<&str> = qualifiers
        .map(|(_, qualifier)| qualifier)
        .filter(|qualifier| qualifier.starts_with(&*typed))
        .collect();
    qualifiers.sort_unstable();
    qualifiers.dedup();
    qualifiers
        .into_iter()
        .map(CompletionCandidate::new)
        .collect()
}

/// The names that begin as what was typed and that have a place there.
fn matching(current: &OsStr, fits: fn(&str, &str) -> bool) -> Vec<CompletionCandidate> {
    let typed = current.to_string_lossy();
    let names = last_listing::names().into_iter();
    names
        .filter(|name| name.starts_with(&*typed) && fits(name, &typed))
        .map(CompletionCandidate::new)
        .collect()
}
