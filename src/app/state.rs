//! The whole state of the program, and how it starts.
//!
//! Knows which parts there are. Does not know what happens to them: see `update` and `steps`.

use std::borrow::Cow;

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use super::catalogue::Catalogue;
use super::copy::Copying;
use super::drafts::Drafts;
use super::effect::Effect;
use super::explorer::Explorer;
use super::form::Form;
use super::function::FunctionScreen;
use super::keymap::Context;
use super::layout;
use super::memory::Memory;
use super::message::Size;
use super::notice::Notice;
use super::remote::Remote;
use super::requests::Requests;
use super::review::{Ending, Review, Stage};
use super::session::{Renewal, Session};
use super::text_screen::TextScreen;
use crate::domain::call::SessionNumber;
use crate::domain::function::FunctionAddress;
use crate::domain::words;

/// For how many seconds a write has no answer before that is counted on screen.
pub const LONG_ON_ITS_WAY: i64 = 5;

/// What the program is started with.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Start {
    /// When.
    pub at: Timestamp,
    /// The size of the terminal.
    pub size: Size,
    /// The profile that was asked for by name.
    pub profile: Option<String>,
    /// The account is the built-in demonstration.
    pub demo: bool,
    /// Nothing may be written.
    pub read_only: bool,
    /// The function to open at once.
    pub open: Option<FunctionAddress>,
}

/// A screen above the list of functions.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Screen {
    /// One function and its qualifiers.
    Function(Box<FunctionScreen>),
    /// The settings of one qualifier.
    Form(Box<Form>),
    /// A change on its way.
    Review(Box<Review>),
    /// Help, details, or what was copied.
    Text(TextScreen),
}

/// Each kind of screen, for whoever looks for one kind among them: on top, or anywhere.
impl Screen {
    /// The screen of a function, if this is one.
    #[must_use]
    pub fn function(&self) -> Option<&FunctionScreen> {
        if let Self::Function(screen) = self {
            Some(screen)
        } else {
            None
        }
    }

    /// The form, if this is one.
    #[must_use]
    pub fn form(&self) -> Option<&Form> {
        if let Self::Form(form) = self {
            Some(form)
        } else {
            None
        }
    }

    /// The same, to be changed.
    pub fn form_mut(&mut self) -> Option<&mut Form> {
        if let Self::Form(form) = self {
            Some(form)
        } else {
            None
        }
    }

    /// The review, if this is one.
    #[must_use]
    pub fn review(&self) -> Option<&Review> {
        if let Self::Review(review) = self {
            Some(review)
        } else {
            None
        }
    }

    /// The same, to be changed.
    pub fn review_mut(&mut self) -> Option<&mut Review> {
        if let Self::Review(review) = self {
            Some(review)
        } else {
            None
        }
    }
}

/// The program is about to end.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Leaving {
    /// Drafts would be left: the word is awaited.
    Asking {
        /// What was typed so far.
        typed: String,
    },
    /// A write is on its way; its answer ends the program.
    WhenAnswered,
    /// The terminal is restored; a write's answer is awaited until then.
    Restored {
        /// The exit status, unless an outcome stays unknown.
        status: u8,
        /// How long.
        until: Timestamp,
    },
}

/// The whole state of the program.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct State {
    /// What time it is: when the latest message came, but for keys that waited.
    pub now: Timestamp,
    /// The size of the terminal.
    pub size: Size,
    /// Where the program works, and who it is there.
    pub session: Session,
    /// What was read of the account.
    pub catalogue: Catalogue,
    /// What is on its way.
    pub requests: Requests,
    /// The list of functions, below every other screen.
    pub explorer: Explorer,
    /// The screens above it, the topmost last.
    pub above: Vec<Screen>,
    /// What was typed and not sent.
    pub drafts: Drafts,
    /// What was sent.
    pub memory: Memory,
    /// What just happened.
    pub notice: Option<Notice>,
    /// The program is about to end.
    pub leaving: Option<Leaving>,
    /// What can be copied, and what was.
    pub copying: Copying,
}

impl State {
    /// Makes the first state and asks for the first thing.
    #[must_use]
    pub fn start(start: Start) -> (Self, Vec<Effect>) {
        let number = SessionNumber(1);
        let state = Self {
            now: start.at,
            size: start.size,
            session: Session {
                number,
                profile: start.profile,
                demo: start.demo,
                read_only: start.read_only,
                wanted: start.open,
                facts: Remote::NotAsked,
                identity: Remote::NotAsked,
                account: None,
                renewal: Renewal::NotNeeded,
                named_account: None,
            },
            catalogue: Catalogue::default(),
            requests: Requests::of(number),
            explorer: Explorer::default(),
            above: Vec::new(),
            drafts: Drafts::default(),
            memory: Memory::default(),
            notice: None,
            leaving: None,
            copying: Copying::default(),
        };
        (state, vec![Effect::OpenSession { session: number }])
    }

    /// Where a key is pressed now.
    #[must_use]
    pub fn context(&self) -> Context {
        if let Some(Leaving::Asking { .. }) = self.leaving {
            return Context::QuitPrompt;
        }
        if self.copying.is_open {
            return Context::CopyMenu;
        }
        match self.above.last() {
            None if self.explorer.filtering => Context::Filter,
            None => Context::Explorer,
            Some(Screen::Function(screen)) if screen.filtering => Context::Filter,
            Some(Screen::Function(_)) => Context::Function,
            Some(Screen::Form(form)) if form.discarding.is_some() => Context::Discard,
            Some(Screen::Form(_)) => Context::Form,
            Some(Screen::Review(review)) => match &review.stage {
                Stage::Reading => Context::Review,
                Stage::Asking(_) => Context::SendLine,
                Stage::Checking(_) | Stage::Waiting { .. } => Context::Checking,
                Stage::Sending { .. } => Context::Sending,
                Stage::Ended(Ending::Drifted(_)) => Context::Choice,
                Stage::Ended(_) => Context::Outcome,
            },
            Some(Screen::Text(_)) => Context::Text,
        }
    }

    /// The review, wherever it is among the screens: answers reach it also while help stands above it.
    #[must_use]
    pub fn review(&self) -> Option<&Review> {
        self.above.iter().rev().find_map(Screen::review)
    }

    /// The columns of the list of functions on the left of what was opened from it; 0 where that has the screen alone, and where the list
    /// has.
    #[must_use]
    pub fn list_columns(&self) -> u16 {
        match self.above.last() {
            Some(Screen::Function(_) | Screen::Form(_) | Screen::Review(_)) => {
                layout::list_columns(self.size)
            }
            Some(Screen::Text(_)) | None => 0,
        }
    }

    /// For how many whole seconds the answer to a write is awaited; `None` where none is.
    #[must_use]
    pub fn seconds_waited(&self) -> Option<i64> {
        let at = self.awaited_since()?;
        Some(self.now.duration_since(at).as_secs().max(0))
    }

    /// When that is a second more, as far as it is counted on screen: once it is long, or where somebody asked to quit. Nothing else is.
    #[must_use]
    pub fn next_second(&self) -> Option<Timestamp> {
        let next = self.seconds_waited()? + 1;
        let first = if self.leaves_when_answered() {
            0
        } else {
            LONG_ON_ITS_WAY
        };
        let seconds = SignedDuration::from_secs(next.max(first));
        self.awaited_since()?.checked_add(seconds).ok()
    }

    /// Says whether the program ends with the answer to a write.
    #[must_use]
    pub fn leaves_when_answered(&self) -> bool {
        matches!(self.leaving, Some(Leaving::WhenAnswered))
    }

    fn awaited_since(&self) -> Option<Timestamp> {
        match self.review()?.stage {
            Stage::Sending { at, .. } => Some(at),
            Stage::Reading
            | Stage::Asking(_)
            | Stage::Checking(_)
            | Stage::Waiting { .. }
            | Stage::Ended(_) => None,
        }
    }

    /// What the notice line shows: what just happened, else who does not answer for so long that it is told.
    #[must_use]
    pub fn shown_notice(&self) -> Option<Cow<'_, Notice>> {
        let notice = self.notice.as_ref().map(Cow::Borrowed);
        if self.tells_silence() {
            self.silence().map(Cow::Owned).or(notice)
        } else {
            notice
        }
    }

    /// Says whether `Esc` stops waiting for answers now: while the notice line says so, and where that key has nothing to close.
    #[must_use]
    pub fn esc_stops_waiting(&self) -> bool {
        let silent = self.requests.silence.told(self.now).is_some();
        silent && self.tells_silence() && has_free_escape(self.context())
    }

    /// Says whether the notice line has room for who does not answer: that something is not read yet says less than that.
    fn tells_silence(&self) -> bool {
        self.notice.as_ref().is_none_or(Notice::is_awaiting)
    }

    fn silence(&self) -> Option<Notice> {
        let silent = self.requests.silence.told(self.now)?;
        let tries = self.requests.traffic.awaited.tries(silent.whom);
        let text = words::silent(
            silent.whom,
            self.session.facts.value()?,
            (silent.seconds, tries),
            has_free_escape(self.context()),
        );
        Some(Notice::warning(text))
    }

    /// Says something about what just happened.
    pub fn say(&mut self, text: impl Into<String>) {
        self.notice = Some(Notice::said(text).after(self.notice.as_ref()));
    }

    /// Warns in a sentence that begins with a mark of its own.
    pub fn warn_marked(&mut self, text: impl Into<String>) {
        self.notice = Some(Notice::marked(text).after(self.notice.as_ref()));
    }

    /// Warns of something that just happened.
    pub fn warn(&mut self, text: impl Into<String>) {
        self.notice = Some(Notice::warning(text).after(self.notice.as_ref()));
    }
}

/// Says whether `Esc` may stop waiting in this context: elsewhere it closes a line, a menu or a check, or a write is on its way,
/// which nothing stops.
fn has_free_escape(context: Context) -> bool {
    match context {
        Context::Explorer
        | Context::Filter
        | Context::Function
        | Context::Form
        | Context::Review
        | Context::Choice
        | Context::Outcome
        | Context::Text => true,
        Context::Everywhere
        | Context::Discard
        | Context::SendLine
        | Context::Checking
        | Context::Sending
        | Context::QuitPrompt
        | Context::CopyMenu => false,
    }
}
