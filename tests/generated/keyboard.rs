//! What a terminal sends, torn anywhere: the same keys, and never the end of the program.

use std::time::{Duration, Instant};

use lambda_lasso::app::message::Message;
use lambda_lasso::runtime::decoder::Decoder;
use proptest::prelude::*;

const ESCAPE_PATIENCE: Duration = Duration::from_millis(25);

/// Longer than anything is waited for.
const LONG: Duration = Duration::from_mins(1);

/// Keys as terminals send them, the beginnings of sequences, and bytes that are no text.
fn piece() -> impl Strategy<Value = Vec<u8>> {
    const PIECES: [&[u8]; 26] = [
        b"\x1b",
        b"\x1b[A",
        b"\x1bOB",
        b"\x1b[5~",
        b"\x1b[Z",
        b"\x1b[",
        b"\x1bO",
        b"\x1b]",
        b"\x1bP",
        b"\x1b[<0;3;4M",
        b"\x1b[I",
        b"\x1b[1;5C",
        b"\x1b[97;5u",
        b"\x1b]0;x\x07",
        b"\x1b\\",
        b"\r",
        b"\t",
        b"\x03",
        b"\x7f",
        b"j",
        b"0",
        b";",
        b"~",
        b"\xe6\x97\xa5",
        b"\xe6",
        b"\xff",
    ];
    prop_oneof![
        6 => prop::sample::select(&PIECES[..]).prop_map(<[u8]>::to_vec),
        2 => any::<char>().prop_map(|character| character.to_string().into_bytes()),
        1 => prop::collection::vec(any::<u8>(), 1..6),
    ]
}

fn bytes() -> impl Strategy<Value = Vec<u8>> {
    prop::collection::vec(piece(), 0..12).prop_map(|pieces| pieces.concat())
}

#[expect(clippy::disallowed_methods, reason = "a decoder is given instants")]
fn start() -> Instant {
    Instant::now()
}

/// The keys of messages, one after another, and the pasted texts.
fn keys(messages: &[Message]) -> (Vec<String>, Vec<String>) {
    let (mut keys, mut pasted) = (Vec::new(), Vec::new());
    for message in messages {
        if let Message::Keys(batch) = message {
            keys.extend(batch.iter().map(|key| format!("{key:?}")));
        } else if let Message::Pasted(text) = message {
            pasted.push(text.clone());
        } else {
            panic!("{message:?}");
        }
    }
    (keys, pasted)
}

/// Reads pieces at the same moment, and waits at the end until nothing is waited for.
fn decode<'a>(pieces: impl Iterator<Item = &'a [u8]>) -> (Vec<String>, Vec<String>) {
    let at = start();
    let mut decoder = Decoder::new(ESCAPE_PATIENCE);
    let mut messages = Vec::new();
    for piece in pieces {
        messages.extend(decoder.read(piece, at));
    }
    messages.extend(decoder.expire(at + LONG));
    assert_eq!(decoder.deadline(), None);
    keys(&messages)
}

fn torn<'a>(bytes: &'a [u8], cuts: &[prop::sample::Index]) -> Vec<&'a [u8]> {
    let mut cuts: Vec<usize> = cuts.iter().map(|cut| cut.index(bytes.len() + 1)).collect();
    cuts.extend([0, bytes.len()]);
    cuts.sort_unstable();
    let pieces = cuts.windows(2).map(|pair| &bytes[pair[0]..pair[1]]);
    pieces.filter(|piece| !piece.is_empty()).collect()
}

fn cuts() -> impl Strategy<Value = Vec<prop::sample::Index>> {
    prop::collection::vec(any::<prop::sample::Index>(), 0..8)
}

proptest! {
    #[test]
    fn keys_are_the_same_however_they_are_torn(bytes in bytes(), cuts in cuts()) {
        // Where a paste ends, what came in the same read is a part of it.
        prop_assume!(!bytes.windows(4).any(|window| window == b"\x1b[20"));
        let whole = decode([&bytes[..]].into_iter());
        prop_assert_eq!(decode(torn(&bytes, &cuts).into_iter()), whole);
    }

    #[test]
    fn a_paste_is_the_same_however_it_is_torn(text in prop::collection::vec(piece(), 0..12), cuts in cuts()) {
        let text = text.concat();
        prop_assume!(!text.windows(4).any(|window| window == b"\x1b[20"));
        prop_assume!(text != b"\x03");
        let bytes = [b"\x1b[200~", &text[..], b"\x1b[201~"].concat();
        let expected = String::from_utf8_lossy(&text).into_owned();
        let (keys, pasted) = decode(torn(&bytes, &cuts).into_iter());
        prop_assert_eq!(pasted, vec![expected]);
        prop_assert_eq!(keys, Vec::<String>::new());
    }

    #[test]
    fn no_bytes_at_any_pace_keep_the_keyboard(reads in prop::collection::vec((prop_oneof![
        3 => piece(), 1 => Just(b"\x1b[200~".to_vec()), 1 => Just(b"\x1b[201~".to_vec())], 0..3_000_u64), 0..20)) {
        let mut at = start();
        let mut decoder = Decoder::new(ESCAPE_PATIENCE);
        for (bytes, pause) in reads {
            drop(decoder.read(&bytes, at));
            at += Duration::from_millis(pause);
            drop(decoder.expire(at));
        }
        at += LONG;
        drop(decoder.expire(at));
        prop_assert_eq!(decoder.deadline(), None);
        prop_assert_eq!(keys(&decoder.read(b"j", at)).0.len(), 1);
    }
}
