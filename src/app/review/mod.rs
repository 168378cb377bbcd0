//! The review: from the reviewed change over the send line and the checks to the outcome.
//!
//! ```text
//!              y                Enter                    nothing moved
//!  Reading ────────► Asking ───────────► Checking ────────────────────► Sending ──► Ended(Applied | Refused | Unknown)
//!     ▲  any other key │                  │  ▲  │ moved, other account,    │
//!     └────────────────┘    Esc: NotSent ◄┘  │  │ gone, unreadable         │ throttled, conflict: nothing was stored
//!                                            │  └──► Ended(NotSent |       │
//!                                            │            Drifted)         ▼
//!                                            └──────────────────────── Waiting (at most 4 tries in some 6 s)
//! ```
//!
//! `r` makes the same checks to look only: they lead back to Reading, or to what they found, and never to Sending.
//!
//! Knows the stages and which key or answer leads on. Does not know rules or the network. The approval is made in the one step
//! from Checking to Sending, and moved into the effect; no state ever holds one.

mod around;
pub mod check;
pub mod choice;
mod choice_text;
mod course;
mod ended_session;
mod facts;
mod found_text;
mod members_text;
mod not_sent;
mod not_sent_text;
mod outcome_text;
mod reread;
mod setting_text;
pub mod stage;
pub mod text;
mod written;

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use self::check::{Aim, FRESH};
use self::reread::Reread;
pub use self::stage::{Ending, Stage, View};
use super::document::Document;
use super::effect::Effect;
use super::key::{Key, KeyCode};
use super::layout;
use super::memory::{ChangedSince, Memory};
use super::message::Size;
use super::requests::Requests;
use super::send_line::{Asked, SendLine, SendLineAnswer, Shown};
use crate::domain::author::{Answered, Author, Unproven};
use crate::domain::call::{Exchange, Identity};
use crate::domain::change::{Method, Origin, ReviewedChange};
use crate::domain::difference::{Movement, ResetCause};
use crate::domain::draft::Draft;
use crate::domain::export::aws_cli::RunsAs;
use crate::domain::field::Field;
use crate::domain::function::Target;
use crate::domain::grounds::{Grounds, Recheck};
use crate::domain::known::Known;
use crate::domain::settings::{AsyncSettings, StoredConfiguration};
use crate::domain::validation::{Surroundings, Warning, check};
use crate::domain::words::Arriving;

/// An Enter within so long after the one that sent may be the same key, still held down: terminals repeat it only after a while.
const SAME_ENTER: SignedDuration = SignedDuration::from_secs(1);

/// The review of one change.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Review {
    /// The change.
    pub change: ReviewedChange,
    /// What the operator should know, which blocks nothing.
    pub warnings: Vec<Warning>,
    /// What is known around it.
    pub surroundings: Surroundings,
    /// What the change that is proposed once more was sent to, where that was another qualifier.
    pub last_time: Option<Target>,
    /// The place of its own write among those of this run, once it was sent.
    sent: Option<usize>,
    /// The other writes to the same target that can still arrive.
    open_writes: Vec<Arriving>,
    /// The writes of this run to the same target that nothing proves to be over.
    unproven: Vec<Unproven>,
    /// What the answers to other writes of this run to the same target said that is held by then.
    answered: Vec<Answered>,
    /// That the target was changed after our own last write to it, where what is proposed is older than that.
    pub changed_since: Option<ChangedSince>,
    /// What was lost with the write that is undone, and is not what is put back.
    pub not_put_back: Vec<String>,
    /// What was read of the target after it was stored.
    pub reread: Option<Reread>,
    /// The function or the qualifier is known to be gone.
    is_gone: bool,
    /// When that was asked for.
    asked_again: Option<Timestamp>,
    /// Who we were when it was opened, as STS had said.
    pub caller: Option<String>,
    /// As whom and where the command of its third view runs.
    pub runs_as: RunsAs,
    /// Who we were in the last check, where that found that nothing moved: of one that sends, who sent it. `None` where STS did not tell.
    pub checked: Option<Identity>,
    /// When the settings were asked for that were read in that check.
    read_since: Option<Timestamp>,
    /// What the last check found beside settings that are still the same.
    pub recheck: Recheck,
    /// What the change rested on when its review was opened, or when that first became known.
    opened: Grounds,
    /// What the checks found that was otherwise when the review was opened.
    pub news: Option<Recheck>,
    /// Which part is on screen.
    pub view: View,
    /// How far it is.
    pub stage: Stage,
    /// The text on screen.
    pub document: Document,
    /// The texts of the other views, each with how far it was seen.
    aside: Vec<(View, Document)>,
    /// When Enter was pressed on the send line.
    entered_at: Option<Timestamp>,
    /// How many tries were sent since that Enter and refused: "nothing was sent" is not said of them.
    refused: u32,
    /// Since when it is on screen what the change came to.
    shown: Shown,
    /// The session in which it was read has ended.
    session_over: bool,
}

impl Review {
    /// Opens the review of a change.
    #[must_use]
    pub fn open(
        change: ReviewedChange,
        surroundings: Surroundings,
        caller: Option<String>,
        runs_as: RunsAs,
        size: Size,
    ) -> Self {
        let mut review = Self {
            warnings: warnings(&change, &surroundings),
            opened: Grounds {
                left_behind: Known::Known(surroundings.gone.is_some()),
                ..Grounds::of(&surroundings)
            },
            change,
            surroundings,
            last_time: None,
            sent: None,
            open_writes: Vec::new(),
            unproven: Vec::new(),
            answered: Vec::new(),
            changed_since: None,
            not_put_back: Vec::new(),
            reread: None,
            is_gone: false,
            asked_again: None,
            caller,
            runs_as,
            checked: None,
            read_since: None,
            recheck: Recheck::default(),
            news: None,
            view: View::Difference,
            stage: Stage::Reading,
            document: Document::default(),
            aside: Vec::new(),
            entered_at: None,
            refused: 0,
            shown: Shown::default(),
            session_over: false,
        };
        review.write(size);
        review
    }

    /// Takes what the change was sent to last time; that is said where the qualifier was another one, or the account.
    pub fn repeats(&mut self, last: Target, size: Size) {
        let now = self.change.target();
        if last.qualifier != now.qualifier || last.function.is_elsewhere(&now.function) {
            self.last_time = Some(last);
            self.write(size);
        }
    }

    /// Takes that the target was changed since our own last write to it.
    pub fn overwrites(&mut self, changed_since: Option<ChangedSince>, size: Size) {
        self.changed_since = changed_since;
        self.write(size);
    }

    /// Takes what was lost with the write that is undone.
    pub fn undoes(&mut self, not_put_back: Vec<String>, size: Size) {
        self.not_put_back = not_put_back;
        self.write(size);
    }

    /// Takes whether the target is known to be gone: where there is no configuration, that tells why.
    pub fn target_is_gone(&mut self, is_gone: bool, size: Size) {
        if is_gone != self.is_gone {
            self.is_gone = is_gone;
            self.write(size);
        }
    }

    /// Says whether no configuration is held, and no answer tells that this is the doing of its write.
    #[must_use]
    pub fn misses_configuration(&self) -> bool {
        match &self.stage {
            Stage::Ended(Ending::Applied { exchange, .. }) => self.found_nothing(exchange),
            Stage::Ended(Ending::Unknown(unknown)) => {
                let reading = unknown.reading();
                let reading = unknown.applied().or(reading);
                reading.is_some_and(|read| read.configuration.is_none())
            }
            Stage::Ended(Ending::Refused { .. } | Ending::NotSent(_) | Ending::Drifted(_))
            | Stage::Reading
            | Stage::Asking(_)
            | Stage::Checking(_)
            | Stage::Waiting { .. }
            | Stage::Sending { .. } => false,
        }
    }

    /// Says whether Lambda answered that there is nothing to remove: what was wanted holds, and somebody else saw to it.
    fn found_nothing(&self, exchange: &Exchange) -> bool {
        self.change.method() == Method::Delete && exchange.status == Some(404)
    }

    /// Takes which other writes of this run to the same target nothing proves to be over, and those that can still arrive. Before
    /// anything is sent, that is read: an open send line closes.
    pub fn follows(&mut self, memory: &Memory, size: Size) {
        let target = self.change.target();
        self.answered = memory.answered(target);
        let open = memory.open_beside(target, self.sent);
        let unproven = memory.unproven_beside(target, self.sent);
        if open == self.open_writes && unproven == self.unproven {
            return;
        }
        self.open_writes = open;
        self.unproven = unproven;
        self.aside.clear();
        if let Stage::Asking(_) = self.stage {
            self.stage = Stage::Reading;
        }
        self.write(size);
    }

    /// Takes what became known around the change. Where that says something else, an open send line closes: it was not
    /// seen yet. Answers whether one closed.
    pub fn know(&mut self, surroundings: Surroundings, size: Size) -> bool {
        let is_read = match &self.stage {
            Stage::Reading | Stage::Asking(_) => true,
            Stage::Checking(checking) => checking.aim == Aim::Look,
            Stage::Waiting { .. } | Stage::Sending { .. } | Stage::Ended(_) => false,
        };
        if !is_read || surroundings == self.surroundings {
            return false;
        }
        self.warnings = warnings(&self.change, &surroundings);
        self.surroundings = surroundings;
        self.write_aside(size);
        if !self.writes_another(size) {
            return false;
        }
        let was_asking = matches!(self.stage, Stage::Asking(_));
        if was_asking {
            self.stage = Stage::Reading;
        }
        was_asking
    }

    /// Writes the text anew, after stage, view or width changed. It stays where it is, and as far as it was seen, up to the first line
    /// that says something else.
    pub fn write(&mut self, size: Size) {
        self.writes_another(size);
    }

    /// The same; answers whether a line says something else.
    fn writes_another(&mut self, size: Size) -> bool {
        let blocks = text::blocks(self, size);
        let mut document = Document::of_blocks(&blocks, layout::text_columns(size));
        if document.lines == self.document.lines {
            return false;
        }
        let rows = self.rows(size);
        if let Stage::Ended(Ending::Drifted(_)) = self.stage {
            document.follow_selected(&self.document, rows);
        } else {
            document.keep_place(&self.document, rows);
        }
        self.document = document;
        true
    }

    /// Writes the texts of the other views anew.
    fn write_aside(&mut self, size: Size) {
        let view = self.view;
        let shown = std::mem::take(&mut self.document);
        for (of, document) in std::mem::take(&mut self.aside) {
            (self.view, self.document) = (of, document);
            self.write(size);
            self.aside.push((of, std::mem::take(&mut self.document)));
        }
        (self.view, self.document) = (view, shown);
    }

    /// The rows of its text: what the lines leave that stay above it.
    #[must_use]
    pub fn rows(&self, size: Size) -> usize {
        usize::from(layout::body_rows(size)).saturating_sub(text::head(self, size).len())
    }

    /// Notes that it is on the terminal, in so many rows of text.
    pub fn drawn(&mut self, at: Timestamp, rows: usize) {
        self.document.drawn(rows);
        match &mut self.stage {
            Stage::Asking(line) => line.drawn(at),
            Stage::Ended(_) => self.shown.drawn(at),
            Stage::Reading | Stage::Checking(_) | Stage::Waiting { .. } | Stage::Sending { .. } => {
                self.shown.hidden();
            }
        }
    }

    /// Says whether a key may close what the change came to: nobody sees an outcome that a key closes which was meant for the send line.
    pub fn may_be_left(&mut self, key: Key, at: Timestamp) -> bool {
        let is_same_enter = key.code == KeyCode::Enter
            && self
                .entered_at
                .is_some_and(|entered| at.duration_since(entered) < SAME_ENTER);
        if is_same_enter {
            self.shown.again(at);
        }
        self.shown.takes_key(at)
    }

    /// Shows another part; each is as far as it was read before.
    pub fn show(&mut self, view: View, size: Size) {
        if view == self.view {
            return;
        }
        let shown = std::mem::take(&mut self.document);
        self.aside.push((self.view, shown));
        self.view = view;
        match self.aside.iter().position(|(of, _)| *of == view) {
            Some(position) => self.document = self.aside.swap_remove(position).1,
            None => self.write(size),
        }
    }

    /// Writes the text anew for another size. An open send line counts as seen only once it is drawn at that size.
    pub fn resized(&mut self, size: Size) {
        if let Stage::Asking(line) = &mut self.stage {
            line.hidden();
        }
        self.aside.clear();
        self.document = Document::default();
        self.write(size);
    }

    /// What must be typed to send this change: the name where the account is unknown, and `reset` where one forgets or drops something.
    #[must_use]
    pub fn asked(&self) -> Asked {
        let is_unknown = self.change.proposed().scope.account.is_none();
        let name = is_unknown.then(|| self.change.target().function.name.as_str());
        let difference = self.change.difference();
        let forgotten = difference
            .0
            .iter()
            .any(|(_, row)| matches!(row.movement, Movement::Reset(ResetCause::NotNamed(_))));
        let drops = difference.resets().any(|field| field == Field::OnFailure)
            && !self.surroundings.given_up(None).is_kept();
        let reset = (forgotten || drops).then_some("reset");
        let words: Vec<&str> = name.into_iter().chain(reset).collect();
        if words.is_empty() {
            Asked::Yes
        } else {
            Asked::Word(words.join(" "))
        }
    }

    /// Opens the send line, or scrolls to what was not seen yet. Says whether it is open.
    pub fn ask(&mut self, height: usize) -> bool {
        if !self.document.is_seen() {
            self.document.go_to_unseen(height);
            return false;
        }
        self.stage = Stage::Asking(SendLine::open(self.asked()));
        true
    }

    /// Gives a key to the open send line, with the time at which it was read; the checks begin now where the line says so.
    pub fn send_line_key(
        &mut self,
        (key, at): (Key, Timestamp),
        now: Timestamp,
        requests: &mut Requests,
    ) -> (SendLineAnswer, Vec<Effect>) {
        let Stage::Asking(line) = &mut self.stage else {
            return (SendLineAnswer::Close, Vec::new());
        };
        let answer = line.key(key, at);
        if answer == SendLineAnswer::Send {
            self.entered_at = Some(at);
            self.refused = 0;
        }
        let effects = match answer {
            SendLineAnswer::TooEarly(_) | SendLineAnswer::Open | SendLineAnswer::Incomplete => {
                Vec::new()
            }
            SendLineAnswer::Close => {
                self.stage = Stage::Reading;
                Vec::new()
            }
            SendLineAnswer::Send => self.check(Aim::Send { tries: 1 }, now, requests),
        };
        (answer, effects)
    }

    /// How long before a write was handed over the settings were asked for, where that was longer ago than it should be: "just before"
    /// is not said of that.
    #[must_use]
    pub fn read_long_before(&self, sent_at: Timestamp) -> Option<SignedDuration> {
        let before = sent_at.duration_since(self.read_since?);
        (before > FRESH).then_some(before)
    }

    /// Who can have set what is held now, beside the change itself.
    #[must_use]
    pub fn author(&self, now: Option<&StoredConfiguration>) -> Author {
        Author::of_stored((self.change.before(), now), &self.answered, &self.unproven)
    }

    /// Says whether it is of a draft: a removal, and a change that is put back, came from no form.
    #[must_use]
    pub fn has_draft(&self) -> bool {
        match self.change.proposed().origin {
            Origin::Form | Origin::Text { .. } | Origin::Choice { .. } => true,
            Origin::Removal | Origin::Undo(_) => false,
        }
    }

    /// The settings that Lambda says it holds are those that were sent.
    #[must_use]
    pub fn agrees(&self, held: Option<&StoredConfiguration>) -> bool {
        held.map(|held| &held.settings)
            == self.change.after().map(AsyncSettings::as_stored).as_ref()
    }
}

/// What the operator should know of a change, from what is known around it.
fn warnings(change: &ReviewedChange, surroundings: &Surroundings) -> Vec<Warning> {
    let after = change
        .after()
        .map(AsyncSettings::as_stored)
        .unwrap_or_default();
    check(&Draft::from_stored(&after), surroundings, None).warnings
}
