//! What a write came to.

use lambda_lasso::app::message::Size;
use lambda_lasso::domain::call::{Answer, Exchange, Outcome, Query};
use lambda_lasso::domain::failure::{Failure, FailureKind, Operation};

use super::account::Account;
use super::play::Play;
use super::review::{ask, reset, send, sending};
use super::scene::Scene;
use super::values::{OTHER_ACCOUNT, caller, exchange};
use super::world::{ORDERS, answer_but, begun, changed, denied, told};

const PUT: Operation = Operation::PutFunctionEventInvokeConfig;

pub(crate) const SCENES: &[Scene] = &[
    Scene::in_every_size("outcome_done", |size| {
        written(size, done("0 - - orders-failed"))
    }),
    Scene::usual("outcome_done_end", |size| {
        let mut play = written(size, done("0 - - orders-failed"));
        play.press("G");
        play
    }),
    Scene::usual("outcome_done_otherwise", |size| {
        written(size, done("0 2h - orders-failed"))
    }),
    Scene::usual("outcome_removed", removed),
    Scene::in_every_size("outcome_refused_role", role_lacks),
    Scene::usual("copy_menu_refusal", |size| {
        let mut play = role_lacks(size);
        play.press("c");
        play
    }),
    Scene::usual("outcome_refused_permission", |size| {
        written(
            size,
            Outcome::Refused {
                failure: denied(PUT, Some("orders:$LATEST")),
                exchange: exchange(403),
            },
        )
    }),
    Scene::in_every_size("outcome_refused_busy", |size| {
        let mut play = sending(size);
        for _ in 0..3 {
            play.written(busy());
            play.wake();
            play.answer();
        }
        play.written(busy());
        play
    }),
    Scene::in_every_size("outcome_not_sent", |size| {
        let sentence = "No connection to Lambda in eu-west-1: dns error.";
        let failure = told(FailureKind::Unreachable, PUT, sentence, None);
        let hint = "Check the network, HTTPS_PROXY, AWS_CA_BUNDLE, and whether eu-west-1 is the region you mean.";
        let failure = failure.hint(hint);
        written(size, Outcome::NotSent { failure })
    }),
    Scene::usual("outcome_not_sent_expired", |size| {
        checked(size, |account| {
            let operation = Operation::GetFunctionEventInvokeConfig;
            account.failing.push((operation, expired(operation)));
        })
    }),
    Scene::usual("outcome_not_sent_other_account", |size| {
        checked(size, |account| {
            account.caller = Ok(caller(OTHER_ACCOUNT, 2));
        })
    }),
    Scene::usual("outcome_not_sent_gone", |size| {
        checked(size, |account| account.remove("orders"))
    }),
    Scene::in_every_size("outcome_not_sent_already_so", |size| {
        checked(size, |account| {
            account.hold("orders", "0 - - orders-failed");
        })
    }),
    Scene::usual("outcome_not_sent_stopped", |size| {
        let mut play = reset(size);
        ask(&mut play);
        play.by_hand = true;
        play.press("enter esc");
        play
    }),
    Scene::in_every_size("outcome_drifted", drifted),
    Scene::usual("outcome_drifted_chosen", |size| {
        let mut play = drifted(size);
        play.press("m");
        play
    }),
    Scene::usual("outcome_drifted_removed", |size| {
        checked(size, |account| account.hold("orders", ""))
    }),
    Scene::usual("outcome_unknown", |size| written(size, lost())),
    Scene::in_every_size("outcome_unknown_still_old", |size| {
        let mut play = written(size, lost());
        play.answer();
        play
    }),
    Scene::usual("outcome_unknown_found_by_reading", |size| {
        let mut play = written(size, lost());
        play.answer();
        play.account.hold("orders", "0 - - orders-failed");
        play.wake();
        play.answer();
        play
    }),
    Scene::usual("outcome_unknown_neither", |size| {
        let mut play = written(size, lost());
        play.account.hold("orders", "2 2h - orders-failed");
        play.answer();
        play
    }),
];

fn written(size: Size, outcome: Outcome) -> Play {
    let mut play = sending(size);
    play.written(outcome);
    play
}

fn refused(size: Size, kind: FailureKind, sentence: &str, answer: (u16, &str, &str)) -> Play {
    written(
        size,
        Outcome::Refused {
            failure: told(kind, PUT, sentence, Some(answer)),
            exchange: exchange(answer.0),
        },
    )
}

/// The function's role may not send to the queue.
fn role_lacks(size: Size) -> Play {
    let sentence = "The function's role (not you) lacks sqs:SendMessage on \
                    arn:aws:sqs:eu-west-1:123456789012:orders-failed.";
    let message = "The function's execution role does not have permissions to call SendMessage on \
                   arn:aws:sqs:eu-west-1:123456789012:orders-failed";
    let answer = (400, "InvalidParameterValueException", message);
    refused(size, FailureKind::InvalidRequest, sentence, answer)
}

/// Lambda is at work on the function for somebody else.
pub(crate) fn busy() -> Outcome {
    let sentence = "Lambda is busy with another change to orders.";
    let message = "The function orders is currently being modified by another operation.";
    let answer = (409, "ResourceConflictException", message);
    Outcome::Refused {
        failure: told(FailureKind::Conflict, PUT, sentence, Some(answer)),
        exchange: exchange(409),
    }
}

fn lost() -> Outcome {
    let sentence = "No answer from Lambda in eu-west-1 for 10 s.";
    Outcome::Unknown {
        failure: told(FailureKind::NoAnswer, PUT, sentence, None),
        exchange: Exchange {
            status: None,
            request_id: None,
            took_milliseconds: 10_000,
            ..exchange(0)
        },
    }
}

fn expired(operation: Operation) -> Failure {
    let sentence = "The credentials have expired.";
    told(FailureKind::ExpiredCredentials, operation, sentence, None)
        .hint("In another pane: aws sso login --profile prod   then r.")
}

fn removed(size: Size) -> Play {
    let mut play = begun(size);
    play.press(ORDERS);
    play.press("X");
    send(&mut play);
    play.account.hold("orders", "");
    play.written(Outcome::Applied {
        held: None,
        exchange: exchange(204),
    });
    play
}

/// From the review through the checks, with something of the account changed meanwhile.
fn checked(size: Size, meanwhile: fn(&mut Account)) -> Play {
    let mut play = reset(size);
    meanwhile(&mut play.account);
    ask(&mut play);
    play.press("enter");
    play
}

fn done(settings: &str) -> Outcome {
    Outcome::Applied {
        held: Some(changed(0, settings)),
        exchange: exchange(200),
    }
}

/// Somebody else set retries and age while the review was open.
fn drifted(size: Size) -> Play {
    let mut play = reset(size);
    ask(&mut play);
    play.by_hand = true;
    play.press("enter");
    answer_but(&mut play, |query| {
        matches!(query, Query::Configuration { .. }).then(|| {
            let theirs = changed(3, "2 2h - orders-failed");
            Ok(Answer::Configuration(Some(theirs)))
        })
    });
    play
}
