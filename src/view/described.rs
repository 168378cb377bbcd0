//! What the listing tells of a function, as it stands above its qualifiers: runtime, timeout, dead-letter queue.
//!
//! Knows the words of each. Does not know how much room there is, nor what else stands beside them.

use super::qualifier_cells::shown;
use crate::app::entry::Entry;
use crate::domain::words;

/// The words; each `..` until it is read, `?` where it can't be.
pub(super) struct Described {
    pub(super) runtime: String,
    pub(super) timeout: String,
    pub(super) queue: String,
}

impl Described {
    pub(super) fn of(entry: &Entry) -> Self {
        let described = &entry.description;
        Self {
            runtime: shown(described, |of| {
                of.runtime.as_deref().unwrap_or("image").to_owned()
            }),
            timeout: shown(described, |of| {
                of.timeout_seconds
                    .map_or("?".to_owned(), |seconds| format!("{seconds}s"))
            }),
            queue: shown(described, |of| {
                let target = of.dead_letter_target.as_deref();
                target.map_or("none".to_owned(), |arn| {
                    words::target(arn, Some(&entry.function))
                })
            }),
        }
    }
}
