//! The text of the profile files, as far as the SDK's own reader hides it or falls over it.
//!
//! Knows how the files are found, whether they are text, whose profiles their sections name, which sections of addresses they have, and where an empty address stands, which
//! is none to the AWS CLI: the SDK takes it for one and panics over it at the first request, be it its own, with which it assumes a role
//! or signs on. Does not know profiles, see `profile`, what an address may be, nor the environment's: the program starts anew without a
//! variable that is empty.

use std::path::PathBuf;

use aws_runtime::env_config::file::{EnvConfigFileKind, EnvConfigFiles};
use aws_types::os_shim_internal::{Env, Fs};

use super::profile::DEFAULT_PROFILE;

/// The key of an address, in a profile and for one service.
const KEY: &str = "endpoint_url";

/// What the SDK takes for a blank.
const BLANKS: [char; 2] = [' ', '\t'];

/// What a line begins with that is a comment.
const COMMENTS: [char; 2] = ['#', ';'];

/// What a comment begins with behind a value.
const BEHIND: [&str; 4] = [" #", " ;", "\t#", "\t;"];

/// The profile files, and for each the variable that names another; the second says more of a profile than the first.
const FILES: [(EnvConfigFileKind, &str, &str); 2] = [
    (
        EnvConfigFileKind::Config,
        "AWS_CONFIG_FILE",
        "~/.aws/config",
    ),
    (
        EnvConfigFileKind::Credentials,
        "AWS_SHARED_CREDENTIALS_FILE",
        "~/.aws/credentials",
    ),
];

/// What the SDK shall read in place of the profile files; `None` where it may read them as they are.
pub(super) async fn without_empty_addresses() -> Option<EnvConfigFiles> {
    let mut files = EnvConfigFiles::builder();
    let mut is_any_empty = false;
    for (kind, variable, usual) in FILES {
        let contents = contents(variable, usual).await;
        let without = without_empty(&contents);
        is_any_empty |= without.is_some();
        files = files.with_contents(kind, without.unwrap_or(contents));
    }
    is_any_empty.then(|| files.build())
}

/// Which profile file is no text, and where: the SDK passes over the whole of it, and would sign with what is left.
pub(super) async fn no_text() -> Option<String> {
    for (_, variable, usual) in FILES {
        let path = path(variable, usual);
        let bytes = Fs::real().read_to_end(&path).await.unwrap_or_default();
        if let Err(problem) = std::str::from_utf8(&bytes) {
            let before = bytes.iter().take(problem.valid_up_to());
            let line = before.filter(|byte| **byte == b'\n').count() + 1;
            return Some(format!("line {line} of {} is not UTF-8", path.display()));
        }
    }
    None
}

/// The line of a section.
pub(super) struct Heading {
    /// The file in which it stands.
    pub(super) file: PathBuf,
    /// Whose profile begins there, without quotes around the name; `None` where it begins something else.
    pub(super) profile: Option<String>,
}

/// The lines of sections of both files, among them those that the SDK passes over.
pub(super) async fn headings() -> Vec<Heading> {
    let mut headings = Vec::new();
    for (kind, variable, usual) in FILES {
        let contents = contents(variable, usual).await;
        let is_config = matches!(kind, EnvConfigFileKind::Config);
        headings.extend(sections(&contents).map(|section| Heading {
            file: path(variable, usual),
            profile: profile_of(section, is_config).map(str::to_owned),
        }));
    }
    headings
}

/// What stands in the brackets of each section.
fn sections(contents: &str) -> impl Iterator<Item = &str> {
    contents.lines().filter_map(|line| {
        let (section, _) = line.trim().strip_prefix('[')?.split_once(']')?;
        Some(section.trim())
    })
}

/// The profile that a section is of: in the config file each but the default one says that it is a profile.
fn profile_of(section: &str, is_config: bool) -> Option<&str> {
    let prefixed = section.strip_prefix("profile");
    let name = match prefixed.filter(|rest| is_config && rest.starts_with(BLANKS)) {
        Some(name) => name.trim_matches(BLANKS),
        None if is_config => Some(section).filter(|section| *section == DEFAULT_PROFILE)?,
        None => section,
    };
    let mut quotes = ['"', '\''].into_iter();
    let unquoted = quotes.find_map(|quote| name.strip_prefix(quote)?.strip_suffix(quote));
    Some(unquoted.unwrap_or(name))
}

/// Says whether the config file has addresses of services under a name.
pub(super) async fn has_services(name: &str) -> bool {
    let [(_, variable, usual), _] = FILES;
    let contents = contents(variable, usual).await;
    let mut services = sections(&contents).filter_map(|section| section.strip_prefix("services"));
    services.any(|of| of.trim_matches(BLANKS) == name && of.starts_with(BLANKS))
}

/// What stands in a file; one that can't be read is empty, as it is to the SDK.
async fn contents(variable: &str, usual: &str) -> String {
    let bytes = Fs::real().read_to_end(path(variable, usual)).await;
    String::from_utf8(bytes.unwrap_or_default()).unwrap_or_default()
}

/// Where a file is.
fn path(variable: &str, usual: &str) -> PathBuf {
    let environment = Env::real();
    let path = environment.get(variable);
    let path = path.unwrap_or_else(|_| usual.to_owned());
    match (path.strip_prefix("~/"), environment.get("HOME")) {
        (Some(within), Ok(home)) => PathBuf::from(home).join(within),
        (_, Err(_)) | (None, _) => PathBuf::from(path),
    }
}

/// The text of a profile file with a blank line in place of each empty address, so that every line keeps its number; `None` where there is
/// no such address.
fn without_empty(contents: &str) -> Option<String> {
    let lines: Vec<&str> = contents.lines().collect();
    let mut kept = Vec::with_capacity(lines.len());
    // Whether an indented line is a key of its own, not more of the value before it.
    let mut is_nested = false;
    let mut rest = lines.as_slice();
    while let [line, following @ ..] = rest {
        let read = key_and_value(line);
        let is_further = line.starts_with(BLANKS);
        let is_whole = if is_further {
            is_nested
        } else {
            !continues(following)
        };
        let is_empty =
            read.is_some_and(|(key, value)| key.eq_ignore_ascii_case(KEY) && value.is_empty());
        kept.push(if is_empty && is_whole { "" } else { line });
        if !is_further && !is_skipped(line) {
            is_nested = read.is_some_and(|(_, value)| value.is_empty());
        }
        rest = following;
    }
    (kept != lines).then(|| kept.join("\n"))
}

/// A line's key with its value, without what is a comment behind them.
fn key_and_value(line: &str) -> Option<(&str, &str)> {
    let comments = BEHIND.iter().filter_map(|mark| line.find(mark));
    let line = line.get(..comments.min().unwrap_or(line.len()))?;
    let (key, value) = line.split_once('=')?;
    Some((key.trim_matches(BLANKS), value.trim_matches(BLANKS)))
}

/// Says whether the SDK passes over a line.
fn is_skipped(line: &str) -> bool {
    line.starts_with(COMMENTS) || line.trim_matches(BLANKS).is_empty()
}

/// Says whether the first line that counts belongs to the one before it.
fn continues(lines: &[&str]) -> bool {
    let first = lines.iter().find(|line| !is_skipped(line));
    first.is_some_and(|line| line.starts_with(BLANKS))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_empty_address_leaves_a_blank_line() {
        for (contents, expected) in [
            (
                "[default]\nendpoint_url =\nregion = eu-west-1",
                "[default]\n\nregion = eu-west-1",
            ),
            ("[default]\nEndpoint_URL=\t # none\n", "[default]\n"),
            (
                "[services s]\nsts =\n# of the office\n  endpoint_url = \nlambda =\n  endpoint_url = http://l",
                "[services s]\nsts =\n# of the office\n\nlambda =\n  endpoint_url = http://l",
            ),
            (
                "[a]\nendpoint_url =\n\n# more\n[b]\nendpoint_url = http://b",
                "[a]\n\n\n# more\n[b]\nendpoint_url = http://b",
            ),
        ] {
            assert_eq!(without_empty(contents).as_deref(), Some(expected));
        }
    }

    #[test]
    fn a_section_names_a_profile_as_its_file_has_it() {
        for (section, in_config, in_credentials) in [
            ("default", Some("default"), Some("default")),
            ("profile my ops", Some("my ops"), Some("profile my ops")),
            (
                "profile \"my ops\"",
                Some("my ops"),
                Some("profile \"my ops\""),
            ),
            (
                "profile\t'o\"brien'",
                Some("o\"brien"),
                Some("profile\t'o\"brien'"),
            ),
            ("o'brien", None, Some("o'brien")),
            ("\"a\"", None, Some("a")),
            ("profiles", None, Some("profiles")),
        ] {
            assert_eq!(profile_of(section, true), in_config, "{section}");
            assert_eq!(profile_of(section, false), in_credentials, "{section}");
        }
    }

    #[test]
    fn every_other_line_stays() {
        for contents in [
            "",
            "[a]\nendpoint_url = http://a\n",
            "[a]\nregion =\nendpoint_url_of =\n",
            "[a]\n# endpoint_url =\n",
            // More of the value before it, which is no address.
            "[a]\ncredential_process = get\n  endpoint_url =\n",
            // Empty only in its first line.
            "[a]\nendpoint_url =\n  http://a\n",
        ] {
            assert_eq!(without_empty(contents), None, "{contents}");
        }
    }
}
