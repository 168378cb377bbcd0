//! The terminal as a device: entered, written to frame by frame, and given back as it was found.
//!
//! Knows modes, titles and the order in which they are undone, and that a panic may come from any thread at any time. Does not
//! know what is drawn, nor does it read: see `input`.

use std::fs::File;
use std::io::{self, Write};
use std::mem;
use std::os::fd::AsFd;
use std::panic;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

use crossterm::event::{DisableBracketedPaste, EnableBracketedPaste};
use crossterm::style::{Print, ResetColor};
use crossterm::terminal::{
    self, BeginSynchronizedUpdate, EndSynchronizedUpdate, EnterAlternateScreen,
    LeaveAlternateScreen, SetTitle,
};
use crossterm::{Command, QueueableCommand, cursor};
use rustix::process::{Signal, kill_current_process_group};
use rustix::termios::{LocalModes, OptionalActions, Termios, tcgetattr, tcsetattr};
use tokio::sync::Notify;

use crate::app::message::Size;
use crate::domain::words::clean;
use crate::view::abilities::Abilities;

/// Lays the title of the terminal aside (XTWINOPS 22), to be brought back on leaving; crossterm has no command for it.
const PUSH_TITLE: Print<&str> = Print("\x1b[22;0t");
const POP_TITLE: Print<&str> = Print("\x1b[23;0t");

/// How long a terminal may take to fetch the last that was written. A pseudo-terminal does not say when it has, not even to a
/// process that asks to wait for it.
const FETCHING: Duration = Duration::from_millis(10);

/// The terminal that the program draws on, shared by the event loop, the writer of frames and the panic hook.
#[derive(Debug)]
pub(crate) struct Device {
    abilities: Abilities,
    state: Mutex<State>,
    panicked: AtomicBool,
    panic_seen: Notify,
}

#[derive(Debug)]
struct State {
    /// `None` where there is no terminal: then nothing is written and no mode is changed.
    output: Option<File>,
    ours: bool,
    /// How the terminal treats keys, as it was found; `None` while it is treated so.
    found: Option<Termios>,
    /// A frame is written as a whole, so that half a frame is never seen.
    in_frame: bool,
    pending: Vec<u8>,
    title: Option<String>,
}

impl Device {
    /// Takes the terminal on standard output, without touching it yet.
    ///
    /// # Errors
    /// Standard output is closed.
    pub(crate) fn on_standard_output(abilities: Abilities) -> io::Result<Arc<Self>> {
        // Not `Stdout` itself, which would hold back what does not end with a line.
        let output = File::from(io::stdout().as_fd().try_clone_to_owned()?);
        Ok(Self::with(Some(output), false, abilities))
    }

    /// Stands for no terminal at all: frames go to a ratatui backend that needs no device, such as its `TestBackend`.
    #[cfg(test)]
    pub(crate) fn absent() -> Arc<Self> {
        Self::with(None, true, Abilities::ALL)
    }

    fn with(output: Option<File>, ours: bool, abilities: Abilities) -> Arc<Self> {
        Arc::new(Self {
            abilities,
            state: Mutex::new(State {
                output,
                ours,
                found: None,
                in_frame: false,
                pending: Vec::new(),
                title: None,
            }),
            panicked: AtomicBool::new(false),
            panic_seen: Notify::new(),
        })
    }

    /// What this terminal shows.
    #[must_use]
    pub(crate) fn abilities(&self) -> Abilities {
        self.abilities
    }

    /// Says whether the terminal is the program's: frames may be drawn.
    #[must_use]
    pub(crate) fn is_ours(&self) -> bool {
        self.state().ours
    }

    /// Enters raw mode and the alternate screen; never again after a panic, whose words stand on the terminal.
    ///
    /// # Errors
    /// The terminal is gone. What was entered of it can be left with [`Device::leave`].
    pub(crate) fn enter(&self) -> io::Result<()> {
        let mut state = self.state();
        if self.has_panicked() {
            return Ok(());
        }
        state.enter()
    }

    /// Gives the terminal back, for the lines that may still be said; a second time does nothing. After the last of them comes
    /// [`Device::settle`].
    ///
    /// Errors are of no use here: the terminal is gone, or somebody else's by now.
    pub(crate) fn leave(&self) {
        self.state().leave();
    }

    /// Makes the terminal treat keys as it did before it was entered, to the last flag: from here on, a `Ctrl-C` drops output.
    #[expect(
        clippy::disallowed_methods,
        reason = "nothing else is left to be done, and nothing tells when the terminal is ready"
    )]
    pub(crate) fn settle(&self) {
        let mut state = self.state();
        if let (Some(found), Some(output)) = (state.found.take(), &state.output) {
            thread::sleep(FETCHING);
            // Nobody is left to be told that the terminal is gone.
            tcsetattr(output, OptionalActions::Drain, &found).unwrap_or_default();
        }
    }

    /// Enters again after something else had the terminal without asking, as after SIGSTOP and SIGCONT.
    ///
    /// # Errors
    /// The terminal is gone.
    pub(crate) fn reenter(&self) -> io::Result<()> {
        // Both at once: whoever leaves for good meanwhile must not find it entered again.
        let mut state = self.state();
        if !state.ours {
            return Ok(());
        }
        state.leave();
        state.enter()
    }

    /// Gives the terminal back and stops the process and those started with it, as `Ctrl-Z` does for others.
    pub(crate) fn suspend(&self) {
        self.leave();
        self.settle();
        if self.state().output.is_some() {
            // Who may not stop itself goes on.
            kill_current_process_group(Signal::TSTP).unwrap_or_default();
        }
    }

    /// Holds back what is written until the frame is whole.
    pub(crate) fn begin_frame(&self) {
        let mut state = self.state();
        if state.ours && state.output.is_some() {
            state.in_frame = true;
            // Writing into memory can't fail.
            drop(state.pending.queue(BeginSynchronizedUpdate).map(|_| ()));
        }
    }

    /// Writes the frame in one piece.
    ///
    /// # Errors
    /// The terminal is gone.
    pub(crate) fn end_frame(&self) -> io::Result<()> {
        let mut state = self.state();
        if mem::take(&mut state.in_frame) {
            state.pending.queue(EndSynchronizedUpdate)?;
        }
        state.write_out()
    }

    /// Writes one command, such as the text for the clipboard; nothing where the terminal was given back.
    ///
    /// # Errors
    /// The terminal is gone.
    pub(crate) fn send(&self, command: impl Command) -> io::Result<()> {
        let mut state = self.state();
        if !state.ours {
            return Ok(());
        }
        state.pending.queue(command)?;
        state.write_out()
    }

    /// Sets the title, also for when the terminal is entered again.
    ///
    /// # Errors
    /// The terminal is gone.
    pub(crate) fn set_title(&self, title: &str) -> io::Result<()> {
        // A control character would end the title and begin something else.
        let title = title.replace(char::is_control, "\u{fffd}");
        let title = self.abilities.characters.line(&title).into_owned();
        let sent = self.send(SetTitle(&title));
        self.state().title = Some(title);
        sent
    }

    /// How large the terminal is.
    ///
    /// # Errors
    /// The terminal does not say.
    pub(crate) fn size() -> io::Result<Size> {
        let (columns, rows) = terminal::size()?;
        Ok(Size { columns, rows })
    }

    /// Makes every panic, in any thread, give the terminal back before it is told.
    pub(crate) fn install_panic_hook(self: &Arc<Self>) {
        let device = Arc::clone(self);
        let tell = panic::take_hook();
        panic::set_hook(Box::new(move |panic| {
            device.note_panic();
            tell(panic);
        }));
    }

    /// Gives the terminal back and marks it, so that nothing is drawn over what the panic says.
    pub(crate) fn note_panic(&self) {
        self.panicked.store(true, Ordering::SeqCst);
        self.leave();
        self.panic_seen.notify_one();
    }

    /// Says whether anything panicked.
    #[must_use]
    pub(crate) fn has_panicked(&self) -> bool {
        self.panicked.load(Ordering::SeqCst)
    }

    /// Waits until something panics.
    pub(crate) async fn panic(&self) {
        self.panic_seen.notified().await;
    }

    /// Writes lines to standard error, below the restored screen, where a control character would be obeyed as it is on the screen.
    /// Nobody may be there to read them.
    pub(crate) fn say(&self, lines: &[String]) {
        let mut error = io::stderr().lock();
        for line in lines {
            let line = clean(line);
            if writeln!(error, "{}", self.abilities.characters.line(&line)).is_err() {
                return;
            }
        }
    }

    /// Makes a writer for ratatui's backend.
    #[must_use]
    pub(crate) fn writer(self: &Arc<Self>) -> FrameWriter {
        FrameWriter {
            device: Arc::clone(self),
        }
    }

    /// Makes a guard that gives the terminal back as it was found, whatever ends the program.
    #[must_use]
    pub(crate) fn borrowed(self: &Arc<Self>) -> Borrowed {
        Borrowed {
            device: Arc::clone(self),
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        // A panic while it was held left nothing half done that leaving could not undo.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    fn enter(&mut self) -> io::Result<()> {
        self.ours = true;
        if self.output.is_none() {
            return Ok(());
        }
        self.keep_output();
        terminal::enable_raw_mode()?;
        self.pending
            .queue(PUSH_TITLE)?
            .queue(EnterAlternateScreen)?
            .queue(EnableBracketedPaste)?
            .queue(cursor::Hide)?;
        if let Some(title) = &self.title {
            self.pending.queue(SetTitle(title))?;
        }
        self.write_out()
    }

    fn leave(&mut self) {
        if !mem::take(&mut self.ours) || self.output.is_none() {
            return;
        }
        // What is left of a frame that was broken off does not belong on the terminal any more.
        self.in_frame = false;
        self.pending.clear();
        drop(self.queue_leaving().and_then(|()| self.write_out()));
        drop(terminal::disable_raw_mode());
    }

    /// Keeps what is on the terminal, until [`Device::settle`]. `Ctrl-C` makes a terminal drop what it was sent and has not shown yet:
    /// where it is pressed again while the program leaves, that is the way back from the alternate screen, so signals come without. And
    /// a program in the background, as one that is asked for credentials, is stopped where it writes over the screen.
    fn keep_output(&mut self) {
        let Some(output) = self.output.as_ref().filter(|_| self.found.is_none()) else {
            return;
        };
        let Ok(found) = tcgetattr(output) else {
            return;
        };
        let mut keeping = found.clone();
        keeping.local_modes |= LocalModes::NOFLSH | LocalModes::TOSTOP;
        // What takes no flags is no terminal, and drops nothing.
        tcsetattr(output, OptionalActions::Now, &keeping).unwrap_or_default();
        self.found = Some(found);
    }

    fn queue_leaving(&mut self) -> io::Result<()> {
        self.pending
            .queue(EndSynchronizedUpdate)?
            .queue(ResetColor)?
            .queue(cursor::Show)?
            .queue(DisableBracketedPaste)?
            .queue(LeaveAlternateScreen)?
            .queue(POP_TITLE)?;
        Ok(())
    }

    fn write_out(&mut self) -> io::Result<()> {
        let bytes = mem::take(&mut self.pending);
        match &mut self.output {
            Some(output) => output.write_all(&bytes),
            None => Ok(()),
        }
    }
}

/// The terminal for as long as the program has it.
#[derive(Debug)]
pub(crate) struct Borrowed {
    device: Arc<Device>,
}

impl Drop for Borrowed {
    fn drop(&mut self) {
        self.device.leave();
        self.device.settle();
    }
}

/// Where ratatui's backend writes: collects a frame, and drops what comes after the terminal was given back.
#[derive(Debug)]
pub(crate) struct FrameWriter {
    device: Arc<Device>,
}

impl Write for FrameWriter {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let mut state = self.device.state();
        if state.ours {
            state.pending.extend_from_slice(bytes);
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        let mut state = self.device.state();
        if state.in_frame || !state.ours {
            return Ok(());
        }
        state.write_out()
    }
}

#[cfg(test)]
mod tests {
    use std::io::{Read, Seek};

    use super::*;

    /// A device on a file: what was written can be read back. Raw mode is left alone, as no test here enters it.
    fn on_file() -> (Arc<Device>, File) {
        let file = tempfile::tempfile().unwrap();
        let device = Device::with(Some(file.try_clone().unwrap()), true, Abilities::ALL);
        (device, file)
    }

    fn written(file: &mut File) -> String {
        let mut text = String::new();
        file.rewind().unwrap();
        file.read_to_string(&mut text).unwrap();
        text
    }

    #[test]
    fn a_frame_is_written_whole_and_marked_as_one() {
        let (device, mut file) = on_file();
        let mut writer = device.writer();
        device.begin_frame();
        writer.write_all(b"half").unwrap();
        writer.flush().unwrap();
        assert_eq!(written(&mut file), "");
        writer.write_all(b" and half").unwrap();
        device.end_frame().unwrap();
        assert_eq!(written(&mut file), "\x1b[?2026hhalf and half\x1b[?2026l");
    }

    #[test]
    fn a_panic_gives_the_terminal_back_once_and_nothing_is_written_after() {
        let (device, mut file) = on_file();
        let mut writer = device.writer();
        device.begin_frame();
        writer.write_all(b"half a frame").unwrap();
        device.note_panic();
        let restored = written(&mut file);
        assert!(restored.ends_with("\x1b[?25h\x1b[?2004l\x1b[?1049l\x1b[23;0t"));
        assert!(!restored.contains("half"));
        writer.write_all(b"more").unwrap();
        writer.flush().unwrap();
        device.set_title("late").unwrap();
        device.leave();
        device.note_panic();
        device.enter().unwrap();
        assert_eq!(written(&mut file), restored);
        assert!(device.has_panicked());
        assert!(!device.is_ours());
    }

    #[test]
    fn a_title_cannot_smuggle_a_sequence() {
        let (device, mut file) = on_file();
        device.set_title("a\u{7}\u{1b}]52;c;eA==\u{7}").unwrap();
        assert_eq!(
            written(&mut file),
            "\x1b]0;a\u{fffd}\u{fffd}]52;c;eA==\u{fffd}\x07"
        );
    }

    #[test]
    fn an_absent_terminal_takes_everything_and_is_given_back_as_well() {
        let device = Device::absent();
        assert!(device.is_ours());
        device.begin_frame();
        device.end_frame().unwrap();
        device.set_title("title").unwrap();
        device.leave();
        assert!(!device.is_ours());
    }
}
