//! The account that is looked at, and the ways into it.
//!
//! Knows what is furnished and how answers are given or withheld. Does not know what a screen makes of it.

use jiff::Timestamp;
use lambda_lasso::app::message::{Message, Size, Traffic};
use lambda_lasso::app::state::Start;
use lambda_lasso::domain::call::{AliasDescription, Answer, Awaited, Query};
use lambda_lasso::domain::failure::{Failure, FailureKind, Operation};
use lambda_lasso::domain::qualifier::Qualifier;
use lambda_lasso::domain::settings::{Setting, StoredConfiguration, StoredSettings};

use super::account::{Account, Lambda, operation};
use super::play::{Play, start};
use super::values::{ACCOUNT, OTHER_ACCOUNT, REGION, configuration, facts, stored, target, whole};

/// Answers instead of the account's, where there is one.
pub(crate) type Instead = fn(&Query) -> Option<Result<Answer, Failure>>;

/// From the list to the function with an alias.
pub(crate) const ORDERS: &str = "g j j enter";

/// A function with versions, and aliases that point to them.
pub(crate) fn lambda(name: &str, aliases: &[(&'static str, u64)], versions: &[u64]) -> Lambda {
    Lambda {
        name: name.to_owned(),
        dead_letter_target: None,
        timeout_seconds: 3,
        reserved_concurrency: None,
        aliases: aliases.to_vec(),
        second: None,
        versions: versions.to_vec(),
        slow: None,
        other_dead_letters: None,
        held: Vec::new(),
    }
}

fn aged(seconds: i64, settings: &str) -> StoredSettings {
    StoredSettings {
        maximum_event_age_in_seconds: Setting::Explicit(seconds),
        ..stored(settings)
    }
}

fn to(destination: &str, settings: &str) -> StoredSettings {
    StoredSettings {
        on_failure: Setting::Explicit(destination.to_owned()),
        ..stored(settings)
    }
}

/// One function of each kind; `orders` has an alias on defaults and settings that a removed alias left behind.
pub(crate) fn furnished() -> Account {
    let dead_letters = Some(format!("arn:aws:sqs:{REGION}:{ACCOUNT}:dead-letters"));
    let mut account = Account {
        functions: vec![
            lambda("billing-chargeback-notification-dispatcher", &[], &[]),
            lambda("invoices", &[], &[]),
            lambda("orders", &[("live", 12)], &[11, 12, 13]),
            Lambda {
                dead_letter_target: dead_letters.clone(),
                ..lambda("payments", &[("live", 7)], &[7])
            },
            Lambda {
                dead_letter_target: dead_letters,
                ..lambda("refunds", &[], &[])
            },
            lambda("reports", &[], &[]),
            lambda("search", &[], &[]),
            lambda("shipping", &[], &[]),
        ],
        ..Account::furnished()
    };
    let s3 = "arn:aws:s3:::reports-that-could-not-be-made";
    let elsewhere = format!("arn:aws:sqs:us-east-1:{OTHER_ACCOUNT}:search-failed");
    for (text, settings) in [
        ("invoices", stored("2 - - invoices-failed")),
        ("orders", stored("1 1h - orders-failed")),
        ("orders:13", stored("2 - - -")),
        ("orders:beta", stored("1 1h - beta-failed")),
        ("payments", stored("- 6h - payments-failed")),
        (
            "payments:live",
            stored("0 1h payments-done payments-failed"),
        ),
        ("reports", to(s3, "2 - - -")),
        ("search", to(&elsewhere, "2 6h - -")),
        ("shipping", aged(90, "2 - - -")),
    ] {
        account.store(&target(text), Some(settings));
    }
    account
}

/// How the program is started in a terminal of a size.
pub(crate) fn started(size: Size) -> Start {
    Start {
        size,
        profile: Some("prod".to_owned()),
        ..start()
    }
}

/// The list, with everything on screen read.
pub(crate) fn begun(size: Size) -> Play {
    Play::with(started(size), furnished())
}

/// The list, with every read waiting to be answered.
pub(crate) fn unanswered(size: Size) -> Play {
    let mut play = Play::unopened(started(size), furnished());
    play.by_hand = true;
    play.opened(1, Ok(facts()));
    play
}

/// The list, with some answers that are not the account's.
pub(crate) fn begun_but(size: Size, instead: Instead) -> Play {
    let mut play = unanswered(size);
    answer_but(&mut play, instead);
    play
}

/// Answers every read, some not from the account.
pub(crate) fn answer_but(play: &mut Play, instead: Instead) {
    while let Some(read) = play.asked.pop_front() {
        let result = instead(&read.query).unwrap_or_else(|| play.account.answer(&read.query));
        play.answered(&read, result);
    }
}

/// Presses keys, with some answers that are not the account's.
pub(crate) fn press_but(play: &mut Play, keys: &str, instead: Instead) {
    play.by_hand = true;
    for key in keys.split(' ') {
        play.press(key);
        answer_but(play, instead);
    }
}

/// What `orders:$LATEST` holds after a change some seconds after 08:00 of the day of the snapshots.
pub(crate) fn changed(seconds: i64, settings: &str) -> StoredConfiguration {
    StoredConfiguration {
        last_modified: Some(Timestamp::from_second(1_800_000_000 + seconds).expect("a time")),
        ..configuration("orders", &Qualifier::Latest, &stored(settings))
    }
}

/// In the form of `orders:$LATEST`, in which some keys were pressed.
pub(crate) fn filling(size: Size, keys: &str) -> Play {
    let mut play = begun(size);
    play.press(ORDERS);
    play.press("enter");
    play.press(keys);
    play
}

/// On `orders`, whose `$LATEST` fails to a FIFO queue: one that is refused as a new value.
pub(crate) fn fifo_held(size: Size) -> Play {
    let mut account = furnished();
    let held = StoredSettings {
        on_failure: Setting::Explicit(format!("arn:aws:sqs:{REGION}:{ACCOUNT}:orders.fifo")),
        ..stored("1 1h - -")
    };
    account.store(&target("orders"), Some(held));
    let mut play = Play::with(started(size), account);
    play.press(ORDERS);
    play
}

/// Says what is on its way.
pub(crate) fn in_flight(play: &mut Play, in_flight: u32, throttled: bool) {
    play.hear(Message::TrafficChanged(Traffic {
        in_flight,
        queued: 0,
        per_second: if throttled { 3 } else { 8 },
        throttled,
        held_seconds: 0,
        awaited: Awaited::default(),
    }));
}

/// A failure in the words with which AWS's client tells it.
pub(crate) fn told(
    kind: FailureKind,
    operation: Operation,
    sentence: &str,
    answer: Option<(u16, &str, &str)>,
) -> Failure {
    let mut failure = Failure::new(kind, operation, sentence);
    if let Some((status, code, message)) = answer {
        failure.status = Some(status);
        failure.code = Some(code.to_owned());
        failure.message = Some(message.to_owned());
        failure.request_id = Some("7f3c1c1e-5f0e-4a53-9d0f-0c7a7d0f6a11".to_owned());
    }
    failure
}

/// A permission that is missing, of a function or of the whole account.
pub(crate) fn denied(operation: Operation, on: Option<&str>) -> Failure {
    let permission = operation.permission();
    let (sentence, resource, hint) = match on {
        Some(name) => {
            let function = name.split(':').next().unwrap_or(name);
            (
                format!("You (OnCall) lack {permission} on {name}."),
                format!("arn:aws:lambda:{REGION}:{ACCOUNT}:function:{function}"),
                format!("A policy must name the function and function:{function}:*."),
            )
        }
        None => (
            format!("You (OnCall) lack {permission}."),
            "*".to_owned(),
            "A policy can grant this on all resources (*) only.".to_owned(),
        ),
    };
    let message = format!(
        "User: arn:aws:sts::{ACCOUNT}:assumed-role/OnCall/somebody is not authorized to perform: {permission} on resource: \
         {resource} because no identity-based policy allows the {permission} action"
    );
    let answer = (403, "AccessDeniedException", message.as_str());
    told(
        FailureKind::AccessDenied,
        operation,
        &sentence,
        Some(answer),
    )
    .hint(hint)
}

/// Whether a query asks one operation about one function.
pub(crate) fn asks(query: &Query, of: Operation, name: &str) -> bool {
    let function = match query {
        Query::Versions { function, .. }
        | Query::Aliases { function, .. }
        | Query::Configurations { function, .. }
        | Query::Concurrency { function }
        | Query::Stack { function } => Some(function),
        Query::Configuration { target }
        | Query::Description { target }
        | Query::Alias { target } => Some(&target.function),
        Query::Identity | Query::Functions { .. } => None,
    };
    operation(query) == of && function.is_some_and(|function| function.name.as_str() == name)
}

/// `orders:live` sends every tenth call to version 13.
pub(crate) fn weighted(query: &Query) -> Option<Result<Answer, Failure>> {
    asks(query, Operation::ListAliases, "orders").then(|| {
        let live = AliasDescription {
            name: "live".to_owned(),
            version: Qualifier::Version(12),
            second: Some((Qualifier::Version(13), 0.1)),
        };
        Ok(Answer::Aliases(whole(vec![live])))
    })
}
