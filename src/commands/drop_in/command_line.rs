//! Command lines as the AWS CLI reads them: in two passes, each of which knows some options and leaves the rest.
//!
//! Knows the ways of Python's argparse: options shortened to an unambiguous beginning, `--option=value`, values that look like
//! options, what is left over. Does not know what any option means.

use super::close_matches::close_matches;
use super::output::python;
use crate::domain::aws_options::CommandOption;

/// An option.
#[derive(Clone, Copy, Debug)]
pub(super) struct OptionSpec {
    /// Its name, with the dashes.
    pub(super) name: &'static str,
    /// What follows it.
    pub(super) takes: Takes,
    /// What it does, in one line for the help.
    pub(super) about: &'static str,
    /// Whether the command is none without it.
    pub(super) is_required: bool,
    /// Whether it must be written out. Options of our own are, so that every beginning means what it means to the AWS CLI.
    pub(super) written_out: bool,
    /// Whether only commands that change something have it.
    pub(super) only_of_writes: bool,
}

/// What follows an option.
#[derive(Clone, Copy, Debug)]
pub(super) enum Takes {
    /// Nothing.
    Nothing,
    /// A text.
    Text,
    /// A whole number.
    Integer,
    /// One of these.
    Choice(&'static [&'static str]),
    /// One of these, or nothing, which means the first.
    OptionalChoice(&'static [&'static str]),
}

/// The names of a table, in its order, as the choices of an option.
pub(super) const fn names<T, const N: usize>(table: &[(&'static str, T); N]) -> [&'static str; N] {
    let mut names = [""; N];
    let mut to = names.as_mut_slice();
    let mut from = table.as_slice();
    while let ([name, later @ ..], [(known, _), rest @ ..]) = (to, from) {
        *name = known;
        to = later;
        from = rest;
    }
    names
}

/// What a name of a table stands for.
pub(super) fn named<T: Copy>(table: &[(&str, T)], name: &str) -> Option<T> {
    let row = table.iter().find(|(known, _)| *known == name);
    row.map(|(_, meant)| *meant)
}

/// What a pass found.
#[derive(Debug, Default)]
pub(super) struct Parsed {
    /// The options in the order in which they stand, each with its value.
    options: Vec<(&'static str, Option<String>)>,
    /// The first text that belongs to no option.
    pub(super) positional: Option<String>,
    /// What the pass does not know.
    pub(super) rest: Vec<String>,
}

impl Parsed {
    /// Whether an option was given.
    pub(super) fn has(&self, option: &CommandOption) -> bool {
        self.last(option.name).is_some()
    }

    /// The same of an option as the command line was read with it.
    pub(super) fn has_spec(&self, option: &OptionSpec) -> bool {
        self.last(option.name).is_some()
    }

    /// The value of an option; of several the last.
    pub(super) fn value(&self, option: &CommandOption) -> Option<&str> {
        let (_, value) = self.last(option.name)?;
        value.as_deref()
    }

    fn last(&self, name: &str) -> Option<&(&'static str, Option<String>)> {
        let mut given = self.options.iter().rev();
        given.find(|(given, _)| *given == name)
    }
}

/// What an argument looks like.
enum Looks {
    /// A value, or the positional.
    Plain,
    /// `--`: what follows is plain.
    Dashes,
    /// An option of this pass, perhaps with a value after `=`.
    Known(OptionSpec, Option<String>),
    /// An option of which this pass knows nothing.
    Unknown,
}

/// Reads a command line with the options of one pass.
///
/// # Errors
/// What is wrong with it, as argparse says it.
pub(super) fn parse(specs: &[OptionSpec], arguments: &[String]) -> Result<Parsed, String> {
    let looks = classify(specs, arguments)?;
    let last_option = looks
        .iter()
        .rposition(|look| matches!(look, Looks::Known(..) | Looks::Unknown));
    let mut parsed = Parsed::default();
    let mut takes_positional = true;
    let mut at = 0;
    while let (Some(argument), Some(look)) = (arguments.get(at), looks.get(at)) {
        match look {
            Looks::Known(spec, explicit) => {
                let next = arguments
                    .get(at + 1)
                    .filter(|_| matches!(looks.get(at + 1), Some(Looks::Plain)));
                let (value, taken) = value_of(spec, explicit.as_deref(), next.map(String::as_str))?;
                parsed.options.push((spec.name, value));
                at += 1 + usize::from(taken);
            }
            Looks::Plain if takes_positional => {
                takes_positional = false;
                parsed.positional = Some(argument.clone());
                at += 1;
            }
            // What the positional is found behind goes with it.
            Looks::Dashes if takes_positional && last_option.is_none_or(|last| last < at) => {
                at += 1;
            }
            Looks::Unknown | Looks::Plain | Looks::Dashes => {
                parsed.rest.push(argument.clone());
                at += 1;
            }
        }
    }
    Ok(parsed)
}

fn classify(specs: &[OptionSpec], arguments: &[String]) -> Result<Vec<Looks>, String> {
    let mut looks = Vec::with_capacity(arguments.len());
    let mut only_plain = false;
    for argument in arguments {
        looks.push(if only_plain {
            Looks::Plain
        } else if argument == "--" {
            only_plain = true;
            Looks::Dashes
        } else {
            look(specs, argument)?
        });
    }
    Ok(looks)
}

fn look(specs: &[OptionSpec], argument: &str) -> Result<Looks, String> {
    let exact = |name: &str| specs.iter().copied().find(|spec| spec.name == name);
    if !argument.starts_with('-') {
        return Ok(Looks::Plain);
    }
    if let Some(spec) = exact(argument) {
        return Ok(Looks::Known(spec, None));
    }
    if argument.len() == 1 {
        return Ok(Looks::Plain);
    }
    let (beginning, explicit) = match argument.split_once('=') {
        Some((beginning, explicit)) => (beginning, Some(explicit.to_owned())),
        None => (argument, None),
    };
    if let Some(spec) = exact(beginning).filter(|_| explicit.is_some()) {
        return Ok(Looks::Known(spec, explicit));
    }
    let meant: Vec<OptionSpec> = specs
        .iter()
        .copied()
        .filter(|spec| {
            beginning.starts_with("--") && !spec.written_out && spec.name.starts_with(beginning)
        })
        .collect();
    match meant.as_slice() {
        [spec] => Ok(Looks::Known(*spec, explicit)),
        [] if is_negative_number(argument) || argument.contains(' ') => Ok(Looks::Plain),
        [] => Ok(Looks::Unknown),
        several => {
            let names: Vec<&str> = several.iter().map(|spec| spec.name).collect();
            Err(format!(
                "ambiguous option: {argument} could match {}",
                names.join(", ")
            ))
        }
    }
}

/// The value of an option, and whether it is the argument that follows.
fn value_of(
    spec: &OptionSpec,
    explicit: Option<&str>,
    next: Option<&str>,
) -> Result<(Option<String>, bool), String> {
    let refuse = |problem: String| Err(format!("argument {}: {problem}", spec.name));
    let choices = match (spec.takes, explicit) {
        (Takes::Nothing, None) => return Ok((None, false)),
        (Takes::Nothing, Some(explicit)) => {
            return refuse(format!(
                "ignored explicit argument {}",
                python::quoted(explicit)
            ));
        }
        (Takes::Choice(choices) | Takes::OptionalChoice(choices), _) => choices,
        (Takes::Text | Takes::Integer, _) => &[],
    };
    let Some(value) = explicit.or(next) else {
        return match spec.takes {
            Takes::OptionalChoice([first, ..]) => Ok((Some((*first).to_owned()), false)),
            Takes::Nothing
            | Takes::Text
            | Takes::Integer
            | Takes::Choice(_)
            | Takes::OptionalChoice(_) => refuse("expected one argument".to_owned()),
        };
    };
    if matches!(spec.takes, Takes::Integer) && python::integer(value).is_none() {
        return refuse(format!("invalid int value: {}", python::quoted(value)));
    }
    if !choices.is_empty() && !choices.contains(&value) {
        return refuse(invalid_choice(choices, value));
    }
    Ok((Some(value.to_owned()), explicit.is_none()))
}

/// The choices in two columns, and those that may have been meant, as the AWS CLI lists them.
fn invalid_choice(choices: &[&str], value: &str) -> String {
    let rows = choices.chunks(2).map(|row| {
        let cells: Vec<String> = row.iter().map(|choice| format!("{choice:<40}")).collect();
        cells.join(" | ")
    });
    let lines: Vec<String> = std::iter::once("Invalid choice, valid choices are:\n".to_owned())
        .chain(rows)
        .collect();
    let close = close_matches(value, choices);
    let meant = (!close.is_empty()).then(|| {
        format!(
            "\n\nInvalid choice: {}, maybe you meant:\n",
            python::quoted(value)
        )
    });
    let close = close.into_iter().map(|choice| format!("  * {choice}"));
    let lines: Vec<String> = lines.into_iter().chain(meant).chain(close).collect();
    lines.join("\n")
}

fn is_negative_number(text: &str) -> bool {
    let digits = |text: &str| text.chars().all(|letter| letter.is_ascii_digit());
    let Some(number) = text.strip_prefix('-') else {
        return false;
    };
    match number.split_once('.') {
        Some((whole, fraction)) => digits(whole) && digits(fraction) && !fraction.is_empty(),
        None => digits(number) && !number.is_empty(),
    }
}
