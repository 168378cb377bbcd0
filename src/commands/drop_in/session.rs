//! The session of a command: where it is sent, found where the AWS CLI looks, which is not everywhere where the SDK does.
//!
//! Knows variables and keys of the AWS CLI, and what it says where no session can be opened. Does not know what is sent.

use super::answer::Moments;
use super::beyond::explain;
use super::command_line::named;
use super::output::{FORMATS, Format, python};
use super::problem::{self, Problem};
use super::retries;
use crate::aws::{
    self, BrokenChain, Client, Connection, DEFAULT_PROFILE, NamedEndpoint, Profile, RegionNames,
    Source,
};
use crate::commands::environment::{is_set, value_of};
use crate::domain::call::SessionFacts;
use crate::domain::failure::{Failure, FailureKind};
use crate::domain::place::Region;
use crate::domain::words::without_passwords;

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
pub(super) async fn open(mut connection: Connection, explains: bool) -> Result<Session, Problem> {
    let (profile, moments) = profile(&connection, explains).await?;
    let of_profile = |key: &str| {
        let value = profile.as_ref()?.get(key)?;
        Some(value.to_owned())
    };
    connection.region = connection
        .region
        .or_else(|| value_of("AWS_DEFAULT_REGION"))
        .or_else(|| of_profile("region"));
    // In the order of the AWS CLI, which decides which of two mistakes is told. An empty name is none that it complains of.
    let named = connection.region.as_deref();
    check_region_name(named.filter(|region| !region.is_empty()))?;
    check_credentials(&connection, profile.as_ref())?;
    let mode = retries::defaults_mode(of_profile("defaults_mode"))?;
    let ignores_endpoints = profile.as_ref().and_then(Profile::ignores_endpoints);
    let endpoint = connection.named_endpoint(ignores_endpoints);
    refuse_no_region(&connection, &endpoint)?;
    let typed_attempts = retries::attempts(mode, of_profile)?;
    check_endpoint(&endpoint)?;
    connection.typed_attempts = typed_attempts;
    connection.region_names = RegionNames::Any;
    let format = value_of("AWS_DEFAULT_OUTPUT")
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
pub(super) async fn check_profile(connection: &Connection, explains: bool) -> Result<(), Problem> {
    profile(connection, explains).await.map(drop)
}

/// Finds the profile, and how it wants moments told. A variable that is empty names a profile, which is nowhere: whoever lost its value
/// shall not write with another profile.
async fn profile(
    connection: &Connection,
    explains: bool,
) -> Result<(Option<Profile>, Moments), Problem> {
    let named = connection.profile.as_deref();
    let name = named.unwrap_or(DEFAULT_PROFILE);
    let profile = Profile::read(name).await.map_err(told)?;
    if profile.is_none() && named.is_some() {
        let line = format!("The config profile ({name}) could not be found");
        return Err(if explains && !name.is_empty() {
            explain::no_profile(&line, &aws::missing_profile(name).await)
        } else {
            Problem::Line(line)
        });
    }
    let moments = profile
        .as_ref()
        .and_then(|profile| profile.get("cli_timestamp_format"));
    let moments = Moments::named(moments).map_err(Problem::Line)?;
    Ok((profile, moments))
}

/// Refuses where no region is named. One whose name is empty leads to no endpoint of AWS; another endpoint may take it from the AWS
/// CLI, but nothing can be signed for it here.
fn refuse_no_region(connection: &Connection, endpoint: &NamedEndpoint<'_>) -> Result<(), Problem> {
    let is_named = matches!(endpoint, NamedEndpoint::At(_));
    match connection.region.as_deref() {
        Some("") if !is_named => Err(Problem::Line(
            "Invalid endpoint: https://lambda..amazonaws.com".to_owned(),
        )),
        Some("") | None => Err(problem::no_region()),
        Some(_) => Ok(()),
    }
}

/// Refuses what the AWS CLI does not take for the name of a region.
fn check_region_name(region: Option<&str>) -> Result<(), Problem> {
    match region {
        Some(region) if Region::of_label(region).is_none() => Err(Problem::Line(format!(
            "Provided region_name '{region}' doesn't match a supported format."
        ))),
        Some(_) | None => Ok(()),
    }
}

/// Refuses an address without a scheme or a host.
fn check_endpoint(endpoint: &NamedEndpoint<'_>) -> Result<(), Problem> {
    let NamedEndpoint::At(url) = endpoint else {
        return Ok(());
    };
    let (scheme, rest) = url.split_once("://").unwrap_or_default();
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let host = authority.rsplit('@').next().unwrap_or_default();
    if host.is_empty() || host.contains(char::is_whitespace) {
        let url = without_passwords(url);
        return Err(Problem::Line(format!("Invalid endpoint: {url}")));
    }
    if !matches!(scheme, "http" | "https") {
        return Err(Problem::Line(format!(
            "An HTTP Client raised an unhandled exception: Not supported URL scheme {scheme}"
        )));
    }
    Ok(())
}

/// Refuses half of the environment's credentials, and a profile whose role has no source.
fn check_credentials(connection: &Connection, profile: Option<&Profile>) -> Result<(), Problem> {
    const SECRET: &str = "AWS_SECRET_ACCESS_KEY";
    if !matches!(connection.credentials, Source::Chain) {
        return Ok(());
    }
    let is_environment_first = connection.profile.is_none() || connection.environment_first;
    if is_environment_first && is_set("AWS_ACCESS_KEY_ID") {
        return if is_set(SECRET) {
            Ok(())
        } else {
            Err(Problem::Line(format!(
                "Partial credentials found in env, missing: {SECRET}"
            )))
        };
    }
    match profile.and_then(Profile::broken_chain) {
        Some(broken) => Err(Problem::Line(of_chain(broken))),
        None => Ok(()),
    }
}

fn of_chain(broken: &BrokenChain) -> String {
    match broken {
        BrokenChain::NoSource { profile, source } => format!(
            "The source_profile \"{source}\" referenced in the profile \"{profile}\" does not exist."
        ),
        BrokenChain::Loop { source, visited } => {
            let visited: Vec<String> = visited.iter().map(|name| python::quoted(name)).collect();
            format!(
                "Infinite loop in credential configuration detected. Attempting to load from profile {source} which has already been \
                 visited. Visited profiles: [{}]",
                visited.join(", ")
            )
        }
        BrokenChain::Unsaid => {
            "Partial credentials found in assume-role, missing: source_profile or credential_source"
                .to_owned()
        }
        BrokenChain::Both { profile } => {
            format!("The profile \"{profile}\" contains both source_profile and credential_source.")
        }
        BrokenChain::NoKind { profile, kind } => format!(
            "The credential source \"{kind}\" referenced in profile \"{profile}\" is not valid."
        ),
        BrokenChain::Empty { source } => {
            format!("The source profile \"{source}\" must have credentials.")
        }
    }
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
