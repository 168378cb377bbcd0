//! One function and its qualifiers.
//!
//! Knows columns and where orphans stand. Does not know how rows came about.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::Line;
use unicode_width::UnicodeWidthStr;

use super::pane::Remark;
use super::qualifier_cells::{AGE, QualifierCells, RETRY, routes, shown};
use super::table::{Margin, Row};
use super::{cells, pane, row, theme};
use crate::app::catalogue::Entry;
use crate::app::function::{FunctionScreen, Held, QualifierRow};
use crate::app::layout;
use crate::app::state::State;
use crate::domain::function::Target;
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
        let name = format!(" {}", words::clean(screen.function.name.as_str()));
        row(frame, area, 0, Line::styled(name, theme::STRONG));
        let gone = Remark::new("", words::function_gone(&screen.function.name));
        for (index, line) in (1..).zip(gone.wrapped(area.width)) {
            row(frame, area, index, line);
        }
        return;
    };
    draw_head(frame, area, state, (screen, entry));
    let height = layout::function_rows(state.size);
    let drawn = draw_rows(frame, area, state, (screen, entry, height));
    let below = pane::below(area, layout::FUNCTION_HEAD_ROWS, height);
    let name = &screen.function.name;
    if let Some(selected) = screen.selected() {
        let read = entry
            .configurations
            .read_at()
            .map_or(String::new(), |at| format!(" -- read {}", words::time(at)));
        let title = format!("{name}:{}{read} -- {}", selected.qualifier, place(screen));
        let about = pane::about(entry, selected, below);
        let below = pane::raised(below, &about, height.saturating_sub(drawn));
        pane::rule(frame, below, &title);
        pane::draw(frame, below, &about, "d");
    } else if let Some((qualifier, searched)) = screen.missing(entry) {
        let said = words::missing(name, qualifier, searched);
        pane::rule(frame, below, &format!("{name}:{qualifier}"));
        pane::draw(frame, below, &[Remark::new("", said)], "d");
    }
}

/// Which of how many is selected; what is left behind is counted apart.
fn place(screen: &FunctionScreen) -> String {
    let is_gone = |row: &&QualifierRow| row.existence == Existence::Gone;
    let gone = screen.rows.iter().filter(is_gone).count();
    let there = screen.rows.len() - gone;
    let orphans = match gone {
        0 => String::new(),
        1 => ", 1 orphan".to_owned(),
        gone => format!(", {gone} orphans"),
    };
    let selected = screen.cursor.selected + 1;
    match selected.checked_sub(there) {
        None | Some(0) => format!("{selected} of {there}{orphans}"),
        Some(orphan) => format!("orphan {orphan} of {gone}"),
    }
}

/// Draws headings and qualifiers; a line sets apart what is left behind. Answers how many rows the list takes.
fn draw_rows(
    frame: &mut Frame<'_>,
    area: Rect,
    state: &State,
    (screen, entry, height): (&FunctionScreen, &Entry, usize),
) -> usize {
    let columns = Columns::of(area.width);
    let headings = columns.headings().filled(area.width);
    row(frame, area, layout::FUNCTION_HEAD_ROWS - 1, headings);
    let selected = screen.selected().map(|row| &row.qualifier);
    let visible: Vec<&QualifierRow> = screen.visible(height).collect();
    let names: Vec<String> = visible
        .iter()
        .map(|row| row.qualifier.to_string())
        .collect();
    let texts: Vec<&str> = names.iter().map(String::as_str).collect();
    let tails = cells::tails(&texts, columns.qualifier);
    let mut index = layout::FUNCTION_HEAD_ROWS;
    let mut set_apart = false;
    for ((qualifier, name), tail) in visible.into_iter().zip(&names).zip(tails) {
        if qualifier.existence == Existence::Gone && !set_apart {
            row(frame, area, index, left_behind(area.width));
            index += 1;
            set_apart = true;
        }
        let target = Target {
            function: entry.function.clone(),
            qualifier: qualifier.qualifier.clone(),
        };
        let margin = Margin {
            selected: selected == Some(&qualifier.qualifier),
            draft: state.drafts.get(&target).is_some(),
            aside: false,
        };
        let name = cells::fit_with_tail(name, columns.qualifier, tail);
        let line = Row::new(margin).cell(&name, columns.qualifier);
        let line = columns.row(line, (entry, qualifier), state);
        row(frame, area, index, line.filled(area.width));
        index += 1;
    }
    usize::from(index - layout::FUNCTION_HEAD_ROWS)
}

/// The line above what is left behind.
fn left_behind(width: u16) -> Line<'static> {
    let width = usize::from(width).saturating_sub(1);
    let text = if LEFT_BEHIND.width() <= width {
        LEFT_BEHIND
    } else {
        LEFT_BEHIND_SHORT
    };
    let line = format!("{text:-<width$}");
    Line::styled(cells::fit(&line, width), theme::QUIET)
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
    let (verdict, style) = pane::verdict(entry, &screen.verdict).into_parts();
    let options = textwrap::Options::new(width.saturating_sub(3).max(20))
        .word_splitter(textwrap::WordSplitter::NoHyphenation);
    let mut verdict = textwrap::wrap(&verdict, options).into_iter();
    // What was read is said before what holds of every function; what could not be read, before the verdict's second line.
    let mut first = verdict.next().unwrap_or_default();
    let rest: Vec<_> = verdict.collect();
    let second: (String, Style) = match (unread(entry), rest.is_empty()) {
        (Some(unread), all) => {
            first += if all { "" } else { " …" };
            (format!(" {unread}"), theme::QUIET)
        }
        (None, false) => (format!("   {}", rest.join(" ")), style),
        (None, true) => (REACH.to_owned(), theme::QUIET),
    };
    let lines = [
        (title(entry, state, width), theme::STRONG),
        (format!(" {first}"), style),
        second,
    ];
    for (index, (text, style)) in (0..).zip(lines) {
        let line = Line::styled(cells::fit(&text, width), style);
        row(frame, area, index, line);
    }
}

/// What could not be read; of a function that is gone, nothing could.
fn unread(entry: &Entry) -> Option<String> {
    pane::unread(entry).filter(|_| !entry.is_gone())
}

/// Name, runtime, timeout, reserved concurrency, dead-letter queue, role: each `..` until it is read, `?` where it can't be, `~`
/// where it is old.
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
    let role = shown(described, |of| {
        of.role.as_deref().map_or("?".to_owned(), |arn| {
            arn.rsplit('/').next().unwrap_or(arn).to_owned()
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
        format!(" {name}  {runtime}  {facts}  role {role}"),
        format!(" {name}  {runtime}  {facts}"),
        format!(" {name}  {facts}"),
        format!(" {name}  {short}"),
    ];
    let fitting = titles.into_iter().find(|title| title.width() <= width);
    // What is left of a long name is what tells it from others; the facts are never cut.
    fitting.unwrap_or_else(|| {
        let room = width.saturating_sub(short.width() + 3).max(12);
        format!(" {}  {short}", cells::fit(name.as_str(), room))
    })
}

/// Widths of the columns.
struct Columns {
    qualifier: usize,
    routes: usize,
    more: More,
}

/// The columns behind the age.
enum More {
    /// Where given-up events go.
    Narrow { given_up: usize },
    /// The same, and when that was set last.
    Usual { given_up: usize },
    /// Both destinations, and when they were set last.
    Wide { success: usize, failure: usize },
}

/// Cells of the column CHANGED, and of the longer one that always tells year and time.
const CHANGED: usize = 11;
const CHANGED_WHEN: usize = 16;
/// Cells of the column ROUTES TO.
const ROUTES: usize = 16;

impl Columns {
    fn of(width: u16) -> Self {
        let free = usize::from(width).saturating_sub(2 + ROUTES + 1 + RETRY + 1 + AGE + 1 + 1);
        match width {
            0..=79 => {
                let qualifier = (free * 2 / 5).max(8);
                let given_up = free.saturating_sub(qualifier + 1);
                Self {
                    qualifier,
                    routes: ROUTES,
                    more: More::Narrow { given_up },
                }
            }
            80..layout::WIDE => {
                let free = free.saturating_sub(CHANGED + 1);
                let qualifier = free / 3;
                let given_up = free.saturating_sub(qualifier + 1);
                Self {
                    qualifier,
                    routes: ROUTES,
                    more: More::Usual { given_up },
                }
            }
            layout::WIDE.. => {
                let wider = usize::from(width - layout::WIDE) / 8;
                let free = free.saturating_sub(CHANGED_WHEN + 1 + wider);
                let qualifier = free / 4;
                let success = free * 5 / 16;
                let failure = free.saturating_sub(qualifier + success + 2);
                Self {
                    qualifier,
                    routes: ROUTES + wider,
                    more: More::Wide { success, failure },
                }
            }
        }
    }

    fn headings(&self) -> Row {
        let mut headings = vec![
            ("QUALIFIER", self.qualifier),
            ("ROUTES TO", self.routes),
            ("RETRY", RETRY),
            ("AGE", AGE),
        ];
        match self.more {
            More::Narrow { given_up } => headings.push(("WHEN GIVEN UP", given_up)),
            More::Usual { given_up } => {
                headings.extend([("WHEN GIVEN UP", given_up), ("CHANGED UTC", CHANGED)]);
            }
            More::Wide { success, failure } => headings.extend([
                ("ON SUCCESS", success),
                ("ON FAILURE", failure),
                ("CHANGED (UTC)", CHANGED_WHEN),
            ]),
        }
        Row::headings(&headings)
    }

    fn row(&self, row: Row, (entry, qualifier): (&Entry, &QualifierRow), state: &State) -> Row {
        let cells = QualifierCells::of(entry, &qualifier.qualifier, state);
        let drops = cells.drops && qualifier.existence == Existence::Exists;
        let target = match qualifier.existence {
            Existence::Gone => "gone".to_owned(),
            // Where the list that would tell could not be read, nobody knows.
            Existence::NotFoundSoFar
                if Entry::list_of(&qualifier.qualifier)
                    .is_some_and(|list| entry.failure(list).is_some()) =>
            {
                "?".to_owned()
            }
            Existence::NotFoundSoFar => "not found so far".to_owned(),
            Existence::Exists => {
                let is_old = entry.aliases.is_old(state.now);
                routes(&qualifier.routes, self.routes, is_old)
            }
        };
        let row = row
            .cell(&target, self.routes)
            .cell(&cells.retry, RETRY)
            .cell(&cells.age, AGE);
        match self.more {
            More::Narrow { given_up } => row.warning(&cells.given_up, given_up, drops),
            More::Usual { given_up } => row
                .warning(&cells.given_up, given_up, drops)
                .cell(&changed(qualifier, state, CHANGED), CHANGED),
            More::Wide { success, failure } => row
                .cell(&cells.on_success, success)
                .warning(&cells.on_failure, failure, drops)
                .cell(&changed(qualifier, state, CHANGED_WHEN), CHANGED_WHEN),
        }
    }
}

/// When the service last changed the configuration, as far as the column has room for it.
fn changed(row: &QualifierRow, state: &State, width: usize) -> String {
    let shown = |at| {
        if width < CHANGED_WHEN {
            words::short_minute(at, state.now)
        } else {
            words::minute(at)
        }
    };
    match &row.held {
        Held::Own(own) => own.last_modified.map_or("?".to_owned(), shown),
        Held::Defaults => "-".to_owned(),
        Held::NotRead => "..".to_owned(),
        Held::Unreadable => "?".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_width_is_used_and_none_is_exceeded() {
        for width in 60..=400 {
            let columns = Columns::of(width);
            let headings = columns.headings().filled(width).width();
            assert_eq!(headings, usize::from(width), "{width}");
            assert!(columns.qualifier >= 10, "{width}");
        }
    }
}
