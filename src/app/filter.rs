//! What the filter of the list means: which names it matches, how well, and with which letters.
//!
//! Knows fuzzy matching, and that a qualifier or a whole ARN may be typed. Does not know the list.

use std::cmp::Reverse;

use nucleo_matcher::pattern::{CaseMatching, Normalization, Pattern};
use nucleo_matcher::{Config, Matcher, Utf32Str};

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
    /// The letters, where the filter is nothing but letters of a name: most names are then told apart without the matcher.
    letters: Option<String>,
}

impl Filter {
    /// Reads a filter; `None` where it is empty and leaves every name.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let named = address(text);
        let name = named
            .as_ref()
            .map_or_else(|| name_part(text), |address| address.name.as_str());
        (!name.is_empty()).then(|| Self {
            pattern: Pattern::parse(name, CaseMatching::Smart, Normalization::Smart),
            matcher: Matcher::new(Config::DEFAULT),
            buffer: Vec::new(),
            letters: is_plain(name).then(|| name.to_owned()),
        })
    }

    /// Says whether a name has the letters of the filter, in their order.
    pub fn matches(&mut self, name: &str) -> bool {
        match &self.letters {
            Some(letters) => has_in_order(name, letters),
            None => self.score(name).is_some(),
        }
    }

    /// Puts names that match in the order of how well they do, each for what it stands for. Those that match alike stay as they are.
    pub fn best_first<T: Copy>(&mut self, matched: &[(T, &str)]) -> Vec<T> {
        match &self.letters {
            Some(letters) if matched.len() > SCORED => roughly_best_first(letters, matched),
            Some(_) | None => {
                let mut scored: Vec<_> = matched
                    .iter()
                    .map(|(what, name)| (Reverse(self.score(name)), *what))
                    .collect();
                scored.sort_by_key(|(score, _)| *score);
                scored.into_iter().map(|(_, what)| what).collect()
            }
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
    let mut wanted = letters.bytes();
    let mut next = wanted.next();
    for byte in name.bytes() {
        let byte = if exact {
            byte
        } else {
            byte.to_ascii_lowercase()
        };
        match next {
            Some(letter) if letter == byte => next = wanted.next(),
            Some(_) => {}
            None => break,
        }
    }
    next.is_none()
}

/// First the names that begin with the letters, then those that have them in one piece, then the others.
fn roughly_best_first<T: Copy>(letters: &str, matched: &[(T, &str)]) -> Vec<T> {
    let (mut begin, mut hold, mut rest) = (Vec::new(), Vec::new(), Vec::new());
    for (what, name) in matched {
        let pile = if name.starts_with(letters) {
            &mut begin
        } else if name.contains(letters) {
            &mut hold
        } else {
            &mut rest
        };
        pile.push(*what);
    }
    begin.append(&mut hold);
    begin.append(&mut rest);
    begin
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
        let matched: Vec<(usize, &str)> = many.iter().map(String::as_str).enumerate().collect();
        let mut filter = Filter::parse("or").unwrap();
        let ordered = filter.best_first(&matched);
        assert_eq!(ordered[..3], [SCORED + 1, SCORED, 0]);
        assert_eq!(ordered.len(), many.len());
        let few = &matched[SCORED - 3..];
        let ordered = filter.best_first(few);
        assert_eq!(ordered[..1], [SCORED + 1]);
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
