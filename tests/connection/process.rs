//! The program that a profile names to get its credentials: how it is started, and what becomes of it.
//!
//! Knows profiles and programs. Does not know whose credentials count, see `order`.

use std::fs;
use std::io::{Read, Write};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use lambda_lasso::simulator::{Account, Operation};
use tempfile::TempDir;

use super::simulated::{REGION, Simulated};

/// Each way to ask for credentials.
const COMMANDS: [&[&str]; 4] = [
    &["export", "payments-capture", "--format", "json"],
    &["payments-capture", "--why"],
    &[
        "get-function-event-invoke-config",
        "--function-name",
        "payments-capture",
    ],
    &[
        "put-function-event-invoke-config",
        "--function-name",
        "payments-capture",
        "--maximum-retry-attempts",
        "1",
        "--dry-run",
    ],
];

/// A home whose profile names this program.
#[expect(clippy::disallowed_methods, reason = "files for the tested program")]
fn home(process: &str) -> TempDir {
    let home = TempDir::new().unwrap();
    let process = process.replace("HOME", home.path().to_str().unwrap());
    fs::create_dir(home.path().join(".aws")).unwrap();
    fs::write(
        home.path().join(".aws/config"),
        format!("[profile p]\ncredential_process = {process}\n"),
    )
    .unwrap();
    home
}

#[expect(clippy::disallowed_methods, reason = "the program is what is tested")]
fn command(home: &Path, line: &[&str], endpoint: &str) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_lasso"));
    command
        .env_clear()
        .env("HOME", home)
        .env("PATH", "/usr/bin:/bin")
        .args(line)
        .args(["--profile", "p", "--region", REGION])
        .args(["--endpoint-url", endpoint])
        .stdin(Stdio::null());
    command
}

#[expect(clippy::disallowed_methods, reason = "what the program left")]
fn lines(path: &Path) -> usize {
    fs::read_to_string(path).unwrap().lines().count()
}

/// It signed with them, and AWS refused each request.
#[test]
fn credentials_that_are_over_are_asked_for_once_more_and_sign_nothing() {
    let world = Simulated::of(Account::demo());
    let url = world.simulator.url();
    for line in COMMANDS {
        let home = home(
            r#"sh -c "echo x >> HOME/runs; echo '{\"Version\":1,\"AccessKeyId\":\"AKIDOLD\",\"SecretAccessKey\":\"s\",\"Expiration\":\"2020-01-01T00:00:00Z\"}'""#,
        );
        let output = command(home.path(), line, &url).output().unwrap();
        assert!(!output.status.success(), "{line:?}");
        let told = String::from_utf8(output.stderr).unwrap();
        assert!(told.contains("expired"), "{line:?}: {told}");
        assert_eq!(lines(&home.path().join("runs")), 2, "{line:?}");
    }
    assert_eq!(world.simulator.log().len(), 0);
    // The second time brings others.
    let home = home(
        r#"sh -c "echo x >> HOME/runs; test -e HOME/again && year=2099 || year=2020; touch HOME/again; echo '{\"Version\":1,\"AccessKeyId\":\"AKIDNEW\",\"SecretAccessKey\":\"s\",\"Expiration\":\"'$year'-01-01T00:00:00Z\"}'""#,
    );
    let output = command(home.path(), COMMANDS[1], &url).output().unwrap();
    assert!(output.status.success(), "{output:?}");
    assert_eq!(lines(&home.path().join("runs")), 2);
    assert_eq!(world.simulator.count(Operation::GetCallerIdentity), 1);
}

/// A shell took the command apart: what the AWS CLI hands to the program, it obeyed.
#[test]
fn a_process_is_started_without_a_shell_and_told_with_what_is_wrong() {
    for (process, told) in [
        (
            "/nowhere/at/all secret",
            "its credential_process /nowhere/at/all: No such file or directory (os error 2).",
        ),
        (
            "echo 'secret",
            "its credential_process has a quote that is not closed.",
        ),
        (
            "sh -c 'echo log in first >&2; exit 3'",
            "its credential_process ended with exit status: 3: log in first.",
        ),
        (
            "echo secret | cat > HOME/made",
            "what its credential_process prints can't be used: expected value at line 1 column 1.",
        ),
        (
            r#"echo '{"Version":1,"AccessKeyId":"AKID"}'"#,
            "what its credential_process prints can't be used: SecretAccessKey is missing.",
        ),
    ] {
        let home = home(process);
        let output = command(home.path(), COMMANDS[1], "http://127.0.0.1:1")
            .output()
            .unwrap();
        let error = String::from_utf8(output.stderr).unwrap();
        let sentence = format!("The credentials of profile p can't be had: {told}\n");
        assert!(error.contains(&sentence), "{process}: {error}");
        assert!(!error.contains("secret"), "{error}");
        assert!(!home.path().join("made").exists());
    }
}

/// A pipe by its name.
#[expect(clippy::disallowed_methods, reason = "what a tested program waits at")]
fn pipe(path: &Path) {
    let made = Command::new("mkfifo").arg(path).status().unwrap();
    assert!(made.success());
}

/// Two questions waited for it, one behind the other, and it went on when nobody did any more.
#[test]
fn a_process_that_hangs_is_waited_for_once_and_ended() {
    // It lives for as long as its output is open, and waits for a line that comes when it should be gone.
    let process = "sh -c \"exec > HOME/alive; read line < HOME/late; echo $line\"";
    let started = COMMANDS.map(|line| {
        let home = home(process);
        pipe(&home.path().join("alive"));
        pipe(&home.path().join("late"));
        let mut lasso = command(home.path(), line, "http://127.0.0.1:1");
        (lasso.stderr(Stdio::piped()).spawn().unwrap(), home)
    });
    let opened = |write, path: PathBuf| {
        let mut options = fs::OpenOptions::new();
        open(options.read(true).write(write), &path)
    };
    // Each is opened as soon as its program runs.
    let started = started.map(|(lasso, home)| {
        let alive = opened(false, home.path().join("alive"));
        (lasso, home, alive)
    });
    for (lasso, home, mut alive) in started {
        let output = lasso.wait_with_output().unwrap();
        let told = String::from_utf8(output.stderr).unwrap();
        let sentence = "The credentials of profile p were not there within 15 s.";
        assert_eq!(told.matches(sentence).count(), 1, "{told}");
        let mut late = opened(true, home.path().join("late"));
        late.write_all(b"late\n").unwrap();
        let mut said = String::new();
        alive.read_to_string(&mut said).unwrap();
        assert_eq!(said, "");
    }
}

#[expect(clippy::disallowed_methods, reason = "what a tested program waits at")]
fn open(options: &fs::OpenOptions, path: &Path) -> fs::File {
    options.open(path).unwrap()
}

/// Without a terminal it had a group of its own: what ended Lasso's, as a job does that takes too long, left it behind.
#[test]
#[expect(clippy::disallowed_methods, reason = "what ends a job")]
fn a_signal_to_the_group_of_a_command_ends_the_process_too() {
    let process = "sh -c \"exec > HOME/alive; read line < HOME/late; echo $line\"";
    for line in COMMANDS {
        let home = home(process);
        let [alive, late] = ["alive", "late"].map(|name| home.path().join(name));
        pipe(&alive);
        pipe(&late);
        let mut lasso = command(home.path(), line, "http://127.0.0.1:1");
        lasso.process_group(0).stderr(Stdio::null());
        let mut lasso = lasso.spawn().unwrap();
        let mut alive = open(fs::OpenOptions::new().read(true), &alive);
        let group = format!("-{}", lasso.id());
        let killed = Command::new("kill").args(["-TERM", "--", &group]).status();
        assert!(killed.unwrap().success());
        assert!(!lasso.wait().unwrap().success());
        let mut late = open(fs::OpenOptions::new().read(true).write(true), &late);
        late.write_all(b"late\n").unwrap();
        let mut said = String::new();
        alive.read_to_string(&mut said).unwrap();
        assert_eq!(said, "", "{line:?}");
    }
}
