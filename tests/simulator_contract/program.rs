//! `lasso simulate` as a program.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};

use super::*;

/// The program on its own, ended with the test.
struct Program(Child);

impl Drop for Program {
    fn drop(&mut self) {
        self.0.kill().unwrap();
        self.0.wait().unwrap();
    }
}

#[expect(clippy::disallowed_methods, reason = "the program is what is tested")]
fn simulate(arguments: &[&str]) -> Program {
    let mut command = Command::new(env!("CARGO_BIN_EXE_lasso"));
    command
        .arg("simulate")
        .args(arguments)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    Program(command.spawn().unwrap())
}

async fn list(url: &str) -> usize {
    let listed = Client::from_conf(config_for(url, "us-east-1"))
        .list_functions()
        .send()
        .await;
    listed.unwrap().functions().len()
}

#[tokio::test]
async fn it_says_where_it_listens_and_goes_on_when_nobody_reads_any_more() {
    let mut program = simulate(&["--functions", "7"]);
    let mut output = BufReader::new(program.0.stdout.take().unwrap());
    let mut line = String::new();
    output.read_line(&mut line).unwrap();
    let url = line.trim_end().strip_prefix("listening on ").unwrap();
    assert_eq!(list(url).await, 7);
    let mut region = String::new();
    output.read_line(&mut region).unwrap();
    assert_eq!(region, "region us-east-1\n");
    let mut second = String::new();
    output.read_line(&mut second).unwrap();
    assert!(second.ends_with("Z ListFunctions 200\n"), "{second}");
    drop(output);
    for _ in 0..3 {
        assert_eq!(list(url).await, 7);
    }
    assert!(program.0.try_wait().unwrap().is_none());
}

#[test]
fn an_account_file_that_is_not_there_is_said_and_fails() {
    let mut program = simulate(&["--account", "/nowhere/account.json"]);
    let mut said = String::new();
    BufReader::new(program.0.stderr.take().unwrap())
        .read_line(&mut said)
        .unwrap();
    assert!(said.contains("cannot read /nowhere/account.json"), "{said}");
    assert!(!program.0.wait().unwrap().success());
}

/// It went on without a word, on an address that nobody could know.
#[test]
#[expect(clippy::disallowed_methods, reason = "the program is what is tested")]
fn an_address_that_can_not_be_printed_is_said_and_fails() {
    let full = std::fs::OpenOptions::new().write(true).open("/dev/full");
    let ran = Command::new(env!("CARGO_BIN_EXE_lasso"))
        .arg("simulate")
        .stdin(Stdio::null())
        .stdout(full.unwrap())
        .output()
        .unwrap();
    let said = String::from_utf8(ran.stderr).unwrap();
    assert!(
        said.contains("cannot print the address: No space left"),
        "{said}"
    );
    assert_eq!(ran.status.code(), Some(1));
}

/// Memory for them was asked for, and the program was aborted.
#[test]
fn more_functions_than_an_account_can_have_are_refused() {
    let mut program = simulate(&["--functions", "4294967295"]);
    assert_eq!(program.0.wait().unwrap().code(), Some(2));
}
