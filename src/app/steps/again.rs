//! What was sent before, once more: put back what was, or propose the same elsewhere. Each goes through a review and the send line.
//!
//! Knows what this run sent. Does not know a second door: nothing here sends.

use super::{form, function, outcome, review};
use crate::app::drafts::KeptDraft;
use crate::app::effect::Effect;
use crate::app::memory::Write;
use crate::app::receipt;
use crate::app::state::{Screen, State};
use crate::domain::call::Reading;
use crate::domain::change::{Origin, ReviewedChange, Undone};
use crate::domain::draft::Draft;
use crate::domain::function::Target;
use crate::domain::settings::AsyncSettings;
use crate::domain::validation::{Surroundings, check};
use crate::domain::words;

/// Puts back what was before the last change of the function on screen.
pub fn undo(state: &mut State) -> Vec<Effect> {
    let last = to_undo(state).map(|write| (write.change.clone(), write.at));
    let Some((change, at)) = last else {
        state.say("Nothing was changed here in this run: there is nothing to put back.");
        return Vec::new();
    };
    let target = change.target().clone();
    let Some(base) = function::held(state, &target) else {
        return Vec::new();
    };
    let after = match (
        change.before_settings(),
        receipt::before_as_sendable(&change),
    ) {
        (None, _) => None,
        (Some(_), Some(settings)) => Some(settings),
        (Some(_), None) => {
            state.warn(
                "What was before can't be sent: Lambda would refuse it today. e edits it by hand.",
            );
            return Vec::new();
        }
    };
    let effects = outcome::leave(state);
    let undone = Undone::of(&change, at);
    review::open(state, target, base, after, Origin::Undo(undone));
    effects
}

/// The write that would be undone: the last one that was stored of the function on screen.
#[must_use]
pub fn to_undo(state: &State) -> Option<&Write> {
    let function = state.above.iter().rev().find_map(|screen| match screen {
        Screen::Function(screen) => Some(&screen.function),
        Screen::Review(review) => Some(&review.change.target().function),
        Screen::Form(_) | Screen::Text(_) => None,
    });
    state.memory.last_done(function)
}

/// Proposes the last change that was sent for the selected qualifier.
pub fn repeat(state: &mut State) -> Vec<Effect> {
    let last = state
        .memory
        .last_done(None)
        .map(|write| write.change.clone());
    let Some(change) = last else {
        state.say("Nothing was sent in this run: there is nothing to repeat.");
        return Vec::new();
    };
    let Some((target, base)) = function::selected(state) else {
        return Vec::new();
    };
    match change.after().cloned() {
        None => review::open(state, target, base, None, Origin::Removal),
        Some(settings) => {
            let from = format!("the change sent to {}", change.target());
            propose(state, target, base, &settings, from);
        }
    }
    let size = state.size;
    if let Some(review) = review::open_review(state) {
        review.repeats(change.target(), size);
    }
    Vec::new()
}

/// Proposes the copied settings for the selected qualifier.
pub fn paste_settings(state: &mut State) -> Vec<Effect> {
    let Some(copied) = state.copying.settings.clone() else {
        state.say("No settings were copied: c s on a qualifier copies its settings.");
        return Vec::new();
    };
    let Some((target, base)) = function::selected(state) else {
        return Vec::new();
    };
    let known = Surroundings::unread(target.clone(), None);
    let checked = check(&Draft::from_stored(&copied.settings), &known, None);
    match checked.settings {
        Some(settings) => propose(
            state,
            target,
            base,
            &settings,
            format!("the copy of {}", copied.from),
        ),
        None => state.warn("The copied settings can't be sent to this target: e shows why."),
    }
    Vec::new()
}

/// Opens a form with settings from elsewhere, and its review above it. What they don't name is reset, and must be typed. A draft
/// that says something else is somebody's work: it is not replaced.
fn propose(
    state: &mut State,
    target: Target,
    base: Reading,
    settings: &AsyncSettings,
    from: String,
) {
    let draft = Draft::from_stored(&settings.as_stored());
    let kept = state.drafts.get(&target);
    if kept.is_some_and(|kept| kept.draft != draft) {
        state.warn(words::has_a_draft(&target));
        return;
    }
    let proposed = KeptDraft {
        draft,
        base,
        origin: Origin::text(from),
    };
    form::propose(state, target, proposed);
}

/// From the outcome to where the same change can be proposed for another target.
pub fn elsewhere(state: &mut State) -> Vec<Effect> {
    let sent = state
        .memory
        .last_done(None)
        .map(|write: &_| change_of(write));
    let Some(what) = sent else {
        state.say("This change was not stored: there is nothing to repeat.");
        return Vec::new();
    };
    let effects = outcome::leave(state);
    state.say(format!("Select another qualifier, here or of another function: . there proposes the same as {what}."));
    effects
}

fn change_of(write: &Write) -> String {
    let change: &ReviewedChange = &write.change;
    change.target().to_string()
}
