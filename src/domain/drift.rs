//! The check made just before a write: is everything still as it was when the change was reviewed?
//!
//! This API has no lock and no revision: reading again is all that can be done, and narrows the window without closing it.
//! Knows what counts as drift. Does not know how the readings were made. [`Unmoved`] is the proof that a check found nothing;
//! only this file makes one.

use super::call::{CredentialsGeneration, Identity, Reading, SessionNumber};
use super::change::{OtherChange, ReviewedChange};
use super::function::{Target, parse_reported_arn};
use super::grounds::{Grounds, Moved};
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
    /// What the words of the review rest on beside the settings.
    pub reviewed: &'a Grounds,
    /// The same as it is now, as far as it could be read.
    pub grounds: &'a Grounds,
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
    /// The settings are those reviewed, but were saved once more together with something that this program does not know: whether that
    /// is still what it was, nobody can tell.
    SavedAgain,
    /// The settings are those reviewed, but what the review said of them rests on something that is another one now.
    Moved(Vec<Moved>),
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
/// Settings are compared, whether there is a configuration at all, and what the words of the review rest on. Another `LastModified` with
/// equal settings is no drift, unless the configuration holds something that can't be compared.
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
    if held == change.before_settings() {
        if !is_named {
            return Verdict::UnnamedMembers;
        }
        let moved = check.reviewed.moved(check.grounds);
        if !moved.is_empty() {
            return Verdict::Moved(moved);
        }
        if !is_comparable(change, check.reading) {
            return Verdict::SavedAgain;
        }
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

/// Says whether equal settings prove that all is as it was: of what is not known only the names are read, so that another time of
/// modification is all that tells of another value.
fn is_comparable(change: &ReviewedChange, reading: &Reading) -> bool {
    let held = reading.configuration.as_ref();
    let holds_more = held.is_some_and(|held| !held.unknown_members.is_empty());
    !holds_more || reading.saved_again_since(change.before()).is_none()
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
    let answered_for = parse_reported_arn(answered);
    let same = answered_for.is_some_and(|(function, _)| meant.is_answered_for(&function));
    (!same).then(|| Verdict::OtherFunction {
        answered: answered.to_owned(),
    })
}

#[cfg(test)]
mod tests;
