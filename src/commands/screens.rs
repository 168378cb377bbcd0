//! The program itself: screens on the terminal, connected to AWS or to the demonstration in this process.
//!
//! Knows where everything comes from that the screens run on: terminal, environment, connection. Does not know what they do.

use std::env;
use std::io::{self, IsTerminal};
use std::num::NonZeroU32;
use std::panic::{self, AssertUnwindSafe};

use jiff::Timestamp;
use ratatui::backend::CrosstermBackend;
use ratatui::layout::Rect;
use ratatui::{Terminal, TerminalOptions, Viewport};
use thiserror::Error;
use tokio::runtime::Runtime;
use tokio::task::JoinSet;

use super::arguments::ScreenArguments;
use super::exit_code::Ending;
use super::output::complain;
use crate::app::state::Start;
use crate::aws::{Connection, Source};
use crate::domain::call::SessionNumber;
use crate::runtime::clipboard::Clipboard;
use crate::runtime::event_loop::{EventLoop, PANICKED};
use crate::runtime::input::{self, escape_patience};
use crate::runtime::perform::Performer;
use crate::runtime::terminal::Device;
use crate::simulator::{self, Account, Clock, Handle, Options, StartError};

/// Where the demonstration's functions are.
const DEMO_REGION: &str = "eu-west-1";

/// Why no screen came up.
#[derive(Debug, Error)]
enum Problem {
    /// The terminal can't be used.
    #[error("cannot use the terminal: {0}")]
    Terminal(#[from] io::Error),
    /// The demonstration can't be started.
    #[error("cannot start the demonstration: {0}")]
    Demo(#[from] StartError),
}

/// Runs the screens until they are left.
#[must_use]
pub fn run(arguments: ScreenArguments, runtime: Runtime) -> Ending {
    if !io::stdout().is_terminal() {
        complain(
            "lasso draws on a terminal, and standard output is none. See `lasso --help` for what works without.",
        );
        return Ending::Misused;
    }
    let shown = panic::catch_unwind(AssertUnwindSafe(|| runtime.block_on(show(arguments))));
    // A name that is still being looked up, or a process that gives no credentials, must not hold up the end.
    runtime.shutdown_background();
    match shown {
        Ok(Ok(status)) => Ending::Screens(status),
        Ok(Err(problem)) => {
            complain(problem);
            Ending::Failed
        }
        Err(_) => Ending::Screens(PANICKED),
    }
}

async fn show(arguments: ScreenArguments) -> Result<u8, Problem> {
    let device = Device::on_standard_output()?;
    device.install_panic_hook();
    let demo = if arguments.demo {
        Some(demonstration().await?)
    } else {
        None
    };
    let mut tasks = JoinSet::new();
    let patience = escape_patience(is_set("SSH_CONNECTION"));
    let input = input::listen(&device, patience, &mut tasks)?;
    let size = Device::size()?;
    let screen = Terminal::with_options(
        CrosstermBackend::new(device.writer()),
        TerminalOptions {
            // Its size follows the messages, so that state and frame never disagree.
            viewport: Viewport::Fixed(Rect::new(0, 0, size.columns, size.rows)),
        },
    )?;
    let clipboard = if is_set("TMUX") {
        Clipboard::Tmux
    } else {
        Clipboard::Terminal
    };
    let performer = Performer::new(
        connection(&arguments, demo.as_ref()),
        clipboard,
        device.clone(),
    );
    let event_loop = EventLoop {
        screen,
        device: device.clone(),
        input,
        performer,
    };
    let start = Start {
        at: now(),
        size,
        profile: shown_profile(&arguments),
        demo: arguments.demo,
        read_only: arguments.read_only,
        open: arguments.function,
    };
    let ended = match device.enter() {
        Ok(()) => Ok(event_loop.run(start).await),
        Err(error) => Err(error.into()),
    };
    device.leave();
    ended
}

/// The profile that the header names: the demonstration has none, whatever the environment says, and where the environment holds
/// credentials, those of its profile are not used.
fn shown_profile(arguments: &ScreenArguments) -> Option<String> {
    let named = arguments.profile.clone();
    let is_used = !arguments.demo && !is_set("AWS_ACCESS_KEY_ID");
    named.or_else(|| text_of("AWS_PROFILE").filter(|_| is_used))
}

/// Starts a made-up account in this process.
async fn demonstration() -> Result<Handle, StartError> {
    let options = Options {
        region: DEMO_REGION.to_owned(),
        ..Options::default()
    };
    simulator::start(Account::demo(), Clock::System, options).await
}

fn connection(arguments: &ScreenArguments, demo: Option<&Handle>) -> Connection {
    let general = Connection {
        profile: arguments.profile.clone(),
        region: arguments.region.clone(),
        endpoint_url: arguments.endpoint_url.clone(),
        read_only: arguments.read_only,
        requests_per_second: NonZeroU32::new(arguments.rate)
            .unwrap_or(Connection::REQUESTS_PER_SECOND),
        ca_bundle: arguments.ca_bundle.clone(),
        // Each session gets a number of its own when it is opened.
        ..Connection::new(SessionNumber(0))
    };
    match demo {
        None => general,
        Some(demo) => Connection {
            region: Some(DEMO_REGION.to_owned()),
            endpoint_url: Some(demo.url()),
            credentials: Source::Fixed {
                access_key_id: "AKIDDEMONSTRATION".to_owned(),
                secret_access_key: "demonstration".to_owned(),
            },
            ..general
        },
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "the commands read the environment"
)]
fn is_set(variable: &str) -> bool {
    env::var_os(variable).is_some_and(|value| !value.is_empty())
}

#[expect(
    clippy::disallowed_methods,
    reason = "the commands read the environment"
)]
fn text_of(variable: &str) -> Option<String> {
    env::var(variable).ok().filter(|value| !value.is_empty())
}

#[expect(
    clippy::disallowed_methods,
    reason = "the start is stamped as every message is"
)]
fn now() -> Timestamp {
    Timestamp::now()
}
