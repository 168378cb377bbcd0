//! The receipt of a write, for a ticket or the next shift: what, when, who, before, after, and the command that puts it back.
//!
//! Knows Markdown. Does not know screens.

use jiff::Timestamp;

use super::memory::{Came, Write};
use crate::domain::call::Reading;
use crate::domain::change::ReviewedChange;
use crate::domain::difference::FieldValue;
use crate::domain::export::aws_cli::{self, RunsAs};
use crate::domain::export::json;
use crate::domain::field::Field;
use crate::domain::grounds::Recheck;
use crate::domain::settings::{Setting, StoredConfiguration};
use crate::domain::validation::put_back;
use crate::domain::words;

/// What a receipt tells of a write.
#[derive(Clone, Copy, Debug)]
pub struct Receipt<'a> {
    /// When it was sent.
    pub at: Timestamp,
    /// What was sent, and what was before.
    pub change: &'a ReviewedChange,
    /// Who sent it.
    pub caller: Option<&'a str>,
    /// Who had opened its review, where that was somebody else.
    pub reviewer: Option<&'a str>,
    /// What it came to.
    pub came: Came,
    /// The id under which AWS knows it.
    pub request_id: Option<&'a str>,
    /// What Lambda said it holds, where its answer said so.
    pub held: Option<&'a StoredConfiguration>,
    /// What the check before it could not read again.
    pub recheck: &'a Recheck,
    /// What was read between sending it and finding it, where it overwrote that.
    pub overwritten: Option<&'a Reading>,
}

impl<'a> From<&'a Write> for Receipt<'a> {
    fn from(write: &'a Write) -> Self {
        Self {
            at: write.at,
            change: &write.change,
            caller: write.caller.as_deref(),
            reviewer: write.reviewer.as_deref(),
            came: write.came,
            request_id: write.request_id.as_deref(),
            held: write
                .left
                .as_ref()
                .and_then(|left| left.configuration.as_ref()),
            recheck: &write.recheck,
            overwritten: write.overwritten.as_ref(),
        }
    }
}

/// The receipt as Markdown; `runs_as` is for the command that puts it back. One of the demonstration says so.
#[must_use]
pub fn markdown(write: Receipt<'_>, runs_as: &RunsAs) -> String {
    let change = write.change;
    let is_done = write.came == Came::Done;
    let held = write.held.map(|held| &held.settings);
    let instead = is_done.then(|| change.held_instead(held)).flatten();
    let target = change.target();
    let arn = target.arn().unwrap_or_else(|| target.to_string());
    let demo = if runs_as.is_demo { "DEMO " } else { "" };
    let mut lines = vec![
        format!(
            "**{demo}{}** {} `{arn}`",
            write.came.word(),
            change.method().word()
        ),
        String::new(),
        format!("- sent: {}", words::instant(write.at)),
    ];
    lines.extend(callers(write));
    lines.push(format!("- request: {}", write.request_id.unwrap_or("none")));
    if let Some(unread) = words::not_read_again(write.recheck) {
        lines.push(format!("- before it was sent, {unread}"));
    }
    if write.came == Came::DoneFoundByReading {
        lines.push(format!(
            "- found by reading, not told by an answer, unless {}",
            words::instead(change.method())
        ));
    }
    if write.came == Came::NothingToRemove {
        lines.push(format!("- {}", words::NOTHING_TO_REMOVE));
    }
    lines.extend([
        String::new(),
        heading(write.came, instead.is_some()).to_owned(),
        "|---|---|---|".to_owned(),
    ]);
    for (field, row) in change.difference().0.iter() {
        lines.push(format!(
            "| {} | {} | {} |",
            field.label(),
            value(field, &row.before),
            value(field, &row.after)
        ));
    }
    lines.push(String::new());
    let instead =
        instead.map(|instead| format!("Lambda answered that it holds something else: {instead}"));
    let between = write.overwritten;
    let between =
        between.map(|between| format!("Between: {}", words::overwritten(change, between)));
    for told in instead.into_iter().chain(between).chain(beside(write)) {
        lines.extend([told, String::new()]);
    }
    if let Some(settings) = change.after() {
        lines.push(format!("Body: `{}`", json::body_text(settings)));
        lines.push(String::new());
    }
    lines.extend(way_back(write, runs_as));
    let cleaned: Vec<_> = lines.iter().map(|line| words::clean(line)).collect();
    cleaned.join("\n")
}

/// Who sent it, and that somebody else had opened its review.
fn callers(write: Receipt<'_>) -> impl Iterator<Item = String> {
    let caller = write.caller.unwrap_or("unknown: STS did not tell");
    let changed = write.reviewer.zip(write.caller);
    let changed =
        changed.map(|(then, now)| format!("- caller {}", words::caller_changed(then, now)));
    [format!("- caller: {caller}")].into_iter().chain(changed)
}

/// What is or was held that is in no row of the table, since this program has no word for it.
fn beside(write: Receipt<'_>) -> impl Iterator<Item = String> {
    let before = write.change.before().configuration.as_ref();
    let removed = before.and_then(|before| match write.came {
        Came::Done | Came::DoneFoundByReading => words::removed_unknown(before, write.held),
        Came::NothingToRemove | Came::OnItsWay | Came::Unknown | Came::Refused | Came::NotSent => {
            words::unknown_before(before)
        }
    });
    let left = write.held.and_then(words::unknown_after);
    removed.into_iter().chain(left)
}

/// The way back from what was stored, or may have been.
fn way_back(write: Receipt<'_>, runs_as: &RunsAs) -> Vec<String> {
    match write.came {
        Came::Refused | Came::NotSent => vec!["Nothing changed.".to_owned()],
        Came::Done
        | Came::DoneFoundByReading
        | Came::NothingToRemove
        | Came::OnItsWay
        | Came::Unknown => {
            let condition = match write.came {
                Came::OnItsWay | Came::Unknown => ", if it arrived",
                Came::NothingToRemove => ", what was removed before",
                Came::Done | Came::DoneFoundByReading | Came::Refused | Came::NotSent => "",
            };
            let is_gone = write.recheck.was_left_behind();
            let again = is_gone.then(|| words::once_there_again(&write.change.target().qualifier));
            let again = again.unwrap_or_default();
            let before = write.change.before().configuration.as_ref();
            let lost = before.and_then(|before| words::not_put_back(before, write.held));
            let lost = lost.map_or(String::new(), |lost| format!(", but not {lost}"));
            vec![
                format!("Puts it back{condition}{again}{lost}:"),
                String::new(),
                format!("    {}", puts_back(write.change, runs_as)),
            ]
        }
    }
}

fn value(field: Field, setting: &Setting<FieldValue>) -> String {
    match setting {
        Setting::Explicit(value) => value.to_string(),
        Setting::ServiceDefault => format!("({})", field.facts().default),
    }
}

/// The columns of the settings: what was not stored is no state after which anything could be.
fn heading(came: Came, is_something_else: bool) -> &'static str {
    match came {
        Came::Done | Came::DoneFoundByReading if !is_something_else => {
            "| setting | before | after |"
        }
        Came::Done
        | Came::DoneFoundByReading
        | Came::NothingToRemove
        | Came::OnItsWay
        | Came::Unknown
        | Came::Refused
        | Came::NotSent => "| setting | before | sent |",
    }
}

/// The command that puts back what was before.
fn puts_back(change: &ReviewedChange, runs_as: &RunsAs) -> String {
    let region = &change.target().function.region;
    let qualifier = &change.target().qualifier;
    let name = change.function_name();
    match change.before_settings() {
        None => aws_cli::delete(runs_as, region, name, qualifier),
        Some(_) => match put_back(change, change.after_settings().as_ref()) {
            Some(settings) if !settings.is_empty() => {
                aws_cli::put(runs_as, region, name, qualifier, &settings)
            }
            Some(_) | None => {
                "(a value of what was before is none that Lasso sends; the AWS CLI may)".to_owned()
            }
        },
    }
}
