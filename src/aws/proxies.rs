//! The proxies that the environment names, and what is said where one of them stands before a connection that can't be opened.
//!
//! Knows the variables that the AWS CLI reads, of which `ALL_PROXY` is none. Does not know how a connection is opened, see `wire`, nor which
//! addresses are reached past any proxy.

use aws_smithy_http_client::proxy::{ProxyConfig, ProxyError};
use aws_smithy_runtime_api::client::result::ConnectorError;
use hyper::Uri;
use hyper_util::client::proxy::matcher::Matcher;
use thiserror::Error;

use super::profile;
use crate::domain::words;

/// A proxy through which an address is asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Proxy {
    /// Where it is, without its password.
    pub(super) address: String,
    /// The variable that names it.
    pub(super) variable: &'static str,
}

/// That what is named can't be a proxy: nothing is sent then.
#[derive(Debug, Error)]
#[error("{0}")]
pub(super) struct Unusable(ProxyError);

/// What is named for a protocol: in lower case before capitals, as Python's `urllib` has it, with which the AWS CLI looks.
#[derive(Clone, Copy)]
struct Variables {
    lower: &'static str,
    upper: &'static str,
}

const HTTP: Variables = Variables {
    lower: "http_proxy",
    upper: "HTTP_PROXY",
};
const HTTPS: Variables = Variables {
    lower: "https_proxy",
    upper: "HTTPS_PROXY",
};
const NONE: Variables = Variables {
    lower: "no_proxy",
    upper: "NO_PROXY",
};

impl Variables {
    fn of(is_encrypted: bool) -> Self {
        if is_encrypted { HTTPS } else { HTTP }
    }

    /// The variable that counts, with what it says. An empty one in lower case says that there is none.
    fn said(self) -> Option<(&'static str, String)> {
        let of = |name| Some((name, profile::of_variable(name)?));
        of(self.lower)
            .or_else(|| of(self.upper))
            .filter(|(_, said)| !said.is_empty())
    }

    /// The address of a proxy. One without a protocol is asked over plain HTTP.
    fn address(self) -> Option<String> {
        let (_, said) = self.said()?;
        Some(if said.contains("://") {
            said
        } else {
            format!("http://{}", said.trim_start_matches('/'))
        })
    }
}

fn exceptions() -> String {
    NONE.said().map_or_else(String::new, |(_, said)| said)
}

/// The proxy of a protocol, as the SDK's client takes it.
///
/// # Errors
/// What is named can't be a proxy.
pub(super) fn configured(is_encrypted: bool) -> Result<ProxyConfig, ConnectorError> {
    let Some(address) = Variables::of(is_encrypted).address() else {
        return Ok(ProxyConfig::disabled());
    };
    let proxy = if is_encrypted {
        ProxyConfig::https(address)
    } else {
        ProxyConfig::http(address)
    };
    let proxy = proxy.map_err(|problem| ConnectorError::user(Unusable(problem).into()))?;
    Ok(proxy.no_proxy(exceptions()))
}

/// The same for whoever looks for each address by itself.
pub(super) fn matcher() -> Matcher {
    let mut builder = Matcher::builder().no(exceptions());
    if let Some(address) = HTTP.address() {
        builder = builder.http(address);
    }
    if let Some(address) = HTTPS.address() {
        builder = builder.https(address);
    }
    builder.build()
}

/// The proxy before an address.
pub(super) fn before(address: &Uri, is_encrypted: bool) -> Option<Proxy> {
    let (variable, said) = Variables::of(is_encrypted).said()?;
    if configured(is_encrypted).is_err() {
        return Some(Proxy {
            address: words::without_passwords(&said),
            variable,
        });
    }
    let proxy = matcher().intercept(address)?;
    Some(Proxy {
        address: masked(proxy.uri(), proxy.basic_auth().is_some()),
        variable,
    })
}

/// An address as it is shown to others.
fn masked(address: &Uri, has_password: bool) -> String {
    let scheme = address.scheme_str().unwrap_or_default();
    let authority = address
        .authority()
        .map_or("", |authority| authority.as_str());
    let place = authority.rsplit('@').next().unwrap_or_default();
    let user = if has_password { "***:***@" } else { "" };
    format!("{scheme}://{user}{place}")
}

/// How far a connection came that has to go through a proxy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stage {
    /// What is named can't be one.
    Unusable,
    /// The proxy itself was not reached.
    Unreached,
    /// It answered that it lets nothing through.
    Closed,
    /// Behind it.
    Behind,
}

impl Stage {
    /// `sources`: what the parts of the program say that failed, as the HTTP client words it.
    fn of(sources: &[String]) -> Self {
        let says = |words: &str| sources.iter().any(|source| source.contains(words));
        if says("invalid proxy URL") {
            Self::Unusable
        } else if says("tcp connect error") || says("dns error") {
            Self::Unreached
        } else if says("tunnel error") {
            Self::Closed
        } else {
            Self::Behind
        }
    }
}

impl Proxy {
    /// Where it is, without a password.
    pub(super) fn address(&self) -> &str {
        &self.address
    }

    /// Says that no connection to somebody could be opened, at the end of a sentence and without its full stop. `why` says what happened.
    pub(super) fn told(&self, place: &str, sources: &[String], why: &str) -> String {
        let proxy = &self.address;
        match Stage::of(sources) {
            Stage::Unusable => {
                format!(
                    "the proxy {proxy}, through which {place} is to be asked, can't be used: {why}"
                )
            }
            Stage::Unreached => {
                format!("no connection to the proxy {proxy}, through which {place} is asked: {why}")
            }
            Stage::Closed => format!("the proxy {proxy} lets nothing through to {place}: {why}"),
            Stage::Behind => {
                format!("no connection to {place} through the proxy {proxy}: {why}")
            }
        }
    }

    /// What helps against that.
    pub(super) fn hint(&self, place: &str, sources: &[String]) -> String {
        let variable = self.variable;
        match Stage::of(sources) {
            Stage::Unusable => {
                format!("{variable} names this proxy, which has to be written as http://host:port.")
            }
            Stage::Unreached => format!(
                "{variable} names this proxy: is something listening there? NO_PROXY names hosts that are asked without it."
            ),
            Stage::Closed | Stage::Behind => format!(
                "{variable} names this proxy: it has to let you through to {place}. NO_PROXY names hosts that are asked without it."
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_proxy_is_named_without_its_password() {
        for (address, has_password, shown) in [
            ("http://proxy:3128", false, "http://proxy:3128"),
            ("http://proxy:3128/", true, "http://***:***@proxy:3128"),
            ("http://user:word@proxy/", true, "http://***:***@proxy"),
        ] {
            assert_eq!(masked(&address.parse().unwrap(), has_password), shown);
        }
    }

    /// Lambda was said to refuse what its proxy refused.
    #[test]
    fn it_is_the_proxy_that_is_told_where_it_was_the_proxy() {
        let proxy = Proxy {
            address: "http://proxy:1".to_owned(),
            variable: "HTTPS_PROXY",
        };
        for (source, told) in [
            (
                "tcp connect error",
                "no connection to the proxy http://proxy:1, through which Lambda is asked: it broke",
            ),
            (
                "tunnel error: unsuccessful",
                "the proxy http://proxy:1 lets nothing through to Lambda: it broke",
            ),
            (
                "invalid peer certificate: UnknownIssuer",
                "no connection to Lambda through the proxy http://proxy:1: it broke",
            ),
        ] {
            assert_eq!(proxy.told("Lambda", &[source.to_owned()], "it broke"), told);
        }
    }
}
