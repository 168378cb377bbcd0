//! Drafts as people type them: right ones, and ones with something wrong in any part.
//!
//! Knows texts. Does not know which rule a wrong one breaks.

use lambda_lasso::domain::draft::Draft;
use lambda_lasso::domain::field::{Field, PerField};
use proptest::prelude::*;
use proptest::sample::select;

use super::world::{ACCOUNT, REGION};

fn right_retries() -> BoxedStrategy<String> {
    select(&["", "0", "1", "2"][..])
        .prop_map(str::to_owned)
        .boxed()
}

fn wrong_retries() -> BoxedStrategy<String> {
    select(&["3", "10", "-1", "00", "1.0", "two", " 1"][..])
        .prop_map(str::to_owned)
        .boxed()
}

fn right_age() -> BoxedStrategy<String> {
    prop_oneof![
        Just(String::new()),
        (60..=21_600_u32).prop_map(|seconds| seconds.to_string()),
        (1..=5_u32, 0..=59_u32).prop_map(|(hours, minutes)| format!("{hours}h{minutes}m")),
    ]
    .boxed()
}

fn wrong_age() -> BoxedStrategy<String> {
    let texts = [
        "0",
        "59",
        "59s",
        "21601",
        "6h1s",
        "7h",
        "1.5h",
        "1h30",
        "90min",
        "-60",
        "99999999999999999999h",
    ];
    select(texts.to_vec()).prop_map(str::to_owned).boxed()
}

/// Destinations that each side takes; of the functions here, one that exists.
fn right_destination(field: Field) -> BoxedStrategy<String> {
    let place = select(vec![
        "eu-west-1:123456789012",
        "us-east-1:123456789012",
        "eu-west-1:210987654321",
        "eusc-de-east-1:123456789012",
    ]);
    let resource = select(vec![
        ("sqs", "failed"),
        ("sqs", "failed-1_2"),
        ("sns", "failed"),
        ("lambda", "function:mails"),
        ("lambda", "function:mails:$LATEST"),
        ("lambda", "function:mails:live"),
        ("events", "event-bus/default"),
        ("events", "event-bus/aws.partner/example.com/1"),
    ]);
    let placed = (place, resource)
        .prop_map(|(place, (service, resource))| format!("arn:aws:{service}:{place}:{resource}"));
    // A function of that name elsewhere is another function.
    let namesake = Just("arn:aws:lambda:us-east-1:123456789012:function:orders".to_owned());
    let bucket = Just(match field {
        Field::OnFailure => "arn:aws:s3:::failed".to_owned(),
        Field::OnSuccess | Field::MaximumRetryAttempts | Field::MaximumEventAge => String::new(),
    });
    prop_oneof![2 => Just(String::new()), 6 => placed, 1 => namesake, 1 => bucket].boxed()
}

/// The resources of a service, right ones and wrong ones. Of functions those exist that are right.
fn resources(service: &str) -> &'static [&'static str] {
    match service {
        "lambda" => &[
            "function:mails",
            "function:mails:$LATEST",
            "function:mails:live",
            "function:mails:",
            "function:mails:$LATES",
            "function:mails:a b",
            "function:orders",
            "function:orders:live",
            "function:orders:1",
            "function:ma ils",
            "layer:mails",
            "mails",
            "function:",
            "",
        ],
        "events" => &[
            "event-bus/default",
            "event-bus/aws.partner/example.com/1",
            "event-bus/",
            "event-bus/a b",
            "rule/default",
            "",
        ],
        _ => &[
            "failed",
            "failed-1_2",
            "failed.fifo",
            "fai led",
            "",
            "failed",
        ],
    }
}

/// ARNs of every service and of none, here and elsewhere, each part right or wrong.
fn arn() -> impl Strategy<Value = String> {
    let service = select(
        &[
            "sqs", "sns", "lambda", "events", "s3", "sqs", "sns", "lambda", "events", "s3", "iam",
            "kinesis", "SQS", "",
        ][..],
    );
    service.prop_flat_map(|service| {
        let place = if service == "s3" {
            prop_oneof![8 => Just(""), 1 => Just(REGION)].boxed()
        } else {
            prop_oneof![
                6 => Just(REGION),
                2 => select(&["us-east-1", "eusc-de-east-1"][..]),
                1 => select(&["", "europe", "eu-west-12", "EU-west-1"][..]),
            ]
            .boxed()
        };
        let account = if service == "s3" {
            prop_oneof![8 => Just(""), 1 => Just(ACCOUNT)].boxed()
        } else {
            prop_oneof![
                6 => Just(ACCOUNT),
                2 => Just("210987654321"),
                1 => select(&["", "12345678901", "12345678901x"][..]),
            ]
            .boxed()
        };
        let partition = prop_oneof![9 => Just("aws"), 1 => select(&["gcp", "aws_cn", ""][..])];
        (partition, place, account, select(resources(service))).prop_map(
            move |(partition, region, account, resource)| {
                format!("arn:{partition}:{service}:{region}:{account}:{resource}")
            },
        )
    })
}

/// Destinations with something wrong, or not.
fn any_destination() -> BoxedStrategy<String> {
    let other = select(
        &[
            "failed",
            "arn",
            "arn:aws:sqs",
            "kafka://failed",
            "https://sqs.eu-west-1.amazonaws.com/123456789012/failed",
            " arn:aws:sqs:eu-west-1:123456789012:failed",
            "arn:aws:sqs:eu-west-1:123456789012:failed ",
        ][..],
    );
    let long = (80..400_usize)
        .prop_map(|length| format!("arn:aws:sns:{REGION}:{ACCOUNT}:{}", "q".repeat(length)));
    prop_oneof![
        2 => Just(String::new()),
        12 => arn(),
        1 => other.prop_map(str::to_owned),
        1 => long,
    ]
    .boxed()
}

pub(crate) fn draft() -> impl Strategy<Value = Draft> {
    let right = (
        right_retries(),
        right_age(),
        right_destination(Field::OnSuccess),
        right_destination(Field::OnFailure),
    );
    let any = (
        prop_oneof![right_retries(), wrong_retries()],
        prop_oneof![right_age(), wrong_age()],
        any_destination(),
        any_destination(),
    );
    let draft = |(maximum_retry_attempts, maximum_event_age, on_success, on_failure)| {
        Draft(PerField {
            maximum_retry_attempts,
            maximum_event_age,
            on_success,
            on_failure,
        })
    };
    prop_oneof![right.prop_map(draft), any.prop_map(draft)]
}
