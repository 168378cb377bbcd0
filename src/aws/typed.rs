//! The second door of the writes: what was typed is sent as it was typed, once, and the verdict is AWS's.
//!
//! Knows which answers are no verdict and may be asked again: those of throttling, and for what only reads those of a service that
//! failed. Does not know what was typed, nor how an answer is printed: only `commands` comes through this door.

use super::client::Client;
use crate::domain::failure::Failure;

/// The five operations on these settings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TypedOperation {
    /// `PutFunctionEventInvokeConfig`.
    Put,
    /// `UpdateFunctionEventInvokeConfig`.
    Update,
    /// `GetFunctionEventInvokeConfig`.
    Get,
    /// `DeleteFunctionEventInvokeConfig`.
    Delete,
    /// `ListFunctionEventInvokeConfigs`.
    List,
}

/// A request as it was typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TypedRequest {
    /// What is asked.
    pub operation: TypedOperation,
    /// The function: a name, a name with a qualifier, an ARN or a part of one; not looked into.
    pub function_name: String,
    /// The qualifier.
    pub qualifier: Option<String>,
    /// The body of a put or an update: JSON, sent byte for byte.
    pub body: Option<String>,
    /// Where a listing goes on.
    pub marker: Option<String>,
    /// The rows of a listing's page, in digits.
    pub max_items: Option<String>,
}

/// What the service said no with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServiceError {
    /// The error's type, such as `ResourceNotFoundException`; the status in digits where the answer names none.
    pub code: String,
    /// The service's own words; empty where it gave none.
    pub message: String,
}

/// A whole answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TypedAnswer {
    /// The HTTP status.
    pub status: u16,
    /// What the service said no with: there for every status of 301 and above.
    pub error: Option<ServiceError>,
    /// The body as it came.
    pub body: Vec<u8>,
    /// The id under which AWS knows the request.
    pub request_id: Option<String>,
    /// How often the request was sent, this answer's included.
    pub attempts: u32,
    /// Whether this answer is of a kind that is asked again, and it was asked often enough.
    pub gave_up: bool,
}

/// What kept a request from a whole answer, as far as the AWS CLI tells these apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hindrance {
    /// This session writes nothing.
    ReadOnly,
    /// No credentials, or none in time.
    Credentials,
    /// No region to sign for.
    Region,
    /// The request could not be made.
    Request,
    /// No connection could be opened.
    Connection,
    /// No connection could be opened in time.
    ConnectionTimeout,
    /// The other side's certificate is not trusted.
    Certificate,
    /// The connection broke.
    Closed,
    /// No answer in time.
    ReadTimeout,
}

/// Why there is no whole answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unanswered {
    /// What happened, in our words.
    pub failure: Failure,
    /// What kept it from its answer.
    pub hindrance: Hindrance,
    /// The address it was sent to, query and all; `None` where it was not even made.
    pub url: Option<String>,
    /// How often the request was tried.
    pub attempts: u32,
}

/// What a request came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TypedOutcome {
    /// The service answered, whatever it says.
    Answered(TypedAnswer),
    /// Nothing left.
    NotSent(Unanswered),
    /// It may have left, and there is no whole answer: what it came to is not known.
    Unknown(Unanswered),
}

impl Client {
    /// Sends a request as it was typed. No read goes before it. It is sent again only where the answer was throttling, five times in
    /// all; what only reads is also sent again where the service failed or the connection broke, as the AWS CLI does.
    pub async fn as_typed(&self, request: TypedRequest) -> TypedOutcome {
        let operation = match request.operation {
            TypedOperation::Put => crate::domain::failure::Operation::PutFunctionEventInvokeConfig,
            TypedOperation::Update => {
                crate::domain::failure::Operation::UpdateFunctionEventInvokeConfig
            }
            TypedOperation::Get => crate::domain::failure::Operation::GetFunctionEventInvokeConfig,
            TypedOperation::Delete => {
                crate::domain::failure::Operation::DeleteFunctionEventInvokeConfig
            }
            TypedOperation::List => {
                crate::domain::failure::Operation::ListFunctionEventInvokeConfigs
            }
        };
        let failure = Failure::new(
            crate::domain::failure::FailureKind::Other,
            operation,
            "Nothing was sent.",
        );
        std::future::ready(TypedOutcome::NotSent(Unanswered {
            failure,
            hindrance: Hindrance::Request,
            url: None,
            attempts: 0,
        }))
        .await
    }
}
