//! The shorthand syntax of the AWS CLI, as far as destinations go: `OnSuccess={Destination=ARN},OnFailure={Destination=ARN}`.
//!
//! Knows keys, braces, and which letters a value has with and without quotes. Does not know the CLI's other types.

use std::iter::Peekable;
use std::str::Chars;

use super::ImportProblem;
use super::json::wrong_kind;
use crate::domain::aws_options::DESTINATION_CONFIG;
use crate::domain::settings::{Setting, StoredSettings};

/// Reads the value of `--destination-config` that is written as shorthand.
pub(super) fn destination_config(
    text: &str,
    settings: &mut StoredSettings,
) -> Result<(), ImportProblem> {
    let mut rest = text.chars().peekable();
    let mut halves: Vec<String> = Vec::new();
    loop {
        let half = key(&mut rest)?;
        if halves.contains(&half) {
            return Err(ImportProblem::Twice(half));
        }
        let setting = match half.as_str() {
            "OnSuccess" => &mut settings.on_success,
            "OnFailure" => &mut settings.on_failure,
            _ => return Err(ImportProblem::Unknown(format!("DestinationConfig.{half}"))),
        };
        expect(&mut rest, '{')?;
        skip_blanks(&mut rest);
        if rest.next_if_eq(&'}').is_none() {
            let member = key(&mut rest)?;
            if member != "Destination" {
                return Err(ImportProblem::Unknown(format!("{half}.{member}")));
            }
            *setting = Setting::Explicit(value(&mut rest)?);
            expect(&mut rest, '}')?;
        }
        halves.push(half);
        // Blanks stand before a comma, never at the end.
        if rest.peek().is_none() {
            return Ok(());
        }
        expect(&mut rest, ',')?;
        skip_blanks(&mut rest);
    }
}

/// A key with the `=` behind it.
fn key(rest: &mut Peekable<Chars<'_>>) -> Result<String, ImportProblem> {
    let key = taken(rest, char::is_ascii_alphanumeric);
    expect(rest, '=')?;
    Ok(key)
}

fn value(rest: &mut Peekable<Chars<'_>>) -> Result<String, ImportProblem> {
    skip_blanks(rest);
    let quote = rest.next_if(|c| matches!(c, '"' | '\''));
    let Some(quote) = quote else {
        let is_of_value = |c: &char| !matches!(c, ',' | '"' | '\'' | '}' | '{' | '[' | ']');
        if rest.peek() == Some(&'=') {
            return Err(unreadable());
        }
        let bare = taken(rest, is_of_value);
        return Ok(bare.trim_end().to_owned());
    };
    let mut value = String::new();
    while let Some(c) = rest.next() {
        match c {
            '\\' => match rest.next() {
                Some(escaped) if escaped == quote || escaped == '\\' => value.push(escaped),
                other => value.extend(std::iter::once('\\').chain(other)),
            },
            c if c == quote => return Ok(value),
            c => value.push(c),
        }
    }
    Err(ImportProblem::NotClosed(quote))
}

fn expect(rest: &mut Peekable<Chars<'_>>, wanted: char) -> Result<(), ImportProblem> {
    skip_blanks(rest);
    match rest.next() {
        Some(c) if c == wanted => Ok(()),
        None if wanted == '}' => Err(ImportProblem::NotClosed('{')),
        Some(_) | None => Err(unreadable()),
    }
}

fn taken(rest: &mut Peekable<Chars<'_>>, belongs: impl Fn(&char) -> bool) -> String {
    let mut taken = String::new();
    while let Some(c) = rest.next_if(&belongs) {
        taken.push(c);
    }
    taken
}

fn skip_blanks(rest: &mut Peekable<Chars<'_>>) {
    while rest.next_if(char::is_ascii_whitespace).is_some() {}
}

fn unreadable() -> ImportProblem {
    wrong_kind(
        DESTINATION_CONFIG.name,
        "OnSuccess={Destination=ARN},OnFailure={Destination=ARN} or JSON",
    )
}
