//! The program on a terminal of its own, and what somebody in front of it can do: press keys, and read.
//!
//! Knows keys as bytes and the screen as text. Does not know what is tested. Every key is followed by a condition on the screen;
//! only the send line wants to be seen for a while before it takes a key.

use std::io::{Read, Write};
use std::num::NonZeroU16;
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread;
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};
use tempfile::TempDir;

/// How long anything may take on a machine that is busy with other tests.
const PATIENCE: Duration = Duration::from_secs(30);

/// How long the terminal may be silent before a condition outside of it is looked at again.
const GLANCE: Duration = Duration::from_millis(10);

/// Large enough for every review to be seen whole, and for every ARN to stand in one line; not so wide that two texts stand beside each
/// other, whose lines could not be told apart here.
const SIZE: PtySize = PtySize {
    rows: 48,
    cols: 98,
    pixel_width: 0,
    pixel_height: 0,
};

/// The end of a synchronized update of the terminal.
const END_OF_FRAME: &[u8] = b"\x1b[?2026l";

/// The way back from the alternate screen.
const LEFT: &[u8] = b"\x1b[?1049l";

/// How long the send line must have been on screen before it takes a key.
const SEEN_FOR: Duration = Duration::from_millis(300);

/// How long an outcome must have been on screen before any key closes it, that Enter included which sent.
const READ_FOR: Duration = Duration::from_millis(1000);

/// The keys that close an outcome.
const CLOSING: [&str; 6] = ["enter", "esc", "q", "e", "u", "."];

/// What the send line answers to a key that came before it could be read.
const TOO_EARLY: &str = "Ignored: a key came before this line was on screen.";

/// `lasso`, with nothing of the environment of whoever runs the tests.
pub(crate) struct Lasso {
    child: Box<dyn Child + Send + Sync>,
    _master: Box<dyn MasterPty + Send>,
    keyboard: Box<dyn Write + Send>,
    output: Receiver<Vec<u8>>,
    screen: vt100::Parser,
    /// What came since the last whole frame: nobody sees half a frame.
    unfinished: Vec<u8>,
    /// Since when the send line is on screen.
    send_line_seen: Option<Instant>,
    _home: TempDir,
}

/// What is left when the program has ended.
pub(crate) struct Left {
    pub(crate) status: u32,
    /// What stands on the terminal below the restored screen, each run of white space as one blank.
    pub(crate) said: String,
}

impl Lasso {
    /// Starts the program on an endpoint.
    pub(crate) fn start(endpoint: &str, arguments: &[&str]) -> Self {
        let home = tempfile::tempdir().unwrap();
        let pair = native_pty_system().openpty(SIZE).unwrap();
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_lasso"));
        command.env_clear();
        for (variable, value) in [
            ("PATH", "/usr/local/bin:/usr/bin:/bin"),
            ("TERM", "xterm-256color"),
            ("LANG", "C.UTF-8"),
            ("AWS_ACCESS_KEY_ID", "AKIDEXAMPLE"),
            ("AWS_SECRET_ACCESS_KEY", "secret"),
            ("AWS_EC2_METADATA_DISABLED", "true"),
        ] {
            command.env(variable, value);
        }
        command.env("HOME", home.path());
        command.cwd(home.path());
        command.args(["--endpoint-url", endpoint, "--region", "eu-west-1"]);
        command.args(["--rate", "15"]);
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
        let cells = |number| NonZeroU16::new(number).unwrap();
        Self {
            child,
            keyboard: pair.master.take_writer().unwrap(),
            _master: pair.master,
            output,
            screen: vt100::Parser::new(cells(SIZE.rows), cells(SIZE.cols), 1_000),
            unfinished: Vec::new(),
            send_line_seen: None,
            _home: home,
        }
    }

    /// The rows of the screen.
    pub(crate) fn rows(&self) -> Vec<String> {
        self.screen.screen().rows(0, SIZE.cols).collect()
    }

    /// The text of the screen, each run of white space as one blank, so that it does not matter where a line is wrapped.
    pub(crate) fn text(&self) -> String {
        in_one_line(&self.screen.screen().contents())
    }

    /// Waits for a condition on the program.
    #[track_caller]
    pub(crate) fn until(&mut self, awaited: &str, mut condition: impl FnMut(&Self) -> bool) {
        let deadline = now() + PATIENCE;
        while !condition(self) {
            assert!(
                now() < deadline,
                "not seen: {awaited}\n{}",
                self.screen.screen().contents()
            );
            match self.output.recv_timeout(GLANCE) {
                Ok(bytes) => self.take(&bytes),
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => {
                    panic!(
                        "ended before: {awaited}\n{}",
                        self.screen.screen().contents()
                    )
                }
            }
        }
    }

    /// Waits until a text is on the screen.
    #[track_caller]
    pub(crate) fn sees(&mut self, text: &str) {
        self.until(text, |lasso| lasso.text().contains(text));
    }

    /// Presses a key and waits until a text is on the screen.
    #[track_caller]
    pub(crate) fn press(&mut self, key: &str, then: &str) {
        if CLOSING.contains(&key) && self.shows_outcome() {
            let seen = now();
            self.until("the outcome for a while", |_| seen.elapsed() >= READ_FOR);
        }
        self.write(bytes_of(key));
        self.sees(then);
    }

    /// Says whether the first row of the screen begins with the word of an outcome.
    fn shows_outcome(&self) -> bool {
        let words = [" DONE ", " REFUSED ", " NOT SENT ", " UNKNOWN "];
        let row = self.rows().into_iter().nth(1).unwrap_or_default();
        words.iter().any(|word| row.starts_with(word))
    }

    /// Types a text at once, as into a field, and waits until its end is on the screen.
    #[track_caller]
    pub(crate) fn types(&mut self, text: &str) {
        self.write(text.as_bytes());
        let end: String = text.chars().skip(text.len().saturating_sub(40)).collect();
        self.sees(&end);
    }

    /// The row with the mark of the selection.
    pub(crate) fn selected(&self) -> Option<String> {
        self.rows().into_iter().find(|row| row.starts_with('>'))
    }

    /// The name on that row.
    pub(crate) fn selected_name(&self) -> Option<String> {
        let row = self.selected()?;
        row.split_whitespace().nth(1).map(str::to_owned)
    }

    /// Moves the selection down to the row of that name.
    #[track_caller]
    pub(crate) fn select(&mut self, name: &str) {
        self.until("a selection", |lasso| lasso.selected().is_some());
        loop {
            let before = self.selected_name();
            if before.as_deref() == Some(name) {
                return;
            }
            self.write(b"j");
            self.until(name, |lasso| lasso.selected_name() != before);
        }
    }

    /// Fills the form from its first field to its last, and stops at the button below them. `None` leaves a field as it is.
    #[track_caller]
    pub(crate) fn fill(&mut self, texts: [Option<&str>; 4]) {
        for text in texts {
            if let Some(text) = text {
                self.write(bytes_of("ctrl-u"));
                self.types(text);
            }
            self.write(bytes_of("tab"));
        }
        self.until("the button", |lasso| {
            lasso
                .rows()
                .iter()
                .any(|row| row.starts_with(" > [ Review"))
        });
    }

    /// Opens the form of the selected qualifier, fills it and opens its review.
    #[track_caller]
    pub(crate) fn review(&mut self, texts: [Option<&str>; 4]) {
        self.press("enter", "EDIT");
        self.fill(texts);
        self.press("enter", "REVIEW");
    }

    /// Opens the send line of a review and presses Enter on it.
    #[track_caller]
    pub(crate) fn send(&mut self) {
        self.open_send_line("Enter sends");
        self.press_on_send_line("enter", |lasso| lasso.send_line().is_none());
    }

    /// Opens the send line of a review that asks for a word, types it and presses Enter.
    #[track_caller]
    pub(crate) fn send_by_word(&mut self, word: &str) {
        self.open_send_line(&format!("Type {word} to send"));
        for (end, character) in word.char_indices() {
            let typed = format!(": {}_", &word[..end + character.len_utf8()]);
            self.press_on_send_line(&character.to_string(), |lasso| {
                lasso.send_line().is_some_and(|line| line.ends_with(&typed))
            });
        }
        self.press_on_send_line("enter", |lasso| lasso.send_line().is_none());
    }

    /// Opens the send line, again where it closes: what is read late, such as a stack's tags, changes the review.
    #[track_caller]
    fn open_send_line(&mut self, sign: &str) {
        let deadline = now() + PATIENCE;
        loop {
            assert!(now() < deadline, "not opened: {sign}\n{}", self.text());
            let pressed = now();
            self.write(bytes_of("y"));
            self.until("the send line, or what is in its way", |lasso| {
                lasso.send_line().is_some() || pressed.elapsed() >= 4 * SEEN_FOR
            });
            let seen = now();
            self.until("the send line to stay or close", |lasso| {
                seen.elapsed() >= SEEN_FOR || lasso.send_line().is_none()
            });
            if self.send_line().is_some() {
                self.sees(sign);
                self.send_line_seen = Some(seen);
                return;
            }
        }
    }

    /// The send line, while it is open.
    fn send_line(&self) -> Option<String> {
        let is_send_line = |row: &String| row.starts_with(" Send ") || row.starts_with(" Type ");
        let row = self.rows().into_iter().find(is_send_line);
        row.map(|row| in_one_line(&row))
    }

    /// Presses a key as soon as the send line was on screen for as long as it wants, and once more if it says that it was not.
    #[track_caller]
    fn press_on_send_line(&mut self, key: &str, taken: impl Fn(&Self) -> bool) {
        let seen = *self.send_line_seen.get_or_insert_with(now);
        self.until("the send line for a while", |_| seen.elapsed() >= SEEN_FOR);
        self.write(bytes_of(key));
        self.until("an answer to the key", |lasso| {
            taken(lasso) || lasso.text().contains(TOO_EARLY)
        });
        if !taken(self) {
            let again = now();
            self.until("the send line for longer", |_| again.elapsed() >= SEEN_FOR);
            self.write(bytes_of(key));
            self.until("the key to be taken", |lasso| taken(lasso));
        }
        if self.send_line().is_none() {
            self.send_line_seen = None;
        }
    }

    /// Presses a key that ends the program, and waits for its end.
    #[track_caller]
    pub(crate) fn leave(mut self, key: &str) -> Left {
        self.write(bytes_of(key));
        self.end()
    }

    /// Waits for the end of the program.
    #[track_caller]
    pub(crate) fn end(mut self) -> Left {
        let deadline = now() + PATIENCE;
        loop {
            let left = deadline.saturating_duration_since(now());
            match self.output.recv_timeout(left) {
                Ok(bytes) => self.take(&bytes),
                Err(RecvTimeoutError::Disconnected) => break,
                Err(RecvTimeoutError::Timeout) => {
                    panic!("still running:\n{}", self.screen.screen().contents())
                }
            }
        }
        self.screen.process(&self.unfinished);
        Left {
            status: self.child.wait().unwrap().exit_code(),
            said: self.text(),
        }
    }

    /// Shows everything up to the end of the last whole frame; beside the screens there are no frames.
    fn take(&mut self, bytes: &[u8]) {
        self.unfinished.extend_from_slice(bytes);
        while let Some(start) = find(END_OF_FRAME, &self.unfinished) {
            let whole = self.unfinished.drain(..start + END_OF_FRAME.len());
            self.screen.process(whole.as_slice());
        }
        if find(LEFT, &self.unfinished).is_some() || !self.screen.screen().alternate_screen() {
            self.screen.process(&self.unfinished);
            self.unfinished.clear();
        }
    }

    fn write(&mut self, bytes: &[u8]) {
        self.keyboard.write_all(bytes).unwrap();
        self.keyboard.flush().unwrap();
    }
}

impl Drop for Lasso {
    /// A test that failed leaves no program behind.
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

/// Each run of white space as one blank.
fn in_one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What a terminal sends for a key.
fn bytes_of(key: &str) -> &[u8] {
    match key {
        "enter" => b"\r",
        "esc" => b"\x1b",
        "tab" => b"\t",
        "ctrl-c" => b"\x03",
        "ctrl-s" => b"\x13",
        "ctrl-u" => b"\x15",
        character => character.as_bytes(),
    }
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
