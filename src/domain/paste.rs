//! Text pasted into the field of a destination, made one line that can be inserted.
//!
//! Knows line ends, blanks and quotes around a copied text, an ARN that a terminal broke over lines, two ARNs at once, and the URL of
//! a queue.
//! Does not know whether the text is a destination; the field judges that once it stands there.

use serde::{Deserialize, Serialize};

use super::destination::queue_url;
use super::field::Field;

/// A text that can be inserted, and what was done to it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pasted {
    /// The text, without line ends.
    pub text: String,
    /// What the operator should know.
    pub change: PasteChange,
}

/// What was done to a pasted text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum PasteChange {
    /// Nothing.
    None,
    /// Line ends, blanks, and the quotes and the comma of a text of JSON or a shell around it were left out.
    Trimmed {
        /// How many line ends.
        line_ends: usize,
        /// How many blanks.
        blanks: usize,
        /// How many quotes and commas.
        marks: usize,
    },
    /// An ARN that was broken over lines was joined.
    Joined {
        /// How many lines.
        lines: usize,
    },
    /// The URL of a queue was turned into its ARN.
    FromUrl,
}

/// Why nothing was inserted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum PasteProblem {
    /// Blanks and line ends only.
    Nothing,
    /// More than one ARN.
    SeveralArns(usize),
    /// Several lines that are not one ARN.
    SeveralLines(usize),
    /// A URL that does not tell region and account.
    UrlWithoutPlace,
    /// A URL, for a field that holds a number or a duration.
    UrlForNumber {
        /// The field.
        field: Field,
        /// It is the URL of a queue, which a destination can be.
        is_queue: bool,
    },
    /// The field would hold more characters than it takes.
    TooLong {
        /// How many it takes.
        most: usize,
    },
}

/// Prepares pasted text for the field of a destination.
///
/// # Errors
/// Says why nothing can be inserted.
pub fn clean(text: &str) -> Result<Pasted, PasteProblem> {
    let inner = text.trim();
    if inner.is_empty() {
        return Err(PasteProblem::Nothing);
    }
    let arns = count_arns(inner);
    if arns > 1 {
        return Err(PasteProblem::SeveralArns(arns));
    }
    let lines: Vec<&str> = inner
        .split(['\n', '\r'])
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .collect();
    let joined = lines.concat();
    let line = unquoted(&joined).to_owned();
    if line.is_empty() {
        return Err(PasteProblem::Nothing);
    }
    let marks = joined.chars().count() - line.chars().count();
    if queue_url::is_url(&line) {
        let text = queue_url::to_arn(&line).map_err(|_| PasteProblem::UrlWithoutPlace)?;
        let change = PasteChange::FromUrl;
        return Ok(Pasted { text, change });
    }
    let change = match lines.len() {
        1 => trimmed(text, inner, marks),
        lines if line.starts_with("arn:") => PasteChange::Joined { lines },
        lines => return Err(PasteProblem::SeveralLines(lines)),
    };
    Ok(Pasted { text: line, change })
}

/// Prepares pasted text for any of the four fields: the URL of a queue means something as a destination alone.
///
/// # Errors
/// Says why nothing can be inserted.
pub fn clean_for(field: Field, text: &str) -> Result<Pasted, PasteProblem> {
    let pasted = clean(text);
    if field.is_destination() {
        return pasted;
    }
    let is_queue = match &pasted {
        Ok(pasted) if pasted.change == PasteChange::FromUrl => true,
        Err(PasteProblem::UrlWithoutPlace) => false,
        Ok(_) | Err(_) => return pasted,
    };
    Err(PasteProblem::UrlForNumber { field, is_queue })
}

/// Turns the URL of a queue that was typed into its ARN; `None` for any other text.
#[must_use]
pub fn typed_url(text: &str) -> Option<Pasted> {
    let text = queue_url::to_arn(text.trim()).ok()?;
    let change = PasteChange::FromUrl;
    Some(Pasted { text, change })
}

/// Counts the beginnings of ARNs. "arn:" alone can be the end of a function's name in front of its qualifier.
fn count_arns(text: &str) -> usize {
    text.match_indices("arn:aws")
        .filter(|(at, _)| {
            let before = text.get(..*at).and_then(|front| front.chars().next_back());
            before.is_none_or(|before| before != ':' && before != '-' && before != '_')
        })
        .count()
}

/// A text without the quotes around it, and without a comma behind them, as a line of JSON has it.
fn unquoted(text: &str) -> &str {
    let text = text.strip_suffix(',').unwrap_or(text).trim_end();
    let inside = |quote: char| text.strip_prefix(quote)?.strip_suffix(quote);
    let quotes = ['"', '\'', '`'];
    quotes.into_iter().find_map(inside).unwrap_or(text).trim()
}

fn trimmed(text: &str, inner: &str, marks: usize) -> PasteChange {
    if text.len() == inner.len() && marks == 0 {
        return PasteChange::None;
    }
    let is_line_end = |c: &char| matches!(c, '\n' | '\r');
    let around = || {
        let front = text.chars().take_while(|c| c.is_whitespace());
        let back = text.chars().rev().take_while(|c| c.is_whitespace());
        front.chain(back)
    };
    // A carriage return in front of a line feed belongs to the same line end.
    let pairs = text.matches("\r\n").count();
    let line_ends = around().filter(is_line_end).count();
    PasteChange::Trimmed {
        line_ends: line_ends.saturating_sub(pairs),
        blanks: around().filter(|c| !is_line_end(c)).count(),
        marks,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ARN: &str = "arn:aws:sqs:eu-west-1:123456789012:payments-failed";

    fn pasted(text: &str, change: PasteChange) -> Pasted {
        let text = text.to_owned();
        Pasted { text, change }
    }

    #[test]
    fn line_ends_and_blanks_around_are_left_out_and_counted() {
        for (around, line_ends, blanks) in [
            ("  \n", 1, 2),
            ("\r\n", 1, 0),
            ("\r", 1, 0),
            ("\t\n\n", 2, 1),
        ] {
            let change = PasteChange::Trimmed {
                line_ends,
                blanks,
                marks: 0,
            };
            assert_eq!(
                clean(&format!("{ARN}{around}")),
                Ok(pasted(ARN, change.clone()))
            );
        }
        assert_eq!(clean(ARN), Ok(pasted(ARN, PasteChange::None)));
    }

    /// An ARN copied out of JSON or a shell kept its quotes, and the field said that it is no ARN.
    #[test]
    fn quotes_and_a_comma_around_are_left_out_and_counted() {
        for (text, line_ends, marks) in [
            (format!("\"{ARN}\""), 0, 2),
            (format!("'{ARN}'\n"), 1, 2),
            (format!("`{ARN}`"), 0, 2),
            (format!("\"{ARN}\","), 0, 3),
            (format!("{ARN},"), 0, 1),
        ] {
            let change = PasteChange::Trimmed {
                line_ends,
                blanks: 0,
                marks,
            };
            assert_eq!(clean(&text), Ok(pasted(ARN, change)), "{text}");
        }
        for text in ["\"", "\"\"", ",", "''"] {
            let nothing = clean(text).map(|pasted| pasted.text);
            assert!(nothing != Ok(String::new()), "{text}");
        }
    }

    #[test]
    fn an_arn_broken_over_lines_is_joined() {
        let broken = "arn:aws:sqs:eu-west-1:1234567\n  89012:payments-failed\n";
        assert_eq!(
            clean(broken),
            Ok(pasted(ARN, PasteChange::Joined { lines: 2 }))
        );
    }

    #[test]
    fn a_queue_url_becomes_its_arn_even_when_broken_over_lines() {
        for url in [
            "https://sqs.eu-west-1.amazonaws.com/123456789012/payments-failed\n",
            "https://sqs.eu-west-1.amazonaws.com/1234567890\n12/payments-failed",
            "\"https://sqs.eu-west-1.amazonaws.com/123456789012/payments-failed/\",\n",
        ] {
            assert_eq!(clean(url), Ok(pasted(ARN, PasteChange::FromUrl)));
        }
        assert_eq!(
            clean("http://localhost:4566/000000000000/q"),
            Err(PasteProblem::UrlWithoutPlace)
        );
    }

    #[test]
    fn two_arns_insert_nothing() {
        for between in ["\n", " ", ", ", ""] {
            let two = format!("{ARN}{between}{ARN}");
            assert_eq!(
                clean(&two),
                Err(PasteProblem::SeveralArns(2)),
                "{between:?}"
            );
        }
    }

    #[test]
    fn lines_that_are_no_arn_insert_nothing() {
        assert_eq!(clean("one\ntwo\n"), Err(PasteProblem::SeveralLines(2)));
        assert_eq!(clean(" \n"), Err(PasteProblem::Nothing));
    }

    #[test]
    fn a_part_of_an_arn_is_inserted_as_it_is() {
        assert_eq!(
            clean("123456789012"),
            Ok(pasted("123456789012", PasteChange::None))
        );
    }
}
