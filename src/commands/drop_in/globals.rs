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
use crate::domain::aws_options::{self, CommandOption};
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
        let text = |option: &CommandOption| {
            let value = parsed.value(option).map(str::to_owned);
            // Here an empty value is none.
            value.filter(|value| !value.is_empty())
        };
        let query = match parsed.value(&aws_options::QUERY) {
            None => None,
            Some(expression) => {
                let read = Query::read(expression);
                Some(read.map_err(|problem| Problem::Line(problem.to_string()))?)
            }
        };
        let endpoint_url = parsed
            .value(&aws_options::ENDPOINT_URL)
            .map(endpoint)
            .transpose()?;
        let attempt = timeout(parsed, &aws_options::CLI_READ_TIMEOUT)?;
        let connect = timeout(parsed, &aws_options::CLI_CONNECT_TIMEOUT)?;
        let connection = Connection {
            region: text(&aws_options::REGION),
            endpoint_url,
            read_only: parsed.has(&aws_options::READ_ONLY),
            bounds: Bounds {
                connect: connect.duration("connect")?,
                attempt: attempt.duration("read")?,
                ..Bounds::default()
            },
            credentials: if parsed.has(&aws_options::NO_SIGN_REQUEST) {
                Source::Unsigned
            } else {
                Source::Chain
            },
            ca_bundle: text(&aws_options::CA_BUNDLE).map(PathBuf::from),
            verify_certificates: !parsed.has(&aws_options::NO_VERIFY_SSL),
            ..Connection::new(SESSION).with_profile(text(&aws_options::PROFILE))
        };
        Ok(Self {
            connection,
            paginates: !parsed.has(&aws_options::NO_PAGINATE),
            format: parsed
                .value(&aws_options::OUTPUT)
                .and_then(|name| named(&FORMATS, name)),
            query,
            color: parsed
                .value(&aws_options::COLOR)
                .and_then(|name| named(&COLORS, name))
                .unwrap_or(Color::Auto),
            debug: parsed.has(&aws_options::DEBUG),
            dry_run: parsed.has(&aws_options::DRY_RUN),
            if_last_modified: parsed
                .value(&aws_options::IF_LAST_MODIFIED)
                .map(Moment::parse)
                .transpose()?,
            explain: parsed.has(&aws_options::EXPLAIN),
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

fn timeout(parsed: &Parsed, option: &CommandOption) -> Result<Seconds, Problem> {
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
