//! A text stays where it is being read: what arrives meanwhile moves nothing above it, and nothing lies out of reach.

use jiff::SignedDuration;
use lambda_lasso::app::message::{Message, Traffic};
use lambda_lasso::app::review::View;
use lambda_lasso::domain::call::{Answer, Awaited, Query, Whom};
use lambda_lasso::domain::failure::FailureKind;

use super::account::Account;
use super::play::{Asked, Play};
use super::values::refused;

/// Somebody does not answer for so long that two lines say so.
fn silent(play: &mut Play) {
    play.hear(Message::TrafficChanged(Traffic {
        in_flight: 1,
        per_second: 8,
        awaited: Awaited::default().with(Whom::Lambda, 1),
        ..Traffic::default()
    }));
    play.pass(SignedDuration::from_secs(6));
    play.give(Message::Woken);
    assert!(play.state.shown_notice().is_some());
}

/// Holds back the answer that tells the function's stack.
fn held_back(play: &mut Play) -> Asked {
    let is_stack = |read: &Asked| matches!(read.query, Query::Stack { .. });
    let place = play.asked.iter().position(is_stack);
    play.asked
        .remove(place.expect("the tags are read"))
        .unwrap()
}

/// The stack that owns the function is known at last, which warns of it.
fn learn_stack(play: &mut Play, read: &Asked) {
    let answer = Answer::Stack(Some("orders-prod".to_owned()));
    play.answered(read, Ok(answer));
}

/// The last lines of a text lay below a notice of several lines: it scrolled by the rows that there are without one.
#[test]
fn the_end_of_a_text_is_reached_below_a_long_notice() {
    let mut play = Play::small(Account::furnished(), "j enter ?");
    play.press("G");
    let Some(lambda_lasso::app::state::Screen::Text(text)) = play.state.above.last() else {
        panic!("{}", play.place())
    };
    let last = text.document.lines.last().expect("a line").text.clone();
    play.press("g");
    silent(&mut play);
    play.press("G");
    play.says("No answer from Lambda");
    play.says(&last);
}

/// Whatever was read in the background put a half-read review back to its first line, and all of it had to be read anew.
#[test]
fn a_review_stays_where_it_is_read_when_something_below_changes() {
    let mut play = Play::small(Account::furnished(), "j enter");
    play.by_hand = true;
    play.press("e ctrl-u 0 ctrl-s");
    assert_eq!(play.place(), "review");
    play.resize(60, 16);
    play.press("pagedown");
    let (first, seen) = {
        let document = &play.state.review().unwrap().document;
        (document.first, document.seen)
    };
    assert!(first > 0, "there is more than a page");
    let before = play.state.review().unwrap().document.lines.clone();
    let stack = held_back(&mut play);
    learn_stack(&mut play, &stack);
    let document = &play.state.review().unwrap().document;
    let same = before
        .iter()
        .zip(&document.lines)
        .take_while(|(then, now)| then == now);
    let same = same.count();
    assert!(same < document.lines.len(), "the warning is new");
    assert_eq!(document.first, first.min(same));
    assert!(document.seen >= seen.min(same));
    assert!(first.min(same) > 0, "what is new stands below");
}

/// From the request, the review of what changes had to be read anew as well.
#[test]
fn what_was_seen_of_another_view_stays_seen_up_to_what_is_new() {
    let mut play = Play::begun();
    play.press("j enter");
    play.by_hand = true;
    play.press("e ctrl-u 0 ctrl-s");
    let lines = play.state.review().unwrap().document.lines.len();
    play.press("2");
    assert_eq!(play.state.review().unwrap().view, View::Body);
    let stack = held_back(&mut play);
    learn_stack(&mut play, &stack);
    play.hear(Message::Keys(super::shown::parse("1")));
    let document = &play.state.review().unwrap().document;
    assert!(document.lines.len() > lines && !document.is_seen());
    assert!(document.seen > 0, "what was seen before");
}

/// A refusal led back to the review as it had been written before: what had been read since was missing from it.
#[test]
fn r_on_a_refusal_reviews_with_what_is_known_by_then() {
    let mut play = Play::begun();
    play.press("j enter");
    play.by_hand = true;
    play.press("e ctrl-u 0 ctrl-s");
    let stack = held_back(&mut play);
    play.send();
    learn_stack(&mut play, &stack);
    play.written(refused(FailureKind::AccessDenied, 403));
    play.by_hand = false;
    play.press("r");
    assert_eq!(play.place(), "review");
    assert!(play.text().contains("stack orders-prod"), "{}", play.text());
}

/// What only waited for its turn counted as in flight: on opening a large account, the header spoke of 73 requests that nobody had got.
#[test]
fn what_is_queued_is_no_request_in_flight() {
    let mut play = Play::small(Account::furnished(), "");
    let mut traffic = |in_flight, queued| {
        play.hear(Message::TrafficChanged(Traffic {
            in_flight,
            queued,
            per_second: 8,
            ..Traffic::default()
        }));
        let screen = play.screen();
        screen
            .lines()
            .next()
            .unwrap_or_default()
            .trim_end()
            .to_owned()
    };
    assert!(traffic(2, 71).ends_with("  2 in flight, 71 queued"));
    // "0 in flight" beside what is queued read as a program that has nothing left to do.
    assert!(traffic(0, 71).ends_with("  71 queued"));
    assert!(traffic(0, 0).ends_with("  0 in flight"));
    assert!(traffic(2, 0).ends_with("  2 in flight"));
    play.resize(60, 16);
    play.says("2 in flight");
}
