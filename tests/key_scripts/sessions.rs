//! Sessions, identities and the function of the command line: where the program works, and who it is there.

use jiff::SignedDuration;
use lambda_lasso::app::state::Start;
use lambda_lasso::domain::call::SessionNumber;
use lambda_lasso::domain::failure::{FailureKind, Operation};
use lambda_lasso::domain::function::FunctionAddress;

use super::account::Account;
use super::play::{Play, start};
use super::shown::shown;
use super::values::{ACCOUNT, OTHER_ACCOUNT, applied, caller, facts, failure, refused, unknown};

#[test]
fn r_after_a_session_that_failed_opens_a_new_one() {
    let mut play = Play::unopened(start(), Account::furnished());
    let expired = failure(FailureKind::NoCredentials, Operation::OpenSession);
    assert_eq!(play.opened(1, Err(expired)), []);
    assert_eq!(play.press("r"), ["open session 2"]);
    assert_eq!(
        play.opened(1, Ok(facts())),
        [],
        "the ended session is not heard any more"
    );
    assert!(!play.opened(2, Ok(facts())).is_empty());
    assert_eq!(play.state.explorer.len(), 3);
    play.press("j enter enter backspace 0 ctrl-s y enter");
    assert_eq!(play.writes, [(play.writes[0].0, SessionNumber(2))]);
}

#[test]
fn r_reads_functions_and_visible_rows_again() {
    let mut play = Play::begun();
    play.by_hand = true;
    let read = play.press("r");
    assert_eq!(read[..2], ["read identity", "read functions"]);
    assert_eq!(read.len(), 2 + 3 * 2);
    play.account.remove("payments");
    play.answer();
    assert_eq!(play.state.explorer.len(), 2, "what is gone is gone");
}

#[test]
fn another_account_after_reading_again_is_said() {
    let mut play = Play::begun();
    play.account.caller = Ok(caller(OTHER_ACCOUNT, 1));
    play.press("r");
    assert!(
        play.notice()
            .starts_with(&format!("The credentials are now account {OTHER_ACCOUNT}"))
    );
}

/// A refusal of STS made the program forget the account, and a review opened then was checked without one.
#[test]
fn an_account_that_was_known_stays_the_one_to_be_confirmed() {
    let mut play = Play::begun();
    play.account
        .refuse(Operation::GetCallerIdentity, FailureKind::AccessDenied);
    play.press("r");
    assert!(play.notice().contains(ACCOUNT), "{}", play.notice());
    play.review_orders();
    play.by_hand = false;
    play.press("y enter");
    assert_eq!(play.place(), "not sent: unconfirmed account");
    play.account.failing.clear();
    play.account.caller = Ok(caller(OTHER_ACCOUNT, 1));
    play.press("r");
    assert_eq!(play.place(), "not sent: other account");
    assert_eq!(play.writes, []);
}

fn wanting(text: &str) -> Start {
    Start {
        open: Some(FunctionAddress::parse(text).unwrap()),
        ..start()
    }
}

#[test]
fn the_function_named_on_the_command_line_opens_with_its_qualifier() {
    for (text, place) in [
        ("orders", "orders:$LATEST"),
        ("orders:live", "orders:live"),
        ("orders:12", "orders:12"),
        (
            "arn:aws:lambda:eu-west-1:123456789012:function:orders:live",
            "orders:live",
        ),
    ] {
        let play = Play::with(wanting(text), Account::furnished());
        assert_eq!(play.place(), place, "{text}");
    }
}

/// It was opened, and the refusal of this region told as that there is no such function; the list then showed it a second time.
#[test]
fn a_function_of_another_region_is_not_opened_from_the_command_line() {
    for (place, said) in [
        (
            "aws:lambda:us-east-1",
            "That function is in us-east-1, you are in eu-west-1.",
        ),
        (
            "aws-cn:lambda:eu-west-1",
            "That ARN names the partition aws-cn",
        ),
    ] {
        let arn = format!("arn:{place}:123456789012:function:orders:live");
        let mut play = Play::with(wanting(&arn), Account::furnished());
        assert_eq!(play.place(), "list");
        assert!(play.notice().starts_with(said), "{}", play.notice());
        assert_eq!(play.state.explorer.len(), 3);
        play.press("r");
        assert_eq!(play.place(), "list");
    }
}

#[test]
fn the_function_named_on_the_command_line_opens_without_sts_too() {
    let mut account = Account::furnished();
    account.refuse(Operation::GetCallerIdentity, FailureKind::AccessDenied);
    let mut play = Play::with(wanting("orders"), account);
    assert_eq!(play.place(), "orders:$LATEST");
    assert!(play.notice().starts_with("Account unknown"));
    play.press("e");
    assert_eq!(
        play.place(),
        "form",
        "the end of the listing takes nothing from an open function"
    );
}

/// The end of the listing dropped a function that it had not shown, under the feet of its open screen.
#[test]
fn a_function_that_no_listing_shows_stays_open() {
    let text = "arn:aws:lambda:eu-west-1:210987654321:function:orders";
    let mut play = Play::with(wanting(text), Account::furnished());
    assert_eq!(play.place(), "orders:$LATEST");
    play.press("e");
    assert_eq!(play.place(), "form");
}

/// Who we are was told late: the wanted function then covered a review whose write was on its way, and its outcome was lost.
#[test]
fn a_wanted_function_never_covers_what_was_opened_meanwhile() {
    let mut play = Play::unopened(wanting("invoices"), Account::furnished());
    play.by_hand = true;
    play.opened(1, Ok(facts()));
    let identity = play.asked.pop_front().expect("identity");
    play.answer();
    play.by_hand = false;
    play.press("j enter enter backspace 0");
    let answer = play.account.answer(&identity.query);
    play.answered(&identity, answer);
    assert_eq!(play.place(), "form");
    play.press("esc esc");
    assert_eq!(play.place(), "list");
}

/// The SDK keeps what a profile gave: `r` asked with what had expired, for ever.
#[test]
fn what_is_read_again_after_credentials_failed_takes_them_anew_once() {
    for kind in [
        FailureKind::ExpiredCredentials,
        FailureKind::RefusedCredentials,
        FailureKind::NoCredentials,
    ] {
        let mut play = Play::begun();
        play.account.refuse(Operation::ListFunctions, kind);
        assert_eq!(play.press("r")[..1], ["read identity"], "{kind:?}");
        play.account.failing.clear();
        let renewed = ["renew credentials", "read identity"];
        assert_eq!(play.press("r")[..2], renewed, "{kind:?}");
        assert_eq!(play.press("r")[..1], ["read identity"], "{kind:?}");
    }
    let mut play = Play::begun();
    play.account
        .refuse(Operation::ListFunctions, FailureKind::AccessDenied);
    play.press("r");
    assert_eq!(play.press("r")[..1], ["read identity"]);
}

/// The check, too, is made under credentials that are taken anew: by `r`, and by Enter on the send line.
#[test]
fn a_check_after_credentials_failed_takes_them_anew() {
    for keys in ["r", "esc e ctrl-s y enter"] {
        let mut play = Play::reviewing();
        play.by_hand = false;
        let settings = Operation::GetFunctionEventInvokeConfig;
        play.account
            .refuse(settings, FailureKind::ExpiredCredentials);
        play.press("y enter");
        play.says("NOT SENT");
        play.account.failing.clear();
        let asked = play.press(keys);
        let renewed = asked.iter().position(|asked| asked == "renew credentials");
        let read = asked
            .iter()
            .position(|asked| asked.starts_with("read configuration "));
        assert!(renewed.is_some() && renewed < read, "{keys}: {asked:?}");
        let again = asked.iter().filter(|asked| *asked == "renew credentials");
        assert_eq!(again.count(), 1, "{keys}");
    }
}

/// The first `r` after a refused write took the same keys once more, since nobody had logged in yet. They work, so nothing failed by which
/// they were given up: in the review that it led to, neither `r` nor Enter ever took those of the log-in.
#[test]
fn once_a_write_was_refused_to_the_caller_each_check_by_a_key_takes_credentials_anew() {
    let mut play = Play::sending();
    play.by_hand = false;
    play.written(refused(FailureKind::AccessDenied, 403));
    play.says("REFUSED");
    let renewals = |asked: Vec<String>| {
        let renewals = asked.iter().filter(|asked| *asked == "renew credentials");
        renewals.count()
    };
    for _ in 0..3 {
        assert_eq!(renewals(play.press("r")), 1);
        assert_eq!(play.place(), "review");
    }
    assert_eq!(renewals(play.press("y enter")), 1);
    assert_eq!(play.place(), "sending");
    play.written(applied("orders", "0 1h - orders-failed"));
    assert_eq!(renewals(play.press("r")), 1);
    // What lacks another permission, or comes of another change at the same time, is no reason.
    let mut play = Play::sending();
    play.by_hand = false;
    play.written(refused(FailureKind::InvalidRequest, 400));
    assert_eq!(renewals(play.press("r")), 0);
}

/// What is looked for by time alone never runs a program of the profile that may ask its user.
#[test]
fn a_look_by_time_takes_no_credentials_anew() {
    let mut play = Play::sending();
    let settings = Operation::GetFunctionEventInvokeConfig;
    play.account
        .refuse(settings, FailureKind::ExpiredCredentials);
    play.written(unknown());
    play.answer();
    play.pass(SignedDuration::from_secs(5));
    let looked: Vec<String> = play.wake().iter().map(shown).collect();
    assert!(
        !looked.contains(&"renew credentials".to_owned()),
        "{looked:?}"
    );
    play.answer();
    play.account.failing.clear();
    let asked = play.press("r");
    assert!(asked.contains(&"renew credentials".to_owned()), "{asked:?}");
}
