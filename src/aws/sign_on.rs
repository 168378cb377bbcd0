//! The token of a single sign-on that is over: the portal is not asked with it, as the AWS CLI does not, and why nobody renewed it is kept,
//! which the SDK forgets.
//!
//! Knows the requests of a single sign-on by their paths, and where the token says when it is over. Does not know who makes them, nor what
//! is said of it.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use aws_smithy_runtime_api::client::http::{
    HttpClient, HttpConnector, HttpConnectorFuture, SharedHttpClient, SharedHttpConnector,
    http_client_fn,
};
use aws_smithy_runtime_api::client::orchestrator::{HttpRequest, HttpResponse};
use aws_smithy_runtime_api::client::result::ConnectorError;
use aws_smithy_types::body::SdkBody;
use aws_smithy_types::byte_stream::{AggregatedBytes, ByteStream};
use aws_types::os_shim_internal::Fs;
use jiff::Timestamp;
use serde_json::Value;
use thiserror::Error;

use super::giver::Ungiven;

/// The paths of the two requests
/// ([CreateToken](https://docs.aws.amazon.com/singlesignon/latest/OIDCAPIReference/API_CreateToken.html),
/// [GetRoleCredentials](https://docs.aws.amazon.com/singlesignon/latest/PortalAPIReference/API_GetRoleCredentials.html)).
const RENEWAL: &str = "/token";
const CREDENTIALS: &str = "/federation/credentials";

/// That the token is over, in the SDK's words for one that can't be renewed.
#[derive(Clone, Debug, Error)]
#[error("the SSO token has expired and cannot be refreshed")]
pub(super) struct Over {
    /// Why nobody renewed it, where that was tried.
    pub(super) unrenewed: Option<Ungiven>,
}

/// The client through which a single sign-on is asked whose token stands in a file; `is_renewable`: the SDK tries to renew it.
pub(super) fn watched(
    client: SharedHttpClient,
    file: String,
    is_renewable: bool,
) -> SharedHttpClient {
    let unrenewed = Arc::default();
    http_client_fn(move |settings, components| {
        SharedHttpConnector::new(Watched {
            inner: client.http_connector(settings, components),
            file: file.clone(),
            is_renewable,
            unrenewed: Arc::clone(&unrenewed),
        })
    })
}

/// Why the newest renewal gave no token, if it gave none.
type Unrenewed = Arc<Mutex<Option<Ungiven>>>;

fn locked(unrenewed: &Unrenewed) -> MutexGuard<'_, Option<Ungiven>> {
    unrenewed.lock().unwrap_or_else(PoisonError::into_inner)
}

#[derive(Clone, Debug)]
struct Watched {
    inner: SharedHttpConnector,
    file: String,
    is_renewable: bool,
    unrenewed: Unrenewed,
}

impl HttpConnector for Watched {
    fn call(&self, request: HttpRequest) -> HttpConnectorFuture {
        let path = request.uri().split('?').next().unwrap_or_default();
        let (is_renewal, asks_for_credentials) =
            (path.ends_with(RENEWAL), path.ends_with(CREDENTIALS));
        let watched = self.clone();
        HttpConnectorFuture::new(async move {
            if is_renewal {
                return watched.renewed(request).await;
            }
            if asks_for_credentials && let Some(over) = watched.over().await {
                return Err(ConnectorError::user(over.into()));
            }
            watched.inner.call(request).await
        })
    }
}

impl Watched {
    /// Asks for another token, and keeps why there is none.
    async fn renewed(&self, request: HttpRequest) -> Result<HttpResponse, ConnectorError> {
        let answer = self.inner.call(request).await;
        let (answer, unrenewed) = match answer {
            Ok(answer) if answer.status().is_success() => (Ok(answer), None),
            Ok(mut answer) => {
                let unrenewed = refused(&mut answer).await;
                (Ok(answer), Some(unrenewed))
            }
            Err(error) => {
                let unrenewed = Ungiven::of_lost_renewal(&error);
                (Err(error), Some(unrenewed))
            }
        };
        *locked(&self.unrenewed) = unrenewed;
        answer
    }

    /// The token's end, where it is behind us. A token that nobody renewed may be good for some minutes.
    async fn over(&self) -> Option<Over> {
        let unrenewed = locked(&self.unrenewed).clone();
        let was_tried = unrenewed.is_some() || !self.is_renewable;
        (was_tried && is_over(&self.file).await).then_some(Over { unrenewed })
    }
}

/// Takes what an answer says no with, and leaves it as it was.
async fn refused(answer: &mut HttpResponse) -> Ungiven {
    let body = std::mem::replace(answer.body_mut(), SdkBody::taken());
    let body = ByteStream::new(body).collect().await;
    let bytes = body.map(AggregatedBytes::into_bytes).unwrap_or_default();
    let said: Value = serde_json::from_slice(&bytes).unwrap_or_default();
    *answer.body_mut() = SdkBody::from(bytes);
    let text = |name: &str| said.get(name).and_then(Value::as_str).map(str::to_owned);
    let code = answer.headers().get("x-amzn-errortype").map(str::to_owned);
    let code = code.or_else(|| text("__type")).or_else(|| text("error"));
    let message = text("error_description").or_else(|| text("message"));
    Ungiven::of_refused_renewal(answer, code, message)
}

/// Says whether the token in a file is over. One that can't be read says nothing: the SDK has read it.
#[expect(
    clippy::disallowed_methods,
    reason = "whether a token is over is seen when it is used"
)]
async fn is_over(file: &str) -> bool {
    let kept = Fs::real().read_to_end(file).await.unwrap_or_default();
    let kept: Value = serde_json::from_slice(&kept).unwrap_or_default();
    let end = kept.get("expiresAt").and_then(Value::as_str);
    let end = end.and_then(|end| end.parse::<Timestamp>().ok());
    end.is_some_and(|end| end <= Timestamp::now())
}
