#![cfg(test)]
//! The command line: what it prints, where, and with which exit status.

use std::process::{Command, Output, Stdio};

use tempfile::TempDir;

/// Runs `lasso` without a terminal and without the environment of whoever runs the tests.
fn lasso(arguments: &[&str]) -> Output {
    let home = tempfile::tempdir().unwrap();
    command(&home)
        .args(arguments)
        .stdin(Stdio::null())
        .output()
        .unwrap()
}

#[expect(clippy::disallowed_methods, reason = "the program is what is tested")]
fn command(home: &TempDir) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_lasso"));
    command.env_clear().env("HOME", home.path());
    command
}

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).unwrap()
}

#[test]
fn help_goes_to_standard_output_and_names_every_option() {
    let output = lasso(&["--help"]);
    assert_eq!(output.status.code(), Some(0));
    let help = text(&output.stdout);
    for option in [
        "FUNCTION[:QUALIFIER]",
        "--profile",
        "--region",
        "--endpoint-url",
        "--read-only",
        "--rate",
        "--ca-bundle",
        "--demo",
        "simulate",
    ] {
        assert!(
            help.contains(option),
            "{option} is not in the help:\n{help}"
        );
    }
    assert_eq!(text(&output.stderr), "");
}

#[test]
fn the_version_is_that_of_the_package() {
    let output = lasso(&["--version"]);
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(
        text(&output.stdout),
        concat!("lasso ", env!("CARGO_PKG_VERSION"), "\n")
    );
}

#[test]
fn what_is_not_understood_is_told_on_standard_error_with_status_2() {
    for (arguments, told) in [
        (&["--no-such-option"][..], "--no-such-option"),
        (&["or/ders"], "\"or/ders\" names no function"),
        (&["--rate", "99"], "1..=15"),
        (&["--demo", "--region", "eu-west-1"], "cannot be used with"),
        (&["simulate", "--fail", "101"], "0..=100"),
    ] {
        let output = lasso(arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert_eq!(text(&output.stdout), "");
        let error = text(&output.stderr);
        assert!(error.contains(told), "{arguments:?}: {error}");
    }
}

#[test]
fn without_a_terminal_to_draw_on_it_says_so_with_status_2() {
    for arguments in [&["--demo"][..], &["orders:live"], &[]] {
        let output = lasso(arguments);
        assert_eq!(output.status.code(), Some(2));
        assert_eq!(text(&output.stdout), "");
        assert_eq!(
            text(&output.stderr),
            "lasso: lasso draws on a terminal, and standard output is none. See `lasso --help` for what works without.\n"
        );
    }
}

#[test]
fn a_simulator_that_cannot_start_says_why_with_status_1() {
    let output = lasso(&["simulate", "--account", "no-such-file.json"]);
    assert_eq!(output.status.code(), Some(1));
    let error = text(&output.stderr);
    assert!(
        error.starts_with("lasso: cannot read no-such-file.json: "),
        "{error}"
    );
    assert_eq!(error.lines().count(), 1);
}

/// A pipe whose reader went away once ended other programs with a panic.
#[test]
fn a_reader_that_went_away_is_no_panic() {
    let home = tempfile::tempdir().unwrap();
    for arguments in [&["--help"][..], &["--no-such-option"], &["--demo"]] {
        let (reader, writer) = std::io::pipe().unwrap();
        drop(reader);
        let status = command(&home)
            .args(arguments)
            .stdin(Stdio::null())
            .stdout(writer.try_clone().unwrap())
            .stderr(writer)
            .status()
            .unwrap();
        assert!(matches!(status.code(), Some(0 | 2)), "{status:?}");
    }
}
