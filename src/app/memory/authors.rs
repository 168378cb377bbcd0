//! Who can have set what is held now: what this run sent and nothing proves to be over is compared with it.
//!
//! Knows the writes of this run. Does not know what decides between their authors, nor the words.

use serde::{Deserialize, Serialize};

use super::{Came, Memory, Write, arriving};
use crate::domain::author::{self, Answered, Author, Proven, Unproven};
use crate::domain::call::Reading;
use crate::domain::change::ReviewedChange;
use crate::domain::difference::Movement;
use crate::domain::field::Field;
use crate::domain::function::Target;
use crate::domain::settings::{AsyncSettings, StoredSettings};
use crate::domain::words::{self, Arriving, OwnWrite, Since};

impl Memory {
    /// The writes to a target that can still arrive, without one's own, of which the place is known once it was sent.
    #[must_use]
    pub fn open_beside(&self, target: &Target, own: Option<usize>) -> Vec<Arriving> {
        let open = self.open_writes().filter(|(place, _)| own != Some(*place));
        let beside = open.filter(|(_, write)| write.change.target() == target);
        let mut beside: Vec<Arriving> = beside.map(|(_, write)| arriving(write)).collect();
        beside.sort_by_key(|write| write.is_found);
        beside
    }

    /// The writes to a target that nothing proves to be over, without one's own.
    #[must_use]
    pub fn unproven_beside(&self, target: &Target, own: Option<usize>) -> Vec<Unproven> {
        self.unproven(|place, write| own != Some(place) && write.change.target() == target)
    }

    /// What the answers to the writes to a target said that is held by then.
    #[must_use]
    pub fn answered(&self, target: &Target) -> Vec<Answered> {
        let here = self.writes.iter();
        let here = here.filter(|write| write.came == Came::Done && write.change.target() == target);
        here.filter_map(|write| {
            Some(Answered {
                method: write.change.method(),
                sent_at: write.at,
                before: write.change.before().stored_at(),
                held: write.left.as_ref()?.configuration.clone(),
            })
        })
        .collect()
    }

    /// Who can have set what is held for a target now.
    #[must_use]
    pub fn author(&self, target: &Target, now: Option<&StoredSettings>) -> Author {
        let here = self.unproven(|_, write| write.change.target() == target);
        Author::of(now, &here)
    }

    /// Who can have moved which of these fields of a target between two readings.
    #[must_use]
    pub fn movers(
        &self,
        target: &Target,
        between: (&Reading, &Reading),
        fields: &[Field],
    ) -> Vec<(Author, Vec<Field>)> {
        let is_here = |write: &Write| write.change.target() == target;
        let here = self.writes.iter().filter(|write| is_here(write));
        let proven: Vec<Proven<'_>> = here.filter_map(proven).collect();
        let unproven = self.unproven(|_, write| is_here(write));
        author::movers(fields, between, &proven, &unproven)
    }

    fn unproven(&self, is_meant: impl Fn(usize, &Write) -> bool) -> Vec<Unproven> {
        let writes = self.writes.iter().enumerate();
        writes
            .filter(|(place, write)| write.is_unproven() && is_meant(*place, write))
            .map(|(_, write)| unproven(write))
            .collect()
    }

    /// What a reading shows beside what the last write to a target left that is stored, and who can have done that.
    #[must_use]
    pub fn since(&self, target: &Target, now: &Reading) -> Option<Since> {
        let stored = self.last_stored(target)?;
        let own = OwnWrite {
            method: stored.change.method(),
            sent_at: stored.at,
            before: stored.change.before(),
            left: stored.left.as_ref()?,
            is_found: !stored.is_proven(),
        };
        let by = self.author(target, now.settings());
        words::since(own, now, by, &target.function)
    }

    /// That something else is held since then, where a reading shows that.
    #[must_use]
    pub fn changed_since(&self, target: &Target, now: &Reading) -> Option<ChangedSince> {
        let said = match self.since(target, now)? {
            Since::Changed(said) => said,
            Since::Unchanged(_) | Since::Older(_) => return None,
        };
        let left = self.last_stored(target)?.left.as_ref()?;
        let held = |reading: &Reading| reading.settings().cloned().unwrap_or_default();
        let (left, now) = (held(left), held(now));
        let is_changed = |field: &Field| left.value(*field) != now.value(*field);
        let fields = Field::ALL.into_iter().filter(is_changed).collect();
        Some(ChangedSince { said, fields })
    }
}

/// What was changed of a target since the last write to it that is stored.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChangedSince {
    /// What, and who can have done that, in words.
    pub said: String,
    /// Which settings; none of them where the same was set again.
    pub fields: Vec<Field>,
}

impl ChangedSince {
    /// What sending a change does to that, in words.
    #[must_use]
    pub fn sending(&self, change: &ReviewedChange) -> String {
        let difference = change.difference();
        let is_kept = |field: &Field| difference.0.get(*field).movement == Movement::Same;
        let (kept, overwritten) = self.fields.iter().partition(|field| is_kept(field));
        words::keeps_or_overwrites(kept, overwritten)
    }
}

/// A write that nothing proves to be over, as it is compared with what is held.
fn unproven(write: &Write) -> Unproven {
    Unproven {
        method: write.change.method(),
        sent_at: write.at,
        sent: write.change.after().map(AsyncSettings::as_stored),
    }
}

/// A write whose answer says that it is stored, as it is compared with what is held.
fn proven(write: &Write) -> Option<Proven<'_>> {
    let left = write.left.as_ref().filter(|_| write.came == Came::Done)?;
    Some(Proven {
        method: write.change.method(),
        sent_at: write.at,
        before: write.change.before(),
        left,
    })
}
