//! What stands under a field that is fine: what its value means.
//!
//! Knows how a target lies relative to the function, and what an empty field leaves behind. Does not know sentences.

use serde::{Deserialize, Serialize};

use super::Surroundings;
use crate::domain::destination::{Destination, DestinationKind};
use crate::domain::difference::FieldValue;
use crate::domain::field::Field;
use crate::domain::function::FunctionKey;
use crate::domain::place::{AccountId, Partition, Region};
use crate::domain::settings::{EventAge, RetryAttempts};
use crate::domain::timeline::GivenUp;

/// What the value of a field means.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Note {
    /// Nothing is set: the default applies.
    Empty {
        /// Which field.
        field: Field,
        /// The value that the service holds and that would be reset.
        was: Option<FieldValue>,
        /// Of an empty on-failure destination: where given-up events go instead.
        instead: Option<GivenUp>,
    },
    /// A number of retries.
    Retries(RetryAttempts),
    /// An age.
    Age(EventAge),
    /// A destination. That it exists and that the role may send to it was not checked.
    Destination {
        /// The kind of target.
        kind: DestinationKind,
        /// Its name.
        name: String,
        /// Where it lies.
        whereabouts: Whereabouts,
        /// The ARN of the execution role, where it was read.
        role: Option<String>,
    },
}

/// How something of a target relates to the same of the function.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Relation<T> {
    /// The same.
    Same,
    /// Another: the target's.
    Other(T),
    /// Not to be told: the ARN does not name it, or the function's is not known.
    Untold,
}

impl<T: Clone + PartialEq> Relation<T> {
    fn of(theirs: Option<&T>, ours: Option<&T>) -> Self {
        match (theirs, ours) {
            (Some(theirs), Some(ours)) if theirs == ours => Self::Same,
            (Some(theirs), Some(_)) => Self::Other(theirs.clone()),
            (None, _) | (_, None) => Self::Untold,
        }
    }
}

/// Where a target lies, relative to the function.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Whereabouts {
    /// Its partition.
    pub partition: Relation<Partition>,
    /// Its region.
    pub region: Relation<Region>,
    /// Its account.
    pub account: Relation<AccountId>,
}

impl Whereabouts {
    /// Compares a target's place with the function's.
    #[must_use]
    pub fn of(destination: &Destination, function: &FunctionKey) -> Self {
        let partition = Relation::of(Some(destination.partition()), Some(&function.partition));
        let account = Relation::of(destination.account(), function.account.as_ref());
        Self {
            region: Relation::of(destination.region(), Some(&function.region)),
            // Accounts of two partitions are never the same, whatever their numbers.
            account: match (&partition, account) {
                (Relation::Other(_), Relation::Same) => Relation::Untold,
                (Relation::Other(_) | Relation::Same | Relation::Untold, account) => account,
            },
            partition,
        }
    }

    /// Says whether anything of the place is another than the function's.
    #[must_use]
    pub fn is_elsewhere(&self) -> bool {
        matches!(self.partition, Relation::Other(_))
            || matches!(self.region, Relation::Other(_))
            || matches!(self.account, Relation::Other(_))
    }
}

/// The note of a field that names a destination.
pub(super) fn destination(destination: &Destination, surroundings: &Surroundings) -> Note {
    Note::Destination {
        kind: destination.kind(),
        name: destination.name().to_owned(),
        whereabouts: Whereabouts::of(destination, &surroundings.target.function),
        role: surroundings.role.known().cloned(),
    }
}

/// The note of an empty field.
pub(super) fn empty(field: Field, surroundings: &Surroundings) -> Note {
    let held = surroundings.held.as_ref();
    let was = held.and_then(|held| held.value(field).explicit().cloned());
    let instead = (field == Field::OnFailure).then(|| surroundings.given_up(None));
    Note::Empty {
        field,
        was,
        instead,
    }
}
