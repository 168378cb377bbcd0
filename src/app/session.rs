//! The session: which profile, region and account the program works in, and who it is there.
//!
//! Knows what was asked for and what was found out. Does not know credentials.

use serde::{Deserialize, Serialize};

use super::remote::Remote;
use crate::domain::call::{Identity, SessionFacts, SessionNumber};
use crate::domain::export::aws_cli::RunsAs;
use crate::domain::function::{FunctionAddress, FunctionKey, Target};
use crate::domain::place::{AccountId, Scope};

/// When credentials are taken anew before something is read by a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Renewal {
    /// They work.
    NotNeeded,
    /// The next time: they were refused, had expired or could not be had.
    Once,
    /// Each time, for the rest of the run: STS told another account than before, or a write was refused to them. Both work, so that no
    /// failure would give them up.
    Always,
}

impl Renewal {
    /// At least the next time.
    #[must_use]
    pub fn or_once(self) -> Self {
        match self {
            Self::NotNeeded | Self::Once => Self::Once,
            Self::Always => Self::Always,
        }
    }
}

/// The session.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Session {
    /// Its number.
    pub number: SessionNumber,
    /// The profile that was asked for by name.
    pub profile: Option<String>,
    /// The account is the built-in demonstration.
    pub demo: bool,
    /// Nothing may be written.
    pub read_only: bool,
    /// The function that was named on the command line, until it can be opened.
    pub wanted: Option<FunctionAddress>,
    /// Region and endpoint.
    pub facts: Remote<SessionFacts>,
    /// Account and caller.
    pub identity: Remote<Identity>,
    /// The account that everything was read from, as STS last said.
    pub account: Option<AccountId>,
    /// Whether reading by a key takes credentials anew.
    pub renewal: Renewal,
    /// The account that the function on the command line was named with, as a full ARN does.
    pub named_account: Option<AccountId>,
}

impl Session {
    /// Where the session works, with the account that STS last named, also where it does not answer any more: the check before a
    /// write then asks for it again. `None` until profile and region were read.
    #[must_use]
    pub fn scope(&self) -> Option<Scope> {
        let facts = self.facts.value()?;
        Some(facts.scope.of_account(self.account.as_ref()))
    }

    /// The account that tells a function from those of the session: its own, where it is known to be another.
    #[must_use]
    pub fn other_account<'a>(&self, function: &'a FunctionKey) -> Option<&'a AccountId> {
        let own = self.account.as_ref()?;
        function.account.as_ref().filter(|account| *account != own)
    }

    /// The name of a function as it is shown: behind its account where that is known to be another than the session's.
    #[must_use]
    pub fn name_of(&self, function: &FunctionKey) -> String {
        let name = &function.name;
        match self.other_account(function) {
            Some(account) => format!("{account}:{name}"),
            None => name.to_string(),
        }
    }

    /// The same with the qualifier.
    #[must_use]
    pub fn name_of_target(&self, target: &Target) -> String {
        format!("{}:{}", self.name_of(&target.function), target.qualifier)
    }

    /// As whom and where a printed command runs, so that it does what this session would.
    #[must_use]
    pub fn runs_as(&self) -> RunsAs {
        let facts = self.facts.value();
        RunsAs {
            profile: facts.and_then(|facts| facts.profile.clone()),
            endpoint_url: facts.and_then(|facts| facts.endpoint.clone()),
            is_demo: self.demo,
        }
    }

    /// Says whether it was settled who we are, or that STS does not tell.
    #[must_use]
    pub fn is_settled(&self) -> bool {
        self.identity.value().is_some() || self.identity.failure().is_some()
    }
}
