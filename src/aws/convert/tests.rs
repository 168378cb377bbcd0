//! Answers with and without what they must have.

use super::*;
use crate::domain::place::Region;

const ARN: &str = "arn:aws:lambda:eu-west-1:123456789012:function:orders:live";

fn configuration() -> Configuration {
    Configuration {
        function_arn: Some(ARN.to_owned()),
        last_modified: None,
        maximum_retry_attempts: None,
        maximum_event_age_in_seconds: None,
        destination_config: None,
    }
}

fn described() -> Described {
    Described {
        function_arn: Some(ARN.to_owned()),
        version: Some("1".to_owned()),
        runtime: None,
        timeout: None,
        role: None,
        dead_letter_target: None,
    }
}

#[test]
fn a_half_that_is_null_absent_or_empty_is_not_set() {
    let on_success = |destination: Option<&str>| {
        let half = OnSuccess::builder()
            .set_destination(destination.map(ToOwned::to_owned))
            .build();
        let both = DestinationConfig::builder().on_success(half).build();
        Configuration {
            destination_config: Some(both),
            ..configuration()
        }
    };
    for unset in [
        configuration(),
        Configuration {
            destination_config: Some(DestinationConfig::builder().build()),
            ..configuration()
        },
        on_success(None),
        on_success(Some("")),
    ] {
        assert_eq!(unset.stored().unwrap().settings, StoredSettings::default());
    }
    let set = on_success(Some("arn:aws:sqs:x")).stored().unwrap().settings;
    assert_eq!(
        set.on_success,
        Setting::Explicit("arn:aws:sqs:x".to_owned())
    );
}

#[test]
fn values_out_of_bounds_are_shown_as_they_are() {
    let odd = Configuration {
        maximum_retry_attempts: Some(99),
        maximum_event_age_in_seconds: Some(-1),
        ..configuration()
    };
    let settings = odd.stored().unwrap().settings;
    assert_eq!(settings.maximum_retry_attempts, Setting::Explicit(99));
    assert_eq!(settings.maximum_event_age_in_seconds, Setting::Explicit(-1));
}

// The SDK keeps .159 as 158,999,919 ns.
#[test]
fn an_instant_is_what_was_sent() {
    for (sent, printed) in [
        (1_573_686_021.159, "2019-11-13T23:00:21.159Z"),
        (1_573_686_021.0, "2019-11-13T23:00:21Z"),
        (1_795_302_834.159_883, "2026-11-21T23:13:54.159883Z"),
    ] {
        let date = DateTime::from_secs_f64(sent);
        assert_eq!(timestamp(&date).unwrap().to_string(), printed);
    }
    assert_eq!(timestamp(&DateTime::from_secs(i64::MAX)), None);
}

#[test]
fn a_member_that_is_needed_and_not_there_is_named() {
    let nameless = Configuration {
        function_arn: None,
        ..configuration()
    };
    assert_eq!(nameless.stored(), Err(Unreadable::Missing("FunctionArn")));
    let without_version = Described {
        version: None,
        ..described()
    };
    assert_eq!(
        without_version.description(),
        Err(Unreadable::Missing("Version"))
    );
    let nonsense = Described {
        function_arn: Some("orders".to_owned()),
        ..described()
    };
    assert_eq!(
        nonsense.description().unwrap_err().to_string(),
        "The answer's FunctionArn reads \"orders\"."
    );
    assert_eq!(
        alias(None, Some("1".to_owned()), None),
        Err(Unreadable::Missing("Name"))
    );
    let no_rows: Option<Vec<()>> = None;
    assert_eq!(
        page(no_rows, None, "Functions", Ok),
        Err(Unreadable::Missing("Functions"))
    );
}

#[test]
fn an_empty_marker_is_the_end_of_a_listing() {
    for (marker, next) in [
        (None, None),
        (Some(""), None),
        (Some("more"), Some("more".to_owned())),
    ] {
        let page = page(
            Some(vec![()]),
            marker.map(ToOwned::to_owned),
            "Functions",
            Ok,
        );
        assert_eq!(page.unwrap().next, next);
    }
}

#[test]
fn an_answer_is_about_the_function_account_and_qualifier_that_were_asked_for() {
    let region = Region::parse("eu-west-1").unwrap();
    let scope = |account| Scope {
        account: AccountId::parse(account),
        ..Scope::of_region(region.clone())
    };
    let (asked, _) = parse_reported_arn(ARN).unwrap();
    let nobody_knows = FunctionKey {
        account: None,
        ..asked.clone()
    };
    let live = Qualifier::Alias("live".to_owned());
    let own = "123456789012";
    for (arn, asked, account, same) in [
        (ARN, &asked, own, true),
        (ARN, &asked, "", true),
        (ARN, &nobody_knows, "", true),
        (ARN, &nobody_knows, "210987654321", false),
        // The qualifier is compared only where it is named.
        (
            "arn:aws:lambda:eu-west-1:123456789012:function:orders",
            &asked,
            own,
            true,
        ),
        (
            "arn:aws:lambda:eu-west-1:123456789012:function:orders:1",
            &asked,
            own,
            false,
        ),
        (
            "arn:aws:lambda:eu-west-1:123456789012:function:other:live",
            &asked,
            own,
            false,
        ),
        (
            "arn:aws:lambda:us-east-1:123456789012:function:orders:live",
            &asked,
            own,
            false,
        ),
        (
            "arn:aws:lambda:eu-west-1:210987654321:function:orders:live",
            &asked,
            own,
            false,
        ),
    ] {
        let answer = about(arn, asked, Some(&live), &scope(account));
        assert_eq!(answer.is_ok(), same, "{arn} in {account:?}: {answer:?}");
    }
}
