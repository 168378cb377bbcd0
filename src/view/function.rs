//! One function and its qualifiers.
//!
//! Knows what is said of the function as a whole, and which of its qualifiers is selected. Does not know columns.

use std::borrow::Cow;

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Line;
use unicode_width::UnicodeWidthStr;

use super::described::Described;
use super::pane::Remark;
use super::{about, cells, pane, qualifiers, row, theme};
use crate::app::entry::Entry;
use crate::app::function::FunctionScreen;
use crate::app::layout;
use crate::app::qualifier_rows::QualifierRow;
use crate::app::state::State;
use crate::app::surroundings::known;
use crate::domain::known::Known;
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
    let height = screen.height(state.size);
    let listed = screen.listed(height).min(height);
    let mut below = pane::below(area, layout::FUNCTION_HEAD_ROWS, height);
    if let Some((title, about)) = about_selected(state, (screen, entry), below) {
        below = pane::raised(below, pane::lines(&about, below.width), height - listed);
        pane::rule(frame, below, &title);
        pane::draw(frame, below, &about, pane::key(screen.roomy, "d"));
    }
    // The head takes what both leave.
    let above = usize::from(below.y - area.y);
    let blank = above.saturating_sub(usize::from(layout::FUNCTION_HEAD_ROWS) + listed);
    let more = draw_head(frame, area, state, (screen, entry, blank));
    let list = Rect {
        y: area.y + more,
        height: area.height.saturating_sub(more),
        ..area
    };
    qualifiers::draw(frame, list, state, (screen, entry, height));
}

/// The title and the texts of the pane: what is selected, or why nothing is.
fn about_selected(
    state: &State,
    (screen, entry): (&FunctionScreen, &Entry),
    below: Rect,
) -> Option<(String, Vec<Remark>)> {
    if let Some(selected) = screen.selected() {
        let name = state.session.name_of(&screen.function);
        let title = heading((screen, &name), selected, entry, below.width);
        let target = entry.target(&selected.qualifier);
        let removed = state.memory.removed(&target);
        let mut about = about::about(entry, selected, removed, below);
        let read_at = entry.configuration_read_at(&selected.qualifier);
        let open = state.memory.open_at(&target).into_iter().map(|mut open| {
            if let Some(at) = read_at {
                open.also_read(at);
            }
            about::open_write(open)
        });
        about.splice(0..0, open);
        return Some((title, about));
    }
    let name = &screen.function.name;
    if screen.is_filtered() {
        let none = Remark::new("", words::NO_QUALIFIER_MATCHES);
        return Some((name.to_string(), vec![none]));
    }
    let (qualifier, searched) = screen.missing(entry)?;
    let said = words::missing(name, qualifier, searched);
    let mut about = vec![Remark::new("", said)];
    // The head cuts the reason, which is all there is to say of such a row.
    if searched == Known::Unreadable {
        about.extend(unread(entry).map(|unread| Remark::new("", unread)));
    }
    let shown = state.session.name_of(&screen.function);
    Some((format!("{shown}:{qualifier}"), about))
}

/// What stands in the rule: which qualifier, when it was read, and which of how many it is, as far as that has room.
fn heading(
    (screen, name): (&FunctionScreen, &str),
    selected: &QualifierRow,
    entry: &Entry,
    width: u16,
) -> String {
    let target = format!("{name}:{}", selected.qualifier);
    let place = place(screen);
    let read = entry
        .configuration_read_at(&selected.qualifier)
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
    let drafts = screen.rows.iter().filter(|row| row.is_draft_only()).count();
    let gone = screen.rows.iter().filter(is_gone).count() - drafts;
    let there = screen.rows.len() - gone - drafts;
    let orphans = match gone {
        0 => String::new(),
        1 => ", 1 orphan".to_owned(),
        gone => format!(", {gone} orphans"),
    };
    let selected = screen.cursor.selected + 1;
    match selected.checked_sub(there) {
        None | Some(0) => format!("{selected} of {there}{orphans}"),
        Some(orphan) if orphan <= gone => format!("orphan {orphan} of {gone}"),
        Some(_) => "draft only".to_owned(),
    }
}

/// The function, the verdict on it, what could not be read, and what its settings do not reach. Where not all of this has room, the
/// verdict is cut after its first line, and what holds of every function is left out. Answers how many of the blank rows below
/// it takes.
fn draw_head(
    frame: &mut Frame<'_>,
    area: Rect,
    state: &State,
    (screen, entry, blank): (&FunctionScreen, &Entry, usize),
) -> u16 {
    const REACH: &str =
        " Asynchronous calls only. SQS, Kinesis and DynamoDB triggers have their own.";
    let width = usize::from(area.width);
    let (verdict, style) = pane::verdict(entry, &screen.verdict).into_parts();
    let options = textwrap::Options::new(width.saturating_sub(2).max(20))
        .initial_indent(" ")
        .subsequent_indent("   ")
        .word_splitter(textwrap::WordSplitter::NoHyphenation);
    let verdict = textwrap::wrap(&verdict, options);
    let mut verdict: Vec<String> = verdict.into_iter().map(Cow::into_owned).collect();
    let unread = unread(entry).map(|unread| format!(" {unread}"));
    let room = usize::from(layout::FUNCTION_HEAD_ROWS) - 2 + blank;
    let behind = usize::from(unread.is_some());
    if verdict.len() + behind > room {
        verdict.truncate(room.saturating_sub(behind).max(1));
        if let Some(last) = verdict.last_mut() {
            last.push_str(" …");
        }
    }
    let said = verdict.into_iter().map(|line| (line, style));
    let quiet = unread.into_iter().chain([REACH.to_owned()]);
    let said = said
        .chain(quiet.map(|line| (line, theme::QUIET)))
        .take(room);
    let title = match filtered(screen) {
        Some(title) => (title, theme::CHANGED),
        None => (title(entry, state, width), theme::STRONG),
    };
    let lines = [title].into_iter();
    let mut taken = 0;
    for (text, style) in lines.chain(said) {
        row(
            frame,
            area,
            taken,
            Line::styled(cells::fit(&text, width), style),
        );
        taken += 1;
    }
    taken.saturating_sub(layout::FUNCTION_HEAD_ROWS - 1)
}

/// The filter, in the place of the facts about the function; a cursor where keys go to it.
fn filtered(screen: &FunctionScreen) -> Option<String> {
    if !screen.is_filtered() && !screen.filtering {
        return None;
    }
    let name = &screen.function.name;
    let filter = words::clean(screen.filter.text());
    let cursor = if screen.filtering { "_" } else { "" };
    Some(format!(" {name}  /{filter}{cursor}"))
}

/// What could not be read; of a function that is gone, nothing could.
fn unread(entry: &Entry) -> Option<String> {
    pane::unread(entry).filter(|_| !entry.is_gone())
}

/// Name, runtime, timeout, reserved concurrency, dead-letter queue, role: each `..` until it is read, `?` where it can't be, `~`
/// where it is old.
fn title(entry: &Entry, state: &State, width: usize) -> String {
    let is_old = entry.description.is_old(state.now);
    let Described {
        runtime,
        timeout,
        queue,
    } = Described::of(entry);
    let role = known(&entry.description).map(|of| {
        of.role.as_deref().map_or("?".to_owned(), |arn| {
            arn.rsplit('/').next().unwrap_or(arn).to_owned()
        })
    });
    let reserved = known(&entry.concurrency)
        .map(|reserved| reserved.map_or("none".to_owned(), |reserved| reserved.to_string()));
    let name = state.session.name_of(&entry.function);
    let (runtime, role) = (words::cell(runtime, false), words::cell(role, false));
    let timeout = words::cell(timeout, is_old);
    let reserved = words::cell(reserved, entry.concurrency.is_old(state.now));
    let queue = words::cell(queue, is_old);
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
        format!(" {}  {short}", cells::fit(&name, room))
    })
}
