//! What this run sent, and what each write came to: for the lines that are printed on leaving, when the screen is gone.
//!
//! Knows writes in the order in which they were sent. Does not know how they are drawn.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::effect::Effect;
use super::requests::Requests;
use super::review::unknown::Unknown;
use crate::domain::call::{Answer, Exchange, Reading, RequestId};
use crate::domain::change::{Method, ReviewedChange};
use crate::domain::failure::Failure;
use crate::domain::function::{FunctionKey, Target};
use crate::domain::words::{self, Removed};

/// What a write is known to have come to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Came {
    /// Its answer is awaited.
    OnItsWay,
    /// The service stored it.
    Done,
    /// The service stored it, as a later reading shows; its answer was lost.
    DoneFoundByReading,
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
            Self::Done | Self::DoneFoundByReading => "DONE",
            Self::Refused => "REFUSED",
            Self::NotSent => "NOT SENT",
            Self::OnItsWay | Self::Unknown => "UNKNOWN",
        }
    }
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
    /// What it came to.
    pub came: Came,
    /// The id under which AWS knows it.
    pub request_id: Option<String>,
}

/// A write whose outcome is unknown and whose screen was left: it is looked for until something tells.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Watched {
    /// Its place among the writes.
    write: usize,
    /// What is known, and when it is looked for again.
    unknown: Unknown,
}

/// A write whose outcome nobody knows: it can still arrive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OpenWrite {
    /// What was sent.
    pub method: Method,
    /// When.
    pub sent_at: Timestamp,
    /// When the settings were read since, last.
    pub read_at: Option<Timestamp>,
    /// When they are read again by themselves.
    pub next_look: Option<Timestamp>,
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
    /// It is known now: the write arrived.
    pub is_settled: bool,
}

/// The writes of this run.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Memory {
    writes: Vec<Write>,
    watched: Vec<Watched>,
}

impl Memory {
    /// Notes that a write is handed over.
    pub fn sent(&mut self, at: Timestamp, change: &ReviewedChange, caller: Option<&str>) {
        self.writes.push(Write {
            at,
            change: change.clone(),
            caller: caller.map(str::to_owned),
            came: Came::OnItsWay,
            request_id: None,
        });
    }

    /// Notes that the last write is handed over once more, after an answer that proves that nothing was stored.
    pub fn sent_again(&mut self, caller: Option<&str>) {
        self.came(Came::OnItsWay, None);
        if let Some(write) = self.writes.last_mut() {
            write.caller = caller.map(str::to_owned);
        }
    }

    /// Notes what the last write came to. When it was sent is told by the request itself, so that every screen tells the same.
    pub fn came(&mut self, came: Came, exchange: Option<&Exchange>) {
        if let Some(write) = self.writes.last_mut() {
            write.came = came;
            if let Some(exchange) = exchange {
                write.at = exchange.sent_at;
            }
            let request_id = exchange.and_then(|exchange| exchange.request_id.as_deref());
            // A later try has an id of its own, or none; that of an earlier one would be another request's.
            let found = came == Came::DoneFoundByReading;
            if request_id.is_some() || !found {
                write.request_id = request_id.map(str::to_owned);
            }
        }
    }

    /// Goes on looking for the last write, whose screen is left while its outcome is unknown.
    pub fn watch(&mut self, unknown: Unknown) {
        if let Some(write) = self.writes.len().checked_sub(1) {
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
        let write = self.writes.get_mut(watched.write)?;
        watched.unknown.answered(&write.change, request, answer, at);
        let look = Look {
            change: write.change.clone(),
            sent_at: write.at,
            reading: watched.unknown.reading().cloned(),
            is_settled: watched.unknown.is_settled(),
        };
        if look.is_settled {
            write.came = Came::DoneFoundByReading;
            self.watched.remove(index);
        }
        Some(look)
    }

    /// The last write to a target of which nobody knows what became of it.
    #[must_use]
    pub fn open_write(&self, target: &Target) -> Option<OpenWrite> {
        let is_open =
            |write: &Write| write.came == Came::Unknown && write.change.target() == target;
        let index = self.writes.iter().rposition(is_open)?;
        let write = self.writes.get(index)?;
        let mut watched = self.watched.iter();
        let unknown = watched
            .find(|watched| watched.write == index)
            .map(|watched| &watched.unknown);
        Some(OpenWrite {
            method: write.change.method(),
            sent_at: write.at,
            read_at: unknown.and_then(|unknown| Some(unknown.reading()?.at)),
            next_look: unknown.and_then(|unknown| unknown.next_look),
        })
    }

    /// Says whether a function has such a write.
    #[must_use]
    pub fn has_open_write(&self, function: &FunctionKey) -> bool {
        self.writes
            .iter()
            .any(|write| write.came == Came::Unknown && write.change.target().function == *function)
    }

    /// The writes, the first one first.
    #[must_use]
    pub fn writes(&self) -> &[Write] {
        &self.writes
    }

    /// The last write that was stored, of all or of one function.
    #[must_use]
    pub fn last_done(&self, function: Option<&FunctionKey>) -> Option<&Write> {
        self.writes.iter().rev().find(|write| {
            let done = matches!(write.came, Came::Done | Came::DoneFoundByReading);
            done && function.is_none_or(|function| write.change.target().function == *function)
        })
    }

    /// When this run removed the configuration of a target, if that was the last that it stored for it.
    #[must_use]
    pub fn removed(&self, target: &Target) -> Option<Removed> {
        let done = |write: &&Write| matches!(write.came, Came::Done | Came::DoneFoundByReading);
        let mut stored = self.writes.iter().rev().filter(done);
        let last = stored.find(|write| write.change.target() == target)?;
        (last.change.method() == Method::Delete).then(|| Removed {
            at: last.at,
            is_next_undo: self.last_done(Some(&target.function)) == Some(last),
        })
    }

    /// The write whose answer is awaited.
    #[must_use]
    pub fn on_its_way(&self) -> Option<&Write> {
        self.writes
            .last()
            .filter(|write| write.came == Came::OnItsWay)
    }

    /// Says whether nobody knows what became of one of the writes.
    #[must_use]
    pub fn has_unknown(&self) -> bool {
        self.writes
            .iter()
            .any(|write| matches!(write.came, Came::OnItsWay | Came::Unknown))
    }

    /// One line for each write, as it stays in the terminal after the program ended: when, what it came to, what and where, the
    /// id of its request, and what it changes. In the demonstration each says so: nothing left this machine.
    #[must_use]
    pub fn lines(&self, demo: bool) -> Vec<String> {
        let demo = if demo { "DEMO " } else { "" };
        self.writes
            .iter()
            .map(|write| {
                let target = write.change.target();
                let place = target
                    .arn()
                    .unwrap_or_else(|| format!("{target} in {}", words::place(&write.change)));
                let request = match &write.request_id {
                    Some(id) => format!("request {id}"),
                    None => "no request id".to_owned(),
                };
                let found = match write.came {
                    Came::DoneFoundByReading => " (no answer; found by reading)",
                    Came::OnItsWay | Came::Done | Came::Refused | Came::NotSent | Came::Unknown => {
                        ""
                    }
                };
                let difference = write.change.difference();
                let mut changes = words::changes(difference, &target.function);
                if !changes.is_empty() {
                    changes.insert_str(0, ": ");
                }
                let line = format!(
                    "{} {demo}{} {} {place} {request}{found}{changes}",
                    words::instant(write.at),
                    write.came.word(),
                    write.change.method().word(),
                );
                words::clean(&line).into_owned()
            })
            .collect()
    }
}
