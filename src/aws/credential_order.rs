//! Which of several sources the credentials of a session come from, in the order of the AWS CLI.
//!
//! Knows that order, which the SDK does not keep: of a profile it takes a process before the keys of the credentials file, of a source
//! profile its keys before anything else, and the environment's web identity last. Knows how the SDK is left no choice: it is shown the
//! one source that counts. Does not know how any source is asked; that is the SDK's, but for a process, see `credential_process`.

use std::fmt;

use aws_config::ecs::EcsCredentialsProvider;
use aws_config::imds::credentials::ImdsCredentialsProvider;
use aws_config::meta::credentials::CredentialsProviderChain;
use aws_config::profile::ProfileFileCredentialsProvider;
use aws_config::profile::credentials::Builder as ProfileBuilder;
use aws_config::provider_config::ProviderConfig;
use aws_credential_types::provider::SharedCredentialsProvider;

use super::connection::{Connection, Terminal};
use super::credential_process::CredentialProcess;
use super::environment_keys::EnvironmentKeys;
use super::profile::{self, File, Files};
use super::refusal::{Renewal, Way};
use super::role_chain::{self, Chain, End, KINDS};
use super::shown::{PROCESS, Sections, TOKEN_FILE, section};
use super::signable::Signable;
use super::token_file::{self, NamingTokenFile};
use crate::domain::failure::Failure;

/// The sources, in the order in which the AWS CLI looks; the keys of the environment come before a role.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// `AWS_ACCESS_KEY_ID`.
    EnvironmentKeys,
    /// A role that is assumed with the credentials of another source.
    Role,
    /// A role that is assumed with the token of `AWS_WEB_IDENTITY_TOKEN_FILE`.
    EnvironmentToken,
    /// The same, of the profile.
    Token,
    SingleSignOn,
    /// Keys of the credentials file.
    Keys,
    Login,
    Process,
    /// Keys of the configuration file.
    ConfiguredKeys,
    /// None that is named: those of the container, else of the machine.
    Machine,
    /// Those of the container, which a role names.
    Container,
    /// Those of the machine, which a role names.
    Instance,
    /// None, where a role names a profile that has no whole source. The SDK says what it lacks.
    Nowhere,
}

impl Kind {
    /// The kind that `credential_source` names.
    fn of_name(name: &str) -> Self {
        match name {
            "Environment" => Self::EnvironmentKeys,
            "EcsContainer" => Self::Container,
            _ => Self::Instance,
        }
    }

    /// The same where a role names the profile: the machine has no part in it.
    fn named(self) -> Self {
        if self == Self::Machine {
            Self::Nowhere
        } else {
            self
        }
    }
}

/// Where the credentials of a session come from.
pub(super) struct Origin {
    kind: Kind,
    /// The profile with whose credentials a role is assumed, and where those come from.
    source: Option<(String, Kind)>,
    /// The profiles and keys of which the SDK shall know for the source, which may be secret.
    shown: Sections,
    /// The profiles whose roles are assumed, one with the credentials of the next, each with its own part of that. None where they lead
    /// nowhere: they are among what is shown then, and the SDK says so.
    roles: Vec<(String, Sections)>,
}

impl fmt::Debug for Origin {
    /// Names the kind alone: the keys may be secret.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Origin({:?})", self.kind)
    }
}

impl Origin {
    /// Finds out where credentials come from, by what environment and files say now.
    ///
    /// # Errors
    /// The files can't be read.
    pub(super) async fn find(connection: &Connection) -> Result<Self, Failure> {
        let by_variable = connection.profile.is_none() || connection.environment_first;
        if by_variable && profile::variable("AWS_ACCESS_KEY_ID").is_some() {
            return Ok(Self {
                kind: Kind::EnvironmentKeys,
                source: None,
                shown: Sections::default(),
                roles: Vec::new(),
            });
        }
        let token = TokenOfEnvironment::read().filter(|_| by_variable);
        let name = connection.named_profile();
        let files = Files::read(name).await?;
        Ok(Self::among(&files, name, token.as_ref()))
    }

    fn among(files: &Files, name: &str, token: Option<&TokenOfEnvironment>) -> Self {
        let mut shown = Sections::default();
        let Chain { roles, end } = role_chain::chain(
            name,
            |profile, key| files.get(profile, key),
            |profile| files.has(profile),
        );
        let source = match end {
            End::Source(profile) if roles.is_empty() => {
                return Self {
                    kind: shown.add_source(files, profile, token),
                    source: None,
                    shown,
                    roles: Vec::new(),
                };
            }
            // The environment's token is not looked at for a source profile.
            End::Source(profile) => Some((profile, shown.add_source(files, profile, None).named())),
            End::Kind(kind) => roles.last().map(|last| (*last, Kind::of_name(kind))),
            End::Broken(_) => {
                for profile in &roles {
                    shown.add_role(files, profile);
                }
                None
            }
        };
        let roles = roles.into_iter().filter(|_| source.is_some());
        Self {
            kind: Kind::Role,
            source: source.map(|(profile, kind)| (profile.to_owned(), kind)),
            shown,
            roles: roles
                .map(|profile| (profile.to_owned(), Sections::of_role(files, profile)))
                .collect(),
        }
    }

    /// Whether they are the environment's, so that a profile that is named has no part in them.
    pub(super) fn is_environment(&self) -> bool {
        matches!(self.kind, Kind::EnvironmentKeys | Kind::EnvironmentToken)
    }

    /// How such credentials are renewed, and in which profile, where it is not the session's own.
    pub(super) fn way(&self) -> Way {
        let source = self.source.as_ref();
        Way {
            renewal: self.renewal(),
            source_profile: source.map(|(profile, _)| profile.clone()),
        }
    }

    fn renewal(&self) -> Renewal {
        let source = self.source.as_ref();
        match source.map_or(self.kind, |(_, kind)| *kind) {
            Kind::EnvironmentKeys => Renewal::Environment,
            Kind::SingleSignOn => Renewal::SingleSignOn,
            Kind::Login => Renewal::Login,
            Kind::Process => Renewal::Process,
            Kind::Keys | Kind::ConfiguredKeys => Renewal::Keys,
            Kind::EnvironmentToken => Renewal::EnvironmentToken,
            Kind::Token => Renewal::Token,
            Kind::Role | Kind::Machine | Kind::Container | Kind::Instance | Kind::Nowhere => {
                Renewal::Elsewhere
            }
        }
    }

    /// Who gives them: the SDK, knowing of this source alone. `endpoint` tells the address of a service by its id, where one is set.
    ///
    /// Each role is asked for by itself, with credentials that were looked at before: with these, the SDK signs where nobody else does.
    pub(super) fn provider(
        self,
        connection: &Connection,
        around: &ProviderConfig,
        endpoint: impl Fn(&str) -> Option<String>,
    ) -> SharedCredentialsProvider {
        let named = connection.named_profile();
        let (name, kind) = match &self.source {
            Some((profile, kind)) => (profile.as_str(), *kind),
            None => (named, self.kind),
        };
        let base = base(
            kind,
            name,
            self.shown,
            (around, connection.terminal),
            &endpoint,
        );
        let roles = self.roles.into_iter().rev();
        let (giver, _) = roles.fold(base, |(giver, of), (profile, mut shown)| {
            shown.add_endpoints(&profile, &endpoint);
            let role = of_profile(&profile, &shown, around)
                .with_custom_provider(GIVEN, Signable::of(giver, of));
            let role = SharedCredentialsProvider::new(role.build());
            (role, format!(" of the role of profile {profile}"))
        });
        giver
    }
}

/// What a role is shown to be assumed with.
const GIVEN: &str = "Given";

/// Who gives the credentials of a source that is no role, and whose they are. A profile whose roles lead nowhere is taken for one: the SDK says so.
fn base(
    kind: Kind,
    name: &str,
    mut shown: Sections,
    (around, terminal): (&ProviderConfig, Terminal),
    endpoint: impl Fn(&str) -> Option<String>,
) -> (SharedCredentialsProvider, String) {
    let container = || EcsCredentialsProvider::builder().configure(around).build();
    let instance = || {
        let instance = ImdsCredentialsProvider::builder().configure(around);
        instance.build()
    };
    let (giver, of) = match kind {
        Kind::EnvironmentKeys => (
            SharedCredentialsProvider::new(EnvironmentKeys),
            "the environment",
        ),
        Kind::Container => (SharedCredentialsProvider::new(container()), "the container"),
        Kind::Instance => (SharedCredentialsProvider::new(instance()), "the machine"),
        Kind::Machine => (
            SharedCredentialsProvider::new(
                CredentialsProviderChain::first_try("EcsContainer", container())
                    .or_else("Ec2InstanceMetadata", instance()),
            ),
            "the machine",
        ),
        Kind::Role
        | Kind::EnvironmentToken
        | Kind::Token
        | Kind::SingleSignOn
        | Kind::Keys
        | Kind::Login
        | Kind::Process
        | Kind::ConfiguredKeys
        | Kind::Nowhere => {
            if let Some(command) = shown.of_source(PROCESS) {
                let giver = CredentialProcess::of(command, terminal);
                let giver = SharedCredentialsProvider::new(giver);
                return (giver, format!(" of profile {name}"));
            }
            shown.add_endpoints(name, endpoint);
            let giver = SharedCredentialsProvider::new(of_profile(name, &shown, around).build());
            let giver = match token_file(kind, &shown) {
                Some(file) => NamingTokenFile::of(giver, file),
                None => giver,
            };
            return (giver, format!(" of profile {name}"));
        }
    };
    (giver, format!(" of {of}"))
}

/// The file with the token of a source that has one.
fn token_file(kind: Kind, shown: &Sections) -> Option<String> {
    if kind != Kind::SingleSignOn {
        return shown.of_source(TOKEN_FILE).map(str::to_owned);
    }
    let session = shown.of_source("sso_session");
    let home = profile::variable("HOME")?;
    let name = session.or_else(|| shown.of_source("sso_start_url"))?;
    Some(token_file::of_single_sign_on(&home, name))
}

/// The SDK's way to the credentials of a profile of which it is shown no more than this.
fn of_profile(name: &str, shown: &Sections, around: &ProviderConfig) -> ProfileBuilder {
    ProfileFileCredentialsProvider::builder()
        .configure(around)
        .profile_name(name)
        .profile_files(profile::only(shown.text()))
}

/// A web identity as far as the environment names it.
struct TokenOfEnvironment {
    file: Option<String>,
    role: Option<String>,
    session: Option<String>,
}

impl TokenOfEnvironment {
    fn read() -> Option<Self> {
        let file = profile::variable("AWS_WEB_IDENTITY_TOKEN_FILE");
        let role = profile::variable("AWS_ROLE_ARN");
        let session = profile::variable("AWS_ROLE_SESSION_NAME");
        (file.is_some() || role.is_some()).then_some(Self {
            file,
            role,
            session,
        })
    }
}

/// What of a role counts beside its source; the SDK knows no more of it.
const OF_ROLE: [&str; 3] = ["role_arn", "role_session_name", "external_id"];
const SOURCES_OF_ROLE: [&str; 2] = ["source_profile", "credential_source"];

const ACCESS_KEY: &str = "aws_access_key_id";
const SECRET_KEY: &str = "aws_secret_access_key";
const ROLE: &str = "role_arn";

impl Sections {
    /// Adds a role as the files have it.
    fn add_role(&mut self, files: &Files, profile: &str) {
        let kind = files.get(profile, "credential_source");
        let is_known = kind.is_none_or(|kind| KINDS.contains(&kind));
        self.add_keys(files, profile, if is_known { &OF_ROLE } else { &[ROLE] });
        if is_known {
            self.add_keys(files, profile, &SOURCES_OF_ROLE);
        }
    }

    /// A role alone, to be assumed with what is given.
    fn of_role(files: &Files, profile: &str) -> Self {
        let mut shown = Self::default();
        shown.add_keys(files, profile, &OF_ROLE);
        shown.add(&section(profile), "credential_source", GIVEN);
        shown
    }

    /// Adds the one source that counts of a profile which assumes no role by another.
    fn add_source(
        &mut self,
        files: &Files,
        profile: &str,
        token: Option<&TokenOfEnvironment>,
    ) -> Kind {
        let of_token = |key: &str, variable: Option<&String>| {
            let value = variable.map(String::as_str);
            value.or_else(|| files.get(profile, key)).map(str::to_owned)
        };
        let file = of_token(TOKEN_FILE, token.and_then(|token| token.file.as_ref()));
        if let Some(file) = file.filter(|file| !file.is_empty()) {
            let role = of_token(ROLE, token.and_then(|token| token.role.as_ref()));
            let session = token.and_then(|token| token.session.as_ref());
            let session = of_token("role_session_name", session);
            for (key, value) in [
                (TOKEN_FILE, Some(file)),
                (ROLE, role),
                ("role_session_name", session),
            ] {
                if let Some(value) = value {
                    self.add(&section(profile), key, &value);
                }
            }
            return match token {
                Some(_) => Kind::EnvironmentToken,
                None => Kind::Token,
            };
        }
        let found = BY_KEY.iter().find(|row| {
            let set = files.of(row.file);
            set.get_profile(profile)
                .is_some_and(|profile| profile.get(row.key).is_some())
        });
        let Some(row) = found else {
            return Kind::Machine;
        };
        let kept = files.of(row.file).get_profile(profile);
        for key in row.keys {
            if let Some(value) = kept.and_then(|kept| kept.get(key)) {
                self.add(&section(profile), key, value);
            }
        }
        if row.kind == Kind::SingleSignOn {
            self.add_single_sign_on(files, profile);
        }
        row.kind
    }

    /// Adds address and region of a single sign-on. The SDK refuses to find them in the profile too, where the AWS CLI refuses only what
    /// contradicts its session.
    fn add_single_sign_on(&mut self, files: &Files, profile: &str) {
        let name = files.get(profile, "sso_session");
        let session = name.and_then(|name| files.merged.sso_session(name));
        for key in ["sso_start_url", "sso_region"] {
            let of_profile = files.get(profile, key);
            let of_session = session.and_then(|session| session.get(key));
            if let (Some(name), Some(value)) = (name, of_session) {
                self.add(&format!("sso-session {name}"), key, value);
            }
            if let Some(value) = of_profile.filter(|_| of_profile != of_session) {
                self.add(&section(profile), key, value);
            }
        }
    }
}

/// What shows that a profile has a source.
struct Row {
    key: &'static str,
    /// The file that has to hold it.
    file: File,
    kind: Kind,
    /// What of that file counts with it.
    keys: &'static [&'static str],
}

const KEYS: [&str; 4] = [
    ACCESS_KEY,
    SECRET_KEY,
    "aws_session_token",
    "aws_account_id",
];
const SINGLE_SIGN_ON: [&str; 3] = ["sso_session", "sso_account_id", "sso_role_name"];

/// The sources of a profile behind its roles, in their order.
const BY_KEY: [Row; 6] = [
    row(
        "sso_role_name",
        File::Both,
        Kind::SingleSignOn,
        &SINGLE_SIGN_ON,
    ),
    row(
        "sso_account_id",
        File::Both,
        Kind::SingleSignOn,
        &SINGLE_SIGN_ON,
    ),
    row(ACCESS_KEY, File::Credentials, Kind::Keys, &KEYS),
    row("login_session", File::Both, Kind::Login, &["login_session"]),
    row(PROCESS, File::Both, Kind::Process, &[PROCESS]),
    row(ACCESS_KEY, File::Config, Kind::ConfiguredKeys, &KEYS),
];

const fn row(key: &'static str, file: File, kind: Kind, keys: &'static [&'static str]) -> Row {
    Row {
        key,
        file,
        kind,
        keys,
    }
}
