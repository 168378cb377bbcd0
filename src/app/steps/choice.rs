//! The choice between two versions of the same settings: what its keys do, and the review that follows.
//!
//! Knows that what was chosen is judged and reviewed as any draft is. Does not know the three sides themselves.

use super::{form, review};
use crate::app::form::Form;
use crate::app::review::choice::Take;
use crate::app::review::{Ending, Stage};
use crate::app::state::{Screen, State};
use crate::app::surroundings;
use crate::domain::change::Origin;
use crate::domain::draft::Draft;
use crate::domain::settings::AsyncSettings;

/// Takes a side for the selected row, or for all.
pub fn decide(state: &mut State, take: Take, all: bool) {
    let size = state.size;
    if let Some(review) = review::open_review(state) {
        if let Stage::Ended(Ending::Drifted(choice)) = &mut review.stage {
            choice.decide(take, all);
        }
        review.write(size);
    }
}

/// Reviews what was chosen between two versions: a new change, based on what is held now.
pub fn review(state: &mut State) {
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
        review::open(state, target, choice.theirs, None, origin);
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
        Some(settings) => review::open(state, target, choice.theirs, Some(settings), Origin::Form),
        None => state.warn("What was chosen can't be sent like this: see the field."),
    }
}
