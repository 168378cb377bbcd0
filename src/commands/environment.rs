//! The environment and the clock, as far as commands read them themselves.
//!
//! Knows variables. Does not know AWS's own: those are the SDK's, but for the profile that the header names.

use std::env;
use std::ffi::{OsStr, OsString};
use std::fmt;
use std::io;
use std::os::unix::process::CommandExt;
use std::path::PathBuf;
use std::process::Command;

use jiff::Timestamp;

use super::arguments::{Color, ScreenArguments};
use crate::view::abilities::Abilities;
use crate::view::ascii::Characters;

/// The variables that name the locale of characters; the first that says something counts.
const LOCALE: [&str; 3] = ["LC_ALL", "LC_CTYPE", "LANG"];

/// Says whether a variable has a value.
pub(super) fn is_set(variable: &str) -> bool {
    text_of(variable).is_some()
}

/// The value of a variable that has one.
pub(super) fn text_of(variable: &str) -> Option<String> {
    value_of(variable).filter(|value| !value.is_empty())
}

/// The value of a variable that is there, which may be empty.
#[expect(
    clippy::disallowed_methods,
    reason = "the commands read the environment"
)]
pub(super) fn value_of(variable: &str) -> Option<String> {
    Some(env::var_os(variable)?.to_string_lossy().into_owned())
}

/// What of the environment the SDK would take for something else than it is to the AWS CLI.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Misleading {
    /// The variables of which it must not know.
    variables: Vec<OsString>,
    /// The home of whoever starts this, where no variable names it, as from a timer of the system.
    home: Option<PathBuf>,
}

impl Misleading {
    /// Looks for it; `None` where all is well. The SDK takes an empty region, profile or address for one, and panics over the address; it
    /// asks at an address for credentials although all of them are to be passed over; and it looks for no home but in the variable. The
    /// commands of the AWS CLI read the names of profile and region themselves, since there an empty one counts.
    #[expect(clippy::disallowed_methods, reason = "the SDK reads all of them")]
    pub(super) fn found(is_drop_in: bool) -> Option<Self> {
        let ignored = value_of("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS");
        let are_ignored = ignored.is_some_and(|said| said.eq_ignore_ascii_case("true"));
        let misleads = |name: &OsStr, value: &OsStr| {
            let Some(name) = name.to_str() else {
                return false;
            };
            if name.starts_with("AWS_ENDPOINT_URL") {
                value.is_empty() || are_ignored
            } else {
                value.is_empty() && name.starts_with("AWS_") && !is_drop_in
            }
        };
        let variables: Vec<OsString> = env::vars_os()
            .filter(|(name, value)| misleads(name, value))
            .map(|(name, _)| name)
            .collect();
        let home = match env::var_os(HOME) {
            Some(_) => None,
            None => env::home_dir(),
        };
        (!variables.is_empty() || home.is_some()).then_some(Self { variables, home })
    }

    /// Starts this program anew without it, in the same process; comes back only with why that is not possible. The SDK reads the
    /// environment by itself, and nothing of it can be changed from within without `unsafe`.
    #[expect(
        clippy::disallowed_methods,
        reason = "the program that is started is this one"
    )]
    pub(super) fn start_again_without(&self, arguments: &[OsString]) -> io::Error {
        let program = match env::current_exe() {
            Ok(program) => program,
            Err(error) => return error,
        };
        let mut command = Command::new(program);
        if let Some((name, arguments)) = arguments.split_first() {
            command.arg0(name).args(arguments);
        }
        for variable in &self.variables {
            command.env_remove(variable);
        }
        if let Some(home) = &self.home {
            command.env(HOME, home);
        }
        command.exec()
    }
}

impl fmt::Display for Misleading {
    /// Prints the names of the variables.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let home = self.home.as_ref().map(|_| OsStr::new(HOME));
        let variables = self.variables.iter().map(OsString::as_os_str);
        let names: Vec<&OsStr> = variables.chain(home).collect();
        names.join(OsStr::new(", ")).display().fmt(formatter)
    }
}

/// The variable that names the home.
const HOME: &str = "HOME";

/// What time it is.
#[expect(
    clippy::disallowed_methods,
    reason = "the start is stamped as every message is, and so is what is read without a screen"
)]
pub(super) fn now() -> Timestamp {
    Timestamp::now()
}

/// What the terminal shows: where nobody says otherwise, colours unless `NO_COLOR` has a value (no-color.org).
pub(super) fn abilities(arguments: &ScreenArguments) -> Abilities {
    Abilities {
        characters: characters(arguments),
        colours: match arguments.color {
            Color::On => true,
            Color::Off => false,
            Color::Auto => !is_set("NO_COLOR"),
        },
    }
}

/// The characters that the terminal shows, as the arguments or else the locale says.
pub(super) fn characters(arguments: &ScreenArguments) -> Characters {
    if arguments.ascii {
        return Characters::Ascii;
    }
    of_locale(LOCALE.into_iter().find_map(text_of).as_deref())
}

/// Where no locale is set at all it is that of C, which is ASCII.
fn of_locale(locale: Option<&str>) -> Characters {
    let locale = locale.unwrap_or_default().to_ascii_lowercase();
    if ["utf-8", "utf8"].iter().any(|name| locale.contains(name)) {
        Characters::Unicode
    } else {
        Characters::Ascii
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_locale_that_names_utf_8_has_more_than_ascii() {
        for locale in ["C.UTF-8", "en_IE.utf8", "de_DE.UTF8@euro", "UTF-8"] {
            assert_eq!(of_locale(Some(locale)), Characters::Unicode, "{locale}");
        }
        for locale in ["C", "POSIX", "en_US.ISO-8859-1", "de_DE@euro", "en_US"] {
            assert_eq!(of_locale(Some(locale)), Characters::Ascii, "{locale}");
        }
        assert_eq!(of_locale(None), Characters::Ascii);
    }
}
