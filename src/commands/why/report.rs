//! The verdict as lines of text: where, the sentence of the function, and what happens to events of each qualifier.
//!
//! Knows which lines stand where. Does not know how anything was read, nor characters: whoever prints the lines cleans them.

use std::iter;

use super::inquiry::Findings;
use crate::app::entry::{Entry, Part};
use crate::app::outlook;
use crate::app::qualifier_rows::{Held, QualifierRow, is_known_gone};
use crate::app::surroundings::{dead_letters, dead_letters_differ, known};
use crate::domain::failure::Failure;
use crate::domain::function::FunctionKey;
use crate::domain::known::Known;
use crate::domain::qualifier::Qualifier;
use crate::domain::timeline::GivenUp;
use crate::domain::verdict::{Existence, Verdict};
use crate::domain::words;

/// What a settings screen says too: calls of other kinds know nothing of all this.
const REACH: &str = "Asynchronous calls only. SQS, Kinesis and DynamoDB triggers have their own.";

/// What stands above the versions where not every alias was read.
const ROUTES_UNKNOWN: &str = "Versions; which alias routes to them is not known:";

/// Whose verdict it is, the verdict, and what happens to events of one qualifier, or of each that a call can reach.
pub(super) fn lines(findings: &Findings, qualifier: Option<&Qualifier>) -> Vec<String> {
    let entry = &findings.entry;
    let rows = &findings.screen.rows;
    let verdict = outlook::verdict(entry, rows);
    let mut lines = vec![
        heading(findings, qualifier),
        words::verdict(&verdict),
        REACH.to_owned(),
    ];
    let is_told = |row: &&QualifierRow| match qualifier {
        Some(qualifier) => row.qualifier == *qualifier,
        None => is_reached(&verdict, &row.qualifier),
    };
    for row in rows.iter().filter(is_told) {
        lines.push(String::new());
        lines.extend(of_qualifier(entry, row));
    }
    let others = match qualifier {
        None => [
            unreached(entry, rows, &verdict),
            left_behind(entry, rows, &verdict),
        ],
        Some(_) => [Vec::new(), Vec::new()],
    };
    for section in others.into_iter().chain([not_read(findings)]) {
        if !section.is_empty() {
            lines.push(String::new());
        }
        lines.extend(section);
    }
    lines
}

/// What is said where the qualifier that was named has no row, and what to do next.
pub(super) fn missing(findings: &Findings) -> Option<(String, Vec<String>)> {
    let (qualifier, searched) = findings.screen.missing(&findings.entry)?;
    let name = &findings.entry.function.name;
    let mut hints: Vec<String> = failures(findings).flat_map(of_failure).collect();
    if searched == Known::Known(()) {
        let others: Vec<String> = findings
            .screen
            .rows
            .iter()
            .filter(|row| !is_known_gone(&findings.entry, &row.qualifier))
            .map(|row| row.qualifier.to_string())
            .collect();
        hints.push(format!("It has: {}.", others.join(", ")));
    }
    Some((words::absent(name, qualifier, searched), hints))
}

/// What is said where the function itself is not there.
pub(super) fn no_function(function: &FunctionKey, is_demo: bool) -> (String, Vec<String>) {
    let sentence = format!(
        "There is no function {} in {}.",
        function.name,
        place(function)
    );
    let hint = if is_demo {
        "The demonstration has functions of its own: lasso --demo lists them."
    } else {
        "--profile and --region choose where to look; an ARN names account and region."
    };
    (sentence, vec![hint.to_owned()])
}

fn place(function: &FunctionKey) -> String {
    match &function.account {
        Some(account) => format!("{account} {}", function.region),
        None => format!("account unknown, {}", function.region),
    }
}

fn heading(findings: &Findings, qualifier: Option<&Qualifier>) -> String {
    let function = &findings.entry.function;
    let named = match qualifier {
        Some(qualifier) => format!("{}:{qualifier}", function.name),
        None => function.name.to_string(),
    };
    let read = findings
        .entry
        .read_at(Part::Configurations)
        .map_or(String::new(), |at| format!(", read {}", words::instant(at)));
    format!("{named} in {}{read}", place(function))
}

/// Says whether the verdict speaks of a qualifier.
fn is_reached(verdict: &Verdict, qualifier: &Qualifier) -> bool {
    [&verdict.drops, &verdict.unknown, &verdict.keeps]
        .iter()
        .any(|list| list.contains(qualifier))
        || verdict.is_dropping(qualifier)
}

fn of_qualifier(entry: &Entry, row: &QualifierRow) -> Vec<String> {
    let qualifier = &row.qualifier;
    let mut lines = vec![format!("{qualifier}{}", state_of(row))];
    match outlook::timeline(entry, qualifier) {
        Known::Known(timeline) => {
            // Nothing happens by settings that no call uses.
            if row.existence != Existence::Gone {
                let courses = words::timeline(&timeline).into_iter();
                lines.extend(courses.map(|line| fact(&line.event, &line.course)));
            }
            lines.extend(destinations(entry, qualifier, timeline.given_up()));
        }
        Known::NotRead | Known::Unreadable => {
            lines.push("  ? its settings were not read".to_owned());
        }
    }
    if let Some(told) = settings_of(entry, qualifier) {
        lines.push(fact("settings", &told));
    }
    lines.extend(untold(entry, qualifier));
    if row.existence == Existence::Gone {
        return lines;
    }
    if dead_letters(entry, qualifier).of_latest {
        lines.push(format!("  {}", words::DEAD_LETTERS_OF_LATEST));
    }
    let differ = words::dead_letters_differ(&dead_letters_differ(entry, qualifier));
    lines.extend(differ.map(|text| format!("  {text}")));
    if known(&entry.concurrency) == Known::Unreadable {
        lines.push(format!("  {}", words::CONCURRENCY_UNREAD));
    }
    lines
}

/// Where an alias routes to, whether the qualifier is there, and whose settings apply.
fn state_of(row: &QualifierRow) -> String {
    let routes: Vec<String> = row
        .routes
        .iter()
        .map(|(version, share)| match row.routes.len() {
            1 => version.to_string(),
            _ => format!("{version} {}", words::exact_share(*share)),
        })
        .collect();
    let routes = if routes.is_empty() {
        String::new()
    } else {
        format!(", routes to {}", routes.join(", "))
    };
    let state = match (row.existence, &row.held) {
        (Existence::Gone, _) => ", gone: settings left behind, nothing uses them now",
        (Existence::NotFoundSoFar, _) => ", ? not found so far: not everything could be read",
        (Existence::Exists, Held::Own(_)) => ", settings of its own",
        (Existence::Exists, Held::Defaults) => ", no settings of its own: the defaults apply",
        (Existence::Exists, Held::NotRead | Held::Unreadable) => "",
    };
    format!("{routes}{state}")
}

fn destinations(entry: &Entry, qualifier: &Qualifier, given_up: &GivenUp) -> Vec<String> {
    let Known::Known(settings) = outlook::settings(entry, qualifier) else {
        return Vec::new();
    };
    let addressed = |arn: Option<&String>| {
        arn.map_or("(none)".to_owned(), |arn| format!("{arn} (not checked)"))
    };
    let on_failure = settings.and_then(|settings| settings.on_failure.explicit());
    let on_success = settings.and_then(|settings| settings.on_success.explicit());
    let mut lines = vec![fact("on failure", &addressed(on_failure))];
    if let GivenUp::DeadLetterQueue(queue)
    | GivenUp::Both {
        dead_letter_queue: queue,
        ..
    } = given_up
    {
        lines.push(fact("dead letters", &addressed(Some(queue))));
    }
    lines.push(fact("on success", &addressed(on_success)));
    lines
}

/// Retries and age, and when they were changed; nothing where they were not read.
fn settings_of(entry: &Entry, qualifier: &Qualifier) -> Option<String> {
    let Known::Known(settings) = outlook::settings(entry, qualifier) else {
        return None;
    };
    let limits = words::limits_in_short(settings, &entry.function);
    Some(format!("{limits}{}", changed(entry, qualifier)))
}

/// That these are not all the settings that are held.
fn untold(entry: &Entry, qualifier: &Qualifier) -> Option<String> {
    let held = entry.configuration(qualifier).flatten()?;
    Some(fact("", &words::unknown_untold(held)?))
}

/// When the settings of a qualifier were changed, behind them.
fn changed(entry: &Entry, qualifier: &Qualifier) -> String {
    let held = entry.configuration(qualifier).flatten();
    let at = held.and_then(|held| held.last_modified);
    let read_at = entry.configuration_read_at(qualifier);
    at.map_or(String::new(), |at| {
        let until = read_at.unwrap_or(at);
        format!(", changed {}", words::stored_at(at, (None, until)))
    })
}

/// The qualifiers that no alias is known to route to. Where not every alias was read, any of them may be what production calls.
fn unreached(entry: &Entry, rows: &[QualifierRow], verdict: &Verdict) -> Vec<String> {
    match verdict.aliases {
        Known::Known(()) => unrouted(entry, rows, verdict),
        Known::NotRead | Known::Unreadable => routes_unknown(entry, rows, verdict),
    }
}

/// The same qualifiers, each with what happens to its events, as it may be one that calls reach.
fn routes_unknown(entry: &Entry, rows: &[QualifierRow], verdict: &Verdict) -> Vec<String> {
    let each = rows
        .iter()
        .filter(|row| row.existence != Existence::Gone && !is_reached(verdict, &row.qualifier))
        .flat_map(|row| iter::once(String::new()).chain(of_qualifier(entry, row)));
    headed(ROUTES_UNKNOWN, each)
}

/// The qualifiers of which no more is said, as calls reach them only by their own name: each with its settings in a line, those
/// without any together.
fn unrouted(entry: &Entry, rows: &[QualifierRow], verdict: &Verdict) -> Vec<String> {
    let (plain, told): (Vec<_>, Vec<_>) = rows
        .iter()
        .filter(|row| row.existence != Existence::Gone && !is_reached(verdict, &row.qualifier))
        .partition(|row| row.existence == Existence::Exists && row.held == Held::Defaults);
    let names: Vec<String> = plain.iter().map(|row| row.qualifier.to_string()).collect();
    let plain = (!names.is_empty()).then(|| {
        let own = if names.len() == 1 { "its" } else { "their" };
        let told = format!("no settings of {own} own: the defaults apply");
        fact(&names.join(", "), &told)
    });
    let told = told.into_iter().flat_map(|row| in_a_line(entry, row));
    headed("No alias routes to:", told.chain(plain))
}

/// Settings of what is not there any more.
fn left_behind(entry: &Entry, rows: &[QualifierRow], verdict: &Verdict) -> Vec<String> {
    let lines = rows
        .iter()
        .filter(|row| row.existence == Existence::Gone && !is_reached(verdict, &row.qualifier));
    let heading = "Left behind by what is gone, nothing uses it now:";
    headed(heading, lines.flat_map(|row| in_a_line(entry, row)))
}

fn headed(heading: &str, lines: impl Iterator<Item = String>) -> Vec<String> {
    let mut lines: Vec<String> = lines.collect();
    if !lines.is_empty() {
        lines.insert(0, heading.to_owned());
    }
    lines
}

/// A qualifier and its settings in one line; in another that they are not all of them, if so.
fn in_a_line(entry: &Entry, row: &QualifierRow) -> Vec<String> {
    let qualifier = &row.qualifier;
    let told = match outlook::settings(entry, qualifier) {
        Known::Known(Some(settings)) => {
            let settings = words::settings_in_short(settings, &entry.function);
            format!("{settings}{}", changed(entry, qualifier))
        }
        Known::Known(None) => "no settings of its own: the defaults apply".to_owned(),
        Known::NotRead | Known::Unreadable => "? its settings were not read".to_owned(),
    };
    let doubt = match row.existence {
        Existence::NotFoundSoFar => "? not found so far: not everything could be read; ",
        Existence::Exists | Existence::Gone => "",
    };
    let line = fact(&qualifier.to_string(), &format!("{doubt}{told}"));
    [line].into_iter().chain(untold(entry, qualifier)).collect()
}

/// What could not be read, why, and what to do about it.
pub(in crate::commands) fn not_read(findings: &Findings) -> Vec<String> {
    let mut lines: Vec<String> = failures(findings)
        .flat_map(of_failure)
        .map(|line| format!("  {line}"))
        .collect();
    if !lines.is_empty() {
        lines.insert(0, "Not read:".to_owned());
    }
    lines
}

fn failures(findings: &Findings) -> impl Iterator<Item = &Failure> {
    let parts = Part::ALL.iter();
    let of_parts = parts.filter_map(|part| findings.entry.failure(*part));
    findings.unidentified.iter().chain(of_parts)
}

fn of_failure(failure: &Failure) -> Vec<String> {
    let mut lines = vec![failure.to_string()];
    lines.extend(failure.hints_of_command().map(str::to_owned));
    lines
}

fn fact(label: &str, text: &str) -> String {
    format!("  {label:<17} {text}")
}
