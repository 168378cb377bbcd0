//! The line of a write that stays in the terminal when the screen is gone.
//!
//! Knows what became known of it by then. Does not know what else is printed on leaving.

use super::{Came, Memory, Write};
use crate::domain::call::Reading;
use crate::domain::function::Target;
use crate::domain::words;

impl Write {
    fn line(&self, demo: &str, can_arrive: bool) -> String {
        let target = self.change.target();
        let place = target
            .arn()
            .unwrap_or_else(|| format!("{target} in {}", words::place(&self.change)));
        let request = match &self.request_id {
            Some(id) => format!("request {id}"),
            None => "no request id".to_owned(),
        };
        let arrives = if can_arrive {
            let instead = words::instead(self.change.method());
            format!(", unless {instead}: then it can still arrive")
        } else {
            String::new()
        };
        let found = match (self.came, self.status) {
            (Came::DoneFoundByReading, Some(status)) => {
                format!(" (answered HTTP {status}; found by reading{arrives})")
            }
            (Came::DoneFoundByReading, None) => format!(" (no answer; found by reading{arrives})"),
            (Came::NothingToRemove, _) => format!(": {}", words::NOTHING_TO_REMOVE),
            (Came::OnItsWay | Came::Done | Came::Refused | Came::NotSent | Came::Unknown, _) => {
                String::new()
            }
        };
        let changes = match words::changes(self.change.difference(), &target.function) {
            // What it was to remove, it did not remove.
            _ if self.came == Came::NothingToRemove => String::new(),
            changes if changes.is_empty() => changes,
            changes => format!(": {changes}"),
        };
        let instead = self.held_instead().map_or(String::new(), |instead| {
            format!("; but Lambda answered otherwise: {instead}")
        });
        let removed = self.removed().map_or(String::new(), |removed| {
            format!("; {}", removed.trim_end_matches('.'))
        });
        let between = self.overwritten.as_ref();
        let between = between.map_or(String::new(), |between| {
            format!("; between: {}", words::overwritten(&self.change, between))
        });
        let refused = self.refusal.as_ref().filter(|_| self.came == Came::Refused);
        let refused = refused.map_or(String::new(), |why| format!("; refused: {why}"));
        let line = format!(
            "{} {demo}{} {} {place} {request}{found}{changes}{instead}{removed}{between}{refused}",
            words::instant(self.at),
            self.came.word(),
            self.change.method().word(),
        );
        words::clean(&line).into_owned()
    }
}

impl Memory {
    /// One line for each write, as it stays in the terminal after the program ended: when, what it came to, what and where, the
    /// id of its request, what it changes, and what is known to be otherwise since then. In the demonstration each says so: nothing
    /// left this machine. `held`: what was read of a target last.
    #[must_use]
    pub fn lines(&self, demo: bool, held: impl Fn(&Target) -> Option<Reading>) -> Vec<String> {
        let demo = if demo { "DEMO " } else { "" };
        let writes = self.writes.iter().enumerate();
        let line = |(index, write): (usize, &Write)| {
            let line = write.line(demo, self.watched(index).is_some());
            format!("{line}{}", self.afterwards(index, write, &held))
        };
        writes.map(line).collect()
    }

    /// What is told behind a write that is stored: that an earlier one can still arrive over it, and what a later reading shows.
    fn afterwards(
        &self,
        index: usize,
        write: &Write,
        held: &impl Fn(&Target) -> Option<Reading>,
    ) -> String {
        let target = write.change.target();
        if !write.is_done() {
            return String::new();
        }
        let earlier = self.open_writes().filter(|(open, _)| *open < index);
        let earlier = earlier.filter(|(_, open)| open.change.target() == target);
        let arrives = earlier.map(|(_, open)| {
            let (method, sent_at) = (open.change.method().word(), words::time(open.at));
            format!("; the {method} of {sent_at} can still arrive over this")
        });
        let arrives = arrives.collect::<Vec<_>>().concat();
        let is_last = self.last_stored(target) == Some(write);
        let now = is_last.then(|| held(target)).flatten();
        let since = now.and_then(|now| Some((now.at, self.changed_since(target, &now)?)));
        let since = since.map_or(String::new(), |(at, changed)| {
            format!("; read {}: {}", words::time(at), changed.said)
        });
        format!("{arrives}{since}")
    }
}
