//! How a text is judged as the ARN of a destination: right, unfinished or wrong, and in which part.
//!
//! Knows the shape of the ARNs of the five kinds and tells a beginning that can still become right from a text that no continuation
//! helps. Does not know whose destination it is: rules that need the function are in validation.

use serde::{Deserialize, Serialize};

use super::names::name_of;
use super::problem::{DestinationProblem, Needed, Stop};
use super::queue_url;
use super::{Destination, DestinationKind};
use crate::domain::place::{AccountId, Partition, Region};

/// The most characters that the API takes as a destination.
pub const MOST_CHARACTERS: usize = 350;

/// What a text in the place of a destination comes to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum DestinationText {
    /// The ARN of a destination.
    Complete(Destination),
    /// The beginning of one: a continuation could still make it right.
    Unfinished {
        /// What is still to be written, in its order.
        needed: Vec<Needed>,
        /// What is wrong if nothing follows.
        otherwise: DestinationProblem,
    },
    /// No continuation makes it right.
    Wrong(DestinationProblem),
}

impl DestinationText {
    /// Judges a text.
    #[must_use]
    pub fn read(text: &str) -> Self {
        let characters = text.chars().count();
        if characters > MOST_CHARACTERS {
            return Self::Wrong(DestinationProblem::TooLong { characters });
        }
        if queue_url::is_url(text) {
            let arn = queue_url::to_arn(text).ok();
            return Self::Wrong(DestinationProblem::Url { arn });
        }
        if text.starts_with("kafka://") {
            return Self::Wrong(DestinationProblem::Kafka);
        }
        let parts: Vec<&str> = text.splitn(6, ':').collect();
        match read_parts(text, &parts) {
            Ok(destination) => Self::Complete(destination),
            Err(Stop::Wrong(problem)) => Self::Wrong(problem),
            Err(Stop::Short(next, begun)) => {
                let kind = parts.get(2).copied().and_then(DestinationKind::of_service);
                let needed = still_needed(next, kind);
                let otherwise = begun.unwrap_or_else(|| DestinationProblem::EndsEarly {
                    needed: needed.clone(),
                });
                Self::Unfinished { needed, otherwise }
            }
        }
    }
}

/// Everything from one part of an ARN to its end.
fn still_needed(next: Needed, kind: Option<DestinationKind>) -> Vec<Needed> {
    let order = [
        Needed::Prefix,
        Needed::Partition,
        Needed::Service,
        Needed::Region,
        Needed::Account,
        Needed::Name(kind),
    ];
    let placed = kind != Some(DestinationKind::Bucket);
    let from = order.iter().position(|part| *part == next);
    from.map_or_else(
        || vec![next],
        |from| {
            order
                .into_iter()
                .skip(from)
                .filter(|part| placed || !matches!(part, Needed::Region | Needed::Account))
                .collect()
        },
    )
}

fn read_parts(text: &str, parts: &[&str]) -> Result<Destination, Stop> {
    let not_an_arn = |_: String| DestinationProblem::NotAnArn(text.to_owned());
    let prefix = |part: &str| (part == "arn").then_some(());
    Part::of(parts, 0, Needed::Prefix).read(prefix, |part| "arn".starts_with(part), not_an_arn)?;
    let partition = Part::of(parts, 1, Needed::Partition).read(
        Partition::parse,
        |part| "aws".starts_with(part),
        DestinationProblem::Partition,
    )?;
    let kind = Part::of(parts, 2, Needed::Service).read(
        DestinationKind::of_service,
        |part| {
            DestinationKind::ALL
                .iter()
                .any(|kind| kind.service().starts_with(part))
        },
        DestinationProblem::Service,
    )?;
    let (region, account) = if kind == DestinationKind::Bucket {
        nowhere(parts)?;
        (None, None)
    } else {
        let (region, account) = place(parts)?;
        (Some(region), Some(account))
    };
    let resource = parts
        .get(5)
        .ok_or(Stop::Short(Needed::Name(Some(kind)), None))?;
    Ok(Destination {
        arn: text.to_owned(),
        kind,
        partition,
        region,
        account,
        name: name_of(kind, resource)?.to_owned(),
    })
}

fn place(parts: &[&str]) -> Result<(Region, AccountId), Stop> {
    let region = Part::of(parts, 3, Needed::Region).read(
        Region::parse,
        could_become_region,
        DestinationProblem::Region,
    )?;
    let account = Part::of(parts, 4, Needed::Account).read(
        AccountId::parse,
        |part| part.len() <= 12 && part.bytes().all(|b| b.is_ascii_digit()),
        DestinationProblem::Account,
    )?;
    Ok((region, account))
}

/// The ARN of a bucket leaves region and account empty.
fn nowhere(parts: &[&str]) -> Result<(), Stop> {
    for index in [3, 4] {
        let empty = |part: &str| part.is_empty().then_some(());
        let placed = |_: String| DestinationProblem::PlacedBucket;
        let name = Needed::Name(Some(DestinationKind::Bucket));
        Part::of(parts, index, name).read(empty, |_| false, placed)?;
    }
    Ok(())
}

/// One part of a text between colons.
struct Part<'a> {
    text: Option<&'a str>,
    is_last: bool,
    needed: Needed,
}

impl<'a> Part<'a> {
    fn of(parts: &[&'a str], index: usize, needed: Needed) -> Self {
        Self {
            text: parts.get(index).copied(),
            is_last: parts.len() == index + 1,
            needed,
        }
    }

    /// Parses the part. The last one, behind which no colon closes it, may also be the beginning of something right.
    fn read<T>(
        self,
        parse: impl Fn(&str) -> Option<T>,
        could_become: impl Fn(&str) -> bool,
        problem: impl Fn(String) -> DestinationProblem,
    ) -> Result<T, Stop> {
        let Some(text) = self.text else {
            return Err(Stop::Short(self.needed, None));
        };
        if let Some(value) = parse(text) {
            return Ok(value);
        }
        let begun = problem(text.to_owned());
        if self.is_last && could_become(text) {
            Err(Stop::Short(
                self.needed,
                (!text.is_empty()).then_some(begun),
            ))
        } else {
            Err(Stop::Wrong(begun))
        }
    }
}

/// Says whether a text is the beginning of a region: groups of lower-case letters, then one digit.
fn could_become_region(text: &str) -> bool {
    let is_letters = |group: &str| group.bytes().all(|b| b.is_ascii_lowercase());
    let mut groups: Vec<&str> = text.split('-').collect();
    let last = groups.pop().unwrap_or_default();
    is_letters(last)
        && groups
            .iter()
            .all(|group| !group.is_empty() && is_letters(group))
}

#[cfg(test)]
mod tests;
