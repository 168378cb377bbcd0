//! The text of an outcome: its word first, then what holds now, then what helps.
//!
//! Knows the words of each ending. Does not know widths or colours.

use jiff::SignedDuration;

use super::choice::Choice;
use super::choice_text;
use super::facts::{aws_says, fact, failure_facts, head, what};
use super::found_text;
use super::members_text;
use super::not_sent_text;
use super::reread::{self, Shows};
use super::{Ending, Review};
use crate::app::document::{Block, Mark, Paragraph};
use crate::app::layout;
use crate::app::memory::Came;
use crate::app::message::Size;
use crate::app::receipt::{self, Receipt};
use crate::app::unknown::{Found, Unknown};
use crate::domain::blame;
use crate::domain::call::Exchange;
use crate::domain::change::Method;
use crate::domain::export::policy;
use crate::domain::failure::Failure;
use crate::domain::field::Field;
use crate::domain::settings::{AsyncSettings, StoredConfiguration, StoredSettings};
use crate::domain::words;

/// The text of an ending: where there is room, with the receipt beside it of what was sent.
pub(super) fn blocks(review: &Review, ending: &Ending, size: Size) -> Vec<Block> {
    let (head, mut rest) = paragraphs(review, ending, size);
    let whole = [Block::Whole(head)].into_iter();
    match receipt_of(review, ending).filter(|_| layout::has_halves(layout::opened(size).columns)) {
        None => whole.chain(rest.into_iter().map(Block::from)).collect(),
        Some(receipt) => {
            let mut right = vec![Paragraph::new(
                Mark::Heading,
                0,
                "Receipt, as c r copies it",
            )];
            let lines = receipt.lines();
            right.extend(lines.map(|line| Paragraph::copied(4, line)));
            if rest.first() == Some(&Paragraph::empty()) {
                rest.remove(0);
            }
            let halves = Block::Halves { left: rest, right };
            whole.chain([Paragraph::empty().into(), halves]).collect()
        }
    }
}

/// The first paragraph, which begins with the word of the ending, and the others.
fn paragraphs(review: &Review, ending: &Ending, size: Size) -> (Paragraph, Vec<Paragraph>) {
    let (head, mut rest) = match ending {
        Ending::Applied {
            held,
            exchange,
            tries,
        } => applied(review, held.as_ref(), exchange, *tries),
        Ending::Refused {
            failure,
            exchange,
            tries,
            within,
        } => refused(review, failure, exchange, (*tries, *within)),
        Ending::NotSent(reason) => not_sent_text::paragraphs(review, reason),
        Ending::Drifted(choice) => drifted(review, choice, size),
        Ending::Unknown(unknown) => unknown_outcome(review, unknown),
    };
    let read_again = review.reread.as_ref().map(reread::paragraph);
    let beside = written_beside(review, ending);
    let overwritten = overwritten(review, ending);
    let first = read_again.into_iter().chain(overwritten).chain(beside);
    rest.splice(0..0, first);
    (head, rest)
}

/// What was overwritten by a write that arrived late: what was shown as held until then is nowhere else any more.
fn overwritten(review: &Review, ending: &Ending) -> Option<Paragraph> {
    let Ending::Unknown(unknown) = ending else {
        return None;
    };
    let said = words::overwritten(&review.change, unknown.overwritten()?);
    Some(Paragraph::new(
        Mark::Bad,
        9,
        format!("{:<8} {said}", "between"),
    ))
}

/// Which other writes of this run to the same target can still arrive.
fn written_beside<'a>(
    review: &'a Review,
    ending: &'a Ending,
) -> impl Iterator<Item = Paragraph> + 'a {
    review.open_writes.iter().map(|open| {
        let said = match ending {
            Ending::Applied { .. } | Ending::Unknown(_) => words::can_arrive_over(*open),
            Ending::Refused { .. } | Ending::NotSent(_) | Ending::Drifted(_) => {
                words::can_still_arrive(*open)
            }
        };
        Paragraph::new(Mark::Warning, 9, format!("{:<8} {said}", ""))
    })
}

/// The receipt of what was sent, in the words in which it is copied.
fn receipt_of(review: &Review, ending: &Ending) -> Option<String> {
    let mut left = None;
    let overwritten = match ending {
        Ending::Unknown(unknown) => unknown.overwritten(),
        Ending::Applied { .. }
        | Ending::Refused { .. }
        | Ending::NotSent(_)
        | Ending::Drifted(_) => None,
    };
    let (came, exchange) = match ending {
        Ending::Applied { held, exchange, .. } => {
            left = held.as_ref();
            let came = if review.found_nothing(exchange) {
                Came::NothingToRemove
            } else {
                Came::Done
            };
            (came, exchange)
        }
        Ending::Refused { exchange, .. } => (Came::Refused, exchange),
        Ending::Unknown(unknown) => match unknown.applied() {
            Some(reading) => {
                left = reading.configuration.as_ref();
                (Came::DoneFoundByReading, &unknown.exchange)
            }
            None => (Came::Unknown, &unknown.exchange),
        },
        Ending::NotSent(_) | Ending::Drifted(_) => return None,
    };
    let write = Receipt {
        at: exchange.sent_at,
        change: &review.change,
        caller: review.sender(),
        reviewer: review.other_reviewer(),
        came,
        request_id: exchange.request_id.as_deref(),
        held: left,
        recheck: &review.recheck,
        overwritten,
    };
    Some(receipt::markdown(write, &review.runs_as))
}

fn applied(
    review: &Review,
    held: Option<&StoredConfiguration>,
    exchange: &Exchange,
    tries: u32,
) -> (Paragraph, Vec<Paragraph>) {
    let change = &review.change;
    let agrees = review.agrees(held);
    let came_to = if review.found_nothing(exchange) {
        "found nothing to remove"
    } else {
        "was accepted"
    };
    let accepted = format!("{} {came_to}", what(review));
    let mut paragraphs = vec![Paragraph::empty()];
    paragraphs.extend(exchanged(review, exchange, tries));
    paragraphs.push(fact("check", &what_was_checked(review, exchange)));
    paragraphs.push(Paragraph::empty());
    match (change.method(), agrees) {
        (Method::Put, true) => {
            paragraphs.extend(members_text::removed(change, held));
            paragraphs.push(members_text::as_sent(held));
        }
        (Method::Put, false) => {
            paragraphs.extend(members_text::beside(change, held));
            paragraphs.push(Paragraph::new(
                Mark::Bad,
                0,
                "Lambda accepted it, but answered that it now holds something else than was sent:",
            ));
        }
        (Method::Delete, _) => {
            paragraphs.extend(members_text::removed(change, None));
            paragraphs.push(Paragraph::new(Mark::Heading, 0, removed(review, exchange)));
        }
    }
    let nothing = StoredSettings::default();
    let now = held.map_or(&nothing, |held| &held.settings);
    // Of what is gone there are no settings, not even defaults.
    if !review.is_gone {
        paragraphs.extend(settings_rows(review, now, "was"));
    }
    paragraphs.extend(last_modified(review, held, exchange));
    paragraphs.push(Paragraph::empty());
    paragraphs.push(Paragraph::new(
        Mark::Quiet,
        0,
        format!(
            "AWS does not say when it takes effect, nor whether for events already queued: allow some seconds.{}",
            unchecked(now)
        ),
    ));
    paragraphs.push(Paragraph::new(
        Mark::Quiet,
        0,
        "One line of this is printed again when you quit. The whole receipt is not kept: c r copies it now.",
    ));
    (head(Mark::Done, "DONE", &accepted), paragraphs)
}

/// When Lambda says that it stored what it holds, and when it had before.
fn last_modified(
    review: &Review,
    held: Option<&StoredConfiguration>,
    exchange: &Exchange,
) -> Option<Paragraph> {
    let modified = held.and_then(|held| held.last_modified)?;
    let before = review.change.before().configuration.as_ref();
    let was = before.and_then(|stored| stored.last_modified);
    let was = was.map_or(String::new(), |was| {
        format!(", was {}", words::instant(was))
    });
    let took = i64::try_from(exchange.took_milliseconds).unwrap_or(i64::MAX);
    let sent_at = exchange.sent_at;
    let answered_at = sent_at.checked_add(SignedDuration::from_millis(took));
    let answered_at = answered_at.unwrap_or(sent_at);
    let now = words::stored_at(modified, (Some(sent_at), answered_at));
    let text = format!("  {:<24} {now}{was}", "Last modified");
    Some(Paragraph::new(Mark::Plain, 27, text))
}

/// That there is no configuration any more, and what that means for events.
fn removed(review: &Review, exchange: &Exchange) -> String {
    let removed = if !review.found_nothing(exchange) {
        "The configuration is removed."
    } else if review.is_gone {
        let target = review.change.target();
        return format!("{}. {target} is gone.", words::NOTHING_TO_REMOVE);
    } else {
        "Lambda answered that there is none: it was removed already."
    };
    let then = if review.surroundings.gone.is_some() {
        let no_way_back = words::no_way_back(&review.change.target().qualifier);
        format!("{no_way_back} Nothing used it. What it held is gone:")
    } else {
        "The defaults of the service apply now:".to_owned()
    };
    format!("{removed} {then}")
}

/// What a destination that is held may still lack.
fn unchecked(now: &StoredSettings) -> &'static str {
    if now.on_success.is_explicit() || now.on_failure.is_explicit() {
        " Not checked: that the destination receives anything."
    } else {
        ""
    }
}

/// What the check before sending compared, and when: no more than that.
fn what_was_checked(review: &Review, exchange: &Exchange) -> String {
    let same_account = review.change.proposed().scope.account.is_some();
    let read = words::read_again_before(review.read_long_before(exchange.sent_at));
    let checked = match (review.sender(), review.caller.as_deref()) {
        (None, _) => {
            format!(
                "settings were as reviewed, {read}; account and caller are not known: STS did not tell"
            )
        }
        (Some(now), Some(then)) if now == then => {
            format!("settings, account and caller were as reviewed, {read}")
        }
        // Who the caller was then stands with who it is.
        (Some(_), then) if then.is_some() || same_account => {
            format!("settings and account were as reviewed, {read}")
        }
        (Some(_), _) => {
            format!("settings were as reviewed, {read}; the account was not known then")
        }
    };
    checked + &words::beside_as_reviewed(&review.recheck)
}

/// The four settings, each with what it was where it moved, and with what was sent where that is something else.
fn settings_rows(review: &Review, now: &StoredSettings, was: &str) -> Vec<Paragraph> {
    let function = &review.change.target().function;
    let before = review.change.before_settings().cloned().unwrap_or_default();
    let sent = review.change.after().map(AsyncSettings::as_stored);
    let sent = sent.unwrap_or_default();
    Field::ALL
        .into_iter()
        .map(|field| {
            let (now, then) = (now.value(field), before.value(field));
            let reset = if then.is_explicit() && !now.is_explicit() {
                "RESET  "
            } else {
                ""
            };
            let shown = now.explicit().map_or_else(
                || words::setting(field, &now, function),
                ToString::to_string,
            );
            let moved = if now == then {
                String::new()
            } else {
                let then = then.explicit().map_or_else(
                    || words::setting(field, &then, function),
                    ToString::to_string,
                );
                format!("  {reset}{was} {then}")
            };
            let is_sent = now == sent.value(field);
            let instead = if is_sent {
                String::new()
            } else {
                let sent = match review.change.method() {
                    Method::Put => words::setting(field, &sent.value(field), function),
                    Method::Delete => "a removal".to_owned(),
                };
                let holds = words::setting(field, &now, function);
                format!("  ! sent {sent}, holds {holds}")
            };
            let mark = if is_sent { Mark::Plain } else { Mark::Bad };
            let text = format!("  {:<24} {shown:<12}{moved}{instead}", field.label());
            Paragraph::new(mark, 27, text)
        })
        .collect()
}

/// When it was sent, how it was answered, and who sent it.
fn exchanged(review: &Review, exchange: &Exchange, tries: u32) -> Vec<Paragraph> {
    let tries = if tries == 1 {
        "1 try".to_owned()
    } else {
        format!("{tries} tries")
    };
    let sent_at = words::instant(exchange.sent_at);
    let took = words::took(exchange.took_milliseconds);
    let answered = match exchange.status {
        Some(status) => format!("answered after {took}, HTTP {status}"),
        None => format!("no answer, ended after {took}"),
    };
    let mut paragraphs = vec![fact("sent", &format!("{sent_at}, {answered}, {tries}"))];
    if let Some(id) = &exchange.request_id {
        paragraphs.push(fact("request", id));
    }
    paragraphs.push(fact(
        "caller",
        review.sender().unwrap_or("unknown: STS did not tell"),
    ));
    let changed = review.other_reviewer().zip(review.sender());
    let changed = changed.map(|(then, now)| fact("", &words::caller_changed(then, now)));
    paragraphs.extend(changed);
    paragraphs
}

fn refused(
    review: &Review,
    failure: &Failure,
    exchange: &Exchange,
    (tries, within): (u32, SignedDuration),
) -> (Paragraph, Vec<Paragraph>) {
    let role = review.surroundings.role.known().map(String::as_str);
    let message = failure.message.as_deref().unwrap_or_default();
    let mut paragraphs = Vec::new();
    let why = if let Some(sentence) = words::refusal(failure, (tries, within), role) {
        paragraphs.extend(aws_says(failure));
        paragraphs.push(fact("what", &what(review)));
        let copies = " c p copies the policy statement.";
        let copies = policy::statement(message).map_or("", |_| copies);
        format!("{sentence}{copies}")
    } else {
        paragraphs.extend(failure_facts(failure));
        let means = words::invalid_destination(message, role);
        let means = means.or_else(|| words::missing_target(message, review.change.target()));
        paragraphs.extend(means.map(|means| fact("means", &means)));
        let blamed = blame::blamed(message, review.change.after());
        let warned = words::warned_causes(&review.warnings, &blamed);
        paragraphs.extend(warned.iter().map(|cause| fact("", cause)));
        format!("Nothing changed. Lambda refused {}", what(review))
    };
    paragraphs.push(Paragraph::empty());
    paragraphs.extend(exchanged(review, exchange, tries));
    paragraphs.push(Paragraph::empty());
    paragraphs.extend(ways_on(review));
    (head(Mark::Bad, "REFUSED", &why), paragraphs)
}

/// Where the keys lead from something that was refused.
fn ways_on(review: &Review) -> Option<Paragraph> {
    let text = match (review.has_draft(), review.is_past()) {
        (true, true) => "Your draft is kept.",
        (true, false) => {
            "Your draft is kept. Enter goes back to it, r checks again and sends nothing."
        }
        (false, true) => return None,
        (false, false) => "r checks again and sends nothing.",
    };
    Some(Paragraph::new(Mark::Quiet, 0, text))
}

fn drifted(review: &Review, choice: &Choice, size: Size) -> (Paragraph, Vec<Paragraph>) {
    let safe = if review.has_draft() {
        " Your draft is safe."
    } else {
        ""
    };
    let before = match review.refused_tries() {
        0 => String::new(),
        tries => format!(" {}", words::refused_before(tries)),
    };
    let choose = "Choose per row whose value is taken; a new review follows.";
    let mut paragraphs = vec![fact("", choose)];
    // Above the rows, where it is in sight: below them it had to be scrolled for.
    if !choice.moved.is_empty() {
        paragraphs.push(Paragraph::new(
            Mark::Warning,
            9,
            words::moved_beside(&choice.moved),
        ));
    }
    paragraphs.push(Paragraph::empty());
    paragraphs.extend(choice_text::rows(
        review,
        choice,
        layout::text_columns(size),
    ));
    let theirs = choice.theirs.configuration.as_ref();
    paragraphs.extend(members_text::beside(&review.change, theirs));
    let sentence = choice_text::sentence(review, choice);
    (
        head(Mark::Bad, "NOT SENT", &format!("{sentence}{before}{safe}")),
        paragraphs,
    )
}

fn unknown_outcome(review: &Review, unknown: &Unknown) -> (Paragraph, Vec<Paragraph>) {
    let what = what(review);
    let head = if unknown.is_found() {
        let text = format!(
            "{what} was found by reading; {}",
            found_text::lost_answer(unknown)
        );
        head(Mark::Done, "DONE", &text)
    } else {
        let text = format!("{what} was sent; no answer tells what became of it");
        head(Mark::Bad, "UNKNOWN", &text)
    };
    let mut paragraphs = Vec::new();
    paragraphs.extend(failure_facts(&unknown.failure));
    let is_dated = unknown.is_found() && review.reread.is_some();
    let when = if is_dated { "found" } else { "now" };
    paragraphs.push(fact(when, &found_text::of(review, unknown, is_dated)));
    if let Some(look) = unknown.next_look {
        paragraphs.push(fact(
            "",
            &format!("Read again by itself at {}.", words::time(look)),
        ));
    }
    let rows = match &unknown.found {
        // Of what is gone there are no settings, not even defaults.
        Some(Found::Applied(reading) | Found::SomethingElse(reading))
            if reading.configuration.is_none() && review.is_gone =>
        {
            None
        }
        Some(Found::Applied(_)) => Some(review.change.after().map(AsyncSettings::as_stored)),
        Some(Found::SomethingElse(reading)) => Some(reading.settings().cloned()),
        Some(
            Found::SetByAnother(_)
            | Found::OldSoFar(_)
            | Found::OldAgain(_)
            | Found::Unreadable { .. },
        )
        | None => None,
    };
    let members = members_text::found(review, unknown);
    if rows.is_some() || !members.is_empty() {
        paragraphs.push(Paragraph::empty());
    }
    paragraphs.extend(members);
    if let Some(rows) = rows {
        let is_changed = review
            .reread
            .as_ref()
            .is_some_and(|now| now.shows == Shows::Changed);
        if unknown.is_found() && is_changed {
            let heading = "Lambda held, when that was found:";
            paragraphs.push(Paragraph::new(Mark::Heading, 0, heading));
        }
        paragraphs.extend(settings_rows(review, &rows.unwrap_or_default(), "was"));
    }
    paragraphs.push(Paragraph::empty());
    paragraphs.extend(exchanged(review, &unknown.exchange, unknown.tries));
    if !unknown.is_found() && review.has_draft() {
        paragraphs.push(Paragraph::new(Mark::Quiet, 0, "Your draft is kept."));
    }
    (head, paragraphs)
}
