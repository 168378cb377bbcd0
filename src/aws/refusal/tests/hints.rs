//! What is said to help, by where credentials come from and why nothing was reached.

use super::*;

#[test]
fn expired_credentials_are_renewed_where_they_come_from() {
    let expired = answer(
        403,
        "ExpiredTokenException",
        "The security token … is expired",
    );
    for (renewal, hint) in [
        (
            Renewal::Environment,
            "These come from AWS_ACCESS_KEY_ID and can't be renewed in here. Quit; a draft is printed as a command.",
        ),
        (
            Renewal::SingleSignOn,
            "In another pane: aws sso login --profile prod   then r.",
        ),
        (
            Renewal::Login,
            "In another pane: aws login --profile prod   then r.",
        ),
        (
            Renewal::Process,
            "Profile prod gets them from its credential_process: run that by itself, and log in where it asks for it, then r.",
        ),
        (
            Renewal::Keys,
            "The keys of profile prod have to be replaced in the AWS configuration files, then r.",
        ),
        (
            Renewal::Token,
            "The file that web_identity_token_file of profile prod names must hold a token that is still good, then r.",
        ),
        (
            Renewal::EnvironmentToken,
            "The file that AWS_WEB_IDENTITY_TOKEN_FILE names must hold a token that is still good, then r.",
        ),
        (
            Renewal::Elsewhere,
            "Renew them where profile prod has them from, then r.",
        ),
    ] {
        let around = Surroundings {
            way: Way {
                renewal,
                ..Way::UNKNOWN
            },
            ..around()
        };
        let put = subject(Operation::PutFunctionEventInvokeConfig);
        let failure = expired.clone().failure(&put, &around, None);
        assert_eq!(failure.kind, FailureKind::ExpiredCredentials);
        assert_eq!(failure.hints.first().map(String::as_str), Some(hint));
    }
}

/// Who assumes a role with a single sign-on of another profile was told to choose a profile.
#[test]
fn the_credentials_of_a_role_are_renewed_in_the_profile_that_has_its_source() {
    let around = Surroundings {
        way: Way {
            renewal: Renewal::SingleSignOn,
            source_profile: Some("corp".to_owned()),
        },
        ..around()
    };
    let get = subject(Operation::GetFunctionEventInvokeConfig);
    let failure =
        trouble(Reach::NotHandedOver, Cause::BrokenCredentials).failure(&get, &around, None);
    assert_eq!(
        failure.sentence,
        "The credentials of profile prod can't be had: it broke."
    );
    assert_eq!(
        failure.hints,
        ["In another pane: aws sso login --profile corp   then r."]
    );
}

#[test]
fn a_profile_that_asks_for_a_code_is_told_that_nobody_can_ask_here() {
    let around = Surroundings {
        asks_for_code: true,
        ..around()
    };
    let get = subject(Operation::GetFunctionEventInvokeConfig);
    let failure =
        trouble(Reach::NotHandedOver, Cause::BrokenCredentials).failure(&get, &around, None);
    assert_eq!(
        failure.sentence,
        "The credentials of profile prod can't be had: it broke."
    );
    assert!(failure.hints.iter().any(|hint| hint.contains("mfa_serial")));
}

#[test]
fn what_to_look_at_depends_on_why_there_is_no_connection() {
    let untrusted = Trouble {
        sources: vec!["invalid peer certificate: UnknownIssuer".to_owned()],
        ..trouble(Reach::NotConnected, Cause::Unreachable)
    };
    let hints = put(&untrusted).hints;
    assert!(hints[0].starts_with("AWS_CA_BUNDLE"), "{hints:?}");
    let unreachable = trouble(Reach::NotConnected, Cause::Unreachable);
    let hints = put(&unreachable).hints;
    assert!(hints[0].contains("HTTPS_PROXY"), "{hints:?}");
    let around = Surroundings {
        lambda_endpoint: Some("http://127.0.0.1:4566".to_owned()),
        ..around()
    };
    let get = subject(Operation::GetFunctionEventInvokeConfig);
    let failure = unreachable.clone().failure(&get, &around, None);
    assert_eq!(
        failure.sentence,
        "No connection to Lambda at http://127.0.0.1:4566: it broke."
    );
    let identity = Subject::whole_account(Operation::GetCallerIdentity);
    let failure = unreachable.clone().failure(&identity, &around, None);
    assert_eq!(
        failure.sentence,
        "No connection to STS in eu-west-1: it broke."
    );
}

#[test]
fn refused_credentials_may_be_a_region_that_is_not_enabled() {
    let refused = answer(403, "UnrecognizedClientException", "invalid");
    let hints = put(&refused).hints.join(" ");
    assert!(hints.contains("opt-in region") && hints.contains("eu-west-1"));
}

#[test]
fn credentials_that_are_missing_are_looked_for_where_the_profile_has_them_from() {
    let missing = trouble(Reach::NotHandedOver, Cause::NoCredentials);
    assert_eq!(
        put(&missing).hints,
        ["Choose a profile with --profile or AWS_PROFILE."]
    );
    let written_wrong = Trouble {
        sources: vec!["ProfileFile provider could not be built".to_owned()],
        ..trouble(Reach::NotHandedOver, Cause::BrokenCredentials)
    };
    let hints = put(&written_wrong).hints;
    assert!(hints[0].starts_with("Mend the profile prod"), "{hints:?}");
    let broken = put(&trouble(Reach::NotHandedOver, Cause::BrokenCredentials)).hints;
    assert!(!broken[0].starts_with("Mend"), "{broken:?}");
}

#[test]
fn refused_credentials_of_the_environment_are_replaced_by_starting_anew() {
    let refused = answer(403, "UnrecognizedClientException", "invalid");
    let last_hint = |renewal| {
        let around = Surroundings {
            way: Way {
                renewal,
                ..Way::UNKNOWN
            },
            ..around()
        };
        let put = subject(Operation::PutFunctionEventInvokeConfig);
        refused.clone().failure(&put, &around, None).hints.pop()
    };
    let environment = last_hint(Renewal::Environment).unwrap();
    assert!(environment.starts_with("These come from AWS_ACCESS_KEY_ID"));
    let keys = last_hint(Renewal::Keys).unwrap();
    assert!(keys.starts_with("Replace or renew them"), "{keys}");
}

/// "Profile default may belong elsewhere" was said of keys of the environment, and that its credentials can't be had.
#[test]
fn no_profile_is_named_where_credentials_are_the_environments_own() {
    let refused = answer(403, "UnrecognizedClientException", "invalid");
    let troubles = [
        refused,
        trouble(Reach::NotHandedOver, Cause::BrokenCredentials),
        trouble(Reach::NotHandedOver, Cause::SlowCredentials),
    ];
    for trouble in troubles {
        for renewal in [Renewal::Environment, Renewal::EnvironmentToken] {
            let told = |source_profile: Option<String>| {
                let around = Surroundings {
                    way: Way {
                        renewal,
                        source_profile,
                    },
                    ..around()
                };
                let put = subject(Operation::PutFunctionEventInvokeConfig);
                let failure = trouble.clone().failure(&put, &around, None);
                format!("{} {}", failure.sentence, failure.hints.join(" ")).to_lowercase()
            };
            let own = told(None);
            assert!(!own.contains("profile"), "{own}");
            assert!(own.contains("the environment"), "{own}");
            // A role that a profile assumes with them is the profile's.
            let role = told(Some("prod".to_owned()));
            assert!(role.contains("profile prod"), "{role}");
        }
    }
}

#[test]
fn a_server_that_shows_an_authoritys_certificate_as_its_own_is_told_so() {
    let unreachable = Trouble {
        sources: vec!["invalid peer certificate: Other(OtherError(CaUsedAsEndEntity))".to_owned()],
        ..trouble(Reach::NotConnected, Cause::Unreachable)
    };
    let hints = put(&unreachable).hints;
    assert!(hints[0].contains("CA:TRUE"), "{hints:?}");
}
