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
use crate::app::catalogue::Entry;
use crate::app::function::{self, Held};
use crate::app::layout;
use crate::app::message::Size;
use crate::app::outlook;
use crate::app::remote::Remote;
use crate::app::state::State;
use crate::domain::field::Field;
use crate::domain::known::Known;
use crate::domain::qualifier::Qualifier;
use crate::domain::settings::StoredSettings;
use crate::domain::timeline::GivenUp;
use crate::domain::verdict::Existence;
use crate::domain::words;

/// Cells of the columns RETRY, AGE and WHEN GIVEN UP.
const RETRY: usize = 6;
const AGE: usize = 7;
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
        row(
            frame,
            area,
            index,
            columns.row(entry, selected, state.drafts.of_function(&entry.function)),
        );
    }
    if state.explorer.is_empty() {
        row(frame, area, layout::EXPLORER_HEAD_ROWS, empty(state));
    }
    let pane_rows = layout::pane_rows(size);
    let below = Rect {
        y: area.y + area.height.saturating_sub(pane_rows),
        height: pane_rows,
        ..area
    };
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
fn empty(state: &State) -> Line<'static> {
    let text = match (&state.session.facts, &state.catalogue.listing) {
        (Remote::Failed(failure), _) | (_, Remote::Failed(failure)) => {
            let hint = failure
                .hints
                .first()
                .map_or("r tries again.", String::as_str);
            return Line::styled(
                format!("  x {} {hint}", words::clean(&failure.sentence)),
                theme::WRONG,
            );
        }
        (Remote::Ready { .. } | Remote::Refreshing { .. }, Remote::Ready { .. })
            if state.catalogue.is_empty() =>
        {
            "  There are no functions in this account and region."
        }
        (_, Remote::Ready { .. } | Remote::Refreshing { .. }) => {
            "  No function matches the filter. Esc clears it."
        }
        _ if state.catalogue.is_empty() => "  Reading ..",
        _ => "  No function read so far matches the filter. Esc clears it.",
    };
    Line::raw(text)
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

    fn row(&self, entry: &Entry, selected: bool, has_draft: bool) -> Line<'static> {
        let base = if selected {
            theme::SELECTED
        } else {
            theme::PLAIN
        };
        let given_up = outlook::given_up(entry, &Qualifier::Latest);
        let (others, warns) = others(entry, self.others);
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
            if has_draft { '*' } else { ' ' }
        );
        Line::from(vec![
            Span::styled(margin, base),
            Span::styled(
                format!("{} ", cells::fit(entry.function.name.as_str(), self.name)),
                base,
            ),
            cell(entry, Field::MaximumRetryAttempts, RETRY, base),
            cell(entry, Field::MaximumEventAge, AGE, base),
            Span::styled(
                format!(
                    "{} ",
                    cells::fit(&words::when_given_up(&given_up, &entry.function), GIVEN_UP)
                ),
                warning(given_up == GivenUp::Dropped),
            ),
            Span::styled(cells::fit(&others, self.others), warning(warns)),
        ])
    }
}

fn cell(entry: &Entry, field: Field, width: usize, style: Style) -> Span<'static> {
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
    Span::styled(format!("{} ", cells::fit(&text, width - 1)), style)
}

/// The other qualifiers, those that drop events first, as many as fit and how many more; and whether one drops events.
fn others(entry: &Entry, width: usize) -> (String, bool) {
    if entry.aliases.failure().is_some() || entry.configurations.failure().is_some() {
        return ("?".to_owned(), false);
    }
    if entry.aliases.value().is_none() || entry.configurations.value().is_none() {
        return ("..".to_owned(), false);
    }
    let rows = function::rows(entry);
    let verdict = outlook::verdict(entry, &rows);
    let mut dropping = Vec::new();
    let mut others = Vec::new();
    for row in rows.iter().filter(|row| row.qualifier != Qualifier::Latest) {
        if verdict.is_dropping(&row.qualifier) {
            dropping.push(format!("! {}", row.qualifier));
        } else if row.existence == Existence::Exists && matches!(row.qualifier, Qualifier::Alias(_))
        {
            others.push(row.qualifier.to_string());
        }
    }
    let warns = !dropping.is_empty();
    dropping.append(&mut others);
    (as_many_as_fit(&dropping, width), warns)
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
    for row in rows.iter().filter(|row| row.existence == Existence::Exists) {
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
    texts
}
