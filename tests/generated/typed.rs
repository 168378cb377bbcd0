//! What somebody types into a field, to the middle and past the end: what is called unfinished can become right, what is called wrong
//! can't, and what is called right means what it says.
//!
//! Knows how ARNs, ages and names are written. Does not know how Lasso reads them.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use lambda_lasso::domain::age::AgeText;
use lambda_lasso::domain::destination::{DestinationKind, DestinationText};
use lambda_lasso::domain::function::{FunctionAddress, FunctionName};
use proptest::prelude::*;

use super::near::near;

/// An ARN of each kind, with the shortest of names: their ends are all that may be needed to complete one.
const ARNS: [&str; 9] = [
    "arn:aws:sqs:eu-west-1:123456789012:q",
    "arn:aws-cn:sns:cn-north-1:123456789012:q",
    "arn:aws:lambda:eu-west-1:123456789012:function:q",
    "arn:aws:lambda:eu-west-1:123456789012:function:q:1",
    "arn:aws:lambda:eu-west-1:123456789012:function:q:live",
    "arn:aws:lambda:eu-west-1:123456789012:function:q:$LATEST.PUBLISHED",
    "arn:aws:events:eu-west-1:123456789012:event-bus/q",
    "arn:aws:s3:::q",
    "https://sqs.eu-west-1.amazonaws.com/123456789012/q",
];

const PIECES_OF_ARNS: [&str; 30] = [
    "a",
    "Z",
    "0",
    "9",
    "1",
    ":",
    "/",
    "-",
    "_",
    ".",
    "$",
    " ",
    "\n",
    "\u{e4}",
    "\u{202e}",
    "%",
    "@",
    "::",
    "aws",
    "sqs",
    "lambda",
    "function:",
    "event-bus/",
    ".fifo",
    "$LATEST",
    "eu-west-1",
    "123456789012",
    "kafka://",
    "https://",
    "arn:",
];

/// Every end of every text.
fn ends(texts: &[&'static str]) -> BTreeSet<&'static str> {
    let ends = texts.iter().flat_map(|text| {
        let starts = text
            .char_indices()
            .map(|(start, _)| start)
            .chain([text.len()]);
        starts.map(|start| &text[start..])
    });
    ends.collect()
}

static ENDS_OF_ARNS: LazyLock<BTreeSet<&str>> = LazyLock::new(|| ends(&ARNS[..8]));

/// The resource of an ARN before the name.
fn before_name(kind: DestinationKind) -> &'static str {
    match kind {
        DestinationKind::Queue | DestinationKind::Topic | DestinationKind::Bucket => "",
        DestinationKind::Function => "function:",
        DestinationKind::Bus => "event-bus/",
    }
}

fn judge_arn(text: &str) {
    let judged = DestinationText::read(text);
    if let DestinationText::Complete(destination) = &judged {
        let kind = destination.kind();
        let parts = [
            "arn",
            destination.partition().as_str(),
            kind.service(),
            destination.region().map_or("", |region| region.as_str()),
            destination.account().map_or("", |account| account.as_str()),
            before_name(kind),
        ];
        assert_eq!(parts.join(":") + destination.name(), text);
        assert!(text.bytes().all(|byte| byte.is_ascii_graphic()), "{text:?}");
        assert!(!text.contains("https://"), "{text}");
    }
    let whole = |end: &&&str| {
        let longer = format!("{text}{end}");
        matches!(DestinationText::read(&longer), DestinationText::Complete(_))
    };
    let can_become_right = ENDS_OF_ARNS.iter().find(whole);
    let is_wrong = matches!(judged, DestinationText::Wrong(_));
    assert_eq!(
        is_wrong,
        can_become_right.is_none(),
        "{text:?} {can_become_right:?} {judged:?}"
    );
}

const AGES: [&str; 12] = [
    "60", "90s", "15m", "6h", "1h30m", "5h59m59s", "0h1m0s", "21600", "359m60s", "6h0m0s", "007h",
    "1h1s",
];

const PIECES_OF_AGES: [&str; 20] = [
    "0",
    "1",
    "2",
    "5",
    "6",
    "9",
    "00",
    "60",
    "h",
    "m",
    "s",
    "H",
    " ",
    "-",
    "+",
    ".",
    "\u{666}",
    "d",
    "ms",
    "18446744073709551616",
];

/// Up to two characters more, and some of three.
static ENDS_OF_AGES: LazyLock<Vec<String>> = LazyLock::new(|| {
    const CHARACTERS: &str = "0123456789hms";
    let mut ends = vec![String::new(), "60s".to_owned(), "99s".to_owned()];
    for first in CHARACTERS.chars() {
        ends.push(first.to_string());
        ends.extend(CHARACTERS.chars().map(|second| format!("{first}{second}")));
    }
    ends
});

/// The seconds of a text that is written as ages are.
fn seconds(text: &str) -> Option<u128> {
    if !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()) {
        return text.parse().ok();
    }
    let mut sum = 0_u128;
    let mut rest = text;
    for (unit, length) in [('h', 3_600), ('m', 60), ('s', 1)] {
        let Some((number, behind)) = rest.split_once(unit) else {
            continue;
        };
        if number.is_empty() || !number.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        sum = number
            .parse::<u128>()
            .ok()?
            .checked_mul(length)?
            .checked_add(sum)?;
        rest = behind;
    }
    (rest.is_empty() && !text.is_empty()).then_some(sum)
}

fn judge_age(text: &str) {
    let judged = AgeText::read(text);
    let means = seconds(text).filter(|seconds| (60..=21_600).contains(seconds));
    let age = match judged {
        AgeText::Complete(age) => Some(u128::from(age.seconds())),
        AgeText::Unfinished(_) | AgeText::Wrong(_) => None,
    };
    assert_eq!(age, means, "{text:?} {judged:?}");
    let whole =
        |end: &&String| matches!(AgeText::read(&format!("{text}{end}")), AgeText::Complete(_));
    let can_become_right = ENDS_OF_AGES.iter().find(whole);
    let is_wrong = matches!(judged, AgeText::Wrong(_)) && !text.is_empty();
    assert_eq!(
        is_wrong,
        can_become_right.is_none(),
        "{text:?} {can_become_right:?} {judged:?}"
    );
}

const ADDRESSES: [&str; 9] = [
    "orders",
    "orders:live",
    "function:orders:$LATEST",
    "function:123456789012:live",
    "123456789012:function:orders",
    "123456789012:orders:3",
    "eu-west-1:123456789012:function:orders",
    "arn:aws:lambda:eu-west-1:123456789012:function:orders",
    "arn:aws-us-gov:lambda:us-gov-west-1:123456789012:function:orders:live",
];

/// The parts of a text or of an address, but for the word that may be left out.
fn parts(text: &str) -> Vec<String> {
    let parts = text.split(':').filter(|part| *part != "function");
    parts.map(str::to_owned).collect()
}

fn judge_address(text: &str) {
    let Ok(address) = FunctionAddress::parse(text) else {
        return;
    };
    assert_eq!(
        parts(&address.to_string()),
        parts(text),
        "{text:?} {address:?}"
    );
    assert_eq!(FunctionAddress::parse(&address.to_string()), Ok(address));
}

/// Names that can't be taken for another part of an address.
fn name() -> impl Strategy<Value = String> {
    "[a-zA-Z][a-zA-Z0-9_.-]{0,61}_"
}

fn addressed() -> impl Strategy<Value = (Vec<Option<String>>, String)> {
    let placed = prop::sample::select(vec!["eu-west-1", "us-gov-west-1", "eusc-de-east-1"]);
    let qualifier = prop::sample::select(vec!["$LATEST", "$LATEST.PUBLISHED", "live", "3"]);
    let place = (
        any::<bool>(),
        prop::option::of(placed),
        prop::option::of("[0-9]{12}"),
    );
    (place, any::<bool>(), name(), prop::option::of(qualifier)).prop_map(
        |((is_whole, region, account), says_function, name, qualifier)| {
            let partition = is_whole.then_some("aws");
            let arn = partition.map(|name| format!("arn:{name}:lambda"));
            let word = says_function.then_some("function");
            let parts = [arn.as_deref(), region, account.as_deref(), word];
            let parts = parts.into_iter().chain([Some(name.as_str()), qualifier]);
            let text = parts.flatten().collect::<Vec<_>>().join(":");
            let said = [
                partition,
                region,
                account.as_deref(),
                Some(&name),
                qualifier,
            ];
            (said.map(|part| part.map(str::to_owned)).to_vec(), text)
        },
    )
}

/// What was found here once: each read as something else, or printed as something else.
#[test]
fn what_was_misjudged_once_is_judged_right() {
    let arn = "arn:aws:lambda:eu-west-1:123456789012:function:q:";
    for qualifier in ["007", "99999999999999999999"] {
        judge_arn(&format!("{arn}{qualifier}"));
    }
    for address in ["123456789012:live", "function:live", "eu-west-1:live"] {
        judge_address(&format!("function:{address}"));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn an_arn_is_unfinished_as_long_as_it_can_become_right(text in near(&ARNS, &PIECES_OF_ARNS)) {
        judge_arn(&text);
    }

    #[test]
    fn an_age_is_unfinished_as_long_as_it_can_become_right_and_means_its_seconds(text in near(&AGES, &PIECES_OF_AGES)) {
        judge_age(&text);
    }

    #[test]
    fn nothing_of_a_function_s_address_is_lost(text in near(&ADDRESSES, &PIECES_OF_ARNS)) {
        judge_address(&text);
    }

    #[test]
    fn each_part_of_a_function_s_address_is_read_as_what_it_is((said, text) in addressed()) {
        let read = FunctionAddress::parse(&text).unwrap();
        let read = [
            read.partition.map(|partition| partition.to_string()),
            read.region.map(|region| region.to_string()),
            read.account.map(|account| account.to_string()),
            Some(read.name.to_string()),
            read.qualifier.map(|qualifier| qualifier.to_string()),
        ];
        prop_assert_eq!(read.to_vec(), said, "{}", text);
    }

    #[test]
    fn a_function_s_name_is_what_the_service_takes(text in prop_oneof![
        near(&["orders", "a.b_c-D9", "x"], &PIECES_OF_ARNS), "[a-zA-Z0-9_.-]{0,70}", any::<String>()]) {
        let is_letter = |letter: char| letter.is_ascii_alphanumeric() || "-_.".contains(letter);
        let takes = (1..=64).contains(&text.chars().count()) && text.chars().all(is_letter);
        prop_assert_eq!(FunctionName::parse(&text).is_some(), takes);
    }
}
