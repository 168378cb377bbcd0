//! The table of the four settings: everything that is said of one setting as such, in one place.
//!
//! Knows labels, the API's names, bounds, defaults and help. Does not know values, nor how other tools name a setting: each format does.

use serde::{Deserialize, Serialize};

/// One of the four settings, in the order of the form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Field {
    /// How often a failed event is tried again.
    MaximumRetryAttempts,
    /// How long an event may wait.
    MaximumEventAge,
    /// Where the record of a successful event goes.
    OnSuccess,
    /// Where the record of a given-up event goes.
    OnFailure,
}

/// What is said of a setting, whatever its value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FieldFacts {
    /// The setting.
    pub field: Field,
    /// Its label on screen.
    pub label: &'static str,
    /// Its member in the API, dotted where nested.
    pub api: &'static str,
    /// What may be written, in a few words for beside the field.
    pub accepted: &'static str,
    /// The service default as shown in brackets.
    pub default: &'static str,
    /// What the setting does, for help and manual.
    pub help: &'static str,
}

/// The table, in the order of the form.
pub const FIELDS: [FieldFacts; 4] = [
    FieldFacts {
        field: Field::MaximumRetryAttempts,
        label: "Maximum retry attempts",
        api: "MaximumRetryAttempts",
        accepted: "0, 1 or 2; empty = 2",
        default: "2",
        help: "How often Lambda tries an event again after the function failed on it: after 1 minute, then after 2 more. \
               Throttled events are tried again whatever this says, until the age is over.",
    },
    FieldFacts {
        field: Field::MaximumEventAge,
        label: "Maximum event age",
        api: "MaximumEventAgeInSeconds",
        accepted: "60s to 6h; empty = 6h",
        default: "6h",
        help: "How long an event may wait in Lambda's queue before it is given up. Write seconds (5400) or 90s, 15m, 1h30m, 6h.",
    },
    FieldFacts {
        field: Field::OnSuccess,
        label: "On success",
        api: "DestinationConfig.OnSuccess.Destination",
        accepted: "ARN of a queue, topic, function or event bus; empty = none",
        default: "none",
        help: "Where the record of an event goes that was processed: a standard queue or topic, a function or an event bus.",
    },
    FieldFacts {
        field: Field::OnFailure,
        label: "On failure",
        api: "DestinationConfig.OnFailure.Destination",
        accepted: "ARN of a queue, topic, function, event bus or bucket; empty = none",
        default: "none",
        help: "Where the record of an event goes that was given up: a standard queue or topic, a function, an event bus or a bucket. \
               Without it and without a dead-letter queue, given-up events are dropped.",
    },
];

impl Field {
    /// All fields, in the order of the form.
    pub const ALL: [Self; 4] = [
        Self::MaximumRetryAttempts,
        Self::MaximumEventAge,
        Self::OnSuccess,
        Self::OnFailure,
    ];

    /// The row of the table.
    #[must_use]
    pub fn facts(self) -> &'static FieldFacts {
        let [retries, age, on_success, on_failure] = &FIELDS;
        match self {
            Self::MaximumRetryAttempts => retries,
            Self::MaximumEventAge => age,
            Self::OnSuccess => on_success,
            Self::OnFailure => on_failure,
        }
    }

    /// The label on screen.
    #[must_use]
    pub fn label(self) -> &'static str {
        self.facts().label
    }

    /// Says whether the field holds an ARN.
    #[must_use]
    pub fn is_destination(self) -> bool {
        matches!(self, Self::OnSuccess | Self::OnFailure)
    }
}

/// One value for each field.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PerField<T> {
    /// For maximum retry attempts.
    pub maximum_retry_attempts: T,
    /// For maximum event age.
    pub maximum_event_age: T,
    /// For the on-success destination.
    pub on_success: T,
    /// For the on-failure destination.
    pub on_failure: T,
}

impl<T> PerField<T> {
    /// Makes each field's value by a function.
    pub fn from_fn(mut make: impl FnMut(Field) -> T) -> Self {
        Self {
            maximum_retry_attempts: make(Field::MaximumRetryAttempts),
            maximum_event_age: make(Field::MaximumEventAge),
            on_success: make(Field::OnSuccess),
            on_failure: make(Field::OnFailure),
        }
    }

    /// The value of a field.
    pub fn get(&self, field: Field) -> &T {
        match field {
            Field::MaximumRetryAttempts => &self.maximum_retry_attempts,
            Field::MaximumEventAge => &self.maximum_event_age,
            Field::OnSuccess => &self.on_success,
            Field::OnFailure => &self.on_failure,
        }
    }

    /// The value of a field, to be changed.
    pub fn get_mut(&mut self, field: Field) -> &mut T {
        match field {
            Field::MaximumRetryAttempts => &mut self.maximum_retry_attempts,
            Field::MaximumEventAge => &mut self.maximum_event_age,
            Field::OnSuccess => &mut self.on_success,
            Field::OnFailure => &mut self.on_failure,
        }
    }

    /// Each field with its value, in the order of the form.
    pub fn iter(&self) -> impl Iterator<Item = (Field, &T)> {
        Field::ALL.into_iter().map(|field| (field, self.get(field)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_has_one_row_for_each_field_in_the_order_of_the_form() {
        for (row, field) in FIELDS.iter().zip(Field::ALL) {
            assert_eq!(row.field, field);
            assert_eq!(field.facts(), row);
            assert!(!row.label.is_empty() && !row.help.is_empty() && !row.accepted.is_empty());
        }
    }

    #[test]
    fn a_value_is_found_under_its_field() {
        let mut names = PerField::from_fn(Field::label);
        assert_eq!(
            names.iter().map(|(field, _)| field).collect::<Vec<_>>(),
            Field::ALL
        );
        *names.get_mut(Field::OnFailure) = "changed";
        assert_eq!(*names.get(Field::OnFailure), "changed");
        assert_eq!(*names.get(Field::OnSuccess), "On success");
    }
}
