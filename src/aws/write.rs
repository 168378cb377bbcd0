//! Writes: the door of approved changes, and the one table that says what a write came to.
//!
//! Knows that a write is sent once, only under the credentials it was checked with, and never in a read-only session. Does not know
//! what the program does about an outcome. The program never says that a write failed unless its answer proves it.

use std::error::Error;

use aws_smithy_runtime_api::client::orchestrator::HttpResponse;
use aws_smithy_runtime_api::client::result::SdkError;
use aws_smithy_types::error::metadata::ProvideErrorMetadata;

use super::client::{Attempt, Client};
use super::convert::{self, Configuration};
use super::handover::{Handover, Head};
use super::refusal::Subject;
use super::trouble::{Reach, can_refuse, is_service_code};
use super::unknown_members::UnknownMembers;
use crate::domain::call::Outcome;
use crate::domain::change::{ApprovedChange, Method, ReviewedChange};
use crate::domain::failure::{Failure, FailureKind, Operation};
use crate::domain::settings::{AsyncSettings, StoredConfiguration};

/// What an attempt proves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Proof {
    /// Nothing left.
    NotSent,
    /// The service said no.
    Refused,
    /// The service said yes.
    Applied,
    /// Neither.
    Unknown,
}

/// What an answer says, whatever its status.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Said {
    /// It is complete and says what it should.
    Held,
    /// It names an error as the service does.
    Error,
    /// Nothing that only the service could say.
    Nothing,
}

/// The table. A gateway that answers for the service may have passed the write on all the same: only an error that the service named
/// proves that it refused, and only the one status with which it says yes that it did not.
fn proof(method: Method, reach: Reach, said: Said) -> Proof {
    match (reach, said) {
        (Reach::NotHandedOver | Reach::NotConnected, _) => Proof::NotSent,
        (Reach::Answered(status), Said::Error) if can_refuse(status) => Proof::Refused,
        (Reach::Answered(status), Said::Held) if status == status_of_yes(method) => Proof::Applied,
        (Reach::Silent | Reach::Answered(_), _) => Proof::Unknown,
    }
}

/// The status with which Lambda says yes, by its service model.
fn status_of_yes(method: Method) -> u16 {
    match method {
        Method::Put => 200,
        Method::Delete => 204,
    }
}

/// Why an answer that the SDK takes for a yes is not Lambda's. What a Put says besides is read from its body; a DELETE is answered with
/// nothing but the id of its request, and a gateway's page with any status of success would pass for that.
fn not_from_lambda(method: Method, head: &Head) -> Option<String> {
    let status = head.status.unwrap_or_default();
    let what = if status != status_of_yes(method) {
        format!(
            "HTTP {status} is not what Lambda answers a {} with",
            method.word()
        )
    } else if method == Method::Delete && !head.is_bodiless {
        format!("HTTP {status} came with a body, which Lambda does not send")
    } else if lacks_request_id(method, head) {
        format!("HTTP {status} came without a request id of AWS")
    } else {
        return None;
    };
    Some(doubtful(&what))
}

/// Says whether a DELETE was answered without the one thing that all answers of Lambda to it have, yes or no.
fn lacks_request_id(method: Method, head: &Head) -> bool {
    method == Method::Delete && head.request_id.is_none()
}

fn doubtful(what: &str) -> String {
    format!("{what}: something on the way may have answered.")
}

/// What the answer of an attempt says.
fn said<T>(answer: &Result<T, Failure>) -> Said {
    match answer {
        Ok(_) => Said::Held,
        Err(failure) if failure.code.as_deref().is_some_and(is_service_code) => Said::Error,
        Err(_) => Said::Nothing,
    }
}

impl Client {
    /// Sends an approved change, once: the settings that it leaves, or their removal.
    pub async fn write(&self, approved: ApprovedChange) -> Outcome {
        if let Some(failure) = self.kept_back(&approved) {
            return Outcome::NotSent { failure };
        }
        match approved.reviewed().after() {
            Some(settings) => self.put(&approved, settings).await,
            None => self.delete(&approved).await,
        }
    }

    async fn put(&self, approved: &ApprovedChange, settings: &AsyncSettings) -> Outcome {
        let reviewed = approved.reviewed();
        let unknown = UnknownMembers::default();
        let attempt = self
            .send_once(approved, Method::Put, |handover| {
                self.put_request(reviewed, settings)
                    .customize()
                    .interceptor(handover)
                    .interceptor(unknown.clone())
                    .send()
            })
            .await;
        let target = reviewed.target();
        let scope = &reviewed.proposed().scope;
        outcome(Method::Put, attempt, |answer| {
            Configuration::from(answer)
                .stored()
                .and_then(|stored| convert::about_target(stored, target, scope))
                .map(|mut stored| {
                    unknown.note([&mut stored]);
                    Some(stored)
                })
        })
    }

    async fn delete(&self, approved: &ApprovedChange) -> Outcome {
        let reviewed = approved.reviewed();
        let attempt = self
            .send_once(approved, Method::Delete, |handover| {
                self.inner
                    .lambda
                    .delete_function_event_invoke_config()
                    .function_name(reviewed.function_name())
                    .qualifier(reviewed.target().qualifier.to_string())
                    .customize()
                    .interceptor(handover)
                    .send()
            })
            .await;
        outcome(Method::Delete, attempt, |_| Ok(None))
    }

    /// Says why nothing of the kind leaves this session, if that is so.
    fn kept_back(&self, approved: &ApprovedChange) -> Option<Failure> {
        let operation = approved.reviewed().method().operation();
        if self.inner.read_only {
            Some(read_only(operation))
        } else if approved.session() != self.inner.number {
            Some(Failure::new(
                FailureKind::EndedSession,
                operation,
                "The session in which this was checked has ended: nothing was sent.",
            ))
        } else {
            None
        }
    }

    fn put_request(
        &self,
        reviewed: &ReviewedChange,
        settings: &AsyncSettings,
    ) -> aws_sdk_lambda::operation::put_function_event_invoke_config::builders::PutFunctionEventInvokeConfigFluentBuilder
    {
        let retries = settings.maximum_retry_attempts.explicit();
        let age = settings.maximum_event_age.explicit();
        self.inner
            .lambda
            .put_function_event_invoke_config()
            .function_name(reviewed.function_name())
            .qualifier(reviewed.target().qualifier.to_string())
            .set_destination_config(convert::destinations(settings))
            .set_maximum_event_age_in_seconds(age.map(|age| i32::from(*age)))
            .set_maximum_retry_attempts(retries.map(|retries| i32::from(retries.get())))
    }

    /// Makes the one attempt: counted by the pace, never waiting in it, and only under the credentials of the check.
    async fn send_once<T, E, F>(
        &self,
        approved: &ApprovedChange,
        method: Method,
        send: impl FnOnce(Handover) -> F,
    ) -> Attempt<T>
    where
        E: Error + ProvideErrorMetadata + 'static,
        F: Future<Output = Result<T, SdkError<E, HttpResponse>>>,
    {
        let _in_flight = self.inner.pace.write();
        let subject = Subject::target(method.operation(), approved.reviewed().target());
        let allowed = self.inner.bounds.operation;
        let only = Some(approved.credentials());
        self.attempt(&subject, only, allowed, || {}, send).await
    }
}

/// The failure of whatever would write in a session that writes nothing.
pub(super) fn read_only(operation: Operation) -> Failure {
    Failure::new(
        FailureKind::ReadOnly,
        operation,
        "This session is read-only: nothing is sent from here.",
    )
}

/// Says what an attempt came to; `read` takes what the service says it holds from its answer.
fn outcome<T>(
    method: Method,
    attempt: Attempt<T>,
    read: impl FnOnce(T) -> Result<Option<StoredConfiguration>, convert::Unreadable>,
) -> Outcome {
    let Attempt {
        result,
        reach,
        head,
        trouble: _,
    } = attempt;
    let operation = method.operation();
    let exchange = head.clone().exchange();
    let unreadable = |sentence: String| head.unreadable(operation, sentence);
    let answer = result.and_then(|answer| match not_from_lambda(method, &head) {
        Some(sentence) => Err(unreadable(sentence)),
        None => read(answer).map_err(|problem| problem.failure(operation, &head)),
    });
    // Whoever can answer a yes in Lambda's place can name one of its errors as well: that nothing is there proves nothing then.
    let answer = match (said(&answer), head.status) {
        (Said::Error, Some(status)) if lacks_request_id(method, &head) => Err(unreadable(
            doubtful(&format!("HTTP {status} came without a request id of AWS")),
        )),
        (Said::Error | Said::Held | Said::Nothing, _) => answer,
    };
    let proof = proof(method, reach, said(&answer));
    let failure = |answer: Result<_, Failure>| {
        let otherwise = || unreadable("The answer does not fit its status.".to_owned());
        answer.err().unwrap_or_else(otherwise)
    };
    match (proof, answer, exchange) {
        (Proof::Applied, Ok(held), Some(exchange)) => Outcome::Applied { held, exchange },
        (Proof::Refused, answer, Some(exchange)) => Outcome::Refused {
            failure: failure(answer),
            exchange,
        },
        (Proof::Applied | Proof::Unknown, answer, Some(exchange)) => Outcome::Unknown {
            failure: failure(answer),
            exchange,
        },
        // Without a handing over there is no exchange, and nothing left.
        (_, answer, None) | (Proof::NotSent, answer, Some(_)) => Outcome::NotSent {
            failure: failure(answer),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_write_came_to_is_decided_row_by_row() {
        for (reach, said, expected) in [
            (Reach::NotHandedOver, Said::Nothing, Proof::NotSent),
            (Reach::NotConnected, Said::Nothing, Proof::NotSent),
            (Reach::Silent, Said::Nothing, Proof::Unknown),
            (Reach::Silent, Said::Held, Proof::Unknown),
            (Reach::Answered(202), Said::Held, Proof::Unknown),
            (Reach::Answered(299), Said::Held, Proof::Unknown),
            (Reach::Answered(200), Said::Nothing, Proof::Unknown),
            (Reach::Answered(200), Said::Error, Proof::Unknown),
            (Reach::Answered(204), Said::Nothing, Proof::Unknown),
            (Reach::Answered(100), Said::Nothing, Proof::Unknown),
            (Reach::Answered(307), Said::Nothing, Proof::Unknown),
            (Reach::Answered(307), Said::Held, Proof::Unknown),
            (Reach::Answered(400), Said::Error, Proof::Refused),
            (Reach::Answered(403), Said::Error, Proof::Refused),
            (Reach::Answered(404), Said::Error, Proof::Refused),
            (Reach::Answered(409), Said::Error, Proof::Refused),
            (Reach::Answered(429), Said::Error, Proof::Refused),
            (Reach::Answered(499), Said::Error, Proof::Refused),
            (Reach::Answered(400), Said::Nothing, Proof::Unknown),
            (Reach::Answered(403), Said::Nothing, Proof::Unknown),
            (Reach::Answered(429), Said::Nothing, Proof::Unknown),
            (Reach::Answered(408), Said::Error, Proof::Unknown),
            (Reach::Answered(500), Said::Error, Proof::Unknown),
            (Reach::Answered(502), Said::Nothing, Proof::Unknown),
            (Reach::Answered(503), Said::Nothing, Proof::Unknown),
        ] {
            for method in [Method::Put, Method::Delete] {
                let came = proof(method, reach, said);
                assert_eq!(came, expected, "{method:?} {reach:?} {said:?}");
            }
        }
    }

    #[test]
    fn only_the_status_that_the_service_model_names_says_yes() {
        let held = |method, status| proof(method, Reach::Answered(status), Said::Held);
        assert_eq!(held(Method::Put, 200), Proof::Applied);
        assert_eq!(held(Method::Put, 204), Proof::Unknown);
        assert_eq!(held(Method::Delete, 204), Proof::Applied);
        assert_eq!(held(Method::Delete, 200), Proof::Unknown);
    }
}
