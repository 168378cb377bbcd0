//! Answers from outside: each goes where it was asked for, whatever screen is open; those of an ended session are dropped.
//!
//! Knows purposes. Does not know screens beyond telling them that something was read.

use std::collections::BTreeSet;

use super::{explorer, function, review};
use crate::app::effect::Effect;
use crate::app::reading::{self, PartPage};
use crate::app::remote::Remote;
use crate::app::requests::Purpose;
use crate::app::state::State;
use crate::domain::call::{
    Answer, CredentialsGeneration, Identity, Query, RequestId, SessionFacts, SessionNumber, Urgency,
};
use crate::domain::failure::{Failure, Operation};
use crate::domain::qualifier::Qualifier;

/// The session was opened, or could not be.
pub fn session_opened(
    state: &mut State,
    session: SessionNumber,
    result: Result<SessionFacts, Failure>,
) -> Vec<Effect> {
    if session != state.session.number {
        return Vec::new();
    }
    let opened = result.is_ok();
    if let Some(warning) = result.as_ref().ok().and_then(|facts| facts.warning.clone()) {
        state.warn(warning);
    }
    state.session.facts.answer(result, state.now);
    if !opened {
        return Vec::new();
    }
    let identity = ask_identity(state);
    let mut effects = vec![title(state), identity];
    effects.extend(reading::ask_functions(
        &mut state.catalogue,
        &mut state.requests,
    ));
    effects
}

/// Asks STS who we are.
pub fn ask_identity(state: &mut State) -> Effect {
    let (request, effect) =
        state
            .requests
            .read(Purpose::Identity, Query::Identity, Urgency::Operator);
    state.session.identity.ask(request);
    effect
}

/// Takes the answer to a read.
pub fn answered(
    state: &mut State,
    (session, request): (SessionNumber, RequestId),
    credentials: CredentialsGeneration,
    answer: Result<Answer, Failure>,
) -> Vec<Effect> {
    if session != state.session.number {
        return Vec::new();
    }
    let Some((purpose, urgency)) = state.requests.take(request) else {
        return Vec::new();
    };
    let mut effects = match purpose {
        Purpose::Identity => identity(state, request, answer),
        Purpose::Functions { markers } => functions(state, markers, answer),
        Purpose::Part {
            function,
            part,
            markers,
            collected,
        } => {
            let page = PartPage {
                function: function.clone(),
                part,
                markers,
                collected,
                urgency,
            };
            let now = state.now;
            let next = reading::part_answered(
                &mut state.catalogue,
                &mut state.requests,
                page,
                answer,
                now,
            );
            let mut effects: Vec<Effect> = next.into_iter().collect();
            effects.extend(function::know(state, &function));
            effects
        }
        Purpose::Review => review::answered(state, request, answer),
    };
    effects.extend(credentials_seen(state, credentials));
    effects
}

/// Other credentials than those under which STS answered: they may belong to somebody else.
fn credentials_seen(state: &mut State, credentials: CredentialsGeneration) -> Option<Effect> {
    let known = matches!(&state.session.identity, Remote::Ready { value, .. } if value.credentials != credentials);
    known.then(|| ask_identity(state))
}

fn identity(state: &mut State, request: RequestId, answer: Result<Answer, Failure>) -> Vec<Effect> {
    if state.session.identity.request() != Some(request) {
        return Vec::new();
    }
    let before = state
        .session
        .identity
        .value()
        .map(|identity| identity.account.clone());
    let result = match answer {
        Ok(Answer::Identity(identity)) => Ok(identity),
        Ok(_) => Err(Failure::other_answer(Operation::GetCallerIdentity)),
        Err(failure) => Err(failure),
    };
    if let Ok(Identity { account, .. }) = &result {
        if before.as_ref().is_some_and(|before| before != account) {
            state.warn(format!(
                "The credentials are now account {account}: what is shown was read from another. r in the list reads again."
            ));
        }
    } else {
        state.warn("Account unknown: STS did not tell who we are. Reading may work; sending asks for the function's name.");
    }
    state.session.identity.answer(result, state.now);
    let mut effects = vec![title(state)];
    effects.extend(open_wanted(state));
    effects
}

/// Opens the function that was named on the command line, as soon as it is known in which account it is looked for.
fn open_wanted(state: &mut State) -> Vec<Effect> {
    if !state.session.is_settled() {
        return Vec::new();
    }
    match (state.session.wanted.take(), state.session.scope()) {
        (Some(address), Some(_)) if !state.above.is_empty() => {
            state.say(format!(
                "{} was not opened, as you have opened something else meanwhile.",
                address.name
            ));
            Vec::new()
        }
        (Some(address), Some(scope)) => {
            let qualifier = address.qualifier.clone().unwrap_or(Qualifier::Latest);
            function::open(state, &address.within(&scope), qualifier)
        }
        _ => Vec::new(),
    }
}

fn functions(
    state: &mut State,
    markers: BTreeSet<String>,
    answer: Result<Answer, Failure>,
) -> Vec<Effect> {
    let now = state.now;
    let next = reading::functions_answered(
        &mut state.catalogue,
        &mut state.requests,
        markers,
        answer,
        now,
    );
    let mut effects: Vec<Effect> = next.into_iter().collect();
    effects.extend(explorer::refresh(state));
    effects
}

/// The title of the terminal: tmux and window lists show it, also while another window is in front.
fn title(state: &State) -> Effect {
    let account = state
        .session
        .identity
        .value()
        .map_or("account unknown", |identity| identity.account.as_str());
    let region = state
        .session
        .facts
        .value()
        .map_or("", |facts| facts.scope.region.as_str());
    let demo = if state.session.demo { " DEMO" } else { "" };
    Effect::SetTitle {
        title: format!("lasso {account} {region}{demo}"),
    }
}
