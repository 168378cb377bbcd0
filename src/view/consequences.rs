//! What follows from a draft: the body as it would be sent, what then happens to an event, and what to know before sending it.
//!
//! Knows their order, and which of them a target that is gone has. Does not know the fields of the form, nor where this stands.

use ratatui::text::Line;

use super::pane::Remark;
use super::theme;
use crate::app::body;
use crate::app::document::{Mark, Paragraph};
use crate::app::form::Form;
use crate::domain::change::Method;
use crate::domain::function::Target;
use crate::domain::known::Known;
use crate::domain::settings::AsyncSettings;
use crate::domain::timeline::{EffectiveSettings, Timeline};
use crate::domain::validation::{Gone, Request, Surroundings, Warning};
use crate::domain::words;

/// What is said in the place of what follows from the draft.
const NOT_READABLE: &str = "Shown once every field can be read: see what is marked x or ... above.";

/// The body as it would be sent, and what it leaves out.
pub(super) fn body(form: &Form) -> Vec<Paragraph> {
    let heading = |text: &str| Paragraph::new(Mark::Heading, 0, text);
    let said = |text: &str| Paragraph::new(Mark::Plain, 0, text);
    let Some(settings) = &form.checked.settings else {
        let heading = heading("BODY AS IT WOULD BE SENT");
        return vec![heading, said(NOT_READABLE)];
    };
    match form.checked.request {
        Request::Delete => vec![
            heading("SENT AS DELETE, WITHOUT A BODY"),
            said("(a DELETE has no body)"),
        ],
        Request::Nothing if settings.is_empty() => {
            let text = if form.surroundings.gone.is_some() {
                "No setting is named."
            } else {
                "No setting is named: the defaults of the service apply."
            };
            vec![heading("NOTHING TO SEND"), said(text)]
        }
        Request::Nothing => {
            let mut paragraphs = vec![heading(words::nothing_to_send_in_short(&form.base))];
            paragraphs.extend(body::paragraphs(settings, &form.difference(settings)));
            paragraphs
        }
        Request::Put | Request::NotYet => {
            let mut paragraphs = vec![heading(
                "BODY AS IT WOULD BE SENT (PUT replaces everything)",
            )];
            paragraphs.extend(body::paragraphs(settings, &form.difference(settings)));
            paragraphs
        }
    }
}

/// Timeline and warnings of the draft.
pub(super) fn of(form: &Form, columns: u16) -> Vec<Line<'static>> {
    let width = usize::from(columns);
    let title = "-- what happens to an event ";
    let mut lines = vec![Line::styled(format!("{title:-<width$}"), theme::QUIET)];
    if form.surroundings.gone == Some(Gone::Function) {
        lines.extend(Remark::new("", of_gone(form, Gone::Function)).wrapped(columns));
        return lines;
    }
    let known = &form.surroundings;
    let gone = known.gone.map(|gone| Remark::new("", of_gone(form, gone)));
    let Some(settings) = &form.checked.settings else {
        let said = gone.unwrap_or_else(|| Remark::quiet(NOT_READABLE));
        lines.extend(said.wrapped(columns));
        return lines;
    };
    let mut texts: Vec<Remark> = unknown_members(form).into_iter().collect();
    match gone {
        Some(gone) => texts.push(gone),
        None => texts.extend(courses(settings, known)),
    }
    if known.reserved_concurrency == Known::Unreadable && known.gone.is_none() {
        texts.push(Remark::quiet(words::CONCURRENCY_UNREAD));
    }
    if known.dead_letters_of_latest {
        texts.push(Remark::quiet(words::DEAD_LETTERS_OF_LATEST));
    }
    let is_warned = |warning: &Warning| matches!(warning, Warning::DeadLettersByVersion { .. });
    let differ = words::dead_letters_differ(&known.dead_letters_differ);
    let differ = differ.filter(|_| !form.checked.warnings.iter().any(is_warned));
    texts.extend(differ.map(|text| Remark::new("", text)));
    // What is wrong with a destination that is held stands below its field.
    let is_below = |warning: &&Warning| !matches!(warning, Warning::NamedAgain { .. });
    let warnings = form.checked.warnings.iter().filter(is_below);
    texts.extend(warnings.map(|warning| Remark::new("", words::warning(warning))));
    if form.checked.request == Request::Delete {
        let said = words::nothing_is_set(known.gone.is_some());
        lines.extend(Remark::new("", said).wrapped(columns));
    }
    lines.extend(texts.iter().flat_map(|text| text.wrapped(columns)));
    lines
}

/// That nothing happens to any event there.
fn of_gone(form: &Form, gone: Gone) -> String {
    let Target {
        function,
        qualifier,
    } = &form.target;
    match (gone, form.held()) {
        (Gone::Function, _) => words::nothing_to_send_to(&function.name, form.is_changed()),
        (Gone::Qualifier, Some(_)) => words::left_behind_elsewhere(qualifier),
        (Gone::Qualifier, None) => words::nothing_left(qualifier),
    }
}

/// What happens to an event by settings that calls use.
fn courses(settings: &AsyncSettings, known: &Surroundings) -> Vec<Remark> {
    let settings = EffectiveSettings::from(settings);
    let timeline = Timeline::of(
        &settings,
        &known.timeouts,
        words::given_up(&settings, known),
        &known.reserved_concurrency,
    );
    let lines = words::timeline(&timeline).into_iter();
    lines.map(Remark::event).collect()
}

/// What becomes of what is held beside the four settings.
fn unknown_members(form: &Form) -> Option<Remark> {
    let method = match form.checked.request {
        Request::Delete => Method::Delete,
        Request::Put | Request::Nothing | Request::NotYet => Method::Put,
    };
    let held = form.base.configuration.as_ref()?;
    words::unknown_members(held, method).map(|text| Remark::new("", text))
}
