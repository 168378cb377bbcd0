//! What can be asked of AWS and what comes back: the words that the state machine, the AWS client and the commands share.
//!
//! Knows queries, answers and outcomes as plain values. Does not know how a request is made, paced or repeated.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::failure::{Failure, Operation, Service};
use super::function::{FunctionKey, Target};
use super::place::{AccountId, Scope};
use super::qualifier::Qualifier;
use super::settings::{StoredConfiguration, StoredSettings};

/// The number of a session. Every request, answer and approval carries it; those of an ended session are dropped.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct SessionNumber(pub u32);

/// The number of a request, given by the state machine; its answer carries the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct RequestId(pub u64);

/// Counts how often the credentials changed, so that the access key id itself never leaves the AWS client.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct CredentialsGeneration(pub u64);

/// What a connection does not have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Unprotected {
    /// Nobody proves who answers: certificates are not verified, as was asked for.
    NotVerified,
    /// Everybody on the way can read along: plain HTTP beyond this machine.
    NotEncrypted,
}

/// What opening a session found out, without asking AWS anything.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SessionFacts {
    /// Partition and region; the account is asked of STS.
    pub scope: Scope,
    /// The profile whose credentials sign; `None` where they come from the environment or the machine itself.
    pub profile: Option<String>,
    /// The endpoint, where it is not AWS's own.
    pub endpoint: Option<String>,
    /// What the operator should know about this connection, such as an endpoint without encryption.
    pub warning: Option<String>,
    /// What the connection does not have, also where nothing is signed for real: every screen says it.
    pub unprotected: Option<Unprotected>,
}

/// Who the credentials belong to, as STS answered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Identity {
    /// The account.
    pub account: AccountId,
    /// The ARN of the caller.
    pub arn: String,
    /// The credentials under which STS answered.
    pub credentials: CredentialsGeneration,
}

/// How urgent a read is; the pace serves the lowest value first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Urgency {
    /// Checks before a write, reads after one, what was just opened.
    Operator,
    /// What is on screen now; the newest first.
    Visible,
    /// Everything else.
    Background,
}

/// How often a read is tried where no answer comes, or one that may be another a moment later.
pub const MOST_TRIES: u32 = 3;

/// Whom a read that has its turn waits for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Whom {
    /// The source of the credentials: nothing was sent yet.
    Credentials,
    /// STS.
    Sts,
    /// Lambda.
    Lambda,
}

/// Whom the reads on their way wait for, and at which try they are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Awaited {
    /// The try that waits for credentials; of several the highest; 0 where none does.
    pub credentials: u32,
    /// The same of STS.
    pub sts: u32,
    /// The same of Lambda.
    pub lambda: u32,
}

impl Whom {
    /// Who answers an operation.
    #[must_use]
    pub fn answers(operation: Operation) -> Self {
        match operation.service() {
            Service::Sts => Self::Sts,
            Service::Lambda => Self::Lambda,
        }
    }
}

impl Awaited {
    /// At which try the reads are that wait for somebody; 0 where none does.
    #[must_use]
    pub fn tries(self, whom: Whom) -> u32 {
        match whom {
            Whom::Credentials => self.credentials,
            Whom::Sts => self.sts,
            Whom::Lambda => self.lambda,
        }
    }

    /// The same with one read more.
    #[must_use]
    pub fn with(mut self, whom: Whom, tries: u32) -> Self {
        let of = match whom {
            Whom::Credentials => &mut self.credentials,
            Whom::Sts => &mut self.sts,
            Whom::Lambda => &mut self.lambda,
        };
        *of = tries.max(*of);
        self
    }
}

/// One read: one request, one page, one answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Query {
    /// Who am I: STS `GetCallerIdentity`.
    Identity,
    /// A page of the functions of account and region.
    Functions {
        /// Where the page starts; `None` for the first.
        marker: Option<String>,
    },
    /// A page of the versions of a function, `$LATEST` among them.
    Versions {
        /// The function.
        function: FunctionKey,
        /// Where the page starts.
        marker: Option<String>,
    },
    /// A page of the aliases of a function.
    Aliases {
        /// The function.
        function: FunctionKey,
        /// Where the page starts.
        marker: Option<String>,
    },
    /// A page of the event invoke configs of a function, over all qualifiers.
    Configurations {
        /// The function.
        function: FunctionKey,
        /// Where the page starts.
        marker: Option<String>,
    },
    /// The event invoke config of one qualifier. A 404 is an answer: no configuration of its own, or nothing of that name.
    Configuration {
        /// Whose configuration.
        target: Target,
    },
    /// Runtime, timeout, role and dead-letter queue of one qualifier.
    Description {
        /// Whose.
        target: Target,
    },
    /// Where an alias routes to. A 404 is an answer: there is no such alias.
    Alias {
        /// The function and the alias.
        target: Target,
    },
    /// The reserved concurrency of a function.
    Concurrency {
        /// The function.
        function: FunctionKey,
    },
    /// The CloudFormation stack that owns a function, by its tags.
    Stack {
        /// The function.
        function: FunctionKey,
    },
}

impl Query {
    /// The operation that answers it.
    #[must_use]
    pub fn operation(&self) -> Operation {
        match self {
            Self::Identity => Operation::GetCallerIdentity,
            Self::Functions { .. } => Operation::ListFunctions,
            Self::Versions { .. } => Operation::ListVersionsByFunction,
            Self::Aliases { .. } => Operation::ListAliases,
            Self::Configurations { .. } => Operation::ListFunctionEventInvokeConfigs,
            Self::Configuration { .. } => Operation::GetFunctionEventInvokeConfig,
            Self::Description { .. } => Operation::GetFunctionConfiguration,
            Self::Alias { .. } => Operation::GetAlias,
            Self::Concurrency { .. } => Operation::GetFunctionConcurrency,
            Self::Stack { .. } => Operation::ListTags,
        }
    }

    /// Where the page of a listing starts; `None` for the first, and where there are no pages.
    #[must_use]
    pub fn marker(&self) -> Option<&str> {
        match self {
            Self::Functions { marker }
            | Self::Versions { marker, .. }
            | Self::Aliases { marker, .. }
            | Self::Configurations { marker, .. } => marker.as_deref(),
            Self::Identity
            | Self::Configuration { .. }
            | Self::Description { .. }
            | Self::Alias { .. }
            | Self::Concurrency { .. }
            | Self::Stack { .. } => None,
        }
    }
}

/// One page of a listing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Page<T> {
    /// The rows.
    pub items: Vec<T>,
    /// Where the next page starts; `None` at the end.
    pub next: Option<String>,
}

/// What is known of a function or of one of its versions beside its asynchronous settings.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FunctionDescription {
    /// Which function.
    pub function: FunctionKey,
    /// Which version of it this describes; for an alias, the version that it routes to.
    pub version: Qualifier,
    /// The runtime, such as `nodejs22.x`; functions made of an image have none.
    pub runtime: Option<String>,
    /// The time a try may take, in seconds.
    pub timeout_seconds: Option<u32>,
    /// The ARN of the execution role.
    pub role: Option<String>,
    /// The ARN of the dead-letter queue or topic, where there is one.
    pub dead_letter_target: Option<String>,
}

/// An alias and where it routes to.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AliasDescription {
    /// Its name.
    pub name: String,
    /// The version that it points to.
    pub version: Qualifier,
    /// A second version and its share of the calls, between 0 and 1.
    pub second: Option<(Qualifier, f64)>,
}

impl AliasDescription {
    /// The versions that it routes to.
    #[must_use]
    pub fn versions(&self) -> Vec<Qualifier> {
        let versions = self.routes().map(|(version, _)| version.clone());
        versions.collect()
    }

    /// The versions that it routes to, each with its share of the calls. One that gets none of them is no route, whatever the alias names.
    pub fn routes(&self) -> impl Iterator<Item = (&Qualifier, f64)> {
        self.named().filter(|(_, share)| *share > 0.0)
    }

    /// The versions that it names: they exist, also one that gets no call.
    pub fn named(&self) -> impl Iterator<Item = (&Qualifier, f64)> {
        let second = self
            .second
            .as_ref()
            .map(|(version, share)| (version, *share));
        let first = 1.0 - second.map_or(0.0, |(_, share)| share);
        [(&self.version, first)].into_iter().chain(second)
    }
}

/// What a query came to, where it succeeded.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Answer {
    /// To [`Query::Identity`].
    Identity(Identity),
    /// To [`Query::Functions`].
    Functions(Page<FunctionDescription>),
    /// To [`Query::Versions`].
    Versions(Page<FunctionDescription>),
    /// To [`Query::Aliases`].
    Aliases(Page<AliasDescription>),
    /// To [`Query::Configurations`].
    Configurations(Page<StoredConfiguration>),
    /// To [`Query::Configuration`]; `None` where the service says that there is no configuration (which it also says of a
    /// qualifier or function that does not exist).
    Configuration(Option<StoredConfiguration>),
    /// To [`Query::Description`]; `None` where the service says that there is no such function or qualifier.
    Description(Option<FunctionDescription>),
    /// To [`Query::Alias`]; `None` where there is no such alias.
    Alias(Option<AliasDescription>),
    /// To [`Query::Concurrency`]; `None` where nothing is reserved.
    Concurrency(Option<u32>),
    /// To [`Query::Stack`]; `None` where no stack owns the function.
    Stack(Option<String>),
}

impl Answer {
    /// Where the next page starts, if this is a page that is not the last.
    #[must_use]
    pub fn next_marker(&self) -> Option<&str> {
        match self {
            Self::Functions(page) | Self::Versions(page) => page.next.as_deref(),
            Self::Aliases(page) => page.next.as_deref(),
            Self::Configurations(page) => page.next.as_deref(),
            Self::Identity(_)
            | Self::Configuration(_)
            | Self::Description(_)
            | Self::Alias(_)
            | Self::Concurrency(_)
            | Self::Stack(_) => None,
        }
    }

    /// This page with the rows of the pages before it in front; anything else stays as it is.
    #[must_use]
    pub fn after(self, before: Option<Self>) -> Self {
        fn join<T>(before: Page<T>, page: Page<T>) -> Page<T> {
            let mut items = before.items;
            items.extend(page.items);
            Page {
                items,
                next: page.next,
            }
        }
        match (before, self) {
            (Some(Self::Functions(before)), Self::Functions(page)) => {
                Self::Functions(join(before, page))
            }
            (Some(Self::Versions(before)), Self::Versions(page)) => {
                Self::Versions(join(before, page))
            }
            (Some(Self::Aliases(before)), Self::Aliases(page)) => Self::Aliases(join(before, page)),
            (Some(Self::Configurations(before)), Self::Configurations(page)) => {
                Self::Configurations(join(before, page))
            }
            (_, answer) => answer,
        }
    }
}

/// The configuration of one qualifier as it was read at an instant; `None` where it has none of its own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reading {
    /// What was read.
    pub configuration: Option<StoredConfiguration>,
    /// When the answer came.
    pub at: Timestamp,
}

impl Reading {
    /// The settings that were read; `None` where there is no configuration.
    #[must_use]
    pub fn settings(&self) -> Option<&StoredSettings> {
        self.configuration.as_ref().map(|stored| &stored.settings)
    }

    /// When what was read was stored, where there is anything and the service tells.
    #[must_use]
    pub fn stored_at(&self) -> Option<Timestamp> {
        self.configuration.as_ref()?.last_modified
    }

    /// When what an earlier reading found was saved once more, or something else in its place, where the service tells both times.
    #[must_use]
    pub fn saved_again_since(&self, before: &Self) -> Option<Timestamp> {
        let modified = |reading: &Self| reading.configuration.as_ref()?.last_modified;
        let (was, now) = (modified(before)?, modified(self)?);
        (was != now).then_some(now)
    }

    /// Says whether both found the same: a configuration is told from another by the time at which it was stored. Where the service
    /// does not tell that, two of them may be the same.
    #[must_use]
    pub fn is_same(&self, other: &Self) -> bool {
        let modified = |reading: &Self| {
            let stored = reading.configuration.as_ref();
            stored.map(|stored| stored.last_modified)
        };
        modified(self) == modified(other)
    }
}

/// One request as it went over the wire: what a receipt tells.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Exchange {
    /// When it was handed over.
    pub sent_at: Timestamp,
    /// How long the answer took, in milliseconds.
    pub took_milliseconds: u64,
    /// The HTTP status of the answer, if there was one.
    pub status: Option<u16>,
    /// The id under which AWS knows the request.
    pub request_id: Option<String>,
}

/// What a write came to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Outcome {
    /// The service stored it. A Put answers with what it now holds, a Delete with nothing.
    Applied {
        /// What the service says it holds now; `None` after a Delete.
        held: Option<StoredConfiguration>,
        /// The request.
        exchange: Exchange,
    },
    /// The service refused it; nothing changed.
    Refused {
        /// Why.
        failure: Failure,
        /// The request.
        exchange: Exchange,
    },
    /// It never left; nothing changed.
    NotSent {
        /// Why.
        failure: Failure,
    },
    /// It left, and no answer proves what became of it.
    Unknown {
        /// What is known.
        failure: Failure,
        /// The request.
        exchange: Exchange,
    },
}

impl Outcome {
    /// What went wrong, if anything did.
    #[must_use]
    pub fn failure(&self) -> Option<&Failure> {
        match self {
            Self::Applied { .. } => None,
            Self::Refused { failure, .. }
            | Self::NotSent { failure }
            | Self::Unknown { failure, .. } => Some(failure),
        }
    }
}
