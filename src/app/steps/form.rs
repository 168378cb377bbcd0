//! The form: what its keys do. Nothing typed is lost: leaving keeps the draft.
//!
//! Knows when a draft is kept and when it may be reviewed. Does not know the rules themselves.

use super::{explorer, function, review, texts};
use crate::app::drafts::KeptDraft;
use crate::app::effect::Effect;
use crate::app::form::{Focus, Form};
use crate::app::key::{Key, KeyCode};
use crate::app::keymap::FormCommand;
use crate::app::state::{Screen, State};
use crate::app::surroundings;
use crate::app::text_field::MOST_CHARACTERS;
use crate::domain::change::Origin;
use crate::domain::function::Target;
use crate::domain::import::{self, Imported};
use crate::domain::paste::PasteProblem;
use crate::domain::words;

/// The word that throws a draft away.
const WORD: &str = "y";

/// A command in the form.
pub fn command(state: &mut State, command: FormCommand) -> Vec<Effect> {
    let Some(form) = open_form(state) else {
        return Vec::new();
    };
    if leaves_field(command)
        && let Some(turned) = form.turn_urls()
        && let Some(text) = words::pasted(&turned)
    {
        state.say(text);
    }
    let Some(form) = open_form(state) else {
        return Vec::new();
    };
    match command {
        FormCommand::PreviousField => form.focus_previous(),
        FormCommand::Enter if form.focus == Focus::ReviewButton => open_review(state),
        FormCommand::NextField | FormCommand::Enter => form.focus_next(),
        FormCommand::Review => open_review(state),
        FormCommand::AsHeld => form.as_held(),
        FormCommand::Discard if form.is_changed() => form.discarding = Some(String::new()),
        FormCommand::Discard => {
            state.say("There is no draft to throw away: the form shows what Lambda holds.");
        }
        FormCommand::ConfirmDiscard => confirm_discard(state),
        FormCommand::KeepDraft => form.discarding = None,
        FormCommand::Back => return back(state),
    }
    Vec::new()
}

/// Says whether a command means that what the focused field says is complete.
fn leaves_field(command: FormCommand) -> bool {
    match command {
        FormCommand::NextField
        | FormCommand::PreviousField
        | FormCommand::Enter
        | FormCommand::Review
        | FormCommand::Back => true,
        FormCommand::AsHeld
        | FormCommand::Discard
        | FormCommand::ConfirmDiscard
        | FormCommand::KeepDraft => false,
    }
}

/// A key that edits the focused field.
pub fn typed(state: &mut State, key: Key) {
    let Some(form) = open_form(state) else {
        return;
    };
    if form.focus == Focus::ReviewButton && key == Key::character('?') {
        // In a field it types; on the button nothing does, and somebody looks for help.
        texts::help(state);
        return;
    }
    if form.key(key) {
        if key.typed().is_some() && form.is_full() {
            state.warn(left_out());
        }
        return;
    }
    let text = match form.focus {
        Focus::ReviewButton => "Enter opens the review, Tab goes to the fields.".to_owned(),
        Focus::Field(_) => format!("{key} means nothing here."),
    };
    state.say(text);
}

/// What is said of a key that types into a full field.
#[must_use]
pub fn left_out() -> String {
    format!(
        "What is typed now is left out: {}",
        words::field_is_full(MOST_CHARACTERS)
    )
}

/// What is said of a paste that a field has no room for.
#[must_use]
pub fn too_long() -> String {
    let most = MOST_CHARACTERS;
    words::paste_problem(&PasteProblem::TooLong { most })
}

/// A paste: a whole configuration fills the form, anything else goes into the focused field.
pub fn pasted(state: &mut State, text: &str) -> Vec<Effect> {
    let Some(form) = open_form(state) else {
        return Vec::new();
    };
    match import::read(text) {
        Some(Ok(imported)) => {
            filled(state, &imported);
            return Vec::new();
        }
        Some(Err(refusal)) => {
            state.warn_marked(words::import_refusal(&refusal));
            return Vec::new();
        }
        None => {}
    }
    match form.paste(text) {
        Ok(None) => state.warn("Ignored: there is no field here to paste into."),
        Ok(Some(pasted)) => {
            if let Some(text) = words::pasted(&pasted) {
                state.say(text);
            }
        }
        Err(problem) => state.warn_marked(words::paste_problem(&problem)),
    }
    Vec::new()
}

/// Fills the form with a configuration; says so where the text was for another target.
fn filled(state: &mut State, imported: &Imported) {
    let runs_as = state.session.runs_as();
    let Some(form) = open_form(state) else {
        return;
    };
    let naming = imported.named.compare(&form.target);
    let origin = Origin::text(words::imported_from(imported, &naming, &form.target));
    let filled = form.fill(&imported.settings, origin);
    let other = words::imported_for_another(imported, &naming, &form.target, &runs_as);
    if let Err(problem) = filled {
        state.warn_marked(words::paste_problem(&problem));
        return;
    }
    match other {
        Some(other) => state.warn(other),
        None => state.say(words::imported(imported)),
    }
}

/// A key while the word is awaited that throws the draft away.
pub fn discard_typed(state: &mut State, key: Key) {
    let Some(form) = open_form(state) else {
        return;
    };
    form.discarding = match (key.typed(), key.code, form.discarding.as_deref()) {
        (Some('y'), _, Some("")) => Some(WORD.to_owned()),
        (None, KeyCode::Backspace, Some(_)) => Some(String::new()),
        _ => None,
    };
}

fn confirm_discard(state: &mut State) {
    let Some(Screen::Form(form)) = state.above.last() else {
        return;
    };
    if form.discarding.as_deref() != Some(WORD) {
        return;
    }
    state.drafts.forget(&form.target);
    let said = format!("The draft of {} is thrown away.", form.target);
    state.above.pop();
    function::refresh_shown(state);
    state.say(said);
}

fn back(state: &mut State) -> Vec<Effect> {
    keep_open_draft(state);
    state.above.pop();
    function::refresh_shown(state);
    explorer::read_visible(state)
}

/// Keeps what is typed in an open form, wherever it is among the screens.
pub fn keep_open_draft(state: &mut State) {
    if let Some(form) = state.above.iter().find_map(Screen::form) {
        match form.kept() {
            Some(kept) => state.drafts.keep(&form.target, kept),
            None => state.drafts.forget(&form.target),
        }
    }
}

/// Opens the review of the draft; says what is in the way where there is something.
fn open_review(state: &mut State) {
    if !review_if_sendable(state)
        && let Some(form) = open_form(state)
    {
        let obstacle = obstacle(form);
        state.warn(obstacle);
    }
}

/// Opens the review of the draft, if it can be sent.
fn review_if_sendable(state: &mut State) -> bool {
    let Some(form) = open_form(state) else {
        return false;
    };
    let Some(settings) = form.settings() else {
        return false;
    };
    let (target, KeptDraft { base, origin, .. }) = (form.target.clone(), form.as_kept());
    keep_open_draft(state);
    review::open(state, target, base, Some(settings), origin);
    true
}

/// Opens a form with a draft that was put together elsewhere, and its review above it.
pub(super) fn propose(state: &mut State, target: Target, draft: KeptDraft) {
    let entry = state.catalogue.get(&target.function);
    let known = surroundings::of(entry, &target, draft.base.settings());
    let refused = format!("This can't be sent to {target} like this: see below the field.");
    let form = Form::resume(target, draft, known);
    state.above.push(Screen::Form(Box::new(form)));
    if !review_if_sendable(state) {
        keep_open_draft(state);
        state.warn(refused);
    }
}

/// Which field keeps the draft from being reviewed; what is wrong with it stands below the field.
fn obstacle(form: &Form) -> String {
    match form.checked.first_obstacle() {
        Some(field) => format!(
            "{} can't be sent like this: see below the field.",
            field.label()
        ),
        None => "The draft can't be sent like this.".to_owned(),
    }
}

fn open_form(state: &mut State) -> Option<&mut Form> {
    state.above.last_mut()?.form_mut()
}
