//! Keys from words, and effects in words.
//!
//! Knows how scripts are written. Does not know what any key or effect comes to.

use lambda_lasso::app::effect::Effect;
use lambda_lasso::app::key::Key;
use lambda_lasso::domain::call::Query;
use lambda_lasso::domain::change::ApprovedChange;
use lambda_lasso::domain::export::json;

/// Keys as scripts name them, with blanks between.
pub(crate) fn parse(keys: &str) -> Vec<Key> {
    keys.split_whitespace()
        .map(|name| Key::parse(name).unwrap_or_else(|| panic!("no key {name}")))
        .collect()
}

/// An effect in a few words; the number of its request is left out.
pub(crate) fn shown(effect: &Effect) -> String {
    match effect {
        Effect::OpenSession { session } => format!("open session {}", session.0),
        Effect::RenewCredentials { .. } => "renew credentials".to_owned(),
        Effect::Read { query, .. } => format!("read {}", about(query)),
        Effect::Abandon { .. } => "abandon".to_owned(),
        Effect::Write { approved, .. } => write(approved),
        Effect::CopyText { .. } => "copy".to_owned(),
        Effect::SetTitle { title } => format!("title {title}"),
        Effect::Redraw => "redraw".to_owned(),
        Effect::Suspend => "suspend".to_owned(),
        Effect::RestoreTerminal { .. } => "restore".to_owned(),
        Effect::Quit { status, .. } => format!("quit {status}"),
    }
}

fn write(approved: &ApprovedChange) -> String {
    let reviewed = approved.reviewed();
    let word = reviewed.method().word().to_lowercase();
    let body = reviewed.after().map(json::body_text).unwrap_or_default();
    format!("{word} {} {body}", reviewed.target())
        .trim_end()
        .to_owned()
}

/// A query in a word or two.
pub(crate) fn about(query: &Query) -> String {
    match query {
        Query::Identity => "identity".to_owned(),
        Query::Functions { marker } => paged("functions", "", marker.as_deref()),
        Query::Versions { function, marker } => {
            paged("versions", function.name.as_str(), marker.as_deref())
        }
        Query::Aliases { function, marker } => {
            paged("aliases", function.name.as_str(), marker.as_deref())
        }
        Query::Configurations { function, marker } => {
            paged("configurations", function.name.as_str(), marker.as_deref())
        }
        Query::Configuration { target } => format!("configuration {target}"),
        Query::Description { target } => format!("description {target}"),
        Query::Alias { target } => format!("alias {target}"),
        Query::Concurrency { function } => format!("concurrency {}", function.name),
        Query::Stack { function } => format!("stack {}", function.name),
    }
}

fn paged(what: &str, of: &str, marker: Option<&str>) -> String {
    let from = marker.map(|marker| format!("from {marker}"));
    [what, of, &from.unwrap_or_default()]
        .into_iter()
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

/// The status and lines with which the program ended, if it did.
pub(crate) fn end(effects: &[Effect]) -> Option<(u8, String)> {
    effects.iter().find_map(|effect| {
        if let Effect::Quit { status, lines } = effect {
            Some((*status, lines.join("\n")))
        } else {
            None
        }
    })
}
