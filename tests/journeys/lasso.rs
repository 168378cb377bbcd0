//! The program on a terminal of its own, and what somebody in front of it can do: press keys, and read.
//!
//! Knows keys as bytes and the screen as text. Does not know what is tested. Every key is followed by a condition on the screen;
//! only the send line wants to be seen for a while before it takes a key.

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

pub(crate) use super::pty::KEYS;
use super::pty::simulated::REGION;
use super::pty::{LASSO, PATIENCE, Terminal, in_one_line, now};

/// Large enough for every review to be seen whole, and for every ARN to stand in one line; not so wide that two texts stand beside each
/// other, whose lines could not be told apart here.
const SIZE: (u16, u16) = (98, 48);

/// How long the send line must have been on screen before it takes a key.
const SEEN_FOR: Duration = Duration::from_millis(300);

/// How long an outcome must have been on screen before any key closes it, that Enter included which sent.
const READ_FOR: Duration = Duration::from_secs(1);

/// The keys that close an outcome.
const CLOSING: [&str; 7] = ["enter", "esc", "q", "e", "u", ".", "r"];

/// What the send line answers to a key that came before it could be read.
const TOO_EARLY: &str = "Ignored: a key came less than 0.3 s after this line";

/// `lasso`, with nothing of the environment of whoever runs the tests.
pub(crate) struct Lasso {
    pub(crate) terminal: Terminal,
    /// Since when the send line is on screen.
    send_line_seen: Option<Instant>,
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
        let connection = [
            "--endpoint-url",
            endpoint,
            "--region",
            REGION,
            "--rate",
            "15",
        ];
        Self::configured("", &KEYS, &[&connection, arguments].concat())
    }

    /// Starts the program with `~/.aws/config`, variables of the environment, and arguments: nothing else says where it works.
    pub(crate) fn configured(
        config: &str,
        environment: &[(&str, &str)],
        arguments: &[&str],
    ) -> Self {
        let home = tempfile::tempdir().unwrap();
        write_config(home.path(), config);
        Self {
            terminal: Terminal::start_at((LASSO, arguments), home, environment, SIZE),
            send_line_seen: None,
        }
    }

    /// The rows of the screen.
    pub(crate) fn rows(&self) -> Vec<String> {
        self.terminal.screen.screen().rows(0, SIZE.0).collect()
    }

    /// The text of the screen, each run of white space as one blank, so that it does not matter where a line is wrapped.
    pub(crate) fn text(&self) -> String {
        self.terminal.text()
    }

    /// Waits for a condition on the program.
    #[track_caller]
    pub(crate) fn until(&mut self, awaited: &str, mut condition: impl FnMut(&Self) -> bool) {
        let deadline = now() + PATIENCE;
        while !condition(self) {
            self.terminal.wait(awaited, deadline);
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
        self.terminal.write(bytes_of(key));
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
        self.terminal.write(text.as_bytes());
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
            self.terminal.write(b"j");
            self.until(name, |lasso| lasso.selected_name() != before);
        }
    }

    /// Fills the form from its first field to its last, and stops at the button below them. `None` leaves a field as it is.
    #[track_caller]
    pub(crate) fn fill(&mut self, texts: [Option<&str>; 4]) {
        for text in texts {
            if let Some(text) = text {
                self.terminal.write(bytes_of("ctrl-u"));
                self.types(text);
            }
            self.terminal.write(bytes_of("tab"));
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
        self.open_send_line("Send ");
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
    pub(crate) fn open_send_line(&mut self, sign: &str) {
        let deadline = now() + PATIENCE;
        loop {
            assert!(now() < deadline, "not opened: {sign}\n{}", self.text());
            let pressed = now();
            self.terminal.write(bytes_of("y"));
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
        self.terminal.write(bytes_of(key));
        self.until("an answer to the key", |lasso| {
            taken(lasso) || lasso.text().contains(TOO_EARLY)
        });
        if !taken(self) {
            let again = now();
            self.until("the send line for longer", |_| again.elapsed() >= SEEN_FOR);
            self.terminal.write(bytes_of(key));
            self.until("the key to be taken", |lasso| taken(lasso));
        }
        if self.send_line().is_none() {
            self.send_line_seen = None;
        }
    }

    /// Presses a key that ends the program, and waits for its end.
    #[track_caller]
    pub(crate) fn leave(mut self, key: &str) -> Left {
        self.terminal.write(bytes_of(key));
        self.end()
    }

    /// Waits for the end of the program; whatever it was, the terminal is as it was before.
    #[track_caller]
    pub(crate) fn end(mut self) -> Left {
        let status = self.terminal.end().exit_code();
        self.terminal.assert_restored();
        Left {
            status,
            said: self.text(),
        }
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "the program reads its configuration from a file"
)]
fn write_config(home: &Path, config: &str) {
    let folder = home.join(".aws");
    fs::create_dir(&folder).unwrap();
    fs::write(folder.join("config"), config).unwrap();
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
