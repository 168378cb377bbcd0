//! The credentials turn out to be another account's: what was read ends with its session, what was sent does not.

use lambda_lasso::app::memory::Came;
use lambda_lasso::app::message::Message;
use lambda_lasso::app::receipt::markdown;
use lambda_lasso::app::state::Start;
use lambda_lasso::domain::call::{CredentialsGeneration, SessionNumber};
use lambda_lasso::domain::export::aws_cli::RunsAs;
use lambda_lasso::domain::failure::{FailureKind, Operation};
use lambda_lasso::domain::function::FunctionAddress;
use lambda_lasso::view::{self, abilities::Abilities};
use ratatui::Terminal;
use ratatui::backend::TestBackend;

use super::account::Account;
use super::play::{Asked, Play, start};
use super::shown::shown;
use super::values::{ACCOUNT, OTHER_ACCOUNT, applied, caller, facts, failure, refused, unknown};

/// What is told where `Admin` sent what `OnCall` had reviewed.
const CHANGED: &str = "changed since the review was opened: assumed-role/OnCall/somebody -> assumed-role/Admin/somebody";

/// A program with its list read, and its open question who it is.
fn asking_who() -> (Play, Asked) {
    let mut play = Play::begun();
    play.by_hand = true;
    play.press("r");
    let identity = play.asked.pop_front().expect("who are we");
    play.answer();
    play.by_hand = false;
    (play, identity)
}

/// STS says that it is somebody of another account.
fn become_another(play: &mut Play, identity: &Asked) -> Vec<String> {
    play.account.caller = Ok(caller(OTHER_ACCOUNT, 2));
    play.credentials = CredentialsGeneration(2);
    let answer = play.account.answer(&identity.query);
    let effects = play.answered(identity, answer);
    effects.iter().map(shown).collect()
}

/// The header named the new account above rows, drafts and settings of the old one, and a new review took the new one for granted.
#[test]
fn what_was_read_of_one_account_ends_where_the_credentials_become_anothers() {
    for (keys, drafts) in [
        ("", 0),
        ("j enter", 0),
        ("j enter ?", 0),
        ("j enter enter backspace 0", 1),
        ("j enter enter backspace 0 ctrl-s", 1),
        ("j enter enter backspace 0 ctrl-s y", 1),
    ] {
        let (mut play, identity) = asking_who();
        play.press(keys);
        assert_eq!(
            become_another(&mut play, &identity),
            ["open session 2"],
            "{keys}"
        );
        assert_eq!(play.place(), "list", "{keys}");
        assert!(play.state.explorer.is_empty() && play.state.catalogue.is_empty());
        assert_eq!(play.state.drafts.iter().len(), drafts, "{keys}");
        assert!(play.notice().contains(OTHER_ACCOUNT));
        let effects: Vec<String> = play.opened(2, Ok(facts())).iter().map(shown).collect();
        assert_eq!(effects[1..3], ["read identity", "read functions"]);
        assert_eq!(play.state.explorer.len(), 3, "{keys}");
        assert_eq!(play.state.session.number, SessionNumber(2), "{keys}");
    }
}

/// Answers to reads that were asked before the change of account are of that account.
#[test]
fn no_answer_of_the_ended_session_is_taken() {
    let mut play = Play::begun();
    play.by_hand = true;
    play.press("r");
    let identity = play.asked.pop_front().expect("who are we");
    let late: Vec<Asked> = play.asked.drain(..).collect();
    become_another(&mut play, &identity);
    play.opened(2, Ok(facts()));
    for read in &late {
        let answer = play.account.answer(&read.query);
        assert_eq!(play.answered(read, answer), []);
    }
    assert!(play.state.catalogue.is_empty());
}

#[test]
fn a_check_on_its_way_ends_as_not_sent_and_a_drift_is_closed() {
    let (mut play, identity) = asking_who();
    play.review_orders();
    play.press("y enter");
    assert_eq!(play.place(), "checking");
    become_another(&mut play, &identity);
    assert_eq!(play.place(), "not sent: other account");
    play.answer();
    assert_eq!(play.writes, []);

    let (mut play, identity) = asking_who();
    play.review_orders();
    play.send();
    play.written(refused(FailureKind::Conflict, 409));
    become_another(&mut play, &identity);
    assert_eq!(
        (play.place().as_str(), play.due()),
        ("not sent: other account", None)
    );

    let (mut play, identity) = asking_who();
    play.review_orders();
    play.account.hold("orders", "2 2h - orders-failed");
    play.by_hand = false;
    play.press("y enter");
    assert_eq!(play.place(), "drifted");
    become_another(&mut play, &identity);
    assert_eq!(play.place(), "list");
}

/// The answer to a write was dropped with its session: nobody would have learnt what it came to.
#[test]
fn a_write_on_its_way_outlives_its_session() {
    let (mut play, identity) = asking_who();
    play.review_orders();
    play.send();
    become_another(&mut play, &identity);
    assert_eq!(play.place(), "sending");
    play.opened(2, Ok(facts()));
    play.written(applied("orders", "0 1h - orders-failed"));
    assert_eq!(play.place(), "done");
    play.by_hand = false;
    play.answer();
    let effects = play.press("esc");
    assert_eq!(play.place(), "list");
    assert!(
        effects.contains(&"read configurations orders".to_owned()),
        "the rows are read as soon as they are on screen: {effects:?}"
    );
}

/// The look that was on its way was never answered, so that nothing looked again.
#[test]
fn an_unknown_outcome_is_looked_at_again_in_the_next_session() {
    let (mut play, identity) = asking_who();
    play.review_orders();
    play.send();
    play.written(unknown());
    become_another(&mut play, &identity);
    assert_eq!((play.place().as_str(), play.due()), ("unknown", Some(5000)));
    play.opened(2, Ok(facts()));
    play.answer();
    let effects = play.wake();
    assert_eq!(shown(&effects[0]), "read configuration orders:$LATEST");
}

#[test]
fn an_outcome_of_the_ended_session_sends_nothing_more() {
    let (mut play, identity) = asking_who();
    play.review_orders();
    play.send();
    play.written(refused(FailureKind::InvalidRequest, 400));
    become_another(&mut play, &identity);
    play.opened(2, Ok(facts()));
    play.by_hand = false;
    play.answer();
    play.press("r y enter");
    assert_ne!(play.place(), "sending");
    assert_eq!(play.writes.len(), 1);
}

#[test]
fn a_check_that_meets_another_account_ends_the_session_too() {
    let mut play = Play::reviewing();
    play.account.caller = Ok(caller(OTHER_ACCOUNT, 2));
    play.credentials = CredentialsGeneration(2);
    play.by_hand = false;
    let effects = play.press("y enter");
    assert_eq!(play.place(), "not sent: other account");
    assert_eq!(effects.last().unwrap(), "open session 2");
    assert_eq!(play.state.drafts.iter().len(), 1);
    assert_eq!(play.give(Message::Woken), []);
}

/// The line that asks whether to send, as it is drawn.
fn drawn_send_line(play: &Play) -> String {
    let mut terminal = Terminal::new(TestBackend::new(120, 50)).unwrap();
    terminal
        .draw(|frame| view::draw(frame, &play.state, Abilities::ALL))
        .unwrap();
    let cells = terminal.backend().buffer().content();
    let lines = cells.chunks(120).map(|row| {
        let symbols: String = row.iter().map(ratatui::buffer::Cell::symbol).collect();
        symbols.trim().to_owned()
    });
    lines
        .filter(|line| line.contains("Send PUT"))
        .collect::<String>()
}

/// The send line and the outcome named the account of the credentials, while the request named the function's.
#[test]
fn the_account_that_is_written_to_is_named_and_whose_credentials_do_it() {
    let start = Start {
        open: FunctionAddress::parse("arn:aws:lambda:eu-west-1:210987654321:function:orders").ok(),
        ..start()
    };
    let mut play = Play::with(start, Account::furnished());
    play.press("e backspace 0 ctrl-s y");
    assert_eq!(
        drawn_send_line(&play),
        "Send PUT orders:$LATEST in 210987654321 eu-west-1 with credentials of 123456789012 ?  y_"
    );
    play.press("enter");
    assert_eq!(play.place(), "sending", "the operator named that account");
    play.written(applied("orders", "0 1h - orders-failed"));
    assert!(play.text().contains(
        "PUT orders:$LATEST in 210987654321 eu-west-1 with credentials of 123456789012 was accepted"
    ));
}

/// The outcome vouched for account and credentials also where STS had refused to tell them, and named the caller of the time when
/// the review was opened.
#[test]
fn the_outcome_and_the_receipt_tell_who_was_checked_just_before_sending() {
    let other_role = format!("arn:aws:sts::{ACCOUNT}:assumed-role/Admin/somebody");
    let mut play = Play::reviewing();
    play.account
        .caller
        .as_mut()
        .unwrap()
        .arn
        .clone_from(&other_role);
    play.send();
    play.written(applied("orders", "0 1h - orders-failed"));
    let text = play.text();
    let unbroken: String = text.split_whitespace().collect();
    let told = format!("caller{other_role}{CHANGED}check").replace(' ', "");
    assert!(unbroken.contains(&told), "{text}");
    assert!(
        text.contains("check settings and account were as reviewed, read again just before sending Lambda answered"),
        "{text}"
    );
    let write = &play.state.memory.writes()[0];
    assert_eq!(write.caller.as_ref(), Some(&other_role));
    let receipt = markdown(write.into(), &RunsAs::default());
    let told = format!("- caller: {other_role}\n- caller {CHANGED}\n- request: ");
    assert!(receipt.contains(&told), "{receipt}");

    let mut account = Account::furnished();
    account.refuse(Operation::GetCallerIdentity, FailureKind::AccessDenied);
    let mut play = Play::with(start(), account);
    play.press("j enter enter backspace 0 ctrl-s y o r d e r s enter");
    play.written(applied("orders", "0 1h - orders-failed"));
    let text = play.text().split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(
        text.contains("account and caller are not known: STS did not tell"),
        "{text}"
    );
    assert!(
        markdown((&play.state.memory.writes()[0]).into(), &RunsAs::default())
            .contains("caller: unknown: STS did not tell")
    );
}

/// The new session could not be opened and was opened again: the look that the failed one had been asked for never came back.
#[test]
fn a_write_of_which_nothing_is_known_is_looked_for_in_whichever_session_opens() {
    let mut play = Play::sending();
    play.written(unknown());
    play.answer();
    play.press("esc esc r");
    let identity = play.asked.pop_front().expect("who are we");
    become_another(&mut play, &identity);
    play.opened(
        2,
        Err(failure(FailureKind::NoCredentials, Operation::OpenSession)),
    );
    play.asked.clear();
    play.wake();
    assert_eq!(play.open_reads(), ["configuration orders:$LATEST"]);
    assert_eq!(play.press("r"), ["open session 3"]);
    play.asked.clear();
    play.opened(3, Ok(facts()));
    play.asked.clear();
    play.account.hold("orders", "0 1h - orders-failed");
    play.wake();
    play.answer();
    assert!(
        play.notice().starts_with("Lambda holds what you sent"),
        "{}",
        play.notice()
    );
}

/// The keys of a wrong account work, so that nothing failed by which they would have been given up: `r` went on with them for ever.
#[test]
fn once_the_account_changed_each_reading_by_a_key_takes_credentials_anew() {
    let (mut play, identity) = asking_who();
    become_another(&mut play, &identity);
    play.opened(2, Ok(facts()));
    let renewed = ["renew credentials", "read identity"];
    for _ in 0..2 {
        assert_eq!(play.press("r")[..2], renewed);
    }
    play.account.caller = Ok(caller(ACCOUNT, 3));
    play.credentials = CredentialsGeneration(3);
    assert!(play.press("r").contains(&"open session 3".to_owned()));
    assert!(play.notice().contains(ACCOUNT));
    play.opened(3, Ok(facts()));
    assert_eq!(play.press("r")[..2], renewed);
}

/// The outcome that names the wrong account is where somebody stands who logged in once more.
#[test]
fn the_outcome_of_another_account_asks_by_r_whose_the_credentials_are_by_now() {
    let mut play = Play::reviewing();
    play.by_hand = false;
    play.account.caller = Ok(caller(OTHER_ACCOUNT, 2));
    play.credentials = CredentialsGeneration(2);
    play.press("y enter");
    assert_eq!(play.place(), "not sent: other account");
    play.opened(2, Ok(facts()));
    play.account.caller = Ok(caller(ACCOUNT, 3));
    play.credentials = CredentialsGeneration(3);
    let asked = play.press("r");
    let position = |wanted: &str| asked.iter().position(|asked| asked == wanted);
    let renewed = position("renew credentials");
    assert!(
        renewed.is_some() && renewed < position("read identity"),
        "{asked:?}"
    );
    assert!(position("open session 3").is_some(), "{asked:?}");
    assert_eq!(play.writes, []);
}

/// What was refused, and what nobody knows of, named who had sent it and nothing of another role before.
#[test]
fn every_outcome_tells_that_the_caller_changed_since_the_review_was_opened() {
    for outcome in [
        applied("orders", "0 1h - orders-failed"),
        refused(FailureKind::AccessDenied, 403),
        refused(FailureKind::InvalidRequest, 400),
        unknown(),
    ] {
        let mut play = Play::small(Account::furnished(), "");
        play.review_orders();
        let caller = play.account.caller.as_mut().unwrap();
        caller.arn = format!("arn:aws:sts::{ACCOUNT}:assumed-role/Admin/somebody");
        play.press("G");
        play.send();
        play.by_hand = false;
        play.written(outcome);
        play.says(CHANGED);
    }
    Play::stored().does_not_say("since the review was opened");
}

/// "Nothing moved" was said of a review that another role would send.
#[test]
fn a_check_that_sends_nothing_tells_that_the_caller_changed() {
    let mut play = Play::small(Account::furnished(), "");
    play.review_orders();
    play.by_hand = false;
    let then = play.account.caller.clone();
    let caller = play.account.caller.as_mut().unwrap();
    caller.arn = format!("arn:aws:sts::{ACCOUNT}:assumed-role/Admin/somebody");
    play.press("r");
    play.says(&format!(": nothing moved. Caller {CHANGED}."));
    play.account.caller = then;
    play.press("r");
    play.says(": nothing moved.");
    play.does_not_say("Caller");
}

#[test]
fn a_write_that_is_tried_again_is_told_with_who_sent_it_at_last() {
    let mut play = Play::sending();
    play.written(refused(FailureKind::Conflict, 409));
    let other_role = format!("arn:aws:sts::{ACCOUNT}:assumed-role/Admin/somebody");
    let caller = play.account.caller.as_mut().unwrap();
    caller.arn.clone_from(&other_role);
    play.wake();
    play.answer();
    play.written(applied("orders", "0 1h - orders-failed"));
    let write = &play.state.memory.writes()[0];
    assert_eq!(write.caller.as_ref(), Some(&other_role));
}

/// A removal whose answer was lost, on its outcome; the credentials became others before the look was answered.
#[test]
fn nothing_found_under_credentials_that_nobody_vouched_for_is_no_proof_of_a_removal() {
    let mut play = Play::begun();
    play.press("j enter X y r e s e t enter");
    play.by_hand = true;
    play.written(unknown());
    play.account.hold("orders", "");
    play.account.caller = Ok(caller(ACCOUNT, 2));
    play.credentials = CredentialsGeneration(2);
    play.answer_one();
    assert_eq!(play.state.memory.writes()[0].came, Came::Unknown);
    play.answer();
    play.wake();
    play.answer();
    assert_eq!(play.state.memory.writes()[0].came, Came::DoneFoundByReading);
}

#[test]
fn a_session_that_ends_after_the_last_look_begins_no_other() {
    let (mut play, identity) = asking_who();
    play.review_orders();
    play.send();
    play.written(unknown());
    for _ in 0..3 {
        play.answer();
        play.wake();
    }
    play.answer();
    become_another(&mut play, &identity);
    assert_eq!((play.place().as_str(), play.due()), ("unknown", None));
}

/// On a change of `orders:$LATEST` that was refused, with these credentials from now on.
fn refused_then(account: &str, credentials: u64) -> Play {
    let mut play = Play::sending();
    play.written(refused(FailureKind::AccessDenied, 403));
    play.by_hand = false;
    play.account.caller = Ok(caller(account, credentials));
    play.credentials = CredentialsGeneration(credentials);
    play
}

/// Somebody who may not write gets other keys: the old ones work, so that `r` would have gone on with them for ever.
#[test]
fn r_on_what_was_refused_for_want_of_a_permission_takes_credentials_anew() {
    let mut play = refused_then(ACCOUNT, 2);
    let asked = play.press("r");
    assert_eq!(asked[..2], ["renew credentials", "read identity"]);
    assert_eq!((play.place().as_str(), play.writes.len()), ("review", 1));
}

/// A refusal under the keys of a wrong account led back to the review of the right one, as if that could still be sent.
#[test]
fn r_on_a_refusal_finds_the_account_to_be_another_one() {
    let mut play = refused_then(OTHER_ACCOUNT, 2);
    play.press("r");
    assert_eq!(play.place(), "not sent: other account");
    play.says("It was sent once before and refused: nothing changed.");
    assert!(play.notice().contains(OTHER_ACCOUNT));
    assert_eq!(play.writes.len(), 1);
}

/// Of a refusal whose session has ended, `r` showed a review that can't be sent any more, and said nothing of whose the credentials are.
#[test]
fn r_on_a_refusal_of_an_ended_session_asks_whose_the_credentials_are_by_now() {
    let (mut play, identity) = asking_who();
    play.review_orders();
    play.send();
    play.written(refused(FailureKind::AccessDenied, 403));
    play.says("r checks again");
    become_another(&mut play, &identity);
    play.by_hand = false;
    play.opened(2, Ok(facts()));
    assert_eq!(play.place(), "refused");
    play.does_not_say("r checks again");
    assert_eq!(play.press("r")[..2], ["renew credentials", "read identity"]);
    assert_eq!(play.place(), "refused");
    assert_eq!(
        play.notice(),
        format!(
            "The credentials are still account {OTHER_ACCOUNT}; this was read from {ACCOUNT} eu-west-1."
        )
    );
    play.account.caller = Ok(caller(ACCOUNT, 3));
    play.credentials = CredentialsGeneration(3);
    assert!(play.press("r").contains(&"open session 3".to_owned()));
    assert_eq!(play.place(), "list");
    assert!(play.notice().contains(ACCOUNT), "{}", play.notice());
    assert_eq!((play.state.drafts.iter().len(), play.writes.len()), (1, 1));
}
