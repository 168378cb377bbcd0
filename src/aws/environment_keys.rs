//! The keys of the environment, told by the names of their variables where they can't be used: the SDK says only that one of them is
//! not set, or no text.
//!
//! Knows the variables. Does not know when they count, see `credential_order`; reading those that can be read is the SDK's.

use aws_config::environment::EnvironmentVariableCredentialsProvider;
use aws_credential_types::Credentials;
use aws_credential_types::provider::error::CredentialsError;
use aws_credential_types::provider::{ProvideCredentials, future};

const SECRET: &str = "AWS_SECRET_ACCESS_KEY";

/// The variables that hold a credential. The value of none is told.
const VARIABLES: [&str; 3] = ["AWS_ACCESS_KEY_ID", SECRET, "AWS_SESSION_TOKEN"];

/// Whoever gives the keys of the environment.
#[derive(Debug)]
pub(super) struct EnvironmentKeys;

impl EnvironmentKeys {
    #[expect(
        clippy::disallowed_methods,
        reason = "whether a variable is text can't be asked of the SDK"
    )]
    async fn credentials() -> Result<Credentials, CredentialsError> {
        let is_garbled = |name: &&str| {
            let value = std::env::var_os(name);
            value.is_some_and(|value| value.to_str().is_none())
        };
        if let Some(name) = VARIABLES.into_iter().find(is_garbled) {
            return Err(CredentialsError::invalid_configuration(format!(
                "{name} holds bytes that are no text (UTF-8): set it anew, or unset it to use a profile"
            )));
        }
        let given = EnvironmentVariableCredentialsProvider::new();
        let given = given.provide_credentials().await;
        given.map_err(|error| {
            if matches!(error, CredentialsError::CredentialsNotLoaded(_)) {
                CredentialsError::not_loaded(format!("{SECRET} is not set"))
            } else {
                error
            }
        })
    }
}

impl ProvideCredentials for EnvironmentKeys {
    fn provide_credentials<'a>(&'a self) -> future::ProvideCredentials<'a>
    where
        Self: 'a,
    {
        future::ProvideCredentials::new(Self::credentials())
    }
}
