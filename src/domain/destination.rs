//! Destinations: where the record of an event goes, read from an ARN.
//!
//! Knows the five kinds, how their ARNs are built and what each side may use. Does not know whether a target exists or whether
//! the function's role may send to it.

use serde::{Deserialize, Serialize};

use super::place::{AccountId, Partition, Region};

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

    /// The name of the target: of a function its name and qualifier, of a bus its name without `event-bus/`.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }
}

/// Why a text is no destination.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
pub enum DestinationProblem {
    /// Not the form of an ARN.
    #[error("{0} is not the ARN of a queue, topic, function, event bus or bucket")]
    Malformed(String),
}

impl Destination {
    /// Reads the ARN of a destination.
    ///
    /// # Errors
    /// Says what is wrong with which part.
    pub fn parse(arn: &str) -> Result<Self, DestinationProblem> {
        let malformed = || DestinationProblem::Malformed(arn.to_owned());
        let mut parts = arn.splitn(6, ':').skip(1);
        let mut next = || parts.next().ok_or_else(malformed);
        let (partition, service, region, account, resource) =
            (next()?, next()?, next()?, next()?, next()?);
        let (kind, name) = match service {
            "sqs" => (DestinationKind::Queue, resource),
            "sns" => (DestinationKind::Topic, resource),
            "s3" => (DestinationKind::Bucket, resource),
            "lambda" => (
                DestinationKind::Function,
                resource.strip_prefix("function:").ok_or_else(malformed)?,
            ),
            "events" => (
                DestinationKind::Bus,
                resource.strip_prefix("event-bus/").ok_or_else(malformed)?,
            ),
            _ => return Err(malformed()),
        };
        Ok(Self {
            arn: arn.to_owned(),
            kind,
            partition: Partition::parse(partition).ok_or_else(malformed)?,
            region: Region::parse(region),
            account: AccountId::parse(account),
            name: name.to_owned(),
        })
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
