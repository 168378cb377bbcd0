//! The short help of a command.
//!
//! Knows how the table of commands is put into words. Does not know what an option does.

use std::fmt::Write;

use super::globals;
use super::operations::Operation;

/// The help of one command.
pub(super) fn of(operation: &Operation) -> String {
    let mut text = format!(
        "{}\n\nUsage: lasso [options] {} [parameters]\n\nParameters:\n",
        operation.about, operation.name
    );
    for member in operation.members {
        let needed = if member.is_required {
            " (required)"
        } else {
            ""
        };
        add(
            &mut text,
            member.option,
            &format!("{}{needed}", member.about),
        );
    }
    if operation.is_listing {
        add(
            &mut text,
            "--page-size",
            "How many to ask for with each request",
        );
        add(
            &mut text,
            "--starting-token",
            "NextToken of a listing that was cut",
        );
    }
    add(
        &mut text,
        "--cli-input-json",
        "The whole request as JSON, or file://PATH",
    );
    add(
        &mut text,
        "--generate-cli-skeleton",
        "Print a sample and send nothing: input or output",
    );
    if operation.is_write() {
        text.push_str("\nBeyond the AWS CLI:\n");
        for (option, about) in OURS {
            add(&mut text, option, about);
        }
    }
    let names: Vec<&str> = globals::OPTIONS
        .iter()
        .filter(|option| !option.written_out)
        .map(|option| option.name)
        .collect();
    text.push_str("\nOptions of every command, as in the AWS CLI:\n");
    for line in textwrap_lines(&names) {
        let _ = writeln!(text, "  {line}");
    }
    text.push_str("\nStatus: 0; 2 where the command line is wrong; 255 where the request is refused or not answered.");
    text
}

const OURS: [(&str, &str); 4] = [
    (
        "--dry-run",
        "Print what would change, and send nothing; status 3 where nothing would",
    ),
    (
        "--if-last-modified",
        "Send only if nobody changed it since that LastModified; else status 4",
    ),
    ("--explain", "Say in our words why a request was refused"),
    (
        "--read-only",
        "Refuse to send anything that changes something",
    ),
];

fn add(text: &mut String, option: &str, about: &str) {
    let _ = writeln!(text, "  {option:<30}  {about}");
}

/// Fills lines of at most 76 columns with names.
fn textwrap_lines(names: &[&str]) -> Vec<String> {
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
