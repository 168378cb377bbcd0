//! What was typed and not sent: it stays, in a form or in a draft, until it is edited, thrown away or stored.
//!
//! Knows texts, and which messages may take one away. Does not know where the state keeps them in between.

use std::collections::BTreeMap;

use lambda_lasso::app::drafts::KeptDraft;
use lambda_lasso::app::keymap::Context;
use lambda_lasso::app::message::Message;
use lambda_lasso::app::review::check::NotSent;
use lambda_lasso::app::review::{Ending, Stage};
use lambda_lasso::app::state::{Screen, State};
use lambda_lasso::domain::change::ReviewedChange;
use lambda_lasso::domain::draft::Draft;
use lambda_lasso::domain::field::Field;
use lambda_lasso::domain::function::Target;

/// What was typed before a message.
#[derive(Default)]
pub(crate) struct Typed {
    drafts: BTreeMap<Target, KeptDraft>,
    /// The one that the message may edit.
    edited: Option<Target>,
    /// Several keys came at once: the first may lead to a form that the others edit.
    several: bool,
    is_answer: bool,
}

impl Typed {
    pub(crate) fn before(state: &State, message: &Message) -> Self {
        let is_typing = matches!(message, Message::Keys(_) | Message::Pasted(_));
        let several = matches!(message, Message::Keys(keys) if keys.len() > 1);
        let edits = match state.context() {
            // In a choice it is decided whose values are taken.
            Context::Form | Context::Discard | Context::Choice => is_typing,
            Context::Everywhere
            | Context::Explorer
            | Context::Filter
            | Context::Function
            | Context::Review
            | Context::SendLine
            | Context::Checking
            | Context::Sending
            | Context::Outcome
            | Context::QuitPrompt
            | Context::Text
            | Context::CopyMenu => several,
        };
        let open = form(state).map(|(target, _)| target);
        Self {
            drafts: drafts(state),
            edited: open.filter(|_| edits),
            several,
            is_answer: matches!(message, Message::Answered { .. } | Message::Written { .. }),
        }
    }

    /// Whatever was typed before the message is still there.
    pub(crate) fn is_kept(&self, state: &State) {
        let now = drafts(state);
        let opened = form(state).map(|(target, _)| target);
        let opened = opened.filter(|_| self.several);
        // The keys of one read may also open a form, type into it and close it again.
        let mut passed_through = None;
        for (target, before) in &self.drafts {
            if [&self.edited, &opened].contains(&&Some(target.clone())) {
                continue;
            }
            if self.is_answer
                && stored(state, target).any(|change| before.says(target, change.after()))
            {
                continue;
            }
            let held = held(state, target);
            for field in Field::ALL {
                let typed = before.draft.text(field);
                let was_held = base(before).text(field) == typed;
                let kept = now.get(target).map(|kept| kept.draft.text(field));
                let still = kept.or_else(|| held.as_ref().map(|held| held.text(field)));
                let is_kept = was_held || still == Some(typed);
                if !is_kept && self.several {
                    passed_through.get_or_insert(target);
                }
                assert!(
                    is_kept || passed_through == Some(target),
                    "{typed:?}, typed for {target}, became {still:?}"
                );
            }
        }
    }
}

/// Each draft, and what is typed in the open form.
fn drafts(state: &State) -> BTreeMap<Target, KeptDraft> {
    let kept = state.drafts.iter();
    let mut drafts: BTreeMap<Target, KeptDraft> = kept
        .map(|(target, kept)| (target.clone(), kept.clone()))
        .collect();
    if let Some((target, typed)) = form(state) {
        match typed {
            Some(typed) => drafts.insert(target, typed),
            None => drafts.remove(&target),
        };
    }
    drafts
}

fn form(state: &State) -> Option<(Target, Option<KeptDraft>)> {
    state.above.iter().find_map(|screen| match screen {
        Screen::Form(form) => Some((form.target.clone(), form.kept())),
        Screen::Function(_) | Screen::Review(_) | Screen::Text(_) => None,
    })
}

/// The changes of a target that are known to be stored.
fn stored<'a>(state: &'a State, target: &'a Target) -> impl Iterator<Item = &'a ReviewedChange> {
    let sent = state.memory.writes().iter();
    let sent = sent.filter(|write| write.came.word() == "DONE");
    let needless = state.review().filter(|review| {
        matches!(
            review.stage,
            Stage::Ended(Ending::NotSent(NotSent::AlreadySo(_)))
        )
    });
    let needless = needless.into_iter().map(|review| &review.change);
    let all = sent.map(|write| &write.change).chain(needless);
    all.filter(move |change| change.target() == target)
}

/// What the form says that shows what is held now, where that is known.
fn held(state: &State, target: &Target) -> Option<Draft> {
    let entry = state.catalogue.get(&target.function)?;
    let held = entry.configuration(&target.qualifier)?;
    let shown = held.map(|held| Draft::from_stored(&held.settings));
    Some(shown.unwrap_or_default())
}

fn base(kept: &KeptDraft) -> Draft {
    let held = kept.base.settings();
    held.map(Draft::from_stored).unwrap_or_default()
}
