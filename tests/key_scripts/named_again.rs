//! What Lambda holds and the form would refuse as a new value: it stands in nobody's way, and is told wherever it is sent again.
//!
//! Knows what is read and said. Does not know why Lambda holds it.

use lambda_lasso::domain::call::Outcome;
use lambda_lasso::domain::failure::FailureKind;
use lambda_lasso::domain::qualifier::Qualifier;
use lambda_lasso::domain::settings::Setting;

use super::account::Account;
use super::play::Play;
use super::values::{applied, refused};

/// `orders:$LATEST` fails to a FIFO queue; the review of one retry less.
fn one_retry_less() -> Play {
    let mut account = Account::furnished();
    account.hold("orders", "2 6h - orders.fifo");
    Play::small(account, "j enter enter backspace 0 ctrl-s")
}

/// A FIFO queue that Lambda held already locked the whole form: no other setting could be reviewed.
#[test]
fn what_lambda_holds_keeps_no_other_setting_from_being_changed() {
    let mut play = one_retry_less();
    assert_eq!(play.place(), "review");
    play.says("changed Maximum retry attempts 2 -> 0");
    play.says(
        "! On failure is sent again as Lambda holds it, or it would be reset; Lasso would not send it as a new value. orders.fifo is a \
         FIFO queue. Lambda sends records to standard queues and topics only; nothing would arrive. If Lambda refuses it now, nothing \
         is changed.",
    );
    play.press("y y enter");
    assert_eq!(play.place(), "sending");
    play.account.hold("orders", "0 6h - orders.fifo");
    play.written(applied("orders", "0 6h - orders.fifo"));
    assert_eq!(play.place(), "done");
    play.press("u");
    play.says("changed Maximum retry attempts 0 -> 2");
    play.says("orders.fifo");
}

#[test]
fn what_lambda_holds_is_told_below_its_field_and_what_is_typed_there_is_refused() {
    let mut account = Account::furnished();
    account.hold("orders", "2 6h - orders.fifo");
    let mut play = Play::small(account, "j enter enter tab tab tab");
    play.says(
        "! Lambda holds this; Lasso would not send it as a new value. orders.fifo is a FIFO queue. Lambda sends records to standard \
         queues and topics only; nothing would arrive.",
    );
    play.press("home delete A tab");
    play.says("x \"Arn:aws:sqs:eu-west-1:123456789012:orders.fifo\" does not begin as an ARN");
    play.press("ctrl-s");
    assert_eq!(play.place(), "form");
}

/// What another qualifier holds is a new value to this one.
#[test]
fn what_one_qualifier_holds_is_refused_for_another() {
    let mut play = one_retry_less();
    play.press("y y enter");
    play.account.hold("orders", "0 6h - orders.fifo");
    play.written(applied("orders", "0 6h - orders.fifo"));
    play.press("esc j .");
    play.says("This can't be sent to orders:live like this: see below the field.");
    play.says("x orders.fifo is a FIFO queue.");
}

/// The page promised "u puts it back" of what `u` then refused, and the review of the removal had no word of it.
#[test]
fn what_lasso_would_not_send_is_not_promised_to_be_put_back() {
    for (destination, word, can_go_back) in [
        ("orders.fifo", "y r e s e t enter", false),
        ("orders-failed", "y r e s e t enter", true),
    ] {
        let mut account = Account::furnished();
        account.hold("orders", &format!("2 6h - {destination}"));
        let mut play = Play::small(account, "j enter X");
        assert_eq!(play.place(), "review");
        let warned = play.text().contains(
            "! u can't put this back: Lambda holds a value that Lasso would not send as a new one. The receipt (c r) has it; the AWS \
             CLI may put it back.",
        );
        assert_eq!(warned, !can_go_back, "{}", play.text());
        play.resize(120, 60);
        play.press(word);
        assert_eq!(play.place(), "sending");
        play.account.hold("orders", "");
        play.written(applied("orders", ""));
        assert_eq!(play.place(), "done");
        play.press("esc");
        play.says("Removed by you at");
        let promised = play.screen().contains("u puts it back");
        assert_eq!(promised, can_go_back, "{}", play.screen());
        play.press("u");
        assert_eq!(play.place() == "review", can_go_back);
    }
}

/// A review of another setting warned that it can't be put back, where the value stays.
#[test]
fn what_stays_as_it_is_held_is_not_told_to_be_lost() {
    let play = one_retry_less();
    assert!(!play.text().contains("can't put this back"));
}

/// What Lasso had warned of was no cause where Lambda refused it.
#[test]
fn a_refusal_of_what_was_warned_of_names_that_as_a_cause() {
    let mut play = one_retry_less();
    play.press("y y enter");
    assert_eq!(play.place(), "sending");
    let Outcome::Refused {
        mut failure,
        exchange,
    } = refused(FailureKind::InvalidRequest, 400)
    else {
        unreachable!("made above");
    };
    let message = "The destination ARN arn:aws:sqs:eu-west-1:123456789012:orders.fifo is invalid.";
    failure.message = Some(message.to_owned());
    play.written(Outcome::Refused { failure, exchange });
    assert_eq!(play.place(), "refused");
    let text = play.text();
    for cause in [
        "The queue does not exist, or",
        "Or what the review warned of, On failure: orders.fifo is a FIFO queue.",
    ] {
        assert!(text.contains(cause), "{text}");
    }
}

/// The page and the review spoke of records that go to the bucket.
#[test]
fn a_bucket_on_success_is_said_to_take_no_record() {
    const NONE: &str = "takes records of failed events only";
    let mut account = Account::furnished();
    account.hold("orders", "2 6h - orders-failed");
    let held = account.function_mut("orders").unwrap().held.iter_mut();
    for (_, settings) in held.filter(|(qualifier, _)| *qualifier == Qualifier::Latest) {
        settings.on_success = Setting::Explicit("arn:aws:s3:::kept".to_owned());
    }
    let mut play = Play::small(account, "j enter");
    play.resize(120, 40);
    play.says(&format!(
        "! On success: a bucket {NONE}; none arrives there."
    ));
    play.press("enter backspace 0 ctrl-s");
    assert_eq!(play.place(), "review");
    let text = play.text();
    let said = format!("addressed to bucket kept. A bucket {NONE}: none arrives there.");
    assert!(text.contains(&said), "{text}");
}
