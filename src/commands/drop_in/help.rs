//! The short help of a command.
//!
//! Knows how the tables of commands and options are laid out as text. Does not know what an option does.

use super::command_line::OptionSpec;
use super::operations::Operation;
use super::options;
use crate::domain::aws_options::HELP;

const STATUS: &str = "
Status: 0; 2 where an option is missing, unclear or without its value; 255 for
  everything else: refused, not answered, an option or value that is not known.";

const STATUS_OF_WRITES: &str = "
Status: 0; 2 where an option is missing, unclear or without its value; 3 and 4
  as above; 255 for everything else: refused, not answered, an option or value
  that is not known.";

/// The help of one command.
pub(super) fn of(operation: &Operation) -> String {
    let mut text = format!(
        "{}\n\nUsage: lasso [options] {} [parameters]\n\nParameters:\n",
        operation.about, operation.name
    );
    for option in options::of(operation) {
        let needed = if option.is_required {
            " (required)"
        } else {
            ""
        };
        add(&mut text, option.name, &format!("{}{needed}", option.about));
    }
    let (ours, theirs): (Vec<OptionSpec>, Vec<OptionSpec>) =
        options::global_of(operation).partition(|option| option.written_out);
    text.push_str("\nBeyond the AWS CLI:\n");
    for option in ours.iter().filter(|option| option.name != HELP.name) {
        add(&mut text, option.name, option.about);
    }
    let names: Vec<&str> = theirs.iter().map(|option| option.name).collect();
    text.push_str("\nOptions of every command, as in the AWS CLI (lasso man tells them all):\n");
    for line in filled(&names) {
        text.extend(["  ", line.as_str(), "\n"]);
    }
    text.push_str(if operation.is_write() {
        STATUS_OF_WRITES
    } else {
        STATUS
    });
    text
}

fn add(text: &mut String, option: &str, about: &str) {
    text.extend([format!("  {option:<30}  {about}\n")]);
}

/// Fills lines of at most 76 columns with names.
fn filled(names: &[&str]) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for name in names {
        match lines.last_mut() {
            Some(line) if line.len() + 1 + name.len() <= 76 => {
                line.push(' ');
                line.push_str(name);
            }
            Some(_) | None => lines.push((*name).to_owned()),
        }
    }
    lines
}
