#![cfg(test)]
//! The program on a real terminal: what it draws first, and that it leaves everything as it found it, whatever ends it.

use std::io::{Read, Write};
use std::num::NonZeroU16;
use std::process::{Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread;
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, ExitStatus, MasterPty, PtySize, native_pty_system};
use tempfile::TempDir;

/// How long anything may take on a machine that is busy with other tests.
const PATIENCE: Duration = Duration::from_secs(20);

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
    fn start(arguments: &[&str]) -> Self {
        let home = tempfile::tempdir().unwrap();
        let pair = native_pty_system().openpty(size(80, 24)).unwrap();
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_lasso"));
        command.env_clear();
        command.env("HOME", home.path());
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
        let mut session = Self::start(&["--demo"]);
        session.wait_for("first frame", |screen| {
            screen.alternate_screen() && !screen.contents().trim().is_empty()
        });
        session
    }

    fn press(&mut self, bytes: &[u8]) {
        self.keyboard.write_all(bytes).unwrap();
        self.keyboard.flush().unwrap();
    }

    fn wait_for(&mut self, what: &str, condition: impl Fn(&vt100::Screen) -> bool) {
        let deadline = now() + PATIENCE;
        while !condition(self.screen.screen()) {
            let left = deadline.saturating_duration_since(now());
            match self.output.recv_timeout(left) {
                Ok(bytes) => self.take(&bytes),
                Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => {
                    panic!("no {what}:\n{}", self.screen.screen().contents())
                }
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
        let times = |sequence: &str| {
            self.written
                .windows(sequence.len())
                .filter(|window| *window == sequence.as_bytes())
                .count()
        };
        assert_eq!(times("\x1b[22;0t"), 1, "the title was laid aside once");
        assert_eq!(times("\x1b[23;0t"), 1, "the title was brought back once");
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
fn without_a_terminal_to_draw_on_it_says_so_and_ends_with_2() {
    let home = tempfile::tempdir().unwrap();
    #[expect(clippy::disallowed_methods, reason = "the program is what is tested")]
    let mut command = Command::new(env!("CARGO_BIN_EXE_lasso"));
    let output = command
        .arg("--demo")
        .env_clear()
        .env("HOME", home.path())
        .stdin(Stdio::null())
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(output.stdout, b"");
    assert_eq!(
        String::from_utf8(output.stderr).unwrap(),
        "lasso: lasso draws on a terminal, and standard output is none. See `lasso --help` for what works without.\n"
    );
}
