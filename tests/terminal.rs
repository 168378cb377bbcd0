#![cfg(test)]
//! The program on a real terminal: what it draws first, and that it leaves everything as it found it, whatever ends it.

use std::io::{Read, Write};
use std::num::NonZeroU16;
use std::process::Command;
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread;
use std::time::{Duration, Instant};

use lambda_lasso::simulator::{self, Account, Clock, Fault, Handle, Operation, Options};
use portable_pty::{Child, CommandBuilder, ExitStatus, MasterPty, PtySize, native_pty_system};
use tempfile::TempDir;

/// How long anything may take on a machine that is busy with other tests.
const PATIENCE: Duration = Duration::from_secs(20);

const LASSO: &str = env!("CARGO_BIN_EXE_lasso");

/// The way to the alternate screen.
const ENTERED: &str = "\x1b[?1049h";

/// `lasso` on a terminal of its own, with nothing of the environment of whoever runs the tests.
struct Session {
    child: Box<dyn Child + Send + Sync>,
    master: Box<dyn MasterPty + Send>,
    keyboard: Box<dyn Write + Send>,
    output: Receiver<Vec<u8>>,
    screen: vt100::Parser,
    /// Everything that was written, for what the screen does not show.
    written: Vec<u8>,
    _home: TempDir,
}

fn cells(number: u16) -> NonZeroU16 {
    NonZeroU16::new(number).unwrap()
}

fn size(columns: u16, rows: u16) -> PtySize {
    PtySize {
        rows,
        cols: columns,
        pixel_width: 0,
        pixel_height: 0,
    }
}

impl Session {
    fn start(program: &str, arguments: &[&str]) -> Self {
        let home = tempfile::tempdir().unwrap();
        let pair = native_pty_system().openpty(size(80, 24)).unwrap();
        let mut command = CommandBuilder::new(program);
        command.env_clear();
        command.env("HOME", home.path());
        command.env("PATH", "/usr/local/bin:/usr/bin:/bin");
        command.env("AWS_ACCESS_KEY_ID", "AKIDTEST");
        command.env("AWS_SECRET_ACCESS_KEY", "secret");
        command.env("TERM", "xterm-256color");
        command.env("LANG", "C.UTF-8");
        command.cwd(home.path());
        command.args(arguments);
        let child = pair.slave.spawn_command(command).unwrap();
        drop(pair.slave);
        let mut reader = pair.master.try_clone_reader().unwrap();
        let (chunks, output) = channel();
        read_in_background(move || {
            let mut buffer = [0; 4_096];
            while let Ok(length @ 1..) = reader.read(&mut buffer) {
                if chunks.send(buffer[..length].to_vec()).is_err() {
                    break;
                }
            }
        });
        Self {
            child,
            keyboard: pair.master.take_writer().unwrap(),
            master: pair.master,
            output,
            screen: vt100::Parser::new(cells(24), cells(80), 0),
            written: Vec::new(),
            _home: home,
        }
    }

    /// The demonstration, with its first frame on the screen.
    fn demonstration() -> Self {
        let mut session = Self::start(LASSO, &["--demo"]);
        session.wait_for_frame();
        session
    }

    /// The demonstration as a line of a shell starts it.
    fn in_shell(line: &str) -> Self {
        let line = line.replace("LASSO", LASSO);
        let mut session = Self::start("bash", &["--norc", "-c", &line]);
        session.wait_for_frame();
        session
    }

    fn wait_for_frame(&mut self) {
        self.wait_for("frame", |screen| {
            screen.alternate_screen() && !screen.contents().trim().is_empty()
        });
    }

    /// Waits until the terminal was given back and entered again, which may go by faster than a screen can be looked at.
    fn wait_for_return(&mut self) {
        let deadline = now() + PATIENCE;
        while self.times(ENTERED) < 2 {
            self.read(deadline, "return");
        }
        self.wait_for_frame();
    }

    fn press(&mut self, bytes: &[u8]) {
        self.keyboard.write_all(bytes).unwrap();
        self.keyboard.flush().unwrap();
    }

    #[track_caller]
    fn wait_for(&mut self, what: &str, condition: impl Fn(&vt100::Screen) -> bool) {
        let deadline = now() + PATIENCE;
        while !condition(self.screen.screen()) {
            self.read(deadline, what);
        }
    }

    #[track_caller]
    fn read(&mut self, deadline: Instant, awaited: &str) {
        let left = deadline.saturating_duration_since(now());
        match self.output.recv_timeout(left) {
            Ok(bytes) => self.take(&bytes),
            Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => {
                panic!("no {awaited}:\n{}", self.screen.screen().contents())
            }
        }
    }

    fn take(&mut self, bytes: &[u8]) {
        self.screen.process(bytes);
        self.written.extend_from_slice(bytes);
    }

    /// Waits for the end of the process and of its output.
    fn end(&mut self) -> ExitStatus {
        while let Ok(bytes) = self.output.recv_timeout(PATIENCE) {
            self.take(&bytes);
        }
        self.child.wait().unwrap()
    }

    fn signal(&self, name: &str) {
        let process = self.child.process_id().unwrap().to_string();
        let sent = run("kill", &["-s", name, &process]);
        assert!(sent.success());
    }

    #[track_caller]
    fn assert_restored(&self) {
        let screen = self.screen.screen();
        assert!(!screen.alternate_screen(), "still on the alternate screen");
        assert!(!screen.bracketed_paste(), "pastes are still bracketed");
        assert!(!screen.hide_cursor(), "the cursor is still hidden");
        let laid_aside = self.times("\x1b[22;0t");
        assert_eq!(laid_aside, self.times("\x1b[23;0t"), "titles differ");
        assert_eq!(laid_aside, self.times(ENTERED));
    }

    /// How often a sequence was written.
    fn times(&self, sequence: &str) -> usize {
        self.written
            .windows(sequence.len())
            .filter(|window| *window == sequence.as_bytes())
            .count()
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "a test that waits for a program needs an end of its patience"
)]
fn now() -> Instant {
    Instant::now()
}

#[expect(
    clippy::disallowed_methods,
    reason = "a terminal is read beside the test"
)]
fn read_in_background(read: impl FnOnce() + Send + 'static) {
    thread::spawn(read);
}

#[expect(clippy::disallowed_methods, reason = "signals are sent by a program")]
fn run(program: &str, arguments: &[&str]) -> std::process::ExitStatus {
    Command::new(program).args(arguments).status().unwrap()
}

#[test]
fn ctrl_c_restores_the_terminal_and_ends_with_success() {
    let mut session = Session::demonstration();
    session.press(b"\x03");
    assert_eq!(session.end().exit_code(), 0);
    session.assert_restored();
}

#[test]
fn sigterm_restores_the_terminal_and_ends_with_143() {
    let mut session = Session::demonstration();
    session.signal("TERM");
    assert_eq!(session.end().exit_code(), 143);
    session.assert_restored();
}

#[test]
fn sighup_restores_the_terminal_and_ends_with_129() {
    let mut session = Session::demonstration();
    session.signal("HUP");
    assert_eq!(session.end().exit_code(), 129);
    session.assert_restored();
}

/// A reader that waits for readiness spins for ever on a terminal that is gone.
#[test]
fn a_terminal_that_goes_away_ends_the_program() {
    let Session {
        mut child,
        master,
        keyboard,
        output,
        ..
    } = Session::demonstration();
    drop((master, keyboard, output));
    assert_eq!(child.wait().unwrap().exit_code(), 129);
}

#[test]
fn the_screen_follows_the_size_of_the_terminal() {
    let mut session = Session::demonstration();
    session.screen.screen_mut().set_size(cells(40), cells(120));
    session.master.resize(size(120, 40)).unwrap();
    // Only a frame of the new size reaches that far down.
    session.wait_for("frame at 120x40", |screen| {
        screen
            .rows(0, 120)
            .enumerate()
            .any(|(row, text)| row >= 24 && !text.trim().is_empty())
    });
    session.press(b"\x03");
    assert_eq!(session.end().exit_code(), 0);
    session.assert_restored();
}

#[test]
fn an_arrow_that_arrives_byte_by_byte_is_an_arrow() {
    let mut session = Session::demonstration();
    session.wait_for("selection", |screen| selected(screen).is_some());
    let first = selected(session.screen.screen());
    for byte in b"\x1b[B" {
        session.press(&[*byte]);
    }
    session.wait_for("selection that moved", move |screen| {
        selected(screen) != first
    });
    session.press(b"\x03");
    assert_eq!(session.end().exit_code(), 0);
}

/// The row with the mark of the selection.
fn selected(screen: &vt100::Screen) -> Option<usize> {
    screen.rows(0, 80).position(|row| row.starts_with('>'))
}

#[test]
fn ctrl_z_hands_the_terminal_to_the_shell_and_back() {
    let mut session =
        Session::in_shell("set -m; LASSO --demo; echo in between; fg >/dev/null; echo ended $?");
    session.press(b"\x1a");
    session.wait_for_return();
    session.press(b"\x03");
    assert_eq!(session.end().exit_code(), 0);
    session.assert_restored();
    let shown = session.screen.screen().contents();
    assert!(shown.contains("in between\nended 0"), "{shown}");
}

/// Where no shell could continue it the system does not stop it, and it must not wait for ever.
#[test]
fn ctrl_z_without_a_shell_draws_again() {
    let mut session = Session::demonstration();
    session.press(b"\x1a");
    session.wait_for_return();
    session.press(b"\x03");
    assert_eq!(session.end().exit_code(), 0);
    session.assert_restored();
}

#[test]
fn after_a_stop_that_nobody_announced_the_terminal_is_entered_again() {
    let mut session = Session::demonstration();
    session.signal("STOP");
    session.signal("CONT");
    session.wait_for_return();
    session.press(b"\x03");
    assert_eq!(session.end().exit_code(), 0);
    session.assert_restored();
}

#[test]
fn with_something_else_on_standard_input_keys_come_from_the_terminal() {
    let mut session = Session::in_shell("echo jjjq | LASSO --demo");
    session.press(b"\x03");
    assert_eq!(session.end().exit_code(), 0);
    session.assert_restored();
}

#[test]
fn a_flood_of_keys_is_taken_and_the_last_one_counts() {
    let mut session = Session::demonstration();
    for _ in 0..200 {
        session.press(b"\x1b[B\x1b[A");
    }
    session.press(b"\x03");
    assert_eq!(session.end().exit_code(), 0);
    session.assert_restored();
}

/// A simulator on threads of its own.
struct Simulator {
    handle: Handle,
    _runtime: tokio::runtime::Runtime,
}

impl Simulator {
    fn start() -> Self {
        let runtime = tokio::runtime::Runtime::new().unwrap();
        let starting = simulator::start(Account::demo(), Clock::System, Options::default());
        Self {
            handle: runtime.block_on(starting).unwrap(),
            _runtime: runtime,
        }
    }
}

/// Reviews a change of retries and sends it into a fault, so that its answer is still awaited.
fn send_a_change(simulator: &Simulator, fault: Fault) -> Session {
    let faults = simulator.handle.faults();
    faults.add(Operation::PutFunctionEventInvokeConfig, fault, 1);
    let url = simulator.handle.url();
    let mut session = Session::start(
        LASSO,
        &[
            "orders-cancel",
            "--region",
            "eu-west-1",
            "--endpoint-url",
            &url,
        ],
    );
    session.wait_for("function", |screen| {
        screen.contents().contains("fails at once")
    });
    session.press(b"e");
    session.wait_for("form", |screen| screen.contents().contains("EDIT"));
    session.press(b"1");
    session.wait_for("draft", |screen| screen.contents().contains("DRAFT"));
    session.press(b"\x13");
    session.wait_for("review", |screen| screen.contents().contains("REVIEW"));
    session.press(b"y");
    session.wait_for("send line", |screen| screen.contents().contains("y_"));
    // The line takes no key before it was seen for a while, and a key that comes too early makes it wait anew.
    let mut untouched_since = now();
    let deadline = now() + PATIENCE;
    while faults.left(Operation::PutFunctionEventInvokeConfig) > 0 {
        assert!(
            now() < deadline,
            "nothing was sent:\n{}",
            session.screen.screen().contents()
        );
        let contents = session.screen.screen().contents();
        if untouched_since.elapsed() >= Duration::from_millis(400) {
            // What is read late, such as a stack's tags, closes the line: y opens it again.
            let key: &[u8] = if contents.contains("y_") { b"\r" } else { b"y" };
            session.press(key);
            untouched_since = now();
        }
        if let Ok(bytes) = session.output.recv_timeout(Duration::from_millis(50)) {
            session.take(&bytes);
        }
    }
    session
}

#[test]
fn ctrl_c_during_a_write_gives_the_terminal_back_and_tells_what_it_came_to() {
    let simulator = Simulator::start();
    let slow = Fault::DelayAfter(Duration::from_secs(2));
    let mut session = send_a_change(&simulator, slow);
    session.press(b"\x03");
    session.wait_for("way out", |screen| {
        !screen.alternate_screen() && screen.contents().contains("is on its way")
    });
    assert_eq!(session.end().exit_code(), 0);
    session.assert_restored();
    let shown = session.screen.screen().contents();
    assert!(shown.contains("DONE"), "{shown}");
}

#[test]
fn a_second_ctrl_c_ends_the_waiting_and_says_that_the_outcome_is_unknown() {
    let simulator = Simulator::start();
    let mut session = send_a_change(&simulator, Fault::SilentAfter);
    session.press(b"\x03");
    session.wait_for("way out", |screen| {
        !screen.alternate_screen() && screen.contents().contains("is on its way")
    });
    session.press(b"\x03");
    assert_eq!(session.end().exit_code(), 1);
    session.assert_restored();
    let shown = session.screen.screen().contents();
    assert!(shown.contains("UNKNOWN"), "{shown}");
}
