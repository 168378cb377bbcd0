//! Where something lives in AWS: partition, region, account, and the scope that a session works in.
//!
//! Knows how AWS spells these and which partition a region belongs to. Does not know functions, credentials or endpoints.

use std::fmt;

use serde::{Deserialize, Serialize};

/// A partition of AWS, such as `aws`, `aws-cn` or `aws-us-gov`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Partition(String);

/// A region of AWS, such as `eu-west-1`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Region(String);

/// The 12 digits of an AWS account.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct AccountId(String);

/// The beginnings of region names and the partition that each belongs to, the longest first; everything else is `aws`.
const PARTITIONS: [(&str, &str); 7] = [
    ("eusc-", "aws-eusc"),
    ("us-isof-", "aws-iso-f"),
    ("eu-isoe-", "aws-iso-e"),
    ("us-isob-", "aws-iso-b"),
    ("us-iso-", "aws-iso"),
    ("us-gov-", "aws-us-gov"),
    ("cn-", "aws-cn"),
];

impl Partition {
    /// Reads a partition as an ARN spells it: `aws`, alone or followed by letters, digits and hyphens.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let rest = text.strip_prefix("aws")?;
        let regular = rest.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
        regular.then(|| Self(text.to_owned()))
    }

    /// Names the partition that a region belongs to.
    #[must_use]
    pub fn of_region(region: &Region) -> Self {
        let name = PARTITIONS
            .iter()
            .find(|(beginning, _)| region.0.starts_with(beginning))
            .map_or("aws", |(_, partition)| partition);
        Self(name.to_owned())
    }

    /// The partition as ARNs spell it.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Region {
    /// Reads a region: groups of lower-case letters joined by hyphens, at least two, and one digit at the end.
    ///
    /// This is the widest pattern that AWS publishes (the CloudFormation registry's); the one in some SDK models leaves out
    /// regions that exist, such as `eusc-de-east-1`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (letters, digit) = text.rsplit_once('-')?;
        let regular = letters.contains('-')
            && letters
                .split('-')
                .all(|group| !group.is_empty() && group.bytes().all(|b| b.is_ascii_lowercase()))
            && digit.len() == 1
            && digit.bytes().all(|b| b.is_ascii_digit());
        regular.then(|| Self(text.to_owned()))
    }

    /// Reads what the AWS CLI takes for a region: any label of a host name that is no number. An endpoint of somebody's own may be
    /// signed for under any of them.
    #[must_use]
    pub fn of_label(text: &str) -> Option<Self> {
        const LONGEST: usize = 63;
        let is_of_label = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
        let regular = text.len() <= LONGEST
            && text.bytes().all(is_of_label)
            && !text.bytes().all(|byte| byte.is_ascii_digit())
            && !text.starts_with('-')
            && !text.ends_with('-');
        regular.then(|| Self(text.to_owned()))
    }

    /// The region as AWS spells it.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl AccountId {
    /// Reads an account id: exactly 12 digits.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let regular = text.len() == 12 && text.bytes().all(|b| b.is_ascii_digit());
        regular.then(|| Self(text.to_owned()))
    }

    /// The 12 digits.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Where a session works: requests that name a function by its bare name mean a function of this place.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Scope {
    /// The partition, derived from the region.
    pub partition: Partition,
    /// The region that requests are signed for.
    pub region: Region,
    /// The account, where it is known.
    pub account: Option<AccountId>,
}

impl Scope {
    /// Makes the scope of a region whose account is not known yet.
    #[must_use]
    pub fn of_region(region: Region) -> Self {
        Self {
            partition: Partition::of_region(&region),
            region,
            account: None,
        }
    }

    /// The same place, with the account as far as it is known.
    #[must_use]
    pub fn of_account(&self, account: Option<&AccountId>) -> Self {
        Self {
            account: account.cloned(),
            ..self.clone()
        }
    }
}

impl fmt::Display for Partition {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl fmt::Display for Region {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl fmt::Display for AccountId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn regions_of_every_partition_are_read() {
        for (text, partition) in [
            ("eu-west-1", "aws"),
            ("cn-north-1", "aws-cn"),
            ("us-gov-west-1", "aws-us-gov"),
            ("us-iso-east-1", "aws-iso"),
            ("us-isob-east-1", "aws-iso-b"),
            ("eu-isoe-west-1", "aws-iso-e"),
            ("us-isof-south-1", "aws-iso-f"),
            ("eusc-de-east-1", "aws-eusc"),
        ] {
            let region = Region::parse(text).unwrap();
            assert_eq!(Partition::of_region(&region).as_str(), partition, "{text}");
        }
    }

    #[test]
    fn what_is_no_region_is_refused() {
        for text in [
            "",
            "eu",
            "eu-1",
            "eu-west",
            "eu-west-12",
            "EU-west-1",
            "eu--1",
            "eu-west-1 ",
        ] {
            assert_eq!(Region::parse(text), None, "{text}");
        }
    }

    #[test]
    fn a_label_is_enough_where_aws_does_not_name_the_region() {
        for text in [
            "local",
            "regionone",
            "aws-global",
            "us-east-1-fips",
            "EU-west-1",
            "a",
        ] {
            assert!(Region::of_label(text).is_some(), "{text}");
        }
        let long = "a".repeat(64);
        for text in ["", "-x", "x-", "123", "eu_west_1", "eu west", "é", &long] {
            assert_eq!(Region::of_label(text), None, "{text}");
        }
    }

    #[test]
    fn an_account_has_twelve_digits() {
        assert!(AccountId::parse("123456789012").is_some());
        for text in ["", "12345678901", "1234567890123", "12345678901a"] {
            assert_eq!(AccountId::parse(text), None, "{text}");
        }
    }
}
