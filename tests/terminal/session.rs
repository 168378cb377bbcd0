//! `lasso` in these tests: the demonstration, what is done to it from outside, and what is waited for.
//!
//! Knows the program's first frame and its ways out. Does not know what is tested.

use std::time::Duration;

use lambda_lasso::simulator::{Handle, Operation};
use portable_pty::PtySize;

use super::pty::simulated::REGION;
use super::pty::{ENTERED, KEYS, LASSO, PATIENCE, Terminal, now};

/// The end of an open send line, which stands there whatever is said below it.
pub(crate) const SEND_LINE: &str = "? y_";

/// How long the send line must have been on screen before it takes a key, and some more.
const SEEN_FOR: Duration = Duration::from_millis(400);

impl Terminal {
    /// Starts a program with credentials in the environment.
    pub(crate) fn start(
        program: (&str, &[&str]),
        variables: &[(&str, &str)],
        size: (u16, u16),
    ) -> Self {
        let home = tempfile::tempdir().unwrap();
        Self::start_at(program, home, &[&KEYS, variables].concat(), size)
    }

    /// The demonstration, with its first frame on the screen.
    pub(crate) fn demonstration() -> Self {
        let mut terminal = Self::start((LASSO, &["--demo"]), &[], (80, 24));
        terminal.wait_for_frame();
        terminal
    }

    /// The program on a simulated account.
    pub(crate) fn on(simulator: &Handle, arguments: &[&str], size: (u16, u16)) -> Self {
        let url = simulator.url();
        let connection = ["--endpoint-url", &url, "--region", REGION, "--rate", "15"];
        let arguments = [&connection, arguments].concat();
        Self::start((LASSO, &arguments), &[], size)
    }

    /// The program as a line of a shell starts it.
    pub(crate) fn in_shell(line: &str) -> Self {
        let line = line.replace("LASSO", LASSO);
        Self::start(("bash", &["--norc", "-c", &line]), &[], (80, 24))
    }

    /// Waits for a condition on the terminal, or on what stands beside it.
    #[track_caller]
    pub(crate) fn until(&mut self, awaited: &str, mut condition: impl FnMut(&Self) -> bool) {
        let deadline = now() + PATIENCE;
        while !condition(self) {
            self.wait(awaited, deadline);
        }
    }

    /// Waits until a text is on the screen.
    #[track_caller]
    pub(crate) fn sees(&mut self, text: &str) {
        self.until(text, |terminal| terminal.text().contains(text));
    }

    /// Presses keys and waits until a text is on the screen.
    #[track_caller]
    pub(crate) fn press(&mut self, keys: &[u8], then: &str) {
        self.write(keys);
        self.sees(then);
    }

    pub(crate) fn wait_for_frame(&mut self) {
        self.until("frame", |terminal| {
            terminal.screen.screen().alternate_screen() && !terminal.text().is_empty()
        });
    }

    /// Waits until the terminal was given back and entered again, which may go by faster than a screen can be looked at.
    pub(crate) fn wait_for_return(&mut self) {
        self.until("return", |terminal| terminal.times(ENTERED) > 1);
        self.wait_for_frame();
    }

    /// Waits for the list, and answers the row that it selects by itself.
    #[track_caller]
    pub(crate) fn first_selection(&mut self) -> usize {
        self.until("selection", |terminal| terminal.selected().is_some());
        self.selected().unwrap()
    }

    /// Gives the terminal another size, and tells the program so.
    pub(crate) fn resize(&mut self, (columns, rows): (u16, u16)) {
        let cells = |number| std::num::NonZeroU16::new(number).unwrap();
        self.screen
            .screen_mut()
            .set_size(cells(rows), cells(columns));
        let size = PtySize {
            rows,
            cols: columns,
            pixel_width: 0,
            pixel_height: 0,
        };
        self.master.resize(size).unwrap();
    }

    /// The same, and waits until something was drawn for it.
    #[track_caller]
    pub(crate) fn wait_for_size(&mut self, size: (u16, u16)) {
        // What is still to come was drawn for another size.
        self.resize(if size == (80, 24) { (81, 24) } else { (80, 24) });
        let frames = self.frames;
        self.resize(size);
        self.until("a frame of this size", |terminal| terminal.frames > frames);
    }

    /// Waits for as long as an open send line wants to be seen before it takes a key.
    #[track_caller]
    pub(crate) fn wait_until_seen(&mut self) {
        let seen = now();
        self.until("the send line for a while", |_| seen.elapsed() > SEEN_FOR);
    }

    /// Opens the send line of a review and presses Enter on it. What is read late, such as a stack's tags, closes the line, and
    /// until every line of the review was on the screen `y` only turns its pages: then it is opened again.
    #[track_caller]
    pub(crate) fn send(&mut self) {
        loop {
            let frames = self.frames;
            if self.text().contains(SEND_LINE) {
                self.wait_until_seen();
                if self.text().contains(SEND_LINE) {
                    self.write(b"\r");
                }
            } else if self.text().contains("y send...") {
                self.write(b"y");
            } else {
                return;
            }
            self.until("a frame", |terminal| terminal.frames > frames);
        }
    }

    /// Leaves with `Ctrl-C`: whatever went before, the program ends well and gives the terminal back.
    #[track_caller]
    pub(crate) fn leave(&mut self) {
        self.write(b"\x03");
        let status = self.end();
        assert_eq!(status.exit_code(), 0, "{}", self.contents());
        self.assert_restored();
    }

    /// Says whether the terminal keeps what was written when a key becomes a signal.
    pub(crate) fn keeps_output_on_signals(&self) -> bool {
        let modes = self.master.get_termios().unwrap();
        format!("{:?}", modes.local_flags).contains("NOFLSH")
    }

    /// The row with the mark of the selection.
    pub(crate) fn selected(&self) -> Option<usize> {
        let screen = self.screen.screen();
        let (_, columns) = screen.size();
        screen
            .rows(0, columns.get())
            .position(|row| row.starts_with('>'))
    }
}

/// How often anything was written that changes settings.
pub(crate) fn writes(simulator: &Handle) -> usize {
    let put = simulator.count(Operation::PutFunctionEventInvokeConfig);
    put + simulator.count(Operation::DeleteFunctionEventInvokeConfig)
}
