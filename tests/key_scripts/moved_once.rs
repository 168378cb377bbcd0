//! What a review rests on moves, and is read as it is from then on: nothing sends a change back twice for one move.

use lambda_lasso::app::send_line::Asked;
use lambda_lasso::domain::failure::{FailureKind, Operation};

use super::account::Account;
use super::play::Play;
use super::shown::end;

/// A change that somebody makes to the account.
type Deed = fn(&mut Account);

/// One thing that a review rests on, and how it moves.
struct Case {
    name: &'static str,
    /// The account before.
    given: Deed,
    /// From the list to the review.
    keys: &'static str,
    /// What moves, one after the other: a check follows each of them.
    moves: &'static [Deed],
}

const LIVE: &str = "g j enter j enter backspace 0 ctrl-s";
const LATEST: &str = "g j enter enter backspace 0 ctrl-s";
/// The last row: of the versions, or what is left behind.
const LAST: &str = "g j enter G enter backspace 0 ctrl-s";
const REMOVED: &str = "g j enter G X";

fn orders(account: &mut Account) -> &mut super::account::Lambda {
    account.function_mut("orders").expect("the function")
}

fn furnished(account: &mut Account) {
    account.hold("orders:live", "2 1h - orders-failed");
    account.hold("orders:11", "2 1h - orders-failed");
}

fn weighted(account: &mut Account) {
    furnished(account);
    let orders = orders(account);
    orders.second = Some(("live", 11, 0.9));
    orders.timeout_seconds = 30;
}

fn left_behind(account: &mut Account) {
    account.hold("orders:beta", "2 1h - orders-failed");
}

fn without_live(account: &mut Account) {
    orders(account).aliases.clear();
}

fn with_live(account: &mut Account) {
    orders(account).aliases = vec![("live", 12)];
}

fn with_beta(account: &mut Account) {
    orders(account).aliases.push(("beta", 12));
}

fn without_11(account: &mut Account) {
    orders(account).versions.retain(|number| *number != 11);
}

fn with_11(account: &mut Account) {
    orders(account).versions = vec![11, 12];
}

fn without_orders(account: &mut Account) {
    account.remove("orders");
}

fn with_orders(account: &mut Account) {
    let again = Account::furnished().functions;
    let again = again
        .into_iter()
        .filter(|function| function.name == "orders");
    account.functions.extend(again);
    furnished(account);
}

const CASES: [Case; 17] = [
    Case {
        name: "the version of the alias",
        given: furnished,
        keys: LIVE,
        moves: &[|account| orders(account).aliases = vec![("live", 11)]],
    },
    Case {
        name: "a version that no list showed",
        given: furnished,
        keys: LIVE,
        moves: &[|account| {
            orders(account).versions.push(13);
            orders(account).aliases = vec![("live", 13)];
        }],
    },
    Case {
        name: "the second version of the alias",
        given: furnished,
        keys: LIVE,
        moves: &[|account| orders(account).second = Some(("live", 11, 0.9))],
    },
    Case {
        name: "the second version taken away",
        given: weighted,
        keys: LIVE,
        moves: &[|account| orders(account).second = None],
    },
    Case {
        name: "the timeout of $LATEST",
        given: furnished,
        keys: LATEST,
        moves: &[|account| orders(account).timeout_seconds = 60],
    },
    Case {
        name: "the timeout of a version",
        given: weighted,
        keys: LIVE,
        moves: &[|account| orders(account).slow = Some((12, 600))],
    },
    Case {
        name: "the timeout of the second version",
        given: weighted,
        keys: LIVE,
        moves: &[|account| orders(account).slow = Some((11, 600))],
    },
    Case {
        name: "the dead-letter queue",
        given: furnished,
        keys: LIVE,
        moves: &[|account| {
            let queue = "arn:aws:sqs:eu-west-1:123456789012:theirs";
            orders(account).dead_letter_target = Some(queue.to_owned());
        }],
    },
    Case {
        name: "the dead-letter queue of the second version",
        given: weighted,
        keys: LIVE,
        moves: &[|account| {
            let queue = "arn:aws:sqs:eu-west-1:123456789012:theirs";
            orders(account).other_dead_letters = Some((11, Some(queue)));
        }],
    },
    Case {
        name: "the reserved concurrency",
        given: furnished,
        keys: LIVE,
        moves: &[|account| orders(account).reserved_concurrency = Some(0)],
    },
    Case {
        name: "the alias, gone and there again",
        given: furnished,
        keys: LIVE,
        moves: &[without_live, with_live],
    },
    Case {
        name: "the alias, gone and there again, twice",
        given: furnished,
        keys: LIVE,
        moves: &[without_live, with_live, without_live, with_live],
    },
    Case {
        name: "the version, gone and there again",
        given: furnished,
        keys: LAST,
        moves: &[without_11, with_11],
    },
    Case {
        name: "the function, gone and there again",
        given: furnished,
        keys: LATEST,
        moves: &[without_orders, with_orders],
    },
    Case {
        name: "the function of an alias, gone and there again",
        given: furnished,
        keys: LIVE,
        moves: &[without_orders, with_orders],
    },
    Case {
        name: "an alias that is made where left behind settings are edited",
        given: left_behind,
        keys: LAST,
        moves: &[with_beta],
    },
    Case {
        name: "an alias that is made where settings were left behind",
        given: left_behind,
        keys: REMOVED,
        moves: &[with_beta],
    },
];

/// From the review to what the check of Enter comes to.
fn sent(play: &mut Play, case: &str) {
    for _ in 0..20 {
        if play.place() == "asking" {
            break;
        }
        play.press("y");
    }
    assert_eq!(play.place(), "asking", "{case}\n{}", play.screen());
    let asked = play
        .state
        .review()
        .map(lambda_lasso::app::review::Review::asked);
    if let Some(Asked::Word(word)) = asked {
        // The line was opened with the key for "yes", which such a line does not take.
        for letter in word.chars() {
            play.press(&letter.to_string());
        }
    }
    play.press("enter");
}

/// A review of what had gone and was there again spoke of it as gone, and each Enter on its send line came to the same "moved": what the
/// check had found reached the words of the refusal alone. So it is for all that a review rests on, whatever else can be read.
#[test]
fn nothing_that_moved_once_sends_a_change_back_twice() {
    for case in &CASES {
        for lists_fail in [false, true] {
            for back in ["enter", "r"] {
                let name = format!("{}, {back}, lists fail: {lists_fail}", case.name);
                let mut account = Account::furnished();
                (case.given)(&mut account);
                let mut play = Play::with(super::play::start(), account);
                play.press(case.keys);
                assert_eq!(play.place(), "review", "{name}");
                if lists_fail {
                    for list in [
                        Operation::ListAliases,
                        Operation::ListVersionsByFunction,
                        Operation::ListFunctionEventInvokeConfigs,
                    ] {
                        play.account.refuse(list, FailureKind::AccessDenied);
                    }
                }
                for deed in case.moves {
                    deed(&mut play.account);
                    if play.place() == "review" {
                        sent(&mut play, &name);
                    } else {
                        play.press("r");
                    }
                }
                assert!(play.writes.is_empty(), "{name}");
                if play.place() == "not sent: moved" {
                    play.press(back);
                }
                assert_eq!(play.place(), "review", "{name}\n{}", play.screen());
                assert!(!play.text().contains("gone"), "{name}: {}", play.text());
                sent(&mut play, &name);
                assert_eq!(play.place(), "sending", "{name}\n{}", play.screen());
            }
        }
    }
}

/// Form, row and the line on leaving went on to speak of such an alias as gone, and advised to remove the settings that it uses.
#[test]
fn what_a_check_found_there_again_is_there_on_every_screen() {
    let mut account = Account::furnished();
    furnished(&mut account);
    let mut play = Play::small(account, LIVE);
    without_live(&mut play.account);
    play.press("y enter");
    assert_eq!(play.place(), "not sent: gone");
    with_live(&mut play.account);
    play.account
        .refuse(Operation::ListAliases, FailureKind::NoAnswer);
    play.press("r");
    play.does_not_say("gone");
    play.says("A failed event is tried once");
    play.press("esc");
    assert_eq!(play.place(), "form");
    play.does_not_say("left behind");
    play.does_not_say("no alias live");
    play.press("esc");
    assert_eq!(play.place(), "orders:live");
    play.does_not_say("left behind");
    play.does_not_say("gone");
    play.press("esc q");
    let (_, lines) = end(&play.effects("y enter")).expect("the program ended");
    assert!(lines.contains("Draft of orders:live, not sent"), "{lines}");
    assert!(!lines.contains("gone"), "{lines}");
}

/// That a check finds something gone counts as well where the lists can't be read again: they went on to show it.
#[test]
fn what_a_check_did_not_find_is_not_shown_as_there() {
    for (keys, deed, row) in [
        (LIVE, without_live as Deed, "live"),
        (LAST, without_11 as Deed, "11"),
    ] {
        let mut account = Account::furnished();
        furnished(&mut account);
        let mut play = Play::small(account, keys);
        deed(&mut play.account);
        for list in [Operation::ListAliases, Operation::ListVersionsByFunction] {
            play.account.refuse(list, FailureKind::NoAnswer);
        }
        play.press("y enter");
        assert_eq!(play.place(), "not sent: gone");
        play.press("esc");
        let rows = play.rows_with(&format!("*{row} "));
        assert!(
            rows.iter().any(|row| row.contains(" ? ")),
            "{}",
            play.screen()
        );
    }
}
