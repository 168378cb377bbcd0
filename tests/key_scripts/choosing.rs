//! Two people changed the same settings: which rows somebody must choose, and what is said of the others afterwards.

use super::play::Play;
use super::values::stored;

#[test]
fn a_row_that_only_one_side_moved_needs_no_choice() {
    let mut play = Play::reviewing();
    play.account.hold("orders", "1 2h - orders-failed");
    play.press("y enter");
    play.answer();
    assert_eq!(play.place(), "drifted");
    play.press("enter");
    assert_eq!(play.place(), "review");
    let after = play.state.review().unwrap().change.after().unwrap();
    assert_eq!(after.as_stored(), stored("0 2h - orders-failed"));
}

#[test]
fn a_field_that_nobody_else_touched_is_still_told_as_emptied() {
    let mut play = Play::begun();
    play.press("j enter enter tab ctrl-u ctrl-s");
    play.account.hold("orders", "2 1h - orders-failed");
    play.press("y enter");
    assert_eq!(play.place(), "drifted");
    play.press("M enter");
    assert_eq!(play.place(), "review");
    play.says("because you emptied this field");
    play.does_not_say("because you took your empty field over");
}
