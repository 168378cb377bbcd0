//! The program itself: screens on the terminal, connected to AWS or to the demonstration in this process.
//!
//! Knows where everything comes from that the screens run on: terminal, environment, connection. Does not know what they do.

use std::fs::File;
use std::io::{self, IsTerminal};
use std::panic::{self, AssertUnwindSafe};

use ratatui::backend::CrosstermBackend;
use ratatui::crossterm::style::force_color_output;
use ratatui::layout::Rect;
use ratatui::{Terminal, TerminalOptions, Viewport};
use thiserror::Error;
use tokio::runtime::Runtime;
use tokio::task::JoinSet;

use super::arguments::{Color, ScreenArguments};
use super::connect::{connection, demonstration};
use super::debug;
use super::environment::{abilities, is_set, now, text_of};
use super::exit_code::Ending;
use super::output::complain;
use super::shell::last_listing;
use crate::app::state::Start;
use crate::aws::{self, Connection};
use crate::runtime::clipboard::Clipboard;
use crate::runtime::event_loop::{EventLoop, PANICKED};
use crate::runtime::input::{self, escape_patience};
use crate::runtime::perform::Performer;
use crate::runtime::terminal::Device;
use crate::simulator::StartError;

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
    if text_of("TERM").as_deref() == Some("dumb") {
        complain(
            "lasso draws on a terminal that can move its cursor, and TERM is \"dumb\". See `lasso --help` for what works without.",
        );
        return Ending::Misused;
    }
    let Ok(keyboard) = input::keyboard() else {
        complain(
            "lasso reads keys from a terminal: standard input is none, and no terminal controls this process.",
        );
        return Ending::Misused;
    };
    if arguments.debug {
        if io::stderr().is_terminal() {
            complain(
                "--debug writes to standard error, which is the terminal that lasso draws on. Send it elsewhere: lasso --debug 2>FILE",
            );
            return Ending::Misused;
        }
        debug::show_on_standard_error();
    }
    let show = AssertUnwindSafe(|| runtime.block_on(show(arguments, keyboard)));
    let shown = panic::catch_unwind(show);
    super::end(runtime);
    match shown {
        Ok(Ok(status)) => Ending::Screens(status),
        Ok(Err(problem)) => {
            complain(problem);
            Ending::Failed
        }
        Err(_) => Ending::Screens(PANICKED),
    }
}

async fn show(mut arguments: ScreenArguments, keyboard: File) -> Result<u8, Problem> {
    // Colours that were asked for are shown whatever the environment says.
    if arguments.color == Color::On {
        force_color_output(true);
    }
    let device = Device::on_standard_output(abilities(&arguments))?;
    device.install_panic_hook();
    let _borrowed = device.borrowed();
    let demo = demonstration(&arguments).await?;
    let mut tasks = JoinSet::new();
    let patience = escape_patience(is_set("SSH_CONNECTION"));
    let input = input::listen(keyboard, &device, patience, &mut tasks)?;
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
    let (is_demo, read_only) = (arguments.demo, arguments.read_only);
    let is_profile_named = arguments.profile.is_some();
    let open = arguments.function.take();
    let connection = Connection {
        terminal: aws::Terminal::Screens,
        ..connection(arguments, demo.as_ref())
    };
    let start = Start {
        at: now(),
        size,
        profile: shown_profile(&connection, is_profile_named, is_demo),
        demo: is_demo,
        read_only,
        open,
    };
    let performer = Performer::new(connection, clipboard, device.clone());
    let event_loop = EventLoop {
        screen,
        device,
        input,
        performer,
    };
    event_loop.device.enter()?;
    let ended = event_loop.run(start).await;
    if demo.is_none() {
        last_listing::keep(&ended.catalogue);
    }
    Ok(ended.status)
}

/// The profile that the header names: the demonstration has none, whatever the environment says, and where the environment holds
/// credentials, those of its profile are not used.
fn shown_profile(connection: &Connection, is_named: bool, is_demo: bool) -> Option<String> {
    let holds_credentials = ["AWS_ACCESS_KEY_ID", "AWS_WEB_IDENTITY_TOKEN_FILE"]
        .into_iter()
        .any(is_set);
    let is_shown = is_named || !(is_demo || holds_credentials);
    connection.profile.clone().filter(|_| is_shown)
}
