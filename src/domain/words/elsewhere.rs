//! Words for a function that was asked for by its ARN and belongs to another account or region.
//!
//! Knows what of the place differs, and what helps. Does not know how the ARN came in.

use crate::domain::function::FunctionAddress;
use crate::domain::place::Scope;

/// Says that a function is not where the session works; `None` where it may be, as far as both are known.
#[must_use]
pub fn elsewhere(address: &FunctionAddress, scope: &Scope) -> Option<String> {
    let account = address
        .account
        .as_ref()
        .zip(scope.account.as_ref())
        .filter(|(theirs, ours)| theirs != ours);
    let region = address
        .region
        .as_ref()
        .filter(|region| **region != scope.region);
    let here = &scope.region;
    Some(match (account, region) {
        (None, None) => return None,
        (Some((theirs, ours)), None) => format!(
            "That function is in {theirs}, you are in {ours}. Start lasso with --profile and a profile of that account."
        ),
        (None, Some(region)) => format!(
            "That function is in {region}, you are in {here}. Start lasso with --region {region}."
        ),
        (Some((theirs, ours)), Some(region)) => format!(
            "That function is in {theirs} {region}, you are in {ours} {here}. Start lasso with --region {region} and --profile \
             and a profile of that account."
        ),
    })
}

/// Says that a function can't be asked for at all: Lambda answers for its own region alone. `None` where it may be there; whether another
/// account's function may be asked for is for that account to say.
#[must_use]
pub fn out_of_reach(address: &FunctionAddress, scope: &Scope) -> Option<String> {
    if address
        .region
        .as_ref()
        .is_some_and(|region| *region != scope.region)
    {
        return elsewhere(address, scope);
    }
    let theirs = address.partition.as_ref()?.as_str();
    let (ours, here) = (scope.partition.as_str(), &scope.region);
    (theirs != ours).then(|| {
        format!(
            "That ARN names the partition {theirs}, you are in {ours} ({here}). Start lasso with --region and --profile of that partition."
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::place::{AccountId, Region};

    /// Another region was asked for a function all the same, and its answer told as that there is none.
    #[test]
    fn another_region_or_partition_is_out_of_reach_and_another_account_is_not() {
        let home = Scope {
            account: AccountId::parse("123456789012"),
            ..Scope::of_region(Region::parse("eu-west-1").unwrap())
        };
        for (place, said) in [
            ("aws:lambda:eu-west-1:123456789012", ""),
            ("aws:lambda:eu-west-1:210987654321", ""),
            (
                "aws:lambda:us-east-1:123456789012",
                "That function is in us-east-1, you are in eu-west-1. Start lasso with --region us-east-1.",
            ),
            (
                "aws-cn:lambda:eu-west-1:123456789012",
                "That ARN names the partition aws-cn, you are in aws (eu-west-1). Start lasso with --region and --profile of that partition.",
            ),
        ] {
            let arn = format!("arn:{place}:function:orders:live");
            let words = out_of_reach(&FunctionAddress::parse(&arn).unwrap(), &home);
            assert_eq!(words.as_deref().unwrap_or_default(), said, "{place}");
        }
    }

    #[test]
    fn another_account_or_region_is_said_with_what_helps() {
        let home = Scope {
            account: AccountId::parse("123456789012"),
            ..Scope::of_region(Region::parse("eu-west-1").unwrap())
        };
        for (place, said) in [
            ("eu-west-1:123456789012", None),
            (
                "eu-west-1:210987654321",
                Some("That function is in 210987654321, you are in 123456789012."),
            ),
            (
                "us-east-1:123456789012",
                Some(
                    "That function is in us-east-1, you are in eu-west-1. Start lasso with --region us-east-1.",
                ),
            ),
            (
                "us-east-1:210987654321",
                Some(
                    "That function is in 210987654321 us-east-1, you are in 123456789012 eu-west-1.",
                ),
            ),
        ] {
            let arn = format!("arn:aws:lambda:{place}:function:orders:live");
            let words = elsewhere(&FunctionAddress::parse(&arn).unwrap(), &home);
            match said {
                Some(said) => assert!(words.unwrap().starts_with(said), "{place}"),
                None => assert_eq!(words, None),
            }
        }
    }
}
