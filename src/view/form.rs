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

/// Draws the form.
pub(super) fn draw(frame: &mut Frame<'_>, area: Rect, form: &Form) {
    let width = usize::from(area.width);
    row(
        frame,
        area,
        0,
        Line::styled(cells::fit(&title(form), width), theme::STRONG),
    );
    row(
        frame,
        area,
        1,
        Line::styled(format!("{:>width$}", state_of(form)), theme::CHANGED),
    );
    let mut next = 2;
    for field in Field::ALL {
        next = draw_field(frame, area, next, form, field);
    }
    let focused = form.focus == Focus::ReviewButton;
    let button = if focused {
        theme::SELECTED
    } else {
        theme::STRONG
    };
    row(
        frame,
        area,
        next,
        Line::from(vec![
            Span::raw(if focused { " > " } else { "   " }),
            Span::styled("[ Review ]", button),
        ]),
    );
    draw_consequences(frame, area, next + 1, form);
}

fn title(form: &Form) -> String {
    let now = match form.held() {
        Some(_) => "now: settings of its own",
        None => "now: no settings of its own, defaults apply",
    };
    format!(" EDIT {}     {now}", form.target)
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

/// Draws one field from a row on; answers the row below it.
fn draw_field(frame: &mut Frame<'_>, area: Rect, top: u16, form: &Form, field: Field) -> u16 {
    let focused = form.focus == Focus::Field(field);
    let margin = if focused { " > " } else { "   " };
    let label = Span::styled(
        format!("{:<25}", field.label()),
        if focused { theme::STRONG } else { theme::PLAIN },
    );
    let was = was(form, field);
    let text = form.fields.get(field);
    let next = if field.is_destination() {
        row(
            frame,
            area,
            top,
            Line::from(vec![
                Span::raw(margin),
                label,
                Span::styled(was, theme::CHANGED),
            ]),
        );
        draw_input(
            frame,
            area,
            top + 1,
            3,
            usize::from(area.width).saturating_sub(7),
            text,
            focused,
        );
        top + 2
    } else {
        let accepted = field.facts().accepted;
        row(
            frame,
            area,
            top,
            Line::from(vec![
                Span::raw(margin),
                label,
                Span::raw(" ".repeat(SHORT + 2)),
                Span::styled(format!("  {was:<14}"), theme::CHANGED),
                Span::styled(accepted, theme::QUIET),
            ]),
        );
        draw_input(frame, area, top, 28, SHORT, text, focused);
        top + 1
    };
    let mut below = next;
    for (style, line) in remarks(form, field, usize::from(area.width)) {
        row(
            frame,
            area,
            below,
            Line::styled(format!("      {line}"), style),
        );
        below += 1;
    }
    below
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

/// Draws an input between brackets: focused around the cursor, else its end, which tells more of an ARN than its beginning.
fn draw_input(
    frame: &mut Frame<'_>,
    area: Rect,
    index: u16,
    indent: u16,
    width: usize,
    field: &TextField,
    focused: bool,
) {
    if index >= area.height || width == 0 {
        return;
    }
    let text = words::clean(field.text()).into_owned();
    let (shown, cursor) = if focused {
        around_cursor(&text, field.cursor(), width)
    } else if text.width() > width {
        (format!("…{}", cells::last_cells(&text, width - 1)), 0)
    } else {
        (text, 0)
    };
    let padding = " ".repeat(width.saturating_sub(shown.width()));
    let style = if focused {
        theme::PLAIN.underlined()
    } else {
        theme::PLAIN
    };
    let line = Line::from(vec![
        Span::raw("["),
        Span::styled(format!("{shown}{padding}"), style),
        Span::raw("]"),
    ]);
    let inner = Rect {
        x: area.x + indent.min(area.width),
        width: area.width.saturating_sub(indent),
        ..area
    };
    row(frame, inner, index, line);
    if focused {
        let column = u16::try_from(cursor).unwrap_or(u16::MAX);
        let x = inner
            .x
            .saturating_add(1)
            .saturating_add(column)
            .min(area.right().saturating_sub(1));
        frame.set_cursor_position(Position::new(x, area.y + index));
    }
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

/// At most two lines of a remark.
fn wrapped(text: &str, width: usize) -> Vec<String> {
    textwrap::wrap(text, width.saturating_sub(8).max(20))
        .into_iter()
        .take(2)
        .map(std::borrow::Cow::into_owned)
        .collect()
}

/// Timeline and warnings of the draft.
fn draw_consequences(frame: &mut Frame<'_>, area: Rect, top: u16, form: &Form) {
    let width = usize::from(area.width);
    let title = "-- what happens to an event ";
    row(
        frame,
        area,
        top,
        Line::styled(format!("{title:-<width$}"), theme::QUIET),
    );
    let Some(settings) = &form.checked.settings else {
        row(
            frame,
            area,
            top + 1,
            Line::styled(" as soon as every field can be read", theme::QUIET),
        );
        return;
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
    texts.extend(
        form.checked
            .warnings
            .iter()
            .map(|warning| Remark::new("", words::warning(warning))),
    );
    let lines = texts.iter().flat_map(|text| text.wrapped(area.width));
    for (index, line) in (top + 1..).zip(lines) {
        row(frame, area, index, line);
    }
}
