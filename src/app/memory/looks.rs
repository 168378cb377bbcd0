//! What goes on being looked for after its screen was left: a write of which nobody knows the outcome.
//!
//! Knows which reading tells of which write: one that was made for another write, or for the check before one, tells as much. Does not
//! know what a reading proves; see `unknown`.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{Came, Memory, Write};
use crate::app::effect::Effect;
use crate::app::requests::Requests;
use crate::app::unknown::Unknown;
use crate::domain::call::{Answer, Reading, RequestId};
use crate::domain::change::ReviewedChange;
use crate::domain::failure::Failure;
use crate::domain::function::{FunctionKey, Target};

/// A write whose outcome is unknown and whose screen was left: it is looked for until something tells.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Watched {
    /// Its place among the writes.
    write: usize,
    /// What is known, and when it is looked for again.
    unknown: Unknown,
}

/// What a look came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Look {
    /// What was sent and is looked for.
    pub change: ReviewedChange,
    /// When that was.
    pub sent_at: Timestamp,
    /// What the service holds, where that could be read.
    pub reading: Option<Reading>,
    /// It was found now, and was not before.
    pub is_news: bool,
}

impl Memory {
    /// Says whether what a reading shows is known to be another write's than the last one.
    #[must_use]
    pub fn is_left_by_another(&self, reading: &Reading) -> bool {
        let last = self.writes.len().checked_sub(1);
        last.is_some_and(|last| is_left_by_another(&self.writes, last, reading))
    }

    /// Goes on looking for the last write, whose screen is left while it can still arrive.
    pub fn watch(&mut self, unknown: Unknown) {
        if let Some(write) = self.writes.len().checked_sub(1) {
            self.watched.retain(|watched| watched.write != write);
            self.watched.push(Watched { write, unknown });
        }
    }

    /// Says whether a request looks for one of these writes.
    #[must_use]
    pub fn watches(&self, request: RequestId) -> bool {
        self.watched
            .iter()
            .any(|watched| watched.unknown.looks_by(request))
    }

    /// When a write is looked for next.
    #[must_use]
    pub fn next_look(&self) -> Option<Timestamp> {
        self.watched
            .iter()
            .filter_map(|watched| watched.unknown.next_look)
            .min()
    }

    /// Forgets the looks on their way, as their session ended; they are made again a little later.
    pub fn put_off(&mut self, at: Timestamp, requests: &mut Requests) {
        for watched in &mut self.watched {
            watched.unknown.put_off(at, requests);
        }
    }

    /// Looks for the writes that are due.
    pub fn look(&mut self, at: Timestamp, requests: &mut Requests) -> Vec<Effect> {
        let writes = &self.writes;
        self.watched
            .iter_mut()
            .filter(|watched| watched.unknown.next_look.is_some_and(|look| look <= at))
            .filter_map(|watched| {
                let change = &writes.get(watched.write)?.change;
                Some(watched.unknown.look(change, requests))
            })
            .collect()
    }

    /// Looks now for the writes of a function that are looked for, as somebody asked.
    pub fn look_now(&mut self, function: &FunctionKey, requests: &mut Requests) -> Vec<Effect> {
        let writes = &self.writes;
        self.watched
            .iter_mut()
            .filter(|watched| !watched.unknown.is_looking())
            .filter_map(|watched| {
                let change = &writes.get(watched.write)?.change;
                let is_here = change.target().function == *function;
                is_here.then(|| watched.unknown.look(change, requests))
            })
            .collect()
    }

    /// Takes what a look found, if the request was one.
    pub fn looked(
        &mut self,
        request: RequestId,
        answer: Result<Answer, Failure>,
        at: Timestamp,
    ) -> Option<Look> {
        let index = self
            .watched
            .iter()
            .position(|watched| watched.unknown.looks_by(request))?;
        let watched = self.watched.get_mut(index)?;
        let writes = &self.writes;
        let change = &writes.get(watched.write)?.change;
        let by_another = |reading: &_| is_left_by_another(writes, watched.write, reading);
        let unknown = &mut watched.unknown;
        unknown.answered(change, (request, answer), at, by_another);
        self.settled(index)
    }

    /// Takes what another look, or the check before another write, read of a target: what was sent there and is not found yet can be
    /// what it shows. Answers those that are found by it.
    pub fn noticed(&mut self, target: &Target, reading: &Reading) -> Vec<Look> {
        let mut looks = Vec::new();
        // From the last one on, since one that is over is taken out.
        for index in (0..self.watched.len()).rev() {
            looks.extend(self.notice(index, target, reading));
        }
        looks
    }

    fn notice(&mut self, index: usize, target: &Target, reading: &Reading) -> Option<Look> {
        let watched = self.watched.get_mut(index)?;
        let writes = &self.writes;
        let change = &writes.get(watched.write)?.change;
        if change.target() != target || watched.unknown.is_found() {
            return None;
        }
        let by_another = |reading: &_| is_left_by_another(writes, watched.write, reading);
        watched.unknown.noticed(change, reading, by_another);
        if watched.unknown.is_found() {
            self.settled(index)
        } else {
            None
        }
    }

    /// What a look came to, once what it found is taken; a write that is over is not looked for any more.
    fn settled(&mut self, index: usize) -> Option<Look> {
        let watched = self.watched.get(index)?;
        let write = self.writes.get_mut(watched.write)?;
        let look = Look {
            change: write.change.clone(),
            sent_at: write.at,
            reading: watched.unknown.reading().cloned(),
            is_news: watched.unknown.is_just_found(),
        };
        if look.is_news {
            write.came = Came::DoneFoundByReading;
            write.left.clone_from(&look.reading);
            write.overwritten = watched.unknown.overwritten().cloned();
        }
        if watched.unknown.is_over() {
            self.watched.remove(index);
        }
        Some(look)
    }

    /// What is known of a write that is looked for.
    pub(super) fn watched(&self, write: usize) -> Option<&Unknown> {
        let mut watched = self.watched.iter();
        watched
            .find(|watched| watched.write == write)
            .map(|watched| &watched.unknown)
    }
}

/// Says whether a write can't be what a reading shows: another one to the same target said that it left this, or sent this and has no
/// answer yet. A configuration is told from another with the same settings by the time at which it was stored.
fn is_left_by_another(writes: &[Write], index: usize, reading: &Reading) -> bool {
    let Some(write) = writes.get(index) else {
        return false;
    };
    let others = writes.iter().enumerate();
    let mut others = others.filter(|(other, _)| *other != index);
    others.any(|(_, other)| {
        let left = other.left.as_ref();
        let left_this = left.is_some_and(|left| left.at >= write.at && left.is_same(reading));
        let may_set_this = other.came == Came::OnItsWay
            && other.change.after_settings().as_ref() == reading.settings();
        other.change.target() == write.change.target() && (may_set_this || left_this)
    })
}
