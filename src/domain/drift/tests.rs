//! What counts as drift, and what a proof that nothing moved is good for.

use jiff::ToSpan;

use super::*;
use crate::domain::change::ProposedChange;
use crate::domain::change::tests::{holding, proposed};
use crate::domain::known::Known;
use crate::domain::qualifier::Qualifier;
use crate::domain::settings::Setting;

const SESSION: SessionNumber = SessionNumber(1);

fn identity(account: &str) -> Identity {
    Identity {
        account: AccountId::parse(account).unwrap(),
        arn: format!("arn:aws:sts::{account}:assumed-role/OnCall/anna"),
        credentials: CredentialsGeneration(7),
    }
}

fn age(seconds: i64) -> StoredSettings {
    StoredSettings {
        maximum_event_age_in_seconds: Setting::Explicit(seconds),
        ..StoredSettings::default()
    }
}

/// What is held, read a second after the review.
fn read_again(settings: Option<StoredSettings>) -> Reading {
    let mut reading = holding(settings);
    reading.at = reading.at.checked_add(1.second()).unwrap();
    reading
}

/// What becomes of a change by a reading, with everything else as it was.
fn checked(change: &ReviewedChange, reading: &Reading) -> Verdict {
    let check = Check {
        session: SESSION,
        named_account: None,
        identity: Some(&identity("123456789012")),
        reading,
        credentials: Some(CredentialsGeneration(7)),
        reviewed: &Grounds::UNREAD,
        grounds: &Grounds::UNREAD,
    };
    super::check(change, &check)
}

/// The change of an age from 1 h to 90 s, checked against what is read now.
fn verdict_on(now: Option<StoredSettings>) -> Verdict {
    let change = proposed(Some(age(3600)), "90").review().unwrap();
    checked(&change, &read_again(now))
}

#[test]
fn only_equal_settings_prove_that_nothing_moved() {
    assert!(matches!(verdict_on(Some(age(3600))), Verdict::Same(_)));
    assert_eq!(verdict_on(Some(age(7200))), Verdict::Drifted);
    assert_eq!(verdict_on(None), Verdict::Drifted);
    assert_eq!(
        verdict_on(Some(StoredSettings::default())),
        Verdict::Drifted
    );
    assert_eq!(verdict_on(Some(age(90))), Verdict::AlreadySo);
}

#[test]
fn another_time_of_modification_alone_is_no_drift() {
    let change = proposed(Some(age(3600)), "90").review().unwrap();
    let mut reading = read_again(Some(age(3600)));
    reading.configuration.as_mut().unwrap().last_modified = Some(reading.at);
    assert!(matches!(checked(&change, &reading), Verdict::Same(_)));
}

/// What this program does not know was overwritten with another value than the one that was held when the change was reviewed.
#[test]
fn what_is_held_beside_the_settings_must_not_have_been_saved_again() {
    let holding = |at: jiff::Timestamp| {
        let mut reading = read_again(Some(age(3600)));
        let stored = reading.configuration.as_mut().unwrap();
        stored.unknown_members = vec!["NewRetryMode".to_owned()];
        stored.last_modified = Some(at);
        reading
    };
    let reviewed = read_again(None).at;
    let mut proposed = proposed(Some(age(3600)), "90");
    proposed.before.configuration = holding(reviewed).configuration;
    let change = proposed.review().unwrap();
    let verdict = |reading: &Reading| checked(&change, reading);
    assert!(matches!(verdict(&holding(reviewed)), Verdict::Same(_)));
    let later = reviewed.checked_add(1.second()).unwrap();
    assert_eq!(verdict(&holding(later)), Verdict::SavedAgain);
}

/// The dead-letter queue that a review named was removed before Enter, and failed events were dropped without a word.
#[test]
fn what_the_review_rests_on_must_not_have_moved() {
    let change = proposed(Some(age(3600)), "90").review().unwrap();
    let timeout = |seconds| Grounds {
        timeouts: Known::Known(vec![seconds]),
        ..Grounds::UNREAD
    };
    let verdict = |held, reviewed: &Grounds, grounds: &Grounds| {
        let check = Check {
            session: SESSION,
            named_account: None,
            identity: Some(&identity("123456789012")),
            reading: &read_again(Some(held)),
            credentials: Some(CredentialsGeneration(7)),
            reviewed,
            grounds,
        };
        super::check(&change, &check)
    };
    let (was, now) = (timeout(7), timeout(30));
    let same = verdict(age(3600), &was, &was);
    assert!(matches!(same, Verdict::Same(_)));
    let moved = vec![Moved::Timeout {
        was: vec![7],
        now: vec![30],
    }];
    assert_eq!(verdict(age(3600), &was, &now), Verdict::Moved(moved));
    assert_eq!(verdict(age(7200), &was, &now), Verdict::Drifted);
    let unread = verdict(age(3600), &was, &Grounds::UNREAD);
    assert!(matches!(unread, Verdict::Same(_)));
}

#[test]
fn another_account_session_or_function_stops_the_change() {
    let change = proposed(Some(age(3600)), "90").review().unwrap();
    let (ours, theirs) = (identity("123456789012"), identity("210987654321"));
    let reading = read_again(Some(age(3600)));
    let verdict = |session, identity, reading| {
        let check = Check {
            session,
            named_account: None,
            identity,
            reading,
            credentials: Some(CredentialsGeneration(7)),
            reviewed: &Grounds::UNREAD,
            grounds: &Grounds::UNREAD,
        };
        super::check(&change, &check)
    };
    let now = theirs.account.clone();
    assert_eq!(
        verdict(SESSION, Some(&theirs), &reading),
        Verdict::OtherAccount { now }
    );
    assert_eq!(
        verdict(SESSION, None, &reading),
        Verdict::UnconfirmedAccount
    );
    assert_eq!(
        verdict(SessionNumber(2), Some(&ours), &reading),
        Verdict::EndedSession
    );
    let mut elsewhere = reading.clone();
    let answered =
        "arn:aws:lambda:eu-west-1:210987654321:function:payments-capture:live".to_owned();
    elsewhere
        .configuration
        .as_mut()
        .unwrap()
        .function_arn
        .clone_from(&answered);
    assert_eq!(
        verdict(SESSION, Some(&ours), &elsewhere),
        Verdict::OtherFunction { answered }
    );
}

/// After a change of credentials a new review took their account for granted, and rows of the old one could be written to.
#[test]
fn a_function_of_another_account_is_written_to_only_where_the_operator_named_that_account() {
    let mut proposed = proposed(Some(age(3600)), "90");
    let owner = proposed.target.function.account.clone().unwrap();
    let now = AccountId::parse("210987654321").unwrap();
    proposed.scope.account = Some(now.clone());
    let change = proposed.review().unwrap();
    let reading = read_again(Some(age(3600)));
    let verdict = |named_account| {
        let check = Check {
            session: SESSION,
            named_account,
            identity: Some(&identity("210987654321")),
            reading: &reading,
            credentials: Some(CredentialsGeneration(7)),
            reviewed: &Grounds::UNREAD,
            grounds: &Grounds::UNREAD,
        };
        super::check(&change, &check)
    };
    let refused = Verdict::OtherAccount { now: now.clone() };
    assert_eq!(verdict(None), refused);
    assert_eq!(verdict(Some(&now)), refused);
    assert!(matches!(verdict(Some(&owner)), Verdict::Same(_)));
}

/// Where STS refused, no credentials were asked for, and the write went out under whatever there was.
#[test]
fn a_write_is_bound_to_the_credentials_of_the_whole_check() {
    let mut without_account = proposed(Some(age(3600)), "90");
    without_account.scope.account = None;
    let change = without_account.review().unwrap();
    let reading = read_again(Some(age(3600)));
    let ours = identity("123456789012");
    let verdict = |identity, credentials: Option<u64>| {
        let check = Check {
            session: SESSION,
            named_account: None,
            identity,
            reading: &reading,
            credentials: credentials.map(CredentialsGeneration),
            reviewed: &Grounds::UNREAD,
            grounds: &Grounds::UNREAD,
        };
        super::check(&change, &check)
    };
    for (identity, credentials) in [(Some(&ours), Some(8)), (Some(&ours), None), (None, None)] {
        assert_eq!(verdict(identity, credentials), Verdict::OtherCredentials);
    }
    for (identity, credentials) in [(Some(&ours), 7), (None, 8)] {
        let Verdict::Same(proof) = verdict(identity, Some(credentials)) else {
            panic!("nothing moved")
        };
        let approved = change.clone().approve(proof).unwrap();
        assert_eq!(approved.credentials(), CredentialsGeneration(credentials));
    }
}

/// The very reading that had been reviewed was taken for the check before sending.
#[test]
fn what_was_reviewed_is_no_check_of_itself() {
    let change = proposed(Some(age(3600)), "90").review().unwrap();
    let before = change.before().clone();
    let mut later = before.clone();
    later.at = later.at.checked_add(1.nanosecond()).unwrap();
    let verdict = |reading| checked(&change, reading);
    assert_eq!(verdict(&before), Verdict::NotReadAgain);
    assert!(matches!(verdict(&later), Verdict::Same(_)));
}

#[test]
fn a_proof_approves_the_change_that_it_was_made_for_and_no_other() {
    let Verdict::Same(proof) = verdict_on(Some(age(3600))) else {
        panic!("nothing moved")
    };
    let same = proposed(Some(age(3600)), "90").review().unwrap();
    let approved = same.approve(proof).unwrap();
    assert_eq!(approved.credentials(), CredentialsGeneration(7));
    assert_eq!(approved.session(), SESSION);

    let other_session = ProposedChange {
        session: SessionNumber(2),
        ..proposed(Some(age(3600)), "90")
    };
    let mut other_target = proposed(Some(age(3600)), "90");
    other_target.target.qualifier = Qualifier::Latest;
    let other_before = proposed(Some(age(7200)), "90");
    for other in [other_session, other_target, other_before] {
        let Verdict::Same(proof) = verdict_on(Some(age(3600))) else {
            panic!("nothing moved")
        };
        assert_eq!(other.review().unwrap().approve(proof), Err(OtherChange));
    }
}

/// What a change for the alias `live` comes to where this function answered; `meant`: the account that it is known to be of.
fn verdict_on_answer_of(answered: &str, meant: Option<&str>) -> Verdict {
    let mut proposed = proposed(Some(age(3600)), "90");
    proposed.target.function.account = meant.and_then(AccountId::parse);
    let mut reading = read_again(Some(age(3600)));
    reading.configuration.as_mut().unwrap().function_arn = answered.to_owned();
    let check = Check {
        session: SESSION,
        named_account: None,
        identity: Some(&identity("123456789012")),
        reading: &reading,
        credentials: Some(CredentialsGeneration(7)),
        reviewed: &Grounds::UNREAD,
        grounds: &Grounds::UNREAD,
    };
    super::check(&proposed.review().unwrap(), &check)
}

#[test]
fn only_an_answer_of_the_function_that_is_meant_counts() {
    let ours = "arn:aws:lambda:eu-west-1:123456789012:function:payments-capture:live";
    assert!(matches!(
        verdict_on_answer_of(ours, Some("123456789012")),
        Verdict::Same(_)
    ));
    for answered in [
        "arn:aws:lambda:eu-west-1:123456789012:function:payments-refund:live",
        "arn:aws:lambda:eu-west-2:123456789012:function:payments-capture:live",
        "arn:aws:lambda:eu-west-1:210987654321:function:payments-capture:live",
        "payments-capture:live",
    ] {
        let answered_for = answered.to_owned();
        assert_eq!(
            verdict_on_answer_of(answered, Some("123456789012")),
            Verdict::OtherFunction {
                answered: answered_for
            }
        );
    }
}

#[test]
fn a_function_whose_account_nobody_knows_may_be_of_any() {
    for answered in ["123456789012", "210987654321"] {
        let answered =
            format!("arn:aws:lambda:eu-west-1:{answered}:function:payments-capture:live");
        assert!(matches!(
            verdict_on_answer_of(&answered, None),
            Verdict::Same(_)
        ));
    }
    let mut proposed = proposed(Some(age(3600)), "90");
    proposed.target.function.account = None;
    let change = proposed.review().unwrap();
    let ours = AccountId::parse("123456789012").unwrap();
    let named = AccountId::parse("210987654321").unwrap();
    assert!(!is_elsewhere(&change, &ours, Some(&named)));
}

#[test]
fn a_named_account_does_not_excuse_credentials_that_became_anothers() {
    let mut proposed = proposed(Some(age(3600)), "90");
    let owner = AccountId::parse("210987654321").unwrap();
    proposed.target.function.account = Some(owner.clone());
    let change = proposed.review().unwrap();
    for (now, is_other) in [("123456789012", false), ("333333333333", true)] {
        let now = AccountId::parse(now).unwrap();
        assert_eq!(is_elsewhere(&change, &now, Some(&owner)), is_other, "{now}");
    }
}

#[test]
fn what_moved_is_drift_whatever_else_is_held_that_nobody_knows() {
    for (held, expected) in [
        (age(3600), Verdict::UnnamedMembers),
        (age(7200), Verdict::Drifted),
        (age(90), Verdict::AlreadySo),
    ] {
        let change = proposed(Some(age(3600)), "90").review().unwrap();
        let mut reading = read_again(Some(held));
        let stored = reading.configuration.as_mut().unwrap();
        stored.unknown_members.push("NewRetryMode".to_owned());
        let check = Check {
            session: SESSION,
            named_account: None,
            identity: Some(&identity("123456789012")),
            reading: &reading,
            credentials: Some(CredentialsGeneration(7)),
            reviewed: &Grounds::UNREAD,
            grounds: &Grounds::UNREAD,
        };
        assert_eq!(super::check(&change, &check), expected);
    }
}
