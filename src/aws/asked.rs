//! Where a request was sent: kept beside what came of it, since what gives credentials is asked inside another request, at an address that
//! the SDK's errors do not tell.
//!
//! Knows how an address is kept with an answer or a failure, and found there. Does not know who is asked, nor what is said of it.

use std::error::Error;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use aws_smithy_runtime_api::box_error::BoxError;
use aws_smithy_runtime_api::client::orchestrator::HttpResponse;
use aws_smithy_runtime_api::client::result::{ConnectorError, SdkError};
use hyper::Uri;
use thiserror::Error;

use super::proxies::Proxy;
use super::trouble::find;
use super::wire;
use crate::domain::words;

/// The address to which a request was sent.
#[derive(Clone, Debug)]
pub(super) struct Asked(String);

/// What a request came to that no answer came to.
#[derive(Debug, Error)]
#[error("nothing came from where it was sent")]
struct InVain {
    asked: Asked,
    source: ConnectorError,
}

/// Somebody was asked, and what asked came to nothing.
#[derive(Debug, Error)]
#[error("somebody was asked")]
struct LastOf {
    asked: Asked,
    source: BoxError,
}

/// The newest address to which something was sent.
type Last = Arc<Mutex<Option<Asked>>>;

tokio::task_local! {
    static LAST: Last;
}

fn locked(last: &Last) -> MutexGuard<'_, Option<Asked>> {
    last.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Keeps whom was asked last with a failure: who gives up waiting is not told by the SDK what for.
pub(super) async fn watched<T>(
    asking: impl Future<Output = Result<T, BoxError>>,
) -> Result<T, BoxError> {
    let last = Last::default();
    let outcome = LAST.scope(Arc::clone(&last), asking).await;
    let asked = locked(&last).take();
    outcome.map_err(|source| match asked {
        Some(asked) => LastOf { asked, source }.into(),
        None => source,
    })
}

impl Asked {
    /// Notes that a request goes there, for whoever watches.
    pub(super) fn noted(self) -> Self {
        let note = |last: &Last| *locked(last) = Some(self.clone());
        // Most requests are watched by nobody.
        LAST.try_with(note).unwrap_or_default();
        self
    }

    /// Where was asked last when what failed was watched.
    pub(super) fn last_of<'a>(error: &'a (dyn Error + 'static)) -> Option<&'a Self> {
        find::<LastOf>(error).map(|last| &last.asked)
    }

    /// The address, and the proxy before it, at the end of a sentence.
    pub(super) fn told(&self) -> Option<String> {
        let origin = self.origin()?;
        Some(match self.proxy() {
            Some(proxy) => format!("{origin} through the proxy {}", proxy.address()),
            None => origin,
        })
    }

    pub(super) fn at(address: &str) -> Self {
        Self(address.to_owned())
    }

    /// Keeps the address with what came of the request.
    pub(super) fn kept_with(
        self,
        outcome: Result<HttpResponse, ConnectorError>,
    ) -> Result<HttpResponse, ConnectorError> {
        match outcome {
            Ok(mut answer) => {
                answer.add_extension(self);
                Ok(answer)
            }
            Err(error) => Err(self.kept_with_failure(error)),
        }
    }

    /// The kind of the failure stays what it was.
    fn kept_with_failure(self, error: ConnectorError) -> ConnectorError {
        let (is_timeout, is_user, is_io) = (error.is_timeout(), error.is_user(), error.is_io());
        let kind = error.as_other();
        let asked = self;
        let source = Box::new(InVain {
            asked,
            source: error,
        });
        if is_timeout {
            ConnectorError::timeout(source)
        } else if is_user {
            ConnectorError::user(source)
        } else if is_io {
            ConnectorError::io(source)
        } else {
            ConnectorError::other(source, kind)
        }
    }

    /// Where the request was sent that failed.
    pub(super) fn of<E: Error + 'static>(error: &SdkError<E, HttpResponse>) -> Option<&Self> {
        match error.raw_response() {
            Some(answer) => answer.extension::<Self>(),
            None => Self::of_failure(error),
        }
    }

    /// The same of a request to which no answer came.
    pub(super) fn of_failure<'a>(error: &'a (dyn Error + 'static)) -> Option<&'a Self> {
        find::<InVain>(error).map(|in_vain| &in_vain.asked)
    }

    /// The part of it that names whoever is asked, without a password.
    pub(super) fn origin(&self) -> Option<String> {
        let address: Uri = self.0.parse().ok()?;
        let (scheme, place) = (address.scheme_str()?, address.authority()?);
        Some(words::without_passwords(&format!("{scheme}://{place}")))
    }

    /// The proxy before it, if there is one.
    pub(super) fn proxy(&self) -> Option<Proxy> {
        wire::proxy(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whoever_is_asked_is_named_without_what_and_by_whom() {
        for (address, origin) in [
            (
                "https://sts.eu-west-1.amazonaws.com/",
                "https://sts.eu-west-1.amazonaws.com",
            ),
            (
                "http://me:word@127.0.0.1:1/federation/credentials?role_name=a",
                "http://me:***@127.0.0.1:1",
            ),
        ] {
            assert_eq!(Asked::at(address).origin().as_deref(), Some(origin));
        }
    }
}
