//! The checks before a write: what moved, who we are, what is gone.

use jiff::SignedDuration;
use lambda_lasso::app::effect::Effect;
use lambda_lasso::app::remote::Remote;
use lambda_lasso::domain::call::{Answer, CredentialsGeneration};
use lambda_lasso::domain::failure::{FailureKind, Operation};

use super::account::Account;
use super::play::{Play, start};
use super::values::{ACCOUNT, OTHER_ACCOUNT, applied, caller, facts, failure, key, unknown};

/// From the review through the checks, with something of the account changed meanwhile.
fn checked(meanwhile: impl FnOnce(&mut Account)) -> Play {
    let mut play = Play::reviewing();
    meanwhile(&mut play.account);
    play.press("y enter");
    play.answer();
    assert!(play.asked.is_empty(), "{:?}", play.open_reads());
    assert_eq!(play.writes.len(), usize::from(play.place() == "sending"));
    play
}

#[test]
fn settings_that_moved_meanwhile_are_never_overwritten() {
    for (held, place) in [
        ("1 1h - orders-failed", "sending"),
        ("2 1h - orders-failed", "drifted"),
        ("1 - - orders-failed", "drifted"),
        ("1 1h orders-done orders-failed", "drifted"),
        ("1 1h - -", "drifted"),
        ("0 1h - orders-failed", "not sent: already so"),
        ("", "drifted"),
    ] {
        let play = checked(|account| account.hold("orders", held));
        assert_eq!(play.place(), place, "{held}");
    }
}

#[test]
fn a_function_that_is_gone_is_not_written_to() {
    let play = checked(|account| account.remove("orders"));
    assert_eq!(play.place(), "not sent: gone");
}

#[test]
fn only_the_account_that_was_read_is_written_to() {
    for (account, place) in [
        (ACCOUNT, "sending"),
        (OTHER_ACCOUNT, "not sent: other account"),
    ] {
        let play = checked(|table| table.caller = Ok(caller(account, 1)));
        assert_eq!(play.place(), place, "{account}");
    }
}

/// STS and Lambda could be asked under different credentials in the same check, and the write followed those of STS.
#[test]
fn identity_and_settings_are_read_under_the_same_credentials() {
    for (credentials, place) in [(1, "not sent: other credentials"), (2, "sending")] {
        let mut play = Play::reviewing();
        play.account.caller = Ok(caller(ACCOUNT, 2));
        play.credentials = CredentialsGeneration(credentials);
        play.press("y enter");
        play.answer();
        assert_eq!(play.place(), place);
    }
}

#[test]
fn a_check_that_could_not_be_made_forbids_sending() {
    use FailureKind::{AccessDenied, ExpiredCredentials, NoAnswer, Throttled, Unreachable};
    for (operation, place) in [
        (
            Operation::GetCallerIdentity,
            "not sent: unconfirmed account",
        ),
        (Operation::GetFunctionEventInvokeConfig, "not sent: failed"),
    ] {
        for kind in [
            AccessDenied,
            ExpiredCredentials,
            NoAnswer,
            Throttled,
            Unreachable,
        ] {
            let play = checked(|account| account.refuse(operation, kind));
            assert_eq!(play.place(), place, "{kind:?}");
        }
    }
}

#[test]
fn the_same_settings_written_again_are_no_drift() {
    let mut play = Play::reviewing();
    play.press("y enter");
    play.answer_one();
    let mut answer = play.account.answer(&play.asked[0].query).unwrap();
    if let Answer::Configuration(Some(configuration)) = &mut answer {
        configuration.last_modified = Some(play.now);
    }
    play.answer_with(Ok(answer));
    play.answer();
    assert_eq!(play.place(), "sending");
}

#[test]
fn the_first_answer_that_forbids_sending_abandons_the_others() {
    let mut play = Play::reviewing();
    play.press("y enter");
    let settings = play.asked.remove(1).unwrap();
    let throttled = failure(
        FailureKind::Throttled,
        Operation::GetFunctionEventInvokeConfig,
    );
    let effects = play.answered(&settings, Err(throttled));
    assert_eq!(play.place(), "not sent: failed");
    assert_eq!(effects.len(), 3, "{effects:?}");
    assert!(play.asked.is_empty());
}

/// A permission that was missing in the wrong account stood where the wrong account belonged, as often as Lambda answered before STS.
#[test]
fn another_account_is_told_before_the_permission_that_it_lacks() {
    for (account, place) in [
        (OTHER_ACCOUNT, "not sent: other account"),
        (ACCOUNT, "not sent: failed"),
    ] {
        for settings_first in [true, false] {
            let mut play = Play::reviewing();
            play.account.caller = Ok(caller(account, 1));
            play.account.refuse(
                Operation::GetFunctionEventInvokeConfig,
                FailureKind::AccessDenied,
            );
            play.press("y enter");
            if settings_first {
                let settings = play.asked.remove(1).unwrap();
                let answer = play.account.answer(&settings.query);
                play.answered(&settings, answer);
                assert_eq!(play.place(), "checking");
            }
            play.answer();
            assert_eq!(play.place(), place, "{account} {settings_first}");
            assert_eq!(play.writes, []);
        }
    }
}

/// Where STS does not answer either, the check ends all the same, with what was denied.
#[test]
fn a_denied_reading_waits_for_who_we_are_no_longer_than_sts_is_waited_for() {
    let mut play = Play::reviewing();
    for operation in [
        Operation::GetFunctionEventInvokeConfig,
        Operation::GetCallerIdentity,
    ] {
        play.account.refuse(operation, FailureKind::AccessDenied);
    }
    play.press("y enter");
    play.answer();
    assert_eq!(play.place(), "not sent: failed");
    assert_eq!(play.writes, []);
}

#[test]
fn an_alias_that_is_gone_is_told_apart_from_one_without_settings() {
    for (aliases, place) in [
        (vec![("live", 12)], "sending"),
        (Vec::new(), "not sent: gone"),
    ] {
        let mut play = Play::begun();
        play.press("j enter j enter 0 ctrl-s");
        play.account.function_mut("orders").unwrap().aliases = aliases;
        play.press("y enter");
        assert_eq!(play.place(), place);
    }
}

/// The configuration of an alias stays behind when the alias is deleted, so the check found it unmoved and the change was sent.
#[test]
fn an_alias_that_is_gone_is_noticed_although_its_configuration_is_still_there() {
    let mut play = Play::begun();
    play.account.hold("orders:live", "2 - - -");
    play.press("j enter r j enter ctrl-u 0 ctrl-s");
    assert_eq!(play.place(), "review");
    play.account.function_mut("orders").unwrap().aliases = Vec::new();
    play.press("y enter");
    assert_eq!(play.place(), "not sent: gone");
    assert!(play.writes.is_empty());
}

#[test]
fn where_the_alias_may_not_be_read_the_write_itself_tells() {
    let mut play = Play::begun();
    play.account
        .refuse(Operation::GetAlias, FailureKind::AccessDenied);
    play.press("j enter j enter 0 ctrl-s y enter");
    assert_eq!(play.place(), "sending");
}

/// The answer to a look of an earlier review was taken for the answer to "is the alias still there".
#[test]
fn an_answer_to_an_earlier_review_proves_nothing_to_this_one() {
    let mut play = Play::begun();
    play.press("j enter j enter 0 ctrl-s y enter");
    play.by_hand = true;
    play.written(unknown());
    let look = play.asked.pop_front().expect("a look at what became of it");
    play.press("esc j enter 1 ctrl-s");
    assert_eq!(play.place(), "review");
    play.press("y enter");
    let late = play.account.answer(&look.query);
    play.answered(&look, late);
    play.account.function_mut("orders").unwrap().versions = Vec::new();
    play.answer();
    assert_eq!(play.place(), "not sent: gone");
}

#[test]
fn an_unknown_account_is_checked_without_one() {
    let mut account = Account::furnished();
    account.refuse(Operation::GetCallerIdentity, FailureKind::AccessDenied);
    let mut play = Play::with(start(), account);
    play.credentials = CredentialsGeneration(3);
    let effects = play.effects("j enter enter backspace 0 ctrl-s y o r d e r s enter");
    assert_eq!(play.place(), "sending");
    let Some(Effect::Write { approved, .. }) = effects.last() else {
        panic!("{effects:?}")
    };
    let read_under = CredentialsGeneration(3);
    assert_eq!(
        approved.credentials(),
        read_under,
        "nothing goes under others"
    );
}

#[test]
fn other_credentials_make_the_program_ask_again_who_it_is() {
    let mut play = Play::begun();
    play.account.caller = Ok(caller(OTHER_ACCOUNT, 2));
    play.credentials = CredentialsGeneration(2);
    let effects = play.press("j enter");
    let identities = effects.iter().filter(|effect| *effect == "read identity");
    assert_eq!(identities.count(), 1, "{effects:?}");
    assert!(effects.contains(&"open session 2".to_owned()));
    let effects = play.opened(2, Ok(facts()));
    let title = Effect::SetTitle {
        title: format!("lasso {OTHER_ACCOUNT} eu-west-1"),
    };
    assert!(effects.contains(&title), "{effects:?}");
}

#[test]
fn a_stopped_check_sends_nothing_whatever_is_answered_later() {
    let mut play = Play::reviewing();
    play.press("y enter");
    let identity = play.asked.pop_front().unwrap();
    let settings = play.asked.pop_front().unwrap();
    play.press("esc");
    for read in [identity, settings] {
        let answer = play.account.answer(&read.query);
        assert_eq!(play.answered(&read, answer), []);
    }
    assert_eq!(play.place(), "not sent: stopped");
}

#[test]
fn the_drifted_rows_are_chosen_and_reviewed_upon_what_is_held_now() {
    for (keys, place, body) in [
        ("enter", "drifted", ""),
        ("m enter", "review", "0 2h"),
        ("t enter", "form", ""),
        ("M enter", "review", "0 1h"),
        ("T enter", "form", ""),
        ("esc", "form", ""),
    ] {
        let mut play = Play::reviewing();
        play.account.hold("orders", "2 2h - orders-failed");
        play.press("y enter");
        play.answer();
        assert_eq!(play.place(), "drifted");
        play.press(keys);
        assert_eq!(play.place(), place, "{keys}");
        if let Some((retries, age)) = body.split_once(' ') {
            let change = play.state.review().unwrap().change.clone();
            let after = change.after().unwrap();
            assert_eq!(
                after
                    .maximum_retry_attempts
                    .map(|retries| retries.get().to_string())
                    .explicit()
                    .unwrap(),
                retries
            );
            assert_eq!(
                after
                    .maximum_event_age
                    .map(|age| age.to_string())
                    .explicit()
                    .unwrap(),
                age,
                "{keys}"
            );
            let theirs = play.account.functions[1].held[0].1.clone();
            assert_eq!(
                change.before_settings(),
                Some(&theirs),
                "the new review stands on theirs"
            );
        }
    }
}

#[test]
fn the_new_review_sends_only_after_checks_of_its_own() {
    let mut play = Play::reviewing();
    play.account.hold("orders", "2 1h - orders-failed");
    play.press("y enter");
    play.answer();
    play.press("m enter y enter");
    assert_eq!(play.writes.len(), 0);
    play.answer();
    assert_eq!((play.place().as_str(), play.writes.len()), ("sending", 1));
}

#[test]
fn a_configuration_removed_meanwhile_can_be_sent_as_a_new_one() {
    let mut play = Play::reviewing();
    play.account.hold("orders", "");
    play.press("y enter");
    play.answer();
    assert!(play.text().contains("was removed after you opened it"));
    play.press("M enter");
    assert_eq!(play.state.review().unwrap().change.before_settings(), None);
    play.press("y enter");
    play.answer();
    assert_eq!(play.place(), "sending");
}

/// An emptied form that met other settings was reviewed as a removal again, whatever had been chosen.
#[test]
fn choosing_theirs_against_a_removal_keeps_theirs() {
    for (keys, place) in [("T enter", "orders:$LATEST"), ("M enter", "review")] {
        let mut play = Play::begun();
        play.press("j enter X");
        play.account.hold("orders", "2 2h - orders-failed");
        play.press("y r e s e t enter");
        assert_eq!(play.place(), "drifted");
        play.press(keys);
        assert_eq!(play.place(), place, "{keys}");
    }
}

/// The draft stayed, so that quitting asked about it and printed a command for what Lambda already held.
#[test]
fn what_somebody_else_set_exactly_so_is_no_draft_any_more() {
    let mut play = Play::reviewing();
    play.account.hold("orders", "0 1h - orders-failed");
    play.by_hand = false;
    let effects = play.press("y enter");
    assert_eq!(play.place(), "not sent: already so");
    assert_eq!(effects.last().unwrap(), "read configurations orders");
    assert!(play.state.drafts.is_empty());
    play.press("enter");
    assert_eq!(play.place(), "orders:$LATEST");
}

/// The warning was missing from a review that was opened before the tags were read, and from every removal.
#[test]
fn a_stack_that_is_read_late_is_told_in_the_review_and_closes_the_send_line() {
    for keys in ["enter backspace 0 ctrl-s y", "X y"] {
        let mut play = Play::begun();
        play.press("j enter");
        play.by_hand = true;
        play.press(keys);
        assert_eq!(play.place(), "asking", "{keys}");
        assert!(!play.text().contains("CloudFormation"), "{keys}");
        play.answer_with(Ok(Answer::Stack(Some("orders-prod".to_owned()))));
        assert_eq!(play.place(), "review", "{keys}");
        assert!(play.text().contains("stack orders-prod"), "{keys}");
        assert!(
            play.notice().starts_with("Something was read meanwhile"),
            "{keys}"
        );
    }
}

/// Only the form and a removal asked for it: what was copied, repeated or put back was reviewed without the warning.
#[test]
fn every_review_tells_of_the_stack_and_where_its_settings_come_from() {
    let mut play = Play::begun();
    let asked = play.press("j enter c s j v");
    assert_eq!(asked.last().unwrap(), "read stack orders");
    assert_eq!(play.place(), "review");
    play.says("from the copy of orders:$LATEST");
    for keys in [".", "u"] {
        let mut play = Play::sending();
        play.written(applied("orders", "0 1h - orders-failed"));
        play.pass(SignedDuration::from_secs(2));
        play.press("enter");
        // The function is read anew, as after another log-in: nobody asked for its stack yet.
        if let Some(entry) = play.state.catalogue.get_mut(&key("orders")) {
            entry.stack = Remote::NotAsked;
        }
        let asked = play.press(&format!("j {keys}"));
        assert_eq!(asked, ["read stack orders"], "{keys}");
        assert_eq!(play.place(), "review", "{keys}");
    }
}

/// The function was deleted and made anew before sending: the screen went on with versions that were gone, as if just read.
#[test]
fn an_alias_that_moved_before_the_check_is_taken_over_with_what_was_read_beside_it() {
    let mut play = Play::begun();
    play.press("j enter j enter backspace 0 ctrl-s");
    assert_eq!(play.place(), "review");
    let orders = play.account.function_mut("orders").unwrap();
    orders.aliases = vec![("live", 1)];
    orders.versions = vec![1];
    let asked = play.press("y enter");
    for read in ["aliases", "versions"] {
        assert!(asked.contains(&format!("read {read} orders")), "{asked:?}");
    }
    assert_eq!(play.place(), "not sent: moved");
    play.press("enter y enter");
    play.written(applied("orders:live", "0 6h - -"));
    play.pass(SignedDuration::from_secs(2));
    play.press("enter");
    play.says("> live 1 ");
    let version = |number: u64| play.rows_with(&format!("  {number} "));
    assert_eq!((version(11), version(12)), (Vec::new(), Vec::new()));
    assert_ne!(version(1), Vec::<String>::new());
}

/// A clock that went back would let a reading of before the review pass for the check.
#[test]
fn a_check_that_is_no_later_than_what_was_reviewed_proves_nothing() {
    let mut play = Play::reviewing();
    play.press("y enter");
    play.now = play.state.review().unwrap().change.before().at;
    play.answer();
    assert_eq!(play.place(), "not sent: not read again");
    assert_eq!(play.writes, []);
}

/// What a colleague had set was reset "because you emptied this field", a field that nobody had touched.
#[test]
fn a_setting_that_was_set_meanwhile_is_not_told_as_emptied() {
    let mut play = Play::reviewing();
    play.account
        .hold("orders", "1 1h orders-done orders-failed");
    play.press("y enter");
    play.answer();
    assert_eq!(play.place(), "drifted");
    play.press("M enter");
    play.resize(80, 40);
    assert_eq!(play.place(), "review");
    play.says("because you took your empty field over what was set meanwhile");
    play.does_not_say("because you emptied this field");
}

#[test]
fn a_check_that_could_not_be_made_tells_what_was_answered() {
    for operation in [
        Operation::GetCallerIdentity,
        Operation::GetFunctionEventInvokeConfig,
    ] {
        let play = checked(|account| account.refuse(operation, FailureKind::Throttled));
        let answered = failure(FailureKind::Throttled, operation).sentence;
        assert!(play.text().contains(&answered), "{}", play.text());
    }
}

#[test]
fn what_is_removed_from_a_function_that_is_gone_is_not_told_as_set_by_somebody() {
    let mut play = Play::begun();
    play.press("j enter X");
    play.account.remove("orders");
    play.press("y r e s e t enter");
    assert_eq!(play.place(), "not sent: gone");
    assert!(
        play.text()
            .contains("There is no function orders any more.")
    );
}

#[test]
fn a_qualifier_without_settings_is_checked_under_renewed_credentials_as_any_other() {
    let mut play = Play::begun();
    play.press("j enter j enter 0 ctrl-s");
    play.account.caller = Ok(caller(ACCOUNT, 2));
    play.credentials = CredentialsGeneration(2);
    play.press("y enter");
    assert_eq!(play.place(), "sending");
}
