//! The filter above the qualifiers of a function: what its keys do.
//!
//! Knows that a filter only chooses rows. Does not know how rows are made; nothing is read because of it.

use super::{form, go_to};
use crate::app::effect::Effect;
use crate::app::filter;
use crate::app::function::FunctionScreen;
use crate::app::key::Key;
use crate::app::keymap::FilterCommand;
use crate::app::state::{Screen, State};

/// Starts to filter; what was filtered by before is cleared.
pub fn open(state: &mut State) {
    clear(state);
    if let Some(Screen::Function(screen)) = state.above.last_mut() {
        screen.filtering = true;
    }
}

/// A command in the filter.
pub fn command(state: &mut State, command: FilterCommand) -> Vec<Effect> {
    match command {
        FilterCommand::Move(motion) => {
            if let Some(Screen::Function(screen)) = state.above.last_mut() {
                screen.go(motion, state.size);
            }
        }
        FilterCommand::Complete => filter_by(state, |screen| {
            if let Some(target) = screen.target() {
                screen.filter.replace(target.qualifier.to_string());
            }
        }),
        FilterCommand::Keep => {
            if let Some(Screen::Function(screen)) = state.above.last_mut() {
                screen.filtering = false;
            }
        }
        FilterCommand::Clear => {
            clear(state);
        }
    }
    Vec::new()
}

/// A key that edits the filter.
pub fn typed(state: &mut State, key: Key) -> Vec<Effect> {
    let mut is_full = false;
    filter_by(state, |screen| {
        let is_edited = screen.filter.key(key);
        is_full = is_edited && key.typed().is_some() && screen.filter.is_full();
    });
    if is_full {
        state.warn(form::left_out());
    }
    Vec::new()
}

/// A paste into the filter. The ARN of a function is gone to.
pub fn pasted(state: &mut State, text: &str) -> Vec<Effect> {
    if let Some(address) = filter::address(text) {
        return go_to::function(state, address);
    }
    let mut fits = true;
    filter_by(state, |screen| fits = screen.filter.paste(text));
    if !fits {
        state.warn_marked(form::too_long());
    }
    Vec::new()
}

/// Clears the filter; the selection stays on its qualifier. Says whether there was one.
pub fn clear(state: &mut State) -> bool {
    let mut was_filtered = false;
    filter_by(state, |screen| {
        was_filtered = screen.is_filtered() || screen.filtering;
        screen.filtering = false;
        screen.filter.replace("");
    });
    was_filtered
}

/// Changes the filter, and makes the rows anew.
fn filter_by(state: &mut State, change: impl FnOnce(&mut FunctionScreen)) {
    if let Some(Screen::Function(screen)) = state.above.last_mut() {
        change(screen);
        if let Some(entry) = state.catalogue.get(&screen.function) {
            screen.refresh(entry, &state.drafts, state.size);
        }
    }
}
