//! Which settings a refusal of Lambda is about, read from its message.
//!
//! Knows the words by which recorded messages name a destination, a member or what the function's role lacks. Does not know what is done
//! about it. A message with none of these words blames nothing.

use super::failure::LACKING;
use super::field::Field;
use super::settings::AsyncSettings;

const DESTINATIONS: &[Field] = &[Field::OnSuccess, Field::OnFailure];

/// The two members that say which side is meant, as validation of the request spells them.
const SIDES: [(&str, &[Field]); 2] = [
    ("onSuccess.destination", &[Field::OnSuccess]),
    ("onFailure.destination", &[Field::OnFailure]),
];

/// What else a message can be about; a topic of both destinations blames both.
const TOPICS: [(&str, &[Field]); 4] = [
    ("maximumRetryAttempts", &[Field::MaximumRetryAttempts]),
    ("maximumEventAgeInSeconds", &[Field::MaximumEventAge]),
    ("destination", DESTINATIONS),
    (LACKING, DESTINATIONS),
];

/// The fields that a refusal is about: by the member that says the side, else by the destination that it names among those that were
/// sent, else by its topic.
#[must_use]
pub fn blamed(message: &str, sent: Option<&AsyncSettings>) -> Vec<Field> {
    if let Some(side) = first_in(&SIDES, message) {
        return side.to_vec();
    }
    let named = sent.map_or_else(Vec::new, |sent| named(message, sent));
    if !named.is_empty() {
        return named;
    }
    first_in(&TOPICS, message).unwrap_or_default().to_vec()
}

fn first_in(signs: &[(&str, &'static [Field])], message: &str) -> Option<&'static [Field]> {
    let mut signs = signs.iter();
    signs
        .find(|(sign, _)| message.contains(sign))
        .map(|(_, fields)| *fields)
}

/// The sides whose destination the message names.
fn named(message: &str, sent: &AsyncSettings) -> Vec<Field> {
    let sides = [
        (Field::OnSuccess, &sent.on_success),
        (Field::OnFailure, &sent.on_failure),
    ];
    sides
        .into_iter()
        .filter(|(_, destination)| {
            let destination = destination.explicit();
            destination.is_some_and(|destination| message.contains(destination.arn()))
        })
        .map(|(field, _)| field)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::destination::Destination;
    use crate::domain::settings::Setting;

    const QUEUE: &str = "arn:aws:sqs:eu-west-1:123456789012:orders-failed";
    const TOPIC: &str = "arn:aws:sns:eu-west-1:123456789012:orders-ok";

    fn sent(on_success: &str, on_failure: &str) -> AsyncSettings {
        let destination = |arn| Setting::Explicit(Destination::parse(arn).unwrap().into());
        AsyncSettings {
            on_success: destination(on_success),
            on_failure: destination(on_failure),
            ..AsyncSettings::default()
        }
    }

    #[test]
    fn a_refusal_blames_the_side_then_the_destination_then_the_topic() {
        let both = [Field::OnSuccess, Field::OnFailure];
        let lacks = |arn: &str| {
            format!(
                "The function's execution role does not have permissions to call SendMessage on {arn}"
            )
        };
        let constraint = |member: &str, value: &str| {
            format!(
                "1 validation error detected: Value '{value}' at '{member}' failed to satisfy constraint"
            )
        };
        for (message, blames) in [
            (lacks(QUEUE), &[Field::OnFailure][..]),
            (lacks(TOPIC), &[Field::OnSuccess]),
            (lacks("arn:aws:sqs:eu-west-1:123456789012:other"), &both),
            // The side that is named counts more than what is found in the message beside it.
            (
                constraint("destinationConfig.onSuccess.destination", QUEUE),
                &[Field::OnSuccess],
            ),
            (
                constraint("destinationConfig.onFailure.destination", TOPIC),
                &[Field::OnFailure],
            ),
            (
                constraint("maximumRetryAttempts", "3"),
                &[Field::MaximumRetryAttempts],
            ),
            (
                constraint("maximumEventAgeInSeconds", "59"),
                &[Field::MaximumEventAge],
            ),
            (
                format!(
                    "The provided destination config DestinationConfig(onSuccess=OnSuccess(destination={TOPIC}), onFailure=null) is \
                     invalid."
                ),
                &[Field::OnSuccess],
            ),
            (
                "You must specify at least one of error handling or destination setting."
                    .to_owned(),
                &both,
            ),
            ("The function does not exist.".to_owned(), &[]),
            (String::new(), &[]),
        ] {
            assert_eq!(
                blamed(&message, Some(&sent(TOPIC, QUEUE))),
                blames,
                "{message}"
            );
        }
        assert_eq!(blamed(&lacks(QUEUE), Some(&sent(QUEUE, QUEUE))), both);
        // Of a removal nothing was sent that a message could name.
        assert_eq!(blamed(&lacks(QUEUE), None), both);
    }
}
