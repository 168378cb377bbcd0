//! A simulated account beside a test that waits for a terminal.
//!
//! Knows how a simulator is started where nothing runs it. Does not know the program that asks it.

use lambda_lasso::simulator::{self, Account, Clock, Handle, Options};
use tokio::runtime::{Builder, Runtime};

pub(crate) const REGION: &str = "eu-west-1";

/// A simulator that runs beside the test.
pub(crate) struct Simulated {
    pub(crate) simulator: Handle,
    /// Dropped last: the simulator runs on it.
    _runtime: Runtime,
}

impl Simulated {
    pub(crate) fn of(account: Account) -> Self {
        let runtime = Builder::new_multi_thread()
            .worker_threads(1)
            .enable_all()
            .build()
            .unwrap();
        let options = Options {
            region: REGION.to_owned(),
            ..Options::default()
        };
        let simulator = runtime
            .block_on(simulator::start(account, Clock::System, options))
            .unwrap();
        Self {
            simulator,
            _runtime: runtime,
        }
    }
}
