//! The help: the keys that work where it was opened, the marks, and what the words rest on.
//!
//! Knows the key table and the legend. Does not know screens.

use super::document::{Mark, Paragraph};
use super::keymap::{self, Context, MOTIONS};
use crate::domain::field::FIELDS;

/// The marks and what each means, one legend for every screen.
pub const MARKS: [(&str, &str); 12] = [
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
        "read more than 5 minutes ago; r reads again",
    ),
    (
        "! dropped",
        "given-up events are lost: no failure destination, no dead-letter queue",
    ),
    (
        "dlq NAME",
        "the event itself goes to this dead-letter queue of the function",
    ),
    (
        "sqs NAME +dlq",
        "a record goes to the destination, the event to the dead-letter queue",
    ),
    ("* in the margin", "a draft that is not sent"),
    (
        "RESET",
        "was set and will not be: the default applies again",
    ),
    (
        "gone",
        "settings of a version or alias that does not exist any more",
    ),
];

/// What the screens say and can't prove, and what that rests on.
const GROUNDS: [&str; 5] = [
    "Each qualifier ($LATEST, version, alias) has a configuration of its own, or none: then the defaults apply (2 retries, 6 h, no \
     destination). That the settings of $LATEST do not carry over to aliases is what users report and what recordings show of \
     versions; AWS nowhere states which configuration a call through an alias uses.",
    "Retries come about 1 and 2 minutes after a failure; the age is checked when a retry is due, so a try can be lost although the age is \
     not over. Throttled events are tried again until the age is over, whatever the retries. AWS adds seconds of its own.",
    "AWS keeps no history of these settings: what they were yesterday can't be asked. Lasso remembers what it sent in this run.",
    "Whether a destination exists, and whether the role may send to it, is not checked: the screens say \"addressed to\" and \"not \
     checked\". Failed deliveries show only in the metric DestinationDeliveryFailures.",
    "There is no lock: Lasso reads just before it sends, which makes the instant short in which somebody else's change is overwritten.",
];

/// The paragraphs of the help for a context.
#[must_use]
pub fn paragraphs(context: Context) -> Vec<Paragraph> {
    let mut paragraphs = vec![heading("Keys here")];
    paragraphs.extend(keys(context));
    paragraphs.push(heading("Everywhere"));
    for (keys, words) in [
        (
            "Ctrl-C",
            "leave at once; drafts and what was sent are printed",
        ),
        ("Ctrl-L", "redraw"),
        ("Ctrl-Z", "suspend"),
    ] {
        paragraphs.push(row(keys, words));
    }
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

/// Each command of a context once, with all keys that ask for it.
fn keys(context: Context) -> Vec<Paragraph> {
    let mut rows = Vec::new();
    for binding in keymap::footer(context) {
        let keys: Vec<String> = keymap::BINDINGS
            .iter()
            .filter(|other| other.context == context && other.command == binding.command)
            .map(|other| other.key.to_string())
            .collect();
        rows.push(row(&keys.join(" "), binding.footer));
    }
    if keymap::moves(context) {
        let keys: Vec<String> = MOTIONS.iter().map(|(key, _)| key.to_string()).collect();
        rows.push(row(&keys.join(" "), "move or scroll"));
    }
    rows
}

fn heading(text: &str) -> Paragraph {
    Paragraph::new(Mark::Heading, 0, text)
}

fn row(left: &str, right: &str) -> Paragraph {
    Paragraph::new(Mark::Plain, 28, format!("  {left:<24}  {right}"))
}
