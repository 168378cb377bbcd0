//! The table of the five commands: their names and members, in the order of Lambda's service model.
//!
//! Knows what the model says of each. Does not know how a command line is read or a request is sent.

use crate::aws::TypedOperation;
use crate::domain::aws_options::{self, CommandOption};

/// One of the commands.
#[derive(Debug)]
pub(super) struct Operation {
    /// What is typed.
    pub(super) name: &'static str,
    /// What the API calls it.
    pub(super) api_name: &'static str,
    /// What it does, in one line.
    pub(super) about: &'static str,
    /// The request that it makes.
    pub(super) request: TypedOperation,
    /// What the request may say; each member is an option of the same name.
    pub(super) members: &'static [Member],
    /// What the answer says; nothing where it is empty.
    pub(super) answer: &'static [Member],
}

/// A named part of a request or an answer.
#[derive(Debug)]
pub(super) struct Member {
    /// What the API calls it.
    pub(super) name: &'static str,
    /// The option that gives it; there is none inside of structures and in answers.
    pub(super) option: Option<&'static CommandOption>,
    /// What it holds.
    pub(super) shape: Shape,
    /// Whether a request without it is none.
    pub(super) is_required: bool,
    /// Where it stands in a request.
    pub(super) place: Place,
}

/// What a member holds, with the bounds that are checked before sending; the upper ones are the service's to check.
#[derive(Debug)]
pub(super) enum Shape {
    /// A text with its least length.
    Text(usize),
    /// A whole number with its least value.
    Integer(i64),
    /// A moment; of answers alone.
    Moment,
    /// Named parts.
    Structure(&'static [Member]),
    /// Any number of the same.
    List(&'static Self),
}

/// Where a member of a request is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// In the path or behind the question mark.
    Address,
    /// In the JSON of the body.
    Body,
}

const FUNCTION_NAME: Member = Member {
    name: "FunctionName",
    option: Some(&aws_options::FUNCTION_NAME),
    shape: Shape::Text(1),
    is_required: true,
    place: Place::Address,
};

const QUALIFIER: Member = Member {
    name: "Qualifier",
    option: Some(&aws_options::QUALIFIER),
    shape: Shape::Text(1),
    is_required: false,
    place: Place::Address,
};

const RETRIES: Member = Member {
    name: "MaximumRetryAttempts",
    option: Some(&aws_options::RETRIES),
    shape: Shape::Integer(0),
    is_required: false,
    place: Place::Body,
};

const AGE: Member = Member {
    name: "MaximumEventAgeInSeconds",
    option: Some(&aws_options::AGE),
    shape: Shape::Integer(60),
    is_required: false,
    place: Place::Body,
};

const DESTINATION: [Member; 1] = [inner("Destination", Shape::Text(0))];

const DESTINATIONS: [Member; 2] = [
    inner("OnSuccess", Shape::Structure(&DESTINATION)),
    inner("OnFailure", Shape::Structure(&DESTINATION)),
];

const DESTINATION_CONFIG: Member = Member {
    name: "DestinationConfig",
    option: Some(&aws_options::DESTINATION_CONFIG),
    shape: Shape::Structure(&DESTINATIONS),
    is_required: false,
    place: Place::Body,
};

const MARKER: Member = Member {
    name: "Marker",
    option: Some(&aws_options::MARKER),
    shape: Shape::Text(0),
    is_required: false,
    place: Place::Address,
};

const MAX_ITEMS: Member = Member {
    name: "MaxItems",
    option: Some(&aws_options::MAX_ITEMS),
    shape: Shape::Integer(1),
    is_required: false,
    place: Place::Address,
};

const SETTINGS: [Member; 5] = [FUNCTION_NAME, QUALIFIER, RETRIES, AGE, DESTINATION_CONFIG];
const TARGET: [Member; 2] = [FUNCTION_NAME, QUALIFIER];
const LISTING: [Member; 3] = [FUNCTION_NAME, MARKER, MAX_ITEMS];

const CONFIGURATION: [Member; 5] = [
    inner("LastModified", Shape::Moment),
    inner("FunctionArn", Shape::Text(0)),
    inner("MaximumRetryAttempts", Shape::Integer(0)),
    inner("MaximumEventAgeInSeconds", Shape::Integer(60)),
    inner("DestinationConfig", Shape::Structure(&DESTINATIONS)),
];

const CONFIGURATIONS: [Member; 2] = [
    inner(
        "FunctionEventInvokeConfigs",
        Shape::List(&Shape::Structure(&CONFIGURATION)),
    ),
    inner("NextMarker", Shape::Text(0)),
];

const fn inner(name: &'static str, shape: Shape) -> Member {
    Member {
        name,
        option: None,
        shape,
        is_required: false,
        place: Place::Body,
    }
}

/// The command that reads one configuration; also what comes before a write that is to meet nothing new.
pub(super) const GET: Operation = Operation {
    name: "get-function-event-invoke-config",
    api_name: "GetFunctionEventInvokeConfig",
    about: "Prints the configuration of a function, version or alias.",
    request: TypedOperation::Get,
    members: &TARGET,
    answer: &CONFIGURATION,
};

/// The commands, in the order of the alphabet.
pub(super) static OPERATIONS: [Operation; 5] = [
    Operation {
        name: "delete-function-event-invoke-config",
        api_name: "DeleteFunctionEventInvokeConfig",
        about: "Removes the configuration of a function, version or alias: the defaults apply again.",
        request: TypedOperation::Delete,
        members: &TARGET,
        answer: &[],
    },
    GET,
    Operation {
        name: "list-function-event-invoke-configs",
        api_name: "ListFunctionEventInvokeConfigs",
        about: "Prints the configurations of a function, one for each qualifier that has its own.",
        request: TypedOperation::List,
        members: &LISTING,
        answer: &CONFIGURATIONS,
    },
    Operation {
        name: "put-function-event-invoke-config",
        api_name: "PutFunctionEventInvokeConfig",
        about: "Replaces the whole configuration: what is not named is removed.",
        request: TypedOperation::Put,
        members: &SETTINGS,
        answer: &CONFIGURATION,
    },
    Operation {
        name: "update-function-event-invoke-config",
        api_name: "UpdateFunctionEventInvokeConfig",
        about: "Changes the settings that are named and leaves the others as they are.",
        request: TypedOperation::Update,
        members: &SETTINGS,
        answer: &CONFIGURATION,
    },
];

impl Operation {
    /// The command of that name; the AWS CLI does not shorten the names of commands.
    pub(super) fn named(name: &str) -> Option<&'static Self> {
        OPERATIONS.iter().find(|operation| operation.name == name)
    }

    /// Whether it changes something.
    pub(super) fn is_write(&self) -> bool {
        self.request.is_write()
    }

    /// Whether its answer comes in pages.
    pub(super) fn is_listing(&self) -> bool {
        self.request == TypedOperation::List
    }
}
