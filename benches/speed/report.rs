//! The table of figures, each beside its mark.
//!
//! Knows how figures are summed up and printed. Does not know how they were taken.

use std::fmt;
use std::time::Duration;

/// What a figure is in.
#[derive(Clone, Copy)]
pub(crate) enum Unit {
    Milliseconds,
    Megabytes,
}

/// One figure.
pub(crate) struct Figure {
    pub(crate) what: String,
    /// What it may be at most.
    pub(crate) mark: f64,
    pub(crate) unit: Unit,
    /// The median, or the only value.
    pub(crate) typical: f64,
    /// The 99th percentile, which is held against the mark; of few values the worst.
    pub(crate) worst: Option<f64>,
}

/// Every figure.
#[derive(Default)]
pub(crate) struct Report {
    figures: Vec<Figure>,
}

impl Report {
    /// Adds a figure.
    pub(crate) fn add(&mut self, figure: Figure) {
        self.figures.push(figure);
    }

    /// Adds times by their median and their 99th percentile; the mark is in milliseconds.
    pub(crate) fn times(&mut self, what: &str, mark: f64, mut times: Vec<Duration>) {
        times.sort_unstable();
        let percentile = |share: usize| {
            let rank = (times.len() * share).div_ceil(100).saturating_sub(1);
            times
                .get(rank)
                .map_or(0.0, |time| time.as_secs_f64() * 1_000.0)
        };
        self.add(Figure {
            what: what.to_owned(),
            mark,
            unit: Unit::Milliseconds,
            typical: percentile(50),
            worst: Some(percentile(99)),
        });
    }
}

impl fmt::Display for Report {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(formatter, "| what | median | p99 | mark | |")?;
        writeln!(formatter, "|---|---|---|---|---|")?;
        for figure in &self.figures {
            let unit = match figure.unit {
                Unit::Milliseconds => "ms",
                Unit::Megabytes => "MB",
            };
            let worst = figure
                .worst
                .map_or(String::new(), |worst| format!("{worst:.1} {unit}"));
            let held = figure.worst.unwrap_or(figure.typical) <= figure.mark;
            writeln!(
                formatter,
                "| {} | {:.1} {unit} | {worst} | {} {unit} | {} |",
                figure.what,
                figure.typical,
                figure.mark,
                if held { "" } else { "**missed**" },
            )?;
        }
        Ok(())
    }
}
