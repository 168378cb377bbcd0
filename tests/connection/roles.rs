//! Roles that can't be assumed: for what they are assumed with, and for what STS says.
//!
//! Knows the profiles and what each command tells. Does not know whose credentials count, see `order`.

use std::fs;
use std::io::{BufRead, BufReader};
use std::net::{Ipv4Addr, TcpListener};
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
[profile of-web]
role_arn = arn:aws:iam::123456789012:role/web
web_identity_token_file = HOME/token
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

/// A write that is not sent.
const DRY_RUN: &[&str] = &[
    "put-function-event-invoke-config",
    "--function-name",
    "orders",
    "--maximum-retry-attempts",
    "1",
    "--dry-run",
];

/// A home with the profiles.
#[expect(clippy::disallowed_methods, reason = "files for the tested program")]
fn home() -> TempDir {
    let home = TempDir::new().unwrap();
    fs::create_dir_all(home.path().join(".aws")).unwrap();
    let config = CONFIG.replace("HOME", home.path().to_str().unwrap());
    fs::write(home.path().join(".aws/config"), config).unwrap();
    fs::write(home.path().join("token"), "token").unwrap();
    fs::write(home.path().join(".aws/credentials"), CREDENTIALS).unwrap();
    home
}

/// A command that signs with a profile whose role is asked for at an address.
#[expect(clippy::disallowed_methods, reason = "the program is what is tested")]
fn command(home: &TempDir, sts: &str, profile: &str, line: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_lasso"));
    command
        .env_clear()
        .env("HOME", home.path())
        .env("PATH", "/usr/bin:/bin")
        .env("AWS_ACCESS_KEY_ID", "AK\u{1}")
        .env("AWS_SECRET_ACCESS_KEY", "secret")
        .env("AWS_ENDPOINT_URL_STS", sts)
        .env("AWS_ENDPOINT_URL_LAMBDA", "http://127.0.0.1:1")
        .args(line)
        .args(["--profile", profile, "--region", "eu-west-1"])
        .stdin(Stdio::null());
    command
}

/// What a command says of a profile whose role is asked for at an address.
fn told(sts: &str, profile: &str, line: &[&str]) -> String {
    let output = command(&home(), sts, profile, line).output().unwrap();
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

/// What STS says no with.
fn refusal(code: &str, message: &str) -> String {
    format!(
        "<ErrorResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\"><Error><Type>Sender</Type><Code>{code}</Code>\
         <Message>{message}</Message></Error><RequestId>r</RequestId></ErrorResponse>"
    )
}

const LACKS: &str = "User: arn:aws:iam::123456789012:user/a is not authorized to perform: sts:AssumeRole on resource: arn:aws:iam::123456789012:role/first";

const KEYS: &str = "The keys of profile good have to be replaced";
const WAIT: &str = "This says nothing of the keys: wait a moment";
const CHECK: &str = "This says nothing of the keys: something on the way to STS may have answered";
const TOKEN: &str = "The file that web_identity_token_file of profile of-web names must hold a token that is still good";

/// A profile and its status, code and message of STS; what is said of it, and what helps.
type Row<'a> = (&'a str, u16, &'a str, &'a str, &'a str, &'a str);

const REFUSALS: [Row<'_>; 9] = [
    (
        "of-good",
        403,
        "AccessDenied",
        LACKS,
        "refused",
        "A policy must allow you sts:AssumeRole on the role of profile of-good, and the role's trust policy must let you in",
    ),
    (
        "of-good",
        400,
        "Throttling",
        "Rate exceeded",
        "throttles",
        WAIT,
    ),
    (
        "of-good",
        403,
        "InvalidClientTokenId",
        "The token is invalid",
        "does not accept what asked for",
        KEYS,
    ),
    (
        "of-good",
        403,
        "RegionDisabledException",
        "Not activated",
        "refused",
        "An administrator of the account can activate STS in eu-west-1",
    ),
    ("of-good", 500, "InternalFailure", "oops", "failed at", WAIT),
    (
        "of-good",
        400,
        "ValidationError",
        "1 error",
        "refused",
        "This says nothing of the keys: check what is set for the role of profile of-good",
    ),
    (
        "of-web",
        403,
        "AccessDenied",
        "Not authorized",
        "refused",
        "The trust policy of the role of profile of-web must let the token's identity in",
    ),
    (
        "of-web",
        400,
        "InvalidIdentityToken",
        "No provider found",
        "does not accept what asked for",
        TOKEN,
    ),
    (
        "of-web",
        400,
        "InvalidAction",
        "No such action",
        "refused",
        "This says nothing of the keys: check what is set for the role of profile of-web",
    ),
];

/// A status with a body that is no answer of STS; what is said of it, and what helps.
const ELSE: [(u16, &str, &str, &str); 3] = [
    (
        503,
        "",
        "STS at STS-URL failed at AssumeRole (HTTP 503).",
        WAIT,
    ),
    (
        200,
        "<html>log in</html>",
        "what STS at STS-URL answered to AssumeRole can't be understood (HTTP 200).",
        CHECK,
    ),
    (
        403,
        "<html>no</html>",
        "what STS at STS-URL answered to AssumeRole can't be understood (HTTP 403).",
        CHECK,
    ),
];

/// Each profile with status and body of an answer; the end of the sentence, and what helps.
fn rows() -> impl Iterator<Item = (&'static str, u16, String, String, &'static str)> {
    let refusals = REFUSALS.into_iter();
    let refusals = refusals.map(|(profile, status, code, message, happened, helps)| {
        let of = if profile == "of-web" {
            "WithWebIdentity"
        } else {
            ""
        };
        let told = format!("STS at STS-URL {happened} AssumeRole{of} ({code}): {message}.");
        (profile, status, refusal(code, message), told, helps)
    });
    refusals.chain(ELSE.into_iter().map(|(status, body, told, helps)| {
        ("of-good", status, body.to_owned(), told.to_owned(), helps)
    }))
}

/// Whatever STS said, the keys had to be replaced, and the cause was an error of the SDK as Rust prints it.
#[test]
fn what_sts_says_of_a_role_is_told_with_what_helps_against_that() {
    for (profile, status, answer, told_of_it, helps) in rows() {
        let sts = answering(move |_, _| (status, answer.clone()));
        let told_of_it = told_of_it.replace("STS-URL", &sts);
        let sentence = format!("The credentials of profile {profile} can't be had: {told_of_it}\n");
        // The SDK asks several times where it may, with a pause between: one command is enough then.
        let (once, others) = (&COMMANDS[2..], &COMMANDS[..2]);
        let others = others
            .iter()
            .filter(|_| told_of_it.contains("AccessDenied"));
        for line in once.iter().chain(others) {
            let told = told(&sts, profile, line);
            assert!(told.contains(&sentence), "{line:?}: {told}\n{sentence}");
            assert!(told.contains(helps), "{line:?}: {told}");
            let others = told.contains("have to be replaced");
            assert_eq!(others, helps.contains("replaced"), "{line:?}: {told}");
        }
    }
}

/// Where nobody answered, the keys had to be replaced as well.
#[test]
fn an_sts_that_is_not_there_is_told_as_such() {
    let told = told("http://127.0.0.1:1", "of-good", COMMANDS[2]);
    let sentence = "can't be had: no answer from STS at http://127.0.0.1:1: ";
    assert!(told.contains(sentence), "{told}");
    assert!(told.contains("\nCheck the network"), "{told}");
}

/// Lambda was said to be waited for, while no credentials were there to ask it with; of a dry run nothing was said.
#[test]
fn credentials_that_do_not_come_are_what_is_waited_for() {
    let silent = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    let sts = format!("http://{}", silent.local_addr().unwrap());
    let home = home();
    let reading = [COMMANDS[0], COMMANDS[1], DRY_RUN];
    let started = reading.map(|line| {
        let mut command = command(&home, &sts, "of-good", line);
        command.stderr(Stdio::piped()).spawn().unwrap()
    });
    for mut child in started {
        let mut told = BufReader::new(child.stderr.take().unwrap());
        let mut first = String::new();
        told.read_line(&mut first).unwrap();
        child.kill().unwrap();
        child.wait().unwrap();
        assert_eq!(
            first,
            "lasso: still waiting for the credentials of profile of-good ..\n"
        );
    }
}

/// Each of the questions about a function had the role assumed anew, three times each: up to 18 requests to an STS that throttles.
#[test]
fn an_sts_that_throttles_is_asked_three_times_whatever_is_read() {
    for line in [COMMANDS[0], COMMANDS[1], COMMANDS[2], DRY_RUN] {
        let asked = Arc::new(AtomicUsize::new(0));
        let count = Arc::clone(&asked);
        let sts = answering(move |_, _| {
            count.fetch_add(1, Ordering::Relaxed);
            (400, refusal("Throttling", "Rate exceeded"))
        });
        let told = told(&sts, "of-good", line);
        assert!(told.contains("throttles AssumeRole"), "{line:?}: {told}");
        assert_eq!(asked.load(Ordering::Relaxed), 3, "{line:?}");
    }
}
