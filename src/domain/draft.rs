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
}
