//! What `--debug` shows: the SDK's own record of what it does, line by line, without anything secret.
//!
//! Knows lines and what must not stand in them. Does not know what the SDK says nor where the lines end up.

use std::fmt;
use std::io::{self, Write};
use std::ops::Range;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};

use tracing::field::{Field, Visit};
use tracing::level_filters::LevelFilter;
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Level, Metadata, Subscriber};

use super::environment::now;
use crate::domain::words;

/// Whose record is shown. Bodies appear below the level of debugging only, which is never shown.
const SHOWN: [&str; 2] = ["aws_", "lambda_lasso"];

/// The ends of names whose values are never shown.
const SECRETS: [&str; 7] = [
    "authorization",
    "password",
    "secret",
    "secretaccesskey",
    "secret_access_key",
    "signature",
    "token",
];

/// The ends of names whose values are access key ids.
const KEYS: [&str; 3] = ["accesskeyid", "access_key_id", "credential"];

/// How the access key ids that AWS gives begin, and how long they are at least.
const AWS_KEYS: [&str; 2] = ["AKIA", "ASIA"];
const LENGTH_OF_A_KEY: usize = 16;

/// How much of an access key id is shown: its end, by which its owner knows it.
const SHOWN_OF_A_KEY: usize = 4;

/// Writes from now on to standard error what the SDK does.
pub(super) fn show_on_standard_error() {
    show_on(io::stderr());
}

/// Shows what the SDK does for as long as the program runs. What is shown already stays.
fn show_on(lines: impl Write + Send + 'static) {
    drop(tracing::subscriber::set_global_default(Shown {
        lines: Mutex::new(Box::new(lines)),
        spans: AtomicU64::new(1),
    }));
}

/// Writes each event as a line.
struct Shown {
    lines: Mutex<Box<dyn Write + Send>>,
    spans: AtomicU64,
}

impl Subscriber for Shown {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        let is_shown = SHOWN
            .iter()
            .any(|whose| metadata.target().starts_with(whose));
        is_shown && *metadata.level() <= Level::DEBUG
    }

    fn max_level_hint(&self) -> Option<LevelFilter> {
        Some(LevelFilter::DEBUG)
    }

    fn new_span(&self, _span: &Attributes<'_>) -> Id {
        Id::from_u64(self.spans.fetch_add(1, Ordering::Relaxed).max(1))
    }

    fn record(&self, _span: &Id, _values: &Record<'_>) {}

    fn record_follows_from(&self, _span: &Id, _follows: &Id) {}

    fn event(&self, event: &Event<'_>) {
        let metadata = event.metadata();
        let mut line = Line(format!(
            "{} {} {}",
            now(),
            metadata.level(),
            metadata.target()
        ));
        event.record(&mut line);
        let mut lines = self.lines.lock().unwrap_or_else(PoisonError::into_inner);
        // A reader that went away is no error of ours.
        drop(writeln!(lines, "{}", masked(&line.0)));
    }

    fn enter(&self, _span: &Id) {}

    fn exit(&self, _span: &Id) {}
}

/// A line to which fields are added.
struct Line(String);

impl Visit for Line {
    fn record_debug(&mut self, field: &Field, value: &dyn fmt::Debug) {
        let value = format!("{value:?}");
        self.0.push(' ');
        if field.name() != "message" {
            self.0.push_str(field.name());
            self.0.push('=');
        }
        self.0.push_str(&value);
    }
}

/// A line without what is secret in it; of access key ids only the end.
fn masked(line: &str) -> String {
    let hidden = words::without_passwords(line);
    let hidden = replace_values(&hidden, &SECRETS, |_| "***".to_owned());
    let masked = replace_values(&hidden, &KEYS, masked_key);
    mask_words(&masked)
}

/// Replaces each value that follows one of these names.
fn replace_values(line: &str, names: &[&str], replaced: impl Fn(&str) -> String) -> String {
    let lower = line.to_ascii_lowercase();
    let mut result = String::with_capacity(line.len());
    let mut at = 0;
    while let Some(value) = next_value(line, &lower, at, names) {
        result.push_str(&line[at..value.start]);
        result.push_str(&replaced(&line[value.start..value.end]));
        at = value.end;
    }
    result.push_str(&line[at..]);
    result
}

/// Finds where the next value of one of these names stands. `lower` is the line in lower case, byte for byte as long.
fn next_value(line: &str, lower: &str, from: usize, names: &[&str]) -> Option<Range<usize>> {
    let mut values = names.iter().filter_map(|name| {
        let mut places = lower[from..].match_indices(name);
        places.find_map(|(at, _)| value_at(line, from + at + name.len()))
    });
    let first = values.next()?;
    Some(values.fold(first, |first, other| {
        if other.start < first.start {
            other
        } else {
            first
        }
    }))
}

/// The value after a name that ends here, if one follows: a text in quotes, escaped as often as they are, or a word.
fn value_at(line: &str, end_of_name: usize) -> Option<Range<usize>> {
    let after = &line[end_of_name..];
    let value = after.trim_start_matches(['\\', '"', '\'', ' ', ':', '=']);
    let between = &after[..after.len() - value.len()];
    let is_followed = between.contains([':', '=']) && !between.starts_with("::");
    let end = match between.strip_suffix(['"', '\'']) {
        Some(before) => end_of_quoted(value, escapes(before)),
        None => value.find([' ', ',', ')', '}', '&', '/']),
    };
    let start = line.len() - value.len();
    let value = start..start + end.unwrap_or(value.len());
    (is_followed && !value.is_empty()).then_some(value)
}

/// Where a text ends whose opening quote has so many backslashes before it: a quote with more of them is part of the text.
fn end_of_quoted(value: &str, escapes_of_quote: usize) -> Option<usize> {
    value
        .match_indices(['"', '\''])
        .map(|(at, _)| (at, escapes(&value[..at])))
        .find(|(_, escapes)| *escapes == escapes_of_quote)
        .map(|(at, escapes)| at - escapes)
}

/// How many backslashes end a text.
fn escapes(text: &str) -> usize {
    text.len() - text.trim_end_matches('\\').len()
}

/// Masks what looks like an access key id of AWS, wherever it stands.
fn mask_words(line: &str) -> String {
    let is_of_a_key =
        |character: char| character.is_ascii_uppercase() || character.is_ascii_digit();
    line.split_inclusive(|character| !is_of_a_key(character))
        .map(|piece| {
            let word = piece.trim_end_matches(|character| !is_of_a_key(character));
            let is_key = word.len() >= LENGTH_OF_A_KEY
                && AWS_KEYS.iter().any(|begin| word.starts_with(begin));
            if is_key {
                format!("{}{}", masked_key(word), &piece[word.len()..])
            } else {
                piece.to_owned()
            }
        })
        .collect()
}

/// An access key id of which only the end is shown, and of a short one nothing.
fn masked_key(key: &str) -> String {
    let hidden = key.chars().count().saturating_sub(SHOWN_OF_A_KEY);
    let shown = if hidden < SHOWN_OF_A_KEY { "" } else { key };
    let shown: String = shown.chars().skip(hidden).collect();
    format!("***{shown}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_secret_is_shown_and_of_a_key_only_its_end() {
        for (line, shown) in [
            (
                r#"creds=Credentials { access_key_id: "AKIAIOSFODNN7EXAMPLE", secret_access_key: "** redacted **" }"#,
                r#"creds=Credentials { access_key_id: "***MPLE", secret_access_key: "***" }"#,
            ),
            (
                r#"access_key_id: "AKIDEXAMPLE", session_token: "abc/+==""#,
                r#"access_key_id: "***MPLE", session_token: "***""#,
            ),
            (
                r#"b"{\"AccessKeyId\":\"ASIAIOSFODNN7EXAMPLE\",\"SecretAccessKey\" : \"wJal/r=\",\"Token\":\"t\"}""#,
                r#"b"{\"AccessKeyId\":\"***MPLE\",\"SecretAccessKey\" : \"***\",\"Token\":\"***\"}""#,
            ),
            (
                r#"{"authorization": "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/2026, Signature=0a", "x-amz-security-token": "s"}"#,
                r#"{"authorization": "***", "x-amz-security-token": "***"}"#,
            ),
            (
                "Credential=AKIDEXAMPLE/20260101",
                "Credential=***MPLE/20260101",
            ),
            ("key AKIAIOSFODNN7EXAMPLE.", "key ***MPLE."),
            ("access_key_id=short", "access_key_id=***"),
            // A value ended at its first backslash, and what followed was shown.
            (
                r#"b"{\"Token\":\"abc\\/def\\\"ghi\",\"Type\":\"x\"}""#,
                r#"b"{\"Token\":\"***\",\"Type\":\"x\"}""#,
            ),
            (r#"token: "a\"b", next: "c""#, r#"token: "***", next: "c""#),
            // The password of an endpoint was shown wherever the SDK names the address.
            (
                r#"url: "https://me:p@ss:w@host:1/path", other: http://you:x@[::1]/"#,
                r#"url: "https://me:***@host:1/path", other: http://you:***@[::1]/"#,
            ),
            ("aws_session_token=abc next", "aws_session_token=*** next"),
        ] {
            assert_eq!(masked(line), shown);
        }
    }

    #[test]
    fn what_only_speaks_of_secrets_stays_as_it_is() {
        for line in [
            "so no token is required for the initial request.",
            "aws_config::imds::client::token IMDS token cache miss",
            r#"scheme_id: "x-aws-ec2-metadata-token" } endpoint_params"#,
            "a::token::b AKIA \u{e4}\u{1f600} AKIASHORT",
            "",
        ] {
            assert_eq!(masked(line), line);
        }
    }
}
