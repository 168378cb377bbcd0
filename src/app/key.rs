//! Keys as the program knows them: our own type, comparable and serialisable.
//!
//! Knows how keys are named in scripts and on screen. Does not know what they do (see the key table) nor how a terminal sends them.

use std::fmt;

use serde::{Deserialize, Serialize};

/// A key without its modifier.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum KeyCode {
    /// A printable character, as typed: `Y` is not `y`.
    Character(char),
    /// Carriage return. A pasted line feed is `Ctrl-J`, not this.
    Enter,
    /// Escape, known to be alone.
    Escape,
    /// Deletes to the left.
    Backspace,
    /// Deletes to the right.
    Delete,
    /// Tab.
    Tab,
    /// Tab with Shift.
    BackTab,
    /// Arrow up.
    Up,
    /// Arrow down.
    Down,
    /// Arrow left.
    Left,
    /// Arrow right.
    Right,
    /// Home.
    Home,
    /// End.
    End,
    /// Page up.
    PageUp,
    /// Page down.
    PageDown,
    /// A function key, by its number.
    Function(u8),
}

/// What was held with a key. Shift is in the character itself.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Modifier {
    /// Nothing.
    #[default]
    None,
    /// Control.
    Control,
    /// Alt, which a fast Escape followed by a key looks like as well.
    Alt,
}

/// A key with its modifier.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Key {
    /// The key.
    pub code: KeyCode,
    /// What was held with it.
    pub modifier: Modifier,
}

/// The names of keys that are no characters, in scripts and on screen.
const NAMES: [(&str, &str, KeyCode); 14] = [
    ("enter", "Enter", KeyCode::Enter),
    ("esc", "Esc", KeyCode::Escape),
    ("backspace", "Backspace", KeyCode::Backspace),
    ("delete", "Delete", KeyCode::Delete),
    ("tab", "Tab", KeyCode::Tab),
    ("backtab", "Shift-Tab", KeyCode::BackTab),
    ("up", "Up", KeyCode::Up),
    ("down", "Down", KeyCode::Down),
    ("left", "Left", KeyCode::Left),
    ("right", "Right", KeyCode::Right),
    ("home", "Home", KeyCode::Home),
    ("end", "End", KeyCode::End),
    ("pageup", "PgUp", KeyCode::PageUp),
    ("pagedown", "PgDn", KeyCode::PageDown),
];

impl Key {
    /// A key without modifier.
    #[must_use]
    pub const fn plain(code: KeyCode) -> Self {
        Self {
            code,
            modifier: Modifier::None,
        }
    }

    /// A character without modifier.
    #[must_use]
    pub const fn character(character: char) -> Self {
        Self::plain(KeyCode::Character(character))
    }

    /// A character with Control.
    #[must_use]
    pub const fn control(character: char) -> Self {
        Self {
            code: KeyCode::Character(character),
            modifier: Modifier::Control,
        }
    }

    /// Reads a key's name as scripts write it: `enter`, `ctrl-s`, `alt-x`, `space`, or the character itself.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        if let Some(rest) = name.strip_prefix("ctrl-") {
            return Some(Self {
                modifier: Modifier::Control,
                ..Self::parse(rest)?
            });
        }
        if let Some(rest) = name.strip_prefix("alt-") {
            return Some(Self {
                modifier: Modifier::Alt,
                ..Self::parse(rest)?
            });
        }
        if name == "space" {
            return Some(Self::character(' '));
        }
        if let Some((_, _, code)) = NAMES.iter().find(|(script, _, _)| *script == name) {
            return Some(Self::plain(*code));
        }
        let mut characters = name.chars();
        match (characters.next(), characters.next()) {
            (Some(character), None) => Some(Self::character(character)),
            _ => None,
        }
    }

    /// The character that this key types into a field, if it types one.
    #[must_use]
    pub fn typed(self) -> Option<char> {
        match (self.code, self.modifier) {
            (KeyCode::Character(character), Modifier::None) => Some(character),
            _ => None,
        }
    }
}

impl fmt::Display for Key {
    /// Prints the key as the screen names it: `Ctrl-S`, `Enter`, `y`.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.modifier {
            Modifier::None => {}
            Modifier::Control => formatter.write_str("Ctrl-")?,
            Modifier::Alt => formatter.write_str("Alt-")?,
        }
        if let Some((_, screen, _)) = NAMES.iter().find(|(_, _, code)| *code == self.code) {
            return formatter.write_str(screen);
        }
        match (self.code, self.modifier) {
            (KeyCode::Character(' '), _) => formatter.write_str("Space"),
            (KeyCode::Character(character), Modifier::None) => write!(formatter, "{character}"),
            (KeyCode::Character(character), _) => write!(formatter, "{}", character.to_uppercase()),
            (KeyCode::Function(number), _) => write!(formatter, "F{number}"),
            (_, _) => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_named_in_scripts_and_on_screen() {
        for (script, key, screen) in [
            ("enter", Key::plain(KeyCode::Enter), "Enter"),
            ("ctrl-s", Key::control('s'), "Ctrl-S"),
            ("Y", Key::character('Y'), "Y"),
            ("space", Key::character(' '), "Space"),
            ("backtab", Key::plain(KeyCode::BackTab), "Shift-Tab"),
            (
                "alt-y",
                Key {
                    code: KeyCode::Character('y'),
                    modifier: Modifier::Alt,
                },
                "Alt-Y",
            ),
        ] {
            assert_eq!(Key::parse(script), Some(key));
            assert_eq!(key.to_string(), screen);
        }
        assert_eq!(Key::parse("nothing"), None);
    }

    #[test]
    fn only_bare_characters_are_typed() {
        assert_eq!(Key::character('x').typed(), Some('x'));
        assert_eq!(Key::control('x').typed(), None);
        assert_eq!(Key::plain(KeyCode::Enter).typed(), None);
    }
}
