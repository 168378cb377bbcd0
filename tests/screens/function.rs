//! One function and its qualifiers.

use lambda_lasso::app::message::Size;
use lambda_lasso::domain::call::{Answer, Query};
use lambda_lasso::domain::failure::{Failure, FailureKind, Operation};

use super::account::operation;
use super::play::Play;
use super::scene::{Scene, WIDEST};
use super::world::{
    Instead, ORDERS, asks, begun, begun_but, denied, filling, in_flight, press_but, told, weighted,
};

pub(crate) const SCENES: &[Scene] = &[
    Scene::in_every_size("function_loading", |size| {
        let mut play = begun(size);
        play.by_hand = true;
        play.press(ORDERS);
        in_flight(&mut play, 4, false);
        play
    }),
    Scene::in_every_size("function_alias_that_drops", |size| {
        opened(size, "j", weighted)
    }),
    Scene::usual("function_latest", |size| opened(size, "g", weighted)),
    Scene::in_every_size("function_orphan", |size| opened(size, "G", weighted)),
    Scene::usual("function_dead_letters", |size| {
        let mut play = begun(size);
        play.press("j j j enter j");
        play
    }),
    Scene::in_every_size("function_missing_aliases", |size| {
        opened(size, "G", without_aliases)
    }),
    Scene::usual("function_missing_configurations", |size| {
        opened(size, "j", without_configurations)
    }),
    Scene::usual("function_missing_versions", |size| {
        opened(size, "j", without_versions)
    }),
    Scene::usual("function_missing_concurrency", |size| {
        opened(size, "g", without_concurrency)
    }),
    Scene::usual("function_never_tried", |size| {
        opened(size, "g", never_tried)
    }),
    Scene::usual("function_aliases_not_read_again", |size| {
        read_again(size, without_aliases)
    }),
    Scene::usual("function_configurations_not_read_again", |size| {
        read_again(size, without_configurations)
    }),
    Scene::in_every_size("function_gone", |size| read_again(size, gone)),
    Scene::in_every_size("function_without_anything", |size| {
        let mut play = begun(size);
        play.press("g enter");
        play
    }),
    Scene::in_every_size("function_unreadable", |size| opened(size, "g", unreadable)),
    Scene::in_every_size("function_both_destinations", |size| {
        let mut play = begun(size);
        play.press("j j j enter j");
        play
    }),
    Scene::usual("function_left_the_listing", |size| {
        let mut play = begun(size);
        play.press(ORDERS);
        play.by_hand = true;
        play.press("esc r enter");
        play.account.remove("orders");
        play.answer();
        play
    }),
    Scene::usual("function_draft", |size| filling(size, "backspace 0 esc")),
    Scene {
        name: "form_beside_the_list",
        sizes: WIDEST,
        reach: |size| filling(size, "backspace 0"),
    },
    Scene {
        name: "review_beside_the_list",
        sizes: WIDEST,
        reach: |size| filling(size, "backspace 0 ctrl-s y"),
    },
    Scene::usual("function_nothing_to_undo", |size| {
        opened(size, "u", weighted)
    }),
];

fn opened(size: Size, keys: &str, instead: Instead) -> Play {
    let mut play = begun_but(size, instead);
    press_but(&mut play, ORDERS, instead);
    press_but(&mut play, keys, instead);
    play
}

/// The same after everything was read once as it is and then again.
fn read_again(size: Size, instead: Instead) -> Play {
    let mut play = begun(size);
    play.press(ORDERS);
    press_but(&mut play, "r", instead);
    play
}

fn without(query: &Query, operation: Operation) -> Option<Result<Answer, Failure>> {
    asks(query, operation, "orders").then(|| Err(denied(operation, Some("orders"))))
}

fn without_aliases(query: &Query) -> Option<Result<Answer, Failure>> {
    without(query, Operation::ListAliases)
}

fn without_configurations(query: &Query) -> Option<Result<Answer, Failure>> {
    without(query, Operation::ListFunctionEventInvokeConfigs)
}

fn without_versions(query: &Query) -> Option<Result<Answer, Failure>> {
    without(query, Operation::ListVersionsByFunction)
}

fn without_concurrency(query: &Query) -> Option<Result<Answer, Failure>> {
    without(query, Operation::GetFunctionConcurrency)
}

fn gone(query: &Query) -> Option<Result<Answer, Failure>> {
    let asked = operation(query);
    let message = if asked == Operation::ListFunctionEventInvokeConfigs {
        "The function doesn't exist."
    } else {
        "Function not found: arn:aws:lambda:eu-west-1:123456789012:function:orders"
    };
    let answer = Some((404, "ResourceNotFoundException", message));
    asks(query, asked, "orders").then(|| Err(told(FailureKind::NotFound, asked, message, answer)))
}

/// Nothing of the function can be read.
fn unreadable(query: &Query) -> Option<Result<Answer, Failure>> {
    let asked = operation(query);
    asks(query, asked, "orders").then(|| Err(denied(asked, Some("orders"))))
}

fn never_tried(query: &Query) -> Option<Result<Answer, Failure>> {
    asks(query, Operation::GetFunctionConcurrency, "orders")
        .then_some(Ok(Answer::Concurrency(Some(0))))
}
