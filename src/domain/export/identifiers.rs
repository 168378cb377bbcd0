//! Names that a format gives to what it describes: made from function and qualifier, valid there, and distinct within one text.
//!
//! Knows which characters a name may have. Does not know which other names the reader's own files hold.

use std::borrow::Cow;
use std::collections::BTreeSet;

use super::Configuration;
use crate::domain::qualifier::Qualifier;

/// Hands out names and never one twice.
#[derive(Debug, Default)]
pub(super) struct Names(BTreeSet<String>);

impl Names {
    /// The name that is wanted, or that name with the first number behind it that makes it another.
    ///
    /// Names that differ in a capital alone are the same here: file systems, and the CDK's outputs, may not tell them apart.
    pub(super) fn take(&mut self, wanted: &str) -> String {
        let mut name = wanted.to_owned();
        let mut number = 2_u32;
        while !self.0.insert(name.to_ascii_lowercase()) {
            name = format!("{wanted}{number}");
            number += 1;
        }
        name
    }
}

/// Letters and digits, each part of the name beginning with a capital: `OrdersLive`. Not empty.
pub(super) fn pascal(configuration: &Configuration) -> String {
    let parts = words(configuration);
    let capitalised = parts.iter().map(|word| {
        let (first, rest) = word.split_at_checked(1).unwrap_or((word, ""));
        format!("{}{rest}", first.to_ascii_uppercase())
    });
    let name: String = capitalised.collect();
    if name.is_empty() {
        "Function".to_owned()
    } else {
        name
    }
}

/// Letters, digits and underscores, no digit first: `orders_live`.
pub(super) fn snake(configuration: &Configuration) -> String {
    let name = words(configuration).join("_");
    if name.starts_with(|c: char| c.is_ascii_alphabetic()) {
        name
    } else {
        format!("function_{name}")
    }
}

/// What function and qualifier are made of, as far as every format can name it.
fn words(configuration: &Configuration) -> Vec<String> {
    let qualifier = match configuration.qualifier() {
        Qualifier::Latest => Cow::Borrowed("latest"),
        Qualifier::LatestPublished => Cow::Borrowed("latest_published"),
        Qualifier::Alias(name) => Cow::Borrowed(name.as_str()),
        Qualifier::Version(number) => Cow::Owned(number.to_string()),
    };
    [configuration.name(), &qualifier]
        .into_iter()
        .flat_map(|part| part.split(|c: char| !c.is_ascii_alphanumeric()))
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::export::tests::configuration;

    #[test]
    fn names_are_made_of_function_and_qualifier() {
        for (name, qualifier, in_pascal, in_snake) in [
            ("orders", "live", "OrdersLive", "orders_live"),
            ("orders", "$LATEST", "OrdersLatest", "orders_latest"),
            ("orders.v2-eu", "7", "OrdersV2Eu7", "orders_v2_eu_7"),
            ("2fast", "live", "2fastLive", "function_2fast_live"),
            ("-", "_", "Function", "function_"),
        ] {
            let configuration = configuration(name, qualifier);
            assert_eq!(pascal(&configuration), in_pascal);
            assert_eq!(snake(&configuration), in_snake);
        }
    }

    #[test]
    fn no_name_is_handed_out_twice() {
        let mut names = Names::default();
        let taken: Vec<String> = ["Live1", "Live", "live", "Live", "Live2"]
            .into_iter()
            .map(|wanted| names.take(wanted))
            .collect();
        assert_eq!(taken, ["Live1", "Live", "live2", "Live3", "Live22"]);
    }
}
