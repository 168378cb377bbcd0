//! What was sent before, once more: put back what was, or propose the same elsewhere. Each goes through a review and the send line.
//!
//! Knows what this run sent. Does not know a second door: nothing here sends.

use super::{explorer, form, function, outcome, review};
use crate::app::copy::CopiedSettings;
use crate::app::drafts::KeptDraft;
use crate::app::effect::Effect;
use crate::app::entry::{Entry, Part};
use crate::app::memory::{Came, Write};
use crate::app::state::{Screen, State};
use crate::domain::call::{Reading, Urgency};
use crate::domain::change::{Origin, Undone};
use crate::domain::draft::Draft;
use crate::domain::function::{FunctionKey, Target};
use crate::domain::settings::AsyncSettings;
use crate::domain::validation::put_back;
use crate::domain::verdict::Existence;
use crate::domain::words;

/// Puts back what was before the last change of the function on screen.
pub fn undo(state: &mut State) -> Vec<Effect> {
    let Some(target) = to_undo(state).map(|write| write.change.target().clone()) else {
        let said = nothing_to_undo(state);
        state.say(said);
        return Vec::new();
    };
    let Some(base) = function::held(state, &target) else {
        return Vec::new();
    };
    let Some(write) = to_undo(state) else {
        return Vec::new();
    };
    let change = &write.change;
    let undone = Undone {
        found_nothing: write.came == Came::NothingToRemove,
        ..Undone::of(change, write.at)
    };
    let between = write.overwritten.as_ref();
    let overwritten = between.map(|between| words::overwritten(change, between));
    let before = change.before().configuration.as_ref();
    let removed =
        before.and_then(|before| words::removed_unknown(before, base.configuration.as_ref()));
    let after = put_back(change, base.settings());
    if change.before_settings().is_some() && after.is_none() {
        state.warn(
            "A value of what was before is none that Lasso sends; the receipt (c r) has it. The AWS CLI may put it back.",
        );
        return Vec::new();
    }
    let mut effects = outcome::leave(state);
    effects.extend(ask_owner(state, &target));
    review::open(state, target, base, after, Origin::Undo(undone));
    let size = state.size;
    if let Some(review) = review::open_review(state) {
        review.undoes(overwritten.into_iter().chain(removed).collect(), size);
    }
    effects
}

/// The write that would be undone: the last one that was stored of the function on screen. One of which nobody knows the outcome is
/// none: what is held instead is not known to be its doing. Nor is one that removed what something had left behind which is still gone:
/// Lambda stores nothing for that.
#[must_use]
pub fn to_undo(state: &State) -> Option<&Write> {
    let last = state.memory.last_done(function_on_screen(state));
    last.filter(|write| !write.recheck.was_left_behind() || is_listed(state, write.change.target()))
}

/// Says whether a qualifier is there, as far as was read.
fn is_listed(state: &State, target: &Target) -> bool {
    let entry = state.catalogue.get(&target.function);
    let rows = entry.and_then(Entry::outlook).map(|outlook| &outlook.rows);
    rows.is_some_and(|rows| {
        rows.iter()
            .any(|row| row.qualifier == target.qualifier && row.existence == Existence::Exists)
    })
}

fn function_on_screen(state: &State) -> Option<&FunctionKey> {
    state.above.iter().rev().find_map(|screen| match screen {
        Screen::Function(screen) => Some(&screen.function),
        Screen::Review(review) => Some(&review.change.target().function),
        Screen::Form(_) | Screen::Text(_) => None,
    })
}

/// Why nothing can be put back: nothing was sent here, or what was sent is not known to have changed anything.
fn nothing_to_undo(state: &State) -> String {
    let sent = state.memory.last_done_or_unknown(function_on_screen(state));
    sent.map_or_else(
        || "Nothing was changed here in this run: there is nothing to put back.".to_owned(),
        |write| {
            let target = write.change.target();
            if write.is_done() {
                return words::nothing_to_put_back_on(target);
            }
            words::not_known_to_be_stored(write.change.method(), target, write.at)
        },
    )
}

/// Proposes the last change that was sent for the selected qualifier. Where its outcome is unknown, the same can still be proposed: it
/// replaces everything, whatever is held by then.
pub fn repeat(state: &mut State) -> Vec<Effect> {
    let Some(write) = state.memory.last_done_or_unknown(None) else {
        let said = nothing_to_repeat(state);
        state.say(said);
        return Vec::new();
    };
    let sent_to = write.change.target().clone();
    let draft = write.change.after().map(draft_of);
    let Some((target, base)) = function::selected(state) else {
        return Vec::new();
    };
    let asked = ask_owner(state, &target);
    match draft {
        None => review::open(state, target, base, None, Origin::Removal),
        Some(draft) => {
            let from = Origin::text(format!(
                "the change sent to {}",
                words::source(&sent_to, &target)
            ));
            propose(state, target, base, draft, from);
        }
    }
    let size = state.size;
    if let Some(review) = review::open_review(state) {
        review.repeats(sent_to, size);
    }
    asked
}

/// Asks for the stack that owns the function, as its form does: its next deploy can overwrite this change too.
fn ask_owner(state: &mut State, target: &Target) -> Vec<Effect> {
    explorer::ask_missing(state, &target.function, &[Part::Stack], Urgency::Operator)
}

fn nothing_to_repeat(state: &State) -> &'static str {
    if state.memory.writes().is_empty() {
        "Nothing was sent in this run: there is nothing to repeat."
    } else {
        "Nothing that was sent in this run was stored: there is nothing to repeat."
    }
}

/// Proposes the copied settings for the selected qualifier.
pub fn paste_settings(state: &mut State) -> Vec<Effect> {
    let Some(copied) = state.copying.settings.take() else {
        state.say("No settings were copied: c s on a qualifier copies its settings.");
        return Vec::new();
    };
    let asked = paste(state, &copied);
    state.copying.settings = Some(copied);
    asked
}

fn paste(state: &mut State, copied: &CopiedSettings) -> Vec<Effect> {
    let Some((target, base)) = function::selected(state) else {
        return Vec::new();
    };
    let asked = ask_owner(state, &target);
    let from = format!("the copy of {}", words::source(&copied.from, &target));
    let from = Origin::text_without(from, copied.left_out.clone());
    let draft = Draft::from_stored(&copied.settings);
    propose(state, target, base, draft, from);
    asked
}

fn draft_of(settings: &AsyncSettings) -> Draft {
    Draft::from_stored(&settings.as_stored())
}

/// Opens a form with settings from elsewhere, and its review above it; where they can't be sent to this target, the form alone, which
/// says why. What they don't name is reset, and must be typed. A draft
/// that says something else is somebody's work: it is not replaced.
fn propose(state: &mut State, target: Target, base: Reading, draft: Draft, from: Origin) {
    let kept = state.drafts.get(&target);
    if kept.is_some_and(|kept| kept.draft != draft) {
        state.warn(words::has_a_draft(&target));
        return;
    }
    let proposed = KeptDraft::begin(draft, base, from);
    form::propose(state, target, proposed);
}

/// From the outcome to where the same change can be proposed for another target.
pub fn elsewhere(state: &mut State) -> Vec<Effect> {
    let Some(write) = state.memory.last_done_or_unknown(None) else {
        state.say("This change was not stored: there is nothing to repeat.");
        return Vec::new();
    };
    let what = write.change.target().to_string();
    let effects = outcome::leave(state);
    state.say(format!("Select another qualifier, here or of another function: . there proposes the same as {what}."));
    effects
}
