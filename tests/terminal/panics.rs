//! A program with a defect: the terminal is given back once, the panic tells where it is, and what was on its way is told.
//!
//! Nothing that comes from outside is known to make `lasso` panic, and no shipped program should have a way to ask for it. So the
//! test starts itself as the program: the same entry, with a subscriber to its log, or a hook of its runtime, that breaks.

use std::env;
use std::path::{Path, PathBuf};
use std::process;
use std::time::Duration;

use clap::Parser;
use lambda_lasso::commands;
use lambda_lasso::commands::arguments::Arguments;
use lambda_lasso::commands::exit_code::Ending;
use lambda_lasso::simulator::{Account, Fault, Handle, Operation};
use tokio::runtime::Builder;
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};

use super::pty::Terminal;
use super::pty::simulated::Simulated;

/// Tells the program that it is one, and where it breaks.
const BREAKS_IN: &str = "BREAKS_IN";

/// The same for the arguments that it is started with.
const ARGUMENTS: &str = "STARTED_WITH";

/// As soon as a file of this name lies in its folder, it breaks.
const NOW: &str = "break-now";

const WORDS: &str = "a defect of this test";

const PUT: Operation = Operation::PutFunctionEventInvokeConfig;

/// Longer than it takes to break, and shorter than Lasso waits.
const SLOW: Duration = Duration::from_secs(2);

fn break_if_told() {
    assert!(!Path::new(NOW).exists(), "{WORDS}");
}

/// Breaks whatever writes to the log: that are the tasks which ask, answer and send.
struct Breaking;

impl Subscriber for Breaking {
    fn enabled(&self, _: &Metadata<'_>) -> bool {
        true
    }

    fn new_span(&self, _: &Attributes<'_>) -> Id {
        Id::from_u64(1)
    }

    fn record(&self, _: &Id, _: &Record<'_>) {}

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn event(&self, _: &Event<'_>) {
        break_if_told();
    }

    fn enter(&self, _: &Id) {}

    fn exit(&self, _: &Id) {}
}

/// The program from its entry on, with a defect in one of its tasks or on the thread of its loop.
#[expect(
    clippy::disallowed_methods,
    reason = "here the test is the program that it tests"
)]
fn be_the_program(breaks_in: &str) -> Ending {
    let arguments = env::var(ARGUMENTS).unwrap();
    let arguments = [
        &["lasso"],
        arguments.split(' ').collect::<Vec<_>>().as_slice(),
    ]
    .concat();
    if breaks_in == "task" {
        tracing::subscriber::set_global_default(Breaking).unwrap();
        return commands::run(arguments.into_iter().map(Into::into));
    }
    // A runtime of one thread waits where the loop waits.
    let runtime = Builder::new_current_thread()
        .enable_all()
        .on_thread_park(break_if_told)
        .build()
        .unwrap();
    let arguments = Arguments::try_parse_from(arguments).unwrap();
    commands::screens::run(arguments.screens, runtime)
}

/// A program that will break, on a function that it has read.
struct Defective {
    terminal: Terminal,
    home: PathBuf,
}

impl Defective {
    fn start(breaks_in: &str, simulator: &Handle) -> Self {
        let this = env::current_exe().unwrap();
        let home = tempfile::tempdir().unwrap();
        let path = home.path().to_owned();
        let url = simulator.url();
        let arguments = format!("--endpoint-url {url} --region eu-west-1 notify-push:live");
        let program = (
            this.to_str().unwrap(),
            &["--exact", TEST, "--nocapture"][..],
        );
        let variables = [(BREAKS_IN, breaks_in), (ARGUMENTS, &arguments)];
        let variables = [&super::pty::KEYS[..], &variables].concat();
        let mut terminal = Terminal::start_at(program, home, &variables, (80, 24));
        terminal.sees("QUALIFIER ROUTES TO");
        terminal.sees("> live");
        terminal.sees(" 5m ");
        Self {
            terminal,
            home: path,
        }
    }

    #[expect(clippy::disallowed_methods, reason = "a file is the signal to break")]
    fn break_now(&self) {
        std::fs::write(self.home.join(NOW), "").unwrap();
    }
}

const TEST: &str = "panics::a_panic_gives_the_terminal_back_once_tells_itself_and_ends_with_101";

#[expect(
    clippy::disallowed_methods,
    clippy::exit,
    reason = "here the test is the program that it tests"
)]
#[test]
fn a_panic_gives_the_terminal_back_once_tells_itself_and_ends_with_101() {
    if let Ok(breaks_in) = env::var(BREAKS_IN) {
        process::exit(be_the_program(&breaks_in).status().into());
    }
    for (breaks_in, is_sending) in [
        ("task", false),
        ("loop", false),
        ("task", true),
        ("loop", true),
    ] {
        let world = Simulated::of(Account::demo());
        let mut defective = Defective::start(breaks_in, &world.simulator);
        let terminal = &mut defective.terminal;
        if is_sending {
            world
                .simulator
                .faults()
                .add(PUT, Fault::DelayBefore(SLOW), 1);
            terminal.press(b"e", "EDIT");
            terminal.press(b"\x151", "DRAFT");
            terminal.press(b"\x13", "REVIEW");
            terminal.send();
            terminal.until("the request", |_| world.simulator.count(PUT) == 1);
        }
        defective.break_now();
        let terminal = &mut defective.terminal;
        terminal.write(b"r");
        assert_eq!(terminal.end().exit_code(), 101, "{breaks_in}");
        terminal.assert_restored();
        assert_eq!(terminal.times("\x1b[?1049l"), 1, "{breaks_in}");
        let written = String::from_utf8_lossy(&terminal.written);
        let (_, said) = written.split_once("\x1b[?1049l").unwrap();
        assert!(said.contains(WORDS), "{breaks_in}: {said}");
        assert!(said.contains("tests/terminal/panics.rs"), "{said}");
        assert!(!said.contains("\x1b[?2026h"), "drawn after it: {said}");
        let unknown = said.matches("UNKNOWN PUT arn:").count();
        assert_eq!(unknown, usize::from(is_sending), "{breaks_in}: {said}");
    }
}
