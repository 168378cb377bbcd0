//! The cells that tell of one qualifier: its settings, and where its given-up events go.
//!
//! Knows `..`, `?`, `~` and the width of a number. Does not know which columns a table has.

use unicode_width::UnicodeWidthStr;

use crate::app::entry::Entry;
use crate::app::outlook;
use crate::app::state::State;
use crate::app::surroundings::{dead_letters, dead_letters_differ};
use crate::domain::field::Field;
use crate::domain::qualifier::Qualifier;
use crate::domain::settings::StoredSettings;
use crate::domain::words;

/// Cells of the column RETRY.
pub(super) const RETRY: usize = 5;
/// Cells of the column AGE: no age is cut, so that none is read as another.
pub(super) const AGE: usize = 7;

/// The cells of one qualifier.
pub(super) struct QualifierCells {
    /// How many retries.
    pub(super) retry: String,
    /// The age.
    pub(super) age: String,
    /// The success destination.
    pub(super) on_success: String,
    /// The failure destination, in a column of its own.
    pub(super) on_failure: String,
    /// Where given-up events go, in one column.
    pub(super) given_up: String,
    /// The dead-letter queue, in a column of its own.
    pub(super) dead_letters: String,
    /// Given-up events are dropped.
    pub(super) drops: bool,
}

impl QualifierCells {
    /// Writes the cells of a qualifier.
    pub(super) fn of(entry: &Entry, qualifier: &Qualifier, state: &State) -> Self {
        let now = state.now;
        let function = &entry.function;
        let is_old = entry.configurations.is_old(now);
        let defaults = StoredSettings::default();
        let settings = outlook::settings(entry, qualifier).map(|own| own.unwrap_or(&defaults));
        let given_up = outlook::given_up(entry, qualifier);
        let plain = |field: Field| {
            let text =
                settings.map(|settings| words::setting(field, &settings.value(field), function));
            words::cell(text, is_old)
        };
        let on_failure = settings.map(|settings| {
            words::on_failure(&settings.value(Field::OnFailure), &given_up, function)
        });
        Self {
            retry: plain(Field::MaximumRetryAttempts),
            age: age(
                plain(Field::MaximumEventAge),
                settings.known().copied(),
                is_old,
            ),
            on_success: plain(Field::OnSuccess),
            on_failure: words::cell(on_failure, is_old),
            dead_letters: dead_letter_cell(entry, qualifier, entry.description.is_old(now)),
            drops: given_up.is_lost(),
            given_up: words::cell(words::when_given_up(&given_up, function), is_old),
        }
    }
}

/// An age that fits: in seconds where hours, minutes and seconds have no room.
fn age(shown: String, settings: Option<&StoredSettings>, is_old: bool) -> String {
    let seconds = settings.and_then(|settings| settings.maximum_event_age_in_seconds.explicit());
    match seconds {
        Some(seconds) if shown.width() > AGE => {
            let seconds = format!("{seconds}s");
            if is_old {
                format!("{seconds}~")
            } else {
                seconds
            }
        }
        Some(_) | None => shown,
    }
}

fn dead_letter_cell(entry: &Entry, qualifier: &Qualifier, is_old: bool) -> String {
    if !dead_letters_differ(entry, qualifier).is_empty() {
        return words::aged("by version".to_owned(), is_old);
    }
    let target = dead_letters(entry, qualifier).target.map(|target| {
        target.map_or("none".to_owned(), |arn| {
            words::target(arn, Some(&entry.function))
        })
    });
    words::cell(target, is_old)
}

/// The versions that an alias routes to with their shares, as many as fit: a version's number is never cut.
pub(super) fn routes(routes: &[(Qualifier, f64)], width: usize, is_old: bool) -> String {
    let share = |(version, share): &(Qualifier, f64)| format!("{version} {}", words::share(*share));
    match routes {
        [] => "-".to_owned(),
        [(version, _)] => words::aged(version.to_string(), is_old),
        [first, rest @ ..] => {
            let all: Vec<String> = routes.iter().map(share).collect();
            let more = rest.len();
            let texts = [
                all.join(", "),
                format!("{} +{more}", share(first)),
                format!("{} +{more}", first.0),
            ];
            let mut texts = texts.map(|text| words::aged(text, is_old)).into_iter();
            let last = texts.next_back();
            texts
                .find(|text| text.width() <= width)
                .or(last)
                .unwrap_or_default()
        }
    }
}
