//! A weighted alias runs two versions: what is said of its events holds for both.

use lambda_lasso::app::send_line::Asked;
use lambda_lasso::domain::failure::FailureKind;
use lambda_lasso::domain::failure::Operation;

use super::account::Account;
use super::play::{Play, start};

/// `live` routes to version 12, with a timeout of 10 minutes, and to version 11.
fn account() -> Account {
    let mut account = Account::furnished();
    let orders = account.function_mut("orders").unwrap();
    orders.second = Some(("live", 11, 0.9));
    orders.slow = Some((12, 600));
    orders.timeout_seconds = 30;
    account.hold("orders:live", "2 1h - orders-failed");
    account
}

/// On the screen of `orders`, with `live` selected.
fn selected(account: Account) -> Play {
    let mut play = Play::with(start(), account);
    play.press("g j enter j");
    assert_eq!(play.place(), "orders:live");
    play
}

/// The timeout of the version that the alias points to was told for all events, be it that of the tenth part of them.
#[test]
fn each_version_of_a_weighted_alias_has_its_own_line_where_timeouts_differ() {
    let mut play = selected(account());
    let slow = "hits timeout 10m";
    let quick = "hits timeout 30s";
    play.says(slow);
    for keys in ["", "enter"] {
        play.press(keys);
        for (event, course) in [
            (slow, "version 12: 0:00 try 1 -- 11:00 try 2 -- 23:00 try 3"),
            (quick, "version 11: 0:00 try 1 -- 1:30 try 2 -- 4:00 try 3"),
        ] {
            let rows = play.rows_with(event);
            assert!(rows.iter().any(|row| row.contains(course)), "{rows:?}");
        }
    }
    play.press("tab ctrl-u 2 0 0 s");
    play.says("! If a try of version 12 runs into the 10m timeout, no retry fits into 3m20s.");
    play.says("! If a try of version 11 runs into the 30s timeout, only retry 1 fits into 3m20s.");
    play.press("ctrl-s");
    play.says("hits timeout 10m version 12: 0:00 try 1 -> given up 10:00");
    play.says("hits timeout 30s version 11: 0:00 try 1 -- 1:30 try 2 -> given up 2:00");
    for (columns, rows, keys) in [(80, 24, "tab"), (60, 16, "d")] {
        let mut play = selected(account());
        play.resize(columns, rows);
        play.press(keys);
        play.says_scrolled("version 12: 0:00 try 1 -- 11:00 try 2");
        play.says_scrolled("version 11: 0:00 try 1 -- 1:30 try 2");
    }
}

/// Versions with one timeout are told together, as before.
#[test]
fn versions_with_the_same_timeout_share_a_line() {
    let mut account = account();
    account.function_mut("orders").unwrap().slow = None;
    let play = selected(account);
    assert_eq!(play.rows_with("hits timeout 30s").len(), 1);
    play.does_not_say("version 12:");
}

#[test]
fn a_version_that_is_not_listed_is_said_not_to_be_known() {
    let mut listed = account();
    let orders = listed.function_mut("orders").unwrap();
    orders.versions = vec![12];
    let play = selected(listed);
    play.says("version 12: 0:00 try 1");
    play.says("hits its timeout version 11: not known: the timeout was not read");
    let mut refused = account();
    refused.refuse(Operation::ListVersionsByFunction, FailureKind::AccessDenied);
    let play = selected(refused);
    play.says("hits its timeout not known: the timeout could not be read");
}

/// `live` runs version 12 with the dead-letter queue `dlqA`, and version 11 with another or none.
fn with_dead_letters(other: Option<&'static str>, settings: &str) -> Account {
    let mut account = account();
    let orders = account.function_mut("orders").unwrap();
    orders.dead_letter_target = Some("arn:aws:sqs:eu-west-1:123456789012:dlqA".to_owned());
    orders.other_dead_letters = Some((11, other));
    account.hold("orders:live", settings);
    account
}

const OTHER: Option<&str> = Some("arn:aws:sqs:eu-west-1:123456789012:dlqC");

/// "live drops every event it gives up", where that was so for the tenth part of them.
#[test]
fn where_one_version_has_a_dead_letter_queue_some_events_are_dropped() {
    const SOME: &str =
        "! live drops some of the events it gives up: version 11 has no dead-letter queue.";
    const GOES: &str = "the event goes to the dead-letter queue of its version: version 12 dlqA, version 11 none (DROPPED).";
    let mut play = selected(with_dead_letters(None, "2 1h - -"));
    play.does_not_say("drops every event");
    play.says(SOME);
    play.says("! some dropped");
    play.says("given up 3:00, dead-letter queue or DROPPED, by version");
    play.says(
        "have not the same dead-letter queue: version 12 dead-letter queue dlqA, version 11 none.",
    );
    play.press("enter");
    play.says("given up 3:00, dead-letter queue or DROPPED, by version");
    play.says(GOES);
    play.press("backspace 1 ctrl-s");
    assert_eq!(play.place(), "review");
    assert!(play.text().contains(GOES), "{}", play.text());
    assert!(!play.text().contains("event is dropped"), "{}", play.text());
}

/// The review named the dead-letter queue of one version for the events of both.
#[test]
fn where_both_versions_have_a_dead_letter_queue_each_is_named() {
    const GOES: &str =
        "the event goes to the dead-letter queue of its version: version 12 dlqA, version 11 dlqC.";
    let mut play = selected(with_dead_letters(OTHER, "2 1h - -"));
    play.does_not_say("live drops");
    play.says("given up 3:00, event to the dead-letter queue of its version");
    play.press("enter");
    play.says(GOES);
    play.press("backspace 1 ctrl-s");
    assert!(play.text().contains(GOES), "{}", play.text());
    let mut play = selected(with_dead_letters(OTHER, "2 1h - orders-failed"));
    play.says("record to orders-failed, event to the dead-letter queue of its version");
    play.press("enter backspace 1 ctrl-s");
    let event = "The event itself goes to the dead-letter queue of its version: version 12 dlqA, version 11 dlqC.";
    assert!(play.text().contains(event), "{}", play.text());
}

/// Details had no word of the difference.
#[test]
fn details_tell_the_dead_letter_queue_of_each_version_whole() {
    for (columns, rows) in [(120, 40), (80, 24), (60, 16)] {
        for (other, told) in [(None, "(none)"), (OTHER, OTHER.unwrap_or_default())] {
            let mut play = selected(with_dead_letters(other, "2 1h - -"));
            play.resize(columns, rows);
            play.press("d");
            play.says_scrolled("Dead letters, version 12");
            play.says_scrolled("arn:aws:sqs:eu-west-1:123456789012:dlqA");
            play.says_scrolled("Dead letters, version 11");
            play.says_scrolled(told);
        }
    }
}

/// What drops the events of one version is said to be so at the moment of sending as well.
#[test]
fn a_reset_that_drops_the_events_of_one_version_takes_the_word() {
    for (other, asks, becomes) in [
        (
            None,
            Asked::Word("reset".to_owned()),
            "Some failed events will be DROPPED from now on, by version.",
        ),
        (OTHER, Asked::Yes, "(none)"),
    ] {
        let mut play = selected(with_dead_letters(other, "2 1h - orders-failed"));
        play.press("X");
        assert_eq!(play.place(), "review");
        assert!(play.text().contains(becomes), "{}", play.text());
        let asked = play.state.review().expect("a review").asked();
        assert_eq!(asked, asks);
    }
}

/// The check before sending described the version that an alias points to alone: the other one moved without a word.
#[test]
fn both_versions_of_a_weighted_alias_are_read_again_before_sending() {
    let mut play = selected(account());
    play.press("enter ctrl-u 1 ctrl-s");
    assert_eq!(play.place(), "review");
    play.account.function_mut("orders").unwrap().timeout_seconds = 60;
    let asked = play.press("y enter");
    for version in ["description orders:live", "description orders:11"] {
        assert!(asked.contains(&format!("read {version}")), "{asked:?}");
    }
    assert_eq!(play.place(), "not sent: moved");
    play.says("timeout 10m and 30s -> 10m and 1m. Nothing was sent.");
    play.press("enter y enter");
    assert_eq!(
        play.place(),
        "sending",
        "what was read stands in the review"
    );
}

/// A deployment that shifts the calls step by step changes nothing that the review says: it names no share, and what it says of one
/// version holds for every event that this version gets. A version more or less is told, as where the alias routes to.
#[test]
fn other_shares_of_the_same_versions_leave_every_word_of_the_review_as_it_is() {
    let mut play = selected(with_dead_letters(OTHER, "2 1h - -"));
    play.press("enter backspace 1 ctrl-s");
    assert_eq!(play.place(), "review");
    let reviewed = play.text();
    assert!(!reviewed.contains('%'), "{reviewed}");
    play.account.function_mut("orders").unwrap().second = Some(("live", 11, 0.1));
    play.press("r");
    play.says("nothing moved; the shares of the alias's versions are not compared");
    assert_eq!(play.text(), reviewed);
    play.press("y enter");
    assert_eq!(play.place(), "sending");
    let mut play = selected(with_dead_letters(OTHER, "2 1h - -"));
    play.press("enter backspace 1 ctrl-s");
    play.account.function_mut("orders").unwrap().second = None;
    play.press("y enter");
    assert_eq!(play.place(), "not sent: moved");
    play.says("routes to 12 and 11 -> 12");
}

/// On the list, whose pane was read before any version, `live` was told to have what `$LATEST` has, as a fact.
#[test]
fn the_list_says_that_the_versions_of_a_weighted_alias_were_not_read() {
    const UNREAD: &str = "Not read: the dead-letter queues of the versions that live runs.";
    for (queue, settings, told) in [
        (
            true,
            "2 1h - -",
            "then to dead-letter queue dlqA ($LATEST has it; versions 12 and 11 not read)",
        ),
        (
            false,
            "2 1h - -",
            "then DROPPED ($LATEST has no dead-letter queue; versions 12 and 11 not read)",
        ),
        (
            true,
            "2 1h - orders-failed",
            "then a record to queue orders-failed (not checked) and to dead-letter queue dlqA ($LATEST has it; versions 12 and 11 not read)",
        ),
        (
            false,
            "2 1h - orders-failed",
            "then a record to queue orders-failed (not checked) 12 ",
        ),
    ] {
        let mut account = with_dead_letters(OTHER, settings);
        let orders = account.function_mut("orders").unwrap();
        orders.dead_letter_target = orders.dead_letter_target.take().filter(|_| queue);
        let rests_on_queues = settings.ends_with(" -");
        let mut play = Play::small(account, "g j");
        play.says(told);
        for (columns, rows) in [(80, 24), (120, 40)] {
            play.resize(columns, rows);
            if rests_on_queues {
                play.says(UNREAD);
            } else {
                play.does_not_say(UNREAD);
            }
        }
        // Whether given-up events can be lost is still marked on the row itself.
        let is_marked = play.rows_with("> orders")[0].contains("! live");
        assert_eq!(is_marked, rests_on_queues && !queue, "{}", play.screen());
        play.press("enter");
        play.does_not_say(UNREAD);
        play.press("esc");
        play.does_not_say("not read)");
        play.does_not_say(UNREAD);
    }
}

/// A version that gets one call in a thousand was shown with 0%, as one that gets none; details told no number at all.
#[test]
fn a_small_share_is_not_shown_as_none() {
    let mut given = account();
    given.function_mut("orders").unwrap().second = Some(("live", 11, 0.001));
    let mut play = selected(given);
    play.says("12 >99%, 11 <1%");
    play.press("d");
    play.says("Routes to version 12 99.9%, version 11 0.1%");
    let mut given = account();
    given.function_mut("orders").unwrap().second = None;
    let mut play = selected(given);
    play.press("d");
    play.says("Routes to version 12 ");
    play.does_not_say("%");
}

/// A deployment ends with a share of 0, or of all: the version that gets no call was drawn, and its coming and going stopped a write.
#[test]
fn a_version_that_gets_no_call_is_no_route() {
    for (share, only, timeout, other) in [
        (0.0, "12", "hits timeout 10m", "hits timeout 30s"),
        (1.0, "11", "hits timeout 30s", "hits timeout 10m"),
    ] {
        let mut account = account();
        account.function_mut("orders").unwrap().second = Some(("live", 11, share));
        let mut play = selected(account);
        play.says(&format!("live {only} 2 1h"));
        play.says(timeout);
        play.does_not_say(other);
        play.does_not_say("0%");
        play.press("d");
        play.says_scrolled(&format!("version {only}"));
    }
}

/// The same alias without its share of 0 was told as one that routes elsewhere, and nothing was sent.
#[test]
fn a_share_of_nothing_that_goes_is_no_move() {
    let mut account = account();
    account.function_mut("orders").unwrap().second = Some(("live", 11, 0.0));
    let mut play = selected(account);
    play.press("enter backspace 1 ctrl-s");
    assert_eq!(play.place(), "review");
    play.account.function_mut("orders").unwrap().second = None;
    play.press("y enter");
    assert_eq!(play.place(), "sending");
}

/// A share that is hardly one is one: its coming is a move.
#[test]
fn the_smallest_share_is_a_route() {
    let mut account = account();
    account.function_mut("orders").unwrap().second = Some(("live", 11, 0.0));
    let mut play = selected(account);
    play.press("enter backspace 1 ctrl-s");
    play.account.function_mut("orders").unwrap().second = Some(("live", 11, 0.0001));
    play.press("y enter");
    assert_ne!(play.place(), "sending");
}

/// After a share came and went, what the second version has was told to be otherwise than when the review was opened; while it was there,
/// only the routes were.
#[test]
fn what_a_second_version_has_is_news_as_long_as_it_gets_events() {
    for by in ["r", "y enter"] {
        let mut account = account();
        let orders = account.function_mut("orders").unwrap();
        orders.second = None;
        orders.other_dead_letters = Some((11, OTHER));
        account.hold("orders:live", "2 1h - -");
        let mut play = selected(account);
        play.press("enter backspace 1 ctrl-s");
        assert_eq!(play.place(), "review");
        let check = |play: &mut Play, second| {
            play.account.function_mut("orders").unwrap().second = second;
            play.press(by);
            if by != "r" {
                assert_eq!(play.place(), "not sent: moved");
                play.press("enter");
            }
            assert_eq!(play.place(), "review");
        };
        for _ in 0..2 {
            check(&mut play, Some(("live", 11, 0.5)));
            let text = play.text();
            for told in [
                "routes to 12 -> 12 and 11",
                "dead-letter queue none -> none and dlqC",
                "timeout 10m -> 10m and 30s",
            ] {
                assert!(text.contains(told), "{by}: {told}: {text}");
            }
            check(&mut play, None);
            let text = play.text();
            assert!(!text.contains("Since this was opened"), "{by}: {text}");
        }
    }
}
