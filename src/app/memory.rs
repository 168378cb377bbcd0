//! What this run sent, and what each write came to: for the lines that are printed on leaving, when the screen is gone.
//!
//! Knows writes in the order in which they were sent. Does not know how they are drawn.

mod authors;
mod looks;
mod printed;

pub use authors::ChangedSince;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

pub use looks::Look;
use looks::Watched;

use crate::domain::call::{Exchange, Reading};
use crate::domain::change::{Method, ReviewedChange};
use crate::domain::failure::Failure;
use crate::domain::function::{FunctionKey, Target};
use crate::domain::grounds::Recheck;
use crate::domain::place::AccountId;
use crate::domain::validation::can_be_put_back;
use crate::domain::words::{self, Arriving, Removed};

/// What a write is known to have come to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Came {
    /// Its answer is awaited.
    OnItsWay,
    /// The service stored it.
    Done,
    /// The service stored it, as a later reading shows; its answer was lost.
    DoneFoundByReading,
    /// It was to remove what was not there any more: somebody else had removed it, or its function or qualifier was gone.
    NothingToRemove,
    /// The service refused it.
    Refused,
    /// It never left.
    NotSent,
    /// Nobody knows.
    Unknown,
}

impl Came {
    /// The word that stands first in every line about a write.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Done | Self::DoneFoundByReading | Self::NothingToRemove => "DONE",
            Self::Refused => "REFUSED",
            Self::NotSent => "NOT SENT",
            Self::OnItsWay | Self::Unknown => "UNKNOWN",
        }
    }
}

/// What the check before a write found.
#[derive(Clone, Copy, Debug)]
pub struct Checked<'a> {
    /// Who sends it, where STS told.
    pub caller: Option<&'a str>,
    /// Who had opened its review, where that was somebody else.
    pub reviewer: Option<&'a str>,
    /// What was found beside the settings.
    pub recheck: &'a Recheck,
}

/// One write of this run.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Write {
    /// When it was handed over, by the clock of the request once that is known.
    pub at: Timestamp,
    /// What was sent, and what was before.
    pub change: ReviewedChange,
    /// Who sent it, as STS said in the check just before.
    pub caller: Option<String>,
    /// Who had opened its review, where that was somebody else.
    pub reviewer: Option<String>,
    /// What that check found beside the settings.
    pub recheck: Recheck,
    /// What it came to.
    pub came: Came,
    /// The id under which AWS knows it.
    pub request_id: Option<String>,
    /// The status of its answer, where one came.
    pub status: Option<u16>,
    /// Why its last try was refused, in AWS's words where it gave any.
    pub refusal: Option<String>,
    /// What the service held once it was stored: as its own answer said, or the reading by which it was found.
    pub left: Option<Reading>,
    /// What was read between sending it and finding it, where that was neither held before nor sent: it overwrote that.
    pub overwritten: Option<Reading>,
}

impl Write {
    /// Says whether what it was sent for is known to hold.
    #[must_use]
    pub fn is_done(&self) -> bool {
        match self.came {
            Came::Done | Came::DoneFoundByReading | Came::NothingToRemove => true,
            Came::OnItsWay | Came::Refused | Came::NotSent | Came::Unknown => false,
        }
    }

    /// Says whether nothing proves that it is over: nobody knows what became of it, or what it sent was only read.
    #[must_use]
    pub fn is_unproven(&self) -> bool {
        match self.came {
            Came::OnItsWay | Came::Unknown | Came::DoneFoundByReading => true,
            Came::Done | Came::NothingToRemove | Came::Refused | Came::NotSent => false,
        }
    }

    /// Says whether its own answer proves that it did what it was sent for: that there is nothing to remove is no such answer.
    #[must_use]
    pub fn is_proven(&self) -> bool {
        self.came == Came::Done
    }

    /// Says whether it is stored, or can be: what can be put back, or proposed elsewhere.
    #[must_use]
    pub fn may_be_stored(&self) -> bool {
        self.is_done() || self.is_unproven()
    }

    /// What was held before it beside what this program knows and is not any more, where something tells.
    #[must_use]
    pub fn removed(&self) -> Option<String> {
        let left = self.left.as_ref()?;
        let before = self.change.before().configuration.as_ref()?;
        words::removed_unknown(before, left.configuration.as_ref())
    }

    /// What Lambda said it holds instead of what was sent, where its answer said so.
    #[must_use]
    pub fn held_instead(&self) -> Option<String> {
        let left = self.left.as_ref()?;
        self.change.held_instead(left.settings())
    }
}

/// A write that can still arrive: nobody knows its outcome, or it was found by a reading that may have found somebody else's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OpenWrite {
    /// What was sent, and when.
    pub write: Arriving,
    /// When the settings were read since, last.
    pub read_at: Option<Timestamp>,
    /// When they are read again by themselves.
    pub next_look: Option<Timestamp>,
}

impl OpenWrite {
    /// Takes that the settings were read then, by whoever asked for it.
    pub fn also_read(&mut self, at: Timestamp) {
        if at > self.write.sent_at {
            self.read_at = self.read_at.max(Some(at));
        }
    }
}

/// The writes of this run.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Memory {
    writes: Vec<Write>,
    watched: Vec<Watched>,
}

impl Memory {
    /// Notes that a write is handed over. Answers its place among the writes: two of them can be of equal changes.
    pub fn sent(&mut self, at: Timestamp, change: &ReviewedChange, checked: Checked<'_>) -> usize {
        let place = self.writes.len();
        self.writes.push(Write {
            at,
            change: change.clone(),
            caller: checked.caller.map(str::to_owned),
            reviewer: checked.reviewer.map(str::to_owned),
            recheck: checked.recheck.clone(),
            came: Came::OnItsWay,
            request_id: None,
            status: None,
            refusal: None,
            left: None,
            overwritten: None,
        });
        place
    }

    /// Takes whose the functions are that were written to while nobody could tell their account.
    pub fn tell_account(&mut self, account: &AccountId) {
        for write in &mut self.writes {
            write.change.tell_account(account);
        }
    }

    /// Notes that the last write is handed over once more, after an answer that proves that nothing was stored.
    pub fn sent_again(&mut self, change: &ReviewedChange, checked: Checked<'_>) {
        self.came(Came::OnItsWay, None);
        if let Some(write) = self.writes.last_mut() {
            // The check before it may have found the same settings, saved once more.
            write.change.clone_from(change);
            write.caller = checked.caller.map(str::to_owned);
            write.reviewer = checked.reviewer.map(str::to_owned);
            write.recheck.clone_from(checked.recheck);
        }
    }

    /// Notes what the last write came to. When it was sent is told by the request itself, so that every screen tells the same.
    pub fn came(&mut self, came: Came, exchange: Option<&Exchange>) {
        if let Some(write) = self.writes.last_mut() {
            write.came = came;
            if let Some(exchange) = exchange {
                write.at = exchange.sent_at;
                write.status = exchange.status;
            }
            let request_id = exchange.and_then(|exchange| exchange.request_id.as_deref());
            // A later try has an id of its own, or none; that of an earlier one would be another request's.
            let found = came == Came::DoneFoundByReading;
            if request_id.is_some() || !found {
                write.request_id = request_id.map(str::to_owned);
            }
        }
    }

    /// Notes that the last write was refused, and why: where the program ends before anybody saw that, its line is all that tells it.
    pub fn refused(&mut self, failure: &Failure, exchange: &Exchange) {
        self.came(Came::Refused, Some(exchange));
        if let Some(write) = self.writes.last_mut() {
            write.refusal = Some(words::as_aws_says(failure).into_owned());
        }
    }

    /// Notes what the service holds now that the last write is stored.
    pub fn left(&mut self, left: Reading) {
        if let Some(write) = self.writes.last_mut() {
            write.left = Some(left);
        }
    }

    /// Notes what the last write overwrote, which was read before it was found.
    pub fn overwrote(&mut self, overwritten: Option<&Reading>) {
        if let Some(write) = self.writes.last_mut() {
            write.overwritten = overwritten.cloned();
        }
    }

    /// The writes to a target that can still arrive; those of which nothing was found stand first.
    #[must_use]
    pub fn open_at(&self, target: &Target) -> Vec<OpenWrite> {
        let here = self.open_writes();
        let here = here.filter(|(_, write)| write.change.target() == target);
        let mut open: Vec<OpenWrite> = here
            .map(|(index, write)| {
                let unknown = self.watched(index);
                OpenWrite {
                    write: arriving(write),
                    read_at: unknown.and_then(|unknown| Some(unknown.reading()?.at)),
                    next_look: unknown.and_then(|unknown| unknown.next_look),
                }
            })
            .collect();
        open.sort_by_key(|open| open.write.is_found);
        open
    }

    /// Says whether a target has such a write.
    #[must_use]
    pub fn is_open(&self, target: &Target) -> bool {
        let mut open = self.open_writes();
        open.any(|(_, write)| write.change.target() == target)
    }

    /// Says whether a function has such a write.
    #[must_use]
    pub fn has_open_write(&self, function: &FunctionKey) -> bool {
        self.open_writes()
            .any(|(_, write)| write.change.target().function == *function)
    }

    /// The writes that can still arrive, each with its place among all.
    fn open_writes(&self) -> impl DoubleEndedIterator<Item = (usize, &Write)> {
        let writes = self.writes.iter().enumerate();
        writes
            .filter(|(index, write)| write.came == Came::Unknown || self.watched(*index).is_some())
    }

    /// The writes, the first one first.
    #[must_use]
    pub fn writes(&self) -> &[Write] {
        &self.writes
    }

    /// The last write that was stored, of all or of one function.
    #[must_use]
    pub fn last_done(&self, function: Option<&FunctionKey>) -> Option<&Write> {
        self.last(function, Write::is_done)
    }

    /// The same, also one of which nobody knows whether it was stored.
    #[must_use]
    pub fn last_done_or_unknown(&self, function: Option<&FunctionKey>) -> Option<&Write> {
        self.last(function, Write::may_be_stored)
    }

    fn last(
        &self,
        function: Option<&FunctionKey>,
        is_meant: impl Fn(&Write) -> bool,
    ) -> Option<&Write> {
        self.writes.iter().rev().find(|write| {
            let of = &write.change.target().function;
            is_meant(write) && function.is_none_or(|function| of == function)
        })
    }

    /// The last write to a target that was stored.
    #[must_use]
    pub fn last_stored(&self, target: &Target) -> Option<&Write> {
        let mut stored = self.writes.iter().rev().filter(|write| write.is_done());
        stored.find(|write| write.change.target() == target)
    }

    /// Says whether the write at a place is the last one that was stored of its target.
    #[must_use]
    pub fn is_last_stored(&self, place: usize) -> bool {
        let write = self.writes.get(place);
        write.is_some_and(|write| self.last_stored(write.change.target()) == Some(write))
    }

    /// When this run removed the configuration of a target, if that was the last that it stored for it.
    #[must_use]
    pub fn removed(&self, target: &Target) -> Option<Removed> {
        let last = self.last_stored(target)?;
        let left = last.left.as_ref().map(|left| left.at);
        let is_proven = last.is_proven();
        (last.change.method() == Method::Delete).then(|| Removed {
            at: left.filter(|_| !is_proven).unwrap_or(last.at),
            is_proven,
            is_next_undo: self.last_done(Some(&target.function)) == Some(last)
                && can_be_put_back(&last.change),
        })
    }

    /// The write whose answer is awaited.
    #[must_use]
    pub fn on_its_way(&self) -> Option<&Write> {
        self.writes
            .last()
            .filter(|write| write.came == Came::OnItsWay)
    }

    /// Says whether one of the writes is not over, as far as is known: nobody knows what became of it, or it can still arrive.
    #[must_use]
    pub fn has_open_end(&self) -> bool {
        self.on_its_way().is_some() || self.open_writes().next().is_some()
    }
}

/// A write that can still arrive, as it is told.
fn arriving(write: &Write) -> Arriving {
    Arriving {
        method: write.change.method(),
        sent_at: write.at,
        is_found: write.is_done(),
    }
}
