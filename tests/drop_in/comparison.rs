//! Both programs on the same command lines: where `aws` is installed, what they print, their error lines and their status are
//! compared byte for byte.
//!
//! Knows how each is started. Does not know what a command prints: one program is the other's expectation.

use std::collections::VecDeque;
use std::fmt::{self, Display, Formatter};
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Mutex;

use lambda_lasso::simulator::{self, Account, Clock, Fault, Handle, Operation, Options, Refusal};
use tempfile::TempDir;
use tokio::runtime::{Builder, Handle as RuntimeHandle};

/// The version of the AWS CLI that Lasso stands in for.
const REFERENCE: &str = "aws-cli/1.45.11";
const REGION: &str = "eu-west-1";
/// How many command lines run at the same time. Some of them only wait.
const THREADS: usize = 4;
/// When the simulated changes happen, so that two programs are answered the same.
const START: i64 = 1_795_302_834_159;

/// What command lines find in the folder in which they run.
const FILES: [(&str, &str); 3] = [
    (
        "config",
        "[default]\noutput = text\n[profile tables]\noutput = table\n[profile dated]\ncli_timestamp_format = iso8601\n[profile misdated]\ncli_timestamp_format = rfc822\n[profile restless]\nmax_attempts = often\n",
    ),
    (
        "destinations.json",
        r#"{"OnFailure": {"Destination": "arn:aws:sqs:eu-west-1:123456789012:undelivered"}}"#,
    ),
    (
        "whole.json",
        r#"{"FunctionName": "payments-fx", "Qualifier": "live", "MaximumRetryAttempts": 0,
            "DestinationConfig": {"OnSuccess": {}, "OnFailure": {}}, "MaximumEventAgeInSeconds": 120}"#,
    ),
];

/// Makes what the service answers in place of carrying a request out.
type Refuse = fn() -> Refusal;

/// What goes wrong at the service, and the command line that meets it.
const REFUSED: [(&str, Refuse); 5] = [
    (
        "put-function-event-invoke-config --function-name payments-fx --maximum-retry-attempts 1",
        || {
            Refusal::concurrent_update(
                "arn:aws:lambda:eu-west-1:123456789012:function:payments-fx:$LATEST",
            )
        },
    ),
    (
        "delete-function-event-invoke-config --function-name payments-fx",
        || {
            Refusal::new(
                403,
                "AccessDeniedException",
                "User: someone is not authorized to perform: something",
            )
        },
    ),
    (
        "get-function-event-invoke-config --function-name payments-fx",
        Refusal::expired_token,
    ),
    (
        "update-function-event-invoke-config --function-name payments-fx --maximum-retry-attempts 1",
        || Refusal::new(418, "SomethingNewException", "été"),
    ),
    (
        "list-function-event-invoke-configs --function-name payments-fx --output text",
        || Refusal::without_message(400, "InvalidParameterValueException"),
    ),
];

/// What differs on purpose, and why. Each is checked to differ, so that nothing stands here longer than it is true.
const DIFFERENT: [(&str, &str); 3] = [
    (
        "aws lambda get-function-event-invoke-config --function-name payments-fx >&-",
        "with standard output closed the AWS CLI stumbles over its own writer; Lasso ends cleanly",
    ),
    ("aws --version", "each program has a version of its own"),
    (
        "aws lambda get-function-event-invoke-config help",
        "the AWS CLI opens its manual in a pager; Lasso prints the options of the command",
    ),
];

/// What a program did.
#[derive(Debug, PartialEq, Eq)]
struct Done {
    printed: String,
    complained: String,
    status: Option<i32>,
}

impl Display for Done {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        write!(
            formatter,
            "status {:?}\n{}{}",
            self.status, self.printed, self.complained
        )
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Program {
    AwsCli,
    Lasso,
}

impl Program {
    /// The line as a script has it that runs this program; the lines are written for the AWS CLI.
    fn script(self, line: &str) -> String {
        match self {
            Self::AwsCli => line.to_owned(),
            Self::Lasso => line
                .replace("aws ", concat!(env!("CARGO_BIN_EXE_lasso"), " "))
                .replace(" lambda ", " "),
        }
    }

    /// The error line of what a program complained. Before the name of the program, a usage error shows how it is used; behind
    /// the name, both say the same.
    fn error_line(self, complained: &str) -> String {
        let name = match self {
            Self::AwsCli => "aws: error: ",
            Self::Lasso => "lasso: error: ",
        };
        if !complained.starts_with("usage: ") {
            return complained.to_owned();
        }
        let line = complained.split_once(name).map(|(_usage, line)| line);
        let last = complained.trim_end().rsplit("\n\n").next();
        line.or(last).unwrap_or_default().trim_end().to_owned()
    }

    #[expect(
        clippy::disallowed_methods,
        reason = "the programs are what is compared"
    )]
    fn run(self, line: &str, simulator: &Handle, folder: &Path) -> Done {
        let output = Command::new("sh")
            .arg("-c")
            .arg(self.script(line))
            .current_dir(folder)
            .env_clear()
            .env("PATH", std::env::var_os("PATH").unwrap())
            .env("HOME", folder)
            .env("LANG", "C.UTF-8")
            .env("AWS_ACCESS_KEY_ID", "AKIAIOSFODNN7EXAMPLE")
            .env(
                "AWS_SECRET_ACCESS_KEY",
                "wJalrXUtnFEMIK7MDENGbPxRfiCYEXAMPLEKEY",
            )
            .env("AWS_DEFAULT_REGION", REGION)
            .env("AWS_EC2_METADATA_DISABLED", "true")
            .env("AWS_ENDPOINT_URL", simulator.url())
            .env("URL", simulator.url())
            .stdin(Stdio::null())
            .output()
            .unwrap();
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        let complained = text(output.stderr);
        Done {
            printed: text(output.stdout),
            complained: self
                .error_line(&complained)
                .replace(&simulator.url(), "URL"),
            status: output.status.code(),
        }
    }
}

/// A command line, and what the service answers instead of carrying it out.
struct Line {
    words: String,
    refusal: Option<Refuse>,
}

impl Line {
    /// Runs the command line with a program, on an account of its own.
    fn run(&self, program: Program, runtime: &RuntimeHandle) -> Done {
        let options = Options {
            region: REGION.to_owned(),
            ..Options::default()
        };
        let started = simulator::start(Account::demo(), Clock::Fixed(START), options);
        let simulator = runtime.block_on(started).unwrap();
        if let Some(refusal) = self.refusal {
            for operation in [
                Operation::PutFunctionEventInvokeConfig,
                Operation::UpdateFunctionEventInvokeConfig,
                Operation::GetFunctionEventInvokeConfig,
                Operation::DeleteFunctionEventInvokeConfig,
                Operation::ListFunctionEventInvokeConfigs,
            ] {
                simulator
                    .faults()
                    .add(operation, Fault::Refuse(refusal()), 1);
            }
        }
        let folder = folder();
        let done = program.run(&self.words, &simulator, folder.path());
        runtime.block_on(simulator.stop());
        done
    }
}

#[expect(clippy::disallowed_methods, reason = "command lines name files")]
fn folder() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in FILES {
        std::fs::write(folder.path().join(name), text).unwrap();
    }
    folder
}

fn lines() -> VecDeque<Line> {
    let plain = include_str!("lines.txt")
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .map(|line| Line {
            words: line.to_owned(),
            refusal: None,
        });
    let refused = REFUSED.into_iter().map(|(line, refusal)| Line {
        words: format!("aws lambda {line}"),
        refusal: Some(refusal),
    });
    plain.chain(refused).collect()
}

/// Tells whether the reference is there. Another version may print something else, which is no fault of ours.
#[expect(
    clippy::disallowed_methods,
    reason = "the programs are what is compared"
)]
fn is_there() -> bool {
    let version = Command::new("aws").arg("--version").output();
    let there = version.is_ok_and(|output| {
        let text = String::from_utf8_lossy(&output.stdout).into_owned()
            + &String::from_utf8_lossy(&output.stderr);
        text.starts_with(REFERENCE)
    });
    if !there {
        println!("skipped: {REFERENCE} is not on the PATH (pip install awscli==1.45.11)");
    }
    there
}

/// Runs every command line with both programs, some at the same time, and says where they are not the same.
fn differences(lines: VecDeque<Line>) -> Vec<(String, Done, Done)> {
    let runtime = Builder::new_multi_thread()
        .worker_threads(1)
        .enable_all()
        .build()
        .unwrap();
    let waiting = Mutex::new(lines);
    let different = Mutex::new(Vec::new());
    std::thread::scope(|scope| {
        for _ in 0..THREADS {
            scope.spawn(|| {
                loop {
                    let Some(line) = waiting.lock().unwrap().pop_front() else {
                        return;
                    };
                    let expected = line.run(Program::AwsCli, runtime.handle());
                    let actual = line.run(Program::Lasso, runtime.handle());
                    if expected != actual {
                        different
                            .lock()
                            .unwrap()
                            .push((line.words, expected, actual));
                    }
                }
            });
        }
    });
    different.into_inner().unwrap()
}

#[test]
fn both_programs_print_complain_and_end_the_same() {
    if !is_there() {
        return;
    }
    let lines = lines();
    let count = lines.len();
    assert!(count >= 40, "{count} command lines");
    let different = differences(lines);
    let told: Vec<String> = different
        .iter()
        .map(|(line, expected, actual)| {
            format!("$ {line}\n--- AWS CLI: {expected}\n--- Lasso: {actual}")
        })
        .collect();
    assert!(
        told.is_empty(),
        "{} of {count} command lines differ:\n{}",
        told.len(),
        told.join("\n\n")
    );
}

#[test]
fn what_differs_on_purpose_still_does() {
    if !is_there() {
        return;
    }
    let lines: VecDeque<_> = DIFFERENT
        .into_iter()
        .map(|(line, _)| Line {
            words: line.to_owned(),
            refusal: None,
        })
        .collect();
    assert_eq!(differences(lines).len(), DIFFERENT.len());
}
