//! `lasso simulate`: the simulator on its own, for any AWS client.
//!
//! Knows the command's arguments, its account file and its lines on standard output. Does not know the protocol.

use std::io::{self, Write};
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use crate::simulator::{self, Account, Clock, LogLine, LogSink, Options, StartError};

/// Answer as Lambda would, on this machine only
#[derive(Clone, Debug, clap::Args)]
pub struct SimulateArguments {
    /// Loopback address to listen on; port 0 takes a free one
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:0")]
    pub listen: SocketAddr,
    /// Region of unsigned requests and of functions whose account names none [default: the account's, else us-east-1]
    #[arg(long)]
    pub region: Option<String>,
    /// Account to start with, a JSON file; without it the account is empty
    #[arg(long, value_name = "FILE")]
    pub account: Option<PathBuf>,
    /// Add this many made-up functions, at most 1000000
    #[arg(long, value_name = "N", default_value_t = 0, value_parser = clap::value_parser!(u32).range(..=1_000_000))]
    pub functions: u32,
    /// Let every answer take at least this many milliseconds
    #[arg(long, value_name = "MS", default_value_t = 0)]
    pub latency: u64,
    /// Throttle above this many requests a second
    #[arg(long, value_name = "RPS", value_parser = clap::value_parser!(u32).range(1..))]
    pub rate_limit: Option<u32>,
    /// Let this many of a hundred requests fail with status 500
    #[arg(long, value_name = "PERCENT", default_value_t = 0, value_parser = clap::value_parser!(u8).range(0..=100))]
    pub fail: u8,
}

/// Why the simulator did not run.
#[derive(Debug, thiserror::Error)]
pub(super) enum SimulateError {
    /// The account file cannot be read.
    #[error("cannot read {}: {source}", path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The account file is not what it should be.
    #[error("{} is not an account file: {problem}", path.display())]
    Parse {
        /// The file.
        path: PathBuf,
        /// What is wrong, and where.
        problem: String,
    },
    /// The address cannot be listened on.
    #[error(transparent)]
    Start(#[from] StartError),
    /// Nobody can learn the address.
    #[error("cannot print the address: {0}")]
    Print(io::Error),
    /// Signals cannot be waited for.
    #[error("cannot wait for signals: {0}")]
    Signals(io::Error),
}

impl SimulateError {
    /// What helps against it.
    pub(super) fn hint(&self) -> Option<&'static str> {
        match self {
            Self::Parse { .. } => Some(
                "An account file is a JSON object. An example is assets/demo-account.json, in Lasso's source.",
            ),
            Self::Read { .. } | Self::Start(_) | Self::Print(_) | Self::Signals(_) => None,
        }
    }
}

/// Runs the simulator until `Ctrl-C` or SIGTERM.
///
/// # Errors
/// If the account file or the address is no good, or its line can't be printed.
pub(super) async fn run(arguments: SimulateArguments) -> Result<(), SimulateError> {
    let account = account(arguments.account, arguments.functions)?;
    let region = arguments
        .region
        .as_deref()
        .or(account.region())
        .unwrap_or("us-east-1")
        .to_owned();
    // When nobody reads the log any more the simulator goes on serving.
    let lines: LogSink = Arc::new(|line: &LogLine| drop(say(&line.to_string())));
    // Where the functions are: `--region` moves none of an account that has its own.
    let home = account.region().unwrap_or(&region).to_owned();
    let options = Options {
        region,
        listen: arguments.listen,
        latency: Duration::from_millis(arguments.latency),
        rate_limit: arguments.rate_limit,
        fail_percent: arguments.fail,
        log: Some(lines),
    };
    let handle = simulator::start(account, Clock::System, options).await?;
    let address = format!("listening on {}\nregion {home}", handle.url());
    match say(&address) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            return Err(SimulateError::Print(error));
        }
        Ok(()) | Err(_) => {}
    }
    until_told_to_end().await.map_err(SimulateError::Signals)?;
    handle.stop().await;
    Ok(())
}

/// The account of the file, or an empty one, with the made-up functions that were asked for.
#[expect(
    clippy::disallowed_methods,
    reason = "the account file is named on the command line"
)]
fn account(path: Option<PathBuf>, functions: u32) -> Result<Account, SimulateError> {
    let made_up = Account::with_functions(usize::try_from(functions).unwrap_or(usize::MAX));
    let Some(path) = path else {
        return Ok(made_up);
    };
    let text = match std::fs::read_to_string(&path) {
        Ok(text) => text,
        Err(source) => return Err(SimulateError::Read { path, source }),
    };
    // A list would be taken for the members in their order.
    let problem = match serde_json::from_str::<Account>(&text) {
        Ok(_) if text.trim_start().starts_with('[') => "it holds a list".to_owned(),
        Ok(account) => return Ok(account.merge(made_up)),
        Err(error) => error.to_string(),
    };
    Err(SimulateError::Parse { path, problem })
}

/// Prints a line at once.
fn say(line: &str) -> io::Result<()> {
    let mut output = io::stdout().lock();
    writeln!(output, "{line}").and_then(|()| output.flush())
}

async fn until_told_to_end() -> io::Result<()> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut terminate = signal(SignalKind::terminate())?;
    tokio::select! {
        interrupted = tokio::signal::ctrl_c() => interrupted,
        _ = terminate.recv() => Ok(()),
    }
}
