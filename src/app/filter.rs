//! What the filter of the list means: which names it matches, how well, and with which letters.
//!
//! Knows fuzzy matching, and that a qualifier or a whole ARN may be typed. Does not know the list.

use std::cmp::Reverse;

use nucleo_matcher::pattern::{CaseMatching, Normalization, Pattern};
use nucleo_matcher::{Config, Matcher, Utf32Str};

use super::names::{Letters, Names};
use crate::domain::function::FunctionAddress;
use crate::domain::qualifier::Qualifier;

/// The most matches that are put in order by how well each letter matches. More than that nobody reads: they are put in order by what
/// costs a tenth of it, so that a key in a list of 100,000 functions is answered as soon as in a short one.
const SCORED: usize = 5_000;

/// A filter as it was typed, ready to be held against names.
#[derive(Debug)]
pub struct Filter {
    pattern: Pattern,
    matcher: Matcher,
    buffer: Vec<char>,
    /// The words, where they are nothing but letters of a name: most names are then told apart without the matcher.
    words: Option<Vec<String>>,
    /// What a name must consist of to match, as far as that is known.
    needed: Letters,
}

/// How a name has the letters of a word, the best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Fit {
    /// It is they: names differ by a capital alone, and another function is another one.
    Is,
    /// It begins with them.
    Begins,
    /// It has them in one piece.
    Holds,
    /// It has them in their order, with others between, or as capitals.
    Scattered,
}

impl Fit {
    const BEST_FIRST: [Self; 4] = [Self::Is, Self::Begins, Self::Holds, Self::Scattered];

    /// How a name has the letters of one word; `None` where it does not.
    fn of(name: &str, word: &str) -> Option<Self> {
        if name == word {
            Some(Self::Is)
        } else if name.starts_with(word) {
            Some(Self::Begins)
        } else if name.contains(word) {
            Some(Self::Holds)
        } else {
            has_in_order(name, word).then_some(Self::Scattered)
        }
    }
}

impl Filter {
    /// Reads a filter; `None` where it is empty and leaves every name.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let named = address(text);
        let name = named
            .as_ref()
            .map_or_else(|| name_part(text), |address| address.name.as_str());
        let words: Vec<String> = name
            .split(' ')
            .filter(|word| !word.is_empty())
            .map(str::to_owned)
            .collect();
        let words = words.iter().all(|word| is_plain(word)).then_some(words);
        let needed = words.as_ref().map(|words| Letters::of(&words.concat()));
        (!name.is_empty()).then(|| Self {
            pattern: Pattern::parse(name, CaseMatching::Smart, Normalization::Smart),
            matcher: Matcher::new(Config::DEFAULT),
            buffer: Vec::new(),
            words,
            needed: needed.unwrap_or_default(),
        })
    }

    /// Says whether a name has the letters of the filter, in their order.
    pub fn matches(&mut self, name: &str) -> bool {
        self.fit(name).is_some()
    }

    /// The positions of the names that match, the best match first. Those that match alike stay in their order.
    ///
    /// All names are looked at anew whatever the filter was before: a letter that is deleted costs as much as one that is typed, and most
    /// names are told apart by their letters alone.
    #[must_use]
    pub fn best_of(&mut self, names: &Names, positions: &[usize]) -> Vec<usize> {
        let mut matched = Vec::new();
        for position in positions {
            if names.letters(*position).hold(self.needed) {
                let name = names.text(*position);
                matched.extend(self.fit(name).map(|fit| (*position, name, fit)));
            }
        }
        if self.words.is_some() && matched.len() > SCORED {
            let of = |wanted| matched.iter().filter(move |(.., fit)| *fit == wanted);
            let ordered = Fit::BEST_FIRST.into_iter().flat_map(of);
            ordered.map(|(position, ..)| *position).collect()
        } else {
            let mut scored: Vec<_> = matched
                .into_iter()
                .map(|(position, name, fit)| {
                    // The matcher takes a capital for as good as its small letter.
                    ((fit.min(Fit::Holds), Reverse(self.score(name))), position)
                })
                .collect();
            scored.sort_by_key(|(score, _)| *score);
            scored.into_iter().map(|(_, position)| position).collect()
        }
    }

    /// How a name fits roughly, by the word that fits worst; `None` where one does not match.
    fn fit(&mut self, name: &str) -> Option<Fit> {
        match &self.words {
            Some(words) => words.iter().try_fold(Fit::Is, |worst, word| {
                Fit::of(name, word).map(|fit| fit.max(worst))
            }),
            None => self.score(name).map(|_| Fit::Scattered),
        }
    }

    /// How well a name matches; `None` where it does not.
    fn score(&mut self, name: &str) -> Option<u32> {
        let name = Utf32Str::new(name, &mut self.buffer);
        self.pattern.score(name, &mut self.matcher)
    }

    /// The letters of a name that match, counted in characters.
    pub fn letters(&mut self, name: &str) -> Vec<usize> {
        let name = Utf32Str::new(name, &mut self.buffer);
        let mut letters = Vec::new();
        self.pattern.indices(name, &mut self.matcher, &mut letters);
        letters
            .into_iter()
            .filter_map(|letter| usize::try_from(letter).ok())
            .collect()
    }
}

/// The function that a text names by its ARN, with account and region. Blanks and line ends are those of a terminal that broke it.
#[must_use]
pub fn address(text: &str) -> Option<FunctionAddress> {
    let text: String = text
        .chars()
        .filter(|character| !character.is_whitespace() && !character.is_control())
        .collect();
    FunctionAddress::parse(&text)
        .ok()
        .filter(|address| address.account.is_some() && address.region.is_some())
}

/// The qualifier behind a name or an ARN, as `live` in `orders:live`.
#[must_use]
pub fn qualifier(text: &str) -> Option<Qualifier> {
    match address(text) {
        Some(address) => address.qualifier,
        None => text
            .split_once(':')
            .and_then(|(_, qualifier)| Qualifier::parse(qualifier).ok()),
    }
}

/// Says whether a filter is nothing but letters, as a function's name consists of; other characters can mean something to the matcher.
fn is_plain(text: &str) -> bool {
    text.bytes()
        .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_')
}

/// Says whether letters occur in a name in their order; a capital asks for a capital only where the filter has one, as the matcher
/// does.
fn has_in_order(name: &str, letters: &str) -> bool {
    let exact = letters.bytes().any(|byte| byte.is_ascii_uppercase());
    let mut rest = name.bytes();
    if exact {
        letters
            .bytes()
            .all(|letter| rest.any(|byte| byte == letter))
    } else {
        letters
            .bytes()
            .all(|letter| rest.any(|byte| byte.to_ascii_lowercase() == letter))
    }
}

fn name_part(text: &str) -> &str {
    text.split_once(':').map_or(text, |(name, _)| name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_letters_that_match_are_told() {
        let mut filter = Filter::parse("pyc").unwrap();
        assert_eq!(filter.letters("payments-capture"), [0, 2, 9]);
        assert!(!filter.matches("orders"));
        assert!(Filter::parse("").is_none());
    }

    /// Names are told apart by their letters before the matcher sees them: both must say the same.
    #[test]
    fn letters_in_their_order_are_what_the_matcher_matches() {
        let names = [
            "payments-capture",
            "Payments_Capture",
            "orders",
            "a",
            "pa-pa-p",
            "cpa",
        ];
        for letters in [
            "p",
            "pa",
            "pc",
            "Pa",
            "PC",
            "capture",
            "-",
            "p-p",
            "papap",
            "zz",
            "payments-capture-",
        ] {
            let mut filter = Filter::parse(letters).unwrap();
            for name in names {
                assert_eq!(
                    filter.matches(name),
                    filter.score(name).is_some(),
                    "{letters} in {name}"
                );
            }
        }
    }

    #[test]
    fn the_best_match_is_first_also_among_more_than_anybody_reads() {
        let mut many: Vec<String> = (0..SCORED).map(|number| format!("o-r-{number}")).collect();
        many.extend(["card-orders".to_owned(), "or-der".to_owned()]);
        let names: Names = many.iter().map(String::as_str).collect();
        let all: Vec<usize> = (0..many.len()).collect();
        let mut filter = Filter::parse("or").unwrap();
        let ordered = filter.best_of(&names, &all);
        assert_eq!(ordered[..3], [SCORED + 1, SCORED, 0]);
        assert_eq!(ordered.len(), many.len());
        let ordered = filter.best_of(&names, &all[SCORED - 3..]);
        assert_eq!(ordered[..1], [SCORED + 1]);
        // Of several words, each in one piece is better than one of them scattered.
        let ordered = Filter::parse("- or").unwrap().best_of(&names, &all);
        assert_eq!(ordered[..3], [SCORED, SCORED + 1, 0]);
        assert_eq!(ordered.len(), many.len());
    }

    /// `PAY` was selected where `pay` was typed, and Enter opened it.
    #[test]
    fn the_name_that_was_typed_is_first_and_then_those_that_begin_with_it_letter_by_letter() {
        let names: Names = ["PAY", "Pay", "Payments", "pay-x", "pay", "re-pay"]
            .into_iter()
            .collect();
        let all: Vec<usize> = (0..6).collect();
        for (typed, ordered) in [
            ("pay", vec![4, 3, 0, 1, 2, 5]),
            ("PAY", vec![0]),
            ("Pay", vec![1, 2]),
            ("pay:live", vec![4, 3, 0, 1, 2, 5]),
        ] {
            let found = Filter::parse(typed).unwrap().best_of(&names, &all);
            assert_eq!(found, ordered, "{typed}");
        }
        let mut many: Vec<String> = (0..SCORED).map(|number| format!("pay{number}")).collect();
        many.extend(["PAY".to_owned(), "pay".to_owned()]);
        let names: Names = many.iter().map(String::as_str).collect();
        let all: Vec<usize> = (0..many.len()).collect();
        let found = Filter::parse("pay").unwrap().best_of(&names, &all);
        assert_eq!(found.first(), Some(&(SCORED + 1)));
    }

    #[test]
    fn a_qualifier_or_an_arn_may_be_typed() {
        let arn = "arn:aws:lambda:eu-west-1:123456789012:function:orders";
        for (text, alias) in [
            ("orders", None),
            ("ord:live", Some("live")),
            ("ord:", None),
            (arn, None),
            (
                " arn:aws:lambda:eu-west-1:1234567\n  89012:function:orders:live\n",
                Some("live"),
            ),
        ] {
            let mut filter = Filter::parse(text).unwrap();
            assert!(filter.matches("orders"), "{text}");
            let alias = alias.map(|name| Qualifier::Alias(name.to_owned()));
            assert_eq!(qualifier(text), alias, "{text}");
        }
        assert_eq!(address("orders:live"), None);
        assert_eq!(address("arn:aws:sqs:eu-west-1:123456789012:orders"), None);
    }
}
