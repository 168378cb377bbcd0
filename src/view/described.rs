//! What the listing tells of a function, as it stands above its qualifiers: runtime, timeout, dead-letter queue.
//!
//! Knows the words of each. Does not know how much room there is, nor what else stands beside them.

use crate::app::entry::Entry;
use crate::app::surroundings::known;
use crate::domain::known::Known;
use crate::domain::words;

/// The words, as far as they were read.
pub(super) struct Described {
    pub(super) runtime: Known<String>,
    pub(super) timeout: Known<String>,
    pub(super) queue: Known<String>,
}

impl Described {
    pub(super) fn of(entry: &Entry) -> Self {
        let described = known(&entry.description);
        let seconds = described.known().map(|of| of.timeout_seconds);
        Self {
            runtime: described.map(|of| of.runtime.as_deref().unwrap_or("image").to_owned()),
            timeout: match seconds {
                // The answer does not name it.
                Some(None) => Known::Unreadable,
                Some(Some(seconds)) => Known::Known(format!("{seconds}s")),
                None => described.map(|_| String::new()),
            },
            queue: described.map(|of| {
                let target = of.dead_letter_target.as_deref();
                target.map_or("none".to_owned(), |arn| {
                    words::target(arn, Some(&entry.function))
                })
            }),
        }
    }
}
