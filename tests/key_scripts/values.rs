//! Values that scripts are written with: targets, settings, identities, failures and outcomes, each from a word or two.
//!
//! Knows the domain. Does not know the state machine.

use jiff::Timestamp;
use lambda_lasso::domain::call::{
    CredentialsGeneration, Exchange, Identity, Outcome, Page, SessionFacts,
};
use lambda_lasso::domain::failure::{Failure, FailureKind, Operation};
use lambda_lasso::domain::function::{FunctionKey, FunctionName, Target};
use lambda_lasso::domain::place::{AccountId, Partition, Region, Scope};
use lambda_lasso::domain::qualifier::Qualifier;
use lambda_lasso::domain::settings::{Setting, StoredConfiguration, StoredSettings};

pub(crate) const REGION: &str = "eu-west-1";
pub(crate) const ACCOUNT: &str = "123456789012";
pub(crate) const OTHER_ACCOUNT: &str = "210987654321";

/// A page that is the last.
pub(crate) fn whole<T>(items: Vec<T>) -> Page<T> {
    Page { items, next: None }
}

pub(crate) fn caller(account: &str, credentials: u64) -> Identity {
    Identity {
        account: AccountId::parse(account).expect("an account"),
        arn: format!("arn:aws:sts::{account}:assumed-role/OnCall/somebody"),
        credentials: CredentialsGeneration(credentials),
    }
}

pub(crate) fn facts() -> SessionFacts {
    SessionFacts {
        scope: Scope::of_region(Region::parse(REGION).expect("a region")),
        profile: None,
        endpoint: None,
        warning: None,
        unprotected: None,
    }
}

pub(crate) fn key(name: &str) -> FunctionKey {
    let region = Region::parse(REGION).expect("a region");
    FunctionKey {
        name: FunctionName::parse(name).expect("a name"),
        partition: Partition::of_region(&region),
        region,
        account: AccountId::parse(ACCOUNT),
    }
}

/// `orders:live`, or `orders` for `$LATEST`.
pub(crate) fn target(text: &str) -> Target {
    let (name, qualifier) = named(text);
    Target {
        function: key(&name),
        qualifier,
    }
}

/// The name and the qualifier of `orders:live`.
fn named(text: &str) -> (String, Qualifier) {
    match text.split_once(':') {
        Some((name, qualifier)) => (
            name.to_owned(),
            Qualifier::parse(qualifier).expect("a qualifier"),
        ),
        None => (text.to_owned(), Qualifier::Latest),
    }
}

fn set<T>(word: &str, value: impl FnOnce(&str) -> T) -> Setting<T> {
    match word {
        "-" => Setting::ServiceDefault,
        word => Setting::Explicit(value(word)),
    }
}

/// Retries, age, queue on success, queue on failure; `-` where nothing is set.
pub(crate) fn stored(text: &str) -> StoredSettings {
    let words: Vec<&str> = text.split(' ').collect();
    let [retries, age, success, failure] = words[..] else {
        panic!("four words, not {text:?}")
    };
    let queue = |name: &str| format!("arn:aws:sqs:{REGION}:{ACCOUNT}:{name}");
    StoredSettings {
        maximum_retry_attempts: set(retries, |word| word.parse().expect("a number")),
        maximum_event_age_in_seconds: set(age, |word| {
            let hours = word.strip_suffix('h').expect("hours");
            hours.parse::<i64>().expect("a number") * 3600
        }),
        on_success: set(success, queue),
        on_failure: set(failure, queue),
    }
}

/// A configuration as the service reports it; other settings were stored at another time.
pub(crate) fn configuration(
    name: &str,
    qualifier: &Qualifier,
    settings: &StoredSettings,
) -> StoredConfiguration {
    // What scripts change settings to: no retry, two hours.
    let retries = settings.maximum_retry_attempts.explicit();
    let age = settings.maximum_event_age_in_seconds.explicit();
    let minutes = i64::from(retries == Some(&0)) + 2 * i64::from(age == Some(&7200));
    let at = 1_700_000_000 + 60 * minutes;
    StoredConfiguration {
        function_arn: format!("arn:aws:lambda:{REGION}:{ACCOUNT}:function:{name}:{qualifier}"),
        settings: settings.clone(),
        last_modified: Timestamp::from_second(at).ok(),
        unknown_members: Vec::new(),
    }
}

pub(crate) fn failure(kind: FailureKind, operation: Operation) -> Failure {
    Failure::new(kind, operation, format!("{operation} came to {kind:?}."))
}

/// A request that was answered with a status.
pub(crate) fn exchange(status: u16) -> Exchange {
    Exchange {
        sent_at: Timestamp::from_second(1_800_000_000).expect("a time"),
        took_milliseconds: 40,
        status: Some(status),
        request_id: Some(format!("request-{status}")),
    }
}

pub(crate) fn refused(kind: FailureKind, status: u16) -> Outcome {
    Outcome::Refused {
        failure: failure(kind, Operation::PutFunctionEventInvokeConfig),
        exchange: exchange(status),
    }
}

pub(crate) fn unknown() -> Outcome {
    Outcome::Unknown {
        failure: failure(
            FailureKind::NoAnswer,
            Operation::PutFunctionEventInvokeConfig,
        ),
        exchange: Exchange {
            status: None,
            request_id: None,
            ..exchange(0)
        },
    }
}

pub(crate) fn applied(text: &str, settings: &str) -> Outcome {
    let target = target(text);
    Outcome::Applied {
        held: (!settings.is_empty()).then(|| {
            configuration(
                target.function.name.as_str(),
                &target.qualifier,
                &stored(settings),
            )
        }),
        exchange: exchange(200),
    }
}
