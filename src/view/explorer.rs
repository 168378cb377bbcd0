//! The list of functions.
//!
//! Knows columns. Only visible rows are looked at, however many functions there are.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use unicode_width::UnicodeWidthStr;

use super::pane::Remark;
use super::{cells, pane, row, theme};
use crate::app::catalogue::{Entry, Part};
use crate::app::function::{self, Held};
use crate::app::layout;
use crate::app::message::Size;
use crate::app::outlook;
use crate::app::remote::Remote;
use crate::app::state::State;
use crate::app::surroundings::dead_letters;
use crate::domain::field::Field;
use crate::domain::known::Known;
use crate::domain::qualifier::Qualifier;
use crate::domain::settings::StoredSettings;
use crate::domain::verdict::Existence;
use crate::domain::words;

/// Cells of the columns RETRY, AGE and WHEN GIVEN UP.
const RETRY: usize = 6;
const AGE: usize = 8;
const GIVEN_UP: usize = 21;

/// Draws the list and the pane below it.
pub(super) fn draw(frame: &mut Frame<'_>, area: Rect, state: &State) {
    row(frame, area, 0, title(state, area.width));
    let columns = Columns::of(area.width);
    let indent = " ".repeat(columns.name + 2);
    row(
        frame,
        area,
        1,
        Line::styled(format!("{indent}$LATEST"), theme::QUIET),
    );
    row(
        frame,
        area,
        2,
        Line::styled(columns.headings(), theme::STRONG),
    );
    let size = Size {
        columns: frame.area().width,
        rows: frame.area().height,
    };
    let height = layout::explorer_rows(size);
    for (index, (position, entry)) in
        (layout::EXPLORER_HEAD_ROWS..).zip(state.explorer.rows(&state.catalogue, height))
    {
        let selected = position == state.explorer.cursor.selected;
        row(frame, area, index, columns.row(entry, selected, state));
    }
    if state.explorer.is_empty() {
        let lines = empty(state).wrapped(area.width);
        for (index, line) in (layout::EXPLORER_HEAD_ROWS..).zip(lines) {
            row(frame, area, index, line);
        }
    }
    let below = pane::below(area, layout::EXPLORER_HEAD_ROWS, height);
    if let Some(entry) = state.explorer.selected(&state.catalogue) {
        pane::rule(frame, below, entry.function.name.as_str());
        pane::draw(frame, below, &summary(entry));
    }
}

fn title(state: &State, width: u16) -> Line<'static> {
    let (shown, all) = (state.explorer.len(), state.catalogue.len());
    let mut text = if shown == all {
        format!(" Functions {all}")
    } else {
        format!(" Functions {shown} of {all}")
    };
    match &state.catalogue.listing {
        Remote::Loading(_) | Remote::Refreshing { .. } => text.push_str(" so far .."),
        Remote::Failed(failure) => {
            text = format!("{text}, the rest could not be read: {}", failure.sentence);
        }
        Remote::Outdated { failure, at, .. } => {
            let at = words::time(*at);
            text = format!("{text} as of {at}, not read again: {}", failure.sentence);
        }
        Remote::NotAsked | Remote::Ready { .. } => {}
    }
    let mut spans = vec![Span::styled(text, theme::STRONG)];
    let filter = words::clean(state.explorer.filter.text()).into_owned();
    if state.explorer.filtering {
        spans.push(Span::styled(format!("  /{filter}_"), theme::CHANGED));
    } else if !filter.is_empty() {
        spans.push(Span::styled(format!("  /{filter}"), theme::CHANGED));
    }
    let read = state
        .catalogue
        .in_order()
        .filter(|(_, entry)| entry.configurations.value().is_some())
        .count();
    let progress = format!("settings read: {read} of {all} ");
    let used: usize = spans.iter().map(Span::width).sum();
    let gap = usize::from(width).saturating_sub(used + progress.len());
    if gap > 0 {
        spans.push(Span::raw(" ".repeat(gap)));
        spans.push(Span::styled(progress, theme::QUIET));
    }
    Line::from(spans)
}

/// What stands in the place of rows while there are none.
fn empty(state: &State) -> Remark {
    let failure = state
        .session
        .facts
        .failure()
        .or_else(|| state.catalogue.listing.failure());
    if let Some(failure) = failure
        && state.catalogue.is_empty()
    {
        let hint = failure
            .hints
            .first()
            .map_or("r tries again.", String::as_str);
        return Remark::wrong(format!("x {} {hint}", words::clean(&failure.sentence)));
    }
    let listed = state.catalogue.listing.value().is_some();
    let text = match (state.catalogue.is_empty(), listed) {
        (true, true) => "There are no functions in this account and region.",
        (true, false) => "Reading ..",
        (false, true) => "No function matches the filter. Esc clears it.",
        (false, false) => "No function read so far matches the filter. Esc clears it.",
    };
    Remark::new("", text)
}

/// Widths of the columns that grow with the terminal.
struct Columns {
    name: usize,
    others: usize,
}

impl Columns {
    fn of(width: u16) -> Self {
        let free = usize::from(width).saturating_sub(2 + 1 + RETRY + AGE + GIVEN_UP + 1);
        let name = (free * 3 / 5).clamp(12, 64);
        Self {
            name,
            others: free.saturating_sub(name),
        }
    }

    fn headings(&self) -> String {
        format!(
            "  {} {} {} {} {}",
            cells::fit("FUNCTION", self.name),
            cells::fit("RETRY", RETRY - 1),
            cells::fit("AGE", AGE - 1),
            cells::fit("WHEN GIVEN UP", GIVEN_UP),
            cells::fit("OTHER QUALIFIERS", self.others)
        )
    }

    fn row(&self, entry: &Entry, selected: bool, state: &State) -> Line<'static> {
        let base = if selected {
            theme::SELECTED
        } else {
            theme::PLAIN
        };
        let given_up = outlook::given_up(entry, &Qualifier::Latest);
        let (others, warns) = others(entry, self.others, state);
        let is_old = entry.configurations.is_old(state.now);
        let warning = |warns: bool| {
            if warns && !selected {
                base.patch(theme::WARNING)
            } else {
                base
            }
        };
        let margin = format!(
            "{}{}",
            if selected { '>' } else { ' ' },
            if state.drafts.of_function(&entry.function) {
                '*'
            } else {
                ' '
            }
        );
        Line::from(vec![
            Span::styled(margin, base),
            Span::styled(
                format!("{} ", cells::fit(entry.function.name.as_str(), self.name)),
                base,
            ),
            cell(entry, Field::MaximumRetryAttempts, (RETRY, is_old), base),
            cell(entry, Field::MaximumEventAge, (AGE, is_old), base),
            Span::styled(
                format!(
                    "{} ",
                    cells::fit(
                        &words::aged(words::when_given_up(&given_up, &entry.function), is_old),
                        GIVEN_UP
                    )
                ),
                warning(given_up.is_lost()),
            ),
            Span::styled(cells::fit(&others, self.others), warning(warns)),
        ])
    }
}

fn cell(
    entry: &Entry,
    field: Field,
    (width, is_old): (usize, bool),
    style: Style,
) -> Span<'static> {
    let text = match function::held(entry, &Qualifier::Latest) {
        Held::NotRead => "..".to_owned(),
        Held::Unreadable => "?".to_owned(),
        Held::Defaults => words::setting(
            field,
            &StoredSettings::default().value(field),
            &entry.function,
        ),
        Held::Own(own) => words::setting(field, &own.settings.value(field), &entry.function),
    };
    let text = words::aged(text, is_old);
    Span::styled(format!("{} ", cells::fit(&text, width - 1)), style)
}

/// The other qualifiers, those that drop events first, as many as fit and how many more; and whether one drops events.
fn others(entry: &Entry, width: usize, state: &State) -> (String, bool) {
    if entry.aliases.value().is_none() || entry.configurations.value().is_none() {
        let failed = entry
            .failure(Part::Aliases)
            .or(entry.failure(Part::Configurations));
        let mark = if failed.is_some() { "?" } else { ".." };
        return (mark.to_owned(), false);
    }
    let rows = function::rows(entry);
    let verdict = outlook::verdict(entry, &rows);
    let mut names = Vec::new();
    let mut others = Vec::new();
    let (mut orphans, mut not_found) = (0, 0);
    for row in rows.iter().filter(|row| row.qualifier != Qualifier::Latest) {
        match (row.existence, &row.qualifier) {
            _ if verdict.is_dropping(&row.qualifier) => names.push(format!("! {}", row.qualifier)),
            (Existence::Gone, _) => orphans += 1,
            (Existence::NotFoundSoFar, Qualifier::Alias(_)) => not_found += 1,
            // Of the versions those that have a configuration of their own.
            (_, Qualifier::Version(_)) if !matches!(row.held, Held::Own(_)) => {}
            _ => others.push(row.qualifier.to_string()),
        }
    }
    let warns = !names.is_empty();
    names.append(&mut others);
    names.extend(counted(not_found, "not found", "not found"));
    names.extend(counted(orphans, "orphan", "orphans"));
    let is_old = entry.configurations.is_old(state.now) || entry.aliases.is_old(state.now);
    let room = width.saturating_sub(if is_old { 2 } else { 0 });
    (words::aged(as_many_as_fit(&names, room), is_old), warns)
}

/// How many there are, where there are any.
fn counted(count: usize, one: &str, several: &str) -> Option<String> {
    match count {
        0 => None,
        1 => Some(format!("1 {one}")),
        count => Some(format!("{count} {several}")),
    }
}

/// Names side by side; those that have no room are counted, none is cut.
fn as_many_as_fit(names: &[String], width: usize) -> String {
    if names.is_empty() {
        return "none".to_owned();
    }
    let mut text = String::new();
    for (index, name) in names.iter().enumerate() {
        let left = names.len() - index;
        let gap = if text.is_empty() { "" } else { "  " };
        let more = if left > 1 {
            format!("  +{}", left - 1)
        } else {
            String::new()
        };
        if index > 0 && text.width() + gap.len() + name.width() + more.len() > width {
            return format!("{text}  +{left}");
        }
        text = format!("{text}{gap}{name}");
    }
    text
}

/// What happens to the events of the selected function, a line for each qualifier that can be called.
fn summary(entry: &Entry) -> Vec<Remark> {
    let rows = function::rows(entry);
    let verdict = outlook::verdict(entry, &rows);
    let mut texts = vec![Remark::new("", words::verdict(&verdict))];
    let existing = || rows.iter().filter(|row| row.existence == Existence::Exists);
    for row in existing() {
        let course = match outlook::timeline(entry, &row.qualifier) {
            Known::NotRead => "not read yet ..".to_owned(),
            Known::Unreadable => "? could not be read".to_owned(),
            Known::Known(timeline) => words::in_short(&timeline),
        };
        let own = if matches!(row.held, Held::Defaults) {
            "no settings of its own: "
        } else {
            ""
        };
        texts.push(Remark::new(
            words::clean(&row.qualifier.to_string()),
            format!("{own}{course}"),
        ));
    }
    if existing().any(|row| dead_letters(entry, &row.qualifier).of_latest) {
        texts.push(Remark::quiet(
            "Dead-letter queues as $LATEST has them: versions are read with the function (Enter).",
        ));
    }
    texts
}
