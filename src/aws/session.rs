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
use aws_types::os_shim_internal::{Env, Fs};
use aws_types::service_config::ServiceConfigKey;
use hyper::Uri;

use super::client::Client;
use super::refusal::{Renewal, Surroundings};
use super::trouble;
use super::wire::{self, Trust};
use crate::domain::call::{SessionFacts, SessionNumber};
use crate::domain::failure::{Failure, FailureKind, Operation};
use crate::domain::place::{Region, Scope};

/// The profile that is used where none is named; it need not exist.
const DEFAULT_PROFILE: &str = "default";

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

/// Opens a session. Profile, region, endpoint and certificates are settled here; credentials are first asked for by the first
/// request.
///
/// # Errors
/// No such profile, a profile file that can't be read, no region, an endpoint that is no address, certificates that can't be used.
pub async fn open(connection: Connection) -> Result<(Client, SessionFacts), Failure> {
    let profile = match connection.credentials {
        Source::Chain => check_profile(&connection).await?,
        Source::Fixed { .. } => None,
    };
    let trust = Arc::new(OnceLock::new());
    let config = configuration(&connection, &trust).await;
    let (client, facts) = settle(&connection, &config, &trust)?;
    // The environment's credentials are found before those of a profile that was not asked for by option.
    let profile = profile.filter(|_| !uses_environment(&connection));
    Ok((client, SessionFacts { profile, ..facts }))
}

/// Makes a client of a loaded configuration.
fn settle(
    connection: &Connection,
    config: &SdkConfig,
    trust: &OnceLock<Trust>,
) -> Result<(Client, SessionFacts), Failure> {
    let region = region(connection, config)?;
    let endpoint = endpoint(connection, config, "Lambda")?;
    let bundle = connection
        .ca_bundle
        .clone()
        .or_else(|| configured(config, "Lambda", "AWS_CA_BUNDLE", "ca_bundle").map(PathBuf::from));
    settle_trust(trust, bundle.as_deref(), endpoint.as_ref())?;

    let signs_for_real = matches!(connection.credentials, Source::Chain);
    let facts = SessionFacts {
        scope: Scope::of_region(region),
        profile: None,
        warning: endpoint
            .as_ref()
            .filter(|_| signs_for_real)
            .and_then(warning),
        endpoint: endpoint.map(|endpoint| endpoint.text),
    };
    let sts_endpoint = endpoint_text(connection, config, "STS");
    let surroundings = surroundings(connection, config, &facts, sts_endpoint);
    Ok((Client::new(connection, config, surroundings), facts))
}

/// Looks for the profile before the SDK does: it would tell at the first request, and less plainly. `None` where there is no default
/// profile.
#[expect(
    clippy::default_trait_access,
    reason = "the SDK's own name of the type is deprecated"
)]
async fn check_profile(connection: &Connection) -> Result<Option<String>, Failure> {
    let name = named_profile(connection);
    let profiles = aws_config::profile::load(
        &Fs::real(),
        &Env::real(),
        &Default::default(),
        Some(name.clone().into()),
    )
    .await
    .map_err(|problem| {
        let root = trouble::root_cause(&problem);
        setup(format!("The AWS profile files can't be read: {root}."))
    })?;
    if profiles.get_profile(&name).is_some() {
        return Ok(Some(name));
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
    Region::parse(name).ok_or_else(|| {
        setup(format!("\"{name}\" is not the name of a region."))
            .hint("Regions are written as eu-west-1.")
    })
}

/// An endpoint that is not AWS's own.
struct Endpoint {
    text: String,
    address: Uri,
}

fn endpoint_text(connection: &Connection, config: &SdkConfig, service: &str) -> Option<String> {
    connection
        .endpoint_url
        .clone()
        .or_else(|| configured(config, service, "AWS_ENDPOINT_URL", "endpoint_url"))
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
        Some(address) => Ok(Some(Endpoint { text, address })),
        None => Err(setup(format!("The endpoint \"{text}\" is not an address."))
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
fn warning(endpoint: &Endpoint) -> Option<String> {
    let address = &endpoint.address;
    let bare = !wire::is_encrypted(address) && !wire::is_loopback(address);
    bare.then(|| {
        "Not encrypted: requests to this endpoint are signed, but everybody on the way can read them."
            .to_owned()
    })
}

fn surroundings(
    connection: &Connection,
    config: &SdkConfig,
    facts: &SessionFacts,
    sts_endpoint: Option<String>,
) -> Surroundings {
    Surroundings {
        profile: named_profile(connection),
        region: facts.scope.region.clone(),
        lambda_endpoint: facts.endpoint.clone(),
        sts_endpoint,
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
    if uses_environment(connection) {
        return Renewal::Environment;
    }
    BY_KEY
        .iter()
        .find(|(key, _)| of_profile(config, key).is_some())
        .map_or(Renewal::Elsewhere, |(_, renewal)| *renewal)
}

/// Says whether the credentials are those of the environment: they come before a profile that was not asked for by option.
fn uses_environment(connection: &Connection) -> bool {
    connection.profile.is_none() && is_in_environment("AWS_ACCESS_KEY_ID")
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
        .unwrap_or_else(|| DEFAULT_PROFILE.to_owned())
}

#[expect(
    clippy::disallowed_methods,
    reason = "tells in a hint where credentials came from; the value is not looked at"
)]
fn is_in_environment(variable: &str) -> bool {
    std::env::var_os(variable).is_some_and(|value| !value.is_empty())
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicU32, Ordering};
    use std::time::SystemTime;

    use aws_credential_types::provider::{ProvideCredentials, future};
    use jiff::Timestamp;
    use proptest::prelude::*;
    use proptest::test_runner::{Config, TestRunner};
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    use tokio::net::TcpListener;

    use super::*;
    use crate::domain::call::{Answer, Outcome, Query, Reading, RequestId, Urgency};
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

    /// Answers every request as STS would, and counts them.
    async fn answer_as_sts(listener: TcpListener, requests: &AtomicU32) {
        let body = "<GetCallerIdentityResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\"><GetCallerIdentityResult>\
            <Arn>arn:aws:iam::123456789012:user/alice</Arn><UserId>A</UserId><Account>123456789012</Account>\
            </GetCallerIdentityResult></GetCallerIdentityResponse>";
        let length = body.len();
        let answer = format!(
            "HTTP/1.1 200 OK\r\nconnection: close\r\ncontent-length: {length}\r\n\r\n{body}"
        );
        loop {
            let (mut stream, _) = listener.accept().await.unwrap();
            assert_ne!(stream.read(&mut [0; 8192]).await.unwrap(), 0);
            requests.fetch_add(1, Ordering::Relaxed);
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
                    .within(&facts.scope),
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
            },
        );
        let Verdict::Same(proof) = found else {
            panic!("{found:?}")
        };
        reviewed.approve(proof).unwrap()
    }

    // Between the check and the write the chain may hand out other credentials: another account would be written to.
    #[tokio::test]
    async fn credentials_that_change_between_check_and_write_hold_the_write_back() {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let connection = local(format!("http://{}", listener.local_addr().unwrap()));
        let trust = Arc::new(OnceLock::new());
        let config = configuration(&connection, &trust).await;
        let rotating = SharedCredentialsProvider::new(Rotating::default());
        let config = config.into_builder().credentials_provider(rotating).build();
        let (client, facts) = settle(&connection, &config, &trust).unwrap();
        let requests = AtomicU32::new(0);
        let check_and_put = async {
            let answer = client.read(RequestId(1), &Query::Identity, Urgency::Operator);
            let (_, Ok(Answer::Identity(identity))) = answer.await else {
                panic!("STS did not answer")
            };
            client.put(approved(&facts, &identity)).await
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

    #[tokio::test]
    async fn an_endpoint_that_everybody_can_listen_to_is_warned_of_with_real_credentials_only() {
        for (endpoint, fixed, warned) in [
            ("http://10.0.0.1:4566", false, true),
            ("http://10.0.0.1:4566", true, false),
            ("http://127.0.0.1:4566", false, false),
            ("https://10.0.0.1:4566", false, false),
        ] {
            let mut connection = local(endpoint.to_owned());
            let trust = Arc::new(OnceLock::new());
            let config = configuration(&connection, &trust).await;
            if !fixed {
                connection.credentials = Source::Chain;
            }
            let (_, facts) = settle(&connection, &config, &trust).unwrap();
            assert_eq!(facts.warning.is_some(), warned, "{endpoint}");
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
        let config = runtime.block_on(configuration(&connection, &Arc::new(OnceLock::new())));
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
                match settle(&connection, &config, &trust) {
                    Ok((_, facts)) => {
                        prop_assert_eq!(facts.endpoint.as_deref(), Some(text.as_str()));
                        let host = host(&text);
                        let is_here = host == "localhost"
                            || host.ends_with(".localhost")
                            || host.starts_with("127.")
                                && host.parse::<std::net::Ipv4Addr>().is_ok()
                            || host == "::1";
                        let is_secret = text.to_lowercase().starts_with("https://");
                        prop_assert_eq!(
                            facts.warning.is_none(),
                            is_here || is_secret,
                            "{:?}",
                            text
                        );
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
}
