//! One function and its qualifiers.
//!
//! Knows columns and where orphans stand. Does not know how rows came about.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use unicode_width::UnicodeWidthStr;

use super::pane::Remark;
use super::{cells, pane, row, theme};
use crate::app::catalogue::{Entry, Part};
use crate::app::function::{FunctionScreen, Held, QualifierRow};
use crate::app::layout;
use crate::app::message::Size;
use crate::app::outlook;
use crate::app::remote::Remote;
use crate::app::state::State;
use crate::domain::field::Field;
use crate::domain::function::Target;
use crate::domain::settings::StoredSettings;
use crate::domain::verdict::Existence;
use crate::domain::words;

/// What stands above the settings that nothing uses any more.
const LEFT_BEHIND: &str =
    "  -- settings left behind by qualifiers that are gone: nothing uses them now ";
/// The same where that has no room.
const LEFT_BEHIND_SHORT: &str = "  -- left behind by qualifiers that are gone: not used ";

/// Draws the function, its qualifiers and what happens to an event of the selected one.
pub(super) fn draw(frame: &mut Frame<'_>, area: Rect, state: &State, screen: &FunctionScreen) {
    let Some(entry) = state.catalogue.get(&screen.function) else {
        let gone = Remark::new("", words::function_gone(&screen.function.name));
        for (index, line) in (1..).zip(gone.wrapped(area.width)) {
            row(frame, area, index, line);
        }
        return;
    };
    draw_head(frame, area, state, (screen, entry));
    let size = Size {
        columns: frame.area().width,
        rows: frame.area().height,
    };
    let height = layout::function_rows(size);
    draw_rows(frame, area, state, (screen, entry, height));
    let below = pane::below(area, layout::FUNCTION_HEAD_ROWS, height);
    let name = &screen.function.name;
    if let Some(selected) = screen.selected() {
        let read = entry
            .configurations
            .read_at()
            .map_or(String::new(), |at| format!(" -- read {}", words::time(at)));
        let title = format!("{name}:{}{read}", selected.qualifier);
        pane::rule(frame, below, &title);
        pane::draw(frame, below, &pane::about(entry, &selected.qualifier));
    } else if let Some((qualifier, searched)) = screen.missing(entry) {
        let said = words::missing(name, qualifier, searched);
        pane::rule(frame, below, &format!("{name}:{qualifier}"));
        pane::draw(frame, below, &[Remark::new("", said)]);
    }
}

/// Draws headings and qualifiers; a line sets apart what is left behind.
fn draw_rows(
    frame: &mut Frame<'_>,
    area: Rect,
    state: &State,
    (screen, entry, height): (&FunctionScreen, &Entry, usize),
) {
    let columns = Columns::of(area.width);
    let headings = Line::styled(columns.headings(), theme::STRONG);
    row(frame, area, layout::FUNCTION_HEAD_ROWS - 1, headings);
    let selected = screen.selected().map(|row| &row.qualifier);
    let mut index = layout::FUNCTION_HEAD_ROWS;
    let mut set_apart = false;
    for qualifier in screen.visible(height) {
        if qualifier.existence == Existence::Gone && !set_apart {
            let width = usize::from(area.width).saturating_sub(1);
            let text = if LEFT_BEHIND.width() <= width {
                LEFT_BEHIND
            } else {
                LEFT_BEHIND_SHORT
            };
            let line = format!("{text:-<width$}");
            row(
                frame,
                area,
                index,
                Line::styled(cells::fit(&line, width), theme::QUIET),
            );
            index += 1;
            set_apart = true;
        }
        let is_selected = selected == Some(&qualifier.qualifier);
        let line = columns.row((entry, qualifier), is_selected, state);
        row(frame, area, index, line);
        index += 1;
    }
}

/// The function, the verdict on it, and what its settings do not reach.
fn draw_head(
    frame: &mut Frame<'_>,
    area: Rect,
    state: &State,
    (screen, entry): (&FunctionScreen, &Entry),
) {
    const REACH: &str =
        " Asynchronous calls only. SQS, Kinesis and DynamoDB triggers have their own.";
    let width = usize::from(area.width);
    let verdict = words::verdict(&outlook::verdict(entry, &screen.rows));
    let style = if verdict.starts_with('!') {
        theme::WARNING
    } else {
        theme::PLAIN
    };
    let mut verdict = textwrap::wrap(&verdict, width.saturating_sub(3).max(20)).into_iter();
    // What was read is said before what holds of every function; what could not be read, before the verdict's second line.
    let mut first = verdict.next().unwrap_or_default();
    let second = match (remark(entry), verdict.next()) {
        (Some(remark), rest) => {
            first += if rest.is_some() { " …" } else { "" };
            (remark, theme::QUIET)
        }
        (None, Some(rest)) => (format!("   {rest}"), style),
        (None, None) => (REACH.to_owned(), theme::QUIET),
    };
    let lines = [
        (title(entry, state, width), theme::STRONG),
        (format!(" {first}"), style),
        second,
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

/// Name, runtime, timeout, reserved concurrency, dead-letter queue: each `..` until it is read, `?` where it can't be, `~` where
/// it is old.
fn title(entry: &Entry, state: &State, width: usize) -> String {
    let (described, is_old) = (&entry.description, entry.description.is_old(state.now));
    let runtime = shown(described, |of| {
        of.runtime.clone().unwrap_or_else(|| "image".to_owned())
    });
    let timeout = shown(described, |of| {
        of.timeout_seconds
            .map_or("?".to_owned(), |seconds| format!("{seconds}s"))
    });
    let queue = shown(described, |of| {
        of.dead_letter_target
            .as_deref()
            .map_or("none".to_owned(), |arn| {
                words::target(arn, Some(&entry.function))
            })
    });
    let reserved = shown(&entry.concurrency, |reserved| {
        reserved.map_or("none".to_owned(), |reserved| reserved.to_string())
    });
    let name = &entry.function.name;
    let timeout = words::aged(timeout, is_old);
    let reserved = words::aged(reserved, entry.concurrency.is_old(state.now));
    let queue = words::aged(queue, is_old);
    let facts = format!("timeout {timeout}  reserved concurrency {reserved}  DLQ {queue}");
    let short = format!("timeout {timeout}  reserved {reserved}  DLQ {queue}");
    let titles = [
        format!(" {name}  {runtime}  {facts}"),
        format!(" {name}  {facts}"),
        format!(" {name}  {short}"),
    ];
    let fitting = titles.into_iter().find(|title| title.width() <= width);
    // What is left of a long name is what tells it from others; the facts are never cut.
    fitting.unwrap_or_else(|| {
        let room = width.saturating_sub(short.width() + 3).max(12);
        format!(" {}  {short}", cells::fit(&name.to_string(), room))
    })
}

/// What was read, in words; `..` until then, `?` where it can't be read.
fn shown<T>(remote: &Remote<T>, words: impl FnOnce(&T) -> String) -> String {
    match (remote.value(), remote.failure()) {
        (Some(value), _) => words(value),
        (None, Some(_)) => "?".to_owned(),
        (None, None) => "..".to_owned(),
    }
}

/// What of the function could not be read, and what that means for the rows.
fn remark(entry: &Entry) -> Option<String> {
    let pieces = [
        ("Settings", Part::Configurations),
        ("Aliases", Part::Aliases),
        ("Versions", Part::Versions),
    ];
    let (piece, part, failure) = pieces
        .into_iter()
        .find_map(|(piece, part)| Some((piece, part, entry.failure(part)?)))?;
    let read = entry.read_at(part).map_or("not read".to_owned(), |at| {
        format!("not read again since {}", words::time(at))
    });
    Some(format!(" ? {piece} {read}: {}", failure.sentence))
}

/// Cells of the columns of fixed width.
const RETRY: usize = 5;
const AGE: usize = 7;
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
        (entry, qualifier): (&Entry, &QualifierRow),
        selected: bool,
        state: &State,
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
        let dropped = given_up.is_lost() && !selected && qualifier.existence == Existence::Exists;
        let margin = format!(
            "{}{}",
            if selected { '>' } else { ' ' },
            if state.drafts.get(&target).is_some() {
                '*'
            } else {
                ' '
            }
        );
        let is_old = entry.configurations.is_old(state.now);
        let setting = |field: Field| setting(&qualifier.held, field, (entry, is_old));
        Line::from(vec![
            Span::styled(
                format!(
                    "{margin}{} {} {} {} ",
                    cells::fit(&qualifier.qualifier.to_string(), self.qualifier),
                    cells::fit(
                        &words::aged(routes(qualifier), entry.aliases.is_old(state.now)),
                        self.routes
                    ),
                    cells::fit(&setting(Field::MaximumRetryAttempts), RETRY),
                    cells::fit(&setting(Field::MaximumEventAge), AGE),
                ),
                base,
            ),
            Span::styled(
                cells::fit(
                    &words::aged(words::when_given_up(&given_up, &entry.function), is_old),
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

/// A setting of a qualifier, as its cell shows it.
fn setting(held: &Held, field: Field, (entry, is_old): (&Entry, bool)) -> String {
    let value = match held {
        Held::NotRead => return "..".to_owned(),
        Held::Unreadable => return "?".to_owned(),
        Held::Defaults => StoredSettings::default().value(field),
        Held::Own(own) => own.settings.value(field),
    };
    words::aged(words::setting(field, &value, &entry.function), is_old)
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
