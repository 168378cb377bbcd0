//! The last question before a write: the word that must be typed, then Enter.
//!
//! Knows which keys count: those typed after the line was seen for a while, in a read of their own. What a write came to is guarded in the
//! same way, by the same [`Shown`]. Does not know what is sent.

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use super::key::{Key, KeyCode};
use super::text_field::TextField;

/// So many characters beside the word may be typed until it is seen that they are too many.
const TOO_MANY: usize = 16;

/// How long something must have been on screen before it takes a key: less can't have been read. What was typed ahead of a slow line
/// arrives within it, and a key that is held down comes again within it. The notice of a key that came too soon tells this time.
const SEEN_FOR: SignedDuration = SignedDuration::from_millis(300);

/// Since when something is on screen that must have been read before a key answers it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shown {
    /// Since when; moved by each key that came too early.
    pub since: Option<Timestamp>,
}

impl Shown {
    /// Notes that a frame with it is on the terminal. A frame from before it was seen tells that the clock was set back.
    pub fn drawn(&mut self, at: Timestamp) {
        self.since = Some(self.since.map_or(at, |since| since.min(at)));
    }

    /// Notes that what is on the terminal may not show it any more.
    pub fn hidden(&mut self) {
        self.since = None;
    }

    /// Begins the waiting anew, if it is on screen; not earlier than before, for a key that was read before the frame and handled after it.
    pub fn again(&mut self, at: Timestamp) {
        self.since = self.since.map(|since| since.max(at));
    }

    /// Says whether a key that was read then may answer it. A key that is held down comes again and again: it never becomes an answer by waiting.
    pub fn takes_key(&mut self, at: Timestamp) -> bool {
        let seen = self
            .since
            .is_some_and(|since| at.duration_since(since) >= SEEN_FOR);
        if !seen {
            self.again(at);
        }
        seen
    }
}

/// What must be typed before Enter sends.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Asked {
    /// Nothing more: the `y` that opened the line is the word.
    Yes,
    /// This word: `reset`, the function's name, or both with a blank between them.
    Word(String),
}

/// The open send line.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SendLine {
    /// What must be typed.
    pub asked: Asked,
    /// What was typed so far.
    pub typed: TextField,
    /// Since when the line is on screen.
    pub shown: Shown,
    /// How many keys came before the line was seen.
    pub ignored: u32,
}

/// What a key came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SendLineAnswer {
    /// The key came before the line was seen and was ignored, as so many others were.
    TooEarly(u32),
    /// The line stays open.
    Open,
    /// Enter was pressed before the word was complete: the line stays open.
    Incomplete,
    /// The line closes, nothing is sent.
    Close,
    /// The word is complete and Enter was pressed: go on with the checks.
    Send,
}

impl SendLine {
    /// Opens the line.
    #[must_use]
    pub fn open(asked: Asked) -> Self {
        Self {
            asked,
            typed: TextField::default(),
            shown: Shown::default(),
            ignored: 0,
        }
    }

    /// The word that must be typed; none where the `y` that opened the line was it.
    #[must_use]
    pub fn word(&self) -> &str {
        match &self.asked {
            Asked::Yes => "",
            Asked::Word(word) => word,
        }
    }

    /// Notes that a frame with this line is on the terminal.
    pub fn drawn(&mut self, at: Timestamp) {
        self.shown.drawn(at);
    }

    /// Notes that what is on the terminal may not show this line any more.
    pub fn hidden(&mut self) {
        self.shown.hidden();
    }

    /// Takes a key that was read then.
    pub fn key(&mut self, key: Key, at: Timestamp) -> SendLineAnswer {
        if !self.shown.takes_key(at) {
            self.ignored += 1;
            return SendLineAnswer::TooEarly(self.ignored);
        }
        match (&self.asked, key.code) {
            (Asked::Yes, _) if key == Key::plain(KeyCode::Enter) => SendLineAnswer::Send,
            (Asked::Yes, _) | (Asked::Word(_), KeyCode::Escape) => SendLineAnswer::Close,
            (Asked::Word(word), _) if key == Key::plain(KeyCode::Enter) => {
                if word == self.typed.text() {
                    SendLineAnswer::Send
                } else {
                    SendLineAnswer::Incomplete
                }
            }
            (Asked::Word(word), _) => {
                let has_room = self.typed.text().len() < word.len() + TOO_MANY;
                if has_room || key.typed().is_none() {
                    self.typed.key(key);
                }
                SendLineAnswer::Open
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(milliseconds: i64) -> Timestamp {
        Timestamp::from_millisecond(milliseconds).unwrap()
    }

    fn seen(asked: Asked) -> SendLine {
        let mut line = SendLine::open(asked);
        line.drawn(at(0));
        line
    }

    fn key(name: &str) -> Key {
        Key::parse(name).unwrap()
    }

    #[test]
    fn keys_before_the_line_was_seen_are_ignored() {
        let mut line = SendLine::open(Asked::Yes);
        assert_eq!(
            line.key(key("enter"), at(5_000)),
            SendLineAnswer::TooEarly(1)
        );
        line.drawn(at(5_000));
        line.drawn(at(5_250));
        assert_eq!(
            line.key(key("enter"), at(5_299)),
            SendLineAnswer::TooEarly(2)
        );
        assert_eq!(line.key(key("enter"), at(5_599)), SendLineAnswer::Send);
    }

    /// An Enter that was held down since before the line was open sent as soon as the time was over.
    #[test]
    fn a_key_that_is_held_down_never_answers() {
        let mut line = seen(Asked::Yes);
        for (count, milliseconds) in (1..).zip((30..2_000).step_by(30)) {
            assert_eq!(
                line.key(key("enter"), at(milliseconds)),
                SendLineAnswer::TooEarly(count)
            );
        }
    }

    /// A key that was pressed before the frame and handled long after it counted as pressed when it was handled, and sent.
    #[test]
    fn a_key_that_was_read_before_the_line_was_seen_never_answers() {
        let mut line = SendLine::open(Asked::Yes);
        line.drawn(at(5_000));
        for (read, count) in [(4_000, 1), (4_990, 2), (5_299, 3)] {
            let answer = line.key(key("enter"), at(read));
            assert_eq!(answer, SendLineAnswer::TooEarly(count), "{read}");
        }
        // The waiting began anew with the latest of them, and never earlier than the frame.
        let answer = line.key(key("enter"), at(5_598));
        assert_eq!(answer, SendLineAnswer::TooEarly(4));
        line.drawn(at(5_600));
        assert_eq!(
            line.key(key("enter"), at(4_500)),
            SendLineAnswer::TooEarly(5)
        );
        assert_eq!(line.key(key("enter"), at(5_898)), SendLineAnswer::Send);
    }

    /// Nothing could be confirmed until the time was caught up with.
    #[test]
    fn a_clock_that_is_set_back_only_begins_the_waiting_anew() {
        let mut line = seen(Asked::Yes);
        line.drawn(at(-60_000));
        line.drawn(at(-59_800));
        assert_eq!(
            line.key(key("enter"), at(-59_701)),
            SendLineAnswer::TooEarly(1)
        );
        assert_eq!(line.key(key("enter"), at(-59_400)), SendLineAnswer::Send);
    }

    #[test]
    fn only_enter_sends_and_any_other_key_closes() {
        for name in ["y", "n", "esc", "space", "ctrl-j", "ctrl-s", "tab", "up"] {
            let mut line = seen(Asked::Yes);
            assert_eq!(
                line.key(key(name), at(300)),
                SendLineAnswer::Close,
                "{name}"
            );
        }
    }

    #[test]
    fn a_word_must_be_typed_whole() {
        let mut line = seen(Asked::Word("reset".into()));
        for name in ["r", "e", "s", "x", "backspace", "e"] {
            assert_eq!(line.key(key(name), at(300)), SendLineAnswer::Open);
        }
        assert_eq!(line.key(key("enter"), at(300)), SendLineAnswer::Incomplete);
        line.key(key("t"), at(300));
        assert_eq!(line.key(key("enter"), at(300)), SendLineAnswer::Send);
        assert_eq!(line.key(key("esc"), at(300)), SendLineAnswer::Close);
    }

    /// So many letters closed the line, and those behind them were commands.
    #[test]
    fn of_more_letters_than_the_word_can_have_the_rest_is_left_out() {
        let mut line = seen(Asked::Word("reset".into()));
        for _ in 0..40 {
            assert_eq!(line.key(key("r"), at(300)), SendLineAnswer::Open);
        }
        assert_eq!(line.typed.text().len(), "reset".len() + TOO_MANY);
        assert_eq!(line.key(key("ctrl-u"), at(300)), SendLineAnswer::Open);
        assert_eq!(line.typed.text(), "");
    }
}
