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
