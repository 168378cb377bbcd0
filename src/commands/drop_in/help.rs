//! The short help of a command.
//!
//! Knows how the table of commands is put into words. Does not know what an option does.

use super::command_line::OptionSpec;
use super::operations::Operation;
use super::{globals, specs};

/// What the options do that are no members of a request.
const WORDS: [(&str, &str); 24] = [
    (
        "--cli-input-json",
        "The whole request as JSON, or file://PATH",
    ),
    ("--starting-token", "NextToken of a listing that was cut"),
    ("--page-size", "How many to ask for with each request"),
    (
        "--generate-cli-skeleton",
        "Print a sample and send nothing: input or output",
    ),
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
    (
        "--debug",
        "Show what the AWS SDK does, without anything secret",
    ),
    (
        "--endpoint-url",
        "Send requests to this address instead of AWS",
    ),
    (
        "--no-verify-ssl",
        "Believe whoever answers: check no certificate",
    ),
    ("--no-paginate", "Print the first page of a listing alone"),
    ("--output", "How the answer is printed"),
    ("--query", "What of the answer is printed, in JMESPath"),
    ("--profile", "Profile of the AWS configuration files"),
    ("--region", "Region to work in"),
    ("--color", "Colours in tables"),
    ("--no-sign-request", "Send requests without a signature"),
    ("--ca-bundle", "Trust the certificates in this file"),
    (
        "--cli-read-timeout",
        "Wait so many seconds for an answer; 0: as long as it takes",
    ),
    (
        "--cli-connect-timeout",
        "Wait so many seconds for a connection; 0: as long as it takes",
    ),
    ("--v2-debug", "Means nothing here"),
    ("--version", "Print the version"),
    ("--help", "Print the help of the command"),
];

/// What an option of a command does; empty where there is no such option.
pub(super) fn about(operation: &Operation, option: &str) -> &'static str {
    let mut members = operation.members.iter();
    let member = members.find(|member| member.option == option);
    let words = || WORDS.iter().find(|(name, _)| *name == option);
    member
        .map(|member| member.about)
        .or_else(|| words().map(|(_, words)| *words))
        .unwrap_or_default()
}

/// The help of one command.
pub(super) fn of(operation: &Operation) -> String {
    let mut text = format!(
        "{}\n\nUsage: lasso [options] {} [parameters]\n\nParameters:\n",
        operation.about, operation.name
    );
    for option in specs(operation) {
        let mut members = operation.members.iter();
        let is_required = members.any(|member| member.option == option.name && member.is_required);
        let needed = if is_required { " (required)" } else { "" };
        let words = format!("{}{needed}", about(operation, option.name));
        add(&mut text, option.name, &words);
    }
    let (ours, theirs): (Vec<&OptionSpec>, Vec<&OptionSpec>) = globals::OPTIONS
        .iter()
        .partition(|option| option.written_out);
    if operation.is_write() {
        text.push_str("\nBeyond the AWS CLI:\n");
        for option in ours.iter().filter(|option| option.name != "--help") {
            add(&mut text, option.name, about(operation, option.name));
        }
    }
    let names: Vec<&str> = theirs.iter().map(|option| option.name).collect();
    text.push_str("\nOptions of every command, as in the AWS CLI (lasso man tells them all):\n");
    for line in filled(&names) {
        text.extend(["  ", line.as_str(), "\n"]);
    }
    text.push_str("\nStatus: 0; 2 where the command line is wrong; 255 where the request is refused or not answered.");
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
