//! Texts near what is right: a right one, with a few characters more, fewer or other.
//!
//! Knows how a hand slips. Does not know what is right.

use proptest::prelude::*;
use proptest::sample::Index;

/// A slip of the hand.
#[derive(Clone, Debug)]
enum Slip {
    /// This comes in addition.
    In(Index, &'static str),
    /// So much is lost.
    Out(Index, usize),
    /// This comes instead of a character.
    Instead(Index, &'static str),
    /// The rest is not there yet.
    End(Index),
}

impl Slip {
    fn of(self, text: &mut Vec<char>) {
        match self {
            Self::In(at, piece) => {
                let at = at.index(text.len() + 1);
                text.splice(at..at, piece.chars());
            }
            Self::Out(at, length) if !text.is_empty() => {
                let at = at.index(text.len());
                text.drain(at..text.len().min(at + length));
            }
            Self::Instead(at, piece) if !text.is_empty() => {
                let at = at.index(text.len());
                text.splice(at..=at, piece.chars());
            }
            Self::End(at) => text.truncate(at.index(text.len() + 1)),
            Self::Out(..) | Self::Instead(..) => {}
        }
    }
}

/// One of these texts, as it is or with up to three slips, each of which may bring one of these pieces.
pub(crate) fn near(
    right: &'static [&'static str],
    pieces: &'static [&'static str],
) -> impl Strategy<Value = String> {
    let piece = || prop::sample::select(pieces);
    let slip = prop_oneof![
        (any::<Index>(), piece()).prop_map(|(at, piece)| Slip::In(at, piece)),
        (any::<Index>(), 1..5_usize).prop_map(|(at, length)| Slip::Out(at, length)),
        (any::<Index>(), piece()).prop_map(|(at, piece)| Slip::Instead(at, piece)),
        any::<Index>().prop_map(Slip::End),
    ];
    let slips = prop::collection::vec(slip, 0..4);
    (prop::sample::select(right), slips).prop_map(|(text, slips)| {
        let mut text: Vec<char> = text.chars().collect();
        for slip in slips {
            slip.of(&mut text);
        }
        text.into_iter().collect()
    })
}
