//! What is read of the account: asks for listings and pieces, takes the answers, asks for the next page.
//!
//! Knows one query, one page, one answer: the next page is asked for as soon as one arrived, to the end. A marker that comes
//! again would never end a listing and is a failure. Does not know the screens that want what is read.

use std::collections::BTreeSet;

use jiff::Timestamp;

use super::catalogue::Catalogue;
use super::effect::Effect;
use super::entry::{Entry, Part};
use super::requests::{PartPage, Purpose, Requests};
use crate::domain::call::{Answer, Query, RequestId, Urgency};
use crate::domain::failure::{Failure, FailureKind, Operation};
use crate::domain::function::FunctionKey;

/// Asks for the functions of the account, from the first page.
///
/// A listing on its way is forgotten: two at once would each end with what the other had not shown yet.
pub fn ask_functions(
    catalogue: &mut Catalogue,
    requests: &mut Requests,
    at: Timestamp,
) -> Vec<Effect> {
    let abandoned = catalogue
        .listing
        .request()
        .and_then(|request| requests.abandon(request));
    let (request, effect) = functions_page(requests, None, BTreeSet::new());
    catalogue.begin_listing(request, at);
    abandoned.into_iter().chain([effect]).collect()
}

fn functions_page(
    requests: &mut Requests,
    marker: Option<String>,
    markers: BTreeSet<String>,
) -> (RequestId, Effect) {
    let purpose = Purpose::Functions { markers };
    requests.read(purpose, Query::Functions { marker }, Urgency::Visible)
}

/// Asks for a piece of what is known of a function; what is on its way with other urgency is asked for anew.
pub fn ask(
    catalogue: &mut Catalogue,
    requests: &mut Requests,
    function: &FunctionKey,
    part: Part,
    urgency: Urgency,
) -> Vec<Effect> {
    let mut effects = abandon(catalogue, requests, function, part);
    if let Some(entry) = catalogue.get_mut(function) {
        let first = PartPage {
            function: entry.function.clone(),
            part,
            markers: BTreeSet::new(),
            collected: None,
        };
        effects.push(part_page(entry, requests, (first, urgency), None));
    }
    effects
}

fn part_page(
    entry: &mut Entry,
    requests: &mut Requests,
    (page, urgency): (PartPage, Urgency),
    marker: Option<String>,
) -> Effect {
    let part = page.part;
    let query = part.query(page.function.clone(), marker);
    let (request, effect) = requests.read(Purpose::Part(page), query, urgency);
    entry.ask(part, request);
    effect
}

/// Asks for several pieces of a function.
pub fn ask_all(
    catalogue: &mut Catalogue,
    requests: &mut Requests,
    function: &FunctionKey,
    parts: &[Part],
    urgency: Urgency,
) -> Vec<Effect> {
    parts
        .iter()
        .flat_map(|part| ask(catalogue, requests, function, *part, urgency))
        .collect()
}

/// Forgets the request for a piece.
pub fn abandon(
    catalogue: &mut Catalogue,
    requests: &mut Requests,
    function: &FunctionKey,
    part: Part,
) -> Vec<Effect> {
    let Some(entry) = catalogue.get_mut(function) else {
        return Vec::new();
    };
    let Some(request) = entry.request(part) else {
        return Vec::new();
    };
    entry.abandon(part);
    requests.abandon(request).into_iter().collect()
}

/// Takes a page of the functions, and asks for the next.
pub fn functions_answered(
    catalogue: &mut Catalogue,
    requests: &mut Requests,
    mut markers: BTreeSet<String>,
    answer: Result<Answer, Failure>,
    at: Timestamp,
    is_kept: impl Fn(&FunctionKey) -> bool,
) -> Option<Effect> {
    let page = match answer {
        Ok(Answer::Functions(page)) => page,
        Ok(_) => {
            catalogue
                .listing
                .answer(Err(Failure::other_answer(Operation::ListFunctions)), at);
            return None;
        }
        Err(failure) => {
            catalogue.listing.answer(Err(failure), at);
            return None;
        }
    };
    catalogue.add_page(page.items, at);
    match next_page(page.next, &mut markers, Operation::ListFunctions) {
        Ok(None) => {
            catalogue.end_listing(at, is_kept);
            None
        }
        Ok(next) => {
            let (request, effect) = functions_page(requests, next, markers);
            catalogue.listing.ask(request);
            Some(effect)
        }
        Err(endless) => {
            catalogue.listing.answer(Err(endless), at);
            None
        }
    }
}

/// Takes a page of a piece, and asks for the next as urgently; a piece is shown only when it is whole.
pub fn part_answered(
    catalogue: &mut Catalogue,
    requests: &mut Requests,
    (mut page, urgency): (PartPage, Urgency),
    answer: Result<Answer, Failure>,
    at: Timestamp,
) -> Option<Effect> {
    let entry = catalogue.get_mut(&page.function)?;
    let answer = match answer {
        Ok(answer) => answer,
        Err(failure) => {
            entry.answer(page.part, Err(failure), at);
            return None;
        }
    };
    let next = answer.next_marker().map(str::to_owned);
    let joined = answer.after(page.collected.take().map(|before| *before));
    match next_page(next, &mut page.markers, page.part.operation()) {
        Ok(None) => entry.answer(page.part, Ok(joined), at),
        Ok(next) => {
            page.collected = Some(Box::new(joined));
            return Some(part_page(entry, requests, (page, urgency), next));
        }
        Err(endless) => entry.answer(page.part, Err(endless), at),
    }
    None
}

/// Where a listing goes on; a marker that comes twice would never end it.
fn next_page(
    next: Option<String>,
    before: &mut BTreeSet<String>,
    operation: Operation,
) -> Result<Option<String>, Failure> {
    match next {
        Some(marker) if !before.insert(marker.clone()) => Err(Failure::new(
            FailureKind::EndlessListing,
            operation,
            "The listing would never end: the service answered the same marker twice.",
        )),
        next => Ok(next),
    }
}
