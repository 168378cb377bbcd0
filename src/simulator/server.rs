//! The listening socket: accepts connections, hands each request to its operation, and cuts connections when told to.
//!
//! Knows hyper and axum. Does not know what an operation does nor which faults are planned; that is `exchange`.

use std::convert::Infallible;
use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::Request;
use axum::http::Method;
use axum::response::Response;
use axum::routing::{MethodFilter, on};
use hyper::body::{Frame, Incoming, SizeHint};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinSet;
use tower::ServiceExt;

use super::exchange::{self, Shared};
use super::received::Target;
use super::reply::Cut;
use super::routes::{Operation, ROUTES};

/// Accepts until it is aborted; its connections end with it.
pub(super) async fn accept(listener: TcpListener, shared: Arc<Shared>) {
    let router = router(&shared);
    let mut connections = JoinSet::new();
    loop {
        // An error here is a connection that was gone before it was taken: the next one may be fine.
        if let Ok((stream, _)) = listener.accept().await {
            // Without it a small answer can wait for the acknowledgement of the one before.
            drop(stream.set_nodelay(true));
            connections.spawn(serve(stream, router.clone()));
        }
        while connections.try_join_next().is_some() {}
    }
}

/// Every operation on its path, with and without a trailing slash.
fn router(shared: &Arc<Shared>) -> Router {
    let mut router = Router::new();
    for (operation, method, path, perform) in ROUTES {
        let Ok(filter) = MethodFilter::try_from(method) else {
            continue;
        };
        let target = Target::Lambda(operation, perform);
        router = router.route(path, on(filter, handler(shared, target)));
        router = router.route(&format!("{path}/"), on(filter, handler(shared, target)));
    }
    let identity = Target::Sts(Operation::GetCallerIdentity);
    let post = MethodFilter::try_from(Method::POST).unwrap_or(MethodFilter::POST);
    router
        .route("/", on(post, handler(shared, identity)))
        .fallback(handler(shared, Target::Unknown))
        .method_not_allowed_fallback(handler(shared, Target::Unknown))
}

fn handler(
    shared: &Arc<Shared>,
    target: Target,
) -> impl FnOnce(Request) -> Answering + Clone + Send + Sync + 'static {
    let shared = Arc::clone(shared);
    move |request| Box::pin(async move { exchange::answer(&shared, target, request).await })
}

/// An answer on its way.
type Answering = Pin<Box<dyn Future<Output = Response> + Send>>;

#[expect(
    clippy::disallowed_methods,
    reason = "an exchange goes on when its client has gone, as the real service does"
)]
async fn serve(stream: TcpStream, router: Router) {
    let service = service_fn(move |request: hyper::Request<Incoming>| {
        let answer = tokio::spawn(router.clone().oneshot(request.map(Body::new)));
        async move {
            match answer.await {
                Ok(Ok(response)) if response.extensions().get::<Cut>().is_none() => Ok(response),
                Ok(Ok::<Response, Infallible>(_) | Err(_)) | Err(_) => {
                    Err(io::Error::from(io::ErrorKind::ConnectionAborted))
                }
            }
        }
    });
    // A connection that ends in an error was cut, by this server or by its client: nobody is left to be told.
    drop(
        http1::Builder::new()
            .serve_connection(TokioIo::new(stream), service)
            .await,
    );
}

/// A body that breaks off in the middle.
pub(super) struct HalfBody {
    first: Option<Bytes>,
    announced: u64,
    flushed: bool,
}

impl HalfBody {
    /// The first half of `whole`, announced as all of it.
    pub(super) fn of(mut whole: Bytes) -> Self {
        let announced = u64::try_from(whole.len()).unwrap_or(u64::MAX);
        whole.truncate(whole.len() / 2);
        Self {
            first: Some(whole),
            announced,
            flushed: false,
        }
    }
}

impl hyper::body::Body for HalfBody {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, io::Error>>> {
        if let Some(first) = self.first.take() {
            return Poll::Ready(Some(Ok(Frame::data(first))));
        }
        if !self.flushed {
            // One turn in between lets hyper write out what it has, or the client would see nothing at all.
            self.flushed = true;
            context.waker().wake_by_ref();
            return Poll::Pending;
        }
        Poll::Ready(Some(Err(io::Error::from(io::ErrorKind::ConnectionAborted))))
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.announced)
    }
}
