//! A block of Terraform's `aws_lambda_function_event_invoke_config`, alone or among others.
//!
//! Knows its arguments and blocks, and which arguments every resource may have. Does not know HCL, nor what an expression comes to.

use super::hcl::{self, Argument, Block, Body, Value};
use super::json::wrong_kind;
use super::{ImportProblem, Named};
use crate::domain::export::RESOURCE;
use crate::domain::settings::{Setting, StoredSettings};

/// Says whether a text holds blocks of resources.
pub(super) fn is_block(text: &str) -> bool {
    text.lines().any(|line| {
        let behind = line.trim_start().strip_prefix("resource");
        behind.is_some_and(|rest| rest.trim_start().starts_with('"'))
    })
}

/// Reads a text that holds one block of the resource.
pub(super) fn read(text: &str) -> Result<(StoredSettings, Named), ImportProblem> {
    let file = hcl::parse(text)?;
    let is_wanted = |block: &Block| {
        block.name == "resource" && block.labels.first().is_some_and(|label| label == RESOURCE)
    };
    let mut blocks = file.blocks.into_iter().filter(is_wanted);
    match (blocks.next(), blocks.count()) {
        // A resource has a type and a name.
        (Some(block), 0) if block.labels.len() == 2 => resource(block.body),
        (Some(block), 0) => Err(ImportProblem::NoHcl { line: block.line }),
        (None, _) => Err(ImportProblem::Blocks(0)),
        (Some(_), others) => Err(ImportProblem::Blocks(others + 1)),
    }
}

fn resource(body: Body) -> Result<(StoredSettings, Named), ImportProblem> {
    refuse_twice(&body)?;
    let mut settings = StoredSettings::default();
    let mut named = Named::default();
    for argument in body.arguments {
        if argument.value == Value::Null {
            continue;
        }
        match argument.name.as_str() {
            "function_name" => {
                named.function = naming(argument, &mut named.expression, Named::address)?;
            }
            "qualifier" => {
                named.qualifier = naming(argument, &mut named.expression, Named::qualifier)?;
            }
            "region" => named.region = naming(argument, &mut named.expression, Named::region)?,
            // Which account and region: only Terraform knows.
            "provider" => {
                naming(argument, &mut named.expression, |_| Ok(()))?;
            }
            "maximum_retry_attempts" => settings.maximum_retry_attempts = number(argument)?,
            "maximum_event_age_in_seconds" => {
                settings.maximum_event_age_in_seconds = number(argument)?;
            }
            // An order among resources says nothing of this one.
            "depends_on" => {}
            other => return Err(ImportProblem::Unknown(other.to_owned())),
        }
    }
    for block in body.blocks {
        match block.name.as_str() {
            "destination_config" => destinations(block.body, &mut settings)?,
            // How Terraform goes about it says nothing of what it sets.
            "lifecycle" | "timeouts" => {}
            other => return Err(ImportProblem::Unknown(other.to_owned())),
        }
    }
    Ok((settings, named.agreed()?))
}

fn destinations(body: Body, settings: &mut StoredSettings) -> Result<(), ImportProblem> {
    refuse_twice(&body)?;
    if let Some(argument) = body.arguments.first() {
        return Err(ImportProblem::Unknown(format!(
            "destination_config.{}",
            argument.name
        )));
    }
    for block in body.blocks {
        let setting = match block.name.as_str() {
            "on_success" => &mut settings.on_success,
            "on_failure" => &mut settings.on_failure,
            other => {
                return Err(ImportProblem::Unknown(format!(
                    "destination_config.{other}"
                )));
            }
        };
        *setting = destination(block)?;
    }
    Ok(())
}

fn destination(block: Block) -> Result<Setting<String>, ImportProblem> {
    refuse_twice(&block.body)?;
    if let Some(inner) = block.body.blocks.first() {
        let name = format!("{}.{}", block.name, inner.name);
        return Err(ImportProblem::Unknown(name));
    }
    let mut setting = Setting::ServiceDefault;
    for argument in block.body.arguments {
        if argument.name != "destination" {
            let name = format!("{}.{}", block.name, argument.name);
            return Err(ImportProblem::Unknown(name));
        }
        match argument.value {
            Value::Null => {}
            Value::Text(arn) => setting = Setting::Explicit(arn),
            Value::Number(_) => return Err(wrong_kind("destination", "a text in quotes")),
            Value::Expression(text) => return Err(expression(argument.name, text, argument.line)),
        }
    }
    Ok(setting)
}

/// What names the target: a literal, or an expression that is remembered instead.
fn naming<T>(
    argument: Argument,
    expression: &mut Option<String>,
    read: impl FnOnce(&str) -> Result<T, ImportProblem>,
) -> Result<Option<T>, ImportProblem> {
    match argument.value {
        Value::Text(text) => read(&text).map(Some),
        Value::Expression(text) => {
            *expression = Some(text);
            Ok(None)
        }
        Value::Null => Ok(None),
        Value::Number(_) => Err(wrong_kind(&argument.name, "a text in quotes")),
    }
}

fn number(argument: Argument) -> Result<Setting<i64>, ImportProblem> {
    match argument.value {
        Value::Null => Ok(Setting::ServiceDefault),
        Value::Number(number) => Ok(Setting::Explicit(number)),
        // Terraform reads a number out of a text.
        Value::Text(text) => match text.parse() {
            Ok(number) => Ok(Setting::Explicit(number)),
            Err(_) => Err(wrong_kind(&argument.name, "a whole number")),
        },
        Value::Expression(text) if text.bytes().all(|byte| byte.is_ascii_digit()) => Err(
            wrong_kind(&argument.name, "a whole number without zeros in front"),
        ),
        Value::Expression(text) => Err(expression(argument.name, text, argument.line)),
    }
}

fn expression(name: String, text: String, line: usize) -> ImportProblem {
    ImportProblem::Expression { name, text, line }
}

/// Refuses a body that says something twice, as Terraform does.
fn refuse_twice(body: &Body) -> Result<(), ImportProblem> {
    let names = body.arguments.iter().map(|argument| &argument.name);
    let blocks = body.blocks.iter().map(|block| &block.name);
    let mut names: Vec<&String> = names.chain(blocks).collect();
    names.sort();
    let twice = names
        .iter()
        .zip(names.iter().skip(1))
        .find(|(one, next)| one == next);
    match twice {
        Some((name, _)) => Err(ImportProblem::Twice((**name).clone())),
        None => Ok(()),
    }
}
