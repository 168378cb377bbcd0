//! One line of text under the cursor: what is typed into a form or a filter.
//!
//! Knows how keys edit it. Does not know what the text means.

use serde::{Deserialize, Serialize};
use tui_input::{Input, InputRequest};

use super::key::{Key, KeyCode};

/// The most characters that a field takes; an ARN has 350 at most.
pub const MOST_CHARACTERS: usize = 4096;

/// One line of text with a cursor.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct TextField(Input);

impl PartialEq for TextField {
    /// Fields are equal when text and cursor are; what was deleted last does not count.
    fn eq(&self, other: &Self) -> bool {
        self.text() == other.text() && self.cursor() == other.cursor()
    }
}

/// The keys that edit a field, what each asks for, and the words of the help for it; characters type themselves.
const EDITS: [(Key, InputRequest, &str); 11] = [
    (
        Key::plain(KeyCode::Left),
        InputRequest::GoToPrevChar,
        "move in the field",
    ),
    (
        Key::plain(KeyCode::Right),
        InputRequest::GoToNextChar,
        "move in the field",
    ),
    (
        Key::plain(KeyCode::Home),
        InputRequest::GoToStart,
        "to its start",
    ),
    (Key::control('a'), InputRequest::GoToStart, "to its start"),
    (
        Key::plain(KeyCode::End),
        InputRequest::GoToEnd,
        "to its end",
    ),
    (Key::control('e'), InputRequest::GoToEnd, "to its end"),
    (
        Key::control('u'),
        InputRequest::DeleteLine,
        "empty the field",
    ),
    (
        Key::control('w'),
        InputRequest::DeletePrevWord,
        "delete the word before the cursor",
    ),
    (
        Key::control('k'),
        InputRequest::DeleteTillEnd,
        "delete to the end",
    ),
    (
        Key::plain(KeyCode::Backspace),
        InputRequest::DeletePrevChar,
        "delete the character before the cursor",
    ),
    (
        Key::plain(KeyCode::Delete),
        InputRequest::DeleteNextChar,
        "delete the character under the cursor",
    ),
];

/// The keys that edit a field, each with what it does.
pub fn editing() -> impl Iterator<Item = (Key, &'static str)> {
    EDITS.iter().map(|(key, _, words)| (*key, *words))
}

impl TextField {
    /// A field that holds a text, with the cursor at its end.
    #[must_use]
    pub fn new(text: impl Into<String>) -> Self {
        Self(Input::new(text.into()))
    }

    /// The text.
    #[must_use]
    pub fn text(&self) -> &str {
        self.0.value()
    }

    /// The cursor, counted in characters.
    #[must_use]
    pub fn cursor(&self) -> usize {
        self.0.cursor()
    }

    /// Says whether the field takes no further character.
    #[must_use]
    pub fn is_full(&self) -> bool {
        // No text has more characters than bytes: a short one need not be counted.
        self.text().len() >= MOST_CHARACTERS && self.text().chars().count() >= MOST_CHARACTERS
    }

    /// Edits by a key; says whether the key edits at all, also where a full field leaves it out.
    pub fn key(&mut self, key: Key) -> bool {
        if let Some(character) = key.typed() {
            if !self.is_full() {
                self.0.handle(InputRequest::InsertChar(character));
            }
            return true;
        }
        let edit = EDITS.iter().find(|(editing, _, _)| *editing == key);
        match edit {
            Some((_, request, _)) => {
                self.0.handle(*request);
                true
            }
            None => false,
        }
    }

    /// Inserts a paste without its line ends and other control characters; says whether all of it had room.
    #[must_use]
    pub fn paste(&mut self, text: &str) -> bool {
        let shown = |character: &char| !character.is_control();
        text.chars().count() <= MOST_CHARACTERS
            && self.insert(&text.chars().filter(shown).collect::<String>())
    }

    /// Inserts a text at the cursor, as one edit; says whether it had room. What has none is not inserted in part.
    #[must_use]
    pub fn insert(&mut self, text: &str) -> bool {
        let (before, after): (String, String) = {
            let cursor = self.cursor();
            let value = self.text();
            (
                value.chars().take(cursor).collect(),
                value.chars().skip(cursor).collect(),
            )
        };
        let cursor = before.chars().count() + text.chars().count();
        let has_room = cursor + after.chars().count() <= MOST_CHARACTERS;
        if has_room {
            self.0 = Input::new(before + text + &after).with_cursor(cursor);
        }
        has_room
    }

    /// Replaces the text; the cursor goes to its end.
    pub fn replace(&mut self, text: impl Into<String>) {
        *self = Self::new(text);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn press(field: &mut TextField, keys: &str) {
        for name in keys.split(' ') {
            assert!(field.key(Key::parse(name).unwrap()), "{name} should edit");
        }
    }

    #[test]
    fn keys_edit_as_in_a_shell() {
        for (before, keys, after, cursor) in [
            ("", "1 h", "1h", 2),
            ("90s", "backspace m", "90m", 3),
            ("90s", "ctrl-a delete", "0s", 0),
            ("90s", "home right ctrl-k", "9", 1),
            ("a b", "ctrl-w", "a ", 2),
            ("a b", "ctrl-u", "", 0),
            ("ab", "left x", "axb", 2),
        ] {
            let mut field = TextField::new(before);
            press(&mut field, keys);
            assert_eq!((field.text(), field.cursor()), (after, cursor), "{keys}");
        }
    }

    #[test]
    fn other_keys_are_left_to_the_screen() {
        let mut field = TextField::new("x");
        for name in ["enter", "esc", "tab", "ctrl-s", "alt-x", "up"] {
            assert!(!field.key(Key::parse(name).unwrap()), "{name}");
        }
        assert_eq!(field.text(), "x");
    }

    #[test]
    fn a_paste_is_one_edit_at_the_cursor_and_bounded() {
        let mut field = TextField::new("ad");
        press(&mut field, "left");
        assert!(field.insert("bc"));
        assert_eq!((field.text(), field.cursor()), ("abcd", 3));
        assert!(!field.insert(&"x".repeat(MOST_CHARACTERS - 3)));
        assert_eq!((field.text(), field.cursor()), ("abcd", 3));
        assert!(field.insert(&"\u{e9}".repeat(MOST_CHARACTERS - 4)));
        assert!(field.is_full());
        assert!(field.key(Key::character('x')));
        assert_eq!(field.text().chars().count(), MOST_CHARACTERS);
    }
}
