//! The ends that come from outside: a signal, and a terminal that goes away.
//!
//! Knows the process. Does not know what it makes of its end.

use std::process::Command;

use super::pty::Terminal;

impl Terminal {
    /// Sends the program a signal, such as `TERM`.
    #[expect(clippy::disallowed_methods, reason = "signals are sent by a program")]
    pub(crate) fn signal(&self, name: &str) {
        let process = self.program.0.process_id().unwrap().to_string();
        let sent = Command::new("kill").args(["-s", name, &process]).status();
        assert!(sent.unwrap().success());
    }

    /// Takes the terminal away, and waits for the end of the program.
    pub(crate) fn hang_up(self) -> u32 {
        let Self {
            mut program,
            master,
            keyboard,
            output,
            ..
        } = self;
        drop((master, keyboard, output));
        program.0.wait().unwrap().exit_code()
    }
}
