//! Programs that may be installed, and how they are run.

use std::env;
use std::io::Write;
use std::process::{Command, Output, Stdio};

/// Whether a program is there; where it is not, a test says so and proves nothing. It is not asked itself: some take seconds to begin.
#[expect(
    clippy::disallowed_methods,
    reason = "a test looks for programs where a shell would"
)]
pub(crate) fn is_installed(program: &str) -> bool {
    let path = env::var_os("PATH").unwrap_or_default();
    let found = env::split_paths(&path).any(|folder| folder.join(program).is_file());
    if !found {
        println!("{program} is not installed: nothing was asked of it");
    }
    found
}

/// Runs a program with a text on its standard input; `None` where there is no such program.
#[expect(
    clippy::disallowed_methods,
    reason = "programs of others read what was exported"
)]
pub(crate) fn run(program: &str, arguments: &[&str], input: &str) -> Option<Output> {
    let mut child = Command::new(program)
        .args(arguments)
        // A file of whoever runs the tests must not decide what Terraform does.
        .env("TF_CLI_CONFIG_FILE", "/dev/null")
        .env("CHECKPOINT_DISABLE", "1")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .ok()?;
    let mut stdin = child.stdin.take().unwrap();
    // A program that reads nothing may be gone already.
    drop(stdin.write_all(input.as_bytes()));
    drop(stdin);
    Some(child.wait_with_output().unwrap())
}

pub(crate) fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).unwrap()
}
