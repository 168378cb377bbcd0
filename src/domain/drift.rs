//! The check made just before a write: is everything still as it was when the change was reviewed?
//!
//! This API has no lock and no revision: reading again is all that can be done, and narrows the window without closing it.
//! Knows what counts as drift. Does not know how the readings were made. [`Unmoved`] is the proof that a check found nothing;
//! only this file makes one.

use super::call::{CredentialsGeneration, Identity, Reading, SessionNumber};
use super::change::{OtherChange, ReviewedChange};
use super::function::{Target, parse_reported_arn};
use super::place::AccountId;
use super::settings::StoredSettings;

/// What was read again before sending.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Check<'a> {
    /// The session that read it.
    pub session: SessionNumber,
    /// Who STS says we are now; `None` where STS refused to answer.
    pub identity: Option<&'a Identity>,
    /// What the service holds now.
    pub reading: &'a Reading,
}

/// The proof that nothing moved between a review and the check before sending. It can't be cloned.
#[derive(Debug, PartialEq, Eq)]
pub struct Unmoved {
    session: SessionNumber,
    target: Target,
    before: Option<StoredSettings>,
    credentials: Option<CredentialsGeneration>,
}

impl Unmoved {
    /// Spends the proof: the credentials under which the check was made, if it was made for this very change.
    pub(super) fn credentials_for(
        self,
        change: &ReviewedChange,
    ) -> Result<Option<CredentialsGeneration>, OtherChange> {
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
    /// Somebody set exactly what would be sent: nothing needs to be sent.
    AlreadySo,
    /// The credentials belong to another account than the one that was read.
    OtherAccount {
        /// The account of the credentials now.
        now: AccountId,
    },
    /// STS said who we are when the settings were read, and does not now.
    UnconfirmedAccount,
    /// The service answered for a function of another account than the one meant.
    OtherFunction {
        /// The ARN that it answered with.
        answered: String,
    },
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
    if let Some(verdict) = other_account(change, check) {
        return verdict;
    }
    let held = check.reading.configuration.as_ref();
    if let Some(verdict) = held.and_then(|stored| other_function(change, &stored.function_arn)) {
        return verdict;
    }
    let held = held.map(|stored| &stored.settings);
    if held == change.before_settings() {
        return Verdict::Same(Unmoved {
            session: proposed.session,
            target: proposed.target.clone(),
            before: held.cloned(),
            credentials: check.identity.map(|identity| identity.credentials),
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

/// The account that the change was read from must be that of the credentials now.
fn other_account(change: &ReviewedChange, check: &Check<'_>) -> Option<Verdict> {
    let then = change.proposed().scope.account.as_ref()?;
    let Some(identity) = check.identity else {
        return Some(Verdict::UnconfirmedAccount);
    };
    let now = &identity.account;
    (now != then).then(|| Verdict::OtherAccount { now: now.clone() })
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
