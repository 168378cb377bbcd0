//! A simulated AWS account on a loopback address: Lambda's REST protocol and STS `GetCallerIdentity`, for any AWS client.
//!
//! It is a second opinion. It shares no rule with the rest of the crate and imports nothing of it, so that a
//! misunderstanding of the service cannot be right on both sides.
//!
//! # Sources
//! Codes, statuses, messages, the members they are in, and shapes follow answers of the real service that `LocalStack`
//! recorded on 2025-11-25 (its parity snapshots `test_lambda_api`, class `TestLambdaEventInvokeConfig`, and the classes for
//! functions, versions and aliases beside it); paths, members and bounds follow the service model `lambda/2015-03-31`.
//! What no recording shows follows the service's documentation or answers that users of the service published.
//!
//! # Known differences from AWS
//! - No permission is checked and no signature verified: the credential scope only says region and access key id.
//! - Functions are ready at once (`Active`), changes are visible at once, and code is ignored.
//! - Queues, topics, buses, buckets, and functions of other accounts and regions are taken to exist; functions of the same
//!   account and region must. The qualifier of a destination function is not looked at.
//! - FIFO queues and topics are refused as destinations with the words of an invalid ARN; the service refuses them too, but
//!   in which words is not known.
//! - Bounds and patterns of a body are checked before everything else; where the service does so is not recorded.
//! - An empty `Destination` counts as none; what the service makes of it is not known. Neither is whether it takes an empty
//!   `DestinationConfig` for a setting; here it does.
//! - A body that is too large, is not JSON or has members of the wrong type, an unknown path, and `--fail` are answered in
//!   words of our own.
//! - Deleting a function forgets the settings of all its qualifiers. Deleting an alias or a version leaves them behind.
//! - The last page has no `NextMarker` at all.

mod account;
mod aliases;
mod arrangement;
mod clock;
mod destinations;
mod exchange;
mod faults;
mod functions;
mod furnishing;
mod generated;
mod log;
mod names;
mod paging;
mod received;
mod refusal;
mod reply;
mod routes;
mod server;
mod settings;
mod settings_rules;
mod store;
mod sts;
mod tags_and_concurrency;

use std::net::{Ipv4Addr, SocketAddr};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use serde_json::Value;
use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio::task::JoinHandle;

pub use account::Account;
pub use clock::Clock;
pub use faults::{Change, Fault, Faults, Page};
pub use log::{Fate, LogLine, LogSink};
pub use refusal::Refusal;
pub use routes::Operation;

use clock::Ticks;
use exchange::Shared;
use faults::Weather;
use log::Log;
use store::Ids;
use sts::Caller;

/// How a simulator behaves.
#[derive(Clone)]
pub struct Options {
    /// Of unsigned requests, and of functions whose account names no region.
    pub region: String,
    /// Where it listens; only loopback addresses are taken, port 0 for any free one.
    pub listen: SocketAddr,
    /// How long every answer takes at least.
    pub latency: Duration,
    /// Requests per second above which Lambda throttles.
    pub rate_limit: Option<u32>,
    /// How many of a hundred requests to Lambda fail with status 500, without effect, always the same ones.
    pub fail_percent: u8,
    /// Where each request is told when it ended; the handle keeps the lines as well.
    pub log: Option<LogSink>,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            region: "us-east-1".to_owned(),
            listen: SocketAddr::from((Ipv4Addr::LOCALHOST, 0)),
            latency: Duration::ZERO,
            rate_limit: None,
            fail_percent: 0,
            log: None,
        }
    }
}

/// Why a simulator could not start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// An address that others could reach: there is no authentication.
    #[error(
        "{0} is not a loopback address; the simulator checks no credentials and listens to this machine only"
    )]
    NotLoopback(SocketAddr),
    /// The address is taken or not there.
    #[error("cannot listen on {address}: {source}")]
    Listen {
        /// What was asked for.
        address: SocketAddr,
        /// What the system said.
        source: std::io::Error,
    },
}

/// A running simulator; it ends when this is dropped.
pub struct Handle {
    address: SocketAddr,
    shared: Arc<Shared>,
    end: watch::Sender<bool>,
    accepting: JoinHandle<()>,
}

/// Starts a simulator on the current tokio runtime.
///
/// # Errors
/// If the address is not loopback or cannot be listened on.
#[expect(
    clippy::disallowed_methods,
    reason = "the accept loop is the simulator; its handle ends it"
)]
pub async fn start(account: Account, clock: Clock, options: Options) -> Result<Handle, StartError> {
    let Options {
        region,
        listen,
        latency,
        rate_limit,
        fail_percent,
        log,
    } = options;
    if !listen.ip().is_loopback() {
        return Err(StartError::NotLoopback(listen));
    }
    let failed = |source| StartError::Listen {
        address: listen,
        source,
    };
    let listener = TcpListener::bind(listen).await.map_err(failed)?;
    let address = listener.local_addr().map_err(failed)?;
    let ticks = Ticks::of(clock);
    let seed = ticks.now().as_millisecond().unsigned_abs();
    let mut caller = Caller::of(account.id());
    if let Some(arn) = account.caller_arn() {
        arn.clone_into(&mut caller.arn);
    }
    let (end, ended) = watch::channel(false);
    let shared = Arc::new(Shared {
        store: Mutex::new(account.into_store(&region, Ids::new(seed))),
        faults: Faults::default(),
        log: Log::new(log),
        ticks,
        weather: Mutex::new(Weather::new(fail_percent, rate_limit)),
        started: Instant::now(),
        caller,
        region,
        latency,
        ended,
    });
    let accepting = tokio::spawn(server::accept(listener, Arc::clone(&shared)));
    Ok(Handle {
        address,
        shared,
        end,
        accepting,
    })
}

impl Handle {
    /// The address it listens on.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// The endpoint URL for clients.
    #[must_use]
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// What is to go wrong, to be planned from any thread.
    #[must_use]
    pub fn faults(&self) -> &Faults {
        &self.shared.faults
    }

    /// Every request so far, in the order of arrival.
    #[must_use]
    pub fn log(&self) -> Vec<LogLine> {
        self.shared.log.all()
    }

    /// How often an operation was asked for so far.
    #[must_use]
    pub fn count(&self, operation: Operation) -> usize {
        self.shared.log.count(operation)
    }

    /// The settings that a qualifier holds, in the form in which Get answers them.
    #[must_use]
    pub fn settings(&self, region: &str, function: &str, qualifier: &str) -> Option<Value> {
        let store = self.shared.store();
        let place = names::Place {
            account: &store.account,
            region,
        };
        let settings = store
            .regions
            .get(region)?
            .get(function)?
            .settings
            .get(qualifier)?;
        Some(settings.answer(&place.qualified_arn(function, qualifier)))
    }

    /// Changes settings at once, as somebody else would, without any check.
    pub fn change(&self, region: &str, change: &Change) {
        let now = self.shared.ticks.now().as_millisecond();
        self.shared.store().change(region, change, now);
    }

    /// Ends it: connections are closed, requests without an answer are cut.
    pub async fn stop(mut self) {
        self.end_now();
        // The only error is that it was aborted, which is what was wanted.
        drop((&mut self.accepting).await);
    }

    fn end_now(&self) {
        self.end.send_replace(true);
        self.accepting.abort();
    }
}

impl Drop for Handle {
    fn drop(&mut self) {
        self.end_now();
    }
}
