//! One failure for all requests that wait for the same credentials: whoever waited while they could not be had is told so, and does not
//! ask for them once more.
//!
//! Knows when a failure came, and who was waiting then. Does not know who gives credentials, nor why there are none.

use std::error::Error;
use std::fmt;
use std::sync::Arc;

use aws_smithy_runtime_api::box_error::BoxError;
use tokio::sync::Mutex;
use tokio::time::Instant;

/// The newest failure, told to everybody who waits for it.
#[derive(Clone, Debug, Default)]
pub(super) struct SharedFailure(Arc<Mutex<Option<Failed>>>);

/// That there are no credentials, and since when that is known.
#[derive(Clone, Debug)]
struct Failed {
    at: Instant,
    why: Told,
}

/// An error that several are told.
#[derive(Clone, Debug)]
struct Told(Arc<dyn Error + Send + Sync>);

impl fmt::Display for Told {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(formatter)
    }
}

impl Error for Told {
    /// The error itself, so that whoever looks for its kind among the sources finds it.
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        Some(self.0.as_ref())
    }
}

impl SharedFailure {
    /// Asks for credentials when nobody else does. Without a turn of its own, each request would have them asked for anew, one behind the
    /// other, by a source that asks several times already.
    ///
    /// # Errors
    /// There are none, or there were none while others asked.
    pub(super) async fn instead_of<T>(
        &self,
        asking: impl Future<Output = Result<T, BoxError>>,
    ) -> Result<T, BoxError> {
        let since = Instant::now();
        let mut newest = self.0.lock().await;
        if let Some(failed) = newest.as_ref().filter(|failed| failed.at >= since) {
            return Err(failed.told());
        }
        asking.await.map_err(|error| {
            let failed = newest.insert(Failed {
                at: Instant::now(),
                why: Told(error.into()),
            });
            failed.told()
        })
    }
}

impl Failed {
    fn told(&self) -> BoxError {
        self.why.clone().into()
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicU32, Ordering};

    use super::*;

    /// Each request that waited had the credentials asked for anew: six times three requests to an STS that throttles.
    #[tokio::test]
    async fn whoever_waits_for_what_fails_is_told_so_and_asks_no_more() {
        let (shared, asked) = (SharedFailure::default(), AtomicU32::new(0));
        let ask = || {
            shared.instead_of(async {
                asked.fetch_add(1, Ordering::Relaxed);
                // The others begin to wait.
                tokio::task::yield_now().await;
                Err::<(), _>(BoxError::from("throttled"))
            })
        };
        let told = tokio::join!(ask(), ask(), ask());
        for told in [told.0, told.1, told.2] {
            let error = told.unwrap_err();
            assert_eq!(error.source().unwrap().to_string(), "throttled");
        }
        assert_eq!(asked.load(Ordering::Relaxed), 1);
        ask().await.unwrap_err();
        assert_eq!(asked.load(Ordering::Relaxed), 2, "a later one asks anew");
    }
}
