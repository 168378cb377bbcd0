//! The program that a profile names to get its credentials: started as the AWS CLI starts it, and ended when nobody waits for it.
//!
//! Knows what such a program prints, and what else it may have started. Does not know which profile has one, see `credential_order`, nor
//! what becomes of the credentials.

use std::fmt;
use std::fs::File;
use std::process::{Output, Stdio};

use aws_credential_types::Credentials;
use aws_credential_types::provider::error::CredentialsError;
use aws_credential_types::provider::{ProvideCredentials, future};
use jiff::Timestamp;
use rustix::process::{Pid, Signal, kill_process_group};
use rustix::termios::{OptionalActions, Termios, tcgetattr, tcsetattr};
use serde_json::Value;
use thiserror::Error;
use tokio::process::{Child, Command};

use super::connection::Terminal;

/// The terminal that controls a process, if one does.
const DEVICE: &str = "/dev/tty";

/// What is said of credentials that are over when they come, and again when they were asked for once more.
pub(super) const OVER: &str = "what its credential_process prints has expired";

/// How many lines are told of what a program says.
const LINES: usize = 6;

/// How far such a program came.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stage {
    /// It never ran.
    Start,
    /// It ended in failure, and could have asked at the terminal.
    Ended,
    /// It ended in failure, and had nobody to ask.
    EndedAlone,
    /// What it printed is of no use.
    Printed,
    /// What it printed is over.
    Over,
}

/// That it gave no credentials, in one line.
#[derive(Debug, Error)]
#[error("{said}")]
pub(super) struct Failed {
    /// How far it came.
    pub(super) stage: Stage,
    said: String,
}

/// A `credential_process`.
pub(super) struct CredentialProcess {
    command: String,
    /// It asks nobody: the terminal is the screens'.
    is_alone: bool,
}

impl fmt::Debug for CredentialProcess {
    /// Names itself alone: the command may hold secrets.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("CredentialProcess")
    }
}

impl CredentialProcess {
    /// The program of a command, which may ask at the terminal unless that is the screens'.
    pub(super) fn of(command: &str, terminal: Terminal) -> Self {
        Self {
            command: command.to_owned(),
            is_alone: terminal == Terminal::Screens,
        }
    }

    /// Asks once more for credentials that are over when they come, as the AWS CLI does: a program may print what it kept and fetch others.
    async fn credentials(&self) -> Result<Credentials, CredentialsError> {
        let mut credentials = self.printed().await?;
        if is_over(&credentials) {
            credentials = self.printed().await?;
        }
        if is_over(&credentials) {
            return Err(failed(Stage::Over, OVER.to_owned()));
        }
        Ok(credentials)
    }

    /// Starts the program and takes what it prints.
    async fn printed(&self) -> Result<Credentials, CredentialsError> {
        let Output {
            status,
            stdout,
            stderr,
        } = self.output().await?;
        if !status.success() {
            let said = in_one_line(&String::from_utf8_lossy(&stderr));
            let colon = if said.is_empty() { "" } else { ": " };
            let said = format!("its credential_process ended with {status}{colon}{said}");
            let stage = if self.is_alone {
                Stage::EndedAlone
            } else {
                Stage::Ended
            };
            return Err(failed(stage, said));
        }
        read(&stdout).map_err(|problem| {
            let said = format!("what its credential_process prints can't be used: {problem}");
            failed(Stage::Printed, said)
        })
    }

    async fn output(&self) -> Result<Output, CredentialsError> {
        let words = shlex::split(&self.command)
            .ok_or_else(|| not_started("its credential_process has a quote that is not closed"))?;
        let (program, arguments) = words
            .split_first()
            .ok_or_else(|| not_started("its credential_process is empty"))?;
        let not_run = |error| not_started(&format!("its credential_process {program}: {error}"));
        let terminal = if self.is_alone { None } else { terminal() };
        let child = self.start(program, arguments).map_err(not_run)?;
        let id = child.id().and_then(|id| i32::try_from(id).ok());
        let group = id.and_then(Pid::from_raw).filter(|_| self.is_alone);
        let running = Running { group, terminal };
        let output = child.wait_with_output().await.map_err(not_run)?;
        running.ended();
        Ok(output)
    }

    /// Starts it without a shell. A program that asks at the terminal has to stay with the group to which that belongs.
    #[expect(
        clippy::disallowed_methods,
        reason = "the profile's own program is started where its credentials are wanted"
    )]
    fn start(&self, program: &str, arguments: &[String]) -> std::io::Result<Child> {
        let mut command = Command::new(program);
        command
            .args(arguments)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .kill_on_drop(true);
        if self.is_alone {
            command.stdin(Stdio::null()).process_group(0);
        }
        command.spawn()
    }
}

impl ProvideCredentials for CredentialProcess {
    fn provide_credentials<'a>(&'a self) -> future::ProvideCredentials<'a>
    where
        Self: 'a,
    {
        future::ProvideCredentials::new(self.credentials())
    }
}

/// What is put right where a program is ended since nobody waits for it any more.
struct Running {
    /// Its group, where it asked nobody: what it started ends as well. One that may ask shares Lasso's group, so that a signal or a key that
    /// ends Lasso reaches it too; what it started is nobody's to tell from what the user did.
    group: Option<Pid>,
    /// How the terminal took keys before it was started: whoever asks for a secret switches off that they are shown.
    terminal: Option<(File, Termios)>,
}

impl Running {
    /// Everything that held its output is gone.
    fn ended(mut self) {
        self.group = None;
        self.terminal = None;
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        if let Some(group) = self.group {
            // Nobody is there to be ended where all ended meanwhile.
            kill_process_group(group, Signal::KILL).unwrap_or_default();
        }
        if let Some((terminal, modes)) = &self.terminal {
            // A terminal that is gone shows nothing.
            tcsetattr(terminal, OptionalActions::Now, modes).unwrap_or_default();
        }
    }
}

/// The terminal that controls this process, if one does, and how it takes keys.
#[expect(
    clippy::disallowed_methods,
    reason = "the file stands for the terminal, and nothing is read from it"
)]
fn terminal() -> Option<(File, Termios)> {
    let terminal = File::open(DEVICE).ok()?;
    let modes = tcgetattr(&terminal).ok()?;
    Some((terminal, modes))
}

fn failed(stage: Stage, said: String) -> CredentialsError {
    CredentialsError::provider_error(Failed { stage, said })
}

fn not_started(said: &str) -> CredentialsError {
    failed(Stage::Start, said.to_owned())
}

/// The last lines of what a program says, which hold the cause where a program says much, as one.
fn in_one_line(said: &str) -> String {
    let lines = said.lines().map(str::trim);
    let lines: Vec<&str> = lines.filter(|line| !line.is_empty()).collect();
    let left_out = lines.len().saturating_sub(LINES);
    let kept = lines.into_iter().skip(left_out);
    let dots = (left_out > 0).then_some("..");
    dots.into_iter().chain(kept).collect::<Vec<_>>().join(" ")
}

#[expect(
    clippy::disallowed_methods,
    reason = "whether credentials are over is seen when they come"
)]
fn is_over(credentials: &Credentials) -> bool {
    let expiry = credentials.expiry().map(Timestamp::try_from);
    expiry.is_some_and(|expiry| expiry.is_ok_and(|expiry| expiry <= Timestamp::now()))
}

/// Takes credentials from what a program prints, by the names of the
/// [format](https://docs.aws.amazon.com/sdkref/latest/guide/feature-process-credentials.html). Nothing that is printed is told: it may be
/// secret.
fn read(printed: &[u8]) -> Result<Credentials, String> {
    let printed: Value = serde_json::from_slice(printed).map_err(|error| error.to_string())?;
    let optional = |name: &str| match printed.get(name) {
        None | Some(Value::Null) => Ok(None),
        Some(value) => value
            .as_str()
            .map(Some)
            .ok_or_else(|| format!("{name} is no text")),
    };
    let required = |name: &str| optional(name)?.ok_or_else(|| format!("{name} is missing"));
    // The AWS CLI compares numbers: 1.0 is 1.
    let version = printed.get("Version").and_then(Value::as_f64);
    if !version.is_some_and(|version| (version - 1.0).abs() < f64::EPSILON) {
        return Err("its Version is not 1".to_owned());
    }
    let mut credentials = Credentials::builder()
        .access_key_id(required("AccessKeyId")?)
        .secret_access_key(required("SecretAccessKey")?)
        .provider_name("CredentialProcess");
    credentials.set_session_token(optional("SessionToken")?.map(str::to_owned));
    if let Some(expiration) = optional("Expiration")? {
        let at: Timestamp = expiration
            .parse()
            .map_err(|_| "its Expiration is no point in time such as 2030-01-31T12:00:00Z")?;
        credentials.set_expiry(Some(at.into()));
    }
    Ok(credentials.build())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_printed_is_taken_by_its_names_and_told_without_its_values() {
        let whole = r#"{"Version":1,"AccessKeyId":"AKID","SecretAccessKey":"s3cret","SessionToken":"t","Expiration":"2099-01-01 00:00:00+00:00"}"#;
        let read_whole = read(whole.as_bytes()).unwrap();
        assert_eq!(read_whole.access_key_id(), "AKID");
        assert_eq!(read_whole.session_token(), Some("t"));
        assert!(read_whole.expiry().is_some() && !is_over(&read_whole));
        // It was said not to be 1.
        read(whole.replace(":1,", ":1.0,").as_bytes()).unwrap();
        for (from, to, problem) in [
            ("\"Version\":1", "\"Version\":2", "its Version is not 1"),
            ("\"AKID\"", "7", "AccessKeyId is no text"),
            ("SecretAccessKey", "Secret", "SecretAccessKey is missing"),
            (
                "2099-01-01 00:00:00+00:00",
                "soon",
                "its Expiration is no point in time such as 2030-01-31T12:00:00Z",
            ),
            ("\"t\"", "", "expected value at line 1 column 77"),
        ] {
            let told = read(whole.replace(from, to).as_bytes()).unwrap_err();
            assert_eq!(told, problem);
        }
    }

    /// Of a traceback, the first line alone was told: its cause is the last.
    #[test]
    fn the_last_lines_of_what_a_program_says_are_told_in_one() {
        for (said, told) in [
            ("", ""),
            ("log in first\n", "log in first"),
            (
                "Traceback:\n  File \"x\"\r\n\nModuleNotFoundError: no\n",
                "Traceback: File \"x\" ModuleNotFoundError: no",
            ),
            ("1\n2\n3\n4\n5\n6\n7\n8", ".. 3 4 5 6 7 8"),
        ] {
            assert_eq!(in_one_line(said), told);
        }
    }
}
