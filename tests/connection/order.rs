//! Which of several credentials sign, where environment and profile files hold more than one: those with which the AWS CLI 1.45.11 was
//! observed to sign for the same environment and files.
//!
//! Knows the sources and who gives their credentials. Does not know what is asked with them.

use std::collections::BTreeSet;
use std::fs;
use std::process::{Command, Stdio};

use lambda_lasso::simulator::Account;
use tempfile::TempDir;

use super::answering::answering;
use super::simulated::{REGION, Simulated};

/// What a profile may hold, by a short name: lines of the configuration file, lines of the credentials file.
const PARTS: [(&str, &str, &str); 13] = [
    (
        "keys",
        "",
        "aws_access_key_id = AKIDKEYS\naws_secret_access_key = secret\n",
    ),
    (
        "configured",
        "aws_access_key_id = AKIDCONFIG\naws_secret_access_key = secret\n",
        "",
    ),
    ("half", "", "aws_access_key_id = AKIDHALF\n"),
    (
        "process",
        "credential_process = echo '{\"Version\":1,\"AccessKeyId\":\"AKIDPROCESS\",\"SecretAccessKey\":\"secret\"}'\n",
        "",
    ),
    (
        "login",
        "login_session = arn:aws:iam::123456789012:user/a\n",
        "",
    ),
    (
        "sso",
        "sso_session = corp\nsso_account_id = 123456789012\nsso_role_name = Sso\n",
        "",
    ),
    ("sso-session", "sso_session = corp\n", ""),
    (
        "token",
        "web_identity_token_file = HOME/token\nrole_arn = arn:aws:iam::123456789012:role/TOKEN\n",
        "",
    ),
    (
        "role",
        "role_arn = arn:aws:iam::123456789012:role/ROLE\nsource_profile = source\n",
        "",
    ),
    (
        "own-role",
        "role_arn = arn:aws:iam::123456789012:role/ROLE\nsource_profile = p\n",
        "",
    ),
    (
        "lost-role",
        "role_arn = arn:aws:iam::123456789012:role/ROLE\nsource_profile = nowhere\n",
        "",
    ),
    (
        "env-role",
        "role_arn = arn:aws:iam::123456789012:role/ROLE\ncredential_source = Environment\n",
        "",
    ),
    ("no-role", "credential_source = Environment\n", ""),
];

/// What the environment may hold.
const VARIABLES: [(&str, &[(&str, &str)]); 4] = [
    (
        "env-keys",
        &[
            ("AWS_ACCESS_KEY_ID", "AKIDENV"),
            ("AWS_SECRET_ACCESS_KEY", "secret"),
        ],
    ),
    ("env-half", &[("AWS_ACCESS_KEY_ID", "AKIDENV")]),
    (
        "env-token",
        &[
            ("AWS_WEB_IDENTITY_TOKEN_FILE", "HOME/token"),
            ("AWS_ROLE_ARN", "arn:aws:iam::123456789012:role/ENVTOKEN"),
        ],
    ),
    (
        "container",
        &[("AWS_CONTAINER_CREDENTIALS_FULL_URI", "GIVER/container")],
    ),
];

/// What profile `p` holds, what profile `source`, what the environment, and whose key signs; none where it is refused.
const ORDER: [(&str, &str, &str, &str); 33] = [
    ("keys", "", "", "AKIDKEYS"),
    ("keys configured", "", "", "AKIDKEYS"),
    // The process signed here, and keys that a login gave.
    ("keys process", "", "", "AKIDKEYS"),
    ("keys login", "", "", "AKIDKEYS"),
    ("keys sso", "", "", "AKIDSSO"),
    ("keys token", "", "", "TOKEN"),
    ("keys role", "configured", "", "ROLE-AKIDCONFIG"),
    // A session that names no account is none; it kept Lasso from the keys.
    ("keys sso-session", "", "", "AKIDKEYS"),
    // Whom nobody assumes a role for is nobody's source.
    ("keys no-role", "", "", "AKIDKEYS"),
    ("configured process", "", "", "AKIDPROCESS"),
    ("configured sso", "", "", "AKIDSSO"),
    ("configured half", "", "", ""),
    ("process sso", "", "", "AKIDSSO"),
    ("process token", "", "", "TOKEN"),
    ("process role", "keys", "", "ROLE-AKIDKEYS"),
    ("sso token", "", "", "TOKEN"),
    ("sso role", "keys", "", "ROLE-AKIDKEYS"),
    ("keys own-role", "", "", "ROLE-AKIDKEYS"),
    ("keys process own-role", "", "", "ROLE-AKIDKEYS"),
    // Of a source profile its keys came before all else.
    ("role", "keys process", "", "ROLE-AKIDKEYS"),
    ("role", "configured process", "", "ROLE-AKIDPROCESS"),
    ("role", "keys sso", "", "ROLE-AKIDSSO"),
    ("role", "keys token", "", "ROLE-TOKEN"),
    // Whatever else the machine could give is not what was named.
    ("lost-role", "", "container", ""),
    ("half", "", "container", ""),
    ("env-role", "", "", ""),
    // The environment comes before what a variable names; the web identity of the environment came last.
    ("keys", "", "env-keys", "AKIDENV"),
    ("keys", "", "env-half", ""),
    ("keys", "", "env-token", "ENVTOKEN"),
    ("process", "", "env-token", "ENVTOKEN"),
    ("role", "keys", "env-token", "ROLE-AKIDKEYS"),
    ("keys", "", "container", "AKIDKEYS"),
    ("", "", "container", "AKIDCONTAINER"),
];

/// The same for `--profile p`, beside which the environment's credentials do not count.
const ORDER_OF_OPTION: [(&str, &str, &str, &str); 6] = [
    ("keys process", "", "env-keys", "AKIDKEYS"),
    ("keys", "", "env-half", "AKIDKEYS"),
    ("keys", "", "env-token", "AKIDKEYS"),
    ("role", "keys process", "env-keys", "ROLE-AKIDKEYS"),
    ("env-role", "", "env-keys", "ROLE-AKIDENV"),
    ("", "", "container", "AKIDCONTAINER"),
];

/// How the profile is named.
#[derive(Clone, Copy, Debug)]
enum Named {
    Option,
    Variable(&'static str),
}

/// A home with two profiles, and somebody who gives credentials.
struct Place {
    home: TempDir,
    giver: String,
}

impl Place {
    #[expect(clippy::disallowed_methods, reason = "files for the tested program")]
    fn of(profile: &str, source: &str, giver: &str) -> Self {
        let home = TempDir::new().unwrap();
        let text = |of: fn(&(&str, &'static str, &'static str)) -> &'static str, parts: &str| {
            let parts = parts.split_whitespace();
            parts
                .map(|name| of(PARTS.iter().find(|part| part.0 == name).unwrap()))
                .collect::<String>()
                .replace("HOME", home.path().to_str().unwrap())
        };
        let config = format!(
            "[profile p]\n{}[profile source]\n{}[sso-session corp]\nsso_region = {REGION}\nsso_start_url = https://corp.awsapps.com/start\n",
            text(|part| part.1, profile),
            text(|part| part.1, source)
        );
        let credentials = format!(
            "[p]\n{}[source]\n{}[default]\naws_access_key_id = AKIDDEFAULT\naws_secret_access_key = secret\n",
            text(|part| part.2, profile),
            text(|part| part.2, source)
        );
        let cache = home.path().join(".aws/sso/cache");
        fs::create_dir_all(&cache).unwrap();
        fs::write(home.path().join(".aws/config"), config).unwrap();
        fs::write(home.path().join(".aws/credentials"), credentials).unwrap();
        fs::write(home.path().join("token"), "token").unwrap();
        // The name of the file is the SHA-1 of that of the session.
        let token = r#"{"startUrl":"https://corp.awsapps.com/start","region":"eu-west-1","accessToken":"t","expiresAt":"2099-01-01T00:00:00Z"}"#;
        fs::write(cache.join(CORP), token).unwrap();
        Self {
            home,
            giver: giver.to_owned(),
        }
    }

    /// The keys with which a command signs what it asks the simulator.
    #[expect(clippy::disallowed_methods, reason = "the program is what is tested")]
    fn keys(&self, world: &Simulated, line: &[&str], named: Named, environment: &str) -> String {
        let before = world.simulator.log().len();
        let mut command = Command::new(env!("CARGO_BIN_EXE_lasso"));
        let home = self.home.path().to_str().unwrap();
        command
            .env_clear()
            .env("HOME", home)
            .env("PATH", "/usr/bin:/bin")
            .env("AWS_ENDPOINT_URL_STS", &self.giver)
            .env("AWS_ENDPOINT_URL_SSO", &self.giver)
            .env("AWS_EC2_METADATA_DISABLED", "true")
            .args(line)
            .args(["--region", REGION, "--endpoint-url", &world.simulator.url()])
            .stdin(Stdio::null());
        let variables = VARIABLES.iter().find(|(name, _)| *name == environment);
        for (name, value) in variables.map_or(&[][..], |(_, variables)| *variables) {
            let value = value.replace("HOME", home).replace("GIVER", &self.giver);
            command.env(name, value);
        }
        match named {
            Named::Option => command.args(["--profile", "p"]),
            Named::Variable(variable) => command.env(variable, "p"),
        };
        let output = command.output().unwrap();
        let log = world.simulator.log().split_off(before);
        let keys: BTreeSet<String> = log
            .into_iter()
            .filter_map(|line| line.access_key_id)
            .collect();
        assert_eq!(keys.is_empty(), !output.status.success(), "{output:?}");
        keys.into_iter().collect::<Vec<_>>().join(" ")
    }
}

/// The file of a token in the cache of single sign-on: the SHA-1 of the session's name.
const CORP: &str = "ee0bfd2552fbd840c02cc48b6e823320543c450f.json";

const COMMANDS: [&[&str]; 3] = [
    &["payments-capture", "--why"],
    &["export", "payments-capture", "--format", "json"],
    &[
        "get-function-event-invoke-config",
        "--function-name",
        "payments-capture",
    ],
];

/// Gives credentials as STS, as single sign-on and as a container's agent: the key says for what, and who asked.
fn giver() -> String {
    answering(|head, body| (200, given(head, body)))
}

fn given(head: &str, body: &str) -> String {
    const LAST: &str = "2099-01-01T00:00:00Z";
    if head.starts_with("GET /container") {
        return format!(
            r#"{{"AccessKeyId":"AKIDCONTAINER","SecretAccessKey":"secret","Token":"t","Expiration":"{LAST}"}}"#
        );
    }
    if head.starts_with("GET /federation/credentials") {
        return r#"{"roleCredentials":{"accessKeyId":"AKIDSSO","secretAccessKey":"secret","sessionToken":"t","expiration":4070908800000}}"#
            .to_owned();
    }
    let between = |text: &str, from: &str, to: &str| {
        let (_, rest) = text.split_once(from)?;
        Some(rest.split(to).next().unwrap_or_default().to_owned())
    };
    let role = between(body, "role%2F", "&").unwrap();
    let (action, key) = match between(head, "Credential=", "/") {
        Some(asked) => ("AssumeRole", format!("{role}-{asked}")),
        None => ("AssumeRoleWithWebIdentity", role),
    };
    format!(
        "<{action}Response xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\"><{action}Result><Credentials><AccessKeyId>{key}</AccessKeyId>\
         <SecretAccessKey>secret</SecretAccessKey><SessionToken>t</SessionToken><Expiration>{LAST}</Expiration></Credentials>\
         </{action}Result></{action}Response>"
    )
}

/// The SDK's own order signed with other keys than the AWS CLI, so that a write went to another account.
#[test]
fn the_source_that_the_aws_cli_takes_signs_everything() {
    let (world, giver) = (Simulated::of(Account::demo()), giver());
    let by_variable = ORDER.map(|row| (row, Named::Variable("AWS_PROFILE")));
    let by_option = ORDER_OF_OPTION.map(|row| (row, Named::Option));
    for ((profile, source, environment, key), named) in by_variable.into_iter().chain(by_option) {
        let place = Place::of(profile, source, &giver);
        for line in COMMANDS {
            let signed = place.keys(&world, line, named, environment);
            assert_eq!(
                signed, key,
                "{named:?} of [{profile}], source [{source}], environment [{environment}]: {line:?}"
            );
        }
    }
}

/// The five commands knew the variable; everything else signed with the default profile.
#[test]
fn both_variables_name_a_profile_in_the_order_of_the_aws_cli() {
    let (world, giver) = (Simulated::of(Account::demo()), giver());
    let place = Place::of("keys", "", &giver);
    for line in COMMANDS {
        let signed = place.keys(&world, line, Named::Variable("AWS_DEFAULT_PROFILE"), "");
        assert_eq!(signed, "AKIDKEYS", "{line:?}");
    }
}
