//! A change on its way: proposed, reviewed, approved. Each stage is a type of its own, and only the last can be sent.
//!
//! Knows which stage follows from which, and the request that is shown and sent. Does not know screens or the network.
//! [`ApprovedChange`] can be made only by [`ReviewedChange::approve`], which asks for the proof of a drift check made just before,
//! and can be spent once, as it is moved and can't be cloned.

mod origin;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde::{Deserialize, Serialize};
use thiserror::Error;

pub use origin::{Origin, Undone};

use super::call::{CredentialsGeneration, Reading, SessionNumber};
use super::difference::{Difference, ResetCause};
use super::drift::Unmoved;
use super::failure::Operation;
use super::function::Target;
use super::place::{AccountId, Scope};
use super::settings::{AsyncSettings, StoredSettings};

/// Path and query of a request about the configuration of a function, named as it is sent; without a qualifier `$LATEST` is meant
/// ([PutFunctionEventInvokeConfig](https://docs.aws.amazon.com/lambda/latest/api/API_PutFunctionEventInvokeConfig.html)).
#[must_use]
pub fn path(function_name: &str, qualifier: Option<&str>) -> String {
    let name = utf8_percent_encode(function_name, ESCAPED);
    let path = format!("/2019-09-25/functions/{name}/event-invoke-config");
    match qualifier {
        Some(qualifier) => {
            let qualifier = utf8_percent_encode(qualifier, ESCAPED);
            format!("{path}?Qualifier={qualifier}")
        }
        None => path,
    }
}

/// What is escaped in a path or query of a request: everything but RFC 3986's unreserved characters, as the SDK does.
const ESCAPED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'_')
    .remove(b'.')
    .remove(b'~');

/// A change as it was asked for, not yet compared with anything.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProposedChange {
    /// The session that it belongs to.
    pub session: SessionNumber,
    /// Where that session works.
    pub scope: Scope,
    /// Whose configuration.
    pub target: Target,
    /// What the service held when it was read.
    pub before: Reading,
    /// What it shall hold; nothing set, or `None`: no configuration.
    pub after: Option<AsyncSettings>,
    /// Where the change came from.
    pub origin: Origin,
}

/// The request that a change comes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Method {
    /// `PutFunctionEventInvokeConfig`, which replaces everything.
    Put,
    /// `DeleteFunctionEventInvokeConfig`.
    Delete,
}

impl Method {
    /// The HTTP method.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Put => "PUT",
            Self::Delete => "DELETE",
        }
    }

    /// The operation of Lambda.
    #[must_use]
    pub fn operation(self) -> Operation {
        match self {
            Self::Put => Operation::PutFunctionEventInvokeConfig,
            Self::Delete => Operation::DeleteFunctionEventInvokeConfig,
        }
    }
}

/// The service holds exactly this already, or there is nothing that could be removed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("there is nothing to send: Lambda holds exactly this")]
pub struct NothingToSend;

impl ProposedChange {
    /// Compares the change with what is held.
    ///
    /// Settings that name nothing become a deletion, since `PutFunctionEventInvokeConfig` refuses an empty request ("You must
    /// specify at least one of error handling or destination setting.").
    ///
    /// # Errors
    /// [`NothingToSend`] where nothing would change.
    pub fn review(mut self) -> Result<ReviewedChange, NothingToSend> {
        self.after = self.after.filter(|settings| !settings.is_empty());
        let held = self
            .before
            .configuration
            .as_ref()
            .map(|stored| &stored.settings);
        let removes =
            self.after.is_none() && matches!(self.origin, Origin::Removal | Origin::Undo(_));
        let difference = Difference::between(held, self.after.as_ref(), |field| {
            if removes {
                ResetCause::Removed
            } else {
                self.origin.reset_cause(field)
            }
        });
        let unchanged = match (held, &self.after) {
            (None, None) => true,
            (Some(_), None) => false,
            (_, Some(_)) => difference.is_empty(),
        };
        if unchanged {
            return Err(NothingToSend);
        }
        Ok(ReviewedChange {
            function_name: self.target.function.request_name(&self.scope),
            proposed: self,
            difference,
        })
    }
}

/// A change that was compared with what is held and can be shown: what it does, and the request exactly as it would be sent.
///
/// Written down, it is what was proposed; read back, it is compared anew, so that a text can't name one function and send to another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "ProposedChange", into = "ProposedChange")]
pub struct ReviewedChange {
    proposed: ProposedChange,
    difference: Difference,
    function_name: String,
}

impl TryFrom<ProposedChange> for ReviewedChange {
    type Error = NothingToSend;

    fn try_from(proposed: ProposedChange) -> Result<Self, NothingToSend> {
        proposed.review()
    }
}

impl From<ReviewedChange> for ProposedChange {
    fn from(reviewed: ReviewedChange) -> Self {
        reviewed.proposed
    }
}

/// Why a reviewed change was not approved: the proof speaks of something else.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("the check before sending was made for another change")]
pub struct OtherChange;

impl ReviewedChange {
    /// The change that was reviewed.
    #[must_use]
    pub fn proposed(&self) -> &ProposedChange {
        &self.proposed
    }

    /// Whose configuration.
    #[must_use]
    pub fn target(&self) -> &Target {
        &self.proposed.target
    }

    /// What the service held when it was read.
    #[must_use]
    pub fn before(&self) -> &Reading {
        &self.proposed.before
    }

    /// The settings that the service held, if it had a configuration.
    #[must_use]
    pub fn before_settings(&self) -> Option<&StoredSettings> {
        self.proposed
            .before
            .configuration
            .as_ref()
            .map(|stored| &stored.settings)
    }

    /// What would be sent; `None` for a deletion.
    #[must_use]
    pub fn after(&self) -> Option<&AsyncSettings> {
        self.proposed.after.as_ref()
    }

    /// The same as the service would hold it.
    #[must_use]
    pub fn after_settings(&self) -> Option<StoredSettings> {
        self.after().map(AsyncSettings::as_stored)
    }

    /// What Lambda holds instead of what would be sent: `age sent 1h, holds 2h`; `None` where it is the same.
    #[must_use]
    pub fn held_instead(&self, held: Option<&StoredSettings>) -> Option<String> {
        let sent = self.after_settings();
        let function = &self.target().function;
        let instead = super::words::held_instead(sent.as_ref(), held, function);
        (!instead.is_empty()).then_some(instead)
    }

    /// What changes, field by field.
    #[must_use]
    pub fn difference(&self) -> &Difference {
        &self.difference
    }

    /// Takes in which account it was read and sent, where nobody could tell that then. It is named in requests as before: in that account
    /// a bare name is enough.
    pub fn tell_account(&mut self, account: &AccountId) {
        let ProposedChange { target, scope, .. } = &mut self.proposed;
        target.function.tell_account(account);
        scope.account.get_or_insert_with(|| account.clone());
    }

    /// Takes a later reading for what the service held before; one that found other settings is another review's.
    pub fn rest_upon(&mut self, now: Reading) {
        if now.settings() == self.before_settings() {
            self.proposed.before = now;
        }
    }

    /// Put or Delete.
    #[must_use]
    pub fn method(&self) -> Method {
        match self.proposed.after {
            Some(_) => Method::Put,
            None => Method::Delete,
        }
    }

    /// The text by which the request names the function.
    #[must_use]
    pub fn function_name(&self) -> &str {
        &self.function_name
    }

    /// Path and query of the request, escaped as they are sent.
    #[must_use]
    pub fn path(&self) -> String {
        let qualifier = self.proposed.target.qualifier.to_string();
        path(&self.function_name, Some(&qualifier))
    }

    /// Turns the change into one that can be sent, once.
    ///
    /// # Errors
    /// [`OtherChange`] where the proof was given for another target, another session or another state before.
    pub fn approve(self, proof: Unmoved) -> Result<ApprovedChange, OtherChange> {
        let credentials = proof.credentials_for(&self)?;
        Ok(ApprovedChange {
            credentials,
            reviewed: self,
        })
    }
}

/// A change that was reviewed and checked just before: what `aws::write` takes. It can't be cloned, only spent.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub struct ApprovedChange {
    reviewed: ReviewedChange,
    credentials: CredentialsGeneration,
}

impl ApprovedChange {
    /// The change that was approved.
    #[must_use]
    pub fn reviewed(&self) -> &ReviewedChange {
        &self.reviewed
    }

    /// The session that it belongs to.
    #[must_use]
    pub fn session(&self) -> SessionNumber {
        self.reviewed.proposed.session
    }

    /// The credentials under which the check was made; nothing is sent under others.
    #[must_use]
    pub fn credentials(&self) -> CredentialsGeneration {
        self.credentials
    }
}

#[cfg(test)]
pub(super) mod tests;
