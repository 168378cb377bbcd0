//! Drafts that were left without sending them: one per target, kept until they are sent or thrown away.
//!
//! Knows what was typed and what the form had been filled from. Does not know what is valid.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::domain::call::Reading;
use crate::domain::change::Origin;
use crate::domain::draft::Draft;
use crate::domain::field::Field;
use crate::domain::function::{FunctionKey, Target};
use crate::domain::place::AccountId;
use crate::domain::settings::{AsyncSettings, StoredSettings};
use crate::domain::validation::sendable;

/// A draft and what it was based on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeptDraft {
    /// What was typed.
    pub draft: Draft,
    /// What Lambda held when the form was filled, last.
    pub base: Reading,
    /// Where it came from, and which fields were edited since.
    pub origin: Origin,
    /// What Lambda held when it was begun; what it is based on was read since, maybe.
    pub begun: Option<StoredSettings>,
}

impl KeptDraft {
    /// A draft that is begun upon what Lambda holds.
    #[must_use]
    pub fn begin(draft: Draft, base: Reading, origin: Origin) -> Self {
        Self {
            draft,
            begun: base.settings().cloned(),
            base,
            origin,
        }
    }

    /// The same over a later reading, as its form would show it, and the fields that are otherwise by then than when it was begun.
    #[must_use]
    pub fn caught_up(self, now: Option<Reading>) -> (Self, Vec<Field>) {
        let held = |settings: Option<&StoredSettings>| {
            settings.map_or_else(Draft::default, Draft::from_stored)
        };
        let (begun, before) = (held(self.begun.as_ref()), held(self.base.settings()));
        let later = now.filter(|now| now.at > self.base.at);
        let base = later.unwrap_or(self.base);
        let holds = held(base.settings());
        let moved = Field::ALL
            .into_iter()
            .filter(|field| begun.text(*field) != holds.text(*field));
        let caught_up = Self {
            draft: self.draft.following(&before, &holds),
            base,
            origin: self.origin,
            begun: self.begun,
        };
        (caught_up, moved.collect())
    }

    /// Says whether these are the settings that were sent (`None`: no configuration), however they are typed.
    #[must_use]
    pub fn says(&self, target: &Target, sent: Option<&AsyncSettings>) -> bool {
        match sent {
            Some(sent) => {
                let held = self.base.settings();
                sendable(&self.draft, &target.function, held).as_ref() == Some(sent)
            }
            None => self.draft == Draft::default(),
        }
    }
}

/// The drafts that are not sent.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Vec<(Target, KeptDraft)>", into = "Vec<(Target, KeptDraft)>")]
pub struct Drafts(BTreeMap<Target, KeptDraft>);

impl Drafts {
    /// Keeps a draft.
    pub fn keep(&mut self, target: &Target, draft: KeptDraft) {
        self.0.insert(target.clone(), draft);
    }

    /// Takes whose the functions are that have a draft since nobody could tell their account. A draft that names the account is the later
    /// one.
    pub fn tell_account(&mut self, account: &AccountId) {
        for (mut target, draft) in std::mem::take(&mut self.0) {
            let is_named = target.function.account.is_some();
            target.function.tell_account(account);
            if is_named {
                self.0.insert(target, draft);
            } else {
                self.0.entry(target).or_insert(draft);
            }
        }
    }

    /// Forgets the draft of a target, since it was sent or thrown away.
    pub fn forget(&mut self, target: &Target) {
        self.0.remove(target);
    }

    /// The draft of a target.
    #[must_use]
    pub fn get(&self, target: &Target) -> Option<&KeptDraft> {
        self.0.get(target)
    }

    /// Says whether a function has a draft.
    #[must_use]
    pub fn of_function(&self, function: &FunctionKey) -> bool {
        self.0.keys().any(|target| target.function == *function)
    }

    /// All drafts.
    #[must_use]
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (&Target, &KeptDraft)> {
        self.0.iter()
    }

    /// Says whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl From<Vec<(Target, KeptDraft)>> for Drafts {
    fn from(drafts: Vec<(Target, KeptDraft)>) -> Self {
        Self(drafts.into_iter().collect())
    }
}

impl From<Drafts> for Vec<(Target, KeptDraft)> {
    fn from(drafts: Drafts) -> Self {
        drafts.0.into_iter().collect()
    }
}
