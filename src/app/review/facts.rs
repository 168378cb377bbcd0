//! The lines that every outcome is told with: its first, its facts, and AWS's own words.
//!
//! Knows how a fact is named and indented. Does not know what became of a change.

use super::Review;
use crate::app::document::{Mark, Paragraph};
use crate::domain::failure::Failure;
use crate::domain::words;

/// The first line: what it came to, and of what.
pub(super) fn head(mark: Mark, word: &str, text: &str) -> Paragraph {
    Paragraph::new(mark, 9, format!("{word:<8} {text}"))
}

/// One fact with its name.
pub(super) fn fact(name: &str, text: &str) -> Paragraph {
    Paragraph::new(Mark::Plain, 9, format!("{name:<8} {text}"))
}

/// `PUT payments-capture:live in 123456789012 eu-west-1`.
pub(super) fn what(review: &Review) -> String {
    format!(
        "{} {} in {}",
        review.change.method().word(),
        review.change.target(),
        words::place(&review.change)
    )
}

/// AWS's own words.
pub(super) fn aws_says(failure: &Failure) -> Option<Paragraph> {
    (failure.code.is_some() || failure.message.is_some())
        .then(|| fact("AWS", &words::as_aws_says(failure)))
}

/// AWS's own words and what they mean.
pub(super) fn failure_facts(failure: &Failure) -> Vec<Paragraph> {
    let mut paragraphs: Vec<Paragraph> = aws_says(failure).into_iter().collect();
    if failure.message.as_ref() != Some(&failure.sentence) {
        paragraphs.push(fact("means", &failure.sentence));
    }
    paragraphs.extend(failure.hints.iter().map(|hint| fact("", hint)));
    paragraphs
}
