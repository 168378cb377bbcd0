//! What there is to say about one qualifier: what happens to its events, where they go, what was not checked.
//!
//! Knows which texts a pane has room for. Does not know how they are drawn.

use ratatui::layout::Rect;

use super::pane::Remark;
use crate::app::entry::Entry;
use crate::app::layout;
use crate::app::memory::OpenWrite;
use crate::app::outlook;
use crate::app::qualifier_rows::{Held, QualifierRow};
use crate::app::surroundings::{dead_letters, dead_letters_differ, known};
use crate::domain::known::Known;
use crate::domain::qualifier::Qualifier;
use crate::domain::timeline::{GivenUp, Timeline};
use crate::domain::verdict::Existence;
use crate::domain::words::{self, Removed, TimelineLine};

/// What there is to say about one qualifier: timeline, destinations in full, what was not checked, and in a wide pane whose they are.
pub(super) fn about(
    entry: &Entry,
    row: &QualifierRow,
    removed: Option<Removed>,
    area: Rect,
) -> Vec<Remark> {
    let qualifier = &row.qualifier;
    let mut lines = Vec::new();
    match row.existence {
        Existence::Gone if row.is_draft_only() => {
            return vec![Remark::new("", words::draft_left(qualifier))];
        }
        Existence::Gone => lines.push(Remark::new("", words::left_behind(qualifier))),
        Existence::NotFoundSoFar => lines.push(Remark::new("", words::not_found_so_far(qualifier))),
        Existence::Exists => {}
    }
    match outlook::timeline(entry, qualifier) {
        Known::NotRead => lines.push(Remark::new("", "not read yet ..")),
        Known::Unreadable => {
            let why = entry.configurations.failure();
            let why = why.map_or("", |failure| failure.sentence.as_str());
            lines.push(Remark::new("", format!("? could not be read: {why}")));
        }
        Known::Known(timeline) => {
            // Nothing happens by settings that no call uses.
            if row.existence != Existence::Gone {
                lines.extend(courses(&timeline, area));
            }
            lines.extend(destinations(entry, qualifier, timeline.given_up()));
            let held = entry.configuration(qualifier).flatten();
            let untold = held.and_then(words::unknown_untold);
            lines.extend(untold.map(|text| Remark::new("", text)));
        }
    }
    if row.existence == Existence::Exists {
        lines.extend(comparison(entry, qualifier));
        // Settings of a function that is gone went with it.
        if row.held == Held::Defaults && !entry.is_gone() {
            lines.push(Remark::quiet(words::no_settings(removed)));
        }
        if dead_letters(entry, qualifier).of_latest {
            lines.push(Remark::quiet(words::DEAD_LETTERS_OF_LATEST));
        }
        let differ = words::dead_letters_differ(&dead_letters_differ(entry, qualifier));
        lines.extend(differ.map(|text| Remark::new("", text)));
        if known(&entry.concurrency) == Known::Unreadable {
            lines.push(Remark::quiet(words::CONCURRENCY_UNREAD));
        }
    }
    if area.width >= layout::WIDE {
        lines.extend(whole_names(entry));
    }
    lines
}

/// That nobody knows what became of a write, and what was read since.
pub(super) fn open_write(open: OpenWrite) -> Remark {
    let OpenWrite {
        write,
        read_at,
        next_look,
    } = open;
    let said = words::no_known_outcome(write, read_at, next_look);
    Remark::new("", said)
}

/// What happens to an event, in the words that the pane has room for.
fn courses(timeline: &Timeline, area: Rect) -> Vec<Remark> {
    // Rule, one line, and how much there is below it.
    const SMALLEST: u16 = 3;
    if area.height <= SMALLEST {
        let only = TimelineLine {
            event: String::new(),
            course: words::in_short(timeline),
            loses: timeline.given_up().is_lost(),
        };
        return vec![Remark::event(only)];
    }
    let lines = if area.width < layout::WIDE {
        words::timeline_in_short(timeline)
    } else {
        words::timeline(timeline)
    };
    let remarks = lines.into_iter();
    remarks.map(Remark::event).collect()
}

/// What differs from `$LATEST`, whose settings do not carry over.
fn comparison(entry: &Entry, qualifier: &Qualifier) -> Option<Remark> {
    let own = outlook::settings(entry, qualifier);
    let latest = outlook::settings(entry, &Qualifier::Latest);
    match (own, latest) {
        (Known::Known(own), Known::Known(latest)) if *qualifier != Qualifier::Latest => {
            let text = words::compared_with_latest(own, latest, &entry.function);
            Some(Remark::quiet(text))
        }
        _ => None,
    }
}

/// The ARNs of the function and its role.
fn whole_names(entry: &Entry) -> Vec<Remark> {
    let role = entry
        .description
        .value()
        .and_then(|described| described.role.as_deref());
    let function = entry.function.arn();
    [("Function", function.as_deref()), ("Role", role)]
        .into_iter()
        .filter_map(|(label, arn)| Some(Remark::new(label, words::clean(arn?))))
        .collect()
}

fn destinations(entry: &Entry, qualifier: &Qualifier, given_up: &GivenUp) -> Vec<Remark> {
    let Known::Known(settings) = outlook::settings(entry, qualifier) else {
        return Vec::new();
    };
    let arn = |arn: Option<&String>| {
        arn.map_or("(none)".to_owned(), |arn| words::clean(arn).into_owned())
    };
    let on_failure = settings.and_then(|settings| settings.on_failure.explicit());
    let on_success = settings.and_then(|settings| settings.on_success.explicit());
    let is_without = on_failure.is_none() && on_success.is_none();
    let mut lines = if is_without {
        vec![Remark::new(
            "Destinations",
            "(none), neither on failure nor on success",
        )]
    } else {
        vec![Remark::new("On failure", arn(on_failure))]
    };
    if let GivenUp::DeadLetterQueue(queue)
    | GivenUp::Both {
        dead_letter_queue: queue,
        ..
    } = given_up
    {
        lines.push(Remark::new("Dead letters", words::clean(queue)));
    }
    if !is_without {
        lines.push(Remark::new("On success", arn(on_success)));
        if on_success.is_some_and(|arn| words::is_bucket(arn)) {
            lines.push(Remark::wrong(words::BUCKET_ON_SUCCESS));
        }
        lines.push(Remark::quiet(
            "not checked: that they exist, that the function's role may send to them",
        ));
    }
    lines
}
