//! Each ARN and each beginning of one, and what is said of it.

use super::*;
use crate::domain::words;

const KINDS: [(&str, DestinationKind, &str); 7] = [
    (
        "arn:aws:sqs:eu-west-1:123456789012:orders_1",
        DestinationKind::Queue,
        "orders_1",
    ),
    (
        "arn:aws-cn:sns:cn-north-1:123456789012:orders",
        DestinationKind::Topic,
        "orders",
    ),
    (
        "arn:aws:lambda:eu-west-1:123456789012:function:orders",
        DestinationKind::Function,
        "orders",
    ),
    (
        "arn:aws:lambda:eu-west-1:123456789012:function:orders:$LATEST",
        DestinationKind::Function,
        "orders:$LATEST",
    ),
    (
        "arn:aws:events:eu-west-1:123456789012:event-bus/default",
        DestinationKind::Bus,
        "default",
    ),
    (
        "arn:aws:events:eu-west-1:123456789012:event-bus/aws.partner/example.com/1",
        DestinationKind::Bus,
        "aws.partner/example.com/1",
    ),
    (
        "arn:aws:s3:::orders.failed",
        DestinationKind::Bucket,
        "orders.failed",
    ),
];

fn wrong(text: &str) -> DestinationProblem {
    let read = DestinationText::read(text);
    let DestinationText::Wrong(problem) = read else {
        panic!("{text} is {read:?}")
    };
    problem
}

fn needed(text: &str) -> Vec<Needed> {
    let read = DestinationText::read(text);
    let DestinationText::Unfinished { needed, .. } = read else {
        panic!("{text} is {read:?}")
    };
    needed
}

#[test]
fn each_kind_is_read_and_printed_back() {
    for (arn, kind, name) in KINDS {
        let destination = Destination::parse(arn).unwrap();
        assert_eq!((destination.kind(), destination.name()), (kind, name));
        assert_eq!(destination.arn(), arn);
    }
}

#[test]
fn regions_of_every_partition_are_accepted() {
    for (partition, region) in [
        ("aws-eusc", "eusc-de-east-1"),
        ("aws-iso-b", "us-isob-east-1"),
        ("aws-us-gov", "us-gov-west-1"),
    ] {
        let arn = format!("arn:{partition}:sqs:{region}:123456789012:q");
        assert!(Destination::parse(&arn).is_ok(), "{arn}");
    }
}

#[test]
fn every_beginning_of_an_arn_can_still_become_right() {
    for (arn, _, _) in KINDS {
        for (end, _) in arn.char_indices().skip(1) {
            let beginning = &arn[..end];
            let read = DestinationText::read(beginning);
            assert!(
                !matches!(read, DestinationText::Wrong(_)),
                "{beginning}: {read:?}"
            );
        }
    }
}

#[test]
fn what_is_still_needed_is_named_in_its_order() {
    let queue = Needed::Name(Some(DestinationKind::Queue));
    let bucket = Needed::Name(Some(DestinationKind::Bucket));
    let function = Needed::Name(Some(DestinationKind::Function));
    assert_eq!(needed("arn:aws:sqs:eu-west-1:"), [Needed::Account, queue]);
    assert_eq!(
        needed("arn:aws:sqs:eu-w"),
        [Needed::Region, Needed::Account, queue]
    );
    assert_eq!(needed("arn:aws:s3"), [bucket]);
    assert_eq!(needed("arn:aws:s3::"), [bucket]);
    assert_eq!(
        needed("arn:aws:lambda:eu-west-1:123456789012:func"),
        [function]
    );
    assert_eq!(
        needed("arn:aws:lambda:eu-west-1:123456789012:function:orders:"),
        [Needed::Qualifier]
    );
    assert_eq!(
        needed("arn:aws:s"),
        [
            Needed::Service,
            Needed::Region,
            Needed::Account,
            Needed::Name(None)
        ]
    );
}

#[test]
fn what_no_continuation_helps_names_the_part_of_the_place() {
    use DestinationProblem as Problem;
    for (text, problem) in [
        ("orders", Problem::NotAnArn("orders".into())),
        ("arn:azure:", Problem::Partition("azure".into())),
        (
            "arn:aws:iam::123456789012:role/r",
            Problem::Service("iam".into()),
        ),
        ("arn:aws:kinesis", Problem::Service("kinesis".into())),
        ("kafka://topic", Problem::Kafka),
        ("arn:aws:sqs:europe:", Problem::Region("europe".into())),
        (
            "arn:aws:sqs::123456789012:q",
            Problem::Region(String::new()),
        ),
        (
            "arn:aws:sqs:eu-west-1:1234567890123",
            Problem::Account("1234567890123".into()),
        ),
        ("arn:aws:sqs:eu-west-1::q", Problem::Account(String::new())),
        ("arn:aws:s3:eu-west-1::b", Problem::PlacedBucket),
        ("arn:aws:s3::123456789012:b", Problem::PlacedBucket),
        ("https://example.com/q", Problem::Url { arn: None }),
    ] {
        assert_eq!(wrong(text), problem, "{text}");
    }
    assert_eq!(
        wrong(&"a".repeat(351)),
        Problem::TooLong { characters: 351 }
    );
    let url = "https://sqs.eu-west-1.amazonaws.com/123456789012/q";
    let arn = Some("arn:aws:sqs:eu-west-1:123456789012:q".into());
    assert_eq!(wrong(url), Problem::Url { arn });
}

#[test]
fn what_no_continuation_helps_names_the_part_of_the_resource() {
    use DestinationKind::{Bus, Function, Queue, Topic};
    use DestinationProblem as Problem;
    let name = |kind, name: &str| Problem::Name {
        kind,
        name: name.into(),
    };
    let fifo = |kind, name: &str| Problem::Fifo {
        kind,
        name: name.into(),
    };
    let form = |kind, resource: &str| Problem::Resource {
        kind,
        resource: resource.into(),
    };
    let long = "q".repeat(81);
    for (service, resource, problem) in [
        ("sqs", "a b", name(Queue, "a b")),
        ("sqs", long.as_str(), name(Queue, &long)),
        ("sqs", "q.fifo", fifo(Queue, "q.fifo")),
        ("sns", "t.fifo", fifo(Topic, "t.fifo")),
        ("sns", "t:subscription", name(Topic, "t:subscription")),
        ("lambda", "layer:l", form(Function, "layer:l")),
        ("lambda", "function::live", name(Function, "")),
        (
            "lambda",
            "function:f:$latest",
            Problem::Qualifier("$latest".into()),
        ),
        ("events", "rule/r", form(Bus, "rule/r")),
        ("events", "event-bus/a b", name(Bus, "a b")),
    ] {
        let arn = format!("arn:aws:{service}:eu-west-1:123456789012:{resource}");
        assert_eq!(wrong(&arn), problem, "{arn}");
    }
}

#[test]
fn a_part_that_was_begun_is_wrong_by_itself_when_nothing_follows() {
    let digits = "arn:aws:sqs:eu-west-1:12345678901";
    assert_eq!(
        Destination::parse(digits),
        Err(DestinationProblem::Account("12345678901".into()))
    );
    let needed = vec![Needed::Name(Some(DestinationKind::Queue))];
    let ends_early = Err(DestinationProblem::EndsEarly { needed });
    assert_eq!(
        Destination::parse("arn:aws:sqs:eu-west-1:123456789012"),
        ends_early
    );
}

#[test]
fn what_a_name_may_hold_is_told_in_words_that_end_where_the_sentence_does() {
    let bus = "arn:aws:events:eu-west-1:123456789012:event-bus/a$b";
    let said = words::destination_problem(&wrong(bus));
    assert!(said.contains("is no name of an event bus"), "{said}");
    let bucket = words::destination_problem(&wrong("arn:aws:s3:::a$b"));
    assert!(bucket.ends_with("full stops."), "{bucket}");
}

#[test]
fn every_problem_says_something_of_its_own() {
    let mut sentences: Vec<String> = [
        "orders",
        "arn:azure:",
        "arn:aws:iam:",
        "kafka://t",
        "arn:aws:sqs::",
        "arn:aws:sqs:europe:",
        "arn:aws:sqs:eu-west-1::",
        "arn:aws:sqs:eu-west-1:x:",
        "arn:aws:s3:r",
        "https://example.com",
    ]
    .map(|text| words::destination_problem(&wrong(text)))
    .into();
    let all = sentences.len();
    sentences.sort();
    sentences.dedup();
    assert_eq!(sentences.len(), all);
}
