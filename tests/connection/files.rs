//! Files that a log-in leaves, and those with the token of a web identity, where they are not there or hold something else.
//!
//! Knows where the AWS CLI keeps them, which the SDK does as well. Does not know whose credentials they give.

use std::fs;
use std::process::{Command, Stdio};

use tempfile::TempDir;

/// Each source of credentials by itself, and as that of a role.
const CONFIG: &str = "\
[profile session]
sso_session = corp
sso_account_id = 123456789012
sso_role_name = OnCall
[profile address]
sso_start_url = https://corp.awsapps.com/start
sso_region = eu-west-1
sso_account_id = 123456789012
sso_role_name = OnCall
[sso-session corp]
sso_region = eu-west-1
sso_start_url = https://corp.awsapps.com/start
[profile login]
login_session = arn:aws:iam::123456789012:user/a
[profile token]
web_identity_token_file = HOME/token
role_arn = arn:aws:iam::123456789012:role/token
[profile role-of-session]
role_arn = arn:aws:iam::123456789012:role/role
source_profile = session
[profile role-of-login]
role_arn = arn:aws:iam::123456789012:role/role
source_profile = login
[profile role-of-token]
role_arn = arn:aws:iam::123456789012:role/role
source_profile = token
";

/// The SHA-1 of the session's name, and of the address.
const SESSION: &str = ".aws/sso/cache/ee0bfd2552fbd840c02cc48b6e823320543c450f.json";
const ADDRESS: &str = ".aws/sso/cache/a51746d4aa793ae07b25e90c3a5db96fc7832bd7.json";
/// The SHA-256 of the session of a login.
const LOGIN: &str =
    ".aws/login/cache/fb420f8060720f9dd88d913ec757c7a10dc4073068bcacb4d133f4469b7f8f7c.json";
const TOKEN: &str = "token";

/// What helps against a token's file.
const WRITE_TOKEN: &str = "The file that web_identity_token_file of profile token names must hold a token that is still good";

/// What `lasso export` says, and what a command says of the same with `--explain`.
#[expect(
    clippy::disallowed_methods,
    reason = "the program is what is tested, and the files that it reads"
)]
fn told(home: &TempDir, profile: &str) -> [String; 2] {
    let path = home.path().to_str().unwrap();
    fs::create_dir_all(home.path().join(".aws")).unwrap();
    let config = CONFIG.replace("HOME", path);
    fs::write(home.path().join(".aws/config"), config).unwrap();
    let told = |line: &[&str]| {
        let output = Command::new(env!("CARGO_BIN_EXE_lasso"))
            .env_clear()
            .env("HOME", path)
            .args(line)
            .args(["--profile", profile, "--region", "eu-west-1"])
            .stdin(Stdio::null())
            .output()
            .unwrap();
        assert!(!output.status.success() && output.stdout.is_empty());
        String::from_utf8(output.stderr).unwrap()
    };
    [
        told(&["export", "orders", "--format", "json"]),
        told(&[
            "get-function-event-invoke-config",
            "--function-name",
            "orders",
            "--explain",
        ]),
    ]
}

/// "No such file or directory" was told without the file, of a session not even that; who assumes a role was not told where to log in.
#[test]
fn a_file_of_credentials_that_is_not_there_is_named_with_what_brings_it() {
    let home = TempDir::new().unwrap();
    for (profile, file, helps) in [
        ("session", SESSION, "aws sso login --profile session"),
        ("address", ADDRESS, "aws sso login --profile address"),
        ("login", LOGIN, "aws login --profile login"),
        ("token", TOKEN, WRITE_TOKEN),
        (
            "role-of-session",
            SESSION,
            "aws sso login --profile session",
        ),
        ("role-of-login", LOGIN, "aws login --profile login"),
        ("role-of-token", TOKEN, WRITE_TOKEN),
    ] {
        let [exported, explained] = told(&home, profile);
        let file = home.path().join(file);
        let sentence = format!(
            "The credentials of profile {profile} can't be had: failed to read `{}`: No such file or directory (os error 2).",
            file.display()
        );
        assert_eq!(
            exported,
            format!("lasso: GetCallerIdentity: {sentence}\n  {helps}\n")
        );
        assert_eq!(explained, format!("\n{sentence}\n{helps}\n"));
    }
}

/// Of a session's file it was only said what it lacked, and of a token's not which.
#[test]
#[expect(clippy::disallowed_methods, reason = "files for the tested program")]
fn a_file_that_holds_something_else_is_told_with_what_is_wrong_with_it() {
    let home = TempDir::new().unwrap();
    let file = home.path().join(SESSION);
    fs::create_dir_all(file.parent().unwrap()).unwrap();
    fs::write(&file, "{}").unwrap();
    let token = home.path().join(TOKEN);
    fs::write(&token, [0xff]).unwrap();
    for (profile, why) in [
        (
            "session",
            format!(
                "failed to read `{}`: missing field `accessToken` in cached SSO token file",
                file.display()
            ),
        ),
        (
            "token",
            format!(
                "failed to read `{}`: WebIdentityToken was not valid UTF-8",
                token.display()
            ),
        ),
    ] {
        let [exported, _] = told(&home, profile);
        let sentence = format!("The credentials of profile {profile} can't be had: {why}.\n");
        assert!(exported.contains(&sentence), "{exported}");
    }
}

/// What was wrong was told without the file in which it was.
#[test]
#[expect(clippy::disallowed_methods, reason = "files for the tested program")]
fn a_broken_file_of_single_sign_on_is_named_with_the_login_that_writes_it_anew() {
    let home = TempDir::new().unwrap();
    fs::create_dir_all(home.path().join(".aws/sso/cache")).unwrap();
    for held in [
        "not json",
        "",
        "[]",
        "{\"accessToken\":\"t\"} x",
        "{\"accessToken\":\"\\u12\"}",
        "{\"accessToken\":\"t\",\"expiresAt\":\"soon\"}",
    ] {
        for (profile, file) in [("session", SESSION), ("address", ADDRESS)] {
            let file = home.path().join(file);
            fs::write(&file, held).unwrap();
            for told in told(&home, profile) {
                let named = format!(
                    "The credentials of profile {profile} can't be had: failed to read `{}`: ",
                    file.display()
                );
                assert!(told.contains(&named), "{held}: {told}");
                let helps = format!("aws sso login --profile {profile}");
                assert!(told.contains(&helps), "{held}: {told}");
            }
        }
    }
}
