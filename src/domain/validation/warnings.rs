//! What the operator should know before sending, one function each. A warning blocks nothing.
//!
//! Knows what makes events late, lost or undeliverable as far as AWS documents it. Does not know sentences. A rule whose knowledge was
//! not read stays silent.

use serde::{Deserialize, Serialize};

use super::notes::{Relation, Whereabouts};
use super::{FieldCheck, Problem, Readable, Surroundings};
use crate::domain::destination::{Addressee, Destination, DestinationKind};
use crate::domain::field::{Field, PerField};
use crate::domain::place::{AccountId, Partition, Region};
use crate::domain::qualifier::Qualifier;
use crate::domain::timeline::{Course, GivenUp, LostRetry};

/// The longest that Lambda waits between two tries of a throttled event, in seconds: an age below it leaves no second chance.
const LONGEST_WAIT_OF_A_THROTTLED_EVENT: u32 = 300;

/// Something that can be sent but should be known.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Warning {
    /// Reserved concurrency is 0: nothing is tried, every event is given up at once.
    NothingTried {
        /// Where it goes; `None` while the on-failure field can't be read.
        given_up: Option<GivenUp>,
    },
    /// The age prevents retries even of an event that fails at once.
    RetriesLost {
        /// The age in seconds.
        age_seconds: u32,
        /// The retries that will not happen.
        lost: Vec<LostRetry>,
    },
    /// The age prevents retries of an event that runs into the function's timeout.
    RetriesLostAtTimeout {
        /// The age in seconds.
        age_seconds: u32,
        /// Of which version; `None`: of each that the qualifier runs.
        version: Option<Qualifier>,
        /// The timeout in seconds.
        timeout_seconds: u32,
        /// The retries that will not happen.
        lost: Vec<LostRetry>,
    },
    /// The age is so short that throttled events are soon given up, too.
    ShortAge {
        /// The age in seconds.
        age_seconds: u32,
    },
    /// Given-up events are dropped: neither destination nor dead-letter queue.
    Dropped,
    /// No failure destination, and the versions that the alias runs have not the same dead-letter queue.
    DeadLettersByVersion {
        /// What each has.
        dead_letters: Vec<(Qualifier, Option<String>)>,
    },
    /// The target lies in another partition than the function.
    OtherPartition {
        /// Which side, where both lie elsewhere.
        side: Option<Field>,
        /// The kind of target.
        kind: DestinationKind,
        /// The target's partition.
        theirs: Partition,
        /// The function's.
        ours: Partition,
    },
    /// The target lies in another region than the function.
    OtherRegion {
        /// Which side, where both lie elsewhere.
        side: Option<Field>,
        /// The kind of target.
        kind: DestinationKind,
        /// The target's region.
        theirs: Region,
        /// The function's.
        ours: Region,
    },
    /// The target belongs to another account than the function.
    OtherAccount {
        /// Which side, where both lie elsewhere.
        side: Option<Field>,
        /// The kind of target.
        kind: DestinationKind,
        /// The target's account.
        theirs: AccountId,
        /// The function's.
        ours: AccountId,
        /// The ARN of the execution role, where it was read.
        role: Option<String>,
    },
    /// A destination that a rule refuses is named again, since the service holds it.
    NamedAgain {
        /// Which side.
        side: Field,
        /// What is wrong with it.
        problem: Problem,
    },
    /// A CloudFormation stack owns the function: its next deploy can overwrite the change.
    OwnedByStack {
        /// The name of the stack.
        stack: String,
    },
}

/// All warnings, those that lose events first.
pub(super) fn all(
    readable: &Readable,
    fields: &PerField<FieldCheck>,
    surroundings: &Surroundings,
) -> Vec<Warning> {
    let mut warnings = Vec::new();
    // Nothing runs under what is gone: no event of it can be late or lost.
    if surroundings.gone.is_some() {
        return owned_by_stack(surroundings).into_iter().collect();
    }
    if let Some(nothing_tried) = nothing_tried(readable, surroundings) {
        warnings.push(nothing_tried);
    } else {
        warnings.extend(retries_lost(readable));
        warnings.extend(retries_lost_at_timeout(readable, surroundings));
        warnings.extend(short_age(readable));
    }
    warnings.extend(dropped(readable, surroundings));
    warnings.extend(named_again(fields));
    warnings.extend(of_destinations(readable, surroundings));
    warnings.extend(owned_by_stack(surroundings));
    warnings
}

fn given_up(readable: &Readable, surroundings: &Surroundings) -> Option<GivenUp> {
    let on_failure = readable.on_failure.as_ref()?;
    Some(surroundings.given_up(on_failure.explicit().map(Addressee::arn)))
}

fn nothing_tried(readable: &Readable, surroundings: &Surroundings) -> Option<Warning> {
    let is_zero = surroundings.reserved_concurrency.known() == Some(&Some(0));
    is_zero.then(|| Warning::NothingTried {
        given_up: given_up(readable, surroundings),
    })
}

/// The retries and the age that apply, where both fields can be read.
fn retries_and_age(readable: &Readable) -> Option<(u8, u32)> {
    let retries = readable.retries?.explicit().copied().unwrap_or_default();
    let age = readable.age?.explicit().copied().unwrap_or_default();
    Some((retries.get(), age.seconds()))
}

fn retries_lost(readable: &Readable) -> Option<Warning> {
    let (retries, age_seconds) = retries_and_age(readable)?;
    let lost = Course::of(retries, age_seconds, 0).lost;
    (!lost.is_empty()).then_some(Warning::RetriesLost { age_seconds, lost })
}

/// Warns only of what the timeout costs beyond what is lost anyway.
fn retries_lost_at_timeout(readable: &Readable, surroundings: &Surroundings) -> Vec<Warning> {
    let Some((retries, age_seconds)) = retries_and_age(readable) else {
        return Vec::new();
    };
    let lost_anyway = Course::of(retries, age_seconds, 0).lost;
    let timeouts = surroundings.timeouts.iter();
    let warnings = timeouts.filter_map(|timeout| {
        let timeout_seconds = *timeout.seconds.known()?;
        let lost = Course::of(retries, age_seconds, timeout_seconds).lost;
        (lost.len() > lost_anyway.len()).then(|| Warning::RetriesLostAtTimeout {
            age_seconds,
            version: timeout.version.clone(),
            timeout_seconds,
            lost,
        })
    });
    warnings.collect()
}

fn short_age(readable: &Readable) -> Option<Warning> {
    let age_seconds = readable.age?.explicit()?.seconds();
    (age_seconds < LONGEST_WAIT_OF_A_THROTTLED_EVENT).then_some(Warning::ShortAge { age_seconds })
}

fn dropped(readable: &Readable, surroundings: &Surroundings) -> Option<Warning> {
    match given_up(readable, surroundings)? {
        GivenUp::Dropped | GivenUp::Undelivered(_) => Some(Warning::Dropped),
        GivenUp::ByVersion {
            record: None,
            dead_letters,
        } => Some(Warning::DeadLettersByVersion { dead_letters }),
        GivenUp::ByVersion {
            record: Some(_), ..
        }
        | GivenUp::Record(_)
        | GivenUp::DeadLetterQueue(_)
        | GivenUp::Both { .. }
        | GivenUp::NotRead
        | GivenUp::Unreadable => None,
    }
}

fn named_again(fields: &PerField<FieldCheck>) -> impl Iterator<Item = Warning> {
    fields.iter().filter_map(|(side, check)| match check {
        FieldCheck::AsHeld(problem) => Some(Warning::NamedAgain {
            side,
            problem: problem.clone(),
        }),
        FieldCheck::Fine(_) | FieldCheck::Unfinished(_) | FieldCheck::Wrong(_) => None,
    })
}

/// What is said of destinations elsewhere; which side is meant is told only where both are.
fn of_destinations(readable: &Readable, surroundings: &Surroundings) -> Vec<Warning> {
    let function = &surroundings.target.function;
    let sides = [
        (Field::OnSuccess, &readable.on_success),
        (Field::OnFailure, &readable.on_failure),
    ];
    let elsewhere: Vec<(Field, &Destination)> = sides
        .into_iter()
        .filter_map(|(side, setting)| Some((side, setting.as_ref()?.explicit()?.accepted()?)))
        .filter(|(_, destination)| Whereabouts::of(destination, function).is_elsewhere())
        .collect();
    let both = elsewhere.len() > 1;
    let warnings = elsewhere
        .into_iter()
        .map(|(side, destination)| of_destination(both.then_some(side), destination, surroundings));
    warnings.flatten().collect()
}

/// Another partition, region or account; in another partition the rest is another anyway.
fn of_destination(
    side: Option<Field>,
    destination: &Destination,
    surroundings: &Surroundings,
) -> Vec<Warning> {
    let function = &surroundings.target.function;
    let kind = destination.kind();
    let whereabouts = Whereabouts::of(destination, function);
    if let Relation::Other(theirs) = whereabouts.partition {
        let ours = function.partition.clone();
        return vec![Warning::OtherPartition {
            side,
            kind,
            theirs,
            ours,
        }];
    }
    let mut warnings = Vec::new();
    if let Relation::Other(theirs) = whereabouts.region {
        let ours = function.region.clone();
        warnings.push(Warning::OtherRegion {
            side,
            kind,
            theirs,
            ours,
        });
    }
    if let (Relation::Other(theirs), Some(ours)) = (whereabouts.account, &function.account) {
        warnings.push(Warning::OtherAccount {
            side,
            kind,
            theirs,
            ours: ours.clone(),
            role: surroundings.role.known().cloned(),
        });
    }
    warnings
}

fn owned_by_stack(surroundings: &Surroundings) -> Option<Warning> {
    let stack = surroundings.stack.known()?.clone()?;
    Some(Warning::OwnedByStack { stack })
}
