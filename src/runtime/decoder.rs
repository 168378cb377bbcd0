//! Turns the bytes of a terminal into messages.
//!
//! Knows how terminals send keys and pastes, what a read may tear apart and how long to wait for the rest. Does not know where the
//! bytes come from, nor any clock: each read brings its time, and the caller says when a deadline has passed.

use std::mem;
use std::time::{Duration, Instant};

use termina::event::{KeyCode as TerminalCode, KeyEvent, KeyEventKind, Modifiers};
use termina::{Event, Parser};

use crate::app::key::{Key, KeyCode, Modifier};
use crate::app::message::Message;

const INTERRUPT: u8 = 0x03;
const ESCAPE: u8 = 0x1b;
const BELL: u8 = 0x07;
const PASTE_START: &[u8] = b"\x1b[200~";
const PASTE_END: &[u8] = b"\x1b[201~";

/// How much of a paste is kept.
const PASTE_BYTES: usize = 64 * 1024;

/// How long the rest of a paste is waited for.
const PASTE_PATIENCE: Duration = Duration::from_secs(2);

/// A paste of which nothing came for so long has stalled: `Ctrl-C` in a read of its own is then somebody who wants to leave. Where
/// the bytes keep coming it is a part of the text.
const STALLED: Duration = Duration::from_millis(100);

/// A read of no more bytes than this may be somebody who types; it does not keep a paste waiting for its end.
const TYPED_BYTES: usize = 8;

/// How long the rest of a sequence is waited for that is longer than its ESC.
const SEQUENCE_PATIENCE: Duration = Duration::from_millis(500);

/// No terminal answers with a sequence as long as this; what is longer is no sequence.
const SEQUENCE_BYTES: usize = 1_024;

/// The keys that are no characters, as the parser and as the program name them.
const CODES: [(TerminalCode, KeyCode); 14] = [
    (TerminalCode::Enter, KeyCode::Enter),
    (TerminalCode::Escape, KeyCode::Escape),
    (TerminalCode::Backspace, KeyCode::Backspace),
    (TerminalCode::Delete, KeyCode::Delete),
    (TerminalCode::Tab, KeyCode::Tab),
    (TerminalCode::BackTab, KeyCode::BackTab),
    (TerminalCode::Up, KeyCode::Up),
    (TerminalCode::Down, KeyCode::Down),
    (TerminalCode::Left, KeyCode::Left),
    (TerminalCode::Right, KeyCode::Right),
    (TerminalCode::Home, KeyCode::Home),
    (TerminalCode::End, KeyCode::End),
    (TerminalCode::PageUp, KeyCode::PageUp),
    (TerminalCode::PageDown, KeyCode::PageDown),
];

/// Decodes one terminal's input, read by read.
#[derive(Debug)]
pub struct Decoder {
    escape_patience: Duration,
    parser: Parser,
    /// What came since the last whole key; the parser does not show what it holds.
    held: Vec<u8>,
    paste: Option<Paste>,
    /// What came in the same read as the beginning of what may become the end of a paste.
    withheld: Batch,
    /// When anything but `Ctrl-C` came last.
    read_at: Option<Instant>,
    deadline: Option<Instant>,
    /// Until when a lone letter is the end of a sequence that was given up.
    late_until: Option<Instant>,
}

impl Decoder {
    /// Makes a decoder that waits so long before it takes an ESC at the end of a read for the Esc key.
    #[must_use]
    pub fn new(escape_patience: Duration) -> Self {
        Self {
            escape_patience,
            parser: Parser::default(),
            held: Vec::new(),
            paste: None,
            withheld: Batch::default(),
            read_at: None,
            deadline: None,
            late_until: None,
        }
    }

    /// Decodes what one read of the terminal brought: its keys are one message.
    pub fn read(&mut self, bytes: &[u8], at: Instant) -> Vec<Message> {
        let late = self.late_until.take().is_some_and(|until| at < until);
        if late && matches!(bytes, [b'A'..=b'Z' | b'~']) {
            return Vec::new();
        }
        let mut batch = mem::take(&mut self.withheld);
        if bytes != [INTERRUPT] {
            self.read_at = Some(at);
        } else if self.read_at.is_some_and(|last| at >= last + STALLED)
            && let Some(paste) = self.paste.take()
        {
            batch.paste(paste);
        }
        let pasting_before = self.paste.is_some();
        let escape_before = self.held == [ESCAPE];
        for &byte in bytes {
            self.take(byte, &mut batch);
        }
        self.deadline = if self.paste.is_some() {
            let waits_on = pasting_before && bytes.len() <= TYPED_BYTES;
            self.deadline
                .filter(|_| waits_on)
                .or(Some(at + PASTE_PATIENCE))
        } else {
            match self.held.as_slice() {
                [] => None,
                [ESCAPE] => Some(at + self.escape_patience),
                // A key: the ESC was no lone one, and a slow line may bring each of its bytes alone.
                [ESCAPE, b'[' | b'O', ..] => Some(at + SEQUENCE_PATIENCE),
                // Counted from its first byte: who types on after a stray `Alt-]` must not lose keys for ever.
                _ => {
                    let counted = self.deadline.filter(|_| !escape_before);
                    counted.or(Some(at + SEQUENCE_PATIENCE))
                }
            }
        };
        if !self.held.is_empty() && PASTE_END.starts_with(&self.held) {
            self.withheld = batch;
            return Vec::new();
        }
        batch.finish()
    }

    /// When to call [`Decoder::expire`], unless more is read before.
    #[must_use]
    pub fn deadline(&self) -> Option<Instant> {
        self.deadline
    }

    /// Gives up waiting for the rest, if it is time: a lone ESC was the Esc key, a paste without end is what came of it.
    pub fn expire(&mut self, at: Instant) -> Vec<Message> {
        if self.deadline.is_none_or(|deadline| deadline > at) {
            return Vec::new();
        }
        self.deadline = None;
        if let [ESCAPE, b'[' | b'O', ..] = self.held.as_slice() {
            self.late_until = Some(at + SEQUENCE_PATIENCE);
        }
        let mut batch = mem::take(&mut self.withheld);
        match self.paste.take() {
            Some(paste) => batch.paste(paste),
            None => self.give_up(&mut batch),
        }
        batch.finish()
    }

    fn take(&mut self, byte: u8, batch: &mut Batch) {
        if let Some(paste) = &mut self.paste {
            if paste.ends_with(byte) {
                batch.paste(mem::take(paste));
                self.paste = None;
            }
            return;
        }
        if breaks_off(&self.held, byte) || self.held.len() == SEQUENCE_BYTES {
            self.give_up(batch);
        }
        self.held.push(byte);
        batch.raw.push(byte);
        self.parser.parse(&[byte], true);
        if self.pop(batch) {
            self.held.clear();
        } else if self.held.ends_with(PASTE_START) {
            self.reset();
            batch.flush();
            self.paste = Some(Paste::default());
        } else if self.held.ends_with(PASTE_END) {
            self.reset();
            batch.end_of_paste();
        }
    }

    /// Takes what is held for all that will come of it.
    fn give_up(&mut self, batch: &mut Batch) {
        self.parser.parse(&[], false);
        if !self.pop(batch)
            && let [ESCAPE, introducer] = *self.held.as_slice()
            && introducer.is_ascii_graphic()
        {
            batch.keys.push(Key {
                code: KeyCode::Character(char::from(introducer)),
                modifier: Modifier::Alt,
            });
        }
        self.reset();
    }

    fn reset(&mut self) {
        self.parser = Parser::default();
        self.held.clear();
    }

    /// Takes over what the parser has whole; answers whether it had anything. Focus, mouse and the terminal's answers end here.
    fn pop(&mut self, batch: &mut Batch) -> bool {
        let mut any = false;
        while let Some(event) = self.parser.pop() {
            any = true;
            if let Event::Key(key) = event {
                batch.key(key);
            }
        }
        any
    }
}

/// Whether a byte can't belong to what is held, so that it begins anew. Without this a torn or stray sequence would swallow the
/// key after it, and that may be `Ctrl-C`.
fn breaks_off(held: &[u8], byte: u8) -> bool {
    match held {
        [ESCAPE] => byte == ESCAPE,
        [ESCAPE, b'[' | b'O', ..] => byte < b' ',
        [ESCAPE, b']' | b'P', ..] => byte < b' ' && byte != ESCAPE && byte != BELL,
        [0x80..=0xff, ..] => byte.is_ascii(),
        _ => false,
    }
}

/// What one read came to.
#[derive(Debug, Default)]
struct Batch {
    messages: Vec<Message>,
    keys: Vec<Key>,
    /// The bytes that the keys were made of.
    raw: Vec<u8>,
}

impl Batch {
    fn key(&mut self, event: KeyEvent) {
        let unknown = Modifiers::SUPER | Modifiers::HYPER | Modifiers::META;
        if event.kind == KeyEventKind::Release || event.modifiers.intersects(unknown) {
            return;
        }
        let Some(code) = code(event.code) else {
            return;
        };
        let control = event.modifiers.contains(Modifiers::CONTROL);
        let alt = event.modifiers.contains(Modifiers::ALT);
        // Esc and then fast a control key looks like both modifiers; taken apart, so that `Esc Ctrl-C` still leaves.
        if control && alt {
            self.keys.push(Key::plain(KeyCode::Escape));
        }
        let modifier = match (control, alt) {
            (true, _) => Modifier::Control,
            (false, true) => Modifier::Alt,
            (false, false) => Modifier::None,
        };
        self.keys.push(Key { code, modifier });
    }

    fn paste(&mut self, paste: Paste) {
        self.flush();
        self.messages.push(Message::Pasted(paste.into_text()));
    }

    /// The end of a paste whose beginning was never seen: what came with it was pasted, however much it looks like keys.
    fn end_of_paste(&mut self) {
        self.keys.clear();
        let text = self.raw.strip_suffix(PASTE_END).unwrap_or_default();
        if !text.is_empty() {
            let text = String::from_utf8_lossy(text).into_owned();
            self.messages.push(Message::Pasted(text));
        }
        self.raw.clear();
    }

    fn flush(&mut self) {
        if !self.keys.is_empty() {
            self.messages.push(Message::Keys(mem::take(&mut self.keys)));
        }
        self.raw.clear();
    }

    fn finish(mut self) -> Vec<Message> {
        self.flush();
        self.messages
    }
}

fn code(terminal: TerminalCode) -> Option<KeyCode> {
    if let TerminalCode::Char(character) = terminal {
        return Some(KeyCode::Character(character));
    }
    if let TerminalCode::Function(number) = terminal {
        return Some(KeyCode::Function(number));
    }
    CODES
        .iter()
        .find(|(theirs, _)| *theirs == terminal)
        .map(|(_, ours)| *ours)
}

/// A bracketed paste that is under way.
#[derive(Debug, Default)]
struct Paste {
    text: Vec<u8>,
    /// How much of the end mark was seen.
    matched: usize,
}

impl Paste {
    /// Takes a byte; answers whether it completed the end mark.
    fn ends_with(&mut self, byte: u8) -> bool {
        if PASTE_END.get(self.matched) == Some(&byte) {
            self.matched += 1;
            return self.matched == PASTE_END.len();
        }
        let seen = PASTE_END.get(..self.matched).unwrap_or_default();
        self.text.extend_from_slice(seen);
        self.matched = usize::from(byte == ESCAPE);
        if self.matched == 0 {
            self.text.push(byte);
        }
        self.text.truncate(PASTE_BYTES);
        false
    }

    fn into_text(self) -> String {
        String::from_utf8_lossy(&self.text).into_owned()
    }
}

#[cfg(test)]
mod tests;
