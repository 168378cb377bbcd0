//! Leaving: nothing typed, sent or unknown is lost on the way out.
//!
//! Knows when to ask, when to wait for a write, and what is printed at the end. Does not know the terminal.

use jiff::SignedDuration;

use super::{form, function};
use crate::app::drafts::KeptDraft;
use crate::app::effect::Effect;
use crate::app::fate::Fate;
use crate::app::key::{Key, KeyCode};
use crate::app::keymap::PromptCommand;
use crate::app::memory::{Came, Write};
use crate::app::message::Signal;
use crate::app::qualifier_rows::is_known_gone;
use crate::app::review::{Ending, Stage};
use crate::app::state::{Leaving, State};
use crate::domain::call::Reading;
use crate::domain::change::{Method, NothingToSend, ProposedChange};
use crate::domain::draft::Draft;
use crate::domain::export::aws_cli;
use crate::domain::field::Field;
use crate::domain::function::Target;
use crate::domain::validation::sendable;
use crate::domain::words;

/// How long a write's answer is awaited after the terminal was restored.
const PATIENCE: SignedDuration = SignedDuration::from_secs(5);

/// The word that quits although drafts are left.
const WORD: &str = "y";

/// `q` in the list of functions, or while a write is on its way.
pub fn asked(state: &mut State) -> Vec<Effect> {
    if state.memory.on_its_way().is_some() {
        state.leaving = Some(Leaving::WhenAnswered);
        return Vec::new();
    }
    if state.drafts.is_empty() {
        return quit(state, 0);
    }
    state.leaving = Some(Leaving::Asking {
        typed: String::new(),
    });
    Vec::new()
}

/// A command while the question about drafts is open.
pub fn command(state: &mut State, command: PromptCommand) -> Vec<Effect> {
    match (command, &state.leaving) {
        (PromptCommand::Confirm, Some(Leaving::Asking { typed })) if typed == WORD => {
            quit(state, 0)
        }
        (PromptCommand::Confirm, _) => Vec::new(),
        (PromptCommand::Stay, _) => {
            state.leaving = None;
            Vec::new()
        }
    }
}

/// A key while the question about drafts is open.
pub fn typed(state: &mut State, key: Key) {
    if let Some(Leaving::Asking { typed }) = &mut state.leaving {
        match (key.typed(), key.code) {
            (Some('y'), _) if typed.is_empty() => WORD.clone_into(typed),
            (None, KeyCode::Backspace) => typed.clear(),
            _ => state.leaving = None,
        }
    }
}

/// `Ctrl-C`: as the signal of that name, which the terminal makes of it once it was restored.
pub fn interrupted(state: &mut State) -> Vec<Effect> {
    signalled(state, Signal::Interrupt)
}

/// A signal: the terminal is restored at once, whatever is on its way; each has a status of its own. A second one ends the waiting.
pub fn signalled(state: &mut State, signal: Signal) -> Vec<Effect> {
    let status = match signal {
        Signal::Interrupt => 0,
        Signal::Quit => 131,
        Signal::Terminate => 143,
        Signal::HangUp => 129,
    };
    match state.leaving {
        Some(Leaving::Restored { status, .. }) => quit(state, status),
        Some(Leaving::Asking { .. } | Leaving::WhenAnswered) | None => leave(state, status),
    }
}

fn leave(state: &mut State, status: u8) -> Vec<Effect> {
    let Some(write) = state.memory.on_its_way() else {
        return quit(state, status);
    };
    let lines = vec![format!(
        "A {} on {} is on its way: waiting up to 5 s for its answer. Ctrl-C again ends at once.",
        write.change.method().word(),
        write.change.target()
    )];
    let until = state.now.checked_add(PATIENCE).unwrap_or(state.now);
    state.leaving = Some(Leaving::Restored { status, until });
    vec![Effect::RestoreTerminal { lines }]
}

/// The change on screen came further: ends the program if that was awaited. Who asked to quit when it is answered waits for
/// every try; who left already waits for the request on its way alone.
pub fn changed(state: &mut State) -> Vec<Effect> {
    let is_answered = state.memory.on_its_way().is_none();
    let has_ended = state
        .review()
        .is_none_or(|review| matches!(review.stage, Stage::Ended(_)));
    match state.leaving {
        Some(Leaving::WhenAnswered) if is_answered && has_ended => quit(state, 0),
        Some(Leaving::Restored { status, .. }) if is_answered => quit(state, status),
        Some(Leaving::Asking { .. } | Leaving::WhenAnswered | Leaving::Restored { .. }) | None => {
            Vec::new()
        }
    }
}

/// The change was stopped by hand: whoever did that wants to see what is on screen.
pub fn stay(state: &mut State) {
    if let Some(Leaving::WhenAnswered) = state.leaving {
        state.leaving = None;
    }
}

/// Ends the program: what was sent and what was not is printed. An outcome that is not known to be over has a status of its own.
pub fn quit(state: &mut State, status: u8) -> Vec<Effect> {
    let lines = last_words(state);
    let status = if state.memory.has_open_end() {
        1
    } else {
        status
    };
    vec![Effect::Quit { status, lines }]
}

/// What stays in the terminal when the screen is gone: what was sent and what it came to, and the drafts that were not sent.
pub fn last_words(state: &mut State) -> Vec<String> {
    form::keep_open_draft(state);
    keep_open_look(state);
    let held = |target: &Target| function::last_reading(state, target);
    let mut lines = state.memory.lines(state.session.demo, held);
    if state.memory.writes().iter().any(is_unknown) {
        lines.push("UNKNOWN means: it was sent, and no answer proves what became of it. Read the setting before you send again.".to_owned());
    }
    let mut has_command = false;
    for (target, kept) in state.drafts.iter() {
        let draft = draft_lines(state, target, kept);
        has_command |= draft.len() > 1;
        lines.extend(draft);
    }
    if has_command && !state.session.demo {
        lines.push(words::runs_as(&state.session.runs_as()));
    }
    lines
}

/// A write on screen that can still arrive is one of those that are told.
fn keep_open_look(state: &mut State) {
    if let Some(review) = state.review()
        && let Stage::Ended(Ending::Unknown(unknown)) = &review.stage
        && !unknown.is_over()
    {
        let unknown = unknown.clone();
        state.memory.watch(unknown);
    }
}

fn is_unknown(write: &Write) -> bool {
    matches!(write.came, Came::OnItsWay | Came::Unknown)
}

/// A draft as the command that would send it; where it can't be sent yet, as what was typed.
fn draft_lines(state: &State, target: &Target, kept: &KeptDraft) -> Vec<String> {
    let (kept, moved) = kept.clone().caught_up(latest(state, target));
    let moved = words::moved_in_print(&moved, kept.base.at);
    let fate = Fate::of(&state.memory, target, &kept).printed();
    let KeptDraft {
        draft: typed,
        base,
        origin,
        ..
    } = kept;
    let held = words::nothing_to_send(&base);
    let command = sendable(&typed, &target.function, base.settings())
        .zip(state.session.scope())
        .map(|(settings, scope)| {
            let proposed = ProposedChange {
                session: state.session.number,
                scope,
                target: target.clone(),
                before: base,
                after: Some(settings),
                origin,
            };
            proposed.review().map(|reviewed| {
                let command = aws_cli::command(&state.session.runs_as(), &reviewed);
                (reviewed.method(), command)
            })
        });
    let fate = format!("{fate}{}", whereabouts(state, target));
    let name = state.session.name_of_target(target);
    let (draft, nowhere) = if state.session.demo {
        ("DEMO draft", " (demonstration: nothing to send to)")
    } else {
        ("Draft", "")
    };
    match command {
        Some(Ok((Method::Put, command))) => vec![
            format!("{draft} of {name}, {fate}{nowhere} (this replaces all its settings){moved}:"),
            command,
        ],
        Some(Ok((Method::Delete, command))) => vec![
            format!("{draft} of {name}, {fate}{nowhere} (this removes its configuration){moved}:"),
            command,
        ],
        Some(Err(NothingToSend)) => {
            vec![format!(
                "{draft} of {name}, {fate}{nowhere}{moved}. {held} Typed: {}",
                typed_in_print(&typed)
            )]
        }
        None => {
            let typed = typed_in_print(&typed);
            vec![format!(
                "{draft} of {name}, {fate}{nowhere}, not ready to be sent{moved}: {typed}"
            )]
        }
    }
}

/// Each field with what was typed there.
fn typed_in_print(draft: &Draft) -> String {
    let typed = Field::ALL.map(|field| format!("{}: {:?}", field.label(), draft.text(field)));
    typed.join(", ")
}

/// What is known to be held, as the list or the choice on screen knows it.
fn latest(state: &State, target: &Target) -> Option<Reading> {
    let chosen = state.review().and_then(|review| match &review.stage {
        Stage::Ended(Ending::Drifted(choice)) if review.change.target() == target => {
            Some(&choice.theirs)
        }
        Stage::Ended(_)
        | Stage::Reading
        | Stage::Asking(_)
        | Stage::Checking(_)
        | Stage::Waiting { .. }
        | Stage::Sending { .. } => None,
    });
    let read = function::last_reading(state, target);
    let is_later = |chosen: &&Reading| read.as_ref().is_none_or(|read| chosen.at > read.at);
    chosen.filter(is_later).cloned().or(read)
}

/// That the target of a draft is gone, where that is known.
fn whereabouts(state: &State, target: &Target) -> &'static str {
    let entry = state.catalogue.get(&target.function);
    if entry.is_some_and(|entry| is_known_gone(entry, &target.qualifier)) {
        ", its target is gone"
    } else {
        ""
    }
}
