//! Functions and their qualifiers: what tells one from every other, and how requests and answers name it.
//!
//! Knows by which form a request must name a function. Does not know what a function is configured to do; what people may write is in
//! `function/address.rs`.

mod address;

use std::fmt;

use serde::{Deserialize, Serialize};

pub use address::{AddressProblem, FunctionAddress};

use super::place::{AccountId, Partition, Region, Scope};
use super::qualifier::Qualifier;

/// The name of a function within its account and region.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct FunctionName(String);

impl FunctionName {
    /// Reads a name as a person may type it: 1 to 64 letters, digits, hyphens, underscores and dots.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let regular = (1..=64).contains(&text.len())
            && text
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.'));
        regular.then(|| Self(text.to_owned()))
    }

    /// Takes a name as the service reported it, whatever it says, as long as it says something.
    #[must_use]
    pub fn reported(text: &str) -> Option<Self> {
        (!text.is_empty()).then(|| Self(text.to_owned()))
    }

    /// The name itself.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for FunctionName {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

/// What tells one function from every other: the key of each map, lock, draft and entry.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct FunctionKey {
    /// The name.
    pub name: FunctionName,
    /// The partition of AWS.
    pub partition: Partition,
    /// The region.
    pub region: Region,
    /// The account, where it is known.
    pub account: Option<AccountId>,
}

impl FunctionKey {
    /// Says whether both are known to be in different accounts or regions, where one name means two functions.
    #[must_use]
    pub fn is_elsewhere(&self, other: &Self) -> bool {
        let accounts = self.account.as_ref().zip(other.account.as_ref());
        self.region != other.region || accounts.is_some_and(|(one, other)| one != other)
    }

    /// The text by which a request of a session in `scope` names this function.
    ///
    /// The bare name only where account and region are the session's own, or where no account was ever given; else the full
    /// ARN, since a bare name would mean another function.
    #[must_use]
    pub fn request_name(&self, scope: &Scope) -> String {
        let at_home = self.region == scope.region
            && self.partition == scope.partition
            && self.account == scope.account;
        match &self.account {
            Some(account) if !at_home => self.arn_in(account),
            Some(_) | None => self.name.to_string(),
        }
    }

    /// The unqualified ARN, where the account is known.
    #[must_use]
    pub fn arn(&self) -> Option<String> {
        self.account.as_ref().map(|account| self.arn_in(account))
    }

    /// The unqualified ARN that the function has if it belongs to `account`.
    #[must_use]
    pub fn arn_in(&self, account: &AccountId) -> String {
        format!(
            "arn:{}:lambda:{}:{account}:function:{}",
            self.partition, self.region, self.name
        )
    }

    /// The same as it is named while nobody can tell the account.
    #[must_use]
    pub fn without_account(&self) -> Self {
        Self {
            account: None,
            ..self.clone()
        }
    }

    /// Takes whose it is, where that was not known when it was asked for.
    pub fn tell_account(&mut self, account: &AccountId) {
        self.account.get_or_insert_with(|| account.clone());
    }

    /// Says whether an answer that names a function is about this one; whose it is counts where that is known.
    #[must_use]
    pub fn is_answered_for(&self, answered: &Self) -> bool {
        answered.name == self.name
            && answered.region == self.region
            && (self.account.is_none() || answered.account == self.account)
    }

    /// One of its qualifiers.
    #[must_use]
    pub fn at(&self, qualifier: &Qualifier) -> Target {
        Target {
            function: self.clone(),
            qualifier: qualifier.clone(),
        }
    }
}

/// One qualifier of one function: what a configuration belongs to.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Target {
    /// The function.
    pub function: FunctionKey,
    /// Which part of it.
    pub qualifier: Qualifier,
}

impl Target {
    /// The qualified ARN, where the account is known.
    #[must_use]
    pub fn arn(&self) -> Option<String> {
        let function = self.function.arn()?;
        Some(format!("{function}:{}", self.qualifier))
    }
}

impl fmt::Display for Target {
    /// Prints `name:qualifier`, as people write it in runbooks.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}:{}", self.function.name, self.qualifier)
    }
}

/// What a function ARN of an answer says: the function, and the qualifier where the ARN carries one.
///
/// Accepts whatever the service reports as a name; `None` where the text is no ARN of a function.
#[must_use]
pub fn parse_reported_arn(arn: &str) -> Option<(FunctionKey, Option<Qualifier>)> {
    let mut parts = arn.splitn(7, ':');
    let (prefix, partition, service) = (parts.next()?, parts.next()?, parts.next()?);
    let (region, account, kind, rest) =
        (parts.next()?, parts.next()?, parts.next()?, parts.next()?);
    if prefix != "arn" || service != "lambda" || kind != "function" {
        return None;
    }
    let (name, qualifier) = match rest.split_once(':') {
        Some((name, qualifier)) => (name, Some(Qualifier::parse(qualifier).ok()?)),
        None => (rest, None),
    };
    let key = FunctionKey {
        name: FunctionName::reported(name)?,
        partition: Partition::parse(partition)?,
        region: Region::parse(region)?,
        account: Some(AccountId::parse(account)?),
    };
    Some((key, qualifier))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scope(account: Option<&str>) -> Scope {
        Scope {
            account: account.map(|digits| AccountId::parse(digits).unwrap()),
            ..Scope::of_region(Region::parse("eu-west-1").unwrap())
        }
    }

    fn address(text: &str) -> FunctionAddress {
        FunctionAddress::parse(text).unwrap()
    }

    #[test]
    fn an_arn_is_shortened_only_at_home() {
        let home = "arn:aws:lambda:eu-west-1:123456789012:function:orders";
        for (text, account, expected) in [
            ("orders", None, "orders"),
            ("orders", Some("123456789012"), "orders"),
            (home, Some("123456789012"), "orders"),
            (home, Some("210987654321"), home),
            (home, None, home),
            (
                "arn:aws:lambda:us-east-1:123456789012:function:orders",
                Some("123456789012"),
                "arn:aws:lambda:us-east-1:123456789012:function:orders",
            ),
        ] {
            let scope = scope(account);
            let key = address(text).within(&scope).function;
            assert_eq!(key.request_name(&scope), expected, "{text} in {account:?}");
        }
    }

    #[test]
    fn a_reported_arn_tells_function_and_qualifier() {
        let (key, qualifier) =
            parse_reported_arn("arn:aws:lambda:eu-west-1:123456789012:function:orders:live")
                .unwrap();
        assert_eq!(key.name.as_str(), "orders");
        assert_eq!(qualifier, Some(Qualifier::Alias("live".into())));
        assert_eq!(
            parse_reported_arn("arn:aws:sqs:eu-west-1:123456789012:orders"),
            None
        );
        assert_eq!(parse_reported_arn(""), None);
    }
}
