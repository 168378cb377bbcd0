//! The form.

use lambda_lasso::app::message::Size;
use lambda_lasso::domain::call::Outcome;
use lambda_lasso::domain::failure::{FailureKind, Operation};

use super::play::Play;
use super::scene::Scene;
use super::values::exchange;
use super::world::{ORDERS, begun, fifo_held, filling, told};

pub(crate) const SCENES: &[Scene] = &[
    Scene::in_every_size("form_as_held", |size| filling(size, "")),
    Scene::in_all_sizes("form_long_name", |size| {
        let mut play = begun(size);
        play.press("enter enter 0");
        play
    }),
    Scene::usual("form_on_defaults", |size| {
        let mut play = begun(size);
        play.press(ORDERS);
        play.press("j enter");
        play
    }),
    Scene::usual("form_orphan", |size| {
        let mut play = begun(size);
        play.press(ORDERS);
        play.press("G enter");
        play
    }),
    Scene::in_every_size("form_changed", |size| {
        filling(size, "backspace 0 tab ctrl-u 1 m 3 0 s tab tab")
    }),
    Scene::in_every_size("form_emptied", |size| {
        filling(size, "tab ctrl-u tab tab ctrl-u")
    }),
    Scene::in_every_size("form_emptied_whole", |size| {
        filling(size, "ctrl-u tab ctrl-u tab ctrl-u tab ctrl-u")
    }),
    Scene::usual("form_retry_lost", |size| {
        filling(size, "backspace 2 tab ctrl-u 9 0")
    }),
    Scene::in_every_size("form_wrong", |size| {
        filling(size, "backspace 3 tab ctrl-u 6 tab tab ctrl-u q tab")
    }),
    Scene::usual("form_with_a_held_fifo_queue", |size| {
        let mut play = fifo_held(size);
        play.press("enter backspace 0");
        play
    }),
    Scene::in_every_size("form_unfinished", |size| {
        let mut play = filling(size, "tab tab tab ctrl-u");
        play.paste("arn:aws:sqs:eu-west-1:");
        play
    }),
    Scene::in_every_size("form_elsewhere", |size| {
        let mut play = filling(size, "tab tab tab ctrl-u");
        play.paste("arn:aws:sqs:us-east-1:210987654321:orders-failed");
        play
    }),
    Scene::usual("form_queue_address", |size| {
        let mut play = filling(size, "tab tab tab ctrl-u");
        play.paste("https://sqs.eu-west-1.amazonaws.com/123456789012/payments-failed\n");
        play
    }),
    Scene::usual("form_two_arns", |size| {
        let mut play = filling(size, "tab tab tab ctrl-u");
        play.paste("arn:aws:sqs:eu-west-1:123456789012:a\narn:aws:sqs:eu-west-1:123456789012:b");
        play
    }),
    Scene::usual("form_bucket_on_success", |size| {
        let mut play = filling(size, "tab tab ctrl-u");
        play.paste("arn:aws:s3:::orders-done");
        play.press("tab");
        play
    }),
    Scene::in_every_size("form_refused", refused),
    Scene::usual("form_button", |size| {
        filling(size, "backspace 0 tab tab tab tab")
    }),
    Scene::usual("form_nothing_to_send", |size| filling(size, "ctrl-s")),
    Scene::usual("form_review_of_what_is_wrong", |size| {
        filling(size, "backspace 7 ctrl-s")
    }),
];

/// AWS refused the queue, and one went on to the field.
fn refused(size: Size) -> Play {
    let mut play = filling(size, "tab tab tab ctrl-u");
    play.paste("arn:aws:sqs:eu-west-1:123456789012:orders-faild");
    play.press("ctrl-s");
    super::review::send(&mut play);
    let message = "The destination ARN arn:aws:sqs:eu-west-1:123456789012:orders-faild is invalid.";
    let failure = told(
        FailureKind::InvalidRequest,
        Operation::PutFunctionEventInvokeConfig,
        message,
        Some((400, "InvalidParameterValueException", message)),
    );
    play.written(Outcome::Refused {
        failure,
        exchange: exchange(400),
    });
    play.press("enter");
    play
}
