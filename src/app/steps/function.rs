//! The screen of one function: what its keys do, and what it reads.
//!
//! Knows which pieces it needs and when they are too old. Does not know how rows are drawn.

use jiff::SignedDuration;

use super::{again, explorer, review};
use crate::app::catalogue::Part;
use crate::app::effect::Effect;
use crate::app::form::Form;
use crate::app::function::{FunctionScreen, SCREEN_PARTS};
use crate::app::keymap::FunctionCommand;
use crate::app::layout;
use crate::app::reading;
use crate::app::state::{Screen, State};
use crate::app::surroundings;
use crate::domain::call::{Reading, Urgency};
use crate::domain::change::Origin;
use crate::domain::function::{FunctionKey, Target};
use crate::domain::qualifier::Qualifier;

/// What was read longer ago is read again when a function is opened.
const FRESH_FOR: SignedDuration = SignedDuration::from_secs(60);

/// A command on the screen of a function.
pub fn command(state: &mut State, command: FunctionCommand) -> Vec<Effect> {
    match command {
        FunctionCommand::Move(motion) => {
            let height = layout::function_rows(state.size);
            if let Some(Screen::Function(screen)) = state.above.last_mut() {
                screen.go(motion, height);
            }
            Vec::new()
        }
        FunctionCommand::Edit => edit(state),
        FunctionCommand::Remove => remove(state),
        FunctionCommand::Undo => again::undo(state),
        FunctionCommand::Repeat => again::repeat(state),
        FunctionCommand::PasteSettings => again::paste_settings(state),
        FunctionCommand::ReadAgain => {
            let effects = opened(state).map(|function| read(state, &function, &SCREEN_PARTS));
            state.say("Reading again ..");
            effects.unwrap_or_default()
        }
        FunctionCommand::Back => {
            state.above.pop();
            explorer::refresh(state)
        }
    }
}

/// Opens the screen of a function with a qualifier selected, and reads what it needs.
pub fn open(state: &mut State, function: &FunctionKey, qualifier: Qualifier) -> Vec<Effect> {
    state.catalogue.ensure(function);
    let mut screen = FunctionScreen::open(function.clone(), qualifier);
    let now = state.now;
    let mut wanted = Vec::new();
    if let Some(entry) = state.catalogue.get(function) {
        screen.refresh(entry, layout::function_rows(state.size));
        // What the listing says of a function is described no better by a reading of its own.
        let outdated = |part: Part| {
            let at = entry.read_at(part).filter(|_| part != Part::Description);
            at.is_some_and(|at| now.duration_since(at) >= FRESH_FOR)
        };
        let outrun = screen.outrun(entry);
        wanted = SCREEN_PARTS
            .into_iter()
            .filter(|part| {
                entry.is_not_asked(*part)
                    || entry.request(*part).is_some()
                    || entry.failure(*part).is_some()
                    || outdated(*part)
                    || outrun.contains(part)
            })
            .collect();
    }
    let height = layout::explorer_rows(state.size);
    state.explorer.select(function, &state.catalogue, height);
    state.explorer.filtering = false;
    state.above.push(Screen::Function(screen));
    read(state, function, &wanted)
}

/// Asks for pieces of the function that was just opened.
pub fn read(state: &mut State, function: &FunctionKey, parts: &[Part]) -> Vec<Effect> {
    parts
        .iter()
        .flat_map(|part| {
            reading::ask(
                &mut state.catalogue,
                &mut state.requests,
                function,
                *part,
                Urgency::Operator,
            )
        })
        .collect()
}

/// Something of a function was read: its screen and its form learn of it. Where a configuration has no qualifier in a list that
/// was read before it, that list is read again.
pub fn know(state: &mut State, function: &FunctionKey) -> Vec<Effect> {
    let height = layout::function_rows(state.size);
    let Some(entry) = state.catalogue.get(function) else {
        return Vec::new();
    };
    let mut outrun = Vec::new();
    for screen in &mut state.above {
        match screen {
            Screen::Function(screen) if screen.function == *function => {
                screen.refresh(entry, height);
                outrun = screen.outrun(entry);
            }
            Screen::Form(form) if form.target.function == *function => {
                let held = form.held().cloned();
                form.know(surroundings::of(Some(entry), &form.target, held.as_ref()));
            }
            Screen::Function(_) | Screen::Form(_) | Screen::Review(_) | Screen::Text(_) => {}
        }
    }
    read(state, function, &outrun)
}

/// Opens the form of the selected qualifier, with its draft if one was kept.
pub fn edit(state: &mut State) -> Vec<Effect> {
    let Some((target, base)) = selected(state) else {
        return Vec::new();
    };
    let kept = state.drafts.get(&target).cloned();
    let held = base
        .configuration
        .as_ref()
        .map(|stored| stored.settings.clone());
    let moved = kept.as_ref().is_some_and(|kept| {
        let then = kept
            .base
            .configuration
            .as_ref()
            .map(|stored| &stored.settings);
        then != held.as_ref()
    });
    let known = surroundings::of(
        state.catalogue.get(&target.function),
        &target,
        held.as_ref(),
    );
    let form = Form::open(
        target.clone(),
        base,
        kept.as_ref().map(|kept| &kept.draft),
        known,
    );
    state.above.push(Screen::Form(Box::new(form)));
    if moved {
        state.warn("Somebody changed these settings since your draft was begun: each row shows what Lambda holds now.");
    } else if kept.is_some() {
        state.say("Your draft, as you left it.");
    }
    explorer::ask_missing(state, &target.function, &[Part::Stack], Urgency::Operator)
}

/// Opens a review that removes the configuration of the selected qualifier.
fn remove(state: &mut State) -> Vec<Effect> {
    let Some((target, base)) = selected(state) else {
        return Vec::new();
    };
    if base.configuration.is_none() {
        state.say(format!(
            "{target} has no configuration of its own: there is nothing to remove."
        ));
        return Vec::new();
    }
    review::open(state, target, base, None, Origin::Removal);
    Vec::new()
}

/// The selected qualifier and what it holds; says why where that is not known.
pub fn selected(state: &mut State) -> Option<(Target, Reading)> {
    let target = match state.above.last() {
        Some(Screen::Function(screen)) => screen.target()?,
        Some(Screen::Form(_) | Screen::Review(_) | Screen::Text(_)) | None => return None,
    };
    let base = held(state, &target)?;
    Some((target, base))
}

/// What a qualifier holds as it was read; says why where that is not known.
pub fn held(state: &mut State, target: &Target) -> Option<Reading> {
    let entry = state.catalogue.get(&target.function)?;
    let read = entry
        .configuration(&target.qualifier)
        .map(Option::<&_>::cloned)
        .zip(entry.configurations.read_at());
    if let Some((configuration, at)) = read {
        return Some(Reading { configuration, at });
    }
    let text = match entry.configurations.failure() {
        Some(failure) => format!(
            "The settings could not be read: {} r reads again.",
            failure.sentence
        ),
        None => "The settings are not read yet: a moment.".to_owned(),
    };
    state.warn(text);
    None
}

fn opened(state: &State) -> Option<FunctionKey> {
    match state.above.last() {
        Some(Screen::Function(screen)) => Some(screen.function.clone()),
        Some(Screen::Form(_) | Screen::Review(_) | Screen::Text(_)) | None => None,
    }
}
