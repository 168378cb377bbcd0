//! Which of some words somebody may have meant, as Python's `difflib.get_close_matches` finds them for the AWS CLI.
//!
//! Knows how alike two words are. Does not know what the words are for.

/// How alike a word must be, of 1 for the same.
const CUTOFF: f64 = 0.8;
/// How many words are named.
const MOST: usize = 3;

/// The words that are most like another, the most alike first.
pub(super) fn close_matches<'a>(word: &str, words: &[&'a str]) -> Vec<&'a str> {
    let typed: Vec<char> = word.chars().collect();
    let mut close: Vec<(f64, &str)> = words
        .iter()
        .map(|known| (likeness(&known.chars().collect::<Vec<_>>(), &typed), *known))
        .filter(|(likeness, _)| *likeness >= CUTOFF)
        .collect();
    close.sort_by(|one, other| other.0.total_cmp(&one.0).then(other.1.cmp(one.1)));
    close
        .into_iter()
        .take(MOST)
        .map(|(_, known)| known)
        .collect()
}

/// Twice the letters that both have in the same order, of all letters of both.
#[expect(
    clippy::cast_precision_loss,
    reason = "words of a command line have few letters"
)]
fn likeness(one: &[char], other: &[char]) -> f64 {
    let all = one.len() + other.len();
    if all == 0 {
        return 1.0;
    }
    2.0 * matching(one, other) as f64 / all as f64
}

/// The letters of the longest part that both have, the first of several, and of what is left on both sides of it.
fn matching(one: &[char], other: &[char]) -> usize {
    let mut longest = (0, 0, 0);
    for from in 0..one.len() {
        for to in 0..other.len() {
            let pairs = one.iter().skip(from).zip(other.iter().skip(to));
            let length = pairs.take_while(|(a, b)| a == b).count();
            if length > longest.2 {
                longest = (from, to, length);
            }
        }
    }
    let (from, to, length) = longest;
    if length == 0 {
        return 0;
    }
    let before = (one.get(..from), other.get(..to));
    let behind = (one.get(from + length..), other.get(to + length..));
    let sides = [before, behind].into_iter();
    let sides = sides.filter_map(|(one, other)| Some(matching(one?, other?)));
    length + sides.sum::<usize>()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Each as Python 3.11 answers.
    #[test]
    fn words_are_as_alike_as_python_finds_them() {
        let formats = ["json", "text", "table"];
        for (typed, meant) in [
            ("jsn", vec!["json"]),
            ("jsno", vec![]),
            ("json2", vec!["json"]),
            ("tex", vec!["text"]),
            ("tabel", vec!["table"]),
            ("yaml", vec![]),
            ("", vec![]),
        ] {
            assert_eq!(close_matches(typed, &formats), meant, "{typed}");
        }
    }
}
