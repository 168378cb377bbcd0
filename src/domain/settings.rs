//! The settings themselves: what the service holds, and what may be sent to it.
//!
//! Knows the four settings, their bounds and defaults, and how an age is written. Does not know who typed them, how they are
//! drawn or how a request is made of them.

use std::fmt;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::destination::Addressee;

/// One setting: named explicitly, or left to the default of the service.
///
/// `0` is a value: an explicit setting of no retries is not the same as no setting.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Setting<T> {
    /// Not named: the service default applies.
    #[default]
    ServiceDefault,
    /// Named with this value.
    Explicit(T),
}

impl<T> Setting<T> {
    /// The explicit value, if there is one.
    pub fn explicit(&self) -> Option<&T> {
        match self {
            Self::ServiceDefault => None,
            Self::Explicit(value) => Some(value),
        }
    }

    /// Applies a function to the explicit value.
    pub fn map<U>(self, apply: impl FnOnce(T) -> U) -> Setting<U> {
        match self {
            Self::ServiceDefault => Setting::ServiceDefault,
            Self::Explicit(value) => Setting::Explicit(apply(value)),
        }
    }

    /// Borrows the value.
    pub fn as_ref(&self) -> Setting<&T> {
        match self {
            Self::ServiceDefault => Setting::ServiceDefault,
            Self::Explicit(value) => Setting::Explicit(value),
        }
    }

    /// Says whether the setting is named.
    pub fn is_explicit(&self) -> bool {
        self.explicit().is_some()
    }
}

impl<T> From<Option<T>> for Setting<T> {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::ServiceDefault, Self::Explicit)
    }
}

/// How often a failed event is tried again: 0, 1 or 2.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct RetryAttempts(u8);

impl RetryAttempts {
    /// The most that Lambda accepts, and its default.
    pub const MOST: u8 = 2;

    /// Accepts 0, 1 and 2.
    #[must_use]
    pub fn new(attempts: i64) -> Option<Self> {
        u8::try_from(attempts)
            .ok()
            .filter(|attempts| *attempts <= Self::MOST)
            .map(Self)
    }

    /// The number of retries; the first try is not counted.
    #[must_use]
    pub fn get(self) -> u8 {
        self.0
    }
}

impl Default for RetryAttempts {
    /// The default of the service: 2.
    fn default() -> Self {
        Self(Self::MOST)
    }
}

/// How long an event may wait before it is given up: 60 to 21600 seconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct EventAge(u16);

impl EventAge {
    /// The least that Lambda accepts, in seconds.
    const LEAST: u16 = 60;
    /// The most that Lambda accepts and its default, in seconds: 6 hours.
    pub const MOST: u16 = 21_600;

    /// Accepts 60 to 21600 seconds.
    #[must_use]
    pub fn new(seconds: i64) -> Option<Self> {
        u16::try_from(seconds)
            .ok()
            .filter(|seconds| (Self::LEAST..=Self::MOST).contains(seconds))
            .map(Self)
    }

    /// The age in seconds.
    #[must_use]
    pub fn seconds(self) -> u32 {
        u32::from(self.0)
    }
}

impl From<EventAge> for i32 {
    /// The seconds as a request has them. Every age fits: one that did not would be left out of the request, and so reset.
    fn from(age: EventAge) -> Self {
        Self::from(age.0)
    }
}

impl Default for EventAge {
    /// The default of the service: 6 hours.
    fn default() -> Self {
        Self(Self::MOST)
    }
}

impl fmt::Display for EventAge {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}", Span(i64::from(self.0)))
    }
}

/// A length of time in whole seconds, printed as people write it: `90` is `1m30s`, `21600` is `6h`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span(pub i64);

impl fmt::Display for Span {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0 <= 0 {
            return write!(formatter, "{}s", self.0);
        }
        for (seconds, letter) in [
            (self.0 / 3600, 'h'),
            (self.0 / 60 % 60, 'm'),
            (self.0 % 60, 's'),
        ] {
            if seconds > 0 {
                write!(formatter, "{seconds}{letter}")?;
            }
        }
        Ok(())
    }
}

/// What the service holds, whatever it says: values are not judged, so that everything can be shown and compared.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct StoredSettings {
    /// Maximum retry attempts.
    pub maximum_retry_attempts: Setting<i64>,
    /// Maximum event age in seconds.
    pub maximum_event_age_in_seconds: Setting<i64>,
    /// ARN of the on-success destination.
    pub on_success: Setting<String>,
    /// ARN of the on-failure destination.
    pub on_failure: Setting<String>,
}

/// What may be sent: always valid by itself, or named again as the service holds it.
///
/// Rules that need to know the function (a destination that is the function itself) are checked by validation.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct AsyncSettings {
    /// Maximum retry attempts.
    pub maximum_retry_attempts: Setting<RetryAttempts>,
    /// Maximum event age.
    pub maximum_event_age: Setting<EventAge>,
    /// On-success destination.
    pub on_success: Setting<Addressee>,
    /// On-failure destination.
    pub on_failure: Setting<Addressee>,
}

impl AsyncSettings {
    /// The same settings as the service would hold them.
    #[must_use]
    pub fn as_stored(&self) -> StoredSettings {
        StoredSettings {
            maximum_retry_attempts: self
                .maximum_retry_attempts
                .map(|retries| i64::from(retries.get())),
            maximum_event_age_in_seconds: self
                .maximum_event_age
                .map(|age| i64::from(age.seconds())),
            on_success: self
                .on_success
                .as_ref()
                .map(|addressee| addressee.arn().to_owned()),
            on_failure: self
                .on_failure
                .as_ref()
                .map(|addressee| addressee.arn().to_owned()),
        }
    }

    /// Says whether nothing is set: such settings can't be sent, the configuration is deleted instead.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// An event invoke config as it was read: the settings, when they were last modified, and whose they are.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StoredConfiguration {
    /// The qualified ARN that the service answered with.
    pub function_arn: String,
    /// The settings.
    pub settings: StoredSettings,
    /// When the service says it last changed. Changes with every Put, also with one that sets the same.
    pub last_modified: Option<Timestamp>,
    /// What else it holds: the names of members that this program has no word for, and that no request of it can keep.
    #[serde(default)]
    pub unknown_members: Vec<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn retries_are_zero_one_or_two() {
        for (attempts, accepted) in [
            (-1, false),
            (0, true),
            (1, true),
            (2, true),
            (3, false),
            (256, false),
        ] {
            assert_eq!(
                RetryAttempts::new(attempts).is_some(),
                accepted,
                "{attempts}"
            );
        }
    }

    #[test]
    fn an_age_lies_between_a_minute_and_six_hours() {
        for (seconds, accepted) in [
            (0, false),
            (59, false),
            (60, true),
            (21_600, true),
            (21_601, false),
        ] {
            assert_eq!(EventAge::new(seconds).is_some(), accepted, "{seconds}");
        }
    }

    #[test]
    fn an_age_is_printed_as_people_write_it() {
        for (seconds, text) in [
            (60, "1m"),
            (90, "1m30s"),
            (3600, "1h"),
            (5400, "1h30m"),
            (3601, "1h1s"),
            (21_600, "6h"),
        ] {
            assert_eq!(EventAge::new(seconds).unwrap().to_string(), text);
        }
        assert_eq!(Span(0).to_string(), "0s");
    }
}
