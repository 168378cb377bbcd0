//! What the filter of the list means: which names it matches, how well, and with which letters.
//!
//! Knows fuzzy matching, and that a qualifier or a whole ARN may be typed. Does not know the list.

use nucleo_matcher::pattern::{CaseMatching, Normalization, Pattern};
use nucleo_matcher::{Config, Matcher, Utf32Str};

use crate::domain::function::FunctionAddress;
use crate::domain::qualifier::Qualifier;

/// A filter as it was typed, ready to be held against names.
#[derive(Debug)]
pub struct Filter {
    pattern: Pattern,
    matcher: Matcher,
    buffer: Vec<char>,
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
        })
    }

    /// How well a name matches; `None` where it does not.
    pub fn score(&mut self, name: &str) -> Option<u32> {
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
        assert_eq!(filter.score("orders"), None);
        assert!(Filter::parse("").is_none());
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
            assert!(filter.score("orders").is_some(), "{text}");
            let alias = alias.map(|name| Qualifier::Alias(name.to_owned()));
            assert_eq!(qualifier(text), alias, "{text}");
        }
        assert_eq!(address("orders:live"), None);
        assert_eq!(address("arn:aws:sqs:eu-west-1:123456789012:orders"), None);
    }
}
