//! The SDK's configuration of a session, made of what options, environment and profile say.
//!
//! Knows what of the SDK is switched off, and how it is shown who signs and where the services are that give credentials. Does not know
//! whether what it finds can be used; see `session`. Nothing is sent here but what the SDK asks of the machine's own metadata service to
//! find a region, where none is named.

use std::sync::{Arc, OnceLock};

use aws_config::provider_config::ProviderConfig;
use aws_config::stalled_stream_protection::StalledStreamProtectionConfig;
use aws_config::{BehaviorVersion, SdkConfig};
use aws_credential_types::Credentials;
use aws_credential_types::provider::SharedCredentialsProvider;
use aws_smithy_types::retry::RetryConfig;
use aws_smithy_types::timeout::TimeoutConfig;
use aws_types::service_config::ServiceConfigKey;

use super::connection::{Bounds, Connection, Source};
use super::credential_order::Origin;
use super::endpoint;
use super::profile_files;
use super::role;
use super::wire::{self, Trust};
use crate::domain::failure::{Failure, FailureKind, Operation};

/// Where credentials come from by what environment and files say now; `None` where they are known already, or none are wanted.
///
/// # Errors
/// The files can't be read.
pub(super) async fn origin(connection: &Connection) -> Result<Option<Origin>, Failure> {
    match connection.credentials {
        Source::Chain => Origin::find(connection).await.map(Some),
        Source::Unsigned | Source::Fixed { .. } => Ok(None),
    }
}

/// Loads the SDK's configuration with retries off: Lasso repeats by itself, and only what may be repeated.
pub(super) async fn configuration(
    connection: &Connection,
    trust: &Arc<OnceLock<Trust>>,
    origin: Option<Origin>,
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
    if let Some(files) = profile_files::without_empty_addresses().await {
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
    match credentials(connection, &config, origin) {
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

/// The region of a configuration by a name that leads to the same endpoints.
pub(super) fn region_again(config: &SdkConfig) -> Option<String> {
    let region = config.region()?;
    Some(match config.use_fips() {
        Some(true) => format!("{region}-fips"),
        Some(false) | None => region.to_string(),
    })
}

/// Who gives the credentials; nobody where requests go out unsigned.
fn credentials(
    connection: &Connection,
    config: &SdkConfig,
    origin: Option<Origin>,
) -> Option<SharedCredentialsProvider> {
    match &connection.credentials {
        Source::Unsigned => None,
        Source::Chain => {
            // Where an option names Lambda's address, the SDK takes those of all others that are configured, also those to pass over.
            let are_ignored =
                endpoint::are_ignored(of_profile(config, endpoint::IGNORED).as_deref());
            let endpoint = |service: &str| {
                configured(config, service, "AWS_ENDPOINT_URL", "endpoint_url")
                    .filter(|_| !are_ignored)
            };
            Some(origin?.provider(connection, config, endpoint))
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

/// How the services are asked that give credentials; `has_address`: that of STS is named.
pub(super) fn around(config: &SdkConfig, has_address: bool) -> ProviderConfig {
    let region = if has_address {
        config.region().cloned()
    } else {
        role::region_of_sts(config)
    };
    let mut provider = ProviderConfig::without_region()
        .with_region(region)
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
pub(super) fn configured(
    config: &SdkConfig,
    service: &str,
    variable: &str,
    key: &str,
) -> Option<String> {
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
pub(super) fn of_profile(config: &SdkConfig, key: &str) -> Option<String> {
    const NO_VARIABLE: &str = "";
    configured(config, "Lambda", NO_VARIABLE, key)
}

/// The failure of what is set up wrongly.
pub(super) fn setup(sentence: String) -> Failure {
    Failure::new(FailureKind::Setup, Operation::OpenSession, sentence)
}
