//! What nobody would send in earnest: sizes that show nothing, names that are sequences, pastes without end, keys at random.
//!
//! Knows what may come from a terminal and from an account. Does not know what any key means, but that Enter on an open send line
//! sends, and nothing else does.

use std::time::Duration;

use lambda_lasso::simulator::{Account, Fault, Faults, Operation, Refusal};
use serde_json::json;

use super::pty::simulated::Simulated;
use super::pty::{Terminal, now};
use super::session::{SEND_LINE, writes};

/// Longer than any machine takes to read a few bytes, and shorter than a paste without end is waited for.
const STALLED: Duration = Duration::from_secs(1);

/// A colour that Lasso never uses, a title, a text for the clipboard, a cleared screen, the end of the alternate screen; and what
/// some terminals take for the beginning of a sequence.
const SEQUENCES: &str = "\u{1b}[38;5;201mA\u{1b}]0;PWNED\u{7}\u{1b}]52;c;UFdORUQ=\u{7}\u{1b}[2J\u{1b}[?1049l\u{9b}31mB\r\n\u{8}\u{202e}C";

/// Functions with names that no request could make, which therefore can't be read, and one that can; sequences wherever an account
/// holds text.
fn account() -> Account {
    let names = [
        format!("a{SEQUENCES}"),
        "long-".repeat(28),
        "orders".to_owned(),
        "\u{652f}\u{6255}\u{3044}-".repeat(20),
        "z-combi\u{301}\u{302}\u{303}ning-\u{1f468}\u{200d}\u{1f469}\u{200d}\u{1f467}".to_owned(),
    ];
    let arn = format!("arn:aws:sqs:eu-west-1:123456789012:{SEQUENCES}");
    let functions = names.map(|name| {
        json!({
            "Configuration": {
                "FunctionName": name, "Runtime": SEQUENCES, "Role": SEQUENCES, "Description": SEQUENCES, "Timeout": 3,
                "DeadLetterConfig": {"TargetArn": arn}
            },
            "Versions": [{"Version": "1"}],
            "Aliases": [{"Name": "live", "FunctionVersion": "1", "Description": SEQUENCES}],
            "FunctionEventInvokeConfigs": [{
                "Qualifier": "$LATEST", "LastModified": 1_781_161_964.12,
                "DestinationConfig": {"OnSuccess": {"Destination": SEQUENCES}, "OnFailure": {"Destination": arn}}
            }],
            "Tags": {"aws:cloudformation:stack-name": SEQUENCES}
        })
    });
    // An answer of STS is XML, which can't hold control characters.
    let caller = "arn:aws:sts::123456789012:assumed-role/\u{202e}\u{652f}/anna";
    let account = json!({"Account": "123456789012", "CallerArn": caller, "Functions": functions});
    serde_json::from_value(account).unwrap()
}

/// Nothing that was written is a sequence but those of the program itself.
#[track_caller]
fn assert_no_foreign_sequence(terminal: &Terminal) {
    let written = String::from_utf8_lossy(&terminal.written);
    for foreign in [
        "\u{1b}[38;5;201m",
        "\u{1b}]0;PWNED",
        "\u{1b}]52;c;UFdORUQ=",
        "\u{9b}",
        "\u{8}",
        "\u{202e}",
    ] {
        assert!(!written.contains(foreign), "{foreign:?} was written");
    }
    assert_eq!(
        terminal.times("\u{1b}[?1049l"),
        terminal.times("\u{1b}[?1049h")
    );
}

fn refused(code: &str, status: u16) -> Fault {
    Fault::Refuse(Refusal::new(status, code, format!("Refused: {SEQUENCES}")))
}

#[test]
fn no_text_of_an_account_reaches_the_terminal_as_a_sequence() {
    let world = Simulated::of(account());
    let mut terminal = Terminal::on(&world.simulator, &[], (80, 24));
    terminal.sees("Functions 5");
    terminal.until("a selection", |terminal| terminal.selected().is_some());
    for _ in 0..5 {
        terminal.press(b"d", "DETAILS");
        terminal.press(b"\x1b", "Functions 5");
        terminal.press(b"\r", "QUALIFIER ROUTES TO");
        terminal.sees("0 in flight");
        terminal.press(b"d", "DETAILS");
        terminal.press(b"\x1b", "QUALIFIER ROUTES TO");
        terminal.press(b"\x1b", "Functions 5");
        terminal.write(b"j");
    }
    terminal.leave();
    assert_no_foreign_sequence(&terminal);
    let mut terminal = Terminal::on(&world.simulator, &["orders"], (80, 24));
    terminal.sees("fails at once");
    terminal.press(b"e", "EDIT");
    terminal.press(b"\x15\t\t\x15\t\x15", "DRAFT");
    terminal.press(b"\x13", "REVIEW");
    terminal.press(b"2", "removed");
    terminal.press(b"3", "aws lambda");
    terminal.leave();
    assert_no_foreign_sequence(&terminal);
}

#[test]
fn no_words_of_a_refusal_reach_the_terminal_as_a_sequence() {
    let world = Simulated::of(Account::demo());
    let faults = world.simulator.faults();
    let denied = |operation| {
        faults.add(
            operation,
            refused("AccessDeniedException", 403),
            Faults::ALWAYS,
        );
    };
    denied(Operation::ListAliases);
    denied(Operation::ListFunctionEventInvokeConfigs);
    let mut terminal = Terminal::on(&world.simulator, &["orders-cancel"], (80, 24));
    terminal.sees("Aliases could not be read");
    terminal.sees("Settings not read");
    terminal.press(b"d", "Refused: ");
    terminal.press(b"\x1b", "QUALIFIER ROUTES TO");
    faults.clear();
    terminal.write(b"r");
    terminal.sees("fails at once");
    terminal.press(b"e", "EDIT");
    faults.add(
        Operation::PutFunctionEventInvokeConfig,
        refused("InvalidParameterValueException", 400),
        1,
    );
    terminal.press(b"\x151", "DRAFT");
    terminal.press(b"\x13", "REVIEW");
    terminal.send();
    terminal.sees("REFUSED");
    terminal.press(b"d", "Refused: ");
    terminal.leave();
    assert_no_foreign_sequence(&terminal);
    assert_eq!(writes(&world.simulator), 1);
}

/// Sizes that show everything, too little, one cell, and none that is wide and high at once.
const SIZES: [(u16, u16); 9] = [
    (20, 5),
    (300, 3),
    (1, 1),
    (80, 24),
    (60, 16),
    (2, 200),
    (59, 40),
    (200, 60),
    (1, 24),
];

#[test]
fn any_size_may_follow_any_other_on_every_screen() {
    let world = Simulated::of(account());
    let mut terminal = Terminal::on(&world.simulator, &["orders"], (1, 1));
    terminal.wait_for_size((80, 24));
    terminal.sees("fails at once");
    for (key, screen) in [
        (&b"\x1b"[..], "Functions 5"),
        (b"?", "KEYS AND MARKS"),
        (b"\x1b", "Functions 5"),
        (b"\r", "QUALIFIER ROUTES TO"),
        (b"e", "EDIT"),
        (b"\x151\t\t\x15\t\x15\x13", "REVIEW"),
    ] {
        terminal.press(key, screen);
        for (step, size) in SIZES.into_iter().enumerate() {
            terminal.wait_for_size(size);
            // Not waited for: the next size comes while this one is drawn.
            terminal.resize(SIZES[(step * 4 + 1) % SIZES.len()]);
        }
        terminal.wait_for_size((80, 24));
        terminal.sees(screen);
    }
    terminal.leave();
    assert_no_foreign_sequence(&terminal);
}

#[test]
fn the_screen_follows_the_size_of_the_terminal() {
    let mut terminal = Terminal::demonstration();
    terminal.resize((120, 40));
    // Only a frame of the new size reaches that far down.
    terminal.until("a frame at 120x40", |terminal| {
        let mut rows = terminal.screen.screen().rows(0, 120);
        rows.nth(39).is_some_and(|row| !row.trim().is_empty())
    });
    terminal.leave();
}

/// What is pasted: long, with line ends and keys that would do something.
fn long_text() -> Vec<u8> {
    b"yes\r\x13X".repeat(20_000 / 6)
}

fn bracketed(text: &[u8]) -> Vec<u8> {
    [b"\x1b[200~", text, b"\x1b[201~"].concat()
}

#[test]
fn a_long_paste_is_refused_whole_and_never_a_command() {
    let world = Simulated::of(Account::demo());
    let mut terminal = Terminal::on(&world.simulator, &["orders-cancel"], (80, 24));
    terminal.sees("fails at once");
    terminal.press(&bracketed(&long_text()), "Ignored: there is no field here");
    terminal.press(b"e", "EDIT");
    terminal.press(b"\x151", "DRAFT");
    terminal.press(
        &bracketed(&long_text()),
        "Nothing inserted: a field takes 4096",
    );
    terminal.sees("DRAFT");
    terminal.press(b"\x13", "REVIEW");
    terminal.press(
        &bracketed(&long_text()),
        "Pasted text is never a command and never sends",
    );
    terminal.press(b"y", "Enter sends");
    terminal.press(
        &bracketed(&long_text()),
        "Pasted text is never a command and never sends",
    );
    // The beginning of a paste was lost, and its end is an Enter that looks like the answer.
    terminal.press(b"y", "Enter sends");
    terminal.wait_until_seen();
    terminal.press(
        b"\r\x1b[201~",
        "Pasted text is never a command and never sends",
    );
    terminal.leave();
    assert_eq!(writes(&world.simulator), 0);
}

#[test]
fn a_long_paste_without_brackets_is_no_command_and_what_a_field_leaves_out_is_said() {
    let world = Simulated::of(Account::demo());
    let mut terminal = Terminal::on(&world.simulator, &["orders-cancel"], (80, 24));
    terminal.sees("fails at once");
    terminal.press(
        &b"yes ".repeat(5_000),
        "Ignored: several characters came at once",
    );
    // A key that comes with the rest of the paste is a part of it.
    while !terminal.text().contains("EDIT") {
        let frames = terminal.frames;
        terminal.write(b"e");
        terminal.until("a frame", |terminal| terminal.frames > frames);
    }
    terminal.press(b"\t\t\x15", "On success");
    terminal.press(
        &b"x".repeat(20_000),
        "a field takes 4096 characters and no more",
    );
    terminal.press(b"\x15", "empty = no record");
    terminal.leave();
    assert_eq!(writes(&world.simulator), 0);
}

#[test]
fn a_paste_without_end_keeps_nobody_who_wants_to_leave() {
    let mut terminal = Terminal::demonstration();
    terminal.press(b"/", "Enter keep");
    terminal.write(b"\x1b[200~orders\rq");
    // While the paste still comes `Ctrl-C` is a part of it. Pressed once: on a terminal that was given back already, the system throws
    // away for it what nobody has read yet, and that is how it was given back.
    let pasted = now();
    terminal.until("the paste to stall", |_| pasted.elapsed() > STALLED);
    terminal.write(b"\x03");
    assert_eq!(terminal.end().exit_code(), 0);
    terminal.assert_restored();
}

#[test]
fn an_arrow_that_arrives_byte_by_byte_is_an_arrow() {
    let over_network = [("SSH_CONNECTION", "192.0.2.1 50000 192.0.2.2 22")];
    let mut terminal = Terminal::start((super::pty::LASSO, &["--demo"]), &over_network, (80, 24));
    terminal.until("selection", |terminal| terminal.selected().is_some());
    for arrow in [b"\x1b[B", b"\x1bOB", b"\x1b[A"] {
        let before = terminal.selected();
        for byte in arrow {
            terminal.write(&[*byte]);
        }
        terminal.until("selection that moved", |terminal| {
            terminal.selected() != before
        });
    }
    terminal.leave();
}

#[test]
fn a_flood_of_keys_is_taken_and_the_last_one_counts() {
    let mut terminal = Terminal::demonstration();
    let first = terminal.first_selection();
    terminal.write(&b"\x1b[B\x1b[A".repeat(1_000));
    terminal.write(b"\x1b[B");
    terminal.until("one row down", |terminal| {
        terminal.selected() == Some(first + 1)
    });
    terminal.leave();
}

/// Keys as terminals send them. Those that leave or stop the program are left out: they are tested elsewhere.
const KEYS: [&[u8]; 48] = [
    b"\r",
    b"\r",
    b"\r",
    b"\x1b",
    b"\t",
    b"\x1b[Z",
    b"\x7f",
    b"\n",
    b"\x13",
    b"\x13",
    b"\x12",
    b"\x15",
    b"\x18",
    b"\x1c",
    b"\x0c",
    b"\x1b[A",
    b"\x1b[B",
    b"\x1b[C",
    b"\x1b[D",
    b"\x1b[5~",
    b"\x1b[6~",
    b"\x1b[3~",
    b"\x1b[H",
    b"\x1b[F",
    b"\x1b[Ik",
    b"\x1b[15~",
    b"\x1b[<0;3;4Mk",
    b"\x1b[200~1h\x1b[201~",
    b"y",
    b"y",
    b"y",
    b"e",
    b"j",
    b"k",
    b"c",
    b"d",
    b"u",
    b"X",
    b"/",
    b"?",
    b"n",
    b"r",
    b"0",
    b"1",
    b"2",
    b"m",
    b".",
    b"\xe6\x97\xa5",
];

/// A thousand keys from a seed, one to four in a read, on a function of an account.
fn play(seed: u64, account: Account, function: &str) {
    let world = Simulated::of(account);
    let mut terminal = Terminal::on(&world.simulator, &[function], (80, 24));
    terminal.sees("fails at once");
    let mut number = seed;
    let mut below = |bound: usize| {
        number = number
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(number >> 33).unwrap() % bound
    };
    let (mut pressed, mut asked) = (0, 0);
    while pressed < 1_000 {
        let together = below(4) + 1;
        let keys: Vec<u8> = (0..together)
            .flat_map(|_| KEYS[below(KEYS.len())])
            .copied()
            .collect();
        let frames = terminal.frames;
        asked += usize::from(terminal.text().contains(SEND_LINE));
        terminal.write(&keys);
        let awaited = format!("a frame for {:?}", String::from_utf8_lossy(&keys));
        terminal.until(&awaited, |terminal| terminal.frames > frames);
        pressed += together;
    }
    terminal.leave();
    let said = terminal.text();
    assert!(!said.contains("panicked"), "{said}");
    assert_no_foreign_sequence(&terminal);
    assert!(writes(&world.simulator) <= asked, "written unasked");
}

#[test]
fn a_thousand_keys_at_random_leave_everything_in_order() {
    for seed in [1, 2] {
        play(seed, Account::demo(), "orders-cancel");
    }
}

#[test]
fn a_thousand_other_keys_leave_everything_in_order() {
    for seed in [3, 4] {
        play(seed, account(), "orders");
    }
}
