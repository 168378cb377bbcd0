//! The rows below the screens: how many a question, a notice and the keys take, and what that leaves to a text above them.
//!
//! Knows which of them make room for which. Does not know how they are drawn.

use super::layout;
use super::message::Size;
use super::notice::Tone;
use super::offer;
use super::question::{self, QuestionRow};
use super::state::{Screen, State};

/// What stands below a screen, each in its rows.
#[derive(Debug, PartialEq, Eq)]
pub struct Footer {
    /// A question that waits for an answer, in its rows; none where nothing is asked.
    pub question: Vec<QuestionRow>,
    /// What just happened.
    pub notice: Option<NoticeRows>,
    /// How many rows the keys have. None beside a question and a notice: a question stays on screen, and what there is to say stands in
    /// the place of the keys.
    pub key_rows: usize,
}

/// A notice in its rows.
#[derive(Debug, PartialEq, Eq)]
pub struct NoticeRows {
    /// Its lines.
    pub lines: Vec<String>,
    /// How it is said.
    pub tone: Tone,
}

impl Footer {
    /// What stands below the screen now.
    #[must_use]
    pub fn of(state: &State) -> Self {
        let columns = state.size.columns;
        let question = question::of(state);
        let question = question.map_or_else(Vec::new, |question| question.rows(columns));
        let notice = state.shown_notice().map(|notice| NoticeRows {
            lines: notice.lines(columns),
            tone: notice.tone,
        });
        let has_keys = question.is_empty() || notice.is_none();
        Self {
            key_rows: if has_keys { offer::rows(state) } else { 0 },
            question,
            notice,
        }
    }

    /// The rows that are blank above the keys where nothing else is there.
    #[must_use]
    pub fn blank_rows(&self) -> usize {
        usize::from(layout::FOOTER_ROWS).saturating_sub(self.taken())
    }

    /// All of its rows.
    #[must_use]
    pub fn rows(&self) -> u16 {
        let rows = self.taken() + self.blank_rows();
        u16::try_from(rows).unwrap_or(layout::FOOTER_ROWS)
    }

    /// Says whether the terminal has room for all of it below the header and a title, also once a notice is told.
    #[must_use]
    pub fn fits(&self, size: Size) -> bool {
        let below = self.question.len() + self.key_rows.max(layout::NOTICE_ROWS);
        let needed = usize::from(layout::HEADER_ROWS + layout::DOCUMENT_HEAD_ROWS) + below;
        needed <= usize::from(size.rows)
    }

    fn taken(&self) -> usize {
        let notice = self.notice.as_ref().map_or(0, |notice| notice.lines.len());
        self.question.len() + notice + self.key_rows
    }
}

/// The visible rows of a text that scrolls: fewer below a long notice.
#[must_use]
pub fn document_rows(state: &State) -> usize {
    let taken = Footer::of(state).rows().saturating_sub(layout::FOOTER_ROWS);
    let rows = match state.above.last().and_then(Screen::review) {
        Some(review) => review.rows(state.size),
        None => layout::document_rows(state.size),
    };
    rows.saturating_sub(usize::from(taken))
}
