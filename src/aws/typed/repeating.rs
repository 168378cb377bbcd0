//! Which answers are asked for again, and how long after.
//!
//! Knows the AWS CLI's own ways (its "legacy" retries, 1.45.11, observed) and where Lasso is more careful. Does not know how often, and
//! does not send anything.

use std::hash::{BuildHasher, RandomState};
use std::time::Duration;

use super::{Hindrance, TypedOutcome};

/// The codes that throttle with status 400; status 429 does so by itself.
const THROTTLING: [&str; 5] = [
    "Throttling",
    "ThrottlingException",
    "ThrottledException",
    "RequestThrottledException",
    "ProvisionedThroughputExceededException",
];

/// The statuses of a service that failed.
const FAILED: [u16; 5] = [500, 502, 503, 504, 509];

/// Says whether the same request may be sent again after this. A write is so only where it was throttled; after a fault of the service
/// it may have been stored, and a second one would do it twice. A status of 429 without a code may be a gateway's and proves nothing: it
/// counts as throttling all the same, as the AWS CLI has it, since the same write a moment later stores the same.
pub(super) fn is_asked_again(outcome: &TypedOutcome, writes: bool) -> bool {
    match outcome {
        TypedOutcome::Answered(answer) => {
            let code = answer.error.as_ref().map_or("", |error| &error.code);
            let throttled =
                answer.status == 429 || answer.status == 400 && THROTTLING.contains(&code);
            throttled || !writes && FAILED.contains(&answer.status)
        }
        TypedOutcome::NotSent(unanswered) | TypedOutcome::Unknown(unanswered) => {
            !writes && is_of_the_connection(unanswered.hindrance)
        }
    }
}

fn is_of_the_connection(hindrance: Hindrance) -> bool {
    match hindrance {
        Hindrance::Connection
        | Hindrance::ConnectionTimeout
        | Hindrance::Proxy
        | Hindrance::Certificate
        | Hindrance::Closed
        | Hindrance::ReadTimeout => true,
        Hindrance::ReadOnly
        | Hindrance::Credentials
        | Hindrance::BrokenCredentials
        | Hindrance::Region
        | Hindrance::Request => false,
    }
}

/// How long to wait after so many attempts: any time up to `longest`, which doubles with each, so that many who were throttled
/// together don't come back together.
pub(super) fn wait(longest: Duration, attempts: u32) -> Duration {
    let doubled = 2_u32.saturating_pow(attempts.saturating_sub(1));
    longest.saturating_mul(doubled).mul_f64(chance())
}

/// A number between 0 and 1: the seed of the standard library's hash maps is random, and that is random enough here.
fn chance() -> f64 {
    let seed = RandomState::new().hash_one(());
    let upper = u32::try_from(seed >> 32).unwrap_or(u32::MAX);
    f64::from(upper) / f64::from(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::aws::{ServiceError, TypedAnswer, Unanswered};
    use crate::domain::failure::{Failure, FailureKind, Operation};

    fn answered(status: u16, code: &str) -> TypedOutcome {
        TypedOutcome::Answered(TypedAnswer {
            status,
            error: Some(ServiceError {
                code: code.to_owned(),
                message: String::new(),
            }),
            failure: None,
            body: Vec::new(),
            request_id: None,
            attempts: 1,
            gave_up: false,
        })
    }

    #[test]
    fn a_write_is_sent_again_only_where_it_was_throttled() {
        for (status, code, of_write, of_read) in [
            (429, "TooManyRequestsException", true, true),
            (429, "429", true, true),
            (400, "ThrottlingException", true, true),
            (400, "Throttling", true, true),
            (403, "ThrottlingException", false, false),
            (400, "InvalidParameterValueException", false, false),
            (404, "ResourceNotFoundException", false, false),
            (409, "ResourceConflictException", false, false),
            (500, "ServiceException", false, true),
            (502, "502", false, true),
            (503, "503", false, true),
            (501, "501", false, false),
            (307, "307", false, false),
        ] {
            let outcome = answered(status, code);
            assert_eq!(is_asked_again(&outcome, true), of_write, "{status} {code}");
            assert_eq!(is_asked_again(&outcome, false), of_read, "{status} {code}");
        }
    }

    #[test]
    fn a_write_without_an_answer_is_never_sent_again() {
        for (hindrance, of_read) in [
            (Hindrance::Connection, true),
            (Hindrance::Closed, true),
            (Hindrance::ReadTimeout, true),
            (Hindrance::Credentials, false),
            (Hindrance::ReadOnly, false),
        ] {
            let outcome = TypedOutcome::Unknown(Unanswered {
                failure: Failure::new(FailureKind::Other, Operation::OpenSession, ""),
                hindrance,
                reason: String::new(),
                url: None,
                attempts: 1,
            });
            assert!(!is_asked_again(&outcome, true), "{hindrance:?}");
            assert_eq!(is_asked_again(&outcome, false), of_read, "{hindrance:?}");
        }
    }

    #[test]
    fn a_wait_is_no_longer_than_its_bound_which_doubles() {
        for attempts in 1..5 {
            let longest = Duration::from_secs(1 << (attempts - 1));
            for _ in 0..100 {
                assert!(wait(Duration::from_secs(1), attempts) <= longest);
            }
        }
        assert_ne!(
            wait(Duration::from_hours(1), 1),
            wait(Duration::from_hours(1), 1)
        );
    }
}
