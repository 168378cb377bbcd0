//! The last part of a destination's ARN: the resource, and the name within it.
//!
//! Knows the shape of each kind's resource and which characters its names may hold. Does not know the parts before.

use super::DestinationKind;
use super::problem::{DestinationProblem, Needed, Stop};
use crate::domain::function::FunctionName;
use crate::domain::qualifier::Qualifier;

/// The name within a resource, by the shape of its kind.
pub(super) fn name_of(kind: DestinationKind, resource: &str) -> Result<&str, Stop> {
    let missing = Stop::Short(Needed::Name(Some(kind)), None);
    let prefix = resource_prefix(kind);
    let Some(name) = resource.strip_prefix(prefix) else {
        let resource = resource.to_owned();
        return Err(if prefix.starts_with(resource.as_str()) {
            missing
        } else {
            Stop::Wrong(DestinationProblem::Resource { kind, resource })
        });
    };
    if name.is_empty() {
        return Err(missing);
    }
    if kind == DestinationKind::Function {
        function_name(name)?;
        return Ok(name);
    }
    let owned = || name.to_owned();
    if can_be_fifo(kind) && name.strip_suffix(".fifo").is_some() {
        let name = owned();
        return Err(Stop::Wrong(DestinationProblem::Fifo { kind, name }));
    }
    let (extra, most) = name_rule(kind);
    let regular = name.len() <= most
        && name
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || extra.contains(c));
    if regular {
        Ok(name)
    } else {
        let name = owned();
        Err(Stop::Wrong(DestinationProblem::Name { kind, name }))
    }
}

/// What stands in front of the name within the resource.
fn resource_prefix(kind: DestinationKind) -> &'static str {
    match kind {
        DestinationKind::Queue | DestinationKind::Topic | DestinationKind::Bucket => "",
        DestinationKind::Function => "function:",
        DestinationKind::Bus => "event-bus/",
    }
}

fn can_be_fifo(kind: DestinationKind) -> bool {
    matches!(kind, DestinationKind::Queue | DestinationKind::Topic)
}

/// The characters beside letters and digits that a name may hold, and its greatest length, as the services' API references have it.
///
/// Buckets made before 2018 in us-east-1 may have up to 255 characters, capitals and underscores.
pub(in crate::domain) fn name_rule(kind: DestinationKind) -> (&'static str, usize) {
    match kind {
        DestinationKind::Queue => ("-_", 80),
        DestinationKind::Topic => ("-_", 256),
        DestinationKind::Function => ("-_.", 64),
        DestinationKind::Bus => ("-_./", 256),
        DestinationKind::Bucket => ("-_.", 255),
    }
}

/// Checks `NAME` or `NAME:QUALIFIER`.
fn function_name(text: &str) -> Result<(), Stop> {
    let (name, qualifier) = match text.split_once(':') {
        Some((name, qualifier)) => (name, Some(qualifier)),
        None => (text, None),
    };
    if FunctionName::parse(name).is_none() {
        return Err(Stop::Wrong(DestinationProblem::Name {
            kind: DestinationKind::Function,
            name: name.to_owned(),
        }));
    }
    let Some(qualifier) = qualifier else {
        return Ok(());
    };
    if Qualifier::parse(qualifier).is_ok() {
        return Ok(());
    }
    let problem = DestinationProblem::Qualifier(qualifier.to_owned());
    Err(if qualifier.is_empty() {
        Stop::Short(Needed::Qualifier, None)
    } else if "$LATEST.PUBLISHED".starts_with(qualifier) || can_become_alias(qualifier) {
        Stop::Short(Needed::Qualifier, Some(problem))
    } else {
        Stop::Wrong(problem)
    })
}

/// Digits that are no version's number are an alias as soon as a letter follows them.
fn can_become_alias(qualifier: &str) -> bool {
    qualifier.len() < 128 && qualifier.bytes().all(|b| b.is_ascii_digit())
}
