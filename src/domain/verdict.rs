//! The one sentence of a function, as a value: which of its qualifiers lose events, and of which that is not known.
//!
//! Knows which qualifiers a call can reach: `$LATEST`, every alias, and the versions that an alias routes to. What is left behind by a
//! qualifier that is gone, and a version that nothing routes to, does not count. Does not know how the rows were read.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::known::Known;
use super::qualifier::Qualifier;
use super::settings::StoredSettings;
use super::timeline::GivenUp;

/// Whether a qualifier that has a configuration still exists.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Existence {
    /// It was found among the versions or aliases.
    Exists,
    /// Versions and aliases were read to their end, and it is not among them: its settings are left behind.
    Gone,
    /// Not found so far; versions or aliases were not read to their end.
    NotFoundSoFar,
}

/// What is known of one qualifier of a function.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QualifierFacts<'a> {
    /// The qualifier.
    pub qualifier: &'a Qualifier,
    /// Whether it still exists.
    pub existence: Existence,
    /// Its own settings; `Known(None)`: none, so defaults apply.
    pub settings: Known<Option<&'a StoredSettings>>,
    /// Of an alias: the versions that it routes to.
    pub routes_to: Vec<&'a Qualifier>,
    /// The dead-letter queue that applies to it.
    pub dead_letter_target: Known<Option<&'a str>>,
    /// What each version that it runs has, where that is not the same.
    pub dead_letters_differ: Vec<(Qualifier, Option<String>)>,
    /// It runs several versions of which none was read: the dead-letter queue is that of `$LATEST`.
    pub has_unread_versions: bool,
}

impl QualifierFacts<'_> {
    /// Where its given-up events go.
    #[must_use]
    pub fn given_up(&self) -> GivenUp {
        match self.settings {
            Known::Known(settings) => {
                let on_failure = settings.and_then(|held| held.on_failure.explicit());
                GivenUp::of(on_failure.map(String::as_str), self.dead_letter_target)
                    .by_version(&self.dead_letters_differ)
            }
            Known::NotRead => GivenUp::NotRead,
            Known::Unreadable => GivenUp::Unreadable,
        }
    }
}

/// What is to be said of a function as a whole.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Verdict {
    /// Reserved concurrency is 0: every event is given up at once.
    pub nothing_tried: bool,
    /// Whether it is known which aliases there are: without that, nothing is known of what production calls.
    pub aliases: Known<()>,
    /// The qualifiers that a call can reach and that drop the events they give up; aliases first.
    pub drops: Vec<Qualifier>,
    /// Those that drop the events of some of their versions, with these versions.
    pub drops_some: Vec<(Qualifier, Vec<Qualifier>)>,
    /// Those of which it is not known, because something was not read or could not be; aliases first.
    pub unknown: Vec<Qualifier>,
    /// Those whose given-up events go somewhere; aliases first.
    pub keeps: Vec<Qualifier>,
    /// Those of which that is so only if their versions have the dead-letter queue of `$LATEST`, or none as it has none: they were not read.
    pub assumed: Vec<Qualifier>,
    /// The qualifiers whose settings are left behind.
    pub orphans: Vec<Qualifier>,
}

impl Verdict {
    /// Judges a function by its qualifiers; `aliases` says whether every alias is among them.
    #[must_use]
    pub fn of(
        rows: &[QualifierFacts<'_>],
        aliases: Known<()>,
        reserved_concurrency: &Known<Option<u32>>,
    ) -> Self {
        let mut verdict = Self {
            nothing_tried: reserved_concurrency.known() == Some(&Some(0)),
            aliases,
            ..Self::default()
        };
        let routed: BTreeSet<&Qualifier> = rows
            .iter()
            .filter(|row| row.existence == Existence::Exists)
            .flat_map(|row| row.routes_to.iter().copied())
            .collect();
        let mut ordered: Vec<&QualifierFacts<'_>> = rows.iter().collect();
        ordered.sort_by_key(|row| (rank(row.qualifier), row.qualifier));
        for row in ordered {
            let list = match row.existence {
                Existence::Gone => &mut verdict.orphans,
                Existence::Exists | Existence::NotFoundSoFar
                    if !is_reached(row.qualifier, &routed) =>
                {
                    continue;
                }
                Existence::NotFoundSoFar => &mut verdict.unknown,
                Existence::Exists => match verdict.list_of(row) {
                    Some(list) => list,
                    None => continue,
                },
            };
            list.push(row.qualifier.clone());
        }
        verdict
    }

    /// The list that a row belongs to; none where it was noted with the versions that drop.
    fn list_of(&mut self, row: &QualifierFacts<'_>) -> Option<&mut Vec<Qualifier>> {
        let given_up = row.given_up();
        if row.has_unread_versions && given_up.rests_on_dead_letters() {
            self.assumed.push(row.qualifier.clone());
        }
        match &given_up {
            GivenUp::Dropped | GivenUp::Undelivered(_) => Some(&mut self.drops),
            GivenUp::NotRead | GivenUp::Unreadable => Some(&mut self.unknown),
            GivenUp::ByVersion { .. } if given_up.is_lost() => {
                let losing = given_up.losing_versions();
                self.drops_some.push((row.qualifier.clone(), losing));
                None
            }
            GivenUp::Record(_)
            | GivenUp::DeadLetterQueue(_)
            | GivenUp::Both { .. }
            | GivenUp::ByVersion { .. } => Some(&mut self.keeps),
        }
    }

    /// Those of which some versions drop events.
    pub fn dropping_some(&self) -> impl Iterator<Item = &Qualifier> {
        self.drops_some.iter().map(|(qualifier, _)| qualifier)
    }

    /// Says whether a qualifier drops events it gives up, be it those of one version only.
    #[must_use]
    pub fn is_dropping(&self, qualifier: &Qualifier) -> bool {
        self.drops.contains(qualifier) || self.dropping_some().any(|some| some == qualifier)
    }
}

/// Aliases are what production calls, so they are named first.
fn rank(qualifier: &Qualifier) -> u8 {
    match qualifier {
        Qualifier::Alias(_) => 0,
        Qualifier::Latest | Qualifier::LatestPublished => 1,
        Qualifier::Version(_) => 2,
    }
}

/// Says whether a call reaches a qualifier: by its name, or as a version through an alias that exists.
fn is_reached(qualifier: &Qualifier, routed: &BTreeSet<&Qualifier>) -> bool {
    match qualifier {
        Qualifier::Latest | Qualifier::LatestPublished | Qualifier::Alias(_) => true,
        Qualifier::Version(_) => routed.contains(qualifier),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::settings::Setting;

    const READ: Known<()> = Known::Known(());

    fn alias(name: &str) -> Qualifier {
        Qualifier::Alias(name.into())
    }

    fn row<'a>(
        qualifier: &'a Qualifier,
        settings: Known<Option<&'a StoredSettings>>,
    ) -> QualifierFacts<'a> {
        QualifierFacts {
            qualifier,
            existence: Existence::Exists,
            settings,
            routes_to: Vec::new(),
            dead_letter_target: Known::Known(None),
            dead_letters_differ: Vec::new(),
            has_unread_versions: false,
        }
    }

    fn with_failure_queue() -> StoredSettings {
        StoredSettings {
            on_failure: Setting::Explicit("arn:aws:sqs:eu-west-1:123456789012:q".into()),
            ..StoredSettings::default()
        }
    }

    #[test]
    fn settings_of_latest_do_not_carry_over_to_an_alias_on_defaults() {
        let (latest, live, held) = (Qualifier::Latest, alias("live"), with_failure_queue());
        let rows = [
            row(&latest, Known::Known(Some(&held))),
            row(&live, Known::Known(None)),
        ];
        let verdict = Verdict::of(&rows, READ, &Known::NotRead);
        assert_eq!(verdict.drops, [live]);
        assert_eq!(verdict.keeps, [latest]);
    }

    #[test]
    fn a_version_counts_only_where_an_alias_routes_to_it() {
        let (live, one, two) = (alias("live"), Qualifier::Version(1), Qualifier::Version(2));
        let rows = [
            row(&Qualifier::Latest, Known::Known(None)),
            row(&one, Known::Known(None)),
            row(&two, Known::Known(None)),
            QualifierFacts {
                routes_to: vec![&two],
                ..row(&live, Known::Known(None))
            },
        ];
        let verdict = Verdict::of(&rows, READ, &Known::NotRead);
        // What production calls is named first.
        assert_eq!(verdict.drops, [live, Qualifier::Latest, two]);
    }

    #[test]
    fn what_is_left_behind_counts_apart() {
        let beta = alias("beta");
        let gone = QualifierFacts {
            existence: Existence::Gone,
            ..row(&beta, Known::Known(None))
        };
        let verdict = Verdict::of(&[gone], READ, &Known::NotRead);
        assert_eq!(verdict.orphans, [beta]);
        assert!(verdict.drops.is_empty());
    }

    #[test]
    fn nothing_is_said_to_be_dropped_before_everything_about_it_was_read() {
        let (live, latest, beta) = (alias("live"), Qualifier::Latest, alias("beta"));
        let rows = [
            row(&live, Known::NotRead),
            QualifierFacts {
                dead_letter_target: Known::NotRead,
                ..row(&latest, Known::Known(None))
            },
            QualifierFacts {
                existence: Existence::NotFoundSoFar,
                ..row(&beta, Known::Known(None))
            },
        ];
        let verdict = Verdict::of(&rows, READ, &Known::NotRead);
        assert!(verdict.drops.is_empty());
        assert_eq!(verdict.unknown, [beta, live, latest]);
    }

    #[test]
    fn a_dead_letter_queue_keeps_events() {
        let latest = Qualifier::Latest;
        let facts = QualifierFacts {
            dead_letter_target: Known::Known(Some("arn")),
            ..row(&latest, Known::Known(None))
        };
        assert_eq!(Verdict::of(&[facts], READ, &Known::NotRead).keeps, [latest]);
    }

    /// A failure destination that is a FIFO queue counted as one that keeps records.
    #[test]
    fn a_fifo_destination_keeps_nothing() {
        let latest = Qualifier::Latest;
        let held = StoredSettings {
            on_failure: Setting::Explicit("arn:aws:sqs:eu-west-1:123456789012:q.fifo".into()),
            ..StoredSettings::default()
        };
        let facts = row(&latest, Known::Known(Some(&held)));
        let verdict = Verdict::of(&[facts], READ, &Known::NotRead);
        assert_eq!((verdict.keeps.len(), verdict.drops), (0, vec![latest]));
    }

    #[test]
    fn reserved_concurrency_0_is_part_of_the_verdict() {
        assert!(Verdict::of(&[], READ, &Known::Known(Some(0))).nothing_tried);
        assert!(!Verdict::of(&[], READ, &Known::Known(None)).nothing_tried);
    }

    /// Of versions of which nothing was read, it was told as a fact what `$LATEST` has.
    #[test]
    fn what_holds_only_as_latest_has_it_is_noted_unless_a_record_is_addressed() {
        let (live, held) = (alias("live"), with_failure_queue());
        for (settings, queue, is_assumed) in [
            (None, None, true),
            (None, Some("arn"), true),
            (Some(&held), None, false),
            (Some(&held), Some("arn"), false),
        ] {
            let facts = QualifierFacts {
                dead_letter_target: Known::Known(queue),
                has_unread_versions: true,
                ..row(&live, Known::Known(settings))
            };
            let verdict = Verdict::of(&[facts], READ, &Known::NotRead);
            let assumed = if is_assumed {
                vec![live.clone()]
            } else {
                vec![]
            };
            assert_eq!(verdict.assumed, assumed, "{settings:?} {queue:?}");
        }
    }

    #[test]
    fn what_was_not_read_yet_and_what_could_not_be_read_are_told_apart() {
        let live = alias("live");
        for (settings, told) in [
            (Known::NotRead, GivenUp::NotRead),
            (Known::Unreadable, GivenUp::Unreadable),
            (Known::Known(None), GivenUp::Dropped),
        ] {
            assert_eq!(row(&live, settings).given_up(), told);
        }
    }
}
