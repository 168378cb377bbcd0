//! Every key that moves, on every screen that is longer than the terminal.
//!
//! Knows where each motion leads. Does not know other keys: each screen's column is in `keys`.

use super::account::{Account, many};
use super::play::Play;
use super::values::applied;

fn function() -> Play {
    Play::small(Account::furnished(), "j enter")
}

fn review() -> Play {
    Play::small(Account::furnished(), "j enter enter backspace 0 ctrl-s")
}

/// The change of `orders:$LATEST` is stored.
fn outcome() -> Play {
    let mut play = Play::small(
        Account::furnished(),
        "j enter enter backspace 0 ctrl-s y enter",
    );
    play.written(applied("orders", "0 1h - orders-failed"));
    assert_eq!(play.place(), "done");
    play
}

/// Where each motion leads in a list of 100 functions, of which the first is selected at first and then the sixtieth.
#[test]
fn motions_move_in_the_list() {
    let rows = 11;
    for (keys, from, to) in [
        ("j down", 0, 1),
        ("k up", 0, 0),
        ("G end", 0, 99),
        ("pagedown ctrl-f", 0, rows),
        ("k up", 60, 59),
        ("j down", 60, 61),
        ("g home", 60, 0),
        ("pageup ctrl-b", 60, 60 - rows),
    ] {
        for key in keys.split(' ') {
            let mut account = Account::furnished();
            account.functions = many(100);
            let mut play = Play::small(account, "");
            for _ in 0..from {
                play.press("j");
            }
            play.press(key);
            assert_eq!(play.state.explorer.cursor.selected, to, "{key} from {from}");
        }
    }
}

#[test]
fn motions_move_among_the_qualifiers() {
    for (keys, from, to) in [
        ("j down", "", "orders:live"),
        ("k up", "j j", "orders:live"),
        ("G end pagedown ctrl-f", "", "orders:11"),
        ("g home pageup ctrl-b", "G", "orders:$LATEST"),
    ] {
        for key in keys.split(' ') {
            let mut play = function();
            play.press(from);
            play.press(key);
            assert_eq!(play.place(), to, "{key}");
        }
    }
}

/// A review and an outcome that are longer than the smallest terminal is high scroll by every motion.
#[test]
fn motions_scroll_the_review_and_the_outcome() {
    for (open, screen) in [
        (review as fn() -> Play, "the review"),
        (outcome, "the outcome"),
    ] {
        let first = |keys: &str| {
            let mut play = open();
            play.resize(60, 16);
            play.press(keys);
            play.state.review().expect("a review").document.first
        };
        let end = first("G");
        assert!(end > 3, "{screen} has room to scroll");
        for (keys, at) in [
            ("j", 1),
            ("down", 1),
            ("j j k", 1),
            ("j j up", 1),
            ("end", end),
            ("pagedown", end.min(11)),
            ("ctrl-f", end.min(11)),
            ("G pageup", end.saturating_sub(11)),
            ("G ctrl-b", end.saturating_sub(11)),
            ("G g", 0),
            ("G home", 0),
        ] {
            assert_eq!(first(keys), at, "{keys} on {screen}");
        }
    }
}
