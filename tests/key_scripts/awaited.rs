//! What a notice says to be awaited: it goes with the answer, and hides nothing while none comes.
//!
//! Knows the notice line. Does not know what is drawn of the rows.

use jiff::SignedDuration;
use lambda_lasso::app::message::{Message, Traffic};
use lambda_lasso::domain::call::{Awaited, Whom};
use lambda_lasso::domain::failure::{FailureKind, Operation};
use lambda_lasso::domain::function::FunctionAddress;

use super::account::Account;
use super::play::{Play, start};
use super::values::facts;

/// Started with a name, whose account is told; nothing of the function is answered, and `e` was pressed.
fn looking(name: &str, account: Account) -> Play {
    let mut begin = start();
    begin.open = FunctionAddress::parse(name).ok();
    let mut play = Play::unopened(begin, account);
    play.by_hand = true;
    play.opened(1, Ok(facts()));
    play.answer_one();
    play.press("e");
    play
}

fn shown(play: &Play) -> String {
    let notice = play.state.shown_notice();
    notice.map_or_else(String::new, |notice| notice.text.clone())
}

/// "Looking for alias" stayed on screen after the lists had been read, whatever they said.
#[test]
fn what_is_looked_for_is_no_more_once_the_lists_are_read() {
    let mut play = looking("orders:nosuch", Account::furnished());
    assert_eq!(shown(&play), "Looking for alias nosuch of orders ..");
    play.answer();
    assert_eq!(
        shown(&play),
        "! orders has no alias nosuch. j or k selects what it has."
    );
    let mut play = looking("orders:live", Account::furnished());
    assert_eq!(shown(&play), "Looking for alias live of orders ..");
    play.answer();
    assert_eq!((shown(&play).as_str(), &*play.place()), ("", "orders:live"));
    let mut play = looking("orders", Account::furnished());
    assert_eq!(shown(&play), "The settings are not read yet: a moment.");
    play.answer();
    assert_eq!(shown(&play), "");
}

/// The same where they could not be read: it is said, with what to do.
#[test]
fn what_could_not_be_looked_for_is_said_with_what_to_do() {
    let mut account = Account::furnished();
    account.refuse(Operation::ListAliases, FailureKind::AccessDenied);
    let mut play = looking("orders:nosuch", account);
    play.answer();
    assert_eq!(
        shown(&play),
        "? Whether orders has alias nosuch is not known: not everything could be read. r reads again."
    );
}

/// Where nobody answered, the notice hid that, and Esc stopped nothing.
#[test]
fn that_nobody_answers_is_told_over_what_is_looked_for() {
    let mut play = looking("orders:nosuch", Account::furnished());
    play.hear(Message::TrafficChanged(Traffic {
        in_flight: 1,
        per_second: 8,
        awaited: Awaited::default().with(Whom::Lambda, 1),
        ..Traffic::default()
    }));
    play.pass(SignedDuration::from_secs(6));
    play.hear(Message::Woken);
    play.says(
        "No answer from Lambda in eu-west-1 for 5 s (try 1 of 3). Keys work; Esc stops waiting.",
    );
    play.press("esc");
    assert!(play.asked.is_empty(), "nothing is waited for any more");
    play.does_not_say("Looking for");
}
