//! The review on screen: what its keys, answers and timers do.
//!
//! Knows where the review is among the screens. Does not know the stages themselves, nor what follows from an outcome.

use jiff::Timestamp;

use super::{function, leave, outcome, session};
use crate::app::effect::Effect;
use crate::app::entry::Part;
use crate::app::footer::{self, Footer};
use crate::app::key::{Key, KeyCode};
use crate::app::keymap::{CheckingCommand, ReviewCommand, SendingCommand};
use crate::app::layout;
use crate::app::list_cursor::Motion;
use crate::app::memory::Look;
use crate::app::reading;
use crate::app::requests::Reply;
use crate::app::review::{Ending, Review, Stage, View};
use crate::app::send_line::SendLineAnswer;
use crate::app::state::{Screen, State};
use crate::app::surroundings;
use crate::domain::call::{Answer, Outcome, Reading, RequestId, Urgency};
use crate::domain::change::{Origin, ProposedChange};
use crate::domain::failure::{Failure, FailureKind, Operation};
use crate::domain::function::{FunctionKey, Target};
use crate::domain::settings::AsyncSettings;
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
    let entry = state.catalogue.get(&target.function);
    let known = surroundings::of(entry, &target, base.settings());
    let nothing = words::nothing_to_send(&base);
    // What a form was filled with was on screen; what was sent or copied before may be older than what was set since.
    let changed_since = match &origin {
        Origin::Undo(_) | Origin::Text { .. } => state.memory.changed_since(&target, &base),
        Origin::Form | Origin::Choice { .. } | Origin::Removal => None,
    };
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
            let runs_as = state.session.runs_as();
            let mut review = Review::open(change, known, caller, runs_as, state.size);
            review.overwrites(changed_since, state.size);
            state.above.push(Screen::Review(Box::new(review)));
            tell_open_write(state);
        }
        Err(_) => state.say(nothing),
    }
}

/// A frame is on the terminal; what another screen covers was not seen in it.
pub fn drawn(state: &mut State) {
    let (now, size) = (state.now, state.size);
    if layout::too_small(size) {
        return;
    }
    let height = footer::document_rows(state);
    if let Some(Screen::Review(review)) = state.above.last_mut() {
        review.drawn(now, height);
    }
}

/// A command on the review, before its send line.
pub fn command(state: &mut State, command: ReviewCommand) -> Vec<Effect> {
    match command {
        ReviewCommand::Move(motion) => scroll(state, motion),
        ReviewCommand::CheckNow => return check_now(state),
        ReviewCommand::OpenSendLine => open_send_line(state),
        ReviewCommand::NextView => show(state, View::after),
        ReviewCommand::PreviousView => show(state, View::before),
        ReviewCommand::View(view) => show(state, |_| view),
        ReviewCommand::Back => return outcome::back(state),
    }
    Vec::new()
}

/// A command while the checks before a write are on their way.
pub fn checking_command(state: &mut State, command: CheckingCommand) -> Vec<Effect> {
    match command {
        CheckingCommand::Move(motion) => {
            scroll(state, motion);
            Vec::new()
        }
        CheckingCommand::Stop => stop(state),
    }
}

/// A command while a write is on its way.
pub fn sending_command(state: &mut State, command: SendingCommand) -> Vec<Effect> {
    match command {
        SendingCommand::Move(motion) => scroll(state, motion),
        SendingCommand::QuitWhenAnswered => return leave::asked(state),
        SendingCommand::Stay => leave::stay(state),
    }
    Vec::new()
}

pub(super) fn scroll(state: &mut State, motion: Motion) {
    let (size, height) = (state.size, footer::document_rows(state));
    if let Some(review) = open_review(state) {
        if let Stage::Ended(Ending::Drifted(choice)) = &mut review.stage {
            choice.go(motion);
            review.write(size);
        } else {
            review.document.scroll(motion, height);
        }
    }
}

/// Makes the checks before a write now; what they find is said, and nothing is sent.
pub(super) fn check_now(state: &mut State) -> Vec<Effect> {
    let (now, size) = (state.now, state.size);
    let Some(review) = review_of(&mut state.above) else {
        return Vec::new();
    };
    let effects = review.look(now, &mut state.requests);
    review.write(size);
    tell(state);
    effects
}

/// Goes back from what moved to the review as it reads now, which is read before the send line opens again.
pub(super) fn read_anew(state: &mut State) -> Vec<Effect> {
    let size = state.size;
    if let Some(review) = review_of(&mut state.above) {
        review.read_on();
        review.write(size);
        state.notice = None;
    }
    tell(state);
    Vec::new()
}

/// Tells the review what is known around its change by now: an outcome does not read along.
pub(super) fn tell(state: &mut State) {
    let size = state.size;
    if let Some(review) = review_of(&mut state.above) {
        let target = review.change.target();
        let entry = state.catalogue.get(&target.function);
        let known = surroundings::of(entry, target, review.change.before_settings());
        review.know(known, size);
    }
}

fn open_send_line(state: &mut State) {
    if state.session.read_only {
        state.warn("READ-ONLY (--read-only): this can't be sent from here. c w copies it as an aws command.");
        return;
    }
    let size = state.size;
    if let Some(review) = open_review(state) {
        review.show(View::Difference, size);
    }
    let height = footer::document_rows(state);
    let opened = open_review(state).is_some_and(|review| review.ask(height));
    if opened && !has_whole_send_line(state) {
        close_send_line(state);
        state.warn(words::NEEDS_LARGER_WINDOW);
    }
    if let (false, Some(review)) = (opened, state.review()) {
        let (seen, all) = (review.document.seen, review.document.lines.len());
        let text = if review.document.shows_end(height) {
            "The rest is on screen now: y again opens the send line.".to_owned()
        } else {
            format!("{seen} of {all} lines seen: read on, then press y again.")
        };
        state.say(text);
    }
}

/// Says whether the send line is on screen whole, below the header: what it does not show is not sent.
fn has_whole_send_line(state: &State) -> bool {
    Footer::of(state).fits(state.size)
}

/// A key while the send line is open, and when it was read.
pub fn send_line_key(state: &mut State, key: Key, at: Timestamp) -> Vec<Effect> {
    if key.code != KeyCode::Escape && !has_whole_send_line(state) {
        state.warn(words::NEEDS_LARGER_WINDOW);
        return Vec::new();
    }
    let (now, size) = (state.now, state.size);
    let Some(review) = review_of(&mut state.above) else {
        return Vec::new();
    };
    let (answer, effects) = review.send_line_key((key, at), now, &mut state.requests);
    match answer {
        SendLineAnswer::TooEarly(keys) => state.warn(words::too_early(keys)),
        SendLineAnswer::Close => state.say(words::NOTHING_WAS_SENT),
        SendLineAnswer::Open => {}
        SendLineAnswer::Incomplete => {
            if let Stage::Asking(line) = &review.stage {
                let word = words::clean(line.word());
                let text = format!("Type {word}, then Enter; Esc closes this line.");
                state.warn(text);
            }
        }
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

fn show(state: &mut State, which: impl FnOnce(View) -> View) {
    let size = state.size;
    if let Some(review) = open_review(state) {
        let view = which(review.view);
        review.show(view, size);
    }
}

/// Takes the answer to a read of the review.
pub fn answered(state: &mut State, mut reply: Reply) -> Vec<Effect> {
    let (now, size) = (state.now, state.size);
    if is_absence_elsewhere(state, &reply) {
        reply.answer = Err(Failure::new(
            FailureKind::ChangedCredentials,
            Operation::GetFunctionEventInvokeConfig,
            "The credentials changed: it is not known yet whose function this is.",
        ));
    }
    if state.memory.watches(reply.request) {
        let look = state.memory.looked(reply.request, reply.answer, now);
        return look.map_or_else(Vec::new, |look| looked(state, look));
    }
    if let Ok(Answer::Identity(identity)) = &reply.answer {
        session::caller_seen(state, identity);
    }
    let mut effects = see(state, &reply.answer);
    let Some(review) = review_of(&mut state.above) else {
        return effects;
    };
    let was_looking = review.is_looking();
    let before = review.change.before().at;
    effects.extend(review.answered(
        &state.session,
        reply,
        now,
        &mut state.requests,
        &mut state.memory,
    ));
    let is_back = was_looking && review.stage == Stage::Reading;
    let is_not_sent = matches!(review.stage, Stage::Ended(Ending::NotSent(_)));
    let caller = review.other_reviewer().zip(review.sender());
    let caller = caller.map(|(then, now)| format!(" Caller {}.", words::caller_changed(then, now)));
    let said = words::checked_again(now, &review.recheck) + &caller.unwrap_or_default();
    let saved_again = Some(review.change.before()).filter(|reading| reading.at != before);
    let saved_again = saved_again.map(|reading| (review.change.target().clone(), reading.clone()));
    review.write(size);
    if let Some((target, reading)) = saved_again {
        effects.extend(function::hold(state, &target, reading));
    }
    if is_back {
        tell(state);
        state.say(said);
    } else if was_looking && is_not_sent {
        state.say(format!("Checked {}; nothing was sent.", words::time(now)));
    }
    effects.extend(outcome::ended(state));
    effects.extend(leave::changed(state));
    effects
}

/// Takes over what the check read around the settings: it is newer than what the lists say, and stays on screen after the write. All that
/// speaks of the target rests on it from then on, the review that comes to nothing as well.
fn see(state: &mut State, answer: &Result<Answer, Failure>) -> Vec<Effect> {
    let Some(function) = state
        .review()
        .map(|review| review.change.target().function.clone())
    else {
        return Vec::new();
    };
    let Some(read_anew) = seen(state, &function, answer) else {
        return Vec::new();
    };
    let mut effects = reading::ask_all(
        &mut state.catalogue,
        &mut state.requests,
        &function,
        read_anew,
        Urgency::Visible,
    );
    effects.extend(function::know(state, &function));
    effects
}

/// Takes over one answer; says what is to be read again where something else was known, after the check. Where the list of aliases says
/// otherwise than the alias, it is from before that was moved or made, and so is what was read with it.
fn seen(
    state: &mut State,
    function: &FunctionKey,
    answer: &Result<Answer, Failure>,
) -> Option<&'static [Part]> {
    const READ_WITH_IT: [Part; 4] = [
        Part::Aliases,
        Part::Versions,
        Part::Description,
        Part::Concurrency,
    ];
    let is_there = match answer {
        Ok(Answer::Alias(alias)) => alias.is_some(),
        Ok(Answer::Description(Some(seen))) => function.is_answered_for(&seen.function),
        Ok(_) | Err(_) => false,
    };
    if is_there && state.catalogue.is_there(function, state.now) {
        return Some(&Part::ALL);
    }
    let entry = state.catalogue.get_mut(function)?;
    let (is_news, read_anew): (bool, &'static [Part]) = match answer {
        Ok(Answer::Alias(Some(alias))) => (entry.see_alias(alias.clone()), &READ_WITH_IT),
        Ok(Answer::Description(Some(seen))) if is_there => {
            (entry.see_description(seen.clone()), &[])
        }
        Ok(Answer::Concurrency(reserved)) => (entry.see_concurrency(*reserved), &[]),
        Ok(_) | Err(_) => (false, &[]),
    };
    is_news.then_some(read_anew)
}

/// Says whether a look found nothing, under credentials that may be another account's: a configuration tells whose it is, its absence
/// does not. Who they are is asked, and then it is looked again.
fn is_absence_elsewhere(state: &State, reply: &Reply) -> bool {
    let is_look = state.memory.watches(reply.request)
        || state
            .above
            .iter()
            .filter_map(Screen::review)
            .any(|review| review.looks_by(reply.request));
    let confirmed = state.session.identity.value();
    let is_confirmed = confirmed.is_none_or(|who| Some(who.credentials) == reply.credentials);
    is_look && !is_confirmed && matches!(reply.answer, Ok(Answer::Configuration(None)))
}

/// A look after a write whose screen was left: what it read is what is shown from now on. Says so when it is known what became of it.
fn looked(state: &mut State, look: Look) -> Vec<Effect> {
    let Look {
        change,
        sent_at,
        reading,
        is_news,
    } = look;
    let target = change.target();
    let mut effects = Vec::new();
    if is_news {
        state.say(words::found_by_reading(change.method(), target, sent_at));
        effects.extend(outcome::stored(state, &change, reading.as_ref()));
    }
    tell_open_write(state);
    if let Some(reading) = reading {
        // Of writes that sent the same, it tells of the one that it was made for.
        effects.extend(noticed(state, target, &reading));
        effects.extend(function::hold(state, target, reading));
    }
    effects
}

/// Every write to this target of which nobody knows what became of it learns what was read for another one.
pub(super) fn noticed(state: &mut State, target: &Target, reading: &Reading) -> Vec<Effect> {
    let looks = state.memory.noticed(target, reading);
    let effects = looks.into_iter().map(|look| looked(state, look));
    effects.flatten().collect()
}

/// Tells the review on screen of other writes to its target that nothing proves to be over, or that there are none any more.
fn tell_open_write(state: &mut State) {
    let size = state.size;
    if let Some(review) = review_of(&mut state.above) {
        review.follows(&state.memory, size);
    }
}

/// Takes what the write came to, also where the session ended meanwhile: an outcome is never lost.
pub fn written(state: &mut State, request: RequestId, outcome: Outcome) -> Vec<Effect> {
    let (now, size) = (state.now, state.size);
    if !review_of(&mut state.above).is_some_and(|review| review.awaits(request)) {
        return Vec::new();
    }
    session::heard(state, outcome.failure());
    session::heard_of_write(state, outcome.failure());
    let Some(review) = review_of(&mut state.above) else {
        return Vec::new();
    };
    let mut effects = review.written(
        request,
        outcome,
        now,
        &mut state.requests,
        &mut state.memory,
    );
    review.write(size);
    effects.extend(outcome::ended(state));
    effects.extend(leave::changed(state));
    effects
}

/// Does what is due by time alone.
pub fn woken(state: &mut State) -> Vec<Effect> {
    let (now, size) = (state.now, state.size);
    let mut effects = state.memory.look(now, &mut state.requests);
    let Some(review) = review_of(&mut state.above) else {
        return effects;
    };
    let was_waiting = matches!(review.stage, Stage::Waiting { .. });
    effects.extend(review.woken(now, &mut state.requests));
    review.write(size);
    if was_waiting && matches!(review.stage, Stage::Ended(_)) {
        effects.extend(outcome::ended(state));
        effects.extend(leave::changed(state));
    }
    effects
}

/// Stops checks and pauses before the program is suspended: what somebody approved before is not sent when they come back.
pub(super) fn suspended(state: &mut State) -> Vec<Effect> {
    let is_on_its_way = state
        .review()
        .is_some_and(|review| matches!(review.stage, Stage::Checking(_) | Stage::Waiting { .. }));
    if is_on_its_way {
        stop(state)
    } else {
        Vec::new()
    }
}

fn stop(state: &mut State) -> Vec<Effect> {
    let size = state.size;
    let Some(review) = review_of(&mut state.above) else {
        return Vec::new();
    };
    let effects = review.stop(&mut state.requests);
    review.write(size);
    if review.stage == Stage::Reading {
        state.say("You stopped the check. Nothing was sent.");
    }
    leave::stay(state);
    effects
}

pub(super) fn open_review(state: &mut State) -> Option<&mut Review> {
    review_of(&mut state.above)
}

/// The review, wherever it is among the screens.
pub(super) fn review_of(above: &mut [Screen]) -> Option<&mut Review> {
    above.iter_mut().rev().find_map(Screen::review_mut)
}
