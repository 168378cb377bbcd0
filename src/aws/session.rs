//! Opening a session: profile, region, endpoint, credentials and certificates become one SDK configuration.
//!
//! Knows where the AWS SDK and CLI look for these. Does not know any operation. Nothing is sent here but what the SDK asks of the
//! machine's own metadata service to find a region, where none is named.

use std::num::NonZeroU32;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use aws_config::identity::IdentityCache;
use aws_config::profile::ProfileFileCredentialsProvider;
use aws_config::provider_config::ProviderConfig;
use aws_config::{BehaviorVersion, SdkConfig};
use aws_credential_types::Credentials;
use aws_credential_types::provider::SharedCredentialsProvider;
use aws_smithy_runtime_api::client::http::SharedHttpClient;
use aws_smithy_types::retry::RetryConfig;
use aws_smithy_types::timeout::TimeoutConfig;
use aws_types::service_config::ServiceConfigKey;
use hyper::Uri;

use super::client::Client;
use super::refusal::{Renewal, Surroundings};
use super::wire::{self, Trust};
use crate::domain::call::{SessionFacts, SessionNumber};
use crate::domain::failure::{Failure, FailureKind, Operation};
use crate::domain::place::{Region, Scope};

/// How long things may take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bounds {
    /// Opening a connection.
    pub connect: Duration,
    /// One attempt, from handing the request over to the end of its answer.
    pub attempt: Duration,
    /// Getting credentials: SSO, an assumed role, a process of the profile.
    pub credentials: Duration,
    /// A whole operation with its attempts, without its time in the queue.
    pub operation: Duration,
}

impl Default for Bounds {
    fn default() -> Self {
        Self {
            connect: Duration::from_secs(3),
            attempt: Duration::from_secs(10),
            credentials: Duration::from_secs(15),
            operation: Duration::from_secs(30),
        }
    }
}

/// Where credentials come from.
#[derive(Clone, Default)]
pub enum Source {
    /// The SDK's own chain: environment, profile, container, instance.
    #[default]
    Chain,
    /// These, for the demonstration and for tests against the simulator.
    Fixed {
        /// The access key id.
        access_key_id: String,
        /// The secret access key.
        secret_access_key: String,
    },
}

impl std::fmt::Debug for Source {
    /// Shows where credentials come from, never what they are.
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(match self {
            Self::Chain => "Chain",
            Self::Fixed { .. } => "Fixed",
        })
    }
}

/// Everything that decides where a session works and how.
#[derive(Clone, Debug)]
pub struct Connection {
    /// The number of the session.
    pub number: SessionNumber,
    /// The profile that was asked for by option. Its credentials are used even where the environment holds others, as the AWS CLI
    /// has it; `AWS_PROFILE` is found by the SDK and has no such precedence.
    pub profile: Option<String>,
    /// The region that was asked for; else that of the environment, the profile or the machine.
    pub region: Option<String>,
    /// The endpoint that was asked for; else that of the environment or the profile; else AWS's own.
    pub endpoint_url: Option<String>,
    /// Refuses every write.
    pub read_only: bool,
    /// How many requests go in a second at most.
    pub requests_per_second: NonZeroU32,
    /// How long things may take.
    pub bounds: Bounds,
    /// Where credentials come from.
    pub credentials: Source,
    /// The certificate bundle that was asked for; else that of `AWS_CA_BUNDLE` or of the profile; else the system's certificates.
    pub ca_bundle: Option<PathBuf>,
}

impl Connection {
    /// Requests in a second where nobody says otherwise: about half of what an account has for everybody.
    pub const REQUESTS_PER_SECOND: NonZeroU32 = match NonZeroU32::new(8) {
        Some(rate) => rate,
        None => NonZeroU32::MIN,
    };

    /// Describes a session that finds everything for itself, as the AWS CLI does.
    #[must_use]
    pub fn new(number: SessionNumber) -> Self {
        Self {
            number,
            profile: None,
            region: None,
            endpoint_url: None,
            read_only: false,
            requests_per_second: Self::REQUESTS_PER_SECOND,
            bounds: Bounds::default(),
            credentials: Source::Chain,
            ca_bundle: None,
        }
    }
}

/// Opens a session. Region, endpoint and certificates are settled here; credentials are first asked for by the first request.
///
/// # Errors
/// No region, an endpoint that is no address, certificates that can't be read.
pub async fn open(connection: Connection) -> Result<(Client, SessionFacts), Failure> {
    let trust = Arc::new(OnceLock::new());
    let config = configuration(&connection, &trust).await;
    let region = region(&connection, &config)?;
    let endpoint = endpoint(&connection, &config)?;
    let bundle = connection
        .ca_bundle
        .clone()
        .or_else(|| configured(&config, "AWS_CA_BUNDLE", "ca_bundle").map(PathBuf::from));
    settle_trust(&trust, bundle.as_deref(), endpoint.as_ref())?;

    let facts = SessionFacts {
        scope: Scope::of_region(region),
        warning: endpoint
            .as_ref()
            .filter(|_| matches!(connection.credentials, Source::Chain))
            .and_then(warning),
        endpoint: endpoint.map(|address| address.to_string()),
    };
    let surroundings = surroundings(&connection, &config, &facts);
    let client = Client::new(&connection, &config, surroundings);
    Ok((client, facts))
}

/// Loads the SDK's configuration with retries off: Lasso repeats by itself, and only what may be repeated.
async fn configuration(connection: &Connection, trust: &Arc<OnceLock<Trust>>) -> SdkConfig {
    let http_client = wire::http_client(trust);
    let timeouts = TimeoutConfig::builder()
        .connect_timeout(connection.bounds.connect)
        .build();
    let identities = IdentityCache::lazy().load_timeout(connection.bounds.credentials);
    let mut loader = aws_config::defaults(BehaviorVersion::latest())
        .http_client(http_client.clone())
        .timeout_config(timeouts.clone())
        .retry_config(RetryConfig::disabled())
        .identity_cache(identities.build());
    if let Some(profile) = &connection.profile {
        loader = loader.profile_name(profile);
    }
    if let Some(region) = &connection.region {
        loader = loader.region(aws_config::Region::new(region.clone()));
    }
    if let Some(endpoint) = &connection.endpoint_url {
        loader = loader.endpoint_url(endpoint);
    }
    let config = loader.load().await;
    match credentials(connection, &config, http_client, timeouts) {
        Some(provider) => config.into_builder().credentials_provider(provider).build(),
        None => config,
    }
}

/// The credentials, where it is not for the SDK's chain to find them.
fn credentials(
    connection: &Connection,
    config: &SdkConfig,
    http_client: SharedHttpClient,
    timeouts: TimeoutConfig,
) -> Option<SharedCredentialsProvider> {
    match (&connection.credentials, &connection.profile) {
        (Source::Chain, None) => None,
        // The SDK's chain would prefer the environment's credentials to those of a profile that was asked for by name.
        (Source::Chain, Some(profile)) => {
            let provider = ProviderConfig::without_region()
                .with_http_client(http_client)
                .with_timeout_config(timeouts)
                .with_region(config.region().cloned());
            Some(SharedCredentialsProvider::new(
                ProfileFileCredentialsProvider::builder()
                    .profile_name(profile)
                    .configure(&provider)
                    .build(),
            ))
        }
        (
            Source::Fixed {
                access_key_id,
                secret_access_key,
            },
            _,
        ) => Some(SharedCredentialsProvider::new(Credentials::new(
            access_key_id,
            secret_access_key,
            None,
            None,
            "fixed",
        ))),
    }
}

/// What environment or profile say of a key, read by the SDK; an empty text says nothing.
fn configured(config: &SdkConfig, variable: &str, key: &str) -> Option<String> {
    let key = ServiceConfigKey::builder()
        .service_id("Lambda")
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
    configured(config, NO_VARIABLE, key)
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
    Region::parse(name).ok_or_else(|| {
        setup(format!("\"{name}\" is not the name of a region."))
            .hint("Regions are written as eu-west-1.")
    })
}

fn endpoint(connection: &Connection, config: &SdkConfig) -> Result<Option<Uri>, Failure> {
    let text = connection
        .endpoint_url
        .clone()
        .or_else(|| configured(config, "AWS_ENDPOINT_URL", "endpoint_url"));
    let Some(text) = text else { return Ok(None) };
    text.parse()
        .ok()
        .filter(|address: &Uri| {
            address.host().is_some() && matches!(address.scheme_str(), Some("http" | "https"))
        })
        .map(Some)
        .ok_or_else(|| {
            setup(format!("The endpoint \"{text}\" is not an address."))
                .hint("Endpoints are written as http://127.0.0.1:4566 or https://example.com.")
        })
}

/// Checks the certificates before the SDK sees them. An endpoint without encryption needs none, and loading them takes time.
fn settle_trust(
    trust: &OnceLock<Trust>,
    bundle: Option<&Path>,
    endpoint: Option<&Uri>,
) -> Result<(), Failure> {
    let needed = bundle.is_some() || endpoint.is_none_or(wire::is_encrypted);
    if !needed {
        return Ok(());
    }
    let found = Trust::of(bundle).map_err(|problem| {
        setup(format!("{}.", sentence_case(&problem.to_string())))
            .hint("Certificates are taken from AWS_CA_BUNDLE, from the profile's ca_bundle, or from the system.")
    })?;
    // A second setting can't happen: each session has a cell of its own, set here alone.
    trust.get_or_init(|| found);
    Ok(())
}

fn sentence_case(text: &str) -> String {
    let mut rest = text.chars();
    rest.next()
        .map(|first| first.to_uppercase().chain(rest).collect())
        .unwrap_or_default()
}

/// What the operator should know of an endpoint to which real credentials sign requests.
fn warning(endpoint: &Uri) -> Option<String> {
    let bare = !wire::is_encrypted(endpoint) && !wire::is_loopback(endpoint);
    bare.then(|| {
        "Not encrypted: requests to this endpoint are signed, but everybody on the way can read them."
            .to_owned()
    })
}

fn surroundings(connection: &Connection, config: &SdkConfig, facts: &SessionFacts) -> Surroundings {
    Surroundings {
        profile: named_profile(connection),
        region: facts.scope.region.clone(),
        endpoint: facts.endpoint.clone(),
        renewal: renewal(connection, config),
        asks_for_code: of_profile(config, "mfa_serial").is_some(),
        bounds: connection.bounds,
    }
}

/// Finds out how the credentials are renewed, in the order in which the SDK looks for them.
fn renewal(connection: &Connection, config: &SdkConfig) -> Renewal {
    const BY_KEY: [(&str, Renewal); 4] = [
        ("sso_session", Renewal::SingleSignOn),
        ("sso_start_url", Renewal::SingleSignOn),
        ("login_session", Renewal::Login),
        ("credential_process", Renewal::Process),
    ];
    match connection.credentials {
        Source::Fixed { .. } => return Renewal::Elsewhere,
        Source::Chain => {}
    }
    if connection.profile.is_none() && is_in_environment("AWS_ACCESS_KEY_ID") {
        return Renewal::Environment;
    }
    BY_KEY
        .iter()
        .find(|(key, _)| of_profile(config, key).is_some())
        .map_or(Renewal::Elsewhere, |(_, renewal)| *renewal)
}

/// The profile that credentials are looked for in.
#[expect(
    clippy::disallowed_methods,
    reason = "names the profile in a hint, as the SDK finds it"
)]
fn named_profile(connection: &Connection) -> String {
    connection
        .profile
        .clone()
        .or_else(|| std::env::var("AWS_PROFILE").ok())
        .filter(|name| !name.is_empty())
        .unwrap_or_else(|| "default".to_owned())
}

#[expect(
    clippy::disallowed_methods,
    reason = "tells in a hint where credentials came from; the value is not looked at"
)]
fn is_in_environment(variable: &str) -> bool {
    std::env::var_os(variable).is_some_and(|value| !value.is_empty())
}
