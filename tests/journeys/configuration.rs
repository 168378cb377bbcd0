//! Where the program works and as whom, as the environment and the AWS configuration say it: one journey for each way, each with what
//! the screen says of it.

use std::fs;
use std::io::{Read, Write};
use std::net::{Ipv4Addr, TcpListener};
use std::sync::mpsc::{Receiver, channel};
use std::thread;

use lambda_lasso::simulator::{Fault, Operation, Refusal};

use super::lasso::{KEYS, Lasso};
use super::world::World;

/// The environment that most of these journeys share.
fn keys_and<'a>(more: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let mut all = KEYS.to_vec();
    all.push(("AWS_REGION", "eu-west-1"));
    all.extend(more);
    all
}

/// An address at which nobody listens.
fn nowhere() -> String {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    format!("http://{}", listener.local_addr().unwrap())
}

/// A proxy that tells the first line of what it is asked and refuses everything.
fn proxy() -> (String, Receiver<String>) {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let (lines, asked) = channel();
    beside(move || {
        for mut stream in listener.incoming().flatten() {
            let mut request = [0; 4_096];
            let length = stream.read(&mut request).unwrap_or(0);
            let text = String::from_utf8_lossy(&request[..length]).into_owned();
            let line = text.lines().next().unwrap_or_default().to_owned();
            let told = lines.send(line).is_ok();
            let answered =
                stream.write_all(b"HTTP/1.1 502 Bad Gateway\r\ncontent-length: 0\r\n\r\n");
            if !told || answered.is_err() {
                break;
            }
        }
    });
    (url, asked)
}

#[expect(clippy::disallowed_methods, reason = "a proxy runs beside the test")]
fn beside(run: impl FnOnce() + Send + 'static) {
    thread::spawn(run);
}

#[test]
fn the_endpoint_of_the_environment_is_used_and_shown() {
    let world = World::demo();
    let url = world.simulator.url();
    let environment = keys_and(&[("AWS_ENDPOINT_URL", &url)]);
    let mut lasso = Lasso::configured("", &environment, &[]);
    lasso.sees("Functions 42");
    lasso.sees("123456789012 eu-west-1");
    lasso.sees(&format!("at {url}"));
    assert_eq!(lasso.leave("q").status, 0);
}

#[test]
fn an_endpoint_of_lambda_alone_leaves_the_account_unknown_and_is_read() {
    let world = World::demo();
    let (url, other) = (world.simulator.url(), nowhere());
    let environment = keys_and(&[
        ("AWS_ENDPOINT_URL", &other),
        ("AWS_ENDPOINT_URL_LAMBDA", &url),
    ]);
    let mut lasso = Lasso::configured("", &environment, &[]);
    lasso.sees("Functions 42");
    lasso.sees(&format!("at {url}"));
    lasso.sees("account unknown eu-west-1");
    lasso.sees(&format!("Account unknown: No connection to STS at {other}"));
    lasso.sees("sending asks for the function's name.");
    assert_eq!(lasso.leave("q").status, 0);
}

#[test]
fn a_profile_says_region_endpoint_and_credentials() {
    let world = World::demo();
    let config = format!(
        "[profile prod]\nregion = eu-west-1\nendpoint_url = {}\naws_access_key_id = AKIDPROFILE\naws_secret_access_key = secret\n",
        world.simulator.url()
    );
    for (environment, arguments) in [
        (&[][..], &["--profile", "prod"][..]),
        (&[("AWS_PROFILE", "prod")][..], &[][..]),
    ] {
        let mut lasso = Lasso::configured(&config, environment, arguments);
        lasso.sees("Functions 42");
        lasso.sees("profile prod");
        lasso.sees(&format!("at {}", world.simulator.url()));
        assert_eq!(lasso.leave("q").status, 0);
    }
}

/// The screens signed with the default profile, and named none.
#[test]
fn the_older_variable_of_the_aws_cli_names_the_profile_first() {
    let world = World::demo();
    let of = |name: &str, key: &str| {
        format!(
            "[profile {name}]\nregion = eu-west-1\nendpoint_url = {}\naws_access_key_id = {key}\naws_secret_access_key = secret\n",
            world.simulator.url()
        )
    };
    let config = of("default", "AKIDDEFAULT") + &of("prod", "AKIDPROD") + &of("dev", "AKIDDEV");
    for environment in [
        &[("AWS_DEFAULT_PROFILE", "prod")][..],
        &[("AWS_DEFAULT_PROFILE", "prod"), ("AWS_PROFILE", "dev")],
    ] {
        let mut lasso = Lasso::configured(&config, environment, &[]);
        lasso.sees("Functions 42");
        lasso.sees("profile prod");
        assert_eq!(lasso.leave("q").status, 0);
    }
    let log = world.simulator.log();
    let prod = |key: &str| key == "AKIDPROD";
    assert!(
        log.iter()
            .all(|line| line.access_key_id.as_deref().is_some_and(prod))
    );
}

/// The header named the profile, while the credentials were those of the environment.
#[test]
fn credentials_of_the_environment_are_not_shown_as_those_of_a_profile() {
    let world = World::demo();
    let config = format!(
        "[profile prod]\nregion = eu-west-1\nendpoint_url = {}\n",
        world.simulator.url()
    );
    let environment = [&KEYS[..], &[("AWS_PROFILE", "prod")]].concat();
    let mut lasso = Lasso::configured(&config, &environment, &[]);
    lasso.sees("Functions 42");
    lasso.sees("123456789012 eu-west-1");
    assert!(!lasso.text().contains("profile prod"), "{}", lasso.text());
    assert_eq!(lasso.leave("q").status, 0);
}

#[test]
fn a_certificate_bundle_of_the_profile_that_is_not_there_is_named() {
    let config = "[profile prod]\nregion = eu-west-1\nca_bundle = /nowhere/bundle.pem\n";
    let environment = keys_and(&[("AWS_PROFILE", "prod")]);
    let mut lasso = Lasso::configured(config, &environment, &[]);
    lasso.sees("The certificate bundle /nowhere/bundle.pem");
    lasso.sees("account unknown region unknown");
    assert_eq!(lasso.leave("q").status, 0);
}

#[test]
fn a_proxy_is_asked_for_what_is_encrypted_and_its_refusal_is_told() {
    let (proxy, asked) = proxy();
    let environment = keys_and(&[("HTTPS_PROXY", &proxy)]);
    let endpoint = ["--endpoint-url", "https://lambda.example.invalid"];
    let mut lasso = Lasso::configured("", &environment, &endpoint);
    lasso.sees("lets nothing through to Lambda at");
    lasso.sees("https://lambda.example.invalid");
    let line = asked.recv().unwrap();
    assert!(
        line.starts_with("CONNECT lambda.example.invalid:443"),
        "{line}"
    );
    assert_eq!(lasso.leave("q").status, 0);
}

#[test]
fn no_proxy_is_past_the_proxy() {
    let world = World::demo();
    let (proxy, asked) = proxy();
    // Every address of this machine, and none that is reached past any proxy by itself.
    let url = world.simulator.url().replace("127.0.0.1", "0.0.0.0");
    let environment = keys_and(&[("HTTP_PROXY", &proxy), ("NO_PROXY", "0.0.0.0")]);
    let mut lasso = Lasso::configured("", &environment, &["--endpoint-url", &url]);
    lasso.sees("Functions 42");
    assert_eq!(lasso.leave("q").status, 0);
    assert!(asked.try_recv().is_err());

    let environment = keys_and(&[("HTTP_PROXY", &proxy)]);
    let mut lasso = Lasso::configured("", &environment, &["--endpoint-url", &url]);
    lasso.sees("failed (HTTP 502)");
    let line = asked.recv().unwrap();
    assert!(line.contains(&format!(" {url}/")), "{line}");
    assert_eq!(lasso.leave("q").status, 0);
}

#[test]
fn a_credential_process_is_run_and_its_failure_told() {
    let world = World::demo();
    let url = world.simulator.url();
    let answer = r#"{"Version":1,"AccessKeyId":"AKIDPROCESS","SecretAccessKey":"secret"}"#;
    let config = format!(
        "[profile tool]\nregion = eu-west-1\ncredential_process = echo '{answer}'\n\n[profile broken]\nregion = eu-west-1\ncredential_process = false\n"
    );
    let at = ["--endpoint-url", &url, "--profile"];
    let mut lasso = Lasso::configured(&config, &[], &[&at[..], &["tool"]].concat());
    lasso.sees("Functions 42");
    lasso.sees("123456789012 eu-west-1");
    assert_eq!(lasso.leave("q").status, 0);
    let mut lasso = Lasso::configured(&config, &[], &[&at[..], &["broken"]].concat());
    lasso.sees("The credentials of profile broken can't be had");
    lasso.sees("Profile broken gets them from its credential_process");
    lasso.sees("account unknown eu-west-1");
    assert_eq!(lasso.leave("q").status, 0);
}

/// Why the profile files gave nothing when they were read again was thrown away, and what helps was that of the source before.
#[test]
#[expect(clippy::disallowed_methods, reason = "a file for the tested program")]
fn a_profile_that_is_read_again_is_told_as_it_is_now() {
    let world = World::demo();
    let expired = || Fault::Refuse(Refusal::expired_token());
    world.plan(Operation::ListFunctions, expired());
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("config");
    let place = format!(
        "[profile prod]\nregion = eu-west-1\nendpoint_url = {}\n",
        world.simulator.url()
    );
    let holds = |text: &[u8]| fs::write(&file, [place.as_bytes(), text].concat()).unwrap();
    holds(b"aws_access_key_id = AKIDPROFILE\naws_secret_access_key = secret\n");
    let path = file.to_str().unwrap();
    let environment = [("AWS_CONFIG_FILE", path)];
    let mut lasso = Lasso::configured("", &environment, &["--profile", "prod"]);
    lasso.sees("The keys of profile prod have to be replaced");
    holds(b"credential_process = false\n");
    lasso.press("r", "Profile prod gets them from its credential_process");
    holds(b"credential_process = \xff\n");
    lasso.press("r", "is not UTF-8");
    lasso.sees("line 4 of");
    lasso.sees("Mend the profile prod in the AWS configuration files");
    assert_eq!(lasso.leave("q").status, 0);
}

#[test]
fn a_sign_on_without_a_token_says_where_to_log_in() {
    let world = World::demo();
    let url = world.simulator.url();
    let config = "[profile prod]\nregion = eu-west-1\nsso_session = corp\nsso_account_id = 123456789012\nsso_role_name = OnCall\n\n\
                  [sso-session corp]\nsso_region = eu-west-1\nsso_start_url = https://example.invalid/start\n";
    let mut lasso = Lasso::configured(
        config,
        &[("AWS_PROFILE", "prod")],
        &["--endpoint-url", &url],
    );
    lasso.sees("In another pane: aws sso login --profile prod then r.");
    lasso.sees("account unknown eu-west-1");
    assert_eq!(lasso.leave("q").status, 0);
}

#[test]
fn without_a_region_nothing_is_asked_and_it_is_said_what_to_set() {
    let mut lasso = Lasso::configured("", &KEYS, &[]);
    lasso.sees("No region is set.");
    lasso.sees("Start with --region, set AWS_REGION");
    lasso.sees("account unknown region unknown");
    assert_eq!(lasso.leave("q").status, 0);
}

#[test]
fn a_profile_that_does_not_exist_is_told_with_those_that_do() {
    let config = "[profile prod]\nregion = eu-west-1\n";
    let mut lasso = Lasso::configured(config, &[], &["--profile", "prd"]);
    lasso.sees("There is no profile prd.");
    lasso.sees("Profiles here: prod.");
    lasso.sees("account unknown region unknown");
    assert_eq!(lasso.leave("q").status, 0);
}
