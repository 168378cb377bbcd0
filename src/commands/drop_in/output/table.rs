//! Answers as tables.
//!
//! Knows which values share a row and which become a section of their own. Does not know how wide a section is drawn.

mod section;
mod width;

use serde_json::{Map, Value};

use super::python;
use super::text::is_scalar;
use super::{Printed, Surface};
use section::{Section, draw};

/// Draws a value under a title. Nothing is drawn of what is empty.
#[must_use]
pub(super) fn render(title: &str, value: &Value, surface: Surface) -> Printed {
    let mut sections = Sections(Vec::new());
    match sections.build(Some(title), value, 0) {
        Ok(()) => Printed {
            text: draw(sections.0, surface),
            problem: None,
        },
        Err(problem) => Printed {
            text: draw(Vec::new(), surface),
            problem: Some(problem),
        },
    }
}

struct Sections(Vec<Section>);

/// The error line of what this format has no way to draw.
type Built = Result<(), String>;

impl Sections {
    fn build(&mut self, title: Option<&str>, value: &Value, level: usize) -> Built {
        if !python::is_truthy(value) {
            return Ok(());
        }
        if let Some(title) = title {
            self.0.push(Section::new(title, level));
        }
        match value {
            Value::Object(members) => self.structure(members, level),
            Value::Array(elements) => match elements.first() {
                Some(Value::Object(_)) => self.structures(elements, level, title),
                Some(_) | None => elements
                    .iter()
                    .try_for_each(|element| self.element(element)),
            },
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => Ok(()),
        }
    }

    /// Draws an element of a list as a row; what has lists or structures inside goes on in the same section.
    fn element(&mut self, element: &Value) -> Built {
        match element {
            Value::Array(fields) if fields.iter().all(is_scalar) => {
                self.row(fields.iter().map(python::text).collect())
            }
            // Iterating over a structure gives its keys.
            Value::Object(members) => self.row(members.keys().cloned().collect()),
            Value::Array(_) => self.build(None, element, 0),
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {
                self.row(vec![python::text(element)])
            }
        }
    }

    /// Draws the scalars of a structure as one row under their names, a single one beside its name.
    fn structure(&mut self, members: &Map<String, Value>, level: usize) -> Built {
        let (scalars, nested) = sorted_members(members);
        match scalars.as_slice() {
            [] => {}
            [(name, value)] => self.row(vec![(*name).to_owned(), python::text(value)])?,
            several => {
                self.header(several.iter().map(|(name, _)| (*name).to_owned()).collect());
                self.row(
                    several
                        .iter()
                        .map(|(_, value)| python::text(value))
                        .collect(),
                )?;
            }
        }
        nested
            .into_iter()
            .try_for_each(|(name, value)| self.build(Some(name), value, level + 1))
    }

    /// Draws structures as rows of one section, or each in its own where any of them has something nested.
    fn structures(&mut self, elements: &[Value], level: usize, title: Option<&str>) -> Built {
        let (columns, nested) = columns(elements)?;
        let names = || columns.iter().map(|name| (*name).to_owned()).collect();
        self.header(names());
        for (place, element) in elements.iter().enumerate() {
            let Value::Object(members) = element else {
                return Err(python::no_attribute(element, "get"));
            };
            if place > 0 && !nested.is_empty() {
                self.0.push(Section::new(title.unwrap_or_default(), level));
                self.header(names());
            }
            let fields = columns.iter().map(|name| members.get(*name));
            self.row(
                fields
                    .map(|field| field.map(python::text).unwrap_or_default())
                    .collect(),
            )?;
            for name in &nested {
                if let Some(value) = members.get(*name) {
                    self.build(Some(name), value, level + 1)?;
                }
            }
        }
        Ok(())
    }

    fn header(&mut self, names: Vec<String>) {
        if let Some(section) = self.0.last_mut() {
            section.header(names);
        }
    }

    fn row(&mut self, fields: Vec<String>) -> Built {
        self.0
            .last_mut()
            .map_or(Ok(()), |section| section.row(fields))
    }
}

type Members<'a> = Vec<(&'a str, &'a Value)>;

/// The members that are scalars and those that aren't, each in the order of the alphabet.
fn sorted_members(members: &Map<String, Value>) -> (Members<'_>, Members<'_>) {
    let mut sorted: Members<'_> = members
        .iter()
        .map(|(name, value)| (name.as_str(), value))
        .collect();
    sorted.sort_unstable_by_key(|(name, _)| *name);
    sorted.into_iter().partition(|(_, value)| is_scalar(value))
}

/// The names of members that are a scalar in any of the structures, and of those that aren't in any.
fn columns(elements: &[Value]) -> Result<(Vec<&str>, Vec<&str>), String> {
    let mut columns = Vec::new();
    let mut nested = Vec::new();
    for element in elements {
        match element {
            Value::Object(members) => {
                let (scalars, others) = sorted_members(members);
                columns.extend(scalars.into_iter().map(|(name, _)| name));
                nested.extend(others.into_iter().map(|(name, _)| name));
            }
            Value::String(text) if text.is_empty() => {}
            Value::Array(elements) if elements.is_empty() => {}
            Value::String(_) => return Err("string indices must be integers, not 'str'".to_owned()),
            Value::Array(inner) => return Err(indexed_by(inner)),
            Value::Null | Value::Bool(_) | Value::Number(_) => {
                return Err(format!(
                    "'{}' object is not iterable",
                    python::type_name(element)
                ));
            }
        }
    }
    for names in [&mut columns, &mut nested] {
        names.sort_unstable();
        names.dedup();
    }
    Ok((columns, nested))
}

/// What Python says about a list that is indexed by its own first element.
fn indexed_by(elements: &[Value]) -> String {
    match elements.first() {
        Some(Value::Number(_) | Value::Bool(_)) | None => "list index out of range".to_owned(),
        Some(other) => format!(
            "list indices must be integers or slices, not {}",
            python::type_name(other)
        ),
    }
}
