//! Sections of a table: how wide their columns are, and their lines.
//!
//! Knows rows of texts. Does not know which value a text was.

use super::super::Surface;
use super::width::cells;

/// Blanks and edges beside a text.
const PADDING: i64 = 4;
/// What a writer that resets colours by itself adds to everything written.
const RESET: &str = "\u{1b}[0m";
const CELL: &str = "\u{1b}[1m\u{1b}[34m";
const INDENTATION: &str = "\u{1b}[2m\u{1b}[33m|\u{1b}[0m";

/// A box with a title, perhaps names of columns, and rows.
#[derive(Debug, Default)]
pub(super) struct Section {
    title: String,
    level: usize,
    header: Vec<String>,
    rows: Vec<Vec<String>>,
    columns: Option<usize>,
    widths: Vec<i64>,
}

impl Section {
    pub(super) fn new(title: &str, level: usize) -> Self {
        Self {
            title: title.to_owned(),
            level,
            ..Self::default()
        }
    }

    /// Names the columns.
    pub(super) fn header(&mut self, names: Vec<String>) {
        self.widen(&names);
        self.columns.get_or_insert(names.len());
        self.header = names;
    }

    /// Adds a row, which has as many fields as the first.
    pub(super) fn row(&mut self, fields: Vec<String>) -> Result<(), String> {
        let columns = *self.columns.get_or_insert(fields.len());
        if fields.len() != columns {
            return Err(format!(
                "Row should have {columns} elements, instead it has {}",
                fields.len()
            ));
        }
        self.widen(&fields);
        self.rows.push(fields);
        Ok(())
    }

    fn widen(&mut self, fields: &[String]) {
        if self.widths.is_empty() {
            self.widths = vec![0; fields.len()];
        }
        for (width, field) in self.widths.iter_mut().zip(fields) {
            *width = (*width).max(cells(field));
        }
    }

    fn indentation(&self) -> i64 {
        2 * i64::try_from(self.level).unwrap_or_default()
    }

    /// How wide the section would like to be, with what stands left and right of it.
    fn wish(&self) -> i64 {
        let rows: i64 = self.widths.iter().map(|width| width + PADDING).sum();
        self.indentation() + 2 + rows.max(cells(&self.title))
    }

    /// Turns a single row under names into lines of name and value.
    fn upright(self) -> Self {
        if self.header.is_empty() || self.rows.len() != 1 {
            return self;
        }
        let mut upright = Self::new(&self.title, self.level);
        for (name, field) in self.header.into_iter().zip(self.rows.into_iter().flatten()) {
            let pair = vec![name, field];
            upright.columns = Some(pair.len());
            upright.widen(&pair);
            upright.rows.push(pair);
        }
        upright
    }

    /// Spreads the width of the table over the columns.
    #[expect(
        clippy::cast_precision_loss,
        clippy::cast_possible_truncation,
        reason = "widths of texts that fit in memory, rounded as the reference rounds them"
    )]
    fn spread(&self, whole: i64) -> Vec<i64> {
        let wishes: Vec<i64> = self.widths.iter().map(|width| width + PADDING).collect();
        if wishes.is_empty() {
            return wishes;
        }
        let scale = whole as f64 / wishes.iter().sum::<i64>() as f64;
        let mut widths: Vec<i64> = wishes
            .iter()
            .map(|wish| (scale * *wish as f64).round_ties_even() as i64)
            .collect();
        let mut excess = widths.iter().sum::<i64>() - whole;
        while excess != 0 {
            let step = excess.signum();
            let one_less = |width: &mut i64| {
                if excess != 0 {
                    *width -= step;
                    excess -= step;
                }
            };
            if step > 0 {
                widths.iter_mut().for_each(one_less);
            } else {
                widths.iter_mut().rev().for_each(one_less);
            }
        }
        widths
    }
}

/// Draws sections below each other, all as wide as the widest.
pub(super) fn draw(mut sections: Vec<Section>, surface: Surface) -> String {
    let widest = |sections: &[Section]| sections.iter().map(Section::wish).max();
    let mut canvas = Canvas::new(surface);
    if let Some(mut width) = widest(&sections) {
        if width > i64::from(surface.width()) {
            sections = sections.into_iter().map(Section::upright).collect();
            width = widest(&sections).unwrap_or(width);
        }
        canvas.write(&format!("{}\n", repeated('-', width)));
        for section in &sections {
            canvas.section(section, width - section.indentation());
        }
    }
    canvas.finish()
}

struct Canvas {
    drawn: String,
    surface: Surface,
}

impl Canvas {
    fn new(surface: Surface) -> Self {
        Self {
            drawn: String::new(),
            surface,
        }
    }

    fn write(&mut self, text: &str) {
        self.drawn.push_str(text);
        if self.surface.has_colors() {
            self.drawn.push_str(RESET);
        }
    }

    fn line(&mut self, section: &Section, text: &str) {
        let edge = if self.surface.has_colors() {
            INDENTATION
        } else {
            "|"
        };
        let edges = edge.repeat(section.level);
        for part in [&edges, text, &edges, "\n"] {
            self.write(part);
        }
    }

    fn section(&mut self, section: &Section, width: i64) {
        if !section.title.is_empty() {
            self.line(section, &centred(&section.title, width, "|"));
            if section.header.is_empty() && section.rows.is_empty() {
                self.line(section, &format!("+{}+", repeated('-', width - 2)));
            }
        }
        let widths = section.spread(width);
        let rule = rule(&widths);
        if !section.header.is_empty() {
            self.line(section, &rule);
            let names = row(&section.header, &widths, centred);
            self.line(section, &names);
        }
        if section.rows.is_empty() || widths.is_empty() {
            return;
        }
        self.line(section, &rule);
        let colors = self.surface.has_colors();
        for fields in &section.rows {
            let fields = row(fields, &widths, |field, width, edge| {
                aligned(field, width, edge, colors)
            });
            self.line(section, &fields);
        }
        self.line(section, &rule);
    }

    fn finish(mut self) -> String {
        if self.surface.resets_at_the_end() {
            self.drawn.push_str(RESET);
        }
        self.drawn
    }
}

/// Draws fields beside each other; only the first has a left edge.
fn row(fields: &[String], widths: &[i64], cell: impl Fn(&str, i64, &str) -> String) -> String {
    let edges = std::iter::once("|").chain(std::iter::repeat(""));
    fields
        .iter()
        .zip(widths)
        .zip(edges)
        .map(|((field, width), edge)| cell(field, *width, edge))
        .collect()
}

fn rule(widths: &[i64]) -> String {
    let mut rule = String::new();
    for (place, width) in widths.iter().enumerate() {
        if place == 0 {
            rule.push('+');
            rule.push_str(&repeated('-', width - 2));
        } else {
            rule.push_str(&repeated('-', width - 1));
        }
        rule.push('+');
    }
    rule
}

fn centred(text: &str, width: i64, left_edge: &str) -> String {
    let length = cells(text);
    let before = width / 2 - length / 2 - 1;
    let after = width - 1 - (cells(left_edge) + before + length);
    format!(
        "{left_edge}{}{text}{}|",
        repeated(' ', before),
        repeated(' ', after)
    )
}

fn aligned(text: &str, width: i64, left_edge: &str, colors: bool) -> String {
    let length = cells(text);
    let edge = cells(left_edge);
    let before = if width - (length + 2 + edge + 1) >= 0 {
        2
    } else {
        0
    };
    let after = repeated(' ', width - (edge + before + length) - 1);
    let before = repeated(' ', before);
    if colors {
        format!("{left_edge}{before}{CELL}{text}{RESET}{after}|")
    } else {
        format!("{left_edge}{before}{text}{after}|")
    }
}

fn repeated(letter: char, times: i64) -> String {
    std::iter::repeat_n(letter, usize::try_from(times).unwrap_or_default()).collect()
}
