//! Roles that can't be assumed: for what they are assumed with, and for what STS says.
//!
//! Knows the profiles and what each command tells. Does not know whose credentials count, see `order`.

use std::fs;
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use tempfile::TempDir;

use super::answering::answering;

/// Roles, each with another base, of which some are broken.
const CONFIG: &str = "\
[profile of-keys]
role_arn = arn:aws:iam::123456789012:role/first
source_profile = keys
[profile of-good]
role_arn = arn:aws:iam::123456789012:role/first
source_profile = good
[profile of-process]
role_arn = arn:aws:iam::123456789012:role/first
source_profile = process
[profile of-environment]
role_arn = arn:aws:iam::123456789012:role/first
credential_source = Environment
[profile chain]
role_arn = arn:aws:iam::123456789012:role/second
source_profile = of-keys
[profile chain-of-good]
role_arn = arn:aws:iam::123456789012:role/second
source_profile = of-good
[profile of-token]
role_arn = arn:aws:iam::123456789012:role/first
source_profile = token
[profile process]
credential_process = printf '{\"Version\":1,\"AccessKeyId\":\"AKIA\\\\r\",\"SecretAccessKey\":\"secret\"}'
[profile good]
aws_access_key_id = AKIDGOOD
aws_secret_access_key = secret
";

/// Keys that no request can carry.
const CREDENTIALS: &str = "\
[keys]
aws_access_key_id = AKIA\u{1}EXAMPLE
aws_secret_access_key = secret
[token]
aws_access_key_id = AKIDTOKEN
aws_secret_access_key = secret
aws_session_token = to\u{1b}ken
";

/// The commands that ask for credentials, each of which tells why there are none.
const COMMANDS: [&[&str]; 3] = [
    &["export", "orders", "--format", "json"],
    &["orders", "--why"],
    &[
        "get-function-event-invoke-config",
        "--function-name",
        "orders",
        "--explain",
    ],
];

/// What a command says of a profile whose role is asked for at an address.
#[expect(
    clippy::disallowed_methods,
    reason = "the program is what is tested, and the files that it reads"
)]
fn told(sts: &str, profile: &str, line: &[&str]) -> String {
    let home = TempDir::new().unwrap();
    fs::create_dir_all(home.path().join(".aws")).unwrap();
    fs::write(home.path().join(".aws/config"), CONFIG).unwrap();
    fs::write(home.path().join(".aws/credentials"), CREDENTIALS).unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_lasso"))
        .env_clear()
        .env("HOME", home.path())
        .env("PATH", "/usr/bin:/bin")
        .env("AWS_ACCESS_KEY_ID", "AK\u{1}")
        .env("AWS_SECRET_ACCESS_KEY", "secret")
        .env("AWS_ENDPOINT_URL_STS", sts)
        .env("AWS_ENDPOINT_URL_LAMBDA", "http://127.0.0.1:1")
        .args(line)
        .args(["--profile", profile, "--region", "eu-west-1"])
        .stdin(Stdio::null())
        .output()
        .unwrap();
    assert!(!output.status.success());
    String::from_utf8([output.stdout, output.stderr].concat()).unwrap()
}

/// The SDK panicked: it signs what assumes a role by itself, with credentials at which nobody had looked.
#[test]
fn a_role_is_not_assumed_with_what_no_request_can_carry() {
    const WHY: &str = "holds a character that no request can carry";
    let asked = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&asked);
    let sts = answering(move |_, _| {
        count.fetch_add(1, Ordering::Relaxed);
        (200, String::new())
    });
    for (profile, broken, helps) in [
        (
            "of-keys",
            "access key id of profile keys",
            "The keys of profile keys have to be replaced",
        ),
        (
            "chain",
            "access key id of profile keys",
            "The keys of profile keys have to be replaced",
        ),
        (
            "of-process",
            "access key id of profile process",
            "Profile process gets them from its credential_process",
        ),
        (
            "of-environment",
            "access key id of the environment",
            "These come from AWS_ACCESS_KEY_ID",
        ),
        (
            "of-token",
            "session token of profile token",
            "The keys of profile token have to be replaced",
        ),
    ] {
        let sentence =
            format!("The credentials of profile {profile} can't be had: the {broken} {WHY}");
        for line in COMMANDS {
            let told = told(&sts, profile, line);
            assert!(told.contains(&sentence), "{line:?}: {told}");
            assert!(told.contains(helps), "{line:?}: {told}");
        }
    }
    assert_eq!(asked.load(Ordering::Relaxed), 0);
}

/// "The request could not be made: failed to parse header value." named neither the token nor what to do.
#[test]
fn a_session_token_that_no_request_can_carry_is_named() {
    for line in COMMANDS {
        let told = told("http://127.0.0.1:1", "token", line);
        let sentence =
            "The credentials of profile token can't be had: the session token holds a character";
        assert!(told.contains(sentence), "{line:?}: {told}");
        assert!(
            told.contains("The keys of profile token have to be replaced"),
            "{line:?}: {told}"
        );
    }
}

/// What STS gives for one role signs what assumes the next.
#[test]
fn what_sts_gives_for_a_role_is_looked_at_before_the_next_is_assumed_with_it() {
    let sts = answering(|_, _| {
        (200, "<AssumeRoleResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\"><AssumeRoleResult><Credentials>\
            <AccessKeyId>ASIA&#13;</AccessKeyId><SecretAccessKey>secret</SecretAccessKey><SessionToken>t</SessionToken>\
            <Expiration>2099-01-01T00:00:00Z</Expiration></Credentials></AssumeRoleResult></AssumeRoleResponse>".to_owned())
    });
    let told = told(&sts, "chain-of-good", COMMANDS[0]);
    let sentence = "the access key id of the role of profile of-good holds a character";
    assert!(told.contains(sentence), "{told}");
}
