//! Whether an address of Lambda is named before a profile's counts, in the order of the AWS CLI.
//!
//! Knows who may name an address, and when those that are configured are passed over. Does not know what a profile names, which the SDK
//! reads, nor what an address may be.

use std::borrow::Cow;

use super::connection::Connection;
use super::profile;

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
