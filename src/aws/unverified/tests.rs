//! Servers with certificates that nobody vouches for, and who believes them.

use std::path::PathBuf;

use aws_smithy_runtime_api::client::orchestrator::HttpRequest;
use rcgen::{CertifiedKey, generate_simple_self_signed};
use rustls::ServerConfig;
use rustls_pki_types::PrivateKeyDer;
use tempfile::TempDir;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt, copy_bidirectional};
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::TlsAcceptor;

use super::*;
use crate::aws::{Connection, Hindrance, Source, TypedOperation, TypedOutcome, TypedRequest, open};
use crate::domain::call::SessionNumber;

/// A server with a certificate of its own making.
struct Server {
    port: u16,
    /// Its certificate, as a bundle holds it.
    pem: String,
}

/// Starts a server that answers every request alike.
#[expect(clippy::disallowed_methods, reason = "a server beside the client")]
async fn server() -> Server {
    let CertifiedKey { cert, signing_key } =
        generate_simple_self_signed(["localhost".to_owned()]).unwrap();
    let key = PrivateKeyDer::try_from(signing_key.serialize_der()).unwrap();
    let config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![cert.der().clone()], key)
        .unwrap();
    let acceptor = TlsAcceptor::from(Arc::new(config));
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            // Who does not believe the certificate ends the handshake.
            if let Ok(stream) = acceptor.accept(stream).await {
                answer(stream, "200 OK", "{}").await;
            }
        }
    });
    Server {
        port,
        pem: cert.pem(),
    }
}

/// Reads a request's head, answers it and closes the connection.
async fn answer(mut stream: impl AsyncRead + AsyncWrite + Unpin, status: &str, body: &str) {
    head(&mut stream).await;
    let length = body.len();
    let answer =
        format!("HTTP/1.1 {status}\r\nconnection: close\r\ncontent-length: {length}\r\n\r\n{body}");
    stream.write_all(answer.as_bytes()).await.unwrap();
    drop(stream.shutdown().await);
}

/// Reads to the end of a request's head.
async fn head(stream: &mut (impl AsyncRead + Unpin)) -> String {
    let mut received = Vec::new();
    while !received.ends_with(b"\r\n\r\n") {
        received.push(stream.read_u8().await.unwrap());
    }
    String::from_utf8(received).unwrap()
}

#[expect(clippy::disallowed_methods, reason = "a bundle to be read")]
fn bundle(folder: &TempDir, pem: &str) -> PathBuf {
    let path = folder.path().join("bundle.pem");
    std::fs::write(&path, pem).unwrap();
    path
}

async fn come_to(port: u16, bundle: PathBuf, verify_certificates: bool) -> TypedOutcome {
    let connection = Connection {
        region: Some("eu-west-1".to_owned()),
        endpoint_url: Some(format!("https://localhost:{port}")),
        credentials: Source::Unsigned,
        ca_bundle: Some(bundle),
        verify_certificates,
        ..Connection::new(SessionNumber(1))
    };
    let (client, _) = open(connection).await.unwrap();
    let typed = TypedRequest {
        operation: TypedOperation::Delete,
        function_name: "orders".to_owned(),
        qualifier: None,
        body: None,
        marker: None,
        max_items: None,
    };
    client.as_typed(typed).await
}

#[tokio::test]
async fn a_certificate_is_believed_if_the_bundle_holds_it_or_nothing_is_verified() {
    let folder = TempDir::new().unwrap();
    let (here, other) = (server().await, server().await);
    for (pem, verify, answered) in [
        (&here.pem, true, true),
        (&other.pem, true, false),
        (&other.pem, false, true),
    ] {
        let outcome = come_to(here.port, bundle(&folder, pem), verify).await;
        match outcome {
            TypedOutcome::Answered(answer) => assert!(answered && answer.status == 200),
            TypedOutcome::NotSent(unanswered) => {
                assert!(!answered);
                assert_eq!(unanswered.hindrance, Hindrance::Certificate);
            }
            TypedOutcome::Unknown(_) => panic!("{outcome:?}"),
        }
    }
}

// The bundle is not even read: nothing is compared with it.
#[tokio::test]
async fn where_nothing_is_verified_no_bundle_is_needed() {
    let outcome = come_to(server().await.port, PathBuf::from("/nowhere"), false).await;
    assert!(matches!(outcome, TypedOutcome::Answered(_)), "{outcome:?}");
}

#[tokio::test]
async fn where_nothing_listens_nothing_was_sent_and_nothing_needs_to_be_verified() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    drop(listener);
    let outcome = come_to(port, PathBuf::new(), false).await;
    let TypedOutcome::NotSent(unanswered) = outcome else {
        panic!("{outcome:?}")
    };
    assert_eq!(unanswered.hindrance, Hindrance::Connection);
}

/// A proxy for one connection; gives back the head that asked for it.
async fn proxy(listener: TcpListener) -> String {
    let (mut stream, _) = listener.accept().await.unwrap();
    let asked = head(&mut stream).await;
    let address = asked.split(' ').nth(1).unwrap();
    let mut beyond = TcpStream::connect(address).await.unwrap();
    stream
        .write_all(b"HTTP/1.1 200 Connected\r\n\r\n")
        .await
        .unwrap();
    drop(copy_bidirectional(&mut stream, &mut beyond).await);
    asked
}

fn through(proxies: Matcher) -> Unverified {
    let tls = tls().unwrap();
    Unverified {
        direct: over(tls.clone(), tcp(None)),
        tls,
        connect_timeout: None,
        proxies: Some(proxies),
    }
}

#[tokio::test]
#[expect(clippy::disallowed_methods, reason = "a proxy beside the client")]
async fn a_proxy_is_gone_through_with_its_password() {
    let server = server().await;
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let asked = tokio::spawn(proxy(listener));
    let connector = through(
        Matcher::builder()
            .https(format!("http://user:word@{address}"))
            .build(),
    );
    let url = format!("https://localhost:{}/", server.port);
    let answer = connector
        .call(HttpRequest::get(url).unwrap())
        .await
        .unwrap();
    assert_eq!(answer.status().as_u16(), 200);
    drop((answer, connector));
    let asked = asked.await.unwrap().to_lowercase();
    assert!(asked.starts_with(&format!("connect localhost:{} ", server.port)));
    assert!(asked.contains("proxy-authorization: basic "), "{asked}");
}

#[tokio::test]
async fn a_proxy_that_is_itself_encrypted_is_refused_rather_than_spoken_to_in_the_clear() {
    let connector = through(Matcher::builder().https("https://127.0.0.1:1").build());
    let request = HttpRequest::get("https://localhost/").unwrap();
    let problem = connector.call(request).await.unwrap_err();
    let said = std::error::Error::source(&problem).unwrap().to_string();
    assert!(said.contains("reached by https"), "{said}");
}
