//! Configurations to be exported: what people have, and what only a hostile account would hold.

use lambda_lasso::domain::export::Configuration;
use lambda_lasso::domain::function::{FunctionKey, FunctionName};
use lambda_lasso::domain::place::{AccountId, Region, Scope};
use lambda_lasso::domain::qualifier::Qualifier;
use lambda_lasso::domain::settings::{Setting, StoredSettings};
use proptest::prelude::*;

/// Where the session works, and every function is.
pub(crate) fn scope() -> Scope {
    Scope {
        account: AccountId::parse("123456789012"),
        ..Scope::of_region(Region::parse("eu-west-1").unwrap())
    }
}

pub(crate) fn configuration(
    name: &str,
    qualifier: &Qualifier,
    settings: StoredSettings,
) -> Configuration {
    let scope = scope();
    let function = FunctionKey {
        name: FunctionName::reported(name).unwrap(),
        partition: scope.partition.clone(),
        region: scope.region.clone(),
        account: scope.account.clone(),
    };
    let role = "arn:aws:iam::123456789012:role/orders".to_owned();
    Configuration::new(function.at(qualifier), &scope, settings).with_role(Some(role))
}

/// Names as functions have them, and those that other formats read as something else: numbers, words, signs.
fn name() -> impl Strategy<Value = String> {
    prop_oneof![
        "[a-zA-Z0-9_.-]{1,64}",
        prop::sample::select(vec![
            "on", "null", "1", "0x1f", "1e3", "-", "y", ".inf", "_"
        ])
        .prop_map(str::to_owned),
    ]
}

fn qualifier() -> impl Strategy<Value = Qualifier> {
    let word = |word: &str| Just(Qualifier::Alias(word.to_owned()));
    prop_oneof![
        Just(Qualifier::Latest),
        Just(Qualifier::LatestPublished),
        (1..=u64::MAX).prop_map(Qualifier::Version),
        "[a-zA-Z0-9_-]{0,60}[a-zA-Z_-]".prop_map(Qualifier::Alias),
        word("no"),
        word("1e3"),
        word("-live"),
    ]
}

/// The ARN of a destination that Lambda takes on failure.
pub(crate) fn arn() -> impl Strategy<Value = String> {
    let place = "eu-west-1:123456789012";
    prop_oneof![
        "[a-zA-Z0-9_-]{1,80}".prop_map(move |name| format!("arn:aws:sqs:{place}:{name}")),
        "[a-zA-Z0-9_-]{1,80}".prop_map(move |name| format!("arn:aws:sns:{place}:{name}")),
        "[a-zA-Z0-9_-]{1,64}"
            .prop_map(move |name| format!("arn:aws:lambda:{place}:function:{name}:live")),
        "[a-zA-Z0-9_./-]{1,60}"
            .prop_map(move |name| format!("arn:aws:events:{place}:event-bus/{name}")),
        "[a-z0-9.-]{3,63}".prop_map(|name| format!("arn:aws:s3:::{name}")),
    ]
}

/// Texts that somebody may have to quote: every character, and what shells, YAML, HCL and JavaScript read something into.
fn text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        any::<char>().prop_map(String::from),
        prop::sample::select(vec![
            "${", "%{", "$${", "}", "\"", "'", "\\", "\n", "\r\n", ": ", " #", "//", "`", "$(x)",
            "\u{2028}", "\u{85}", "\u{feff}", "*/", "\t", "{{", "-", "arn:",
        ])
        .prop_map(str::to_owned),
    ];
    prop::collection::vec(piece, 0..12).prop_map(|pieces| pieces.concat())
}

fn settings(
    destination: impl Strategy<Value = String> + Clone + 'static,
) -> impl Strategy<Value = StoredSettings> {
    let destinations = prop::option::of(destination);
    (
        prop::option::of(0..=2_i64),
        prop::option::of(60..=21_600_i64),
        destinations.clone(),
        destinations,
    )
        .prop_map(|(retries, age, on_success, on_failure)| StoredSettings {
            maximum_retry_attempts: retries.into(),
            maximum_event_age_in_seconds: age.into(),
            on_success: on_success.into(),
            on_failure: on_failure.into(),
        })
        .prop_filter("a configuration sets something", |settings| {
            *settings != StoredSettings::default()
        })
}

/// What people have.
pub(crate) fn usual() -> impl Strategy<Value = Configuration> {
    let unknown = prop::collection::vec("[A-Z][A-Za-z.]{0,20}", 0..3);
    (name(), qualifier(), settings(arn().boxed()), unknown).prop_map(
        |(name, qualifier, settings, unknown)| {
            configuration(&name, &qualifier, settings).with_unknown_members(unknown)
        },
    )
}

/// The same with whatever texts a service may answer with.
pub(crate) fn hostile() -> impl Strategy<Value = Configuration> {
    let name = text().prop_filter("a function has a name", |name| !name.is_empty());
    let unknown = prop::collection::vec(text(), 0..3);
    (name, qualifier(), settings(text().boxed()), unknown).prop_map(
        |(name, qualifier, settings, unknown)| {
            configuration(&name, &qualifier, settings).with_unknown_members(unknown)
        },
    )
}

/// Settings out of what a reader found: numbers and texts, or nothing.
pub(crate) fn found(
    retries: Option<i64>,
    age: Option<i64>,
    on_success: Option<&str>,
    on_failure: Option<&str>,
) -> StoredSettings {
    let text = |text: Option<&str>| Setting::from(text.map(str::to_owned));
    StoredSettings {
        maximum_retry_attempts: retries.into(),
        maximum_event_age_in_seconds: age.into(),
        on_success: text(on_success),
        on_failure: text(on_failure),
    }
}
