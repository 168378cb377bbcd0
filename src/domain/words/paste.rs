//! Words for pasted text.
//!
//! Knows what to say of text that was changed or refused. Does not know the field.

use super::destination::destination_problem;
use super::{clean, list};
use crate::domain::destination::DestinationProblem;
use crate::domain::paste::{PasteChange, PasteProblem, Pasted};

/// What was done to a pasted text; nothing to say where it was inserted as it was.
#[must_use]
pub fn pasted(pasted: &Pasted) -> Option<String> {
    match &pasted.change {
        PasteChange::None => None,
        PasteChange::Trimmed {
            line_ends,
            blanks,
            marks,
        } => Some(trimmed(*line_ends, *blanks, *marks)),
        PasteChange::Joined { lines } => {
            let end = pasted.text.rsplit(':').next().unwrap_or_default();
            Some(format!(
                "{lines} lines joined into one ARN. Check its end: ...:{}",
                clean(end)
            ))
        }
        PasteChange::FromUrl => Some(format!(
            "Queue URL turned into its ARN: {}",
            clean(&pasted.text)
        )),
    }
}

/// Why nothing was inserted, marked with `x`.
#[must_use]
pub fn paste_problem(problem: &PasteProblem) -> String {
    match problem {
        PasteProblem::Nothing => "x Nothing inserted: the clipboard holds only blanks.".to_owned(),
        PasteProblem::SeveralArns(arns) => {
            format!("x Nothing inserted: the clipboard holds {arns} ARNs, a destination is one.")
        }
        PasteProblem::SeveralLines(lines) => {
            format!("x Nothing inserted: the clipboard holds {lines} lines, a field takes one.")
        }
        PasteProblem::UrlWithoutPlace => {
            let problem = DestinationProblem::Url { arn: None };
            format!("x {}", destination_problem(&problem))
        }
        PasteProblem::UrlForNumber { field, is_queue } => {
            let (what, advice) = if *is_queue {
                ("the URL of a queue", " On failure takes it.")
            } else {
                ("a URL", "")
            };
            let facts = field.facts();
            let (accepted, _) = facts
                .accepted
                .split_once(';')
                .unwrap_or((facts.accepted, ""));
            let label = facts.label;
            format!("x Nothing inserted: this is {what}, {label} takes {accepted}.{advice}")
        }
        PasteProblem::TooLong { most } => {
            format!("x Nothing inserted: {}", field_is_full(*most))
        }
    }
}

/// That a field has a bound, for what is left out because of it.
#[must_use]
pub fn field_is_full(most: usize) -> String {
    format!("a field takes {most} characters and no more.")
}

/// "A line end and 2 blanks around it were left out."
fn trimmed(line_ends: usize, blanks: usize, marks: usize) -> String {
    let counted = |number: usize, one: &str, several: &str| match number {
        0 => None,
        1 => Some(format!("a {one}")),
        more => Some(format!("{more} {several}")),
    };
    let parts: Vec<String> = [
        counted(line_ends, "line end", "line ends"),
        counted(blanks, "blank", "blanks"),
        counted(marks, "quote or comma", "quotes and commas"),
    ]
    .into_iter()
    .flatten()
    .collect();
    let were = if line_ends + blanks + marks == 1 {
        "was"
    } else {
        "were"
    };
    let mut sentence = format!("{} around it {were} left out.", list(parts));
    if let Some(first) = sentence.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    format!("Pasted. {sentence}")
}
