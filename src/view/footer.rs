//! The last two rows: what just happened, and the keys that work here.
//!
//! Knows the key table and the questions that stand in these rows: the send line, and the words that throw away or quit.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use unicode_width::UnicodeWidthStr;

use super::{row, theme};
use crate::app::keymap;
use crate::app::review::{Review, Stage};
use crate::app::send_line::{Asked, SendLine};
use crate::app::state::{Leaving, Screen, State};
use crate::domain::words::{self, clean};

/// Draws notice and keys.
pub(super) fn draw(frame: &mut Frame<'_>, area: Rect, state: &State) {
    // A question stays on screen; what there is to say then stands in the place of the keys.
    let question = question(state);
    let keys_shown = question.is_none() || state.notice.is_none();
    let blank = (question.is_none() && state.notice.is_none()).then(Line::default);
    let lines = question
        .into_iter()
        .chain(blank)
        .chain(notice(state, area.width))
        .chain(keys_shown.then(|| keys(state, area.width)));
    for (index, line) in (0..).zip(lines) {
        row(frame, area, index, line);
    }
}

fn notice(state: &State, width: u16) -> Vec<Line<'static>> {
    let Some(notice) = &state.notice else {
        return Vec::new();
    };
    let style = if notice.is_warning {
        theme::WARNING
    } else {
        theme::PLAIN
    };
    let lines = notice.lines(width).into_iter();
    lines.map(|line| Line::styled(line, style)).collect()
}

/// The question that waits for an answer, if there is one.
fn question(state: &State) -> Option<Line<'static>> {
    if let Some(Leaving::Asking { typed }) = &state.leaving {
        let count = state.drafts.iter().len();
        let drafts = if count == 1 { "draft is" } else { "drafts are" };
        return Some(prompt(
            format!(" {count} {drafts} not sent. Quit, and print what they would send?  "),
            typed,
        ));
    }
    match state.above.last() {
        Some(Screen::Form(form)) => {
            let typed = form.discarding.as_deref()?;
            Some(prompt(
                format!(
                    " Throw the draft of {} away?  ",
                    clean(&form.target.to_string())
                ),
                typed,
            ))
        }
        Some(Screen::Review(review)) => stage(review, state),
        Some(Screen::Function(_) | Screen::Text(_)) | None => None,
    }
}

fn prompt(question: String, typed: &str) -> Line<'static> {
    Line::from(vec![
        Span::styled(question, theme::WARNING),
        Span::styled(format!("{}_", clean(typed)), theme::STRONG),
    ])
}

fn stage(review: &Review, state: &State) -> Option<Line<'static>> {
    match &review.stage {
        Stage::Asking(line) => Some(send_line(review, line)),
        Stage::Checking(_) if state.notice.is_none() => Some(Line::raw(
            " Checking that nothing moved: account and settings are read again ..  Nothing is sent yet.",
        )),
        Stage::Waiting { tries, failure, .. } => Some(Line::styled(
            format!(" ! Not now ({tries} tries): {}", clean(&failure.sentence)),
            theme::WARNING,
        )),
        Stage::Sending { .. } if state.notice.is_none() => Some(Line::styled(
            format!(
                " {} is on its way: waiting for Lambda's answer ..",
                review.change.method().word()
            ),
            theme::STRONG,
        )),
        Stage::Reading | Stage::Ended(_) | Stage::Checking(_) | Stage::Sending { .. } => None,
    }
}

/// The send line repeats what is sent to whom, account and region.
fn send_line(review: &Review, line: &SendLine) -> Line<'static> {
    let target = review.change.target();
    let what = format!(
        "{} {} in {}",
        review.change.method().word(),
        clean(&target.to_string()),
        words::place(&review.change)
    );
    let (question, typed) = match &line.asked {
        Asked::Yes => (format!(" Send {what} ?  "), "y".to_owned()),
        Asked::Word(word) => (
            format!(" Type {} to send {what} :  ", clean(word)),
            line.typed.clone(),
        ),
    };
    prompt(question, &typed)
}

/// The keys of the table that work here, as many as fit.
fn keys(state: &State, width: u16) -> Line<'static> {
    let mut spans = Vec::new();
    let mut free = usize::from(width);
    for binding in keymap::footer(state.context()) {
        let key = format!(" {}", binding.key);
        let words = format!(" {} ", binding.footer);
        let needed = key.width() + words.width();
        if needed > free {
            break;
        }
        free -= needed;
        spans.push(Span::styled(key, theme::STRONG));
        spans.push(Span::styled(words, theme::QUIET));
    }
    Line::from(spans)
}
