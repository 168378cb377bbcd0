//! Which keys are offered below a screen: those of the table that can act in this very state.
//!
//! Knows what each of them needs. Does not know where they are drawn; a key that is not offered still answers why it can't act.

use textwrap::core::display_width;

use super::keymap::{
    self, Binding, Command, Context, CopyCommand, FormCommand, FunctionCommand, OutcomeCommand,
    ReviewCommand, SendingCommand,
};
use super::state::{Leaving, Screen, State};
use super::steps;
use crate::domain::function::FunctionKey;

/// The keys of the footer that can act now, in the order of the table.
pub fn keys(state: &State) -> impl Iterator<Item = &'static Binding> + '_ {
    keymap::footer(state.context()).filter(|binding| can_act(state, binding.command))
}

/// The rows that they take: a menu shows each of its keys, in as many rows as they need. Elsewhere some are left out.
#[must_use]
pub fn rows(state: &State) -> usize {
    if state.context() != Context::CopyMenu {
        return 1;
    }
    let columns = usize::from(state.size.columns);
    let (rows, _) = keys(state).map(cells).fold((1, 0), |(rows, taken), key| {
        if taken + key > columns {
            (rows + 1, key)
        } else {
            (rows, taken + key)
        }
    });
    rows
}

/// The cells that a key takes below a screen, with its words and the blanks around them: ` r receipt `.
#[must_use]
pub fn cells(binding: &Binding) -> usize {
    display_width(&binding.key.to_string()) + display_width(binding.footer) + 3
}

/// Why the key that matters most on this screen is not offered.
#[must_use]
pub fn closed_because(state: &State) -> Option<&'static str> {
    let would_send = |binding: &Binding| binding.command == OPEN_SEND_LINE;
    let closed = state.session.read_only && keymap::footer(state.context()).any(would_send);
    closed.then_some("READ-ONLY: cannot send")
}

const OPEN_SEND_LINE: Command = Command::Review(ReviewCommand::OpenSendLine);

/// The function on screen.
fn opened(state: &State) -> Option<&FunctionKey> {
    let screen = state.above.last().and_then(Screen::function)?;
    Some(&screen.function)
}

/// Says whether there is such a function, as far as is known: nothing can be sent to one that is gone.
fn is_there(state: &State) -> bool {
    opened(state)
        .and_then(|function| state.catalogue.get(function))
        .is_some_and(|entry| !entry.is_gone())
}

fn can_repeat(state: &State) -> bool {
    state.memory.last_done_or_unknown(None).is_some()
}

fn quits_when_answered(state: &State) -> bool {
    matches!(state.leaving, Some(Leaving::WhenAnswered))
}

fn can_act(state: &State, command: Command) -> bool {
    match command {
        OPEN_SEND_LINE => !state.session.read_only,
        Command::Sending(SendingCommand::QuitWhenAnswered) => !quits_when_answered(state),
        Command::Sending(SendingCommand::Stay) => quits_when_answered(state),
        Command::Outcome(OutcomeCommand::Undo) => steps::again::to_undo(state).is_some(),
        Command::Function(FunctionCommand::Undo) => {
            is_there(state) && steps::again::to_undo(state).is_some()
        }
        Command::Outcome(OutcomeCommand::RepeatElsewhere) => can_repeat(state),
        Command::Function(FunctionCommand::Repeat) => is_there(state) && can_repeat(state),
        Command::Form(FormCommand::Discard) => {
            matches!(state.above.last(), Some(Screen::Form(form)) if form.is_changed())
        }
        Command::Copy(CopyCommand::Policy) => steps::copy::policy(state).is_some(),
        Command::Copy(CopyCommand::Receipt) => !state.memory.writes().is_empty(),
        Command::Copy(CopyCommand::ShowLast) => state.copying.last.is_some(),
        Command::Function(FunctionCommand::Edit) => {
            is_there(state) || opened(state).is_some_and(|opened| state.drafts.of_function(opened))
        }
        Command::Function(FunctionCommand::Remove | FunctionCommand::PasteSettings) => {
            is_there(state)
        }
        Command::Program(_)
        | Command::Explorer(_)
        | Command::Filter(_)
        | Command::Function(_)
        | Command::Form(_)
        | Command::Review(_)
        | Command::SendLine(_)
        | Command::Checking(_)
        | Command::Sending(_)
        | Command::Choice(_)
        | Command::Outcome(_)
        | Command::QuitPrompt(_)
        | Command::Text(_)
        | Command::Copy(_) => true,
    }
}
