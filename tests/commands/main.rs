#![cfg(test)]
//! The command line: what it prints, where, and with which exit status.

mod shells;
#[path = "../pty/simulated.rs"]
mod simulated;
mod why;

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
        "NAME[:QUALIFIER]",
        "--profile",
        "--region",
        "--endpoint-url",
        "--read-only",
        "--rate",
        "--ca-bundle",
        "--why",
        "--ascii",
        "--demo",
        "--no-verify-ssl",
        "--no-sign-request",
        "--cli-read-timeout",
        "--cli-connect-timeout",
        "--color",
        "--debug",
        "simulate",
        "export",
        "completions",
        "man",
        "put-",
        "get-",
        "update-",
        "delete-",
        "list-function-event-invoke-configs",
    ] {
        assert!(
            help.contains(option),
            "{option} is not in the help:\n{help}"
        );
    }
    assert_eq!(text(&output.stderr), "");
    // It said that nothing is sent without a review, also of the commands, which send at once.
    assert!(
        help.contains("On the screens nothing is sent without"),
        "{help}"
    );
    assert!(help.contains("sent at once"), "{help}");
    assert!(help.lines().count() < 24, "it fits a screen:\n{help}");
    assert!(help.lines().all(|line| line.len() <= 80), "{help}");
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
        (&["--why"], "lasso [OPTIONS] FUNCTION[:QUALIFIER] --why"),
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

/// Nothing said what an account file looks like, and a list was an account without functions.
#[test]
#[expect(clippy::disallowed_methods, reason = "a file for the tested program")]
fn an_account_file_that_is_none_is_told_with_its_place_and_an_example() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("account.json");
    for (held, problem) in [
        ("{", "EOF while parsing an object at line 1 column 1"),
        (
            "{\n  \"Functions\": 7}",
            "invalid type: integer `7`, expected a sequence at line 2 column 16",
        ),
        ("[]", "it holds a list"),
    ] {
        std::fs::write(&file, held).unwrap();
        let path = file.to_str().unwrap();
        // A port of which nobody may take hold: what starts after all ends at once.
        let output = lasso(&["simulate", "--account", path, "--listen", "127.0.0.1:1"]);
        assert_eq!(output.status.code(), Some(1));
        assert_eq!(
            text(&output.stderr),
            format!(
                "lasso: {path} is not an account file: {problem}\n  An account file is a JSON object. An example is \
                 assets/demo-account.json, in Lasso's source.\n"
            )
        );
    }
    assert!(std::path::Path::new("assets/demo-account.json").exists());
}

/// A pipe whose reader went away once ended other programs with a panic.
#[test]
fn a_reader_that_went_away_is_no_panic() {
    let home = tempfile::tempdir().unwrap();
    for arguments in [
        &["--help"][..],
        &["--no-such-option"],
        &["--demo"],
        &["man"],
        &["--demo", "orders-cancel", "--why"],
    ] {
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

/// The SDK tells the first request why a profile can't be used, and all others that this was told: that was the reason shown, with
/// advice to log in, and with a key that a command does not have.
#[test]
#[expect(
    clippy::disallowed_methods,
    reason = "a profile file, as users have one"
)]
fn a_profile_that_is_written_wrong_is_told_with_its_reason_and_what_to_mend() {
    let home = tempfile::tempdir().unwrap();
    std::fs::create_dir(home.path().join(".aws")).unwrap();
    let profile = "[profile shop]\nregion = eu-west-1\nsso_session = gone\nsso_account_id = 123456789012\nsso_role_name = OnCall\n";
    std::fs::write(home.path().join(".aws/config"), profile).unwrap();
    let output = command(&home)
        .args(["orders", "--why", "--profile", "shop"])
        .stdin(Stdio::null())
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(
        text(&output.stderr),
        "lasso: GetCallerIdentity: The credentials of profile shop can't be had: ProfileFile provider could not be \
         built: sso-session named `gone` (referenced by profile `shop`) was not found.\n  \
         Mend the profile shop in the AWS configuration files\n"
    );
}

/// Lines of the output went nowhere, and the status said that all was well.
#[test]
#[expect(
    clippy::disallowed_methods,
    reason = "a full disk, as the system has one"
)]
fn what_can_t_be_written_is_told_with_status_1() {
    for arguments in [
        &["man"][..],
        &["completions", "bash"],
        &["--demo", "orders-cancel", "--why"],
        &["--version"],
        &["--help"],
        &["export", "--help"],
        &["get-function-event-invoke-config", "help"],
    ] {
        let home = tempfile::tempdir().unwrap();
        let full = std::fs::File::options()
            .write(true)
            .open("/dev/full")
            .unwrap();
        let output = command(&home)
            .args(arguments)
            .stdin(Stdio::null())
            .stdout(full)
            .stderr(Stdio::piped())
            .spawn()
            .unwrap()
            .wait_with_output()
            .unwrap();
        assert_eq!(output.status.code(), Some(1), "{arguments:?}");
        let said = text(&output.stderr);
        assert!(
            said.starts_with("lasso: cannot write to standard output: "),
            "{said}"
        );
    }
}
