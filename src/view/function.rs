//! One function and its qualifiers.
//!
//! Knows what is said of the function as a whole, and which of its qualifiers is selected. Does not know columns.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::Line;
use unicode_width::UnicodeWidthStr;

use super::pane::Remark;
use super::qualifier_cells::shown;
use super::{about, cells, pane, qualifiers, row, theme};
use crate::app::catalogue::Entry;
use crate::app::function::{FunctionScreen, QualifierRow};
use crate::app::layout;
use crate::app::state::State;
use crate::domain::verdict::Existence;
use crate::domain::words;

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
    let drawn = qualifiers::draw(frame, area, state, (screen, entry, height));
    let below = pane::below(area, layout::FUNCTION_HEAD_ROWS, height);
    let name = &screen.function.name;
    if let Some(selected) = screen.selected() {
        let removed = state.memory.removed(&entry.target(&selected.qualifier));
        let about = about::about(entry, selected, removed, below);
        let needed = pane::lines(&about, below.width);
        let below = pane::raised(below, needed, height.saturating_sub(drawn));
        pane::rule(frame, below, &heading(screen, selected, entry, area.width));
        pane::draw(frame, below, &about, "d");
    } else if let Some((qualifier, searched)) = screen.missing(entry) {
        let said = words::missing(name, qualifier, searched);
        pane::rule(frame, below, &format!("{name}:{qualifier}"));
        pane::draw(frame, below, &[Remark::new("", said)], "d");
    }
}

/// What stands in the rule: which qualifier, when it was read, and which of how many it is, as far as that has room.
fn heading(screen: &FunctionScreen, selected: &QualifierRow, entry: &Entry, width: u16) -> String {
    let target = format!("{}:{}", screen.function.name, selected.qualifier);
    let place = place(screen);
    let read = entry
        .configurations
        .read_at()
        .map_or(String::new(), |at| format!(" -- read {}", words::time(at)));
    let mut titles = [
        format!("{target}{read} -- {place}"),
        format!("{target} -- {place}"),
    ]
    .into_iter();
    let room = usize::from(width).saturating_sub(4);
    titles.find(|title| title.width() <= room).unwrap_or(target)
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
