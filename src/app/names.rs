//! The names of all functions in one piece of memory, each with the letters that it consists of.
//!
//! Knows how to leave out most names at a glance. Does not know what is looked for, nor anything else of a function: a filter that walked
//! through what was read of each would wait for memory at every one.

use std::ops::Range;

use serde::{Deserialize, Serialize};

/// Names, by their position.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Names {
    text: String,
    names: Vec<(Letters, Range<usize>)>,
}

/// Which letters occur in a text, as bits. Capitals count as small letters, and what no name of a function has counts as one letter.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Letters(u64);

impl Letters {
    /// The letters of a text.
    #[must_use]
    pub fn of(text: &str) -> Self {
        Self(text.bytes().map(bit).fold(0, |all, bit| all | bit))
    }

    /// Says whether each of some letters occurs here.
    #[must_use]
    pub fn hold(self, others: Self) -> bool {
        others.0 & !self.0 == 0
    }
}

fn bit(byte: u8) -> u64 {
    let place = match byte.to_ascii_lowercase() {
        letter @ b'a'..=b'z' => letter - b'a',
        digit @ b'0'..=b'9' => digit - b'0' + 26,
        b'-' => 36,
        b'_' => 37,
        _ => 38,
    };
    1 << place
}

impl Names {
    /// Adds a name behind the others.
    pub fn push(&mut self, name: &str) {
        let start = self.text.len();
        self.text.push_str(name);
        self.names.push((Letters::of(name), start..self.text.len()));
    }

    /// The letters of the name at a position; none where there is no name.
    #[must_use]
    pub fn letters(&self, position: usize) -> Letters {
        let name = self.names.get(position);
        name.map(|(letters, _)| *letters).unwrap_or_default()
    }

    /// The name at a position; empty where there is none.
    #[must_use]
    pub fn text(&self, position: usize) -> &str {
        let name = self.names.get(position);
        name.and_then(|(_, range)| self.text.get(range.start..range.end))
            .unwrap_or_default()
    }
}

impl<'a> FromIterator<&'a str> for Names {
    fn from_iter<I: IntoIterator<Item = &'a str>>(names: I) -> Self {
        let mut all = Self::default();
        for name in names {
            all.push(name);
        }
        all
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_found_by_their_position() {
        let names: Names = ["orders", "", "Bücher.v2"].into_iter().collect();
        assert_eq!(names.text(0), "orders");
        assert_eq!(names.text(1), "");
        assert_eq!(names.text(2), "Bücher.v2");
        assert_eq!(names.text(3), "");
        assert_eq!(names.letters(2), Letters::of("Bücher.v2"));
        assert_eq!(names.letters(3), Letters::default());
    }

    #[test]
    fn letters_hold_those_that_occur_whatever_their_order_and_case() {
        let letters = Letters::of("Orders_Worker-7");
        for (some, held) in [
            ("", true),
            ("redro", true),
            ("KROW", true),
            ("-_7", true),
            ("orders-8", false),
            ("z", false),
            (".", false),
        ] {
            assert_eq!(letters.hold(Letters::of(some)), held, "{some}");
        }
    }
}
