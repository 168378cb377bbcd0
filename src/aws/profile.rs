//! What the shared AWS files say of a profile, beyond what the SDK takes from them by itself.
//!
//! Knows how the files are found and read: by the SDK's own reader. Does not know which key means what.

use aws_config::profile::ProfileSet;
use aws_runtime::env_config::file::EnvConfigFiles;
use aws_types::os_shim_internal::{Env, Fs};

use super::role_chain::{self, BrokenChain};
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
            broken_chain: role_chain::broken(
                name,
                |profile, key| profiles.get_profile(profile)?.get(key),
                |profile| profiles.get_profile(profile).is_some(),
            ),
        }))
    }

    /// Why the role that this profile assumes can't be, where the files alone say so.
    #[must_use]
    pub fn broken_chain(&self) -> Option<&BrokenChain> {
        self.broken_chain.as_ref()
    }

    /// The value of a key that the AWS CLI reads and the SDK does not.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&str> {
        let (_, value) = self.settings.iter().find(|(known, _)| known == key)?;
        Some(value)
    }
}

/// Reads all profiles of the shared files, `name` being the one that is meant.
///
/// # Errors
/// The files can't be read.
pub(super) async fn load(name: &str) -> Result<ProfileSet, Failure> {
    aws_config::profile::load(
        &Fs::real(),
        &Env::real(),
        &EnvConfigFiles::default(),
        Some(name.to_owned().into()),
    )
    .await
    .map_err(|problem| {
        let root = trouble::root_cause(&problem);
        Failure::new(
            FailureKind::Setup,
            Operation::OpenSession,
            format!("The AWS profile files can't be read: {root}."),
        )
    })
}

/// The keys that are kept.
const KEYS: [&str; 6] = [
    "cli_timestamp_format",
    "defaults_mode",
    "max_attempts",
    "output",
    "region",
    "retry_mode",
];
