//! Which address of a service counts, in the order of the AWS CLI: an option's, a variable's, a profile's, else AWS's own.
//!
//! Knows who may name an address, and when those that are configured are passed over. Does not know how environment and profile are read,
//! nor what is sent to an address.

use std::borrow::Cow;

use aws_config::SdkConfig;
use hyper::Uri;

use super::connection::Connection;
use super::profile;
use super::session::{configured, setup};
use crate::domain::failure::Failure;
use crate::domain::words;

/// The profile's key by which configured addresses are passed over.
pub(super) const IGNORED: &str = "ignore_configured_endpoint_urls";

/// Says whether the addresses of environment and profile are passed over; `of_profile`: what the profile says of [`IGNORED`]. The variable
/// counts before it, and both say so with `true` alone, to the SDK as to the AWS CLI.
pub(super) fn are_ignored(of_profile: Option<&str>) -> bool {
    let variable = profile::of_variable("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS");
    let said = variable.as_deref().or(of_profile);
    said.is_some_and(|said| said.eq_ignore_ascii_case("true"))
}

/// Where Lambda is, as far as it is known before the profile is asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NamedEndpoint<'a> {
    /// An option or a variable names its address.
    At(Cow<'a, str>),
    /// The profile's address counts, where it names one.
    Unnamed,
    /// At AWS's own: what environment and profile say is passed over.
    OfAws,
}

impl Connection {
    /// Where Lambda is by option and variables; `ignored`: what the profile says of `ignore_configured_endpoint_urls`.
    #[must_use]
    pub fn named_endpoint(&self, ignored: Option<&str>) -> NamedEndpoint<'_> {
        if let Some(option) = &self.endpoint_url {
            return NamedEndpoint::At(Cow::Borrowed(option));
        }
        if are_ignored(ignored) {
            return NamedEndpoint::OfAws;
        }
        ["AWS_ENDPOINT_URL_LAMBDA", "AWS_ENDPOINT_URL"]
            .into_iter()
            .find_map(profile::variable)
            .map_or(NamedEndpoint::Unnamed, |url| {
                NamedEndpoint::At(Cow::Owned(url))
            })
    }
}

/// An endpoint that is not AWS's own.
pub(super) struct Endpoint {
    pub(super) text: String,
    pub(super) address: Uri,
}

/// The address of a service, where it is not AWS's own. What is configured is read by the SDK, in the same order.
pub(super) fn text<'a>(
    connection: &'a Connection,
    config: &SdkConfig,
    service: &str,
) -> Option<Cow<'a, str>> {
    let by_option = connection.endpoint_url.as_deref().map(Cow::Borrowed);
    by_option
        .or_else(|| configured(config, service, "AWS_ENDPOINT_URL", "endpoint_url").map(Cow::Owned))
}

/// The same, taken apart.
///
/// # Errors
/// It is no address.
pub(super) fn of(
    connection: &Connection,
    config: &SdkConfig,
    service: &str,
) -> Result<Option<Endpoint>, Failure> {
    let Some(text) = text(connection, config, service) else {
        return Ok(None);
    };
    let address = text.parse().ok().filter(|address: &Uri| {
        address.host().is_some() && matches!(address.scheme_str(), Some("http" | "https"))
    });
    match address {
        Some(address) => Ok(Some(Endpoint {
            text: text.into_owned(),
            address,
        })),
        None => Err(setup(format!(
            "The endpoint \"{}\" is not an address.",
            words::without_passwords(&text)
        ))
        .hint("Endpoints are written as http://127.0.0.1:4566 or https://example.com.")),
    }
}
