//! One function and its qualifiers.
//!
//! Knows columns and where orphans stand. Does not know how rows came about.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::{cells, pane, row, theme};
use crate::app::catalogue::Entry;
use crate::app::drafts::Drafts;
use crate::app::function::{FunctionScreen, Held, QualifierRow};
use crate::app::layout;
use crate::app::message::Size;
use crate::app::outlook;
use crate::app::remote::Remote;
use crate::app::state::State;
use crate::domain::field::Field;
use crate::domain::function::Target;
use crate::domain::settings::StoredSettings;
use crate::domain::timeline::GivenUp;
use crate::domain::verdict::Existence;
use crate::domain::words;

/// Draws the function, its qualifiers and what happens to an event of the selected one.
pub(super) fn draw(frame: &mut Frame<'_>, area: Rect, state: &State, screen: &FunctionScreen) {
    let Some(entry) = state.catalogue.get(&screen.function) else {
        return;
    };
    draw_head(frame, area, entry, screen);
    let columns = Columns::of(area.width);
    row(
        frame,
        area,
        3,
        Line::styled(columns.headings(), theme::STRONG),
    );
    let size = Size {
        columns: frame.area().width,
        rows: frame.area().height,
    };
    let height = layout::function_rows(size);
    let visible = screen
        .rows
        .iter()
        .enumerate()
        .skip(screen.cursor.first)
        .take(height);
    for (index, (position, qualifier)) in (layout::FUNCTION_HEAD_ROWS..).zip(visible) {
        let selected = position == screen.cursor.selected;
        let line = columns.row(entry, qualifier, selected, &state.drafts);
        row(frame, area, index, line);
    }
    let pane_rows = layout::pane_rows(size);
    let below = Rect {
        y: area.y + area.height.saturating_sub(pane_rows),
        height: pane_rows,
        ..area
    };
    if let Some(selected) = screen.selected() {
        let read = entry
            .configurations
            .read_at()
            .map_or(String::new(), |at| format!(" -- read {}", words::time(at)));
        let title = format!("{}:{}{read}", screen.function.name, selected.qualifier);
        pane::rule(frame, below, &title);
        pane::draw(frame, below, &pane::about(entry, &selected.qualifier));
    }
}

/// The function, the verdict on it, and what its settings do not reach.
fn draw_head(frame: &mut Frame<'_>, area: Rect, entry: &Entry, screen: &FunctionScreen) {
    const REACH: &str =
        " Asynchronous calls only. SQS, Kinesis and DynamoDB triggers have their own.";
    let width = usize::from(area.width);
    let verdict = words::verdict(&outlook::verdict(entry, &screen.rows));
    let style = if verdict.starts_with('!') {
        theme::WARNING
    } else {
        theme::PLAIN
    };
    let remark = remark(entry).unwrap_or_else(|| REACH.to_owned());
    let lines = [
        (title(entry), theme::STRONG),
        (format!(" {verdict}"), style),
        (remark, theme::QUIET),
    ];
    for (index, (text, style)) in (0..).zip(lines) {
        row(
            frame,
            area,
            index,
            Line::styled(cells::fit(&text, width), style),
        );
    }
}

/// Name, runtime, timeout, reserved concurrency, dead-letter queue: each `..` until it is read, `?` where it can't be.
fn title(entry: &Entry) -> String {
    let (runtime, timeout, queue) = match &entry.description {
        Remote::Ready { value, .. } | Remote::Refreshing { old: value, .. } => (
            value.runtime.clone().unwrap_or_else(|| "image".to_owned()),
            value
                .timeout_seconds
                .map_or("?".to_owned(), |seconds| format!("{seconds}s")),
            value
                .dead_letter_target
                .as_deref()
                .map_or("none".to_owned(), |arn| {
                    words::target(arn, Some(&entry.function))
                }),
        ),
        Remote::NotAsked | Remote::Loading(_) => {
            ("..".to_owned(), "..".to_owned(), "..".to_owned())
        }
        Remote::Failed(_) => ("?".to_owned(), "?".to_owned(), "?".to_owned()),
    };
    let reserved = match &entry.concurrency {
        Remote::Ready { value, .. } | Remote::Refreshing { old: value, .. } => {
            value.map_or("none".to_owned(), |reserved| reserved.to_string())
        }
        Remote::NotAsked | Remote::Loading(_) => "..".to_owned(),
        Remote::Failed(_) => "?".to_owned(),
    };
    format!(
        " {}  {runtime}  timeout {timeout}  reserved concurrency {reserved}  DLQ {queue}",
        entry.function.name
    )
}

/// What of the function could not be read, and what that means for the rows.
fn remark(entry: &Entry) -> Option<String> {
    let pieces = [
        ("Settings", entry.configurations.failure()),
        ("Aliases", entry.aliases.failure()),
        ("Versions", entry.versions.failure()),
    ];
    let (piece, failure) = pieces
        .into_iter()
        .find_map(|(piece, failure)| Some((piece, failure?)))?;
    Some(format!(" ? {piece} not read: {}", failure.sentence))
}

/// Cells of the columns of fixed width.
const RETRY: usize = 5;
const AGE: usize = 6;
const CHANGED: usize = 11;

struct Columns {
    qualifier: usize,
    routes: usize,
    given_up: usize,
}

impl Columns {
    fn of(width: u16) -> Self {
        let free = usize::from(width).saturating_sub(2 + RETRY + AGE + CHANGED + 6);
        Self {
            qualifier: free / 4,
            routes: free * 5 / 16,
            given_up: free - free / 4 - free * 5 / 16,
        }
    }

    fn headings(&self) -> String {
        format!(
            "  {} {} {} {} {} {}",
            cells::fit("QUALIFIER", self.qualifier),
            cells::fit("ROUTES TO", self.routes),
            cells::fit("RETRY", RETRY),
            cells::fit("AGE", AGE),
            cells::fit("WHEN GIVEN UP", self.given_up),
            cells::fit("CHANGED UTC", CHANGED)
        )
    }

    fn row(
        &self,
        entry: &Entry,
        qualifier: &QualifierRow,
        selected: bool,
        drafts: &Drafts,
    ) -> Line<'static> {
        let target = Target {
            function: entry.function.clone(),
            qualifier: qualifier.qualifier.clone(),
        };
        let base = if selected {
            theme::SELECTED
        } else {
            theme::PLAIN
        };
        let given_up = outlook::given_up(entry, &qualifier.qualifier);
        let dropped =
            given_up == GivenUp::Dropped && !selected && qualifier.existence == Existence::Exists;
        let margin = format!(
            "{}{}",
            if selected { '>' } else { ' ' },
            if drafts.get(&target).is_some() {
                '*'
            } else {
                ' '
            }
        );
        let setting = |field: Field| match &qualifier.held {
            Held::NotRead => "..".to_owned(),
            Held::Unreadable => "?".to_owned(),
            Held::Defaults => words::setting(
                field,
                &StoredSettings::default().value(field),
                &entry.function,
            ),
            Held::Own(own) => words::setting(field, &own.settings.value(field), &entry.function),
        };
        Line::from(vec![
            Span::styled(
                format!(
                    "{margin}{} {} {} {} ",
                    cells::fit(&qualifier.qualifier.to_string(), self.qualifier),
                    cells::fit(&routes(qualifier), self.routes),
                    cells::fit(&setting(Field::MaximumRetryAttempts), RETRY),
                    cells::fit(&setting(Field::MaximumEventAge), AGE),
                ),
                base,
            ),
            Span::styled(
                cells::fit(
                    &words::when_given_up(&given_up, &entry.function),
                    self.given_up,
                ),
                if dropped { theme::WARNING } else { base },
            ),
            Span::styled(
                format!(" {}", cells::fit(&changed(qualifier), CHANGED)),
                base,
            ),
        ])
    }
}

/// The versions that an alias routes to; for an orphan, that it is one.
fn routes(row: &QualifierRow) -> String {
    match row.existence {
        Existence::Gone => return "gone".to_owned(),
        Existence::NotFoundSoFar => return "not found so far".to_owned(),
        Existence::Exists => {}
    }
    match row.routes.as_slice() {
        [] => "-".to_owned(),
        [(version, _)] => version.to_string(),
        several => several
            .iter()
            .map(|(version, share)| format!("{version} {:.0}%", share * 100.0))
            .collect::<Vec<_>>()
            .join(", "),
    }
}

/// When the service last changed the configuration.
fn changed(row: &QualifierRow) -> String {
    match &row.held {
        Held::Own(own) => own
            .last_modified
            .map_or("?".to_owned(), |at| at.strftime("%m-%d %H:%M").to_string()),
        Held::Defaults => "-".to_owned(),
        Held::NotRead => "..".to_owned(),
        Held::Unreadable => "?".to_owned(),
    }
}
