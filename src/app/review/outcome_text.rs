//! The text of an outcome: its word first, then what holds now, then what helps.
//!
//! Knows the words of each ending. Does not know widths or colours.

use super::check::NotSent;
use super::choice::{Choice, Take};
use super::unknown::{Found, Unknown};
use super::{Ending, Review};
use crate::app::document::{Mark, Paragraph};
use crate::domain::call::{Exchange, Reading};
use crate::domain::change::{Method, Origin};
use crate::domain::failure::Failure;
use crate::domain::field::Field;
use crate::domain::place::AccountId;
use crate::domain::qualifier::Qualifier;
use crate::domain::settings::{AsyncSettings, StoredConfiguration, StoredSettings};
use crate::domain::words;

/// The paragraphs of an ending.
pub(super) fn paragraphs(review: &Review, ending: &Ending) -> Vec<Paragraph> {
    match ending {
        Ending::Applied {
            held,
            exchange,
            tries,
        } => applied(review, held.as_ref(), exchange, *tries),
        Ending::Refused {
            failure,
            exchange,
            tries,
        } => refused(review, failure, exchange, *tries),
        Ending::NotSent(reason) => not_sent(review, reason),
        Ending::Drifted(choice) => drifted(review, choice),
        Ending::Unknown(unknown) => unknown_outcome(review, unknown),
    }
}

fn head(mark: Mark, word: &str, text: &str) -> Paragraph {
    Paragraph::new(mark, 9, format!("{word:<8} {text}"))
}

fn fact(name: &str, text: &str) -> Paragraph {
    Paragraph::new(Mark::Plain, 9, format!("{name:<8} {text}"))
}

/// `PUT payments-capture:live in 123456789012 eu-west-1`.
fn what(review: &Review) -> String {
    format!(
        "{} {} in {}",
        review.change.method().word(),
        review.change.target(),
        words::place(&review.change)
    )
}

fn applied(
    review: &Review,
    held: Option<&StoredConfiguration>,
    exchange: &Exchange,
    tries: u32,
) -> Vec<Paragraph> {
    let change = &review.change;
    let agrees = review.agrees(held);
    let mut paragraphs = vec![
        head(
            Mark::Done,
            "DONE",
            &format!("{} was accepted", what(review)),
        ),
        Paragraph::empty(),
    ];
    paragraphs.extend(receipt(review, exchange, tries));
    paragraphs.push(fact("check", &what_was_checked(review)));
    paragraphs.push(Paragraph::empty());
    match (change.method(), agrees) {
        (Method::Put, true) => paragraphs.push(Paragraph::new(
            Mark::Heading,
            0,
            "Lambda answered that it now holds exactly what was sent:",
        )),
        (Method::Put, false) => paragraphs.push(Paragraph::new(
            Mark::Bad,
            0,
            "Lambda accepted it, but answered that it now holds something else than was sent:",
        )),
        (Method::Delete, _) if exchange.status == Some(404) => paragraphs.push(Paragraph::new(
            Mark::Heading,
            0,
            "Lambda answered that there is none: it was removed already. The defaults of the service apply:",
        )),
        (Method::Delete, _) => paragraphs.push(Paragraph::new(
            Mark::Heading,
            0,
            "The configuration is removed. The defaults of the service apply now:",
        )),
    }
    let now = held.map(|held| held.settings.clone()).unwrap_or_default();
    paragraphs.extend(settings_rows(review, &now, "was"));
    if let Some(modified) = held.and_then(|held| held.last_modified) {
        paragraphs.push(Paragraph::new(
            Mark::Plain,
            27,
            format!("  {:<24} {}", "Last modified", words::instant(modified)),
        ));
    }
    paragraphs.push(Paragraph::empty());
    paragraphs.push(Paragraph::new(
        Mark::Quiet,
        0,
        "AWS does not say when it takes effect, nor whether for events already queued: allow some seconds. \
         Not checked: that the destination receives anything.",
    ));
    paragraphs
}

/// What the check just before sending compared, and no more than that.
fn what_was_checked(review: &Review) -> String {
    let same_account = review.change.proposed().scope.account.is_some();
    match (review.sender(), review.caller.as_deref()) {
        (None, _) => {
            "settings were as reviewed, read again just before sending; account and caller are not known: STS did not tell"
                .to_owned()
        }
        (Some(now), Some(then)) if now == then => {
            "settings, account and caller were as reviewed, read again just before sending".to_owned()
        }
        (Some(_), Some(then)) => format!(
            "settings and account were as reviewed, read again just before sending; the caller was {then}"
        ),
        (Some(_), None) if same_account => {
            "settings and account were as reviewed, read again just before sending".to_owned()
        }
        (Some(_), None) => {
            "settings were as reviewed, read again just before sending; the account was not known then".to_owned()
        }
    }
}

/// The four settings, each with what it was where it moved.
fn settings_rows(review: &Review, now: &StoredSettings, was: &str) -> Vec<Paragraph> {
    let function = &review.change.target().function;
    let before = review.change.before_settings().cloned().unwrap_or_default();
    Field::ALL
        .into_iter()
        .map(|field| {
            let (now, then) = (now.value(field), before.value(field));
            let reset = if then.is_explicit() && !now.is_explicit() {
                "   RESET"
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
                format!("  {was} {}{reset}", words::setting(field, &then, function))
            };
            let text = format!("  {:<24} {shown:<12}{moved}", field.label());
            Paragraph::new(Mark::Plain, 27, text)
        })
        .collect()
}

fn receipt(review: &Review, exchange: &Exchange, tries: u32) -> Vec<Paragraph> {
    let tries = if tries == 1 {
        "1 try".to_owned()
    } else {
        format!("{tries} tries")
    };
    let (sent_at, took) = (words::instant(exchange.sent_at), exchange.took_milliseconds);
    let answered = match exchange.status {
        Some(status) => format!("answered after {took} ms, HTTP {status}"),
        None => format!("no answer within {took} ms"),
    };
    let mut paragraphs = vec![fact("sent", &format!("{sent_at}, {answered}, {tries}"))];
    if let Some(id) = &exchange.request_id {
        paragraphs.push(fact("request", id));
    }
    paragraphs.push(fact(
        "caller",
        review.sender().unwrap_or("unknown: STS did not tell"),
    ));
    paragraphs
}

/// A removal and a change that is put back have no draft that could be kept.
fn has_draft(review: &Review) -> bool {
    match review.change.proposed().origin {
        Origin::Form | Origin::Text(_) => true,
        Origin::Removal | Origin::Undo => false,
    }
}

fn draft_is_kept(review: &Review) -> Option<Paragraph> {
    has_draft(review).then(|| Paragraph::new(Mark::Quiet, 0, "Your draft is kept."))
}

/// AWS's own words and what they mean.
fn failure_facts(failure: &Failure) -> Vec<Paragraph> {
    let mut paragraphs = Vec::new();
    if failure.code.is_some() || failure.message.is_some() {
        let code = failure.code.as_deref().unwrap_or("no code");
        let message = failure.message.as_deref().unwrap_or("(no message)");
        paragraphs.push(fact("AWS", &format!("{code}: {message}")));
    }
    paragraphs.push(fact("means", &failure.sentence));
    paragraphs.extend(failure.hints.iter().map(|hint| fact("", hint)));
    paragraphs
}

fn refused(review: &Review, failure: &Failure, exchange: &Exchange, tries: u32) -> Vec<Paragraph> {
    let mut paragraphs = vec![head(
        Mark::Bad,
        "REFUSED",
        &format!("Nothing changed. Lambda refused {}", what(review)),
    )];
    paragraphs.extend(failure_facts(failure));
    paragraphs.push(Paragraph::empty());
    paragraphs.extend(receipt(review, exchange, tries));
    paragraphs.push(Paragraph::empty());
    paragraphs.extend(draft_is_kept(review));
    paragraphs
}

fn not_sent(review: &Review, reason: &NotSent) -> Vec<Paragraph> {
    let mut paragraphs = vec![head(Mark::Bad, "NOT SENT", &why_not_sent(review, reason))];
    if let NotSent::Failed(failure)
    | NotSent::UnconfirmedAccount {
        failure: Some(failure),
    } = reason
    {
        paragraphs.extend(failure_facts(failure));
    }
    if !matches!(reason, NotSent::AlreadySo) {
        paragraphs.push(Paragraph::empty());
        paragraphs.extend(draft_is_kept(review));
    }
    paragraphs
}

fn why_not_sent(review: &Review, reason: &NotSent) -> String {
    let target = review.change.target();
    match reason {
        NotSent::Failed(_) => format!(
            "Nothing changed. {} could not be checked or could not leave.",
            what(review)
        ),
        NotSent::OtherAccount { now } => format!(
            "The credentials are now account {now}; this was read from {}. Nothing was sent.",
            words::place(&review.change)
        ),
        NotSent::UnconfirmedAccount { .. } => {
            let ours = review.change.proposed().scope.account.as_ref();
            format!(
                "It could not be confirmed that the credentials still belong to account {}. Nothing was sent.",
                ours.map_or("unknown", AccountId::as_str)
            )
        }
        NotSent::OtherCredentials => {
            "The credentials changed during the check: STS and Lambda were asked under different ones. Nothing was sent."
                .to_owned()
        }
        NotSent::NotReadAgain => {
            "The clock went back: the settings were not read later than what was reviewed. Nothing was sent."
                .to_owned()
        }
        NotSent::OtherFunction { answered } => format!(
            "Lambda answered for another function than the one meant: {answered}. Nothing was sent."
        ),
        NotSent::Gone if target.qualifier == Qualifier::Latest => {
            format!("There is no function {} any more.", target.function.name)
        }
        NotSent::Gone => format!(
            "{} has no {} any more, or the function is gone. (A missing configuration and a missing qualifier get the same \
             answer; Lasso asked twice.)",
            target.function.name, target.qualifier
        ),
        NotSent::AlreadySo => match review.change.method() {
            Method::Put => "Not needed: somebody set exactly this in the meantime.".to_owned(),
            Method::Delete => "Not needed: the configuration is removed already.".to_owned(),
        },
        NotSent::EndedSession => {
            "The session in which this was reviewed has ended. Nothing was sent.".to_owned()
        }
        NotSent::Stopped { tries: 0 } => "You stopped the check. Nothing was sent.".to_owned(),
        NotSent::Stopped { tries } => format!(
            "You stopped it. What was sent before was refused ({tries} tries): nothing changed."
        ),
    }
}

fn drifted(review: &Review, choice: &Choice) -> Vec<Paragraph> {
    let function = &review.change.target().function;
    let when = choice
        .theirs
        .configuration
        .as_ref()
        .and_then(|stored| stored.last_modified)
        .map_or(String::new(), |at| format!(" at {}", words::instant(at)));
    let sentence = if choice.theirs.configuration.is_some() {
        format!(
            "Somebody changed {}{when}, while you were editing.",
            review.change.target()
        )
    } else {
        "The configuration was removed after you opened it; nobody's name or time is left."
            .to_owned()
    };
    let safe = if has_draft(review) {
        " Your draft is safe."
    } else {
        ""
    };
    let mut paragraphs = vec![
        head(Mark::Bad, "NOT SENT", &format!("{sentence}{safe}")),
        fact(
            "",
            "Choose per row whose value is taken; a new review follows.",
        ),
        Paragraph::empty(),
    ];
    for (field, row) in choice.rows.iter() {
        let selected = choice.selected() == Some(field);
        let (margin, mark) = if selected {
            (">", Mark::Selected)
        } else {
            (" ", Mark::Heading)
        };
        let take = match row.take {
            Take::Undecided => "choose: m takes yours, t theirs",
            Take::Mine => "takes yours",
            Take::Theirs => "takes theirs",
        };
        paragraphs.push(Paragraph::new(
            mark,
            4,
            format!("{margin} {:<24} {take}", field.label()),
        ));
        let cell = |value| words::setting(field, value, function);
        let sides = format!(
            "    when opened {},  theirs now {},  yours {}",
            cell(&row.base),
            cell(&row.theirs),
            cell(&row.mine)
        );
        paragraphs.push(Paragraph::new(Mark::Plain, 4, sides));
    }
    paragraphs
}

fn unknown_outcome(review: &Review, unknown: &Unknown) -> Vec<Paragraph> {
    let word = if matches!(unknown.found, Some(Found::Applied(_))) {
        "DONE"
    } else {
        "UNKNOWN"
    };
    let mut paragraphs = vec![head(
        if word == "DONE" {
            Mark::Done
        } else {
            Mark::Bad
        },
        word,
        &if word == "DONE" {
            format!(
                "{} is stored; its answer never came, a later reading tells",
                what(review)
            )
        } else {
            format!(
                "{} was sent; no answer tells what became of it",
                what(review)
            )
        },
    )];
    paragraphs.extend(failure_facts(&unknown.failure));
    paragraphs.push(fact("now", &found_text(unknown)));
    if let Some(Found::Applied(_)) = unknown.found {
        let now = review
            .change
            .after()
            .map(AsyncSettings::as_stored)
            .unwrap_or_default();
        paragraphs.push(Paragraph::empty());
        paragraphs.extend(settings_rows(review, &now, "was"));
    }
    if let Some(look) = unknown.next_look {
        paragraphs.push(fact(
            "",
            &format!("Read again by itself at {}.", words::time(look)),
        ));
    }
    paragraphs.push(Paragraph::empty());
    paragraphs.extend(receipt(review, &unknown.exchange, unknown.tries));
    if !matches!(unknown.found, Some(Found::Applied(_))) {
        paragraphs.extend(draft_is_kept(review));
    }
    paragraphs
}

/// When Lambda stored what a reading found, where it says so.
fn changed(reading: &Reading) -> String {
    let stored = reading.configuration.as_ref();
    stored
        .and_then(|stored| stored.last_modified)
        .map_or(String::new(), |at| format!("changed {}, ", words::time(at)))
}

/// What the last look found, and what that proves.
fn found_text(unknown: &Unknown) -> String {
    match &unknown.found {
        None => "reading what Lambda holds ..".to_owned(),
        Some(Found::Applied(reading)) => format!(
            "It arrived after all: Lambda holds what you sent at {} ({}read {}).",
            words::time(unknown.exchange.sent_at),
            changed(reading),
            words::time(reading.at)
        ),
        Some(Found::OldSoFar { at }) => format!(
            "read {}: still the OLD settings. It can arrive late: press r in a minute, before you send anything again.",
            words::time(*at)
        ),
        Some(Found::SomethingElse(reading)) => format!(
            "read {}: neither the old settings nor what was sent. Somebody else changed them too.",
            words::time(reading.at)
        ),
        Some(Found::Unreadable(failure)) => {
            format!("could not be read: {} r reads again.", failure.sentence)
        }
    }
}
