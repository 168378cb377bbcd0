//! The list of functions: what its keys do, and what its visible rows read.
//!
//! Knows what is on screen and asks for that first. Does not know how a row is drawn.

use super::{form, function, go_to, leave, session};
use crate::app::effect::Effect;
use crate::app::entry::Part;
use crate::app::explorer::ROW_PARTS;
use crate::app::filter;
use crate::app::key::Key;
use crate::app::keymap::{ExplorerCommand, FilterCommand};
use crate::app::reading;
use crate::app::state::State;
use crate::domain::call::Urgency;
use crate::domain::function::FunctionKey;

/// A command in the list or its filter.
pub fn command(state: &mut State, command: ExplorerCommand) -> Vec<Effect> {
    let height = state.explorer.height(state.size);
    match command {
        ExplorerCommand::Move(motion) => {
            state.explorer.go(motion, &state.catalogue, height);
            read_visible(state)
        }
        ExplorerCommand::Open => open_selected(state, Opening::ToLook),
        ExplorerCommand::Edit => open_selected(state, Opening::ToEdit),
        ExplorerCommand::Filter => {
            // What follows is another name: typed behind a filter that was kept, it would be found nowhere.
            state.explorer.clear_filter(&state.catalogue, height);
            state.explorer.filtering = true;
            read_visible(state)
        }
        ExplorerCommand::ClearFilter => clear_filter(state),
        ExplorerCommand::OtherPane => {
            state.explorer.roomy = state.explorer.roomy.other();
            let height = state.explorer.height(state.size);
            state.explorer.locate(&state.catalogue, height);
            read_visible(state)
        }
        ExplorerCommand::ReadAgain => read_again(state),
        ExplorerCommand::Quit => leave::asked(state),
    }
}

/// A command in the filter.
pub fn filter_command(state: &mut State, command: FilterCommand) -> Vec<Effect> {
    let height = state.explorer.height(state.size);
    match command {
        FilterCommand::Move(motion) => {
            state.explorer.go(motion, &state.catalogue, height);
            read_visible(state)
        }
        FilterCommand::Complete => {
            state.explorer.complete(&state.catalogue, height);
            read_visible(state)
        }
        FilterCommand::Keep => {
            state.explorer.filtering = false;
            match filter::address(state.explorer.filter.text()) {
                Some(address) => go_to::function(state, address),
                None => Vec::new(),
            }
        }
        FilterCommand::Clear => clear_filter(state),
    }
}

fn clear_filter(state: &mut State) -> Vec<Effect> {
    let height = state.explorer.height(state.size);
    state.explorer.clear_filter(&state.catalogue, height);
    read_visible(state)
}

/// A key that edits the filter.
pub fn typed(state: &mut State, key: Key) -> Vec<Effect> {
    if !state.explorer.filter.key(key) {
        return Vec::new();
    }
    if key.typed().is_some() && state.explorer.filter.is_full() {
        state.warn(form::left_out());
    }
    filter_changed(state)
}

/// A paste into the filter. The ARN of a function is gone to.
pub fn pasted(state: &mut State, text: &str) -> Vec<Effect> {
    if let Some(address) = filter::address(text) {
        return go_to::function(state, address);
    }
    if !state.explorer.filter.paste(text) {
        state.warn_marked(form::too_long());
        return Vec::new();
    }
    filter_changed(state)
}

fn filter_changed(state: &mut State) -> Vec<Effect> {
    let height = state.explorer.height(state.size);
    state.explorer.filter_changed(&state.catalogue, height);
    read_visible(state)
}

/// Functions came or went: the rows are made anew.
pub fn refresh(state: &mut State) -> Vec<Effect> {
    let height = state.explorer.height(state.size);
    state.explorer.refresh(&state.catalogue, height);
    read_visible(state)
}

/// The functions of the visible rows.
fn visible(state: &State) -> Vec<FunctionKey> {
    let height = state.explorer.height(state.size);
    state
        .explorer
        .rows(&state.catalogue, height)
        .map(|(_, entry)| entry.function.clone())
        .collect()
}

/// Asks for what the visible rows show, and forgets what was asked for rows that are gone from the screen.
pub fn read_visible(state: &mut State) -> Vec<Effect> {
    if !state.above.is_empty() {
        return Vec::new();
    }
    let visible = visible(state);
    let mut effects = Vec::new();
    for function in std::mem::take(&mut state.explorer.reading) {
        if visible.contains(&function) {
            continue;
        }
        for part in ROW_PARTS {
            effects.extend(reading::abandon(
                &mut state.catalogue,
                &mut state.requests,
                &function,
                part,
            ));
        }
    }
    // The newest request is served first, so the rows are asked for from the last to the first.
    for function in visible.iter().rev() {
        effects.extend(ask_missing(state, function, &ROW_PARTS, Urgency::Visible));
    }
    state.explorer.reading = visible;
    effects
}

/// Asks for the pieces of a function that nobody asked for yet.
pub fn ask_missing(
    state: &mut State,
    function: &FunctionKey,
    parts: &[Part],
    urgency: Urgency,
) -> Vec<Effect> {
    let missing: Vec<Part> = state
        .catalogue
        .get(function)
        .map(|entry| {
            parts
                .iter()
                .copied()
                .filter(|part| entry.is_not_asked(*part))
                .collect()
        })
        .unwrap_or_default();
    missing
        .into_iter()
        .flat_map(|part| {
            reading::ask(
                &mut state.catalogue,
                &mut state.requests,
                function,
                part,
                urgency,
            )
        })
        .collect()
}

/// Reads the functions and the visible rows again.
fn read_again(state: &mut State) -> Vec<Effect> {
    if state.session.facts.value().is_none() {
        return Vec::new();
    }
    let mut effects = vec![session::ask_identity(state)];
    effects.extend(reading::ask_functions(
        &mut state.catalogue,
        &mut state.requests,
        state.now,
    ));
    for function in visible(state).iter().rev() {
        for part in ROW_PARTS {
            effects.extend(reading::ask(
                &mut state.catalogue,
                &mut state.requests,
                function,
                part,
                Urgency::Visible,
            ));
        }
    }
    effects
}

/// What a function is opened for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Opening {
    ToLook,
    /// At once where `$LATEST` is all that can be called.
    ToEdit,
}

fn open_selected(state: &mut State, opening: Opening) -> Vec<Effect> {
    let Some(entry) = state.explorer.selected(&state.catalogue) else {
        state.say("There is no function to open.");
        return Vec::new();
    };
    let target = entry.function.at(&state.explorer.wanted());
    let single =
        entry.aliases.value().is_some_and(Vec::is_empty) && entry.configurations.value().is_some();
    let mut effects = function::open(state, target);
    if opening == Opening::ToEdit && single {
        effects.extend(function::edit(state));
    }
    effects
}
