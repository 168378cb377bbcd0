//! The list of functions.

use jiff::SignedDuration;
use lambda_lasso::app::message::{Message, Size, Traffic};
use lambda_lasso::domain::call::{Answer, Awaited, Query, Whom};
use lambda_lasso::domain::failure::{Failure, FailureKind, Operation};
use lambda_lasso::domain::qualifier::Qualifier;

use super::account::{Account, Lambda, many};
use super::play::Play;
use super::scene::{Scene, TOO_SMALL};
use super::values::stored;
use super::world::{
    asks, begun, begun_but, denied, filling, furnished, in_flight, started, told, unanswered,
};

pub(crate) const SCENES: &[Scene] = &[
    Scene::usual("explorer_opening", |size| {
        Play::unopened(started(size), furnished())
    }),
    Scene::in_every_size("explorer_no_credentials", no_credentials),
    Scene::in_every_size("explorer_loading", loading),
    Scene::in_every_size("explorer_settings_unread", |size| {
        let mut play = loading(size);
        play.answer_one();
        in_flight(&mut play, 5, true);
        play
    }),
    Scene::in_every_size("explorer_silent", silent),
    Scene::usual("explorer_stopped_waiting", |size| {
        let mut play = silent(size);
        play.press("esc");
        play
    }),
    Scene::in_every_size("explorer_read", begun),
    Scene {
        name: "explorer_too_small",
        sizes: TOO_SMALL,
        reach: begun,
    },
    Scene::in_every_size("explorer_selected_with_alias", |size| pressed(size, "j j")),
    Scene::usual("explorer_selected_with_dead_letters", |size| {
        pressed(size, "j j j")
    }),
    Scene::in_every_size("explorer_filtering", |size| pressed(size, "/ r e")),
    Scene::usual("explorer_filtered", |size| pressed(size, "/ r e enter")),
    Scene::usual("explorer_filter_without_match", |size| {
        pressed(size, "/ x y z")
    }),
    Scene::usual("explorer_names_alike", |size| {
        let mut account = furnished();
        account.functions = alike();
        let mut play = Play::with(started(size), account);
        play.press("/ p a y");
        play
    }),
    Scene::in_every_size("explorer_many_qualifiers", |size| {
        Play::with(started(size), with_many_qualifiers())
    }),
    Scene::in_every_size("explorer_names_of_all_scripts", |size| {
        Play::with(started(size), in_all_scripts())
    }),
    Scene::in_every_size("explorer_empty", |size| {
        let mut account = furnished();
        account.functions.clear();
        Play::with(started(size), account)
    }),
    Scene::usual("explorer_many", |size| {
        let mut account = furnished();
        account.functions = many(1204);
        let mut play = Play::with(started(size), account);
        play.press("pagedown j");
        play
    }),
    Scene::in_every_size("explorer_partly_unreadable", |size| {
        let mut play = begun_but(size, partly);
        play.press("j j");
        play
    }),
    Scene::in_every_size("explorer_refused", |size| begun_but(size, refused)),
    Scene::usual("explorer_account_unknown", |size| {
        begun_but(size, unidentified)
    }),
    Scene::usual("explorer_draft", |size| {
        filling(size, "backspace 0 esc esc")
    }),
    Scene::usual("explorer_read_some_time_ago", |size| {
        let mut play = begun(size);
        play.pass(SignedDuration::from_mins(6));
        play.press("j");
        play
    }),
    Scene::usual("explorer_marks", |size| {
        let mut begin = started(size);
        begin.read_only = true;
        begin.demo = true;
        Play::with(begin, furnished())
    }),
    Scene::usual("explorer_unbound_key", |size| pressed(size, "y")),
];

/// Names that differ only where a narrow column leaves them out.
fn alike() -> Vec<Lambda> {
    ["eu", "us", "ap", "sa"]
        .map(|place| Lambda {
            name: format!("payments-settlement-{place}-invoices-v2"),
            ..furnished().functions.remove(1)
        })
        .into()
}

/// One function with more qualifiers than the pane has rows.
fn with_many_qualifiers() -> Account {
    const ALIASES: [(&str, u64); 12] = [
        ("blue", 10_007),
        ("canary", 10_008),
        ("eu", 10_008),
        ("green", 10_008),
        ("live", 10_008),
        ("preview", 10_009),
        ("qa", 10_009),
        ("shadow", 10_009),
        ("staging", 10_009),
        ("test", 10_009),
        ("us", 10_009),
        ("yesterday", 10_001),
    ];
    let mut account = furnished();
    account.functions.truncate(1);
    for lambda in &mut account.functions {
        lambda.aliases = ALIASES.to_vec();
        let live = Qualifier::Alias("live".to_owned());
        lambda.held.push((live, stored("0 1h - dispatches-failed")));
    }
    account
}

/// Names in wide, combined and hidden characters, as a service may report them.
fn in_all_scripts() -> Account {
    let mut account = furnished();
    account.functions.truncate(2);
    let names = [
        "\u{652f}\u{6255}\u{3044}\u{51e6}\u{7406}\u{5931}\u{6557}\u{30ad}\u{30e5}\u{30fc}",
        "re\u{301}clamations-e\u{301}checs-de-paiement-e\u{301}te\u{301}",
    ];
    for (lambda, name) in account.functions.iter_mut().zip(names) {
        lambda.dead_letter_target = Some(format!("arn:aws:sqs:eu-west-1:123456789012:{name}"));
        lambda.aliases = vec![("\u{202e}live", 1)];
    }
    account
}

fn pressed(size: Size, keys: &str) -> Play {
    let mut play = begun(size);
    play.press(keys);
    play
}

/// The account is known, the functions are on their way.
fn loading(size: Size) -> Play {
    let mut play = unanswered(size);
    play.answer_one();
    in_flight(&mut play, 1, false);
    play
}

/// The functions are listed, and Lambda answers nothing about them for the second time.
fn silent(size: Size) -> Play {
    let mut play = loading(size);
    play.answer_one();
    play.hear(Message::TrafficChanged(Traffic {
        in_flight: 4,
        queued: 2,
        per_second: 8,
        throttled: false,
        held_seconds: 0,
        awaited: Awaited::default().with(Whom::Lambda, 2),
    }));
    play.wake();
    play
}

fn no_credentials(size: Size) -> Play {
    let mut play = Play::unopened(started(size), furnished());
    let failure = told(
        FailureKind::NoCredentials,
        Operation::OpenSession,
        "No credentials were found (profile prod).",
        None,
    );
    play.opened(
        1,
        Err(failure.hint("aws sso login --profile prod, then r.")),
    );
    play
}

fn partly(query: &Query) -> Option<Result<Answer, Failure>> {
    for (operation, name) in [
        (Operation::ListAliases, "orders"),
        (Operation::ListFunctionEventInvokeConfigs, "payments"),
    ] {
        if asks(query, operation, name) {
            return Some(Err(denied(operation, Some(name))));
        }
    }
    None
}

fn refused(query: &Query) -> Option<Result<Answer, Failure>> {
    matches!(query, Query::Functions { .. }).then(|| Err(denied(Operation::ListFunctions, None)))
}

fn unidentified(query: &Query) -> Option<Result<Answer, Failure>> {
    let sentence = "Account unknown: sts:GetCallerIdentity was refused.";
    let operation = Operation::GetCallerIdentity;
    matches!(query, Query::Identity)
        .then(|| Err(told(FailureKind::AccessDenied, operation, sentence, None)))
}
