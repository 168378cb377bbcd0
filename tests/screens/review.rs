//! The review, the send line, and the way to the write.

use lambda_lasso::app::message::Size;
use lambda_lasso::domain::call::{Answer, Query};
use lambda_lasso::domain::failure::{Failure, FailureKind, Operation};

use super::outcome::busy;
use super::play::Play;
use super::scene::Scene;
use super::values::{applied, stored, target};
use super::world::{
    ORDERS, asks, begun, begun_but, fifo_held, filling, furnished, in_flight, lambda, press_but,
    started, told,
};

pub(crate) const SCENES: &[Scene] = &[
    Scene::in_every_size("review_reset", reset),
    Scene::in_all_sizes("review_reset_end", |size| {
        let mut play = reset(size);
        play.press("G");
        play
    }),
    Scene::in_every_size("review_body", |size| {
        let mut play = reset(size);
        play.press("2");
        play
    }),
    Scene::in_every_size("review_command", |size| {
        let mut play = reset(size);
        play.press("3");
        play
    }),
    Scene::usual("review_new", |size| {
        let mut play = begun(size);
        play.press(ORDERS);
        play.press("j enter 0 tab 1 h tab tab");
        play.paste("arn:aws:sqs:eu-west-1:123456789012:orders-failed");
        play.press("ctrl-s");
        play
    }),
    Scene::in_every_size("review_delete", delete),
    Scene::in_every_size("review_forgotten", forgotten),
    Scene::in_every_size("review_put_back", put_back),
    Scene::usual("review_left_behind", |size| {
        let mut play = begun(size);
        play.press(ORDERS);
        play.press("G X");
        play
    }),
    Scene::usual("review_of_a_fifo_queue", fifo),
    Scene::usual("review_beside_a_held_fifo_queue", |size| {
        let mut play = fifo_held(size);
        play.press("enter backspace 0 ctrl-s");
        play
    }),
    Scene::in_every_size("review_drops", |size| {
        filling(size, "tab tab tab ctrl-u ctrl-s")
    }),
    Scene::usual("review_owned_by_a_stack", |size| {
        let mut play = begun(size);
        press_but(&mut play, ORDERS, owned);
        press_but(&mut play, "enter backspace 0 ctrl-s", owned);
        play
    }),
    Scene::in_every_size("review_read_only", |size| {
        let mut begin = started(size);
        begin.read_only = true;
        let mut play = Play::with(begin, furnished());
        play.press(ORDERS);
        play.press("enter backspace 0 ctrl-s y y");
        play
    }),
    Scene::usual("review_pages_first", |size| {
        let mut play = reset(Size { rows: 16, ..size });
        play.resize(size.columns, 16);
        play.press("y");
        play.resize(size.columns, size.rows);
        play
    }),
    Scene::in_every_size("review_send_line", |size| {
        let mut play = reset(size);
        ask(&mut play);
        play
    }),
    Scene::in_all_sizes("review_send_line_long_name", |size| {
        let mut play = begun(size);
        play.press("enter enter 0 ctrl-s");
        ask(&mut play);
        play
    }),
    Scene::in_every_size("review_word_asked", |size| {
        let mut play = delete(size);
        ask(&mut play);
        play.press("r e s");
        play
    }),
    Scene::in_all_sizes("review_words_asked_longest_names", |size| {
        let mut play = longest_names(size);
        ask(&mut play);
        for letter in LONGEST_NAME.chars() {
            play.press(&letter.to_string());
        }
        play.press("space r e s e");
        play
    }),
    Scene::usual("review_name_asked", |size| {
        let mut play = begun_but(size, unidentified);
        press_but(&mut play, ORDERS, unidentified);
        press_but(&mut play, "enter backspace 0 ctrl-s", unidentified);
        ask(&mut play);
        play
    }),
    Scene::usual("review_keys_too_early", |size| {
        let mut play = reset(size);
        ask(&mut play);
        play.press("esc");
        play.burst("y enter");
        play
    }),
    Scene::usual("checking", |size| {
        let mut play = reset(size);
        ask(&mut play);
        play.by_hand = true;
        play.press("enter");
        in_flight(&mut play, 2, false);
        play
    }),
    Scene::usual("sending", |size| {
        let mut play = sending(size);
        in_flight(&mut play, 1, false);
        play
    }),
    Scene::usual("sending_again", |size| {
        let mut play = sending(size);
        play.written(busy());
        play
    }),
];

/// The review of one retry less and an age that was emptied.
pub(crate) fn reset(size: Size) -> Play {
    filling(size, "backspace 0 tab ctrl-u ctrl-s")
}

/// The review of settings that were copied elsewhere, where fewer are set.
fn forgotten(size: Size) -> Play {
    let mut play = begun(size);
    play.press(ORDERS);
    play.press("j j c s g v");
    play
}

/// The review of what was before a change that set an age.
fn put_back(size: Size) -> Play {
    let mut play = begun(size);
    play.press(ORDERS);
    play.press("j j enter tab 1 h ctrl-s");
    send(&mut play);
    play.account
        .store(&target("orders:13"), Some(stored("2 1h - -")));
    play.written(applied("orders:13", "2 1h - -"));
    play.press("u");
    play
}

/// The review of one retry less beside a destination that gets nothing.
fn fifo(size: Size) -> Play {
    let mut play = fifo_held(size);
    play.press("enter tab tab tab ctrl-u ctrl-s");
    play
}

/// The review of the removal of what `orders:$LATEST` holds.
fn delete(size: Size) -> Play {
    let mut play = begun(size);
    play.press(ORDERS);
    play.press("X");
    play
}

/// The longest names that Lambda takes.
const LONGEST_NAME: &str = "checkout-orders-payment-capture-worker-production-eu-west-1-blue";
const LONGEST_ALIAS: &str = "deployment-of-the-payment-capture-worker-that-takes-the-orders-of-the-checkout-in-production-and-of-its-canary-beside-it-in-blue";

/// The review of a removal that drops events, in an unknown account.
fn longest_names(size: Size) -> Play {
    assert_eq!((LONGEST_NAME.len(), LONGEST_ALIAS.len()), (64, 128));
    let mut account = furnished();
    account.functions = vec![lambda(LONGEST_NAME, &[(LONGEST_ALIAS, 12)], &[12])];
    account.refuse(Operation::GetCallerIdentity, FailureKind::AccessDenied);
    let held = stored("1 1h - orders-failed");
    account.store(
        &target(&format!("{LONGEST_NAME}:{LONGEST_ALIAS}")),
        Some(held),
    );
    let mut play = Play::with(started(size), account);
    play.press("enter j X");
    play
}

/// Pages through the review until the send line opens.
pub(crate) fn ask(play: &mut Play) {
    for _ in 0..20 {
        if play.place() == "asking" {
            return;
        }
        play.press("y");
    }
    panic!("the send line did not open: {}", play.notice());
}

/// From the review to the write.
pub(crate) fn send(play: &mut Play) {
    ask(play);
    play.press("enter");
    if play.place() == "asking" {
        play.press("r e s e t enter");
    }
    assert_eq!(play.place(), "sending");
}

/// With the change of [`reset`] handed over.
pub(crate) fn sending(size: Size) -> Play {
    let mut play = reset(size);
    send(&mut play);
    play.by_hand = true;
    play
}

fn owned(query: &Query) -> Option<Result<Answer, Failure>> {
    asks(query, Operation::ListTags, "orders")
        .then(|| Ok(Answer::Stack(Some("pay-prod".to_owned()))))
}

fn unidentified(query: &Query) -> Option<Result<Answer, Failure>> {
    let sentence = "Account unknown: sts:GetCallerIdentity was refused.";
    let operation = Operation::GetCallerIdentity;
    matches!(query, Query::Identity)
        .then(|| Err(told(FailureKind::AccessDenied, operation, sentence, None)))
}
