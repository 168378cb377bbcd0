//! Answers from outside: each goes where it was asked for, whatever screen is open; those of an ended session are dropped.
//!
//! Knows purposes. Does not know screens beyond telling them that something was read.

use std::collections::BTreeSet;

use super::{explorer, function, review, session};
use crate::app::effect::Effect;
use crate::app::entry::Entry;
use crate::app::reading;
use crate::app::requests::{PartPage, Pending, Purpose, Reply};
use crate::app::silence::Silence;
use crate::app::state::{Screen, State};
use crate::domain::call::{Answer, CredentialsGeneration, RequestId, SessionNumber, Urgency, Whom};
use crate::domain::failure::Failure;
use crate::domain::function::FunctionKey;
use crate::domain::words;

/// Takes the answer to a read.
pub fn answered(
    state: &mut State,
    (number, request): (SessionNumber, RequestId),
    credentials: Option<CredentialsGeneration>,
    answer: Result<Answer, Failure>,
) -> Vec<Effect> {
    if number != state.session.number {
        return Vec::new();
    }
    let Some(Pending {
        purpose,
        operation,
        urgency,
    }) = state.requests.take(request)
    else {
        return Vec::new();
    };
    session::heard(state, answer.as_ref().err());
    if !is_silence(&answer) {
        let whom = Whom::answers(operation);
        state.requests.silence.heard(whom, state.now);
    }
    let mut effects = match purpose {
        Purpose::Identity => session::identity(state, request, answer),
        Purpose::Functions { markers } => functions(state, markers, answer),
        Purpose::Part(page) => part_of_function(state, (page, urgency), answer),
        Purpose::Review => review::answered(
            state,
            Reply {
                request,
                credentials,
                answer,
            },
        ),
    };
    effects.extend(credentials.and_then(|seen| session::credentials_seen(state, seen)));
    effects
}

/// A page of what is read of one function: whatever screen shows it learns of it.
fn part_of_function(
    state: &mut State,
    (page, urgency): (PartPage, Urgency),
    answer: Result<Answer, Failure>,
) -> Vec<Effect> {
    let function = page.function.clone();
    let now = state.now;
    let was_read = settings_read(state, &function);
    let next = reading::part_answered(
        &mut state.catalogue,
        &mut state.requests,
        (page, urgency),
        answer,
        now,
    );
    if !was_read && settings_read(state, &function) {
        let catalogue = &mut state.catalogue;
        state.explorer.settings_arrived(catalogue, &function);
    }
    let mut effects: Vec<Effect> = next.into_iter().collect();
    effects.extend(function::know(state, &function));
    effects
}

fn settings_read(state: &State, function: &FunctionKey) -> bool {
    let entry = state.catalogue.get(function);
    entry.is_some_and(|entry| entry.configurations.value().is_some())
}

/// Stops waiting for every read on its way: each is answered here and now, as not read.
pub fn stop_waiting(state: &mut State) -> Vec<Effect> {
    let pending: Vec<_> = state.requests.pending().collect();
    let mut effects = Vec::new();
    for (request, operation) in pending {
        // What answers one may have given up another.
        if state.requests.is_pending(request) {
            let session = state.requests.session;
            let stopped = Err(Failure::stopped(operation));
            effects.push(Effect::Abandon { request });
            effects.extend(answered(state, (session, request), None, stopped));
        }
    }
    state.requests.silence = Silence::default();
    state.say(words::STOPPED_WAITING);
    effects
}

/// Says whether nobody outside said anything.
fn is_silence(answer: &Result<Answer, Failure>) -> bool {
    answer
        .as_ref()
        .is_err_and(|failure| failure.status.is_none())
}

fn functions(
    state: &mut State,
    markers: BTreeSet<String>,
    answer: Result<Answer, Failure>,
) -> Vec<Effect> {
    let now = state.now;
    let (drafts, form) = (&state.drafts, state.above.iter().find_map(Screen::form));
    let edited = form.map(|form| form.target.function.clone());
    let is_kept =
        |function: &FunctionKey| drafts.of_function(function) || edited.as_ref() == Some(function);
    let next = reading::functions_answered(
        &mut state.catalogue,
        &mut state.requests,
        markers,
        answer,
        now,
        is_kept,
    );
    let mut effects: Vec<Effect> = next.into_iter().collect();
    effects.extend(explorer::refresh(state));
    // What is edited learns that its function is gone.
    let is_gone = |function: &FunctionKey| {
        let entry = state.catalogue.get(function);
        entry.is_some_and(Entry::is_gone)
    };
    if let Some(function) = edited.filter(is_gone) {
        effects.extend(function::know(state, &function));
    }
    effects
}
