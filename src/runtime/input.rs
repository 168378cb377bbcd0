//! Everything that comes to the program from outside on its own account, on one channel: keys, pastes, sizes, signals.
//!
//! All of it is stamped when it came, not when it is handled: a key that waited behind something else is not younger for it. Knows where the terminal is read and which signals count. Does not know what the bytes mean: see `decoder`.

use std::fs::File;
use std::io::{self, ErrorKind, IsTerminal, Read};
use std::os::fd::AsFd;
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

use jiff::Timestamp;
use tokio::signal::unix::{Signal as Arrivals, SignalKind, signal};
use tokio::sync::mpsc;
use tokio::task::JoinSet;
use tokio::time::timeout_at;

use super::decoder::Decoder;
use super::terminal::Device;
use crate::app::message::{Message, Signal, Stamped};

/// What one read takes at most; a terminal hands over 4,096 bytes at a time.
const READ_BYTES: usize = 4_096;

/// How many messages wait for the event loop before the terminal has to.
const WAITING_MESSAGES: usize = 64;

/// How long a lone ESC is held before it counts as the Esc key.
#[must_use]
pub(crate) fn escape_patience(over_network: bool) -> Duration {
    Duration::from_millis(if over_network { 120 } else { 30 })
}

/// Starts to listen to keyboard and signals. The tasks end when the set does; the thread ends with the process.
///
/// # Errors
/// Signals can't be caught.
pub(crate) fn listen(
    keyboard: File,
    device: &Arc<Device>,
    escape_patience: Duration,
    tasks: &mut JoinSet<()>,
) -> io::Result<mpsc::Receiver<Stamped>> {
    let (messages, receiver) = mpsc::channel(WAITING_MESSAGES);
    let reads = read_in_thread(keyboard)?;
    tasks.spawn(watch_signals(
        Signals::catch()?,
        Arc::clone(device),
        messages.clone(),
    ));
    tasks.spawn(decode(reads, Decoder::new(escape_patience), messages));
    Ok(receiver)
}

/// The terminal on standard input, or else the one that controls the process.
///
/// # Errors
/// There is neither.
#[expect(clippy::disallowed_methods, reason = "the terminal is a file as well")]
pub(crate) fn keyboard() -> io::Result<File> {
    let input = io::stdin();
    if input.is_terminal() {
        Ok(File::from(input.as_fd().try_clone_to_owned()?))
    } else {
        File::open("/dev/tty")
    }
}

/// One read of the terminal and when it came: by the clock that measures waiting, and by the one that stamps messages.
struct Chunk {
    bytes: Vec<u8>,
    at: Instant,
    stamp: Timestamp,
}

/// Reads in a thread of its own, since a terminal can't be read without blocking in a way that works everywhere. Its end is the
/// end of the channel.
#[expect(
    clippy::disallowed_methods,
    reason = "the one thread that reads the terminal stamps what it reads"
)]
fn read_in_thread(mut keyboard: File) -> io::Result<mpsc::Receiver<Chunk>> {
    let (chunks, receiver) = mpsc::channel(WAITING_MESSAGES);
    let mut buffer = [0; READ_BYTES];
    thread::Builder::new()
        .name("terminal".to_owned())
        .spawn(move || {
            loop {
                let bytes = match keyboard.read(&mut buffer) {
                    Err(error) if error.kind() == ErrorKind::Interrupted => continue,
                    // Somebody who shares the terminal made it non-blocking; a description of our own is not.
                    Err(error) if error.kind() == ErrorKind::WouldBlock => {
                        match File::open("/dev/tty") {
                            Ok(own) => keyboard = own,
                            Err(_) => break,
                        }
                        continue;
                    }
                    Ok(0) | Err(_) => break,
                    Ok(length) => buffer.get(..length).unwrap_or_default().to_vec(),
                };
                let chunk = Chunk {
                    bytes,
                    at: Instant::now(),
                    stamp: now(),
                };
                if chunks.blocking_send(chunk).is_err() {
                    break;
                }
            }
        })?;
    Ok(receiver)
}

/// Decodes reads until the terminal ends, which is a hang-up. What was held back carries the time of the read that brought it.
#[expect(
    clippy::disallowed_methods,
    reason = "a deadline has passed by the clock"
)]
async fn decode(
    mut reads: mpsc::Receiver<Chunk>,
    mut decoder: Decoder,
    messages: mpsc::Sender<Stamped>,
) {
    let mut at = now();
    loop {
        let read = match decoder.deadline() {
            Some(deadline) => timeout_at(deadline.into(), reads.recv()).await,
            None => Ok(reads.recv().await),
        };
        let came = match read {
            Ok(Some(chunk)) => {
                at = chunk.stamp;
                decoder.read(&chunk.bytes, chunk.at)
            }
            Ok(None) => break,
            Err(_) => decoder.expire(Instant::now()),
        };
        for message in came {
            if messages.send(Stamped { at, message }).await.is_err() {
                return;
            }
        }
    }
    // Where nobody listens any more, nobody needs to know.
    let message = Message::Signalled(Signal::HangUp);
    drop(messages.send(Stamped { at: now(), message }).await);
}

#[expect(
    clippy::disallowed_methods,
    reason = "what comes from outside gets its time where it comes"
)]
fn now() -> Timestamp {
    Timestamp::now()
}

/// The signals that count.
struct Signals {
    interrupt: Arrivals,
    quit: Arrivals,
    terminate: Arrivals,
    hang_up: Arrivals,
    resized: Arrivals,
    continued: Arrivals,
}

impl Signals {
    fn catch() -> io::Result<Self> {
        Ok(Self {
            interrupt: signal(SignalKind::interrupt())?,
            quit: signal(SignalKind::quit())?,
            terminate: signal(SignalKind::terminate())?,
            hang_up: signal(SignalKind::hangup())?,
            resized: signal(SignalKind::window_change())?,
            continued: signal(continued())?,
        })
    }
}

fn continued() -> SignalKind {
    SignalKind::from_raw(rustix::process::Signal::CONT.as_raw())
}

/// Passes signals on as messages.
async fn watch_signals(mut signals: Signals, device: Arc<Device>, messages: mpsc::Sender<Stamped>) {
    loop {
        let message = tokio::select! {
            _ = signals.interrupt.recv() => Some(Message::Signalled(Signal::Interrupt)),
            _ = signals.quit.recv() => Some(Message::Signalled(Signal::Quit)),
            _ = signals.terminate.recv() => Some(Message::Signalled(Signal::Terminate)),
            _ = signals.hang_up.recv() => Some(Message::Signalled(Signal::HangUp)),
            _ = signals.resized.recv() => resized(),
            _ = signals.continued.recv() => match device.reenter() {
                // All of the screen has to be drawn anew, as after any new size.
                Ok(()) => resized(),
                Err(_) => Some(Message::Signalled(Signal::HangUp)),
            },
        };
        if let Some(message) = message
            && messages.send(Stamped { at: now(), message }).await.is_err()
        {
            return;
        }
    }
}

fn resized() -> Option<Message> {
    Device::size().ok().map(Message::Resized)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::key::{Key, KeyCode};

    #[expect(clippy::disallowed_methods, reason = "a read of a minute ago")]
    fn read(bytes: &[u8], seconds: i64) -> Chunk {
        Chunk {
            bytes: bytes.to_vec(),
            // Long ago, so that nobody waits for the rest of a sequence.
            at: Instant::now().checked_sub(Duration::from_mins(1)).unwrap(),
            stamp: Timestamp::from_second(seconds).unwrap(),
        }
    }

    /// A key that waited behind a long piece of work was as young as the moment in which it was handled.
    #[tokio::test]
    async fn keys_carry_the_time_at_which_they_were_read() {
        let (reads, chunks) = mpsc::channel(WAITING_MESSAGES);
        let (messages, mut came) = mpsc::channel(WAITING_MESSAGES);
        for chunk in [read(b"y", 1), read(b"\r", 2), read(b"\x1b", 3)] {
            assert!(reads.send(chunk).await.is_ok());
        }
        let keys = async {
            for (key, second) in [
                (Key::character('y'), 1),
                (Key::plain(KeyCode::Enter), 2),
                // It was held until no more of a sequence came.
                (Key::plain(KeyCode::Escape), 3),
            ] {
                let at = Timestamp::from_second(second).unwrap();
                let message = Message::Keys(vec![key]);
                assert_eq!(came.recv().await, Some(Stamped { at, message }));
            }
            drop(reads);
            let end = came.recv().await.unwrap();
            assert_eq!(end.message, Message::Signalled(Signal::HangUp));
        };
        let decoder = Decoder::new(escape_patience(false));
        tokio::join!(decode(chunks, decoder, messages), keys);
    }
}
