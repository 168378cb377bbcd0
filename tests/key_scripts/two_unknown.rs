//! Two writes to one target, and no answer to either: what a reading tells of the one that it was not made for.
//!
//! Knows what is read and what each write is said to have come to. Does not know when each is looked for.

use lambda_lasso::app::memory::Came;
use lambda_lasso::domain::call::Outcome;

use super::play::Play;
use super::shown::end;
use super::values::unknown;

/// What the first write sent.
const FIRST: &str = "0 1h - orders-failed";
/// What the second one sent.
const SECOND: &str = "2 2h - orders-failed";
/// The keys that make the second of what the form says after the first.
const EDITED: &str = "e ctrl-u 2 tab ctrl-u 2 h ctrl-s";

fn came(play: &Play) -> Vec<Came> {
    let writes = play.state.memory.writes().iter();
    writes.map(|write| write.came).collect()
}

/// After a write whose looks are over and found nothing, on the review of a second one.
fn reviewing_the_second() -> Play {
    let mut play = Play::lost();
    for _ in 0..3 {
        play.wake();
    }
    assert_eq!(play.due(), None);
    play.press(EDITED);
    assert_eq!(play.place(), "review");
    play
}

/// The answer to the second one is lost.
fn second_lost(play: &mut Play) {
    play.by_hand = false;
    let mut lost = unknown();
    if let Outcome::Unknown { exchange, .. } = &mut lost {
        exchange.sent_at = play.now;
    }
    play.written(lost);
}

/// The looks for the second write read what the first one had sent, and the first stayed unknown: each reading told of one write alone.
#[test]
fn what_was_sent_first_and_is_read_for_the_second_is_found() {
    let mut play = reviewing_the_second();
    play.send();
    second_lost(&mut play);
    assert_eq!(came(&play), [Came::Unknown, Came::Unknown]);
    play.account.hold("orders", FIRST);
    play.press("r");
    assert_eq!(came(&play), [Came::DoneFoundByReading, Came::Unknown]);
    play.says("Lambda holds what you sent to orders:$LATEST at 08:00:00Z: yours arrived, or somebody set the same.");
    let (status, lines) = end(&play.effects("ctrl-c")).expect("the program ended");
    assert!(lines.contains("DONE PUT"), "{lines}");
    assert!(lines.contains("UNKNOWN PUT"), "{lines}");
    assert_eq!(status, 1);
}

/// The check before the second write read what the first one had sent: that was told of nobody's.
#[test]
fn what_was_sent_first_and_is_read_by_the_check_before_the_second_is_found() {
    let mut play = reviewing_the_second();
    play.account.hold("orders", FIRST);
    play.by_hand = false;
    play.press("y enter");
    assert_eq!(play.place(), "drifted");
    assert_eq!(came(&play), [Came::DoneFoundByReading]);
}

/// What is held can be the second's doing only where the second sent it, whether its answer is still awaited or not.
#[test]
fn a_write_on_its_way_that_sent_something_else_hides_nothing() {
    let mut play = Play::lost();
    play.wake();
    play.wake();
    play.press(EDITED);
    play.send();
    play.by_hand = false;
    play.account.hold("orders", FIRST);
    // Its silence is counted beside the looks, second by second.
    for _ in 0..60 {
        if came(&play) == [Came::Unknown, Came::OnItsWay] {
            play.wake();
        }
    }
    assert_eq!(came(&play), [Came::DoneFoundByReading, Came::OnItsWay]);
}

/// What the second one sent is held: whether the first was stored before that, or still arrives, no reading can tell.
#[test]
fn what_the_second_one_sent_tells_nothing_of_the_first() {
    let mut play = reviewing_the_second();
    play.send();
    second_lost(&mut play);
    play.account.hold("orders", SECOND);
    play.press("r");
    assert_eq!(came(&play), [Came::Unknown, Came::DoneFoundByReading]);
    play.press("enter r");
    assert_eq!(came(&play), [Came::Unknown, Came::DoneFoundByReading]);
    play.says("A PUT of 08:00:00Z has no known outcome");
}

/// Both sent the same: one reading can't tell which of them it shows, and proves no second write.
#[test]
fn of_two_writes_of_the_same_settings_one_reading_finds_one() {
    let mut play = Play::lost();
    for _ in 0..3 {
        play.wake();
    }
    play.press("e ctrl-s");
    play.send();
    second_lost(&mut play);
    play.account.hold("orders", FIRST);
    play.press("r");
    let found = came(&play);
    let count = |of: Came| found.iter().filter(|came| **came == of).count();
    assert_eq!(
        (count(Came::DoneFoundByReading), count(Came::Unknown)),
        (1, 1)
    );
}
