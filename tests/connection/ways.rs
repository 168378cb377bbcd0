//! The way to what gives credentials: at which address it is asked, and through which proxy; the way to Lambda beside it.
//!
//! Knows variables and profiles. Does not know what is said of an answer, see `givers`.

use super::answering::answering;
use super::givers::{COMMANDS, command, home, of_sts, told};

/// The address of Lambda that an option named was told as that of STS, which was asked elsewhere.
#[test]
fn sts_is_named_where_it_was_asked() {
    let home = home("2099");
    let lacks = || (403, of_sts("AccessDenied", "no"));
    let (one, other) = (
        answering(move |_, _| lacks()),
        answering(move |_, _| lacks()),
    );
    let elsewhere = ["--endpoint-url", "http://127.0.0.1:1"];
    for line in COMMANDS {
        let line = &[line, &elsewhere[..]].concat();
        for url in [&one, &other] {
            let told = told(command(home.path(), Some(url), "of-keys", line));
            let sentence = format!("can't be had: STS at {url} refused AssumeRole");
            assert!(told.contains(&sentence), "{line:?}: {told}");
        }
        let mut at_aws = command(home.path(), None, "of-keys", line);
        at_aws.env("HTTPS_PROXY", "http://127.0.0.1:1");
        let told = told(at_aws);
        let sentence = "can't be had: no connection to the proxy http://127.0.0.1:1, through which STS at https://sts.eu-west-1.amazonaws.com is asked: ";
        assert!(told.contains(sentence), "{line:?}: {told}");
    }
}

/// What a proxy refused was told as Lambda's refusal, and the proxy not named; what helps named a variable that was not set.
#[test]
fn a_proxy_that_lets_nothing_through_is_told_for_what_it_is() {
    let home = home("2099");
    let closed = answering(|_, _| (403, String::new()));
    let absent = "http://127.0.0.1:1".to_owned();
    for (variable, proxy, told_of_it) in [
        (
            "https_proxy",
            &closed,
            "he proxy PROXY lets nothing through to WHOM: tunnel error: ",
        ),
        (
            "HTTPS_PROXY",
            &absent,
            "o connection to the proxy PROXY, through which WHOM is asked: ",
        ),
    ] {
        for (profile, whom) in [
            ("keys", "Lambda in eu-west-1"),
            ("of-keys", "STS at https://sts.eu-west-1.amazonaws.com"),
            (
                "purge-expired",
                "the SSO portal at https://portal.sso.eu-west-1.amazonaws.com",
            ),
        ] {
            // The SDK asks STS and the portal several times, with a pause between: one command is enough then.
            let commands = if profile == "keys" {
                &COMMANDS[..]
            } else {
                &COMMANDS[3..]
            };
            for line in commands {
                let mut command = command(home.path(), None, profile, line);
                command.env(variable, proxy);
                let told = told(command);
                let sentence = told_of_it.replace("PROXY", proxy).replace("WHOM", whom);
                assert!(told.contains(&sentence), "{line:?}: {told}\n{sentence}");
                assert!(
                    told.contains(&format!("{variable} names this proxy")),
                    "{line:?}: {told}"
                );
            }
        }
    }
}

/// A proxy that the AWS CLI does not know was asked in its place.
#[test]
fn only_the_variables_of_the_aws_cli_name_a_proxy() {
    let home = home("2099");
    for (variable, value) in [("ALL_PROXY", "http://127.0.0.1:1"), ("https_proxy", "")] {
        for line in COMMANDS {
            let elsewhere = ["--endpoint-url", "https://lambda.invalid"];
            let mut command = command(home.path(), None, "keys", &[line, &elsewhere].concat());
            command.env(
                "HTTPS_PROXY",
                if value.is_empty() {
                    "http://127.0.0.1:1"
                } else {
                    ""
                },
            );
            command.env(variable, value);
            let told = told(command);
            assert!(!told.contains("127.0.0.1"), "{line:?}: {told}");
            assert!(
                told.contains("lambda.invalid was not found"),
                "{line:?}: {told}"
            );
        }
    }
}

/// Whom a command with a profile says that STS is, where nothing leads to AWS.
fn asked(profile: &str, region: &str, variables: &[(&str, &str)]) -> String {
    let home = home("2099");
    let mut command = command(home.path(), None, profile, COMMANDS[3]);
    command.args(["--region", region]);
    command.env("HTTPS_PROXY", "http://127.0.0.1:1");
    command.envs(variables.iter().copied());
    let told = told(command);
    let (_, told) = told.split_once("STS at ").unwrap();
    told.split_whitespace().next().unwrap().to_owned()
}

/// An address of STS that was to be passed over was asked all the same, where a variable named it.
#[test]
fn addresses_that_are_to_be_passed_over_are_not_asked_for_credentials() {
    const OF_AWS: &str = "https://sts.eu-west-1.amazonaws.com";
    let elsewhere = answering(|_, _| (403, of_sts("AccessDenied", "no")));
    for variable in ["AWS_ENDPOINT_URL_STS", "AWS_ENDPOINT_URL"] {
        let of = |profile, ignored| {
            asked(
                profile,
                "eu-west-1",
                &[
                    (variable, &elsewhere),
                    ("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", ignored),
                ],
            )
        };
        for (profile, ignored) in [("of-keys", "true"), ("of-web", "TRUE")] {
            assert_eq!(of(profile, ignored), OF_AWS, "{variable}");
        }
        assert_eq!(of("ignoring", "false"), elsewhere, "{variable}");
        assert_eq!(
            asked("ignoring", "eu-west-1", &[(variable, &elsewhere)]),
            OF_AWS,
            "{variable}"
        );
        assert_eq!(
            asked("of-web", "eu-west-1", &[(variable, &elsewhere)]),
            elsewhere,
            "{variable}"
        );
    }
}

/// The STS of the region was asked, which a network that lets through to the one for everybody need not.
#[test]
fn the_sts_for_everybody_is_asked_where_the_aws_cli_asks_it() {
    const FOR_EVERYBODY: &str = "https://sts.amazonaws.com";
    let legacy = [("AWS_STS_REGIONAL_ENDPOINTS", "legacy")];
    for (profile, region, variables, place) in [
        ("of-keys", "eu-west-1", &legacy[..], FOR_EVERYBODY),
        ("of-web", "eu-west-1", &legacy[..], FOR_EVERYBODY),
        ("legacy", "us-west-2", &[], FOR_EVERYBODY),
        (
            "legacy",
            "eu-west-1",
            &[("AWS_STS_REGIONAL_ENDPOINTS", "regional")],
            "https://sts.eu-west-1.amazonaws.com",
        ),
        (
            "legacy",
            "eu-south-1",
            &[],
            "https://sts.eu-south-1.amazonaws.com",
        ),
    ] {
        assert_eq!(
            asked(profile, region, variables),
            place,
            "{profile} {region}"
        );
    }
}

/// What could be no proxy was passed over, and Lambda asked directly; or a write that never left was told as one that may be stored.
#[test]
fn what_can_be_no_proxy_lets_nothing_leave() {
    let home = home("2099");
    for proxy in ["socks5://127.0.0.1:1", "ht!tp://x", "http://"] {
        let put = &COMMANDS[3][..5];
        for (line, options) in [
            (COMMANDS[1], &[][..]),
            (put, &["--explain"]),
            (put, &["--explain", "--no-verify-ssl"]),
        ] {
            let mut command = command(home.path(), None, "keys", &[line, options].concat());
            command.env("HTTPS_PROXY", proxy);
            let told = told(command);
            let sentence = format!(
                "The proxy {proxy}, through which Lambda in eu-west-1 is to be asked, can't be used: invalid proxy URL"
            );
            assert!(told.contains(&sentence), "{line:?}: {told}");
            assert!(
                told.contains("HTTPS_PROXY names this proxy, which has to be written as"),
                "{told}"
            );
            assert!(!told.contains("may have been stored"), "{line:?}: {told}");
            if line == put {
                let line = format!("Failed to connect to proxy URL: \"{proxy}\"");
                assert!(told.contains(&line), "{told}");
            }
        }
    }
}
