//! Whose doing it is that something else is held: "somebody" and "nobody" are said only where no write of this run can have done it.

use jiff::SignedDuration;
use lambda_lasso::app::memory::Came;
use lambda_lasso::domain::call::{Answer, Outcome};
use lambda_lasso::domain::failure::{FailureKind, Operation};
use lambda_lasso::domain::words::time;

use super::play::Play;
use super::shown::end;
use super::values::{applied, exchange, refused, unknown};

/// What the first write sent.
const FIRST: &str = "0 1h - orders-failed";
/// What the second one sent.
const SECOND: &str = "2 1h - orders-failed";
/// What nobody here sent.
const THEIRS: &str = "0 2h - orders-failed";

fn says(play: &Play, text: &str) {
    assert!(play.text().contains(text), "{text:?}: {}", play.text());
}

fn does_not_say(play: &Play, text: &str) {
    assert!(!play.text().contains(text), "{text:?}: {}", play.text());
}

/// The same, where what was sent was found by the first look.
fn found() -> Play {
    let mut play = Play::sending();
    play.by_hand = false;
    play.account.hold("orders", FIRST);
    play.written(unknown());
    says(&play, "was found by reading; its answer never came");
    play
}

/// After a write that can still arrive, on the outcome of a second one, which is stored.
fn second_done() -> Play {
    let mut play = Play::lost();
    play.press("e ctrl-u 2 ctrl-s");
    assert_eq!(play.place(), "review");
    play.send();
    play.by_hand = false;
    play.account.hold("orders", SECOND);
    play.written(applied("orders", SECOND));
    assert_eq!(play.place(), "done");
    play
}

/// `u` said that nothing was changed, `.` that nothing was sent, right below the line that said that a Put has no known outcome.
#[test]
fn what_was_sent_without_an_answer_is_not_told_as_nothing() {
    let mut play = Play::lost();
    play.press("enter u");
    play.says(
        "Nothing to put back so far: the PUT of 08:00:00Z to orders:$LATEST has no known outcome",
    );
    play.press("j .");
    assert_eq!(play.place(), "review", "the same is proposed elsewhere");
    play.says("PUT replaces ALL settings of  orders:");
    let mut play = Play::sending();
    play.by_hand = false;
    play.written(refused(FailureKind::AccessDenied, 403));
    play.press("esc esc .");
    play.does_not_say("Nothing was sent in this run");
}

/// A write whose looks were over stayed unknown for ever: `r` on the screen of its function read the list alone.
#[test]
fn r_on_the_function_looks_for_what_has_no_known_outcome() {
    let mut play = Play::lost();
    for _ in 0..3 {
        play.wake();
    }
    play.press("enter");
    play.account.hold("orders", FIRST);
    play.press("r");
    let came: Vec<Came> = play
        .state
        .memory
        .writes()
        .iter()
        .map(|write| write.came)
        .collect();
    assert_eq!(came, [Came::DoneFoundByReading]);
}

/// A draft that had been sent, or refused, was asked about as one that was not sent.
#[test]
fn quitting_asks_about_each_draft_by_what_became_of_it() {
    let mut play = Play::lost();
    play.press("esc esc q");
    play.says(
        "1 draft sent with UNKNOWN outcome: orders:$LATEST. Quit, and print what would be sent?",
    );
    play.press("esc enter enter ctrl-u 2 esc esc q");
    play.says("1 draft not sent, beside a write with UNKNOWN outcome: orders:$LATEST. Quit");
    let mut play = Play::sending();
    play.by_hand = false;
    play.written(refused(FailureKind::AccessDenied, 403));
    play.press("esc esc q");
    play.says("1 draft refused by Lambda: orders:$LATEST. Quit, and print what would be sent?");
}

/// The own earlier write arrived over a later one, and was told as somebody's change: on the outcome, in the undo, on leaving.
#[test]
fn an_own_write_that_arrives_late_is_not_somebodys() {
    let yours =
        "Your PUT of 08:00:00Z, arriving late, or somebody changed it after your PUT of 08:00:00Z";
    let mut play = second_done();
    says(
        &play,
        "! A PUT of 08:00:00Z to this target has no known outcome: it can still arrive over this one.",
    );
    play.account.hold("orders", FIRST);
    play.press("r");
    says(&play, yours);
    says(&play, "retries 2 -> 0");
    play.press("u");
    says(&play, &format!("! {yours}"));
    let (status, lines) = end(&play.effects("ctrl-c")).expect("the program ended");
    assert!(lines.contains(&format!(": {yours}")), "{lines}");
    assert!(lines.contains("can still arrive over this"), "{lines}");
    assert_eq!(status, 1);
}

/// Of two writes that could still arrive the later one alone was named, which had been found; the earlier one was lost on the way.
#[test]
fn every_write_that_can_still_arrive_is_named_and_the_most_uncertain_one_first() {
    let mut play = Play::lost();
    play.press("e tab ctrl-u 2 h ctrl-s");
    play.send();
    play.by_hand = false;
    play.account.hold("orders", "0 2h - orders-failed");
    let mut second = unknown();
    if let Outcome::Unknown { exchange, .. } = &mut second {
        exchange.sent_at += SignedDuration::from_secs(7);
    }
    play.written(second);
    let writes = play.state.memory.writes().iter();
    let sent: Vec<String> = writes.map(|write| time(write.at)).collect();
    let [first, second] = sent.as_slice() else {
        panic!("two writes: {sent:?}");
    };
    says(&play, "was found by reading");
    let named = |play: &Play, to: &str| {
        play.says(&format!("! A PUT of {first}{to} has no known outcome"));
        play.says(&format!("! A PUT of {second}{to} was found by reading"));
        let screen = play.screen();
        let at = |sent_at: &str| screen.find(&format!("! A PUT of {sent_at}"));
        assert!(at(first) < at(second), "{screen}");
    };
    play.press("enter");
    named(&play, "");
    play.press("e ctrl-u 1");
    named(&play, " to this target");
    play.press("ctrl-s");
    assert_eq!(play.place(), "review");
    play.resize(120, 50);
    named(&play, " to this target");
    play.press("esc");
    play.resize(60, 16);
    play.says(&format!(
        "A PUT of {first} to this target has no known outcome"
    ));
    play.says("And 1 more.");
}

/// A colleague's settings, which were on screen while nobody knew what became of a write, were overwritten by it when it arrived;
/// outcome, receipt, undo and the line on leaving had forgotten them.
#[test]
fn what_a_late_write_overwrote_is_told_wherever_that_write_is() {
    let mut play = Play::lost();
    play.account.hold("orders", THEIRS);
    play.press("r");
    says(&play, "neither the old settings nor what was sent");
    play.account.hold("orders", FIRST);
    play.press("r");
    let told = "before it was found, something else was set: retries 1 -> 0, age 1h -> 2h. Your PUT, arriving later, overwrote that, \
                unless somebody set the same.";
    says(&play, "was found by reading; its answer never came");
    says(&play, "between read 08:00:");
    says(&play, told);
    says(&play, "Between: read 08:00:");
    play.press("u");
    says(&play, &format!("{told} This does not put that back."));
    let (_, lines) = end(&play.effects("ctrl-c")).expect("the program ended");
    assert!(lines.contains(told), "{lines}");
}

/// The same where the write is found after its screen was left.
#[test]
fn what_a_late_write_overwrote_is_told_after_its_screen_was_left() {
    let mut play = Play::lost();
    play.account.hold("orders", "");
    play.press("r enter");
    play.account.hold("orders", FIRST);
    play.press("r u");
    says(
        &play,
        "before it was found, no configuration was held. Your PUT, arriving later, overwrote that",
    );
}

/// What no write of this run sent is somebody's, whatever can still arrive.
#[test]
fn what_no_write_of_this_run_sent_is_somebodys() {
    let mut play = second_done();
    play.account.hold("orders", THEIRS);
    play.press("r");
    says(&play, "Somebody changed it after your PUT of 08:00:00Z");
    does_not_say(&play, "arriving late");
}

/// The check before a write, and the form, told of somebody as well.
#[test]
fn what_a_check_or_a_form_meets_can_be_an_own_late_write() {
    let mut play = Play::lost();
    play.press("e ctrl-u 2 ctrl-s");
    play.account.hold("orders", FIRST);
    play.press("y enter");
    assert_eq!(play.place(), "drifted");
    says(
        &play,
        "NOT SENT Your PUT of 08:00:00Z, arriving late, or somebody changed orders:$LATEST",
    );
    let mut play = Play::lost();
    play.press("e ctrl-s");
    play.account.hold("orders", FIRST);
    play.press("y enter");
    assert_eq!(play.place(), "not sent: already so");
    says(
        &play,
        "Not needed. Your PUT of 08:00:00Z, arriving late, or somebody set exactly this",
    );
    let mut play = Play::lost();
    play.press("e ctrl-u 2");
    play.account.hold("orders", FIRST);
    play.press("esc r e");
    play.says("Your PUT of 08:00:00Z, arriving late, or somebody changed Maximum retry attempts");
}

/// "As your write left it, nobody changed it since" stood above "yours arrived, or somebody set the same".
#[test]
fn nobody_is_not_said_of_what_a_reading_found() {
    let mut play = found();
    play.press("r");
    does_not_say(&play, "nobody");
    says(
        &play,
        "and not set again since. Whose that is, nothing tells.",
    );
    play.account.hold("orders", THEIRS);
    play.press("r");
    says(&play, "Somebody changed it since it was found at");
    play.account.hold("orders", "");
    play.press("r");
    says(
        &play,
        "Somebody removed the configuration since it was found at",
    );
}

/// The looks went on and showed new values beside the time of the first reading, and two lines contradicted each other.
#[test]
fn what_a_later_look_reads_has_its_own_time_and_stands_alone_as_now() {
    let mut play = found();
    let found_at = time(play.now);
    says(&play, "now Lambda holds what you sent");
    play.account.hold("orders", THEIRS);
    play.wake();
    let now = time(play.now);
    assert_ne!(found_at, now);
    says(
        &play,
        &format!("now read {now}: Somebody changed it since it was found at {found_at}"),
    );
    says(&play, "found Lambda held what you sent");
    says(&play, "Lambda held, when that was found:");
    does_not_say(&play, "now Lambda holds");
    play.press("enter");
    play.says(&format!("-- read {now} --"));
}

/// Leaving within the minute told neither on the line nor by the status that the write can still arrive.
#[test]
fn leaving_before_the_last_look_says_that_it_can_still_arrive() {
    let arrives =
        "(no answer; found by reading, unless somebody set the same: then it can still arrive)";
    for keys in ["ctrl-c", "enter esc q"] {
        let mut play = found();
        let (status, lines) = end(&play.effects(keys)).expect("the program ended");
        assert!(lines.contains(arrives), "{keys}: {lines}");
        assert_eq!(status, 1, "{keys}");
    }
    let mut play = found();
    for _ in 0..3 {
        play.wake();
    }
    let (status, lines) = end(&play.effects("ctrl-c")).expect("the program ended");
    assert!(lines.contains("(no answer; found by reading):"), "{lines}");
    assert_eq!(status, 0);
}

/// What had been stored by then was told nowhere once the screen was gone.
#[test]
fn the_line_of_a_write_tells_what_is_held_since() {
    let mut play = found();
    play.account.hold("orders", THEIRS);
    play.press("enter r");
    let (_, lines) = end(&play.effects("ctrl-c")).expect("the program ended");
    assert!(
        lines.contains(": Somebody changed it since it was found at"),
        "{lines}"
    );
    assert!(lines.contains("age 1h -> 2h."), "{lines}");
}

/// The old settings, stored anew, were told as still the old ones.
#[test]
fn old_settings_that_were_stored_anew_are_told_so() {
    let mut play = Play::sending();
    play.written(unknown());
    let held = play.account.answer(&play.asked[0].query);
    let Ok(Answer::Configuration(Some(mut configuration))) = held else {
        panic!("a look is on its way")
    };
    configuration.last_modified = Some(exchange(0).sent_at);
    play.answer_with(Ok(Answer::Configuration(Some(configuration))));
    says(&play, "the OLD settings again, written");
    says(
        &play,
        "after yours was sent at 08:00:00Z. Whether yours arrived before that is not known.",
    );
    does_not_say(&play, "still the OLD settings");
}

/// `r` on what can't be read changed nothing that was seen.
#[test]
fn a_look_that_fails_has_its_time() {
    let mut play = Play::lost();
    play.account.refuse(
        Operation::GetFunctionEventInvokeConfig,
        FailureKind::AccessDenied,
    );
    for _ in 0..2 {
        play.press("r");
        let now = time(play.now);
        says(&play, &format!("could not be read at {now}:"));
    }
}

/// A function that was deleted meanwhile was told as one that still holds the old settings.
#[test]
fn a_target_that_is_gone_is_not_told_as_unchanged() {
    let mut play = Play::begun();
    play.press("j enter j enter ctrl-u 0 ctrl-s");
    assert_eq!(play.place(), "review");
    play.send();
    play.by_hand = false;
    play.written(unknown());
    says(
        &play,
        "no configuration, as before; so it is too where the function or the qualifier is gone.",
    );
    play.account.remove("orders");
    play.press("r");
    says(
        &play,
        "orders:live is gone, so no configuration of it is held.",
    );
    does_not_say(&play, "OLD settings");
}

/// A listing that did not know of a removal yet was told as somebody's change, with a date from before the removal.
#[test]
fn a_reading_that_does_not_show_a_removal_yet_accuses_nobody() {
    let mut play = Play::begun();
    play.press("j enter X y r e s e t enter");
    play.by_hand = false;
    play.written(Outcome::Applied {
        held: None,
        exchange: exchange(204),
    });
    assert_eq!(play.place(), "done");
    play.press("r");
    play.answer();
    does_not_say(&play, "Somebody");
}

/// The receipt of what was only found by reading said a bare DONE, as if Lambda had answered.
#[test]
fn the_receipt_of_what_was_found_by_reading_says_so() {
    let mut play = found();
    play.press("c r");
    let receipt = play.state.copying.last.clone().unwrap();
    let says = "- found by reading, not told by an answer, unless somebody set the same";
    assert!(receipt.lines().any(|line| line == says), "{receipt}");
}

/// The way back in a receipt was broken into lines without a sign: pasted, the first removed another qualifier's settings.
#[test]
fn a_command_within_a_receipt_is_broken_as_a_command() {
    for columns in (60..200).step_by(7) {
        let mut play = found();
        play.resize(columns, 40);
        play.press("c r c c");
        let receipt = play.state.copying.last.clone().unwrap();
        let command = receipt.lines().find(|line| line.starts_with("    aws "));
        let shown = play.screen();
        let shown: Vec<&str> = shown.lines().map(str::trim_end).collect();
        let joined = shown.join("\n").replace("'\\\n'", "").replace("\\\n", "");
        assert!(joined.contains(command.unwrap()), "{columns}: {joined}");
    }
}

#[test]
fn that_nothing_moved_is_told_by_each_look_but_not_by_the_list_read_just_behind_it() {
    const SAME: &str = "and not set again since. Whose that is, nothing tells.";
    let mut play = found();
    does_not_say(&play, SAME);
    play.wake();
    says(&play, SAME);
}

/// The send line over what was reviewed beside an earlier write of which nobody knows what became.
#[test]
fn an_open_send_line_closes_where_what_is_known_of_an_earlier_write_changes_and_only_there() {
    for (held, place) in [("1 1h - orders-failed", "asking"), (FIRST, "review")] {
        let mut play = Play::lost();
        play.press("e ctrl-u 2 ctrl-s y");
        assert_eq!(play.place(), "asking");
        play.account.hold("orders", held);
        play.wake();
        assert_eq!(play.place(), place, "{held}");
    }
}

#[test]
fn what_becomes_known_of_an_earlier_write_stands_in_the_review_whichever_view_was_on_screen() {
    let mut play = Play::lost();
    play.press("e ctrl-u 2 ctrl-s");
    says(
        &play,
        "A PUT of 08:00:00Z to this target has no known outcome",
    );
    play.press("2");
    play.account.hold("orders", FIRST);
    play.wake();
    play.press("1");
    does_not_say(&play, "has no known outcome");
    says(
        &play,
        "A PUT of 08:00:00Z to this target was found by reading",
    );
}

/// A listing did not show yet what a PUT had stored, and the check before the next one did: "Somebody changed" was said of your own.
#[test]
fn what_your_own_answer_named_with_its_time_is_yours_though_a_listing_lagged_behind() {
    let mut play = Play::stored();
    play.resize(100, 40);
    play.press("esc");
    play.account.hold("orders", "1 1h - orders-failed");
    play.press("r enter tab ctrl-u 3 0 m ctrl-s");
    assert_eq!(play.place(), "review");
    play.account.hold("orders", "0 1h - orders-failed");
    play.press("y enter");
    assert_eq!(play.place(), "drifted");
    play.says(
        "NOT SENT Your PUT of 08:00:00Z to orders:$LATEST was not in what this was opened on",
    );
    play.does_not_say("Somebody");
}

/// Of your own removal it was said that the configuration "was removed after you opened it", by nobody.
#[test]
fn your_own_removal_is_named_though_a_listing_lagged_behind() {
    const HELD: &str = "1 1h - orders-failed";
    let mut play = Play::begun();
    play.press("j enter X y r e s e t enter");
    play.account.hold("orders", "");
    play.written(applied("orders", ""));
    play.resize(100, 40);
    play.press("esc");
    play.account.hold("orders", HELD);
    play.press("r enter tab ctrl-u 3 0 m ctrl-s");
    assert_eq!(play.place(), "review", "{}", play.screen());
    play.account.hold("orders", "");
    play.press("y enter");
    assert_eq!(play.place(), "drifted", "{}", play.screen());
    play.says(
        "NOT SENT Your DELETE of 08:00:00Z to orders:$LATEST was not in what this was opened on",
    );
}
