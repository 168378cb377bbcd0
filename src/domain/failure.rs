//! What any call to the outside may answer instead of what was asked: one type for every folder.
//!
//! Knows the kinds of failure, the operations and the permission each needs. Does not know the SDK: `aws` makes these from its errors.

use std::fmt;

use serde::{Deserialize, Serialize};
use thiserror::Error;

/// An operation of AWS that Lasso calls, or a step of its own before one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Operation {
    /// Reading profile, region and certificates, before anything is sent.
    OpenSession,
    /// `sts:GetCallerIdentity`, for which no permission is needed.
    GetCallerIdentity,
    /// `lambda:ListFunctions`.
    ListFunctions,
    /// `lambda:ListVersionsByFunction`.
    ListVersionsByFunction,
    /// `lambda:ListAliases`.
    ListAliases,
    /// `lambda:GetAlias`.
    GetAlias,
    /// `lambda:GetFunctionConfiguration`.
    GetFunctionConfiguration,
    /// `lambda:GetFunctionConcurrency`.
    GetFunctionConcurrency,
    /// `lambda:ListTags`.
    ListTags,
    /// `lambda:ListFunctionEventInvokeConfigs`.
    ListFunctionEventInvokeConfigs,
    /// `lambda:GetFunctionEventInvokeConfig`.
    GetFunctionEventInvokeConfig,
    /// `lambda:PutFunctionEventInvokeConfig`.
    PutFunctionEventInvokeConfig,
    /// `lambda:UpdateFunctionEventInvokeConfig`.
    UpdateFunctionEventInvokeConfig,
    /// `lambda:DeleteFunctionEventInvokeConfig`.
    DeleteFunctionEventInvokeConfig,
}

/// A service of AWS that Lasso asks. Each counts its requests by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Service {
    /// Who signs.
    Sts,
    /// Functions and their settings.
    Lambda,
}

impl Service {
    /// The name before the colon of its IAM actions.
    #[must_use]
    pub fn prefix(self) -> &'static str {
        match self {
            Self::Sts => "sts",
            Self::Lambda => "lambda",
        }
    }
}

impl fmt::Display for Service {
    /// Prints the name as AWS spells it.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Sts => "STS",
            Self::Lambda => "Lambda",
        })
    }
}

impl Operation {
    /// Who answers it.
    #[must_use]
    pub fn service(self) -> Service {
        match self {
            Self::GetCallerIdentity => Service::Sts,
            Self::OpenSession
            | Self::ListFunctions
            | Self::ListVersionsByFunction
            | Self::ListAliases
            | Self::GetAlias
            | Self::GetFunctionConfiguration
            | Self::GetFunctionConcurrency
            | Self::ListTags
            | Self::ListFunctionEventInvokeConfigs
            | Self::GetFunctionEventInvokeConfig
            | Self::PutFunctionEventInvokeConfig
            | Self::UpdateFunctionEventInvokeConfig
            | Self::DeleteFunctionEventInvokeConfig => Service::Lambda,
        }
    }

    /// The IAM action: service, colon and the operation's own name.
    #[must_use]
    pub fn permission(self) -> String {
        format!("{}:{self}", self.service().prefix())
    }
}

impl fmt::Display for Operation {
    /// Prints the name as AWS spells it.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self, formatter)
    }
}

/// What kind of failure it was: what the program decides by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum FailureKind {
    /// No credentials were found, or their source is set up wrongly.
    NoCredentials,
    /// The credentials were refused as expired.
    ExpiredCredentials,
    /// The credentials were refused as unknown or wrongly signed.
    RefusedCredentials,
    /// The credentials are others than those under which the account was asked.
    ChangedCredentials,
    /// No region is known.
    NoRegion,
    /// Profile, certificate bundle, proxy or endpoint are set up wrongly.
    Setup,
    /// No connection could be opened: nothing was sent.
    Unreachable,
    /// The connection broke after the request was handed over.
    ConnectionLost,
    /// No answer within the time allowed.
    NoAnswer,
    /// The service throttles: HTTP 429, or a throttling code.
    Throttled,
    /// The caller lacks a permission.
    AccessDenied,
    /// What was named does not exist.
    NotFound,
    /// Another change of the same function is under way.
    Conflict,
    /// The service refused a value or the request's form.
    InvalidRequest,
    /// The service failed: HTTP 5xx.
    ServiceFault,
    /// The answer could not be understood.
    UnreadableAnswer,
    /// A listing answered the same marker twice and would never end.
    EndlessListing,
    /// Read-only was asked for: nothing is written.
    ReadOnly,
    /// The session that asked has ended.
    EndedSession,
    /// Whoever asked stopped waiting for the answer.
    Stopped,
    /// Anything else that was refused.
    Other,
}

impl FailureKind {
    /// Says whether it was about the credentials themselves: others, from wherever they come, may be taken.
    #[must_use]
    pub fn is_of_credentials(self) -> bool {
        matches!(
            self,
            Self::NoCredentials | Self::ExpiredCredentials | Self::RefusedCredentials
        )
    }
}

/// What a sentence that hints ends with where reading again, a key of the screens, is the next step.
pub const THEN_READ_AGAIN: &str = ", then r.";

/// The same behind a command to be typed, which a comma would become part of.
pub const TYPED_THEN_READ_AGAIN: &str = "   then r.";

/// What a hint begins with that is to be done beside the screens.
pub const IN_ANOTHER_PANE: &str = "In another pane: ";

/// What a hint ends with where the screens have to be left.
pub const QUIT_WITH_DRAFTS: &str = " Quit; a draft is printed as a command.";

/// A hint where there are no screens: without their keys, panes and drafts.
#[must_use]
pub fn hint_of_command(hint: &str) -> &str {
    let hint = hint.strip_prefix(IN_ANOTHER_PANE).unwrap_or(hint);
    let hint = [THEN_READ_AGAIN, TYPED_THEN_READ_AGAIN]
        .iter()
        .find_map(|ending| hint.strip_suffix(ending))
        .unwrap_or(hint);
    hint.strip_suffix(QUIT_WITH_DRAFTS).unwrap_or(hint)
}

/// Something asked of the outside that failed: what happened, to what, with AWS's own words, and what to do next.
#[derive(Clone, Debug, PartialEq, Eq, Error, Serialize, Deserialize)]
#[error("{operation}: {sentence}")]
pub struct Failure {
    /// The kind.
    pub kind: FailureKind,
    /// What was asked.
    pub operation: Operation,
    /// What happened, in one plain sentence.
    pub sentence: String,
    /// The code that AWS answered with, such as `ResourceNotFoundException`.
    pub code: Option<String>,
    /// AWS's own message, unchanged.
    pub message: Option<String>,
    /// The HTTP status, where there was an answer.
    pub status: Option<u16>,
    /// The id under which AWS knows the request.
    pub request_id: Option<String>,
    /// What to do next, each a sentence.
    pub hints: Vec<String>,
}

impl Failure {
    /// Makes a failure of a kind with a sentence, without anything from the service.
    #[must_use]
    pub fn new(kind: FailureKind, operation: Operation, sentence: impl Into<String>) -> Self {
        Self {
            kind,
            operation,
            sentence: sentence.into(),
            code: None,
            message: None,
            status: None,
            request_id: None,
            hints: Vec::new(),
        }
    }

    /// The failure of an answer that belongs to another question.
    #[must_use]
    pub fn other_answer(operation: Operation) -> Self {
        Self::new(
            FailureKind::UnreadableAnswer,
            operation,
            "The answer does not belong to the question.",
        )
    }

    /// What became of a read whose answer nobody wanted to wait for any more.
    #[must_use]
    pub fn stopped(operation: Operation) -> Self {
        Self::new(
            FailureKind::Stopped,
            operation,
            "Waiting for the answer was stopped.",
        )
    }

    /// What to do next where there are no screens.
    pub fn hints_of_command(&self) -> impl Iterator<Item = &str> {
        self.hints.iter().map(|hint| hint_of_command(hint))
    }

    /// Adds what to do next.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hints.push(hint.into());
        self
    }
}

/// How Lambda says that the function's role may not send to a destination.
pub(super) const LACKING: &str = "does not have permissions to call";

/// Says whether AWS's message is about another region: it has the code of what does not exist, and says nothing about existence.
#[must_use]
pub fn is_of_another_region(message: &str) -> bool {
    message.contains("not reachable in this region")
}

/// What a function's role lacks, by AWS's refusal: the action and the target of `… does not have permissions to call SendMessage on arn:…`.
#[must_use]
pub fn lacking_role(message: &str) -> Option<(String, &str)> {
    let (_, lacking) = message.split_once(LACKING)?;
    let (verb, target) = lacking.strip_prefix(' ')?.split_once(" on ")?;
    let target = target.trim_end_matches('.');
    let service = target.split(':').nth(2)?;
    Some((format!("{service}:{verb}"), target))
}
