//! How long a try may run: of each version that a qualifier runs, where they are not known to be the same.
//!
//! Knows that a weighted alias runs two versions, each with a timeout of its own. Does not know what a timeout costs.

use serde::{Deserialize, Serialize};

use super::known::Known;
use super::qualifier::Qualifier;

/// How long a try may run.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Timeout {
    /// Of which version; `None`: of each that the qualifier runs.
    pub version: Option<Qualifier>,
    /// In seconds.
    pub seconds: Known<u32>,
}

/// How long a try of a qualifier may run.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Timeouts(Vec<Timeout>);

impl Timeouts {
    /// Puts together what is known of each version; one stands for all where they are alike.
    #[must_use]
    pub fn of<'a>(versions: impl IntoIterator<Item = (&'a Qualifier, Known<u32>)>) -> Self {
        let each = versions.into_iter().map(|(version, seconds)| Timeout {
            version: Some(version.clone()),
            seconds,
        });
        let each: Vec<Timeout> = each.collect();
        let Some(first) = each.first().map(|timeout| timeout.seconds) else {
            return Self::from(Known::NotRead);
        };
        if each.iter().all(|timeout| timeout.seconds == first) {
            return Self::from(first);
        }
        Self(each)
    }

    /// Each of them, the version that an alias points to first.
    pub fn iter(&self) -> impl Iterator<Item = &Timeout> {
        self.0.iter()
    }
}

impl From<Known<u32>> for Timeouts {
    fn from(seconds: Known<u32>) -> Self {
        Self(vec![Timeout {
            version: None,
            seconds,
        }])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_told_apart_where_they_are_not_known_to_be_alike() {
        let (four, five) = (Qualifier::Version(4), Qualifier::Version(5));
        let known = Known::Known;
        for (first, second, rows) in [
            (known(30), known(30), 1),
            (known(30), known(600), 2),
            (known(30), Known::NotRead, 2),
            (Known::Unreadable, known(30), 2),
            (Known::NotRead, Known::NotRead, 1),
        ] {
            let timeouts = Timeouts::of([(&four, first), (&five, second)]);
            assert_eq!(timeouts.iter().count(), rows, "{first:?} {second:?}");
            let named = timeouts.iter().all(|timeout| timeout.version.is_some());
            assert_eq!(named, rows == 2, "{first:?} {second:?}");
        }
        assert_eq!(Timeouts::of([]), Timeouts::from(Known::NotRead));
    }
}
