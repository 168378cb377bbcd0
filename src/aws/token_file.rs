//! The file of a token, named where it can't be used: of that of a web identity the SDK tells what the system says of it, of that of a
//! single sign-on what it lacks, and of neither which it is.
//!
//! Knows the file that was looked for, where that of a single sign-on is, and by what the SDK's error shows that it was the file. Does not
//! know which token is wanted, see `credential_order`.

use std::error::Error;
use std::io;

use aws_credential_types::Credentials;
use aws_credential_types::provider::error::CredentialsError;
use aws_credential_types::provider::{ProvideCredentials, SharedCredentialsProvider, future};
use sha1::{Digest, Sha1};
use thiserror::Error;

use super::trouble::sources;

/// What the SDK says of a file that holds no text.
const NO_TEXT: &str = "WebIdentityToken was not valid UTF-8";

/// What the SDK says of a file of single sign-on whose content it can't use; one that can't be read it names itself.
const NO_SINGLE_SIGN_ON: [&str; 4] = [
    "cached SSO token file",
    "expected a JSON document",
    "expected object key",
    "found more JSON tokens",
];

/// The file that `aws sso login` writes for a session by this name, or without one for this address
/// ([where it is](https://docs.aws.amazon.com/sdkref/latest/guide/understanding-sso.html)).
pub(super) fn of_single_sign_on(home: &str, name_or_address: &str) -> String {
    let digest = Sha1::digest(name_or_address);
    format!("{home}/.aws/sso/cache/{digest:x}.json")
}

/// A file that can't be used, in the words that the SDK has for the files of logins.
#[derive(Debug, Error)]
#[error("failed to read `{path}`")]
struct Unreadable {
    path: String,
    source: CredentialsError,
}

/// Whoever gives credentials for the token in a file, which is the one file that is read.
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

/// Says whether it was for the file.
fn is_of_file(error: &CredentialsError) -> bool {
    is_unusable(error) || is_unread(error)
}

/// Says whether what the file of a single sign-on holds is none.
fn is_unusable(error: &CredentialsError) -> bool {
    let is_of_cache = |said: &String| NO_SINGLE_SIGN_ON.iter().any(|words| said.contains(words));
    sources(error).iter().any(is_of_cache)
}

/// Says whether the token of a web identity could not be read: what the system says stands directly behind the error about credentials then, and behind
/// one of a request where a connection failed.
fn is_unread(error: &CredentialsError) -> bool {
    let mut link: &(dyn Error + 'static) = error;
    while let Some(source) = link.source() {
        if source.is::<io::Error>() || source.to_string() == NO_TEXT {
            return link.is::<CredentialsError>();
        }
        link = source;
    }
    false
}
