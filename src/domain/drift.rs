//! The check made just before a write: is everything still as it was when the change was reviewed?
//!
//! This API has no lock and no revision: reading again is all that can be done, and narrows the window without closing it.
//! Knows what counts as drift. Does not know how the readings were made. [`Unmoved`] is the proof that a check found nothing;
//! only this file makes one.

use super::call::{CredentialsGeneration, Identity, Reading, SessionNumber};
use super::change::{OtherChange, ReviewedChange};
use super::function::{Target, parse_reported_arn};
use super::place::AccountId;
use super::settings::{StoredConfiguration, StoredSettings};

/// What was read again before sending.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Check<'a> {
    /// The session that read it.
    pub session: SessionNumber,
    /// Another account that the operator named together with the function, as a full ARN does.
    pub named_account: Option<&'a AccountId>,
    /// Who STS says we are now; `None` where STS refused to answer.
    pub identity: Option<&'a Identity>,
    /// What the service holds now.
    pub reading: &'a Reading,
    /// The credentials under which that was read.
    pub credentials: Option<CredentialsGeneration>,
}

/// The proof that nothing moved between a review and the check before sending. It can't be cloned.
#[derive(Debug, PartialEq, Eq)]
pub struct Unmoved {
    session: SessionNumber,
    target: Target,
    before: Option<StoredSettings>,
    credentials: CredentialsGeneration,
}

impl Unmoved {
    /// Spends the proof: the credentials under which the check was made, if it was made for this very change.
    pub(super) fn credentials_for(
        self,
        change: &ReviewedChange,
    ) -> Result<CredentialsGeneration, OtherChange> {
        let same = self.session == change.proposed().session
            && self.target == *change.target()
            && self.before.as_ref() == change.before_settings();
        if same {
            Ok(self.credentials)
        } else {
            Err(OtherChange)
        }
    }
}

/// What the check before sending found.
#[derive(Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Nothing moved: the change may be sent.
    Same(Unmoved),
    /// The settings are others than those reviewed.
    Drifted,
    /// The settings are those reviewed, but the configuration holds something that this program does not know and the review did not
    /// name: a write may remove it unseen.
    UnnamedMembers,
    /// Somebody set exactly what would be sent: nothing needs to be sent.
    AlreadySo,
    /// The credentials belong to another account than the one that was read.
    OtherAccount {
        /// The account of the credentials now.
        now: AccountId,
    },
    /// STS said who we are when the settings were read, and does not now.
    UnconfirmedAccount,
    /// STS and the service were not asked under the same credentials, or it is not known under which.
    OtherCredentials,
    /// The service answered for a function of another account than the one meant.
    OtherFunction {
        /// The ARN that it answered with.
        answered: String,
    },
    /// The reading is no later than the one that was reviewed: it proves nothing.
    NotReadAgain,
    /// The session has ended.
    EndedSession,
}

/// Compares what was reviewed with what is read now.
///
/// Settings are compared, and whether there is a configuration at all. Another `LastModified` with equal settings is no drift.
#[must_use]
pub fn check(change: &ReviewedChange, check: &Check<'_>) -> Verdict {
    let proposed = change.proposed();
    if check.session != proposed.session {
        return Verdict::EndedSession;
    }
    if check.reading.at <= proposed.before.at {
        return Verdict::NotReadAgain;
    }
    if let Some(verdict) = other_account(change, check) {
        return verdict;
    }
    let Some(credentials) = agreed_credentials(check) else {
        return Verdict::OtherCredentials;
    };
    let held = check.reading.configuration.as_ref();
    if let Some(verdict) = held.and_then(|stored| other_function(change, &stored.function_arn)) {
        return verdict;
    }
    let is_named = held.is_none_or(|stored| names_members(change, stored));
    let held = held.map(|stored| &stored.settings);
    if held == change.before_settings() && !is_named {
        return Verdict::UnnamedMembers;
    }
    if held == change.before_settings() {
        return Verdict::Same(Unmoved {
            session: proposed.session,
            target: proposed.target.clone(),
            before: held.cloned(),
            credentials,
        });
    }
    let wanted = change
        .after()
        .map(super::settings::AsyncSettings::as_stored);
    if held == wanted.as_ref() {
        Verdict::AlreadySo
    } else {
        Verdict::Drifted
    }
}

/// Says whether the review could name everything that is held and not known.
fn names_members(change: &ReviewedChange, held: &StoredConfiguration) -> bool {
    let before = change.before().configuration.as_ref();
    let named = before.map_or(&[][..], |before| &before.unknown_members);
    held.unknown_members.iter().all(|name| named.contains(name))
}

/// The account that the change was read from must be that of the credentials now, and the function's own.
///
/// A function of another account is written to only where the operator named that account: a resource-based policy of the function
/// can allow it, but what was listed under other credentials is not meant.
fn other_account(change: &ReviewedChange, check: &Check<'_>) -> Option<Verdict> {
    let then = change.proposed().scope.account.as_ref();
    let Some(identity) = check.identity else {
        return then.map(|_| Verdict::UnconfirmedAccount);
    };
    let now = &identity.account;
    is_elsewhere(change, now, check.named_account)
        .then(|| Verdict::OtherAccount { now: now.clone() })
}

/// Says whether an account is another than the one that a change was reviewed for; `named` is the account that the operator named
/// together with the function.
#[must_use]
pub fn is_elsewhere(change: &ReviewedChange, now: &AccountId, named: Option<&AccountId>) -> bool {
    let then = change.proposed().scope.account.as_ref();
    let owner = change.target().function.account.as_ref();
    let moved = then.is_some_and(|then| then != now);
    let foreign = owner.is_some_and(|owner| owner != now) && owner != named;
    moved || foreign
}

/// The credentials of the whole check, to which the write is bound: those of the reading, also where STS refused to answer.
fn agreed_credentials(check: &Check<'_>) -> Option<CredentialsGeneration> {
    check.credentials.filter(|credentials| {
        check
            .identity
            .is_none_or(|identity| identity.credentials == *credentials)
    })
}

/// The function that the service answered for must be the one that is meant.
fn other_function(change: &ReviewedChange, answered: &str) -> Option<Verdict> {
    let meant = &change.target().function;
    let same = parse_reported_arn(answered).is_some_and(|(function, _)| {
        function.name == meant.name
            && function.region == meant.region
            && (meant.account.is_none() || function.account == meant.account)
    });
    (!same).then(|| Verdict::OtherFunction {
        answered: answered.to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use jiff::ToSpan;

    use super::*;
    use crate::domain::change::ProposedChange;
    use crate::domain::change::tests::{holding, proposed};
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

    /// The change of an age from 1 h to 90 s, checked against what is read now.
    fn verdict_on(now: Option<StoredSettings>) -> Verdict {
        let change = proposed(Some(age(3600)), "90").review().unwrap();
        let check = Check {
            session: SESSION,
            named_account: None,
            identity: Some(&identity("123456789012")),
            reading: &read_again(now),
            credentials: Some(CredentialsGeneration(7)),
        };
        super::check(&change, &check)
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
        let check = Check {
            session: SESSION,
            named_account: None,
            identity: Some(&identity("123456789012")),
            reading: &reading,
            credentials: Some(CredentialsGeneration(7)),
        };
        assert!(matches!(super::check(&change, &check), Verdict::Same(_)));
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
        let verdict = |reading| {
            let check = Check {
                session: SESSION,
                named_account: None,
                identity: Some(&identity("123456789012")),
                reading,
                credentials: Some(CredentialsGeneration(7)),
            };
            super::check(&change, &check)
        };
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
            };
            assert_eq!(super::check(&change, &check), expected);
        }
    }
}
