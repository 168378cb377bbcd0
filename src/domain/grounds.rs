//! What the words of a review rest on beside the settings: where an alias routes to, the timeout, the dead-letter queue, and whether
//! anything may run.
//!
//! Knows what is compared of two readings. Does not know how they are made, nor the words. What was not known when the review was
//! written carries none of its words, and is not compared.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::failure::Failure;
use super::known::Known;
use super::qualifier::Qualifier;
use super::validation::Surroundings;

/// What is known around a target that a review rests on.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Grounds {
    /// The versions that an alias routes to.
    ///
    /// Not with which share of the calls: a review names none, and what it says of a version holds for every event that this version
    /// gets. A deployment moves the shares every few minutes; a change that an incident needs would never be sent during one.
    pub routes: Known<Vec<Qualifier>>,
    /// The time that a try may take, in seconds: of each version, or one where they are alike.
    pub timeouts: Known<Vec<u32>>,
    /// The ARN of the dead-letter queue or topic: of each version, or one where they are alike.
    pub dead_letters: Known<Vec<Option<String>>>,
    /// The reserved concurrency; `None`: nothing is reserved.
    pub reserved_concurrency: Known<Option<u32>>,
    /// The qualifier does not exist, and its configuration is left behind.
    pub left_behind: Known<bool>,
}

/// One of the things that a review rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Ground {
    /// Where an alias routes to.
    Routes,
    /// The timeout.
    Timeout,
    /// The dead-letter queue.
    DeadLetters,
    /// The reserved concurrency.
    Concurrency,
    /// That the qualifier is gone.
    Absence,
}

/// One of them that is another one now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Moved {
    /// An alias routes to other versions.
    Routes {
        /// Those when the review was written.
        was: Vec<Qualifier>,
        /// Those now.
        now: Vec<Qualifier>,
    },
    /// The timeout, in seconds; of two versions, where they differ.
    Timeout {
        /// When the review was written.
        was: Vec<u32>,
        /// Now.
        now: Vec<u32>,
    },
    /// The dead-letter queue or topic, by its ARN; of two versions, where they differ.
    DeadLetters {
        /// When the review was written.
        was: Vec<Option<String>>,
        /// Now.
        now: Vec<Option<String>>,
    },
    /// The reserved concurrency, which was 0 or is.
    Concurrency {
        /// When the review was written.
        was: Option<u32>,
        /// Now.
        now: Option<u32>,
    },
    /// What was left behind by a qualifier that was gone has its qualifier again.
    Back,
}

impl Grounds {
    /// Says whether calls are shared between versions. A deployment moves the shares while it runs, so that they are not compared.
    #[must_use]
    pub fn is_weighted(&self) -> bool {
        self.routes.known().is_some_and(|routes| routes.len() > 1)
    }

    /// Nothing is known.
    pub const UNREAD: Self = Self {
        routes: Known::NotRead,
        timeouts: Known::NotRead,
        dead_letters: Known::NotRead,
        reserved_concurrency: Known::NotRead,
        left_behind: Known::NotRead,
    };

    /// What a review with these surroundings rests on. Of what is left behind by something that is gone nothing is said but that.
    #[must_use]
    pub fn of(surroundings: &Surroundings) -> Self {
        if surroundings.gone.is_some() {
            return Self {
                left_behind: Known::Known(true),
                ..Self::UNREAD
            };
        }
        Self {
            routes: surroundings.routes.clone(),
            timeouts: timeouts(surroundings),
            dead_letters: dead_letters(surroundings),
            reserved_concurrency: surroundings.reserved_concurrency,
            left_behind: Known::NotRead,
        }
    }

    /// The same with what another reading knows, where this one does not. What that read of other versions than those that are routed to
    /// here does not stand for these.
    #[must_use]
    pub fn or(&self, other: &Self) -> Self {
        let of_others = others(&self.routes, &other.routes).is_some();
        let versions = if of_others { &Self::UNREAD } else { other };
        Self {
            routes: either(&self.routes, &other.routes),
            timeouts: either(&self.timeouts, &versions.timeouts),
            dead_letters: either(&self.dead_letters, &versions.dead_letters),
            reserved_concurrency: either(&self.reserved_concurrency, &other.reserved_concurrency),
            left_behind: either(&self.left_behind, &other.left_behind),
        }
    }

    /// Says whether the review rests on what the function is described with.
    #[must_use]
    pub fn rests_on_description(&self) -> bool {
        self.timeouts.known().is_some() || self.dead_letters.known().is_some()
    }

    /// What is another one in a later reading. Of the reserved concurrency it matters whether it is 0: nothing else is said of it.
    #[must_use]
    pub fn moved(&self, now: &Self) -> Vec<Moved> {
        let routes = others(&self.routes, &now.routes);
        let timeout = others(&self.timeouts, &now.timeouts);
        let dead_letters = others(&self.dead_letters, &now.dead_letters);
        let concurrency = others(&self.reserved_concurrency, &now.reserved_concurrency);
        let concurrency = concurrency.filter(|(was, now)| (*was == Some(0)) != (*now == Some(0)));
        let back = others(&self.left_behind, &now.left_behind);
        [
            routes.map(|(was, now)| Moved::Routes { was, now }),
            dead_letters.map(|(was, now)| Moved::DeadLetters { was, now }),
            timeout.map(|(was, now)| Moved::Timeout { was, now }),
            concurrency.map(|(was, now)| Moved::Concurrency { was, now }),
            back.filter(|(was_gone, _)| *was_gone).map(|_| Moved::Back),
        ]
        .into_iter()
        .flatten()
        .collect()
    }

    /// What could not be read a second time: nothing can be said of it.
    #[must_use]
    pub fn unread(&self, now: &Self) -> Vec<Ground> {
        [
            (Ground::Routes, lacks(&self.routes, &now.routes)),
            (
                Ground::DeadLetters,
                lacks(&self.dead_letters, &now.dead_letters),
            ),
            (Ground::Timeout, lacks(&self.timeouts, &now.timeouts)),
            (
                Ground::Concurrency,
                lacks(&self.reserved_concurrency, &now.reserved_concurrency),
            ),
            (Ground::Absence, lacks(&self.left_behind, &now.left_behind)),
        ]
        .into_iter()
        .filter_map(|(ground, lacks)| lacks.then_some(ground))
        .collect()
    }
}

/// The timeout of each version, where all of them were read.
fn timeouts(surroundings: &Surroundings) -> Known<Vec<u32>> {
    let each = surroundings.timeouts.iter();
    let each = each.map(|timeout| timeout.seconds.known().copied());
    let each: Option<Vec<u32>> = each.collect();
    each.map_or(Known::NotRead, Known::Known)
}

fn dead_letters(surroundings: &Surroundings) -> Known<Vec<Option<String>>> {
    let differ = &surroundings.dead_letters_differ;
    if differ.is_empty() {
        let target = surroundings.dead_letter_target.clone();
        return target.map(|target| vec![target]);
    }
    let each = differ.iter().map(|(_, target)| target.clone());
    Known::Known(each.collect())
}

/// One value for all versions, where they are alike.
#[must_use]
pub fn alike<T: PartialEq>(mut each: Vec<T>) -> Vec<T> {
    let is_alike = each
        .first()
        .is_some_and(|first| each.iter().all(|one| one == first));
    if is_alike {
        each.truncate(1);
    }
    each
}

/// Both values, where both are known and differ.
fn others<T: Clone + PartialEq>(was: &Known<T>, now: &Known<T>) -> Option<(T, T)> {
    let both = was.known().zip(now.known());
    both.filter(|(was, now)| was != now)
        .map(|(was, now)| (was.clone(), now.clone()))
}

/// The first, where it is known.
fn either<T: Clone>(one: &Known<T>, other: &Known<T>) -> Known<T> {
    let is_known = one.known().is_some();
    if is_known { one } else { other }.clone()
}

/// It was known, and is not now.
fn lacks<T>(was: &Known<T>, now: &Known<T>) -> bool {
    was.known().is_some() && now.known().is_none()
}

/// What a check found beside settings that are still the same.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recheck {
    /// When.
    pub at: Timestamp,
    /// What the review rested on and is another one now.
    pub moved: Vec<Moved>,
    /// What the review rests on from then on: as it was read, or where it could not be read as it was known before.
    pub stands: Grounds,
    /// When the same settings were saved once more.
    pub saved_again: Option<Timestamp>,
    /// What the configuration holds beside the settings, of which only the names are known: whether it is the same is not.
    pub not_compared: Vec<String>,
    /// What could not be read again.
    pub unread: Vec<Ground>,
    /// Why, each reason once.
    pub failures: Vec<Failure>,
}

impl Recheck {
    /// Says whether the qualifier was gone, and only its configuration was left behind.
    #[must_use]
    pub fn was_left_behind(&self) -> bool {
        self.stands.left_behind.known() == Some(&true)
    }

    /// Says whether there is something that the review did not say.
    #[must_use]
    pub fn is_news(&self) -> bool {
        !self.moved.is_empty() || self.saved_again.is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn known() -> Grounds {
        Grounds {
            routes: Known::Known(vec![Qualifier::Version(5)]),
            timeouts: Known::Known(vec![7]),
            dead_letters: Known::Known(vec![Some("arn:aws:sqs:eu-west-1:123456789012:dlq".into())]),
            reserved_concurrency: Known::Known(None),
            left_behind: Known::NotRead,
        }
    }

    #[test]
    fn what_is_the_same_did_not_move_and_what_was_never_known_can_not() {
        assert_eq!(known().moved(&known()), []);
        assert_eq!(known().unread(&known()), []);
        assert_eq!(Grounds::UNREAD.moved(&known()), []);
        assert_eq!(Grounds::UNREAD.unread(&Grounds::UNREAD), []);
    }

    #[test]
    fn what_could_not_be_read_again_neither_moved_nor_stayed() {
        assert_eq!(known().moved(&Grounds::UNREAD), []);
        let unread = known().unread(&Grounds::UNREAD);
        assert_eq!(
            unread,
            [
                Ground::Routes,
                Ground::DeadLetters,
                Ground::Timeout,
                Ground::Concurrency
            ]
        );
    }

    #[test]
    fn each_of_them_moves_by_itself() {
        let now = Grounds {
            dead_letters: Known::Known(vec![None]),
            ..known()
        };
        let was = known().dead_letters.known().cloned().unwrap();
        let moved = Moved::DeadLetters {
            was,
            now: vec![None],
        };
        assert_eq!(known().moved(&now), [moved]);
        let now = Grounds {
            timeouts: Known::Known(vec![7, 30]),
            ..known()
        };
        let (was, now_is) = (vec![7], vec![7, 30]);
        assert_eq!(known().moved(&now), [Moved::Timeout { was, now: now_is }]);
    }

    /// The queue of a version that got no event any more was told to have come, where the one that was left could not be read.
    #[test]
    fn what_was_read_of_other_versions_does_not_stand_for_these() {
        let now = Grounds {
            routes: Known::Known(vec![Qualifier::Version(6)]),
            ..Grounds::UNREAD
        };
        let stands = now.or(&known());
        assert_eq!(stands.routes, now.routes);
        assert_eq!(
            (stands.timeouts, stands.dead_letters),
            (Known::NotRead, Known::NotRead)
        );
        assert_eq!(stands.reserved_concurrency, Known::Known(None));
        assert_eq!(Grounds::UNREAD.or(&known()), known());
    }

    #[test]
    fn versions_that_are_alike_are_told_once() {
        assert_eq!(alike(vec![7, 7]), [7]);
        assert_eq!(alike(vec![7, 30]), [7, 30]);
        assert_eq!(alike(Vec::<u32>::new()), Vec::<u32>::new());
    }

    /// Of another reserved concurrency than 0 a review says nothing.
    #[test]
    fn of_the_reserved_concurrency_only_0_matters() {
        let reserved = |reserved| Grounds {
            reserved_concurrency: Known::Known(reserved),
            ..known()
        };
        assert_eq!(reserved(None).moved(&reserved(Some(5))), []);
        let (was, now) = (Some(5), Some(0));
        assert_eq!(
            reserved(was).moved(&reserved(now)),
            [Moved::Concurrency { was, now }]
        );
        assert_eq!(
            reserved(now).moved(&reserved(was)),
            [Moved::Concurrency { was: now, now: was }]
        );
    }
}
