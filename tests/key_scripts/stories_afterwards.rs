//! What people come for after something was sent, told as keys and answers: proof, the next shift, what was yesterday, putting back, an
//! answer that never came, settings left behind.
//!
//! Each script asserts what was asked of the world and what stands on a terminal of 80 columns and 24 rows. What leads up to sending is
//! in `stories`.

use lambda_lasso::app::effect::Effect;
use lambda_lasso::app::memory::Came;
use lambda_lasso::app::state::Start;
use lambda_lasso::domain::call::{Exchange, Outcome};
use lambda_lasso::domain::failure::FailureKind;
use lambda_lasso::domain::function::FunctionAddress;

use super::account::Account;
use super::play::{Play, start};
use super::shown::{end, shown};
use super::values::{applied, exchange, refused, unknown};

const NOTHING: [&str; 0] = [];
const ONE_RETRY_LESS: &str = "j enter enter backspace 0 ctrl-s y enter";
const STORED: &str = "0 1h - orders-failed";

/// With the change of `orders:$LATEST` on its way.
fn sending() -> Play {
    let play = Play::small(Account::furnished(), ONE_RETRY_LESS);
    assert_eq!(play.place(), "sending");
    play
}

/// With that change stored.
fn done() -> Play {
    let mut play = sending();
    play.account.hold("orders", STORED);
    play.written(applied("orders", STORED));
    assert_eq!(play.place(), "done");
    play
}

fn copied(effects: &[Effect]) -> &str {
    match effects {
        [Effect::CopyText { text }] => text,
        other => panic!("no text was copied: {other:?}"),
    }
}

#[test]
fn the_receipt_hands_over_what_when_who_before_after_and_the_way_back() {
    let mut play = done();
    let effects = play.effects("c r");
    let receipt = copied(&effects);
    for text in [
        "**DONE** PUT `arn:aws:lambda:eu-west-1:123456789012:function:orders:$LATEST`",
        "- sent: 2027-01-15 08:00:0",
        "- caller: arn:aws:sts::123456789012:assumed-role/OnCall/somebody",
        "- request: request-200",
        "| Maximum retry attempts | 1 | 0 |",
        "aws lambda put-function-event-invoke-config",
        "--maximum-retry-attempts 1",
    ] {
        assert!(receipt.contains(text), "{text:?} is missing:\n{receipt}");
    }
}

#[test]
fn what_was_sent_stays_in_the_scrollback_of_the_shell() {
    let mut play = done();
    let (status, lines) = end(&play.effects("esc esc q")).expect("the program ended");
    assert_eq!(status, 0);
    let arn = "arn:aws:lambda:eu-west-1:123456789012:function:orders:$LATEST";
    assert!(lines.starts_with("2027-01-15 08:00:0"), "{lines}");
    assert!(
        lines.contains(&format!(
            "Z DONE PUT {arn} request request-200: retries 1 -> 0"
        )),
        "{lines}"
    );
}

#[test]
fn the_link_that_is_handed_over_opens_the_same_qualifier() {
    let start = Start {
        profile: Some("prod".to_owned()),
        open: FunctionAddress::parse("orders:live").ok(),
        ..start()
    };
    let mut play = Play::with(start, Account::furnished());
    assert_eq!(play.place(), "orders:live");
    play.says("profile prod");
    let effects = play.effects("c n");
    assert_eq!(
        copied(&effects),
        "orders:live",
        "what is handed over is what opens"
    );
}

#[test]
fn whether_it_was_like_this_yesterday_is_answered_by_saying_that_nobody_knows() {
    for keys in ["?", "j enter ?", "j enter enter backspace 0 ctrl-s ?"] {
        let mut play = Play::small(Account::furnished(), keys);
        play.says_scrolled(
            "Lambda keeps no history of these settings, and AWS Config has no resource type for them: what they were yesterday can't be asked. AWS documents no CloudTrail event names for these calls; CloudTrail's event history of the time is the place to look for who called. Lasso remembers what it sent in this run.",
        );
    }
}

/// Everything else that tells the time of an answer says "10.0 s"; the details beside the outcome still counted milliseconds.
#[test]
fn the_details_tell_how_long_an_answer_took_as_the_outcome_does() {
    let mut play = Play::sending();
    let Outcome::Applied { held, exchange } = applied("orders", "0 1h - orders-failed") else {
        panic!("nothing is held")
    };
    play.written(Outcome::Applied {
        held,
        exchange: Exchange {
            took_milliseconds: 10_000,
            ..exchange
        },
    });
    play.says("answered after 10.0 s,");
    play.press("d");
    play.says("Answered after 10.0 s");
}

#[test]
fn the_outcome_proves_what_was_sent_by_whom_and_what_was_answered() {
    let mut play = done();
    for text in [
        "DONE PUT orders:$LATEST in 123456789012 eu-west-1 was accepted",
        "sent 2027-01-15 08:00:00.000Z, answered after 40 ms, HTTP 200, 1 try",
        "request request-200",
        "caller arn:aws:sts::123456789012:assumed-role/OnCall/somebody",
        "check settings, account and caller were as reviewed, read again just before sending",
        "Lambda answered that it now holds exactly what was sent:",
        "Maximum retry attempts 0 was 1",
        "On failure arn:aws:sqs:eu-west-1:123456789012:orders-failed",
        "Last modified 2023-11-14 22:14:20.000Z",
    ] {
        play.says(text);
    }
    play.press("d");
    assert_eq!(play.place(), "text");
    for text in [
        "LastModified 2023-11-14 22:14:20.000Z",
        "OnFailure.Destination arn:aws:sqs:eu-west-1:123456789012:orders-failed",
        "MaximumEventAgeInSeconds 3600",
        "MaximumRetryAttempts 0",
        "HTTP status 200",
    ] {
        play.says_scrolled(text);
    }
}

#[test]
fn the_wrong_thing_is_put_back_by_a_review_and_checks_of_its_own() {
    for keys in ["u", "esc u", "z"] {
        let mut play = done();
        assert_eq!(play.press(keys), NOTHING, "{keys}");
        play.says("REVIEW PUT replaces ALL settings of orders:$LATEST");
        play.says("changed Maximum retry attempts 0 -> 1");
        let sent = play.press("y enter");
        assert_eq!(
            sent,
            [
                "read identity",
                "read configuration orders:$LATEST",
                "read description orders:$LATEST",
                "read concurrency orders",
                "put orders:$LATEST {\"DestinationConfig\":{\"OnFailure\":{\"Destination\":\
                 \"arn:aws:sqs:eu-west-1:123456789012:orders-failed\"}},\"MaximumEventAgeInSeconds\":3600,\"MaximumRetryAttempts\":1}"
            ],
            "{keys}"
        );
    }
}

#[test]
fn putting_back_does_not_overwrite_what_somebody_set_meanwhile() {
    let mut play = done();
    play.press("u");
    play.account.hold("orders", "2 1h - orders-failed");
    play.press("y enter");
    assert_eq!((play.place().as_str(), play.writes.len()), ("drifted", 1));
    play.says("NOT SENT Somebody changed orders:$LATEST");
}

#[test]
fn a_configuration_that_was_new_is_put_back_by_removing_it() {
    let mut play = Play::small(Account::furnished(), "j enter j enter 0 ctrl-s y enter");
    play.account.hold("orders:live", "0 - - -");
    play.written(applied("orders:live", "0 - - -"));
    play.press("u");
    play.says("REVIEW DELETE removes ALL settings of orders:live");
    play.says("RESET Maximum retry attempts 0 -> (2)");
    assert_eq!(play.writes.len(), 1);
}

/// It was said that Lambda would refuse it, which nobody knows: it holds the value.
#[test]
fn what_the_form_would_refuse_is_not_said_to_be_refused_by_lambda() {
    let mut account = Account::furnished();
    account.hold("orders:live", "2 6h - orders.fifo");
    let mut play = Play::small(account, "j enter j enter");
    play.press("tab tab tab ctrl-u ctrl-s y y r e s e t enter");
    assert_eq!(play.place(), "sending");
    play.account.hold("orders:live", "2 6h - -");
    play.written(applied("orders:live", "2 6h - -"));
    play.press("u");
    play.says("A value of what was before is none that Lasso sends; the receipt (c r) has it.");
    assert_eq!(play.writes.len(), 1);
}

/// The link dies while the PUT is on its way.
#[test]
fn a_write_without_an_answer_is_looked_for_and_never_sent_again_by_itself() {
    let mut play = sending();
    play.written(unknown());
    let since = play.now;
    for seconds in [5, 20, 60] {
        play.says("UNKNOWN PUT orders:$LATEST in 123456789012 eu-west-1 was sent; no answer tells what became of it");
        play.says("still the OLD settings. It can arrive late: press r in a minute, before you send anything again.");
        let effects: Vec<String> = play.wake().iter().map(shown).collect();
        assert_eq!(effects, ["read configuration orders:$LATEST"]);
        assert_eq!(play.now.duration_since(since).as_secs(), seconds);
    }
    assert_eq!((play.due(), play.writes.len()), (None, 1));
    assert_eq!(
        end(&play.effects("ctrl-c")).unwrap().0,
        1,
        "an unknown outcome has a status of its own"
    );
}

#[test]
fn our_own_late_write_is_recognised_by_what_was_sent() {
    for looks in 1..=3 {
        let mut play = sending();
        play.written(unknown());
        for _ in 1..looks {
            play.wake();
        }
        play.account.hold("orders", STORED);
        play.wake();
        play.says("DONE PUT orders:$LATEST in 123456789012 eu-west-1 was found by reading");
        play.says("Lambda holds what you sent at 08:00:00Z (changed 22:14:20Z, read 08:0");
        play.says("yours arrived, or somebody set the same");
        assert_eq!(play.state.memory.writes()[0].came, Came::DoneFoundByReading);
    }
}

/// With the settings of an alias `beta`, which is gone.
fn left_behind() -> Play {
    let mut account = Account::furnished();
    account.hold("orders:beta", "1 1h - -");
    Play::small(account, "j enter G")
}

#[test]
fn settings_left_behind_are_set_apart_and_removed_by_a_reviewed_delete() {
    let mut play = left_behind();
    play.says("settings left behind by qualifiers that are gone: nothing uses them now");
    assert!(play.rows_with("> beta").remove(0).contains("gone"));
    play.press("X");
    play.says("REVIEW DELETE removes ALL settings of orders:beta");
    play.says("RESET Maximum retry attempts 1 -> (2)");
    play.says("RESET Maximum event age 1h -> (6h)");
    let mut sent = Vec::new();
    while play.place() == "review" || play.place() == "asking" {
        let key = if play.place() == "review" {
            "y"
        } else {
            "enter"
        };
        sent.extend(play.press(key));
    }
    assert_eq!(
        sent,
        [
            "read identity",
            "read configuration orders:beta",
            "read alias orders:beta",
            "delete orders:beta"
        ],
        "an orphan can be removed although its alias is gone"
    );
}

/// The review of an orphan spoke of its events as of any other's, and never said that nothing uses it.
#[test]
fn the_review_of_an_orphan_says_that_nothing_uses_it_and_what_is_not_known() {
    let mut play = left_behind();
    play.press("X");
    play.says_scrolled(
        "beta is gone: nothing uses this now; whether a new alias named beta would find it again is not documented.",
    );
}

#[test]
fn a_second_removal_that_finds_nothing_is_done_in_effect() {
    let mut play = Play::small(Account::furnished(), "j j enter X");
    while play.place() == "review" || play.place() == "asking" {
        let key = if play.place() == "review" {
            "y"
        } else {
            "enter"
        };
        play.press(key);
    }
    assert_eq!(play.place(), "sending");
    play.account.hold("payments", "");
    play.written(refused(FailureKind::NotFound, 404));
    assert_eq!(play.place(), "done");
    play.says("DONE DELETE payments:$LATEST in 123456789012 eu-west-1 found nothing to remove");
    play.says("Lambda answered that there is none: it was removed already. The defaults of the service apply now:");
}

/// Of what a removed alias left behind it was said that the defaults apply now: there is nothing that they could apply to.
#[test]
fn of_what_is_left_behind_nothing_applies_afterwards() {
    let mut account = Account::furnished();
    account.hold("orders:beta", "1 1h - beta-failed");
    let mut play = Play::small(account, "j enter G X");
    play.says("removed   the configuration itself: nothing uses it.");
    play.press("y r e s e t enter");
    play.written(Outcome::Applied {
        held: None,
        exchange: exchange(204),
    });
    play.says("Nothing used it. What it held is gone:");
    play.does_not_say("defaults of the service apply");
}

#[test]
fn back_to_defaults_names_what_each_setting_becomes() {
    let mut play = Play::small(Account::furnished(), "enter X");
    play.says("REVIEW DELETE removes ALL settings of invoices:$LATEST");
    for text in [
        "RESET Maximum retry attempts 2 -> (2)",
        "RESET Maximum event age 1h -> (6h)",
        "RESET On failure arn:aws:sqs:eu-west-1:123456789012:invoices-failed -> (none)",
        "A failed event is tried 3 times: at once, after 1 minute, after 2 more minutes.",
        "A throttled event stays queued up to 6h, whatever the retries. Until now: up to 1h.",
        "When Lambda gives up, the event is dropped: no record, no dead-letter queue. Until now: a record to queue invoices-failed.",
    ] {
        play.says_scrolled(text);
    }
    let dropped = play.text().matches("the event is dropped").count();
    assert_eq!(dropped, 1, "{}", play.text());
    assert_eq!(
        play.press("y enter y enter"),
        NOTHING,
        "what drops events is typed"
    );
}
