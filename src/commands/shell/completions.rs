//! `lasso completions SHELL`: the script that lets a shell complete options, and functions and qualifiers by name.
//!
//! Knows how a shell asks and is answered: the script calls this program with [`VARIABLE`] set. Does not know the options, and asks AWS
//! nothing: a key in a shell must not wait for a network, nor need credentials.

use std::ffi::{OsStr, OsString};
use std::io;
use std::sync::OnceLock;

use clap::{Args, Command, ValueEnum};
use clap_complete::CompleteEnv;
use clap_complete::engine::CompletionCandidate;
use clap_complete::env::Shells;

use super::super::environment::text_of;
use super::last_listing;
use crate::domain::aws_options::FUNCTION_NAME;
use crate::domain::function::FunctionAddress;

/// The variable with which a script asks.
pub(crate) const VARIABLE: &str = "LASSO_COMPLETE";

/// The shell that asks.
static ASKING: OnceLock<Option<String>> = OnceLock::new();

/// What bash needs beside the script of the library, so that a name and its qualifier are one word.
const WHOLE_WORDS: &str = include_str!("whole_words.bash");

/// The option that names a function.
const FUNCTION: &str = FUNCTION_NAME.name;
/// The qualifier that shells take for a variable.
const LATEST: &str = "$LATEST";

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
pub(crate) fn script(shell: Shell) -> io::Result<Vec<u8>> {
    let possible = shell.to_possible_value();
    let name = possible.as_ref().map_or("", |value| value.get_name());
    let shells = Shells::builtins();
    let completer = shells.completer(name).ok_or(io::ErrorKind::Unsupported)?;
    let mut script = Vec::new();
    completer.write_registration(VARIABLE, "lasso", "lasso", "lasso", &mut script)?;
    if shell == Shell::Bash {
        script.extend_from_slice(WHOLE_WORDS.as_bytes());
    }
    Ok(script)
}

/// Answers a script that asks; says whether one did.
///
/// # Errors
/// The script asks for a shell that is not known, or nobody reads the answer.
pub(crate) fn answer(line: fn() -> Command, arguments: &[OsString]) -> clap::error::Result<bool> {
    // Whoever completes is not told by whom: the library takes the variable away.
    ASKING.get_or_init(|| text_of(VARIABLE));
    let asked = CompleteEnv::with_factory(line).var(VARIABLE);
    asked.try_complete(arguments.iter().cloned(), None)
}

/// Functions by name, and behind a colon their qualifiers, as the argument of the program takes them.
#[must_use]
pub(crate) fn functions(current: &OsStr) -> Vec<CompletionCandidate> {
    let typed = unquoted(current);
    let names = last_listing::names().into_iter();
    names
        .filter(|name| name.starts_with(&typed) && (typed.contains(':') || !name.contains(':')))
        .map(|name| CompletionCandidate::new(written(&name)))
        .collect()
}

/// The qualifiers of the function that the line names; of all functions where it names none.
#[must_use]
pub(crate) fn qualifiers(current: &OsStr) -> Vec<CompletionCandidate> {
    let typed = unquoted(current);
    let function = function_of(std::env::args_os());
    let names = last_listing::names();
    let qualifiers = names.iter().filter_map(|name| name.split_once(':'));
    let mut qualifiers: Vec<&str> = qualifiers
        .filter(|(name, _)| function.as_deref().is_none_or(|function| function == *name))
        .map(|(_, qualifier)| qualifier)
        .filter(|qualifier| qualifier.starts_with(&typed))
        .collect();
    qualifiers.sort_unstable();
    qualifiers.dedup();
    let qualifiers = qualifiers.into_iter().map(written);
    qualifiers.map(CompletionCandidate::new).collect()
}

/// What was typed of a word, without what keeps a shell from reading something into it.
fn unquoted(current: &OsStr) -> String {
    current.to_string_lossy().replace(['\'', '"', '\\'], "")
}

/// A name as it is put into the line: quoted for the shells that put it in as it is, and would take `$LATEST` for a variable. The others
/// quote by themselves. Bash replaces what stands behind a colon alone, so that the quote can't begin before it.
fn written(name: &str) -> String {
    match ASKING.get().and_then(Option::as_deref) {
        Some("bash") => name.replace(LATEST, "'$LATEST'"),
        Some("powershell") if name.contains(LATEST) => format!("'{name}'"),
        _ => name.to_owned(),
    }
}

/// The name of the function that a line of a command names.
fn function_of(line: impl Iterator<Item = OsString>) -> Option<String> {
    let words: Vec<String> = line
        .map(|word| word.to_string_lossy().into_owned())
        .collect();
    let at = words.iter().rposition(|word| word.starts_with(FUNCTION))?;
    let named = match words.get(at)?.strip_prefix(FUNCTION)? {
        // Bash hands over the sign as a word of its own.
        "" => words.iter().skip(at + 1).find(|word| *word != "=")?,
        joined => joined.strip_prefix('=')?,
    };
    let address = FunctionAddress::parse(named).ok()?;
    Some(address.name.to_string())
}
