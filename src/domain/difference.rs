//! What changes between what the service holds and what would be sent, field by field.
//!
//! Knows the four words (same, set, changed, RESET) and why a setting is reset. Does not know how it is drawn or sent.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::field::{Field, PerField};
use super::settings::{AsyncSettings, EventAge, Setting, StoredSettings};

/// The value of one setting, whichever it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum FieldValue {
    /// A number of retries.
    Retries(i64),
    /// An age in seconds.
    Age(i64),
    /// The ARN of a destination.
    Arn(String),
}

impl fmt::Display for FieldValue {
    /// Prints retries as a number, an age as people write it, a destination as its ARN.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Retries(retries) => write!(formatter, "{retries}"),
            Self::Age(seconds) => match EventAge::new(*seconds) {
                Some(age) => write!(formatter, "{age}"),
                None => write!(formatter, "{seconds}s"),
            },
            Self::Arn(arn) => formatter.write_str(arn),
        }
    }
}

impl StoredSettings {
    /// The value of one field.
    #[must_use]
    pub fn value(&self, field: Field) -> Setting<FieldValue> {
        let arn = |arn: &Setting<String>| arn.clone().map(FieldValue::Arn);
        match field {
            Field::MaximumRetryAttempts => self.maximum_retry_attempts.map(FieldValue::Retries),
            Field::MaximumEventAge => self.maximum_event_age_in_seconds.map(FieldValue::Age),
            Field::OnSuccess => arn(&self.on_success),
            Field::OnFailure => arn(&self.on_failure),
        }
    }
}

/// Why a setting that was explicit is not named any more.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ResetCause {
    /// The operator emptied the field.
    Emptied,
    /// It was not set when the form was filled, or was emptied; the operator took that over what was set meanwhile.
    TakenOver,
    /// A text that was pasted or read did not name it; the string says what text: "the pasted aws command".
    NotNamed(String),
    /// The whole configuration is removed.
    Removed,
    /// What was before did not name it: a change is put back.
    PutBack,
}

/// What becomes of one setting.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Movement {
    /// Nothing.
    Same,
    /// It was not set and will be.
    Set,
    /// It was set and will be set to something else.
    Changed,
    /// It was set and will not be: the default applies again.
    Reset(ResetCause),
}

impl Movement {
    /// The word at the left edge of the review.
    #[must_use]
    pub fn word(&self) -> &'static str {
        match self {
            Self::Same => "same",
            Self::Set => "set",
            Self::Changed => "changed",
            Self::Reset(_) => "RESET",
        }
    }
}

/// One setting before and after.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldDifference {
    /// What the service holds.
    pub before: Setting<FieldValue>,
    /// What it would hold.
    pub after: Setting<FieldValue>,
    /// What that means for the setting.
    pub movement: Movement,
}

/// All four settings before and after.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Difference(pub PerField<FieldDifference>);

impl Difference {
    /// Compares what is held (`None`: no configuration) with what would be sent (`None`: the configuration is deleted).
    ///
    /// `cause` tells why a setting that is not named any more is reset.
    #[must_use]
    pub fn between(
        before: Option<&StoredSettings>,
        after: Option<&AsyncSettings>,
        cause: impl Fn(Field) -> ResetCause,
    ) -> Self {
        let before = before.cloned().unwrap_or_default();
        let after = after.map(AsyncSettings::as_stored).unwrap_or_default();
        Self(PerField::from_fn(|field| {
            let (before, after) = (before.value(field), after.value(field));
            let movement = match (&before, &after) {
                (before, after) if before == after => Movement::Same,
                (Setting::ServiceDefault, _) => Movement::Set,
                (Setting::Explicit(_), Setting::Explicit(_)) => Movement::Changed,
                (Setting::Explicit(_), Setting::ServiceDefault) => Movement::Reset(cause(field)),
            };
            FieldDifference {
                before,
                after,
                movement,
            }
        }))
    }

    /// Says whether no setting moves.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.iter().all(|(_, row)| row.movement == Movement::Same)
    }

    /// The fields that are reset.
    pub fn resets(&self) -> impl Iterator<Item = Field> + '_ {
        self.0
            .iter()
            .filter(|(_, row)| matches!(row.movement, Movement::Reset(_)))
            .map(|(field, _)| field)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::settings::RetryAttempts;

    #[test]
    fn each_setting_is_the_same_set_changed_or_reset() {
        let before = StoredSettings {
            maximum_retry_attempts: Setting::Explicit(2),
            maximum_event_age_in_seconds: Setting::Explicit(3600),
            on_success: Setting::Explicit("arn:aws:sqs:eu-west-1:123456789012:q".into()),
            on_failure: Setting::ServiceDefault,
        };
        let after = AsyncSettings {
            maximum_retry_attempts: Setting::Explicit(RetryAttempts::default()),
            maximum_event_age: Setting::Explicit(EventAge::default()),
            ..AsyncSettings::default()
        };
        let difference = Difference::between(Some(&before), Some(&after), |_| ResetCause::Emptied);
        let words: Vec<&str> = difference
            .0
            .iter()
            .map(|(_, row)| row.movement.word())
            .collect();
        assert_eq!(words, ["same", "changed", "RESET", "same"]);
        assert_eq!(difference.resets().collect::<Vec<_>>(), [Field::OnSuccess]);
        let from_nothing = Difference::between(None, Some(&after), |_| ResetCause::Emptied);
        assert_eq!(
            from_nothing.0.maximum_retry_attempts.movement,
            Movement::Set
        );
    }

    /// An explicit setting of the default is not the default: a Put that leaves it out changes what is stored.
    #[test]
    fn naming_the_default_is_not_the_same_as_naming_nothing() {
        let before = StoredSettings {
            maximum_retry_attempts: Setting::Explicit(2),
            ..StoredSettings::default()
        };
        let difference = Difference::between(Some(&before), None, |_| ResetCause::Removed);
        let movement = &difference.0.maximum_retry_attempts.movement;
        assert_eq!(*movement, Movement::Reset(ResetCause::Removed));
    }

    #[test]
    fn values_are_printed_as_people_write_them() {
        for (value, text) in [
            (FieldValue::Retries(0), "0"),
            (FieldValue::Age(5400), "1h30m"),
            (FieldValue::Age(30), "30s"),
            (FieldValue::Arn("arn".into()), "arn"),
        ] {
            assert_eq!(value.to_string(), text);
        }
    }
}
