//! A walk: gives messages to the state, keeps the trace, draws some frames.
//!
//! Knows what was met on the way. Does not know which message comes next, nor which laws hold.

use std::collections::BTreeSet;

use jiff::{SignedDuration, Timestamp};
use lambda_lasso::app::effect::Effect;
use lambda_lasso::app::keymap::Context;
use lambda_lasso::app::message::{Message, Size, Stamped};
use lambda_lasso::app::review::check::NotSent;
use lambda_lasso::app::review::{Ending, Stage};
use lambda_lasso::app::state::{Leaving, Start, State};
use lambda_lasso::app::update::{next_wake, update};
use lambda_lasso::domain::call::{Query, RequestId, SessionNumber};
use lambda_lasso::domain::change::Method;
use lambda_lasso::domain::function::FunctionAddress;
use lambda_lasso::view::{self, abilities::Abilities};
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::buffer::Cell;
use serde_json::Value;

use super::account::{Account, many};
use super::chance::Chance;
use super::laws::{self, Laws};
use super::next::{FUNCTIONS, SIZES};
use super::written;

/// A walk.
pub(crate) struct Walker {
    pub(crate) start: Start,
    /// The effects of starting, as they are written down.
    pub(crate) first: Value,
    pub(crate) state: State,
    /// Each message with its effects as they are written down.
    pub(crate) trace: Vec<(Stamped, Value)>,
    /// What the walk met.
    pub(crate) met: BTreeSet<&'static str>,
    pub(crate) chance: Chance,
    pub(crate) account: Account,
    pub(crate) laws: Laws,
    pub(crate) now: Timestamp,
    /// The session that was asked for and not opened yet.
    pub(crate) opening: Option<SessionNumber>,
    /// Requests that were answered or abandoned, for answers that come too late.
    pub(crate) bygone: Vec<(RequestId, SessionNumber, Query)>,
    ended: bool,
}

impl Walker {
    pub(crate) fn new(seed: u64) -> Self {
        let mut chance = Chance::of(seed);
        let mut account = Account::furnished();
        if chance.percent(30) {
            account.functions.extend(many(40));
        }
        let (columns, rows) = chance.one(&SIZES[..4]);
        let open = chance
            .percent(30)
            .then(|| FunctionAddress::parse(chance.one(&FUNCTIONS)).expect("an address"));
        let start = Start {
            at: Timestamp::from_second(1_800_000_000).expect("a time"),
            size: Size { columns, rows },
            profile: None,
            demo: false,
            read_only: chance.percent(5),
            open,
        };
        let (state, effects) = State::start(start.clone());
        Self {
            now: start.at,
            start,
            first: written(&effects),
            state,
            trace: Vec::new(),
            met: BTreeSet::new(),
            chance,
            account,
            laws: Laws::default(),
            opening: Some(SessionNumber(1)),
            bygone: Vec::new(),
            ended: false,
        }
    }

    pub(crate) fn has_ended(&self) -> bool {
        self.ended
    }

    /// Lets one thing happen, and mostly draws what it led to.
    pub(crate) fn step(&mut self) {
        let pauses = [0, 50, 350, 350, 1000];
        let mut pause = SignedDuration::from_millis(self.chance.one(&pauses));
        // The machine sleeps, or the program is stopped.
        if self.state.context() == Context::Checking && self.chance.percent(2) {
            pause = SignedDuration::from_secs(self.chance.one(&[20, 40, 7200]));
        }
        self.now = self.now.checked_add(pause).expect("a time");
        let message = self.message();
        self.give(message);
        if self.chance.percent(85) && !matches!(self.state.leaving, Some(Leaving::Restored { .. }))
        {
            if self.chance.percent(10) {
                drop(self.draw());
            }
            self.give(Message::Drawn);
        }
        if self.chance.percent(2) {
            self.write_down_and_read_back();
        }
    }

    fn give(&mut self, message: Message) {
        if self.ended {
            return;
        }
        let stamped = Stamped {
            at: self.now,
            message,
        };
        if stamped.message == Message::Drawn
            && let Some(review) = laws::being_read(&self.state)
        {
            self.laws.shown(review, self.draw());
        }
        self.laws.before(&self.state, &stamped.message, self.now);
        let was_woken = stamped.message == Message::Woken;
        let effects = update(&mut self.state, stamped.clone());
        self.laws.after(&self.state, &effects, self.now);
        self.note(&effects);
        self.trace.push((stamped, written(&effects)));
        let due = next_wake(&self.state).is_some_and(|wake| wake <= self.now);
        assert!(
            !(was_woken && due) || self.ended,
            "woken for nothing, again and again"
        );
    }

    /// Remembers what was met and what can still be answered.
    fn note(&mut self, effects: &[Effect]) {
        for effect in effects {
            match effect {
                Effect::OpenSession { session } => {
                    if self.state.session.account.is_some() {
                        self.meet("another session");
                    }
                    self.opening = Some(*session);
                }
                Effect::Read {
                    request,
                    session,
                    query,
                    ..
                } => self.bygone.push((*request, *session, query.clone())),
                Effect::Write { approved, .. } => self.meet(match approved.reviewed().method() {
                    Method::Put => "put",
                    Method::Delete => "delete",
                }),
                Effect::Abandon { .. } => self.meet("abandoned"),
                Effect::RestoreTerminal { .. } => self.meet("restored"),
                Effect::Quit { .. } => {
                    self.meet("quit");
                    self.ended = true;
                }
                Effect::RenewCredentials { .. } => self.meet("credentials taken anew"),
                Effect::CopyText { .. }
                | Effect::SetTitle { .. }
                | Effect::Redraw
                | Effect::Suspend => {}
            }
        }
        self.meet(context(self.state.context()));
        let review = self.state.review();
        if let Some(word) = review.and_then(|review| stage(&review.stage)) {
            self.meet(word);
        }
    }

    pub(crate) fn meet(&mut self, word: &'static str) {
        self.met.insert(word);
    }

    /// The rows of a frame.
    fn draw(&self) -> Vec<String> {
        let Size { columns, rows } = self.state.size;
        let mut terminal = Terminal::new(TestBackend::new(columns, rows)).expect("a terminal");
        terminal
            .draw(|frame| view::draw(frame, &self.state, Abilities::ALL))
            .expect("a frame");
        let cells = terminal.backend().buffer().content();
        let rows = cells.chunks(usize::from(columns).max(1));
        rows.map(|row| row.iter().map(Cell::symbol).collect())
            .collect()
    }

    /// The walk goes on from what was read back.
    fn write_down_and_read_back(&mut self) {
        let text = serde_json::to_string(&self.state).expect("a state can be written");
        let state: State = serde_json::from_str(&text).expect("a state can be read back");
        assert_eq!(state, self.state);
        self.state = state;
    }
}

fn context(context: Context) -> &'static str {
    match context {
        Context::Everywhere => "Everywhere",
        Context::Explorer => "Explorer",
        Context::Filter => "Filter",
        Context::Function => "Function",
        Context::Form => "Form",
        Context::Discard => "Discard",
        Context::Review => "Review",
        Context::SendLine => "SendLine",
        Context::Checking => "Checking",
        Context::Sending => "Sending",
        Context::Choice => "Choice",
        Context::Outcome => "Outcome",
        Context::QuitPrompt => "QuitPrompt",
        Context::Text => "Text",
        Context::CopyMenu => "CopyMenu",
    }
}

fn stage(stage: &Stage) -> Option<&'static str> {
    match stage {
        Stage::Waiting { .. } => Some("waiting"),
        Stage::Ended(ending) => match ending {
            Ending::Applied { .. } => Some("applied"),
            Ending::Refused { .. } => Some("refused"),
            Ending::Unknown(_) => Some("unknown"),
            Ending::Drifted(_) => Some("drifted"),
            Ending::NotSent(NotSent::Gone) => Some("gone"),
            Ending::NotSent(NotSent::AlreadySo(_)) => Some("already so"),
            Ending::NotSent(NotSent::OtherAccount { .. }) => Some("other account"),
            Ending::NotSent(NotSent::Stopped) => Some("stopped"),
            Ending::NotSent(NotSent::TookTooLong { .. }) => Some("took too long"),
            Ending::NotSent(_) => None,
        },
        Stage::Reading | Stage::Asking(_) | Stage::Checking(_) | Stage::Sending { .. } => None,
    }
}
