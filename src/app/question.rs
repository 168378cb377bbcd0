//! The question that stands above the keys while something is to be answered: the send line, the words that throw away or quit, and
//! what a write is waiting for.
//!
//! Knows the words and how many rows they take, so that nothing of them is cut. Does not know which keys answer.

use textwrap::core::display_width;
use textwrap::{Options, WordSplitter, wrap};

use super::fate::Fate;
use super::qualifier_rows::is_known_gone;
use super::review::{Review, Stage};
use super::send_line::{Asked, SendLine};
use super::state::{LONG_ON_ITS_WAY, Leaving, Screen, State};
use super::text_field::TextField;
use crate::domain::function::Target;
use crate::domain::words::{self, clean};

/// A question and what was typed as its answer so far.
#[derive(Clone, Debug, PartialEq)]
pub struct Question {
    text: String,
    answer: Option<Answer>,
}

/// What was typed, as it is shown, and how many cells the answer may need: it keeps its place while it is typed.
#[derive(Clone, Debug, PartialEq)]
struct Answer {
    typed: String,
    cursor: usize,
    needed: usize,
}

/// One row of a question.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct QuestionRow {
    /// The words in it.
    pub words: String,
    /// What of the answer is in it, before the cursor where that is in it as well.
    pub typed: String,
    /// The cursor, where it is in this row.
    pub cursor: Option<Cursor>,
}

/// The cursor in an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cursor {
    /// Behind all that was typed.
    Behind,
    /// On a character; what else of the answer is in the row follows.
    On(char, String),
}

/// The cells before an answer, and of those the blank ones between the words and it.
const BEFORE_ANSWER: usize = 2;

impl Question {
    fn asks(text: impl Into<String>, typed: &TextField, needed: usize) -> Self {
        Self {
            text: text.into(),
            answer: Some(Answer {
                typed: clean(typed.text()).into_owned(),
                cursor: typed.cursor(),
                needed,
            }),
        }
    }

    fn tells(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            answer: None,
        }
    }

    /// The rows that the question takes in a width, whole. What is typed follows in the last of them, or has rows of its own where it may
    /// need more room than is left there: no letter takes anything of the words.
    #[must_use]
    pub fn rows(&self, columns: u16) -> Vec<QuestionRow> {
        let width = usize::from(columns).max(20);
        let options = Options::new(width)
            .initial_indent(" ")
            .subsequent_indent(" ")
            .word_splitter(WordSplitter::NoHyphenation);
        let words = wrap(&self.text, options).into_iter();
        let mut rows: Vec<QuestionRow> = words
            .map(|words| QuestionRow {
                words: words.into_owned(),
                ..QuestionRow::default()
            })
            .collect();
        if let Some(answer) = &self.answer {
            let width = width - BEFORE_ANSWER;
            let mut typed = answer.rows(width);
            let last = rows.last_mut();
            let last = last.filter(|last| display_width(&last.words) + answer.cells() <= width);
            if let (Some(last), [only]) = (last, typed.as_mut_slice()) {
                only.words = std::mem::take(&mut last.words);
                rows.pop();
            }
            rows.append(&mut typed);
        }
        rows
    }
}

impl Answer {
    /// The cells that it takes with its cursor, or may take.
    fn cells(&self) -> usize {
        display_width(&self.typed).max(self.needed) + 1
    }

    /// What was typed, in rows of so many cells, all of it; there is always one with the cursor.
    fn rows(&self, width: usize) -> Vec<QuestionRow> {
        let mut rows = vec![QuestionRow::default()];
        let mut taken = 0;
        let cells = self.typed.chars().map(Some).chain([None]);
        for (index, character) in cells.enumerate() {
            let needed = character.map_or(1, |character| {
                display_width(character.encode_utf8(&mut [0; 4]))
            });
            if taken + needed > width {
                rows.push(QuestionRow::default());
                taken = 0;
            }
            taken += needed;
            if let Some(row) = rows.last_mut() {
                row.take(character, index == self.cursor);
            }
        }
        rows
    }
}

impl QuestionRow {
    /// Takes the next character of an answer, or its end.
    fn take(&mut self, character: Option<char>, has_cursor: bool) {
        match (character, &mut self.cursor) {
            (Some(character), Some(Cursor::On(_, behind))) => behind.push(character),
            (Some(character), None | Some(Cursor::Behind)) if has_cursor => {
                self.cursor = Some(Cursor::On(character, String::new()));
            }
            (Some(character), None | Some(Cursor::Behind)) => self.typed.push(character),
            (None, _) if has_cursor => self.cursor = Some(Cursor::Behind),
            (None, _) => {}
        }
    }
}

/// The question that waits for an answer, if there is one.
#[must_use]
pub fn of(state: &State) -> Option<Question> {
    if let Some(Leaving::Asking { typed }) = &state.leaving {
        return Some(Question::asks(quits(state), &TextField::new(typed), 1));
    }
    match state.above.last() {
        Some(Screen::Form(form)) => {
            let typed = form.discarding.as_deref()?;
            let text = format!(
                "Throw the draft of {} away? Type y, then Enter:",
                clean(&form.target.to_string())
            );
            Some(Question::asks(text, &TextField::new(typed), 1))
        }
        Some(Screen::Review(review)) => match state.seconds_waited() {
            Some(seconds) if state.leaves_when_answered() => {
                Some(quits_when_answered(review, seconds))
            }
            Some(seconds) if seconds >= LONG_ON_ITS_WAY => Some(still_on_its_way(review, seconds)),
            Some(_) | None => stage(review, state.shown_notice().is_none()),
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
    format!("{}{gone}", state.session.name_of_target(target))
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

/// That a write is on its way for long: how long Lasso waits is its own affair, and whether it is stored nobody knows.
fn still_on_its_way(review: &Review, seconds: i64) -> Question {
    let method = review.change.method().word();
    Question::tells(format!(
        "! No answer from Lambda to the {method} for {seconds} s: it may be stored or not. Lasso still waits."
    ))
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
        Asked::Yes => Question::asks(format!("Send {what} ?"), &TextField::new("y"), 1),
        Asked::Word(word) => Question::asks(
            format!("Type {} to send {what} :", clean(word)),
            &line.typed,
            display_width(word),
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::key::{Key, KeyCode};

    #[test]
    fn a_question_is_never_cut() {
        let text = format!(
            "Send PUT {}:live in 123456789012 eu-west-1 ?",
            "f".repeat(64)
        );
        for columns in [60, 80, 120] {
            let rows = Question::asks(text.clone(), &TextField::new("y"), 1).rows(columns);
            let words: String = rows.iter().map(|row| row.words.as_str()).collect();
            let without_blanks = |text: &str| text.replace(' ', "");
            assert_eq!(without_blanks(&words), without_blanks(&text));
            assert_within(&rows, columns);
        }
    }

    fn assert_within(rows: &[QuestionRow], columns: u16) {
        for row in rows {
            let answer = match &row.cursor {
                Some(Cursor::Behind) => BEFORE_ANSWER + row.typed.len() + 1,
                Some(Cursor::On(_, behind)) => BEFORE_ANSWER + row.typed.len() + 1 + behind.len(),
                None if row.typed.is_empty() => 0,
                None => BEFORE_ANSWER + row.typed.len(),
            };
            let cells = row.words.len() + answer;
            assert!(cells <= usize::from(columns), "{row:?} in {columns}");
        }
    }

    /// The more was typed, the narrower the words became, until account and cursor were off the screen.
    #[test]
    fn what_is_typed_takes_nothing_of_the_words() {
        let name = "f".repeat(64);
        let text =
            format!("Type {name} reset to send PUT {name}:live in account unknown eu-west-1 :");
        let word = format!("{name} reset");
        for columns in [60, 80, 120] {
            let rows = |typed: &str| {
                let field = TextField::new(typed);
                Question::asks(text.clone(), &field, word.len()).rows(columns)
            };
            let words = |rows: &[QuestionRow]| -> Vec<String> {
                let words = rows.iter().map(|row| row.words.clone());
                words.filter(|words| !words.is_empty()).collect()
            };
            let before = words(&rows(""));
            for typed in 0..=word.len() {
                let rows = rows(&word[..typed]);
                assert_eq!(words(&rows), before);
                assert_within(&rows, columns);
                assert_eq!(rows.last().unwrap().cursor, Some(Cursor::Behind));
                let shown: String = rows.iter().map(|row| row.typed.as_str()).collect();
                assert_eq!(shown, word[..typed]);
            }
        }
    }

    #[test]
    fn the_cursor_is_on_the_character_before_which_is_typed() {
        let mut field = TextField::new("reset");
        field.key(Key::plain(KeyCode::Home));
        field.key(Key::plain(KeyCode::Right));
        let rows = Question::asks("Type reset :", &field, 5).rows(60);
        let cursor = Some(Cursor::On('e', "set".to_owned()));
        let row = QuestionRow {
            words: " Type reset :".to_owned(),
            typed: "r".to_owned(),
            cursor,
        };
        assert_eq!(rows, [row]);
    }
}
