//! A request, read whole: which operation, which region, whose key, which parameters.
//!
//! Knows the headers and bodies of both protocols. Does not verify a signature, and does not know what is done with it.

use std::collections::HashMap;

use axum::body::{Body, to_bytes};
use axum::extract::{FromRequestParts, Path, Query, Request};
use axum::http::header::{AUTHORIZATION, HeaderMap};
use axum::http::request::Parts;
use serde_json::Value;

use super::names;
use super::refusal::Refusal;
use super::routes::{Operation, Perform};

/// The most that a request's body may hold: code packages are ignored, but must be let through.
const LARGEST_BODY: usize = 70 * 1024 * 1024;

/// Which of the two services a request is for.
#[derive(Clone, Copy)]
pub(super) enum Target {
    Lambda(Operation, Perform),
    Sts(Operation),
    Unknown,
}

impl Target {
    pub(super) fn operation(self) -> Option<Operation> {
        match self {
            Self::Lambda(operation, _) | Self::Sts(operation) => Some(operation),
            Self::Unknown => None,
        }
    }
}

/// A request, read whole.
pub(super) struct Received {
    pub(super) target: Target,
    pub(super) region: String,
    pub(super) access_key_id: Option<String>,
    pub(super) path: HashMap<String, String>,
    pub(super) query: HashMap<String, String>,
    pub(super) sent: Result<Sent, Refusal>,
}

/// A request's body, as its service reads it.
pub(super) enum Sent {
    Json(Value),
    Form(String),
}

impl Sent {
    async fn read(target: Target, body: Body) -> Result<Self, Refusal> {
        let bytes = to_bytes(body, LARGEST_BODY).await.map_err(|_| {
            Refusal::new(
                413,
                "RequestTooLargeException",
                "The request is larger than 70 MB.",
            )
        })?;
        match target {
            Target::Sts(_) => Ok(Self::Form(String::from_utf8_lossy(&bytes).into_owned())),
            Target::Lambda(..) | Target::Unknown if bytes.is_empty() => Ok(Self::Json(Value::Null)),
            Target::Lambda(..) | Target::Unknown => serde_json::from_slice(&bytes)
                .map(Self::Json)
                .map_err(|error| {
                    let message = format!("Could not parse request body into json: {error}");
                    Refusal::new(400, "InvalidRequestContentException", message)
                }),
        }
    }
}

impl Received {
    /// Reads a request to its end; one without a signature is of the region `home`.
    pub(super) async fn read(target: Target, request: Request, home: &str) -> Self {
        let (mut parts, body) = request.into_parts();
        let signature = Signature::read(&parts.headers);
        let region = signature.region.unwrap_or(home).to_owned();
        let access_key_id = signature.access_key_id.map(str::to_owned);
        let (path, query) = parameters(&mut parts).await;
        let sent = Sent::read(target, body).await;
        Self {
            target,
            region,
            access_key_id,
            path,
            query,
            sent,
        }
    }

    /// Function and qualifier for the log; the operations that make something name it in the body.
    pub(super) fn subject(&self) -> (Option<String>, Option<String>) {
        let Self {
            path, query, sent, ..
        } = self;
        let named = |name: &str| match sent {
            Ok(Sent::Json(body)) => body.get(name).and_then(Value::as_str),
            Ok(Sent::Form(_)) | Err(_) => None,
        };
        let in_path = path
            .get("FunctionName")
            .or_else(|| path.get("Resource"))
            .map(String::as_str);
        let Some(text) = in_path.or_else(|| named("FunctionName")) else {
            return (None, None);
        };
        let (function, qualifier) = names::for_the_log(text);
        let elsewhere = || {
            query
                .get("Qualifier")
                .or_else(|| path.get("Name"))
                .map(String::as_str)
        };
        let qualifier = qualifier.or_else(elsewhere).or_else(|| named("Name"));
        (Some(function.to_owned()), qualifier.map(str::to_owned))
    }
}

/// What the `Authorization` header says of the caller: `Credential=KEY/DATE/REGION/SERVICE/aws4_request`.
#[derive(Default)]
struct Signature<'a> {
    access_key_id: Option<&'a str>,
    region: Option<&'a str>,
}

impl<'a> Signature<'a> {
    fn read(headers: &'a HeaderMap) -> Self {
        let credential = headers
            .get(AUTHORIZATION)
            .and_then(|value| value.to_str().ok())
            .and_then(|text| text.split_once("Credential="))
            .map(|(_, rest)| rest.split([',', ' ']).next().unwrap_or(rest));
        let mut parts = credential
            .into_iter()
            .flat_map(|credential| credential.split('/'));
        Self {
            access_key_id: parts.next(),
            region: parts.nth(1).filter(|region| !region.is_empty()),
        }
    }
}

/// The parameters of path and query, decoded.
async fn parameters(parts: &mut Parts) -> (HashMap<String, String>, HashMap<String, String>) {
    let path = Path::<HashMap<String, String>>::from_request_parts(parts, &()).await;
    let query = Query::<HashMap<String, String>>::try_from_uri(&parts.uri);
    (
        path.map(|Path(path)| path).unwrap_or_default(),
        query.map(|Query(query)| query).unwrap_or_default(),
    )
}
