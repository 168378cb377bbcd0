//! What a person typed, not yet judged: one text per field.
//!
//! Knows how settings are written into a form, without loss. Does not know what is right or wrong; see validation.

use serde::{Deserialize, Serialize};

use super::field::{Field, PerField};
use super::settings::{EventAge, Setting, StoredSettings};

/// The four texts of a form. An empty text means "not set".
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft(pub PerField<String>);

impl Draft {
    /// Writes stored settings into a form; nothing is lost, whatever the service holds.
    #[must_use]
    pub fn from_stored(settings: &StoredSettings) -> Self {
        fn text<T>(setting: &Setting<T>, write: impl FnOnce(&T) -> String) -> String {
            setting.explicit().map(write).unwrap_or_default()
        }
        Self(PerField {
            maximum_retry_attempts: text(&settings.maximum_retry_attempts, ToString::to_string),
            maximum_event_age: text(&settings.maximum_event_age_in_seconds, |seconds| {
                EventAge::new(*seconds).map_or_else(|| seconds.to_string(), |age| age.to_string())
            }),
            on_success: text(&settings.on_success, Clone::clone),
            on_failure: text(&settings.on_failure, Clone::clone),
        })
    }

    /// The text of a field.
    #[must_use]
    pub fn text(&self, field: Field) -> &str {
        self.0.get(field)
    }

    /// The same over what is held by now: a field that says what was held before follows it, a field that was typed into stays as it is.
    #[must_use]
    pub fn following(&self, before: &Self, now: &Self) -> Self {
        Self(PerField::from_fn(|field| {
            let is_left_alone = self.text(field) == before.text(field);
            let text = if is_left_alone { now } else { self }.text(field);
            text.to_owned()
        }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whatever_the_service_holds_can_be_written_into_a_form() {
        let held = StoredSettings {
            maximum_retry_attempts: Setting::Explicit(7),
            maximum_event_age_in_seconds: Setting::Explicit(30),
            on_success: Setting::Explicit("no ARN".into()),
            on_failure: Setting::ServiceDefault,
        };
        let draft = Draft::from_stored(&held);
        let texts: Vec<&str> = Field::ALL.iter().map(|field| draft.text(*field)).collect();
        assert_eq!(texts, ["7", "30", "no ARN", ""]);
    }

    #[test]
    fn no_retries_are_a_value_and_not_an_empty_field() {
        let held = StoredSettings {
            maximum_retry_attempts: Setting::Explicit(0),
            ..StoredSettings::default()
        };
        assert_eq!(
            Draft::from_stored(&held).text(Field::MaximumRetryAttempts),
            "0"
        );
    }
}
