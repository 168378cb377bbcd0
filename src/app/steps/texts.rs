//! Help and details: opens a text above the screen, and closes it.
//!
//! Knows what each screen has to tell. Does not know how texts are drawn.

use crate::app::details;
use crate::app::document::{Mark, Paragraph};
use crate::app::effect::Effect;
use crate::app::entry::Entry;
use crate::app::footer;
use crate::app::function::FunctionScreen;
use crate::app::help;
use crate::app::keymap::TextCommand;
use crate::app::review::{Ending, Stage};
use crate::app::state::{Screen, State};
use crate::app::text_screen::TextScreen;
use crate::domain::qualifier::Qualifier;
use crate::domain::words;

/// A command in a text.
pub fn command(state: &mut State, command: TextCommand) -> Vec<Effect> {
    match command {
        TextCommand::Back => {
            state.above.pop();
        }
        TextCommand::Move(motion) => {
            let height = footer::document_rows(state);
            if let Some(Screen::Text(text)) = state.above.last_mut() {
                text.document.scroll(motion, height);
            }
        }
    }
    Vec::new()
}

/// Shows the keys that work here, and the marks.
pub fn help(state: &mut State) {
    let paragraphs = help::paragraphs(state.context());
    open(state, "KEYS AND MARKS", paragraphs);
}

/// Shows everything about what is selected.
pub fn details(state: &mut State) {
    let told = match state.above.last() {
        None => state
            .explorer
            .selected(&state.catalogue)
            .map(|entry| listed(state, about(state, entry, &Qualifier::Latest))),
        Some(Screen::Function(screen)) => state
            .catalogue
            .get(&screen.function)
            .map(|entry| of_function(state, screen, entry)),
        Some(Screen::Review(review)) => Some(answer(&review.stage)),
        Some(Screen::Form(_) | Screen::Text(_)) => None,
    };
    // Without a function there may be a failure to tell.
    let failure = state
        .session
        .facts
        .failure()
        .or_else(|| state.catalogue.listing.failure())
        .or_else(|| state.session.identity.failure());
    match told.or_else(|| failure.map(details::failed_read)) {
        Some(paragraphs) => open(state, "DETAILS", paragraphs),
        None => state.say("There is nothing to tell more of."),
    }
}

/// What is told of a function, and before it why the list that it stands in is not whole.
fn listed(state: &State, told: Vec<Paragraph>) -> Vec<Paragraph> {
    let failure = state.catalogue.listing.failure();
    let mut paragraphs = failure.map_or(Vec::new(), details::listing);
    paragraphs.extend(told);
    paragraphs
}

/// All that is known of a function and one of its qualifiers, also that this run removed its settings.
fn about(state: &State, entry: &Entry, qualifier: &Qualifier) -> Vec<Paragraph> {
    let removed = state.memory.removed(&entry.target(qualifier));
    details::paragraphs(entry, qualifier, removed)
}

/// What is told on the screen of a function: of its selected row, or why there is none.
fn of_function(state: &State, screen: &FunctionScreen, entry: &Entry) -> Vec<Paragraph> {
    if let Some(row) = screen.selected() {
        return about(state, entry, &row.qualifier);
    }
    let name = &screen.function.name;
    let said = match screen.missing(entry) {
        Some((qualifier, searched)) => Some(words::missing(name, qualifier, searched)),
        None => screen
            .is_filtered()
            .then(|| words::NO_QUALIFIER_MATCHES.to_owned()),
    };
    details::without_row(entry, said.as_deref())
}

/// AWS's answer to a write, whole.
fn answer(stage: &Stage) -> Vec<Paragraph> {
    let told = match stage {
        Stage::Ended(Ending::Refused { failure, .. }) => details::failure(failure),
        Stage::Ended(Ending::Unknown(unknown)) => details::failure(&unknown.failure),
        Stage::Ended(Ending::Applied {
            held: Some(held),
            exchange,
            ..
        }) => details::answered(held, exchange),
        Stage::Ended(_)
        | Stage::Reading
        | Stage::Asking(_)
        | Stage::Checking(_)
        | Stage::Waiting { .. }
        | Stage::Sending { .. } => Vec::new(),
    };
    if told.is_empty() {
        vec![Paragraph::new(
            Mark::Plain,
            0,
            "Lambda answered nothing more than is shown.",
        )]
    } else {
        told
    }
}

fn open(state: &mut State, title: &str, paragraphs: Vec<Paragraph>) {
    let screen = TextScreen::open(Some(title.to_owned()), paragraphs, state.size);
    state.above.push(Screen::Text(screen));
}
