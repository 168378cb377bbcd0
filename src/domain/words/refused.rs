//! Words for what AWS refused: a permission that is missing or denied, another change under way, a role that may not send.
//!
//! Knows what each refusal says and what helps, for screens and commands alike. Does not know how a refusal is told apart, nor what a
//! write came to.

use crate::domain::failure::{Operation, Service, lacking_role};
use crate::domain::function::{FunctionKey, FunctionName};
use crate::domain::place::AccountId;
use crate::domain::qualifier::Qualifier;

/// A permission that was refused.
#[derive(Clone, Copy, Debug)]
pub struct Denial<'a> {
    /// What was asked.
    pub operation: Operation,
    /// Of which function, where the request names one.
    pub function: Option<&'a FunctionName>,
    /// Of which version or alias.
    pub qualifier: Option<&'a Qualifier>,
    /// The account of the function, as far as the request says it.
    pub theirs: Option<&'a AccountId>,
    /// The ARN of who asked, where STS told it.
    pub caller: Option<&'a str>,
    /// AWS's own words.
    pub message: Option<&'a str>,
}

impl<'a> Denial<'a> {
    /// A permission that concerns no function.
    #[must_use]
    pub fn of(operation: Operation) -> Self {
        Self {
            operation,
            function: None,
            qualifier: None,
            theirs: None,
            caller: None,
            message: None,
        }
    }

    /// A permission on a function.
    #[must_use]
    pub fn on(operation: Operation, function: &'a FunctionKey) -> Self {
        Self {
            function: Some(&function.name),
            theirs: function.account.as_ref(),
            ..Self::of(operation)
        }
    }

    /// Says who may not do what, and where that is another account's.
    #[must_use]
    pub fn sentence(&self) -> String {
        let permission = self.operation.permission();
        if self.operation.service() == Service::Sts {
            return format!("Account unknown: {permission} was refused.");
        }
        let name = self.caller.and_then(caller_name);
        let name = name.map_or_else(String::new, |name| format!(" ({name})"));
        let refused = if self.is_denied() {
            format!("a policy denies you{name} {permission}")
        } else {
            format!("you{name} lack {permission}")
        };
        let refused = match self.named() {
            Some(named) => format!("{refused} on {named}."),
            None => format!("{refused}."),
        };
        match self.accounts() {
            Some([theirs, ours]) => {
                format!("That function is in {theirs}, you are in {ours}: {refused}")
            }
            None => super::capitalised(&refused),
        }
    }

    /// Says what helps, each in a sentence.
    #[must_use]
    pub fn hints(&self) -> Vec<String> {
        let mut hints = Vec::new();
        if self.is_denied() {
            let of = self.denying().unwrap_or("a policy");
            hints.push(format!(
                "What {of} denies, no other policy can grant: the denial itself has to go."
            ));
        }
        if self.accounts().is_some() {
            const START: &str = "Start lasso with --profile and a profile of that account";
            hints.push(if self.is_denied() {
                format!("{START}.")
            } else {
                format!("{START}; a policy of the function itself may let yours in as well.")
            });
            return hints;
        }
        if self.is_denied() {
            return hints;
        }
        if let Some(kind) = self.not_allowing() {
            hints.push(format!(
                "AWS says that no {kind} allows it: such a one must, whatever else does."
            ));
            return hints;
        }
        if let Some(name) = self.function {
            hints.push(format!(
                "A policy must name the function and function:{name}:*."
            ));
        }
        if self.operation == Operation::ListFunctions {
            hints.push("A policy can grant this on all resources (*) only.".to_owned());
        }
        if self.message().is_none() && self.function.is_some() {
            hints.push(
                "AWS gave no reason; it answers like this for a function of another account."
                    .to_owned(),
            );
        }
        hints
    }

    /// Says whether a policy of whoever asked may grant it, as far as is known.
    #[must_use]
    pub fn is_grantable(&self) -> bool {
        !self.is_denied() && self.not_allowing().is_none() && self.accounts().is_none()
    }

    fn message(&self) -> Option<&str> {
        self.message.filter(|message| !message.is_empty())
    }

    /// Says whether a policy denies it, so that none can grant it.
    fn is_denied(&self) -> bool {
        self.message()
            .is_some_and(|message| message.contains(DENIED))
    }

    /// What denies it, in AWS's words: `a service control policy`.
    fn denying(&self) -> Option<&str> {
        let (_, policy) = self.message()?.split_once(DENIED)?;
        let policy = policy.trim_start().strip_prefix("in ")?;
        let policy = policy.split([':', '.', ',']).next()?.trim();
        (!policy.is_empty()).then_some(policy)
    }

    /// What kind of policy lacks it, in AWS's words: `session policy`; `None` where it is the usual kind, or unsaid.
    fn not_allowing(&self) -> Option<&str> {
        let (_, reason) = self.message()?.split_once(" because no ")?;
        let (kind, _) = reason.split_once(" allows ")?;
        KINDS.into_iter().find(|known| *known == kind)
    }

    fn named(&self) -> Option<String> {
        let name = self.function?;
        Some(match self.qualifier {
            Some(qualifier) => format!("{name}:{qualifier}"),
            None => name.to_string(),
        })
    }

    /// The account of the function, and that of who asks, where they are two.
    fn accounts(&self) -> Option<[&str; 2]> {
        const ACCOUNT: usize = 4;
        let theirs = self.theirs?.as_str();
        let ours = self.caller?.split(':').nth(ACCOUNT)?;
        (theirs != ours).then_some([theirs, ours])
    }
}

/// What AWS says of a permission that a policy denies
/// ([access denied messages](https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html)).
const DENIED: &str = "explicit deny";

/// The kinds of policy beside those of a user or role itself that AWS names where none of them allows something (the same page).
const KINDS: [&str; 6] = [
    "session policy",
    "service control policy",
    "resource control policy",
    "permissions boundary",
    "VPC endpoint policy",
    "resource-based policy",
];

/// The role or user of a caller's ARN: `…:assumed-role/OnCall/session` is `OnCall`, `…:user/path/alice` is `alice`.
fn caller_name(arn: &str) -> Option<&str> {
    let (_, resource) = arn.rsplit_once(':')?;
    match resource.strip_prefix("assumed-role/") {
        Some(role) => role.split('/').next(),
        None => resource.rsplit('/').next(),
    }
}

/// That another change is under way, so that this one was not taken.
#[must_use]
pub fn busy(function: Option<&FunctionName>) -> String {
    match function {
        Some(name) => format!("Lambda is busy with another change to {name}."),
        None => "Lambda is busy with another change.".to_owned(),
    }
}

/// That a refusal is about the function's role, where AWS's message says so.
#[must_use]
pub fn role_lacks(message: &str) -> Option<String> {
    let (action, on) = lacking_role(message)?;
    Some(format!(
        "The function's role (not you) lacks {action} on {on}."
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn listing(message: Option<&str>) -> Denial<'_> {
        Denial {
            caller: Some("arn:aws:sts::123456789012:assumed-role/OnCall/alice"),
            message,
            ..Denial::of(Operation::ListFunctions)
        }
    }

    /// A denial was told as a permission that is lacking, with a policy to write that could not help.
    #[test]
    fn what_a_policy_denies_no_other_is_said_to_grant() {
        const END: &str = "denies, no other policy can grant: the denial itself has to go.";
        let user = "User: arn:aws:iam::123456789012:user/alice is not authorized to perform: lambda:ListFunctions on resource: *";
        for (reason, of) in [
            (" with an explicit deny", "a policy"),
            (
                " with an explicit deny in an identity-based policy",
                "an identity-based policy",
            ),
            (
                " with an explicit deny in a service control policy: arn:aws:organizations::1:policy/o-1/p-1",
                "a service control policy",
            ),
        ] {
            let message = format!("{user}{reason}");
            let denial = listing(Some(&message));
            assert_eq!(
                denial.sentence(),
                "A policy denies you (OnCall) lambda:ListFunctions."
            );
            assert_eq!(denial.hints(), [format!("What {of} {END}")]);
        }
        let message = format!("{user} because no identity-based policy allows it");
        let lacking = listing(Some(&message));
        assert_eq!(
            lacking.sentence(),
            "You (OnCall) lack lambda:ListFunctions."
        );
        let hint = "A policy can grant this on all resources (*) only.";
        assert_eq!(lacking.hints(), [hint]);
    }

    /// A policy was to be written that names the function, which would not have helped.
    #[test]
    fn the_kind_of_policy_that_lacks_a_permission_is_named() {
        for kind in KINDS {
            let message = format!(
                "User: … is not authorized to perform: lambda:ListFunctions on resource: * because no {kind} allows the lambda:ListFunctions action"
            );
            let lacking = listing(Some(&message));
            assert_eq!(
                lacking.sentence(),
                "You (OnCall) lack lambda:ListFunctions."
            );
            let hint =
                format!("AWS says that no {kind} allows it: such a one must, whatever else does.");
            assert_eq!(lacking.hints(), [hint]);
        }
    }

    #[test]
    fn a_denial_on_another_accounts_function_names_both_accounts() {
        let (name, theirs) = (
            FunctionName::parse("orders").unwrap(),
            AccountId::parse("210987654321").unwrap(),
        );
        let denial = Denial {
            function: Some(&name),
            theirs: Some(&theirs),
            ..listing(Some("… with an explicit deny"))
        };
        assert_eq!(
            denial.sentence(),
            "That function is in 210987654321, you are in 123456789012: a policy denies you (OnCall) lambda:ListFunctions on orders."
        );
        let profile = "Start lasso with --profile and a profile of that account.";
        assert_eq!(denial.hints().last().map(String::as_str), Some(profile));
    }
}
