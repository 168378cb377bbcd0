//! `lasso man`: the manual page, made from the command line that the program reads and from its table of keys.
//!
//! Knows which sections it has. Does not know the options, the keys or their words.

use std::io::{self, Write};

use clap::Command;
use clap_mangen::Man;
use clap_mangen::roff::{Roff, bold, roman};

use crate::app::help;

/// What the program leaves behind when it ends, and what it means.
const ENDINGS: [(&str, &str); 8] = [
    ("0", "it did what was asked; the screens were left"),
    (
        "1",
        "it could not; of the screens: the outcome of a write is unknown, or a write can still arrive",
    ),
    (
        "2",
        "an option is missing, unclear or without its value; the screens without a terminal",
    ),
    (
        "3",
        "the commands of the AWS CLI with --dry-run: there is nothing to change",
    ),
    (
        "4",
        "the commands of the AWS CLI with --if-last-modified: the configuration was touched since, nothing was sent",
    ),
    ("101", "it has a defect and says where"),
    (
        "129, 131, 143",
        "it was ended by SIGHUP, SIGQUIT or SIGTERM, and no write is open",
    ),
    (
        "255",
        "the commands of the AWS CLI: AWS refused it, or nothing could be sent",
    ),
];

/// What it reads of its environment, and what for.
const VARIABLES: [(&str, &str); 12] = [
    (
        "AWS_DEFAULT_PROFILE, AWS_PROFILE, AWS_CONFIG_FILE, AWS_SHARED_CREDENTIALS_FILE",
        "profile, the first before the second, and files, as the AWS CLI",
    ),
    (
        "AWS_REGION, AWS_DEFAULT_REGION",
        "region, the first before the second; the commands of the AWS CLI read the second alone",
    ),
    (
        "AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN",
        "credentials; which of several sources counts is decided in the order of the AWS CLI",
    ),
    (
        "AWS_WEB_IDENTITY_TOKEN_FILE, AWS_ROLE_ARN, AWS_ROLE_SESSION_NAME",
        "credentials of a role, which is assumed with the token in the file",
    ),
    (
        "AWS_ENDPOINT_URL, AWS_ENDPOINT_URL_LAMBDA, AWS_ENDPOINT_URL_STS, AWS_ENDPOINT_URL_SSO, AWS_ENDPOINT_URL_SSO_OIDC, AWS_IGNORE_CONFIGURED_ENDPOINT_URLS",
        "another endpoint",
    ),
    (
        "AWS_STS_REGIONAL_ENDPOINTS",
        "legacy asks the STS of all regions, for those for which the AWS CLI asks it",
    ),
    (
        "AWS_CA_BUNDLE, HTTPS_PROXY, HTTP_PROXY, NO_PROXY",
        "certificates to trust, and the way there",
    ),
    (
        "AWS_MAX_ATTEMPTS, AWS_RETRY_MODE, AWS_DEFAULTS_MODE",
        "how often the commands of the AWS CLI send again what was throttled",
    ),
    (
        "AWS_DEFAULT_OUTPUT",
        "how the commands of the AWS CLI print an answer, where --output does not say",
    ),
    ("NO_COLOR", "no colours on the screens"),
    (
        "LC_ALL, LC_CTYPE, LANG",
        "ASCII alone where the first that is set names no UTF-8",
    ),
    (
        "XDG_CACHE_HOME, HOME",
        "where the names are kept that a shell completes: lasso/last-listing in the cache",
    ),
];

/// Writes the manual in roff.
///
/// # Errors
/// Whoever reads it went away, or has no room.
pub(super) fn write(mut line: Command, to: &mut dyn Write) -> io::Result<()> {
    line.build();
    let commands: Vec<Command> = line.get_subcommands().cloned().collect();
    let page = Man::new(line);
    page.render_title(to)?;
    let mut sections = Vec::new();
    page.render_name_section(&mut sections)?;
    page.render_synopsis_section(&mut sections)?;
    page.render_description_section(&mut sections)?;
    page.render_options_section(&mut sections)?;
    let shown = commands
        .into_iter()
        .filter(|command| !command.is_hide_set());
    for command in shown {
        about(command, &mut sections)?;
    }
    keys(&mut sections)?;
    listed("ENVIRONMENT", &VARIABLES, &mut sections)?;
    listed("EXIT STATUS", &ENDINGS, &mut sections)?;
    for line in String::from_utf8_lossy(&sections).lines() {
        // What every piece of roff begins with: the page has begun.
        if !line.starts_with(".ie ") && !line.starts_with(".el ") {
            writeln!(to, "{line}")?;
        }
    }
    Ok(())
}

/// A command of the program: its sections, one level deeper than those of the page.
fn about(command: Command, to: &mut dyn Write) -> io::Result<()> {
    let mut heading = Roff::new();
    heading.control("SH", [command.get_name().to_uppercase().as_str()]);
    heading.to_writer(to)?;
    let page = Man::new(command);
    let mut sections = Vec::new();
    page.render_synopsis_section(&mut sections)?;
    page.render_description_section(&mut sections)?;
    page.render_options_section(&mut sections)?;
    let sections = String::from_utf8_lossy(&sections);
    for line in sections.lines() {
        match line.strip_prefix(".SH ") {
            Some(heading) => writeln!(to, ".SS {heading}")?,
            None => writeln!(to, "{line}")?,
        }
    }
    Ok(())
}

/// The keys, screen by screen.
fn keys(to: &mut dyn Write) -> io::Result<()> {
    let mut section = Roff::new();
    section.control("SH", ["KEYS"]);
    for (context, name) in help::PLACES {
        section.control("SS", [name]);
        for (keys, words) in help::keys(context) {
            section.control("TP", []);
            section.text([bold(keys)]);
            section.text([roman(words)]);
        }
    }
    section.to_writer(to)
}

fn listed(title: &str, rows: &[(&str, &str)], to: &mut dyn Write) -> io::Result<()> {
    let mut section = Roff::new();
    section.control("SH", [title]);
    for (left, right) in rows {
        section.control("TP", []);
        section.text([bold(*left)]);
        section.text([roman(*right)]);
    }
    section.to_writer(to)
}
