//! Functions as people and tools write them: by bare name, by name and qualifier, by partial and by full ARN.
//!
//! Knows every form that the Lambda API takes as a `FunctionName`. Does not know whether there is such a function.

use std::fmt;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::{FunctionKey, FunctionName, Target};
use crate::domain::place::{AccountId, Partition, Region, Scope};
use crate::domain::qualifier::{Qualifier, QualifierProblem};

/// A function as somebody named it: any of the API's forms, with or without a qualifier.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FunctionAddress {
    /// The partition, if the text named it.
    pub partition: Option<Partition>,
    /// The region, if the text named it.
    pub region: Option<Region>,
    /// The account, if the text named it.
    pub account: Option<AccountId>,
    /// The name.
    pub name: FunctionName,
    /// The qualifier, if the text named it.
    pub qualifier: Option<Qualifier>,
}

/// Why a text names no function.
#[derive(Clone, Debug, PartialEq, Eq, Error, Serialize, Deserialize)]
pub enum AddressProblem {
    /// Nothing was given.
    #[error("no function is named")]
    Empty,
    /// The API takes 256 characters at most, and 64 for the name alone.
    #[error("\"{0}\" is too long: a function's name has 64 characters at most, an ARN 256")]
    TooLong(String),
    /// None of the API's forms.
    #[error(
        "\"{0}\" names no function: write its name, name:qualifier, or its ARN (arn:aws:lambda:REGION:ACCOUNT:function:NAME)"
    )]
    Malformed(String),
    /// What stands behind the name is no qualifier.
    #[error(transparent)]
    Qualifier(#[from] QualifierProblem),
    /// The text and the separate qualifier disagree.
    #[error(
        "the qualifier is given twice and differs: {in_name} with the name, {apart} apart from it"
    )]
    Disagreement {
        /// The qualifier within the name.
        in_name: Qualifier,
        /// The qualifier given beside the name.
        apart: Qualifier,
    },
}

impl FunctionAddress {
    /// Reads any form of the API's `FunctionName`: `name`, `name:qualifier`, a partial ARN (`123456789012:function:name`,
    /// `function:name`) or a full ARN, with or without qualifier.
    ///
    /// # Errors
    /// Says why the text names no function.
    pub fn parse(text: &str) -> Result<Self, AddressProblem> {
        if text.is_empty() {
            return Err(AddressProblem::Empty);
        }
        if text.len() > 256 {
            return Err(AddressProblem::TooLong(text.to_owned()));
        }
        // The pattern's prefixes are optional, each by itself: the longest reading wins, as in a regular expression.
        (0..16_u8)
            .find_map(|skipped| Self::parse_with(text, skipped))
            .ok_or_else(|| AddressProblem::Malformed(text.to_owned()))
    }

    /// Joins the address with a qualifier given apart from it.
    ///
    /// # Errors
    /// A qualifier given twice must agree.
    pub fn with_qualifier(mut self, apart: Option<Qualifier>) -> Result<Self, AddressProblem> {
        self.qualifier = match (self.qualifier, apart) {
            (Some(in_name), Some(apart)) if in_name != apart => {
                return Err(AddressProblem::Disagreement { in_name, apart });
            }
            (in_name, apart) => in_name.or(apart),
        };
        Ok(self)
    }

    /// Says whether a function may be where this names one: in its account and region, as far as both are known.
    #[must_use]
    pub fn is_at(&self, function: &FunctionKey) -> bool {
        let account = self.account.as_ref().zip(function.account.as_ref());
        let region = self.region.as_ref();
        account.is_none_or(|(named, known)| named == known)
            && region.is_none_or(|region| *region == function.region)
    }

    /// What is meant in a session's scope: what the text left open is the session's own, and `$LATEST` where it names no qualifier.
    ///
    /// The account is the session's only where the text names neither account nor another region.
    #[must_use]
    pub fn within(self, scope: &Scope) -> Target {
        let region = self.region.unwrap_or_else(|| scope.region.clone());
        let function = FunctionKey {
            name: self.name,
            partition: self
                .partition
                .unwrap_or_else(|| Partition::of_region(&region)),
            account: self.account.or_else(|| scope.account.clone()),
            region,
        };
        Target {
            function,
            qualifier: self.qualifier.unwrap_or(Qualifier::Latest),
        }
    }

    /// Reads the text with some prefixes taken as absent: bit 0 `function:`, bit 1 the account, bit 2 the region, bit 3 `arn:…:lambda:`.
    fn parse_with(text: &str, skipped: u8) -> Option<Self> {
        let taken = |bit: u8| skipped & (1 << bit) == 0;
        let mut rest = text;
        let (mut partition, mut region, mut account) = (None, None, None);
        if taken(3) {
            let (name, after) = rest.strip_prefix("arn:")?.split_once(':')?;
            partition = Some(Partition::parse(name)?);
            rest = after.strip_prefix("lambda:")?;
        }
        if taken(2) {
            let (name, after) = rest.split_once(':')?;
            region = Some(Region::parse(name)?);
            rest = after;
        }
        if taken(1) {
            let (digits, after) = rest.split_once(':')?;
            account = Some(AccountId::parse(digits)?);
            rest = after;
        }
        if taken(0) {
            rest = rest.strip_prefix("function:")?;
        }
        let (name, qualifier) = match rest.split_once(':') {
            Some((name, qualifier)) => (name, Some(Qualifier::parse(qualifier).ok()?)),
            None => (rest, None),
        };
        Some(Self {
            partition,
            region,
            account,
            name: FunctionName::parse(name)?,
            qualifier,
        })
    }
}

impl fmt::Display for FunctionAddress {
    /// Prints the shortest form that keeps everything the address says.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(partition) = &self.partition {
            write!(formatter, "arn:{partition}:lambda:")?;
        }
        if let Some(region) = &self.region {
            write!(formatter, "{region}:")?;
        }
        if let Some(account) = &self.account {
            write!(formatter, "{account}:")?;
        }
        let is_placed = self.partition.is_some() || self.region.is_some() || self.account.is_some();
        if is_placed || self.qualifier.is_some() && looks_like_place(&self.name) {
            formatter.write_str("function:")?;
        }
        write!(formatter, "{}", self.name)?;
        match &self.qualifier {
            Some(qualifier) => write!(formatter, ":{qualifier}"),
            None => Ok(()),
        }
    }
}

/// Says whether a name in front of a colon would be read as something else: an account, a region, or the word itself.
fn looks_like_place(name: &FunctionName) -> bool {
    let name = name.as_str();
    name == "function" || AccountId::parse(name).is_some() || Region::parse(name).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn address(text: &str) -> FunctionAddress {
        FunctionAddress::parse(text).unwrap()
    }

    #[test]
    fn each_form_of_a_function_name_is_read() {
        for (text, name, account, qualifier) in [
            ("orders", "orders", None, None),
            ("orders:live", "orders", None, Some("live")),
            ("orders:$LATEST", "orders", None, Some("$LATEST")),
            ("function:orders", "orders", None, None),
            ("function:$LATEST", "function", None, Some("$LATEST")),
            ("function", "function", None, None),
            (
                "123456789012:function:orders",
                "orders",
                Some("123456789012"),
                None,
            ),
            ("123456789012:orders", "orders", Some("123456789012"), None),
            ("123456789012", "123456789012", None, None),
            (
                "eu-west-1:123456789012:function:orders:3",
                "orders",
                Some("123456789012"),
                Some("3"),
            ),
            (
                "arn:aws:lambda:eu-west-1:123456789012:function:orders",
                "orders",
                Some("123456789012"),
                None,
            ),
            (
                "arn:aws-cn:lambda:cn-north-1:123456789012:function:orders:live",
                "orders",
                Some("123456789012"),
                Some("live"),
            ),
        ] {
            let read = address(text);
            assert_eq!(read.name.as_str(), name, "{text}");
            assert_eq!(
                read.account.as_ref().map(AccountId::as_str),
                account,
                "{text}"
            );
            assert_eq!(
                read.qualifier.map(|q| q.to_string()).as_deref(),
                qualifier,
                "{text}"
            );
        }
    }

    #[test]
    fn what_names_no_function_is_refused() {
        assert_eq!(FunctionAddress::parse(""), Err(AddressProblem::Empty));
        for text in [
            "a b",
            "orders:",
            ":live",
            "orders:live:1",
            "arn:aws:sqs:eu-west-1:123456789012:q",
            "../orders",
            "ürders",
        ] {
            assert_eq!(
                FunctionAddress::parse(text),
                Err(AddressProblem::Malformed(text.into())),
                "{text}"
            );
        }
        assert!(FunctionAddress::parse(&"a".repeat(65)).is_err());
        assert!(matches!(
            FunctionAddress::parse(&"a".repeat(257)),
            Err(AddressProblem::TooLong(_))
        ));
    }

    #[test]
    fn a_qualifier_given_twice_must_agree() {
        let live = Qualifier::Alias("live".into());
        let twice = address("orders:live").with_qualifier(Some(live.clone()));
        assert_eq!(twice.unwrap().qualifier, Some(live.clone()));
        assert_eq!(
            address("orders:1").with_qualifier(Some(live.clone())),
            Err(AddressProblem::Disagreement {
                in_name: Qualifier::Version(1),
                apart: live
            })
        );
    }
}
