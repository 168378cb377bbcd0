//! Keys, pastes and sizes: finds out what was meant, and where.
//!
//! Knows contexts and the key table. Does not know what a command does to a screen.

use std::mem;

use jiff::Timestamp;

use super::{
    answers, choice, copy, explorer, form, function, go_to, leave, outcome, qualifier_filter,
    review, session, texts,
};
use crate::app::effect::Effect;
use crate::app::key::{Key, KeyCode, Modifier};
use crate::app::keymap::{self, Command, Context, ProgramCommand};
use crate::app::layout;
use crate::app::message::Size;
use crate::app::notice::Notice;
use crate::app::review::Stage;
use crate::app::send_line::{Asked, SendLine};
use crate::app::state::{Leaving, Screen, State};
use crate::app::text_field::TextField;
use crate::domain::words;

/// So many printable characters in one read were not typed one by one.
const PASTE_LENGTH: usize = 3;

/// Takes the keys of one read of the terminal, and when that was.
pub fn pressed(state: &mut State, keys: &[Key], at: Timestamp) -> Vec<Effect> {
    if let Some(Leaving::Restored { .. }) = state.leaving {
        // Pressed twice so fast that the second was read before the terminal was the shell's again.
        if keys.contains(&Key::control('c')) {
            return leave::interrupted(state);
        }
        return Vec::new();
    }
    if layout::too_small(state.size) {
        let mut effects = Vec::new();
        for key in keys {
            effects.extend(unseen(state, *key));
            if is_away(&effects) {
                break;
            }
        }
        return effects;
    }
    let mut stops_waiting = state.esc_stops_waiting();
    state.notice = None;
    let mut effects = Vec::new();
    for (index, key) in keys.iter().enumerate() {
        let rest = keys.get(index..).unwrap_or_default();
        let before = keys.get(..index).unwrap_or_default();
        if ends_word_in_one_read(state, before, *key) {
            state.warn(words::ENTER_IN_ONE_READ);
            break;
        }
        if looks_pasted(state.context(), rest) && !continues_word(state, rest) {
            effects.extend(pasted_keys(state, rest).unwrap_or_else(|| not_typed(state)));
            break;
        }
        let (screen, said) = (screen_of(state), state.notice.clone());
        let asked = if *key == Key::plain(KeyCode::Escape) && mem::take(&mut stops_waiting) {
            answers::stop_waiting(state)
        } else {
            press(state, *key, at)
        };
        effects.extend(asked);
        if is_away(&effects) {
            // What follows in the same read was typed to a shell: it must not begin what fg would go on with, nor end what has ended.
            break;
        }
        // What was said of the screen that a key of the same read left has no meaning on the next.
        if said.is_some() && screen != screen_of(state) && state.notice == said {
            state.notice = None;
        }
    }
    effects
}

/// Says whether the shell has the terminal now.
fn is_away(effects: &[Effect]) -> bool {
    let is_way_out = |effect: &Effect| matches!(effect, Effect::Suspend | Effect::Quit { .. });
    effects.iter().any(is_way_out)
}

/// Which screen is on top, as far as one can be told from the one before it.
fn screen_of(state: &State) -> (usize, Option<mem::Discriminant<Screen>>) {
    let top = state.above.last();
    (state.above.len(), top.map(mem::discriminant))
}

/// A key while nothing is drawn, as the terminal is too small: none acts whose effect nobody sees.
fn unseen(state: &mut State, key: Key) -> Vec<Effect> {
    match keymap::command(Context::Everywhere, key) {
        Some(Command::Program(command)) => program(state, command),
        Some(
            Command::Explorer(_)
            | Command::Function(_)
            | Command::Filter(_)
            | Command::Form(_)
            | Command::Review(_)
            | Command::SendLine(_)
            | Command::Checking(_)
            | Command::Sending(_)
            | Command::Choice(_)
            | Command::Outcome(_)
            | Command::QuitPrompt(_)
            | Command::Text(_)
            | Command::Copy(_),
        )
        | None => {
            count_unseen(state);
            Vec::new()
        }
    }
}

/// Notes that a key or a paste was ignored, for whoever enlarges the terminal.
fn count_unseen(state: &mut State) {
    let notice = state.notice.get_or_insert_with(Notice::of_unseen_keys);
    notice.unseen = notice.unseen.saturating_add(1);
}

/// Enter never sends in the read that brought the end of the word: a paste without brackets ends like this.
fn ends_word_in_one_read(state: &State, before: &[Key], key: Key) -> bool {
    let has_word = asked_word(state).is_some_and(|(_, typed)| !typed.text().is_empty());
    let has_typed = before.iter().any(|key| key.typed().is_some());
    has_word && has_typed && key == Key::plain(KeyCode::Enter)
}

/// The keys of one read spell what is lacking of the word that the send line asks for: a slow line brings typed keys together. An
/// Enter may follow them.
fn continues_word(state: &State, keys: &[Key]) -> bool {
    let Some((word, typed)) = asked_word(state) else {
        return false;
    };
    let spelled: String = keys.iter().map_while(|key| key.typed()).collect();
    let rest = keys.get(spelled.chars().count()..).unwrap_or_default();
    let ends = rest.is_empty() || rest == [Key::plain(KeyCode::Enter)];
    let before = typed.text().chars().take(typed.cursor());
    let so_far: String = before.chain(spelled.chars()).collect();
    ends && word.starts_with(&so_far)
}

/// The word that the open send line asks for, and what was typed of it.
fn asked_word(state: &State) -> Option<(&str, &TextField)> {
    match state.review().map(|review| &review.stage) {
        Some(Stage::Asking(SendLine {
            asked: Asked::Word(word),
            typed,
            ..
        })) if state.context() == Context::SendLine => Some((word, typed)),
        _ => None,
    }
}

/// Takes a bracketed paste: text for a field, never a command.
pub fn pasted(state: &mut State, text: &str) -> Vec<Effect> {
    if layout::too_small(state.size) {
        count_unseen(state);
        return Vec::new();
    }
    state.notice = None;
    match state.context() {
        Context::Form => form::pasted(state, text),
        Context::Filter if state.above.is_empty() => explorer::pasted(state, text),
        Context::Filter => qualifier_filter::pasted(state, text),
        Context::Review | Context::SendLine | Context::Checking | Context::Sending => {
            not_typed(state)
        }
        Context::Explorer | Context::Function => {
            go_to::pasted(state, text).unwrap_or_else(|| nowhere(state))
        }
        Context::Everywhere
        | Context::Discard
        | Context::Choice
        | Context::Outcome
        | Context::QuitPrompt
        | Context::Text
        | Context::CopyMenu => nowhere(state),
    }
}

fn nowhere(state: &mut State) -> Vec<Effect> {
    state.warn("Ignored: there is no field here to paste into.");
    Vec::new()
}

/// The text of keys that came at once, as a paste without brackets does, where an ARN has a meaning.
fn pasted_keys(state: &mut State, keys: &[Key]) -> Option<Vec<Effect>> {
    if !matches!(state.context(), Context::Explorer | Context::Function) {
        return None;
    }
    let text: String = keys.iter().filter_map(|key| key.typed()).collect();
    go_to::pasted(state, &text)
}

/// What came at once was not typed: it is no command, and an open send line closes.
fn not_typed(state: &mut State) -> Vec<Effect> {
    review::close_send_line(state);
    state.warn("Ignored: several characters came at once, like a paste. Pasted text is never a command and never sends.");
    Vec::new()
}

/// Takes a new size of the terminal.
pub fn resized(state: &mut State, size: Size) -> Vec<Effect> {
    state.size = size;
    let height = state.explorer.height(size);
    state.explorer.locate(&state.catalogue, height);
    for screen in &mut state.above {
        match screen {
            Screen::Function(function) => {
                if let Some(entry) = state.catalogue.get(&function.function) {
                    function.refresh(entry, &state.drafts, size);
                }
            }
            Screen::Form(_) => {}
            Screen::Text(text) => text.write(size),
            Screen::Review(review) => review.resized(size),
        }
    }
    explorer::read_visible(state)
}

fn press(state: &mut State, key: Key, at: Timestamp) -> Vec<Effect> {
    let context = state.context();
    let Some(key) = keymap::without_alt(context, key) else {
        return Vec::new();
    };
    if context == Context::SendLine {
        return on_send_line(state, key, at);
    }
    let command = keymap::command(context, key);
    if command.is_some_and(keymap::reads_again) {
        if state.session.facts.failure().is_some() {
            return session::open_again(state);
        }
        let effects = perform(state, command, (context, key, at));
        return session::with_credentials(state, effects);
    }
    perform(state, command, (context, key, at))
}

fn perform(
    state: &mut State,
    command: Option<Command>,
    (context, key, at): (Context, Key, Timestamp),
) -> Vec<Effect> {
    match command {
        Some(Command::Program(command)) => program(state, command),
        Some(Command::Explorer(command)) => explorer::command(state, command),
        Some(Command::Filter(command)) if state.above.is_empty() => {
            explorer::filter_command(state, command)
        }
        Some(Command::Filter(command)) => qualifier_filter::command(state, command),
        Some(Command::Function(command)) => function::command(state, command),
        Some(Command::Form(command)) => form::command(state, command),
        Some(Command::Review(command)) => review::command(state, command),
        Some(Command::SendLine(_)) => review::send_line_key(state, key, at),
        Some(Command::Checking(command)) => review::checking_command(state, command),
        Some(Command::Sending(command)) => review::sending_command(state, command),
        Some(Command::Choice(command)) => {
            if choice::closes(command) && outcome::is_too_early(state, (key, at)) {
                return Vec::new();
            }
            choice::command(state, command)
        }
        Some(Command::Outcome(command)) => {
            if outcome::closes(state, command) && outcome::is_too_early(state, (key, at)) {
                return Vec::new();
            }
            outcome::command(state, command)
        }
        Some(Command::QuitPrompt(command)) => leave::command(state, command),
        Some(Command::Text(command)) => texts::command(state, command),
        Some(Command::Copy(command)) => copy::command(state, command),
        None => typed(state, context, key),
    }
}

/// A key while the send line is open: those of every screen act, and but for the one that leaves they close the line as any other does. One
/// that asks for a word stays while it is only drawn anew.
fn on_send_line(state: &mut State, key: Key, at: Timestamp) -> Vec<Effect> {
    let Some(Command::Program(command)) = keymap::command(Context::Everywhere, key) else {
        let effects = review::send_line_key(state, key, at);
        return session::with_credentials(state, effects);
    };
    let is_kept = match command {
        ProgramCommand::Leave => true,
        ProgramCommand::Redraw => asked_word(state).is_some(),
        ProgramCommand::Suspend
        | ProgramCommand::Help
        | ProgramCommand::Details
        | ProgramCommand::CopyMenu
        | ProgramCommand::SayHowToSend => false,
    };
    if !is_kept {
        review::close_send_line(state);
        state.say(words::NOTHING_WAS_SENT);
    }
    program(state, command)
}

fn program(state: &mut State, command: ProgramCommand) -> Vec<Effect> {
    match command {
        ProgramCommand::Leave => leave::interrupted(state),
        ProgramCommand::Redraw => vec![Effect::Redraw],
        ProgramCommand::Suspend => {
            let mut effects = review::suspended(state);
            effects.push(Effect::Suspend);
            effects
        }
        ProgramCommand::Help => {
            texts::help(state);
            Vec::new()
        }
        ProgramCommand::Details => {
            texts::details(state);
            Vec::new()
        }
        ProgramCommand::CopyMenu => {
            copy::open(state);
            Vec::new()
        }
        ProgramCommand::SayHowToSend => {
            state
                .say("y sends nothing here: c copies, e edits; on a review y opens the send line.");
            Vec::new()
        }
    }
}

/// A key without a command: it types where something is typed, else a notice says that it means nothing here.
fn typed(state: &mut State, context: Context, key: Key) -> Vec<Effect> {
    match context {
        Context::Filter if state.above.is_empty() => explorer::typed(state, key),
        Context::Filter => qualifier_filter::typed(state, key),
        Context::Form => {
            form::typed(state, key);
            Vec::new()
        }
        Context::Discard => {
            form::discard_typed(state, key);
            Vec::new()
        }
        Context::QuitPrompt => {
            leave::typed(state, key);
            Vec::new()
        }
        Context::CopyMenu => {
            copy::closed(state);
            Vec::new()
        }
        Context::Everywhere
        | Context::Explorer
        | Context::Function
        | Context::Review
        | Context::SendLine
        | Context::Checking
        | Context::Sending
        | Context::Choice
        | Context::Text
        | Context::Outcome => {
            if !matches!(key.code, KeyCode::Escape) {
                let where_to_look = if has_help(context) {
                    "? shows all keys."
                } else {
                    "The keys that work are below."
                };
                state.say(format!("{key} means nothing here. {where_to_look}"));
            }
            Vec::new()
        }
    }
}

/// Says whether `?` opens the help in a context.
fn has_help(context: Context) -> bool {
    keymap::command(context, Key::character('?')) == Some(Command::Program(ProgramCommand::Help))
}

/// Several printable characters in one read, where nothing is typed and the first of them does not open a field; a held key that only
/// moves is none. What somebody typed ahead of a slow line, as `/name` and Enter, is no paste: it lands in the field that it opens.
fn looks_pasted(context: Context, keys: &[Key]) -> bool {
    let opens_field = |key: &Key| keymap::command(context, *key).is_some_and(keymap::opens_field);
    if keymap::types(context) || keys.first().is_some_and(opens_field) {
        return false;
    }
    let printable = keys.iter().filter(|key| key.typed().is_some()).count();
    let moves = |key: &Key| keymap::command(context, *key).is_some_and(keymap::only_moves);
    let harmless = keys
        .iter()
        .all(|key| moves(key) || (key.typed().is_none() && key.modifier == Modifier::None));
    printable >= PASTE_LENGTH && !harmless
}
