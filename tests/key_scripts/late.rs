//! What a reading proves of a write whose answer never came, where others set the same.

use lambda_lasso::app::memory::Came;

use super::play::Play;
use super::values::{applied, unknown};

const SENT: &str = "0 1h - orders-failed";

fn came(play: &Play) -> Vec<Came> {
    let writes = play.state.memory.writes();
    writes.iter().map(|write| write.came).collect()
}

/// On the function screen, after a write to `orders:$LATEST` that is still travelling; the same is then handed over once more.
fn sending_again() -> Play {
    let mut play = Play::lost();
    play.press("esc e ctrl-s");
    assert_eq!(play.place(), "review");
    play.send();
    play.by_hand = false;
    play
}

/// A write that was still travelling was told to have arrived, and its warning was taken away, as a later write had set the same.
#[test]
fn what_a_later_write_set_does_not_prove_that_an_earlier_one_arrived() {
    let mut play = sending_again();
    play.account.hold("orders", SENT);
    play.written(applied("orders", SENT));
    play.press("esc");
    for _ in 0..3 {
        play.wake();
        assert_eq!(came(&play), [Came::Unknown, Came::Done]);
        play.says("! A PUT of 08:00:00Z has no known outcome");
    }
    assert!(play.due().is_none_or(|due| due > 60_000));
}

/// The same where the look is answered before the later write is.
#[test]
fn what_is_read_while_another_write_is_on_its_way_proves_nothing() {
    let mut play = sending_again();
    play.account.hold("orders", SENT);
    play.wake();
    assert_eq!(came(&play), [Came::Unknown, Came::OnItsWay]);
    play.written(applied("orders", SENT));
    play.press("esc");
    play.wake();
    assert_eq!(came(&play), [Came::Unknown, Came::Done]);
}

/// One change of the setting was the proof of two writes.
#[test]
fn one_change_of_the_setting_is_the_proof_of_one_write() {
    let mut play = sending_again();
    play.account.hold("orders", SENT);
    play.written(unknown());
    assert_eq!(came(&play), [Came::Unknown, Came::DoneFoundByReading]);
    play.press("esc");
    play.wake();
    assert_eq!(came(&play), [Came::Unknown, Came::DoneFoundByReading]);
}

/// Somebody else set the same; the write itself arrived a minute later and nobody had warned of it any more.
#[test]
fn what_somebody_else_may_have_set_keeps_its_warning_until_the_last_look() {
    let mut play = Play::sending();
    play.by_hand = false;
    play.account.hold("orders", SENT);
    play.written(unknown());
    assert_eq!(came(&play), [Came::DoneFoundByReading]);
    let said = play.text();
    assert!(
        said.contains("yours arrived, or somebody set the same"),
        "{said}"
    );
    play.press("esc");
    for _ in 0..3 {
        play.says("! A PUT of 08:00:00Z was found by reading");
        play.says("unless somebody set the same: then it can still arrive.");
        play.wake();
    }
    play.does_not_say("can still arrive");
    assert!(play.due().is_none_or(|due| due > 60_000));
}

/// What was read after it was found was shown as it had been when it was found.
#[test]
fn what_is_changed_after_it_was_found_is_shown_and_takes_nothing_back() {
    let mut play = Play::sending();
    play.by_hand = false;
    play.account.hold("orders", SENT);
    play.written(unknown());
    play.account.hold("orders", "2 2h - orders-elsewhere");
    play.wake();
    assert_eq!(came(&play), [Came::DoneFoundByReading]);
    play.press("esc");
    play.says("sqs orders-elsewhere");
}
