//! What the shared AWS files say of a profile, beyond what the SDK takes from them by itself.
//!
//! Knows how the files are found and read: by the SDK's own reader; and which variables name a profile. Does not know which key means
//! what.

use aws_config::profile::ProfileSet;
use aws_runtime::env_config::file::{EnvConfigFileKind, EnvConfigFiles};
use aws_types::os_shim_internal::{Env, Fs};

use super::endpoint;
use super::profile_files;
use super::role_chain::{self, BrokenChain, End};
use super::trouble;
use crate::domain::failure::{Failure, FailureKind, Operation};

/// The profile that is used where none is named; it need not exist.
pub const DEFAULT_PROFILE: &str = "default";

/// A profile of the shared files.
#[derive(Debug)]
pub struct Profile {
    /// Each key with its value.
    settings: Vec<(String, String)>,
    broken_chain: Option<BrokenChain>,
}

impl Profile {
    /// Reads a profile; `None` where the files have none of that name.
    ///
    /// # Errors
    /// The files can't be read.
    pub async fn read(name: &str) -> Result<Option<Self>, Failure> {
        let profiles = load(name).await?;
        let profile = profiles.get_profile(name);
        // Credentials may be among the keys of a profile, so only those that are asked for here are kept.
        Ok(profile.map(|profile| Self {
            settings: KEYS
                .into_iter()
                .filter_map(|key| Some((key.to_owned(), profile.get(key)?.to_owned())))
                .collect(),
            broken_chain: broken_chain(name, &profiles),
        }))
    }

    /// Why the role that this profile assumes can't be, where the files alone say so.
    #[must_use]
    pub fn broken_chain(&self) -> Option<&BrokenChain> {
        self.broken_chain.as_ref()
    }

    /// What the profile says of whether configured addresses are passed over.
    #[must_use]
    pub fn ignores_endpoints(&self) -> Option<&str> {
        self.get(endpoint::IGNORED)
    }

    /// The value of a key that the AWS CLI reads and the SDK does not.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&str> {
        let (_, value) = self.settings.iter().find(|(known, _)| known == key)?;
        Some(value)
    }
}

fn broken_chain(name: &str, profiles: &ProfileSet) -> Option<BrokenChain> {
    let chain = role_chain::chain(
        name,
        |profile, key| profiles.get_profile(profile)?.get(key),
        |profile| profiles.get_profile(profile).is_some(),
    );
    match chain.end {
        End::Broken(broken) => Some(broken),
        End::Source(_) | End::Kind(_) => None,
    }
}

/// One of the shared files, or what both say, in which the credentials file counts before the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum File {
    Both,
    Credentials,
    Config,
}

/// The shared files, together and each by itself.
pub(super) struct Files {
    pub(super) merged: ProfileSet,
    credentials: ProfileSet,
    config: ProfileSet,
}

impl Files {
    /// Reads them, `name` being the profile that is meant.
    ///
    /// # Errors
    /// They can't be read.
    pub(super) async fn read(name: &str) -> Result<Self, Failure> {
        let credentials = EnvConfigFiles::builder().include_default_credentials_file(true);
        let config = EnvConfigFiles::builder().include_default_config_file(true);
        Ok(Self {
            merged: load(name).await?,
            credentials: load_of(name, &credentials.build()).await?,
            config: load_of(name, &config.build()).await?,
        })
    }

    pub(super) fn of(&self, file: File) -> &ProfileSet {
        match file {
            File::Both => &self.merged,
            File::Credentials => &self.credentials,
            File::Config => &self.config,
        }
    }

    /// Says whether there is such a profile.
    pub(super) fn has(&self, profile: &str) -> bool {
        self.merged.get_profile(profile).is_some()
    }

    /// What both files together say of a key.
    pub(super) fn get(&self, profile: &str, key: &str) -> Option<&str> {
        self.merged.get_profile(profile)?.get(key)
    }
}

/// Files that hold a text, in place of those of the machine.
pub(super) fn only(text: String) -> EnvConfigFiles {
    EnvConfigFiles::builder()
        .with_contents(EnvConfigFileKind::Config, text)
        .build()
}

/// Reads all profiles of the shared files, `name` being the one that is meant.
///
/// # Errors
/// The files can't be read.
pub(super) async fn load(name: &str) -> Result<ProfileSet, Failure> {
    if let Some(why) = profile_files::no_text().await {
        return Err(unreadable(&why));
    }
    load_of(name, &EnvConfigFiles::default()).await
}

fn unreadable(why: &str) -> Failure {
    Failure::new(
        FailureKind::Setup,
        Operation::OpenSession,
        format!("The {}: {why}.", trouble::UNREADABLE),
    )
}

async fn load_of(name: &str, files: &EnvConfigFiles) -> Result<ProfileSet, Failure> {
    aws_config::profile::load(
        &Fs::real(),
        &Env::real(),
        files,
        Some(name.to_owned().into()),
    )
    .await
    .map_err(|problem| unreadable(&trouble::root_cause(&problem)))
}

/// The profile that the environment names, in the order of the AWS CLI; its name may be empty.
pub(super) fn of_environment() -> Option<String> {
    of_variable("AWS_DEFAULT_PROFILE").or_else(|| of_variable("AWS_PROFILE"))
}

/// The value of a variable that has one.
pub(super) fn variable(name: &str) -> Option<String> {
    of_variable(name).filter(|value| !value.is_empty())
}

/// The value of a variable that is there, which may be empty.
#[expect(
    clippy::disallowed_methods,
    reason = "what the environment says of credentials comes before the files, or beside them"
)]
pub(super) fn of_variable(name: &str) -> Option<String> {
    Some(std::env::var_os(name)?.to_string_lossy().into_owned())
}

/// The keys that are kept.
const KEYS: [&str; 7] = [
    "cli_timestamp_format",
    "defaults_mode",
    endpoint::IGNORED,
    "max_attempts",
    "output",
    "region",
    "retry_mode",
];
