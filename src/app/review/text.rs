//! The text of a review: what changes, what that means, what is sent.
//!
//! Knows which paragraphs a review has and how far it is. Does not know widths or colours, and makes no sentence about a setting
//! itself: those are in `domain::words`. The text of an outcome is in its own file.

use super::outcome_text as outcome;
use super::{Review, Stage, View};
use crate::app::document::{Mark, Paragraph};
use crate::domain::change::Method;
use crate::domain::difference::{FieldDifference, FieldValue, Movement};
use crate::domain::export::{aws_cli, json};
use crate::domain::field::Field;
use crate::domain::settings::Setting;
use crate::domain::words;

/// The paragraphs of the review as it is now.
#[must_use]
pub fn paragraphs(review: &Review) -> Vec<Paragraph> {
    match &review.stage {
        Stage::Ended(ending) => outcome::paragraphs(review, ending),
        Stage::Reading
        | Stage::Asking(_)
        | Stage::Checking(_)
        | Stage::Waiting { .. }
        | Stage::Sending { .. } => match review.view {
            View::Difference => difference(review),
            View::Body => body(review),
            View::Command => command(review),
        },
    }
}

/// The title of the screen.
#[must_use]
pub fn title(review: &Review) -> String {
    let target = review.change.target();
    match (&review.stage, review.change.method()) {
        (Stage::Ended(_), method) => format!("OUTCOME   {} {target}", method.word()),
        (_, Method::Put) => format!("REVIEW    PUT replaces ALL settings of  {target}"),
        (_, Method::Delete) => format!("REVIEW    DELETE removes ALL settings of  {target}"),
    }
}

fn difference(review: &Review) -> Vec<Paragraph> {
    let change = &review.change;
    // Whole, and counted among the lines to be seen: the title and the send line have a width.
    let whose = format!("of {} in {}", change.target(), words::place(change));
    let mut paragraphs = vec![Paragraph::new(Mark::Quiet, 2, whose)];
    for (field, row) in change.difference().0.iter() {
        rows(&mut paragraphs, field, row);
    }
    if change.method() == Method::Delete {
        paragraphs.push(Paragraph::new(
            Mark::Reset,
            10,
            "removed   the configuration itself: the defaults of the service apply to all four settings.",
        ));
    }
    paragraphs.push(Paragraph::empty());
    paragraphs.push(Paragraph::new(Mark::Heading, 0, "In words"));
    for sentence in words::review(change, &review.surroundings) {
        paragraphs.push(Paragraph::new(Mark::Plain, 2, format!("  {sentence}")));
    }
    if review.surroundings.dead_letters_of_latest {
        let text = format!("  {}", words::DEAD_LETTERS_OF_LATEST);
        paragraphs.push(Paragraph::new(Mark::Quiet, 2, text));
    }
    if !review.warnings.is_empty() {
        paragraphs.push(Paragraph::new(Mark::Heading, 0, "Warnings"));
        for warning in &review.warnings {
            paragraphs.push(Paragraph::new(
                Mark::Warning,
                4,
                format!("  {}", words::warning(warning)),
            ));
        }
    }
    paragraphs.push(Paragraph::empty());
    paragraphs.extend(read_times(review));
    paragraphs
}

/// One setting: word, label, before, after; ARNs on lines of their own, whole.
fn rows(paragraphs: &mut Vec<Paragraph>, field: Field, row: &FieldDifference) {
    let mark = match row.movement {
        Movement::Same => Mark::Quiet,
        Movement::Set | Movement::Changed => Mark::Changed,
        Movement::Reset(_) => Mark::Reset,
    };
    let (word, label) = (row.movement.word(), field.label());
    let (before, after) = (value(field, &row.before), value(field, &row.after));
    let head = format!("{word:<9} {label:<24}");
    if row.movement != Movement::Same && field.is_destination() {
        paragraphs.push(Paragraph::new(mark, 15, format!("{head} {before}")));
        paragraphs.push(Paragraph::new(mark, 15, format!("{:>14} {after}", "->")));
    } else if row.movement == Movement::Same {
        paragraphs.push(Paragraph::new(mark, 15, format!("{head} {before}")));
    } else {
        let text = format!("{head} {before:<12} ->  {after}");
        paragraphs.push(Paragraph::new(mark, 15, text));
    }
    if let Movement::Reset(cause) = &row.movement {
        paragraphs.push(Paragraph::new(
            Mark::Plain,
            10,
            format!("{:10}{}", "", words::reset_cause(cause)),
        ));
    }
}

/// A value in full; a default in brackets.
fn value(field: Field, setting: &Setting<FieldValue>) -> String {
    match setting {
        Setting::Explicit(value) => value.to_string(),
        Setting::ServiceDefault => format!("({})", field.facts().default),
    }
}

fn read_times(review: &Review) -> [Paragraph; 2] {
    let before = review.change.before();
    let modified = before
        .configuration
        .as_ref()
        .and_then(|stored| stored.last_modified)
        .map_or("no configuration of its own".to_owned(), |at| {
            format!("last changed {}", words::instant(at))
        });
    [
        Paragraph::new(
            Mark::Quiet,
            0,
            format!(
                "Read {}; {modified}. Read again before sending.",
                words::time(before.at)
            ),
        ),
        Paragraph::new(
            Mark::Quiet,
            0,
            "Lambda has no lock: a change made in that same instant is overwritten.",
        ),
    ]
}

/// The request, to the letter.
fn body(review: &Review) -> Vec<Paragraph> {
    let change = &review.change;
    let mut paragraphs = vec![
        Paragraph::empty(),
        Paragraph::new(Mark::Heading, 0, "Exactly what is sent"),
        Paragraph::new(
            Mark::Code,
            4,
            format!("{} {}", change.method().word(), change.path()),
        ),
    ];
    match change.after() {
        Some(settings) => {
            for line in json::pretty(settings).lines() {
                paragraphs.push(Paragraph::new(Mark::Code, 4, line));
            }
            for (field, row) in change.difference().0.iter() {
                if let Movement::Reset(_) = row.movement {
                    let was = value(field, &row.before);
                    let text = format!(
                        "not named, so Put removes it: {}, was {was}",
                        field.facts().api
                    );
                    paragraphs.push(Paragraph::new(Mark::Reset, 2, text));
                }
            }
            paragraphs.push(Paragraph::new(
                Mark::Quiet,
                0,
                "indented for reading; c j copies the body byte for byte",
            ));
        }
        None => paragraphs.push(Paragraph::new(Mark::Quiet, 0, "(a DELETE has no body)")),
    }
    paragraphs
}

/// The same as an aws command.
fn command(review: &Review) -> Vec<Paragraph> {
    vec![
        Paragraph::empty(),
        Paragraph::new(Mark::Heading, 0, "The same as an aws command"),
        Paragraph::new(
            Mark::Code,
            4,
            aws_cli::command(&review.runs_as, &review.change),
        ),
        Paragraph::empty(),
        Paragraph::new(
            Mark::Quiet,
            0,
            format!("c w copies it. {}", words::runs_as(&review.runs_as)),
        ),
    ]
}
