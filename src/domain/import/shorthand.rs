//! The shorthand syntax of the AWS CLI, as far as destinations go: `OnSuccess={Destination=ARN},OnFailure={Destination=ARN}`.
//!
//! Knows keys, braces and quoted values. Does not know the CLI's other types.

use std::iter::Peekable;
use std::str::Chars;

use super::ImportProblem;
use super::json::wrong_kind;
use crate::domain::settings::{Setting, StoredSettings};

const OPTION: &str = "--destination-config";

/// Reads the value of `--destination-config` that is written as shorthand.
pub(super) fn destination_config(
    text: &str,
    settings: &mut StoredSettings,
) -> Result<(), ImportProblem> {
    let mut rest = text.chars().peekable();
    loop {
        let half = key(&mut rest)?;
        let setting = match half.as_str() {
            "OnSuccess" => &mut settings.on_success,
            "OnFailure" => &mut settings.on_failure,
            _ => return Err(ImportProblem::Unknown(format!("DestinationConfig.{half}"))),
        };
        expect(&mut rest, '{')?;
        if rest.next_if_eq(&'}').is_none() {
            let member = key(&mut rest)?;
            if member != "Destination" {
                return Err(ImportProblem::Unknown(format!("{half}.{member}")));
            }
            *setting = Setting::Explicit(value(&mut rest)?);
            expect(&mut rest, '}')?;
        }
        skip_blanks(&mut rest);
        match rest.next() {
            None => return Ok(()),
            Some(',') => {}
            Some(_) => return Err(unreadable()),
        }
    }
}

/// A key with the `=` behind it.
fn key(rest: &mut Peekable<Chars<'_>>) -> Result<String, ImportProblem> {
    skip_blanks(rest);
    let key = taken(rest, char::is_ascii_alphanumeric);
    expect(rest, '=')?;
    Ok(key)
}

fn value(rest: &mut Peekable<Chars<'_>>) -> Result<String, ImportProblem> {
    skip_blanks(rest);
    let quote = rest.next_if(|c| matches!(c, '"' | '\''));
    let Some(quote) = quote else {
        let bare = taken(rest, |c| !matches!(c, ',' | '}' | '{' | '[' | ']'));
        return Ok(bare.trim_end().to_owned());
    };
    let mut value = String::new();
    while let Some(c) = rest.next() {
        match c {
            '\\' => value.extend(rest.next()),
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
    while rest.next_if(|c| c.is_whitespace()).is_some() {}
}

fn unreadable() -> ImportProblem {
    wrong_kind(
        OPTION,
        "OnSuccess={Destination=ARN},OnFailure={Destination=ARN} or JSON",
    )
}
