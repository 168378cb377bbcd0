//! The one HTTP client of a session: proxies, certificates, connect timeouts.
//!
//! Knows how a connection to an address is opened. Does not know what is sent over it. The SDK's credential chain uses the same
//! client, before the session's certificates are known, so they are filled in later; until then nothing encrypted is opened.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::net::IpAddr;
use std::path::Path;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::time::Duration;

use aws_smithy_http_client::Connector;
use aws_smithy_http_client::proxy::ProxyConfig;
use aws_smithy_http_client::tls::{self, TlsContext, TrustStore};
use aws_smithy_runtime_api::client::http::{
    HttpConnector, HttpConnectorFuture, HttpConnectorSettings, SharedHttpClient,
    SharedHttpConnector, http_client_fn,
};
use aws_smithy_runtime_api::client::orchestrator::HttpRequest;
use aws_smithy_runtime_api::client::result::ConnectorError;
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use hyper::Uri;
use rustls::RootCertStore;
use rustls_pki_types::CertificateDer;
use rustls_pki_types::pem::PemObject;
use thiserror::Error;

use super::asked::Asked;
use super::proxies::{self, Proxy};
use super::unverified;

/// Why no encrypted connection could be trusted.
#[derive(Debug, Error)]
pub(super) enum TrustProblem {
    /// The bundle can't be read.
    #[error("the certificate bundle {path} can't be read: {source}")]
    Unreadable {
        /// Where it should be.
        path: String,
        /// What the system says.
        source: std::io::Error,
    },
    /// The bundle holds something else than certificates.
    #[error("the certificate bundle {path} holds something that is no certificate: {reason}")]
    Malformed {
        /// Where it is.
        path: String,
        /// What is wrong with it.
        reason: String,
    },
    /// The bundle holds nothing.
    #[error("the certificate bundle {path} holds no certificate")]
    Empty {
        /// Where it is.
        path: String,
    },
    /// The system has none.
    #[error("this system has no root certificates")]
    NoneOnThisSystem,
}

/// Which certificates are trusted.
#[derive(Clone, Debug)]
pub(super) enum Trust {
    /// Those of the system.
    System,
    /// Those of a bundle and no others, as the AWS CLI has it. Checked: the SDK panics over a broken one.
    Bundle(Vec<u8>),
    /// Any: nobody has to prove who they are.
    Any,
}

impl Trust {
    /// Reads a bundle, or looks whether the system has certificates.
    pub(super) fn of(bundle: Option<&Path>) -> Result<Self, TrustProblem> {
        match bundle {
            Some(path) => Self::of_bundle(path),
            None if system_has_certificates() => Ok(Self::System),
            None => Err(TrustProblem::NoneOnThisSystem),
        }
    }

    #[expect(
        clippy::disallowed_methods,
        reason = "the bundle that the operator named"
    )]
    fn of_bundle(path: &Path) -> Result<Self, TrustProblem> {
        let name = || path.display().to_string();
        let bytes = std::fs::read(path).map_err(|source| TrustProblem::Unreadable {
            path: name(),
            source,
        })?;
        let malformed = |reason: String| TrustProblem::Malformed {
            path: name(),
            reason,
        };
        let mut roots = RootCertStore::empty();
        for certificate in CertificateDer::pem_slice_iter(&bytes) {
            let certificate = certificate.map_err(|problem| malformed(problem.to_string()))?;
            roots
                .add(certificate)
                .map_err(|problem| malformed(problem.to_string()))?;
        }
        if roots.is_empty() {
            return Err(TrustProblem::Empty { path: name() });
        }
        Ok(Self::Bundle(bytes))
    }

    fn store(&self) -> TrustStore {
        match self {
            Self::System => TrustStore::empty().with_native_roots(true),
            Self::Bundle(bytes) => TrustStore::empty().with_pem_certificate(bytes.clone()),
            Self::Any => TrustStore::empty(),
        }
    }
}

/// Looks once whether the system has any certificate that can be used; the SDK panics where there is none.
fn system_has_certificates() -> bool {
    static HAS: OnceLock<bool> = OnceLock::new();
    *HAS.get_or_init(|| {
        let found = rustls_native_certs::load_native_certs();
        let (usable, _) = RootCertStore::empty().add_parsable_certificates(found.certs);
        usable > 0
    })
}

/// How an address is reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Way {
    /// Without encryption and past any proxy: this machine, and what hands out credentials on the link.
    Near,
    /// The same, encrypted.
    NearEncrypted,
    /// Through the proxy that the environment names, if it names one.
    Far,
    /// The same, encrypted.
    FarEncrypted,
}

impl Way {
    fn to(address: &Uri) -> Self {
        match (is_near(address), is_encrypted(address)) {
            (true, false) => Self::Near,
            (true, true) => Self::NearEncrypted,
            (false, false) => Self::Far,
            (false, true) => Self::FarEncrypted,
        }
    }

    fn connector(
        self,
        trust: &OnceLock<Trust>,
        settings: &HttpConnectorSettings,
        components: &RuntimeComponents,
    ) -> Result<SharedHttpConnector, ConnectorError> {
        let believes_anyone = matches!(trust.get(), Some(Trust::Any));
        let (proxy, store) = match self {
            Self::NearEncrypted | Self::FarEncrypted if believes_anyone => {
                return unverified::connector(settings, self == Self::FarEncrypted);
            }
            Self::Near => (ProxyConfig::disabled(), TrustStore::empty()),
            Self::NearEncrypted => (ProxyConfig::disabled(), trusted(trust)),
            Self::Far => (proxies::configured(false)?, trusted(trust)),
            Self::FarEncrypted => (proxies::configured(true)?, trusted(trust)),
        };
        let context = TlsContext::builder()
            .with_trust_store(store)
            .build()
            .map_err(|problem| ConnectorError::user(problem.into()))?;
        let mut builder = Connector::builder()
            .connector_settings(settings.clone())
            .proxy_config(proxy);
        builder.set_sleep_impl(components.sleep_impl());
        Ok(SharedHttpConnector::new(
            builder
                .tls_provider(tls::Provider::Rustls(
                    tls::rustls_provider::CryptoMode::Ring,
                ))
                .tls_context(context)
                .build(),
        ))
    }
}

/// The certificates of the session, or those of the system. Where there are none, nothing encrypted is trusted.
fn trusted(trust: &OnceLock<Trust>) -> TrustStore {
    match trust.get() {
        Some(trust) => trust.store(),
        None if system_has_certificates() => Trust::System.store(),
        None => TrustStore::empty(),
    }
}

/// Says whether an address is encrypted.
pub(super) fn is_encrypted(address: &Uri) -> bool {
    address.scheme_str() == Some("https")
}

/// Says whether an address is this machine itself.
pub(super) fn is_loopback(address: &Uri) -> bool {
    host(address).is_some_and(|host| {
        host == "localhost"
            || host.ends_with(".localhost")
            || host.parse().is_ok_and(|ip: IpAddr| ip.is_loopback())
    })
}

/// Says whether an address is reached without a proxy: this machine, or a link-local service that hands out credentials.
fn is_near(address: &Uri) -> bool {
    const EC2_METADATA_V6: &str = "fd00:ec2::254";
    let on_the_link = |host: &str| match host.parse() {
        Ok(IpAddr::V4(ip)) => ip.is_link_local(),
        Ok(IpAddr::V6(_)) | Err(_) => host == EC2_METADATA_V6,
    };
    is_loopback(address) || host(address).is_some_and(on_the_link)
}

/// The proxy through which an address is reached, as the environment names it.
pub(super) fn proxy(address: &str) -> Option<Proxy> {
    let address: Uri = address.parse().ok()?;
    if is_near(&address) {
        return None;
    }
    proxies::before(&address, is_encrypted(&address))
}

fn host(address: &Uri) -> Option<&str> {
    let host = address.host()?;
    Some(host.trim_start_matches('[').trim_end_matches(']'))
}

/// One connector for each way and each set of timeouts: the SDK asks for one with every request, and a new one would open a new
/// connection. The timeouts are part of the key because the credential providers bring their own.
type Connectors = Mutex<HashMap<(Way, Option<Duration>, Option<Duration>), SharedHttpConnector>>;

/// Chooses the connector of each request by its address.
#[derive(Debug)]
struct Chooser {
    connectors: Arc<Connectors>,
    trust: Arc<OnceLock<Trust>>,
    settings: HttpConnectorSettings,
    components: RuntimeComponents,
}

impl HttpConnector for Chooser {
    fn call(&self, request: HttpRequest) -> HttpConnectorFuture {
        let chosen = request
            .uri()
            .parse()
            .map_err(|problem: hyper::http::uri::InvalidUri| ConnectorError::user(problem.into()))
            .and_then(|address| self.connector(Way::to(&address)));
        match chosen {
            Ok(connector) => {
                let asked = Asked::at(request.uri()).noted();
                let answer = connector.call(request);
                HttpConnectorFuture::new(async move { asked.kept_with(answer.await) })
            }
            Err(problem) => HttpConnectorFuture::ready(Err(problem)),
        }
    }
}

impl Chooser {
    fn connector(&self, way: Way) -> Result<SharedHttpConnector, ConnectorError> {
        let key = (
            way,
            self.settings.connect_timeout(),
            self.settings.read_timeout(),
        );
        let mut connectors = self
            .connectors
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        let connector = match connectors.entry(key) {
            Entry::Occupied(made) => made.into_mut(),
            Entry::Vacant(free) => {
                free.insert(way.connector(&self.trust, &self.settings, &self.components)?)
            }
        };
        Ok(connector.clone())
    }
}

/// Makes the HTTP client. What is put into `trust` before the first encrypted connection decides which certificates are trusted.
pub(super) fn http_client(trust: &Arc<OnceLock<Trust>>) -> SharedHttpClient {
    let connectors: Arc<Connectors> = Arc::default();
    let trust = Arc::clone(trust);
    http_client_fn(move |settings, components| {
        SharedHttpConnector::new(Chooser {
            connectors: Arc::clone(&connectors),
            trust: Arc::clone(&trust),
            settings: settings.clone(),
            components: components.clone(),
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn this_machine_and_the_credential_services_are_reached_past_any_proxy() {
        for (address, way) in [
            ("http://127.0.0.1:4566/x", Way::Near),
            ("http://localhost:4566", Way::Near),
            ("http://lambda.localhost", Way::Near),
            ("http://[::1]:4566", Way::Near),
            ("https://localhost", Way::NearEncrypted),
            ("http://169.254.169.254/latest", Way::Near),
            ("http://169.254.170.2/credentials", Way::Near),
            ("http://[fd00:ec2::254]/latest", Way::Near),
            ("https://lambda.eu-west-1.amazonaws.com", Way::FarEncrypted),
            ("http://10.0.0.1:4566", Way::Far),
            ("http://localhost.example.com", Way::Far),
        ] {
            assert_eq!(Way::to(&address.parse().unwrap()), way, "{address}");
        }
    }

    #[test]
    #[expect(clippy::disallowed_methods, reason = "bundles to be read")]
    fn a_bundle_that_would_make_the_sdk_panic_is_refused_with_its_name() {
        let folder = tempfile::tempdir().unwrap();
        let begin = "-----BEGIN CERTIFICATE-----";
        let end = "-----END CERTIFICATE-----";
        for (name, content, said) in [
            ("empty.pem", String::new(), "holds no certificate"),
            ("text.pem", "hello".to_owned(), "holds no certificate"),
            (
                "base64.pem",
                format!("{begin}\n%%%\n{end}\n"),
                "no certificate:",
            ),
            (
                "der.pem",
                format!("{begin}\naGVsbG8=\n{end}\n"),
                "no certificate:",
            ),
        ] {
            let path = folder.path().join(name);
            std::fs::write(&path, content).unwrap();
            let problem = Trust::of(Some(&path)).unwrap_err().to_string();
            assert!(problem.contains(said), "{problem}");
            assert!(problem.contains(name), "{problem}");
        }
        let missing = Trust::of(Some(&folder.path().join("missing.pem")));
        assert!(matches!(missing, Err(TrustProblem::Unreadable { .. })));
    }
}
