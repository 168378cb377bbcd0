//! Whom a failure is told of where several had a part in it: which role of a chain, which service of a single sign-on, who was silent.
//!
//! Knows profiles, answers and words. Does not know each answer that a service has, see `givers`.

use std::fs;
use std::io::Write;
use std::net::{Ipv4Addr, TcpListener};
use std::path::Path;

use tempfile::TempDir;

use super::answering::answering;
use super::givers::{self, COMMANDS, command, of_sts, told};

/// Roles behind those of the other profiles.
const CHAINS: &str = "
[profile hub]
role_arn = arn:aws:iam::123456789012:role/hub
source_profile = keys
[profile spoke]
role_arn = arn:aws:iam::123456789012:role/spoke
source_profile = hub
[profile behind-web]
role_arn = arn:aws:iam::123456789012:role/behind
source_profile = of-web
";

const LOGIN: &str = "aws sso login";

/// A home that has these roles too.
#[expect(clippy::disallowed_methods, reason = "files for the tested program")]
fn home(last: &str) -> TempDir {
    let home = givers::home(last);
    let config = home.path().join(".aws/config");
    let mut config = fs::OpenOptions::new().append(true).open(config).unwrap();
    config.write_all(CHAINS.as_bytes()).unwrap();
    home
}

/// Good keys were to be replaced, a login renewed, a token file mended, and nobody was named, where somebody said nothing.
#[test]
fn whoever_says_nothing_is_named_and_neither_keys_nor_login_are_blamed() {
    let silent = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    let url = format!("http://{}", silent.local_addr().unwrap());
    let home = home("2099");
    let run = |profile: &str, proxy: Option<&str>| {
        let giver = proxy.is_none().then_some(url.as_str());
        let mut command = command(home.path(), giver, profile, COMMANDS[2]);
        command.envs(proxy.map(|proxy| ("HTTPS_PROXY", proxy)));
        told(command)
    };
    let through = format!("https://sts.eu-west-1.amazonaws.com through the proxy {url}");
    std::thread::scope(|scope| {
        let rows = [
            ("of-keys", None, url.as_str()),
            ("of-web", None, &url),
            ("purge-expired", None, &url),
            ("of-keys", Some(url.as_str()), &through),
        ];
        for (profile, proxy, whom) in rows {
            scope.spawn(move || {
                let told = run(profile, proxy);
                let sentence = format!(
                    "The credentials of profile {profile} were not there within 15 s: no answer from {whom}."
                );
                assert!(told.contains(&sentence), "{told}\n{sentence}");
                assert!(told.contains("check the network, HTTPS_PROXY"), "{told}");
                for blamed in ["replaced", LOGIN, "still good"] {
                    assert!(!told.contains(blamed), "{told}");
                }
            });
        }
    });
}

const GIVEN: &str = "<AssumeRoleResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\"><AssumeRoleResult><Credentials>\
    <AccessKeyId>ASIAHUB</AccessKeyId><SecretAccessKey>secret</SecretAccessKey><SessionToken>t</SessionToken>\
    <Expiration>2099-01-01T00:00:00Z</Expiration></Credentials></AssumeRoleResult></AssumeRoleResponse>";

/// The role of the session's own profile was named, whichever STS refused.
#[test]
fn of_several_roles_the_one_that_was_refused_is_named() {
    let home = home("2099");
    for (profile, refused, helps) in [
        ("spoke", "hub", "on the role of profile hub,"),
        ("spoke", "spoke", "on the role of profile spoke,"),
        ("hub", "hub", "on the role of profile hub,"),
        (
            "behind-web",
            "web",
            "The trust policy of the role of profile of-web must let",
        ),
    ] {
        let of = format!("role%2F{refused}&");
        let url = answering(move |_, body| {
            if format!("{body}&").contains(&of) {
                (403, of_sts("AccessDenied", "Not authorized"))
            } else {
                (200, GIVEN.to_owned())
            }
        });
        for line in COMMANDS {
            let told = told(command(home.path(), Some(&url), profile, line));
            assert!(told.contains(helps), "{line:?}: {told}\n{helps}");
        }
    }
}

fn renewal(home: &Path, url: &str) -> String {
    told(command(home, Some(url), "purge-expired", COMMANDS[2]))
}

/// A login was advised, which needs the same service.
#[test]
fn where_sso_oidc_fails_no_login_is_advised() {
    let home = home("2020");
    let failing = answering(|_, _| (500, r#"{"error":"server_error"}"#.to_owned()));
    for (url, told_of_it, helps) in [
        (
            failing.as_str(),
            "failed at CreateToken (server_error)",
            "Another login asks SSO OIDC too: wait a moment",
        ),
        (
            "http://127.0.0.1:1",
            "no answer from SSO OIDC at http://127.0.0.1:1: ",
            "AWS_ENDPOINT_URL_SSO_OIDC, and whether sso_region of profile purge-expired",
        ),
    ] {
        let told = renewal(home.path(), url);
        assert!(told.contains("the SSO token has expired, and "), "{told}");
        assert!(told.contains(told_of_it), "{told}");
        assert!(told.contains(helps), "{told}");
        assert!(!told.contains(LOGIN), "{told}");
    }
}

/// A token that is still good was advised, which helps against neither.
#[test]
fn a_token_for_somebody_else_and_an_issuer_that_is_away_need_no_later_token() {
    let home = home("2099");
    for (code, message, helps) in [
        (
            "InvalidIdentityToken",
            "Incorrect token audience",
            "its audience (aud) must be one of those of the OpenID Connect provider in IAM of the account in role_arn of profile of-web",
        ),
        (
            "IDPCommunicationError",
            "Could not be reached",
            "wait a moment",
        ),
    ] {
        let url = answering(move |_, _| (400, of_sts(code, message)));
        let told = told(command(home.path(), Some(&url), "of-web", COMMANDS[2]));
        assert!(told.contains(helps), "{told}");
        assert!(!told.contains("still good"), "{told}");
    }
}

/// Programs that give no credentials, each in its own way.
const PROGRAMS: &str = r#"
[profile absent]
credential_process = /nowhere/at/all
[profile quoted]
credential_process = echo 'x
[profile useless]
credential_process = echo '{}'
[profile traced]
credential_process = sh -c "printf 'Traceback:\n  File x\n\nModuleNotFoundError: nosuchmod\n' >&2; exit 1"
"#;

/// A login "in there" was advised against a program that is not there. Of what one says, the cause was lost, or stood behind the advice.
#[test]
#[expect(clippy::disallowed_methods, reason = "files for the tested program")]
fn a_program_is_told_with_its_cause_and_what_helps_against_that() {
    let home = home("2099");
    fs::write(home.path().join(".aws/config"), PROGRAMS).unwrap();
    let mend = |profile: &str| {
        format!("Mend credential_process of profile {profile} in the AWS configuration files")
    };
    for (profile, cause, helps) in [
        (
            "absent",
            "No such file or directory (os error 2).",
            mend("absent"),
        ),
        ("quoted", "has a quote that is not closed.", mend("quoted")),
        (
            "useless",
            "its Version is not 1.",
            "run that by itself to see what it prints".to_owned(),
        ),
        (
            "traced",
            "ended with exit status: 1: Traceback: File x ModuleNotFoundError: nosuchmod.",
            "run that by itself to see what it lacks".to_owned(),
        ),
    ] {
        for line in COMMANDS {
            let told = told(command(home.path(), None, profile, line));
            let (_, behind) = told
                .split_once(cause)
                .unwrap_or_else(|| panic!("{line:?}: {told}"));
            assert!(behind.contains(&helps), "{line:?}: {told}");
            assert!(!told.contains("log in there first"), "{line:?}: {told}");
        }
    }
}
