//! What is held by now, read after a change was stored: because somebody asks, or since looks go on by themselves.
//!
//! Knows when that is told. Does not know whose doing a change is: the memory of writes does.

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use super::not_sent::NotSent;
use super::{Ending, Review, Stage};
use crate::app::document::{Mark, Paragraph};
use crate::app::memory::Memory;
use crate::app::message::Size;
use crate::domain::call::Reading;
use crate::domain::failure::Failure;
use crate::domain::words::{self, Since};

/// What is read within so long after a write was found is no later reading to whoever looks on.
const JUST_BEHIND: SignedDuration = SignedDuration::from_secs(1);

/// What came of reading a target after a change of it was stored.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reread {
    /// When.
    pub at: Timestamp,
    /// What the reading shows.
    pub shows: Shows,
    /// That in words.
    pub said: String,
}

/// What a reading shows of a change that was stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Shows {
    /// It is held as it was left.
    Unchanged,
    /// Something else is held by now, or the same was set again.
    Changed,
    /// What was held before it.
    Older,
    /// Nothing: it could not be read.
    Nothing,
}

impl Review {
    /// Notes that somebody asks what is held by now.
    pub fn ask_again(&mut self, at: Timestamp) {
        self.asked_again = Some(at);
    }

    /// Takes what was read of the target, once it is known that its change is stored. That nothing moved is told where somebody asked,
    /// and where looks go on by themselves.
    pub fn read_again(&mut self, memory: &Memory, now: &Reading, size: Size) {
        let target = self.change.target();
        let is_asked = self.asked_again.is_some_and(|asked| asked <= now.at);
        if let Stage::Ended(Ending::NotSent(NotSent::AlreadySo(checked))) = &self.stage {
            if is_asked {
                let by = self.author(now.configuration.as_ref());
                let (is_changed, said) = words::since_checked(checked, now, by, &target.function);
                let shows = if is_changed {
                    Shows::Changed
                } else {
                    Shows::Unchanged
                };
                self.tell_reread(now.at, shows, said, size);
            }
            return;
        }
        let own = self.sent.filter(|own| memory.is_last_stored(*own));
        let stored = own.and_then(|own| memory.writes().get(own));
        let (Stage::Ended(ending), Some(write)) = (&self.stage, stored) else {
            return;
        };
        let after = |left: &Reading| now.at.duration_since(left.at);
        let after = write.left.as_ref().map_or(SignedDuration::ZERO, after);
        let is_told = match ending {
            // The list is read just behind the look that found it, and tells the same.
            Ending::Unknown(_) => after >= JUST_BEHIND || (is_asked && after.is_positive()),
            Ending::Applied { .. }
            | Ending::Refused { .. }
            | Ending::NotSent(_)
            | Ending::Drifted(_) => is_asked,
        };
        let (shows, said) = match memory.since(target, now) {
            Some(Since::Changed(said)) => (Shows::Changed, said),
            Some(Since::Unchanged(said)) if is_told => (Shows::Unchanged, said),
            Some(Since::Older(said)) if is_told => (Shows::Older, said),
            Some(Since::Unchanged(_) | Since::Older(_)) | None => return,
        };
        self.tell_reread(now.at, shows, said, size);
    }

    fn tell_reread(&mut self, at: Timestamp, shows: Shows, said: String, size: Size) {
        self.reread = Some(Reread { at, shows, said });
        self.write(size);
    }

    /// Takes that what somebody asked for, what is held by now, could not be read. What was read before is not what is held now.
    pub fn not_read_again(&mut self, failure: &Failure, at: Timestamp, size: Size) {
        let is_stored = match &self.stage {
            Stage::Ended(Ending::Applied { .. } | Ending::NotSent(NotSent::AlreadySo(_))) => true,
            Stage::Ended(Ending::Unknown(unknown)) => unknown.is_found(),
            Stage::Ended(_)
            | Stage::Reading
            | Stage::Asking(_)
            | Stage::Checking(_)
            | Stage::Waiting { .. }
            | Stage::Sending { .. } => false,
        };
        if is_stored && self.asked_again.take().is_some() {
            let said = words::not_read_again_after(failure);
            self.tell_reread(at, Shows::Nothing, said, size);
        }
    }
}

/// What was read after it was stored, and whose doing that can be.
pub(super) fn paragraph(reread: &Reread) -> Paragraph {
    let Reread { at, shows, said } = reread;
    let (mark, read) = match shows {
        Shows::Unchanged => (Mark::Plain, "read"),
        Shows::Changed => (Mark::Bad, "read"),
        Shows::Older => (Mark::Warning, "read"),
        Shows::Nothing => (Mark::Warning, "not read"),
    };
    let text = format!("{:<8} {read} {}: {said}", "now", words::time(*at));
    Paragraph::new(mark, 9, text)
}
