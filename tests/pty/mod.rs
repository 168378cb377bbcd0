//! A program on a terminal of its own: what it is given to read, what it writes, and what that looks like.
//!
//! Knows bytes, frames and modes of the terminal. Does not know what is tested. Whoever waits, waits for a condition.

pub(crate) mod simulated;

use std::io::{Read, Write};
use std::num::NonZeroU16;
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread;
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, ExitStatus, MasterPty, PtySize, native_pty_system};
use tempfile::TempDir;

/// The program that is tested.
pub(crate) const LASSO: &str = env!("CARGO_BIN_EXE_lasso");

/// How long anything may take on a machine that is busy with other tests.
pub(crate) const PATIENCE: Duration = Duration::from_secs(30);

/// How long the terminal may be silent before a condition outside of it is looked at again.
const GLANCE: Duration = Duration::from_millis(10);

/// The end of a synchronized update of the terminal.
const END_OF_FRAME: &[u8] = b"\x1b[?2026l";

/// The way to the alternate screen, and back.
pub(crate) const ENTERED: &str = "\x1b[?1049h";
const LEFT: &[u8] = b"\x1b[?1049l";

/// The environment of the program: nothing of that of whoever runs the tests.
const ENVIRONMENT: [(&str, &str); 4] = [
    ("PATH", "/usr/local/bin:/usr/bin:/bin"),
    ("TERM", "xterm-256color"),
    ("LANG", "C.UTF-8"),
    ("AWS_EC2_METADATA_DISABLED", "true"),
];

/// Credentials in the environment.
pub(crate) const KEYS: [(&str, &str); 2] = [
    ("AWS_ACCESS_KEY_ID", "AKIDEXAMPLE"),
    ("AWS_SECRET_ACCESS_KEY", "secret"),
];

/// A program on a terminal of its own.
pub(crate) struct Terminal {
    pub(crate) program: Program,
    pub(crate) master: Box<dyn MasterPty + Send>,
    pub(crate) keyboard: Box<dyn Write + Send>,
    pub(crate) output: Receiver<Vec<u8>>,
    pub(crate) screen: vt100::Parser,
    /// What came since the last whole frame: nobody sees half a frame.
    unfinished: Vec<u8>,
    /// How many whole frames came.
    pub(crate) frames: usize,
    /// Everything that was written, for what the screen does not show.
    pub(crate) written: Vec<u8>,
    _home: TempDir,
}

impl Terminal {
    /// Starts a program at home, on a terminal of so many columns and rows; variables may be set beside, or instead of, the usual ones.
    pub(crate) fn start_at(
        (program, arguments): (&str, &[&str]),
        home: TempDir,
        variables: &[(&str, &str)],
        (columns, rows): (u16, u16),
    ) -> Self {
        let pair = native_pty_system()
            .openpty(PtySize {
                rows,
                cols: columns,
                pixel_width: 0,
                pixel_height: 0,
            })
            .unwrap();
        let mut command = CommandBuilder::new(program);
        command.env_clear();
        for (variable, value) in ENVIRONMENT.iter().chain(variables) {
            command.env(variable, value);
        }
        command.env("HOME", home.path());
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
            program: Program(child),
            keyboard: pair.master.take_writer().unwrap(),
            master: pair.master,
            output,
            screen: vt100::Parser::new(cells(rows), cells(columns), 1_000),
            unfinished: Vec::new(),
            frames: 0,
            written: Vec::new(),
            _home: home,
        }
    }

    /// What is on the screen.
    pub(crate) fn contents(&self) -> String {
        self.screen.screen().contents()
    }

    /// The text of the screen, each run of white space as one blank, so that it does not matter where a line is wrapped.
    pub(crate) fn text(&self) -> String {
        in_one_line(&self.contents())
    }

    /// Types bytes, all at once.
    pub(crate) fn write(&mut self, bytes: &[u8]) {
        self.keyboard.write_all(bytes).unwrap();
        self.keyboard.flush().unwrap();
    }

    /// Waits for a while that something is written, and gives up when the time is over.
    #[track_caller]
    pub(crate) fn wait(&mut self, awaited: &str, deadline: Instant) {
        let size = self.master.get_size().unwrap();
        let drawn = self.frames;
        let place = || format!("{awaited}, at {}x{}, {drawn} frames", size.cols, size.rows);
        assert!(
            now() < deadline,
            "not seen: {}\n{}",
            place(),
            self.contents()
        );
        match self.output.recv_timeout(GLANCE) {
            Ok(bytes) => self.take(&bytes),
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => {
                panic!("ended before: {}\n{}", place(), self.contents())
            }
        }
    }

    /// Waits for the end of the program and of its output.
    #[track_caller]
    pub(crate) fn end(&mut self) -> ExitStatus {
        let deadline = now() + PATIENCE;
        loop {
            let left = deadline.saturating_duration_since(now());
            match self.output.recv_timeout(left) {
                Ok(bytes) => self.take(&bytes),
                Err(RecvTimeoutError::Disconnected) => break,
                Err(RecvTimeoutError::Timeout) => panic!("still running:\n{}", self.contents()),
            }
        }
        self.screen.process(&self.unfinished);
        self.program.0.wait().unwrap()
    }

    /// The terminal is as it was before.
    #[track_caller]
    pub(crate) fn assert_restored(&self) {
        let screen = self.screen.screen();
        let tail = self.written.len().saturating_sub(300);
        let last = String::from_utf8_lossy(self.written.get(tail..).unwrap_or_default());
        assert!(
            !screen.alternate_screen(),
            "still on the alternate screen; last came {last:?}"
        );
        assert!(!screen.bracketed_paste(), "pastes are still bracketed");
        assert!(!screen.hide_cursor(), "the cursor is still hidden");
        let laid_aside = self.times("\x1b[22;0t");
        assert_eq!(laid_aside, self.times("\x1b[23;0t"), "titles differ");
        assert_eq!(laid_aside, self.times(ENTERED));
    }

    /// How often a sequence was written.
    pub(crate) fn times(&self, sequence: &str) -> usize {
        self.written
            .windows(sequence.len())
            .filter(|window| *window == sequence.as_bytes())
            .count()
    }

    /// Shows everything up to the end of the last whole frame; beside the screens there are no frames.
    fn take(&mut self, bytes: &[u8]) {
        self.written.extend_from_slice(bytes);
        self.unfinished.extend_from_slice(bytes);
        while let Some(start) = find(END_OF_FRAME, &self.unfinished) {
            let whole = self.unfinished.drain(..start + END_OF_FRAME.len());
            self.screen.process(whole.as_slice());
            drop(whole);
            self.frames += 1;
        }
        if find(LEFT, &self.unfinished).is_some() || !self.screen.screen().alternate_screen() {
            self.screen.process(&self.unfinished);
            self.unfinished.clear();
        }
    }
}

/// The program itself.
pub(crate) struct Program(pub(crate) Box<dyn Child + Send + Sync>);

impl Drop for Program {
    /// A test that failed leaves no program behind.
    fn drop(&mut self) {
        drop(self.0.kill());
        drop(self.0.wait());
    }
}

fn cells(number: u16) -> NonZeroU16 {
    NonZeroU16::new(number).unwrap()
}

fn find(wanted: &[u8], bytes: &[u8]) -> Option<usize> {
    bytes
        .windows(wanted.len())
        .position(|window| window == wanted)
}

/// Each run of white space as one blank.
pub(crate) fn in_one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[expect(
    clippy::disallowed_methods,
    reason = "a test that waits for a program needs an end of its patience"
)]
pub(crate) fn now() -> Instant {
    Instant::now()
}

#[expect(
    clippy::disallowed_methods,
    reason = "a terminal is read beside the test"
)]
fn read_in_background(read: impl FnOnce() + Send + 'static) {
    thread::spawn(read);
}
