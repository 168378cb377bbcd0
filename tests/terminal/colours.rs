//! `NO_COLOR`: no colour on any screen, and everything that is set off by an attribute still is.
//!
//! Knows sequences for colours and attributes of cells. Does not know which screen has which colour.

use super::pty::{LASSO, Terminal};

/// A walk through the list, a function, its form, a review that resets a setting, help and details.
fn walk(variables: &[(&str, &str)]) -> Terminal {
    let arguments: &[&str] = &["--demo", "payments-capture:$LATEST"];
    let mut terminal = Terminal::start((LASSO, arguments), variables, (80, 24));
    terminal.sees("! live drops every event");
    terminal.press(b"d", "DETAILS");
    terminal.press(b"\x1b", "QUALIFIER");
    terminal.press(b"?", "KEYS AND MARKS");
    terminal.press(b"\x1b", "QUALIFIER");
    terminal.press(b"e", "EDIT");
    terminal.press(b"\t\x15", "RESET");
    terminal.press(b"\x13", "REVIEW");
    terminal.until("the word for a reset", |terminal| reset(terminal).is_some());
    terminal
}

/// The place of the word at the left edge of the review.
fn reset(terminal: &Terminal) -> Option<u16> {
    let (rows, _) = terminal.screen.screen().size();
    (0..rows.get()).find(|row| {
        let text = terminal.screen.screen().contents_between(*row, 0, *row, 8);
        text.trim() == "RESET"
    })
}

/// Whether one of the sequences that set off text (SGR) sets a colour.
fn has_colours(written: &[u8]) -> bool {
    let written = String::from_utf8_lossy(written);
    let sequences = written.split("\x1b[").skip(1);
    let parameters = sequences.filter_map(|rest| {
        let end = rest.find(|character: char| !character.is_ascii_digit() && character != ';')?;
        let (parameters, end) = rest.split_at(end);
        end.starts_with('m').then_some(parameters)
    });
    parameters
        .flat_map(|parameters| parameters.split(';'))
        .filter_map(|parameter| parameter.parse::<u32>().ok())
        .any(|number| matches!(number, 30..=38 | 40..=48 | 90..=97 | 100..=107))
}

/// Where colours were left out by the writer of the terminal, what came out was a sequence that resets everything: the word RESET and the
/// head of an outcome were plain text.
#[test]
fn without_colours_a_reset_is_still_in_reverse_video() {
    let mut terminal = walk(&[("NO_COLOR", "1")]);
    let row = reset(&terminal).expect("the word");
    let cell = terminal
        .screen
        .screen()
        .cell(row, 1)
        .expect("its first letter");
    assert!(cell.inverse() && cell.bold(), "{:?}", cell.contents());
    terminal.press(b"\x1b", "EDIT");
    terminal.press(b"\x18y\r", "QUALIFIER");
    terminal.leave();
    assert!(!has_colours(&terminal.written));
}

#[test]
fn an_empty_no_color_and_none_leave_the_colours() {
    for variables in [&[][..], &[("NO_COLOR", "")]] {
        let mut terminal = walk(variables);
        terminal.press(b"\x1b", "EDIT");
        terminal.press(b"\x18y\r", "QUALIFIER");
        terminal.leave();
        assert!(has_colours(&terminal.written), "{variables:?}");
    }
}

/// What is said on the command line comes before the environment, in both directions.
#[test]
fn the_option_decides_about_colours_whatever_the_environment_says() {
    for (option, variables, coloured) in [
        ("on", &[("NO_COLOR", "1")][..], true),
        ("off", &[], false),
        ("auto", &[("NO_COLOR", "1")], false),
        ("auto", &[], true),
    ] {
        let arguments = ["--demo", "--color", option];
        let mut terminal = Terminal::start((LASSO, &arguments), variables, (80, 24));
        terminal.sees("settings read");
        terminal.leave();
        assert_eq!(has_colours(&terminal.written), coloured, "{option}");
    }
}
