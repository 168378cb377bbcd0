//! Several writes of one run: what is known of one is not told of another, and each is found for itself.

use lambda_lasso::app::memory::Came;
use lambda_lasso::domain::failure::FailureKind;

use super::account::Account;
use super::play::{Play, start};
use super::shown::end;
use super::values::{applied, refused, unknown};

/// What the first write to `orders:$LATEST` sent.
const SENT: &str = "0 1h - orders-failed";
/// What the second one sent.
const SECOND: &str = "2 1h - orders-failed";
const OPEN: &str = "A PUT of 08:00:00Z to this target has no known outcome";
const OVER_THIS: &str = "can still arrive over this";

fn came(play: &Play) -> Vec<Came> {
    let writes = play.state.memory.writes();
    writes.iter().map(|write| write.came).collect()
}

fn printed(play: &mut Play) -> (u8, Vec<String>) {
    let (status, lines) = end(&play.effects("ctrl-c")).expect("the program ended");
    (status, lines.lines().map(str::to_owned).collect())
}

/// Sends two retries instead of what was sent before; the answer is awaited.
fn second_sent(mut play: Play) -> Play {
    play.press("e ctrl-u 2 ctrl-s");
    play.send();
    play.by_hand = false;
    play
}

#[test]
fn what_was_found_to_be_an_earlier_writes_is_no_proof_of_a_later_one() {
    let mut play = Play::lost();
    play.press("e ctrl-s");
    play.send();
    play.by_hand = false;
    play.written(unknown());
    play.account.hold("orders", SENT);
    for _ in 0..2 {
        play.wake();
        assert_eq!(came(&play), [Came::DoneFoundByReading, Came::Unknown]);
    }
}

#[test]
fn a_write_to_another_qualifier_does_not_hide_that_one_arrived() {
    let mut play = Play::lost();
    play.press("esc j enter 0 ctrl-s");
    play.send();
    play.by_hand = false;
    play.account.hold("orders", SENT);
    play.wake();
    assert_eq!(came(&play), [Came::DoneFoundByReading, Came::OnItsWay]);
}

#[test]
fn what_a_later_write_left_does_not_hide_that_an_earlier_one_arrived_over_it() {
    let mut play = second_sent(Play::lost());
    play.account.hold("orders", SECOND);
    play.written(applied("orders", SECOND));
    play.account.hold("orders", SENT);
    play.wake();
    assert_eq!(came(&play), [Came::DoneFoundByReading, Came::Done]);
}

/// A change was told from another by what it says: where the same was reviewed again before anything was read, the first write was
/// taken for the second one itself, and what it left for somebody's.
#[test]
fn the_same_change_reviewed_again_before_anything_was_read_is_another_write() {
    let mut play = Play::sending();
    play.by_hand = true;
    play.written(unknown());
    play.press("e ctrl-s");
    assert_eq!(play.place(), "review");
    assert!(play.text().contains(OPEN), "{}", play.text());
    // Its look is not answered before the check is.
    let looks = std::mem::take(&mut play.asked);
    assert!(!looks.is_empty());
    play.account.hold("orders", SENT);
    play.by_hand = false;
    play.press("y enter");
    assert_eq!(play.place(), "not sent: already so");
    play.says("Your PUT of 08:00:00Z, arriving late, or somebody set exactly this");
}

#[test]
fn a_write_without_an_outcome_is_named_beside_others_to_its_target_and_nowhere_else() {
    let mut play = Play::lost();
    assert!(!play.text().contains(OPEN), "its own outcome tells it");
    play.press("e ctrl-u 2 ctrl-s");
    assert!(play.text().contains(OPEN), "{}", play.text());
    play.press("esc esc j enter 0 ctrl-s");
    assert_eq!(play.place(), "review");
    assert!(!play.text().contains(OPEN), "{}", play.text());
}

#[test]
fn only_what_is_stored_can_be_overwritten_by_what_arrives_late() {
    let mut play = second_sent(Play::lost());
    play.written(refused(FailureKind::AccessDenied, 403));
    let (_, lines) = printed(&mut play);
    assert!(lines[1].contains(" REFUSED PUT "), "{lines:?}");
    assert!(!lines[1].contains(OVER_THIS), "{lines:?}");
    let mut found = Play::sending();
    found.by_hand = false;
    found.account.hold("orders", SENT);
    found.written(unknown());
    let said = found.text();
    assert!(!said.contains(OVER_THIS), "not by itself: {said}");
    found.press("esc");
    let (_, lines) = printed(&mut found);
    assert!(lines[0].contains("found by reading"), "{lines:?}");
    assert!(!lines[0].contains(OVER_THIS), "not by itself: {lines:?}");
}

#[test]
fn what_is_held_is_told_beside_the_last_write_that_was_stored() {
    let mut play = second_sent(Play::stored());
    play.account.hold("orders", SECOND);
    play.written(applied("orders", SECOND));
    play.press("r");
    let said = play.text();
    assert!(said.contains("as your write left it"), "{said}");
}

#[test]
fn a_second_write_is_awaited_as_the_first_was() {
    let mut play = second_sent(Play::stored());
    assert_eq!(play.press("q"), [""; 0]);
    play.says("A PUT is on its way: waiting for Lambda's answer");
}

#[test]
fn nothing_is_put_back_on_a_function_that_this_run_did_not_write_to() {
    let mut play = Play::stored();
    play.press("esc esc g enter");
    assert_eq!(play.place(), "invoices:$LATEST");
    play.press("u");
    assert_eq!(play.place(), "invoices:$LATEST", "{}", play.notice());
}

#[test]
fn what_was_removed_since_is_told_also_where_nothing_was_held_before() {
    let mut play = Play::begun();
    play.press("j enter j enter 0 ctrl-s");
    play.send();
    play.by_hand = false;
    play.account.hold("orders:live", "0 - - -");
    play.written(applied("orders:live", "0 - - -"));
    play.account.hold("orders:live", "");
    play.press("r");
    let said = play.text();
    let removed = "Somebody removed the configuration after your PUT of 08:00:00Z.";
    assert!(said.contains(removed), "{said}");
}

#[test]
fn what_changed_after_a_write_was_found_is_told_where_its_screen_was_left_before() {
    let mut play = Play::lost();
    play.press("esc");
    play.account.hold("orders", SENT);
    play.wake();
    assert_eq!(came(&play), [Came::DoneFoundByReading]);
    play.account.hold("orders", "0 2h - orders-failed");
    play.press("r");
    let (_, lines) = printed(&mut play);
    assert!(
        lines[0].contains("Somebody changed it since it was found at"),
        "{lines:?}"
    );
}

#[test]
fn who_leaves_from_the_outcome_itself_ends_with_its_status() {
    let (status, lines) = printed(&mut Play::lost());
    assert_eq!(status, 1);
    assert!(lines[0].contains(" UNKNOWN PUT "), "{lines:?}");
    let account = Account::furnished();
    assert_eq!(printed(&mut Play::with(start(), account)).0, 0);
}
