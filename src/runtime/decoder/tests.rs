//! Bytes as terminals send them, and what each means.

use super::*;

const HOLD: Duration = Duration::from_millis(30);

/// A decoder with a clock that only the test moves.
struct Line {
    decoder: Decoder,
    now: Instant,
}

impl Line {
    #[expect(
        clippy::disallowed_methods,
        reason = "any instant will do as the beginning"
    )]
    fn new() -> Self {
        Self {
            decoder: Decoder::new(HOLD),
            now: Instant::now(),
        }
    }

    fn read(&mut self, bytes: &[u8]) -> Vec<Message> {
        self.decoder.read(bytes, self.now)
    }

    fn wait(&mut self, duration: Duration) -> Vec<Message> {
        self.now += duration;
        self.decoder.expire(self.now)
    }
}

fn keys(names: &str) -> Vec<Message> {
    let keys = names
        .split_whitespace()
        .map(|name| Key::parse(name).unwrap())
        .collect();
    vec![Message::Keys(keys)]
}

#[test]
fn each_key_is_known_by_what_terminals_send() {
    for (bytes, expected) in [
        (&b"y"[..], "y"),
        (b"Y", "Y"),
        ("\u{e9}".as_bytes(), "\u{e9}"),
        (b" ", "space"),
        (b"\r", "enter"),
        (b"\n", "ctrl-j"),
        (b"\t", "tab"),
        (b"\x1b[Z", "backtab"),
        (b"\x7f", "backspace"),
        (b"\x08", "ctrl-h"),
        (b"\x1b[3~", "delete"),
        (b"\x03", "ctrl-c"),
        (b"\x13", "ctrl-s"),
        (b"\x1a", "ctrl-z"),
        (b"\x1b[A", "up"),
        (b"\x1bOA", "up"),
        (b"\x1b[B", "down"),
        (b"\x1b[C", "right"),
        (b"\x1b[D", "left"),
        (b"\x1b[H", "home"),
        (b"\x1b[F", "end"),
        (b"\x1b[1~", "home"),
        (b"\x1b[4~", "end"),
        (b"\x1b[5~", "pageup"),
        (b"\x1b[6~", "pagedown"),
        (b"\x1by", "alt-y"),
        (b"\x1b\r", "alt-enter"),
        (b"\x1b[1;5D", "ctrl-left"),
    ] {
        assert_eq!(Line::new().read(bytes), keys(expected), "{bytes:?}");
    }
    assert_eq!(
        Line::new().read(b"\x1b[15~"),
        [Message::Keys(vec![Key::plain(KeyCode::Function(5))])]
    );
}

#[test]
fn the_keys_of_one_read_are_one_message() {
    let mut line = Line::new();
    assert_eq!(line.read(b"ab\x1b[Dc\r"), keys("a b left c enter"));
    assert_eq!(line.read(b"d"), keys("d"));
    let many = line.read(&[b'x'; 3_000]);
    let [Message::Keys(batch)] = many.as_slice() else {
        panic!("{many:?}")
    };
    assert_eq!(batch.len(), 3_000);
}

#[test]
fn an_arrow_torn_anywhere_is_still_an_arrow() {
    for reads in [
        [&b"\x1b"[..], b"[D", b""],
        [b"\x1b[", b"D", b""],
        [b"\x1b", b"[", b"D"],
    ] {
        let mut line = Line::new();
        let mut came = Vec::new();
        for bytes in reads {
            came.extend(line.read(bytes));
            came.extend(line.wait(HOLD / 3));
        }
        assert_eq!(came, keys("left"), "{reads:?}");
    }
}

/// An arrow key that came in three reads typed its letter into a field: the wait for its end had begun with its ESC.
#[test]
fn the_end_of_an_arrow_is_waited_for_since_its_last_byte() {
    for sequence in [&b"\x1b[D"[..], b"\x1bOD", b"\x1b[1;5D"] {
        let mut line = Line::new();
        let mut came = Vec::new();
        for (index, byte) in sequence.iter().enumerate() {
            // The ESC alone is told from the key by what follows at once.
            came.extend(line.wait(if index == 1 { HOLD * 2 / 3 } else { HOLD * 10 }));
            came.extend(line.read(&[*byte]));
        }
        assert_eq!(came, Line::new().read(sequence), "{sequence:?}");
    }
}

#[test]
fn a_letter_that_comes_too_late_for_its_sequence_types_nothing() {
    let mut line = Line::new();
    line.read(b"\x1b[");
    assert_eq!(line.wait(SEQUENCE_PATIENCE), keys("alt-["));
    assert_eq!(line.wait(HOLD), []);
    assert_eq!(line.read(b"D"), []);
    assert_eq!(line.read(b"D"), keys("D"), "it is only one letter");
    line.read(b"\x1b[");
    line.wait(SEQUENCE_PATIENCE);
    line.wait(SEQUENCE_PATIENCE);
    assert_eq!(line.read(b"D"), keys("D"), "by then somebody types");
}

#[test]
fn a_lone_escape_is_the_key_once_nothing_followed() {
    let mut line = Line::new();
    assert_eq!(line.read(b"\x1b"), []);
    assert_eq!(line.decoder.deadline(), Some(line.now + HOLD));
    assert_eq!(line.wait(HOLD / 2), []);
    assert_eq!(line.wait(HOLD / 2), keys("esc"));
    assert_eq!(line.decoder.deadline(), None);
    assert_eq!(line.read(b"y"), keys("y"));
}

#[test]
fn keys_before_a_held_escape_wait_for_what_it_is() {
    let mut line = Line::new();
    assert_eq!(line.read(b"ab\x1b"), []);
    assert_eq!(line.read(b"[A"), keys("a b up"));
    assert_eq!(line.read(b"ab\x1b"), []);
    assert_eq!(line.wait(HOLD), keys("a b esc"));
}

/// The rest of a paste that was given up ended in a line end, and that Enter sent: the end of the paste behind it was taken for
/// nothing at all.
#[test]
fn what_comes_with_the_end_of_a_paste_is_never_a_key() {
    let pasted = |text: &str| vec![Message::Pasted(text.to_owned())];
    assert_eq!(Line::new().read(b"\r\x1b[201~"), pasted("\r"));
    assert_eq!(Line::new().read(b"\x1b[201~"), []);
    for torn in 1..PASTE_END.len() {
        let mut line = Line::new();
        let (first, rest) = PASTE_END.split_at(torn);
        assert_eq!(line.read(&[b"y\r", first].concat()), [], "{torn}");
        assert_eq!(line.read(rest), pasted("y\r"), "{torn}");
        assert_eq!(line.read(b"j"), keys("j"));
    }
    let mut line = Line::new();
    let came = line.read(b"a\x1b[200~b\x1b[201~\r\x1b[201~c");
    let [Message::Keys(_), first, second, Message::Keys(_)] = came.as_slice() else {
        panic!("{came:?}")
    };
    assert_eq!([first, second], [&pasted("b")[0], &pasted("\r")[0]]);
}

#[test]
fn two_escapes_are_two_keys() {
    let mut line = Line::new();
    assert_eq!(line.read(b"\x1b\x1b"), []);
    assert_eq!(line.wait(HOLD), keys("esc esc"));
    assert_eq!(line.read(b"\x1b\x1b[D"), keys("esc left"));
}

#[test]
fn a_control_key_just_after_escape_is_never_lost() {
    assert_eq!(Line::new().read(b"\x1b\x03"), keys("esc ctrl-c"));
}

/// `ESC ]` opens a sequence that ends only with its terminator: `Alt-]` once made the keyboard dead.
#[test]
fn a_sequence_without_end_gives_the_keyboard_back() {
    for (bytes, expected) in [
        (&b"\x1b]"[..], "alt-]"),
        (b"\x1bP", "alt-P"),
        (b"\x1b[", "alt-["),
    ] {
        let mut line = Line::new();
        assert_eq!(line.read(bytes), []);
        assert_eq!(line.wait(SEQUENCE_PATIENCE), keys(expected));
        assert_eq!(line.read(b"j"), keys("j"));
    }
    let mut line = Line::new();
    assert_eq!(line.read(b"\x1b]"), []);
    assert_eq!(line.wait(SEQUENCE_PATIENCE / 2), []);
    assert_eq!(line.read(b"j"), []);
    assert_eq!(line.wait(SEQUENCE_PATIENCE / 2), []);
    assert_eq!(line.read(b"j"), keys("j"));
    assert_eq!(line.read(b"\x1b]0;x\x03"), keys("ctrl-c"));
    assert_eq!(line.read(b"\x1b[1\r"), keys("enter"));
}

#[test]
fn a_sequence_longer_than_any_is_none() {
    let mut line = Line::new();
    let mut bytes = b"\x1b]".to_vec();
    bytes.extend([b'x'; SEQUENCE_BYTES]);
    assert_eq!(line.read(&bytes), keys("x x"));
    assert_eq!(line.decoder.deadline(), None);
}

#[test]
fn a_character_torn_between_reads_is_joined_and_garbage_is_dropped() {
    let mut line = Line::new();
    assert_eq!(line.read(b"\xc3"), []);
    assert_eq!(line.read(b"\xa9"), keys("\u{e9}"));
    assert_eq!(line.read(b"\xff\xfea"), keys("a"));
    assert_eq!(line.read(b"\xc3\x03"), keys("ctrl-c"));
}

#[test]
fn focus_mouse_and_answers_of_the_terminal_are_dropped() {
    let mut line = Line::new();
    assert_eq!(
        line.read(b"\x1b[I\x1b[O\x1b[<0;3;4M\x1b[<0;3;4m\x1b[?62;c"),
        []
    );
    assert_eq!(line.read(b"j"), keys("j"));
}

#[test]
fn a_paste_is_one_message_with_everything_in_it() {
    let mut line = Line::new();
    let came = line.read(b"a\x1b[200~one\rtwo\n\x1b[31m\tthree\x1b[201~b");
    let [before, pasted, after] = came.as_slice() else {
        panic!("{came:?}")
    };
    assert_eq!(*before, keys("a")[0]);
    assert_eq!(
        *pasted,
        Message::Pasted("one\rtwo\n\u{1b}[31m\tthree".into())
    );
    assert_eq!(*after, keys("b")[0]);
}

#[test]
fn a_paste_torn_at_every_byte_is_still_one_paste() {
    let mut line = Line::new();
    let mut came = Vec::new();
    for byte in b"\x1b[200~\xc3\xa9 x\x1b[201\x1b[201~" {
        came.extend(line.read(&[*byte]));
    }
    assert_eq!(came, [Message::Pasted("\u{e9} x\u{1b}[201".into())]);
    assert_eq!(line.decoder.deadline(), None);
}

#[test]
fn a_paste_is_cut_at_its_bound_and_keys_work_after_it() {
    let mut line = Line::new();
    let mut bytes = PASTE_START.to_vec();
    bytes.extend(vec![b'x'; PASTE_BYTES + 10]);
    bytes.extend(PASTE_END);
    bytes.push(b'j');
    let came = line.read(&bytes);
    let [Message::Pasted(text), keys_after] = came.as_slice() else {
        panic!()
    };
    assert_eq!(text.len(), PASTE_BYTES);
    assert_eq!(*keys_after, keys("j")[0]);
}

#[test]
fn a_paste_without_end_is_given_up_and_keys_work_again() {
    let mut line = Line::new();
    assert_eq!(line.read(b"\x1b[200~torn off"), []);
    assert_eq!(line.wait(PASTE_PATIENCE / 2), []);
    // Somebody who types into the silence does not prolong it.
    assert_eq!(line.read(b"j"), []);
    assert_eq!(
        line.wait(PASTE_PATIENCE / 2),
        [Message::Pasted("torn offj".into())]
    );
    assert_eq!(line.read(b"\x03"), keys("ctrl-c"));
}

/// `Ctrl-C` was held back for two seconds as a part of a paste that would never end.
#[test]
fn ctrl_c_leaves_a_paste_that_has_stalled_and_is_text_in_one_that_has_not() {
    let mut line = Line::new();
    assert_eq!(line.read(b"\x1b[200~torn off"), []);
    assert_eq!(line.read(b"\x03"), []);
    assert_eq!(line.wait(STALLED), []);
    assert_eq!(line.read(b" x\x03"), []);
    // A key that is held down comes again before anything has stalled.
    assert_eq!(line.wait(STALLED / 2), []);
    assert_eq!(line.read(b"\x03"), []);
    assert_eq!(line.wait(STALLED / 2), []);
    let came = line.read(b"\x03");
    let [pasted, left] = came.as_slice() else {
        panic!("{came:?}")
    };
    assert_eq!(
        *pasted,
        Message::Pasted("torn off\u{3} x\u{3}\u{3}".to_owned())
    );
    assert_eq!(*left, keys("ctrl-c")[0]);
    assert_eq!(line.decoder.deadline(), None);
}

/// What a terminal sends can be anything: a sequence that the parser broke off at would end the program.
#[test]
fn no_bytes_break_the_decoder() {
    const PIECES: [&[u8]; 12] = [
        b"\x1b",
        b"[",
        b"]",
        b"O",
        b"P",
        b"0",
        b";",
        b"~",
        b"<M",
        b"?",
        PASTE_START,
        PASTE_END,
    ];
    let mut line = Line::new();
    let mut number = 1_u64;
    for _ in 0..20_000 {
        number = number
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        let chosen = (number >> 33) as usize;
        match PIECES.get(chosen % 24) {
            Some(piece) => drop(line.read(piece)),
            None => drop(line.read(&[chosen.to_le_bytes()[1]])),
        }
        if chosen.is_multiple_of(7) {
            line.wait(PASTE_PATIENCE);
        }
    }
}

#[test]
fn a_long_paste_over_a_slow_line_is_waited_for() {
    let mut line = Line::new();
    let mut came = line.read(b"\x1b[200~");
    for _ in 0..4 {
        came.extend(line.wait(PASTE_PATIENCE / 2));
        came.extend(line.read(b"a piece of it;"));
    }
    came.extend(line.read(PASTE_END));
    assert_eq!(came, [Message::Pasted("a piece of it;".repeat(4))]);
}

/// Terminals that tell more than others of a key tell also that it was let go of: a second Enter, where it counted.
#[test]
fn a_key_that_is_let_go_of_or_held_with_one_that_nobody_here_knows_is_none() {
    for (bytes, expected) in [
        (&b"\x1b[13u"[..], Some("enter")),
        (b"\x1b[13;1:1u", Some("enter")),
        (b"\x1b[13;1:3u", None),
        (b"\x1b[121u", Some("y")),
        (b"\x1b[121;5u", Some("ctrl-y")),
        (b"\x1b[121;9u", None),
        (b"\x1b[121;17u", None),
        (b"\x1b[121;33u", None),
    ] {
        let told = Line::new().read(bytes);
        assert_eq!(told, expected.map_or_else(Vec::new, keys), "{bytes:?}");
    }
}
