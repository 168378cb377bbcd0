//! The review on screen: what its keys, answers and timers do, and what follows from its outcome for the rest of the program.
//!
//! Knows that a write that was stored is read again and its draft forgotten. Does not know the stages themselves.

use super::{again, form, function, leave};
use crate::app::catalogue::Part;
use crate::app::effect::Effect;
use crate::app::form::{Form, Refusal};
use crate::app::key::Key;
use crate::app::keymap::ReviewCommand;
use crate::app::layout;
use crate::app::list_cursor::Motion;
use crate::app::review::check::NotSent;
use crate::app::review::choice::Take;
use crate::app::review::unknown::Found;
use crate::app::review::{Ending, Review, Stage, View};
use crate::app::send_line::SendLineAnswer;
use crate::app::state::{Screen, State};
use crate::app::surroundings;
use crate::domain::call::{Answer, Outcome, Reading, RequestId, SessionNumber};
use crate::domain::change::{Origin, ProposedChange};
use crate::domain::draft::Draft;
use crate::domain::failure::Failure;
use crate::domain::field::Field;
use crate::domain::function::Target;
use crate::domain::settings::AsyncSettings;
use crate::domain::validation::check;
use crate::domain::words;

/// Opens the review of a change; says so where there is nothing to send.
pub fn open(
    state: &mut State,
    target: Target,
    base: Reading,
    after: Option<AsyncSettings>,
    origin: Origin,
) {
    let Some(scope) = state.session.scope() else {
        state.warn("The session is not open: nothing can be reviewed yet.");
        return;
    };
    let held = base
        .configuration
        .as_ref()
        .map(|stored| stored.settings.clone());
    let known = surroundings::of(
        state.catalogue.get(&target.function),
        &target,
        held.as_ref(),
    );
    let draft = Draft::from_stored(
        &after
            .as_ref()
            .map(AsyncSettings::as_stored)
            .unwrap_or_default(),
    );
    let warnings = check(&draft, &known, None).warnings;
    let read_at = base.at;
    let proposed = ProposedChange {
        session: state.session.number,
        scope,
        target,
        before: base,
        after,
        origin,
    };
    match proposed.review() {
        Ok(change) => {
            let caller = state
                .session
                .identity
                .value()
                .map(|identity| identity.arn.clone());
            let review = Review::open(change, warnings, known, caller, state.size);
            state.above.push(Screen::Review(Box::new(review)));
        }
        Err(_) => state.say(words::nothing_to_send(read_at)),
    }
}

/// A frame with the review as it is now is on the terminal.
pub fn drawn(state: &mut State) {
    let (now, size) = (state.now, state.size);
    if layout::too_small(size) {
        return;
    }
    let height = state.document_rows();
    if let Some(review) = open_review(state) {
        review.document.drawn(height);
        if let Stage::Asking(line) = &mut review.stage {
            line.drawn(now);
        }
    }
}

/// A command on the review, at any of its stages.
pub fn command(state: &mut State, command: ReviewCommand) -> Vec<Effect> {
    match command {
        ReviewCommand::Move(motion) => scroll(state, motion),
        ReviewCommand::OpenSendLine => open_send_line(state),
        ReviewCommand::NextView => show(state, None),
        ReviewCommand::View(number) => show(state, Some(number)),
        ReviewCommand::Stop => return stop(state),
        ReviewCommand::QuitWhenAnswered => return leave::asked(state),
        ReviewCommand::TakeMine => decide(state, Take::Mine, false),
        ReviewCommand::TakeTheirs => decide(state, Take::Theirs, false),
        ReviewCommand::TakeAllMine => decide(state, Take::Mine, true),
        ReviewCommand::TakeAllTheirs => decide(state, Take::Theirs, true),
        ReviewCommand::ReviewChoice => review_choice(state),
        ReviewCommand::Back => return back(state),
        ReviewCommand::GoOn => return go_on(state),
        ReviewCommand::EditAgain => return edit_again(state),
        ReviewCommand::ReadAgain => return read_again(state),
        ReviewCommand::Undo => return again::undo(state),
        ReviewCommand::RepeatElsewhere => return again::elsewhere(state),
        // The open send line takes its keys itself; these rows of the table are for the footer.
        ReviewCommand::Send | ReviewCommand::CloseSendLine => {}
    }
    Vec::new()
}

fn scroll(state: &mut State, motion: Motion) {
    let (size, height) = (state.size, layout::document_rows(state.size));
    if let Some(review) = open_review(state) {
        if let Stage::Ended(Ending::Drifted(choice)) = &mut review.stage {
            choice.go(motion);
            review.write(size);
        } else {
            review.document.scroll(motion, height);
        }
    }
}

fn open_send_line(state: &mut State) {
    if state.session.read_only {
        state.warn("READ-ONLY (--read-only): this can't be sent from here.");
        return;
    }
    let (size, height) = (state.size, layout::document_rows(state.size));
    let opened = open_review(state).is_some_and(|review| {
        review.show(View::Difference, size);
        review.ask(height)
    });
    if let (false, Some(review)) = (opened, state.review()) {
        let (seen, all) = (review.document.seen, review.document.lines.len());
        state.say(format!(
            "{seen} of {all} lines seen: read on, then press y again."
        ));
    }
}

/// A key while the send line is open.
pub fn send_line_key(state: &mut State, key: Key) -> Vec<Effect> {
    let (now, size) = (state.now, state.size);
    let Some(review) = review_of(&mut state.above) else {
        return Vec::new();
    };
    let (answer, effects) = review.send_line_key(key, now, &mut state.requests);
    match answer {
        SendLineAnswer::TooEarly => {
            state.warn("Ignored: a key came before this line was on screen.");
        }
        SendLineAnswer::Close => state.say("Nothing was sent."),
        SendLineAnswer::Open => {}
        SendLineAnswer::Send => review.write(size),
    }
    effects
}

/// Closes the send line, if it is open; nothing is sent.
pub fn close_send_line(state: &mut State) {
    if let Some(review) = open_review(state)
        && matches!(review.stage, Stage::Asking(_))
    {
        review.stage = Stage::Reading;
    }
}

fn show(state: &mut State, number: Option<u8>) {
    let size = state.size;
    if let Some(review) = open_review(state) {
        let view = match (number, review.view) {
            (Some(1), _) | (None, View::Command) => View::Difference,
            (Some(2), _) | (None, View::Difference) => View::Body,
            (Some(_), _) | (None, View::Body) => View::Command,
        };
        review.show(view, size);
    }
}

/// Takes the answer to a read of the review.
pub fn answered(
    state: &mut State,
    request: RequestId,
    answer: Result<Answer, Failure>,
) -> Vec<Effect> {
    let (now, size, session) = (state.now, state.size, state.session.number);
    let Some(review) = review_of(&mut state.above) else {
        return Vec::new();
    };
    let mut effects = review.answered(
        session,
        (request, answer),
        now,
        &mut state.requests,
        &mut state.memory,
    );
    review.write(size);
    effects.extend(ended(state));
    effects.extend(leave::changed(state));
    effects
}

/// Takes what the write came to.
pub fn written(
    state: &mut State,
    (session, request): (SessionNumber, RequestId),
    outcome: Outcome,
) -> Vec<Effect> {
    if session != state.session.number {
        return Vec::new();
    }
    let (now, size) = (state.now, state.size);
    let Some(review) = review_of(&mut state.above) else {
        return Vec::new();
    };
    if !review.awaits(request) {
        return Vec::new();
    }
    let mut effects = review.written(
        request,
        outcome,
        now,
        &mut state.requests,
        &mut state.memory,
    );
    review.write(size);
    effects.extend(ended(state));
    effects.extend(leave::changed(state));
    effects
}

/// Does what is due by time alone.
pub fn woken(state: &mut State) -> Vec<Effect> {
    let (now, size) = (state.now, state.size);
    let Some(review) = review_of(&mut state.above) else {
        return Vec::new();
    };
    let effects = review.woken(now, &mut state.requests);
    if !effects.is_empty() {
        review.write(size);
    }
    effects
}

/// What follows from an outcome: what was stored is read again, its draft is forgotten; what was refused stands in the form.
fn ended(state: &mut State) -> Vec<Effect> {
    let Some(review) = state.review() else {
        return Vec::new();
    };
    let Stage::Ended(ending) = &review.stage else {
        return Vec::new();
    };
    let target = review.change.target().clone();
    match ending {
        Ending::Applied { .. } | Ending::NotSent(NotSent::AlreadySo) => stored(state, &target),
        Ending::Unknown(unknown) if matches!(unknown.found, Some(Found::Applied(_))) => {
            stored(state, &target)
        }
        Ending::Refused { failure, .. } => {
            let refusal = Refusal {
                fields: blamed(failure),
                failure: failure.clone(),
            };
            if let Some(form) = form_below(state) {
                form.refusal = Some(refusal);
            }
            Vec::new()
        }
        Ending::NotSent(_) | Ending::Drifted(_) | Ending::Unknown(_) => Vec::new(),
    }
}

fn stored(state: &mut State, target: &Target) -> Vec<Effect> {
    state.drafts.forget(target);
    state
        .above
        .retain(|screen| !matches!(screen, Screen::Form(form) if form.target == *target));
    function::read(state, &target.function, &[Part::Configurations])
}

/// The fields that AWS's message is about, by what it names.
fn blamed(failure: &Failure) -> Vec<Field> {
    const SIGNS: [(&str, &[Field]); 6] = [
        ("onSuccess.destination", &[Field::OnSuccess]),
        ("onFailure.destination", &[Field::OnFailure]),
        ("maximumRetryAttempts", &[Field::MaximumRetryAttempts]),
        ("maximumEventAgeInSeconds", &[Field::MaximumEventAge]),
        ("destination", &[Field::OnSuccess, Field::OnFailure]),
        (
            "does not have permissions to call",
            &[Field::OnSuccess, Field::OnFailure],
        ),
    ];
    let message = failure.message.as_deref().unwrap_or_default();
    SIGNS
        .iter()
        .find(|(sign, _)| message.contains(sign))
        .map(|(_, fields)| fields.to_vec())
        .unwrap_or_default()
}

fn stop(state: &mut State) -> Vec<Effect> {
    let size = state.size;
    let Some(review) = review_of(&mut state.above) else {
        return Vec::new();
    };
    let effects = review.stop(&mut state.requests);
    review.write(size);
    leave::stay(state);
    effects
}

fn decide(state: &mut State, take: Take, all: bool) {
    let size = state.size;
    if let Some(review) = open_review(state) {
        if let Stage::Ended(Ending::Drifted(choice)) = &mut review.stage {
            choice.decide(take, all);
        }
        review.write(size);
    }
}

/// Reviews what was chosen between two versions: a new change, based on what is held now.
fn review_choice(state: &mut State) {
    let Some(review) = state.review() else {
        return;
    };
    let Stage::Ended(Ending::Drifted(choice)) = &review.stage else {
        return;
    };
    if !choice.is_decided() {
        state.warn("A row is not decided: m takes yours, t theirs.");
        return;
    }
    let (choice, change) = (choice.clone(), review.change.clone());
    let target = change.target().clone();
    state.above.pop();
    let mine = change
        .after()
        .map(AsyncSettings::as_stored)
        .unwrap_or_default();
    let draft = choice.draft(&Draft::from_stored(&mine));
    if change.after().is_none() && draft == Draft::default() {
        let origin = change.proposed().origin.clone();
        open(state, target, choice.theirs, None, origin);
        return;
    }
    let held = choice
        .theirs
        .configuration
        .as_ref()
        .map(|stored| stored.settings.clone());
    let known = surroundings::of(
        state.catalogue.get(&target.function),
        &target,
        held.as_ref(),
    );
    let mut form = Form::open(target.clone(), choice.theirs.clone(), Some(&draft), known);
    let settings = form.settings();
    state
        .above
        .retain(|screen| !matches!(screen, Screen::Form(_)));
    state.above.push(Screen::Form(Box::new(form)));
    form::keep_open_draft(state);
    match settings {
        Some(settings) => open(state, target, choice.theirs, Some(settings), Origin::Form),
        None => state.warn("What was chosen can't be sent like this: see the field."),
    }
}

/// Back: from the review to what is below it; from an outcome to the function.
fn back(state: &mut State) -> Vec<Effect> {
    let ended = state.review().is_some_and(|review| {
        matches!(review.stage, Stage::Ended(_))
            && !matches!(review.stage, Stage::Ended(Ending::Drifted(_)))
    });
    form::keep_open_draft(state);
    let effects = close(state);
    if ended {
        state
            .above
            .retain(|screen| matches!(screen, Screen::Function(_)));
    }
    effects
}

/// Takes the review off the screen, and forgets what it was still reading.
fn close(state: &mut State) -> Vec<Effect> {
    match state.above.pop() {
        Some(Screen::Review(mut review)) => review.abandon(&mut state.requests),
        Some(Screen::Function(_) | Screen::Form(_) | Screen::Text(_)) | None => Vec::new(),
    }
}

/// On from an outcome: to the form where something is to be corrected, else to the function.
fn go_on(state: &mut State) -> Vec<Effect> {
    let correct = state.review().is_some_and(|review| {
        let not_needed = matches!(
            review.stage,
            Stage::Ended(Ending::NotSent(NotSent::AlreadySo))
        );
        let failed = matches!(
            review.stage,
            Stage::Ended(Ending::Refused { .. } | Ending::NotSent(_))
        );
        failed && !not_needed
    });
    if correct {
        edit_again(state)
    } else {
        back(state)
    }
}

/// To the form, if there is one below; else to the function, whose `e` opens it.
fn edit_again(state: &mut State) -> Vec<Effect> {
    let mut effects = close(state);
    if let Some(Screen::Form(form)) = state.above.last_mut() {
        let field = form
            .refusal
            .as_ref()
            .and_then(|refusal| refusal.fields.last().copied());
        if let Some(field) = field {
            form.focus = crate::app::form::Focus::Field(field);
        }
        return effects;
    }
    if state
        .above
        .iter()
        .any(|screen| matches!(screen, Screen::Function(_)))
    {
        effects.extend(function::edit(state));
    }
    effects
}

/// Reads or checks again; never sends.
fn read_again(state: &mut State) -> Vec<Effect> {
    let size = state.size;
    let Some(review) = review_of(&mut state.above) else {
        return Vec::new();
    };
    let effects = match &mut review.stage {
        Stage::Ended(Ending::Unknown(unknown)) if unknown.is_looking() => Vec::new(),
        // It arrived: what somebody changes later does not make that unknown again.
        Stage::Ended(Ending::Unknown(unknown))
            if matches!(unknown.found, Some(Found::Applied(_))) =>
        {
            let function = review.change.target().function.clone();
            return function::read(state, &function, &[Part::Configurations]);
        }
        Stage::Ended(Ending::Unknown(unknown)) => {
            vec![unknown.look(&review.change, &mut state.requests)]
        }
        Stage::Ended(Ending::Applied { .. } | Ending::NotSent(NotSent::AlreadySo)) => {
            let function = review.change.target().function.clone();
            return function::read(state, &function, &[Part::Configurations]);
        }
        Stage::Ended(Ending::Refused { .. } | Ending::NotSent(_)) => {
            review.stage = Stage::Reading;
            state.notice = None;
            Vec::new()
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

fn open_review(state: &mut State) -> Option<&mut Review> {
    review_of(&mut state.above)
}

/// The review, wherever it is among the screens.
fn review_of(above: &mut [Screen]) -> Option<&mut Review> {
    above.iter_mut().rev().find_map(|screen| match screen {
        Screen::Review(review) => Some(review.as_mut()),
        Screen::Function(_) | Screen::Form(_) | Screen::Text(_) => None,
    })
}

fn form_below(state: &mut State) -> Option<&mut Form> {
    state.above.iter_mut().find_map(|screen| match screen {
        Screen::Form(form) => Some(form.as_mut()),
        Screen::Function(_) | Screen::Review(_) | Screen::Text(_) => None,
    })
}
