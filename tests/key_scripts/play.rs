//! Plays keys, answers and time against a state, and tells what it asked of the world.
//!
//! Knows how the event loop feeds the state: one message for each read of the terminal, a frame after each message. Does not
//! know what is right: each script says that.

use std::borrow::Cow;
use std::collections::VecDeque;

use jiff::{SignedDuration, Timestamp};
use lambda_lasso::app::effect::Effect;
use lambda_lasso::app::keymap::Context;
use lambda_lasso::app::message::{Message, Signal, Size, Stamped};
use lambda_lasso::app::notice::Notice;
use lambda_lasso::app::review::check::NotSent;
use lambda_lasso::app::review::{Ending, Stage};
use lambda_lasso::app::state::{Screen, Start, State};
use lambda_lasso::app::update::{next_wake, update};
use lambda_lasso::domain::call::{
    Answer, CredentialsGeneration, Outcome, Query, RequestId, SessionFacts, SessionNumber,
};
use lambda_lasso::domain::failure::Failure;
use lambda_lasso::view::{self, abilities::Abilities};
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::buffer::Cell;

use super::account::Account;
use super::shown::{about, parse, shown};
use super::values::facts;

/// The time between two keys of somebody who reads before typing on.
const PAUSE: SignedDuration = SignedDuration::from_millis(400);
/// The time in which somebody reads what a change came to.
const READING: SignedDuration = SignedDuration::from_secs(1);

/// The terminal that every promise of the screens is looked at on.
const SMALL: Size = Size {
    columns: 80,
    rows: 24,
};

/// A read that was asked for and not answered.
pub(crate) struct Asked {
    pub(crate) request: RequestId,
    pub(crate) session: SessionNumber,
    pub(crate) query: Query,
}

/// A state that is being played with.
pub(crate) struct Play {
    pub(crate) state: State,
    pub(crate) account: Account,
    /// Reads wait for `answer` instead of being answered at once.
    pub(crate) by_hand: bool,
    /// The credentials that every answer reports.
    pub(crate) credentials: CredentialsGeneration,
    pub(crate) asked: VecDeque<Asked>,
    /// The writes that were handed over, each once.
    pub(crate) writes: Vec<(RequestId, SessionNumber)>,
    pub(crate) now: Timestamp,
}

pub(crate) fn start() -> Start {
    Start {
        at: Timestamp::from_second(1_800_000_000).unwrap(),
        size: Size {
            columns: 120,
            rows: 50,
        },
        profile: None,
        demo: false,
        read_only: false,
        open: None,
    }
}

impl Play {
    /// A program whose session is open and whose list is read.
    pub(crate) fn begun() -> Self {
        Self::with(start(), Account::furnished())
    }

    /// The same, started differently.
    pub(crate) fn with(start: Start, account: Account) -> Self {
        let mut play = Self::unopened(start, account);
        play.opened(1, Ok(facts()));
        play
    }

    /// A program on a terminal of 80 columns and 24 rows, in an account of the test's own, after some keys.
    pub(crate) fn small(account: Account, keys: &str) -> Self {
        let start = Start {
            size: SMALL,
            ..start()
        };
        let mut play = Self::with(start, account);
        play.press(keys);
        play
    }

    /// A program whose session is not open yet.
    pub(crate) fn unopened(start: Start, account: Account) -> Self {
        let now = start.at;
        let (state, effects) = State::start(start);
        let session = SessionNumber(1);
        assert_eq!(effects, [Effect::OpenSession { session }]);
        Self {
            state,
            account,
            by_hand: false,
            credentials: CredentialsGeneration(1),
            asked: VecDeque::new(),
            writes: Vec::new(),
            now,
        }
    }

    /// On the review of `orders:$LATEST` with one retry less, every read from now on answered by hand.
    pub(crate) fn reviewing() -> Self {
        let mut play = Self::begun();
        play.review_orders();
        play
    }

    /// Goes from the list to that review.
    pub(crate) fn review_orders(&mut self) {
        self.press("g j enter enter backspace 0 ctrl-s");
        assert_eq!(self.place(), "review");
        self.by_hand = true;
    }

    /// The same, with the change handed over: its answer is awaited.
    pub(crate) fn sending() -> Self {
        let mut play = Self::reviewing();
        play.send();
        play
    }

    /// On the outcome of that write, whose answer never came; the old settings are held.
    pub(crate) fn lost() -> Self {
        let mut play = Self::sending();
        play.by_hand = false;
        play.written(super::values::unknown());
        assert_eq!(play.place(), "unknown");
        play
    }

    /// On the outcome of that write, which is stored.
    pub(crate) fn stored() -> Self {
        const SENT: &str = "0 1h - orders-failed";
        let mut play = Self::sending();
        play.by_hand = false;
        play.account.hold("orders", SENT);
        play.written(super::values::applied("orders", SENT));
        assert_eq!(play.place(), "done");
        play
    }

    /// From an open review through send line and checks to the write.
    pub(crate) fn send(&mut self) {
        let count = self.writes.len();
        self.by_hand = false;
        self.press("y enter");
        self.by_hand = true;
        assert_eq!(
            (self.place(), self.writes.len()),
            ("sending".into(), count + 1)
        );
    }

    /// Gives a message to the state and draws; answers what it reads unless that is done by hand.
    pub(crate) fn give(&mut self, message: Message) -> Vec<Effect> {
        let mut effects = self.hear(message);
        effects.extend(self.hear(Message::Drawn));
        if !self.by_hand {
            effects.extend(self.answer());
        }
        effects
    }

    /// Gives a message to the state, and draws nothing.
    pub(crate) fn hear(&mut self, message: Message) -> Vec<Effect> {
        self.hear_stamped(self.now, message)
    }

    /// Gives a message to the state that waited since it was stamped, and draws nothing.
    pub(crate) fn hear_stamped(&mut self, at: Timestamp, message: Message) -> Vec<Effect> {
        let effects = update(&mut self.state, Stamped { at, message });
        for effect in &effects {
            match effect {
                Effect::Read {
                    request,
                    session,
                    query,
                    ..
                } => self.asked.push_back(Asked {
                    request: *request,
                    session: *session,
                    query: query.clone(),
                }),
                Effect::Abandon { request } => self.asked.retain(|read| read.request != *request),
                Effect::Write { request, approved } => {
                    self.writes.push((*request, approved.session()));
                }
                Effect::OpenSession { .. }
                | Effect::RenewCredentials { .. }
                | Effect::CopyText { .. }
                | Effect::SetTitle { .. }
                | Effect::Redraw
                | Effect::Suspend
                | Effect::RestoreTerminal { .. }
                | Effect::Quit { .. } => {}
            }
        }
        effects
    }

    /// Presses keys, each in a read of its own; says what was asked of the world.
    pub(crate) fn press(&mut self, keys: &str) -> Vec<String> {
        self.effects(keys).iter().map(shown).collect()
    }

    /// The same, as effects.
    pub(crate) fn effects(&mut self, keys: &str) -> Vec<Effect> {
        let mut effects = Vec::new();
        for key in parse(keys) {
            let reads = matches!(self.state.context(), Context::Outcome | Context::Choice);
            self.pass(if reads { READING } else { PAUSE });
            effects.extend(self.give(Message::Keys(vec![key])));
        }
        effects
    }

    /// Presses keys that all come in one read.
    pub(crate) fn burst(&mut self, keys: &str) -> Vec<String> {
        self.pass(PAUSE);
        let effects = self.give(Message::Keys(parse(keys)));
        effects.iter().map(shown).collect()
    }

    pub(crate) fn paste(&mut self, text: &str) -> Vec<String> {
        self.pass(PAUSE);
        let effects = self.give(Message::Pasted(text.to_owned()));
        effects.iter().map(shown).collect()
    }

    pub(crate) fn resize(&mut self, columns: u16, rows: u16) -> Vec<String> {
        let effects = self.give(Message::Resized(Size { columns, rows }));
        effects.iter().map(shown).collect()
    }

    pub(crate) fn signal(&mut self, signal: Signal) -> Vec<Effect> {
        self.give(Message::Signalled(signal))
    }

    /// Lets time pass, and nothing else.
    pub(crate) fn pass(&mut self, duration: SignedDuration) {
        self.now = self.now.checked_add(duration).unwrap();
    }

    /// Goes to the instant that the state asked for, and wakes it.
    pub(crate) fn wake(&mut self) -> Vec<Effect> {
        self.now = next_wake(&self.state).expect("something is due");
        self.give(Message::Woken)
    }

    /// How long it is until something is due, in milliseconds.
    pub(crate) fn due(&self) -> Option<i128> {
        let wake = next_wake(&self.state)?;
        Some(wake.duration_since(self.now).as_millis())
    }

    /// Answers every read from the account, also those that follow from an answer.
    pub(crate) fn answer(&mut self) -> Vec<Effect> {
        let mut effects = Vec::new();
        while let Some(read) = self.asked.pop_front() {
            let result = self.account.answer(&read.query);
            effects.extend(self.answered(&read, result));
        }
        effects
    }

    /// Answers the oldest read that is open, with what the account says.
    pub(crate) fn answer_one(&mut self) -> Vec<Effect> {
        let read = self.asked.pop_front().expect("a read is open");
        let result = self.account.answer(&read.query);
        self.answered(&read, result)
    }

    /// Answers the oldest read that is open, with something of the test's own.
    pub(crate) fn answer_with(&mut self, result: Result<Answer, Failure>) -> Vec<Effect> {
        let read = self.asked.pop_front().expect("a read is open");
        self.answered(&read, result)
    }

    pub(crate) fn answered(
        &mut self,
        read: &Asked,
        result: Result<Answer, Failure>,
    ) -> Vec<Effect> {
        let mut effects = self.hear(Message::Answered {
            request: read.request,
            session: read.session,
            credentials: Some(self.credentials),
            answer: Box::new(result),
        });
        effects.extend(self.hear(Message::Drawn));
        effects
    }

    pub(crate) fn opened(
        &mut self,
        session: u32,
        result: Result<SessionFacts, Failure>,
    ) -> Vec<Effect> {
        self.give(Message::SessionOpened {
            session: SessionNumber(session),
            result: Box::new(result),
        })
    }

    /// Answers the latest write.
    pub(crate) fn written(&mut self, outcome: Outcome) -> Vec<Effect> {
        let (request, session) = *self.writes.last().expect("a write");
        self.give(Message::Written {
            request,
            session,
            outcome: Box::new(outcome),
        })
    }

    /// The open reads, shortly.
    pub(crate) fn open_reads(&self) -> Vec<String> {
        self.asked.iter().map(|read| about(&read.query)).collect()
    }

    /// What the notice line says.
    pub(crate) fn notice(&self) -> Cow<'_, str> {
        let notice = self.state.notice.as_ref();
        notice.map_or_else(Cow::default, Notice::sentence)
    }

    /// The text of the review or outcome, as one: what stands beside something else follows it, and a blank is one.
    pub(crate) fn text(&self) -> String {
        let lines = &self.state.review().expect("a review").document.lines;
        let left = lines.iter().map(|line| line.text.as_str());
        let right = lines.iter().filter_map(|line| line.beside.as_ref());
        let words = left.chain(right.map(|beside| beside.text.as_str()));
        let words = words.flat_map(str::split_whitespace);
        words.collect::<Vec<_>>().join(" ")
    }

    /// What is on the terminal, a line for each row.
    pub(crate) fn screen(&self) -> String {
        let Size { columns, rows } = self.state.size;
        let mut terminal = Terminal::new(TestBackend::new(columns, rows)).expect("a terminal");
        let drawn = terminal
            .draw(|frame| view::draw(frame, &self.state, Abilities::ALL))
            .expect("a frame");
        let cells = drawn.buffer.content();
        let row = |cells: &[Cell]| cells.iter().map(Cell::symbol).collect::<String>();
        let lines: Vec<String> = cells.chunks(usize::from(columns).max(1)).map(row).collect();
        lines.join("\n")
    }

    /// Looks for a text on the terminal, however it is wrapped there.
    #[track_caller]
    pub(crate) fn says(&self, text: &str) {
        let (screen, text) = (self.screen(), unwrapped(text));
        assert!(
            unwrapped(&screen).contains(&text),
            "{text:?} is not on the screen:\n{screen}"
        );
    }

    /// The same for a text that must not be there.
    #[track_caller]
    pub(crate) fn does_not_say(&self, text: &str) {
        let (screen, text) = (self.screen(), unwrapped(text));
        assert!(
            !unwrapped(&screen).contains(&text),
            "{text:?} is on the screen:\n{screen}"
        );
    }

    /// Looks for a text on a screen that scrolls, from its beginning to its end.
    #[track_caller]
    pub(crate) fn says_scrolled(&mut self, text: &str) {
        self.press("g");
        for _ in 0..100 {
            if unwrapped(&self.screen()).contains(&unwrapped(text)) {
                return;
            }
            self.press("j");
        }
        self.says(text);
    }

    /// The rows of the terminal that hold a text.
    pub(crate) fn rows_with(&self, text: &str) -> Vec<String> {
        let screen = self.screen();
        let rows = screen.lines().filter(|row| row.contains(text));
        rows.map(|row| row.trim_end().to_owned()).collect()
    }

    /// Where one is, in a word or two.
    pub(crate) fn place(&self) -> String {
        let word = match self.state.context() {
            Context::Everywhere => "nowhere",
            Context::Explorer => "list",
            Context::Filter => "filter",
            Context::Function => return self.function(),
            Context::Form => "form",
            Context::Discard => "discard?",
            Context::Review => "review",
            Context::SendLine => "asking",
            Context::Checking => self.checking(),
            Context::Sending => "sending",
            Context::Choice => "drifted",
            Context::Outcome => self.ending(),
            Context::QuitPrompt => "quit?",
            Context::Text => "text",
            Context::CopyMenu => "copy?",
        };
        word.to_owned()
    }

    fn function(&self) -> String {
        match self.state.above.last() {
            Some(Screen::Function(screen)) => screen
                .target()
                .map_or_else(String::new, |target| target.to_string()),
            Some(Screen::Form(_) | Screen::Review(_) | Screen::Text(_)) | None => String::new(),
        }
    }

    fn checking(&self) -> &'static str {
        match self.state.review().map(|review| &review.stage) {
            Some(Stage::Waiting { .. }) => "waiting",
            _ => "checking",
        }
    }

    fn ending(&self) -> &'static str {
        let Some(Stage::Ended(ending)) = self.state.review().map(|review| &review.stage) else {
            return "";
        };
        match ending {
            Ending::Applied { .. } => "done",
            Ending::Refused { .. } => "refused",
            Ending::Drifted(_) => "drifted",
            Ending::Unknown(_) => "unknown",
            Ending::NotSent(reason) => match reason {
                NotSent::Failed(_) => "not sent: failed",
                NotSent::OtherAccount { .. } => "not sent: other account",
                NotSent::UnconfirmedAccount { .. } => "not sent: unconfirmed account",
                NotSent::OtherCredentials => "not sent: other credentials",
                NotSent::NotReadAgain => "not sent: not read again",
                NotSent::OtherFunction { .. } => "not sent: other function",
                NotSent::Gone => "not sent: gone",
                NotSent::AlreadySo(_) => "not sent: already so",
                NotSent::EndedSession => "not sent: ended session",
                NotSent::Stopped => "not sent: stopped",
                NotSent::TookTooLong { .. } => "not sent: took too long",
                NotSent::UnnamedMembers(_) => "not sent: unnamed members",
                NotSent::SavedAgain(_) => "not sent: saved again",
                NotSent::Moved(_) => "not sent: moved",
                NotSent::OtherChange => "not sent: other change",
            },
        }
    }
}

/// A text as it reads, wherever its lines were broken.
fn unwrapped(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
