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

use super::connection::{Bounds, Connection};
use super::session;
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
}

/// One reading of environment and profile files.
#[derive(Clone)]
struct Source {
    /// What they gave so far.
    kept: SharedIdentityCache,
    /// Who asks them; made when first needed, since making it reads files.
    provider: Arc<OnceCell<SharedCredentialsProvider>>,
}

impl Source {
    fn of(bounds: &Bounds, provider: Option<SharedCredentialsProvider>) -> Self {
        let kept = IdentityCache::lazy().load_timeout(bounds.credentials);
        Self {
            kept: kept.build(),
            provider: Arc::new(OnceCell::new_with(provider)),
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
    ) -> Option<Self> {
        let provider = config.credentials_provider()?;
        let mut again = connection.clone();
        // The machine is not asked for its region again.
        if again.region.is_none() {
            again.region = config.region().map(ToString::to_string);
        }
        let source = Source::of(&connection.bounds, Some(provider));
        Some(Self {
            inner: Arc::new(Inner {
                connection: again,
                trust: Arc::clone(trust),
                source: Mutex::new(source),
            }),
        })
    }

    /// Forgets what was found: whoever needs credentials next reads environment and profile files anew. Requests on their way end as
    /// they began.
    pub(super) fn renew(&self) {
        *self.lock() = Source::of(&self.inner.connection.bounds, None);
    }

    fn source(&self) -> Source {
        self.lock().clone()
    }

    fn lock(&self) -> MutexGuard<'_, Source> {
        self.inner
            .source
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }

    async fn credentials(&self) -> Result<Credentials, CredentialsError> {
        let Inner {
            connection, trust, ..
        } = &*self.inner;
        let source = self.source();
        let provider = source
            .provider
            .get_or_try_init(|| async {
                let config = session::configuration(connection, trust).await;
                let found = config.credentials_provider();
                found.ok_or_else(|| CredentialsError::not_loaded("there is no source of any"))
            })
            .await?;
        signing(provider.provide_credentials().await?)
    }
}

/// Refuses credentials that can't stand in a header: the SDK panics over them while it signs. The end of a line of another system is
/// easily taken along.
fn signing(credentials: Credentials) -> Result<Credentials, CredentialsError> {
    let stands = |byte: u8| byte == b' ' || byte.is_ascii_graphic();
    if credentials.access_key_id().bytes().all(stands) {
        Ok(credentials)
    } else {
        Err(CredentialsError::invalid_configuration(
            "the access key id holds a character that no request can carry, such as the end of a line: it was copied with more than itself",
        ))
    }
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
        let kept = self.source().kept;
        IdentityFuture::new(async move {
            kept.resolve_cached_identity(resolver, components, config)
                .await
        })
    }
}
