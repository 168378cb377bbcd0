//! The help: the keys that work where it was opened, the marks, and what the words rest on.
//!
//! Knows the key table and the legend. Does not know screens.

use super::document::{Mark, Paragraph};
use super::keymap::{self, Context, MOTIONS};
use super::text_field;
use crate::domain::field::FIELDS;

/// The marks and what each means, one legend for every screen.
pub const MARKS: [(&str, &str); 16] = [
    ("0  1h  sqs q", "set in this configuration"),
    (
        "(2)  (6h)  (none)",
        "not set: the default of the service applies",
    ),
    ("..", "not read yet: queued, or on its way"),
    ("?", "could not be read; d tells why"),
    ("-", "does not apply"),
    (
        "~ after a value",
        "read more than 5 minutes ago, or could not be read again; r reads again",
    ),
    ("!", "given-up events can be dropped; or a warning"),
    ("x", "can't be sent like this"),
    ("dropped", "nothing is left: no failure destination, no DLQ"),
    (
        "dlq NAME",
        "the event itself goes to this dead-letter queue",
    ),
    (
        "sqs NAME +dlq",
        "a record to the queue, the event to the DLQ",
    ),
    ("> in the margin", "selected, also in reverse video"),
    (
        "* in the margin",
        "a draft, not sent; beside a field: changed",
    ),
    ("! in the margin", "a write whose outcome nobody knows"),
    ("RESET", "was set, will not be: the default applies again"),
    ("gone", "left behind by a version or alias that is gone"),
];

/// What the screens say and can't prove, and what that rests on.
const GROUNDS: [&str; 5] = [
    "Each qualifier ($LATEST, version, alias) has a configuration of its own, or none: then the defaults apply (2 retries, 6 h, no \
     destination). That the settings of $LATEST do not carry over to aliases is what users report and what recordings show of \
     versions; AWS nowhere states which configuration a call through an alias uses.",
    "Retries come about 1 and 2 minutes after a failure; the age is checked when a retry is due, so a try can be lost although the age is \
     not over. Throttled events are tried again until the age is over, whatever the retries. AWS adds seconds of its own.",
    "Lambda keeps no history of these settings, and AWS Config has no resource type for them: what they were yesterday can't be asked. \
     AWS documents no CloudTrail event names for these calls; CloudTrail's event history of the time is the place to look for who \
     called. Lasso remembers what it sent in this run.",
    "Whether a destination exists, and whether the role may send to it, is not checked: the screens say \"addressed to\" and \"not \
     checked\". Failed deliveries show only in the metric DestinationDeliveryFailures.",
    "There is no lock: Lasso reads just before it sends, which makes the instant short in which somebody else's change is overwritten.",
];

/// The contexts that have keys of their own to tell, in the order in which one meets them.
pub const PLACES: [(Context, &str); 10] = [
    (Context::Explorer, "functions"),
    (Context::Filter, "filter"),
    (Context::Function, "one function"),
    (Context::Form, "form"),
    (Context::Review, "review"),
    (Context::SendLine, "send line"),
    (Context::Choice, "somebody else changed it"),
    (Context::Outcome, "outcome"),
    (Context::CopyMenu, "copy menu"),
    (Context::Everywhere, "everywhere"),
];

/// The paragraphs of the help for a context.
#[must_use]
pub fn paragraphs(context: Context) -> Vec<Paragraph> {
    let mut paragraphs = vec![heading("Keys here")];
    paragraphs.extend(rows(context));
    if let Context::Explorer | Context::Filter | Context::Function = context {
        paragraphs.push(row("a pasted ARN", "open the function that it names"));
    }
    if let Context::Form = context {
        paragraphs.push(row(
            "a pasted text",
            "JSON, an aws command, Terraform: fills every field",
        ));
    }
    paragraphs.push(heading("Everywhere"));
    paragraphs.extend(rows(Context::Everywhere));
    paragraphs.push(heading("Marks"));
    paragraphs.extend(MARKS.iter().map(|(mark, words)| row(mark, words)));
    paragraphs.push(heading("The four settings"));
    for facts in FIELDS {
        paragraphs.push(row(facts.label, facts.help));
    }
    paragraphs.push(heading("What the words rest on"));
    paragraphs.extend(
        GROUNDS
            .iter()
            .map(|text| Paragraph::new(Mark::Plain, 2, format!("  {text}"))),
    );
    paragraphs
}

/// The keys of a context with what they do; keys that do the same stand together, in the order in which that comes first.
#[must_use]
pub fn keys(context: Context) -> Vec<(String, &'static str)> {
    let bound = keymap::BINDINGS
        .iter()
        .filter(|binding| binding.context == context)
        .map(|binding| (binding.key, binding.command.help()));
    let editing = keymap::types(context).then(text_field::editing);
    let moving = keymap::moves(context).then(|| {
        MOTIONS
            .iter()
            .map(|(key, motion)| (*key, keymap::motion_help(*motion)))
    });
    let all = bound
        .chain(editing.into_iter().flatten())
        .chain(moving.into_iter().flatten());
    let mut rows: Vec<(String, &'static str)> = Vec::new();
    for (key, words) in all {
        match rows.iter_mut().find(|(_, known)| *known == words) {
            Some((names, _)) => {
                names.push(' ');
                names.push_str(&key.to_string());
            }
            None => rows.push((key.to_string(), words)),
        }
    }
    rows
}

fn rows(context: Context) -> Vec<Paragraph> {
    let keys = keys(context);
    keys.iter().map(|(keys, words)| row(keys, words)).collect()
}

fn heading(text: &str) -> Paragraph {
    Paragraph::new(Mark::Heading, 0, text)
}

fn row(left: &str, right: &str) -> Paragraph {
    Paragraph::new(Mark::Plain, 28, format!("  {left:<24}  {right}"))
}
