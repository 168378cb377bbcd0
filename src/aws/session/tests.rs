//! What environment, profile and arguments make of a session.

use std::path::PathBuf;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::SystemTime;

use aws_credential_types::Credentials;
use aws_credential_types::provider::{ProvideCredentials, SharedCredentialsProvider, future};
use jiff::Timestamp;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;

use super::*;
use crate::domain::call::{Answer, Outcome, Query, Reading, RequestId, SessionNumber, Urgency};
use crate::domain::change::{ApprovedChange, Origin, ProposedChange};
use crate::domain::drift::{Check, Verdict, check};
use crate::domain::function::{FunctionAddress, Target};
use crate::domain::qualifier::Qualifier;
use crate::domain::settings::{AsyncSettings, RetryAttempts, Setting};

/// Credentials that are expired as soon as they are given, and others each time.
#[derive(Debug, Default)]
struct Rotating(AtomicU32);

impl ProvideCredentials for Rotating {
    fn provide_credentials<'a>(&'a self) -> future::ProvideCredentials<'a>
    where
        Self: 'a,
    {
        let turn = self.0.fetch_add(1, Ordering::Relaxed);
        future::ProvideCredentials::ready(Ok(Credentials::new(
            format!("AKID{turn}"),
            "secret",
            None,
            Some(SystemTime::UNIX_EPOCH),
            "rotating",
        )))
    }
}

fn local(endpoint: String) -> Connection {
    Connection {
        region: Some("eu-west-1".to_owned()),
        endpoint_url: Some(endpoint),
        credentials: Source::Fixed {
            access_key_id: "AKIDFIXED".to_owned(),
            secret_access_key: "secret".to_owned(),
        },
        ..Connection::new(SessionNumber(1))
    }
}

/// Answers STS's one operation as STS would and refuses everything else, and counts the requests.
async fn answer_as_sts(listener: TcpListener, requests: &AtomicU32) {
    let body = "<GetCallerIdentityResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\"><GetCallerIdentityResult>\
        <Arn>arn:aws:iam::123456789012:user/alice</Arn><UserId>A</UserId><Account>123456789012</Account>\
        </GetCallerIdentityResult></GetCallerIdentityResponse>";
    let length = body.len();
    let answer =
        format!("HTTP/1.1 200 OK\r\nconnection: close\r\ncontent-length: {length}\r\n\r\n{body}");
    let refusal = "HTTP/1.1 403 Forbidden\r\nconnection: close\r\nx-amzn-errortype: AccessDeniedException\r\n\
        content-length: 17\r\n\r\n{\"Message\": null}";
    loop {
        let (mut stream, _) = listener.accept().await.unwrap();
        let mut request = [0; 8192];
        assert_ne!(stream.read(&mut request).await.unwrap(), 0);
        requests.fetch_add(1, Ordering::Relaxed);
        let is_for_sts = request.starts_with(b"POST / ");
        let answer = if is_for_sts { answer.as_str() } else { refusal };
        stream.write_all(answer.as_bytes()).await.unwrap();
    }
}

fn approved(facts: &SessionFacts, identity: &crate::domain::call::Identity) -> ApprovedChange {
    let reading = Reading {
        configuration: None,
        at: Timestamp::UNIX_EPOCH,
    };
    let reviewed = ProposedChange {
        session: SessionNumber(1),
        scope: facts.scope.clone(),
        target: Target {
            function: FunctionAddress::parse("orders")
                .unwrap()
                .within(&facts.scope)
                .function,
            qualifier: Qualifier::Latest,
        },
        before: Reading {
            at: Timestamp::MIN,
            ..reading.clone()
        },
        after: Some(AsyncSettings {
            maximum_retry_attempts: Setting::Explicit(RetryAttempts::new(0).unwrap()),
            ..AsyncSettings::default()
        }),
        origin: Origin::Form,
    }
    .review()
    .unwrap();
    let found = check(
        &reviewed,
        &Check {
            session: SessionNumber(1),
            named_account: None,
            identity: Some(identity),
            reading: &reading,
            credentials: Some(identity.credentials),
            reviewed: &crate::domain::grounds::Grounds::UNREAD,
            grounds: &crate::domain::grounds::Grounds::UNREAD,
        },
    );
    let Verdict::Same(proof) = found else {
        panic!("{found:?}")
    };
    reviewed.approve(proof).unwrap()
}

/// A session whose credentials are others each time that they are asked for.
async fn rotating(connection: &Connection) -> (Client, SessionFacts) {
    let trust = Arc::new(OnceLock::new());
    let config = configuration(connection, &trust, None).await;
    let rotating = SharedCredentialsProvider::new(Rotating::default());
    let config = config.into_builder().credentials_provider(rotating).build();
    settle(connection, &config, None, &trust).unwrap()
}

// Between the check and the write the chain may hand out other credentials: another account would be written to.
#[tokio::test]
async fn credentials_that_change_between_check_and_write_hold_the_write_back() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let connection = local(format!("http://{}", listener.local_addr().unwrap()));
    let (client, facts) = rotating(&connection).await;
    let requests = AtomicU32::new(0);
    let check_and_put = async {
        let answer = client.read(RequestId(1), &Query::Identity, Urgency::Operator);
        let (_, Ok(Answer::Identity(identity))) = answer.await else {
            panic!("STS did not answer")
        };
        client.write(approved(&facts, &identity)).await
    };
    let outcome = tokio::select! {
        () = answer_as_sts(listener, &requests) => unreachable!(),
        outcome = check_and_put => outcome,
    };
    assert!(
        matches!(&outcome, Outcome::NotSent { failure } if failure.kind == FailureKind::ChangedCredentials),
        "{outcome:?}"
    );
    assert_eq!(requests.into_inner(), 1, "the check, and nothing else");
}

/// A refusal named the role that was asked about before the credentials changed, and took its account for ours.
#[tokio::test]
async fn a_refusal_names_nobody_whom_these_credentials_were_not_told_to_be() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let connection = local(format!("http://{}", listener.local_addr().unwrap()));
    let (client, _) = rotating(&connection).await;
    let ask_twice = async {
        let identity = client.read(RequestId(1), &Query::Identity, Urgency::Operator);
        assert!(matches!(identity.await, (_, Ok(Answer::Identity(_)))));
        let functions = Query::Functions { marker: None };
        let functions = client.read(RequestId(2), &functions, Urgency::Operator);
        functions.await.1.unwrap_err()
    };
    let requests = AtomicU32::new(0);
    let failure = tokio::select! {
        () = answer_as_sts(listener, &requests) => unreachable!(),
        failure = ask_twice => failure,
    };
    assert_eq!(failure.sentence, "You lack lambda:ListFunctions.");
}

/// What is not verified on this machine, or with credentials that sign nothing real, was nowhere to be seen: what it does not have is
/// told of every connection.
#[tokio::test]
async fn an_endpoint_that_everybody_can_listen_to_is_warned_of_with_real_credentials_only() {
    let (bare, believed) = (Some("Not encrypted"), Some("Certificates are not verified"));
    let (open, any) = (
        Some(Unprotected::NotEncrypted),
        Some(Unprotected::NotVerified),
    );
    for (endpoint, fixed, verified, warned, unprotected) in [
        ("http://10.0.0.1:4566", false, true, bare, open),
        ("http://10.0.0.1:4566", false, false, bare, open),
        ("http://10.0.0.1:4566", true, true, None, open),
        ("http://127.0.0.1:4566", false, true, None, None),
        ("http://127.0.0.1:4566", false, false, None, None),
        ("https://10.0.0.1:4566", false, true, None, None),
        ("https://10.0.0.1:4566", false, false, believed, any),
        ("https://10.0.0.1:4566", true, false, None, any),
        ("https://127.0.0.1:4566", false, false, None, any),
    ] {
        let mut connection = Connection {
            verify_certificates: verified,
            ..local(endpoint.to_owned())
        };
        let trust = Arc::new(OnceLock::new());
        let config = configuration(&connection, &trust, None).await;
        if !fixed {
            connection.credentials = Source::Chain;
        }
        let (_, facts) = settle(&connection, &config, None, &trust).unwrap();
        let warning = facts.warning.as_deref();
        let warning = warning.and_then(|warning| warning.split(':').next());
        assert_eq!(warning, warned, "{endpoint}");
        assert_eq!(facts.unprotected, unprotected, "{endpoint}");
        assert_eq!(facts.endpoint.as_deref(), Some(endpoint));
    }
}

/// The host of an address as a browser would find it.
fn host(text: &str) -> &str {
    let (_, rest) = text.split_once("://").unwrap();
    let authority = rest.split(['/', '?', '#']).next().unwrap();
    let place = authority.rsplit('@').next().unwrap();
    match place
        .strip_prefix('[')
        .and_then(|rest| rest.split_once(']'))
    {
        Some((address, _)) => address,
        None => place.split(':').next().unwrap(),
    }
}

/// Addresses, as somebody types them and as somebody hides them.
fn typed_address() -> impl Strategy<Value = String> {
    let piece = |pieces: &'static [&'static str]| prop::sample::select(pieces);
    let host = piece(&[
        "localhost",
        "127.0.0.1",
        "[::1]",
        "127.255.0.9",
        "LOCALHOST",
        "a.localhost",
        "10.0.0.1",
        "example.com",
        "127.0.0.1.example.com",
        "localhost.example.com",
        "[fe80::1]",
        "[::ffff:127.0.0.1]",
        "127.1",
        "2130706433",
        "0.0.0.0",
        "notlocalhost",
        "localhost.",
        "",
        "[",
        "[]",
        "\u{e4}.example",
    ]);
    let user = piece(&[
        "",
        "",
        "",
        "localhost@",
        "127.0.0.1:4566@",
        "a:b@",
        "@",
        "[::1]@",
    ]);
    let port = piece(&["", ":4566", ":80", ":0", ":99999", ":", ":x", ":4566:80"]);
    let path = piece(&[
        "",
        "/",
        "/a/b",
        "/@localhost",
        "?x=@127.0.0.1",
        "#@localhost",
        "\\@localhost",
        " ",
        "\n",
    ]);
    let scheme = piece(&[
        "http://", "http://", "HTTP://", "https://", "ftp://", "http:", "//", "",
    ]);
    (scheme, user, host, port, path)
        .prop_map(|(scheme, user, host, port, path)| [scheme, user, host, port, path].concat())
}

/// Nothing hides an address that everybody on the way can listen to, and nothing that is typed ends the program.
#[test]
fn no_address_beyond_this_machine_goes_without_encryption_and_without_a_warning() {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    let trust = OnceLock::new();
    let mut connection = local("http://127.0.0.1:1".to_owned());
    let config = runtime.block_on(configuration(&connection, &Arc::new(OnceLock::new()), None));
    connection.credentials = Source::Chain;
    let mut runner = TestRunner::new(Config {
        failure_persistence: None,
        ..Config::default()
    });
    let outcome = runner.run(
        &prop_oneof![8 => typed_address(), 1 => any::<String>()],
        |text| {
            let connection = Connection {
                endpoint_url: Some(text.clone()),
                ..connection.clone()
            };
            match settle(&connection, &config, None, &trust) {
                Ok((_, facts)) => {
                    let shown = words::without_passwords(&text);
                    prop_assert_eq!(facts.endpoint.as_deref(), Some(shown.as_str()));
                    let host = host(&text);
                    let is_here = host == "localhost"
                        || host.ends_with(".localhost")
                        || host.starts_with("127.") && host.parse::<std::net::Ipv4Addr>().is_ok()
                        || host == "::1";
                    let is_secret = text.to_lowercase().starts_with("https://");
                    prop_assert_eq!(facts.warning.is_none(), is_here || is_secret, "{:?}", text);
                }
                Err(failure) => {
                    prop_assert_eq!(failure.kind, FailureKind::Setup);
                    prop_assert!(
                        failure.sentence.ends_with("is not an address."),
                        "{}",
                        failure.sentence
                    );
                }
            }
            Ok(())
        },
    );
    if let Err(failure) = outcome {
        panic!("{failure}");
    }
}

#[tokio::test]
async fn a_broken_certificate_bundle_is_told_before_anything_is_opened() {
    let connection = Connection {
        ca_bundle: Some(PathBuf::from("/nowhere/bundle.pem")),
        ..local("http://127.0.0.1:1".to_owned())
    };
    let failure = open(connection).await.unwrap_err();
    assert_eq!(failure.kind, FailureKind::Setup);
    assert!(
        failure
            .sentence
            .starts_with("The certificate bundle /nowhere/bundle.pem")
    );
}

#[test]
fn no_debug_output_shows_credentials() {
    let connection = local(String::new());
    let printed = format!("{connection:?}");
    assert!(
        !printed.contains("AKID") && !printed.contains("secret"),
        "{printed}"
    );
}

/// A password in an address stood in the header of every screen, in commands and in the lines printed on the way out.
#[test]
fn of_an_address_no_password_is_shown() {
    for (address, shown) in [
        (
            "http://user:secret@127.0.0.1:4566/a@b",
            "http://user:***@127.0.0.1:4566/a@b",
        ),
        (
            "https://a:b:c@d@example.com?x=y:z@w",
            "https://a:***@example.com?x=y:z@w",
        ),
        ("http://user@example.com", "http://user@example.com"),
        ("user:secret@example.com", "user:***@example.com"),
        ("//user:secret@example.com/", "//user:***@example.com/"),
        ("http://127.0.0.1:4566/", "http://127.0.0.1:4566/"),
        ("http://[::1]:4566#a:b@c", "http://[::1]:4566#a:b@c"),
    ] {
        assert_eq!(words::without_passwords(address), shown);
    }
}
