//! The outcome on screen: what follows from it for the rest of the program, and the ways on from it.
//!
//! Knows that what was stored is shown at once and read again, its draft forgotten, and that what was refused stands beside the field.
//! Does not know the stages themselves, and sends nothing.

use jiff::Timestamp;

use super::{again, explorer, form, function, review, session};
use crate::app::effect::Effect;
use crate::app::entry::Part;
use crate::app::form::{Focus, Form, Refusal};
use crate::app::key::Key;
use crate::app::keymap::{Context, OutcomeCommand};
use crate::app::memory::Write;
use crate::app::reading;
use crate::app::review::check::{NotSent, Remedy};
use crate::app::review::{Ending, Stage};
use crate::app::session::Renewal;
use crate::app::state::{Screen, State};
use crate::domain::blame::blamed;
use crate::domain::call::{Reading, Urgency};
use crate::domain::change::{Method, ReviewedChange};
use crate::domain::failure::FailureKind;

/// What tells whether a qualifier is there, and what is left of it.
const WHEREABOUTS: [Part; 4] = [
    Part::Configurations,
    Part::Aliases,
    Part::Versions,
    Part::Description,
];

/// A command on the outcome.
pub fn command(state: &mut State, command: OutcomeCommand) -> Vec<Effect> {
    match command {
        OutcomeCommand::Move(motion) => {
            review::scroll(state, motion);
            Vec::new()
        }
        OutcomeCommand::GoOn => go_on(state),
        OutcomeCommand::Back => back(state),
        OutcomeCommand::EditAgain => edit_again(state),
        OutcomeCommand::ReadAgain => read_again(state),
        OutcomeCommand::Undo => again::undo(state),
        OutcomeCommand::RepeatElsewhere => again::elsewhere(state),
    }
}

/// Says so, and that nothing came of it, where a key that closes an outcome came before that was on screen long enough to be read: it was
/// meant for what was there before, or is still held down since then.
pub fn is_too_early(state: &mut State, (key, at): (Key, Timestamp)) -> bool {
    let too_early =
        review::review_of(&mut state.above).is_some_and(|review| !review.may_be_left(key, at));
    if too_early {
        state.warn(format!(
            "Ignored: {key} came before this could be read. Press it once more."
        ));
    }
    too_early
}

/// Says whether a command takes the outcome off the screen.
#[must_use]
pub fn closes(state: &State, command: OutcomeCommand) -> bool {
    match command {
        OutcomeCommand::Back
        | OutcomeCommand::GoOn
        | OutcomeCommand::EditAgain
        | OutcomeCommand::Undo
        | OutcomeCommand::RepeatElsewhere => true,
        // What was not stored is checked again; what was, or may have been, is only read again.
        OutcomeCommand::ReadAgain => {
            let shown = state.review().map(|review| &review.stage);
            match shown {
                Some(Stage::Ended(Ending::NotSent(reason))) => {
                    !matches!(reason, NotSent::AlreadySo(_))
                }
                Some(Stage::Ended(Ending::Refused { .. })) => true,
                Some(_) | None => false,
            }
        }
        OutcomeCommand::Move(_) => false,
    }
}

/// What follows from an outcome: what was stored is read again, its draft is forgotten; what was refused stands in the form.
pub(super) fn ended(state: &mut State) -> Vec<Effect> {
    let Some(review) = state.review() else {
        return Vec::new();
    };
    let Stage::Ended(ending) = &review.stage else {
        return Vec::new();
    };
    let change = review.change.clone();
    let target = change.target();
    let refusal = match ending {
        Ending::Refused { failure, .. } => Some(Refusal {
            fields: blamed(
                failure.message.as_deref().unwrap_or_default(),
                review.change.after(),
            ),
            failure: failure.clone(),
        }),
        Ending::Applied { .. } | Ending::NotSent(_) | Ending::Drifted(_) | Ending::Unknown(_) => {
            None
        }
    };
    let is_stored = match ending {
        Ending::Applied { .. } | Ending::NotSent(NotSent::AlreadySo(_)) => true,
        Ending::Unknown(unknown) => unknown.is_just_found(),
        Ending::Refused { .. } | Ending::NotSent(_) | Ending::Drifted(_) => false,
    };
    // The check met another account: once STS says so to the session too, what was read ends with it.
    let is_elsewhere = matches!(ending, Ending::NotSent(NotSent::OtherAccount { .. }));
    let was_not_found = matches!(ending, Ending::NotSent(NotSent::Gone));
    let is_gone = match ending {
        Ending::NotSent(_) => was_not_found,
        Ending::Refused { failure, .. } => failure.kind == FailureKind::NotFound,
        Ending::Applied { .. } | Ending::Drifted(_) | Ending::Unknown(_) => false,
    };
    // What the service holds is known from the answer: the lists show it at once, not only when they were read again.
    let held = held_now(ending, state.now);
    if let (Some(refusal), Some(form)) = (refusal, form_below(state)) {
        form.refusal = Some(refusal);
    }
    let mut effects = if is_stored {
        stored(state, &change, held.as_ref())
    } else {
        Vec::new()
    };
    if let Some(reading) = held {
        // Of writes that sent the same, it tells of the one that it was read for.
        effects.extend(review::noticed(state, target, &reading));
        effects.extend(function::hold(state, target, reading));
    }
    if is_gone {
        // What the lists say of it is from before it went. That the check did not find it is known whether they can be read again or not.
        if was_not_found && let Some(entry) = state.catalogue.get_mut(&target.function) {
            entry.lose(&target.qualifier, state.now);
        }
        effects.extend(function::read(state, &target.function, &WHEREABOUTS));
    } else if is_elsewhere {
        state.session.renewal = Renewal::Always;
        effects.push(session::ask_identity(state));
    }
    effects
}

/// What the service is known to hold after an ending.
fn held_now(ending: &Ending, now: Timestamp) -> Option<Reading> {
    let reading = match ending {
        Ending::Applied { held, .. } => {
            return Some(Reading {
                configuration: held.clone(),
                at: now,
            });
        }
        Ending::Drifted(choice) => Some(&choice.theirs),
        Ending::Unknown(unknown) => unknown.reading(),
        Ending::NotSent(NotSent::UnnamedMembers(reading)) => Some(reading),
        Ending::Refused { .. } | Ending::NotSent(_) => None,
    };
    reading.cloned()
}

/// A change is stored: the draft that says the same is not needed any more, and its form closes. What was typed instead of it stays,
/// upon what is held now.
pub(super) fn stored(
    state: &mut State,
    change: &ReviewedChange,
    held: Option<&Reading>,
) -> Vec<Effect> {
    let (target, sent) = (change.target(), change.after());
    let kept = state.drafts.get(target);
    if kept.is_some_and(|kept| kept.says(target, sent)) {
        state.drafts.forget(target);
    }
    let is_sent = |screen: &Screen| {
        let form = screen.form().filter(|form| form.target == *target);
        form.is_some_and(|form| form.as_kept().says(target, sent))
    };
    state.above.retain(|screen| !is_sent(screen));
    if let (Some(form), Some(held)) = (form_below(state), held)
        && form.target == *target
    {
        form.rebase(held.clone());
    }
    // That nothing is held was also found where the function or the qualifier is gone; only the answer to this very write tells otherwise.
    let is_proven = state
        .memory
        .last_stored(target)
        .is_some_and(Write::is_proven);
    let parts = match sent {
        None if !is_proven => &WHEREABOUTS[..],
        None | Some(_) => &[Part::Configurations],
    };
    function::read(state, &target.function, parts)
}

/// Back: from the review to what is below it; from an outcome to the function.
pub(super) fn back(state: &mut State) -> Vec<Effect> {
    let ended = state.review().is_some_and(|review| {
        matches!(review.stage, Stage::Ended(_))
            && !matches!(review.stage, Stage::Ended(Ending::Drifted(_)))
    });
    form::keep_open_draft(state);
    let mut effects = close(state);
    if ended {
        to_the_function(state);
    }
    effects.extend(function::refill(state));
    effects.extend(explorer::read_visible(state));
    effects
}

/// Closes an outcome and the form below it: the draft is kept, the function stays.
pub(super) fn leave(state: &mut State) -> Vec<Effect> {
    form::keep_open_draft(state);
    let effects = if state.context() == Context::Outcome {
        close(state)
    } else {
        Vec::new()
    };
    to_the_function(state);
    effects
}

fn to_the_function(state: &mut State) {
    state
        .above
        .retain(|screen| matches!(screen, Screen::Function(_)));
    function::refresh_shown(state);
}

/// Takes the review off the screen, and forgets what it was still reading. A write that can still arrive goes on being looked for.
pub(super) fn close(state: &mut State) -> Vec<Effect> {
    let Some(Screen::Review(mut review)) = state.above.pop() else {
        return Vec::new();
    };
    let watch =
        matches!(&review.stage, Stage::Ended(Ending::Unknown(unknown)) if !unknown.is_over());
    let effects = if watch {
        Vec::new()
    } else {
        review.abandon(&mut state.requests)
    };
    match review.stage {
        Stage::Ended(Ending::Unknown(unknown)) if watch => state.memory.watch(unknown),
        // What the form below was filled from is known to be old.
        Stage::Ended(Ending::Drifted(choice)) => function::refill_with(state, choice.theirs),
        Stage::Ended(_)
        | Stage::Reading
        | Stage::Asking(_)
        | Stage::Checking(_)
        | Stage::Waiting { .. }
        | Stage::Sending { .. } => {}
    }
    effects
}

/// On from an outcome: to the form where something is to be corrected, else to the function. A removal and a change that is put back
/// came from no form.
pub(super) fn go_on(state: &mut State) -> Vec<Effect> {
    let correct = state.review().is_some_and(|review| {
        let has_draft = review.has_draft();
        let not_needed = matches!(
            review.stage,
            Stage::Ended(Ending::NotSent(NotSent::AlreadySo(_)))
        );
        let failed = matches!(
            review.stage,
            Stage::Ended(Ending::Refused { .. } | Ending::NotSent(_))
        );
        failed && !not_needed && has_draft
    });
    let reads_anew = state.review().is_some_and(|review| {
        matches!(&review.stage, Stage::Ended(Ending::NotSent(reason)) if reason.remedy() == Remedy::ReadAnew)
    });
    if reads_anew {
        review::read_anew(state)
    } else if correct {
        edit_again(state)
    } else {
        back(state)
    }
}

/// To the form, if there is one below; else to the function, whose `e` opens it.
pub(super) fn edit_again(state: &mut State) -> Vec<Effect> {
    let mut effects = close(state);
    if let Some(Screen::Form(form)) = state.above.last_mut() {
        let field = form
            .refusal
            .as_ref()
            .and_then(|refusal| refusal.fields.last().copied());
        if let Some(field) = field {
            form.focus = Focus::Field(field);
        }
        effects.extend(function::refill(state));
        return effects;
    }
    if state
        .above
        .iter()
        .any(|screen| matches!(screen, Screen::Function(_)))
    {
        effects.extend(function::edit(state));
    }
    effects.extend(explorer::read_visible(state));
    effects
}

/// Reads or checks again; never sends.
pub(super) fn read_again(state: &mut State) -> Vec<Effect> {
    let size = state.size;
    let Some(review) = review::review_of(&mut state.above) else {
        return Vec::new();
    };
    review.ask_again(state.now);
    let is_past = review.is_past();
    let asks_whereabouts = review.misses_configuration();
    let effects = match &mut review.stage {
        Stage::Ended(Ending::Unknown(unknown)) if unknown.is_looking() => Vec::new(),
        Stage::Ended(Ending::Unknown(unknown)) if !unknown.is_found() => {
            let mut effects = vec![unknown.look(&review.change, &mut state.requests)];
            // No configuration is held: a function or a qualifier that is gone looks the same.
            if asks_whereabouts {
                effects.extend(reading::ask_all(
                    &mut state.catalogue,
                    &mut state.requests,
                    &review.change.target().function,
                    &WHEREABOUTS,
                    Urgency::Operator,
                ));
            }
            effects
        }
        // It arrived, or was there: what somebody changes later does not make that unknown again.
        Stage::Ended(
            Ending::Unknown(_) | Ending::Applied { .. } | Ending::NotSent(NotSent::AlreadySo(_)),
        ) => {
            let function = review.change.target().function.clone();
            // What was removed can be put back only where its qualifier is.
            let parts = match review.change.method() {
                Method::Put => &[Part::Configurations][..],
                Method::Delete => &WHEREABOUTS,
            };
            return function::read(state, &function, parts);
        }
        // The session in which this was read has ended: what can be found anew is whose the credentials are by now.
        Stage::Ended(Ending::Refused { .. } | Ending::NotSent(_)) if is_past => {
            return session::ask_again(state).into_iter().collect();
        }
        Stage::Ended(Ending::NotSent(reason)) if reason.remedy() == Remedy::ReadAnew => {
            return review::read_anew(state);
        }
        Stage::Ended(Ending::Refused { .. } | Ending::NotSent(_)) => {
            return review::check_now(state);
        }
        Stage::Reading
        | Stage::Asking(_)
        | Stage::Checking(_)
        | Stage::Waiting { .. }
        | Stage::Sending { .. }
        | Stage::Ended(Ending::Drifted(_)) => Vec::new(),
    };
    review.write(size);
    effects
}

pub(super) fn form_below(state: &mut State) -> Option<&mut Form> {
    state.above.iter_mut().find_map(Screen::form_mut)
}
