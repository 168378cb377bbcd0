//! The session of a command: where it is sent, found where the AWS CLI looks, which is not everywhere where the SDK does.
//!
//! Knows variables and keys of the AWS CLI, and what it says where no session can be opened. Does not know what is sent.

use super::answer::Moments;
use super::command_line::named;
use super::output::{FORMATS, Format};
use super::problem::{self, Problem};
use crate::aws::{self, Client, Connection, DEFAULT_PROFILE, Profile, Source};
use crate::commands::environment::{is_set, text_of};
use crate::domain::call::SessionFacts;
use crate::domain::failure::{Failure, FailureKind};

/// An open session.
#[derive(Debug)]
pub(super) struct Session {
    pub(super) client: Client,
    pub(super) facts: SessionFacts,
    /// How answers are printed where the command line does not say: the name, where it is no format.
    pub(super) format: Result<Format, String>,
    pub(super) moments: Moments,
}

/// Opens a session.
///
/// # Errors
/// What is missing or wrong, in the AWS CLI's words where it has some.
pub(super) async fn open(mut connection: Connection) -> Result<Session, Problem> {
    let (profile, moments) = profile(&mut connection).await?;
    let of_profile = |key: &str| {
        let value = profile.as_ref()?.get(key)?;
        Some(value.to_owned())
    };
    connection.region = connection
        .region
        .or_else(|| text_of("AWS_DEFAULT_REGION"))
        .or_else(|| of_profile("region"));
    check_region(connection.region.as_deref())?;
    check_endpoint(&connection)?;
    check_environment(&connection)?;
    let format = text_of("AWS_DEFAULT_OUTPUT")
        .or_else(|| of_profile("output"))
        .map_or(Ok(Format::Json), |name| format(&name));
    let (client, facts) = aws::open(connection).await.map_err(told)?;
    Ok(Session {
        client,
        facts,
        format,
        moments,
    })
}

/// Looks whether the profile is there, where nothing is sent.
///
/// # Errors
/// It is not.
pub(super) async fn check_profile(mut connection: Connection) -> Result<(), Problem> {
    profile(&mut connection).await.map(drop)
}

/// Finds the profile, and how it wants moments told. The AWS CLI has a variable for it that the SDK does not know.
async fn profile(connection: &mut Connection) -> Result<(Option<Profile>, Moments), Problem> {
    let by_variable = text_of("AWS_DEFAULT_PROFILE");
    let name = connection
        .profile
        .clone()
        .or_else(|| by_variable.clone())
        .or_else(|| text_of("AWS_PROFILE"))
        .unwrap_or_else(|| DEFAULT_PROFILE.to_owned());
    let profile = Profile::read(&name).await.map_err(told)?;
    if profile.is_none() && name != DEFAULT_PROFILE {
        return Err(Problem::Line(format!(
            "The config profile ({name}) could not be found"
        )));
    }
    if connection.profile.is_none() {
        connection.environment_first = by_variable.is_some();
        connection.profile = by_variable;
    }
    let moments = profile
        .as_ref()
        .and_then(|profile| profile.get("cli_timestamp_format"));
    let moments = Moments::named(moments).map_err(Problem::Line)?;
    Ok((profile, moments))
}

/// What the AWS CLI takes for the name of a region, and nothing to sign for without one.
fn check_region(region: Option<&str>) -> Result<(), Problem> {
    const LONGEST: usize = 63;
    let Some(region) = region else {
        return Err(problem::no_region());
    };
    let is_of_letters = region
        .chars()
        .all(|letter| letter.is_ascii_alphanumeric() || letter == '-');
    let is_number = region.chars().all(|letter| letter.is_ascii_digit());
    let is_fine = is_of_letters
        && !is_number
        && region.len() <= LONGEST
        && !region.starts_with('-')
        && !region.ends_with('-');
    if is_fine {
        return Ok(());
    }
    Err(Problem::Line(format!(
        "Provided region_name '{region}' doesn't match a supported format."
    )))
}

/// Refuses an address without a host.
fn check_endpoint(connection: &Connection) -> Result<(), Problem> {
    let Some(url) = connection
        .endpoint_url
        .clone()
        .or_else(|| text_of("AWS_ENDPOINT_URL_LAMBDA"))
        .or_else(|| text_of("AWS_ENDPOINT_URL"))
    else {
        return Ok(());
    };
    let (scheme, rest) = url.split_once("://").unwrap_or(("", &url));
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let host = authority.rsplit('@').next().unwrap_or_default();
    if host.is_empty() || host.contains(char::is_whitespace) {
        return Err(Problem::Line(format!("Invalid endpoint: {url}")));
    }
    if !matches!(scheme, "http" | "https") {
        return Err(Problem::Line(format!(
            "An HTTP Client raised an unhandled exception: Not supported URL scheme {scheme}"
        )));
    }
    Ok(())
}

/// Refuses half of the environment's credentials.
fn check_environment(connection: &Connection) -> Result<(), Problem> {
    const SECRET: &str = "AWS_SECRET_ACCESS_KEY";
    let uses_environment = matches!(connection.credentials, Source::Chain)
        && (connection.profile.is_none() || connection.environment_first);
    if uses_environment && is_set("AWS_ACCESS_KEY_ID") && !is_set(SECRET) {
        return Err(Problem::Line(format!(
            "Partial credentials found in env, missing: {SECRET}"
        )));
    }
    Ok(())
}

fn format(name: &str) -> Result<Format, String> {
    named(&FORMATS, name).ok_or_else(|| format!("Unknown output type: {name}"))
}

fn told(failure: Failure) -> Problem {
    if failure.kind == FailureKind::NoRegion {
        return problem::no_region();
    }
    Problem::Line(failure.sentence)
}
