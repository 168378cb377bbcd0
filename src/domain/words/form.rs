//! Words under a field of the form: what is wrong, what is missing, what the value means.
//!
//! Knows the sentences of each check. Does not know the rules.

use jiff::Timestamp;

use super::destination::{destination_problem, needed_parts};
use super::review::tries;
use super::time::time;
use super::{cells, clean, list, within};
use crate::domain::age::AgeProblem;
use crate::domain::author::Author;
use crate::domain::destination::DestinationKind;
use crate::domain::destination::reported::role_name;
use crate::domain::difference::FieldValue;
use crate::domain::field::Field;
use crate::domain::settings::{RetryAttempts, Span};
use crate::domain::timeline::GivenUp;
use crate::domain::validation::{Note, Problem, Relation, RetriesProblem, Unfinished, Whereabouts};

/// That settings were changed while a draft of them was open or kept, and who can have changed which.
#[must_use]
pub fn moved(movers: &[(Author, Vec<Field>)]) -> String {
    let changed = movers.iter().map(|(author, fields)| {
        let labels = fields.iter().map(|field| field.label().to_owned());
        format!(
            "{} changed {}",
            super::author(*author),
            list(labels.collect())
        )
    });
    let changed = changed.enumerate().map(|(index, changed)| match index {
        0 => changed,
        _ => within(&changed),
    });
    let changed: Vec<String> = changed.collect();
    format!(
        "{} since your draft was begun. Fields you left alone show what Lambda holds now.",
        changed.join("; ")
    )
}

/// That settings were changed since a draft was begun that is printed now; nothing where they were not. Who that was is not told: the
/// draft may be older than the reading before.
#[must_use]
pub fn moved_in_print(fields: &[Field], read_at: Timestamp) -> String {
    if fields.is_empty() {
        return String::new();
    }
    let labels = fields.iter().map(|field| field.label().to_owned());
    format!(
        ". Changed since it was begun: {}; fields left alone are as read {}",
        list(labels.collect()),
        time(read_at)
    )
}

/// Why a field can't be sent, marked with `x`.
#[must_use]
pub fn problem(problem: &Problem) -> String {
    let end = match problem {
        Problem::Blanks => " Delete them, or Ctrl-U empties the field.",
        Problem::Retries(_)
        | Problem::Age(_)
        | Problem::Destination(_)
        | Problem::BucketOnSuccess
        | Problem::Itself { .. } => "",
    };
    format!("x {}{end}", wrong(problem, "leave empty"))
}

/// The same of a value that Lambda holds: it is sent again as it is.
#[must_use]
pub fn problem_as_held(problem: &Problem) -> String {
    format!(
        "! Lambda holds this; Lasso would not send it as a new value. {}",
        wrong(problem, "leave empty")
    )
}

/// Why the value of an option can't be sent: no key empties it, and it is left out where a field is left empty.
#[must_use]
pub fn problem_of_option(problem: &Problem) -> String {
    wrong(problem, "leave the option out")
}

/// What is wrong with a value, and what to do for none.
pub(super) fn wrong(problem: &Problem, for_none: &str) -> String {
    match problem {
        Problem::Blanks => "Blanks stand before or behind the value.".to_owned(),
        Problem::Retries(RetriesProblem::TooMany(text)) => format!(
            "{} is too many. Lambda retries at most 2 times: use 0, 1 or 2, or {for_none} for 2.",
            clean(text)
        ),
        Problem::Retries(RetriesProblem::Unreadable(text)) => format!(
            "Can't read \"{}\". Use 0, 1 or 2, or {for_none} for 2.",
            clean(text)
        ),
        Problem::Age(problem) => age_problem(problem),
        Problem::Destination(problem) => destination_problem(problem),
        Problem::BucketOnSuccess => {
            "A bucket takes records of failed events only. Put it under On failure.".to_owned()
        }
        Problem::Itself { name } => format!(
            "{} is this same function. A function can't be its own destination.",
            clean(name)
        ),
    }
}

/// What a text that is being typed still needs, marked with `...`.
#[must_use]
pub fn unfinished(unfinished: &Unfinished) -> String {
    match unfinished {
        Unfinished::Destination(needed) => {
            format!("... still needed: {}", needed_parts(needed))
        }
        Unfinished::Age(AgeProblem::TooShort { text, seconds }) => {
            format!("... {}", too_short(text, *seconds))
        }
        Unfinished::Age(AgeProblem::Unreadable(_) | AgeProblem::TooLong { .. }) => {
            "... still needed: a unit, as in 90s, 15m, 1h30m".to_owned()
        }
    }
}

/// What the value of a field means.
#[must_use]
pub fn note(note: &Note) -> String {
    match note {
        Note::Retries(retries) => retries_note(*retries),
        Note::Age(age) => format!("= {} seconds", age.seconds()),
        Note::Destination {
            kind,
            name,
            whereabouts,
            role,
        } => {
            let (what, role) = destination(*kind, name, whereabouts, role.as_deref());
            let action = kind.role_action();
            format!("{what}. Not checked: that it exists, that {role} may {action}")
        }
        Note::Empty {
            field,
            was,
            instead,
        } => empty_note(*field, was.as_ref(), instead.as_ref()),
    }
}

/// The same where a line has less room.
#[must_use]
pub fn note_in_short(note: &Note) -> String {
    match note {
        Note::Destination {
            kind,
            name,
            whereabouts,
            role,
        } => {
            let (what, role) = destination(*kind, name, whereabouts, role.as_deref());
            format!(
                "{what}. Not checked: exists, {role} may {}",
                kind.role_action()
            )
        }
        Note::Retries(_) | Note::Age(_) | Note::Empty { .. } => self::note(note),
    }
}

fn age_problem(problem: &AgeProblem) -> String {
    match problem {
        AgeProblem::Unreadable(text) => format!(
            "Can't read \"{}\". Write seconds (5400) or 90s, 15m, 1h30m, 6h.",
            clean(text)
        ),
        AgeProblem::TooShort { text, seconds } => too_short(text, *seconds),
        AgeProblem::TooLong { text, seconds } => {
            let has_unit = !text.bytes().all(|b| b.is_ascii_digit());
            let meaning = match seconds {
                Some(seconds) if has_unit => format!("is {seconds} s"),
                Some(seconds) => {
                    let span = i64::try_from(*seconds).map_or_else(
                        |_| format!("{seconds} s"),
                        |seconds| Span(seconds).to_string(),
                    );
                    format!("is {span}")
                }
                None => "is longer than can be counted".to_owned(),
            };
            format!("{} {meaning}; the most is 6h (21600 s).", clean(text))
        }
    }
}

/// The hours that somebody may have meant by a bare digit.
const HOURS: [&str; 6] = [
    "one hour",
    "two hours",
    "three hours",
    "four hours",
    "five hours",
    "six hours",
];

fn too_short(text: &str, seconds: u64) -> String {
    let text = clean(text);
    let plural = if seconds == 1 { "" } else { "s" };
    let is_bare = text.bytes().all(|b| b.is_ascii_digit());
    if !is_bare {
        return format!("{text} is {seconds} second{plural}; the least is 60 (1m).");
    }
    let hours = usize::try_from(seconds)
        .ok()
        .and_then(|seconds| HOURS.get(seconds.checked_sub(1)?));
    let advice = match hours {
        Some(hours) => format!("For {hours} write {seconds}h."),
        None if seconds == 0 => "There is no way to switch waiting off.".to_owned(),
        None => format!("For {seconds} minutes write {seconds}m."),
    };
    format!("{text} means {seconds} second{plural}; the least is 60. {advice}")
}

fn retries_note(retries: RetryAttempts) -> String {
    let number = retries.get();
    let beside_default = if number == RetryAttempts::MOST {
        ""
    } else {
        " Empty would mean 2 retries."
    };
    format!("{number} = {}.{beside_default}", tries(number))
}

/// What a destination is and where, and the role that must be allowed to send to it.
fn destination(
    kind: DestinationKind,
    name: &str,
    whereabouts: &Whereabouts,
    role: Option<&str>,
) -> (String, String) {
    let role = role.map_or_else(
        || "the function's role".to_owned(),
        |arn| format!("role {}", clean(role_name(arn))),
    );
    let what = format!("{} {}{}", kind.noun(), clean(name), place(whereabouts));
    (what, role)
}

fn place(whereabouts: &Whereabouts) -> String {
    match (&whereabouts.account, &whereabouts.region) {
        (Relation::Same, Relation::Same) => ", same account and region".to_owned(),
        (Relation::Same, Relation::Other(region)) => format!(" in {region}, same account"),
        (Relation::Other(account), Relation::Same) => {
            format!(" in account {account}, same region")
        }
        (Relation::Other(account), Relation::Other(region)) => {
            format!(" in account {account} {region}")
        }
        (Relation::Untold, Relation::Same) => ", same region".to_owned(),
        (Relation::Untold, Relation::Other(region)) => format!(" in {region}"),
        (Relation::Same | Relation::Other(_) | Relation::Untold, Relation::Untold) => {
            ", its ARN tells no region".to_owned()
        }
    }
}

fn empty_note(field: Field, was: Option<&FieldValue>, instead: Option<&GivenUp>) -> String {
    let reset = was.map(|was| {
        let default = field.facts().default;
        let was = cells::value(was, None);
        format!("RESET to ({default}), was {was}.")
    });
    let instead = instead.and_then(super::given_up::to_dead_letters);
    match (reset, instead) {
        (Some(reset), Some(instead)) => format!("{reset} {instead}"),
        (Some(only), None) | (None, Some(only)) => only,
        (None, None) => match field {
            Field::MaximumRetryAttempts => "empty = 2 retries",
            Field::MaximumEventAge => "empty = 6h",
            Field::OnSuccess => "empty = no record of successful events",
            Field::OnFailure => "empty = no record of given-up events",
        }
        .to_owned(),
    }
}
