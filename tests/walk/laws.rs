//! What holds after every message of a walk.
//!
//! Knows the trace so far: what was asked, answered, forgotten and sent. Does not know how the state decides.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use lambda_lasso::app::document::Line;
use lambda_lasso::app::effect::Effect;
use lambda_lasso::app::key::{Key, KeyCode};
use lambda_lasso::app::layout::too_small;
use lambda_lasso::app::message::{Message, Size};
use lambda_lasso::app::review::{Review, Stage, View};
use lambda_lasso::app::send_line::Asked;
use lambda_lasso::app::state::{Screen, State};
use lambda_lasso::domain::call::{Answer, Query, RequestId, SessionNumber};
use lambda_lasso::domain::change::{ApprovedChange, ReviewedChange};
use lambda_lasso::domain::function::FunctionKey;
use lambda_lasso::domain::place::AccountId;

use super::typed::Typed;

/// How long a send line must have been on screen before Enter counts.
const SEEN_FOR_MILLISECONDS: i128 = 300;

/// What the checks before a write were answered so far.
#[derive(Default)]
struct Check {
    /// When they began.
    began: Option<Timestamp>,
    /// Answers to requests up to this one were asked before.
    since: u64,
    configuration: Option<Answer>,
    account: Option<AccountId>,
}

/// A send line when it was opened.
struct Opened {
    /// The columns that the text above it was written for.
    columns: u16,
    text: Vec<Line>,
    /// The lines of it that had stood in no frame.
    never_drawn: Vec<String>,
}

/// Enter on an open send line.
struct Enter {
    change: ReviewedChange,
    at: Timestamp,
    /// The lines that stood in no frame when the line was opened, or that say something else since.
    never_drawn: Vec<String>,
}

/// What a walk asked, was answered and sent.
#[derive(Default)]
pub(crate) struct Laws {
    /// Every read that was asked and neither answered nor abandoned.
    pub(crate) open: BTreeMap<RequestId, (SessionNumber, Query)>,
    /// Every write that was handed over and not answered.
    pub(crate) in_flight: BTreeMap<RequestId, (SessionNumber, FunctionKey)>,
    /// The highest number that a request had.
    highest: u64,
    /// The change on whose open, seen send line Enter was pressed, and when.
    entered: Option<Enter>,
    /// The same, while the message is on its way that holds that Enter.
    entering: Option<Enter>,
    /// The rows that frames showed of the review on top, as far as it is about this change.
    read: Option<(ReviewedChange, BTreeSet<String>)>,
    /// The send line that is open.
    opened: Option<Opened>,
    /// Since when the open send line is on the terminal, as far as the walk drew it.
    asking_since: Option<Timestamp>,
    /// Since when it is on the terminal what a change came to.
    outcome_since: Option<Timestamp>,
    /// An outcome was the topmost screen before the message, and it came from a key.
    closing: bool,
    typed: Typed,
    was_checking: bool,
    /// The message answers nothing that anybody waits for.
    is_stray: bool,
    check: Check,
}

impl Laws {
    /// Looks at a message before it is given to the state.
    pub(crate) fn before(&mut self, state: &State, message: &Message, now: Timestamp) {
        self.entering = None;
        self.closing = matches!(message, Message::Keys(_)) && is_outcome(state);
        self.typed = Typed::before(state, message);
        self.was_checking = is_checking(state);
        self.is_stray = self.is_stray(state, message);
        match message {
            Message::Keys(keys) if sends(state, keys, self.asking_since, now) => {
                let review = state.review().expect("a send line");
                self.entering = Some(Enter {
                    change: review.change.clone(),
                    at: now,
                    never_drawn: self.unread(review, state.size),
                });
            }
            Message::Drawn if !too_small(state.size) => self.drawn(state, now),
            Message::Resized(_) => {
                self.asking_since = None;
                self.read = None;
            }
            Message::Answered {
                request,
                session,
                answer,
                ..
            } if *session == state.session.number => {
                let answered = self.open.remove(request);
                let Some((_, query)) = answered.filter(|_| request.0 > self.check.since) else {
                    return;
                };
                match (query, answer.as_ref()) {
                    (Query::Configuration { .. }, Ok(answer)) => {
                        self.check.configuration = Some(answer.clone());
                    }
                    (Query::Identity, Ok(Answer::Identity(identity))) => {
                        self.check.account = Some(identity.account.clone());
                    }
                    (_, Ok(_) | Err(_)) => {}
                }
            }
            Message::Written { request, .. } if !self.is_stray => {
                self.in_flight.remove(request);
            }
            Message::Keys(_)
            | Message::Pasted(_)
            | Message::Drawn
            | Message::Woken
            | Message::SessionOpened { .. }
            | Message::Answered { .. }
            | Message::Written { .. }
            | Message::TrafficChanged(_)
            | Message::Copied { .. }
            | Message::Signalled(_) => {}
        }
    }

    /// Says whether a message answers what nobody asked, or nobody waits for any more.
    fn is_stray(&self, state: &State, message: &Message) -> bool {
        match message {
            Message::Answered {
                request, session, ..
            } => *session != state.session.number || !self.open.contains_key(request),
            Message::Written {
                request, session, ..
            } => self
                .in_flight
                .get(request)
                .is_none_or(|(of, _)| of != session),
            Message::Keys(_)
            | Message::Pasted(_)
            | Message::Resized(_)
            | Message::Drawn
            | Message::Woken
            | Message::SessionOpened { .. }
            | Message::TrafficChanged(_)
            | Message::Copied { .. }
            | Message::Signalled(_) => false,
        }
    }

    /// Takes the rows of a frame, which is about to be on the terminal.
    pub(crate) fn shown(&mut self, review: &Review, rows: Vec<String>) {
        if self
            .read
            .as_ref()
            .is_none_or(|(of, _)| *of != review.change)
        {
            self.read = Some((review.change.clone(), BTreeSet::new()));
        }
        if let Some((_, read)) = &mut self.read {
            read.extend(rows);
        }
    }

    /// The lines of a review that stood in no frame so far.
    fn never_drawn(&self, review: &Review) -> Vec<String> {
        let read = self.read.as_ref().filter(|(of, _)| *of == review.change);
        let was_drawn = |text: &str| {
            let mut rows = read.into_iter().flat_map(|(_, rows)| rows);
            rows.any(|row| row.contains(text.trim()))
        };
        let lines = review.document.lines.iter();
        let texts = lines.flat_map(|line| {
            let beside = line.beside.as_ref().map(|beside| beside.text.clone());
            [Some(line.text.clone()), beside].into_iter().flatten()
        });
        texts.filter(|text| !was_drawn(text)).collect()
    }

    /// The lines that nobody saw before the send line was opened. Wrapped for another width, they say the same.
    fn unread(&self, review: &Review, size: Size) -> Vec<String> {
        let opened = self.opened.as_ref().expect("an open send line");
        let others = review.document.lines.iter().zip(&opened.text);
        let others = others.filter(|(line, then)| size.columns == opened.columns && line != then);
        let others = others.map(|(line, _)| line.text.clone());
        opened.never_drawn.iter().cloned().chain(others).collect()
    }

    /// A frame is on the terminal.
    fn drawn(&mut self, state: &State, now: Timestamp) {
        let Some(Screen::Review(review)) = state.above.last() else {
            return;
        };
        match review.stage {
            Stage::Asking(_) => {
                self.asking_since.get_or_insert(now);
            }
            Stage::Ended(_) => {
                self.outcome_since.get_or_insert(now);
            }
            Stage::Reading | Stage::Checking(_) | Stage::Waiting { .. } | Stage::Sending { .. } => {
            }
        }
    }

    /// Looks at what is on the terminal and at what was typed.
    fn keeps(&mut self, state: &State, now: Timestamp) {
        if self.closing && !is_outcome(state) {
            let seen = self.outcome_since.is_some_and(|at| was_seen(at, now));
            assert!(seen, "an outcome was closed that nobody saw");
        }
        let reached = state.review().map(|review| &review.stage);
        if !matches!(reached, Some(Stage::Asking(_))) {
            self.asking_since = None;
            self.opened = None;
        } else if let (None, Some(review)) = (&self.opened, state.review()) {
            self.opened = Some(Opened {
                columns: state.size.columns,
                text: review.document.lines.clone(),
                never_drawn: self.never_drawn(review),
            });
        }
        if !matches!(reached, Some(Stage::Ended(_))) {
            self.outcome_since = None;
        }
        self.typed.is_kept(state);
    }

    /// Looks at the effects of a message.
    pub(crate) fn after(&mut self, state: &State, effects: &[Effect], now: Timestamp) {
        self.keeps(state, now);
        assert!(
            !self.is_stray || effects.is_empty(),
            "an answer that nobody waits for led to {effects:?}"
        );
        if is_checking(state) && !self.was_checking {
            let since = self.highest;
            self.check = Check {
                since,
                began: Some(now),
                ..Check::default()
            };
            self.entered = self.entering.take().or(self.entered.take());
        }
        for effect in effects {
            match effect {
                Effect::Read {
                    request,
                    session,
                    query,
                    ..
                } => {
                    self.is_new(*request);
                    self.open.insert(*request, (*session, query.clone()));
                }
                Effect::Abandon { request } => {
                    let forgotten = self.open.remove(request);
                    assert!(forgotten.is_some(), "{request:?} was not open");
                }
                Effect::Write { request, approved } => {
                    self.is_new(*request);
                    self.may_leave(approved, now);
                    let function = approved.reviewed().target().function.clone();
                    let busy = self.in_flight.values().any(|(_, other)| *other == function);
                    assert!(!busy, "a second write to {function:?}");
                    self.in_flight
                        .insert(*request, (approved.session(), function));
                }
                // What the ended session still asked for is given up with it.
                Effect::OpenSession { .. } => self.open.clear(),
                Effect::Suspend => {
                    let reached = state.review().map(|review| &review.stage);
                    let goes_on =
                        matches!(reached, Some(Stage::Checking(_) | Stage::Waiting { .. }));
                    assert!(!goes_on, "fg would send");
                }
                Effect::RenewCredentials { session } => assert_eq!(*session, state.session.number),
                Effect::CopyText { .. }
                | Effect::SetTitle { .. }
                | Effect::Redraw
                | Effect::RestoreTerminal { .. }
                | Effect::Quit { .. } => {}
            }
        }
        let pending: Vec<RequestId> = state.requests.pending().map(|(id, _)| id).collect();
        let open: Vec<RequestId> = self.open.keys().copied().collect();
        assert_eq!(pending, open, "what is waited for and what is on its way");
    }

    /// A number is given once.
    fn is_new(&mut self, request: RequestId) {
        assert!(request.0 > self.highest, "{request:?} was given before");
        self.highest = request.0;
    }

    /// A write follows Enter on its open, seen send line, below a review whose every line was drawn, and answers that say that nothing
    /// moved.
    fn may_leave(&self, approved: &ApprovedChange, now: Timestamp) {
        let change = approved.reviewed();
        let entered = self.entered.as_ref().expect("nobody pressed Enter");
        assert_eq!(&entered.change, change, "nobody pressed Enter on this");
        assert_eq!(entered.never_drawn, Vec::<String>::new(), "never drawn");
        let since = |at: Timestamp| now.duration_since(at).as_secs();
        assert!(
            since(entered.at) <= 60,
            "{} s after Enter",
            since(entered.at)
        );
        let began = self.check.began.expect("no check was made");
        assert!(since(began) <= 30, "a check of {} s", since(began));
        let Some(Answer::Configuration(held)) = &self.check.configuration else {
            panic!("the settings were not read again")
        };
        let held = held.as_ref().map(|stored| &stored.settings);
        assert_eq!(held, change.before_settings(), "the settings moved");
        if let Some(account) = &change.proposed().scope.account {
            assert_eq!(
                self.check.account.as_ref(),
                Some(account),
                "another account"
            );
        }
        if let (Some(account), Some(owner)) =
            (&self.check.account, &change.target().function.account)
        {
            assert_eq!(account, owner, "a function of another account");
        }
    }
}

/// The review on top whose text is being read.
pub(crate) fn being_read(state: &State) -> Option<&Review> {
    let Some(Screen::Review(review)) = state.above.last() else {
        return None;
    };
    // While `r` checks again, the text stays on screen.
    let is_read = matches!(
        review.stage,
        Stage::Reading | Stage::Asking(_) | Stage::Checking(_)
    );
    (is_read && review.view == View::Difference).then_some(review)
}

fn is_checking(state: &State) -> bool {
    state
        .review()
        .is_some_and(|review| matches!(review.stage, Stage::Checking(_)))
}

fn is_outcome(state: &State) -> bool {
    let reached = state.review().map(|review| &review.stage);
    matches!(reached, Some(Stage::Ended(_)))
}

fn was_seen(since: Timestamp, now: Timestamp) -> bool {
    now.duration_since(since).as_millis() >= SEEN_FOR_MILLISECONDS
}

/// Says whether the first key of a read is Enter on a send line that was on screen long enough with its word complete.
fn sends(state: &State, keys: &[Key], since: Option<Timestamp>, now: Timestamp) -> bool {
    let Some(Stage::Asking(line)) = state.review().map(|review| &review.stage) else {
        return false;
    };
    let seen = since.is_some_and(|at| was_seen(at, now));
    let mut typed = line.typed.clone();
    for key in keys {
        if *key == Key::plain(KeyCode::Enter) {
            return seen
                && (line.asked == Asked::Yes
                    || line.asked == Asked::Word(typed.text().to_owned()));
        }
        typed.key(*key);
    }
    false
}
