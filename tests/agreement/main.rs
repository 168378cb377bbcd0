#![cfg(test)]
//! Two opinions on the same drafts: what Lasso lets through the service takes and then holds, and what Lasso calls wrong the
//! service refuses as well. Where they differ on purpose, the difference stands here with its reason.
//!
//! Knows the rules of `domain::validation` and the simulator, which share nothing. Does not know which of both is right: that is
//! for the recorded answers of the service, which the simulator's own tests hold.

mod drafts;
mod world;

use std::cell::RefCell;

use lambda_lasso::domain::age::AgeProblem;
use lambda_lasso::domain::call::Outcome;
use lambda_lasso::domain::destination::{DestinationKind, DestinationProblem, Needed};
use lambda_lasso::domain::draft::Draft;
use lambda_lasso::domain::field::Field;
use lambda_lasso::domain::validation::{FieldCheck, Problem, Request, RetriesProblem};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use serde_json::{Value, json};

use drafts::draft;
use world::{ACCOUNT, REGION, World, expected};

/// How many drafts are tried.
const CASES: u32 = 800;

/// What the service makes of a value that Lasso calls wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Service {
    /// It refuses it as well.
    Refuses,
    /// It takes it: Lasso is stricter on purpose.
    Takes(Stricter),
    /// No request can say it: the text stands for no number.
    CannotBeAsked,
}

/// Why Lasso is stricter than the service as it is simulated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stricter {
    /// The service's pattern for an ARN ends in `.*`: a blank behind a name would be part of the name, which nobody sees.
    BlankBehind,
    /// That pattern lets region and account be left out, as in the ARN of a bucket; no other target has such an ARN.
    NoPlace,
    /// That pattern lets every ARN have region and account; that of a bucket has none.
    PlacedBucket,
    /// Whether queues, topics, buses, buckets and functions elsewhere exist is not simulated. With such a name none can.
    ImpossibleName,
    /// The qualifier of a destination function is not looked at. No qualifier has such a name.
    ImpossibleQualifier,
}

/// The one table of agreement and difference: what the service makes of what Lasso calls wrong.
fn service_on(problem: &Problem, text: &str) -> Service {
    use RetriesProblem::{TooMany, Unreadable};
    use Service::{CannotBeAsked, Refuses, Takes};
    match problem {
        Problem::Destination(problem) => service_on_destination(problem, text),
        Problem::Retries(Unreadable(_))
        | Problem::Age(AgeProblem::Unreadable(_) | AgeProblem::TooLong { seconds: None, .. }) => {
            CannotBeAsked
        }
        Problem::Blanks if is_number(text.trim()) => CannotBeAsked,
        Problem::Blanks if text.starts_with("arn:") => Takes(Stricter::BlankBehind),
        Problem::Blanks
        | Problem::Retries(TooMany(_))
        | Problem::Age(AgeProblem::TooShort { .. } | AgeProblem::TooLong { .. })
        | Problem::BucketOnSuccess
        | Problem::Itself { .. } => Refuses,
    }
}

fn service_on_destination(problem: &DestinationProblem, text: &str) -> Service {
    use DestinationKind::{Bucket, Bus, Function};
    use DestinationProblem as Wrong;
    use Service::{Refuses, Takes};
    match problem {
        Wrong::Region(part) | Wrong::Account(part) if part.is_empty() => Takes(Stricter::NoPlace),
        Wrong::PlacedBucket => Takes(Stricter::PlacedBucket),
        Wrong::Name { kind, .. } if *kind != Function || !is_here(text) => {
            Takes(Stricter::ImpossibleName)
        }
        Wrong::Qualifier(_) => Takes(Stricter::ImpossibleQualifier),
        Wrong::EndsEarly { needed } => match needed.as_slice() {
            [Needed::Qualifier] => Takes(Stricter::ImpossibleQualifier),
            [Needed::Name(Some(Bucket | Bus))] => Takes(Stricter::ImpossibleName),
            [Needed::Name(Some(Function))] if text.ends_with(":function:") && !is_here(text) => {
                Takes(Stricter::ImpossibleName)
            }
            _ => Refuses,
        },
        Wrong::NotAnArn(_)
        | Wrong::Url { .. }
        | Wrong::Kafka
        | Wrong::TooLong { .. }
        | Wrong::Partition(_)
        | Wrong::Service(_)
        | Wrong::Region(_)
        | Wrong::Account(_)
        | Wrong::Resource { .. }
        | Wrong::Name { .. }
        | Wrong::Fifo { .. } => Refuses,
    }
}

fn is_number(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Says whether an ARN names account and region of the function whose settings are tried: there the service knows what exists.
fn is_here(arn: &str) -> bool {
    arn.contains(&format!(":{REGION}:{ACCOUNT}:"))
}

/// The body that says nothing but what stands in one field.
fn body_of(field: Field, problem: &Problem, text: &str) -> Value {
    match (field, problem) {
        (
            Field::MaximumEventAge,
            Problem::Age(
                AgeProblem::TooShort { seconds, .. }
                | AgeProblem::TooLong {
                    seconds: Some(seconds),
                    ..
                },
            ),
        ) => json!({"MaximumEventAgeInSeconds": seconds}),
        (Field::MaximumEventAge | Field::MaximumRetryAttempts, _) => {
            let number: i64 = text.parse().unwrap();
            json!({field.facts().api: number})
        }
        (Field::OnSuccess, _) => json!({"DestinationConfig": {"OnSuccess": {"Destination": text}}}),
        (Field::OnFailure, _) => json!({"DestinationConfig": {"OnFailure": {"Destination": text}}}),
    }
}

/// What the drafts of a run came to, so that a run that tried nothing can't pass.
#[derive(Debug, Default)]
struct Tried {
    stored: u32,
    refused: u32,
}

impl World {
    /// Holds one draft against the service.
    fn compare(&self, draft: &Draft, tried: &mut Tried) -> Result<(), TestCaseError> {
        let checked = self.check(draft);
        for (field, check) in checked.fields.iter() {
            if let FieldCheck::Wrong(problem) = check {
                self.compare_wrong(field, problem, draft.text(field), tried)?;
            }
        }
        if let (Request::Put, Some(settings)) = (checked.request, checked.settings) {
            let sent = expected(&settings);
            let outcome = self.put(settings);
            prop_assert!(matches!(outcome, Outcome::Applied { .. }), "{:?}", outcome);
            prop_assert_eq!(self.held(), Some(sent));
            tried.stored += 1;
        }
        Ok(())
    }

    fn compare_wrong(
        &self,
        field: Field,
        problem: &Problem,
        text: &str,
        tried: &mut Tried,
    ) -> Result<(), TestCaseError> {
        // Where Lasso is stricter the text may hold something else that the service refuses.
        if service_on(problem, text) == Service::Refuses {
            let status = self.put_raw(&body_of(field, problem, text));
            prop_assert_eq!(status, 400, "{:?} {:?} {:?}", field, text, problem);
            tried.refused += 1;
        }
        Ok(())
    }
}

/// One text for each difference, in which nothing else is wrong.
const STRICTER: [(&str, Stricter); 11] = [
    (
        "arn:aws:sqs:eu-west-1:123456789012:failed ",
        Stricter::BlankBehind,
    ),
    ("arn:aws:sqs::123456789012:failed", Stricter::NoPlace),
    ("arn:aws:sns:eu-west-1::failed", Stricter::NoPlace),
    ("arn:aws:s3:eu-west-1::failed", Stricter::PlacedBucket),
    ("arn:aws:s3::123456789012:failed", Stricter::PlacedBucket),
    ("arn:aws:s3:::", Stricter::ImpossibleName),
    (
        "arn:aws:sqs:eu-west-1:123456789012:fai led",
        Stricter::ImpossibleName,
    ),
    (
        "arn:aws:events:eu-west-1:123456789012:event-bus/",
        Stricter::ImpossibleName,
    ),
    (
        "arn:aws:lambda:us-east-1:123456789012:function:ma ils",
        Stricter::ImpossibleName,
    ),
    (
        "arn:aws:lambda:eu-west-1:123456789012:function:mails:",
        Stricter::ImpossibleQualifier,
    ),
    (
        "arn:aws:lambda:eu-west-1:123456789012:function:mails:a b",
        Stricter::ImpossibleQualifier,
    ),
];

#[test]
fn each_difference_of_the_table_is_one() {
    let world = World::new();
    for (text, stricter) in STRICTER {
        let mut draft = Draft::default();
        text.clone_into(draft.0.get_mut(Field::OnFailure));
        let checked = world.check(&draft);
        let FieldCheck::Wrong(problem) = checked.fields.get(Field::OnFailure) else {
            panic!("Lasso takes {text}")
        };
        assert_eq!(
            service_on(problem, text),
            Service::Takes(stricter),
            "{text}"
        );
        let body = body_of(Field::OnFailure, problem, text);
        assert_eq!(world.put_raw(&body), 200, "{text}");
    }
}

/// Lasso can't know which functions exist, takes regions of forms that may come, and looks at partitions only to warn.
#[test]
fn what_only_the_service_can_know_is_left_to_it() {
    let world = World::new();
    for text in [
        "arn:aws:lambda:eu-west-1:123456789012:function:nobody",
        "arn:aws-cn:lambda:eu-west-1:123456789012:function:orders",
        "arn:aws:sqs:mars-west-1:123456789012:failed",
    ] {
        let mut draft = Draft::default();
        text.clone_into(draft.0.get_mut(Field::OnFailure));
        let checked = world.check(&draft);
        assert_eq!(checked.request, Request::Put, "{text}");
        let outcome = world.put(checked.settings.unwrap());
        assert!(matches!(outcome, Outcome::Refused { .. }), "{outcome:?}");
        assert_eq!(world.held(), None);
    }
}

#[test]
fn lasso_and_the_service_agree_on_every_draft_but_for_the_differences_of_the_table() {
    let world = World::new();
    let tried = RefCell::new(Tried::default());
    let mut runner = TestRunner::new(Config {
        failure_persistence: None,
        ..Config::with_cases(CASES)
    });
    let agreed = runner.run(&draft(), |draft| {
        world.compare(&draft, &mut tried.borrow_mut())
    });
    agreed.unwrap_or_else(|difference| panic!("{difference}"));
    let tried = tried.into_inner();
    assert!(
        tried.stored > CASES / 4 && tried.refused > CASES / 4,
        "{tried:?}"
    );
}
