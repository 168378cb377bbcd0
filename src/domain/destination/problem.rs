//! What is wrong with a text in the place of a destination, and what it still needs, as values.
//!
//! Knows the parts of an ARN. Does not know how one is read, nor the sentences.

use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::DestinationKind;

/// A part of an ARN that is still to be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Needed {
    /// The `arn:` at the beginning.
    Prefix,
    /// The partition, such as `aws`.
    Partition,
    /// The service, such as `sqs`.
    Service,
    /// The region.
    Region,
    /// The 12 digits of the account.
    Account,
    /// The name of the target, of a kind that the service told, if it was written.
    Name(Option<DestinationKind>),
    /// The qualifier of a function, after a colon.
    Qualifier,
}

/// Why a text is no destination: which part is wrong, and how.
///
/// Its sentence for people is [`crate::domain::words::destination_problem`].
#[derive(Clone, Debug, PartialEq, Eq, Error, Serialize, Deserialize)]
#[error("no ARN of a destination: {self:?}")]
pub enum DestinationProblem {
    /// It does not begin as ARNs do.
    NotAnArn(String),
    /// A URL; where it is that of a queue and tells everything, its ARN.
    Url {
        /// The ARN of the queue.
        arn: Option<String>,
    },
    /// A Kafka destination, which belongs to event source mappings.
    Kafka,
    /// Longer than the API takes.
    TooLong {
        /// How many characters it has.
        characters: usize,
    },
    /// Not a partition.
    Partition(String),
    /// A service that Lambda sends no records to.
    Service(String),
    /// Not a region.
    Region(String),
    /// Not the 12 digits of an account.
    Account(String),
    /// The ARN of a bucket that names a region or an account.
    PlacedBucket,
    /// The resource is not of the form that its service has, such as `function:NAME`.
    Resource {
        /// The kind of target.
        kind: DestinationKind,
        /// What stands where its resource should.
        resource: String,
    },
    /// The name is too long or holds other characters than its service takes.
    Name {
        /// The kind of target.
        kind: DestinationKind,
        /// The name.
        name: String,
    },
    /// What stands behind the name of a function is no qualifier.
    Qualifier(String),
    /// A FIFO queue or topic: records go to standard ones only.
    Fifo {
        /// Queue or topic.
        kind: DestinationKind,
        /// Its name.
        name: String,
    },
    /// The text ends before the ARN does.
    EndsEarly {
        /// What is missing.
        needed: Vec<Needed>,
    },
}

/// Why reading stopped before the end of an ARN.
pub(super) enum Stop {
    /// The text ends here: what is needed next, and what is wrong with the part begun, if it was begun.
    Short(Needed, Option<DestinationProblem>),
    /// No continuation helps.
    Wrong(DestinationProblem),
}
