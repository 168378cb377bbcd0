//! One keystroke to the write and back, with every effect on the way.

use jiff::ToSpan;
use lambda_lasso::app::effect::Effect;
use lambda_lasso::app::memory::Came;
use lambda_lasso::domain::call::{
    CredentialsGeneration, Query, Reading, RequestId, SessionNumber, Urgency,
};
use lambda_lasso::domain::change::{ApprovedChange, ReviewedChange};
use lambda_lasso::domain::drift::{self, Check, Verdict};
use lambda_lasso::domain::grounds::Grounds;

use super::play::Play;
use super::shown::shown;
use super::values::{ACCOUNT, applied, caller, configuration, stored, target};

const SESSION: SessionNumber = SessionNumber(1);

fn operator(request: u64, query: Query) -> Effect {
    Effect::Read {
        request: RequestId(request),
        session: SESSION,
        query,
        urgency: Urgency::Operator,
    }
}

/// The change that the state must approve, approved by the same proof.
fn approved(change: &ReviewedChange) -> ApprovedChange {
    let target = target("orders");
    let held = configuration("orders", &target.qualifier, &stored("1 1h - orders-failed"));
    let reading = Reading {
        configuration: Some(held),
        at: change.before().at.checked_add(1.second()).unwrap(),
    };
    let check = Check {
        session: SESSION,
        named_account: None,
        identity: Some(&caller(ACCOUNT, 1)),
        reading: &reading,
        credentials: Some(CredentialsGeneration(1)),
        reviewed: &Grounds::UNREAD,
        grounds: &Grounds::UNREAD,
    };
    let Verdict::Same(proof) = drift::check(change, &check) else {
        panic!("nothing moved")
    };
    change.clone().approve(proof).unwrap()
}

/// Who we are, and all that the review rests on, asked together.
fn asked_before_a_write(next: u64) -> [Effect; 4] {
    let target = target("orders");
    let function = target.function.clone();
    let queries = [
        Query::Identity,
        Query::Configuration {
            target: target.clone(),
        },
        Query::Description { target },
        Query::Concurrency { function },
    ];
    let mut requests = next..;
    queries.map(|query| operator(requests.next().unwrap(), query))
}

#[test]
fn from_the_form_to_the_write_each_step_asks_for_exactly_what_it_needs() {
    let mut play = Play::begun();
    play.press("j enter enter backspace 0");
    play.by_hand = true;

    assert_eq!(play.effects("ctrl-s"), []);
    assert_eq!(play.place(), "review");
    let change = play.state.review().unwrap().change.clone();
    assert_eq!(
        change.path(),
        "/2019-09-25/functions/orders/event-invoke-config?Qualifier=%24LATEST"
    );

    assert_eq!(play.effects("y"), []);
    assert_eq!(play.place(), "asking");

    let next = play.state.requests.clone().number().0;
    assert_eq!(play.effects("enter"), asked_before_a_write(next));
    assert_eq!(play.place(), "checking");

    for _ in 0..3 {
        assert_eq!(play.answer_one(), []);
    }
    let put = Effect::Write {
        request: RequestId(next + 4),
        approved: approved(&change),
    };
    assert_eq!(
        shown(&put),
        "put orders:$LATEST {\"DestinationConfig\":{\"OnFailure\":{\"Destination\":\
         \"arn:aws:sqs:eu-west-1:123456789012:orders-failed\"}},\"MaximumEventAgeInSeconds\":3600,\"MaximumRetryAttempts\":0}"
    );
    let effects = play.answer_one();
    assert_eq!(effects, [put]);
    let Some(Effect::Write { approved, .. }) = effects.first() else {
        panic!("{effects:?}")
    };
    assert_eq!(approved.credentials(), CredentialsGeneration(1));
    assert_eq!(play.place(), "sending");

    let reread = Query::Configurations {
        function: target("orders").function,
        marker: None,
    };
    assert_eq!(
        play.written(applied("orders", "0 1h - orders-failed")),
        [operator(next + 5, reread)]
    );
    assert_eq!(play.place(), "done");
    assert_eq!(play.state.memory.writes()[0].came, Came::Done);
    assert!(play.state.drafts.is_empty());
    assert!(play.text().contains("request-200"));

    play.press("enter");
    assert_eq!(play.place(), "orders:$LATEST");
}

#[test]
fn what_lambda_answers_is_compared_with_what_was_sent() {
    let mut play = Play::sending();
    play.written(applied("orders", "1 1h - orders-failed"));
    assert_eq!(play.place(), "done");
    assert!(play.text().contains("holds something else than was sent"));
}

#[test]
fn a_configuration_is_removed_by_the_same_path() {
    let mut play = Play::begun();
    play.press("g enter");
    assert_eq!(play.press("X"), ["read stack invoices"]);
    assert_eq!(play.place(), "review");
    assert_eq!(play.press("y r e s e t"), [""; 0]);
    assert_eq!(
        play.press("enter"),
        [
            "read identity",
            "read configuration invoices:$LATEST",
            "read description invoices:$LATEST",
            "read concurrency invoices",
            "delete invoices:$LATEST"
        ]
    );
    play.account.hold("invoices", "");
    play.written(applied("invoices", ""));
    assert_eq!(play.place(), "done");
}

#[test]
fn a_form_that_is_emptied_is_sent_as_the_removal_that_it_is() {
    let mut play = Play::begun();
    play.press("g enter enter");
    play.press("ctrl-u tab ctrl-u tab ctrl-u tab ctrl-u ctrl-s");
    assert_eq!(play.place(), "review");
    let sent = play.press("y r e s e t enter");
    assert_eq!(sent.last().unwrap(), "delete invoices:$LATEST");
}

#[test]
fn a_qualifier_without_a_configuration_is_asked_for_twice() {
    let mut play = Play::begun();
    play.press("j enter j enter");
    play.press("0 ctrl-s");
    assert_eq!(
        play.press("y enter"),
        [
            "read identity",
            "read configuration orders:live",
            "read alias orders:live",
            "read description orders:live",
            "read concurrency orders",
            "put orders:live {\"MaximumRetryAttempts\":0}"
        ]
    );
}

#[test]
fn a_version_is_looked_for_by_its_description() {
    let mut play = Play::begun();
    play.press("j enter G enter");
    play.press("0 ctrl-s");
    assert_eq!(
        play.press("y enter"),
        [
            "read identity",
            "read configuration orders:11",
            "read description orders:11",
            "read concurrency orders",
            "put orders:11 {\"MaximumRetryAttempts\":0}"
        ]
    );
}

/// Keys from a review or a form to where they lead, and what they ask of the world.
#[test]
fn each_key_leads_where_the_table_of_keys_says() {
    for (keys, place, asked) in [
        ("e", "form", ""),
        ("n", "form", ""),
        ("q", "form", ""),
        ("h", "form", ""),
        ("left", "form", ""),
        ("esc", "form", ""),
        ("alt-x", "form", ""),
        ("ctrl-s", "review", ""),
        ("enter", "review", ""),
        ("ctrl-s enter", "review", ""),
        ("j k G g pagedown", "review", ""),
        ("tab", "review", ""),
        ("2 1", "review", ""),
        ("x", "review", ""),
        ("ctrl-l", "review", "redraw"),
        ("ctrl-z", "review", "suspend"),
        ("ctrl-c", "review", "quit 0"),
        ("y", "asking", ""),
        ("y esc", "review", ""),
        ("y esc esc", "form", ""),
        ("y ctrl-c", "asking", "quit 0"),
        (
            "y enter esc",
            "not sent: stopped",
            "read identity|read configuration orders:$LATEST|read description orders:$LATEST|read concurrency orders\
             |abandon|abandon|abandon|abandon",
        ),
        (
            "y enter q",
            "not sent: stopped",
            "read identity|read configuration orders:$LATEST|read description orders:$LATEST|read concurrency orders\
             |abandon|abandon|abandon|abandon",
        ),
        (
            "y enter enter",
            "checking",
            "read identity|read configuration orders:$LATEST|read description orders:$LATEST|read concurrency orders",
        ),
    ] {
        let mut play = Play::reviewing();
        let effects = play.press(keys);
        assert_eq!(
            (play.place().as_str(), effects.join("|").as_str()),
            (place, asked),
            "{keys}"
        );
    }
}
