//! What decides where a session works and how: plain data, filled from options.
//!
//! Knows every choice and what holds where none is made. Does not know how a session is opened; see `session`.

use std::num::NonZeroU32;
use std::path::PathBuf;
use std::time::Duration;

use super::profile::{self, DEFAULT_PROFILE};
use crate::domain::call::SessionNumber;

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
    /// The longest wait before what was typed is sent a second time; it doubles with each further time.
    pub repetition: Duration,
}

impl Bounds {
    /// Where something may take as long as it takes.
    pub const NO_LIMIT: Duration = Duration::MAX;
}

impl Default for Bounds {
    fn default() -> Self {
        Self {
            connect: Duration::from_secs(3),
            attempt: Duration::from_secs(10),
            credentials: Duration::from_secs(15),
            operation: Duration::from_secs(30),
            repetition: Duration::from_secs(1),
        }
    }
}

/// Where credentials come from.
#[derive(Clone, Default)]
pub enum Source {
    /// Environment, profile, container, instance, in the order of the AWS CLI.
    #[default]
    Chain,
    /// None: requests go out unsigned.
    Unsigned,
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
            Self::Unsigned => "Unsigned",
            Self::Fixed { .. } => "Fixed",
        })
    }
}

/// Which names a region may have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RegionNames {
    /// Those that AWS gives: what is read from its answers names no other.
    OfAws,
    /// Any label of a host name, as the AWS CLI takes it.
    Any,
}

/// Who has the terminal while credentials are asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Terminal {
    /// Whoever asks: what is started for credentials may.
    Anybody,
    /// The screens alone.
    Screens,
}

/// Everything that decides where a session works and how.
#[derive(Clone, Debug)]
pub struct Connection {
    /// The number of the session.
    pub number: SessionNumber,
    /// The profile that was named.
    pub profile: Option<String>,
    /// It was named by a variable, not by option: credentials of the environment come before its, as the AWS CLI has it. Those of a
    /// profile that was asked for by option are used whatever the environment holds.
    pub environment_first: bool,
    /// The region that was asked for; else that of the environment, the profile or the machine.
    pub region: Option<String>,
    /// Which names a region may have.
    pub region_names: RegionNames,
    /// The endpoint that was asked for; else that of the environment or the profile; else AWS's own.
    pub endpoint_url: Option<String>,
    /// Refuses every write.
    pub read_only: bool,
    /// How many requests go in a second at most.
    pub requests_per_second: NonZeroU32,
    /// How long things may take.
    pub bounds: Bounds,
    /// How often what was typed is sent at most, where it may be sent again.
    pub typed_attempts: NonZeroU32,
    /// Where credentials come from.
    pub credentials: Source,
    /// The certificate bundle that was asked for; else that of `AWS_CA_BUNDLE` or of the profile; else the system's certificates.
    pub ca_bundle: Option<PathBuf>,
    /// Who has the terminal.
    pub terminal: Terminal,
    /// Whether the other side has to prove who it is; without, whoever answers is believed.
    pub verify_certificates: bool,
}

impl Connection {
    /// Requests in a second where nobody says otherwise: about half of what an account has for everybody.
    pub const REQUESTS_PER_SECOND: NonZeroU32 = match NonZeroU32::new(8) {
        Some(rate) => rate,
        None => NonZeroU32::MIN,
    };

    /// How often the AWS CLI sends a request where nobody says otherwise.
    pub const TYPED_ATTEMPTS: NonZeroU32 = match NonZeroU32::new(5) {
        Some(attempts) => attempts,
        None => NonZeroU32::MIN,
    };

    /// Describes a session that finds everything for itself, as the AWS CLI does.
    #[must_use]
    pub fn new(number: SessionNumber) -> Self {
        Self {
            number,
            profile: profile::of_environment(),
            environment_first: true,
            region: None,
            region_names: RegionNames::OfAws,
            endpoint_url: None,
            read_only: false,
            requests_per_second: Self::REQUESTS_PER_SECOND,
            bounds: Bounds::default(),
            typed_attempts: Self::TYPED_ATTEMPTS,
            credentials: Source::Chain,
            ca_bundle: None,
            terminal: Terminal::Anybody,
            verify_certificates: true,
        }
    }

    /// Takes the profile that an option names, where one does, before that of the environment. An empty name is none there, as the AWS
    /// CLI has it.
    #[must_use]
    pub fn with_profile(self, option: Option<String>) -> Self {
        match option.filter(|name| !name.is_empty()) {
            None => self,
            named => Self {
                profile: named,
                environment_first: false,
                ..self
            },
        }
    }

    /// The profile that credentials are looked for in.
    pub(super) fn named_profile(&self) -> &str {
        let named = self.profile.as_deref();
        named
            .filter(|name| !name.is_empty())
            .unwrap_or(DEFAULT_PROFILE)
    }
}
