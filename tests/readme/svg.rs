//! A frame as an SVG picture: its cells as text, with their colours.
//!
//! Knows cells and how a terminal shows them. Does not know what any screen shows.

use std::fmt::Write;

use lambda_lasso::app::state::State;
use lambda_lasso::view::{self, abilities::Abilities};
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::buffer::Cell;
use ratatui::style::{Color, Modifier};

/// A cell, in pixels.
const CELL: (u32, u32) = (9, 20);

/// What is around the cells, in pixels.
const MARGIN: u32 = 14;

const BACKGROUND: &str = "#16181d";
const FOREGROUND: &str = "#d7dae0";

/// Draws a state as a picture of a terminal.
pub(crate) fn picture(state: &State) -> String {
    let (columns, rows) = (state.size.columns, state.size.rows);
    let mut terminal = Terminal::new(TestBackend::new(columns, rows)).expect("a terminal");
    terminal
        .draw(|frame| view::draw(frame, state, Abilities::ALL))
        .expect("a frame");
    let buffer = terminal.backend().buffer();
    let width = u32::from(columns) * CELL.0 + 2 * MARGIN;
    let height = u32::from(rows) * CELL.1 + 2 * MARGIN;
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\" \
         font-family=\"ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace\" font-size=\"15\">\n\
         <rect width=\"{width}\" height=\"{height}\" rx=\"8\" fill=\"{BACKGROUND}\"/>\n"
    );
    for row in 0..rows {
        let cells: Vec<&Cell> = (0..columns).map(|column| &buffer[(column, row)]).collect();
        for run in runs(&cells) {
            draw(&mut svg, u32::from(row), &run);
        }
    }
    svg.push_str("</svg>\n");
    svg
}

/// Neighbours that look alike.
struct Run {
    column: u32,
    text: String,
    look: Look,
}

#[derive(Clone, Copy, PartialEq)]
struct Look {
    ink: &'static str,
    paper: &'static str,
    bold: bool,
    dim: bool,
    underlined: bool,
}

fn runs(cells: &[&Cell]) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    for (column, cell) in (0..).zip(cells) {
        let look = look(cell);
        match runs.last_mut() {
            Some(run) if run.look == look => run.text.push_str(cell.symbol()),
            _ => runs.push(Run {
                column,
                text: cell.symbol().to_owned(),
                look,
            }),
        }
    }
    runs
}

fn look(cell: &Cell) -> Look {
    let has = |modifier| cell.modifier.contains(modifier);
    let (ink, paper) = (colour(cell.fg, FOREGROUND), colour(cell.bg, BACKGROUND));
    let reversed = has(Modifier::REVERSED);
    Look {
        ink: if reversed { paper } else { ink },
        paper: if reversed { ink } else { paper },
        bold: has(Modifier::BOLD),
        dim: has(Modifier::DIM),
        underlined: has(Modifier::UNDERLINED),
    }
}

fn draw(svg: &mut String, row: u32, run: &Run) {
    let (x, y) = (MARGIN + run.column * CELL.0, MARGIN + row * CELL.1);
    let width = cells(&run.text) * CELL.0;
    if run.look.paper != BACKGROUND {
        let Look { paper, .. } = run.look;
        writeln!(
            svg,
            "<rect x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{}\" fill=\"{paper}\"/>",
            CELL.1
        )
        .expect("a string");
    }
    let mut column = run.column;
    for word in words(&run.text) {
        let length = cells(&word);
        if !word.trim().is_empty() {
            let x = MARGIN + column * CELL.0;
            write_words(svg, (x, y), length, &word, run.look);
        }
        column += length;
    }
}

/// A text cut before and behind each gap of two blanks and more, so that columns stand below each other in every font.
fn words(text: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    for piece in text.split_inclusive(' ') {
        let is_gap = piece == " ";
        match words.last_mut() {
            Some(last) if !is_gap && !last.ends_with("  ") => last.push_str(piece),
            Some(last) if is_gap => last.push(' '),
            _ => words.push(piece.to_owned()),
        }
    }
    words
}

fn write_words(svg: &mut String, (x, y): (u32, u32), length: u32, text: &str, look: Look) {
    let weight = if look.bold {
        " font-weight=\"bold\""
    } else {
        ""
    };
    let faint = if look.dim { " opacity=\"0.65\"" } else { "" };
    let line = if look.underlined {
        " text-decoration=\"underline\""
    } else {
        ""
    };
    let shown = text.trim_end();
    let length = (length - cells(&text[shown.len()..])) * CELL.0;
    writeln!(
        svg,
        "<text x=\"{x}\" y=\"{}\" textLength=\"{length}\" xml:space=\"preserve\" fill=\"{}\"{weight}{faint}{line}>{}</text>",
        y + 15,
        look.ink,
        escaped(shown)
    )
    .expect("a string");
}

fn cells(text: &str) -> u32 {
    u32::try_from(text.chars().count()).expect("a short row")
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}

/// The sixteen colours as a dark terminal shows them.
fn colour(colour: Color, default: &'static str) -> &'static str {
    match colour {
        Color::Black => "#16181d",
        Color::Red => "#e06c75",
        Color::Green => "#98c379",
        Color::Yellow => "#e5c07b",
        Color::Blue => "#61afef",
        Color::Magenta => "#c678dd",
        Color::Cyan => "#56b6c2",
        Color::Gray => "#abb2bf",
        Color::DarkGray => "#7f848e",
        Color::LightRed => "#ff7b86",
        Color::LightGreen => "#b5e890",
        Color::LightYellow => "#ffd68a",
        Color::LightBlue => "#7cc4ff",
        Color::LightMagenta => "#dd8ef5",
        Color::LightCyan => "#6fd3df",
        Color::White => "#ffffff",
        Color::Reset | Color::Rgb(..) | Color::Indexed(_) => default,
    }
}
