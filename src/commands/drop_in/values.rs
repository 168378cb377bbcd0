//! Values of options: what is in the files that they name, and what they come to as members of a request.
//!
//! Knows `file://`, JSON and numbers as the AWS CLI takes them. Does not know whether a member may have such a value.

use std::fs;

use serde_json::{Map, Value};

use super::command_line::Parsed;
use super::json_text;
use super::operations::{Member, Operation, Shape};
use super::output::python;
use super::problem::{Problem, errno};
use super::shorthand::{self, Fault};
use crate::commands::environment::text_of;
use crate::domain::aws_options::CLI_INPUT_JSON;

/// Why a file can't be read, in the AWS CLI's words.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Unloaded(pub(super) String);

/// The members of a request that options give.
#[derive(Debug, Default)]
pub(super) struct Typed {
    /// The members, in the order of the table, then those that the JSON of a whole request adds.
    pub(super) members: Map<String, Value>,
    /// The member that was typed as JSON: Python says so of it where it is of the wrong type.
    pub(super) as_json: Option<&'static str>,
}

/// Reads the values of the options that are members of the request. Where a listing is paged, the rows of a page are no member: they
/// are what paging says.
///
/// # Errors
/// The first that can't be read, in the order of the table.
pub(super) fn members(
    operation: &Operation,
    parsed: &Parsed,
    is_paged: bool,
) -> Result<Typed, Problem> {
    let mut typed = Typed::default();
    let is_paging = |member: &&Member| is_paged && matches!(member.shape, Shape::Integer(_));
    for member in operation.members.iter().filter(|member| !is_paging(member)) {
        let Some(option) = member.option.map(|option| option.name) else {
            continue;
        };
        let Some(value) = parsed.value(option) else {
            continue;
        };
        let text = resolve(option, value)?;
        if let Some(value) = member_of(member, (option, &text), &mut typed.as_json)? {
            typed.members.insert(member.name.to_owned(), value);
        }
    }
    Ok(typed)
}

fn member_of(
    member: &Member,
    (option, text): (&str, &str),
    as_json: &mut Option<&'static str>,
) -> Result<Option<Value>, Problem> {
    Ok(Some(match &member.shape {
        Shape::Text(_) | Shape::Moment => Value::String(text.to_owned()),
        Shape::Integer(_) => number(text)?,
        Shape::Structure(_) | Shape::List(_) => {
            let trimmed = text.trim();
            if trimmed.starts_with('{') {
                *as_json = Some(member.name);
                json_text::read(text).map_err(|problem| {
                    let message = format!("Invalid JSON: {problem}\nJSON received: {text}");
                    Problem::parameter(option, &message)
                })?
            } else if trimmed.starts_with('[') {
                let message = format!("Invalid JSON:\n{text}");
                return Err(Problem::parameter(option, &message));
            } else {
                shorthand::read(text).map_err(|fault| match fault {
                    Fault::Syntax(message) => Problem::parameter(option, &message),
                    Fault::File(message) => Problem::Line(message),
                    Fault::TooDeep => Problem::Line("maximum recursion depth exceeded".to_owned()),
                })?
            }
        }
    }))
}

/// Reads a whole number.
///
/// # Errors
/// Python's words for what is none.
pub(super) fn number(text: &str) -> Result<Value, Problem> {
    let number = python::integer(text).ok_or_else(|| {
        Problem::Line(format!(
            "invalid literal for int() with base 10: {}",
            python::quoted(text)
        ))
    })?;
    Ok(Value::from(number))
}

/// Adds the members of a whole request typed as JSON, where no option gave them.
///
/// # Errors
/// What is typed is no JSON, or no structure.
pub(super) fn add_whole(typed: &mut Typed, given: &str) -> Result<(), Problem> {
    let text = resolve(CLI_INPUT_JSON.name, given)?;
    let whole = json_text::read(&text).map_err(|problem| {
        let message = format!("Invalid JSON: {problem}\nJSON received: {text}");
        // Here the AWS CLI leaves out the dashes.
        Problem::parameter(CLI_INPUT_JSON.name.trim_start_matches('-'), &message)
    })?;
    let Value::Object(whole) = whole else {
        return Err(Problem::Line(python::no_attribute(&whole, "keys")));
    };
    for (key, value) in whole {
        typed.members.entry(key).or_insert(value);
    }
    Ok(())
}

/// The text that a value stands for: what is in the file that it names, or itself.
///
/// # Errors
/// The file can't be read, or the value is an address on the web, which Lasso does not follow.
pub(super) fn resolve(option: &str, value: &str) -> Result<String, Problem> {
    if value.starts_with("http://") || value.starts_with("https://") {
        let message = format!(
            "Unable to retrieve {value}: lasso reads parameters from file://, not from the web"
        );
        return Err(Problem::parameter(option, &message));
    }
    match load_file(value) {
        Ok(content) => Ok(content.unwrap_or_else(|| value.to_owned())),
        Err(Unloaded(message)) => Err(Problem::parameter(option, &message)),
    }
}

/// The content of the file that a value names with `file://` or `fileb://`; `None` for any other value.
///
/// # Errors
/// The file can't be read.
#[expect(
    clippy::disallowed_methods,
    reason = "the file is named on the command line"
)]
pub(super) fn load_file(value: &str) -> Result<Option<String>, Unloaded> {
    let Some(path) = value
        .strip_prefix("file://")
        .or_else(|| value.strip_prefix("fileb://"))
    else {
        return Ok(None);
    };
    let path = with_variables(&with_home(path));
    let bytes = fs::read(&path).map_err(|problem| {
        let problem = errno(&problem);
        Unloaded(format!(
            "Unable to load paramfile {value}: {problem}: {}",
            python::quoted(&path)
        ))
    })?;
    let text = String::from_utf8(bytes).map_err(|_| {
        Unloaded(format!(
            "Unable to load paramfile ({path}), text contents could not be decoded.  If this is a binary file, please use the \
             fileb:// prefix instead of the file:// prefix."
        ))
    })?;
    // Python reads every kind of line end as one.
    Ok(Some(text.replace("\r\n", "\n").replace('\r', "\n")))
}

/// Puts the home folder in place of a leading `~`.
fn with_home(path: &str) -> String {
    match (path.strip_prefix('~'), text_of("HOME")) {
        (Some(rest), Some(home)) if rest.is_empty() || rest.starts_with('/') => {
            format!("{}{rest}", home.trim_end_matches('/'))
        }
        _ => path.to_owned(),
    }
}

/// Puts variables of the environment in place of `$NAME` and `${NAME}`; what is not set stays as it is.
fn with_variables(path: &str) -> String {
    let mut expanded = String::new();
    let mut rest = path;
    while let Some((before, behind)) = rest.split_once('$') {
        expanded.push_str(before);
        let braced = behind.strip_prefix('{');
        let (name, after) = braced
            .and_then(|inside| inside.split_once('}'))
            .unwrap_or_else(|| bare_name(behind));
        if let Some(value) = text_of(name).filter(|_| !name.is_empty()) {
            expanded.push_str(&value);
            rest = after;
        } else {
            expanded.push('$');
            rest = behind;
        }
    }
    expanded + rest
}

/// The name of a variable at the beginning of a text, and what stands behind it.
fn bare_name(text: &str) -> (&str, &str) {
    let end = text
        .find(|letter: char| !(letter.is_ascii_alphanumeric() || letter == '_'))
        .unwrap_or(text.len());
    text.split_at_checked(end).unwrap_or((text, ""))
}
