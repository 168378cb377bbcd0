//! A row of a table: cells side by side with a blank between them.
//!
//! Knows that a row is one style from edge to edge. Does not know what stands in a cell.

use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::{cells, theme};

/// A row that is being put together.
pub(super) struct Row {
    spans: Vec<Span<'static>>,
    base: Style,
    is_selected: bool,
}

/// What the two cells at the left edge tell.
#[derive(Clone, Copy, Default)]
pub(super) struct Margin {
    /// The row that keys act on.
    pub(super) selected: bool,
    /// What is yet to be done about it.
    pub(super) sign: Option<Sign>,
    /// Keys act on another part of the screen: the row is marked, and not set off.
    pub(super) aside: bool,
}

/// What is yet to be done about a row.
#[derive(Clone, Copy)]
pub(super) enum Sign {
    /// There is a draft that was not sent.
    Draft,
    /// Nobody knows what became of a write.
    OpenWrite,
}

impl Sign {
    /// The one of the two that stands first: what can still arrive.
    pub(super) fn of(has_open_write: bool, has_draft: bool) -> Option<Self> {
        match (has_open_write, has_draft) {
            (true, _) => Some(Self::OpenWrite),
            (false, true) => Some(Self::Draft),
            (false, false) => None,
        }
    }
}

impl Row {
    /// The headings of a table.
    pub(super) fn headings(texts: &[(&str, usize)]) -> Self {
        let mut row = Self {
            spans: vec![Span::styled("  ", theme::STRONG)],
            base: theme::STRONG,
            is_selected: false,
        };
        for (text, width) in texts {
            row = row.cell(text, *width);
        }
        row
    }

    /// A row with its margin.
    pub(super) fn new(margin: Margin) -> Self {
        let base = match margin {
            Margin {
                selected: true,
                aside: false,
                ..
            } => theme::SELECTED,
            Margin {
                selected: true,
                aside: true,
                ..
            } => theme::STRONG,
            Margin {
                selected: false, ..
            } => theme::PLAIN,
        };
        let mark = if margin.selected { '>' } else { ' ' };
        let second = match margin.sign {
            Some(Sign::OpenWrite) => '!',
            Some(Sign::Draft) => '*',
            None => ' ',
        };
        Self {
            spans: vec![Span::styled(format!("{mark}{second}"), base)],
            base,
            is_selected: margin.selected && !margin.aside,
        }
    }

    /// A cell in the style of its row.
    pub(super) fn cell(self, text: &str, width: usize) -> Self {
        let base = self.base;
        self.styled(text, width, base)
    }

    /// A cell that warns, in its own colour unless the row is selected.
    pub(super) fn warning(self, text: &str, width: usize, warns: bool) -> Self {
        let style = if warns && !self.is_selected {
            self.base.patch(theme::WARNING)
        } else {
            self.base
        };
        self.styled(text, width, style)
    }

    /// A cell in pieces that fit it already; those that are marked stand out.
    pub(super) fn marked(mut self, pieces: Vec<(String, bool)>) -> Self {
        let base = self.base;
        self.spans
            .extend(pieces.into_iter().map(|(piece, is_marked)| {
                let style = if is_marked {
                    base.patch(theme::MATCHED)
                } else {
                    base
                };
                Span::styled(piece, style)
            }));
        self.spans.push(Span::styled(" ", base));
        self
    }

    fn styled(mut self, text: &str, width: usize, style: Style) -> Self {
        self.spans
            .push(Span::styled(cells::fit(text, width), style));
        self.spans.push(Span::styled(" ", self.base));
        self
    }

    /// The whole row, up to the right edge.
    pub(super) fn filled(mut self, width: u16) -> Line<'static> {
        let used: usize = self.spans.iter().map(Span::width).sum();
        let rest = usize::from(width).saturating_sub(used);
        self.spans.push(Span::styled(" ".repeat(rest), self.base));
        Line::from(self.spans)
    }
}
