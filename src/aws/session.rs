//! Opening a session: profile, region, endpoint, credentials and certificates become one SDK configuration.
//!
//! Knows where the AWS SDK and CLI look for these. Does not know any operation. Nothing is sent here but what the SDK asks of the
//! machine's own metadata service to find a region, where none is named.

use std::borrow::Cow;
use std::path::Path;
use std::sync::{Arc, OnceLock};

use aws_config::provider_config::ProviderConfig;
use aws_config::stalled_stream_protection::StalledStreamProtectionConfig;
use aws_config::{BehaviorVersion, SdkConfig};
use aws_credential_types::Credentials;
use aws_credential_types::provider::SharedCredentialsProvider;
use aws_smithy_types::retry::RetryConfig;
use aws_smithy_types::timeout::TimeoutConfig;
use aws_types::service_config::ServiceConfigKey;
use hyper::Uri;

use super::client::Client;
use super::connection::{Bounds, Connection, RegionNames, Source};
use super::credential_order::Origin;
use super::credentials::Renewable;
use super::endpoints;
use super::profile::{self, DEFAULT_PROFILE};
use super::refusal::{Renewal, Surroundings};
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
    let (profile, origin) = match connection.credentials {
        Source::Chain => {
            let profile = check_profile(&connection).await?;
            let origin = Origin::find(&connection).await?;
            let profile = profile.filter(|_| !origin.is_environment());
            (profile, Some(origin))
        }
        Source::Unsigned => {
            check_profile(&connection).await?;
            (None, None)
        }
        Source::Fixed { .. } => (None, None),
    };
    let trust = Arc::new(OnceLock::new());
    let config = configuration(&connection, &trust).await;
    let credentials = Renewable::of(&connection, &config, &trust);
    let (client, facts) = settle(&connection, &config, (credentials, origin.as_ref(), &trust))?;
    Ok((client, SessionFacts { profile, ..facts }))
}

/// Makes a client of a loaded configuration.
fn settle(
    connection: &Connection,
    config: &SdkConfig,
    (credentials, origin, trust): (Option<Renewable>, Option<&Origin>, &OnceLock<Trust>),
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
        renewal: origin.map_or(Renewal::Elsewhere, Origin::renewal),
        source_profile: origin.and_then(Origin::source_profile).map(str::to_owned),
        ..surroundings(connection, config, &facts, sts_endpoint)
    };
    let client = Client::new(connection, config, credentials, surroundings);
    Ok((client, facts))
}

/// Looks for the profile before the SDK does: it would tell at the first request, and less plainly. `None` where there is no default
/// profile.
async fn check_profile(connection: &Connection) -> Result<Option<String>, Failure> {
    let name = named_profile(connection);
    let profiles = profile::load(name).await?;
    if let Some(profile) = profiles.get_profile(name) {
        let services = profile
            .get("services")
            .filter(|_| reads_services(connection));
        return match services {
            Some(services) if !endpoints::has_services(services).await => Err(setup(format!(
                "The profile is configured to use the services section but the \"{services}\" services configuration does not exist."
            ))),
            Some(_) | None => Ok(Some(name.to_owned())),
        };
    }
    if name == DEFAULT_PROFILE {
        return Ok(None);
    }
    let mut known: Vec<&str> = profiles.profiles().collect();
    known.sort_unstable();
    Err(
        setup(format!("There is no profile {name}.")).hint(if known.is_empty() {
            "No profile is set up: aws configure makes one.".to_owned()
        } else {
            format!("Profiles here: {}.", known.join(", "))
        }),
    )
}

/// Says whether a profile's addresses for single services count: nothing that counts before them names one. The SDK passes over a
/// section that is not there, and would ask AWS itself.
fn reads_services(connection: &Connection) -> bool {
    const BEFORE: [&str; 3] = [
        "AWS_ENDPOINT_URL_LAMBDA",
        "AWS_ENDPOINT_URL",
        "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS",
    ];
    let is_named = BEFORE
        .into_iter()
        .any(|name| profile::variable(name).is_some());
    connection.endpoint_url.is_none() && !is_named
}

/// Loads the SDK's configuration with retries off: Lasso repeats by itself, and only what may be repeated.
pub(super) async fn configuration(
    connection: &Connection,
    trust: &Arc<OnceLock<Trust>>,
) -> SdkConfig {
    let http_client = wire::http_client(trust);
    let timeouts = TimeoutConfig::builder();
    let timeouts = match connection.bounds.connect {
        Bounds::NO_LIMIT => timeouts.disable_connect_timeout(),
        limit => timeouts.connect_timeout(limit),
    };
    let mut loader = aws_config::defaults(BehaviorVersion::latest())
        .http_client(http_client)
        .timeout_config(timeouts.build())
        .retry_config(RetryConfig::disabled())
        // How long an answer may take is bounded here, its body included; the SDK would give up a slow one before.
        .stalled_stream_protection(StalledStreamProtectionConfig::disabled());
    if let Some(profile) = &connection.profile {
        loader = loader.profile_name(profile);
    }
    if let Some(files) = endpoints::profile_files().await {
        loader = loader.profile_files(files);
    }
    if let Some(region) = &connection.region {
        let (region, has_fips) = without_fips(region);
        loader = loader.region(aws_config::Region::new(region));
        if has_fips {
            loader = loader.use_fips(true);
        }
    }
    if let Some(endpoint) = &connection.endpoint_url {
        loader = loader.endpoint_url(endpoint);
    }
    // Whoever signs is found here, in the order of the AWS CLI.
    let config = with_region_of_aws(loader.no_credentials().load().await);
    match credentials(connection, &config).await {
        Some(provider) => config.into_builder().credentials_provider(provider).build(),
        None => config,
    }
}

/// A region without the mark by which some name the endpoints of FIPS 140, and whether it had one, as the AWS CLI takes it.
fn without_fips(region: &str) -> (String, bool) {
    let plain = region.replace("fips-", "").replace("-fips", "");
    let has_fips = plain != region;
    (plain, has_fips)
}

/// The same for the region that the SDK found by itself.
fn with_region_of_aws(config: SdkConfig) -> SdkConfig {
    let Some((region, true)) = config.region().map(|name| without_fips(name.as_ref())) else {
        return config;
    };
    let region = aws_config::Region::new(region);
    config.into_builder().region(region).use_fips(true).build()
}

/// Who gives the credentials; nobody where requests go out unsigned.
async fn credentials(
    connection: &Connection,
    config: &SdkConfig,
) -> Option<SharedCredentialsProvider> {
    match &connection.credentials {
        Source::Unsigned => None,
        Source::Chain => {
            let origin = Origin::find(connection).await.ok()?;
            let endpoint =
                |service: &str| configured(config, service, "AWS_ENDPOINT_URL", "endpoint_url");
            Some(origin.provider(connection, &around(config), endpoint))
        }
        Source::Fixed {
            access_key_id,
            secret_access_key,
        } => Some(SharedCredentialsProvider::new(Credentials::new(
            access_key_id,
            secret_access_key,
            None,
            None,
            "fixed",
        ))),
    }
}

/// How the services are asked that give credentials.
fn around(config: &SdkConfig) -> ProviderConfig {
    let mut provider = ProviderConfig::without_region()
        .with_region(config.region().cloned())
        .with_use_fips(config.use_fips())
        .with_use_dual_stack(config.use_dual_stack());
    if let Some(http_client) = config.http_client() {
        provider = provider.with_http_client(http_client);
    }
    if let Some(timeouts) = config.timeout_config().cloned() {
        provider = provider.with_timeout_config(timeouts);
    }
    provider
}

/// What environment or profile say of a key for a service, read by the SDK; an empty text says nothing.
fn configured(config: &SdkConfig, service: &str, variable: &str, key: &str) -> Option<String> {
    let key = ServiceConfigKey::builder()
        .service_id(service)
        .env(variable)
        .profile(key)
        .build()
        .ok()?;
    config
        .service_config()?
        .load_config(key)
        .filter(|value| !value.is_empty())
}

/// What the profile alone says of a key.
fn of_profile(config: &SdkConfig, key: &str) -> Option<String> {
    const NO_VARIABLE: &str = "";
    configured(config, "Lambda", NO_VARIABLE, key)
}

fn setup(sentence: String) -> Failure {
    Failure::new(FailureKind::Setup, Operation::OpenSession, sentence)
}

fn region(connection: &Connection, config: &SdkConfig) -> Result<Region, Failure> {
    let Some(name) = config.region().map(AsRef::as_ref) else {
        let profile = named_profile(connection);
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

fn endpoint_text<'a>(
    connection: &'a Connection,
    config: &SdkConfig,
    service: &str,
) -> Option<Cow<'a, str>> {
    let by_option = connection.endpoint_url.as_deref().map(Cow::Borrowed);
    by_option
        .or_else(|| configured(config, service, "AWS_ENDPOINT_URL", "endpoint_url").map(Cow::Owned))
}

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

fn surroundings(
    connection: &Connection,
    config: &SdkConfig,
    facts: &SessionFacts,
    sts_endpoint: Option<String>,
) -> Surroundings {
    Surroundings {
        profile: named_profile(connection).to_owned(),
        scope: facts.scope.clone(),
        lambda_endpoint: facts.endpoint.clone(),
        sts_endpoint,
        renewal: Renewal::Elsewhere,
        source_profile: None,
        asks_for_code: of_profile(config, "mfa_serial").is_some(),
        bounds: connection.bounds,
    }
}

/// The profile that credentials are looked for in.
fn named_profile(connection: &Connection) -> &str {
    let named = connection.profile.as_deref();
    named
        .filter(|name| !name.is_empty())
        .unwrap_or(DEFAULT_PROFILE)
}

#[cfg(test)]
mod tests;
