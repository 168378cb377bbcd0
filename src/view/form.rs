//! The form: a line of input for each setting and a line of what it means. What follows from the draft stands below the fields; where
//! there is room, the body as it would be sent stands beside them.
//!
//! Knows rows, inputs and the cursor. Does not know rules: it draws what they said. What follows is in a file of its own.

use ratatui::Frame;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use unicode_width::UnicodeWidthStr;

use super::pane::Remark;
use super::{cells, consequences, row, theme};
use crate::app::document::{Line as TextLine, Mark, Paragraph, halves, lines};
use crate::app::form::{Focus, Form};
use crate::app::layout;
use crate::app::memory::OpenWrite;
use crate::app::state::State;
use crate::app::text_field::TextField;
use crate::domain::field::Field;
use crate::domain::validation::{FieldCheck, Gone, Request};
use crate::domain::words;

/// The state of a draft that can be sent.
const NOTHING_IS_SENT: &str = "DRAFT, nothing is sent ";

/// Cells of the input of a number.
const SHORT: usize = 10;

/// Draws the form; where it has no room, the part around the focus.
pub(super) fn draw(frame: &mut Frame<'_>, area: Rect, state: &State, form: &Form) {
    let open = state.memory.open_at(&form.target);
    let mut head = head(form, usize::from(area.width), !open.is_empty());
    head.extend(can_still_arrive(&open, area));
    let rows = u16::try_from(head.len()).map_or(area.height, |rows| rows.min(area.height));
    for (index, line) in (0..).zip(head) {
        row(frame, area, index, line);
    }
    let sheet = Sheet::of(form, area.width);
    let below = Rect {
        y: area.y + rows,
        height: area.height - rows,
        ..area
    };
    sheet.draw(frame, below);
}

/// Which writes to the target can still arrive; where all of them would take too many of the rows, the most uncertain one, and how many
/// more there are.
fn can_still_arrive(open: &[OpenWrite], area: Rect) -> Vec<Line<'static>> {
    let wrapped = |text: String| Remark::new("", text).wrapped(area.width);
    let said = open.iter().map(|open| words::can_still_arrive(open.write));
    let all: Vec<Line<'static>> = said.flat_map(wrapped).collect();
    match open {
        [first, rest @ ..] if !rest.is_empty() && all.len() * 4 > usize::from(area.height) => {
            let first = words::can_still_arrive(first.write);
            wrapped(format!("{first} And {} more.", rest.len()))
        }
        _ => all,
    }
}

/// Title and state, which stay on screen: in one row where both have room.
fn head(form: &Form, width: usize, has_open_write: bool) -> Vec<Line<'static>> {
    let state = match state_of(form) {
        // Something was sent, and nobody knows what became of it.
        NOTHING_IS_SENT if has_open_write => "DRAFT ",
        state => state,
    };
    let title = title(form, width);
    let free = width.saturating_sub(title.width());
    let state_in = |cells: usize| Span::styled(format!("{state:>cells$}"), theme::CHANGED);
    if state.width() + 2 <= free {
        let title = Span::styled(title, theme::STRONG);
        return vec![Line::from(vec![title, state_in(free)])];
    }
    // A name is never cut: where it has no room, it goes on in the next row.
    let columns = u16::try_from(width).unwrap_or(u16::MAX);
    let title = lines(&[Paragraph::new(Mark::Heading, 6, title)], columns);
    let title = title
        .into_iter()
        .map(|line| Line::styled(line.text, theme::STRONG));
    title.chain([Line::from(state_in(width))]).collect()
}

/// Everything below the title, whether it has room or not.
#[derive(Default)]
struct Sheet {
    lines: Vec<Line<'static>>,
    /// The lines that must be seen: those of the focused field, or all from the button on.
    focus: (usize, usize),
    /// Line and column of the cursor.
    cursor: Option<(usize, usize)>,
}

impl Sheet {
    fn of(form: &Form, columns: u16) -> Self {
        let mut sheet = Self::default();
        let is_wide = layout::has_halves(columns);
        let (left, right) = halves(columns.saturating_sub(2));
        // The left half begins at the edge, as the margin marks the focus.
        let width = if is_wide { left + 1 } else { columns };
        for field in Field::ALL {
            let top = sheet.lines.len();
            sheet.field(form, field, usize::from(width));
            if form.focus == Focus::Field(field) {
                sheet.focus = (top, sheet.lines.len());
            }
        }
        if form.discarding.is_some() {
            // What is typed answers the question below.
            sheet.cursor = None;
        }
        let top = sheet.lines.len();
        sheet.button(form);
        if is_wide {
            sheet.set_beside(usize::from(width), lines(&consequences::body(form), right));
            sheet.lines.push(Line::default());
        }
        sheet.lines.extend(consequences::of(form, columns));
        if form.focus == Focus::ReviewButton {
            sheet.focus = (top, sheet.lines.len());
        }
        sheet
    }

    fn draw(self, frame: &mut Frame<'_>, area: Rect) {
        let all = self.lines.len();
        let fits = all <= usize::from(area.height);
        let height = usize::from(area.height).saturating_sub(usize::from(!fits));
        let (top, end) = self.focus;
        let first = end.saturating_sub(height).min(top);
        if let Some((line, column)) = self.cursor
            && let Some(index) = line.checked_sub(first).filter(|index| *index < height)
            && let (Ok(x), Ok(y)) = (u16::try_from(column), u16::try_from(index))
        {
            let right = area.right().saturating_sub(1);
            let x = area.x.saturating_add(x).min(right);
            frame.set_cursor_position(Position::new(x, area.y + y));
        }
        let lines = self.lines.into_iter().skip(first).take(height);
        for (index, line) in (0..).zip(lines) {
            row(frame, area, index, line);
        }
        if !fits {
            let below = all.saturating_sub(first + height);
            let last = area.height.saturating_sub(1);
            row(
                frame,
                area,
                last,
                Line::styled(hidden(first, below), theme::WARNING),
            );
        }
    }

    /// Puts lines behind those that are there, with a rule between.
    fn set_beside(&mut self, width: usize, right: Vec<TextLine>) {
        let all = self.lines.len().max(right.len());
        self.lines.resize(all, Line::default());
        let mut right = right.into_iter();
        for line in &mut self.lines {
            let blank = (width + 1).saturating_sub(line.width());
            line.push_span(Span::raw(" ".repeat(blank)));
            line.push_span(Span::styled("| ", theme::QUIET));
            if let Some(right) = right.next() {
                let style = theme::of_mark(right.mark);
                line.push_span(Span::styled(right.text, style));
            }
        }
    }

    fn button(&mut self, form: &Form) {
        let (margin, style) = if form.focus == Focus::ReviewButton {
            (" > ", theme::SELECTED)
        } else {
            ("   ", theme::STRONG)
        };
        self.lines.push(Line::from(vec![
            Span::raw(margin),
            Span::styled("[ Review ]", style),
        ]));
    }

    /// One field: its label, its input, and what is said below it.
    fn field(&mut self, form: &Form, field: Field, width: usize) {
        let focused = form.focus == Focus::Field(field);
        let label = format!(
            "{}{:<25}",
            if focused { " > " } else { "   " },
            field.label()
        );
        let style = if focused { theme::STRONG } else { theme::PLAIN };
        let label = Span::styled(label, style);
        let was = was(form, field);
        if field.is_destination() {
            let was = Span::styled(was, theme::CHANGED);
            self.lines.push(Line::from(vec![label, was]));
            let room = width.saturating_sub(7);
            self.input(Span::raw("   "), form.fields.get(field), (room, focused));
        } else {
            self.input(label, form.fields.get(field), (SHORT, focused));
            let was = Span::styled(format!("  {was:<14}"), theme::CHANGED);
            let accepted = Span::styled(field.facts().accepted, theme::QUIET);
            let room = self.lines.last().map_or(0, Line::width) + was.width() + accepted.width();
            if let Some(line) = self.lines.last_mut() {
                line.push_span(was);
                if room <= width {
                    line.push_span(accepted);
                } else if focused {
                    let accepted = format!("      {}", field.facts().accepted);
                    self.lines.push(Line::styled(accepted, theme::QUIET));
                }
            }
        }
        let remarks = remarks(form, field, width);
        self.lines
            .extend(remarks.into_iter().map(|(style, text)| remark(style, text)));
    }

    /// An input between brackets: focused around the cursor, else its end, which tells more of an ARN than its beginning.
    fn input(&mut self, before: Span<'static>, field: &TextField, (width, focused): (usize, bool)) {
        let text = words::clean(field.text()).into_owned();
        let (shown, cursor) = if focused {
            around_cursor(&text, field.cursor(), width)
        } else if text.width() > width {
            let end = cells::last_cells(&text, width.saturating_sub(1));
            (format!("…{end}"), 0)
        } else {
            (text, 0)
        };
        let padding = " ".repeat(width.saturating_sub(shown.width()));
        let style = if focused {
            theme::PLAIN.underlined()
        } else {
            theme::PLAIN
        };
        if focused {
            self.cursor = Some((self.lines.len(), before.width() + 1 + cursor));
        }
        self.lines.push(Line::from(vec![
            before,
            Span::raw("["),
            Span::styled(format!("{shown}{padding}"), style),
            Span::raw("]"),
        ]));
    }
}

/// A remark below a field; of a reset the word is set off, as in the review.
fn remark(style: Style, text: String) -> Line<'static> {
    let indent = Span::raw("      ");
    match text.strip_prefix("RESET") {
        Some(rest) => Line::from(vec![
            indent,
            Span::styled("RESET", theme::RESET),
            Span::styled(rest.to_owned(), theme::PLAIN),
        ]),
        None => Line::from(vec![indent, Span::styled(text, style)]),
    }
}

/// How much has no room, and where it is.
fn hidden(above: usize, below: usize) -> String {
    let lines = |count: usize| if count == 1 { "line" } else { "lines" };
    match (above, below) {
        (0, below) => format!(" … {below} more {} below: Tab goes on", lines(below)),
        (above, 0) => format!(" … {above} more {} above: Tab goes on", lines(above)),
        (above, below) => format!(
            " … {above} more {} above, {below} below: Tab goes on",
            lines(above)
        ),
    }
}

/// The target is never cut for the sake of what stands behind it.
fn title(form: &Form, width: usize) -> String {
    let now = match (form.surroundings.gone, form.held()) {
        (Some(Gone::Function), _) => "now: the function is gone",
        (Some(Gone::Qualifier), Some(_)) => "now: settings left behind",
        (Some(Gone::Qualifier), None) => "now: gone, and no settings of it",
        (None, Some(_)) => "now: settings of its own",
        (None, None) => "now: no settings of its own, defaults apply",
    };
    let title = format!(" EDIT {}", form.target);
    let whole = format!("{title}     {now}");
    if whole.width() > width { title } else { whole }
}

/// What sending would come to.
fn state_of(form: &Form) -> &'static str {
    let is_function_gone = form.surroundings.gone == Some(Gone::Function);
    match form.checked.request {
        _ if is_function_gone && form.is_changed() => "DRAFT, can't be sent ",
        _ if is_function_gone => "nothing to send to ",
        _ if !form.is_changed() => "as Lambda holds it ",
        Request::NotYet => "DRAFT, can't be sent yet ",
        Request::Nothing => "DRAFT, the same as Lambda holds ",
        Request::Put => NOTHING_IS_SENT,
        Request::Delete => "DRAFT, would remove the configuration ",
    }
}

/// What the field was, where the draft changes it.
fn was(form: &Form, field: Field) -> String {
    if !form.is_field_changed(field) {
        return String::new();
    }
    let held = form.held().cloned().unwrap_or_default();
    format!(
        "* was {}",
        words::setting(field, &held.value(field), &form.target.function)
    )
}

/// The part of a text that shows the cursor, and the cursor's cell in it. One cell is kept for a cursor behind the end; where the
/// beginning has no room, a mark says so.
fn around_cursor(text: &str, cursor: usize, width: usize) -> (String, usize) {
    let before: String = text.chars().take(cursor).collect();
    let after: String = text.chars().skip(cursor).collect();
    let room = width.saturating_sub(1);
    let head = if before.width() > room {
        format!("…{}", cells::last_cells(&before, room.saturating_sub(1)))
    } else {
        before
    };
    let tail = cells::first_cells(&after, room.saturating_sub(head.width()));
    (format!("{head}{tail}"), head.width())
}

/// What is said below a field: AWS's refusal, what is wrong, what is needed, or what the value means.
fn remarks(form: &Form, field: Field, width: usize) -> Vec<(Style, String)> {
    let (style, text) = match form.checked.fields.get(field) {
        FieldCheck::Fine(note) => {
            let whole = words::note(note);
            let is_short = wrapped(&whole, width).len() > 1;
            let text = if is_short {
                words::note_in_short(note)
            } else {
                whole
            };
            (theme::QUIET, text)
        }
        FieldCheck::AsHeld(problem) => (theme::WARNING, words::problem_as_held(problem)),
        FieldCheck::Unfinished(unfinished) => (theme::PLAIN, words::unfinished(unfinished)),
        FieldCheck::Wrong(problem) => (theme::WRONG, words::problem(problem)),
    };
    let mut remarks: Vec<(Style, String)> = wrapped(&text, width)
        .into_iter()
        .map(|line| (style, line))
        .collect();
    if let Some(refusal) = form
        .refusal
        .as_ref()
        .filter(|refusal| refusal.fields.contains(&field))
    {
        let message = refusal
            .failure
            .message
            .as_deref()
            .unwrap_or(&refusal.failure.sentence);
        let text = format!("x AWS: {}", words::clean(message));
        remarks.extend(
            wrapped(&text, width)
                .into_iter()
                .map(|line| (theme::WRONG, line)),
        );
    }
    remarks
}

/// The lines of a remark, nothing left out.
fn wrapped(text: &str, width: usize) -> Vec<String> {
    let columns = u16::try_from(width.saturating_sub(8)).unwrap_or(u16::MAX);
    let lines = lines(&[Paragraph::new(Mark::Plain, 0, text)], columns);
    lines.into_iter().map(|line| line.text).collect()
}
