//! The client of one session: what reads and writes share.
//!
//! Knows how one attempt is made, bounded and watched, and which account the credentials turned out to belong to. Does not know
//! single operations; see `read` and `write`.

use std::error::Error;
use std::fmt;
use std::sync::{Arc, LazyLock, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use aws_config::SdkConfig;
use aws_credential_types::provider::SharedCredentialsProvider;
use aws_smithy_runtime_api::client::orchestrator::HttpResponse;
use aws_smithy_runtime_api::client::result::SdkError;
use aws_smithy_types::error::metadata::ProvideErrorMetadata;
use tokio::sync::watch;

use super::connection::{Bounds, Connection, Source};
use super::credentials::Renewable;
use super::handover::{Generations, Handover, Head};
use super::pace::{Pace, PaceState, RECOVERY};
use super::refusal::{Subject, Surroundings, Way};
use super::role;
use super::trouble::{Reach, Trouble, Unusable};
use crate::domain::call::{CredentialsGeneration, Identity, SessionNumber};
use crate::domain::failure::{Failure, FailureKind, Service};
use crate::domain::place::Scope;

/// Asks AWS for one session. Cheap to clone; all clones share queue, connections and what they learnt.
#[derive(Clone)]
pub struct Client {
    pub(super) inner: Arc<Inner>,
}

impl fmt::Debug for Client {
    /// Names the session. What the SDK would print of itself may hold anything.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Client({:?})", self.inner.number)
    }
}

/// A client that is made when it is first used.
type Sts = LazyLock<aws_sdk_sts::Client, Box<dyn FnOnce() -> aws_sdk_sts::Client + Send + Sync>>;

pub(super) struct Inner {
    pub(super) number: SessionNumber,
    pub(super) read_only: bool,
    pub(super) bounds: Bounds,
    pub(super) lambda: aws_sdk_lambda::Client,
    pub(super) sts: Sts,
    pub(super) pace: Pace,
    pub(super) around: Surroundings,
    /// How often what was typed is sent at most.
    pub(super) typed_attempts: u32,
    /// Requests go out without a signature, as was asked for.
    unsigned: bool,
    /// `None` where requests go out unsigned.
    credentials: Option<Renewable>,
    generations: Arc<Generations>,
    identity: Mutex<Option<Identity>>,
    unusable: Unusable,
}

/// What one attempt came to, and what is known of it beside its answer.
pub(super) struct Attempt<T> {
    pub(super) result: Result<T, Failure>,
    pub(super) reach: Reach,
    pub(super) head: Head,
    /// What kept it from its answer, taken apart.
    pub(super) trouble: Option<Trouble>,
}

impl Client {
    pub(super) fn new(
        connection: &Connection,
        config: &SdkConfig,
        credentials: Option<Renewable>,
        around: Surroundings,
    ) -> Self {
        let renewable = credentials.clone().map(|credentials| {
            let config = config.to_builder().identity_cache(credentials.clone());
            let provider = SharedCredentialsProvider::new(credentials);
            config.credentials_provider(provider).build()
        });
        let config = renewable.as_ref().unwrap_or(config);
        Self {
            inner: Arc::new(Inner {
                number: connection.number,
                read_only: connection.read_only,
                bounds: connection.bounds,
                lambda: lambda(connection, config, around.lambda_endpoint.is_some()),
                sts: sts(connection, config, around.sts_endpoint.is_some()),
                pace: Pace::new(connection.requests_per_second),
                around,
                typed_attempts: connection.typed_attempts.get(),
                unsigned: matches!(connection.credentials, Source::Unsigned),
                credentials,
                generations: Arc::default(),
                identity: Mutex::new(None),
                unusable: Unusable::default(),
            }),
        }
    }

    /// Says whether requests go out without a signature.
    pub(super) fn is_unsigned(&self) -> bool {
        self.inner.unsigned
    }

    /// Forgets the credentials: the next request takes them anew from where they come from. Whose they are is another question, asked of
    /// STS as ever.
    pub fn renew_credentials(&self) {
        if let Some(credentials) = &self.inner.credentials {
            credentials.renew();
        }
    }

    /// How the credentials of now are renewed.
    fn way(&self) -> Way {
        let credentials = self.inner.credentials.as_ref();
        credentials.map_or(Way::UNKNOWN, Renewable::way)
    }

    /// The credentials under which the newest request went out.
    fn credentials(&self) -> CredentialsGeneration {
        self.inner.generations.current()
    }

    /// Watches the pace: its rate, how many reads wait, how many requests are on their way.
    #[must_use]
    pub fn pace(&self) -> watch::Receiver<PaceState> {
        self.inner.pace.watch()
    }

    /// How long a lowered rate holds before it is raised again.
    pub const RECOVERY: Duration = RECOVERY;

    /// Lets a lowered rate recover although nothing is asked: whoever watches the pace learns of it.
    pub fn recover_pace(&self) {
        self.inner.pace.recover();
    }

    /// Where this session works, with the account where it is known for the credentials of now.
    pub(super) fn scope(&self) -> Scope {
        let current = Some(self.credentials());
        let identity = self.identity();
        let known = of_credentials(identity.as_ref(), current);
        self.inner
            .around
            .scope
            .of_account(known.map(|identity| &identity.account))
    }

    /// Takes note of who we are.
    pub(super) fn learn(&self, identity: &Identity) {
        *self.identity() = Some(identity.clone());
    }

    fn identity(&self) -> MutexGuard<'_, Option<Identity>> {
        self.inner
            .identity
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }

    /// Makes one attempt within the time `allowed`, and under the credentials `only`, if they are given; `left` is called when the
    /// request is handed over.
    pub(super) async fn attempt<T, E, F>(
        &self,
        subject: &Subject<'_>,
        only: Option<CredentialsGeneration>,
        allowed: Duration,
        left: impl FnOnce(),
        send: impl FnOnce(Handover) -> F,
    ) -> Attempt<T>
    where
        E: Error + ProvideErrorMetadata + 'static,
        F: Future<Output = Result<T, SdkError<E, HttpResponse>>>,
    {
        let handover = Handover::new(&self.inner.generations, only);
        // On the heap: the SDK's futures are large.
        let sending = Box::pin(send(handover.clone()));
        let overdue = handover.overdue(self.inner.bounds.attempt, left);
        let answer = tokio::time::timeout(allowed, before(overdue, sending))
            .await
            .ok()
            .flatten();

        let head = handover.head();
        let trouble = match answer {
            Some(Ok(answer)) => {
                return Attempt {
                    result: Ok(answer),
                    reach: head.status.map_or(Reach::Silent, Reach::Answered),
                    head,
                    trouble: None,
                };
            }
            Some(Err(error)) => self.inner.unusable.explained(Trouble::of(&error, &head)),
            None => Trouble::overdue(&head),
        };
        let reach = trouble.reach;
        let failure = {
            let identity = self.identity();
            let known = of_credentials(identity.as_ref(), head.credentials);
            let caller = known.map(|known| known.arn.as_str());
            let mut around = Surroundings {
                way: self.way(),
                ..self.inner.around.clone()
            };
            // Nobody waited longer than that.
            around.bounds.attempt = around.bounds.attempt.min(allowed);
            trouble.clone().failure(subject, &around, caller)
        };
        tracing::debug!(operation = %subject.operation, kind = ?failure.kind, "attempt failed");
        // STS counts by itself: its throttling says nothing of Lambda.
        if failure.kind == FailureKind::Throttled && subject.operation.service() == Service::Lambda
        {
            self.inner.pace.throttled(head.retry_after);
        }
        Attempt {
            result: Err(failure),
            reach,
            head,
            trouble: Some(trouble),
        }
    }
}

/// What comes, unless it is overdue. What is there in the moment in which time is up counts: chance must not decide whether a write is
/// known to be stored.
async fn before<T>(
    overdue: impl Future<Output = ()>,
    coming: impl Future<Output = T>,
) -> Option<T> {
    tokio::select! {
        biased;
        came = coming => Some(came),
        () = overdue => None,
    }
}

/// Who we are, where STS said it of just these credentials: those of before may have been another's.
fn of_credentials(
    identity: Option<&Identity>,
    credentials: Option<CredentialsGeneration>,
) -> Option<&Identity> {
    identity.filter(|identity| credentials == Some(identity.credentials))
}

/// Lambda, as a session asks it. Without credentials, the SDK sends a request only if it is told that none are needed. Which of AWS's
/// own endpoints is wanted says nothing of another: the SDK refuses both together, the AWS CLI goes where it is told.
fn lambda(
    connection: &Connection,
    config: &SdkConfig,
    is_elsewhere: bool,
) -> aws_sdk_lambda::Client {
    let mut builder = aws_sdk_lambda::config::Builder::from(config);
    if is_elsewhere {
        builder = builder.use_fips(false).use_dual_stack(false);
    }
    aws_sdk_lambda::Client::from_conf(match connection.credentials {
        Source::Chain | Source::Fixed { .. } => builder.build(),
        Source::Unsigned => builder.allow_no_auth().build(),
    })
}

/// STS, as a session asks it, made when it is first asked: making it takes as long as a request, and what was typed never asks it.
fn sts(connection: &Connection, config: &SdkConfig, is_elsewhere: bool) -> Sts {
    let mut builder = aws_sdk_sts::config::Builder::from(config);
    builder = if is_elsewhere {
        builder.use_fips(false).use_dual_stack(false)
    } else {
        builder.region(role::region_of_sts(config))
    };
    let unsigned = matches!(connection.credentials, Source::Unsigned);
    LazyLock::new(Box::new(move || {
        aws_sdk_sts::Client::from_conf(if unsigned {
            builder.allow_no_auth().build()
        } else {
            builder.build()
        })
    }))
}

#[cfg(test)]
mod tests {
    use std::future::ready;

    use super::*;

    /// Which of the two counted was left to chance.
    #[tokio::test]
    async fn an_answer_that_is_there_when_time_is_up_counts() {
        for _ in 0..64 {
            assert_eq!(before(ready(()), ready(1)).await, Some(1));
        }
    }
}
