//! The list of functions.

use jiff::SignedDuration;
use lambda_lasso::app::message::{Message, Size, Traffic};
use lambda_lasso::domain::call::{Answer, Awaited, Query, Whom};
use lambda_lasso::domain::failure::{Failure, FailureKind, Operation};

use super::account::many;
use super::play::Play;
use super::scene::{Scene, TOO_SMALL};
use super::world::{
    asks, begun, begun_but, denied, filling, furnished, in_flight, started, told, unanswered,
};

pub(crate) const SCENES: &[Scene] = &[
    Scene::usual("explorer_opening", |size| {
        Play::unopened(started(size), furnished())
    }),
    Scene::usual("explorer_no_credentials", no_credentials),
    Scene::usual("explorer_loading", loading),
    Scene::in_all_sizes("explorer_settings_unread", |size| {
        let mut play = loading(size);
        play.answer_one();
        in_flight(&mut play, 5, true);
        play
    }),
    Scene::in_all_sizes("explorer_silent", silent),
    Scene::usual("explorer_stopped_waiting", |size| {
        let mut play = silent(size);
        play.press("esc");
        play
    }),
    Scene::in_all_sizes("explorer_read", begun),
    Scene {
        name: "explorer_too_small",
        sizes: TOO_SMALL,
        reach: begun,
    },
    Scene::usual("explorer_selected_with_alias", |size| pressed(size, "j j")),
    Scene::usual("explorer_selected_with_dead_letters", |size| {
        pressed(size, "j j j")
    }),
    Scene::usual("explorer_filtering", |size| pressed(size, "/ r e")),
    Scene::usual("explorer_filtered", |size| pressed(size, "/ r e enter")),
    Scene::usual("explorer_filter_without_match", |size| {
        pressed(size, "/ x y z")
    }),
    Scene::usual("explorer_empty", |size| {
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
    Scene::in_all_sizes("explorer_partly_unreadable", |size| {
        let mut play = begun_but(size, partly);
        play.press("j j");
        play
    }),
    Scene::usual("explorer_refused", |size| begun_but(size, refused)),
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
