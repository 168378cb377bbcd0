//! Details: everything that is known of what is selected, nothing cut, and why something could not be read.
//!
//! Knows which facts belong together. Does not know widths or colours.

use super::document::{Mark, Paragraph};
use super::entry::{Entry, Part};
use super::outlook;
use super::qualifier_rows::is_left_behind;
use super::surroundings::{dead_letters_differ, known};
use crate::domain::call::Exchange;
use crate::domain::call::FunctionDescription;
use crate::domain::failure::Failure;
use crate::domain::field::Field;
use crate::domain::known::Known;
use crate::domain::qualifier::Qualifier;
use crate::domain::settings::{Setting, StoredConfiguration};
use crate::domain::words::{self, Removed};

/// The paragraphs about a function and one of its qualifiers.
#[must_use]
pub fn paragraphs(
    entry: &Entry,
    qualifier: &Qualifier,
    removed: Option<Removed>,
) -> Vec<Paragraph> {
    let mut paragraphs = vec![heading("Function")];
    paragraphs.extend(function(entry));
    paragraphs.push(heading(&format!("Asynchronous invocation of {qualifier}")));
    paragraphs.extend(routes(entry, qualifier));
    paragraphs.extend(settings(entry, qualifier, removed));
    paragraphs.push(heading("What happens to an event"));
    match outlook::timeline(entry, qualifier) {
        // Nothing happens by settings that no call uses.
        _ if is_left_behind(entry, qualifier) => {
            paragraphs.push(fact("", &words::left_behind_elsewhere(qualifier)));
        }
        Known::NotRead => paragraphs.push(fact("", "not read yet ..")),
        Known::Unreadable => paragraphs.push(fact("", "? could not be read, see below")),
        Known::Known(timeline) => {
            for line in words::timeline(&timeline) {
                paragraphs.push(fact(&line.event, &line.course));
            }
            for (version, target) in dead_letters_differ(entry, qualifier) {
                let label = format!("Dead letters, version {version}");
                paragraphs.push(fact(&label, target.as_deref().unwrap_or("(none)")));
            }
        }
    }
    paragraphs.extend(not_read(entry));
    paragraphs
}

/// The paragraphs about a function where no row is selected: what is said in place of one, and all that could not be read.
#[must_use]
pub fn without_row(entry: &Entry, said: Option<&str>) -> Vec<Paragraph> {
    let mut paragraphs: Vec<Paragraph> = said
        .map(|said| Paragraph::new(Mark::Plain, 2, said))
        .into_iter()
        .collect();
    paragraphs.push(heading("Function"));
    paragraphs.extend(function(entry));
    paragraphs.extend(not_read(entry));
    paragraphs
}

/// Why pieces of a function could not be read, each whole.
fn not_read(entry: &Entry) -> Vec<Paragraph> {
    let failures: Vec<&Failure> = Part::ALL
        .iter()
        .filter_map(|part| entry.failure(*part))
        .collect();
    let mut paragraphs = Vec::new();
    if !failures.is_empty() {
        paragraphs.push(heading("Not read"));
        paragraphs.extend(failures.into_iter().flat_map(failed_read));
    }
    paragraphs
}

/// A read that failed; where nothing else is to be done, that it can be repeated.
#[must_use]
pub fn failed_read(why: &Failure) -> Vec<Paragraph> {
    let mut paragraphs = failure(why);
    if why.hints.is_empty() {
        paragraphs.push(fact("Next", words::READ_AGAIN));
    }
    paragraphs
}

fn function(entry: &Entry) -> Vec<Paragraph> {
    let arn = entry
        .function
        .arn()
        .unwrap_or_else(|| entry.function.name.to_string());
    let described = |pick: fn(&FunctionDescription) -> String| known(&entry.description).map(pick);
    let none = |value: Option<&str>| value.unwrap_or("(none)").to_owned();
    let target = entry.description.value();
    let target = target.and_then(|of| of.dead_letter_target.as_deref());
    let dead_letters = format!(
        "Dead-letter {}",
        target.map_or("queue", words::dead_letter_noun)
    );
    let facts = [
        (
            "Runtime",
            Part::Description,
            described(|of| of.runtime.as_deref().unwrap_or("(image)").to_owned()),
        ),
        (
            "Timeout",
            Part::Description,
            described(|of| {
                of.timeout_seconds
                    .map_or("?".to_owned(), |seconds| format!("{seconds} s"))
            }),
        ),
        (
            "Role",
            Part::Description,
            described(|of| of.role.as_deref().unwrap_or("?").to_owned()),
        ),
        (
            &dead_letters,
            Part::Description,
            known(&entry.description).map(|of| none(of.dead_letter_target.as_deref())),
        ),
        (
            "Reserved concurrency",
            Part::Concurrency,
            known(&entry.concurrency)
                .map(|reserved| none(reserved.map(|of| of.to_string()).as_deref())),
        ),
        (
            "CloudFormation stack",
            Part::Stack,
            known(&entry.stack).map(|stack| none(stack.as_deref())),
        ),
    ];
    let told = facts.map(|(label, part, value)| fact(label, &text(entry, part, value)));
    [fact("ARN", &arn)].into_iter().chain(told).collect()
}

/// What is known of a piece, or why nothing is.
fn text(entry: &Entry, part: Part, value: Known<String>) -> String {
    match value {
        Known::Known(value) => value,
        Known::NotRead if entry.is_not_asked(part) => {
            format!("not asked here: {} asks", asks(part))
        }
        Known::NotRead => "..".to_owned(),
        Known::Unreadable => "?".to_owned(),
    }
}

/// Which screen asks for a piece that this one never asked for.
fn asks(part: Part) -> &'static str {
    match part {
        Part::Configurations | Part::Aliases | Part::Description => "the list",
        Part::Versions | Part::Concurrency => "the screen of the function",
        Part::Stack => "the form",
    }
}

/// Where an alias routes to; of two versions each with its share of the calls.
fn routes(entry: &Entry, qualifier: &Qualifier) -> Option<Paragraph> {
    let routes: Vec<(&Qualifier, f64)> = entry.alias(qualifier)?.routes().collect();
    let routes: Vec<String> = match routes.as_slice() {
        [(only, _)] => vec![format!("version {only}")],
        several => {
            let shares = several.iter().map(|(version, share)| {
                format!("version {version} {}", words::exact_share(*share))
            });
            shares.collect()
        }
    };
    Some(fact("Routes to", &routes.join(", ")))
}

fn settings(entry: &Entry, qualifier: &Qualifier, removed: Option<Removed>) -> Vec<Paragraph> {
    let held = match outlook::settings(entry, qualifier) {
        Known::NotRead => return vec![fact("", "not read yet ..")],
        Known::Unreadable => return vec![fact("", "? could not be read, see below")],
        Known::Known(held) => held,
    };
    let mut paragraphs = Vec::new();
    if held.is_none() {
        let text = if entry.is_gone() {
            words::NO_SETTINGS_OF_GONE.to_owned()
        } else {
            format!("{} The defaults apply.", words::no_settings(removed))
        };
        paragraphs.push(fact("", &text));
    }
    let settings = held.cloned().unwrap_or_default();
    for field in Field::ALL {
        let value = match settings.value(field) {
            Setting::Explicit(value) => value.to_string(),
            Setting::ServiceDefault => format!("({})", field.facts().default),
        };
        paragraphs.push(fact(field.label(), &value));
    }
    let stored = entry.configuration(qualifier).flatten();
    paragraphs.extend(stored.and_then(words::unknown_untold).map(|text| {
        let text = format!("  {text}");
        Paragraph::new(Mark::Warning, 4, text)
    }));
    if let Some(stored) = stored {
        let read_at = entry.configuration_read_at(qualifier);
        let modified = match stored.last_modified.zip(read_at) {
            Some((modified, read_at)) => words::stored_at(modified, (None, read_at)),
            None => words::last_modified(stored.last_modified),
        };
        paragraphs.push(fact("Last modified", &modified));
    }
    if let Some(at) = entry.configuration_read_at(qualifier) {
        paragraphs.push(fact("Read", &words::instant(at)));
    }
    if let (false, Known::Known(latest)) = (
        *qualifier == Qualifier::Latest,
        outlook::settings(entry, &Qualifier::Latest),
    ) {
        let compared = words::compared_with_latest(held, latest, &entry.function);
        paragraphs.push(fact("", &compared));
    }
    paragraphs
}

/// What Lambda answered to a write that it stored, member by member, as it was said.
#[must_use]
pub fn answered(held: &StoredConfiguration, exchange: &Exchange) -> Vec<Paragraph> {
    let number = |setting: &Setting<i64>| setting.map(|number| number.to_string());
    let settings = &held.settings;
    let age = number(&settings.maximum_event_age_in_seconds);
    let retries = number(&settings.maximum_retry_attempts);
    let mut paragraphs = vec![
        heading("Lambda's answer"),
        fact("FunctionArn", &held.function_arn),
        fact("LastModified", &words::last_modified(held.last_modified)),
    ];
    let members = [
        (Field::OnSuccess, settings.on_success.explicit()),
        (Field::OnFailure, settings.on_failure.explicit()),
        (Field::MaximumEventAge, age.explicit()),
        (Field::MaximumRetryAttempts, retries.explicit()),
    ];
    paragraphs.extend(members.into_iter().map(|(field, value)| {
        fact(
            field.facts().api.trim_start_matches("DestinationConfig."),
            value.map_or("not named", String::as_str),
        )
    }));
    if let Some(names) = words::unknown_names(&held.unknown_members) {
        paragraphs.push(fact("Not known to Lasso", &names));
    }
    paragraphs.push(heading("The exchange"));
    paragraphs.push(fact("Sent", &words::instant(exchange.sent_at)));
    let took = words::took(exchange.took_milliseconds);
    paragraphs.push(fact("Answered after", &took));
    let status = exchange.status.map(|status| status.to_string());
    for (label, value) in [
        ("HTTP status", status.as_deref()),
        ("Request", exchange.request_id.as_deref()),
    ] {
        paragraphs.push(fact(label, value.unwrap_or("not told")));
    }
    paragraphs
}

/// Why the functions that are listed are not all, or not those of now.
#[must_use]
pub fn listing(why: &Failure) -> Vec<Paragraph> {
    let mut paragraphs = vec![heading("List of functions: not read, or not to its end")];
    paragraphs.extend(failed_read(why));
    paragraphs
}

/// A failure, with AWS's own words and what to do next.
#[must_use]
pub fn failure(failure: &Failure) -> Vec<Paragraph> {
    let mut paragraphs = vec![fact(&failure.operation.to_string(), &failure.sentence)];
    let status = failure.status.map(|status| status.to_string());
    let of_aws = [
        ("Code", failure.code.as_deref()),
        ("AWS says", failure.message.as_deref()),
        ("HTTP status", status.as_deref()),
        ("Request", failure.request_id.as_deref()),
    ];
    paragraphs.extend(
        of_aws
            .into_iter()
            .filter_map(|(label, text)| Some(fact(label, text?))),
    );
    paragraphs.extend(failure.hints.iter().map(|hint| fact("Next", hint)));
    paragraphs
}

fn heading(text: &str) -> Paragraph {
    Paragraph::new(Mark::Heading, 0, text)
}

fn fact(label: &str, text: &str) -> Paragraph {
    // A name in one piece has a line of its own where it has no room behind its label: somewhere between the two it reads as neither.
    let indent = if text.contains(' ') { 27 } else { 4 };
    Paragraph::new(Mark::Plain, indent, format!("  {label:<24} {text}"))
}
