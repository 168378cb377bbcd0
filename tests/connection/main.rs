#![cfg(test)]
//! What options say about the connection, from the command line to the wire: unsigned, unverified, how long, shown as it happens.

mod answering;
mod blame;
mod files;
mod givers;
mod names;
mod order;
mod process;
mod roles;
#[path = "../pty/simulated.rs"]
mod simulated;
mod ways;

use std::ffi::OsStr;
use std::fs;
use std::io::{Read, Write};
use std::net::TcpListener;
use std::os::unix::ffi::OsStrExt;
use std::process::{Command, Output, Stdio};

use lambda_lasso::simulator::{Account, Fault, Faults, Operation};
use simulated::{REGION, Simulated};
use tempfile::TempDir;

/// A profile with keys whose forms are those of real ones.
const PROFILE: &str = "[profile here]
aws_access_key_id = AKIAIOSFODNN7EXAMPLE
aws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY
aws_session_token = IQoJb3JpZ2luX2VjEXAMPLE
";

/// Runs the program with that profile at home.
#[expect(
    clippy::disallowed_methods,
    reason = "the program is what is tested, and its profile"
)]
fn lasso(arguments: &[&str], variables: &[(&str, &str)]) -> Output {
    let home = TempDir::new().unwrap();
    fs::create_dir(home.path().join(".aws")).unwrap();
    fs::write(home.path().join(".aws/config"), PROFILE).unwrap();
    Command::new(env!("CARGO_BIN_EXE_lasso"))
        .env_clear()
        .env("HOME", home.path())
        .envs(variables.iter().copied())
        .args(arguments)
        .stdin(Stdio::null())
        .output()
        .unwrap()
}

/// Asks for a verdict on a function, with the keys of the profile.
fn why(endpoint: &str, options: &[&str]) -> Output {
    let asked = ["payments-capture:live", "--why", "--profile", "here"];
    let place = ["--region", REGION, "--endpoint-url", endpoint];
    lasso(&[&asked, &place, options].concat(), &[])
}

/// Puts settings as a script does; gives back the status and what standard error says last.
fn put(endpoint: &str, options: &[&str], variables: &[(&str, &str)]) -> (Option<i32>, String) {
    let asked = [
        "put-function-event-invoke-config",
        "--function-name",
        "orders",
    ];
    let place = ["--region", REGION, "--endpoint-url", endpoint];
    let arguments = [&asked[..], &place, options].concat();
    let output = lasso(&arguments, variables);
    let last = text(&output.stderr).lines().last().unwrap_or_default();
    (output.status.code(), last.to_owned())
}

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).unwrap()
}

/// What was told, without the line that says when it was read.
fn verdict(output: &Output) -> Vec<&str> {
    text(&output.stdout).lines().skip(1).collect()
}

#[test]
fn what_the_sdk_does_is_shown_with_its_secrets_masked() {
    let world = Simulated::of(Account::demo());
    let quiet = why(&world.simulator.url(), &[]);
    assert_eq!(text(&quiet.stderr), "");
    let shown = why(&world.simulator.url(), &["--debug"]);
    assert_eq!(shown.status.code(), Some(0));
    assert_eq!(verdict(&shown), verdict(&quiet));
    let lines = text(&shown.stderr);
    assert!(lines.contains(" DEBUG aws_smithy_runtime::"), "{lines}");
    assert!(lines.contains("access_key_id: \"***MPLE\""), "{lines}");
    assert!(!lines.contains(" TRACE "));
    for secret in ["AKIA", "wJal", "IQoJ", "AWS4-HMAC", "Signature="] {
        assert!(!lines.contains(secret), "{secret}:\n{lines}");
    }
}

/// The answer of STS was said to have no signature, where it was the request that had none.
#[test]
fn unsigned_requests_name_no_key() {
    let world = Simulated::of(Account::demo());
    let told = why(&world.simulator.url(), &["--no-sign-request"]);
    let told = text(&told.stdout);
    assert!(
        told.contains("GetCallerIdentity: Requests are not signed, as --no-sign-request asks for:"),
        "{told}"
    );
    let unsigned = world.simulator.log();
    assert!(!unsigned.is_empty());
    assert!(unsigned.iter().all(|line| line.access_key_id.is_none()));
    why(&world.simulator.url(), &[]);
    let signed = world.simulator.log().split_off(unsigned.len());
    assert!(signed.iter().all(|line| line.access_key_id.is_some()));
}

#[test]
fn an_answer_is_waited_for_as_long_as_was_said() {
    let world = Simulated::of(Account::demo());
    let silent = Operation::ListAliases;
    world
        .simulator
        .faults()
        .add(silent, Fault::SilentBefore, Faults::ALWAYS);
    let told = why(&world.simulator.url(), &["--cli-read-timeout", "1"]);
    assert_eq!(told.status.code(), Some(1));
    let error = text(&told.stderr);
    assert!(error.contains(" for 1 s, "), "{error}");
}

/// "Is something listening at ..?" was asked of an address that had just answered.
#[test]
#[expect(clippy::disallowed_methods, reason = "a server runs beside the test")]
fn an_address_whose_scheme_is_that_of_another_door_is_told() {
    let world = Simulated::of(Account::demo());
    let plain = world.simulator.url();
    let encrypted = plain.replace("http:", "https:");
    for options in [&[][..], &["--no-verify-ssl"]] {
        let output = why(&encrypted, options);
        let hint =
            format!("\n  Something answers at {encrypted}, but not with TLS: is {plain} meant?\n");
        let told = text(&output.stderr);
        assert!(told.ends_with(&hint), "{told}");
    }
    // What a server of TLS says to a request that is none: the alert "unexpected message" (RFC 8446, 6.2).
    let server = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = server.local_addr().unwrap();
    std::thread::spawn(move || {
        for stream in server.incoming() {
            let mut stream = stream.unwrap();
            assert!(stream.read(&mut [0; 4096]).unwrap() > 0);
            stream.write_all(&[21, 3, 3, 0, 2, 2, 10]).unwrap();
        }
    });
    let output = why(&format!("http://{address}"), &[]);
    let hint = format!(
        "\n  Something answers at http://{address}, but not with HTTP: is https://{address} meant?\n"
    );
    let told = text(&output.stderr);
    assert!(told.ends_with(&hint), "{told}");
}

/// Whether certificates were warned of hung on how an option begins, whatever a variable named.
#[test]
fn each_run_that_verifies_no_certificate_says_so() {
    let nowhere = "https://127.0.0.1:1";
    for (endpoint, options, warned) in [
        (nowhere, &["--no-verify-ssl"][..], true),
        ("http://127.0.0.1:1", &["--no-verify-ssl"], false),
        (nowhere, &[], false),
    ] {
        let output = why(endpoint, options);
        let error = text(&output.stderr);
        let warning = "lasso: warning: certificates are not verified (--no-verify-ssl)";
        assert_eq!(error.starts_with(warning), warned, "{options:?}: {error}");
        let asked = ["orders", "--why", "--profile", "here", "--region", REGION];
        let by_variable = [("AWS_ENDPOINT_URL", endpoint)];
        let output = lasso(&[&asked[..], options].concat(), &by_variable);
        let error = text(&output.stderr);
        assert_eq!(
            error.starts_with(warning),
            warned,
            "{by_variable:?}: {error}"
        );
    }
}

#[test]
fn a_wait_that_is_no_number_of_seconds_is_refused() {
    for seconds in ["-1", "soon", "1.5", ""] {
        for option in ["--cli-read-timeout", "--cli-connect-timeout"] {
            let output = why("http://127.0.0.1:1", &[&format!("{option}={seconds}")]);
            assert_eq!(output.status.code(), Some(2), "{option} {seconds}");
        }
    }
}

#[test]
fn what_was_throttled_is_sent_as_often_as_the_environment_says() {
    let operation = Operation::PutFunctionEventInvokeConfig;
    let keys = ["--profile", "here"];
    for (variables, sent) in [
        (&[("AWS_MAX_ATTEMPTS", "1")][..], 1),
        (&[("AWS_MAX_ATTEMPTS", "2")], 2),
        (&[("AWS_RETRY_MODE", "standard")], 3),
    ] {
        let world = Simulated::of(Account::demo());
        let faults = world.simulator.faults();
        faults.add(operation, Fault::throttled(0), Faults::ALWAYS);
        let (status, told) = put(&world.simulator.url(), &keys, variables);
        assert_eq!(status, Some(255));
        let repeated = format!("(reached max retries: {})", sent - 1);
        assert!(told.contains(&repeated), "{told}");
        assert_eq!(world.simulator.count(operation), sent);
    }
}

#[test]
fn without_credentials_nothing_is_sent_unless_none_are_wanted() {
    let world = Simulated::of(Account::demo());
    let nobody = [("AWS_EC2_METADATA_DISABLED", "true")];
    let (status, told) = put(&world.simulator.url(), &[], &nobody);
    assert_eq!(status, Some(255));
    assert!(told.starts_with("Unable to locate credentials."), "{told}");
    assert_eq!(world.simulator.log().len(), 0);
    put(&world.simulator.url(), &["--no-sign-request"], &nobody);
    assert_eq!(world.simulator.log().len(), 1);
}

/// The name of the proxy would have told its password.
#[test]
fn a_proxy_that_is_not_there_is_named_without_its_password() {
    let proxy = [("HTTPS_PROXY", "http://user:word@127.0.0.1:1")];
    let options = ["--no-verify-ssl", "--no-sign-request"];
    let (status, told) = put("https://lambda.invalid", &options, &proxy);
    assert_eq!(status, Some(255));
    assert_eq!(
        told,
        "Failed to connect to proxy URL: \"http://***:***@127.0.0.1:1\""
    );
}

/// Another region's function was asked for here, and the answer told as that there is none. Another account's may let others in.
#[test]
fn a_function_of_another_region_is_asked_for_nowhere() {
    let world = Simulated::of(Account::demo());
    for (place, said) in [
        (
            "aws:lambda:us-east-1",
            "lasso: That function is in us-east-1, you are in eu-west-1. Start lasso with --region us-east-1.\n",
        ),
        (
            "aws-cn:lambda:eu-west-1",
            "lasso: That ARN names the partition aws-cn, you are in aws (eu-west-1). Start lasso with --region and --profile of that partition.\n",
        ),
    ] {
        let arn = format!("arn:{place}:123456789012:function:payments-capture:live");
        for line in [
            &[arn.as_str(), "--why"][..],
            &["export", &arn, "--format", "json"],
        ] {
            let here = ["--profile", "here", "--region", REGION];
            let url = world.simulator.url();
            let output = lasso(&[line, &here, &["--endpoint-url", &url]].concat(), &[]);
            assert_eq!(output.status.code(), Some(1), "{line:?}");
            assert_eq!(text(&output.stdout), "", "{line:?}");
            assert_eq!(text(&output.stderr), said, "{line:?}");
        }
    }
    assert_eq!(world.simulator.log().len(), 0);
}

/// That the function is another account's stood behind a policy that would not help.
#[test]
fn a_refusal_for_a_function_of_another_account_says_so_first() {
    let world = Simulated::of(Account::demo());
    let arn = "arn:aws:lambda:eu-west-1:210987654321:function:orders";
    for line in [&[arn, "--why"][..], &["export", arn, "--format", "json"]] {
        let here = ["--profile", "here", "--region", REGION];
        let url = world.simulator.url();
        let output = lasso(&[line, &here, &["--endpoint-url", &url]].concat(), &[]);
        assert_eq!(output.status.code(), Some(1), "{line:?}");
        let told = text(&output.stderr);
        let first = "lasso: ListFunctionEventInvokeConfigs: That function is in 210987654321, you are in 123456789012: you (";
        assert!(told.starts_with(first), "{told}");
        assert!(told.contains("Start lasso with --profile"), "{told}");
    }
}

/// The words were the SDK's, which named no variable; a token that is no text was passed over.
#[test]
#[expect(clippy::disallowed_methods, reason = "the program is what is tested")]
fn a_variable_of_credentials_that_is_no_text_is_named() {
    const KEYS: [&str; 3] = [
        "AWS_ACCESS_KEY_ID",
        "AWS_SECRET_ACCESS_KEY",
        "AWS_SESSION_TOKEN",
    ];
    let run = |change: &dyn Fn(&mut Command)| {
        let home = TempDir::new().unwrap();
        let mut command = Command::new(env!("CARGO_BIN_EXE_lasso"));
        command
            .env_clear()
            .env("HOME", home.path())
            .envs(KEYS.map(|name| (name, "value")))
            .args(["orders", "--why", "--region", REGION])
            .args(["--endpoint-url", "http://127.0.0.1:1"])
            .stdin(Stdio::null());
        change(&mut command);
        let output = command.output().unwrap();
        assert_eq!(output.status.code(), Some(1));
        String::from_utf8(output.stderr).unwrap()
    };
    for name in KEYS {
        let told = run(&|command| {
            command.env(name, OsStr::from_bytes(b"secret\xff"));
        });
        let sentence = format!(
            "The credentials of the environment can't be had: {name} holds bytes that are no text (UTF-8): set it anew, or unset it"
        );
        assert!(told.contains(&sentence), "{told}");
        assert!(!told.contains("secret"), "{told}");
    }
    let told = run(&|command| {
        command.env_remove(KEYS[1]);
    });
    assert!(told.contains("AWS_SECRET_ACCESS_KEY is not set"), "{told}");
}

/// From a timer of the system, where no variable names a home, the files of whoever it runs for were not found.
#[test]
#[expect(
    clippy::disallowed_methods,
    reason = "the program is what is tested, and its profile"
)]
fn a_home_that_no_variable_names_is_that_of_who_runs_it() {
    let world = Simulated::of(Account::demo());
    let folder = TempDir::new().unwrap();
    let config = folder.path().join("config");
    fs::write(&config, PROFILE).unwrap();
    // Wherever that home is, it is not deeper in the tree.
    let above = "../".repeat(20);
    let within = format!(
        "~/{above}{}",
        config.to_str().unwrap().trim_start_matches('/')
    );
    let output = Command::new(env!("CARGO_BIN_EXE_lasso"))
        .env_clear()
        .env("AWS_CONFIG_FILE", within)
        .args(["payments-capture:live", "--why", "--profile", "here"])
        .args(["--region", REGION, "--endpoint-url", &world.simulator.url()])
        .stdin(Stdio::null())
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", text(&output.stderr));
}
