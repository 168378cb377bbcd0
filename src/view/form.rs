//! The form: a line of input for each setting, a line of what it means, and what then happens to an event.
//!
//! Knows rows. Does not know rules: it draws what they said.

use ratatui::Frame;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use unicode_width::UnicodeWidthStr;

use super::pane::Remark;
use super::{cells, row, theme};
use crate::app::form::{Focus, Form};
use crate::app::text_field::TextField;
use crate::domain::field::Field;
use crate::domain::timeline::{EffectiveSettings, Timeline};
use crate::domain::validation::{FieldCheck, Request};
use crate::domain::words;

/// Cells of the input of a number.
const SHORT: usize = 10;

/// Title and state, which stay on screen.
const HEAD: u16 = 2;

/// Draws the form; where it has no room, the part around the focus.
pub(super) fn draw(frame: &mut Frame<'_>, area: Rect, form: &Form) {
    let width = usize::from(area.width);
    let title = Line::styled(cells::fit(&title(form, width), width), theme::STRONG);
    row(frame, area, 0, title);
    let state = format!("{:>width$}", state_of(form));
    row(frame, area, 1, Line::styled(state, theme::CHANGED));
    let sheet = Sheet::of(form, area.width);
    let below = Rect {
        y: area.y + HEAD.min(area.height),
        height: area.height.saturating_sub(HEAD),
        ..area
    };
    sheet.draw(frame, below);
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
        for field in Field::ALL {
            let top = sheet.lines.len();
            sheet.field(form, field, usize::from(columns));
            if form.focus == Focus::Field(field) {
                sheet.focus = (top, sheet.lines.len());
            }
        }
        let top = sheet.lines.len();
        sheet.button(form);
        sheet.lines.extend(consequences(form, columns));
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
            if let Some(line) = self.lines.last_mut() {
                line.push_span(was);
                if line.width() + accepted.width() <= width {
                    line.push_span(accepted);
                }
            }
        }
        for (style, text) in remarks(form, field, width) {
            self.lines
                .push(Line::styled(format!("      {text}"), style));
        }
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

/// How much has no room, and where it is.
fn hidden(above: usize, below: usize) -> String {
    match (above, below) {
        (0, below) => format!(" … {below} more lines below: Tab goes on"),
        (above, 0) => format!(" … {above} more lines above"),
        (above, below) => format!(" … {above} more lines above, {below} below: Tab goes on"),
    }
}

/// The target is never cut for the sake of what stands behind it.
fn title(form: &Form, width: usize) -> String {
    let now = match form.held() {
        Some(_) => "now: settings of its own",
        None => "now: no settings of its own, defaults apply",
    };
    let title = format!(" EDIT {}", form.target);
    let whole = format!("{title}     {now}");
    if whole.width() > width { title } else { whole }
}

/// What sending would come to.
fn state_of(form: &Form) -> &'static str {
    match form.checked.request {
        _ if !form.is_changed() => "as Lambda holds it ",
        Request::NotYet => "DRAFT, can't be sent yet ",
        Request::Nothing => "DRAFT, the same as Lambda holds ",
        Request::Put => "DRAFT, nothing is sent ",
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

/// The part of a text that shows the cursor, and the cursor's cell in it. One cell is kept for a cursor behind the end.
fn around_cursor(text: &str, cursor: usize, width: usize) -> (String, usize) {
    let before: String = text.chars().take(cursor).collect();
    let after: String = text.chars().skip(cursor).collect();
    let room = width.saturating_sub(1);
    let head = cells::last_cells(&before, room);
    let tail = cells::first_cells(&after, room.saturating_sub(head.width()));
    (format!("{head}{tail}"), head.width())
}

/// What is said below a field: AWS's refusal, what is wrong, what is needed, or what the value means.
fn remarks(form: &Form, field: Field, width: usize) -> Vec<(Style, String)> {
    let (style, text) = match form.checked.fields.get(field) {
        FieldCheck::Fine(note) => (theme::QUIET, words::note(note)),
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
    // An ARN is one word: a break at one of its hyphens would read as two.
    let options = textwrap::Options::new(width.saturating_sub(8).max(20))
        .word_splitter(textwrap::WordSplitter::NoHyphenation);
    textwrap::wrap(text, options)
        .into_iter()
        .map(std::borrow::Cow::into_owned)
        .collect()
}

/// Timeline and warnings of the draft.
fn consequences(form: &Form, columns: u16) -> Vec<Line<'static>> {
    let width = usize::from(columns);
    let title = "-- what happens to an event ";
    let mut lines = vec![Line::styled(format!("{title:-<width$}"), theme::QUIET)];
    let Some(settings) = &form.checked.settings else {
        let text = " as soon as every field can be read";
        lines.push(Line::styled(text, theme::QUIET));
        return lines;
    };
    let known = &form.surroundings;
    let timeline = Timeline::of(
        &EffectiveSettings::from(settings),
        &known.timeout_seconds,
        &known.dead_letter_target,
        &known.reserved_concurrency,
    );
    let mut texts: Vec<Remark> = words::timeline(&timeline)
        .into_iter()
        .map(|line| Remark::new(line.event, line.course))
        .collect();
    if known.dead_letters_of_latest {
        texts.push(Remark::quiet(words::DEAD_LETTERS_OF_LATEST));
    }
    texts.extend(
        form.checked
            .warnings
            .iter()
            .map(|warning| Remark::new("", words::warning(warning))),
    );
    if form.checked.request == Request::Delete {
        lines.extend(Remark::new("", words::NOTHING_IS_SET).wrapped(columns));
    }
    lines.extend(texts.iter().flat_map(|text| text.wrapped(columns)));
    lines
}
