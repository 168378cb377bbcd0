//! Nobody answers, or AWS asks for less: it is said, once, with true numbers, and waiting can be stopped.

use jiff::SignedDuration;
use lambda_lasso::app::message::{Message, Traffic};
use lambda_lasso::app::state::Start;
use lambda_lasso::domain::call::{Awaited, SessionFacts, Whom};
use lambda_lasso::domain::failure::{Failure, FailureKind, Operation};
use lambda_lasso::domain::function::FunctionAddress;

use super::account::Account;
use super::play::{Play, start};
use super::values::facts;

const SILENT: &str =
    "No answer from Lambda in eu-west-1 for 5 s (try 1 of 3). Keys work; Esc stops waiting.";

const SECOND: SignedDuration = SignedDuration::from_secs(1);

/// Started, with every read waiting for an answer.
fn unanswered() -> Play {
    let mut play = Play::unopened(start(), Account::furnished());
    play.by_hand = true;
    play.opened(1, Ok(facts()));
    play
}

fn waits(play: &mut Play, whom: Whom, tries: u32) {
    play.hear(Message::TrafficChanged(Traffic {
        in_flight: 1,
        per_second: 8,
        awaited: Awaited::default().with(whom, tries),
        ..Traffic::default()
    }));
}

fn throttled(play: &mut Play, per_second: u32) {
    play.hear(Message::TrafficChanged(Traffic {
        per_second,
        throttled: per_second < 8,
        ..Traffic::default()
    }));
}

/// What the notice line shows.
fn shown(play: &Play) -> String {
    let notice = play.state.shown_notice();
    notice.map_or_else(String::new, |notice| notice.text.clone())
}

/// A server that took requests and said nothing was not mentioned for 30 s.
#[test]
fn a_server_that_says_nothing_is_told_after_five_seconds_with_its_try() {
    let mut play = unanswered();
    waits(&mut play, Whom::Lambda, 1);
    play.pass(SECOND * 4);
    play.hear(Message::Drawn);
    assert_eq!((shown(&play).as_str(), play.due()), ("", Some(1_000)));
    play.wake();
    assert_eq!(shown(&play), SILENT);
    assert!(
        play.screen().contains("No answer from Lambda in eu-west-1"),
        "{}",
        play.screen()
    );
    play.press("j");
    assert_eq!(shown(&play), SILENT, "keys work, and it stays said");
    waits(&mut play, Whom::Lambda, 2);
    play.wake();
    assert_eq!(
        shown(&play),
        SILENT.replace("5 s", "10 s").replace("try 1", "try 2")
    );
    play.answer();
    assert_eq!(shown(&play), "", "an answer ends it");
    waits(&mut play, Whom::Lambda, 0);
    assert_eq!(
        play.due(),
        Some(300_001),
        "nothing is due until what was read becomes old"
    );
}

#[test]
fn whoever_is_silent_is_named() {
    let prod = || SessionFacts {
        profile: Some("prod".to_owned()),
        endpoint: Some("http://127.0.0.1:4566".to_owned()),
        ..facts()
    };
    for (facts, whom, said) in [
        (
            facts(),
            Whom::Sts,
            "No answer from STS for 5 s (try 1 of 3). ",
        ),
        (
            prod(),
            Whom::Lambda,
            "No answer from Lambda at http://127.0.0.1:4566 for 5 s (try 1 of 3). ",
        ),
        (
            prod(),
            Whom::Credentials,
            "No credentials from profile prod for 5 s. ",
        ),
        (facts(), Whom::Credentials, "No credentials for 5 s. "),
    ] {
        let mut play = Play::unopened(start(), Account::furnished());
        play.by_hand = true;
        play.opened(1, Ok(facts));
        waits(&mut play, whom, 1);
        play.wake();
        assert_eq!(shown(&play), format!("{said}Keys work; Esc stops waiting."));
    }
}

#[test]
fn escape_stops_waiting_while_it_is_said_and_has_its_own_meaning_else() {
    let mut play = Play::begun();
    play.by_hand = true;
    play.press("j enter r");
    waits(&mut play, Whom::Lambda, 1);
    play.wake();
    let asked = play.asked.len();
    assert!(asked >= 4, "{asked}");
    let effects = play.press("esc");
    assert_eq!(effects, vec!["abandon"; asked]);
    assert!(play.asked.is_empty() && play.state.requests.pending().next().is_none());
    assert_eq!(play.place(), "orders:$LATEST", "the screen stays");
    assert!(shown(&play).contains("r reads again"), "{}", shown(&play));
    play.press("esc");
    assert_eq!(play.place(), "list");
}

#[test]
fn what_was_not_waited_for_is_marked_as_not_read_and_read_again_by_hand() {
    let mut play = unanswered();
    play.answer_one();
    play.answer_one();
    waits(&mut play, Whom::Lambda, 1);
    play.wake();
    play.press("esc");
    let screen = play.screen();
    let row = screen.lines().find(|row| row.contains("orders")).unwrap();
    assert!(row.contains('?') && !row.contains(".."), "{row}");
    play.press("d");
    assert!(
        play.screen()
            .contains("Waiting for the answer was stopped."),
        "{}",
        play.screen()
    );
    play.press("esc");
    assert!(!play.press("r").is_empty());
    play.answer();
    let screen = play.screen();
    let row = screen.lines().find(|row| row.contains("orders")).unwrap();
    assert!(!row.contains('?'), "{row}");
}

/// The function on the command line waited for an account that STS never told.
#[test]
fn stopping_to_wait_for_sts_opens_what_was_asked_for() {
    let wanted = lambda_lasso::app::state::Start {
        open: lambda_lasso::domain::function::FunctionAddress::parse("orders").ok(),
        ..start()
    };
    let mut play = Play::unopened(wanted, Account::furnished());
    play.by_hand = true;
    play.opened(1, Ok(facts()));
    waits(&mut play, Whom::Sts, 1);
    play.wake();
    play.press("esc");
    assert!(play.state.session.is_settled());
    assert!(
        play.open_reads()
            .contains(&"configurations orders".to_owned()),
        "{:?}",
        play.open_reads()
    );
}

/// Nothing stops a write: a key that only stops reads would look as if it did.
#[test]
fn no_key_is_offered_where_it_would_do_something_else() {
    let mut play = Play::sending();
    waits(&mut play, Whom::Lambda, 1);
    play.wake();
    assert!(shown(&play).ends_with("(try 1 of 3). Keys work."));
    play.press("esc");
    assert_eq!(play.place(), "sending");
    let mut play = Play::reviewing();
    play.press("y");
    waits(&mut play, Whom::Lambda, 1);
    play.wake();
    play.press("esc");
    assert_eq!(
        (play.place().as_str(), &*play.notice()),
        ("review", "Nothing was sent.")
    );
}

/// Reading slowed down without a word, and at 80 columns without a sign.
#[test]
fn each_slowing_down_is_said_once_with_its_number() {
    let mut play = Play::begun();
    play.resize(80, 24);
    for (per_second, said) in [
        (4, true),
        (4, false),
        (2, true),
        (3, false),
        (8, false),
        (4, true),
    ] {
        play.press("j");
        throttled(&mut play, per_second);
        let expected = format!(
            "AWS throttles this account's Lambda API (15/s for everybody). Reading slower: {per_second}/s. Your keys and your PUT go first."
        );
        let expected = if said { expected } else { String::new() };
        assert_eq!(shown(&play), expected, "at {per_second}/s");
        let header = play.screen().lines().next().unwrap().to_owned();
        assert_eq!(
            header.contains(&format!("throttled {per_second}/s")),
            per_second < 8,
            "{header}"
        );
    }
}

#[test]
fn a_wait_that_aws_asks_for_is_said_with_its_length() {
    let mut play = Play::begun();
    let held = |held_seconds| {
        Message::TrafficChanged(Traffic {
            per_second: 4,
            throttled: true,
            held_seconds,
            ..Traffic::default()
        })
    };
    play.hear(held(7));
    let said = "AWS throttles this account's Lambda API (15/s for everybody). AWS asks to wait 7 s. Reading slower: 4/s. Your keys and your PUT go first.";
    assert_eq!(shown(&play), said);
    play.press("j");
    play.hear(held(0));
    assert_eq!(shown(&play), "");
    play.hear(held(20));
    assert!(shown(&play).contains("wait 20 s"));
}

#[test]
fn an_account_that_nobody_tells_is_said_with_its_reason() {
    let refused = |kind, sentence: &str| {
        Failure::new(kind, Operation::GetCallerIdentity, sentence).hint("Log in.")
    };
    for (kind, sentence, said) in [
        (
            FailureKind::AccessDenied,
            "Account unknown: sts:GetCallerIdentity was refused.",
            "Account unknown: sts:GetCallerIdentity was refused. Reading may work; sending asks for the function's name.",
        ),
        (
            FailureKind::NoAnswer,
            "No answer from STS in eu-west-1 for 10 s.",
            "Account unknown: No answer from STS in eu-west-1 for 10 s. Reading may work; sending asks for the function's name.",
        ),
        (
            FailureKind::NoCredentials,
            "No credentials were found (profile prod).",
            "No credentials were found (profile prod). Log in.",
        ),
    ] {
        let mut play = unanswered();
        play.answer_with(Err(refused(kind, sentence)));
        assert_eq!(shown(&play), said);
        let header = play.screen().lines().next().unwrap().to_owned();
        assert!(header.contains("account unknown"), "{header}");
    }
    let mut play = unanswered();
    let identity = play.asked.pop_front().unwrap();
    play.answer();
    let failure = refused(FailureKind::NoAnswer, "No answer from STS.");
    play.answered(&identity, Err(failure));
    assert!(shown(&play).contains("Reading works;"), "{}", shown(&play));
}

/// A name that was typed stands in a row, and proves nothing.
#[test]
fn reading_is_not_said_to_work_where_nothing_was_read() {
    let open = Some(FunctionAddress::parse("orders").unwrap());
    let mut play = Play::unopened(Start { open, ..start() }, Account::furnished());
    play.by_hand = true;
    play.opened(1, Ok(facts()));
    let silent = || {
        let operation = Operation::ListFunctions;
        Failure::new(FailureKind::Unreachable, operation, "No connection.")
    };
    while let Some(read) = play.asked.pop_front() {
        play.answered(&read, Err(silent()));
    }
    play.press("esc r");
    while let Some(read) = play.asked.pop_front() {
        play.answered(&read, Err(silent()));
    }
    assert!(
        shown(&play).contains("Reading may work;"),
        "{}",
        shown(&play)
    );
}

/// `account ..` promised an account that nobody would ever be asked for.
#[test]
fn without_a_session_the_account_is_not_on_its_way() {
    let mut play = Play::unopened(start(), Account::furnished());
    let failure = Failure::new(
        FailureKind::NoRegion,
        Operation::OpenSession,
        "No region is set.",
    );
    play.opened(1, Err(failure));
    let header = play.screen().lines().next().unwrap().to_owned();
    assert!(
        header.contains("account unknown region unknown"),
        "{header}"
    );
}

/// Nine silent seconds of a PUT looked like three: that nobody answers it was said only to who asked to quit.
#[test]
fn a_write_without_an_answer_for_five_seconds_is_counted() {
    let mut play = Play::sending();
    play.says("PUT is on its way: waiting for Lambda's answer ..");
    assert_eq!(play.due(), Some(5000));
    play.wake();
    play.says(
        "! No answer from Lambda to the PUT for 5 s: it may be stored or not. Lasso still waits.",
    );
    play.wake();
    play.says("! No answer from Lambda to the PUT for 6 s:");
    play.press("q");
    play.says("A PUT is on its way: waiting for Lambda's answer (6 s), then Lasso quits.");
}
