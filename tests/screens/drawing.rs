//! A screen as text: its symbols row by row, then where each row is not plain.
//!
//! Knows cells and styles. Does not know what any screen shows.

use lambda_lasso::app::message::Size;
use lambda_lasso::app::state::State;
use lambda_lasso::view::{self, abilities::Abilities};
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::Position;
use ratatui::style::{Color, Modifier};
use unicode_width::UnicodeWidthStr;

/// Draws a state: numbered rows that end in `|`, then the spans that are set off, as `r5 0..6 bold, 6..80 dim`.
pub(crate) fn drawn(state: &State, size: Size, abilities: Abilities) -> String {
    let terminal = terminal(state, size, abilities);
    let buffer = terminal.backend().buffer();
    let rows = (0..size.rows).map(|row| format!("{row:>2} {}|\n", symbols(buffer, row)));
    let spans = (0..size.rows).filter_map(|row| styles(buffer, row));
    rows.chain(["\n".to_owned()])
        .chain(spans)
        .chain(cursor(terminal.backend()))
        .collect()
}

fn terminal(state: &State, size: Size, abilities: Abilities) -> Terminal<TestBackend> {
    let backend = TestBackend::new(size.columns, size.rows);
    let mut terminal = Terminal::new(backend).expect("a terminal");
    terminal
        .draw(|frame| view::draw(frame, state, abilities))
        .expect("a frame");
    terminal
}

/// The cells of a state.
pub(crate) fn buffer(state: &State, size: Size, abilities: Abilities) -> Buffer {
    terminal(state, size, abilities).backend().buffer().clone()
}

/// The symbols of all cells and how each is set off, but for its colours.
pub(crate) fn attributes(buffer: &Buffer) -> Vec<(&str, Modifier)> {
    let cells = buffer.content.iter();
    cells.map(|cell| (cell.symbol(), cell.modifier)).collect()
}

/// Texts in the colour of a warning or of something wrong, in a block of rows of which none says so in words or by a mark.
pub(crate) fn unsaid(buffer: &Buffer) -> Vec<String> {
    let warns = |cell: &Cell| matches!(cell.fg, Color::Yellow | Color::Red);
    let mut unsaid = Vec::new();
    let mut block = String::new();
    for row in 0..=buffer.area.height {
        let cells = (0..buffer.area.width).filter(|_| row < buffer.area.height);
        let text: String = cells
            .map(|column| &buffer[(column, row)])
            .filter(|cell| warns(cell))
            .map(Cell::symbol)
            .collect();
        if text.is_empty() {
            let said = SAY_SO.iter().any(|word| block.contains(word));
            if !said && !block.is_empty() {
                unsaid.push(block.clone());
            }
            block.clear();
        }
        block.push_str(&text);
    }
    unsaid
}

/// What says without a colour that something warns or is wrong.
const SAY_SO: &[&str] = &[
    "!",
    "x ",
    "DROPPED",
    "RESET",
    "REFUSED",
    "NOT SENT",
    "UNKNOWN",
    "something else than was",
    "DEMO",
    "READ-ONLY",
    "throttled",
    "Send PUT",
    "to send ",
    "so Put removes it",
    "then Enter:",
    "Nothing is sent yet",
    "is on its way",
    "Tab goes on",
    "PgUp",
    "PgDn",
];

/// Where the terminal's cursor blinks, if it does.
fn cursor(backend: &TestBackend) -> Option<String> {
    let Position { x, y } = backend.cursor_position();
    backend
        .cursor_visible()
        .then(|| format!("cursor r{y} {x}\n"))
}

fn symbols(buffer: &Buffer, row: u16) -> String {
    let mut text = String::new();
    let mut column = 0;
    while column < buffer.area.width {
        let symbol = buffer[(column, row)].symbol();
        text.push_str(symbol);
        // The cell behind a wide character shows nothing of its own.
        column += u16::try_from(symbol.width()).expect("a width").max(1);
    }
    text
}

fn styles(buffer: &Buffer, row: u16) -> Option<String> {
    let mut spans: Vec<(u16, u16, String)> = Vec::new();
    for column in 0..buffer.area.width {
        let style = style(&buffer[(column, row)]);
        match spans.last_mut() {
            Some((_, end, last)) if *last == style => *end = column + 1,
            _ => spans.push((column, column + 1, style)),
        }
    }
    spans.retain(|(_, _, style)| !style.is_empty());
    let span = |(start, end, style)| format!("{start}..{end} {style}");
    let spans: Vec<String> = spans.into_iter().map(span).collect();
    (!spans.is_empty()).then(|| format!("r{row} {}\n", spans.join(", ")))
}

/// The words for a cell's style; none for a plain one.
fn style(cell: &Cell) -> String {
    let mut words = Vec::new();
    if cell.fg != Color::Reset {
        words.push(cell.fg.to_string().to_lowercase());
    }
    if cell.bg != Color::Reset {
        words.push(format!("on {}", cell.bg.to_string().to_lowercase()));
    }
    words.extend(
        cell.modifier
            .iter_names()
            .map(|(name, _)| name.to_lowercase()),
    );
    words.join(" ")
}
