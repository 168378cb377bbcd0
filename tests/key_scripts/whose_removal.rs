//! A configuration that is not held any more after a DELETE which nobody answered: who saw to that, no screen makes up.

use std::collections::VecDeque;

use jiff::SignedDuration;
use lambda_lasso::app::receipt::markdown;
use lambda_lasso::domain::call::Query;
use lambda_lasso::domain::failure::FailureKind;

use super::account::Account;
use super::play::{Asked, Play, start};
use super::shown::end;
use super::values::{applied, refused, unknown};

/// On the outcome of the removal of what `orders:live` held, `meanwhile` something else happened and the answer was lost.
fn removed(meanwhile: impl Fn(&mut Account)) -> Play {
    let mut account = Account::furnished();
    account.hold("orders:live", "1 1h - orders-failed");
    let mut play = Play::with(start(), account);
    play.press("j enter j X y r e s e t enter");
    assert_eq!(play.place(), "sending");
    meanwhile(&mut play.account);
    play.written(unknown());
    play
}

/// The outcome hedged, and the function below it said "Removed by you", also where the DELETE had never reached Lambda.
#[test]
fn what_was_found_removed_may_be_somebody_elses_doing() {
    let mut play = removed(|account| account.hold("orders:live", ""));
    let text = play.text();
    assert!(
        text.contains(
            "arrived, or somebody else removed it, or the function or the qualifier is gone"
        ),
        "{text}"
    );
    play.press("enter");
    assert_eq!(play.place(), "orders:live");
    play.says("Removed by you or somebody else before 08:00:");
    play.says(": u puts it back.");
    play.does_not_say("Removed by you at");
    play.press("d");
    play.says_scrolled("Removed by you or somebody else before 08:00:");
}

/// That there was nothing to remove was told as "Removed by you", too.
#[test]
fn what_was_removed_already_is_not_said_to_be_yours() {
    let mut account = Account::furnished();
    account.hold("orders:live", "1 1h - orders-failed");
    let mut play = Play::with(start(), account);
    play.press("j enter j X y r e s e t enter");
    play.account.hold("orders:live", "");
    play.written(refused(FailureKind::NotFound, 404));
    assert_eq!(play.place(), "done");
    play.press("enter");
    play.says("Removed by you or somebody else before 08:00:");
}

/// The function was deleted: the outcome did not think of that, nor did its line, and `u` opened a review of events that are tried twice.
#[test]
fn a_function_that_is_gone_took_its_settings_along() {
    let mut play = removed(|account| account.remove("orders"));
    let text = play.text();
    assert!(
        text.contains(
            "orders:live is gone, and no configuration of it is held. Whether your DELETE of 08:00:"
        ),
        "{text}"
    );
    let mut undone = removed(|account| account.remove("orders"));
    undone.press("u");
    assert_eq!(undone.place(), "review");
    assert!(!undone.text().contains("tried twice"), "{}", undone.text());
    undone.says("is gone");
    play.press("enter r");
    play.says("! orders is gone");
    play.does_not_say("Removed by you");
    play.does_not_say("puts it back");
    play.press("d");
    play.says_scrolled("No settings of its own were held when they were read last.");
    let (_, lines) = end(&play.effects("ctrl-c")).expect("the program ended");
    assert!(
        lines.contains("unless somebody else removed it or the function is gone"),
        "{lines}"
    );
}

/// The alias was deleted after the removal, and putting it back not sent. Where its list happened to be read before the configurations
/// were, another `u` talked of events that are tried twice, as if the alias were there.
#[test]
fn putting_back_on_an_alias_that_is_gone_says_so_each_time() {
    let mut account = Account::furnished();
    account.hold("orders:live", "1 1h - orders-failed");
    let mut play = Play::with(start(), account);
    play.press("j enter j X y r e s e t enter");
    play.account.hold("orders:live", "");
    play.written(applied("orders:live", ""));
    play.account.function_mut("orders").unwrap().aliases.clear();
    play.press("u y enter");
    assert_eq!(play.place(), "not sent: gone", "{}", play.screen());
    play.press("enter");
    play.by_hand = true;
    play.press("r");
    let is_late = |read: &Asked| matches!(read.query, Query::Configurations { .. });
    let (late, first): (VecDeque<_>, VecDeque<_>) = play.asked.drain(..).partition(is_late);
    play.asked = first;
    play.answer();
    play.pass(SignedDuration::from_millis(300));
    play.asked = late;
    play.answer();
    play.press("u");
    assert_eq!(play.place(), "review");
    let text = play.text();
    assert!(text.contains("live is gone"), "{text}");
    assert!(!text.contains("tried twice"), "{text}");
}

/// On the outcome of a removal that met nothing: somebody else had removed it between the check and the DELETE.
fn met_nothing(meanwhile: impl Fn(&mut Account)) -> Play {
    let mut account = Account::furnished();
    account.hold("orders:live", "1 1h - orders-failed");
    let mut play = Play::with(start(), account);
    play.press("j enter j X y r e s e t enter");
    meanwhile(&mut play.account);
    play.resize(100, 40);
    play.written(refused(FailureKind::NotFound, 404));
    assert_eq!(play.place(), "done");
    play
}

/// Line, receipt, undo and a later reading called it your removal: "retries 1 -> (2)", "as your write left it".
#[test]
fn a_removal_that_met_nothing_is_told_as_that_wherever_it_is_told() {
    const NOTHING: &str = "Lambda answered that there was nothing to remove";
    let mut play = met_nothing(|account| account.hold("orders:live", ""));
    play.says("it was removed already. The defaults of the service apply now:");
    play.press("r");
    play.says("no configuration, as it was found at 08:00:");
    play.does_not_say("as your write left it");
    let receipt = markdown(
        (&play.state.memory.writes()[0]).into(),
        &play.state.session.runs_as(),
    );
    assert!(receipt.contains(&format!("- {NOTHING}")), "{receipt}");
    assert!(receipt.contains("| before | sent |"), "{receipt}");
    assert!(
        receipt.contains("Puts it back, what was removed before:"),
        "{receipt}"
    );
    play.press("u");
    play.says("which found nothing to remove");
    let (_, lines) = end(&play.effects("ctrl-c")).expect("the program ended");
    assert!(
        lines.contains(&format!(" request request-404: {NOTHING}")),
        "{lines}"
    );
    assert!(!lines.contains("retries 1"), "{lines}");
}

/// The outcome said that the defaults of the service apply now to what was gone.
#[test]
fn a_removal_that_met_nothing_as_all_of_it_is_gone_says_so() {
    let play = met_nothing(|account| account.remove("orders"));
    play.says("Lambda answered that there was nothing to remove. orders:live is gone.");
    play.does_not_say("The defaults of the service apply");
    play.does_not_say("Maximum retry attempts");
}

/// "The configuration was removed" by nobody, it said, where a DELETE of this run was still on its way.
#[test]
fn a_removal_that_can_be_your_own_arriving_late_is_told_as_that_in_the_choice() {
    let mut play = removed(|_| {});
    assert_eq!(play.place(), "unknown");
    play.press("esc enter backspace 0 ctrl-s");
    assert_eq!(play.place(), "review", "{}", play.screen());
    play.account.hold("orders:live", "");
    play.press("y enter");
    assert_eq!(play.place(), "drifted", "{}", play.screen());
    play.says(
        ", arriving late, or somebody removed the configuration after you opened it; nobody's name",
    );
}
