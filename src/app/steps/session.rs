//! The session: opened, told who it is, and ended where the credentials turn out to be another account's.
//!
//! Knows that what was read from one account is never shown, reviewed or sent as another's. Does not know how credentials are found.

use super::{form, function, leave};
use crate::app::catalogue::Catalogue;
use crate::app::effect::Effect;
use crate::app::message::Traffic;
use crate::app::reading;
use crate::app::remote::Remote;
use crate::app::requests::Purpose;
use crate::app::session::Renewal;
use crate::app::state::{Screen, State};
use crate::domain::call::{
    Answer, CredentialsGeneration, Identity, Query, RequestId, SessionFacts, SessionNumber, Urgency,
};
use crate::domain::failure::{Failure, FailureKind, Operation};
use crate::domain::place::AccountId;
use crate::domain::words;

/// Ends the session and opens the next one: answers that the former still awaits are dropped.
pub fn open(state: &mut State) -> Effect {
    let session = SessionNumber(state.session.number.0 + 1);
    state.session.number = session;
    state.session.facts = Remote::NotAsked;
    state.session.identity = Remote::NotAsked;
    renewed(state);
    state.memory.put_off(state.now, &mut state.requests);
    for screen in &mut state.above {
        if let Screen::Review(review) = screen {
            review.session_ended(state.now, &mut state.requests);
            review.write(state.size);
        }
    }
    state.requests.begin(session);
    Effect::OpenSession { session }
}

/// Credentials were taken anew.
fn renewed(state: &mut State) {
    if state.session.renewal == Renewal::Once {
        state.session.renewal = Renewal::NotNeeded;
    }
}

/// Opens the session again, which could not be opened.
pub(super) fn open_again(state: &mut State) -> Vec<Effect> {
    state.say("Opening the session again ..");
    vec![open(state)]
}

/// Notes whether something failed because of the credentials.
pub(super) fn heard(state: &mut State, failure: Option<&Failure>) {
    let is_due = failure.is_some_and(|failure| failure.kind.is_of_credentials());
    if is_due {
        state.session.renewal = state.session.renewal.or_once();
    }
}

/// Notes whether a write was refused to whoever the credentials belong to: they work, so nothing would ever give them up for those of
/// somebody who may write. Nor is one renewal enough: whoever reads or checks before the log-in is over takes the same ones once more.
pub(super) fn heard_of_write(state: &mut State, failure: Option<&Failure>) {
    if failure.is_some_and(|failure| failure.kind == FailureKind::AccessDenied) {
        state.session.renewal = Renewal::Always;
    }
}

/// What somebody reads or sends by a key after the credentials failed is asked under credentials that are taken anew, and so is whose
/// they are. So is all that is read by a key once the account changed or a write was refused: keys of a wrong account, or of somebody who
/// may not write, work, and no answer would tell that the right ones lie ready by now. What reads by time alone does not take them anew: that may run a program which asks its user.
pub(super) fn with_credentials(state: &mut State, effects: Vec<Effect>) -> Vec<Effect> {
    let reads = |effect: &Effect| matches!(effect, Effect::Read { .. });
    if state.session.renewal == Renewal::NotNeeded || !effects.iter().any(reads) {
        return effects;
    }
    renewed(state);
    let session = state.session.number;
    let mut renewed = vec![Effect::RenewCredentials { session }];
    renewed.extend(effects);
    if state.session.identity.request().is_none() {
        renewed.push(ask_identity(state));
    }
    renewed
}

/// The session was opened, or could not be.
pub fn opened(
    state: &mut State,
    session: SessionNumber,
    result: Result<SessionFacts, Failure>,
) -> Vec<Effect> {
    if session != state.session.number {
        return Vec::new();
    }
    let opened = result.is_ok();
    if let Ok(facts) = &result
        && let Some(warning) = &facts.warning
    {
        state.warn(warning);
    }
    state.session.facts.answer(result, state.now);
    if !opened {
        return Vec::new();
    }
    refuse_out_of_reach(state);
    let identity = ask_identity(state);
    let mut effects = vec![title(state), identity];
    effects.extend(reading::ask_functions(
        &mut state.catalogue,
        &mut state.requests,
        state.now,
    ));
    effects
}

/// The queue of requests moved: says where it became slower, and whom it waits for.
pub fn traffic_changed(state: &mut State, traffic: Traffic) {
    let before = std::mem::replace(&mut state.requests.traffic, traffic);
    let slower = !before.throttled || traffic.per_second < before.per_second;
    let held = traffic.held_seconds > before.held_seconds;
    if traffic.throttled && (slower || held) {
        let text = words::throttled(traffic.per_second, traffic.held_seconds);
        state.warn(text);
    }
    state.requests.silence.awaited(traffic.awaited, state.now);
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

/// Asks STS once more, where it is not asked already.
pub(super) fn ask_again(state: &mut State) -> Option<Effect> {
    let is_asked = state.session.identity.request().is_some();
    (!is_asked).then(|| ask_identity(state))
}

/// An answer came under other credentials than those under which STS answered: they may belong to somebody else.
pub fn credentials_seen(state: &mut State, credentials: CredentialsGeneration) -> Option<Effect> {
    let known = matches!(&state.session.identity, Remote::Ready { value, .. } if value.credentials != credentials);
    known.then(|| ask_identity(state))
}

/// Takes who STS said we are to a check, so that each screen names the caller who was told last. Where it says
/// another account, or was asked under other credentials, the session asks for itself.
pub(super) fn caller_seen(state: &mut State, identity: &Identity) {
    let session = &mut state.session;
    let known = session.identity.value();
    let is_current = known.is_some_and(|known| {
        (known.credentials, &known.account) == (identity.credentials, &identity.account)
    });
    if !is_current {
        return;
    }
    if session.identity.request().is_none() {
        session.identity.answer(Ok(identity.clone()), state.now);
    } else if let Some(known) = session.identity.value_mut() {
        known.clone_from(identity);
    }
}

/// Takes what STS said.
pub fn identity(
    state: &mut State,
    request: RequestId,
    answer: Result<Answer, Failure>,
) -> Vec<Effect> {
    if state.session.identity.request() != Some(request) {
        return Vec::new();
    }
    let result = match answer {
        Ok(Answer::Identity(identity)) => Ok(identity),
        Ok(_) => Err(Failure::other_answer(Operation::GetCallerIdentity)),
        Err(failure) => Err(failure),
    };
    match &result {
        Ok(identity) => {
            let before = state.session.account.replace(identity.account.clone());
            if let Some(before) = before.filter(|before| *before != identity.account) {
                return other_account(state, &before, &identity.account);
            }
            let still = still_elsewhere(state, &identity.account);
            if let Some(still) = still {
                state.warn(still);
            }
        }
        Err(failure) => {
            let reads = state.catalogue.has_read();
            let text = words::unconfirmed(state.session.account.as_ref(), failure, reads);
            state.warn(text);
        }
    }
    state.session.identity.answer(result, state.now);
    let mut effects = vec![title(state)];
    effects.extend(open_wanted(state));
    effects
}

/// What somebody is told who asks, on an outcome of a session that has ended, whose the credentials are by now.
fn still_elsewhere(state: &State, now: &AccountId) -> Option<String> {
    let is_asked_again = state.session.identity.value().is_some();
    let review = state.review().filter(|review| review.is_past())?;
    let then = review.change.proposed().scope.account.as_ref();
    (is_asked_again && then.is_some_and(|then| then != now)).then(|| {
        let place = words::place(&review.change);
        format!("The credentials are still account {now}; this was read from {place}.")
    })
}

/// The credentials are another account's: what was read ends with its session. Drafts are kept, and so is what a change that was
/// already checked or sent comes to.
fn other_account(state: &mut State, was: &AccountId, now: &AccountId) -> Vec<Effect> {
    state.session.renewal = Renewal::Always;
    form::keep_open_draft(state);
    // What was named while nobody could tell the account is of the one that ends: from now on a bare name means another function.
    state.drafts.tell_account(was);
    state.memory.tell_account(was);
    for screen in &mut state.above {
        if let Screen::Review(review) = screen {
            review.account_changed(was, now);
        }
    }
    state
        .above
        .retain(|screen| matches!(screen, Screen::Review(review) if review.outlives_session()));
    state.catalogue = Catalogue::default();
    state.explorer.forget_rows();
    state.copying.is_open = false;
    state.warn(format!(
        "The credentials are now account {now}: read anew, drafts are kept."
    ));
    let mut effects = vec![open(state)];
    effects.extend(leave::changed(state));
    effects
}

/// Says of the function that was named on the command line that it is of another region, and does not open it: nobody here can be asked
/// whether it is there.
fn refuse_out_of_reach(state: &mut State) {
    let (wanted, scope) = (state.session.wanted.as_ref(), state.session.scope());
    let text = wanted
        .zip(scope)
        .and_then(|(address, scope)| words::out_of_reach(address, &scope));
    if let Some(text) = text {
        state.session.wanted = None;
        state.warn(text);
    }
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
            state.session.named_account.clone_from(&address.account);
            let target = function::known_as(state, address.within(&scope));
            function::open(state, target)
        }
        _ => Vec::new(),
    }
}

/// The title of the terminal: tmux and window lists show it, also while another window is in front.
fn title(state: &State) -> Effect {
    let account = state
        .session
        .account
        .as_ref()
        .map_or("account unknown", AccountId::as_str);
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
