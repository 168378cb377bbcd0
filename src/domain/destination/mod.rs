//! Destinations: where the record of an event goes, read from an ARN.
//!
//! Knows the five kinds and what an ARN of each says. Does not know whether a target exists or whether the function's role may
//! send to it. How a text is judged is in [`reading`], how an ARN that somebody else judged is taken apart in [`reported`].

mod addressee;
mod names;
mod problem;
pub mod queue_url;
pub mod reading;
pub mod reported;

use serde::{Deserialize, Serialize};

use super::place::{AccountId, Partition, Region};

pub use addressee::Addressee;
pub(super) use names::name_rule;
pub use problem::{DestinationProblem, Needed};
pub use reading::DestinationText;
pub use reported::ReportedArn;

/// The kinds of destination that Lambda sends records to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum DestinationKind {
    /// A standard SQS queue.
    Queue,
    /// A standard SNS topic.
    Topic,
    /// Another Lambda function.
    Function,
    /// An EventBridge event bus.
    Bus,
    /// An S3 bucket: records of failed events only.
    Bucket,
}

impl DestinationKind {
    /// All kinds, in the order in which sentences name them.
    pub const ALL: [Self; 5] = [
        Self::Queue,
        Self::Topic,
        Self::Function,
        Self::Bus,
        Self::Bucket,
    ];

    /// The kind that a service of an ARN stands for; `None` for services that Lambda sends no records to.
    #[must_use]
    pub fn of_service(service: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.service() == service)
    }

    /// The service as ARNs spell it: `sqs`, `sns`, `lambda`, `events`, `s3`.
    #[must_use]
    pub fn service(self) -> &'static str {
        match self {
            Self::Queue => "sqs",
            Self::Topic => "sns",
            Self::Function => "lambda",
            Self::Bus => "events",
            Self::Bucket => "s3",
        }
    }

    /// The short mark used in tables: `sqs`, `sns`, `fn`, `bus`, `s3`.
    #[must_use]
    pub fn mark(self) -> &'static str {
        match self {
            Self::Queue => "sqs",
            Self::Topic => "sns",
            Self::Function => "fn",
            Self::Bus => "bus",
            Self::Bucket => "s3",
        }
    }

    /// The word used in sentences: queue, topic, function, event bus, bucket.
    #[must_use]
    pub fn noun(self) -> &'static str {
        match self {
            Self::Queue => "queue",
            Self::Topic => "topic",
            Self::Function => "function",
            Self::Bus => "event bus",
            Self::Bucket => "bucket",
        }
    }

    /// The action that the function's execution role needs on the target.
    #[must_use]
    pub fn role_action(self) -> &'static str {
        match self {
            Self::Queue => "sqs:SendMessage",
            Self::Topic => "sns:Publish",
            Self::Function => "lambda:InvokeFunction",
            Self::Bus => "events:PutEvents",
            Self::Bucket => "s3:PutObject",
        }
    }
}

/// A destination whose ARN is well formed and of a kind that Lambda supports.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Destination {
    arn: String,
    kind: DestinationKind,
    partition: Partition,
    region: Option<Region>,
    account: Option<AccountId>,
    name: String,
}

impl Destination {
    /// The ARN, exactly as it was given.
    #[must_use]
    pub fn arn(&self) -> &str {
        &self.arn
    }

    /// The kind of target.
    #[must_use]
    pub fn kind(&self) -> DestinationKind {
        self.kind
    }

    /// The partition of the target.
    #[must_use]
    pub fn partition(&self) -> &Partition {
        &self.partition
    }

    /// The region of the target; buckets' ARNs name none.
    #[must_use]
    pub fn region(&self) -> Option<&Region> {
        self.region.as_ref()
    }

    /// The account of the target; buckets' ARNs name none.
    #[must_use]
    pub fn account(&self) -> Option<&AccountId> {
        self.account.as_ref()
    }

    /// The name of the function that the target is, without its qualifier; `None` for other kinds.
    #[must_use]
    pub fn function_name(&self) -> Option<&str> {
        let name = self.name.split(':').next()?;
        (self.kind == DestinationKind::Function).then_some(name)
    }

    /// The name of the target: of a function its name and qualifier, of a bus its name without `event-bus/`.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }
}

impl Destination {
    /// Reads the ARN of a destination; a text that is only the beginning of one is wrong here.
    ///
    /// # Errors
    /// Says what is wrong with which part.
    pub fn parse(arn: &str) -> Result<Self, DestinationProblem> {
        match DestinationText::read(arn) {
            DestinationText::Complete(destination) => Ok(destination),
            DestinationText::Unfinished { otherwise, .. } => Err(otherwise),
            DestinationText::Wrong(problem) => Err(problem),
        }
    }
}

impl TryFrom<String> for Destination {
    type Error = DestinationProblem;

    fn try_from(arn: String) -> Result<Self, Self::Error> {
        Self::parse(&arn)
    }
}

impl From<Destination> for String {
    fn from(destination: Destination) -> Self {
        destination.arn
    }
}
