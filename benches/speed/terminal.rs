//! The program on a terminal of its own, read with the time at which each piece of its output came.
//!
//! Knows bytes, frames and their times. Does not know what is measured. What the screen shows is worked out after the times were
//! taken, so reading it costs the program nothing.

use std::error::Error;
use std::io::{Read, Write};
use std::num::NonZeroU16;
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};
use tempfile::TempDir;

/// How long anything may take: a listing of 100,000 functions at 15 requests a second takes over two minutes.
const PATIENCE: Duration = Duration::from_mins(5);

/// The end of a synchronized update: the frame is complete.
const END_OF_FRAME: &[u8] = b"\x1b[?2026l";

/// The way back from the alternate screen: the terminal is restored.
const RESTORED: &[u8] = b"\x1b[?1049l";

const SIZE: PtySize = PtySize {
    rows: 40,
    cols: 120,
    pixel_width: 0,
    pixel_height: 0,
};

/// `lasso` on a terminal.
pub(crate) struct Terminal {
    started: Instant,
    child: Box<dyn Child + Send + Sync>,
    _master: Box<dyn MasterPty + Send>,
    keyboard: Box<dyn Write + Send>,
    output: Receiver<(Instant, Vec<u8>)>,
    screen: vt100::Parser,
    /// What came since the last whole frame.
    unfinished: Vec<u8>,
    _home: TempDir,
}

impl Terminal {
    /// Starts the program on an endpoint, with nothing of the environment of whoever measures.
    pub(crate) fn start(endpoint: &str, arguments: &[&str]) -> Result<Self, Box<dyn Error>> {
        let home = tempfile::tempdir()?;
        let pair = native_pty_system().openpty(SIZE)?;
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_lasso"));
        command.env_clear();
        for (variable, value) in [
            ("TERM", "xterm-256color"),
            ("LANG", "C.UTF-8"),
            ("AWS_ACCESS_KEY_ID", "AKIDEXAMPLE"),
            ("AWS_SECRET_ACCESS_KEY", "secret"),
            ("AWS_EC2_METADATA_DISABLED", "true"),
            ("AWS_REGION", "eu-west-1"),
        ] {
            command.env(variable, value);
        }
        command.env("HOME", home.path());
        command.cwd(home.path());
        command.args(["--endpoint-url", endpoint]);
        command.args(arguments);
        let mut reader = pair.master.try_clone_reader()?;
        let (chunks, output) = channel();
        thread::spawn(move || {
            let mut buffer = [0; 16_384];
            while let Ok(length @ 1..) = reader.read(&mut buffer) {
                let came = (Instant::now(), buffer[..length].to_vec());
                if chunks.send(came).is_err() {
                    break;
                }
            }
        });
        let keyboard = pair.master.take_writer()?;
        let cells = |number| NonZeroU16::new(number).ok_or("a terminal without cells");
        let screen = vt100::Parser::new(cells(SIZE.rows)?, cells(SIZE.cols)?, 0);
        let started = Instant::now();
        let child = pair.slave.spawn_command(command)?;
        Ok(Self {
            started,
            child,
            _master: pair.master,
            keyboard,
            output,
            screen,
            unfinished: Vec::new(),
            _home: home,
        })
    }

    /// The process.
    pub(crate) fn process(&self) -> Option<u32> {
        self.child.process_id()
    }

    /// What the screen shows.
    pub(crate) fn text(&self) -> String {
        self.screen.screen().contents()
    }

    /// The row with the mark of the selection.
    pub(crate) fn selected(&self) -> Option<String> {
        let mut rows = self.screen.screen().rows(0, SIZE.cols);
        rows.find(|row| row.starts_with('>'))
    }

    /// How long after the start of the program a frame came that fulfils a condition.
    pub(crate) fn since_start(
        &mut self,
        condition: impl FnMut(&Self) -> bool,
    ) -> Result<Duration, Box<dyn Error>> {
        let started = self.started;
        Ok(self.frame(condition)?.duration_since(started))
    }

    /// How long after a key a frame came that fulfils a condition.
    pub(crate) fn after_key(
        &mut self,
        key: &[u8],
        condition: impl FnMut(&Self) -> bool,
    ) -> Result<Duration, Box<dyn Error>> {
        let pressed = Instant::now();
        self.keyboard.write_all(key)?;
        self.keyboard.flush()?;
        Ok(self.frame(condition)?.duration_since(pressed))
    }

    /// When the next frame came that fulfils a condition.
    fn frame(
        &mut self,
        mut condition: impl FnMut(&Self) -> bool,
    ) -> Result<Instant, Box<dyn Error>> {
        let deadline = Instant::now() + PATIENCE;
        loop {
            let left = deadline.saturating_duration_since(Instant::now());
            let (came, bytes) = self
                .output
                .recv_timeout(left)
                .map_err(|end| format!("{end} while waiting:\n{}", self.text()))?;
            if self.take(&bytes) && condition(self) {
                return Ok(came);
            }
        }
    }

    /// Waits until nothing was drawn for a while.
    pub(crate) fn settle(&mut self, quiet: Duration) {
        while let Ok((_, bytes)) = self.output.recv_timeout(quiet) {
            self.take(&bytes);
        }
    }

    /// How long after `Ctrl-C` the terminal was restored, and how long the process lived on.
    pub(crate) fn interrupt(mut self) -> Result<(Duration, Duration), Box<dyn Error>> {
        while let Ok((_, bytes)) = self.output.try_recv() {
            self.take(&bytes);
        }
        if find(RESTORED, &self.unfinished).is_some() {
            return Err(format!("ended before Ctrl-C:\n{}", self.text()).into());
        }
        let pressed = Instant::now();
        self.keyboard.write_all(b"\x03")?;
        self.keyboard.flush()?;
        let mut rest = Vec::new();
        let restored = loop {
            let (came, bytes) = self.output.recv_timeout(PATIENCE)?;
            rest.extend_from_slice(&bytes);
            if find(RESTORED, &rest).is_some() {
                break came;
            }
        };
        self.child.wait()?;
        let ended = Instant::now();
        Ok((
            restored.duration_since(pressed),
            ended.duration_since(pressed),
        ))
    }

    /// Takes output up to the end of its last whole frame; says whether a frame was completed.
    fn take(&mut self, bytes: &[u8]) -> bool {
        self.unfinished.extend_from_slice(bytes);
        let mut complete = false;
        while let Some(start) = find(END_OF_FRAME, &self.unfinished) {
            let whole = self.unfinished.drain(..start + END_OF_FRAME.len());
            self.screen.process(whole.as_slice());
            complete = true;
        }
        complete
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

fn find(wanted: &[u8], bytes: &[u8]) -> Option<usize> {
    bytes
        .windows(wanted.len())
        .position(|window| window == wanted)
}
