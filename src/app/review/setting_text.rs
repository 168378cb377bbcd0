//! What a review says of one setting: its word, what it was and what it becomes, and why it is reset.
//!
//! Knows how a row is laid out in a width, nothing cut. Makes no sentence: those are in `domain::words`.

use textwrap::core::display_width;

use super::Review;
use crate::app::document::{Mark, Paragraph};
use crate::domain::difference::{FieldDifference, FieldValue, Movement};
use crate::domain::field::Field;
use crate::domain::settings::Setting;
use crate::domain::timeline::{EffectiveSettings, GivenUp};
use crate::domain::words;

/// The row of a setting: word, label, before, after; an ARN that moves on a line of its own, whole.
pub(super) fn paragraphs(
    review: &Review,
    field: Field,
    row: &FieldDifference,
    columns: u16,
) -> Vec<Paragraph> {
    let head = format!("{:<9} {:<24}", row.movement.word(), field.label());
    let before = value(field, &row.before);
    match &row.movement {
        Movement::Same => {
            let function = &review.change.target().function;
            let value = words::setting(field, &row.before, function);
            let text = format!("{head} {value}");
            let texts = if display_width(&text) > usize::from(columns) {
                vec![head, format!("{:10}{value}", "")]
            } else {
                vec![text]
            };
            let texts = texts.into_iter();
            texts
                .map(|text| Paragraph::new(Mark::Quiet, 10, text))
                .collect()
        }
        Movement::Set | Movement::Changed if field.is_destination() => {
            let before = Paragraph::new(Mark::Changed, 15, format!("{head} {before}"));
            [before]
                .into_iter()
                .chain(becomes(&value(field, &row.after), columns))
                .collect()
        }
        Movement::Set | Movement::Changed => {
            let after = value(field, &row.after);
            let text = moved(&head, &before, &after, columns);
            vec![Paragraph::new(Mark::Changed, 15, text)]
        }
        Movement::Reset(cause) => {
            let (now, then) = ends(review);
            let to = words::reset_to(field, &now, &then);
            let function = &review.change.target().function;
            let kept = words::setting(field, &row.before, function);
            let cause = words::reset_cause(cause, &kept);
            reset(&head, (field, &before), (&to, &cause), columns)
        }
    }
}

/// What a destination becomes, on a line of its own: as far to the left as its ARN needs, where that has no room behind the arrow below
/// the arrow.
fn becomes(after: &str, columns: u16) -> Vec<Paragraph> {
    let free = usize::from(columns).saturating_sub(display_width(after));
    let (arrow, indent) = ("-> ", 15);
    let texts = if let Some(before) = free.checked_sub(arrow.len()) {
        let before = before.min(indent - arrow.len());
        vec![format!("{:before$}{arrow}{after}", "")]
    } else {
        let before = free.min(indent);
        ["->", after]
            .map(|text| format!("{:before$}{text}", ""))
            .to_vec()
    };
    let texts = texts.into_iter();
    texts
        .map(|text| Paragraph::new(Mark::Changed, indent, text))
        .collect()
}

/// Where given-up events go until now, and with the change. Of a qualifier that is gone there are none.
fn ends(review: &Review) -> (GivenUp, GivenUp) {
    let change = &review.change;
    let end = |settings| words::given_up(&settings, &review.surroundings);
    let before = || EffectiveSettings::from(change.before_settings());
    let after = match change.after() {
        _ if review.surroundings.gone.is_some() => before(),
        Some(after) => EffectiveSettings::from(after),
        None => EffectiveSettings::from(None),
    };
    (end(before()), end(after))
}

/// What a setting was and what it becomes, in columns of their own where the row has room for them.
fn moved(head: &str, before: &str, after: &str, columns: u16) -> String {
    let text = format!("{head} {before:<12} ->  {after}");
    if display_width(&text) <= usize::from(columns) {
        text
    } else {
        format!("{head} {before} -> {after}")
    }
}

/// A setting that is reset, with its cause below it; "the default" moves down to the cause where its row has no room.
fn reset(
    head: &str,
    (field, before): (Field, &str),
    (to, cause): (&str, &str),
    columns: u16,
) -> Vec<Paragraph> {
    let because = |text: String| Paragraph::new(Mark::Plain, 10, format!("{:10}{text}", ""));
    if field.is_destination() {
        return vec![
            Paragraph::new(Mark::Reset, 15, format!("{head} {before}")),
            Paragraph::new(Mark::Reset, 15, format!("{:>14} {to}", "->")),
            because(cause.to_owned()),
        ];
    }
    let text = format!("{head} {before:<12} ->  {to}");
    let fits = display_width(&text) <= usize::from(columns);
    match to.split_once(' ') {
        Some((value, the_default)) if !fits => vec![
            Paragraph::new(Mark::Reset, 15, moved(head, before, value, columns)),
            because(format!("{the_default}, {cause}")),
        ],
        Some(_) | None => vec![
            Paragraph::new(Mark::Reset, 15, text),
            because(cause.to_owned()),
        ],
    }
}

/// A value in full; a default in brackets.
fn value(field: Field, setting: &Setting<FieldValue>) -> String {
    match setting {
        Setting::Explicit(value) => value.to_string(),
        Setting::ServiceDefault => format!("({})", field.facts().default),
    }
}
