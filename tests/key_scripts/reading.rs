//! What is read when: pages to their end, visible rows first, failures where they belong, sessions apart.

use jiff::SignedDuration;
use lambda_lasso::app::effect::Effect;
use lambda_lasso::app::entry::{Entry, Part};
use lambda_lasso::app::layout::{self, Roomy};
use lambda_lasso::app::message::{Message, Size};
use lambda_lasso::domain::call::{Answer, Page, Query, RequestId, SessionNumber, Urgency};
use lambda_lasso::domain::failure::{FailureKind, Operation};

use super::account::{Account, many};
use super::play::{Play, start};
use super::shown::shown;
use super::values::{facts, key, whole};

fn entry<'a>(play: &'a Play, name: &str) -> &'a Entry {
    play.state.catalogue.get(&key(name)).expect("a function")
}

/// Started, with reads answered by hand; identity is answered, the first page of functions is open.
fn listing() -> Play {
    let mut play = Play::unopened(start(), Account::furnished());
    play.by_hand = true;
    let effects = play.opened(1, Ok(facts()));
    assert_eq!(
        effects.iter().map(shown).collect::<Vec<_>>(),
        [
            "title lasso account unknown eu-west-1",
            "read identity",
            "read functions"
        ]
    );
    play.answer_one();
    play
}

/// One page of functions, by their names.
fn page(play: &Play, names: &[&str], next: Option<&str>) -> Answer {
    let Ok(Answer::Functions(all)) = play.account.answer(&Query::Functions { marker: None }) else {
        panic!("no functions")
    };
    let described = |name: &&str| {
        let mut description = all.items[0].clone();
        description.function = key(name);
        description
    };
    Answer::Functions(Page {
        items: names.iter().map(described).collect(),
        next: next.map(str::to_owned),
    })
}

#[test]
fn the_next_page_is_asked_for_as_soon_as_one_arrived() {
    let mut play = listing();
    for (names, next) in [
        (["a", "b"], Some("m1")),
        (["c", "d"], Some("m2")),
        (["e", "f"], None),
    ] {
        assert!(play.open_reads()[0].starts_with("functions"));
        let answer = page(&play, &names, next);
        let effects = play.answer_with(Ok(answer));
        let asked = effects
            .iter()
            .map(shown)
            .find(|effect| effect.starts_with("read functions"));
        assert_eq!(
            asked,
            next.map(|next| format!("read functions from {next}"))
        );
        play.asked
            .retain(|read| matches!(read.query, Query::Functions { .. }));
    }
    assert_eq!(play.state.explorer.len(), 6);
    assert!(play.state.catalogue.listing.value().is_some());
}

#[test]
fn a_marker_that_comes_again_is_a_failure_and_keeps_what_was_read() {
    let mut play = listing();
    for names in [["a"], ["b"]] {
        let answer = page(&play, &names, Some("m1"));
        play.answer_with(Ok(answer));
        play.asked
            .retain(|read| matches!(read.query, Query::Functions { .. }));
    }
    let failure = play.state.catalogue.listing.failure().expect("a failure");
    assert_eq!(failure.kind, FailureKind::EndlessListing);
    assert_eq!((play.state.explorer.len(), play.asked.len()), (2, 0));
}

/// Only the marker before was compared: markers that come in turns were followed for ever.
#[test]
fn markers_that_come_in_turns_are_a_failure() {
    let mut play = listing();
    for (name, marker) in [("a", "m1"), ("b", "m2"), ("c", "m1")] {
        let answer = page(&play, &[name], Some(marker));
        play.answer_with(Ok(answer));
        play.asked
            .retain(|read| matches!(read.query, Query::Functions { .. }));
    }
    let failure = play.state.catalogue.listing.failure().expect("a failure");
    assert_eq!(failure.kind, FailureKind::EndlessListing);
}

/// Two listings ran at once; the one that ended first dropped what the other had not shown yet.
#[test]
fn reading_again_forgets_the_listing_on_its_way() {
    let mut play = listing();
    let first = play
        .asked
        .iter()
        .position(|read| matches!(read.query, Query::Functions { .. }))
        .unwrap();
    let first = play.asked.remove(first).unwrap();
    let effects = play.press("r");
    assert!(
        effects.iter().any(|effect| effect.starts_with("abandon")),
        "{effects:?}"
    );
    let answer = page(&play, &["late"], None);
    assert_eq!(play.answered(&first, Ok(answer)), []);
    assert!(play.state.catalogue.listing.request().is_some());
}

#[test]
fn a_piece_is_shown_only_when_its_last_page_came() {
    let mut play = Play::begun();
    play.by_hand = true;
    play.press("j enter r");
    play.asked
        .retain(|read| matches!(read.query, Query::Configurations { .. }));
    let all = play.account.answer(&play.asked[0].query).unwrap();
    let Answer::Configurations(all) = all else {
        panic!("{all:?}")
    };
    play.account.hold("orders", "");
    let first = Page {
        items: all.items.clone(),
        next: Some("m1".to_owned()),
    };
    let effects = play.answer_with(Ok(Answer::Configurations(first)));
    assert_eq!(
        effects.iter().map(shown).collect::<Vec<_>>(),
        ["read configurations orders from m1"]
    );
    assert!(entry(&play, "orders").configurations.request().is_some());
    play.answer_with(Ok(Answer::Configurations(whole(Vec::new()))));
    let read = entry(&play, "orders").configurations.value().unwrap();
    assert_eq!(read.len(), all.items.len());
}

#[test]
fn a_repeated_marker_of_a_piece_fails_that_piece_alone() {
    let mut play = Play::begun();
    play.by_hand = true;
    play.press("j enter r");
    play.asked
        .retain(|read| matches!(read.query, Query::Aliases { .. }));
    for _ in 0..2 {
        let page = Page {
            items: Vec::new(),
            next: Some("m1".to_owned()),
        };
        play.answer_with(Ok(Answer::Aliases(page)));
    }
    let entry = entry(&play, "orders");
    assert_eq!(
        entry.aliases.failure().unwrap().kind,
        FailureKind::EndlessListing
    );
    assert!(entry.configurations.value().is_some());
    assert!(play.asked.is_empty());
}

#[test]
fn the_failure_of_one_piece_leaves_the_others() {
    for (operation, part) in [
        (Operation::ListAliases, Part::Aliases),
        (Operation::ListVersionsByFunction, Part::Versions),
        (Operation::GetFunctionConcurrency, Part::Concurrency),
        (
            Operation::ListFunctionEventInvokeConfigs,
            Part::Configurations,
        ),
    ] {
        let mut play = Play::begun();
        play.account.refuse(operation, FailureKind::AccessDenied);
        play.press("j enter r");
        for other in [
            Part::Aliases,
            Part::Versions,
            Part::Concurrency,
            Part::Configurations,
            Part::Description,
        ] {
            let failed = entry(&play, "orders").failure(other).is_some();
            assert_eq!(failed, other == part, "{other:?} after {operation}");
        }
        assert_eq!(play.place(), "orders:$LATEST");
    }
}

#[test]
fn settings_that_could_not_be_read_are_not_edited() {
    let mut account = Account::furnished();
    account.refuse(
        Operation::ListFunctionEventInvokeConfigs,
        FailureKind::AccessDenied,
    );
    let mut play = Play::with(start(), account);
    play.press("j enter");
    for key in ["enter", "e", "X"] {
        play.press(key);
        assert_eq!(play.place(), "orders:$LATEST");
        assert!(
            play.notice().starts_with("The settings could not be read"),
            "{}",
            play.notice()
        );
    }
}

#[test]
fn settings_that_are_not_read_yet_are_not_edited() {
    let mut play = listing();
    play.answer_one();
    play.press("j enter e");
    assert_eq!(play.place(), "orders:$LATEST");
    assert!(play.notice().starts_with("The settings are not read yet"));
}

#[test]
fn the_rows_on_screen_are_read_and_the_first_of_them_first() {
    let mut account = Account::furnished();
    account.functions = many(100);
    let mut play = Play::unopened(start(), account);
    play.by_hand = true;
    play.hear(Message::Resized(Size {
        columns: 80,
        rows: 24,
    }));
    play.opened(1, Ok(facts()));
    play.answer_one();
    let effects = play.answer_one();
    let size = Size {
        columns: 80,
        rows: 24,
    };
    let rows = layout::explorer_rows(size, Roomy::List);
    let read: Vec<String> = effects.iter().map(shown).collect();
    assert_eq!(read.len(), rows * 2);
    assert_eq!(
        read.last().unwrap(),
        "read aliases f0000",
        "the newest request is served first"
    );
    assert!(effects.iter().all(|effect| matches!(
        effect,
        Effect::Read {
            urgency: Urgency::Visible,
            ..
        }
    )));

    let effects = play.press("pagedown");
    let abandoned = effects.iter().filter(|effect| *effect == "abandon").count();
    let asked = effects
        .iter()
        .filter(|effect| effect.starts_with("read"))
        .count();
    assert_eq!(abandoned, asked, "a row that came for each that went");
    assert!(abandoned > 0 && !play.open_reads().contains(&"aliases f0000".to_owned()));

    play.press("g");
    assert!(
        play.open_reads().contains(&"aliases f0000".to_owned()),
        "asked for again"
    );
    assert_eq!(play.asked.len(), rows * 2);
}

#[test]
fn what_was_read_is_not_read_again_when_it_scrolls_back() {
    let mut account = Account::furnished();
    account.functions = many(100);
    let mut play = Play::with(start(), account);
    play.press("pagedown pagedown");
    assert_eq!(play.press("g"), [""; 0]);
}

#[test]
fn a_larger_terminal_reads_the_rows_that_appear() {
    let mut account = Account::furnished();
    account.functions = many(100);
    let mut begin = start();
    begin.size = Size {
        columns: 80,
        rows: 24,
    };
    let mut play = Play::with(begin, account);
    assert_eq!(play.resize(80, 25).len(), 2, "one row, two pieces");
    assert_eq!(play.resize(80, 24), [""; 0]);
}

#[test]
fn what_was_opened_is_more_urgent_than_what_is_visible() {
    let mut play = listing();
    play.answer_one();
    let effects = play.effects("j enter");
    let urgent = |effect: &Effect| {
        matches!(
            effect,
            Effect::Read {
                urgency: Urgency::Operator,
                ..
            }
        )
    };
    let read: Vec<String> = effects
        .iter()
        .filter(|effect| urgent(effect))
        .map(shown)
        .collect();
    assert_eq!(
        read,
        [
            "read configurations orders",
            "read aliases orders",
            "read versions orders",
            "read concurrency orders"
        ]
    );
    assert_eq!(
        effects.len() - read.len(),
        2,
        "the reads of its row are abandoned: {effects:?}"
    );
}

/// A function that was opened before was not read again: its reserved concurrency of then stood under a fresh "read HH:MM:SS".
#[test]
fn a_function_that_is_opened_again_after_the_list_was_read_again_is_read_where_that_did_not() {
    let mut play = Play::begun();
    play.press("j enter");
    play.says("reserved concurrency none");
    play.press("esc");
    let orders = play.account.function_mut("orders").unwrap();
    orders.reserved_concurrency = Some(0);
    play.press("r");
    assert_eq!(
        play.press("enter"),
        ["read versions orders", "read concurrency orders"]
    );
    play.says("reserved concurrency 0");
}

/// What was opened before, from the list or by its ARN, was shown as it was read then, up to a minute ago.
#[test]
fn a_function_that_is_opened_again_after_a_while_is_read_whole() {
    const ALL: [&str; 5] = [
        "read configurations orders",
        "read aliases orders",
        "read versions orders",
        "read concurrency orders",
        "read description orders:$LATEST",
    ];
    let mut play = Play::begun();
    play.press("j enter esc");
    play.pass(SignedDuration::from_secs(31));
    assert_eq!(play.press("l"), ALL);
    play.pass(SignedDuration::from_secs(31));
    let arn = "arn:aws:lambda:eu-west-1:123456789012:function:orders";
    assert_eq!(play.paste(arn), ALL);
    assert_eq!(play.paste(arn), [""; 0]);
}

/// What is on its way for a screen is not asked for a second time by the same screen, nor is what was read just now.
#[test]
fn a_function_that_is_opened_again_at_once_is_not_read_again() {
    let mut play = Play::begun();
    play.press("j enter esc");
    assert_eq!(play.press("enter esc"), [""; 0]);
    play.pass(SignedDuration::from_secs(31));
    play.by_hand = true;
    assert_eq!(play.press("enter").len(), 5);
    assert_eq!(play.press("esc enter"), [""; 0]);
    play.says("timeout");
    play.does_not_say("reserved concurrency ..");
}

#[test]
fn an_answer_that_comes_after_its_screen_was_left_is_kept() {
    let mut play = Play::begun();
    play.by_hand = true;
    play.press("j enter esc");
    play.answer();
    assert!(entry(&play, "orders").versions.value().is_some());
    assert_eq!(play.place(), "list");
}

#[test]
fn an_answer_comes_once_and_only_to_who_waits() {
    let mut play = listing();
    let asked = play.asked.pop_front().unwrap();
    let answer = play.account.answer(&asked.query);
    assert!(!play.answered(&asked, answer.clone()).is_empty());
    assert_eq!(play.answered(&asked, answer.clone()), []);
    for (request, session) in [
        (RequestId(99), SessionNumber(1)),
        (asked.request, SessionNumber(2)),
    ] {
        let message = Message::Answered {
            request,
            session,
            credentials: Some(play.credentials),
            answer: Box::new(answer.clone()),
        };
        assert_eq!(play.give(message), []);
    }
}
