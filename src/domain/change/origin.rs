//! Where a change came from: the form, a text, a removal, or something that is put back.
//!
//! Knows why a setting is reset that is not named any more. Does not know the words, nor what must be typed.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{Method, ReviewedChange};
use crate::domain::difference::ResetCause;
use crate::domain::field::Field;

/// Where a change came from; decides the cause of a reset and what must be typed to send it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Origin {
    /// The form, which was filled with what the service holds.
    Form,
    /// The form, after the operator chose between it and what was set meanwhile.
    Choice {
        /// The fields whose draft was taken although something else was set meanwhile.
        over: Vec<Field>,
    },
    /// A text that names settings by itself.
    Text {
        /// Which text: "the pasted aws command".
        what: String,
        /// What was held where the settings were copied from and is not among them: the names of members that this program does not know.
        left_out: Vec<String>,
        /// The fields that were edited since: what they say is not the text's doing any more.
        edited: Vec<Field>,
    },
    /// The operator asked to remove the configuration.
    Removal,
    /// What was before is put back.
    Undo(Undone),
}

/// The write of this run that an undo takes back, for the review to name it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Undone {
    /// Which request it was.
    pub method: Method,
    /// When it was sent.
    pub at: Timestamp,
    /// It was an undo itself.
    pub was_undo: bool,
    /// It found nothing to remove: what was held before, somebody else removed.
    pub found_nothing: bool,
}

impl Undone {
    /// Names a change that was stored.
    #[must_use]
    pub fn of(change: &ReviewedChange, at: Timestamp) -> Self {
        Self {
            method: change.method(),
            at,
            was_undo: matches!(change.proposed().origin, Origin::Undo(_)),
            found_nothing: false,
        }
    }
}

impl Origin {
    /// A text that names settings by itself, as it came.
    #[must_use]
    pub fn text(what: impl Into<String>) -> Self {
        Self::text_without(what, Vec::new())
    }

    /// The same of a text that could not name all that was held where it comes from.
    #[must_use]
    pub fn text_without(what: impl Into<String>, left_out: Vec<String>) -> Self {
        Self::Text {
            what: what.into(),
            left_out,
            edited: Vec::new(),
        }
    }

    /// Notes that a field was edited by hand since.
    pub fn edited(&mut self, field: Field) {
        match self {
            Self::Text { edited, .. } if !edited.contains(&field) => edited.push(field),
            Self::Choice { over } => over.retain(|taken| *taken != field),
            Self::Form | Self::Text { .. } | Self::Removal | Self::Undo(_) => {}
        }
    }

    /// Notes that the draft of these fields was taken over what was set meanwhile. What a text does not name stays the text's doing.
    #[must_use]
    pub fn chosen(self, taken: Vec<Field>) -> Self {
        match self {
            Self::Form if taken.is_empty() => Self::Form,
            Self::Form => Self::Choice { over: taken },
            Self::Choice { mut over } => {
                over.extend(taken);
                Self::Choice { over }
            }
            Self::Text { .. } | Self::Removal | Self::Undo(_) => self,
        }
    }

    /// Why a setting is reset that is not named.
    #[must_use]
    pub fn reset_cause(&self, field: Field) -> ResetCause {
        match self {
            Self::Text { what, edited, .. } if !edited.contains(&field) => {
                ResetCause::NotNamed(what.clone())
            }
            Self::Choice { over } if over.contains(&field) => ResetCause::TakenOver,
            Self::Form | Self::Text { .. } | Self::Choice { .. } => ResetCause::Emptied,
            Self::Removal => ResetCause::Removed,
            Self::Undo(_) => ResetCause::PutBack,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::field::Field::{MaximumEventAge, MaximumRetryAttempts};

    fn causes(origin: &Origin) -> [ResetCause; 2] {
        [MaximumRetryAttempts, MaximumEventAge].map(|field| origin.reset_cause(field))
    }

    #[test]
    fn a_field_is_told_as_taken_over_once_it_was_chosen_and_until_it_is_edited() {
        use ResetCause::{Emptied, TakenOver};
        let mut origin = Origin::Form;
        for (chosen, told) in [
            (vec![], [Emptied, Emptied]),
            (vec![MaximumEventAge], [Emptied, TakenOver]),
            (vec![MaximumRetryAttempts], [TakenOver, TakenOver]),
        ] {
            origin = origin.chosen(chosen);
            assert_eq!(causes(&origin), told);
        }
        origin.edited(MaximumEventAge);
        assert_eq!(causes(&origin), [TakenOver, Emptied]);
    }

    #[test]
    fn what_a_text_does_not_name_stays_its_doing_until_the_field_is_edited() {
        let not_named = || ResetCause::NotNamed("the pasted aws command".to_owned());
        let text = Origin::text("the pasted aws command".to_owned());
        let mut origin = text.chosen(vec![MaximumEventAge]);
        assert_eq!(causes(&origin), [not_named(), not_named()]);
        for _ in 0..2 {
            origin.edited(MaximumEventAge);
            assert_eq!(causes(&origin), [not_named(), ResetCause::Emptied]);
        }
    }
}
