//! What says where a command is sent and how often, in the words and with the effects that the AWS CLI 1.45.11 was observed to have.

use lambda_lasso::simulator::Account;

use crate::place::{Ended, Place};
use crate::simulated::Simulated;

const GET: [&str; 3] = [
    "get-function-event-invoke-config",
    "--function-name",
    "nowhere",
];

/// Asks for a configuration that there is none of: the refusal names the region that was signed for.
fn asked(world: &Simulated, variables: &[(&str, &str)]) -> Ended {
    let url = world.simulator.url();
    Place::empty().run(&url, &GET, |command| {
        for (name, value) in variables {
            command.env(name, value);
        }
    })
}

/// Names that AWS gives to no region were refused, and one of FIPS 140 was signed for as if it were a region of its own.
#[test]
fn an_endpoint_of_ones_own_is_asked_for_any_region() {
    let world = Simulated::of(Account::demo());
    for (named, signed) in [
        ("local", "local"),
        ("regionone", "regionone"),
        ("aws-global", "aws-global"),
        ("us-east-1-fips", "us-east-1"),
        ("fips-us-east-1", "us-east-1"),
    ] {
        let told = asked(&world, &[("AWS_DEFAULT_REGION", named)]).told;
        let place = format!("arn:aws:lambda:{signed}:");
        assert!(told.contains(&place), "{named}: {told}");
    }
}

/// The SDK refuses to make such a request.
#[test]
fn which_endpoint_of_aws_is_wanted_says_nothing_of_another() {
    let world = Simulated::of(Account::demo());
    let plain = asked(&world, &[]);
    assert!(plain.told.contains("(ResourceNotFoundException)"));
    for variable in ["AWS_USE_FIPS_ENDPOINT", "AWS_USE_DUALSTACK_ENDPOINT"] {
        assert_eq!(asked(&world, &[(variable, "true")]), plain, "{variable}");
    }
}

/// A variable that is there and empty was an address to the SDK, over which it panicked at the first request.
#[test]
fn an_address_that_is_empty_is_none() {
    let world = Simulated::of(Account::demo());
    let url = world.simulator.url();
    let place = Place::empty();
    place.write_home(".aws/config", "[default]\nendpoint_url =\n");
    let plain = asked(&world, &[]);
    for line in [
        &GET[..],
        &["nowhere", "--why"],
        &["export", "nowhere", "--format", "json"],
    ] {
        let ended = place.run(&url, line, |command| {
            command.env("AWS_ENDPOINT_URL_LAMBDA", "");
            command.env("AWS_ENDPOINT_URL_STS", "");
            command.env("AWS_REGION", "");
            command.env("AWS_PROFILE", "default");
        });
        assert!(ended.told.contains("nowhere"), "{line:?}: {ended:?}");
        assert!(!ended.told.contains("panicked"), "{line:?}: {ended:?}");
    }
    assert_eq!(asked(&world, &[("AWS_ENDPOINT_URL_LAMBDA", "")]), plain);
    // Without any address left, AWS's own is asked, which nothing leads to here.
    for variable in ["AWS_ENDPOINT_URL", "AWS_ENDPOINT_URL_LAMBDA"] {
        let ended = place.run(&url, &GET, |command| {
            command.env_remove("AWS_ENDPOINT_URL").env(variable, "");
            command.env("HTTPS_PROXY", "http://127.0.0.1:1");
        });
        let line = "\nFailed to connect to proxy URL: \"http://127.0.0.1:1\"\n";
        assert_eq!(
            (ended.status, ended.told.as_str()),
            (255, line),
            "{variable}"
        );
    }
}

/// The requests with which the SDK assumes a role or signs on still had such an address from the profile, and it panicked.
#[test]
fn an_empty_address_of_a_profile_is_none_for_what_gets_credentials_too() {
    const SERVICES: &str = "[services empty]\nsts =\n  endpoint_url =\nsso =\n  endpoint_url =\nlambda =\n  endpoint_url =\n";
    const ROLE: &str = "role_arn = arn:aws:iam::123456789012:role/reader";
    const SIGNED_ON: &str = "sso_start_url = https://x.awsapps.com/start\nsso_region = eu-west-1\n\
                             sso_account_id = 123456789012\nsso_role_name = reader";
    let world = Simulated::of(Account::demo());
    let url = world.simulator.url();
    let place = Place::empty();
    place.write("token", b"of somebody");
    // Named by the address of the portal, hashed.
    place.write_home(
        ".aws/sso/cache/3947de8b16688092197fa616c34e01335f21d256.json",
        r#"{"startUrl": "https://x.awsapps.com/start", "accessToken": "token", "expiresAt": "2099-01-01T00:00:00Z"}"#,
    );
    let by_keys = &format!("{ROLE}\nsource_profile = keys");
    let by_token = &format!("{ROLE}\nweb_identity_token_file = token");
    // Behind the empty address of a service is that of all, which the simulator's is; behind that AWS's own, which nothing leads to here.
    let behind = &format!("endpoint_url = {url}\nservices = empty");
    for (way, address) in [
        (by_keys, "endpoint_url ="),
        (by_keys, behind),
        (by_token, behind),
        (&SIGNED_ON.to_owned(), behind),
    ] {
        let config = format!(
            "[profile here]\n{way}\n{address}\n{SERVICES}\
             [profile keys]\naws_access_key_id = AKIDEXAMPLE\naws_secret_access_key = secret\n"
        );
        place.write_home(".aws/config", &config);
        let line = [&GET[..], &["--profile", "here"]].concat();
        let ended = place.run(&url, &line, |command| {
            command.env_remove("AWS_ENDPOINT_URL");
            command.env("HTTPS_PROXY", "http://127.0.0.1:1");
        });
        let told = "\nThe credentials of profile here can't be had:";
        assert!(ended.told.starts_with(told), "{config}: {ended:?}");
        assert_eq!(ended.status, 255, "{config}");
    }
    // The simulator knows no such operations.
    assert_eq!(world.simulator.log().len(), 3);
}

/// A write went out with the default profile where a script had lost the name of the one it meant.
#[test]
fn a_profile_whose_name_is_empty_or_default_must_be_there() {
    let world = Simulated::of(Account::demo());
    for (variables, name) in [
        (&[("AWS_PROFILE", "")][..], ""),
        (&[("AWS_DEFAULT_PROFILE", ""), ("AWS_PROFILE", "x")], ""),
        (&[("AWS_PROFILE", "default")], "default"),
        (&[("AWS_DEFAULT_PROFILE", "default")], "default"),
    ] {
        let ended = asked(&world, variables);
        let line = format!("\nThe config profile ({name}) could not be found\n");
        assert_eq!((ended.status, ended.told), (255, line), "{variables:?}");
    }
    assert_eq!(world.simulator.log().len(), 0);
}

/// What made no sense counted as not said.
#[test]
fn how_often_is_a_number_or_a_mode() {
    let world = Simulated::of(Account::demo());
    for (variables, line) in [
        (
            &[("AWS_MAX_ATTEMPTS", "abc"), ("AWS_RETRY_MODE", "foo")][..],
            "invalid literal for int() with base 10: 'abc'",
        ),
        (
            &[("AWS_MAX_ATTEMPTS", "0")],
            "Value provided to \"max_attempts\": 0 must be an integer greater than or equal to 1.",
        ),
        (
            &[("AWS_RETRY_MODE", "foo")],
            "Invalid value provided to \"mode\": \"foo\" must be one of: ('legacy', 'standard', 'adaptive')",
        ),
        (
            &[("AWS_DEFAULT_REGION", "-x"), ("AWS_MAX_ATTEMPTS", "0")],
            "Provided region_name '-x' doesn't match a supported format.",
        ),
        (
            &[("AWS_SECRET_ACCESS_KEY", ""), ("AWS_MAX_ATTEMPTS", "0")],
            "Partial credentials found in env, missing: AWS_SECRET_ACCESS_KEY",
        ),
    ] {
        let ended = asked(&world, variables);
        assert_eq!(ended.told, format!("\n{line}\n"));
        assert_eq!((ended.status, ended.printed.as_str()), (255, ""));
    }
}

/// A source that is missing, and a profile that is its own, were told as if nobody had set up any credentials.
#[test]
fn a_role_without_a_source_is_told_with_its_cause() {
    let world = Simulated::of(Account::demo());
    let place = Place::empty();
    place.write_home(
        ".aws/config",
        "[profile lost]\nrole_arn = r\nsource_profile = gone\n\
         [profile ring]\nrole_arn = r\nsource_profile = gnir\n\
         [profile gnir]\nrole_arn = r\nsource_profile = ring\n\
         [profile itself]\nrole_arn = r\nsource_profile = itself\n\
         [profile alone]\nrole_arn = r\n\
         [profile both]\nrole_arn = r\nsource_profile = ring\ncredential_source = Environment\n\
         [profile odd]\nrole_arn = r\ncredential_source = Nowhere\n\
         [profile hollow]\nrole_arn = r\nsource_profile = empty\n\
         [profile empty]\nregion = eu-west-1\n",
    );
    for (profile, line) in [
        (
            "lost",
            "The source_profile \"gone\" referenced in the profile \"lost\" does not exist.",
        ),
        (
            "ring",
            "Infinite loop in credential configuration detected. Attempting to load from profile ring which has already been visited. \
             Visited profiles: ['ring', 'gnir']",
        ),
        (
            "itself",
            "Infinite loop in credential configuration detected. Attempting to load from profile itself which has already been \
             visited. Visited profiles: ['itself']",
        ),
        (
            "alone",
            "Partial credentials found in assume-role, missing: source_profile or credential_source",
        ),
        (
            "both",
            "The profile \"both\" contains both source_profile and credential_source.",
        ),
        (
            "odd",
            "The credential source \"Nowhere\" referenced in profile \"odd\" is not valid.",
        ),
        (
            "hollow",
            "The source profile \"empty\" must have credentials.",
        ),
    ] {
        let arguments = [&GET[..], &["--profile", profile]].concat();
        let ended = place.run(&world.simulator.url(), &arguments, |_| {});
        assert_eq!(ended.told, format!("\n{line}\n"));
        // Keys of the environment come before a profile that is not asked for by option.
        let ended = place.run(&world.simulator.url(), &GET, |command| {
            command.env("AWS_PROFILE", profile);
        });
        assert!(
            ended.told.contains("(ResourceNotFoundException)"),
            "{profile}"
        );
    }
}

/// One byte of a comment made the SDK pass over the whole file: a write went out with other keys, or to another address, without a word.
#[test]
fn a_profile_file_that_is_no_text_is_refused_and_named() {
    let world = Simulated::of(Account::demo());
    let keys = "[here]\naws_access_key_id = AKIDKEYS\naws_secret_access_key = secret\n";
    let role = "[profile here]\n# f\u{fc}r\nrole_arn = arn:aws:iam::123456789012:role/reader\nsource_profile = here\n";
    let role: Vec<u8> = role.chars().map(|letter| letter as u8).collect();
    let place = Place::empty();
    place.write_home(".aws/credentials", keys);
    place.write("config", &role);
    let line = [&GET[..], &["--profile", "here"]].concat();
    let ended = place.run(&world.simulator.url(), &line, |command| {
        command.env("AWS_CONFIG_FILE", "config");
    });
    let told = "\nThe AWS profile files can't be read: line 2 of config is not UTF-8.\n";
    assert_eq!((ended.status, ended.told.as_str()), (255, told));
    assert_eq!(world.simulator.log().len(), 0);
}

/// Any value of the variable counted, `false` as well, and the profile's key did not: a section that is missing was passed over, and
/// AWS itself asked.
#[test]
fn addresses_are_passed_over_where_the_sdk_passes_over_them() {
    let world = Simulated::of(Account::demo());
    let url = world.simulator.url();
    let place = Place::empty();
    let line = [&GET[..], &["--profile", "here"]].concat();
    let refused = "services configuration does not exist.";
    let asked_aws = "Failed to connect to proxy URL";
    for (variable, key, told) in [
        (Some("false"), "", refused),
        (Some("yes"), "", refused),
        (Some("true"), "", asked_aws),
        (Some("TRUE"), "", asked_aws),
        (None, "ignore_configured_endpoint_urls = true", asked_aws),
        (None, "ignore_configured_endpoint_urls = 1", refused),
        (
            Some("false"),
            "ignore_configured_endpoint_urls = true",
            refused,
        ),
    ] {
        place.write_home(
            ".aws/config",
            &format!(
                "[profile here]\naws_access_key_id = AKIDKEYS\naws_secret_access_key = secret\nservices = gone\n{key}\n"
            ),
        );
        let ended = place.run(&url, &line, |command| {
            command.env_remove("AWS_ENDPOINT_URL");
            command.env("HTTPS_PROXY", "http://127.0.0.1:1");
            if let Some(value) = variable {
                command.env("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", value);
            }
        });
        assert!(ended.told.contains(told), "{variable:?} {key:?}: {ended:?}");
    }
    // What is no address is not looked at either where it is passed over.
    let passed_over = place.run("no address", &GET, |command| {
        command.env("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", "true");
        command.env("HTTPS_PROXY", "http://127.0.0.1:1");
    });
    assert!(passed_over.told.contains(asked_aws), "{passed_over:?}");
}

/// An empty name led to no profile's credentials, though it told of those of `[default]`; to the AWS CLI it is none.
#[test]
fn a_profile_whose_name_is_empty_is_the_default_one() {
    let world = Simulated::of(Account::demo());
    let place = Place::empty();
    place.write_home(
        ".aws/config",
        "[default]\naws_access_key_id = AKIDKEYS\naws_secret_access_key = secret\n",
    );
    for line in [
        [&GET[..], &["--profile", ""]].concat(),
        vec!["nowhere", "--why", "--profile", ""],
    ] {
        let ended = place.run(&world.simulator.url(), &line, |command| {
            command.env_remove("AWS_ACCESS_KEY_ID");
            command.env_remove("AWS_SECRET_ACCESS_KEY");
            command.env("AWS_REGION", "eu-west-1");
        });
        assert!(!ended.told.contains("credentials"), "{line:?}: {ended:?}");
        assert!(ended.told.contains("nowhere"), "{line:?}: {ended:?}");
    }
}

/// A name that was mistyped led past the address that was meant, to AWS itself.
#[test]
fn addresses_of_services_that_a_profile_names_must_be_there() {
    let world = Simulated::of(Account::demo());
    let url = world.simulator.url();
    let place = Place::empty();
    let line = [&GET[..], &["--profile", "here"]].concat();
    for name in ["local", "locall"] {
        place.write_home(
            ".aws/config",
            &format!(
                "[profile here]\naws_access_key_id = AKIDKEYS\naws_secret_access_key = secret\nservices = {name}\n\
                 [services local]\nlambda =\n  endpoint_url = {url}\n"
            ),
        );
        let ended = place.run(&url, &line, |command| {
            command.env_remove("AWS_ENDPOINT_URL");
            command.env("HTTPS_PROXY", "http://127.0.0.1:1");
        });
        assert_eq!(ended.status, 255, "{ended:?}");
        let refused = "The profile is configured to use the services section but the \"locall\" services configuration does not exist.";
        assert_eq!(ended.told.contains(refused), name == "locall", "{ended:?}");
    }
    assert_eq!(world.simulator.log().len(), 1);
}
