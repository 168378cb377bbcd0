//! Words of what a check found beside settings that are still the same: what the review rests on and moved, what was saved once more,
//! and what could not be read again.
//!
//! Knows how a value is named that was and is. Does not know what follows from it.

use jiff::Timestamp;

use super::outcome::as_aws_says;
use super::time::{instant, time};
use super::warning::{dead_letter_noun, name, names, span};
use super::{clean, list};
use crate::domain::failure::Failure;
use crate::domain::function::Target;
use crate::domain::grounds::{Ground, Moved, Recheck};
use crate::domain::qualifier::Qualifier;

/// What a check that sent nothing found.
#[must_use]
pub fn checked_again(at: Timestamp, found: &Recheck) -> String {
    let news = news(found);
    let unread = found.unread.as_slice();
    let said = match (news, unread) {
        (None, []) if found.stands.is_weighted() => {
            "nothing moved; the shares of the alias's versions are not compared".to_owned()
        }
        (None, []) => "nothing moved".to_owned(),
        (None, unread) => format!(
            "nothing else moved, but {} could not be read again{}",
            grounds(unread),
            reasons(found)
        ),
        (Some(news), []) => news,
        (Some(news), unread) => format!(
            "{news}; {} could not be read again{}",
            grounds(unread),
            reasons(found)
        ),
    };
    let moved = if found.moved.is_empty() {
        ""
    } else {
        ", moved"
    };
    format!("Checked {}{moved}: {said}.", time(at))
}

/// What a check found that the review had not said; nothing where there is nothing.
#[must_use]
pub fn news(found: &Recheck) -> Option<String> {
    let moved = (!found.moved.is_empty()).then(|| moved_grounds(&found.moved));
    let saved = found.saved_again.map(|at| {
        let uncertain = not_compared(&found.not_compared);
        format!("saved again {} with the same settings{uncertain}", time(at))
    });
    let said: Vec<String> = moved.into_iter().chain(saved).collect();
    (!said.is_empty()).then(|| said.join("; "))
}

/// Why nothing was sent: the review said something that is not so any more.
#[must_use]
pub fn rests_on_what_moved(found: &Recheck) -> String {
    format!(
        "What the review rests on moved meanwhile: {}.",
        moved_grounds(&found.moved)
    )
}

/// What moved together with the settings, of which each row is to be decided.
#[must_use]
pub fn moved_beside(moved: &[Moved]) -> String {
    format!(
        "{:<9}! Moved beside the settings: {}.",
        "",
        moved_grounds(moved)
    )
}

/// Why nothing was sent: what this program does not know may be another one.
#[must_use]
pub fn saved_with_unknown_members(target: &Target, found: &Recheck) -> String {
    let at = found
        .saved_again
        .map_or(String::new(), |at| format!(" {}", instant(at)));
    let uncertain = not_compared(&found.not_compared);
    let text = format!("{target} was saved again{at} with the same settings{uncertain}.");
    clean(&text).into_owned()
}

/// What is said beside "as reviewed", where that is not the whole of it.
#[must_use]
pub fn beside_as_reviewed(found: &Recheck) -> String {
    let saved = found.saved_again;
    let saved = saved.map(|at| format!("; saved again {} with the same settings", instant(at)));
    let unread = found.unread.as_slice();
    let unread =
        (!unread.is_empty()).then(|| format!("; {} could not be read again", grounds(unread)));
    saved.into_iter().chain(unread).collect()
}

/// What a receipt says of what could not be read again before the write; nothing where all was.
#[must_use]
pub fn not_read_again(found: &Recheck) -> Option<String> {
    let unread = found.unread.as_slice();
    (!unread.is_empty()).then(|| {
        let reasons = reasons(found);
        format!("{} could not be read again{reasons}", grounds(unread))
    })
}

/// That what is held after a write could not be read, and why.
#[must_use]
pub fn not_read_again_after(failure: &Failure) -> String {
    let said = clean(&failure.sentence).into_owned();
    format!("{said} r reads again.")
}

/// `: AccessDeniedException: not authorized`, without the stop that ends the sentence around it.
fn reasons(found: &Recheck) -> String {
    let said = found.failures.iter();
    let said = said.map(|failure| {
        clean(&as_aws_says(failure))
            .trim_end_matches('.')
            .to_owned()
    });
    let said: Vec<String> = said.collect();
    if said.is_empty() {
        return String::new();
    }
    format!(": {}", said.join("; "))
}

fn not_compared(members: &[String]) -> String {
    if members.is_empty() {
        return String::new();
    }
    let names = members.iter().map(|name| clean(name).into_owned());
    format!(
        "; whether {}, which Lasso does not know, is as it was can't be told",
        list(names.collect())
    )
}

/// `dead-letter queue odlq -> none, timeout 7s -> 30s`.
fn moved_grounds(moved: &[Moved]) -> String {
    let said: Vec<String> = moved.iter().map(moved_ground).collect();
    said.join(", ")
}

fn moved_ground(moved: &Moved) -> String {
    match moved {
        Moved::Routes { was, now } => format!("routes to {} -> {}", routes(was), routes(now)),
        Moved::Timeout { was, now } => format!("timeout {} -> {}", spans(was), spans(now)),
        Moved::DeadLetters { was, now } => dead_letters(was, now),
        Moved::Concurrency { was, now } => {
            let said =
                |reserved: &Option<u32>| reserved.map_or("none".to_owned(), |it| it.to_string());
            format!("reserved concurrency {} -> {}", said(was), said(now))
        }
        Moved::Back => "it is there again".to_owned(),
    }
}

fn spans(each: &[u32]) -> String {
    list(each.iter().map(|seconds| span(*seconds)).collect())
}

/// By the name alone, where that tells what was from what is.
fn dead_letters(was: &[Option<String>], now: &[Option<String>]) -> String {
    let mut known = now.iter().chain(was).flatten();
    let noun = known.next().map_or("queue", |arn| dead_letter_noun(arn));
    let said = |each: &[Option<String>], word: fn(&str) -> String| {
        let each = each.iter().map(|arn| match arn {
            None => "none".to_owned(),
            Some(arn) => word(arn),
        });
        list(each.collect())
    };
    let whole = |arn: &str| clean(arn).into_owned();
    let word = if said(was, name) == said(now, name) {
        whole
    } else {
        name
    };
    format!(
        "dead-letter {noun} {} -> {}",
        said(was, word),
        said(now, word)
    )
}

fn routes(versions: &[Qualifier]) -> String {
    clean(&names(versions)).into_owned()
}

fn grounds(grounds: &[Ground]) -> String {
    let words = grounds.iter().map(|ground| {
        match ground {
            Ground::Routes => "where the alias routes to",
            Ground::Timeout => "the timeout",
            Ground::DeadLetters => "the dead-letter queue",
            Ground::Concurrency => "the reserved concurrency",
            Ground::Absence => "whether it is gone",
        }
        .to_owned()
    });
    list(words.collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(1_800_000_000 + second).unwrap()
    }

    fn arn(place: &str) -> Vec<Option<String>> {
        vec![Some(format!("arn:aws:{place}"))]
    }

    fn found(moved: Vec<Moved>) -> Recheck {
        Recheck {
            moved,
            ..Recheck::default()
        }
    }

    #[test]
    fn what_moved_is_named_with_what_it_was_and_is() {
        let queue = || arn("sqs:eu-west-1:123456789012:odlq");
        for (moved, said) in [
            (
                Moved::DeadLetters {
                    was: queue(),
                    now: vec![None],
                },
                "dead-letter queue odlq -> none",
            ),
            (
                Moved::DeadLetters {
                    was: vec![None],
                    now: arn("sns:eu-west-1:123456789012:topic"),
                },
                "dead-letter topic none -> topic",
            ),
            (
                Moved::DeadLetters {
                    was: queue(),
                    now: arn("sqs:eu-west-1:210987654321:odlq"),
                },
                "dead-letter queue arn:aws:sqs:eu-west-1:123456789012:odlq -> arn:aws:sqs:eu-west-1:210987654321:odlq",
            ),
            (
                Moved::Timeout {
                    was: vec![7],
                    now: vec![7, 90],
                },
                "timeout 7s -> 7s and 1m30s",
            ),
            (
                Moved::Routes {
                    was: vec![Qualifier::Version(5)],
                    now: vec![Qualifier::Version(5), Qualifier::Version(6)],
                },
                "routes to 5 -> 5 and 6",
            ),
            (
                Moved::Concurrency {
                    was: None,
                    now: Some(0),
                },
                "reserved concurrency none -> 0",
            ),
        ] {
            let found = found(vec![moved]);
            assert_eq!(
                checked_again(at(0), &found),
                format!("Checked 08:00:00Z, moved: {said}.")
            );
            assert_eq!(
                rests_on_what_moved(&found),
                format!("What the review rests on moved meanwhile: {said}.")
            );
        }
    }

    #[test]
    fn what_was_not_read_again_is_not_told_as_unmoved() {
        let mut found = found(Vec::new());
        assert_eq!(
            checked_again(at(0), &found),
            "Checked 08:00:00Z: nothing moved."
        );
        assert_eq!(beside_as_reviewed(&found), "");
        found.unread = vec![Ground::DeadLetters, Ground::Timeout];
        let unread = "the dead-letter queue and the timeout could not be read again";
        assert_eq!(
            checked_again(at(0), &found),
            format!("Checked 08:00:00Z: nothing else moved, but {unread}.")
        );
        assert_eq!(beside_as_reviewed(&found), format!("; {unread}"));
        found.saved_again = Some(at(-60));
        assert_eq!(
            checked_again(at(0), &found),
            format!("Checked 08:00:00Z: saved again 07:59:00Z with the same settings; {unread}.")
        );
    }
}
