//! The question that stands above the keys while something is to be answered: the send line, the words that throw away or quit, and
//! what a write is waiting for.
//!
//! Knows the words and how many rows they take, so that nothing of them is cut. Does not know which keys answer.

use textwrap::{Options, WordSplitter, wrap};

use super::fate::Fate;
use super::qualifier_rows::is_known_gone;
use super::review::{Review, Stage};
use super::send_line::{Asked, SendLine};
use super::state::{Leaving, Screen, State};
use crate::domain::function::Target;
use crate::domain::words::{self, clean};

/// A question and what was typed as its answer so far.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// The words.
    pub text: String,
    /// What was typed; `None` where nothing is to be typed.
    pub typed: Option<String>,
}

impl Question {
    fn asks(text: impl Into<String>, typed: &str) -> Self {
        Self {
            text: text.into(),
            typed: Some(clean(typed).into_owned()),
        }
    }

    fn tells(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            typed: None,
        }
    }

    /// The rows that the question takes in a width, whole; what is typed follows in the last of them.
    #[must_use]
    pub fn lines(&self, columns: u16) -> Vec<String> {
        let typed = self
            .typed
            .as_ref()
            .map_or(0, |typed| typed.chars().count() + 3);
        let width = usize::from(columns).saturating_sub(typed).max(20);
        let options = Options::new(width)
            .initial_indent(" ")
            .subsequent_indent(" ")
            .word_splitter(WordSplitter::NoHyphenation);
        wrap(&self.text, options)
            .into_iter()
            .map(std::borrow::Cow::into_owned)
            .collect()
    }
}

/// The question that waits for an answer, if there is one.
#[must_use]
pub fn of(state: &State) -> Option<Question> {
    if let Some(Leaving::Asking { typed }) = &state.leaving {
        return Some(Question::asks(quits(state), typed));
    }
    match state.above.last() {
        Some(Screen::Form(form)) => {
            let typed = form.discarding.as_deref()?;
            let text = format!(
                "Throw the draft of {} away? Type y, then Enter:",
                clean(&form.target.to_string())
            );
            Some(Question::asks(text, typed))
        }
        Some(Screen::Review(review)) => match state.seconds_waited() {
            Some(seconds) => Some(quits_when_answered(review, seconds)),
            None => stage(review, state.shown_notice().is_none()),
        },
        Some(Screen::Function(_) | Screen::Text(_)) | None => None,
    }
}

/// That drafts are left, each with what became of it.
fn quits(state: &State) -> String {
    let fates = Fate::ALL.into_iter().filter_map(|fate| {
        let drafts = state.drafts.iter();
        let drafts = drafts.filter(|(target, kept)| Fate::of(&state.memory, target, kept) == fate);
        let names: Vec<String> = drafts.map(|(target, _)| named(state, target)).collect();
        let drafts = if names.len() == 1 { "draft" } else { "drafts" };
        let (count, names) = (names.len(), names.join(", "));
        (count > 0).then(|| format!("{count} {drafts} {}: {}. ", fate.asked(), clean(&names)))
    });
    let fates: String = fates.collect();
    format!("{fates}Quit, and print what would be sent? Type y, then Enter:")
}

/// The target of a draft, and that it is gone where that is known.
fn named(state: &State, target: &Target) -> String {
    let entry = state.catalogue.get(&target.function);
    let is_gone = entry.is_some_and(|entry| is_known_gone(entry, &target.qualifier));
    let gone = if is_gone { " (gone)" } else { "" };
    format!("{target}{gone}")
}

/// What a review waits for; what only tells of waiting makes room for a notice.
fn stage(review: &Review, has_room: bool) -> Option<Question> {
    match &review.stage {
        Stage::Asking(line) => Some(send_line(review, line)),
        Stage::Checking(_) if has_room => {
            let sends = if review.is_looking() {
                "Nothing is sent."
            } else {
                "Nothing is sent yet."
            };
            Some(Question::tells(format!(
                "Checking that nothing moved: account and settings are read again ..  {sends}"
            )))
        }
        Stage::Waiting { tries, failure, .. } => {
            let why = clean(&failure.sentence);
            let tries = if *tries == 1 {
                "1 try".to_owned()
            } else {
                format!("{tries} tries")
            };
            Some(Question::tells(format!(
                "! Not now, after {tries}; again in a moment: {why}"
            )))
        }
        Stage::Sending { .. } if has_room => {
            let method = review.change.method().word();
            Some(Question::tells(format!(
                "{method} is on its way: waiting for Lambda's answer .."
            )))
        }
        Stage::Reading | Stage::Ended(_) | Stage::Checking(_) | Stage::Sending { .. } => None,
    }
}

/// Somebody asked to quit while a write is on its way.
fn quits_when_answered(review: &Review, seconds: i64) -> Question {
    let method = review.change.method().word();
    Question::tells(format!(
        "A {method} is on its way: waiting for Lambda's answer ({seconds} s), then Lasso quits. Ctrl-C leaves at once."
    ))
}

/// The send line repeats what is sent to whom, account and region.
fn send_line(review: &Review, line: &SendLine) -> Question {
    let what = format!(
        "{} {} in {}",
        review.change.method().word(),
        clean(&review.change.target().to_string()),
        words::place(&review.change)
    );
    match &line.asked {
        Asked::Yes => Question::asks(format!("Send {what} ?"), "y"),
        Asked::Word(word) => Question::asks(
            format!("Type {} to send {what} :", clean(word)),
            line.typed.text(),
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_question_is_never_cut() {
        let text = format!(
            "Send PUT {}:live in 123456789012 eu-west-1 ?",
            "f".repeat(64)
        );
        for columns in [60, 80, 120] {
            let lines = Question::asks(text.clone(), "y").lines(columns);
            let without_blanks = |text: &str| text.replace(' ', "");
            assert_eq!(without_blanks(&lines.concat()), without_blanks(&text));
            assert!(
                lines
                    .iter()
                    .all(|line| line.chars().count() + 4 <= usize::from(columns))
            );
        }
    }
}
