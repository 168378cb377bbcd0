//! What was asked, and what became of it.
//!
//! Knows one line per request. Does not keep bodies or secrets; of the credentials it keeps the access key id, which says
//! whose they are.

use std::collections::VecDeque;
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use jiff::Timestamp;

use super::routes::Operation;

/// The most lines kept: older ones are dropped.
const KEPT: usize = 200_000;

/// Where finished lines go as well, such as standard output.
pub type LogSink = Arc<dyn Fn(&LogLine) + Send + Sync>;

/// One request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LogLine {
    /// When it arrived.
    pub at: Timestamp,
    /// `None` if no operation has that method and path.
    pub operation: Option<Operation>,
    /// From the signature, else the simulator's own.
    pub region: String,
    /// The function's bare name, if the path names one.
    pub function: Option<String>,
    /// The qualifier, if the name, the query or the path gives one.
    pub qualifier: Option<String>,
    /// Whose credentials signed it; `None` for an unsigned request.
    pub access_key_id: Option<String>,
    /// The id that the answer carries.
    pub request_id: String,
    /// What became of it.
    pub fate: Fate,
}

/// What became of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// Nothing yet.
    Arrived,
    /// Answered whole, with this status.
    Answered(u16),
    /// Answered by half, then cut.
    Half(u16),
    /// The connection was closed without an answer.
    Cut,
    /// It never gets an answer.
    Silent,
}

impl fmt::Display for Fate {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Arrived => formatter.write_str("arrived"),
            Self::Answered(status) => write!(formatter, "{status}"),
            Self::Half(status) => write!(formatter, "{status} half, then cut"),
            Self::Cut => formatter.write_str("cut"),
            Self::Silent => formatter.write_str("no answer"),
        }
    }
}

impl fmt::Display for LogLine {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{:.3} ", self.at)?;
        match self.operation {
            Some(operation) => write!(formatter, "{operation:?}")?,
            None => formatter.write_str("unknown")?,
        }
        if let Some(function) = &self.function {
            write!(formatter, " {function}")?;
            if let Some(qualifier) = &self.qualifier {
                write!(formatter, ":{qualifier}")?;
            }
        }
        write!(formatter, " {}", self.fate)
    }
}

/// The lines so far.
#[derive(Default)]
pub(super) struct Log {
    lines: Mutex<Lines>,
    sink: Option<LogSink>,
}

#[derive(Default)]
struct Lines {
    kept: VecDeque<LogLine>,
    dropped: usize,
}

/// Which line of the log a request wrote.
#[derive(Clone, Copy, Debug)]
pub(super) struct LineNumber(usize);

impl Log {
    pub(super) fn new(sink: Option<LogSink>) -> Self {
        Self {
            lines: Mutex::default(),
            sink,
        }
    }

    /// Writes down a request as it arrives.
    pub(super) fn arrived(&self, line: LogLine) -> LineNumber {
        let mut lines = self.lines();
        if lines.kept.len() == KEPT {
            lines.kept.pop_front();
            lines.dropped += 1;
        }
        lines.kept.push_back(line);
        LineNumber(lines.dropped + lines.kept.len() - 1)
    }

    /// Says what becomes of it, before the client can know.
    pub(super) fn ended(&self, number: LineNumber, fate: Fate) {
        let line = {
            let mut lines = self.lines();
            let index = number.0.checked_sub(lines.dropped);
            index
                .and_then(|index| lines.kept.get_mut(index))
                .map(|line| {
                    line.fate = fate;
                    line.clone()
                })
        };
        if let (Some(sink), Some(line)) = (&self.sink, line) {
            sink(&line);
        }
    }

    pub(super) fn all(&self) -> Vec<LogLine> {
        self.lines().kept.iter().cloned().collect()
    }

    pub(super) fn count(&self, operation: Operation) -> usize {
        self.lines()
            .kept
            .iter()
            .filter(|line| line.operation == Some(operation))
            .count()
    }

    fn lines(&self) -> MutexGuard<'_, Lines> {
        self.lines.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_says_when_what_whom_and_how_it_ended() {
        let line = LogLine {
            at: Timestamp::from_millisecond(1_795_228_267_412).unwrap(),
            operation: Some(Operation::PutFunctionEventInvokeConfig),
            region: "eu-west-1".to_owned(),
            function: Some("orders".to_owned()),
            qualifier: Some("live".to_owned()),
            access_key_id: None,
            request_id: String::new(),
            fate: Fate::Answered(200),
        };
        assert_eq!(
            line.to_string(),
            "2026-11-21T02:31:07.412Z PutFunctionEventInvokeConfig orders:live 200"
        );
        let unknown = LogLine {
            operation: None,
            function: None,
            fate: Fate::Cut,
            ..line
        };
        assert_eq!(unknown.to_string(), "2026-11-21T02:31:07.412Z unknown cut");
    }
}
