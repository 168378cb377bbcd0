//! Credentials that can stand in a request: others are refused before anything is signed with them.
//!
//! Knows what the SDK can't write into a header, over which it panics or tells neither what it was nor whose. Does not know who gives
//! credentials, see `credential_order`, nor whether AWS takes them.

use aws_credential_types::Credentials;
use aws_credential_types::provider::error::CredentialsError;
use aws_credential_types::provider::{ProvideCredentials, SharedCredentialsProvider, future};

/// Refuses credentials that can't stand in a header. The end of a line of another system is easily taken along. `of` names whose they
/// are, where it is not clear: ` of profile base`.
pub(super) fn signable(
    credentials: Credentials,
    of: &str,
) -> Result<Credentials, CredentialsError> {
    let stands = |byte: u8| byte == b' ' || byte.is_ascii_graphic();
    let token = credentials.session_token().unwrap_or_default();
    let broken = [
        ("access key id", credentials.access_key_id()),
        ("session token", token),
    ]
    .into_iter()
    .find(|(_, value)| !value.bytes().all(stands));
    match broken {
        None if credentials.session_token() == Some("") => Ok(without_token(&credentials)),
        None => Ok(credentials),
        Some((what, _)) => Err(CredentialsError::invalid_configuration(format!(
            "the {what}{of} holds a character that no request can carry, such as the end of a line: it was copied with more than itself"
        ))),
    }
}

/// The same credentials without a token: an empty one is none to the AWS CLI, and would be sent as an empty header.
fn without_token(credentials: &Credentials) -> Credentials {
    let mut builder = Credentials::builder()
        .access_key_id(credentials.access_key_id())
        .secret_access_key(credentials.secret_access_key())
        .provider_name("Given");
    builder.set_expiry(credentials.expiry());
    builder.set_account_id(credentials.account_id().cloned());
    builder.build()
}

/// Whoever gives credentials with which a role is assumed: the SDK signs with them by itself.
#[derive(Debug)]
pub(super) struct Signable {
    giver: SharedCredentialsProvider,
    of: String,
}

impl Signable {
    /// The same giver, of whom nothing is taken that can't sign.
    pub(super) fn of(giver: SharedCredentialsProvider, of: String) -> Self {
        Self { giver, of }
    }

    async fn credentials(&self) -> Result<Credentials, CredentialsError> {
        signable(self.giver.provide_credentials().await?, &self.of)
    }
}

impl ProvideCredentials for Signable {
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
