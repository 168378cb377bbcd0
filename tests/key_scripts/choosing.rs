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

/// A colleague stored settings and removed the dead-letter queue: the choice spoke of the settings alone, and the review after it, whose
/// events are dropped by then, named no cause.
#[test]
fn what_moved_beside_the_settings_is_told_with_the_choice() {
    let mut play = Play::reviewing();
    play.account.hold("orders", "1 2h - orders-failed");
    let orders = play.account.function_mut("orders").unwrap();
    orders.timeout_seconds = 55;
    play.press("y enter");
    play.answer();
    assert_eq!(play.place(), "drifted");
    let text = play.text();
    let beside = "! Moved beside the settings: timeout 3s -> 55s.";
    assert!(text.contains(beside), "{text}");
    // It stood below the rows, and had to be scrolled for.
    for (columns, rows) in [(60, 16), (80, 24)] {
        play.resize(columns, rows);
        play.says(beside);
        play.says("> Maximum");
    }
    play.press("M enter");
    assert_eq!(play.place(), "review");
    play.resize(120, 40);
    play.says("hits timeout 55s");
}
