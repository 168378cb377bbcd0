//! Encrypted connections to whoever answers: no certificate is checked.
//!
//! Knows how such a connection is opened, also through a proxy. Does not know why anybody wants one. The SDK's own HTTP client has no
//! way to leave the check out, so hyper does here what the SDK's does elsewhere.

use std::sync::Arc;
use std::time::Duration;

use aws_smithy_runtime_api::client::http::{
    HttpConnector, HttpConnectorFuture, HttpConnectorSettings, SharedHttpConnector,
};
use aws_smithy_runtime_api::client::orchestrator::{HttpRequest, HttpResponse};
use aws_smithy_runtime_api::client::result::ConnectorError;
use aws_smithy_types::body::SdkBody;
use hyper::{Response, Uri, body::Incoming};
use hyper_rustls::{HttpsConnector, HttpsConnectorBuilder};
use hyper_util::client::legacy::connect::HttpConnector as Tcp;
use hyper_util::client::legacy::connect::proxy::Tunnel;
use hyper_util::client::legacy::{Client, Error};
use hyper_util::client::proxy::matcher::Matcher;
use hyper_util::rt::TokioExecutor;
use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::crypto::{
    CryptoProvider, WebPkiSupportedAlgorithms, ring, verify_tls12_signature, verify_tls13_signature,
};
use rustls::{ClientConfig, DigitallySignedStruct, SignatureScheme};
use rustls_pki_types::{CertificateDer, ServerName, UnixTime};
use thiserror::Error;

use super::proxies;

/// Why no connection can be opened, whoever would answer.
#[derive(Debug, Error)]
enum Problem {
    /// The proxy is asked for in a way that is not known here.
    #[error("a proxy that is itself reached by {0} can't be used without verifying certificates")]
    Proxy(String),
}

/// Believes every certificate. That the other side holds the certificate's key is still checked: it costs nothing.
#[derive(Debug)]
struct Anyone {
    algorithms: WebPkiSupportedAlgorithms,
}

impl ServerCertVerifier for Anyone {
    fn verify_server_cert(
        &self,
        _certificate: &CertificateDer<'_>,
        _others: &[CertificateDer<'_>],
        _name: &ServerName<'_>,
        _stapled: &[u8],
        _now: UnixTime,
    ) -> Result<ServerCertVerified, rustls::Error> {
        Ok(ServerCertVerified::assertion())
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        verify_tls12_signature(message, certificate, signature, &self.algorithms)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        verify_tls13_signature(message, certificate, signature, &self.algorithms)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.algorithms.supported_schemes()
    }
}

/// A client that encrypts what goes over a way.
type Encrypting<W> = Client<HttpsConnector<W>, SdkBody>;

/// Opens connections that nobody proved anything on.
#[derive(Debug)]
struct Unverified {
    tls: ClientConfig,
    connect_timeout: Option<Duration>,
    direct: Encrypting<Tcp>,
    proxies: Option<Matcher>,
}

/// Makes a connector that checks no certificate; `proxied` says whether the environment's proxies are used.
pub(super) fn connector(
    settings: &HttpConnectorSettings,
    proxied: bool,
) -> Result<SharedHttpConnector, ConnectorError> {
    if proxied {
        // What can't be a proxy is not passed over.
        proxies::configured(true)?;
    }
    let tls = tls().map_err(|problem| ConnectorError::user(problem.into()))?;
    let connect_timeout = settings.connect_timeout();
    let direct = over(tls.clone(), tcp(connect_timeout));
    Ok(SharedHttpConnector::new(Unverified {
        tls,
        connect_timeout,
        direct,
        proxies: proxied.then(proxies::matcher),
    }))
}

impl HttpConnector for Unverified {
    fn call(&self, request: HttpRequest) -> HttpConnectorFuture {
        let request = match request.try_into_http1x() {
            Ok(request) => request,
            Err(problem) => {
                return HttpConnectorFuture::ready(Err(ConnectorError::user(problem.into())));
            }
        };
        let answer = match self.tunnelled(request.uri()) {
            Ok(Some(tunnelled)) => tunnelled.request(request),
            Ok(None) => self.direct.request(request),
            Err(problem) => {
                return HttpConnectorFuture::ready(Err(ConnectorError::user(problem.into())));
            }
        };
        HttpConnectorFuture::new(async move { answered(answer.await) })
    }
}

impl Unverified {
    /// A client that goes through the proxy for an address, if there is one. It is made for each request: who asks for neither
    /// certificates nor a direct way does not ask for speed.
    fn tunnelled(&self, address: &Uri) -> Result<Option<Encrypting<Tunnel<Tcp>>>, Problem> {
        let Some(proxy) = self
            .proxies
            .as_ref()
            .and_then(|proxies| proxies.intercept(address))
        else {
            return Ok(None);
        };
        match proxy.uri().scheme_str() {
            Some("http") => {}
            other => return Err(Problem::Proxy(other.unwrap_or("no protocol").to_owned())),
        }
        let mut tunnel = Tunnel::new(proxy.uri().clone(), tcp(self.connect_timeout));
        if let Some(authorization) = proxy.basic_auth() {
            tunnel = tunnel.with_auth(authorization.clone());
        }
        Ok(Some(over(self.tls.clone(), tunnel)))
    }
}

fn answered(answer: Result<Response<Incoming>, Error>) -> Result<HttpResponse, ConnectorError> {
    let answer = answer.map_err(|problem| ConnectorError::io(problem.into()))?;
    HttpResponse::try_from(answer.map(SdkBody::from_body_1_x))
        .map_err(|problem| ConnectorError::other(problem.into(), None))
}

fn tls() -> Result<ClientConfig, rustls::Error> {
    let provider: CryptoProvider = ring::default_provider();
    let verifier = Anyone {
        algorithms: provider.signature_verification_algorithms,
    };
    let config = ClientConfig::builder_with_provider(Arc::new(provider))
        .with_safe_default_protocol_versions()?
        .dangerous()
        .with_custom_certificate_verifier(Arc::new(verifier))
        .with_no_client_auth();
    Ok(config)
}

fn tcp(connect_timeout: Option<Duration>) -> Tcp {
    let mut tcp = Tcp::new();
    tcp.enforce_http(false);
    tcp.set_nodelay(true);
    tcp.set_connect_timeout(connect_timeout);
    tcp
}

/// Makes a client that encrypts what goes over a way.
fn over<W>(tls: ClientConfig, way: W) -> Encrypting<W>
where
    HttpsConnector<W>: hyper_util::client::legacy::connect::Connect + Clone,
{
    let encrypting = HttpsConnectorBuilder::new()
        .with_tls_config(tls)
        .https_only()
        .enable_http1()
        .wrap_connector(way);
    Client::builder(TokioExecutor::new()).build(encrypting)
}

#[cfg(test)]
mod tests;
