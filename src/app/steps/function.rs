//! The screen of one function: what its keys do, and what it reads.
//!
//! Knows which pieces it needs and when they are too old. Does not know how rows are drawn.

use jiff::SignedDuration;

use super::{again, explorer, qualifier_filter, review};
use crate::app::effect::Effect;
use crate::app::entry::{Entry, Part};
use crate::app::form::Form;
use crate::app::function::{FunctionScreen, SCREEN_PARTS};
use crate::app::keymap::FunctionCommand;
use crate::app::memory::Memory;
use crate::app::notice::Notice;
use crate::app::qualifier_rows;
use crate::app::reading;
use crate::app::state::{Screen, State};
use crate::app::surroundings;
use crate::domain::author::Author;
use crate::domain::call::{Reading, Urgency};
use crate::domain::change::Origin;
use crate::domain::field::Field;
use crate::domain::function::{FunctionKey, Target};
use crate::domain::known::Known;
use crate::domain::qualifier::Qualifier;
use crate::domain::words;

/// What a form was filled from longer ago is read again when somebody comes back to it.
const FRESH_FOR: SignedDuration = SignedDuration::from_secs(60);

/// What was read longer ago is read again when its function is opened.
const SEEN_FOR: SignedDuration = SignedDuration::from_secs(30);

/// A command on the screen of a function.
pub fn command(state: &mut State, command: FunctionCommand) -> Vec<Effect> {
    match command {
        FunctionCommand::Move(motion) => {
            if let Some(Screen::Function(screen)) = state.above.last_mut() {
                screen.go(motion, state.size);
            }
            Vec::new()
        }
        FunctionCommand::Filter => {
            qualifier_filter::open(state);
            Vec::new()
        }
        FunctionCommand::Edit => edit(state),
        FunctionCommand::Remove => remove(state),
        FunctionCommand::Undo => again::undo(state),
        FunctionCommand::Repeat => again::repeat(state),
        FunctionCommand::PasteSettings => again::paste_settings(state),
        FunctionCommand::OtherPane => {
            if let Some(Screen::Function(screen)) = state.above.last_mut() {
                screen.roomy = screen.roomy.other();
            }
            refresh_shown(state);
            Vec::new()
        }
        FunctionCommand::ReadAgain => read_again(state),
        FunctionCommand::Back if qualifier_filter::clear(state) => Vec::new(),
        FunctionCommand::Back => {
            close(state);
            explorer::refresh(state)
        }
    }
}

/// What somebody names, by the key under which its function is known here.
pub(super) fn known_as(state: &State, target: Target) -> Target {
    let own = state.session.account.as_ref();
    let function = state.catalogue.known_as(target.function, own);
    function.at(&target.qualifier)
}

/// Opens the screen of a function with a qualifier selected, and reads what it needs.
pub fn open(state: &mut State, target: Target) -> Vec<Effect> {
    let mut screen = FunctionScreen::open(target);
    state.catalogue.ensure(&screen.function);
    if let Some(entry) = state.catalogue.get(&screen.function) {
        screen.refresh(entry, &state.drafts, state.size);
    }
    let height = state.explorer.height(state.size);
    state
        .explorer
        .select(&screen.function, &state.catalogue, height);
    state.explorer.filtering = false;
    state.above.push(Screen::Function(Box::new(screen)));
    read_opened(state)
}

/// Takes every screen away but the list. A name that the service does not know stays in no row of it, unless something was typed for it
/// or sent to it.
pub(super) fn close(state: &mut State) {
    let functions = std::mem::take(&mut state.above);
    for screen in functions.iter().filter_map(Screen::function) {
        let function = &screen.function;
        let mut writes = state.memory.writes().iter();
        let was_sent = writes.any(|write| write.change.target().function == *function);
        let is_kept = was_sent || state.drafts.of_function(function);
        if !is_kept {
            state.catalogue.drop_unknown(function);
        }
    }
}

/// Reads what the function on top was opened for: what is missing, could not be read, or was read before the newest listing was asked
/// for or a while ago. What somebody waits for at this screen already is not asked for twice.
pub fn read_opened(state: &mut State) -> Vec<Effect> {
    let Some(Screen::Function(screen)) = state.above.last() else {
        return Vec::new();
    };
    let (function, wanted) = (screen.function.clone(), wanted(state, screen));
    read(state, &function, &wanted)
}

/// The pieces that the screen of a function reads as it is opened.
fn wanted(state: &State, screen: &FunctionScreen) -> Vec<Part> {
    let Some(entry) = state.catalogue.get(&screen.function) else {
        return Vec::new();
    };
    let is_outdated = |part: Part| {
        entry.read_at(part).is_some_and(|at| {
            state.catalogue.is_before_listing(at) || state.now.duration_since(at) > SEEN_FOR
        })
    };
    let outrun = screen.outrun(entry);
    let mut parts = SCREEN_PARTS.to_vec();
    // The form asked for it, and would not ask again.
    if !entry.is_not_asked(Part::Stack) {
        parts.push(Part::Stack);
    }
    parts.retain(|part| match entry.request(*part) {
        Some(request) => state.requests.urgency(request) != Some(Urgency::Operator),
        None => {
            entry.is_not_asked(*part)
                || entry.failure(*part).is_some()
                || is_outdated(*part)
                || outrun.contains(part)
        }
    });
    parts
}

/// Reads the function on screen again, whole, and looks for what was sent to it and has no known outcome.
fn read_again(state: &mut State) -> Vec<Effect> {
    let Some(Screen::Function(screen)) = state.above.last() else {
        return Vec::new();
    };
    let function = screen.function.clone();
    let mut parts = SCREEN_PARTS.to_vec();
    match state.catalogue.get(&function) {
        // The form asked for it, and would not ask again.
        Some(entry) if !entry.is_not_asked(Part::Stack) => parts.push(Part::Stack),
        Some(_) => {}
        None => {
            let text = words::function_gone(&function.name);
            state.warn(text);
        }
    }
    let mut effects = read(state, &function, &parts);
    effects.extend(state.memory.look_now(&function, &mut state.requests));
    effects
}

/// Asks for pieces of a function that somebody looks at; what could not be read is on its way from then on.
pub fn read(state: &mut State, function: &FunctionKey, parts: &[Part]) -> Vec<Effect> {
    read_with(state, function, parts, Urgency::Operator)
}

fn read_with(
    state: &mut State,
    function: &FunctionKey,
    parts: &[Part],
    urgency: Urgency,
) -> Vec<Effect> {
    let effects = reading::ask_all(
        &mut state.catalogue,
        &mut state.requests,
        function,
        parts,
        urgency,
    );
    let shown = state.above.last().and_then(Screen::function);
    if shown.is_some_and(|screen| screen.function == *function) {
        refresh_shown(state);
    }
    effects
}

/// The screen of a function, where that is on top, shows what is known, drafted and on its way by now.
pub fn refresh_shown(state: &mut State) {
    if let Some(Screen::Function(screen)) = state.above.last_mut()
        && let Some(entry) = state.catalogue.get(&screen.function)
    {
        screen.refresh(entry, &state.drafts, state.size);
    }
}

/// Something of a function was read: its screen and its form learn of it. Where a configuration has no qualifier in a list that
/// was read before it, that list is read again.
pub fn know(state: &mut State, function: &FunctionKey) -> Vec<Effect> {
    let size = state.size;
    // What is being reviewed is compared by the check before sending.
    let reviewing = state.review().is_some();
    let Some(entry) = state.catalogue.get(function) else {
        return Vec::new();
    };
    let mut outrun = entry.outlook().map_or(Vec::new(), |outlook| {
        qualifier_rows::outrun(entry, &outlook.rows)
    });
    let mut urgency = Urgency::Background;
    let (mut moved, mut closed) = (Vec::new(), false);
    for screen in &mut state.above {
        match screen {
            Screen::Function(screen) if screen.function == *function => {
                screen.refresh(entry, &state.drafts, state.size);
                outrun = screen.outrun(entry);
                urgency = Urgency::Operator;
            }
            Screen::Form(form) if form.target.function == *function => {
                if let Some(reading) = reading_of(entry, &form.target.qualifier)
                    && reading.at > form.base.at
                    && !reviewing
                {
                    moved = rebase(&state.memory, form, reading);
                }
                form.know(surroundings::of(Some(entry), &form.target, form.held()));
            }
            Screen::Review(review) if review.change.target().function == *function => {
                let target = review.change.target();
                let known = surroundings::of(Some(entry), target, review.change.before_settings());
                let is_gone = qualifier_rows::is_known_gone(entry, &target.qualifier);
                if let Some(now) = reading_of(entry, &target.qualifier) {
                    review.read_again(&state.memory, &now, size);
                }
                if let Some(failure) = entry.failure(Part::Configurations) {
                    review.not_read_again(failure, state.now, size);
                }
                closed = review.know(known, size);
                if review.misses_configuration() {
                    review.target_is_gone(is_gone, size);
                }
            }
            Screen::Function(_) | Screen::Form(_) | Screen::Review(_) | Screen::Text(_) => {}
        }
    }
    answer_awaiting(state);
    say_moved(state, &moved);
    if closed {
        state.warn("Something was read meanwhile that changes this review: nothing was sent. Read it again, then y.");
    }
    read_with(state, function, &outrun, urgency)
}

/// Takes what the service is known to hold for a qualifier into what was read of its function.
pub fn hold(state: &mut State, target: &Target, now: Reading) -> Vec<Effect> {
    if let Some(entry) = state.catalogue.get_mut(&target.function) {
        entry.hold(&target.qualifier, now);
    }
    know(state, &target.function)
}

/// Opens the form of the selected qualifier, with its draft if one was kept.
pub fn edit(state: &mut State) -> Vec<Effect> {
    let Some((target, base)) = selected(state) else {
        return Vec::new();
    };
    let kept = state.drafts.get(&target).cloned();
    let known = surroundings::of(state.catalogue.get(&target.function), &target, None);
    let is_resumed = kept.is_some();
    let function = target.function.clone();
    let (form, moved) = match kept {
        Some(kept) => {
            let mut form = Form::resume(target, kept, known);
            let moved = rebase(&state.memory, &mut form, base);
            (form, moved)
        }
        None => (Form::open(target, base, known), Vec::new()),
    };
    state.above.push(Screen::Form(Box::new(form)));
    let mut effects = know(state, &function);
    if is_resumed {
        state.say("Your draft, as you left it.");
        effects.extend(read(state, &function, &[Part::Configurations]));
    }
    say_moved(state, &moved);
    effects.extend(explorer::ask_missing(
        state,
        &function,
        &[Part::Stack],
        Urgency::Operator,
    ));
    effects
}

/// Fills the form on top from what is known by now, which was kept from it while a review stood above it. Reads it again where that is
/// a minute old.
pub fn refill(state: &mut State) -> Vec<Effect> {
    let form = state.above.last().and_then(Screen::form);
    let known = form.and_then(|form| {
        let entry = state.catalogue.get(&form.target.function)?;
        reading_of(entry, &form.target.qualifier)
    });
    if let Some(reading) = known {
        refill_with(state, reading);
    }
    freshen(state)
}

/// Fills the form on top from a reading that is later than its own.
pub fn refill_with(state: &mut State, reading: Reading) {
    let Some(Screen::Form(form)) = state.above.last_mut() else {
        return;
    };
    if reading.at <= form.base.at {
        return;
    }
    let moved = rebase(&state.memory, form, reading);
    let entry = state.catalogue.get(&form.target.function);
    form.know(surroundings::of(entry, &form.target, form.base.settings()));
    say_moved(state, &moved);
}

/// Reads again what the open form was filled from, where that is a minute old: whoever comes back to a form sees what is held now.
fn freshen(state: &mut State) -> Vec<Effect> {
    let form = state.above.last().and_then(Screen::form);
    let Some(form) = form.filter(|form| state.now.duration_since(form.base.at) >= FRESH_FOR) else {
        return Vec::new();
    };
    reading::ask_all(
        &mut state.catalogue,
        &mut state.requests,
        &form.target.function,
        &[Part::Configurations],
        Urgency::Operator,
    )
}

/// Who can have moved which fields of a form.
type Movers = Vec<(Author, Vec<Field>)>;

/// Fills a form from a later reading; answers who can have moved which of its fields meanwhile.
fn rebase(memory: &Memory, form: &mut Form, now: Reading) -> Movers {
    let (before, moved) = form.rebase(now);
    memory.movers(&form.target, (&before, &form.base), &moved)
}

/// Says which fields of the form were moved, and who can have done that: what you did yourself is no warning.
fn say_moved(state: &mut State, moved: &Movers) {
    let is_yours = |(author, _): &(Author, Vec<Field>)| matches!(author, Author::You { .. });
    match moved.as_slice() {
        [] => {}
        moved if moved.iter().all(is_yours) => state.say(words::moved(moved)),
        moved => state.warn(words::moved(moved)),
    }
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
    let asked = explorer::ask_missing(state, &target.function, &[Part::Stack], Urgency::Operator);
    review::open(state, target, base, None, Origin::Removal);
    asked
}

/// The selected qualifier and what it holds; says why where that is not known.
pub fn selected(state: &mut State) -> Option<(Target, Reading)> {
    let screen = state.above.last().and_then(Screen::function)?;
    let Some(target) = screen.target() else {
        let said = not_selected(state, screen);
        state.notice = Some(said);
        return None;
    };
    let base = held(state, &target)?;
    Some((target, base))
}

/// Why nothing is selected.
fn not_selected(state: &State, screen: &FunctionScreen) -> Notice {
    if screen.is_filtered() {
        return Notice::warning(words::NO_QUALIFIER_MATCHES);
    }
    let function = &screen.function;
    state
        .catalogue
        .get(function)
        .and_then(|entry| screen.missing(entry))
        .map_or_else(
            || Notice::warning(words::function_gone(&function.name)),
            |(qualifier, searched)| {
                let text = words::missing(&function.name, qualifier, searched);
                match searched {
                    Known::NotRead => Notice::awaiting(text),
                    Known::Unreadable => Notice::marked(format!("{text} r reads again.")),
                    Known::Known(()) => Notice::marked(text),
                }
            },
        )
}

/// What a qualifier holds as it was read; says why where that is not known.
pub fn held(state: &mut State, target: &Target) -> Option<Reading> {
    let said = match read_or_why_not(state, target) {
        Ok(reading) => return Some(reading),
        Err(said) => said,
    };
    state.notice = Some(said.after(state.notice.as_ref()));
    None
}

fn read_or_why_not(state: &State, target: &Target) -> Result<Reading, Notice> {
    let Some(entry) = state.catalogue.get(&target.function) else {
        let gone = words::function_gone(&target.function.name);
        return Err(Notice::warning(gone));
    };
    reading_of(entry, &target.qualifier).ok_or_else(|| match entry.configurations.failure() {
        Some(failure) => Notice::warning(format!(
            "The settings could not be read: {} r reads again.",
            failure.sentence
        )),
        None => Notice::awaiting("The settings are not read yet: a moment."),
    })
}

/// What was said to be awaited is here, or could not be had: the notice says that instead, or goes.
fn answer_awaiting(state: &mut State) {
    if !state.notice.as_ref().is_some_and(Notice::is_awaiting) {
        return;
    }
    if let Some(screen) = state.above.last().and_then(Screen::function) {
        state.notice = match screen.target() {
            None => Some(not_selected(state, screen)),
            Some(target) => read_or_why_not(state, &target).err(),
        };
    }
}

/// What a target holds as it was read last, where it was read at all.
pub(super) fn last_reading(state: &State, target: &Target) -> Option<Reading> {
    reading_of(state.catalogue.get(&target.function)?, &target.qualifier)
}

fn reading_of(entry: &Entry, qualifier: &Qualifier) -> Option<Reading> {
    Some(Reading {
        configuration: entry.configuration(qualifier)?.cloned(),
        at: entry.configuration_read_at(qualifier)?,
    })
}
