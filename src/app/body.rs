//! The body of a Put, to the letter, and what it leaves out: as the review and the form show it.
//!
//! Knows paragraphs. Does not know how a change is sent.

use std::borrow::Cow;

use super::document::{Mark, Paragraph};
use crate::domain::difference::{Difference, FieldValue, Movement};
use crate::domain::export::json;
use crate::domain::settings::{AsyncSettings, Setting};

/// The body indented for reading, then each setting that Put removes since the body does not name it.
#[must_use]
pub fn paragraphs(settings: &AsyncSettings, difference: &Difference) -> Vec<Paragraph> {
    let pretty = json::pretty(settings);
    let lines = pretty.lines().map(|line| {
        let indent = line.len() - line.trim_start().len() + 2;
        Paragraph::new(Mark::Code, indent, line)
    });
    let left_out = difference.0.iter().filter_map(|(field, row)| {
        let (Movement::Reset(_), Setting::Explicit(was)) = (&row.movement, &row.before) else {
            return None;
        };
        let text = format!(
            "not named, so Put removes it:  {}, was {}",
            field.facts().api,
            named(was)
        );
        Some(Paragraph::new(Mark::Warning, 2, text))
    });
    lines.chain(left_out).collect()
}

/// A value as the body would name it.
fn named(value: &FieldValue) -> Cow<'_, str> {
    match value {
        FieldValue::Retries(number) | FieldValue::Age(number) => number.to_string().into(),
        FieldValue::Arn(arn) => arn.into(),
    }
}
