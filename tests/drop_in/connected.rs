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
