//! Opening a session: whether profile, region, endpoint and certificates can be used, and what is to be told of them.
//!
//! Knows what a session can't be without, and what an operator should know of a connection. Does not know how these are found, see
//! `configuration`, nor any operation.

use std::borrow::Cow;
use std::path::Path;
use std::sync::{Arc, OnceLock};

use aws_config::SdkConfig;
use hyper::Uri;

use super::client::Client;
use super::configuration::{configuration, configured, of_profile, origin, setup};
use super::connection::{Connection, RegionNames, Source};
use super::credential_order::Origin;
use super::credentials::Renewable;
use super::endpoint::{IGNORED, NamedEndpoint};
use super::missing_profile::missing_profile;
use super::profile::{self, DEFAULT_PROFILE};
use super::profile_files;
use super::refusal::{Surroundings, Way};
use super::wire::{self, Trust};
use crate::domain::call::{SessionFacts, Unprotected};
use crate::domain::failure::{Failure, FailureKind, Operation};
use crate::domain::place::{Region, Scope};
use crate::domain::words;

/// Opens a session. Profile, region, endpoint and certificates are settled here; credentials are first asked for by the first
/// request.
///
/// # Errors
/// No such profile, a profile file that can't be read, no region, an endpoint that is no address, certificates that can't be used.
pub async fn open(connection: Connection) -> Result<(Client, SessionFacts), Failure> {
    let profile = match connection.credentials {
        Source::Chain | Source::Unsigned => check_profile(&connection).await?,
        Source::Fixed { .. } => None,
    };
    let origin = origin(&connection).await?;
    // The profile is told of that has a part in what signs.
    let signs = |origin: &Origin| !origin.is_environment();
    let profile = profile.filter(|_| origin.as_ref().is_some_and(signs));
    let trust = Arc::new(OnceLock::new());
    let way = origin.as_ref().map_or(Way::UNKNOWN, Origin::way);
    let config = configuration(&connection, &trust, origin).await;
    let credentials = Renewable::of(&connection, &config, &trust, way);
    let (client, facts) = settle(&connection, &config, credentials, &trust)?;
    Ok((client, SessionFacts { profile, ..facts }))
}

/// Makes a client of a loaded configuration.
fn settle(
    connection: &Connection,
    config: &SdkConfig,
    credentials: Option<Renewable>,
    trust: &OnceLock<Trust>,
) -> Result<(Client, SessionFacts), Failure> {
    let region = region(connection, config)?;
    let endpoint = endpoint(connection, config, "Lambda")?;
    let configured = configured(config, "Lambda", "AWS_CA_BUNDLE", "ca_bundle");
    let bundle = connection.ca_bundle.as_deref();
    let bundle = bundle.or(configured.as_deref().map(Path::new));
    if connection.verify_certificates {
        settle_trust(trust, bundle, endpoint.as_ref())?;
    } else {
        trust.get_or_init(|| Trust::Any);
    }

    let signs_for_real = matches!(connection.credentials, Source::Chain);
    let facts = SessionFacts {
        scope: Scope::of_region(region),
        profile: None,
        warning: warning(endpoint.as_ref(), connection.verify_certificates)
            .filter(|_| signs_for_real)
            .map(str::to_owned),
        unprotected: unprotected(endpoint.as_ref(), connection.verify_certificates),
        endpoint: endpoint.map(|endpoint| words::without_passwords(&endpoint.text)),
    };
    let sts_endpoint = endpoint_text(connection, config, "STS");
    let sts_endpoint = sts_endpoint.as_deref().map(words::without_passwords);
    let surroundings = Surroundings {
        profile: connection.named_profile().to_owned(),
        scope: facts.scope.clone(),
        lambda_endpoint: facts.endpoint.clone(),
        sts_endpoint,
        way: credentials.as_ref().map_or(Way::UNKNOWN, Renewable::way),
        asks_for_code: of_profile(config, "mfa_serial").is_some(),
        bounds: connection.bounds,
    };
    let client = Client::new(connection, config, credentials, surroundings);
    Ok((client, facts))
}

/// Looks for the profile before the SDK does: it would tell at the first request, and less plainly. `None` where there is no default
/// profile.
async fn check_profile(connection: &Connection) -> Result<Option<String>, Failure> {
    let name = connection.named_profile();
    let profiles = profile::load(name).await?;
    if let Some(profile) = profiles.get_profile(name) {
        // A section that is not there is passed over by the SDK, which would ask AWS itself.
        let named = connection.named_endpoint(profile.get(IGNORED));
        let services = profile
            .get("services")
            .filter(|_| named == NamedEndpoint::Unnamed);
        return match services {
            Some(services) if !profile_files::has_services(services).await => Err(setup(format!(
                "The profile is configured to use the services section but the \"{services}\" services configuration does not exist."
            ))),
            Some(_) | None => Ok(Some(name.to_owned())),
        };
    }
    if name == DEFAULT_PROFILE {
        return Ok(None);
    }
    Err(missing_profile(name).await)
}

fn region(connection: &Connection, config: &SdkConfig) -> Result<Region, Failure> {
    let Some(name) = config.region().map(AsRef::as_ref) else {
        let profile = connection.named_profile();
        return Err(Failure::new(
            FailureKind::NoRegion,
            Operation::OpenSession,
            "No region is set.",
        )
        .hint(format!(
            "Start with --region, set AWS_REGION, or write region = ... into profile {profile}."
        )));
    };
    let region = match connection.region_names {
        RegionNames::OfAws => Region::parse(name),
        RegionNames::Any => Region::of_label(name),
    };
    region.ok_or_else(|| {
        setup(format!("\"{name}\" is not the name of a region."))
            .hint("Regions are written as eu-west-1.")
    })
}

/// An endpoint that is not AWS's own.
struct Endpoint {
    text: String,
    address: Uri,
}

/// The address of a service, where it is not AWS's own. What is configured is read by the SDK, in the same order.
fn endpoint_text<'a>(
    connection: &'a Connection,
    config: &SdkConfig,
    service: &str,
) -> Option<Cow<'a, str>> {
    let by_option = connection.endpoint_url.as_deref().map(Cow::Borrowed);
    by_option
        .or_else(|| configured(config, service, "AWS_ENDPOINT_URL", "endpoint_url").map(Cow::Owned))
}

/// The same, taken apart.
///
/// # Errors
/// It is no address.
fn endpoint(
    connection: &Connection,
    config: &SdkConfig,
    service: &str,
) -> Result<Option<Endpoint>, Failure> {
    let Some(text) = endpoint_text(connection, config, service) else {
        return Ok(None);
    };
    let address = text.parse().ok().filter(|address: &Uri| {
        address.host().is_some() && matches!(address.scheme_str(), Some("http" | "https"))
    });
    match address {
        Some(address) => Ok(Some(Endpoint {
            text: text.into_owned(),
            address,
        })),
        None => Err(setup(format!(
            "The endpoint \"{}\" is not an address.",
            words::without_passwords(&text)
        ))
        .hint("Endpoints are written as http://127.0.0.1:4566 or https://example.com.")),
    }
}

/// Checks the certificates before the SDK sees them. An endpoint without encryption needs none, and loading them takes time.
fn settle_trust(
    trust: &OnceLock<Trust>,
    bundle: Option<&Path>,
    endpoint: Option<&Endpoint>,
) -> Result<(), Failure> {
    let needed =
        bundle.is_some() || endpoint.is_none_or(|endpoint| wire::is_encrypted(&endpoint.address));
    if !needed {
        return Ok(());
    }
    let found = Trust::of(bundle).map_err(|problem| {
        setup(words::sentence(&problem))
            .hint("Certificates are taken from AWS_CA_BUNDLE, from the profile's ca_bundle, or from the system.")
    })?;
    // A second setting can't happen: each session has a cell of its own, set here alone.
    trust.get_or_init(|| found);
    Ok(())
}

/// What the connection to an endpoint does not have. Nobody but this machine can read what stays on it; over plain HTTP there is no
/// certificate that could be verified.
fn unprotected(endpoint: Option<&Endpoint>, verified: bool) -> Option<Unprotected> {
    let address = endpoint.map(|endpoint| &endpoint.address);
    if address.is_none_or(wire::is_encrypted) {
        return (!verified).then_some(Unprotected::NotVerified);
    }
    (!address.is_some_and(wire::is_loopback)).then_some(Unprotected::NotEncrypted)
}

/// What the operator should know of an endpoint to which real credentials sign requests.
fn warning(endpoint: Option<&Endpoint>, verified: bool) -> Option<&'static str> {
    let address = endpoint.map(|endpoint| &endpoint.address);
    if address.is_some_and(wire::is_loopback) {
        return None;
    }
    unprotected(endpoint, verified).map(|unprotected| match unprotected {
        Unprotected::NotVerified => {
            "Certificates are not verified: requests are signed, but whoever answers is believed."
        }
        Unprotected::NotEncrypted => {
            "Not encrypted: requests to this endpoint are signed, but everybody on the way can read them."
        }
    })
}

#[cfg(test)]
mod tests;
