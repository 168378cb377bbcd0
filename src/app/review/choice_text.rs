//! The text of a choice between two versions of the same settings: a table where it has room, else two lines for each row.
//!
//! Knows which words stand beside each other. Does not know which keys choose.

use textwrap::core::display_width;

use super::Review;
use super::choice::{Choice, ChoiceRow, Take};
use crate::app::document::{Mark, Paragraph};
use crate::domain::author::Author;
use crate::domain::field::Field;
use crate::domain::words;

/// The columns of the table.
const HEADINGS: [&str; 5] = ["FIELD", "WHEN OPENED", "THEIRS NOW", "YOURS", "TAKE"];

/// What happened meanwhile.
pub(super) fn sentence(review: &Review, choice: &Choice) -> String {
    let theirs = choice.theirs.configuration.as_ref();
    let author = review.author(theirs);
    if let Author::You { .. } = author {
        let author = words::author(author);
        let target = review.change.target();
        return format!(
            "{author} to {target} was not in what this was opened on: readings can lag behind."
        );
    }
    let Some(theirs) = theirs else {
        let removed = match author {
            Author::Somebody => "The configuration was removed after you opened it".to_owned(),
            author @ (Author::You { .. } | Author::YoursOrSomebody { .. }) => {
                let author = words::author(author);
                format!("{author} removed the configuration after you opened it")
            }
        };
        return format!("{removed}; nobody's name or time is left. Send yours as a new one?");
    };
    // A removal, and what is put back, came from no form.
    let meanwhile = if review.has_draft() {
        "while you were editing"
    } else {
        "after you opened this review"
    };
    let when = theirs.last_modified.map_or(String::new(), |at| {
        let between = (Some(review.change.before().at), choice.theirs.at);
        format!(" at {}", words::stored_at(at, between))
    });
    let target = review.change.target();
    let author = words::author(author);
    format!("{author} changed {target}{when}, {meanwhile}.")
}

/// The rows, the selected one marked, in so many columns.
pub(super) fn rows(review: &Review, choice: &Choice, columns: u16) -> Vec<Paragraph> {
    table(review, choice, columns).unwrap_or_else(|| listed(review, choice))
}

/// One line for each row; `None` where it has no room.
fn table(review: &Review, choice: &Choice, columns: u16) -> Option<Vec<Paragraph>> {
    let rows: Vec<(Mark, [String; 5])> = choice
        .rows
        .iter()
        .map(|(field, row)| {
            let [base, theirs, mine] = sides(review, field, row);
            let take = match row.take {
                _ if is_same(row) => "same",
                Take::Undecided => "choose!",
                Take::Mine => "yours",
                Take::Theirs => "theirs",
            };
            let cells = [
                field.label().to_owned(),
                base,
                theirs,
                mine,
                take.to_owned(),
            ];
            (mark(choice, field, Mark::Plain), cells)
        })
        .collect();
    let heading = (Mark::Heading, HEADINGS.map(str::to_owned));
    let all: Vec<(Mark, [String; 5])> = [heading].into_iter().chain(rows).collect();
    let widths: [usize; 5] = std::array::from_fn(|column| {
        let cells = all.iter().filter_map(|(_, cells)| cells.get(column));
        cells.map(|cell| display_width(cell)).max().unwrap_or(0)
    });
    let needed = widths.iter().sum::<usize>() + 2 * HEADINGS.len();
    (needed <= usize::from(columns)).then(|| {
        let line = |(mark, cells): (Mark, [String; 5])| {
            let padded = cells.iter().zip(widths);
            let padded = padded.map(|(cell, width)| format!("  {cell:<width$}"));
            let text: String = padded.collect();
            let text = text.replacen(' ', if mark == Mark::Selected { ">" } else { " " }, 1);
            Paragraph::new(mark, 2, text)
        };
        all.into_iter().map(line).collect()
    })
}

/// Two lines for each row.
fn listed(review: &Review, choice: &Choice) -> Vec<Paragraph> {
    let rows = choice.rows.iter().flat_map(|(field, row)| {
        let mark = mark(choice, field, Mark::Heading);
        let margin = if mark == Mark::Selected { ">" } else { " " };
        let take = match row.take {
            Take::Undecided => "choose: m takes yours, t theirs",
            Take::Mine => "takes yours",
            Take::Theirs => "takes theirs",
        };
        let [base, theirs, mine] = sides(review, field, row);
        let head = format!("{margin} {:<24}", field.label());
        if is_same(row) {
            let text = format!("{head} the same on every side: {mine}");
            return vec![Paragraph::new(mark, 4, text)];
        }
        let sides = format!("    when opened {base},  theirs now {theirs},  yours {mine}");
        vec![
            Paragraph::new(mark, 4, format!("{head} {take}")),
            Paragraph::new(Mark::Plain, 4, sides),
        ]
    });
    rows.collect()
}

/// There is nothing to choose.
fn is_same(row: &ChoiceRow) -> bool {
    row.base == row.theirs && row.theirs == row.mine
}

fn mark(choice: &Choice, field: Field, otherwise: Mark) -> Mark {
    if choice.selected() == Some(field) {
        Mark::Selected
    } else {
        otherwise
    }
}

/// When the form was filled, theirs now, the draft's.
fn sides(review: &Review, field: Field, row: &ChoiceRow) -> [String; 3] {
    let function = &review.change.target().function;
    [&row.base, &row.theirs, &row.mine].map(|value| words::setting(field, value, function))
}
