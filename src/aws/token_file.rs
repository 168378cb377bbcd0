//! The file of a web identity's token, named where it can't be used: the SDK tells what the system says of it, and not which it is.
//!
//! Knows the file that was looked for, and by what the SDK's error shows that it was the file. Does not know which file that has to be,
//! see `credential_order`.

use std::error::Error;
use std::io;

use aws_credential_types::Credentials;
use aws_credential_types::provider::error::CredentialsError;
use aws_credential_types::provider::{ProvideCredentials, SharedCredentialsProvider, future};
use thiserror::Error;

/// What the SDK says of a file that holds no text.
const NO_TEXT: &str = "WebIdentityToken was not valid UTF-8";

/// A file that can't be used, in the words that the SDK has for the files of logins.
#[derive(Debug, Error)]
#[error("failed to read `{path}`")]
struct Unreadable {
    path: String,
    source: CredentialsError,
}

/// Whoever gives credentials for the token in a file.
#[derive(Debug)]
pub(super) struct NamingTokenFile {
    giver: SharedCredentialsProvider,
    path: String,
}

impl NamingTokenFile {
    /// The same giver, who names this file where it fails for it.
    pub(super) fn of(giver: SharedCredentialsProvider, path: String) -> SharedCredentialsProvider {
        SharedCredentialsProvider::new(Self { giver, path })
    }

    async fn credentials(&self) -> Result<Credentials, CredentialsError> {
        let given = self.giver.provide_credentials().await;
        given.map_err(|error| {
            if is_of_file(&error) {
                CredentialsError::provider_error(Unreadable {
                    path: self.path.clone(),
                    source: error,
                })
            } else {
                error
            }
        })
    }
}

impl ProvideCredentials for NamingTokenFile {
    fn provide_credentials<'a>(&'a self) -> future::ProvideCredentials<'a>
    where
        Self: 'a,
    {
        future::ProvideCredentials::new(self.credentials())
    }

    fn fallback_on_interrupt(&self) -> Option<Credentials> {
        self.giver.fallback_on_interrupt()
    }
}

/// Says whether the token could not be read: what the system says stands directly behind the error about credentials then, and behind
/// one of a request where a connection failed.
fn is_of_file(error: &CredentialsError) -> bool {
    let mut link: &(dyn Error + 'static) = error;
    while let Some(source) = link.source() {
        if source.is::<io::Error>() || source.to_string() == NO_TEXT {
            return link.is::<CredentialsError>();
        }
        link = source;
    }
    false
}
