//! The reads of a check beside identity and settings: whether the qualifier is there, and what the words of the review rest on.
//!
//! Knows which of them a review needs, asks none twice unless all is asked anew, and keeps why one failed. Does not know what follows.

use serde::{Deserialize, Serialize};

use crate::app::effect::Effect;
use crate::app::requests::{Purpose, Requests};
use crate::domain::call::{Answer, FunctionDescription, Query, RequestId, Urgency};
use crate::domain::change::{Method, ReviewedChange};
use crate::domain::failure::{Failure, FailureKind, Operation};
use crate::domain::function::Target;
use crate::domain::grounds::{Ground, Grounds, alike};
use crate::domain::known::Known;
use crate::domain::qualifier::Qualifier;
use crate::domain::validation::Surroundings;

/// One of these reads.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Asked {
    query: Query,
    request: RequestId,
    is_answered: bool,
    failure: Option<Failure>,
}

/// What is read around the settings, as far as it was answered.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Around {
    /// What the review rests on.
    pub(super) reviewed: Grounds,
    /// The same as it is now.
    pub(super) now: Grounds,
    /// Whose descriptions the review rests on, and what they are now: of a weighted alias that of its second version, too, as it was
    /// reviewed and as it is now; of an alias whose version was not read, that of `$LATEST`.
    described: Vec<(Target, Option<FunctionDescription>)>,
    /// Whether the qualifier is there; `None` while nothing tells.
    is_found: Option<bool>,
    asked: Vec<Asked>,
}

impl Around {
    /// Asks for all that is known to be needed.
    pub(super) fn begin(
        change: &ReviewedChange,
        surroundings: &Surroundings,
        requests: &mut Requests,
    ) -> (Self, Vec<Effect>) {
        let reviewed = Grounds::of(surroundings);
        let described = described(change.target(), surroundings, &reviewed);
        let mut around = Self {
            reviewed,
            now: Grounds::UNREAD,
            described: described.into_iter().map(|target| (target, None)).collect(),
            is_found: None,
            asked: Vec::new(),
        };
        let queries = around.needed(change);
        let effects = queries.into_iter();
        let effects = effects.filter_map(|query| around.ask(query, requests));
        let effects = effects.collect();
        (around, effects)
    }

    /// What is needed from the beginning. Whether the qualifier is there is asked where it could be gone whatever its configuration says.
    fn needed(&self, change: &ReviewedChange) -> Vec<Query> {
        let reviewed = &self.reviewed;
        let (is_put, target) = (change.method() == Method::Put, change.target());
        let can_go_unnoticed = is_put && target.qualifier != Qualifier::Latest;
        let rests_on_existence =
            reviewed.routes.known().is_some() || reviewed.left_behind.known().is_some();
        let existence = (can_go_unnoticed || rests_on_existence).then(|| existence(target));
        let described = self.described.iter();
        let described = described.map(|(target, _)| Query::Description {
            target: target.clone(),
        });
        let concurrency = reviewed.reserved_concurrency.known();
        let concurrency = concurrency.map(|_| Query::Concurrency {
            function: target.function.clone(),
        });
        existence
            .into_iter()
            .chain(described)
            .chain(concurrency)
            .collect()
    }

    /// Asks whether the qualifier is there, if nothing else told and nobody asked.
    pub(super) fn ask_existence(
        &mut self,
        change: &ReviewedChange,
        requests: &mut Requests,
    ) -> Option<Effect> {
        let is_needed = self.is_found.is_none();
        is_needed.then(|| self.ask(existence(change.target()), requests))?
    }

    /// Asks for the descriptions of the versions that an alias routes to by now, and did not: what the review rests on is what all of them
    /// have.
    pub(super) fn ask_newly_routed(
        &mut self,
        change: &ReviewedChange,
        requests: &mut Requests,
    ) -> Vec<Effect> {
        let target = change.target();
        let is_described = self.described.first().is_some_and(|(of, _)| of == target);
        let routes = self.reviewed.routes.known().and(self.now.routes.known());
        let Some(routes) = routes.filter(|_| is_described) else {
            return Vec::new();
        };
        let others = second_versions(target, routes);
        let mut effects = Vec::new();
        for target in others {
            if self.described.iter().all(|(of, _)| *of != target) {
                self.described.push((target.clone(), None));
                effects.extend(self.ask(Query::Description { target }, requests));
            }
        }
        self.take_descriptions();
        effects
    }

    /// Asks all of it once more, of which nothing that was answered counts any more.
    pub(super) fn ask_again(&mut self, requests: &mut Requests) -> Vec<Effect> {
        self.now = Grounds::UNREAD;
        self.is_found = None;
        for (_, now) in &mut self.described {
            *now = None;
        }
        let asked = std::mem::take(&mut self.asked).into_iter();
        let effects = asked.filter_map(|asked| self.ask(asked.query, requests));
        effects.collect()
    }

    fn ask(&mut self, query: Query, requests: &mut Requests) -> Option<Effect> {
        if self.asked.iter().any(|asked| asked.query == query) {
            return None;
        }
        let (request, effect) = requests.read(Purpose::Review, query.clone(), Urgency::Operator);
        self.asked.push(Asked {
            query,
            request,
            is_answered: false,
            failure: None,
        });
        Some(effect)
    }

    /// Its requests.
    pub(super) fn requests(&self) -> impl Iterator<Item = RequestId> + '_ {
        self.asked.iter().map(|asked| asked.request)
    }

    /// Says whether an answer is missing.
    pub(super) fn is_open(&self) -> bool {
        self.asked.iter().any(|asked| !asked.is_answered)
    }

    /// Says whether the qualifier is there, as far as anything told: where that can't be read, the write itself tells.
    pub(super) fn exists(&self) -> bool {
        self.is_found.unwrap_or(true)
    }

    /// Takes an answer, if it was one of these that was asked.
    pub(super) fn answered(
        &mut self,
        change: &ReviewedChange,
        request: RequestId,
        answer: Result<Answer, Failure>,
    ) {
        let mut asked = self.asked.iter_mut();
        let Some(asked) = asked.find(|asked| asked.request == request) else {
            return;
        };
        asked.is_answered = true;
        match (&asked.query, answer) {
            (Query::Alias { .. }, Ok(Answer::Alias(alias))) => {
                self.found(alias.is_some());
                if let Some(alias) = alias {
                    self.now.routes = Known::Known(alias.versions());
                    self.take_descriptions();
                }
            }
            (Query::Description { target }, Ok(Answer::Description(description))) => {
                // An older version can be deleted: that tells nothing of the alias.
                let tells = target.qualifier == change.target().qualifier || is_latest(target);
                let is_there = description.is_some();
                let mut described = self.described.iter_mut();
                if let Some((of, now)) = described.find(|(of, _)| of == target) {
                    // That of another function than the one that is meant describes nothing.
                    let function = &of.function;
                    *now = description.filter(|now| function.is_answered_for(&now.function));
                }
                if tells {
                    self.found(is_there);
                }
                self.take_descriptions();
            }
            (Query::Concurrency { .. }, Ok(Answer::Concurrency(reserved))) => {
                self.now.reserved_concurrency = Known::Known(reserved);
            }
            (_, Err(failure)) => asked.failure = Some(failure),
            (_, Ok(_)) => {}
        }
    }

    /// Why what the review rests on could not be read again, each reason once.
    pub(super) fn failures(&self) -> Vec<Failure> {
        let mut failures: Vec<Failure> = Vec::new();
        for ground in self.reviewed.unread(&self.now) {
            let asked = self
                .asked
                .iter()
                .filter(|asked| tells(ground, &asked.query));
            let mut why: Vec<Failure> = asked.filter_map(|asked| asked.failure.clone()).collect();
            if why.is_empty() {
                why.push(lacking(ground));
            }
            why.retain(|one| !failures.contains(one));
            failures.extend(why);
        }
        failures
    }

    /// Why nothing may be sent over what could not be read again: a failure that may pass. A permission that is lacking does not come by
    /// checking once more.
    pub(super) fn passing_failure(&self) -> Option<Failure> {
        let mut failures = self.failures().into_iter();
        failures.find(|failure| failure.kind != FailureKind::AccessDenied)
    }

    /// One answer that it is gone outweighs those that say it is there: they may be older.
    fn found(&mut self, is_there: bool) {
        let is_found = self.is_found.unwrap_or(true) && is_there;
        self.is_found = Some(is_found);
        self.now.left_behind = Known::Known(!is_found);
    }

    /// Takes over what the descriptions say, once all are there: of an alias those of the versions that it routes to now.
    fn take_descriptions(&mut self) {
        self.now.timeouts = Known::NotRead;
        self.now.dead_letters = Known::NotRead;
        let routes = self.now.routes.known();
        let seconds = routes.map(|routes| routes.get(1..).unwrap_or_default());
        let described = self.described.iter().enumerate();
        let counting = described.filter(|(place, (of, _))| {
            *place == 0 || seconds.is_none_or(|seconds| seconds.contains(&of.qualifier))
        });
        let all: Option<Vec<&FunctionDescription>> =
            counting.map(|(_, (_, now))| now.as_ref()).collect();
        let Some(all) = all.filter(|all| !all.is_empty()) else {
            return;
        };
        let timeouts: Option<Vec<u32>> = all.iter().map(|now| now.timeout_seconds).collect();
        self.now.timeouts = timeouts.map_or(Known::Unreadable, |each| Known::Known(alike(each)));
        let dead_letters = all.iter().map(|now| now.dead_letter_target.clone());
        self.now.dead_letters = Known::Known(alike(dead_letters.collect()));
    }
}

/// Whose descriptions a review rests on.
fn described(target: &Target, surroundings: &Surroundings, reviewed: &Grounds) -> Vec<Target> {
    if !reviewed.rests_on_description() {
        return Vec::new();
    }
    if surroundings.dead_letters_of_latest {
        return vec![target.function.at(&Qualifier::Latest)];
    }
    let routes = reviewed.routes.known().map_or(&[][..], Vec::as_slice);
    // What is said of both versions is compared of both.
    let second = second_versions(target, routes);
    [target.clone()].into_iter().chain(second).collect()
}

/// The versions behind the first of an alias, which its own description does not tell of.
fn second_versions(target: &Target, routes: &[Qualifier]) -> Vec<Target> {
    let others = routes.iter().skip(1);
    others.map(|version| target.function.at(version)).collect()
}

/// Says whether a ground is read by this.
fn tells(ground: Ground, query: &Query) -> bool {
    match ground {
        Ground::Routes => matches!(query, Query::Alias { .. }),
        Ground::Timeout | Ground::DeadLetters => matches!(query, Query::Description { .. }),
        Ground::Absence => matches!(query, Query::Alias { .. } | Query::Description { .. }),
        Ground::Concurrency => matches!(query, Query::Concurrency { .. }),
    }
}

/// An answer came, and does not tell what it was asked for.
fn lacking(ground: Ground) -> Failure {
    let operation = match ground {
        Ground::Routes => Operation::GetAlias,
        Ground::Timeout | Ground::DeadLetters | Ground::Absence => {
            Operation::GetFunctionConfiguration
        }
        Ground::Concurrency => Operation::GetFunctionConcurrency,
    };
    let sentence = "The answer lacks what the review rests on.";
    Failure::new(FailureKind::UnreadableAnswer, operation, sentence)
}

fn is_latest(target: &Target) -> bool {
    target.qualifier == Qualifier::Latest
}

/// What tells whether a qualifier is there.
fn existence(target: &Target) -> Query {
    let target = target.clone();
    match target.qualifier {
        Qualifier::Alias(_) => Query::Alias { target },
        Qualifier::Latest | Qualifier::LatestPublished | Qualifier::Version(_) => {
            Query::Description { target }
        }
    }
}
