//! What gives credentials and says no: STS for a role, the portal of single sign-on, a program; what is told of it, and what helps.
//!
//! Knows profiles, answers and words. Does not know whose credentials count, see `order`.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::{Arc, Mutex};

use tempfile::TempDir;

use super::answering::answering;

/// Profiles whose names, roles and programs speak of what expired.
const CONFIG: &str = "\
[sso-session corp]
sso_region = eu-west-1
sso_start_url = https://corp.awsapps.com/start
[profile purge-expired]
sso_session = corp
sso_account_id = 123456789012
sso_role_name = OnCall
[profile old-sso]
sso_start_url = https://corp.awsapps.com/start
sso_region = eu-west-1
sso_account_id = 123456789012
sso_role_name = OnCall
[profile of-sso]
role_arn = arn:aws:iam::123456789012:role/first
source_profile = purge-expired
[profile of-keys]
role_arn = arn:aws:iam::123456789012:role/purge-expired-orders
source_profile = keys
[profile of-web]
role_arn = arn:aws:iam::123456789012:role/web
web_identity_token_file = HOME/expired-token
[profile of-process]
credential_process = sh -c \"echo license expired >&2; exit 3\"
[profile of-no-process]
credential_process = /nowhere/expired-helper
[profile empty-token]
aws_access_key_id = AKIDEMPTY
aws_secret_access_key = secret
aws_session_token =
[profile empty-printed]
credential_process = echo '{\"Version\":1,\"AccessKeyId\":\"AKIDEMPTY\",\"SecretAccessKey\":\"secret\",\"SessionToken\":\"\"}'
[profile of-empty-token]
role_arn = arn:aws:iam::123456789012:role/first
source_profile = empty-token
[profile ignoring]
role_arn = arn:aws:iam::123456789012:role/first
source_profile = keys
ignore_configured_endpoint_urls = true
[profile legacy]
role_arn = arn:aws:iam::123456789012:role/first
source_profile = keys
sts_regional_endpoints = legacy
[profile keys]
aws_access_key_id = AKIDGOOD
aws_secret_access_key = secret
";

/// The file of a token in the cache of single sign-on: the SHA-1 of the session's name.
const CORP: &str = ".aws/sso/cache/ee0bfd2552fbd840c02cc48b6e823320543c450f.json";

/// The same by the address of the portal.
const CORP_ADDRESS: &str = ".aws/sso/cache/a51746d4aa793ae07b25e90c3a5db96fc7832bd7.json";

/// Each way to ask for credentials that tells why there are none.
pub(super) const COMMANDS: [&[&str]; 4] = [
    &["export", "orders", "--format", "json"],
    &["orders", "--why"],
    &[
        "get-function-event-invoke-config",
        "--function-name",
        "orders",
        "--explain",
    ],
    &[
        "put-function-event-invoke-config",
        "--function-name",
        "orders",
        "--maximum-retry-attempts",
        "1",
        "--dry-run",
        "--explain",
    ],
];

/// A home with the profiles and the token of a login that ends in a year.
pub(super) fn home(last: &str) -> TempDir {
    home_until(&format!("{last}-01-01T00:00:00Z"))
}

/// The same to the second.
#[expect(clippy::disallowed_methods, reason = "files for the tested program")]
fn home_until(last: &str) -> TempDir {
    let home = TempDir::new().unwrap();
    let path = home.path();
    fs::create_dir_all(path.join(CORP).parent().unwrap()).unwrap();
    let config = CONFIG.replace("HOME", path.to_str().unwrap());
    fs::write(path.join(".aws/config"), config).unwrap();
    fs::write(path.join("expired-token"), "token").unwrap();
    let token = format!(
        r#"{{"startUrl":"https://corp.awsapps.com/start","region":"eu-west-1","accessToken":"t","expiresAt":"{last}",
            "clientId":"c","clientSecret":"s","refreshToken":"r","registrationExpiresAt":"2099-01-01T00:00:00Z"}}"#
    );
    fs::write(path.join(CORP), &token).unwrap();
    fs::write(path.join(CORP_ADDRESS), token).unwrap();
    home
}

/// A command with a profile whose credentials are asked for at an address, or at AWS's own.
#[expect(clippy::disallowed_methods, reason = "the program is what is tested")]
pub(super) fn command(home: &Path, giver: Option<&str>, profile: &str, line: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_lasso"));
    command
        .env_clear()
        .env("HOME", home)
        .env("PATH", "/usr/bin:/bin")
        .args(line)
        .args(["--profile", profile, "--region", "eu-west-1"])
        .stdin(Stdio::null());
    if let Some(giver) = giver {
        for service in ["STS", "SSO", "SSO_OIDC"] {
            command.env(format!("AWS_ENDPOINT_URL_{service}"), giver);
        }
        command.env("AWS_ENDPOINT_URL_LAMBDA", "http://127.0.0.1:1");
    }
    command
}

pub(super) fn told(mut command: Command) -> String {
    let output = command.output().unwrap();
    assert!(!output.status.success());
    String::from_utf8([output.stdout, output.stderr].concat()).unwrap()
}

/// What STS says no with.
pub(super) fn of_sts(code: &str, message: &str) -> String {
    format!(
        "<ErrorResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\"><Error><Type>Sender</Type><Code>{code}</Code>\
         <Message>{message}</Message></Error><RequestId>r</RequestId></ErrorResponse>"
    )
}

/// What the portal says no with.
fn of_portal(code: &str, message: &str) -> String {
    format!(r#"{{"__type":"{code}","message":"{message}"}}"#)
}

/// A profile, the status, code and message of who gives its credentials; what is said of it, and what helps.
type Row<'a> = (&'a str, u16, &'a str, &'a str, &'a str, &'a str);

const LATE: &str = "Signature expired: 20261122T200000Z is now earlier than 20261122T201000Z (20261122T201500Z - 5 min.)";
const EARLY: &str = "Signature not yet current: 20261122T203000Z is still later than 20261122T202000Z (20261122T201500Z + 5 min.)";
const CLOCK: &str = "AWS takes a signature for a few minutes, by its own clock: set this machine's (date -u shows it)";
const LACKS: &str = "User: arn:aws:iam::123456789012:user/a is not authorized to perform: sts:AssumeRole on resource: arn:aws:iam::123456789012:role/purge-expired-orders";
const OF_CLOCK: &str = "STS at URL does not accept the time at which AssumeRole was signed";
const LOGIN: &str = "aws sso login --profile purge-expired";
const NO_LOGIN: &str = "Another login does not help: ";

const ANSWERS: [Row<'_>; 14] = [
    // Whatever spoke of expiry anywhere in its words was told as expired credentials.
    (
        "of-keys",
        403,
        "AccessDenied",
        LACKS,
        "STS at URL refused AssumeRole",
        "A policy must allow you sts:AssumeRole on the role of profile of-keys",
    ),
    (
        "of-keys",
        403,
        "SignatureDoesNotMatch",
        LATE,
        OF_CLOCK,
        CLOCK,
    ),
    (
        "of-keys",
        403,
        "SignatureDoesNotMatch",
        EARLY,
        OF_CLOCK,
        CLOCK,
    ),
    (
        "of-keys",
        400,
        "RequestExpired",
        "Request has expired.",
        OF_CLOCK,
        CLOCK,
    ),
    (
        "purge-expired",
        500,
        "InternalServerException",
        "the cache entry has expired",
        "the SSO portal at URL failed at GetRoleCredentials",
        "Another login does not help: wait a moment",
    ),
    (
        "purge-expired",
        403,
        "ForbiddenException",
        "No access for role purge-expired",
        "the SSO portal at URL refused GetRoleCredentials",
        "sso_role_name of profile purge-expired must be assigned to you in the account of sso_account_id",
    ),
    // What was expired lost STS's own code and words.
    (
        "of-keys",
        403,
        "ExpiredToken",
        "The security token included in the request is expired",
        "STS at URL does not accept what asked for AssumeRole",
        "The keys of profile keys have to be replaced in the AWS configuration files",
    ),
    (
        "of-web",
        400,
        "ExpiredTokenException",
        "Token expired: current date/time 1795382400 must be before the expiration date/time 1795382300",
        "STS at URL does not accept what asked for AssumeRoleWithWebIdentity",
        "The file that web_identity_token_file of profile of-web names must hold a token that is still good",
    ),
    // A good token was advised where IAM knows nobody who issues one.
    (
        "of-web",
        400,
        "InvalidIdentityToken",
        "No OpenIDConnect provider found in your account for https://oidc.example.com",
        "STS at URL does not accept what asked for AssumeRoleWithWebIdentity",
        "No other token helps: IAM of the account in role_arn of profile of-web must have an OpenID Connect provider",
    ),
    // Another login was advised whatever the portal said, which was told as Rust prints an error.
    (
        "of-sso",
        403,
        "ForbiddenException",
        "No access",
        "the SSO portal at URL refused GetRoleCredentials",
        "sso_role_name of profile purge-expired must be assigned to you",
    ),
    (
        "purge-expired",
        404,
        "ResourceNotFoundException",
        "no such role",
        "the SSO portal at URL refused GetRoleCredentials",
        "Another login does not help: check sso_account_id, sso_role_name and sso_region of profile purge-expired",
    ),
    (
        "purge-expired",
        429,
        "TooManyRequestsException",
        "slow down",
        "the SSO portal at URL throttles GetRoleCredentials",
        "Another login does not help: wait a moment",
    ),
    (
        "purge-expired",
        401,
        "UnauthorizedException",
        "Session token not found or invalid",
        "the SSO portal at URL does not accept what asked for GetRoleCredentials",
        LOGIN,
    ),
    (
        "of-sso",
        401,
        "UnauthorizedException",
        "Session token not found or invalid",
        "the SSO portal at URL does not accept what asked for GetRoleCredentials",
        LOGIN,
    ),
];

#[test]
fn what_gives_no_credentials_is_told_by_its_code_in_its_own_words_with_what_helps() {
    let home = home("2099");
    for (profile, status, code, message, happened, helps) in ANSWERS {
        let of = if happened.contains("portal") {
            of_portal
        } else {
            of_sts
        };
        let answer = of(code, message);
        let url = answering(move |_, _| (status, answer.clone()));
        let happened = happened.replace("URL", &url);
        let message = message.trim_end_matches('.');
        let sentence = format!(
            "The credentials of profile {profile} can't be had: {happened} ({code}): {message}."
        );
        // The SDK asks several times where it may, with a pause between: one command is enough then.
        let often = matches!(status, 429 | 500);
        for line in COMMANDS.iter().skip(if often { 3 } else { 0 }) {
            let told = told(command(home.path(), Some(&url), profile, line));
            assert!(told.contains(&sentence), "{line:?}: {told}\n{sentence}");
            assert!(told.contains(helps), "{line:?}: {told}\n{helps}");
            assert_eq!(told.contains(LOGIN), helps == LOGIN, "{line:?}: {told}");
        }
    }
}

/// A program whose name or words speak of expiry was told as one whose credentials have expired.
#[test]
fn a_program_that_speaks_of_expiry_gave_no_credentials() {
    let home = home("2099");
    for (profile, why) in [
        (
            "of-process",
            "its credential_process ended with exit status: 3: license expired.",
        ),
        (
            "of-no-process",
            "its credential_process /nowhere/expired-helper: No such file or directory (os error 2).",
        ),
    ] {
        let told = told(command(home.path(), None, profile, COMMANDS[2]));
        let sentence = format!("The credentials of profile {profile} can't be had: {why}");
        assert!(told.contains(&sentence), "{told}");
    }
}

/// A new login was advised, and the portal not named.
#[test]
fn a_portal_that_is_not_there_or_says_nothing_of_use_is_named() {
    let home = home("2099");
    let nobody = "http://127.0.0.1:1";
    let told_of = |url: &str| {
        told(command(
            home.path(),
            Some(url),
            "purge-expired",
            COMMANDS[2],
        ))
    };
    let absent = told_of(nobody);
    let sentence = "can't be had: no answer from the SSO portal at http://127.0.0.1:1: ";
    assert!(absent.contains(sentence), "{absent}");
    assert!(
        absent.contains("AWS_ENDPOINT_URL_SSO, and whether sso_region of profile purge-expired"),
        "{absent}"
    );
    for (answer, why) in [
        ("{}", "SSO did not return credentials"),
        (r#"{"roleCredentials":{}}"#, "no access key id in response"),
    ] {
        let told = told_of(&answering(move |_, _| (200, answer.to_owned())));
        let sentence = format!(
            "what the SSO portal answered to GetRoleCredentials can't be understood: {why}."
        );
        assert!(told.contains(&sentence), "{told}");
        assert!(told.contains(NO_LOGIN) && !told.contains(LOGIN), "{told}");
    }
}

/// What was asked with an empty session token had an empty header, which AWS refuses and the AWS CLI does not send.
#[test]
fn an_empty_session_token_is_none() {
    let home = home("2099");
    for profile in ["empty-token", "empty-printed", "of-empty-token"] {
        let heads = Arc::new(Mutex::new(String::new()));
        let kept = Arc::clone(&heads);
        let url = answering(move |head, _| {
            kept.lock().unwrap().push_str(head);
            (403, String::new())
        });
        let mut command = command(home.path(), Some(&url), profile, COMMANDS[2]);
        command.env("AWS_ENDPOINT_URL_LAMBDA", &url);
        told(command);
        let heads = heads.lock().unwrap().to_lowercase();
        assert!(
            heads.contains("credential=akidempty/"),
            "{profile}: {heads}"
        );
        assert!(
            !heads.contains("x-amz-security-token"),
            "{profile}: {heads}"
        );
    }
}

/// What was refused for this machine's clock was told as bad keys, or by its status alone.
#[test]
fn an_answer_that_refuses_the_clock_is_told_in_its_own_words() {
    let home = home("2099");
    for (code, message) in [
        ("InvalidSignatureException", LATE),
        ("InvalidSignatureException", EARLY),
        (
            "RequestTimeTooSkewed",
            "The difference between the request time and the current time is too large.",
        ),
    ] {
        let answer = of_portal(code, message);
        let url = answering(move |_, _| (403, answer.clone()));
        for line in COMMANDS {
            let mut command = command(home.path(), Some(&url), "keys", line);
            command.env("AWS_ENDPOINT_URL_LAMBDA", &url);
            let told = told(command);
            let message = message.trim_end_matches('.');
            let sentence = format!(
                "Lambda at {url} does not accept the time at which the request was signed ({code}): {message}."
            );
            assert!(told.contains(&sentence), "{line:?}: {told}");
            assert!(told.contains(CLOCK), "{line:?}: {told}");
            assert!(!told.contains("withdrawn"), "{line:?}: {told}");
        }
    }
}

/// The portal was asked with a token that was over, and its answer told; why the token was not renewed was forgotten.
#[test]
#[expect(clippy::disallowed_methods, reason = "a token that ends soon")]
fn the_portal_is_not_asked_with_a_token_that_is_over() {
    let asked = Arc::new(Mutex::new(Vec::new()));
    let kept = Arc::clone(&asked);
    let url = answering(move |head, _| {
        let first = head.lines().next().unwrap_or_default().to_owned();
        let is_renewal = first.starts_with("POST /token");
        kept.lock().unwrap().push(first);
        if is_renewal {
            (400, r#"{"__type":"InvalidGrantException","error":"invalid_grant","error_description":"Invalid refresh token provided"}"#.to_owned())
        } else {
            (
                401,
                of_portal(
                    "UnauthorizedException",
                    "Session token not found or invalid",
                ),
            )
        }
    });
    let over = home("2020");
    let renewal = "the SSO token has expired, and SSO OIDC at URL does not accept what asked for CreateToken (InvalidGrantException): Invalid refresh token provided.";
    let plain = "the SSO token has expired and cannot be refreshed.";
    for line in COMMANDS {
        for (profile, why, login) in [
            ("purge-expired", renewal, LOGIN),
            ("of-sso", renewal, LOGIN),
            ("old-sso", plain, "aws sso login --profile old-sso"),
        ] {
            let told = told(command(over.path(), Some(&url), profile, line));
            let why = why.replace("URL", &url);
            let sentence = format!("The credentials of profile {profile} can't be had: {why}");
            assert!(told.contains(&sentence), "{line:?}: {told}\n{sentence}");
            assert!(told.contains(login), "{line:?}: {told}");
        }
    }
    let is_portal = |first: &String| first.contains("/federation/");
    assert!(!asked.lock().unwrap().iter().any(is_portal), "{asked:?}");
    // What is not over yet may do.
    let soon = jiff::Timestamp::now() + std::time::Duration::from_mins(2);
    let soon = home_until(&soon.to_string());
    told(command(
        soon.path(),
        Some(&url),
        "purge-expired",
        COMMANDS[3],
    ));
    assert!(asked.lock().unwrap().iter().any(is_portal), "{asked:?}");
}
