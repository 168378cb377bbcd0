//! The one entry of the state machine: routes each message to the step that it concerns.
//!
//! Knows messages. Does not know what they mean for a screen: that is in `steps`.

use jiff::{SignedDuration, Timestamp};

use super::effect::Effect;
use super::entry::{Entry, Part};
use super::function::SCREEN_PARTS;
use super::message::{Copied, Message, Stamped};
use super::remote::OLD_AFTER;
use super::review::Review;
use super::state::{Leaving, Screen, State};
use super::steps;

/// The pieces that a row of the list shows with their age: what it reads, and what the listing told of the dead-letter queue.
const LIST_PARTS: [Part; 3] = [Part::Configurations, Part::Aliases, Part::Description];

/// Answers a message: changes the state and says what the world shall do.
pub fn update(state: &mut State, stamped: Stamped) -> Vec<Effect> {
    let Stamped { at, message } = stamped;
    // What waited takes the time back for nobody. Everything else sets it, also where the clock itself was set back.
    state.now = if message.is_queued() {
        state.now.max(at)
    } else {
        at
    };
    match message {
        Message::Keys(keys) => steps::keys::pressed(state, &keys, at),
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
    let reviews = state.above.iter().filter_map(Screen::review);
    let due = reviews.filter_map(Review::next_wake);
    let opened = match state.above.last() {
        Some(Screen::Function(screen)) => state.catalogue.get(&screen.function),
        Some(Screen::Form(_) | Screen::Review(_) | Screen::Text(_)) | None => None,
    };
    let height = if shows_list(state) {
        state.explorer.height(state.size)
    } else {
        0
    };
    let rows = state.explorer.rows(&state.catalogue, height);
    let seen = ages(state.now, opened.into_iter(), &SCREEN_PARTS)
        .into_iter()
        .chain(ages(state.now, rows.map(|(_, entry)| entry), &LIST_PARTS));
    due.chain(seen)
        .chain(state.memory.next_look())
        .chain(state.requests.silence.next_told(state.now))
        .chain(state.next_second())
        .min()
}

/// Says whether the list of functions is on screen: alone, or on the left of what was opened from it.
fn shows_list(state: &State) -> bool {
    state.above.is_empty() || state.list_columns() > 0
}

/// When something on screen becomes old, so that its mark appears by itself.
fn ages<'a>(
    now: Timestamp,
    entries: impl Iterator<Item = &'a Entry>,
    parts: &[Part],
) -> Option<Timestamp> {
    entries
        .flat_map(|entry| parts.iter().map(|part| entry.read_at(*part)))
        .filter_map(|at| at?.checked_add(OLD_AFTER).ok())
        .filter(|old| *old >= now)
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
    let what = state.copying.under_way.pop_front();
    let named = |characters: usize| match &what {
        Some(what) => format!("{what}, {characters} characters,"),
        None => format!("{characters} characters"),
    };
    match result {
        Ok(Copied::ToTmux { characters }) => {
            let sent = named(characters);
            state.say(format!("Sent {sent} to tmux's clipboard."));
        }
        Ok(Copied::ToTerminal { characters }) => state.say(format!(
            "Sent {} to the terminal, which does not say if it took them: c c shows the text.",
            named(characters)
        )),
        Err(why) => state.warn(format!("Not copied: {why}")),
    }
}
