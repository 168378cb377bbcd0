//! The choice between two versions of the same settings: what its keys do, and the review that follows.
//!
//! Knows that what was chosen is judged and reviewed as any draft is. Does not know the three sides themselves.

use super::{form, outcome, review};
use crate::app::drafts::KeptDraft;
use crate::app::effect::Effect;
use crate::app::keymap::ChoiceCommand;
use crate::app::review::choice::{Choice, Rows, Take};
use crate::app::review::{Ending, Stage};
use crate::app::state::{Screen, State};
use crate::domain::change::{Origin, ProposedChange};
use crate::domain::draft::Draft;
use crate::domain::function::Target;
use crate::domain::settings::AsyncSettings;
use crate::domain::validation::sendable;

/// A command of the choice.
pub fn command(state: &mut State, command: ChoiceCommand) -> Vec<Effect> {
    match command {
        ChoiceCommand::Move(motion) => review::scroll(state, motion),
        ChoiceCommand::TakeMine => decide(state, Take::Mine, Rows::Selected),
        ChoiceCommand::TakeTheirs => decide(state, Take::Theirs, Rows::Selected),
        ChoiceCommand::TakeAllMine => decide(state, Take::Mine, Rows::All),
        ChoiceCommand::TakeAllTheirs => decide(state, Take::Theirs, Rows::All),
        ChoiceCommand::Review => review_chosen(state),
        ChoiceCommand::Back => return outcome::back(state),
    }
    Vec::new()
}

/// Says whether a command takes the choice off the screen.
#[must_use]
pub fn closes(command: ChoiceCommand) -> bool {
    match command {
        ChoiceCommand::Review | ChoiceCommand::Back => true,
        ChoiceCommand::Move(_)
        | ChoiceCommand::TakeMine
        | ChoiceCommand::TakeTheirs
        | ChoiceCommand::TakeAllMine
        | ChoiceCommand::TakeAllTheirs => false,
    }
}

fn decide(state: &mut State, take: Take, rows: Rows) {
    let size = state.size;
    if let Some(review) = review::open_review(state) {
        if let Stage::Ended(Ending::Drifted(choice)) = &mut review.stage {
            choice.decide(take, rows);
        }
        review.write(size);
    }
}

/// Reviews what was chosen between two versions: a new change, based on what is held now. Where a form is below, it holds what was
/// chosen; where none is, a draft of the same qualifier is another matter and stays as it is.
fn review_chosen(state: &mut State) {
    let Some(Screen::Review(review)) = state.above.last() else {
        return;
    };
    let Stage::Ended(Ending::Drifted(choice)) = &review.stage else {
        return;
    };
    if !choice.is_decided() {
        state.warn("A row is not decided: m takes yours, t theirs.");
        return;
    }
    let mine = review.change.after().map(AsyncSettings::as_stored);
    let draft = choice.draft(&Draft::from_stored(&mine.unwrap_or_default()));
    let taken = choice.taken_over();
    let Some(Screen::Review(review)) = state.above.pop() else {
        return;
    };
    let Stage::Ended(Ending::Drifted(Choice { theirs: base, .. })) = review.stage else {
        return;
    };
    let ProposedChange {
        target,
        after,
        origin,
        ..
    } = review.change.into();
    let removes = after.is_none() && draft == Draft::default();
    let chosen = KeptDraft::begin(draft, base, origin.chosen(taken));
    let is_form = |screen: &Screen| matches!(screen, Screen::Form(_));
    if removes {
        review::open(state, target, chosen.base, None, chosen.origin);
    } else if state.above.iter().any(is_form) {
        state.above.retain(|screen| !is_form(screen));
        form::propose(state, target, chosen);
    } else {
        without_form(state, target, chosen);
    }
}

/// The review of what was chosen where nobody typed anything: of a removal, and of what is put back.
fn without_form(state: &mut State, target: Target, chosen: KeptDraft) {
    let KeptDraft {
        draft,
        base,
        origin,
        begun: _,
    } = chosen;
    // What takes some of their settings over removes the others only.
    let origin = match origin {
        Origin::Removal => Origin::text("the removal that you began"),
        Origin::Form | Origin::Text { .. } | Origin::Choice { .. } | Origin::Undo(_) => origin,
    };
    match sendable(&draft, &target.function, base.settings()) {
        Some(settings) => review::open(state, target, base, Some(settings), origin),
        None => state.warn("What was chosen can't be sent like this: e edits it by hand."),
    }
}
