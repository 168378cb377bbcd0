//! What holds after every message of a walk.
//!
//! Knows the trace so far: what was asked, answered, forgotten and sent. Does not know how the state decides.

use std::collections::BTreeMap;

use jiff::Timestamp;
use lambda_lasso::app::effect::Effect;
use lambda_lasso::app::key::{Key, KeyCode};
use lambda_lasso::app::message::Message;
use lambda_lasso::app::review::Stage;
use lambda_lasso::app::send_line::Asked;
use lambda_lasso::app::state::State;
use lambda_lasso::domain::call::{Answer, Query, RequestId, SessionNumber};
use lambda_lasso::domain::change::{ApprovedChange, ReviewedChange};
use lambda_lasso::domain::function::FunctionKey;
use lambda_lasso::domain::place::AccountId;

/// How long a send line must have been on screen before Enter counts.
const SEEN_FOR_MILLISECONDS: i128 = 300;

/// What the checks before a write were answered so far.
#[derive(Default)]
struct Check {
    /// Answers to requests up to this one were asked before.
    since: u64,
    configuration: Option<Answer>,
    account: Option<AccountId>,
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
    /// The change on whose open, seen send line Enter was pressed.
    entered: Option<ReviewedChange>,
    /// The same, while the message is on its way that holds that Enter.
    entering: Option<ReviewedChange>,
    was_checking: bool,
    /// The message answers nothing that anybody waits for.
    is_stray: bool,
    check: Check,
}

impl Laws {
    /// Looks at a message before it is given to the state.
    pub(crate) fn before(&mut self, state: &State, message: &Message, now: Timestamp) {
        self.entering = None;
        self.was_checking = is_checking(state);
        self.is_stray = self.is_stray(state, message);
        match message {
            Message::Keys(keys) if sends(state, keys, now) => {
                self.entering = state.review().map(|review| review.change.clone());
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
            | Message::Resized(_)
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

    /// Looks at the effects of a message.
    pub(crate) fn after(&mut self, state: &State, effects: &[Effect]) {
        assert!(
            !self.is_stray || effects.is_empty(),
            "an answer that nobody waits for led to {effects:?}"
        );
        if is_checking(state) && !self.was_checking {
            let since = self.highest;
            self.check = Check {
                since,
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
                Effect::Put { request, approved } | Effect::Delete { request, approved } => {
                    self.is_new(*request);
                    self.may_leave(approved);
                    let function = approved.reviewed().target().function.clone();
                    let busy = self.in_flight.values().any(|(_, other)| *other == function);
                    assert!(!busy, "a second write to {function:?}");
                    self.in_flight
                        .insert(*request, (approved.session(), function));
                }
                // What the ended session still asked for is given up with it.
                Effect::OpenSession { .. } => self.open.clear(),
                Effect::CopyText { .. }
                | Effect::SetTitle { .. }
                | Effect::Redraw
                | Effect::Suspend
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

    /// A write follows Enter on its open, seen send line, and answers that say that nothing moved.
    fn may_leave(&self, approved: &ApprovedChange) {
        let change = approved.reviewed();
        assert_eq!(
            self.entered.as_ref(),
            Some(change),
            "nobody pressed Enter on this"
        );
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

fn is_checking(state: &State) -> bool {
    state
        .review()
        .is_some_and(|review| matches!(review.stage, Stage::Checking(_)))
}

/// Says whether the first key of a read is Enter on a send line that was on screen long enough with its word complete.
fn sends(state: &State, keys: &[Key], now: Timestamp) -> bool {
    let Some(Stage::Asking(line)) = state.review().map(|review| &review.stage) else {
        return false;
    };
    let seen = line
        .shown
        .since
        .is_some_and(|at| now.duration_since(at).as_millis() >= SEEN_FOR_MILLISECONDS);
    let mut typed = line.typed.clone();
    for key in keys {
        if *key == Key::plain(KeyCode::Enter) {
            return seen && (line.asked == Asked::Yes || line.asked == Asked::Word(typed));
        }
        if key.code == KeyCode::Backspace {
            typed.pop();
        }
        typed.extend(key.typed());
    }
    false
}
