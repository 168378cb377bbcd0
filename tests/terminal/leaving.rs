//! The ways out, and the ways out for a while: the terminal is given back each time.

use std::fs;
use std::io::{Read, Write};
use std::process::Command;

use super::pty::{LASSO, Terminal};

#[test]
fn ctrl_c_restores_the_terminal_and_ends_with_success() {
    Terminal::demonstration().leave();
}

/// Both keys came in one read, and each printed all of it.
#[test]
fn ctrl_c_pressed_twice_at_once_prints_drafts_once() {
    for size in [(80, 24), (50, 10)] {
        let mut terminal = Terminal::start((LASSO, &["--demo", "orders-cancel"]), &[], (80, 24));
        terminal.sees("fails at once");
        terminal.press(b"e", "EDIT");
        terminal.write(b"\x151");
        terminal.sees("DRAFT");
        terminal.wait_for_size(size);
        terminal.write(b"\x03\x03");
        assert_eq!(terminal.end().exit_code(), 0);
        terminal.assert_restored();
        let said = terminal.text();
        assert_eq!(said.matches("DEMO draft").count(), 1, "{size:?}: {said}");
    }
}

#[test]
fn each_signal_restores_the_terminal_and_has_its_status() {
    for (signal, status) in [("TERM", 143), ("HUP", 129), ("QUIT", 131)] {
        let mut terminal = Terminal::demonstration();
        terminal.signal(signal);
        assert_eq!(terminal.end().exit_code(), status, "{signal}");
        terminal.assert_restored();
    }
}

/// A reader that waits for readiness spins for ever on a terminal that is gone.
#[test]
fn a_terminal_that_goes_away_ends_the_program() {
    assert_eq!(Terminal::demonstration().hang_up(), 129);
}

/// Where no terminal controls the process and standard input is none, there are no keys: it said "No such device or address" with
/// the status of a refusal.
#[test]
fn without_a_keyboard_it_says_so_with_status_2() {
    let line = "setsid --wait LASSO --demo </dev/null; echo ended $?";
    let mut terminal = Terminal::in_shell(line);
    assert_eq!(terminal.end().exit_code(), 0);
    let said = terminal.text();
    assert_eq!(
        said,
        "lasso: lasso reads keys from a terminal: standard input is none, and no terminal controls this process. ended 2"
    );
}

/// A terminal that can't move its cursor got a whole screen of sequences.
#[test]
fn on_a_dumb_terminal_it_says_so_with_status_2() {
    let mut terminal = Terminal::in_shell("TERM=dumb LASSO --demo; echo ended $?");
    assert_eq!(terminal.end().exit_code(), 0);
    assert_eq!(
        terminal.text(),
        "lasso: lasso draws on a terminal that can move its cursor, and TERM is \"dumb\". See `lasso --help` for what works without. ended 2"
    );
}

#[test]
fn ctrl_z_hands_the_terminal_to_the_shell_and_back() {
    let mut terminal =
        Terminal::in_shell("set -m; LASSO --demo; echo in between; fg >/dev/null; echo ended $?");
    terminal.wait_for_frame();
    terminal.write(b"\x1a");
    terminal.wait_for_return();
    terminal.leave();
    let shown = terminal.contents();
    assert!(shown.contains("in between\nended 0"), "{shown}");
}

/// Where no shell could continue it the system does not stop it, and it must not wait for ever.
#[test]
fn ctrl_z_without_a_shell_draws_again() {
    let mut terminal = Terminal::demonstration();
    terminal.write(b"\x1a");
    terminal.wait_for_return();
    terminal.leave();
}

#[test]
fn after_a_stop_that_nobody_announced_the_terminal_is_entered_again() {
    let mut terminal = Terminal::demonstration();
    terminal.signal("STOP");
    terminal.signal("CONT");
    terminal.wait_for_return();
    terminal.leave();
}

#[test]
fn with_something_else_on_standard_input_keys_come_from_the_terminal() {
    let mut terminal = Terminal::in_shell("echo jjjq | LASSO --demo");
    let first = terminal.first_selection();
    terminal.write(b"j");
    terminal.until("one row down, not four", |terminal| {
        terminal.selected() == Some(first + 1)
    });
    terminal.leave();
}

/// A terminal drops what it has not shown yet when a key becomes a signal: `Ctrl-C`, pressed again while the program left, took the
/// way back from the alternate screen with it.
#[test]
fn no_signal_drops_output_until_the_program_has_ended_and_every_flag_is_as_it_was() {
    let line = "stty -g; LASSO --demo; stty -g";
    let mut terminal = Terminal::in_shell(line);
    terminal.wait_for_frame();
    assert!(terminal.keeps_output_on_signals());
    terminal.leave();
    let shown = terminal.contents();
    let flags: Vec<&str> = shown.lines().collect();
    assert_eq!(flags.len(), 2, "{shown}");
    assert_eq!(flags[0], flags[1]);
}

/// Two programs that write to one terminal would leave nothing that can be read.
#[test]
fn what_the_sdk_does_is_not_written_over_the_screens() {
    let mut terminal = Terminal::in_shell("LASSO --demo --debug; echo ended $?");
    terminal.sees("Send it elsewhere: lasso --debug 2>FILE");
    terminal.sees("ended 2");
    terminal.end();
    let mut terminal = Terminal::in_shell(
        "LASSO --demo --debug 2>record; grep -c aws_smithy record; echo ended $?",
    );
    terminal.sees("settings read");
    terminal.write(b"\x03");
    terminal.sees("ended 0");
    terminal.end();
}

/// What gives credentials went on when the screens were left, and so did what it had started.
#[test]
#[expect(
    clippy::disallowed_methods,
    reason = "a profile, and what its program waits at"
)]
fn a_process_that_gives_no_credentials_ends_with_the_screens_and_with_what_it_started() {
    let home = tempfile::tempdir().unwrap();
    let path = home.path().to_owned();
    for pipe in ["alive", "late"] {
        let made = Command::new("mkfifo").arg(path.join(pipe)).status();
        assert!(made.unwrap().success());
    }
    fs::create_dir(path.join(".aws")).unwrap();
    let process = "sh -c \"sh -c 'exec > alive; read line < late; echo $line'; true\"";
    let profile = format!("[profile p]\nregion = eu-west-1\ncredential_process = {process}\n");
    fs::write(path.join(".aws/config"), profile).unwrap();
    let arguments = ["--profile", "p", "--endpoint-url", "http://127.0.0.1:1"];
    let mut terminal = Terminal::start_at((LASSO, &arguments), home, &[], (80, 24));
    terminal.wait_for_frame();
    // Opened as soon as it runs, and closed with all who could write.
    let mut alive = fs::File::open(path.join("alive")).unwrap();
    let mut late = fs::OpenOptions::new();
    let mut late = late.read(true).write(true).open(path.join("late")).unwrap();
    terminal.leave();
    late.write_all(b"late\n").unwrap();
    let mut said = String::new();
    alive.read_to_string(&mut said).unwrap();
    assert_eq!(said, "");
}

/// A home whose profile `p` names this program, with a pipe `after`.
#[expect(
    clippy::disallowed_methods,
    reason = "a profile, and what its program waits at"
)]
fn home_with(process: &str) -> tempfile::TempDir {
    let home = tempfile::tempdir().unwrap();
    let made = Command::new("mkfifo")
        .arg(home.path().join("after"))
        .status();
    assert!(made.unwrap().success());
    fs::create_dir(home.path().join(".aws")).unwrap();
    let process = process.replace("HOME", home.path().to_str().unwrap());
    let profile = format!("[profile p]\nregion = eu-west-1\ncredential_process = {process}\n");
    fs::write(home.path().join(".aws/config"), profile).unwrap();
    home
}

/// What was asked at the terminal stood in the middle of a form, in a field, as if it had been typed there.
#[test]
#[expect(
    clippy::disallowed_methods,
    reason = "what the profile's program writes"
)]
fn what_gives_credentials_behind_the_screens_does_not_write_over_them() {
    let home = home_with("sh -c \"exec > HOME/after; echo MFA-code > /dev/tty; echo wrote\"");
    let path = home.path().join("after");
    let arguments = ["--profile", "p", "--endpoint-url", "http://127.0.0.1:1"];
    let mut terminal = Terminal::start_at((LASSO, &arguments), home, &[], (80, 24));
    terminal.wait_for_frame();
    let mut after = fs::File::open(path).unwrap();
    terminal.sees("for 5 s");
    assert!(
        !terminal.contents().contains("MFA-code"),
        "{}",
        terminal.contents()
    );
    terminal.leave();
    let mut said = String::new();
    after.read_to_string(&mut said).unwrap();
    assert_eq!(said, "");
}

/// A program that had switched off that keys are shown, to ask for a secret, was ended after 15 s, and left the terminal like that.
#[test]
fn a_terminal_shows_keys_again_after_what_asked_for_a_secret_was_ended() {
    let home = home_with("sh -c \"stty -echo < /dev/tty; read code < HOME/after\"");
    let get = "LASSO get-function-event-invoke-config --function-name f --profile p --endpoint-url http://127.0.0.1:1";
    let line = format!(
        "export HOME={}; stty -g; {get} 2>HOME/said; stty -g",
        home.path().display()
    );
    let line = line.replace("HOME/said", "/dev/null");
    let mut terminal = Terminal::in_shell(&line);
    terminal.end();
    let shown = terminal.contents();
    let flags: Vec<&str> = shown.lines().collect();
    assert_eq!(flags.len(), 2, "{shown}");
    assert_eq!(flags[0], flags[1]);
}
