//! Words for what a typed request was refused with.
//!
//! Knows what is to be said of names that lead nowhere. Does not know how a refusal is told apart, nor what the screens say of one too;
//! see `refused`.

use super::list;
use crate::domain::function::FunctionAddress;
use crate::domain::place::Scope;
use crate::domain::qualifier::Qualifier;

/// Which names were asked for, where one of them leads nowhere. The request says no account: it is that of the credentials.
#[must_use]
pub fn asked_for(address: &FunctionAddress, scope: &Scope) -> String {
    let region = address.region.as_ref().unwrap_or(&scope.region);
    let names = [
        Some(format!("the function {}", address.name)),
        numbered(address).map(|qualifier| format!("its version or alias {qualifier}")),
        Some(format!("the region {region}")),
        Some(match &address.account {
            Some(account) => format!("the account {account}"),
            None => "the account of these credentials, whichever that is".to_owned(),
        }),
    ];
    format!(
        "Asked for were {}: at least one of them is not where this was meant to go.",
        list(names.into_iter().flatten().collect())
    )
}

/// That nothing is set, which may be all or may hide more.
#[must_use]
pub fn nothing_set(address: &FunctionAddress, scope: &Scope) -> String {
    let region = address.region.as_ref().unwrap_or(&scope.region);
    format!(
        "Nothing is set for {} in {region}, so the defaults apply; of a function, version or alias that does not exist AWS says the \
         same. lasso {} --why, with the same profile, region and endpoint, tells which.",
        named(address),
        address.name
    )
}

/// What only an update needs.
pub const UPDATE_NEEDS_ONE: &str =
    "An update changes what is set already: lasso put-function-event-invoke-config sets it.";

fn named(address: &FunctionAddress) -> String {
    let qualifier = address.qualifier.as_ref().unwrap_or(&Qualifier::Latest);
    format!("{}:{qualifier}", address.name)
}

/// The qualifier, where it is one that may be missing.
fn numbered(address: &FunctionAddress) -> Option<&Qualifier> {
    let qualifier = address.qualifier.as_ref();
    qualifier.filter(|qualifier| **qualifier != Qualifier::Latest)
}
