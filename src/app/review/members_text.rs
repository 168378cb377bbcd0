//! What an outcome says of what Lambda holds, or held, that this program has no word for.
//!
//! Knows where it stands in the text of an outcome. Does not know the words, nor how such members are found.

use super::Review;
use crate::app::document::{Mark, Paragraph};
use crate::app::unknown::{Found, Unknown};
use crate::domain::change::ReviewedChange;
use crate::domain::settings::StoredConfiguration;
use crate::domain::words;

/// That Lambda holds what was sent, and what else.
pub(super) fn as_sent(held: Option<&StoredConfiguration>) -> Paragraph {
    let said = match held.and_then(|held| words::unknown_names(&held.unknown_members)) {
        None => "Lambda answered that it now holds exactly what was sent:".to_owned(),
        Some(names) => format!(
            "Lambda answered that it now holds what was sent, and {names}, which Lasso does not know:"
        ),
    };
    Paragraph::new(Mark::Heading, 0, said)
}

/// What was held before a change and is not any more.
pub(super) fn removed(
    change: &ReviewedChange,
    now: Option<&StoredConfiguration>,
) -> Option<Paragraph> {
    let before = change.before().configuration.as_ref()?;
    Some(warning(&format!(
        "! {}",
        words::removed_unknown(before, now)?
    )))
}

/// The same, and what else is held now.
pub(super) fn beside(
    change: &ReviewedChange,
    now: Option<&StoredConfiguration>,
) -> impl Iterator<Item = Paragraph> {
    let held = now.and_then(words::unknown_untold);
    let held = held.map(|text| warning(&text));
    removed(change, now).into_iter().chain(held)
}

/// The same of what was found by reading, whatever became of the write.
pub(super) fn found(review: &Review, unknown: &Unknown) -> Vec<Paragraph> {
    let reading = unknown.found.as_ref().and_then(Found::reading);
    let beside = reading.map(|reading| beside(&review.change, reading.configuration.as_ref()));
    beside.into_iter().flatten().collect()
}

fn warning(text: &str) -> Paragraph {
    Paragraph::new(Mark::Warning, 2, text)
}
