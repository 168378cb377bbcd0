//! Laws that hold for every value: what is printed reads back, differences apply, drafts keep what they were made of, nothing panics.
#![cfg(test)]

use lambda_lasso::domain::age::{self, AgeText};
use lambda_lasso::domain::call::{Reading, SessionNumber};
use lambda_lasso::domain::change::{Method, Origin, ProposedChange};
use lambda_lasso::domain::destination::queue_url;
use lambda_lasso::domain::destination::{Destination, DestinationText, ReportedArn};
use lambda_lasso::domain::difference::{Difference, FieldValue, Movement, ResetCause};
use lambda_lasso::domain::draft::Draft;
use lambda_lasso::domain::export::json;
use lambda_lasso::domain::field::{Field, PerField};
use lambda_lasso::domain::function::{
    FunctionAddress, FunctionKey, FunctionName, Target, parse_reported_arn,
};
use lambda_lasso::domain::paste;
use lambda_lasso::domain::place::{AccountId, Partition, Region, Scope};
use lambda_lasso::domain::qualifier::Qualifier;
use lambda_lasso::domain::settings::{
    AsyncSettings, EventAge, RetryAttempts, Setting, StoredConfiguration, StoredSettings,
};
use lambda_lasso::domain::timeline::{Course, EffectiveSettings, Timeline};
use lambda_lasso::domain::validation::{FieldCheck, Known, Request, Surroundings, check};
use lambda_lasso::domain::words;
use proptest::prelude::*;
use serde_json::Value;

const REGIONS: [&str; 8] = [
    "eu-west-1",
    "us-east-1",
    "cn-north-1",
    "us-gov-west-1",
    "us-iso-east-1",
    "us-isob-east-1",
    "eu-isoe-west-1",
    "eusc-de-east-1",
];

fn region() -> impl Strategy<Value = Region> {
    prop::sample::select(&REGIONS[..]).prop_map(|text| Region::parse(text).unwrap())
}

/// The settings that result when a difference is applied to others: each field that moves takes its new value.
fn applied(difference: &Difference, to: &StoredSettings) -> StoredSettings {
    let value = |field: Field| {
        let row = difference.0.get(field);
        if row.movement == Movement::Same {
            to.value(field)
        } else {
            row.after.clone()
        }
    };
    let number = |field| {
        value(field).map(|value| match value {
            FieldValue::Retries(number) | FieldValue::Age(number) => number,
            FieldValue::Arn(arn) => panic!("{field:?} is no number: {arn}"),
        })
    };
    let arn = |field| value(field).map(|value| value.to_string());
    StoredSettings {
        maximum_retry_attempts: number(Field::MaximumRetryAttempts),
        maximum_event_age_in_seconds: number(Field::MaximumEventAge),
        on_success: arn(Field::OnSuccess),
        on_failure: arn(Field::OnFailure),
    }
}

fn place() -> impl Strategy<Value = String> {
    (region(), "[0-9]{12}").prop_map(|(region, account)| format!("{region}:{account}"))
}

fn qualifier() -> impl Strategy<Value = Qualifier> {
    prop_oneof![
        Just(Qualifier::Latest),
        Just(Qualifier::LatestPublished),
        (1..=u64::MAX).prop_map(Qualifier::Version),
        "[a-zA-Z0-9_-]{0,60}[a-zA-Z_-][a-zA-Z0-9_-]{0,60}".prop_map(Qualifier::Alias),
    ]
}

/// ARNs that are destinations on both sides; none is the function of [`surroundings`], whose name is longer.
fn arn() -> impl Strategy<Value = String> {
    prop_oneof![
        (place(), "[a-zA-Z0-9_-]{1,80}")
            .prop_map(|(place, name)| format!("arn:aws:sqs:{place}:{name}")),
        (place(), "[a-zA-Z0-9_-]{1,200}")
            .prop_map(|(place, name)| format!("arn:aws:sns:{place}:{name}")),
        (place(), "[a-zA-Z0-9_-]{1,60}")
            .prop_map(|(place, name)| format!("arn:aws:lambda:{place}:function:{name}")),
        (place(), "[a-zA-Z0-9_-]{1,60}", qualifier()).prop_map(|(place, name, qualifier)| format!(
            "arn:aws:lambda:{place}:function:{name}:{qualifier}"
        )),
        (place(), "[a-zA-Z0-9_./-]{1,60}")
            .prop_map(|(place, name)| format!("arn:aws:events:{place}:event-bus/{name}")),
    ]
}

fn bucket() -> impl Strategy<Value = String> {
    "[a-z0-9.-]{3,63}".prop_map(|name| format!("arn:aws:s3:::{name}"))
}

/// URLs of queues, as consoles and SDKs show them.
fn queue() -> impl Strategy<Value = String> {
    (region(), "[0-9]{12}", "[a-zA-Z0-9_-]{1,80}(\\.fifo)?").prop_map(|(region, account, name)| {
        format!("https://sqs.{region}.amazonaws.com/{account}/{name}")
    })
}

fn setting<T: Clone + std::fmt::Debug>(
    value: impl Strategy<Value = T>,
) -> impl Strategy<Value = Setting<T>> {
    prop::option::of(value).prop_map(Setting::from)
}

fn settings() -> impl Strategy<Value = AsyncSettings> {
    let destination = |arn: String| Destination::parse(&arn).unwrap().into();
    (
        setting((0..=2_i64).prop_map(|retries| RetryAttempts::new(retries).unwrap())),
        setting((60..=21_600_i64).prop_map(|age| EventAge::new(age).unwrap())),
        setting(arn().prop_map(destination)),
        setting(prop_oneof![arn(), bucket()].prop_map(destination)),
    )
        .prop_map(
            |(maximum_retry_attempts, maximum_event_age, on_success, on_failure)| AsyncSettings {
                maximum_retry_attempts,
                maximum_event_age,
                on_success,
                on_failure,
            },
        )
}

/// Whatever a service may hold, also what Lasso would never send.
fn stored() -> impl Strategy<Value = StoredSettings> {
    (
        setting(any::<i64>()),
        setting(any::<i64>()),
        setting(any::<String>()),
        setting(any::<String>()),
    )
        .prop_map(
            |(maximum_retry_attempts, maximum_event_age_in_seconds, on_success, on_failure)| {
                StoredSettings {
                    maximum_retry_attempts,
                    maximum_event_age_in_seconds,
                    on_success,
                    on_failure,
                }
            },
        )
}

/// Texts near what is right, beside wholly arbitrary ones: pieces of ARNs, ages and blanks in any order.
fn text() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "arn",
        ":",
        "aws",
        "sqs",
        "sns",
        "s3",
        "lambda",
        "events",
        "eu-west-1",
        "123456789012",
        "function:",
        "event-bus/",
        "q",
        ".fifo",
        "$LATEST",
        "kafka://",
        "https://",
        "sqs.eu-west-1.amazonaws.com",
        "/",
        "1h",
        "30m",
        "s",
        "6",
        "0",
        " ",
        "\n",
        "ä",
    ]);
    prop_oneof![
        any::<String>(),
        prop::collection::vec(piece, 0..12).prop_map(|pieces| pieces.concat())
    ]
}

fn key() -> impl Strategy<Value = FunctionKey> {
    (
        region(),
        prop::option::of("[0-9]{12}"),
        "[a-zA-Z0-9_.-]{1,64}",
    )
        .prop_map(|(region, account, name)| FunctionKey {
            name: FunctionName::parse(&name).unwrap(),
            partition: Partition::of_region(&region),
            region,
            account: account.and_then(|digits| AccountId::parse(&digits)),
        })
}

fn surroundings(held: Option<StoredSettings>) -> Surroundings {
    let function = FunctionKey {
        name: FunctionName::parse(&"f".repeat(64)).unwrap(),
        ..home("payments")
    };
    Surroundings::unread(
        Target {
            function,
            qualifier: Qualifier::Latest,
        },
        held,
    )
}

fn home(name: &str) -> FunctionKey {
    let scope = Scope::of_region(Region::parse("eu-west-1").unwrap());
    FunctionAddress::parse(name)
        .unwrap()
        .within(&scope)
        .function
}

fn drafted(texts: [String; 4]) -> Draft {
    let [
        maximum_retry_attempts,
        maximum_event_age,
        on_success,
        on_failure,
    ] = texts;
    Draft(PerField {
        maximum_retry_attempts,
        maximum_event_age,
        on_success,
        on_failure,
    })
}

/// Reads a body as the service would.
fn read_back(body: &Value) -> StoredSettings {
    let arn = |half: &str| {
        let arn = body.pointer(&format!("/DestinationConfig/{half}/Destination"));
        arn.map(|arn| arn.as_str().unwrap().to_owned()).into()
    };
    let number = |name: &str| body.get(name).map(|number| number.as_i64().unwrap()).into();
    StoredSettings {
        maximum_retry_attempts: number("MaximumRetryAttempts"),
        maximum_event_age_in_seconds: number("MaximumEventAgeInSeconds"),
        on_success: arn("OnSuccess"),
        on_failure: arn("OnFailure"),
    }
}

proptest! {
    #[test]
    fn an_arn_is_printed_as_it_was_read(arn in prop_oneof![arn(), bucket()]) {
        let destination = Destination::parse(&arn).unwrap();
        prop_assert_eq!(destination.arn(), &arn);
        let json = serde_json::to_string(&destination).unwrap();
        prop_assert_eq!(serde_json::from_str::<Destination>(&json).unwrap(), destination);
    }

    #[test]
    fn every_beginning_of_an_arn_can_still_become_right(arn in prop_oneof![arn(), bucket()], end in any::<prop::sample::Index>()) {
        let beginning = &arn[..=end.index(arn.len() - 1)];
        prop_assert!(!matches!(DestinationText::read(beginning), DestinationText::Wrong(_)), "{}", beginning);
    }

    #[test]
    fn what_is_wrong_stays_wrong_whatever_follows(text in text(), more in text()) {
        let whole = format!("{text}{more}");
        // A text that is wrong for being no whole URL is judged anew once it is one.
        if let (DestinationText::Wrong(_), false) = (DestinationText::read(&text), queue_url::is_url(&whole)) {
            prop_assert!(matches!(DestinationText::read(&whole), DestinationText::Wrong(_)), "{} + {}", text, more);
        }
        if let (AgeText::Wrong(_), false) = (AgeText::read(&text), text.is_empty()) {
            prop_assert!(matches!(AgeText::read(&whole), AgeText::Wrong(_)), "{} + {}", text, more);
        }
    }

    #[test]
    fn a_qualifier_is_printed_as_it_was_read(qualifier in qualifier()) {
        prop_assert_eq!(Qualifier::parse(&qualifier.to_string()), Ok(qualifier));
    }

    #[test]
    fn a_function_address_is_printed_as_it_was_read(key in key(), qualifier in prop::option::of(qualifier())) {
        let bare = FunctionAddress {
            partition: None,
            region: None,
            account: None,
            name: key.name.clone(),
            qualifier: qualifier.clone(),
        };
        prop_assert_eq!(FunctionAddress::parse(&bare.to_string()), Ok(bare.clone()));
        let whole = FunctionAddress {
            partition: Some(key.partition.clone()),
            region: Some(key.region.clone()),
            account: key.account.clone(),
            ..bare
        };
        if whole.to_string().len() <= 256 {
            prop_assert_eq!(FunctionAddress::parse(&whole.to_string()), Ok(whole));
        }
        if let Some(arn) = key.arn() {
            prop_assert_eq!(parse_reported_arn(&arn), Some((key, None)));
        }
    }

    #[test]
    fn an_age_is_printed_as_it_was_read(seconds in 60..=21_600_i64) {
        let age = EventAge::new(seconds).unwrap();
        prop_assert_eq!(age::parse(&age.to_string()), Ok(age));
        prop_assert_eq!(age::parse(&seconds.to_string()), Ok(age));
    }

    #[test]
    fn the_difference_of_a_thing_with_itself_is_empty(settings in settings()) {
        let held = settings.as_stored();
        let difference = Difference::between(Some(&held), Some(&settings), |_| ResetCause::Emptied);
        prop_assert!(difference.is_empty());
        prop_assert_eq!(difference.resets().count(), 0);
    }

    #[test]
    fn a_difference_applied_gives_what_it_leads_to(before in stored(), after in settings()) {
        let difference = Difference::between(Some(&before), Some(&after), |_| ResetCause::Emptied);
        prop_assert_eq!(applied(&difference, &before), after.as_stored());
        let removal = Difference::between(Some(&before), None, |_| ResetCause::Removed);
        prop_assert_eq!(applied(&removal, &before), StoredSettings::default());
    }

    #[test]
    fn a_draft_of_settings_validates_to_the_same_settings(settings in settings()) {
        let held = settings.as_stored();
        let checked = check(&Draft::from_stored(&held), &surroundings(Some(held)), None);
        let request = if settings.is_empty() { Request::Delete } else { Request::Nothing };
        prop_assert_eq!(checked.request, request);
        prop_assert_eq!(checked.settings, Some(settings));
    }

    #[test]
    fn a_body_reads_back_as_the_same_settings(settings in settings()) {
        let sent: Value = serde_json::from_str(&json::body_text(&settings)).unwrap();
        prop_assert_eq!(read_back(&sent), settings.as_stored());
        prop_assert_eq!(serde_json::from_str::<Value>(&json::pretty(&settings)).unwrap(), sent);
    }

    #[test]
    fn nothing_is_sent_while_a_field_is_wrong(texts in [text(), text(), text(), text()], typed in prop::option::of(0..4_usize)) {
        let typing = typed.map(|index| Field::ALL[index]);
        let draft = drafted(texts);
        let around = surroundings(None);
        let checked = check(&draft, &around, typing);
        let all_fine = checked.fields.iter().all(|(_, check)| matches!(check, FieldCheck::Fine(_)));
        prop_assert_eq!(checked.settings.is_some(), all_fine);
        prop_assert_eq!(checked.request == Request::NotYet, !all_fine);
        prop_assert_eq!(&check(&draft, &around, typing), &checked);
        for (field, check) in checked.fields.iter() {
            let is_unfinished = matches!(check, FieldCheck::Unfinished(_));
            prop_assert!(!is_unfinished || typing == Some(field));
        }
    }

    #[test]
    fn every_sentence_can_be_shown_on_a_terminal(texts in [text(), text(), text(), text()], held in stored(), timeout in 0..=900_u32) {
        let around = Surroundings {
            timeouts: Known::Known(timeout).into(),
            role: Known::Known(texts[0].clone()),
            dead_letter_target: Known::Known(Some(texts[1].clone())),
            stack: Known::Known(Some(texts[2].clone())),
            ..surroundings(Some(held.clone()))
        };
        let checked = check(&drafted(texts), &around, Some(Field::OnFailure));
        let mut sentences: Vec<String> = checked.warnings.iter().map(words::warning).collect();
        sentences.extend(checked.fields.iter().map(|(_, check)| match check {
            FieldCheck::Fine(note) => words::note(note),
            FieldCheck::Unfinished(unfinished) => words::unfinished(unfinished),
            FieldCheck::AsHeld(problem) => words::problem_as_held(problem),
            FieldCheck::Wrong(problem) => words::problem(problem),
        }));
        let effective = EffectiveSettings::from(Some(&held));
        let timeline = Timeline::of(&effective, &around.timeouts, around.given_up(effective.on_failure.as_deref()), &Known::NotRead);
        sentences.extend(words::timeline(&timeline).into_iter().map(|line| line.course));
        sentences.push(words::in_short(&timeline));
        let given_up = words::when_given_up(timeline.given_up(), &around.target.function);
        sentences.push(words::cell(given_up, false));
        for sentence in sentences {
            prop_assert_eq!(words::clean(&sentence), sentence.as_str());
        }
    }

    #[test]
    fn what_a_parser_accepts_is_printed_as_what_it_accepts_again(text in prop_oneof![text(), arn(), bucket(), queue()]) {
        if let DestinationText::Complete(destination) = DestinationText::read(&text) {
            let again = DestinationText::read(destination.arn());
            prop_assert_eq!(again, DestinationText::Complete(destination));
        }
        if let AgeText::Complete(age) = AgeText::read(&text) {
            prop_assert_eq!(AgeText::read(&age.to_string()), AgeText::Complete(age));
        }
        if let Ok(address) = FunctionAddress::parse(&text) {
            prop_assert_eq!(FunctionAddress::parse(&address.to_string()), Ok(address));
        }
        if let Ok(arn) = queue_url::to_arn(&text) {
            prop_assert!(ReportedArn::parse(&arn).is_some(), "{}", arn);
        }
        let letter_by_letter = [
            Qualifier::parse(&text).ok().map(|qualifier| qualifier.to_string()),
            Region::parse(&text).map(|region| region.to_string()),
            Partition::parse(&text).map(|partition| partition.to_string()),
            parse_reported_arn(&text).and_then(|(function, qualifier)| match qualifier {
                Some(qualifier) => Target { function, qualifier }.arn(),
                None => function.arn(),
            }),
        ];
        for printed in letter_by_letter.into_iter().flatten() {
            prop_assert_eq!(printed, text.as_str());
        }
    }

    #[test]
    fn what_was_pasted_is_one_line_and_pastes_again_as_it_is(text in text()) {
        if let Ok(pasted) = paste::clean(&text) {
            prop_assert!(!pasted.text.contains(['\n', '\r']));
            prop_assert_eq!(paste::clean(&pasted.text).map(|again| again.text), Ok(pasted.text));
        }
    }

    #[test]
    fn a_queue_url_stands_for_the_queue_that_it_names(account in "[0-9]{12}", name in "[a-zA-Z0-9_-]{1,80}") {
        let url = format!("https://sqs.eu-west-1.amazonaws.com/{account}/{name}");
        let arn = format!("arn:aws:sqs:eu-west-1:{account}:{name}");
        prop_assert_eq!(queue_url::to_arn(&url), Ok(arn.clone()));
        prop_assert!(Destination::parse(&arn).is_ok());
    }

    #[test]
    fn shown_text_hides_nothing(text in any::<String>()) {
        let shown = words::clean(&text);
        prop_assert_eq!(shown.chars().count(), text.chars().count());
        prop_assert!(!shown.chars().any(char::is_control));
        prop_assert_eq!(words::clean(&shown), shown.as_ref());
    }

    #[test]
    fn an_event_is_tried_in_order_and_given_up_after_its_last_try(retries in 0..=2_u8, age in 60..=21_600_u32, run in 0..=900_u32) {
        let course = Course::of(retries, age, run);
        prop_assert_eq!(course.tries.len() + course.lost.len(), usize::from(retries) + 1);
        prop_assert!(course.tries.is_sorted());
        prop_assert_eq!(course.tries.last().map(|start| start + run), Some(course.given_up_at));
        prop_assert!(course.tries.iter().skip(1).all(|start| *start < age));
        prop_assert!(course.lost.iter().all(|lost| lost.would_start >= age));
    }

    #[test]
    fn a_change_is_reviewed_only_where_something_would_change(held in prop::option::of(settings()), after in settings()) {
        let configuration = held.as_ref().map(|held| StoredConfiguration {
            function_arn: String::new(),
            settings: held.as_stored(),
            last_modified: None,
            unknown_members: Vec::new(),
        });
        let target = surroundings(None).target;
        let proposed = ProposedChange {
            session: SessionNumber(1),
            scope: Scope::of_region(target.function.region.clone()),
            target,
            before: Reading { configuration, at: "2026-11-21T02:30:58Z".parse().unwrap() },
            after: Some(after.clone()),
            origin: Origin::Form,
        };
        if let Ok(reviewed) = proposed.review() {
            prop_assert_ne!(held.as_ref(), Some(&after).filter(|after| !after.is_empty()));
            prop_assert_eq!(reviewed.method() == Method::Delete, after.is_empty());
        } else {
            prop_assert_eq!(held, (!after.is_empty()).then_some(after));
        }
    }
}
