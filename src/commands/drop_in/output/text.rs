//! Answers as lines of fields between tabs.
//!
//! Knows which values share a line and in which order. Does not know where the value comes from.

use serde_json::{Map, Value};

use super::Printed;
use super::python;

/// Writes a value as lines.
#[must_use]
pub(super) fn render(value: &Value) -> Printed {
    let mut lines = Lines(String::new());
    let problem = lines.value(value, None, None).err();
    Printed {
        text: lines.0,
        problem,
    }
}

struct Lines(String);

/// The error line of what this format has no way to write.
type Written = Result<(), String>;

impl Lines {
    /// Writes a value; `name` is the member under which it was found, `columns` those that its siblings have.
    fn value(&mut self, value: &Value, name: Option<&str>, columns: Option<&[&str]>) -> Written {
        match value {
            Value::Object(members) => self.structure(members, name, columns),
            Value::Array(elements) => self.list(elements, name),
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {
                self.line(&[python::text(value)]);
                Ok(())
            }
        }
    }

    fn line(&mut self, fields: &[String]) {
        self.0.push_str(&fields.join("\t"));
        self.0.push('\n');
    }

    fn structure(
        &mut self,
        members: &Map<String, Value>,
        name: Option<&str>,
        columns: Option<&[&str]>,
    ) -> Written {
        let mut sorted: Vec<_> = members.iter().collect();
        sorted.sort_by_key(|(key, _)| key.as_str());
        // With given columns, a member of that name stands in its column, even where this one is a structure.
        let (mut fields, nested): (Vec<String>, Vec<_>) = match columns {
            Some(columns) => (
                columns
                    .iter()
                    .map(|column| members.get(*column).map(python::text).unwrap_or_default())
                    .collect(),
                sorted
                    .into_iter()
                    .filter(|(key, _)| !columns.contains(&key.as_str()))
                    .collect(),
            ),
            None => (
                sorted
                    .iter()
                    .filter(|(_, value)| is_scalar(value))
                    .map(|(_, value)| python::text(value))
                    .collect(),
                sorted
                    .into_iter()
                    .filter(|(_, value)| !is_scalar(value))
                    .collect(),
            ),
        };
        if !fields.is_empty() {
            if let Some(name) = name {
                fields.insert(0, name.to_uppercase());
            }
            self.line(&fields);
        }
        nested
            .into_iter()
            .try_for_each(|(key, value)| self.value(value, Some(key), None))
    }

    fn list(&mut self, elements: &[Value], name: Option<&str>) -> Written {
        if elements.is_empty() {
            return Ok(());
        }
        if elements.iter().any(Value::is_object) {
            let columns = columns(elements)?;
            return elements
                .iter()
                .try_for_each(|element| self.value(element, name, Some(&columns)));
        }
        let (scalars, lists): (Vec<_>, Vec<_>) =
            elements.iter().partition(|value| is_scalar(value));
        if !scalars.is_empty() {
            self.scalars(&scalars, name);
        }
        lists
            .into_iter()
            .try_for_each(|list| self.value(list, name, None))
    }

    /// Writes scalars: on one line, but each on its own if they have a name.
    fn scalars(&mut self, scalars: &[&Value], name: Option<&str>) {
        let fields: Vec<_> = scalars.iter().map(|value| python::text(value)).collect();
        match name {
            None => self.line(&fields),
            Some(name) => {
                for field in fields {
                    self.line(&[name.to_uppercase(), field]);
                }
            }
        }
    }
}

/// The members of any of these structures that are scalars, in the order of the alphabet.
fn columns(elements: &[Value]) -> Result<Vec<&str>, String> {
    let mut columns = Vec::new();
    for element in elements {
        let Value::Object(members) = element else {
            return Err(python::no_attribute(element, "items"));
        };
        columns.extend(
            members
                .iter()
                .filter(|(_, value)| is_scalar(value))
                .map(|(key, _)| key.as_str()),
        );
    }
    columns.sort_unstable();
    columns.dedup();
    Ok(columns)
}

pub(super) fn is_scalar(value: &Value) -> bool {
    !matches!(value, Value::Array(_) | Value::Object(_))
}
