//! `--if-last-modified`: sending only where nobody changed the configuration since a moment.
//!
//! Knows how moments are written and compared. Does not know what would be sent. Lambda has no lock: a change made between this
//! reading and the sending is not seen.

use jiff::Timestamp;
use serde_json::Value;

use super::super::output::python;
use super::super::problem::Problem;
use crate::aws::TypedAnswer;
use crate::commands::output::own_line;

/// The configuration was changed since, or is not there: nothing was sent.
const TOUCHED: u8 = 4;

/// A moment as it was typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in super::super) struct Moment {
    typed: String,
    /// Milliseconds since 1970, which is how exact `LastModified` is.
    milliseconds: i64,
}

impl Moment {
    /// Reads seconds since 1970, as `LastModified` prints them, or a time as RFC 3339 writes it.
    pub(in super::super) fn parse(text: &str) -> Result<Self, Problem> {
        let by_epoch = || epoch(text.parse().ok()?);
        let by_calendar = || {
            text.parse::<Timestamp>()
                .ok()
                .map(Timestamp::as_millisecond)
        };
        let milliseconds = by_epoch().or_else(by_calendar).ok_or_else(|| {
            Problem::Usage(format!(
                "argument --if-last-modified: {} is neither seconds since 1970, as LastModified prints them, nor a time such as \
                 2026-01-30T09:14:02.655Z",
                python::quoted(text)
            ))
        })?;
        Ok(Self {
            typed: text.to_owned(),
            milliseconds,
        })
    }

    /// Compares with what the service answered to a Get of `name`.
    ///
    /// # Errors
    /// What was found instead, and that nothing was sent.
    pub(in super::super) fn check(&self, name: &str, answer: &TypedAnswer) -> Result<(), Problem> {
        let touched = |found: String| Problem::Own {
            line: format!("Not sent: {found}"),
            advice: None,
            status: TOUCHED,
        };
        let typed = &self.typed;
        if answer.error.is_some() {
            return Err(touched(format!(
                "nothing is set for {name}, or it does not exist; what was touched last at {typed} is gone."
            )));
        }
        let answer: Value = serde_json::from_slice(&answer.body).unwrap_or_default();
        let modified = answer.get("LastModified").unwrap_or(&Value::Null);
        let Some(at) = modified.as_f64().and_then(epoch) else {
            let line = format!(
                "Not sent: what was answered about {name} names no time of its last change, so nobody knows whether it is that of {typed}."
            );
            return Err(Problem::Line(own_line(&line).into_owned()));
        };
        if at == self.milliseconds {
            return Ok(());
        }
        let calendar = Timestamp::from_millisecond(at)
            .map(|at| format!(" ({at})"))
            .unwrap_or_default();
        Err(touched(format!(
            "LastModified of {name} is {}{calendar}, not {typed}.",
            python::text(modified)
        )))
    }
}

/// Says of a read that failed what became of the write behind it.
pub(in super::super) fn unread(problem: Problem) -> Problem {
    const NOT_SENT: &str = "Not sent: the configuration could not be read, so nobody knows whether it was changed since.";
    match problem {
        Problem::Line(line) => Problem::Line(format!("{line}\n{NOT_SENT}")),
        Problem::Bare(line) => Problem::Bare(format!("{line}\n{NOT_SENT}")),
        Problem::Usage(_) | Problem::UnknownOptions(_) | Problem::Own { .. } => problem,
    }
}

/// Whether an answer to a Get says that there is no configuration: a function of another region is not found either.
pub(in super::super) fn says_none(answer: &TypedAnswer) -> bool {
    answer.error.as_ref().is_some_and(|error| {
        error.code == "ResourceNotFoundException"
            && error.message.contains("doesn't have an EventInvokeConfig")
    })
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "what is out of range saturates, and equals no time that the service answers"
)]
fn epoch(seconds: f64) -> Option<i64> {
    seconds
        .is_finite()
        .then(|| (seconds * 1000.0).round() as i64)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answered(body: &str) -> TypedAnswer {
        TypedAnswer {
            status: 200,
            error: None,
            failure: None,
            body: body.as_bytes().to_vec(),
            request_id: None,
            attempts: 1,
            gave_up: false,
        }
    }

    #[test]
    fn a_moment_is_the_same_however_it_is_written() {
        let answer = answered(r#"{"LastModified": 1.790602620655E9}"#);
        for text in [
            "1790602620.655",
            "1.790602620655E9",
            "2026-09-28T13:37:00.655Z",
            "2026-09-28T15:37:00.655+02:00",
        ] {
            assert_eq!(
                Moment::parse(text).unwrap().check("f", &answer),
                Ok(()),
                "{text}"
            );
        }
    }

    #[test]
    fn another_moment_is_told_beside_the_one_that_was_typed() {
        let answer = answered(r#"{"LastModified": 1790602620.1}"#);
        let problem = Moment::parse("1790602620").unwrap().check("f", &answer);
        assert_eq!(
            problem,
            Err(Problem::Own {
                line: "Not sent: LastModified of f is 1790602620.1 (2026-09-28T13:37:00.1Z), not 1790602620.".to_owned(),
                advice: None,
                status: 4,
            })
        );
    }

    /// It was told with the status that says that somebody changed the configuration.
    #[test]
    fn an_answer_without_a_moment_is_no_change_by_somebody() {
        for body in [
            "",
            "<html>",
            "{}",
            r#"{"LastModified": null}"#,
            r#"{"LastModified": "x"}"#,
        ] {
            let problem = Moment::parse("1").unwrap().check("f:live", &answered(body));
            let Err(Problem::Line(line)) = problem else {
                panic!("{body}: {problem:?}");
            };
            assert!(line.starts_with("Not sent: what was answered about f:live names no time"));
        }
    }

    #[test]
    fn what_is_no_moment_is_misuse() {
        for text in ["", "yesterday", "2026-09-28", "NaN", "inf"] {
            assert!(
                matches!(Moment::parse(text), Err(Problem::Usage(_))),
                "{text}"
            );
        }
    }
}
