//! The pane below the list of functions: what becomes of the events of the selected one, so that it need not be opened.
//!
//! Knows what is said of each qualifier, in words or in columns. Does not know which function is selected.

use std::collections::BTreeSet;

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Line;
use unicode_width::UnicodeWidthStr;

use super::described::Described;
use super::pane::{self, Remark};
use super::qualifier_cells::{AGE, QualifierCells, RETRY, routes};
use super::table::{Margin, Row};
use super::{row, theme};
use crate::app::entry::{Entry, Part};
use crate::app::layout;
use crate::app::outlook::{self, Outlook};
use crate::app::qualifier_rows::{Held, QualifierRow};
use crate::app::state::State;
use crate::app::surroundings::{dead_letters, unread_versions};
use crate::domain::known::Known;
use crate::domain::qualifier::Qualifier;
use crate::domain::verdict::{Existence, Verdict};
use crate::domain::words::{self, TimelineLine};

/// From so many columns on, a timeline has room in a column.
const TABLE: u16 = 118;

/// Draws the pane of a function; it grows into the rows that the list above it leaves blank.
pub(super) fn draw(
    frame: &mut Frame<'_>,
    (below, blank): (Rect, usize),
    state: &State,
    entry: &Entry,
) {
    let Some(Outlook { rows, verdict }) = entry.outlook() else {
        pane::rule(frame, below, &title(state, entry, below.width));
        return;
    };
    let routed: BTreeSet<&Qualifier> = rows.iter().flat_map(routes_of).collect();
    let mut qualifiers: Vec<&QualifierRow> = rows
        .iter()
        .filter(|row| row.existence == Existence::Exists && is_summed_up(row, &routed))
        .collect();
    // What is asked first: what becomes of the events of those that are called, and which of them drops events.
    qualifiers.sort_by_key(|row| {
        let is_latest = row.qualifier == Qualifier::Latest;
        (!is_latest, !verdict.is_dropping(&row.qualifier))
    });
    let mut texts = vec![pane::verdict(entry, verdict)];
    texts.extend(pane::unread(entry).map(Remark::quiet));
    let remarks = remarks(entry, verdict, &qualifiers);
    let width = below.width;
    let title = title(state, entry, width);
    if width >= TABLE && entry.configurations.value().is_some() {
        let needed = pane::lines(&texts, width) + qualifiers.len() + pane::lines(&remarks, width);
        let area = pane::raised(below, needed, blank);
        pane::rule(frame, area, &title);
        let used = pane::draw_all(frame, area, 1, &texts);
        let listed = Rect {
            height: area.height.saturating_sub(rows_of(&remarks, width)),
            ..area
        };
        let used = table(frame, listed, used, (state, entry, &qualifiers));
        pane::draw_all(frame, area, used, &remarks);
        return;
    }
    texts.extend(
        qualifiers
            .into_iter()
            .map(|qualifier| in_words(entry, qualifier)),
    );
    texts.extend(remarks);
    let area = pane::raised(below, pane::lines(&texts, width), blank);
    pane::rule(frame, area, &title);
    let key = pane::key(state.explorer.roomy, "Enter");
    pane::draw(frame, area, &texts, key);
}

/// Says whether a qualifier has a place here: a version only where it has settings of its own or an alias routes to it. These are known
/// before the versions are listed, so that opening the function does not change what is said; the others are seen there.
fn is_summed_up(row: &QualifierRow, routed: &BTreeSet<&Qualifier>) -> bool {
    !matches!(row.qualifier, Qualifier::Version(_))
        || matches!(row.held, Held::Own(_))
        || routed.contains(&row.qualifier)
}

/// The versions that an alias routes to.
fn routes_of(row: &QualifierRow) -> impl Iterator<Item = &Qualifier> {
    row.routes.iter().map(|(version, _)| version)
}

/// The rows that texts take: kept for what is said below the qualifiers, however many of those there are.
fn rows_of(texts: &[Remark], width: u16) -> u16 {
    u16::try_from(pane::lines(texts, width)).unwrap_or(u16::MAX)
}

/// The function and what is known of it from the listing alone, as far as it has room.
fn title(state: &State, entry: &Entry, width: u16) -> String {
    let name = state.session.name_of(&entry.function);
    if width < layout::WIDE {
        return name;
    }
    let Described {
        runtime,
        timeout,
        queue,
    } = Described::of(entry);
    let reserved = match (entry.concurrency.value(), entry.failure(Part::Concurrency)) {
        (Some(Some(reserved)), _) => reserved.to_string(),
        (Some(None), _) => "none".to_owned(),
        (None, Some(_)) => "?".to_owned(),
        (None, None) => "not read (Enter)".to_owned(),
    };
    let [runtime, timeout, queue] = [runtime, timeout, queue].map(|text| words::cell(text, false));
    let facts = format!("timeout {timeout}   DLQ {queue}");
    let titles = [
        format!("{name}   {runtime}   {facts}   reserved concurrency {reserved}"),
        format!("{name}   {runtime}   {facts}"),
        format!("{name}   {facts}"),
    ];
    let room = usize::from(width).saturating_sub(4);
    let mut fitting = titles.into_iter().filter(|title| title.width() <= room);
    fitting.next().unwrap_or(name)
}

/// One qualifier in words.
fn in_words(entry: &Entry, row: &QualifierRow) -> Remark {
    let (course, loses) = match outlook::timeline(entry, &row.qualifier) {
        Known::NotRead => ("not read yet ..".to_owned(), false),
        Known::Unreadable => ("? could not be read".to_owned(), false),
        Known::Known(timeline) => {
            let versions = unread_versions(entry, &row.qualifier);
            let of_latest = words::as_latest_has_it(timeline.given_up(), &versions);
            let of_latest = of_latest.map_or(String::new(), |text| format!(" {text}"));
            (
                format!("{}{of_latest}", words::in_short(&timeline)),
                timeline.given_up().is_lost(),
            )
        }
    };
    let own = if matches!(row.held, Held::Defaults) {
        "no settings of its own: "
    } else {
        ""
    };
    Remark::event(TimelineLine {
        event: row.qualifier.to_string(),
        course: format!("{own}{course}"),
        loses,
    })
}

/// What else there is to say: what is left behind, and what is not known of versions.
fn remarks(entry: &Entry, verdict: &Verdict, qualifiers: &[&QualifierRow]) -> Vec<Remark> {
    let mut remarks = Vec::new();
    if !verdict.orphans.is_empty() {
        remarks.push(Remark::quiet(words::orphans(&verdict.orphans)));
    }
    let holds_more = |row: &&&QualifierRow| {
        let held = entry.configuration(&row.qualifier).flatten();
        held.is_some_and(|held| !held.unknown_members.is_empty())
    };
    let unknown = qualifiers.iter().filter(holds_more);
    let unknown: Vec<&Qualifier> = unknown.map(|row| &row.qualifier).collect();
    let untold = words::unknown_untold_of(&unknown);
    remarks.extend(untold.map(|text| Remark::new("", text)));
    let of_latest = |row: &&QualifierRow| dead_letters(entry, &row.qualifier).of_latest;
    if qualifiers.iter().any(of_latest) {
        remarks.push(Remark::quiet(
            "Dead-letter queues as $LATEST has them: versions are read with the function (Enter).",
        ));
    }
    remarks
}

/// Draws each qualifier in columns, from a row of the pane on; says which row is next.
fn table(
    frame: &mut Frame<'_>,
    area: Rect,
    first: u16,
    (state, entry, qualifiers): (&State, &Entry, &[&QualifierRow]),
) -> u16 {
    let room = usize::from(area.height.saturating_sub(first));
    let shown = if qualifiers.len() <= room {
        qualifiers.len()
    } else {
        room.saturating_sub(1)
    };
    let wider = usize::from(area.width.saturating_sub(TABLE)) / 4;
    let (name, target) = (10 + wider, 15 + wider / 2);
    let given_up = 21 + wider / 2;
    let mut next = first;
    for qualifier in qualifiers.iter().take(shown) {
        let cells = QualifierCells::of(entry, &qualifier.qualifier, state);
        let aliases_old = entry.aliases.is_old(state.now);
        let course = match outlook::timeline(entry, &qualifier.qualifier) {
            Known::NotRead => "..".to_owned(),
            Known::Unreadable => "?".to_owned(),
            Known::Known(timeline) => words::course(&timeline),
        };
        let line = Row::new(Margin::default())
            .cell(&qualifier.qualifier.to_string(), name)
            .cell(&routes(&qualifier.routes, target, aliases_old), target)
            .cell(&cells.retry, RETRY)
            .cell(&cells.age, AGE)
            .warning(&cells.given_up, given_up, cells.drops)
            .warning(&course, 54, cells.drops);
        row(frame, area, next, line.filled(area.width));
        next += 1;
    }
    let left = qualifiers.len() - shown;
    if left > 0 {
        let key = pane::key(state.explorer.roomy, "Enter");
        let more = Line::styled(pane::more(left, key), theme::QUIET);
        row(frame, area, next, more);
        next += 1;
    }
    next
}
