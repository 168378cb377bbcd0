//! What the options that every command has come to: where it is sent, how it is printed.
//!
//! Knows what their values mean. Does not know which there are, nor what is asked.

use std::path::PathBuf;
use std::time::Duration;

use super::beyond::untouched::Moment;
use super::command_line::{Parsed, named};
use super::output::query::Query;
use super::output::{COLORS, Color, FORMATS, Format};
use super::problem::Problem;
use super::values;
use crate::aws::{Bounds, Connection, Source};
use crate::commands::connect::SESSION;
use crate::domain::words::without_passwords;

/// What the global options come to.
#[derive(Debug)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is an option of its own on the command line"
)]
pub(super) struct Globals {
    /// Where requests go, and how.
    pub(super) connection: Connection,
    /// Whether a listing is read page by page to its end.
    pub(super) paginates: bool,
    /// How the answer is printed, where it was said.
    pub(super) format: Option<Format>,
    /// What is searched for in the answer.
    pub(super) query: Option<Query>,
    /// When tables have colours.
    pub(super) color: Color,
    /// Whether the SDK tells what it does.
    pub(super) debug: bool,
    /// Whether a change is only reviewed.
    pub(super) dry_run: bool,
    /// The moment since which nobody may have changed the configuration.
    pub(super) if_last_modified: Option<Moment>,
    /// Whether a refusal is explained.
    pub(super) explain: bool,
}

impl Globals {
    /// Takes the options of a command line, in the order in which the AWS CLI looks at them.
    ///
    /// # Errors
    /// The first whose value makes no sense.
    pub(super) fn of(parsed: &Parsed) -> Result<Self, Problem> {
        let text = |name: &str| {
            let value = parsed.value(name).map(str::to_owned);
            // Here an empty value is none.
            value.filter(|value| !value.is_empty())
        };
        let query = match parsed.value("--query") {
            None => None,
            Some(expression) => {
                let read = Query::read(expression);
                Some(read.map_err(|problem| Problem::Line(problem.to_string()))?)
            }
        };
        let endpoint_url = parsed.value("--endpoint-url").map(endpoint).transpose()?;
        let attempt = timeout(parsed, "--cli-read-timeout")?;
        let connect = timeout(parsed, "--cli-connect-timeout")?;
        let connection = Connection {
            region: text("--region"),
            endpoint_url,
            read_only: parsed.has("--read-only"),
            bounds: Bounds {
                connect: connect.duration("connect")?,
                attempt: attempt.duration("read")?,
                ..Bounds::default()
            },
            credentials: if parsed.has("--no-sign-request") {
                Source::Unsigned
            } else {
                Source::Chain
            },
            ca_bundle: text("--ca-bundle").map(PathBuf::from),
            verify_certificates: !parsed.has("--no-verify-ssl"),
            ..Connection::new(SESSION).with_profile(text("--profile"))
        };
        Ok(Self {
            connection,
            paginates: !parsed.has("--no-paginate"),
            format: parsed
                .value("--output")
                .and_then(|name| named(&FORMATS, name)),
            query,
            color: parsed
                .value("--color")
                .and_then(|name| named(&COLORS, name))
                .unwrap_or(Color::Auto),
            debug: parsed.has("--debug"),
            dry_run: parsed.has("--dry-run"),
            if_last_modified: parsed
                .value("--if-last-modified")
                .map(Moment::parse)
                .transpose()?,
            explain: parsed.has("--explain"),
        })
    }
}

/// Refuses an address that names no protocol.
fn endpoint(address: &str) -> Result<String, Problem> {
    let scheme = address.split(':').next().unwrap_or_default();
    let has_scheme = address.contains(':')
        && scheme.starts_with(|letter: char| letter.is_ascii_alphabetic())
        && scheme
            .chars()
            .all(|letter| letter.is_ascii_alphanumeric() || matches!(letter, '+' | '-' | '.'));
    if has_scheme {
        return Ok(address.to_owned());
    }
    Err(Problem::Line(format!(
        "Bad value for --endpoint-url \"{}\": scheme is missing.  Must be of the form http://<hostname>/ or https://<hostname>/",
        without_passwords(address)
    )))
}

/// The seconds that a step may take.
struct Seconds(i64);

/// What the AWS CLI waits for where nobody says otherwise.
const DEFAULT_TIMEOUT: Seconds = Seconds(60);

fn timeout(parsed: &Parsed, option: &str) -> Result<Seconds, Problem> {
    let Some(text) = parsed.value(option) else {
        return Ok(DEFAULT_TIMEOUT);
    };
    let number = values::number(text)?;
    Ok(Seconds(number.as_i64().unwrap_or_default()))
}

impl Seconds {
    fn duration(&self, step: &str) -> Result<Duration, Problem> {
        match u64::try_from(self.0) {
            Ok(0) => Ok(Bounds::NO_LIMIT),
            Ok(seconds) => Ok(Duration::from_secs(seconds)),
            Err(_) => Err(Problem::Line(format!(
                "Attempted to set {step} timeout to {}, but the timeout cannot be set to a value less than or equal to 0.",
                self.0
            ))),
        }
    }
}
