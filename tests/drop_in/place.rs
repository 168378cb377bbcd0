//! Where the commands run in tests: a home, a folder with files, an environment of their own, and services that always answer the
//! same.
//!
//! Knows how a command is run and what of its output differs from run to run. Does not know what it should be.

use std::collections::BTreeSet;
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::Path;
use std::process::{Command, Stdio};

use serde_json::Value;
use tempfile::TempDir;

/// What a command did.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Ended {
    /// Its exit status.
    pub(crate) status: i32,
    /// Its standard output.
    pub(crate) printed: String,
    /// Its standard error, of usage errors only the last line.
    pub(crate) told: String,
}

/// A home and a folder to run in.
pub(crate) struct Place {
    home: TempDir,
    folder: TempDir,
    /// The times of the demonstration; all others are those of the test's own changes.
    known_times: BTreeSet<String>,
}

impl Place {
    /// A place without any file.
    pub(crate) fn empty() -> Self {
        Self::with(&Value::Null)
    }

    /// A place with the files of a record.
    pub(crate) fn with(recorded: &Value) -> Self {
        let place = Self {
            home: tempfile::tempdir().unwrap(),
            folder: tempfile::tempdir().unwrap(),
            known_times: times(include_str!("../../assets/demo-account.json"))
                .map(|(_, time)| time.to_owned())
                .collect(),
        };
        let config = recorded["config"].as_str().unwrap_or_default();
        place.write_home(".aws/config", config);
        for (name, text) in recorded["files"].as_object().into_iter().flatten() {
            place.write(name, text.as_str().unwrap().as_bytes());
        }
        for (name, bytes) in recorded["binary"].as_object().into_iter().flatten() {
            let bytes = bytes.as_array().unwrap().iter();
            let bytes: Vec<u8> = bytes
                .map(|byte| u8::try_from(byte.as_u64().unwrap()).unwrap())
                .collect();
            place.write(name, &bytes);
        }
        place
    }

    /// Writes a file of the home.
    pub(crate) fn write_home(&self, name: &str, text: &str) {
        write(&self.home.path().join(name), text.as_bytes());
    }

    /// Writes a file of the folder.
    pub(crate) fn write(&self, name: &str, content: &[u8]) {
        write(&self.folder.path().join(name), content);
    }

    /// The command, ready to run against a service.
    #[expect(clippy::disallowed_methods, reason = "the program is what is tested")]
    pub(crate) fn command(&self, url: &str) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_lasso"));
        command
            .env_clear()
            .env("HOME", self.home.path())
            .env("LANG", "C.UTF-8")
            .env("AWS_ACCESS_KEY_ID", "AKIDEXAMPLE")
            .env("AWS_SECRET_ACCESS_KEY", "secret")
            .env("AWS_DEFAULT_REGION", "eu-west-1")
            .env("AWS_ENDPOINT_URL", url)
            .env("AWS_EC2_METADATA_DISABLED", "true")
            .env("AWS_MAX_ATTEMPTS", "1")
            .current_dir(self.folder.path())
            .stdin(Stdio::null());
        command
    }

    /// Runs a command line.
    pub(crate) fn run(
        &self,
        url: &str,
        arguments: &[&str],
        change: impl FnOnce(&mut Command),
    ) -> Ended {
        let mut command = self.command(url);
        command.args(arguments);
        change(&mut command);
        let output = command.output().unwrap();
        let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
        Ended {
            status: output.status.code().unwrap(),
            printed: self.masked(&text(&output.stdout), url),
            told: self.masked(&last_line_of_usage(&text(&output.stderr)), url),
        }
    }

    /// Replaces what differs from run to run.
    fn masked(&self, text: &str, url: &str) -> String {
        let home = self.home.path().to_str().unwrap();
        let mut text = text.replace(url, "ENDPOINT").replace(home, "HOME");
        let found: Vec<(usize, String)> = times(&text)
            .filter(|(_, time)| !self.known_times.contains(*time))
            .map(|(at, time)| (at, time.to_owned()))
            .collect();
        for (at, time) in found.into_iter().rev() {
            text.replace_range(at..at + time.len(), "TIME");
        }
        text
    }
}

#[expect(clippy::disallowed_methods, reason = "files for the tested program")]
fn write(path: &Path, content: &[u8]) {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, content).unwrap();
}

/// The times in a text, as `LastModified` is printed, each with its place.
fn times(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let is_of_number = |letter: char| letter.is_ascii_digit() || letter == '.';
    let begins = |at: &usize| {
        let before = text[..*at].chars().next_back();
        text[*at..].starts_with(['1']) && !before.is_some_and(is_of_number)
    };
    let starts: Vec<usize> = text
        .char_indices()
        .map(|(at, _)| at)
        .filter(begins)
        .collect();
    starts.into_iter().filter_map(move |at| {
        let rest = &text[at..];
        let end = rest.find(|letter| !is_of_number(letter));
        let number = rest[..end.unwrap_or(rest.len())].trim_end_matches('.');
        let is_time = (number.starts_with("17") || number.starts_with("18"))
            && number.find('.') == Some(10)
            && number.len() > 11;
        is_time.then_some((at, number))
    })
}

/// Keeps of a usage error only what is told at its end: the usage itself is Lasso's own.
fn last_line_of_usage(told: &str) -> String {
    const PROGRAM: &str = "lasso: error: ";
    if !told.starts_with("usage: ") {
        return told.to_owned();
    }
    if let Some(at) = told.find(PROGRAM) {
        return format!("usage: {}", &told[at + "lasso: ".len()..]);
    }
    let at = told.find("Unknown options: ").unwrap();
    format!("usage: {}", &told[at..])
}

/// A service that answers the same to everything.
pub(crate) struct Answering {
    address: SocketAddr,
}

impl Answering {
    /// Answers with a status, a type of error and a body.
    pub(crate) fn with(answer: &Value) -> Self {
        let (status, kind, body) = (
            answer[0].as_i64().unwrap(),
            answer[1].as_str().unwrap(),
            answer[2].as_str().unwrap(),
        );
        let kind = if kind.is_empty() {
            String::new()
        } else {
            format!("x-amzn-ErrorType: {kind}\r\n")
        };
        // A 204 has no body, and so no length of one.
        let length = if status == 204 {
            String::new()
        } else {
            format!("content-length: {}\r\n", body.len())
        };
        Self::saying(format!(
            "HTTP/1.1 {status} Ended\r\n{kind}{length}connection: close\r\n\r\n{body}"
        ))
    }

    /// Answers with these words and closes the connection.
    #[expect(
        clippy::disallowed_methods,
        reason = "the service runs beside the test"
    )]
    fn saying(answer: String) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        // It ends with the test.
        std::thread::spawn(move || {
            for connection in listener.incoming().flatten() {
                drop(serve(connection, answer.as_bytes()));
            }
        });
        Self { address }
    }

    /// Where it is.
    pub(crate) fn url(&self) -> String {
        format!("http://{}", self.address)
    }
}

fn serve(connection: TcpStream, answer: &[u8]) -> std::io::Result<()> {
    let mut reader = BufReader::new(connection);
    let mut length = 0;
    loop {
        let mut line = String::new();
        reader.read_line(&mut line)?;
        let line = line.trim().to_ascii_lowercase();
        if line.is_empty() {
            break;
        }
        if let Some(value) = line.strip_prefix("content-length:") {
            length = value.trim().parse().unwrap();
        }
    }
    reader.read_exact(&mut vec![0; length])?;
    reader.get_mut().write_all(answer)
}
