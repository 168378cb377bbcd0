//! The credentials of a session, and how they are taken anew from where they came from.
//!
//! Knows that the SDK reads the profile files once for a configuration, and keeps what a profile gave for as long as it seems good. Does
//! not know when they have to be taken anew, nor what they are.

use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

use aws_config::SdkConfig;
use aws_config::identity::IdentityCache;
use aws_credential_types::Credentials;
use aws_credential_types::provider::error::CredentialsError;
use aws_credential_types::provider::{ProvideCredentials, SharedCredentialsProvider, future};
use aws_smithy_runtime_api::client::identity::{
    IdentityFuture, ResolveCachedIdentity, SharedIdentityCache, SharedIdentityResolver,
};
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use aws_smithy_types::config_bag::ConfigBag;
use tokio::sync::OnceCell;

use super::asked;
use super::configuration;
use super::connection::{Bounds, Connection};
use super::refusal::Way;
use super::shared_failure::SharedFailure;
use super::signable::signable;
use super::wire::Trust;

/// Where the credentials of a session come from, and what came of it so far. All clones share both.
#[derive(Clone)]
pub(super) struct Renewable {
    inner: Arc<Inner>,
}

struct Inner {
    connection: Connection,
    trust: Arc<OnceLock<Trust>>,
    source: Mutex<Source>,
    /// How those of the newest reading are renewed.
    way: Mutex<Way>,
}

/// One reading of environment and profile files.
#[derive(Clone)]
struct Source {
    /// What they gave so far.
    kept: SharedIdentityCache,
    /// Who asks them; made when first needed, since making it reads files.
    provider: Arc<OnceCell<SharedCredentialsProvider>>,
    /// That they gave none.
    failure: SharedFailure,
}

impl Source {
    fn of(bounds: &Bounds, provider: Option<SharedCredentialsProvider>) -> Self {
        let kept = IdentityCache::lazy().load_timeout(bounds.credentials);
        Self {
            kept: kept.build(),
            provider: Arc::new(OnceCell::new_with(provider)),
            failure: SharedFailure::default(),
        }
    }
}

impl fmt::Debug for Renewable {
    /// Names itself. What the SDK would print of its own may hold anything.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Renewable")
    }
}

impl Renewable {
    /// Begins with the credentials of a configuration; the next are looked for in the same way. `None` where it has none.
    pub(super) fn of(
        connection: &Connection,
        config: &SdkConfig,
        trust: &Arc<OnceLock<Trust>>,
        way: Way,
    ) -> Option<Self> {
        let provider = config.credentials_provider()?;
        let mut again = connection.clone();
        // The machine is not asked for its region again.
        if again.region.is_none() {
            again.region = configuration::region_again(config);
        }
        let source = Source::of(&connection.bounds, Some(provider));
        Some(Self {
            inner: Arc::new(Inner {
                connection: again,
                trust: Arc::clone(trust),
                source: Mutex::new(source),
                way: Mutex::new(way),
            }),
        })
    }

    /// Forgets what was found: whoever needs credentials next reads environment and profile files anew. Requests on their way end as
    /// they began.
    pub(super) fn renew(&self) {
        *locked(&self.inner.source) = Source::of(&self.inner.connection.bounds, None);
    }

    /// How these credentials are renewed, by the newest reading.
    pub(super) fn way(&self) -> Way {
        locked(&self.inner.way).clone()
    }

    fn source(&self) -> Source {
        locked(&self.inner.source).clone()
    }

    /// Reads environment and profile files anew.
    async fn found_again(&self) -> Result<SharedCredentialsProvider, CredentialsError> {
        let Inner {
            connection, trust, ..
        } = &*self.inner;
        let origin = configuration::origin(connection).await.map_err(|failure| {
            let sentence = failure.sentence.trim_end_matches('.');
            CredentialsError::invalid_configuration(sentence.replacen("The ", "the ", 1))
        })?;
        if let Some(origin) = &origin {
            *locked(&self.inner.way) = origin.way();
        }
        let config = configuration::configuration(connection, trust, origin).await;
        let found = config.credentials_provider();
        found.ok_or_else(|| CredentialsError::not_loaded("there is no source of any"))
    }

    async fn credentials(&self) -> Result<Credentials, CredentialsError> {
        let source = self.source();
        let provider = source
            .provider
            .get_or_try_init(|| self.found_again())
            .await?;
        signable(provider.provide_credentials().await?, "")
    }
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl ProvideCredentials for Renewable {
    fn provide_credentials<'a>(&'a self) -> future::ProvideCredentials<'a>
    where
        Self: 'a,
    {
        future::ProvideCredentials::new(self.credentials())
    }

    fn fallback_on_interrupt(&self) -> Option<Credentials> {
        self.source().provider.get()?.fallback_on_interrupt()
    }
}

impl ResolveCachedIdentity for Renewable {
    fn resolve_cached_identity<'a>(
        &'a self,
        resolver: SharedIdentityResolver,
        components: &'a RuntimeComponents,
        config: &'a ConfigBag,
    ) -> IdentityFuture<'a> {
        let Source { kept, failure, .. } = self.source();
        IdentityFuture::new(async move {
            let asking = kept.resolve_cached_identity(resolver, components, config);
            failure.instead_of(asked::watched(asking)).await
        })
    }
}

#[cfg(test)]
mod tests {
    use aws_config::BehaviorVersion;

    use super::*;
    use crate::domain::call::SessionNumber;

    /// The mark by which a region's name asks for FIPS 140 was lost with the name.
    #[tokio::test]
    async fn what_is_read_again_is_asked_at_the_same_endpoints() {
        let keys = Credentials::new("AKIDEXAMPLE", "secret", None, None, "fixed");
        let config = SdkConfig::builder()
            .behavior_version(BehaviorVersion::latest())
            .region(aws_config::Region::new("us-east-1"))
            .use_fips(true)
            .credentials_provider(SharedCredentialsProvider::new(keys))
            .build();
        let (connection, trust) = (Connection::new(SessionNumber(1)), Arc::default());
        let found = Renewable::of(&connection, &config, &trust, Way::UNKNOWN).unwrap();
        let again = configuration::configuration(&found.inner.connection, &trust, None).await;
        assert_eq!(again.region().map(AsRef::as_ref), Some("us-east-1"));
        assert_eq!(again.use_fips(), Some(true));
    }
}
