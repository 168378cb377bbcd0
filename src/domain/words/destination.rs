//! Words for what is wrong with the text of a destination, and for what it still needs.
//!
//! Knows the form that each part should have. Does not know the field that the text stands in.

use super::{clean, list};
use crate::domain::destination::reading::MOST_CHARACTERS;
use crate::domain::destination::{DestinationKind, DestinationProblem, Needed, name_rule};

/// Says what is wrong with which part of the text, without a mark.
#[must_use]
pub fn destination_problem(problem: &DestinationProblem) -> String {
    match problem {
        DestinationProblem::NotAnArn(text) => format!(
            "\"{}\" does not begin as an ARN, with arn:. Write the ARN of a queue, topic, function, event bus or bucket.",
            clean(text)
        ),
        DestinationProblem::Url { arn } => url(arn.as_deref()),
        DestinationProblem::Kafka => {
            "kafka:// belongs to event source mappings. Here a queue, topic, function, event bus or bucket is meant."
                .to_owned()
        }
        DestinationProblem::TooLong { characters } => {
            format!("This has {characters} characters; a destination has {MOST_CHARACTERS} at most.")
        }
        DestinationProblem::Partition(text) => format!(
            "\"{}\" is no partition of AWS: they are named aws, aws-cn, aws-us-gov and so on.",
            clean(text)
        ),
        DestinationProblem::Service(text) => format!(
            "Lambda sends no records to \"{}\", only to queues (sqs), topics (sns), functions (lambda), event buses (events) \
             and, of failed events, buckets (s3).",
            clean(text)
        ),
        DestinationProblem::Region(text) if text.is_empty() => {
            "The region is missing; write it like eu-west-1.".to_owned()
        }
        DestinationProblem::Region(text) => {
            format!("\"{}\" is no region; write it like eu-west-1.", clean(text))
        }
        DestinationProblem::Account(text) => account(text),
        DestinationProblem::PlacedBucket => {
            "The ARN of a bucket names neither region nor account: arn:aws:s3:::NAME.".to_owned()
        }
        DestinationProblem::Resource { kind, resource } => resource_form(*kind, resource),
        DestinationProblem::Name { kind, name } => name_form(*kind, name),
        DestinationProblem::Qualifier(text) => format!(
            "\"{}\" is no qualifier: write $LATEST, a version's number or an alias.",
            clean(text)
        ),
        DestinationProblem::Fifo { kind, name } => format!(
            "{name} is a FIFO {}. Lambda sends records to standard queues and topics only; nothing would arrive.",
            kind.noun(),
            name = clean(name),
        ),
        DestinationProblem::EndsEarly { needed } => {
            format!("This ARN ends early. It still needs: {}.", needed_parts(needed))
        }
    }
}

/// The missing parts, in their order: "account id, queue name".
pub(super) fn needed_parts(needed: &[Needed]) -> String {
    let words: Vec<String> = needed.iter().map(|part| needed_part(*part)).collect();
    words.join(", ")
}

fn needed_part(part: Needed) -> String {
    match part {
        Needed::Prefix => "arn:".to_owned(),
        Needed::Partition => "partition".to_owned(),
        Needed::Service => "service".to_owned(),
        Needed::Region => "region".to_owned(),
        Needed::Account => "account id".to_owned(),
        Needed::Name(Some(kind)) => format!("{} name", kind.noun()),
        Needed::Name(None) => "name".to_owned(),
        Needed::Qualifier => "qualifier".to_owned(),
    }
}

fn url(arn: Option<&str>) -> String {
    arn.map_or_else(
        || {
            "This URL does not tell a region and an account of 12 digits. Paste the queue's ARN (arn:aws:sqs:REGION:ACCOUNT:NAME)."
                .to_owned()
        },
        |arn| format!("This is the URL of a queue. Write its ARN: {arn}"),
    )
}

fn account(text: &str) -> String {
    let is_digits = text.bytes().all(|b| b.is_ascii_digit());
    if text.is_empty() {
        "The account id is missing; it has 12 digits.".to_owned()
    } else if is_digits {
        let digits = text.len();
        let plural = if digits == 1 { "" } else { "s" };
        format!("Account id {text} has {digits} digit{plural}; it must have 12.")
    } else {
        let text = clean(text);
        format!("Account id \"{text}\" holds something else than digits; it must have 12 digits.")
    }
}

/// The forms that a resource can miss; for the other kinds the resource is the name.
fn resource_form(kind: DestinationKind, resource: &str) -> String {
    let form = match kind {
        DestinationKind::Function => "function:NAME or function:NAME:QUALIFIER",
        DestinationKind::Bus => "event-bus/NAME",
        DestinationKind::Queue | DestinationKind::Topic | DestinationKind::Bucket => "NAME",
    };
    let (resource, noun) = (clean(resource), kind.noun());
    format!("\"{resource}\" is no {noun}: behind the account stands {form}.")
}

fn name_form(kind: DestinationKind, name: &str) -> String {
    let noun = kind.noun();
    let (extra, most) = name_rule(kind);
    if name.is_empty() {
        return format!("The name of the {noun} is missing.");
    }
    if name.len() > most {
        let length = name.chars().count();
        return format!("The name of the {noun} has {length} characters; it has {most} at most.");
    }
    // A full stop would end the sentence.
    let named = |sign: char| match sign {
        '.' => "full stops".to_owned(),
        sign => sign.to_string(),
    };
    let extra: Vec<String> = extra.chars().map(named).collect();
    let allowed = list([vec!["letters".to_owned(), "digits".to_owned()], extra].concat());
    let name = clean(name);
    let article = if noun.starts_with('e') { "an" } else { "a" };
    format!("\"{name}\" is no name of {article} {noun}: it consists of {allowed}.")
}
