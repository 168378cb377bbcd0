//! Terminals that show nothing but ASCII: not one byte beyond it, on any screen.

use serde_json::json;

use super::pty::simulated::Simulated;
use super::pty::{LASSO, Terminal};

#[track_caller]
fn assert_ascii(terminal: &Terminal) {
    let written = String::from_utf8_lossy(&terminal.written);
    let foreign = written.find(|character: char| !character.is_ascii());
    let around = foreign.map(|at| written.split_at(at).1.chars().take(40).collect::<String>());
    assert_eq!(around, None);
}

/// Every screen of the demonstration, small enough for names to be cut.
#[test]
fn a_walk_through_every_screen_writes_nothing_but_ascii() {
    let mut terminal = Terminal::start((LASSO, &["--demo", "--ascii"]), &[], (80, 24));
    terminal.sees("Functions 42");
    terminal.until("a name that is cut", |terminal| {
        terminal.contents().contains('~')
    });
    terminal.press(b"?", "KEYS AND MARKS");
    terminal.press(b"\x1b", "Functions 42");
    terminal.press(b"d", "DETAILS");
    terminal.press(b"\x1b", "Functions 42");
    terminal.press(b"/", "Enter keep");
    terminal.write("zahlung-\u{e4}\u{65e5}".as_bytes());
    terminal.sees("zahlung-???");
    terminal.write(b"\x15");
    terminal.press(b"payments-capture\r", "Functions 1 of 42");
    terminal.press(b"\r", "! live drops every event");
    terminal.sees("sns pay-alerts");
    terminal.press(b"c", "ARN");
    terminal.press(b"a", "71 characters");
    terminal.press(b"e", "EDIT");
    terminal.write(b"\x151\t\t\t\x15");
    terminal.write("\u{1b}[200~arn:aws:sqs:eu-west-1:123456789012:\u{fc}\u{1b}[201~".as_bytes());
    terminal.sees(":123456789012:?");
    terminal.press(b"\x12", "payments-failed");
    terminal.press(b"\x13", "REVIEW");
    terminal.press(b"2", "exactly what is sent");
    terminal.press(b"3", "aws lambda put-function-event-invoke-config");
    terminal.press(b"1", "In words");
    terminal.send();
    terminal.sees("DONE");
    terminal.leave();
    assert_ascii(&terminal);
}

#[test]
fn a_locale_without_utf_8_is_enough_and_the_first_that_says_something_counts() {
    for (variables, is_ascii) in [
        (&[("LC_ALL", "C"), ("LANG", "C.UTF-8")][..], true),
        (
            &[("LC_ALL", ""), ("LC_CTYPE", "C.UTF-8"), ("LANG", "C")],
            false,
        ),
        (&[("LANG", "de_DE.ISO-8859-1")], true),
    ] {
        let mut terminal = Terminal::start((LASSO, &["--demo"]), variables, (80, 24));
        terminal.sees("Functions 42");
        let cut = if is_ascii { '~' } else { '\u{2026}' };
        terminal.until("a name that is cut", |terminal| {
            terminal.contents().contains(cut)
        });
        terminal.leave();
        assert_eq!(terminal.written.is_ascii(), is_ascii, "{variables:?}");
    }
}

/// What is printed on the way out may be copied into a shell: there no character turns into another one.
#[test]
fn a_draft_is_printed_without_a_loss() {
    let mut terminal = Terminal::start(
        (LASSO, &["--demo", "--ascii", "orders-cancel"]),
        &[],
        (80, 24),
    );
    terminal.sees("fails at once");
    terminal.press(b"e", "EDIT");
    terminal.write("\u{e4}\u{65e5}".as_bytes());
    terminal.sees("[???");
    terminal.leave();
    let said = terminal.text();
    assert!(
        said.contains(r#"Maximum retry attempts: "\u{e4}\u{65e5}""#),
        "{said}"
    );
    assert_ascii(&terminal);
}

/// A text that stands alone is there for the mouse: what is not shown to the letter is said, and the clipboard has it as it is.
#[test]
fn a_copied_text_stays_exact_where_it_can_not_be_shown() {
    let destination = "arn:aws:sqs:eu-west-1:123456789012:zahlung-\u{e4}";
    let account = serde_json::from_value(json!({
        "Functions": [{
            "Configuration": {"FunctionName": "orders", "Timeout": 3},
            "FunctionEventInvokeConfigs": [{
                "Qualifier": "$LATEST", "LastModified": 1_781_161_964.12,
                "DestinationConfig": {"OnFailure": {"Destination": destination}}
            }]
        }]
    }));
    let world = Simulated::of(account.unwrap());
    let mut terminal = Terminal::on(&world.simulator, &["--ascii", "orders"], (80, 24));
    terminal.sees("sqs zahlung-?");
    terminal.press(b"c", "ARN");
    terminal.press(b"d", "44 characters");
    // The text as OSC 52 carries it.
    assert_eq!(
        terminal.times("YXJuOmF3czpzcXM6ZXUtd2VzdC0xOjEyMzQ1Njc4OTAxMjp6YWhsdW5nLcOk"),
        1
    );
    terminal.press(b"c", "ARN");
    terminal.press(b"c", "! Not exact: 1 character is not ASCII and shown as ?");
    assert!(
        terminal
            .contents()
            .starts_with("arn:aws:sqs:eu-west-1:123456789012:zahlung-?")
    );
    terminal.leave();
    assert_ascii(&terminal);
}
