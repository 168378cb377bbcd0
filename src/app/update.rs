//! The one entry of the state machine: routes each message to the step that it concerns.
//!
//! Knows messages. Does not know what they mean for a screen: that is in `steps`.

use jiff::{SignedDuration, Timestamp};

use super::effect::Effect;
use super::function::{FunctionScreen, SCREEN_PARTS};
use super::message::{Copied, Message, Stamped};
use super::remote::OLD_AFTER;
use super::state::{Leaving, Screen, State};
use super::steps;

/// Answers a message: changes the state and says what the world shall do.
pub fn update(state: &mut State, stamped: Stamped) -> Vec<Effect> {
    let Stamped { at, message } = stamped;
    state.now = at;
    match message {
        Message::Keys(keys) => steps::keys::pressed(state, &keys),
        Message::Pasted(text) => steps::keys::pasted(state, &text),
        Message::Resized(size) => steps::keys::resized(state, size),
        Message::Drawn => {
            steps::review::drawn(state);
            Vec::new()
        }
        Message::Woken => woken(state),
        Message::SessionOpened { session, result } => {
            steps::session::opened(state, session, *result)
        }
        Message::Answered {
            request,
            session,
            credentials,
            answer,
        } => steps::answers::answered(state, (session, request), credentials, *answer),
        Message::Written {
            request, outcome, ..
        } => steps::review::written(state, request, *outcome),
        Message::TrafficChanged(traffic) => {
            steps::session::traffic_changed(state, traffic);
            Vec::new()
        }
        Message::Copied { result } => {
            copied(state, result);
            Vec::new()
        }
        Message::Signalled(signal) => steps::leave::signalled(state, signal),
    }
}

/// When something changes by time alone; `None` while nothing does.
#[must_use]
pub fn next_wake(state: &State) -> Option<Timestamp> {
    if let Some(Leaving::Restored { until, .. }) = state.leaving {
        return Some(until);
    }
    let due = state.above.iter().filter_map(|screen| match screen {
        Screen::Review(review) => review.next_wake(),
        Screen::Function(_) | Screen::Form(_) | Screen::Text(_) => None,
    });
    let seen = match state.above.last() {
        Some(Screen::Function(screen)) => ages(state, screen),
        Some(Screen::Form(_) | Screen::Review(_) | Screen::Text(_)) | None => None,
    };
    due.chain(seen)
        .chain(state.memory.next_look())
        .chain(state.requests.silence.next_told(state.now))
        .min()
}

/// When something on the screen of a function becomes old, so that its mark appears by itself.
fn ages(state: &State, screen: &FunctionScreen) -> Option<Timestamp> {
    let entry = state.catalogue.get(&screen.function)?;
    SCREEN_PARTS
        .iter()
        .filter_map(|part| entry.read_at(*part)?.checked_add(OLD_AFTER).ok())
        .filter(|old| *old >= state.now)
        .min()
        .and_then(|old| old.checked_add(SignedDuration::from_millis(1)).ok())
}

fn woken(state: &mut State) -> Vec<Effect> {
    match state.leaving {
        Some(Leaving::Restored { status, until }) if until <= state.now => {
            steps::leave::quit(state, status)
        }
        Some(Leaving::Restored { .. }) => Vec::new(),
        Some(Leaving::Asking { .. } | Leaving::WhenAnswered) | None => steps::review::woken(state),
    }
}

/// Says whom the text went to; whether it arrived can't be known.
fn copied(state: &mut State, result: Result<Copied, String>) {
    match result {
        Ok(Copied::ToTmux { characters }) => {
            state.say(format!("Sent {characters} characters to tmux's clipboard."));
        }
        Ok(Copied::ToTerminal { characters }) => state.say(format!(
            "Sent {characters} characters to the terminal, which does not say if it took them: c c shows the text."
        )),
        Err(why) => state.warn(format!("Not copied: {why}")),
    }
}
