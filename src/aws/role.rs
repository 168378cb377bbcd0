//! How a role is assumed: with which credentials, and where STS is asked for it.
//!
//! Knows which address of STS counts, and which region is its own. Does not know which roles are assumed one with another, see
//! `role_chain`, nor what STS says.

use aws_config::SdkConfig;
use aws_config::sts::AssumeRoleProvider;
use aws_credential_types::Credentials;
use aws_credential_types::provider::error::CredentialsError;
use aws_credential_types::provider::{ProvideCredentials, SharedCredentialsProvider, future};
use aws_smithy_types::retry::RetryConfig;
use aws_types::region::Region;
use aws_types::service_config::LoadServiceConfig;
use aws_types::service_config::ServiceConfigKey;
use thiserror::Error;

use super::configuration::configured;
use super::profile::Files;
use super::signable::Signable;

/// A role, as a profile names it.
#[derive(Debug)]
pub(super) struct Role {
    profile: String,
    arn: String,
    session_name: Option<String>,
    external_id: Option<String>,
}

/// That a role was not assumed.
#[derive(Debug, Error)]
#[error("a role was not assumed")]
pub(super) struct OfRole {
    /// The profile that names it.
    pub(super) profile: String,
    source: CredentialsError,
}

/// Nobody says anything of a service: what is said was looked at.
#[derive(Debug)]
struct Unsaid;

impl LoadServiceConfig for Unsaid {
    fn load_config(&self, _: ServiceConfigKey<'_>) -> Option<String> {
        None
    }
}

impl Role {
    /// That of a profile.
    pub(super) fn of(files: &Files, profile: &str) -> Self {
        let text = |key: &str| files.get(profile, key).map(str::to_owned);
        Self {
            profile: profile.to_owned(),
            arn: text("role_arn").unwrap_or_default(),
            session_name: text("role_session_name"),
            external_id: text("external_id"),
        }
    }

    /// Who assumes it with what is given. `config` says how to ask; `sts` where, if that is not AWS's own.
    pub(super) fn assumed_with(
        self,
        given: Signable,
        config: &SdkConfig,
        sts: Option<String>,
    ) -> SharedCredentialsProvider {
        let mut asking = config.to_builder().retry_config(RetryConfig::standard());
        if sts.is_some() {
            // Which of AWS's own endpoints is wanted says nothing of another.
            asking.set_use_fips(None).set_use_dual_stack(None);
        } else {
            asking.set_region(region_of_sts(config));
        }
        asking
            .set_endpoint_url(sts)
            .set_service_config(Some(Unsaid));
        SharedCredentialsProvider::new(Assumed {
            role: self,
            given,
            asking: asking.build(),
        })
    }
}

/// Whoever assumes a role.
#[derive(Debug)]
struct Assumed {
    role: Role,
    given: Signable,
    asking: SdkConfig,
}

impl Assumed {
    /// What is given is asked for before STS: else the SDK asks for it within its request, and tells its failure as one of STS.
    async fn credentials(&self) -> Result<Credentials, CredentialsError> {
        let given = self.given.provide_credentials().await?;
        let mut role = AssumeRoleProvider::builder(&self.role.arn).configure(&self.asking);
        if let Some(name) = &self.role.session_name {
            role = role.session_name(name);
        }
        if let Some(id) = &self.role.external_id {
            role = role.external_id(id);
        }
        let role = role.build_from_provider(given).await;
        let given = role.provide_credentials().await;
        given.map_err(|error| {
            if !matches!(error, CredentialsError::ProviderError(_)) {
                return error;
            }
            // Of several roles, whoever mends one has to know which.
            CredentialsError::provider_error(OfRole {
                profile: self.role.profile.clone(),
                source: error,
            })
        })
    }
}

impl ProvideCredentials for Assumed {
    fn provide_credentials<'a>(&'a self) -> future::ProvideCredentials<'a>
    where
        Self: 'a,
    {
        future::ProvideCredentials::new(self.credentials())
    }
}

/// The regions whose STS is the one for everybody where that is asked for
/// ([which they are](https://docs.aws.amazon.com/sdkref/latest/guide/feature-sts-regionalized-endpoints.html)).
const OF_EVERYBODY: [&str; 16] = [
    "ap-northeast-1",
    "ap-south-1",
    "ap-southeast-1",
    "ap-southeast-2",
    "aws-global",
    "ca-central-1",
    "eu-central-1",
    "eu-north-1",
    "eu-west-1",
    "eu-west-2",
    "eu-west-3",
    "sa-east-1",
    "us-east-1",
    "us-east-2",
    "us-west-1",
    "us-west-2",
];

/// The region in which STS is asked, where it has no other address. That of FIPS 140 and that of both protocols are regional.
pub(super) fn region_of_sts(config: &SdkConfig) -> Option<Region> {
    let said = configured(
        config,
        "STS",
        "AWS_STS_REGIONAL_ENDPOINTS",
        "sts_regional_endpoints",
    );
    let region = config.region()?;
    let is_variant = [config.use_fips(), config.use_dual_stack()].contains(&Some(true));
    let is_global =
        said.as_deref() == Some("legacy") && !is_variant && OF_EVERYBODY.contains(&region.as_ref());
    Some(if is_global {
        Region::from_static("aws-global")
    } else {
        region.clone()
    })
}
